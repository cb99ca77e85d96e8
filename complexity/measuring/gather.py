"""From readings to figures: the readings of single inputs, aggregated over a size."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from ..chains.figures import Tally
from ..tasks.inputs import Arguments
from .figures import Count, Evidence, Figure
from .intervals import LEAST, Spread, few_decide, interval

Amount = int | Tally  # of a single run, or over all tapes
Number = int | Fraction
NONE: frozenset[str] = frozenset()
MANY = 2**12  # different bounds of draws from which on they are not told apart
Line = tuple[str, int]  # (source, line); the source is "" for the program's own file

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reading:
    """The costs on one input: of a run, or in expectation over all tapes.

    Attributes
    ----------
    values : by measure, without draws
    draws : for each n, the number of calls of `randrange(n)`
    most_bits : the maximum number of bits drawn on a tape; None if unknown
    ops, executions : charged time and executions by op
    times, visits : charged time and executions by line
    """

    values: Mapping[str, Amount]
    draws: Mapping[int, Amount]
    most_bits: float | None
    ops: Mapping[str, Amount]
    executions: Mapping[str, Amount]
    times: Mapping[Line, Amount]
    visits: Mapping[Line, Amount]


@dataclass(slots=True)
class Sum:
    """One quantity aggregated over readings.

    Attributes
    ----------
    total : the sum of the means; None if one is unknown
    squares : the sum of their squares
    largest : the largest mean
    worst : the worst over all tapes; None if one is unknown
    at : the first worst input, for a measure
    unbounded : whether no bound holds for all tapes
    infinite : whether a mean is infinite
    values : the values of single runs, for a measure, if they were recorded
    """

    total: Number | None = 0
    squares: float = 0
    largest: Number = 0
    worst: int | None = 0
    at: Arguments | None = None
    unbounded: bool = False
    infinite: bool = False
    values: list[float] = field(default_factory=list)


def sums() -> defaultdict[K, Sum]:
    """A mapping that makes a sum for every key requested."""
    return defaultdict(Sum)


@dataclass(slots=True)
class Gathered:
    """All quantities aggregated over readings.

    Attributes
    ----------
    count : the number of readings
    spent : the number of further runs that ran out of fuel
    fuel : the fuel of each of those
    draws : by bound; not added to any more once there were `MANY` in a run or in all
    bits : the bits drawn
    most_bits : the maximum on a single tape; None if unknown
    many : whether there were too many different bounds for `draws`
    """

    count: int = 0
    spent: int = 0
    fuel: int = 0
    measures: defaultdict[str, Sum] = field(default_factory=sums)
    draws: defaultdict[int, Sum] = field(default_factory=sums)
    bits: Sum = field(default_factory=Sum)
    most_bits: float | None = 0.0
    many: bool = False
    ops: defaultdict[str, Sum] = field(default_factory=sums)
    executions: defaultdict[str, Sum] = field(default_factory=sums)
    times: defaultdict[Line, Sum] = field(default_factory=sums)
    visits: defaultdict[Line, Sum] = field(default_factory=sums)


def add(gathered: Gathered, reading: Reading, arguments: Arguments) -> None:
    """Add the reading of an input."""
    gathered.count += 1
    for name, amount in reading.values.items():
        found = gathered.measures[name]
        before = found.worst
        _count(found, amount)
        if not isinstance(amount, Tally):
            found.values.append(amount)
        if found.at is None or (found.worst or 0) > (before or 0):
            found.at = arguments
    _count_all(gathered.ops, reading.ops)
    _count_all(gathered.executions, reading.executions)
    _count_all(gathered.times, reading.times)
    _count_all(gathered.visits, reading.visits)
    if not gathered.many:
        gathered.many = len(reading.draws) + len(gathered.draws) > MANY
        _count_all(gathered.draws, {} if gathered.many else reading.draws)
    _count_bits(gathered, reading)


def _count_all(found: defaultdict[K, Sum], amounts: Mapping[K, Amount]) -> None:
    for key, amount in amounts.items():
        _count(found[key], amount)


def _count(found: Sum, amount: Amount) -> None:
    mean: Number | None
    worst: int | None
    if isinstance(amount, Tally):
        mean, worst = amount.mean, amount.worst
        found.unbounded = found.unbounded or amount.unbounded
        found.infinite = found.infinite or amount.infinite
    else:
        mean = worst = amount
    if mean is None or found.total is None:
        found.total = None
    else:
        found.total += mean
        found.squares += mean * mean if isinstance(mean, int) else float(mean) ** 2
        found.largest = max(found.largest, mean)
    found.worst = None if worst is None or found.worst is None else max(found.worst, worst)


def _count_bits(gathered: Gathered, reading: Reading) -> None:
    """Add the bits of a reading; `randrange(1)` draws none."""
    drawn = {n: amount for n, amount in reading.draws.items() if n > 1}
    tallies = [amount for amount in drawn.values() if isinstance(amount, Tally)]
    bits, known = gathered.bits, {n: mean for n, mean in means_of(drawn) if mean is not None}
    if len(known) < len(drawn) or bits.total is None:
        bits.total = None
    else:
        mean = Fraction(bits_drawn(known))
        bits.total += mean
        bits.squares += float(mean) ** 2
        bits.largest = max(bits.largest, mean)
        bits.values.append(float(mean))
    bits.unbounded = bits.unbounded or any(tally.unbounded for tally in tallies)
    bits.infinite = bits.infinite or any(tally.infinite for tally in tallies)
    most = reading.most_bits
    gathered.most_bits = (
        None if most is None or gathered.most_bits is None else max(gathered.most_bits, most)
    )


def means_of(draws: Mapping[int, Amount]) -> Iterator[tuple[int, Number | None]]:
    """The mean number of draws of each bound, None where it is not known."""
    for n, amount in draws.items():
        yield n, amount.mean if isinstance(amount, Tally) else amount


def bits_drawn(draws: Mapping[int, Number]) -> Number | float:
    """The bits that draws take: exact if every n is a power of two."""
    if rational(draws):
        return sum((n.bit_length() - 1) * times for n, times in draws.items())
    return math.fsum(math.log2(n) * float(times) for n, times in draws.items())


def rational(draws: Iterable[int]) -> bool:
    """Whether the bits of draws with these bounds are rational."""
    return all(n & (n - 1) == 0 for n in draws)


def figures(
    gathered: Gathered,
    wanted: Iterable[str],
    evidence: Evidence,
    randomised: bool,
    light: bool = True,
    fixed: frozenset[str] = NONE,
) -> dict[str, Figure]:
    """The figures of the requested measures, in that order.

    For a randomised program, an exact reading is an expectation, whose worst is a figure too. For a
    sample whose tail may not be `light` (see `intervals`), no mean is given. Measures that are
    `fixed` depend on nothing that was sampled, so that their readings are exact.
    """
    found = {}
    for name in wanted:
        kind = Evidence.EXACT if name in fixed else evidence
        if name == "draws":
            found[name] = draws_figure(gathered, kind, randomised, light)
        elif name in gathered.measures or gathered.spent:
            total = gathered.measures[name]
            one = figure(gathered, name, total, kind, randomised, light)
            known = one.worst is not None and not gathered.spent
            found[name] = replace(one, worst_input=total.at) if known else one
    return found


def figure(
    gathered: Gathered, name: str, total: Sum, evidence: Evidence, randomised: bool, light: bool
) -> Figure:
    """The figure of one measure: exact, sampled, or witnessed by some runs."""
    if total.infinite:
        return INFINITE
    if gathered.spent:
        return _stopped(gathered, name, total)
    mean = None if total.total is None else Fraction(total.total) / gathered.count
    if evidence is Evidence.EXACT:
        known = Evidence.UNKNOWN if mean is None else evidence
        seen = Evidence.UNKNOWN if total.worst is None and not total.unbounded else evidence
        expected = Fraction(total.largest) if randomised and mean is not None else None
        approximate = None if mean is None else float(mean)
        return Figure(mean, approximate, total.worst, known, seen, total.unbounded, expected)
    if evidence is Evidence.WITNESSED:  # interrupted: the first inputs are not a random sample
        return Figure(None, None, total.worst, Evidence.UNKNOWN, evidence)
    return _sampled(total, gathered.count, LEAST.get(name, 0.0), light)


INFINITE = Figure(None, None, None, Evidence.EXACT, Evidence.EXACT, unbounded=True, infinite=True)


def _sampled(total: Sum, count: int, least: float, light: bool) -> Figure:
    """The figure of a sample: a mean with an interval, or none if few runs dominate it."""
    approximate = None if total.total is None else float(Fraction(total.total) / count)
    spread = Spread(approximate or 0.0, total.squares, float(total.largest), count, total.values)
    if approximate is None or not light or few_decide(spread):
        return Figure(
            None,
            None,
            total.worst,
            Evidence.UNKNOWN,
            Evidence.WITNESSED,
            total.unbounded,
            drawn=approximate,
        )
    between = interval(spread, least)
    return Figure(
        None,
        approximate,
        total.worst,
        Evidence.SAMPLED,
        Evidence.WITNESSED,
        total.unbounded,
        interval=between,
    )


def _stopped(gathered: Gathered, name: str, total: Sum) -> Figure:
    """The figure if some runs ran out of fuel: what was seen, without a mean."""
    if name == "time":
        return Figure(None, None, gathered.fuel, Evidence.UNKNOWN, Evidence.WITNESSED)
    seen = Evidence.WITNESSED if gathered.count else Evidence.UNKNOWN
    worst = total.worst if gathered.count else None
    return Figure(None, None, worst, Evidence.UNKNOWN, seen)


def draws_figure(
    gathered: Gathered, evidence: Evidence, randomised: bool, light: bool = True
) -> Figure:
    """The figure of the bits drawn, which is rational only if every n is a power of two."""
    bits, count = gathered.bits, max(1, gathered.count)
    if not randomised:
        return Figure(Fraction(0), 0.0, 0, Evidence.EXACT, Evidence.EXACT)
    if bits.infinite:
        return INFINITE
    if gathered.spent:
        return _stopped(gathered, "draws", Sum(worst=None))
    most = gathered.most_bits
    whole = int(most) if most is not None and most == int(most) else None
    if evidence is Evidence.WITNESSED:
        return Figure(None, None, whole, Evidence.UNKNOWN, evidence, worst_approximate=most)
    if evidence is not Evidence.EXACT:
        return replace(_sampled(bits, count, 0.0, light), worst=whole, worst_approximate=most)
    mean = Fraction(bits.total) / count if bits.total is not None else None
    is_rational = not gathered.many and rational(gathered.draws)  # few bounds are powers of two
    unknown = Evidence.UNKNOWN if most is None and not bits.unbounded else Evidence.EXACT
    return Figure(
        mean if is_rational else None,
        None if mean is None else float(mean),
        whole,
        Evidence.UNKNOWN if mean is None else evidence,
        unknown,
        bits.unbounded,
        Fraction(bits.largest) if is_rational and mean is not None else None,
        worst_approximate=most,
    )


def counts(found: Mapping[K, Sum], gathered: Gathered, exact: bool) -> dict[K, Count]:
    """Charges or executions: the worst, and the mean, exact if all inputs and tapes are covered."""
    runs = max(1, gathered.count)
    told = {}
    for key, total in found.items():
        mean = None if total.total is None else Fraction(total.total) / runs
        approximate = None if mean is None else float(mean)
        told[key] = Count(mean if exact else None, approximate, total.worst)
    return told
