"""The Markov chain of a program: the states in which a run may stop, and its transitions.

A run stops before each draw and at the head of each loop that may draw. The code between two stops
is run once for each state and outcome, and runs that reach equal states are merged. So the states
of a shuffle are its partial results, not its tapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..language.failures import Undefined
from ..language.graph import Function, Graph
from ..semantics.limits import Limits
from ..semantics.results import Plain
from ..semantics.spelling import text
from .budget import Budget, GiveUp, Work
from .figures import Vector
from .flatten import Flat
from .stops import Runner, State

# a transition: the number of its target, the number of its cost, the peak of live words on it
Way = tuple[int, int, int]
STEPS = 4  # work charged for a transition and for each active call, beside the steps it runs
WORDS = 16  # words of a state that are charged as one more step, since states are copied


@dataclass(slots=True)
class Chain:
    """A Markov chain whose transitions have costs.

    Attributes
    ----------
    states : the states by number; `numbers` : the number of each state
    moves : for each state, its transitions and how many of its outcomes take each; a target is the
        number of a state, or ~k for the k-th result
    outcomes : for each state, how many equally likely outcomes it has
    costs : the distinct costs of transitions, by number
    results : the distinct results, by number
    """

    states: list[State] = field(default_factory=list)
    numbers: dict[State, int] = field(default_factory=dict)
    moves: list[dict[Way, int]] = field(default_factory=list)
    outcomes: list[int] = field(default_factory=list)
    costs: list[Vector] = field(default_factory=list)
    results: list[Plain] = field(default_factory=list)


class Explorer:
    """Explores the chain of one program from one input after another.

    Parameters
    ----------
    flat : the program as instructions; explorers may share them, for each run begins anew
    budget, work : limits beyond which `GiveUp` is raised

    Attributes
    ----------
    share : one run may use 1 / `share` of the remaining work
    """

    share = 1

    def __init__(
        self, graph: Graph, flat: Flat, limits: Limits, budget: Budget, work: Work
    ) -> None:
        self.entry: Function = graph.entry
        self.flat = flat
        self.runner = Runner(self.flat, len(graph.entry.body.params))
        self.limits, self.budget, self.work = limits, budget, work
        self.chain = Chain()
        self.known: dict[object, int] = {}
        self.texts: dict[str, int] = {}

    def arrive(self, args: Sequence[Plain]) -> Way:
        """Run from the beginning to the first stop, and explore all that follows.

        Raises
        ------
        GiveUp
            If that is beyond the budget.
        Undefined
            If the program fails on some tape.
        """
        way = self.step(args)
        if way[0] >= 0:
            self.explore()
        return way

    def explore(self) -> None:
        """Expand all unexplored states, giving up early where the budget cannot suffice."""
        chain, explored, left = self.chain, 0, self.work.left
        try:
            while len(chain.moves) < len(chain.states):
                self.expand(len(chain.moves))
                explored += 1
                waiting = len(chain.states) - len(chain.moves)
                if len(chain.states) > self.budget.states:
                    raise GiveUp(f"more than {self.budget.states} states")
                # the work per state so far, times the states that wait, exceeds what is left
                if explored > 50 and (left - self.work.left) * waiting > self.work.left * explored:
                    raise GiveUp("the states that are known would take more work than is left")
        finally:
            # after giving up, unexplored states are forgotten: every state has its moves
            for state in chain.states[len(chain.moves) :]:
                del chain.numbers[state]
            del chain.states[len(chain.moves) :]

    def expand(self, number: int) -> None:
        """Compute the transitions from one state, for every outcome of its draw."""
        chain, runner = self.chain, self.runner
        state = chain.states[number]
        runner.resume(state)
        moves: dict[Way, int] = {}
        count = runner.outcomes()
        if count > self.budget.tapes:
            raise GiveUp(f"a draw has more than {self.budget.tapes} outcomes")
        for outcome in range(count):
            if outcome:
                runner.resume(state)
            way = self.way(outcome)
            moves[way] = moves.get(way, 0) + 1
        chain.moves.append(moves)
        chain.outcomes.append(count)

    def way(self, outcome: int) -> Way:
        """Return the transition that one outcome takes from the resumed state."""
        return self.step(None, outcome)

    def step(self, args: Sequence[Plain] | None, outcome: int = 0) -> Way:
        """Run to the next stop, from the beginning or from the resumed state."""
        runner, meter, fuel = self.runner, self.runner.meter, self.work.left // self.share
        try:
            if args is None:
                meter.fuel = fuel
                runner.follow(outcome)
            else:
                runner.start(self.entry, args, self.limits, min(self.limits.fuel, fuel))
        except Undefined as error:
            if error.code in ("fuel", "recursion"):
                self.work.left -= meter.time
                raise GiveUp("a run does not end within the budget") from None
            if not error.line:
                error.line, error.source = self.entry.line, self.entry.source
            raise error.with_traceback(None) from None
        self.work.spend(meter.time + STEPS + meter.words // WORDS + STEPS * (1 + len(runner.stack)))
        return self.target(), self.cost(), meter.peak

    def target(self) -> int:
        """Return the number of the state in which the run stopped, or ~k for its result."""
        chain, runner = self.chain, self.runner
        if runner.stop is None:
            result = runner.result()
            number = self.texts.setdefault(text(result), len(chain.results))
            if number == len(chain.results):
                chain.results.append(result)
            return ~number
        state = runner.state()
        number = chain.numbers.setdefault(state, len(chain.states))
        if number == len(chain.states):
            chain.states.append(state)
        return number

    def cost(self) -> int:
        """Return the number of the cost counted since the last stop."""
        meter, chain = self.runner.meter, self.chain
        draws = meter.draws
        key = tuple(meter.counts), tuple(sorted(draws.items()) if len(draws) > 1 else draws.items())
        number = self.known.setdefault(key, len(chain.costs))
        if number == len(chain.costs):
            counts = [(place, count) for place, count in enumerate(meter.counts) if count]
            chain.costs.append((*[(-n, times) for n, times in key[1]], *counts))
        return number
