"""What a program did before, in and after the loop whose chain was solved, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, partial

from .absorbing import Absorbed, State, largest, longest
from .cells import Plain
from .every_tape import Outcomes
from .expectation import Form, Key, Tally, weigh
from .explore import Arrival, Chain

Ends = tuple[tuple[State, int], ...]  # what follows each exit


@dataclass(slots=True)
class Solved:
    """A chain, solved: what each state may reach, which are absorbed for certain, and into what."""

    chain: Chain
    reach: dict[State, set[State]]
    absorbed: dict[State, Absorbed]
    most: dict[tuple[Key, Ends], dict[State, int | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Passage:
    """One tape up to the loop: how the loop was reached, and what follows each of its exits."""

    chance: Fraction
    arrival: Arrival
    solved: Solved
    after: dict[State, Outcomes]

    @property
    def end(self) -> Absorbed | None:
        """What becomes of the state in which the loop was reached, if it ends for certain."""
        return self.solved.absorbed.get(self.arrival.state)


def summed(parts: Sequence[tuple[Fraction, Mapping[int, Fraction]]]) -> dict[int, Fraction]:
    """A weighted sum of costs."""
    costs: dict[int, Fraction] = defaultdict(Fraction)
    for weight, part in parts:
        for dimension, cost in part.items():
            costs[dimension] += weight * cost
    return costs


def expected_costs(passage: Passage) -> dict[int, Fraction]:
    """Expected counters of a run that met the loop, as far as they are known."""
    before = {dimension: Fraction(count) for dimension, count in passage.arrival.vector}
    if passage.end is None:
        return before
    one = Fraction(1)
    after = [(passage.end.exits[to], found.costs()) for to, found in passage.after.items()]
    return summed([(one, before), (one, passage.end.costs), *after])


def worst_of(key: Key, form: Form, ended: Outcomes, passages: list[Passage]) -> int | None:
    """The largest figure over all tapes; None where it is unbounded."""
    worst: int | None = max([weigh(form, vector) for vector in ended.vectors], default=0)
    for passage in passages:
        after = {to: max([weigh(form, vector) for vector in found.vectors])
                 for to, found in passage.after.items()}  # fmt: skip
        solved, seen = passage.solved, (key, tuple(after.items()))
        if seen not in solved.most:
            weight = cache(partial(weigh, form))
            solved.most[seen] = longest(solved.chain, solved.reach, weight, after)
        within = solved.most[seen][passage.arrival.state]
        if within is None:
            return None
        worst = largest(worst, weigh(form, passage.arrival.vector) + within)
    return worst


def memory_of(ended: Outcomes, passages: list[Passage]) -> Tally:
    """The most words over all tapes; the mean where all tapes of a passage need as many."""
    values = ended.measures["memory"]
    mean = sum((value * chance for value, chance in values.items()), Fraction(0))
    worst, known = max(values, default=0), True
    for passage in passages:
        arrival, solved = passage.arrival, passage.solved
        tails = [found.measures["memory"] for found in passage.after.values()]
        before = max(arrival.peak, arrival.words + solved.chain[arrival.state].lowest)
        least = max(before, min([min(tail) for tail in tails], default=0))
        highest = max([solved.chain[state].highest for state in solved.reach[arrival.state]])
        most = max([before, arrival.words + highest, *[max(tail) for tail in tails]])
        worst, known = max(worst, most), known and least == most and passage.end is not None
        mean += passage.chance * most
    return Tally(mean if known else None, worst)


def results_of(ended: Outcomes, passages: list[Passage]) -> tuple[tuple[Plain, Fraction], ...]:
    """Every possible result with its probability."""
    found = dict(ended.results)
    for passage in passages:
        for to, tail in passage.after.items():
            assert passage.end is not None
            chance = passage.chance * passage.end.exits[to]
            for text, (result, share) in tail.results.items():
                found[text] = result, found.get(text, (result, Fraction(0)))[1] + chance * share
    return tuple(found.values())
