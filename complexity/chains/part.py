"""A part of a chain that is too large: what lies beyond it is an end of its own, at no cost.

All costs are at least 0, so that the expectations of a part are lower bounds of the whole chain's,
as exact as any, and so are its chances of results. A run that is seen never to end in the part
never ends, and one that is seen to fail fails.
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


@dataclass(frozen=True, slots=True)
class End:
    """An end that is no result of the program."""

    what: str


BEYOND, FAILING = ENDS = End("beyond the part"), End("a failure")


class Part(Explorer):
    """Explores a part of the chain of one program, breadth first, so much from each input.

    Parameters
    ----------
    budget : so many states, and so much work, for each input

    Attributes
    ----------
    failure : the first error that was seen after a draw
    """

    share = 8

    def __init__(self, graph: Graph, limits: Limits, budget: Budget, work: Work) -> None:
        super().__init__(graph, limits, budget, work)
        self.failure: Undefined | None = None
        self.chain.results += ENDS
        self.chain.costs.append(())

    def arrive(self, args: Sequence[Plain]) -> Way:
        """The way of a run from its beginning to its first stop, as of `Explorer`."""
        self.work.left = self.budget.work
        return super().arrive(args)

    def explore(self) -> None:
        """The states that are not explored yet, while the budget of this input lasts."""
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
        """The way of one outcome; one that is too long leads beyond, at the cost up to there."""
        try:
            return super().way(outcome)
        except GiveUp:
            return ~ENDS.index(BEYOND), self.cost(), self.runner.meter.peak
        except Undefined as error:
            self.failure = self.failure or error
            return to(FAILING)


def to(end: End) -> Way:
    """A way to an end, at the cost 0, which is nothing."""
    return ~ENDS.index(end), 0, 0
