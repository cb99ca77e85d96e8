"""Rankings of programs by price; the order is exact, and the displayed scores are rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..measuring.figures import Measurement
from ..pricing.budgets import Budget
from ..pricing.corrections import correction, multiply
from ..pricing.logs import approximate
from ..pricing.prices import NAMED, Price, Unpriced, score
from .budget_rankings import rank_within
from .costs import (
    Cost,
    cost_of,
    error_of,
    evidence_for,
    missing_for,
    undecided,
    wrong_beyond,
)
from .rows import Row, place_by_score, unplaced, winners

Corrections = Mapping[str, Sequence[Mapping[int, int]]]
NOBODY: Mapping[str, str] = {}


def rank(
    measurements: Iterable[Measurement],
    rate: Price | Budget,
    statistic: str = "mean",
    corrections: Corrections | None = None,
    excluded: Mapping[str, str] = NOBODY,
) -> tuple[Row, ...]:
    """Rank programs by a price or budget; those without a score come last, with reasons.

    Parameters
    ----------
    measurements : one for each program, all at the same size
    corrections : by program, the weights of the right answers to wrongly answered inputs;
        if given, every program pays for the list of its exceptions (none: 1 bit), otherwise
        a program that is wrong somewhere has no score. A budget orders by error first instead
    excluded : programs that take no part, with the reasons
    """
    listed = [one for one in measurements if one.program not in excluded]
    if isinstance(rate, Budget):
        placed = rank_within(listed, rate)
    else:
        placed = place_by_score([_judged(one, rate, statistic, corrections) for one in listed])
    return (*placed, *(unplaced(name, reason) for name, reason in excluded.items()))


def rank_costs(costs: Iterable[Cost], rate: Price) -> tuple[Row, ...]:
    """Rank costs by a price."""
    return place_by_score([priced(cost, rate) for cost in costs])


def named_winners(
    measurements: Iterable[Measurement], statistic: str = "mean"
) -> dict[str, tuple[str, ...]]:
    """The winners under each named price."""
    listed = list(measurements)
    return {name: winners(rank(listed, rate, statistic)) for name, rate in NAMED.items()}


def priced(cost: Cost, rate: Price) -> Row:
    """A row with the score of a cost, not yet ranked."""
    reason = missing_for(cost, rate)
    if reason:
        return unplaced(cost.program, reason)
    try:
        exact = score(rate, cost.factors, cost.values)
    except Unpriced as unpriced:
        return unplaced(cost.program, str(unpriced))
    interval = _interval(cost, rate) if cost.ranges else None
    shown = approximate(exact)
    return Row(cost.program, None, shown, exact, evidence_for(cost, rate), interval=interval)


def _interval(cost: Cost, rate: Price) -> tuple[float, float] | None:
    """The scores at both ends of sampled intervals, which enclose it as prices are not negative."""
    low, high = ({m: ends[i] for m, ends in cost.ranges.items()} for i in (0, 1))
    try:
        ends = [score(rate, cost.factors, {**cost.values, **end}) for end in (low, high)]
    except Unpriced:
        return None
    return approximate(ends[0]), approximate(ends[1])


def _judged(
    measurement: Measurement, rate: Price, statistic: str, corrections: Corrections | None
) -> Row:
    cost = cost_of(measurement, statistic)
    wrong, count = measurement.wrong, measurement.inputs.count
    error = error_of(measurement)
    answers = (corrections or {}).get(measurement.program, ())
    if wrong and corrections is not None and measurement.inputs.kind != "exhaustive":
        reason = "wrong somewhere, and a sample does not show every input to be corrected"
        return unplaced(cost.program, reason, error)
    if wrong and len(answers) != wrong:
        reason = f"wrong on {wrong:,} of {count:,} inputs, and no corrections are priced"
        return unplaced(cost.program, reason, error)
    beyond = wrong_beyond(measurement) or undecided(measurement)
    if beyond:
        return unplaced(cost.program, beyond, error)
    if corrections is not None:
        extra = correction(wrong or 0, count, answers)
        cost = replace(cost, factors=multiply(cost.factors, extra))
    return replace(priced(cost, rate), error=error)
