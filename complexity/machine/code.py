"""Flat code: a program as instructions with jumps, calls on an explicit stack, and stops.

Control is rendered once (`control`): regions become sequences of instructions, so that a run can
stop where it may draw and be resumed there, and nests in the program but not on Python's stack.
What computes, charges and meters are steps, functions of the frame alone (`regions`, `steps`,
`levels`). `blocks` runs the code.

Each instruction declares what it reads and writes, from which `chains.windows` computes liveness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from ..language.graph import Const, Node, Operand
from ..semantics.results import Line
from .level_control import Passing
from .sites import Code, Layout, Step

NOWHERE = -1


class Kind(IntEnum):
    """What an instruction does."""

    RUN = 0  # steps
    JUMP = 1  # to the target
    UNLESS = 2  # to the target where the slot is false
    WHEN = 3  # to the target where the slot is true
    DRAW = 4  # a number below the slot's into the target: after its steps the run may stop
    HEAD = 5  # a loop goes on: the run may stop here
    CALL = 6  # the target's code, in a frame of its own
    RETURN = 7  # to the caller


class Effect(NamedTuple):
    """The slots of a frame that an instruction reads and writes.

    Attributes
    ----------
    reads : slots whose values it depends on
    holds : slots of lists of which it uses only the length and the reference count
    fetches : (list slot, index slot) pairs: it depends on the elements after that index
    writes : slots that it overwrites
    """

    reads: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()
    fetches: frozenset[tuple[int, int]] = frozenset()
    writes: frozenset[int] = frozenset()


NO_EFFECT = Effect()


@dataclass(slots=True)
class Label:
    """A position in the code that jumps refer to before it is known."""

    place: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Call:
    """How a call passes arguments and takes results.

    Attributes
    ----------
    place : the index of the instruction in its function
    code : the prepared code of the callee
    args : the slots of the arguments, and whether each is moved
    results : for each result, its slot in the callee and its slot in the caller
    words : live words of the caller while the callee runs
    levels : the steps that pass levels, if they are metered
    line : the source and line of the call
    """

    place: int
    code: Code
    args: tuple[tuple[int, bool], ...]
    results: tuple[tuple[int, int], ...]
    words: int
    levels: Passing | None
    line: Line | None


class Instruction(NamedTuple):
    """One instruction; its kind determines which of the fields it uses."""

    kind: Kind
    effect: Effect = NO_EFFECT
    steps: tuple[Step, ...] = ()
    slot: int = NOWHERE
    label: Label = Label()
    call: Call | None = None

    @property
    def target(self) -> int:
        """The index that a jump goes to, or the slot that a draw writes."""
        return self.label.place


@dataclass(slots=True)
class Writer:
    """Emits the flat code of one function.

    Attributes
    ----------
    drawing : the `id` of each node that may draw, where runs stop before they do; where it is
        empty no run stops, and what instructions read and write is not recorded
    line : the source and line of the node that is being emitted; None outside of nodes
    fails : the source and line of which a failure is told; None where only the caller has one
    """

    layout: Layout
    drawing: frozenset[int]
    instructions: list[Instruction] = field(default_factory=list)
    line: Line | None = None
    fails: Line | None = None

    def draws(self, node: Node) -> bool:
        """Return whether runs may stop in a node."""
        return id(node) in self.drawing

    def variables(self, operands: Iterable[Operand]) -> frozenset[int]:
        """Return the slots of the operands, except those of literals, which never change."""
        if not self.drawing:
            return frozenset()
        return frozenset([self.layout.slot(v) for v in operands if not isinstance(v, Const)])

    def run(self, steps: Sequence[Step], reads: Iterable[int] = (), writes: Iterable[int] = (),
            holds: Iterable[int] = (),
            fetches: Iterable[tuple[int, int]] = ()) -> None:  # fmt: skip
        """Emit steps as one instruction, with the slots that they touch."""
        if steps:
            effect = NO_EFFECT
            if self.drawing:
                effect = Effect(frozenset(reads), frozenset(holds), frozenset(fetches),
                                frozenset(writes))  # fmt: skip
            self.instructions.append(Instruction(Kind.RUN, effect, self.placed(steps)))

    def placed(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Record from which source line steps come."""
        program = self.layout.program
        if self.line is not None and program.ledger is not None:
            steps = program.ledger.placed(list(steps), self.line)
        if self.fails is not None:
            for step in steps:
                program.where[step] = self.fails
        return tuple(steps)

    def jump(self, label: Label) -> None:
        """Emit an unconditional jump."""
        self.instructions.append(Instruction(Kind.JUMP, label=label))

    def jump_if(self, slot: int, holds: bool, label: Label) -> None:
        """Emit a jump that is taken if a slot is `holds`."""
        kind = Kind.WHEN if holds else Kind.UNLESS
        effect = Effect(frozenset([slot]))
        self.instructions.append(Instruction(kind, effect, slot=slot, label=label))

    def put(self, label: Label) -> None:
        """Bind a label to the next instruction."""
        label.place = len(self.instructions)

    def head(self, node: Node) -> Label:
        """Emit the head of a loop, where runs in equal states are merged if it may draw."""
        label = Label(len(self.instructions))
        if self.draws(node):
            self.instructions.append(Instruction(Kind.HEAD))
        return label
