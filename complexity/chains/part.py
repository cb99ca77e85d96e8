"""A finite part of a chain that is too large: transitions that leave it are absorbed at no cost.

Costs are never negative, so the expectations of a part are exact lower bounds of the whole chain's,
and so are its probabilities of results. A run that never ends within the part never ends, and a run
that fails within it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from ..semantics.results import Plain
from .budget import Budget, GiveUp, Work
from .explore import Explorer, Way
from .flatten import Flat


@dataclass(frozen=True, slots=True)
class End:
    """An absorbing state of a part that is no result of the program."""

    what: str


BEYOND, FAILING = ENDS = End("beyond the part"), End("a failure")


class Part(Explorer):
    """Explores a part of the chain of one program, breadth first from each input.

    Parameters
    ----------
    budget : limits of states and work, for each input

    Attributes
    ----------
    failure : the first error raised after a draw
    """

    share = 8

    def __init__(
        self, graph: Graph, flat: Flat, limits: Limits, budget: Budget, work: Work
    ) -> None:
        super().__init__(graph, flat, limits, budget, work)
        self.failure: Undefined | None = None
        self.chain.results += ENDS
        self.chain.costs.append(())

    def arrive(self, args: Sequence[Plain]) -> Way:
        """Run from the beginning to the first stop, with a new budget, as `Explorer.arrive`."""
        self.work.left = self.budget.work
        return super().arrive(args)

    def explore(self) -> None:
        """Expand states while this input's budget lasts; the rest lead beyond the part."""
        most = len(self.chain.moves) + self.budget.states
        while len(self.chain.moves) < len(self.chain.states):
            number = len(self.chain.moves)
            try:
                if number >= most or self.work.left <= 0:
                    raise GiveUp("what is left lies beyond the part")
                self.expand(number)
            except GiveUp:
                self.chain.moves.append({to(BEYOND): 1})
                self.chain.outcomes.append(1)

    def way(self, outcome: int) -> Way:
        """Return the transition of one outcome; a run too long leads beyond, at its cost so far."""
        try:
            return super().way(outcome)
        except GiveUp:
            return ~ENDS.index(BEYOND), self.cost(), self.runner.meter.peak
        except Undefined as error:
            self.failure = self.failure or error
            return to(FAILING)


def to(end: End) -> Way:
    """Return a transition to an end, of cost number 0, which is the zero cost."""
    return ~ENDS.index(end), 0, 0
