"""Flips by size: the sizes between which the cheapest program changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..measuring.figures import Evidence, Measurement, weakest
from ..pricing.prices import Price, describe, needs
from .costs import Cost, cost_of, missing_for
from .distant_flips import leap
from .flips import Flip, Leaving, Sweep
from .growth import Growth, cost_at, grow
from .ranks import rank_costs
from .rows import Row, winners

DENSE = 128  # sizes examined one by one beyond the measured ones, before doubling and bisection


@dataclass(frozen=True, slots=True)
class Costs:
    """The measured costs of several programs by size, and their conjectured growth."""

    measured: Mapping[int, Mapping[str, Cost]]
    growths: Mapping[str, Growth]


def tabulate(measurements: Iterable[Measurement], rate: Price, statistic: str = "mean") -> Costs:
    """Collect the costs of programs measured at several sizes.

    Raises
    ------
    ValueError
        If a measurement has no size, or there is none.
    """
    measured: dict[int, dict[str, Cost]] = {}
    for measurement in measurements:
        if measurement.size is None:
            raise ValueError(f"{measurement.program} was measured on one input, which has no size")
        cost = cost_of(measurement, statistic)
        measured.setdefault(measurement.size, {})[cost.program] = cost
    if not measured:
        raise ValueError("no program was measured at any size")
    names = list(dict.fromkeys(name for costs in measured.values() for name in costs))
    growths = {
        name: grow((c[name] for c in measured.values() if name in c), needs(rate)) for name in names
    }
    return Costs(dict(sorted(measured.items())), growths)


def rows_at(costs: Costs, rate: Price, size: int) -> tuple[Row, ...]:
    """The ranking at a size, from measured costs or else fitted ones."""
    return rank_costs([_cost_here(costs, rate, name, size) for name in costs.growths], rate)


def _cost_here(costs: Costs, rate: Price, name: str, size: int) -> Cost:
    measured = costs.measured.get(size, {}).get(name)
    if measured is not None and not missing_for(measured, rate):
        return measured
    fitted = cost_at(costs.growths[name], size)
    return measured if measured is not None and missing_for(fitted, rate) else fitted


def flips_by_size(
    measurements: Iterable[Measurement],
    rate: Price,
    statistic: str = "mean",
    horizon: int | None = None,
) -> Sweep:
    """Find every change of the cheapest program from one size to the next.

    To get the flips between two programs, pass their measurements only.

    Parameters
    ----------
    measurements : of programs at several sizes
    horizon : the size up to which fitted forms are used; None for measured sizes only

    Notes
    -----
    Adjacent sizes are compared over the programs with a score at both, so that a program that
    could not be measured makes no flip; `missing` names it, and `left` says where the cheapest is
    lost in that way. A program that was not measured at a size is represented by its fitted form,
    if one was confirmed. Beyond the measured sizes, `DENSE` sizes are examined one by one, and
    further ones by `distant_flips.leap`. The scope of the sweep may be less than requested.
    """
    costs = tabulate(measurements, rate, statistic)
    sizes = list(costs.measured)
    near = min(sizes[-1] + DENSE, max(sizes[-1], horizon or 0))
    every = {n: rows_at(costs, rate, n) for n in (*sizes, *range(sizes[-1] + 1, near + 1))}
    scored = [n for n, rows in every.items() if winners(rows)]
    reached = max([sizes[-1], *scored])
    missing, stopped = _missing(every), ""
    every = {n: rows for n, rows in every.items() if n <= reached}
    flips = list(_walk(every, rate))
    if reached < near:
        stopped = "no program has a score beyond it"
    elif horizon is not None and horizon > near:
        further = leap(costs.growths, rate, (near, winners(every[near])), horizon)
        flips, reached = flips + list(further.flips), further.reached
        stopped = further.stopped
    kinds = [row.evidence for n in sizes for row in every[n] if row.rank]
    kinds += [Evidence.FITTED] if reached > sizes[-1] else []
    return Sweep(
        describe(rate),
        "n",
        winners(every[sizes[0]]),
        tuple(flips),
        f"n={sizes[0]} to n={reached}",
        weakest(Evidence.PROVED, *kinds),
        None,
        missing,
        tuple(_leaving(every)),
        f"not to n={horizon}: {stopped}" if stopped else "",
    )


def _leaving(every: Mapping[int, Sequence[Row]]) -> Iterator[Leaving]:
    """The sizes from which a program that was cheapest has no score."""
    for low, high in pairwise(every):
        before, known = winners(every[low]), {row.program for row in every[high] if row.rank}
        if not known.issuperset(before):
            yield Leaving(high, before, winners(every[high]))


def _missing(every: Mapping[int, Sequence[Row]]) -> dict[str, str]:
    """The programs without a score somewhere, with the first such size."""
    found: dict[str, str] = {}
    for size, rows in every.items():
        for row in rows:
            if row.rank is None:
                found.setdefault(row.program, f"from n={size}: {row.reason}")
    return found


def _walk(every: Mapping[int, Sequence[Row]], rate: Price) -> Iterator[Flip]:
    """The flips between adjacent sizes."""
    for low, high in pairwise(every):
        before, after, evidence = _common(every[low], every[high])
        if before != after:
            gap = f"between the measured sizes n={low} and n={high}"
            note = "" if high == low + 1 else gap
            ends = (Fraction(low + 1), Fraction(high))
            yield Flip(
                describe(rate), "n", str(high), high, ends, before, after, evidence, None, note
            )


def _common(
    left: Sequence[Row], right: Sequence[Row]
) -> tuple[tuple[str, ...], tuple[str, ...], Evidence]:
    """The cheapest at both sizes, of the programs with a score at both, and the evidence."""
    both = {row.program for row in left if row.rank} & {row.program for row in right if row.rank}
    kept = [[row for row in rows if row.program in both] for rows in (left, right)]
    first, second = ({row.program for row in rows if row.rank == rows[0].rank} for rows in kept)
    evidence = weakest(Evidence.PROVED, *(row.evidence for rows in kept for row in rows))
    return tuple(sorted(first)), tuple(sorted(second)), evidence
