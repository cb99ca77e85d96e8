"""Expectations over the random tape: their fields, and how counters determine them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..language.failures import Undefined
from ..machine.accounts import Accounts
from ..machine.cells import Meter
from ..semantics.results import Line, Plain

Key = tuple[Any, ...]
Form = dict[int, int]  # a linear form: dimension -> coefficient
Vector = tuple[tuple[int, int], ...]  # (dimension, count), counts not zero

TIME, CANDIDATES = ("time",), ("candidates",)


@dataclass(frozen=True, slots=True)
class Tally:
    """The mean and the maximum of one quantity over all tapes.

    Attributes
    ----------
    mean : the exact mean; None where it is infinite or unknown (then it is left to sampling)
    worst : the maximum over all tapes; None where it is unbounded or unknown
    unbounded : whether some tapes exceed any bound
    infinite : whether the mean is infinite
    """

    mean: Fraction | None
    worst: int | None
    unbounded: bool = False
    infinite: bool = False


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a program does on one input over all tapes, exactly or as lower bounds.

    Attributes
    ----------
    method : ``tapes`` (every tape was run) or ``chain`` (an absorbing Markov chain was solved)
    results : every possible result with its probability, in order of discovery
    never : the probability of a run that does not end
    fails : the probability of a run that fails, and `failure` : the error of one
    unknown : the probability of runs that were not followed to their end; all probabilities sum to
        1. Where it is not 0, all probabilities and means are lower bounds, and so is every worst
        case that is not unbounded
    measures : by name; where the method is ``chain``, the mean of a measure that is not additive
        (span, memory) is known only if it is the same on all tapes
    draws : for each n, how often `randrange(n)` is drawn
    outcomes : the largest product of these n over one tape, None where it is unknown
    by_op, by_op_executions : by report name
    by_line : (source, line) -> (executions, time)
    tapes, states : how many tapes were run; how many states the chain has
    """

    method: str
    results: tuple[tuple[Plain, Fraction], ...]
    never: Fraction
    measures: dict[str, Tally]
    draws: dict[int, Tally]
    outcomes: int | None
    by_op: dict[str, Tally]
    by_op_executions: dict[str, Tally]
    by_line: dict[Line, tuple[Tally, Tally]]
    tapes: int = 0
    states: int = 0
    unknown: Fraction = Fraction(0)
    fails: Fraction = Fraction(0)
    failure: Undefined | None = None

    @property
    def halts(self) -> bool:
        """Whether the program is known to end with probability one."""
        return not self.never and not self.unknown and not self.fails


def whole(chances: Iterable[Fraction]) -> None:
    """Check that the probabilities of all outcomes sum to 1.

    Raises
    ------
    AssertionError
        If they do not: some outcome was lost, and no verdict may rest on the others.
    """
    mass = sum(chances, Fraction(0))
    if mass != 1:
        raise AssertionError(f"the probabilities of all results make {mass}, not 1")


def vector_of(meter: Meter) -> Vector:
    """Return what a run counted as a sparse vector: counter k under k, draws of n under -n."""
    counts = [(place, count) for place, count in enumerate(meter.counts) if count]
    return tuple(sorted((-n, times) for n, times in meter.draws.items())) + tuple(counts)


def forms(accounts: Accounts) -> dict[Key, Form]:
    """Return every figure of a program that is a linear form of its counters, draws aside."""
    figures: dict[Key, Form] = defaultdict(lambda: defaultdict(int))
    figures[TIME], figures[CANDIDATES] = defaultdict(int), defaultdict(int)
    for place, row in enumerate(accounts.rows):
        line = row.source, row.line
        figures["executions", row.report][row.executions] += 1
        figures["visits", line, place][row.visits] += 1
        if row.report == "candidate":
            figures[CANDIDATES][row.executions] += 1
        for counter, steps in row.time:
            for key in (TIME, ("op", row.report), ("line", line)):
                figures[key][counter] += steps
    return {key: dict(form) for key, form in figures.items()}


def draws_form(dimensions: Iterable[int]) -> dict[Key, Form]:
    """Return the linear forms that count the draws of each n."""
    return {("draws", -dimension): {dimension: 1} for dimension in sorted(set(dimensions))
            if dimension < 0}  # fmt: skip


def weigh(form: Form, vector: Vector) -> int:
    """Apply a linear form to the counters of a run."""
    return sum([form.get(dimension, 0) * count for dimension, count in vector])


def expected(form: Form, costs: Mapping[int, Fraction]) -> Fraction:
    """Apply a linear form to expected counters."""
    return sum((factor * costs[d] for d, factor in form.items() if d in costs), Fraction(0))


def sections(tallies: Mapping[Key, Tally]) -> dict[str, Any]:
    """Return the fields of an expectation that are linear in the counters, without zeros.

    The executions of a line are those of its op with the most expected visits.
    """
    used = {k: t for k, t in tallies.items() if t.mean or t.worst or t.unbounded or t.mean is None}
    by_line: dict[Line, tuple[Tally, Tally]] = {}
    for (kind, *about), tally in used.items():
        if kind == "visits":
            line = about[0]
            most = by_line[line][0] if line in by_line else tally
            time = tallies.get(("line", line), Tally(Fraction(0), 0))
            by_line[line] = larger(most, tally), time
    return {
        "draws": {about: t for (kind, about), t in pairs(used) if kind == "draws"},
        "by_op": {about: t for (kind, about), t in pairs(used) if kind == "op"},
        "by_op_executions": {about: t for (kind, about), t in pairs(used) if kind == "executions"},
        "by_line": dict(sorted(by_line.items())),
    }


def pairs(tallies: Mapping[Key, Tally]) -> list[tuple[Key, Tally]]:
    """Return the tallies whose key has two parts."""
    return [(key, tally) for key, tally in tallies.items() if len(key) == 2]


def larger(a: Tally, b: Tally) -> Tally:
    """Return the larger mean and the larger worst case of two tallies."""
    unbounded = a.unbounded or b.unbounded
    known = not unbounded and a.worst is not None and b.worst is not None
    mean = None if a.mean is None or b.mean is None else max(a.mean, b.mean)
    worst = max(a.worst or 0, b.worst or 0) if known else None
    return Tally(mean, worst, unbounded, a.infinite or b.infinite)


def over_inputs(expectations: Sequence[Expectation]) -> dict[str, Tally]:
    """Combine expectations of several inputs: the mean of the means, the worst of the worsts.

    Examples
    --------
    >>> over_inputs([])
    {}
    """
    combined: dict[str, Tally] = {}
    for name in expectations[0].measures if expectations else ():
        tallies = [one.measures[name] for one in expectations]
        means = [tally.mean for tally in tallies if tally.mean is not None]
        worsts = [tally.worst for tally in tallies if tally.worst is not None]
        every = len(tallies)
        combined[name] = Tally(
            sum(means, Fraction(0)) / every if len(means) == every else None,
            max(worsts) if len(worsts) == every else None,
            any(tally.unbounded for tally in tallies),
            any(tally.infinite for tally in tallies),
        )
    return combined
