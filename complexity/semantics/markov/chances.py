"""The figures of one input from the chain of its program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...language.graph import Graph
from ..budget import Budget, Work
from ..cells import Plain
from ..expectation import (
    Expectation,
    Form,
    Key,
    Tally,
    draws_form,
    forms,
    sections,
    weigh,
)
from ..limits import Limits
from .absorb import Absorption
from .basis import Basis
from .explore import Explorer, Way
from .reach import Reach

Sum = tuple[tuple[int, Fraction], ...]  # of values by side, and how often each
Plan = tuple[list[Sum], dict[Key, int]]


def plan(chosen: Basis, figures: Mapping[Key, Form]) -> Plan:
    """The different sums of a basis that figures are, and which each is."""
    numbers: dict[Sum, int] = {}
    which = {}
    for key, form in figures.items():
        total: dict[int, Fraction] = {}
        for dimension, factor in form.items():
            for d, part in chosen.others.get(dimension, {}).items():
                total[2 * d] = total.get(2 * d, Fraction(0)) + part * factor
        which[key] = numbers.setdefault(tuple(sorted(total.items())), len(numbers))
    return list(numbers), which


class Solved:
    """The chain of one program, explored and solved as far as inputs need it."""

    def __init__(self, graph: Graph, limits: Limits, budget: Budget, work: Work) -> None:
        self.explorer = Explorer(graph, limits, budget, work)
        self.chain = self.explorer.chain
        self.reach = Reach(self.chain)
        self.absorption = Absorption(self.chain, self.reach)
        self.forms = forms(self.explorer.flat.program.accounts)
        self.weighed, self.known = 0, dict[Key, list[int]]()
        self.seen: dict[tuple[int, int, int], dict[Key, int | None]] = {}
        self.plans: dict[tuple[int, int], Plan] = {}

    def expectation(self, args: Sequence[Plain], measures: frozenset[str]) -> Expectation:
        """The figures of one input.

        Raises
        ------
        GiveUp
            If they are beyond the budget.
        Undefined
            If the program fails on some tape.
        """
        way = self.explorer.arrive(args)
        start = way[0]
        if start >= 0:
            self.absorption.extend(start)
        halts = start < 0 or start in self.reach.certain
        worsts = self.worsts(way)
        means = self.means(way) if halts else {}
        tallies = {key: Tally(means.get(key), worst, worst is None)
                   for key, worst in worsts.items()}  # fmt: skip
        figures = {name: tallies[name,] for name in ("time", "candidates")}
        figures["memory"] = self.memory(way, halts)
        figures |= {name: Tally(None, None) for name in ("span", "width", "level_memory")
                    if name in measures}  # fmt: skip
        about: dict[str, Any] = sections(tallies)
        return Expectation("chain", self.results(start), halts, figures, outcomes=None,
                           states=len(self.chain.states), **about)  # fmt: skip

    def weights(self) -> dict[Key, list[int]]:
        """Each figure of each cost, by number."""
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
        """The largest of each figure over all tapes; None where it is unbounded."""
        start, cost, _ = way
        place = self.reach.of[start] if start >= 0 else -1, cost, len(self.chain.costs)
        if place not in self.seen:
            found: dict[Key, int | None] = {}
            for key, weights in self.weights().items():
                after = self.reach.longest(key, weights.__getitem__, start) if start >= 0 else 0
                found[key] = None if after is None else weights[cost] + after
            self.seen[place] = found
        return self.seen[place]

    def means(self, way: Way) -> dict[Key, Fraction]:
        """The expected figures of a run that ends for certain."""
        start, cost, _ = way
        before = {key: weights[cost] for key, weights in self.weights().items()}
        if start < 0:
            return {key: Fraction(count) for key, count in before.items()}
        batch, value = self.absorption.batches[start], self.absorption.value(start)
        name = id(batch), len(self.forms)
        if name not in self.plans:
            self.plans[name] = plan(batch.basis, self.forms)
        sums, which = self.plans[name]
        after = [sum((value[side] * factor for side, factor in one if side in value), Fraction(0))
                 for one in sums]  # fmt: skip
        return {key: after[which[key]] + count for key, count in before.items()}

    def memory(self, way: Way, halts: bool) -> Tally:
        """The most words over all tapes; the mean where all tapes need as many."""
        start, _, peak = way
        if start < 0:
            return Tally(Fraction(peak), peak)
        most = max(peak, self.reach.components[self.reach.of[start]].highest)
        known = halts and max(peak, self.reach.least[start]) == most
        return Tally(Fraction(most) if known else None, most)

    def results(self, start: int) -> tuple[tuple[Plain, Fraction], ...]:
        """Every possible result with its probability, where runs end for certain."""
        if start < 0:
            return ((self.chain.results[~start], Fraction(1)),)
        if start not in self.reach.certain:
            return ()
        chances = self.absorption.chances(start)
        return tuple((self.chain.results[number], chances[number]) for number in sorted(chances))
