"""The chain of a program: every state at which a run may stop, and the ways between them.

A run stops before each draw and at the head of each loop that may draw. What lies between two
stops is run once for each state and outcome; runs whose states are equal are one from there on. So
the states of a shuffle are its partial results, level by level, and not its tapes.
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
from .flatten import Flat, flatten
from .stops import Runner, State

Way = tuple[int, int, int]  # where it leads, what it costs, the most words live on it
STEPS = 4  # what a way is charged, and each active call on it, beside the steps that are run
WORDS = 16  # of its state, for which it is charged another step


@dataclass(slots=True)
class Chain:
    """A Markov chain whose ways have costs.

    Attributes
    ----------
    states : by number; `numbers` : the number of each
    moves : of each state, its ways and how many of its outcomes take them; where a way leads is the
        number of a state, or ~k for the k-th result
    outcomes : of each state, how many there are, all equally likely
    costs : by number; `results` : every result, by number
    """

    states: list[State] = field(default_factory=list)
    numbers: dict[State, int] = field(default_factory=dict)
    moves: list[dict[Way, int]] = field(default_factory=list)
    outcomes: list[int] = field(default_factory=list)
    costs: list[Vector] = field(default_factory=list)
    results: list[Plain] = field(default_factory=list)


class Explorer:
    """Explores the chain of one program, from one input after the other.

    Parameters
    ----------
    budget, work : beyond them it gives up

    Attributes
    ----------
    share : one run may take this part of the work that is left: 1, or one of so many
    """

    share = 1

    def __init__(self, graph: Graph, limits: Limits, budget: Budget, work: Work) -> None:
        self.entry: Function = graph.entry
        self.flat: Flat = flatten(graph)
        self.runner = Runner(self.flat, len(graph.entry.body.params))
        self.limits, self.budget, self.work = limits, budget, work
        self.chain = Chain()
        self.known: dict[object, int] = {}
        self.texts: dict[str, int] = {}

    def arrive(self, args: Sequence[Plain]) -> Way:
        """The way of a run from its beginning to its first stop; all that follows is explored.

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
        """All states that are not explored yet, unless they are bound to be beyond the budget."""
        chain, explored, left = self.chain, 0, self.work.left
        try:
            while len(chain.moves) < len(chain.states):
                self.expand(len(chain.moves))
                explored += 1
                waiting = len(chain.states) - len(chain.moves)
                if len(chain.states) > self.budget.states:
                    raise GiveUp(f"more than {self.budget.states} states")
                if explored > 50 and (left - self.work.left) * waiting > self.work.left * explored:
                    raise GiveUp("the states that are known would take more work than is left")
        finally:
            for state in chain.states[len(chain.moves) :]:
                del chain.numbers[state]
            del chain.states[len(chain.moves) :]

    def expand(self, number: int) -> None:
        """The ways from one state."""
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
        """The way of one outcome from the state that was resumed."""
        return self.step(None, outcome)

    def step(self, args: Sequence[Plain] | None, outcome: int = 0) -> Way:
        """From the beginning, or from the state that was resumed, to the next stop."""
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
        self.work.spend(meter.time + STEPS + meter.words // WORDS + STEPS * len(runner.stack))
        return self.target(), self.cost(), meter.peak

    def target(self) -> int:
        """The number of the state in which the run stands, or of its result."""
        chain, runner = self.chain, self.runner
        if not runner.stack:
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
        """The number of what was counted."""
        meter, chain = self.runner.meter, self.chain
        key = tuple(meter.counts), tuple(sorted(meter.draws.items()))
        number = self.known.setdefault(key, len(chain.costs))
        if number == len(chain.costs):
            counts = [(place, count) for place, count in enumerate(meter.counts) if count]
            chain.costs.append((*[(-n, times) for n, times in key[1]], *counts))
        return number
