"""Flips at sizes far beyond the measured ones, by enclosures of closed forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cmp_to_key

from ..measuring.figures import Evidence
from ..pricing.logs import LogSum, compare
from ..pricing.prices import Price, describe, score
from .costs import Cost, missing_for
from .crossings import cross_at_most_once
from .flips import Flip
from .growth import Growth, cost_around


@dataclass(frozen=True, slots=True)
class Leap:
    """The flips beyond a size, the last size examined, and why the search ended there."""

    flips: tuple[Flip, ...]
    reached: int
    stopped: str = ""


class Undecided(Exception):
    """The enclosures of costs overlap, so that the cheapest program is undecided."""


def leap(
    growths: Mapping[str, Growth], rate: Price, near: tuple[int, tuple[str, ...]], horizon: int
) -> Leap:
    """Find the flips between a size and a horizon, both far beyond the measured sizes.

    Parameters
    ----------
    near : the last size examined before, and the cheapest programs there

    Notes
    -----
    Sizes double, and a change between two of them is narrowed to adjacent sizes by bisection.
    Such a flip is exact if the forms hold. Other changes between the same two sizes are excluded
    only if both costs are polynomials that cross at most once by Descartes' rule; the note says so.
    If the cheapest program has no form that reaches so far, the search ends; other programs
    without such a form are left out, and the note names them.
    """
    start, first = near
    why = {name: missing_for(cost_around(g, start), rate) for name, g in growths.items()}
    able = {name: g for name, g in growths.items() if not why[name]}
    if lost := [name for name in first if why[name]]:
        return Leap((), start, f"{lost[0]} is the cheapest there: {why[lost[0]]}")
    flips: list[Flip] = []
    low, stopped = start, ""
    try:
        while low < horizon:
            high = min(2 * max(low, 1), horizon)
            flips += _between(low, high, able, rate)
            low = high
    except Undecided as close:
        # the flips found so far are valid up to `reached`
        stopped = f"two scores are too close to be told apart at {close}"
    absent = ", ".join(name for name in growths if name not in able)
    return Leap(tuple(_noted(flip, growths, rate, start, absent) for flip in flips), low, stopped)


def _between(low: int, high: int, able: Mapping[str, Growth], rate: Price) -> Iterator[Flip]:
    end = cheapest(able, rate, high)
    while (before := cheapest(able, rate, low)) != end:
        below, above = low, high
        while above - below > 1:
            middle = (below + above) // 2
            same = cheapest(able, rate, middle) == before
            below, above = (middle, above) if same else (below, middle)
        after, at = cheapest(able, rate, above), Fraction(above)
        note = f"looked for at n={low} and n={high}, then by bisection"
        formula, evidence = describe(rate), Evidence.FITTED
        shown = float(min(above, 10**300))
        yield Flip(formula, "n", str(above), shown, (at, at), before, after, evidence, None, note)
        low = above


def cheapest(able: Mapping[str, Growth], rate: Price, size: int) -> tuple[str, ...]:
    """The cheapest programs at a size, by enclosures of their costs.

    Raises
    ------
    Undecided
        If two enclosed scores overlap and are not exactly equal.
    """
    ends = {name: _ends(cost_around(growth, size), rate) for name, growth in able.items()}
    low, high = min(ends.values(), key=cmp_to_key(_by_upper_end))
    rivals = [name for name, (least, _) in ends.items() if compare(least, high) <= 0]
    if len(rivals) > 1 and any(compare(end, low) for name in rivals for end in ends[name]):
        raise Undecided(f"n={size}")
    return tuple(sorted(rivals))


def _by_upper_end(left: tuple[LogSum, LogSum], right: tuple[LogSum, LogSum]) -> int:
    return compare(left[1], right[1])


def _ends(cost: Cost, rate: Price) -> tuple[LogSum, LogSum]:
    """Scores that enclose the score: prices are not negative, so scores grow with measures."""
    low, high = ({m: r[i] for m, r in cost.ranges.items()} for i in (0, 1))
    return score(rate, cost.factors, low), score(rate, cost.factors, high)


def _noted(flip: Flip, growths: Mapping[str, Growth], rate: Price, start: int, absent: str) -> Flip:
    note = flip.note
    if len(flip.before) == len(flip.after) == 1:
        first, second = growths[flip.before[0]], growths[flip.after[0]]
        if cross_at_most_once(first, second, rate, start):
            note = f"these two cross nowhere else after n={start}"
    without = f"; without {absent}, whose closed forms do not reach so far" if absent else ""
    return replace(flip, note=note + without)
