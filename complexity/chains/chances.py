"""What the Markov chain of a program says about one input."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from ..semantics.results import Plain
from .absorb import NEVER, Absorption
from .basis import Basis
from .budget import Budget, GiveUp, Work
from .explore import Explorer, Way
from .figures import (
    Expectation,
    Form,
    Key,
    Tally,
    draws_form,
    forms,
    sections,
    weigh,
)
from .flatten import Flat, flatten
from .part import BEYOND, FAILING, End, Part
from .reach import Reach

Sum = tuple[tuple[int, Fraction], ...]  # a linear combination: sides and their coefficients
# the results with their probabilities, and the probability of not ending
Ends = tuple[tuple[tuple[Plain, Fraction], ...], Fraction]
Plan = tuple[list[Sum], dict[Key, int]]


def plan(chosen: Basis, figures: Mapping[Key, Form]) -> Plan:
    """Express figures in a basis: the distinct combinations, and which of them each figure is."""
    numbers: dict[Sum, int] = {}
    which = {}
    for key, form in figures.items():
        total: dict[int, Fraction] = {}
        for dimension, factor in form.items():
            for d, part in chosen.others.get(dimension, {}).items():
                total[2 * d] = total.get(2 * d, Fraction(0)) + part * factor
        which[key] = numbers.setdefault(tuple(sorted(total.items())), len(numbers))
    return list(numbers), which


@contextmanager
def uncollected() -> Iterator[None]:
    """Suspend the collector of cyclic garbage, which would walk through a growing chain in vain.

    States, equations and values refer to nothing that refers back to them.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Solved:
    """The chain of one program, explored and solved as far as inputs need it.

    Parameters
    ----------
    budget, work : limits beyond which `GiveUp` is raised
    explorer : the class that explores the chain: `Explorer` for all of it, or `Part`
    flat : the program as instructions, if it was flattened before
    """

    def __init__(
        self, graph: Graph, limits: Limits, budget: Budget, work: Work,
        explorer: type[Explorer] = Explorer, flat: Flat | None = None,
    ) -> None:  # fmt: skip
        self.graph, self.limits, self.budget, self.work = graph, limits, budget, work
        self.flat = flatten(graph) if flat is None else flat
        self.explores = explorer
        self.begin()

    def begin(self) -> None:
        """Start with an empty chain, forgetting everything explored so far."""
        self.explorer = self.explores(self.graph, self.flat, self.limits, self.budget, self.work)
        self.chain = self.explorer.chain
        self.reach = Reach(self.chain)
        self.absorption = Absorption(self.chain, self.reach)
        self.forms = forms(self.explorer.flat.program.accounts)
        self.weighed, self.known = 0, dict[Key, list[int]]()
        self.seen: dict[tuple[int, int, int], dict[Key, int | None]] = {}
        self.plans: dict[tuple[int, int], Plan] = {}

    def expectation(self, args: Sequence[Plain], measures: frozenset[str]) -> Expectation:
        """Return the expectation for one input; on a part of a chain, lower bounds of it.

        Raises
        ------
        GiveUp
            If they are beyond the budget.
        Undefined
            If the program fails on some tape.

        Notes
        -----
        Where it raises, some transitions lead to states that were never explored, so the chain is
        useless and is started anew.
        """
        try:
            with uncollected():
                way = self.explorer.arrive(args)
                if way[0] >= 0:
                    self.absorption.extend(way[0])
                return self.expected(way, measures)
        except (GiveUp, Undefined):
            self.begin()
            raise

    def ends(self, args: Sequence[Plain]) -> Ends:
        """Return the results of runs on one input and their probabilities, without costs."""
        try:
            with uncollected():
                way = self.explorer.arrive(args)
                self.reach.extend()
                if way[0] >= 0 and (sole := self.reach.sole(way[0])) is not None:
                    return ((self.chain.results[sole], Fraction(1)),), Fraction(0)
                if way[0] >= 0:
                    self.absorption.extend(way[0])
                told = self.results(way[0])
                return told["results"], told["never"]
        except (GiveUp, Undefined):
            self.begin()
            raise

    def expected(self, way: Way, measures: frozenset[str]) -> Expectation:
        """Return the expectation of runs whose first transition is given, once it is explored."""
        start = way[0]
        worsts, means, endless = self.worsts(way), self.means(way), self.endless(start)
        tallies = {
            key: Tally(None if key in endless else means[key], worst, worst is None, key in endless)
            for key, worst in worsts.items()
        }
        figures = {name: tallies[name,] for name in ("time", "candidates")}
        figures["memory"] = self.memory(way)
        figures |= {name: Tally(None, None) for name in ("span", "width", "level_memory")
                    if name in measures}  # fmt: skip
        about: dict[str, Any] = sections(tallies)
        return Expectation("chain", measures=figures, outcomes=None, states=len(self.chain.states),
                           **about, **self.results(start))  # fmt: skip

    def weights(self) -> dict[Key, list[int]]:
        """Return the value of every figure on every distinct cost, by the cost's number."""
        costs = self.chain.costs
        if self.weighed < len(costs):
            drawn = sorted({d for cost in costs[self.weighed :] for d, _ in cost if d < 0})
            self.forms |= draws_form(drawn)
            for key, form in self.forms.items():
                known = self.known.setdefault(key, [])
                known += [weigh(form, cost) for cost in costs[len(known) :]]
            self.weighed = len(costs)
        return self.known

    def worsts(self, way: Way) -> dict[Key, int | None]:
        """Return the maximum of each figure over all tapes; None where it is unbounded."""
        start, cost, _ = way
        place = self.reach.of[start] if start >= 0 else -1, cost, len(self.chain.costs)
        if place not in self.seen:
            largest: dict[Key, int | None] = {}
            # figures with equal weights, such as the executions of ops that follow one another
            alike: dict[tuple[int, ...], Key] = {}
            for key, weights in self.weights().items():
                name, look = alike.setdefault(tuple(weights), key), weights.__getitem__
                after = 0 if start < 0 else self.reach.longest(name, look, start)
                largest[key] = None if after is None else weights[cost] + after
            self.seen[place] = largest
        return self.seen[place]

    def endless(self, start: int) -> set[Key]:
        """Return the figures of infinite mean: some runs keep paying for them for ever."""
        if start < 0 or start in self.reach.certain:
            return set()
        return {key for key, weights in self.weights().items()
                if self.reach.infinite(key, weights.__getitem__, start)}  # fmt: skip

    def means(self, way: Way) -> dict[Key, Fraction]:
        """Return the expected figures of a run, up to its end or to where it is caught for ever."""
        start, cost, _ = way
        before = {key: weights[cost] for key, weights in self.weights().items()}
        if start < 0 or self.reach.stays(start):
            return {key: Fraction(count) for key, count in before.items()}
        batch, value = self.absorption.batches[start], self.absorption.value(start)
        name = id(batch), len(self.forms)
        if name not in self.plans:
            self.plans[name] = plan(batch.basis, self.forms)
        sums, which = self.plans[name]
        after = [sum((value[side] * factor for side, factor in one if side in value), Fraction(0))
                 for one in sums]  # fmt: skip
        return {key: after[which[key]] + count for key, count in before.items()}

    def memory(self, way: Way) -> Tally:
        """Return the worst peak memory, and its mean where all tapes agree (or a lower bound)."""
        start, _, peak = way
        if start < 0:
            return Tally(Fraction(peak), peak)
        most = max(peak, self.reach.components[self.reach.of[start]].highest)
        least = max(peak, self.reach.least[start])
        known = least == most or isinstance(self.explorer, Part)
        return Tally(Fraction(least) if known else None, most)

    def results(self, start: int) -> dict[str, Any]:
        """Return the fields of an expectation that say how runs end, with probabilities."""
        if start < 0:
            return {"results": ((self.chain.results[~start], Fraction(1)),), "never": Fraction(0)}
        chances = self.absorption.chances(start)
        ends = {self.chain.results[n]: chances.pop(n) for n in (0, 1)
                if n in chances and isinstance(self.chain.results[n], End)}  # fmt: skip
        never = chances.pop(NEVER, Fraction(0))
        results = tuple((self.chain.results[n], chances[n]) for n in sorted(chances))
        told = {"results": results, "never": never, "unknown": ends.get(BEYOND, Fraction(0))}
        return told | self.failing(ends.get(FAILING, Fraction(0)))

    def failing(self, fails: Fraction) -> dict[str, Any]:
        """Return the probability of failing and one failure, if the explored part has one."""
        if not fails or not isinstance(self.explorer, Part):
            return {}
        return {"fails": fails, "failure": self.explorer.failure}
