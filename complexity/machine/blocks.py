"""Flat code prepared to run: blocks of steps, and the loop that follows them.

A block is a list of four: the steps that run one after another; the slot of a test, or None; and
what follows. With a slot, the block that runs where the slot holds and the one where it does not.
Without, a `Call` and the block after it; a `Stop` and the block after it; or None twice where the
function returns. Blocks refer to each other, so that nothing is looked up on the way. A block that
would only jump takes over what stands there instead: so a round of a loop is one block, whose end
is the head of the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.failures import Undefined
from ..semantics.results import Line
from .cells import Meter
from .code import Call, Instruction, Kind
from .sites import Block, Frame, Step
from .steps import take

RUN = Kind.RUN
JUMPS = (Kind.JUMP, Kind.UNLESS, Kind.WHEN)
# the calls that are active: each with the block after it and the frame of the caller
Stack = list[tuple[Call, Block, Frame]]


@dataclass(frozen=True, slots=True)
class Stop:
    """A position where a run stops.

    Attributes
    ----------
    place : the index of the instruction in its function
    bound, target : the slots of the bound and of the result of a draw; None at the head of a loop
    """

    place: int
    bound: int | None
    target: int


def blocks(code: Sequence[Instruction]) -> dict[int, Block]:
    """Return the blocks of a function by their first instruction."""
    firsts = {0}
    for place, instruction in enumerate(code):
        if instruction.kind is not RUN:
            firsts.add(place + 1)
            if instruction.kind in JUMPS:
                firsts.add(instruction.target)
    every: dict[int, Block] = {first: [] for first in sorted(firsts) if first < len(code)}
    only_jumps = {}
    for first in every:
        target = fill(code, first, every)
        if target is not None:
            only_jumps[first] = target
    # a block that only jumps takes over its target as it was before any did
    before = {target: list(every[target]) for target in only_jumps.values()}
    for first, target in only_jumps.items():
        steps, *following = before[target]
        if target in only_jumps:  # slot 0 decides between two that are the same
            further = every[only_jumps[target]]
            following = [0, further, further]
        every[first][:] = [every[first][0] + steps, *following]
    return every


def fill(code: Sequence[Instruction], first: int, every: Mapping[int, Block]) -> int | None:
    """Fill the block that begins at an instruction; return where it jumps to if it only jumps."""
    place, steps, target = first, list[Step](code[first].steps), None
    while code[place].kind is RUN and place + 1 not in every:
        place += 1
        steps += code[place].steps
    kind, slot, label = code[place].kind, code[place].slot, code[place].target
    after = every.get(place + 1)
    following: list[Any] = [None, None, None]
    if kind is RUN:
        target = place + 1
    elif kind is Kind.JUMP:
        target = label
    elif kind is Kind.UNLESS:
        following = [slot, after, every[label]]
    elif kind is Kind.WHEN:
        following = [slot, every[label], after]
    elif kind is Kind.CALL:
        following = [None, code[place].call, after]
    elif kind is not Kind.RETURN:
        following = [None, Stop(place, slot if kind is Kind.DRAW else None, label), after]
    every[first][:] = [tuple(steps), *following]
    return target


def go(block: Block, frame: Frame, stack: Stack, meter: Meter,
       where: Mapping[Step, Line]) -> tuple[Stop | None, Block, Frame]:  # fmt: skip
    """Run on to the next stop, or to the end of the program.

    Parameters
    ----------
    stack : the active calls of the run, without the running one; it is kept up to date
    where : the source and line of each step of a node, of which a failure is told

    Returns
    -------
    the stop (None at the end of the program), the block after it, and the frame of the function
    """
    step: Step | None = None
    try:
        while True:
            steps, slot, following, other = block
            for step in steps:
                step(frame)
            if slot is not None:
                block = following if frame[slot] else other
            elif following is None:
                if not stack:
                    return None, block, frame
                call, block, outer = stack.pop()
                leave(call, outer, frame, meter)
                frame = outer
            elif type(following) is Call:
                stack.append((following, other, frame))
                frame = enter(following, frame, meter)
                block = following.code.block
            else:
                return following, other, frame
    except Undefined as error:
        if not error.line:
            # a function fails at its entry where it is called
            lines = [call.line for call, _, _ in stack]
            lines.append(where.get(step) if step is not None else None)
            error.source, error.line = next(filter(None, reversed(lines)), ("", 0))
        raise


def enter(call: Call, frame: Frame, meter: Meter) -> Frame:
    """Return the frame of a callee."""
    inner = call.code.template.copy()
    for place, (slot, moved) in enumerate(call.args):
        inner[place] = take(frame, slot, moved)
    if call.levels is not None:
        call.levels.enter(frame, inner)
    meter.words += call.words
    return inner


def leave(call: Call, frame: Frame, inner: Frame, meter: Meter) -> None:
    """Return from a call: copy its results into the caller's frame."""
    meter.words -= call.words
    meter.calls -= 1
    for place, out in call.results:
        frame[out] = inner[place]
    if call.levels is not None:
        call.levels.leave(frame, inner)
