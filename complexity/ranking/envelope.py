"""Exact lower envelopes of lines: the lowest line at every price from 0 on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from ..pricing.logs import ZERO, LogSum, compare, minus, rational
from ..pricing.ratios import Ratio, compare_ratios, ratio


@dataclass(frozen=True, slots=True)
class Line:
    """The score `intercept` + x `slope` of a program as a function of a price x >= 0."""

    name: str
    intercept: LogSum
    slope: LogSum


@dataclass(frozen=True, slots=True)
class Break:
    """A price at which the lowest lines change, with the lowest just below and just above it."""

    at: Ratio
    before: tuple[str, ...]
    after: tuple[str, ...]


def envelope(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[Break, ...]]:
    """The lowest lines at x = 0, and every x >= 0 at which others become lowest.

    Equal lines are lowest together. A line that only touches the envelope is never lowest alone
    and makes no break. If the lowest lines at x = 0 separate there, the first break is at 0.

    Raises
    ------
    ValueError
        If there are no lines.
    """
    if not lines:
        raise ValueError("no program has a score under these prices")
    current = min(lines, key=cmp_to_key(_by_intercept_then_slope))
    first = tuple(line.name for line in lines if not compare(line.intercept, current.intercept))
    breaks: list[Break] = []
    before = _equal_to(current, lines)
    if before != first:
        breaks.append(Break(ratio(ZERO, rational(1)), first, before))
    while crossing := _next(current, lines):
        at, current = crossing
        after = _equal_to(current, lines)
        breaks.append(Break(at, before, after))
        before = after
    return first, tuple(breaks)


def _by_intercept_then_slope(left: Line, right: Line) -> int:
    by_intercept = compare(left.intercept, right.intercept)
    return by_intercept or compare(left.slope, right.slope)


def _equal_to(line: Line, lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(other.name for other in lines if _by_intercept_then_slope(line, other) == 0)


def _next(current: Line, lines: Sequence[Line]) -> tuple[Ratio, Line] | None:
    """The next line to cross the current one from above; of several, the flattest."""
    flatter = [line for line in lines if compare(line.slope, current.slope) < 0]
    crossings = [(_crossing(current, line), line) for line in flatter]
    return min(crossings, key=cmp_to_key(_sooner), default=None)


def _crossing(low: Line, flatter: Line) -> Ratio:
    return ratio(minus(flatter.intercept, low.intercept), minus(low.slope, flatter.slope))


def _sooner(left: tuple[Ratio, Line], right: tuple[Ratio, Line]) -> int:
    by_place = compare_ratios(left[0], right[0])
    return by_place or compare(left[1].slope, right[1].slope)
