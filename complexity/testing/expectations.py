"""Exact expectations checked against the definition, run by run over all tapes if they are few.

If a program has too many tapes, all tapes with a limited number of equally likely outcomes are run;
the probability of the others is `lost`. The results then bound every expectation from below, and
the probability of every result from both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..chains.every_tape import Outcomes
from ..chains.figures import (
    Expectation,
    Key,
    Tally,
    draws_form,
    expected,
    forms,
    vector_of,
    weigh,
)
from ..language.failures import Undefined
from ..machine.evaluate import Machine
from ..semantics.limits import Limits
from ..semantics.results import Plain
from ..semantics.spelling import text
from ..semantics.tape import TapeTree


class Cut(Exception):
    """A tape has more outcomes than the limit."""


class BoundedTree(TapeTree):
    """All tapes with at most `most` equally likely outcomes each."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.read = most, 1

    def draw(self, n: int) -> int:
        """The next draw, as in `TapeTree`.

        Raises
        ------
        Cut
            If the tape would have too many outcomes.
        """
        self.read *= n
        if self.read > self.most:
            raise Cut
        return super().draw(n)

    def advance(self) -> bool:
        """Move to the next tape; False if there is none."""
        self.read = 1
        return super().advance()


@dataclass(slots=True)
class Seen:
    """The outcomes under the definition.

    Attributes
    ----------
    found : the outcomes on the tapes that were run to their end
    lost : the probability of the other tapes
    failure : the error on the first tape on which the program fails, or None
    """

    found: Outcomes = field(default_factory=Outcomes)
    lost: Fraction = Fraction(0)
    failure: Undefined | None = None


def run_tapes(
    machine: Machine, args: Sequence[Plain], limits: Limits, most: int, tapes: int
) -> Seen:
    """Run a program on all tapes with at most `most` outcomes, up to `tapes` many."""
    seen, tree, more = Seen(), BoundedTree(most), True
    while more and seen.failure is None and seen.found.tapes < tapes:
        try:
            run = machine.run(args, tape=tree, limits=limits)
        except Cut:
            pass
        except Undefined as error:
            seen.failure = None if error.code in ("fuel", "recursion") else error
        else:
            seen.found.add(run, vector_of(machine.meter), Fraction(1, tree.outcomes))
        more = tree.advance()
    seen.lost = 1 - seen.found.chance
    return seen


def disagreements(told: Expectation, seen: Seen, machine: Machine) -> Iterator[str]:
    """Describe the contradictions between an expectation and the definition."""
    yield from of_results(told, seen)
    costs = seen.found.costs()
    every = forms(machine.accounts) | draws_form(costs)
    for key, tally in tallies(told).items():
        form = every.get(key, {})
        mean = expected(form, costs)
        worst = max((weigh(form, vector) for vector in seen.found.vectors), default=0)
        yield from of_tally(str(key), tally, (mean, worst), seen.lost)
    for name in ("span", "width", "memory", "level_memory"):
        values = seen.found.measures.get(name)
        if values and name in told.measures:
            yield from of_peak(name, told.measures[name], values, seen.lost)
    charges = (tally.mean for tally in told.by_op.values())
    time = told.measures["time"].mean
    if time is not None and sum(mean or 0 for mean in charges) != time:
        yield "the charges by op do not make the time"


def of_results(told: Expectation, seen: Seen) -> Iterator[str]:
    """Compare the probabilities of results, each known up to the lost probability."""
    chances = {text(result): chance for result, chance in told.results}
    if sum(chances.values()) + told.never != 1 or len(chances) != len(told.results):
        yield f"the probabilities of results do not make 1: {chances}, never {told.never}"
    for result, (_, least) in seen.found.results.items():
        if not least <= chances.get(result, 0) <= least + seen.lost:
            yield f"{result} has probability {chances.get(result, 0)}, not {least} + {seen.lost}"
    if sum(chances[text] for text in chances if text not in seen.found.results) > seen.lost:
        yield f"some of {sorted(chances)} were on no tape"
    if told.never > seen.lost:
        yield f"runs are said not to end with probability {told.never}, above {seen.lost}"


