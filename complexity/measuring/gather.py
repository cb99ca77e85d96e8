"""From readings to figures: what one input showed, gathered over the inputs of a size."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from ..semantics.expectation import Tally
from ..tasks.inputs import Arguments
from .figures import Count, Evidence, Figure

Amount = int | Tally  # of a run, or of all tapes
Number = int | Fraction
Line = tuple[str, int]  # source, empty for the program's own file, and line
NORMAL = 1.959963984540054  # the 97.5 % quantile of the normal distribution

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one input showed: a run, or the expectation over all tapes.

    Attributes
    ----------
    values : by measure but draws
    draws : for each n, how often `randrange(n)` was drawn
    most_bits : the most that are drawn on one tape, None where it is not known
    ops, executions, times, visits : charged time and executions, by op and by line
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
    """One quantity over readings.

    Attributes
    ----------
    total : of the means, None where one is not known; `squares` : the sum of their squares,
        exact of integers
    largest : the largest mean; `worst` : the worst of all tapes, None where one is not known
    at : of a measure, the first input that is the worst
    unbounded : whether no bound holds for all tapes
    """

    total: Number | None = 0
    squares: float = 0
    largest: Number = 0
    worst: int | None = 0
    at: Arguments | None = None
    unbounded: bool = False


def sums() -> defaultdict[K, Sum]:
    """A sum for every key that is asked for."""
    return defaultdict(Sum)


@dataclass(slots=True)
class Gathered:
    """All quantities over readings.

    Attributes
    ----------
    count : how many readings
    spent : how many further runs stopped for want of fuel, and `fuel` : what each had
    bits : drawn; `most_bits` : of one tape, None where it is not known
    """

    count: int = 0
    spent: int = 0
    fuel: int = 0
    measures: defaultdict[str, Sum] = field(default_factory=sums)
    draws: defaultdict[int, Sum] = field(default_factory=sums)
    bits: Sum = field(default_factory=Sum)
    most_bits: float | None = 0.0
    ops: defaultdict[str, Sum] = field(default_factory=sums)
    executions: defaultdict[str, Sum] = field(default_factory=sums)
    times: defaultdict[Line, Sum] = field(default_factory=sums)
    visits: defaultdict[Line, Sum] = field(default_factory=sums)


def add(gathered: Gathered, reading: Reading, arguments: Arguments) -> None:
    """One more reading, of an input."""
    gathered.count += 1
    for name, amount in reading.values.items():
        found = gathered.measures[name]
        before = found.worst
        _count(found, amount)
        if found.at is None or (found.worst or 0) > (before or 0):
            found.at = arguments
    _count_all(gathered.ops, reading.ops)
    _count_all(gathered.executions, reading.executions)
    _count_all(gathered.times, reading.times)
    _count_all(gathered.visits, reading.visits)
    _count_all(gathered.draws, reading.draws)
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
    drawn = {n: a.mean if isinstance(a, Tally) else a for n, a in reading.draws.items()}
    bits, known = gathered.bits, [mean for mean in drawn.values() if mean is not None]
    if len(known) < len(drawn) or bits.total is None:
        bits.total = None
    else:
        mean = Fraction(bits_drawn({n: mean for n, mean in drawn.items() if mean is not None}))
        bits.total += mean
        bits.squares += float(mean) ** 2
        bits.largest = max(bits.largest, mean)
    tallies = [a for a in reading.draws.values() if isinstance(a, Tally)]
    bits.unbounded = bits.unbounded or any(tally.unbounded for tally in tallies)
    most = reading.most_bits
    gathered.most_bits = (
        None if most is None or gathered.most_bits is None else max(gathered.most_bits, most)
    )


def bits_drawn(draws: Mapping[int, Number]) -> Number | float:
    """The bits that draws take: exact where every n is a power of two."""
    if rational(draws):
        return sum((n.bit_length() - 1) * times for n, times in draws.items())
    return math.fsum(math.log2(n) * float(times) for n, times in draws.items())


def rational(draws: Iterable[int]) -> bool:
    """Whether the bits of draws with these n are rational."""
    return all(n & (n - 1) == 0 for n in draws)


def figures(
    gathered: Gathered, wanted: Iterable[str], evidence: Evidence, randomised: bool,
    alike: frozenset[str] = frozenset(),
) -> dict[str, Figure]:  # fmt: skip
    """The figures of the measures that were wanted, in that order.

    Of a randomised program an exact reading is an expectation, whose worst is a figure too.

    Parameters
    ----------
    alike : the measures that are the same on all inputs, so that one reading is exact
    """
    found = {}
    for name in wanted:
        if name == "draws":
            found[name] = draws_figure(gathered, evidence, randomised)
        elif name in gathered.measures or gathered.spent:
            total = gathered.measures[name]
            known_of = Evidence.EXACT if name in alike else evidence
            assert name not in alike or total.total == (total.worst or 0) * gathered.count
            one = figure(gathered, name, total, known_of, randomised)
            known = one.worst is not None and not gathered.spent
            found[name] = replace(one, worst_input=total.at) if known else one
    return found


def figure(
    gathered: Gathered, name: str, total: Sum, evidence: Evidence, randomised: bool
) -> Figure:
    """One measure: exact over all inputs and tapes, or sampled, or a lower bound."""
    if gathered.spent:
        return _lower_bound(gathered, name, total)
    mean = None if total.total is None else Fraction(total.total) / gathered.count
    if evidence is Evidence.EXACT:
        known = Evidence.UNKNOWN if mean is None else evidence
        seen = Evidence.UNKNOWN if total.worst is None and not total.unbounded else evidence
        expected = Fraction(total.largest) if randomised and mean is not None else None
        approximate = None if mean is None else float(mean)
        return Figure(mean, approximate, total.worst, known, seen, total.unbounded, expected)
    if evidence is Evidence.WITNESSED:  # stopped: the first inputs are no sample, and give no mean
        return Figure(None, None, total.worst, Evidence.UNKNOWN, evidence)
    approximate, between = None if mean is None else float(mean), interval(total, gathered.count)
    return Figure(None, approximate, total.worst, evidence, Evidence.WITNESSED, interval=between)


def _lower_bound(gathered: Gathered, name: str, total: Sum) -> Figure:
    """Of runs that stopped for want of fuel: a bound on the time, and nothing else."""
    unknown, runs = Evidence.UNKNOWN, gathered.count + gathered.spent
    if name != "time":
        seen = Evidence.WITNESSED if gathered.count else unknown
        return Figure(None, None, total.worst if gathered.count else None, unknown, seen)
    least = float((total.total or 0) + gathered.spent * gathered.fuel) / runs
    return Figure(None, least, gathered.fuel, Evidence.WITNESSED, Evidence.WITNESSED)


def interval(total: Sum, count: int) -> tuple[float, float] | None:
    """The 95 % interval of a mean, by the normal approximation; None of fewer than two runs."""
    if count < 2 or total.total is None:
        return None
    mean = float(total.total) / count
    variance = max(0.0, total.squares / count - mean**2) * count / (count - 1)
    margin = NORMAL * math.sqrt(variance / count)
    return (mean - margin, mean + margin)


def draws_figure(gathered: Gathered, evidence: Evidence, randomised: bool) -> Figure:
    """The bits drawn: rational only where every n is a power of two."""
    bits, count = gathered.bits, max(1, gathered.count)
    if not randomised:
        return Figure(Fraction(0), 0.0, 0, Evidence.EXACT, Evidence.EXACT)
    if gathered.spent:
        return _lower_bound(gathered, "draws", Sum(worst=None))
    exact = evidence is Evidence.EXACT
    most, known = gathered.most_bits, bits.total is not None
    mean = Fraction(bits.total) / count if bits.total is not None else None
    is_rational = exact and rational(gathered.draws)
    unknown = Evidence.UNKNOWN if most is None and not bits.unbounded else Evidence.EXACT
    return Figure(
        mean if is_rational else None,
        None if mean is None else float(mean),
        int(most) if most is not None and most == int(most) else None,
        evidence if known else Evidence.UNKNOWN,
        unknown if exact else Evidence.WITNESSED,
        bits.unbounded,
        Fraction(bits.largest) if is_rational and known else None,
        interval(bits, count) if evidence is Evidence.SAMPLED else None,
        most,
    )


def counts(found: Mapping[K, Sum], gathered: Gathered, exact: bool) -> dict[K, Count]:
    """Charges or executions: the mean, exact where every input and tape was seen, and the worst."""
    runs = max(1, gathered.count)
    told = {}
    for key, total in found.items():
        mean = None if total.total is None else Fraction(total.total) / runs
        told[key] = Count(
            mean if exact else None, math.inf if mean is None else float(mean), total.worst
        )
    return told
