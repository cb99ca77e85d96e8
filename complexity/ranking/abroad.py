"""The cheapest programs in another reference language.

A program that calls no given word costs the same steps in every language, and is not run again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..encoding.code import weigh
from ..encoding.languages import Language
from ..language.graph import Graph
from ..measuring.figures import Measurement
from ..tasks.find import Program
from .costs import Cost, cost_of, undecided, wrong_beyond
from .flips import Sweep, flips_by_price


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a program in the language of a ranking: its graph, and its cost."""

    program: Program
    graph: Graph
    cost: Cost


def strip(
    known: Sequence[Home], n: int, language: Language, measured: Callable[[Program], Measurement],
    statistic: str,
) -> Sweep | None:  # fmt: skip
    """The cheapest programs in a language at every price of a step; None if none has a cost.

    Parameters
    ----------
    known : the programs with a place in the language of the ranking, where they were measured
    measured : measures a program in the other language
    """
    costs: list[Cost] = []
    for home in known:
        graph = home.program.graph(n, language.given)
        if graph == home.graph:
            factors = weigh(graph, language.library).factors
            costs.append(replace(home.cost, factors=factors))
            continue
        found = measured(home.program)
        if not (found.wrong or wrong_beyond(found) or undecided(found)):
            costs.append(cost_of(found, statistic))
    timed = [cost for cost in costs if "time" in cost.values]
    return flips_by_price(timed, "b") if timed else None
