"""Runs of flat code from one stop to the next, and snapshots of them that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..language.graph import Function
from ..machine.blocks import Stack, Stop, go
from ..machine.cells import Cell, freeze, size_of, thaw
from ..machine.code import Call
from ..machine.sites import Block, Frame
from ..semantics.arguments import admit
from ..semantics.limits import Limits
from ..semantics.results import Plain
from ..semantics.tape import ScriptedTape
from .flatten import Flat
from .windows import Window

State = tuple[Any, ...]  # positions of all active frames, live words, live values of the frames

SHARED, TABLE = "shared", "table"


@dataclass(frozen=True, slots=True)
class Position:
    """A position where a frame may be while a run is stopped, and what is live there.

    Attributes
    ----------
    template : the frame that a call of the function copies
    at : the stop there, or the call that is active
    block : the block after it
    window : the live slots
    slots : the same slots in the order of their parts in a state
    """

    template: Frame
    at: Stop | Call
    block: Block
    window: Window
    slots: tuple[int, ...]


class Runner:
    """Runs a program in flat code.

    Attributes
    ----------
    positions : the positions in the order of their numbers; `numbers` : the number of each, by the
        `id` of its stop or call
    stack : the active calls, without the running one; `stop`, `block` and `frame` : where that
        stopped (`stop` is None at the end of the program), what follows there, and its frame
    """

    def __init__(self, flat: Flat, arity: int) -> None:
        self.flat, self.meter, self.arity = flat, flat.program.meter, arity
        self.stack: Stack = []
        self.stop: Stop | None = None
        self.block: Block = []
        self.frame: Frame = []
        self.tables = {id(table): place for place, table in enumerate(flat.tables)}
        self.zeros = [0] * len(self.meter.counts)
        self.positions = positions(flat)
        self.numbers = {id(position.at): place for place, position in enumerate(self.positions)}

    def start(self, entry: Function, args: Sequence[Plain], limits: Limits, fuel: int) -> None:
        """Run from the beginning to the first stop."""
        admit(entry.name, entry.body.param_types, tuple(args))
        meter = self.meter
        meter.reset(replace(limits, fuel=fuel), ScriptedTape([]))
        code = self.flat.program.codes[0]
        frame = code.template.copy()
        for place, value in enumerate(args):
            frame[place] = thaw(value)
            meter.words += size_of(frame[place])
        meter.claim(0)
        self.stack = []
        self.go(code.block, frame)

    def go(self, block: Block, frame: Frame) -> None:
        """Run on to the next stop; a draw with one outcome is none."""
        meter, where, stack = self.meter, self.flat.program.where, self.stack
        stop, block, frame = go(block, frame, stack, meter, where)
        while stop is not None and stop.bound is not None and frame[stop.bound] == 1:
            self.drawn(stop.target, 1, frame, 0)
            stop, block, frame = go(block, frame, stack, meter, where)
        self.stop, self.block, self.frame = stop, block, frame

    def drawn(self, target: int, n: int, frame: Frame, outcome: int) -> None:
        """Record a draw from n outcomes and store its outcome."""
        self.meter.note_draw(n)
        frame[target] = outcome

    def outcomes(self) -> int:
        """Return how many equally likely outcomes this stop has."""
        assert self.stop is not None
        bound = self.stop.bound
        return 1 if bound is None else self.frame[bound]

    def follow(self, outcome: int) -> None:
        """Run from this stop to the next, with one outcome of its draw."""
        assert self.stop is not None
        if self.stop.bound is not None:
            self.drawn(self.stop.target, self.frame[self.stop.bound], self.frame, outcome)
        self.go(self.block, self.frame)

    def result(self) -> Plain:
        """Return the result of a run that ended, as plain values."""
        places = range(self.arity, self.flat.program.codes[0].control)
        seen: dict[int, list[Any]] = {}
        plain = tuple(freeze(self.frame[place], seen) for place in places)
        return plain[0] if len(plain) == 1 else plain or None

    def state(self) -> State:
        """Return a snapshot of the run; runs with equal snapshots continue alike."""
        seen: dict[int, int] = {}
        numbers, frames = self.numbers, [(call, frame) for call, _, frame in self.stack]
        parts: list[Any] = []
        places = []
        for at, frame in (*frames, (self.stop, self.frame)):
            places.append(numbers[id(at)])
            window = self.positions[places[-1]].window
            for slot in window.reads:
                value = frame[slot]
                parts.append(self.part(value, seen) if isinstance(value, Cell) else value)
            for slot, indices in window.masked:
                parts.append(self.rest(frame, slot, indices, seen))
        return tuple(places), self.meter.words, tuple(parts)

    def part(self, value: Cell, seen: dict[int, int]) -> Any:
        """Encode a list for a snapshot; a shared list gets a number and its reference count."""
        if value.refs == 1:
            return self.items(value, seen)
        if id(value) in self.tables:
            return TABLE, self.tables[id(value)]
        if id(value) in seen:
            return SHARED, seen[id(value)]
        seen[id(value)] = number = len(seen)
        return SHARED, number, value.refs, self.items(value, seen)

    def items(self, value: Cell, seen: dict[int, int]) -> tuple[Any, ...]:
        """Encode the elements of a list."""
        if value.items and isinstance(value.items[0], Cell):
            return tuple([self.part(item, seen) for item in value.items])
        return tuple(value.items)

    def rest(self, frame: Frame, slot: int, indices: tuple[int, ...], seen: dict[int, int]) -> Any:
        """Encode a list that a loop consumes, with elements already consumed replaced by 0."""
        value = frame[slot]
        if not isinstance(value, Cell):
            return value
        if value.refs != 1 or (value.items and isinstance(value.items[0], Cell)):
            return self.part(value, seen)
        size = len(value.items)
        low = min([size, *[frame[index] + 1 for index in indices]])
        return (0,) * low + tuple(value.items[low:])

    def resume(self, state: State) -> None:
        """Restore the run of a snapshot, with all counters at zero."""
        places, words, parts = state
        meter, at, seen = self.meter, iter(parts), dict[int, Cell]()
        meter.words, meter.calls, meter.time, meter.peak, meter.draws = words, len(places), 0, 0, {}
        meter.counts[:] = self.zeros
        self.stack = []
        for number in places:
            position = self.positions[number]
            frame = position.template.copy()
            for slot in position.slots:
                part = next(at)
                frame[slot] = self.value(part, seen) if type(part) is tuple else part
            if isinstance(position.at, Call):
                self.stack.append((position.at, position.block, frame))
            else:
                self.stop, self.block, self.frame = position.at, position.block, frame

    def value(self, part: Any, seen: dict[int, Cell]) -> Any:
        """Decode a list from a snapshot."""
        if not part or isinstance(part[0], int):
            return Cell(list(part))
        if isinstance(part[0], tuple):
            return Cell([self.value(item, seen) for item in part])
        if part[0] == TABLE:
            return self.flat.tables[part[1]]
        if part[1] not in seen:
            items = self.value(part[3], seen).items
            seen[part[1]] = Cell(items, part[2])
        return seen[part[1]]


def positions(flat: Flat) -> list[Position]:
    """Return the positions of a program, which follow its stops and its calls."""
    every = []
    for code, function, shown in zip(flat.program.codes, flat.functions, flat.windows,
                                     strict=True):  # fmt: skip
        known: dict[int, tuple[Stop | Call, Block]] = {}
        for _, slot, at, block in function.blocks.values():
            if slot is None and at is not None:
                known[id(at)] = at, block
        for at, block in known.values():
            window = shown[at.place]
            slots = (*window.reads, *[slot for slot, _ in window.masked])
            every.append(Position(code.template, at, block, window, slots))
    return every
