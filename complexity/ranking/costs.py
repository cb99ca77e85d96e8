"""The cost of each program at one size under one statistic: exact rationals with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import isfinite

from ..measuring.figures import Check, Evidence, Figure, Measurement, weakest
from ..pricing.prices import Price, needs
from ..semantics.measures import PRICED

STATISTICS = ("mean", "worst")
LOWER_BOUNDS = (Evidence.WITNESSED, Evidence.UNKNOWN)
INFINITE = "its expectation is infinite"

Range = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Cost:
    """The data of one program at one size that a price needs.

    Attributes
    ----------
    factors : the weight as {base: exponent}
    values, evidence : of each known measure
    ranges : the 95 % intervals of sampled measures
    reasons : why a measure is unknown, by measure
    reason : why nothing is known, or ""
    """

    program: str
    size: int | None
    factors: Mapping[int, int]
    values: Mapping[str, Fraction] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def cost_of(measurement: Measurement, statistic: str) -> Cost:
    """The cost of a measured program under a statistic, mean or worst.

    A sampled mean is represented by its estimate, with its interval; a worst case that is only
    witnessed is a lower bound and gives no cost.

    Raises
    ------
    ValueError
        If the statistic is neither.
    """
    if statistic not in STATISTICS:
        raise ValueError(f"statistic {statistic!r}: write {' or '.join(STATISTICS)}")
    reason = unknown_reason(measurement)
    found = {m: _known(measurement, m, statistic) for m in PRICED}
    known = {m: value for m, value in found.items() if not isinstance(value, str)}
    return Cost(
        measurement.program,
        measurement.size,
        measurement.factors,
        {m: value for m, (value, _, _) in known.items()},
        {m: evidence for m, (_, evidence, _) in known.items()},
        {m: interval for m, (_, _, interval) in known.items() if interval},
        {m: why for m, why in found.items() if isinstance(why, str)},
        reason,
    )


def unknown_reason(measurement: Measurement) -> str:
    """Say why a measurement has no figures; "" if it has."""
    if measurement.failure is not None:
        failure = measurement.failure
        where = f" at line {failure.line}" if failure.line else ""
        return f"{failure.code} error{where}: {failure.message}"
    if not measurement.figures and measurement.estimate is not None:
        return f"not run: an estimated {measurement.estimate:,} steps"
    return "" if measurement.factors else "its weight is not known"


def _known(
    measurement: Measurement, measure: str, statistic: str
) -> tuple[Fraction, Evidence, Range | None] | str:
    """The value, evidence and interval of a measure, or the reason why it has none."""
    figure = measurement.figures.get(measure)
    if figure is None:
        return "not measured"
    return _mean(figure) if statistic == "mean" else _worst(measurement, figure)


def _mean(figure: Figure) -> tuple[Fraction, Evidence, Range | None] | str:
    if figure.infinite:
        return INFINITE
    if figure.evidence is Evidence.WITNESSED:
        return "of its expectation a lower bound alone is known, which decides nothing"
    if figure.evidence is Evidence.UNKNOWN:
        return "its mean is not known"
    if figure.mean is not None:
        return figure.mean, figure.evidence, None
    if figure.evidence is not Evidence.SAMPLED or figure.approximate is None:
        return "its mean is not rational"
    low, high = figure.interval or (figure.approximate, figure.approximate)
    if not all(map(isfinite, (low, figure.approximate, high))):
        return "its sampled mean is not finite"
    return Fraction(figure.approximate), figure.evidence, (Fraction(low), Fraction(high))


def _worst(
    measurement: Measurement, figure: Figure
) -> tuple[Fraction, Evidence, Range | None] | str:
    """The worst expectation over inputs; for a program without draws it is the worst case."""
    if figure.infinite:
        return INFINITE
    if figure.worst_expected is not None:
        return figure.worst_expected, figure.evidence, None
    draws = measurement.figures.get("draws")
    if draws is None:
        return "whether it is randomised was not measured: ask for draws too"
    if draws.unbounded or draws.worst != 0:
        return "the worst expectation over the tape is not known"
    if figure.worst is None or figure.worst_evidence in (*LOWER_BOUNDS, Evidence.SAMPLED):
        return f"its worst case is {figure.worst_evidence.value}, a lower bound"
    return Fraction(figure.worst), figure.worst_evidence, None


def missing_for(cost: Cost, rate: Price) -> str:
    """Say why a cost has no score under a price; "" if it has one."""
    unknown = [m for m in needs(rate) if m not in cost.values]
    absent = [f"{m}: {cost.reasons.get(m, 'not known')}" for m in unknown]
    return cost.reason or "; ".join(absent)


def evidence_for(cost: Cost, rate: Price) -> Evidence:
    """The evidence of a score: lengths are exact, so it is that of the charged measures."""
    return weakest(Evidence.EXACT, *(cost.evidence[m] for m in needs(rate)))


def error_of(measurement: Measurement) -> Fraction | None:
    """The fraction of inputs answered wrong; None if the answers were not judged."""
    if measurement.wrong is None or not measurement.inputs.count:
        return None
    return Fraction(measurement.wrong, measurement.inputs.count)


def wrong_beyond(measurement: Measurement) -> str:
    """Describe answers beyond the measured inputs that are wrong or unknown; "" if none.

    A task may check more inputs than it measures (ties, corner cases), and all smaller sizes are
    checked. A program that is wrong there does not solve the task, and a list of exceptions among
    the measured inputs cannot correct it.
    """
    for check in measurement.checks:
        besides = check.inputs.what != measurement.inputs.what or check.inputs.sizes
        inputs = f"{check.inputs.count:,} inputs that are checked besides"
        if check.wrong and besides:
            return f"wrong on {check.wrong:,} of {inputs}: {check.counterexample}".rstrip(": ")
        if check.undecided:
            return f"not known to be right on {inputs}: {check.undecided} takes too many steps"
    return ""


def undecided(measurement: Measurement) -> str:
    """Say why the correctness of the answers is undecided; "" if it is decided.

    A run that runs out of fuel is neither right nor wrong. Without a spec, a program that may fail
    or run for ever is not compared with others.
    """
    if measurement.trouble:
        return measurement.trouble
    stopped = max([check.stopped for check in measurement.checks], default=0)
    if not stopped:
        return ""
    return f"on {stopped:,} inputs some runs did not end within the fuel, which decides nothing"


def wrong_anywhere(measured: Iterable[Measurement]) -> dict[str, Check]:
    """The failed checks by program; a program with one is excluded at all sizes."""
    found: dict[str, Check] = {}
    for one in measured:
        for check in one.checks:
            if check.wrong or check.undecided:
                sizes = check.inputs.sizes or (() if one.size is None else (one.size,))
                info = replace(check.inputs, sizes=sizes)
                found.setdefault(one.program, replace(check, inputs=info))
    return found
