"""The chain at the head of a loop that draws: explored by running the definition round by round.

A state is the values that the loop carries. From a state the loop's test and, if it goes on, its
body are run on every tape of that round; what is counted on the way is the cost of the move. The
values that the loop captures do not change, so that they name the chain.

It is only valid if a round's cost depends on the state alone. A list that something else refers to
would be copied by the next update and one that nothing else refers to would not, so a state whose
lists are shared is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph, Node, Region, walk
from ..language.ops import OPS
from .absorbing import Moves, State, Vector
from .budget import Budget, GiveUp, Work
from .cells import Cell, Plain, size_of
from .evaluate import Machine, Run
from .expectation import vector_of
from .limits import Limits
from .sites import Frame, Round
from .tape import Tape, TapeTree

Chain = dict[State, Moves]


def drawing_functions(graph: Graph) -> set[int]:
    """The functions that read the tape, also through others."""
    drawing: set[int] = set()
    while True:
        more = {index for index, function in enumerate(graph.functions)
                if draws_in(function.body, drawing)}  # fmt: skip
        if more == drawing:
            return drawing
        drawing = more


def draws_in(region: Region, drawing: set[int]) -> bool:
    """Whether a region reads the tape."""
    return any(OPS[n.op].draws or (n.op == "call" and n.payload in drawing) for n in walk(region))


def drawing_loop(graph: Graph) -> Node | None:
    """The first outermost `while` of the entry that draws and is in no other loop."""
    drawing = drawing_functions(graph)

    def search(region: Region) -> Node | None:
        for node in region.nodes:
            if node.op == "while" and any(draws_in(inner, drawing) for inner in node.regions):
                return node
            if node.op == "branch":
                for found in map(search, node.regions):
                    if found is not None:
                        return found
        return None

    return search(graph.entry.body)


def hashed(value: Any) -> State:
    """A value of a frame as a part of a state."""
    return tuple([hashed(item) for item in value.items]) if isinstance(value, Cell) else value


def revived(state: Any) -> Any:
    """A part of a state as a value of a frame."""
    return Cell([revived(item) for item in state]) if isinstance(state, tuple) else state


def unshared(value: Any) -> bool:
    """Whether nothing else refers to the lists of a value."""
    if not isinstance(value, Cell):
        return True
    return value.refs == 1 and all(unshared(item) for item in value.items)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a run came to the head of the loop.

    Attributes
    ----------
    captured, state : of the loop; words : live beside the state's lists
    vector, peak : what was counted so far, and the most words
    """

    captured: State
    state: State
    words: int
    vector: Vector
    peak: int


class Arrived(Exception):
    """A run is at the head of the loop, and is not needed beyond."""


