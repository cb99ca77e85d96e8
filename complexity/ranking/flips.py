"""Flips: the exact points at which the cheapest program changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..measuring.figures import Evidence, weakest
from ..pricing.logs import LogSum, log2, rational, scale
from ..pricing.prices import KOLMOGOROV, LETTERS, SYMBOLS, Price, describe, price, score
from ..pricing.ratios import enclose_ratio, integers_around, midpoint, spell
from ..semantics.measures import PRICED
from .costs import Cost, evidence_for, missing_for
from .envelope import Break, Line, envelope

RUNS = "R"


@dataclass(frozen=True, slots=True)
class Flip:
    """A point at which other programs become cheapest.

    Attributes
    ----------
    price : the formula of the score
    parameter : the varying price, or n
    at : the exact value, spelled out
    at_interval : rationals that enclose it, equal if it is rational
    before, after : the cheapest programs on both sides; several if tied
    size : the size of the costs; None if n varies
    note : a qualification, or ""
    """

    price: str
    parameter: str
    at: str
    at_float: float
    at_interval: tuple[Fraction, Fraction]
    before: tuple[str, ...]
    after: tuple[str, ...]
    evidence: Evidence
    size: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A size from which the cheapest program has no score, and the cheapest of the others."""

    size: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """The cheapest programs over a range of sizes or prices.

    Attributes
    ----------
    start : the cheapest programs at its beginning
    flips : all changes, in order
    scope : a description of the range
    missing : the excluded programs, with reasons
    left : the points from which the cheapest has no score; these are not flips
    stopped : why the range is shorter than requested, or ""
    """

    price: str
    parameter: str
    start: tuple[str, ...]
    flips: tuple[Flip, ...]
    scope: str
    evidence: Evidence
    size: int | None = None
    missing: Mapping[str, str] = field(default_factory=dict)
    left: tuple[Leaving, ...] = ()
    stopped: str = ""


def flips_by_price(costs: Iterable[Cost], parameter: str, base: Price = KOLMOGOROV) -> Sweep:
    """The cheapest programs at every value >= 0 of one price, with the others fixed.

    Parameters
    ----------
    costs : programs at one size
    parameter : a letter of the formula: a (log2 t), b (t), c (d), e (m), f (log2 m); or R, a number
        of runs, with the cost of a step from `base`, else 1 bit
    base : the other prices

    Raises
    ------
    ValueError
        If the parameter is none of these, or no program has a score.

    Examples
    --------
    >>> short = Cost("short", 3, {2: 10}, {"time": Fraction(9)}, {"time": Evidence.EXACT})
    >>> fast = Cost("fast", 3, {2: 40}, {"time": Fraction(5)}, {"time": Evidence.EXACT})
    >>> [flip.at for flip in flips_by_price([short, fast], "b").flips]
    ['15/2']
    >>> [flip.at for flip in flips_by_price([short, fast], "a").flips]
    ['30 / log2(9/5)']
    """
    measure, by_logarithm = letter(parameter)
    rest = _without(base, measure, by_logarithm)
    unit = dict(base.linear).get(measure, Fraction(1)) if parameter == RUNS else Fraction(1)
    extra = {measure: unit}
    asked = price("", {} if by_logarithm else extra, extra if by_logarithm else {})
    listed = list(costs)
    missing = {c.program: why for c in listed if (why := _absent(c, rest, asked))}
    taking_part = [cost for cost in listed if cost.program not in missing]
    lines = [_line(cost, rest, measure, by_logarithm, unit) for cost in taking_part]
    start, breaks = envelope(lines)
    evidence = weakest(*(evidence_for(c, p) for c in taking_part for p in (rest, asked)))
    formula = _formula(rest, parameter, measure, by_logarithm, unit)
    size = taking_part[0].size
    flips = tuple(_flip(b, formula, parameter, evidence, size) for b in breaks)
    sweep = Sweep(formula, parameter, start, flips, "every price from 0", evidence, size, missing)
    return at_integers(sweep, breaks) if parameter == RUNS else sweep


def letter(parameter: str) -> tuple[str, bool]:
    """The measure priced by a letter of the formula, and whether by its logarithm."""
    if parameter == RUNS:
        return LETTERS["b"]
    if parameter not in LETTERS:
        raise ValueError(f"no price is called {parameter!r}: write {', '.join(LETTERS)} or {RUNS}")
    return LETTERS[parameter]


def _without(base: Price, measure: str, by_logarithm: bool) -> Price:
    linear = {m: c for m, c in base.linear if by_logarithm or m != measure}
    logarithmic = {m: c for m, c in base.logarithmic if not by_logarithm or m != measure}
    return price(base.name, linear, logarithmic, base.bits)


def _absent(cost: Cost, rest: Price, asked: Price) -> str:
    reasons = [missing_for(cost, rest) or missing_for(cost, asked)]
    logarithmic = {m for rate in (rest, asked) for m, _ in rate.logarithmic}
    reasons += [f"{m} is 0" for m in PRICED if m in logarithmic and cost.values.get(m) == 0]
    return next((reason for reason in reasons if reason), "")


def _line(cost: Cost, rest: Price, measure: str, by_logarithm: bool, unit: Fraction) -> Line:
    value = cost.values[measure]
    slope: LogSum = log2(value) if by_logarithm else rational(value)
    return Line(cost.program, score(rest, cost.factors, cost.values), scale(slope, unit))


def _formula(rest: Price, parameter: str, measure: str, by_logarithm: bool, unit: Fraction) -> str:
    symbol = SYMBOLS.get(measure, measure)
    what = f"log2 {symbol}" if by_logarithm else symbol
    step = "" if unit == 1 else f"{unit} "
    return f"{describe(rest)} + {parameter} {step}{what}"


def _flip(found: Break, formula: str, parameter: str, evidence: Evidence, size: int | None) -> Flip:
    return Flip(
        formula,
        parameter,
        spell(found.at),
        midpoint(found.at),
        enclose_ratio(found.at),
        found.before,
        found.after,
        evidence,
        size,
    )


def at_integers(sweep: Sweep, breaks: Sequence[Break]) -> Sweep:
    """Restrict a sweep over all prices to the integers from 1 on.

    A break at x moves to the first integer above x; breaks without an integer between them merge.
    """
    start, flips = sweep.start, list[Flip]()
    for flip, found in zip(sweep.flips, breaks, strict=True):
        floor, ceiling = integers_around(found.at)
        first = Fraction(floor + 1)
        if first <= 1:
            start = flip.after
            continue
        tie = f"; tied at {floor}" if floor == ceiling else ""
        before = flip.before
        if flips and flips[-1].at_interval[0] == first:
            before = flips.pop().before
        note = f"the costs are equal at {flip.at}{tie}"
        flips.append(
            replace(
                flip,
                at=str(first),
                at_float=float(first),
                at_interval=(first, first),
                before=before,
                note=note,
            )
        )
    scope = "every number of runs from 1"
    return replace(sweep, start=start, flips=tuple(flips), scope=scope)


def record(flip: Flip) -> dict[str, object]:
    """A flip as JSON data, with exact numbers as strings."""
    return {
        "price": flip.price,
        "parameter": flip.parameter,
        "at": flip.at,
        "at_float": flip.at_float,
        "at_interval": [str(end) for end in flip.at_interval],
        "from": " = ".join(flip.before),
        "to": " = ".join(flip.after),
        "evidence": flip.evidence.value,
        "size": flip.size,
        "note": flip.note,
    }
