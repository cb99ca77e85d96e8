"""Runs of flat code from one stop to the next, and snapshots of them that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Function
from ..machine.cells import Cell, freeze, size_of, thaw
from ..machine.sites import Frame, Step
from ..machine.steps import take
from ..semantics.arguments import admit
from ..semantics.limits import Limits
from ..semantics.results import Plain
from ..semantics.tape import ScriptedTape
from .code import Call, Instruction, Kind
from .flatten import Flat

Place = tuple[int, int]  # (function, instruction)
State = tuple[Any, ...]  # positions of all active frames, live words, live values of the frames
Stack = list[tuple[int, int, Frame]]

SHARED, TABLE = "shared", "table"
RUN, JUMP, UNLESS, WHEN = Kind.RUN, Kind.JUMP, Kind.UNLESS, Kind.WHEN
DRAW, HEAD, CALL = Kind.DRAW, Kind.HEAD, Kind.CALL


class Runner:
    """Runs a program in flat code.

    Attributes
    ----------
    stack : the active calls, the entry first: function, instruction and frame; empty once the
        program has ended
    ended : the frame of the entry once the program has ended
    """

    def __init__(self, flat: Flat, arity: int) -> None:
        self.flat, self.meter, self.arity = flat, flat.program.meter, arity
        self.stack: Stack = []
        self.ended: Frame = []
        self.tables = {id(table): place for place, table in enumerate(flat.tables)}
        self.zeros = [0] * len(self.meter.counts)
        self.slots = [{place: [*window.reads, *[slot for slot, _ in window.masked]]
                       for place, window in shown.items()} for shown in flat.windows]  # fmt: skip

    def start(self, entry: Function, args: Sequence[Plain], limits: Limits, fuel: int) -> None:
        """Run from the beginning to the first stop."""
        admit(entry.name, entry.body.param_types, tuple(args))
        meter = self.meter
        meter.reset(replace(limits, fuel=fuel), ScriptedTape([]))
        frame = self.flat.program.codes[0].template.copy()
        for place, value in enumerate(args):
            frame[place] = thaw(value)
            meter.words += size_of(frame[place])
        meter.claim(0)
        self.stack = []
        self.go(0, 0, frame)

    def go(self, function: int, place: int, frame: Frame) -> None:
        """Run on to the next stop, after which the stack holds all active calls."""
        code, stack = self.flat.codes[function], self.stack
        while True:
            instruction = code[place]
            kind = instruction.kind
            if kind is RUN:
                self.perform(instruction, frame)
            elif kind is UNLESS or kind is WHEN:
                if frame[instruction.slot] == (kind is WHEN):
                    place = instruction.target
                    continue
            elif kind is JUMP:
                place = instruction.target
                continue
            elif kind is HEAD:
                break
            elif kind is DRAW:
                self.perform(instruction, frame)
                if frame[instruction.slot] > 1:
                    break
                self.drawn(instruction, frame, 0)
            elif kind is CALL:
                stack.append((function, place, frame))
                function, place, frame = self.enter(instruction.call, frame)
                code = self.flat.codes[function]
                continue
            elif not stack:
                self.ended = frame
                return
            else:
                inner = frame
                function, place, frame = stack.pop()
                code = self.flat.codes[function]
                self.leave(code[place].call, frame, inner)
            place += 1
        stack.append((function, place, frame))

    def perform(self, instruction: Instruction, frame: Frame) -> None:
        """Run the machine steps of an instruction; a failure is given their source line."""
        step: Step | None = None
        try:
            for step in instruction.steps:
                step(frame)
        except Undefined as error:
            if not error.line and step is not None:
                error.line, error.source = self.flat.program.where.get(step, (0, ""))
            raise

    def drawn(self, instruction: Instruction, frame: Frame, outcome: int) -> None:
        """Record a draw and store its outcome."""
        self.meter.note_draw(frame[instruction.slot])
        frame[instruction.target] = outcome

    def enter(self, call: Call | None, frame: Frame) -> tuple[int, int, Frame]:
        """Create the frame of a callee; return its position."""
        assert call is not None
        inner = self.flat.program.codes[call.code].template.copy()
        for place, (slot, moved) in enumerate(call.args):
            inner[place] = take(frame, slot, moved)
        self.meter.words += call.words
        return call.code, 0, inner

    def leave(self, call: Call | None, frame: Frame, inner: Frame) -> None:
        """Return from a call: copy its results into the caller's frame."""
        assert call is not None
        self.meter.words -= call.words
        self.meter.calls -= 1
        for place, out in call.results:
            frame[out] = inner[place]

    def outcomes(self) -> int:
        """Return how many equally likely outcomes this stop has."""
        function, place, frame = self.stack[-1]
        instruction = self.flat.codes[function][place]
        return frame[instruction.slot] if instruction.kind is DRAW else 1

    def follow(self, outcome: int) -> None:
        """Run from this stop to the next, with one outcome of its draw."""
        function, place, frame = self.stack.pop()
        instruction = self.flat.codes[function][place]
        if instruction.kind is DRAW:
            self.drawn(instruction, frame, outcome)
        self.go(function, place + 1, frame)

    def result(self) -> Plain:
        """Return the result of a run that ended, as plain values."""
        places = range(self.arity, self.flat.program.codes[0].control)
        seen: dict[int, list[Any]] = {}
        plain = tuple(freeze(self.ended[place], seen) for place in places)
        return plain[0] if len(plain) == 1 else plain or None

    def state(self) -> State:
        """Return a snapshot of the run; runs with equal snapshots continue alike."""
        seen: dict[int, int] = {}
        parts: list[Any] = []
        for function, place, frame in self.stack:
            window = self.flat.windows[function][place]
            for slot in window.reads:
                value = frame[slot]
                parts.append(self.part(value, seen) if isinstance(value, Cell) else value)
            parts += [self.rest(frame, slot, indices, seen) for slot, indices in window.masked]
        places = tuple([(function, place) for function, place, _ in self.stack])
        return places, self.meter.words, tuple(parts)

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
        low = min([size, *[frame[index] for index in indices]])
        return (0,) * low + tuple(value.items[low:])

    def resume(self, state: State) -> None:
        """Restore the run of a snapshot, with all counters at zero."""
        places, words, parts = state
        meter, at, seen = self.meter, iter(parts), dict[int, Cell]()
        meter.words, meter.calls, meter.time, meter.peak, meter.draws = words, len(places), 0, 0, {}
        meter.counts[:] = self.zeros
        self.stack = []
        for function, place in places:
            frame = self.flat.program.codes[function].template.copy()
            for slot in self.slots[function][place]:
                part = next(at)
                frame[slot] = self.value(part, seen) if type(part) is tuple else part
            self.stack.append((function, place, frame))

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
