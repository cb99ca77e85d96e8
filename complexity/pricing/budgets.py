"""Budgets: hard limits on a parallel schedule, and whether a program meets them.

References
----------
.. [1] Brent, *The parallel evaluation of general arithmetic expressions*, J. ACM 21 (1974).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits on the levels, the ops of a level and the words between levels; None is no limit.

    Attributes
    ----------
    fan_in : the model in which levels are counted, bounded or unbounded
    fused : whether a multiply that feeds an addition shares its slot
    """

    name: str
    levels: int | None = None
    width: int | None = None
    words: int | None = None
    fan_in: str = "bounded"
    fused: bool = False


# 50 serial steps, 100 million multiply-adds each, 100 kilobytes (100,000 bytes, 8 to a word)
DEEP_LEARNING = Budget(
    "deep-learning",
    levels=50,
    width=100_000_000,
    words=12_500,
    fan_in="unbounded",
    fused=True,
)
BUDGETS = {DEEP_LEARNING.name: DEEP_LEARNING}


class Answer(Enum):
    """Whether a program fits a budget."""

    FITS = "fits"
    DOES_NOT_FIT = "does not fit"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The requirements of a program that runs every op at its own level, for its worst input.

    Attributes
    ----------
    pairs : an upper bound on the multiplies that share the slot of an addition that they feed
    lower_bounds : whether the figures are only lower bounds (witnessed)
    """

    time: int
    span: int
    width: int
    level_memory: int
    pairs: int = 0
    lower_bounds: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, its reason, and bounds on the levels of the best schedule within the width.

    Attributes
    ----------
    at_least : a lower bound on the levels of every schedule
    at_most : Brent's upper bound on the levels of the best schedule; None if the figures are
        lower bounds
    """

    answer: Answer
    reason: str
    at_least: int
    at_most: int | None


def judge(budget: Budget, schedule: Schedule) -> Verdict:
    """Decide whether a program fits a budget.

    Notes
    -----
    It fits if the schedule of its own levels does. No schedule fits if the longest path exceeds
    the levels, or the work exceeds all slots. Otherwise another schedule might fit: with P ops per
    level, there is one of at most ceil(t/P) + d levels [1]_, whose memory is unknown. If pairs
    share slots, at most `pairs` slots and half of the levels can be saved.

    Examples
    --------
    >>> budget = Budget("mine", levels=6, width=2)
    >>> judge(budget, Schedule(time=8, span=2, width=7, level_memory=9)).reason
    'in another order, by Brent'
    """
    pairs = schedule.pairs if budget.fused else 0
    work, path = schedule.time - pairs, schedule.span - min(pairs, schedule.span // 2)
    at_least = max(path, _rounds(work, budget.width))
    at_most = None if schedule.lower_bounds else _at_most(budget, schedule)
    if budget.levels is not None and at_least > budget.levels:
        reason = f"needs at least {at_least} levels, {budget.levels} allowed"
        return Verdict(Answer.DOES_NOT_FIT, reason, at_least, at_most)
    excess = exceeded(budget, schedule)
    if schedule.lower_bounds:
        reason = "the worst case is only witnessed" + (f"; {excess}" if excess else "")
        return Verdict(Answer.UNDECIDED, reason, at_least, at_most)
    if not excess:
        return Verdict(Answer.FITS, "every op at its own level", at_least, at_most)
    if budget.words is None and (
        budget.levels is None or _at_most(budget, schedule) <= budget.levels
    ):
        return Verdict(Answer.FITS, "in another order, by Brent", at_least, at_most)
    return Verdict(Answer.UNDECIDED, excess, at_least, at_most)


def exceeded(budget: Budget, schedule: Schedule) -> str:
    """Describe what the schedule of a program's own levels exceeds; "" if nothing."""
    limits = (
        ("levels", schedule.span, budget.levels),
        ("ops on one level", schedule.width, budget.width),
        ("words between levels", schedule.level_memory, budget.words),
    )
    over = [
        f"{need:,} {what}, {limit:,} allowed"
        for what, need, limit in limits
        if limit is not None and need > limit
    ]
    return "; ".join(over)


def _at_most(budget: Budget, schedule: Schedule) -> int:
    """Brent's bound, ceil(t/P) + d; the span itself if a level may hold any number of ops."""
    return schedule.span + _rounds(schedule.time, budget.width)


def _rounds(work: int, width: int | None) -> int:
    """The number of levels that the work fills."""
    if width is None:
        return 0
    if width == 0:
        raise ValueError("a budget of 0 ops a level runs nothing: allow at least 1")
    return -(-work // width)
