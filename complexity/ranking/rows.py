"""The rows of a ranking, in an exact order; tied rows share a rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cmp_to_key

from ..measuring.figures import Evidence
from ..pricing.logs import LogSum, compare


@dataclass(frozen=True, slots=True)
class Row:
    """The place of a program in a ranking.

    Attributes
    ----------
    rank : from 1, shared by ties; None without a score, for the `reason` given
    score : for display
    exact : the score that is compared
    interval : of a score from samples, for display
    error : the fraction of inputs answered wrong; None if not judged
    """

    program: str
    rank: int | None
    score: float | None
    exact: LogSum | None
    evidence: Evidence
    reason: str = ""
    interval: tuple[float, float] | None = None
    error: Fraction | None = None


def unplaced(program: str, reason: str, error: Fraction | None = None) -> Row:
    """The row of a program without a score."""
    return Row(program, None, None, None, Evidence.UNKNOWN, reason, error=error)


def place_by_score(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Order rows by score, those without one last."""
    return place(rows, _by_score)


def place(rows: Sequence[Row], order: Callable[[Row, Row], int]) -> tuple[Row, ...]:
    """Assign ranks in an order that is total up to ties; rows without a score come last."""
    scored = sorted((row for row in rows if row.exact is not None), key=cmp_to_key(order))
    placed: list[Row] = []
    for position, row in enumerate(scored, start=1):
        tied = bool(placed) and order(placed[-1], row) == 0
        placed.append(replace(row, rank=placed[-1].rank if tied else position))
    return (*placed, *(row for row in rows if row.exact is None))


def winners(rows: Iterable[Row]) -> tuple[str, ...]:
    """The programs that share the first place."""
    return tuple(row.program for row in rows if row.rank == 1)


def _by_score(left: Row, right: Row) -> int:
    assert left.exact is not None
    assert right.exact is not None
    return compare(left.exact, right.exact)
