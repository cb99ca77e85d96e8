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
    expected,
    forms,
    sections,
    weigh,
)
from ..limits import Limits
from .absorb import Absorption, Values
from .explore import Explorer, Way
from .reach import Reach


class Solved:
    """The chain of one program, explored and solved as far as inputs need it."""

    def __init__(self, graph: Graph, limits: Limits, budget: Budget, work: Work) -> None:
        self.explorer = Explorer(graph, limits, budget, work)
        self.chain = self.explorer.chain
        self.reach = Reach(self.chain)
        self.absorption = Absorption(self.chain, self.reach)
        self.forms = forms(self.explorer.flat.program.accounts)
        self.weights: dict[Key, list[int]] = {}

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
        costs = self.costs(way)
        tallies = {key: self.tally(key, form, costs if halts else None, way)
                   for key, form in (self.forms | draws_form(self.drawn())).items()}  # fmt: skip
        figures = {name: tallies[name,] for name in ("time", "candidates")}
        figures["memory"] = self.memory(way, halts)
        figures |= {name: Tally(None, None) for name in ("span", "width", "level_memory")
                    if name in measures}  # fmt: skip
        about: dict[str, Any] = sections(tallies)
        return Expectation("chain", self.results(start), halts, figures, outcomes=None,
                           states=len(self.chain.states), **about)  # fmt: skip

    def costs(self, way: Way) -> Values:
        """Expected counters of a run, as far as they are known."""
        costs = {dimension: Fraction(count) for dimension, count in self.chain.costs[way[1]]}
        if way[0] in self.reach.certain:
            for dimension, cost in self.absorption.costs(way[0]).items():
                costs[dimension] = costs.get(dimension, Fraction(0)) + cost
        return costs

    def drawn(self) -> list[int]:
        """The dimensions of draws."""
        return sorted({d for cost in self.chain.costs for d, _ in cost if d < 0})

    def tally(self, key: Key, form: Form, costs: Mapping[int, Fraction] | None,
              way: Way) -> Tally:  # fmt: skip
        """One figure: its mean, where runs end for certain, and its worst."""
        weights = self.weights.setdefault(key, [])
        weights += [weigh(form, cost) for cost in self.chain.costs[len(weights) :]]
        worst: int | None = weights[way[1]]
        if way[0] >= 0:
            after = self.reach.longest(key, weights.__getitem__, way[0])
            worst = None if after is None else weights[way[1]] + after
        return Tally(None if costs is None else expected(form, costs), worst, worst is None)

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
