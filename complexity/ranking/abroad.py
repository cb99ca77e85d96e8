"""The cheapest programs in another reference language, with no more runs than that needs.

A program that calls no given word costs the same steps in every language. Of another, the steps on
a few inputs bound the mean from below: where they are more than those of a shorter program, it is
cheapest at no price of a step, and need not be run on all inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cmp_to_key
from typing import Protocol

from ..encoding.code import weigh
from ..encoding.languages import Language
from ..language.graph import Graph
from ..measuring.figures import Evidence, Measurement
from ..pricing.logs import LogSum, compare, log2_of_factors
from ..tasks.find import Program
from .costs import Cost, cost_of, undecided, wrong_beyond
from .flips import Sweep, flips_by_price

CERTAIN = (Evidence.PROVED, Evidence.EXACT)


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a program in the language of a ranking: its graph, and its cost."""

    program: Program
    graph: Graph
    cost: Cost


class Runs(Protocol):
    """Runs programs in the other language."""

    def measured(self, program: Program) -> Measurement:
        """All figures of a program that the order needs."""

    def at_least(self, program: Program, steps: Fraction) -> bool:
        """Whether a few inputs show that a program takes so many steps on average."""


def strip(
    known: Sequence[Home], n: int, language: Language, runs: Runs, statistic: str
) -> Sweep | None:
    """The cheapest programs in a language at every price of a step; None if none has a cost.

    Parameters
    ----------
    known : the programs with a place in the language of the ranking, where they were measured
    """
    costs: list[Cost] = []
    open_: list[tuple[LogSum, Program]] = []
    for home in known:
        graph = home.program.graph(n, language.given)
        cost = replace(home.cost, factors=weigh(graph, language.library).factors)
        if graph == home.graph:
            costs.append(cost)
        else:
            open_.append((log2_of_factors(cost.factors), home.program))
    for length, program in sorted(open_, key=cmp_to_key(_by_length)):
        fastest = fastest_of_shorter(costs, length)
        if fastest is not None and runs.at_least(program, fastest):
            continue
        found = runs.measured(program)
        if not (found.wrong or wrong_beyond(found) or undecided(found)):
            costs.append(cost_of(found, statistic))
    timed = [cost for cost in costs if "time" in cost.values]
    return flips_by_price(timed, "b") if timed else None


def fastest_of_shorter(costs: Sequence[Cost], length: LogSum) -> Fraction | None:
    """The least steps, as far as they are exact, of the programs shorter than a length."""
    known = [
        cost.values["time"]
        for cost in costs
        if cost.evidence.get("time") in CERTAIN
        and compare(log2_of_factors(cost.factors), length) < 0
    ]
    return min(known, default=None)


def _by_length(left: tuple[LogSum, Program], right: tuple[LogSum, Program]) -> int:
    return compare(left[0], right[0])
