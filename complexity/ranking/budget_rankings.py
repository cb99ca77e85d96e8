"""Rankings within a budget: of the programs that fit, by error, then by length."""

from __future__ import annotations

from collections.abc import Sequence

from ..measuring.figures import Evidence, Measurement, weakest
from ..pricing.budgets import Answer, Budget, Schedule, Verdict, judge
from ..pricing.logs import approximate, compare, log2_of_factors
from ..semantics.measures import SCHEDULED
from .costs import error_of, undecided, unknown_reason
from .rows import Row, place, unplaced

KNOWN = (Evidence.PROVED, Evidence.EXACT, Evidence.FITTED)


def rank_within(measurements: Sequence[Measurement], budget: Budget) -> tuple[Row, ...]:
    """Rank the programs that fit a budget by error, then length; the rest last, with reasons.

    The worst case counts. If some programs were judged, those that were not are unranked.
    """
    judged = any(measurement.wrong is not None for measurement in measurements)
    return place([_row(measurement, budget, judged) for measurement in measurements], _order)


def _row(measurement: Measurement, budget: Budget, judged: bool) -> Row:
    error = error_of(measurement)
    verdict = fits(measurement, budget)
    if isinstance(verdict, str):
        return unplaced(measurement.program, verdict)
    if verdict.answer is not Answer.FITS:
        reason = f"{verdict.answer.value}: {verdict.reason}"
        return unplaced(measurement.program, reason, error)
    if judged and error is None:
        return unplaced(measurement.program, "its answers were not judged")
    if reason := undecided(measurement):
        return unplaced(measurement.program, reason, error)
    length = log2_of_factors(measurement.factors)
    evidence = weakest(*(measurement.figures[m].worst_evidence for m in SCHEDULED))
    return Row(
        measurement.program, 1, approximate(length), length, evidence, verdict.reason, error=error
    )


def fits(measurement: Measurement, budget: Budget) -> Verdict | str:
    """Decide whether a measured program fits a budget; else a text says why that is unknown.

    An unbounded figure exceeds every limit; a witnessed figure is a lower bound.
    """
    reason = unknown_reason(measurement)
    figures = [measurement.figures.get(m) for m in SCHEDULED]
    absent = [m for m, figure in zip(SCHEDULED, figures, strict=True) if figure is None]
    if reason or absent:
        return reason or f"{', '.join(absent)}: not measured"
    limits = (None, budget.levels, budget.width, budget.words)
    worst = []
    for measure, figure, limit in zip(SCHEDULED, figures, limits, strict=True):
        assert figure is not None
        if figure.unbounded and (limit is not None or measure == "time"):
            return Verdict(Answer.DOES_NOT_FIT, f"{measure} has no bound on all tapes", 0, None)
        worst.append(figure.worst)
    if None in worst:
        return "its worst case is not known"
    time, span, width, level_memory = (value or 0 for value in worst)
    known = all(figure is not None and figure.worst_evidence in KNOWN for figure in figures)
    pairs = _pairs(measurement) if budget.fused else 0
    return judge(budget, Schedule(time, span, width, level_memory, pairs, not known))


def _pairs(measurement: Measurement) -> int:
    """An upper bound on the multiplies that feed an addition: the smaller number of the two."""
    counts = [measurement.by_op.get(op) for op in ("mul", "add")]
    worst = [0 if count is None else count.worst for count in counts]
    return min((value for value in worst if value is not None), default=0)


def _order(left: Row, right: Row) -> int:
    errors = (left.error or 0, right.error or 0)
    if errors[0] != errors[1]:
        return -1 if errors[0] < errors[1] else 1
    assert left.exact is not None
    assert right.exact is not None
    return compare(left.exact, right.exact)
