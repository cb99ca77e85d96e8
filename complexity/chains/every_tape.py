"""Exact figures of a program with few tapes: it is run on every one of them.

References
----------
.. [1] D. Knuth, "Estimating the efficiency of backtrack programs", Math. Comp. 29, 1975: the
   product of the numbers of choices along a random path is an unbiased estimate of the leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from ..language.failures import Undefined
from ..machine.evaluate import Machine
from ..semantics.limits import Limits
from ..semantics.results import Plain, Run
from ..semantics.spelling import text
from ..semantics.tape import SeededTape, Tape, TapeTree
from .budget import Budget, GiveUp, Work
from .figures import (
    Expectation,
    Form,
    Key,
    Tally,
    Vector,
    draws_form,
    expected,
    sections,
    vector_of,
    weigh,
    whole,
)


class Recorded:
    """A tape that records the product of the numbers of outcomes of its draws."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.outcomes = tape, 1

    def draw(self, n: int) -> int:
        """Draw from the underlying tape."""
        self.outcomes *= n
        return self.tape.draw(n)


def tapes_estimate(machine: Machine, args: Sequence[Plain], limits: Limits, budget: Budget,
                   work: Work) -> int | None:  # fmt: skip
    """Estimate how many tapes an input has [1]_; None where a probe does not end."""
    total = 0
    share = min(limits.fuel, work.left // (2 * budget.probes) + 1)
    for seed in range(budget.probes):
        tape = Recorded(SeededTape(seed))
        try:
            work.spend(machine.run(args, tape=tape, limits=replace(limits, fuel=share)).time)
        except Undefined as error:
            if error.code == "fuel" or (error.code == "recursion" and tape.outcomes > 1):
                return None
            raise
        if tape.outcomes == 1:
            return 1
        total += tape.outcomes
    return total // budget.probes


@dataclass(slots=True)
class Outcomes:
    """The results and costs of runs on some tapes, with the probabilities of the tapes.

    Attributes
    ----------
    chance : the total probability of these tapes
    tapes : how many tapes there are
    results : for each result's text, the result and its probability
    vectors : for each vector of counters, its probability
    measures : for each measure, the probability of each value
    outcomes : the largest product of the numbers of outcomes on one tape
    """

    chance: Fraction = Fraction(0)
    tapes: int = 0
    results: dict[str, tuple[Plain, Fraction]] = field(default_factory=dict)
    vectors: dict[Vector, Fraction] = field(default_factory=dict)
    measures: dict[str, dict[int, Fraction]] = field(default_factory=lambda: defaultdict(dict))
    outcomes: int = 1

    def add(self, run: Run, vector: Vector, chance: Fraction) -> None:
        """Add one run, whose tape has the probability `chance`."""
        self.chance += chance
        self.tapes += 1
        _, before = self.results.get(text(run.result), (None, Fraction(0)))
        self.results[text(run.result)] = run.result, before + chance
        self.vectors[vector] = self.vectors.get(vector, Fraction(0)) + chance
        self.outcomes = max(self.outcomes, run.outcomes)
        for name in ("span", "width", "memory", "level_memory"):
            value = getattr(run, name)
            if value is not None:
                values = self.measures[name]
                values[value] = values.get(value, Fraction(0)) + chance

    def costs(self) -> dict[int, Fraction]:
        """Return the expected value of each counter."""
        costs: dict[int, Fraction] = defaultdict(Fraction)
        for vector, chance in self.vectors.items():
            for dimension, count in vector:
                costs[dimension] += chance * count
        return dict(costs)


def run_every_tape(machine: Machine, args: Sequence[Plain], limits: Limits, budget: Budget,
                   work: Work) -> Outcomes:  # fmt: skip
    """Run a program on every tape of one input.

    Raises
    ------
    GiveUp
        If there are more tapes than the budget allows, or a run does not end within it.
    Undefined
        If the program fails on some tape.
    """
    outcomes, tree, more = Outcomes(), TapeTree(), True
    while more:
        fuel = min(limits.fuel, max(work.left, 0))
        try:
            run = machine.run(args, tape=tree, limits=replace(limits, fuel=fuel))
        except Undefined as error:
            endless = error.code in ("fuel", "recursion")
            if endless and (tree.bounds or fuel < limits.fuel):
                raise GiveUp("a tape does not end within the budget") from None
            raise
        work.spend(run.time)
        outcomes.add(run, vector_of(machine.meter), Fraction(1, tree.outcomes))
        more = tree.advance()
        if more and outcomes.tapes == budget.tapes:
            raise GiveUp(f"more than {budget.tapes} tapes")
    return outcomes


def expectation(found: Outcomes, known: dict[Key, Form]) -> Expectation:
    """Return the expectation of a program that was run on every tape."""
    whole(chance for _, chance in found.results.values())
    costs = found.costs()
    every = known | draws_form(costs)
    tallies = {
        key: Tally(expected(form, costs), max([weigh(form, vector) for vector in found.vectors]))
        for key, form in every.items()
    }
    measures = {name: tallies[name,] for name in ("time", "candidates")}
    for name, values in found.measures.items():
        mean = sum((value * chance for value, chance in values.items()), Fraction(0))
        measures[name] = Tally(mean, max(values))
    about: dict[str, Any] = sections(tallies)
    return Expectation("tapes", tuple(found.results.values()), Fraction(0), measures,
                       outcomes=found.outcomes, tapes=found.tapes, **about)  # fmt: skip