class Explorer:
    """The chains of one program's loop, by what the loop captures."""

    def __init__(self, graph: Graph, head: Node, limits: Limits, budget: Budget,
                 work: Work) -> None:  # fmt: skip
        self.machine = Machine(graph, measures=frozenset({"time", "memory"}), head=head)
        self.limits, self.budget, self.work = limits, budget, work
        self.chains: dict[State, Chain] = {}
        self.arrival: Arrival | None = None

    def arrive(self, args: Sequence[Plain], tape: Tape) -> Arrival | Run:
        """A run up to the head of the loop, whose chain is explored; or one that ends before."""
        self.arrival = None
        self.machine.program.at_head = self.explore_from
        try:
            run = self.run(args, tape)
        except Arrived:
            assert self.arrival is not None
            return self.arrival
        return run

    def leave(self, args: Sequence[Plain], before: Tape, exit_: State,
              after: Tape) -> tuple[Run, Vector]:  # fmt: skip
        """What follows when the loop is left in a state, on a tape of its own."""
        meter = self.machine.meter

        def at_head(frame: Frame, go_round: Round) -> None:
            self.put(frame, exit_)
            self.restart(after)
            self.machine.program.at_head = refuse

        self.machine.program.at_head = at_head
        run = self.run(args, before)
        return run, vector_of(meter)

    def run(self, args: Sequence[Plain], tape: Tape) -> Run:
        """A run within the work that is left."""
        fuel = min(self.limits.fuel, max(self.work.left, 0))
        try:
            run = self.machine.run(args, tape=tape, limits=replace(self.limits, fuel=fuel))
        except Undefined as error:
            if error.code == "fuel":
                raise GiveUp("a run does not end within the budget") from None
            raise
        self.work.spend(run.time)
        return run

    def restart(self, tape: Tape) -> None:
        """Counts from here, on another tape."""
        meter = self.machine.meter
        self.work.spend(meter.time)
        meter.counts[:] = [0] * len(meter.counts)
        meter.draws, meter.time, meter.peak, meter.tape = {}, 0, 0, tape
        meter.fuel = self.work.left

    def put(self, frame: Frame, state: State) -> None:
        """Replaces the loop's state."""
        meter = self.machine.meter
        assert isinstance(state, tuple)
        for slot, part in zip(self.machine.program.head_states, state, strict=True):
            if isinstance(frame[slot], Cell):
                meter.release(frame[slot])
            frame[slot] = revived(part)
            meter.words += size_of(frame[slot])

    def state(self, frame: Frame) -> State:
        """The loop's state, which must not be shared."""
        values = [frame[slot] for slot in self.machine.program.head_states]
        if not all(map(unshared, values)):
            raise GiveUp("a list of the loop's state is shared")
        return tuple(map(hashed, values))

    def explore_from(self, frame: Frame, go_round: Round) -> None:
        """At the head: notes how the run came here, and explores what is new."""
        program, meter = self.machine.program, self.machine.meter
        program.at_head = refuse
        if meter.calls != 1:
            raise GiveUp("the entry calls itself before its loop")
        state = self.state(frame)
        words = meter.words - sum(size_of(frame[slot]) for slot in program.head_states)
        captured = tuple(hashed(frame[slot]) for slot in program.head_captured)
        self.arrival = Arrival(captured, state, words, vector_of(meter), meter.peak)
        chain = self.chains.setdefault(captured, {})
        self.explore(chain, state, lambda new: self.round(frame, go_round, new, words))
        raise Arrived

    def explore(self, chain: Chain, start: State, round_: Callable[[State], Moves]) -> None:
        """All states that a state may reach, unless that is bound to be beyond the budget."""
        waiting, left, explored = {start} - chain.keys(), self.work.left, 0
        while waiting:
            if len(chain) + len(waiting) > self.budget.states:
                raise GiveUp(f"more than {self.budget.states} states")
            state = waiting.pop()
            chain[state] = round_(state)
            waiting |= chain[state].inner.keys() - chain.keys()
            explored += 1
            if (left - self.work.left) * len(waiting) > self.work.left * explored:
                raise GiveUp("the states that are known would take more work than the budget has")

    def round(self, frame: Frame, go_round: Round, state: State, words: int) -> Moves:
        """One round from a state, on every tape of that round."""
        moves, tree, meter, more, tapes = Moves(), TapeTree(), self.machine.meter, True, 0
        while more:
            self.put(frame, state)
            self.restart(tree)
            try:
                alive = go_round(frame)
            except Undefined as error:
                if error.code == "fuel":
                    raise GiveUp("a round does not end within the budget") from None
                raise
            moves.add(alive, self.state(frame), vector_of(meter), Fraction(1, tree.outcomes))
            rise = meter.peak - words
            moves.highest = max(moves.highest, rise)
            moves.lowest = min(moves.lowest, rise) if tapes else rise
            more, tapes = tree.advance(), tapes + 1
            if tapes > self.budget.tapes:
                raise GiveUp(f"a round has more than {self.budget.tapes} tapes")
        return moves


def refuse(frame: Frame, go_round: Round) -> None:
    """The loop is entered again where that was not foreseen."""
    raise GiveUp("the entry calls itself")