def tallies(told: Expectation) -> dict[Key, Tally]:
    """The tallies of an expectation that are linear in counters, by the key of their form."""
    return {
        **{(name,): told.measures[name] for name in ("time", "candidates")},
        **{("draws", n): tally for n, tally in told.draws.items()},
        **{("op", op): tally for op, tally in told.by_op.items()},
        **{("executions", op): tally for op, tally in told.by_op_executions.items()},
        **{("line", line): time for line, (_, time) in told.by_line.items()},
    }


def of_tally(name: str, told: Tally, seen: tuple[Fraction, int], lost: Fraction) -> Iterator[str]:
    """Compare the mean and the worst case of an additive measure."""
    mean, worst = seen
    if told.infinite and (not lost or told.mean is not None or not told.unbounded):
        yield f"{name} is said to be infinite, and is {told}"
    if not told.infinite and (told.mean is None or told.mean < mean):
        yield f"the mean {name} is {told.mean}, below {mean}"
    if not lost and told.mean != mean:
        yield f"the mean {name} is {told.mean}, not {mean}"
    if not lost and (told.unbounded or told.worst != worst):
        yield f"the worst {name} is {told.worst}, not {worst}"
    if not told.unbounded and (told.worst is None or told.worst < worst):
        yield f"the worst {name} is {told.worst}, below {worst}"


def of_peak(
    name: str, told: Tally, values: Mapping[int, Fraction], lost: Fraction
) -> Iterator[str]:
    """Compare the mean and the worst case of a measure that is not additive."""
    mean = sum((value * chance for value, chance in values.items()), Fraction(0))
    if told.worst is not None and told.worst < max(values):
        yield f"the worst {name} is {told.worst}, below {max(values)}"
    if not lost and told.worst not in (None, max(values)):
        yield f"the worst {name} is {told.worst}, not {max(values)}"
    if told.mean is None:
        return
    if not lost and told.mean != mean:
        yield f"the mean {name} is {told.mean}, not {mean}"
    if told.mean < mean or (told.mean == told.worst and len(values) > 1):
        yield f"the mean {name} is {told.mean}, and runs have {sorted(values)}"


def exceeding(told: Expectation, seen: Seen, machine: Machine) -> Iterator[str]:
    """Describe lower bounds of an expectation that exceed the values under the definition."""
    if sum(chance for _, chance in told.results) + told.never + told.fails + told.unknown != 1:
        yield "the probabilities do not make 1"
    if told.fails > seen.lost and seen.failure is None:
        yield f"runs are said to fail with probability {told.fails}, above {seen.lost}"
    if seen.failure is not None:
        return
    for result, chance in told.results:
        _, least = seen.found.results.get(text(result), (None, Fraction(0)))
        if chance > least + seen.lost:
            yield f"{result} has probability {chance} or more, above {least} + {seen.lost}"
    if told.never > seen.lost:
        yield f"runs are said not to end with probability {told.never}, above {seen.lost}"
    if not seen.lost:
        yield from above(told, seen, machine)


def above(told: Expectation, seen: Seen, machine: Machine) -> Iterator[str]:
    """Describe lower bounds that exceed the costs over all tapes."""
    costs = seen.found.costs()
    every = forms(machine.accounts) | draws_form(costs)
    for key, tally in tallies(told).items():
        form = every.get(key, {})
        worst = max(weigh(form, vector) for vector in seen.found.vectors)
        if tally.infinite or tally.unbounded or (tally.mean or 0) > expected(form, costs):
            yield f"the mean {key} is {tally}, above {expected(form, costs)}"
        if (tally.worst or 0) > worst:
            yield f"the worst {key} is {tally.worst}, above {worst}"
    memory, values = told.measures["memory"], seen.found.measures["memory"]
    mean = sum((value * chance for value, chance in values.items()), Fraction(0))
    if (memory.mean or 0) > mean or (memory.worst or 0) > max(values):
        yield f"the memory is {memory}, and runs have {sorted(values)}"
