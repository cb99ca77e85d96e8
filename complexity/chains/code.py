"""Flat code: a program as instructions that can stop at a draw and be resumed there.

A run of the prepared machine lives on Python's call stack, so it cannot be suspended. Here regions
that may draw become a sequence of instructions with jumps, and calls that may draw use an explicit
stack. Whatever does not draw stays a step of the prepared machine (`machine.regions`), so meaning
and cost are the same by construction; only control is rendered again (`control`, `loops`).

Each instruction declares what it reads and writes, from which `windows` computes liveness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ..language.graph import Const, Node, Operand, Region
from ..language.meanings import empty_draw
from ..machine.accounts import Row
from ..machine.liveness import Life, NodeLife
from ..machine.regions import account, claim, constant_charge, node_steps, release, runner
from ..machine.sites import Code, Frame, Layout, Site, Step

NOWHERE = -1


class Kind(IntEnum):
    """What an instruction does."""

    RUN = 0  # steps of the machine
    JUMP = 1  # to the target
    UNLESS = 2  # to the target where the slot is false
    WHEN = 3  # to the target where the slot is true
    DRAW = 4  # a number below the slot's into the target: after its steps the run may stop
    HEAD = 5  # a loop goes on: the run may stop here
    CALL = 6  # the target's code, in a frame of its own
    RETURN = 7  # to the caller


@dataclass(frozen=True, slots=True)
class Effect:
    """The slots of a frame that an instruction reads and writes.

    Attributes
    ----------
    reads : slots whose values it depends on
    holds : slots of lists of which it uses only the length and the reference count
    fetches : (list slot, index slot) pairs: it depends on the elements from that index on
    writes : slots that it overwrites
    """

    reads: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()
    fetches: frozenset[tuple[int, int]] = frozenset()
    writes: frozenset[int] = frozenset()


@dataclass(slots=True)
class Label:
    """A position in the code that jumps refer to before it is known."""

    place: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Call:
    """How a call passes arguments and takes results.

    Attributes
    ----------
    code : the index of the function's code
    args : the slots of the arguments, and whether each is moved
    results : for each result, its slot in the callee and its slot in the caller
    words : live words of the caller while the callee runs
    """

    code: int
    args: tuple[tuple[int, bool], ...]
    results: tuple[tuple[int, int], ...]
    words: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; its kind determines which of the fields it uses."""

    kind: Kind
    effect: Effect = Effect()
    steps: tuple[Step, ...] = ()
    slot: int = NOWHERE
    label: Label = field(default_factory=Label)
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
    drawing : the `id` of each node that may draw
    rules : for each control op, the function that emits its code
    """

    layout: Layout
    drawing: frozenset[int]
    rules: Mapping[str, Callable[[Writer, Site], None]]
    instructions: list[Instruction] = field(default_factory=list)

    @property
    def codes(self) -> list[Code]:
        """The prepared code of every function of the program."""
        return self.layout.program.codes

    def draws(self, node: Node) -> bool:
        """Return whether a node may draw."""
        return id(node) in self.drawing

    def variables(self, operands: Iterable[Operand]) -> frozenset[int]:
        """Return the slots of the operands, except those of literals, which never change."""
        return frozenset(self.layout.slot(v) for v in operands if not isinstance(v, Const))

    def run(self, steps: Sequence[Step], reads: Iterable[int] = (), writes: Iterable[int] = (),
            holds: Iterable[int] = (),
            fetches: Iterable[tuple[int, int]] = ()) -> None:  # fmt: skip
        """Emit machine steps as one instruction, with the slots that they touch."""
        if steps:
            effect = Effect(frozenset(reads), frozenset(holds), frozenset(fetches),
                            frozenset(writes))  # fmt: skip
            self.instructions.append(Instruction(Kind.RUN, effect, tuple(steps)))

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

    def head(self) -> Label:
        """Emit the head of a loop, where runs in equal states are merged."""
        label = Label(len(self.instructions))
        self.instructions.append(Instruction(Kind.HEAD))
        return label

    def moved_in(self, steps: Sequence[Step], operands: Sequence[Operand],
                 targets: Sequence[int]) -> None:  # fmt: skip
        """Emit the steps that `control.assign` made for some operands and targets."""
        self.run(steps, self.variables(operands), targets)

    def release(self, values: Sequence[int]) -> None:
        """Emit the release of lists that are dead."""
        self.run(release(self.layout, values), holds=self.variables(values))

    def enter(self, region: Region, life: Life, executions: int, charge: int = 0) -> None:
        """Emit the entry of a region: its constant charges and its first memory claim."""
        charge += sum(constant_charge(node, self.layout.deciding) for node in region.nodes)
        self.run([runner(self.layout, [], executions, charge, life.need)])

    def body(self, region: Region, life: Life, executions: int) -> None:
        """Emit the nodes of a region, and its first memory claim where lists are dropped."""
        self.release(life.dropped)
        if life.then is not None:
            self.run([claim(self.layout.program.meter, life.then)])
        for node, node_life in zip(region.nodes, life.nodes, strict=True):
            if self.draws(node):
                self.drawn(node, node_life, executions)
            else:
                self.plain(node, node_life, executions)

    def plain(self, node: Node, life: NodeLife, executions: int) -> None:
        """Emit a node that cannot draw, as steps of the prepared machine."""
        layout = self.layout
        steps = node_steps(layout, node, life, NOWHERE, executions)
        layout.program.where.update(dict.fromkeys(steps, (node.line, layout.function.source)))
        reads = self.variables(layout.captures.used(node))
        self.run(steps, reads, self.variables(node.outs), self.variables(life.released))

    def site(self, node: Node, life: NodeLife, executions: int) -> Site:
        """Gather what the steps of a node need to know."""
        layout = self.layout
        return Site(node, layout, life, layout.slots_of(node.args), layout.types_at(node.args),
                    layout.slots_of(node.outs), NOWHERE, executions,
                    layout.program.accounts.counter())  # fmt: skip

    def drawn(self, node: Node, life: NodeLife, executions: int) -> None:
        """Emit a node that draws, or whose regions or callee may draw."""
        site = self.site(node, life, executions)
        first = len(self.instructions)
        if node.op == "randrange":
            self.randrange(site)
        else:
            self.rules[node.op](self, site)
        self.release(life.released)
        if life.need is not None:
            self.run([claim(self.layout.program.meter, life.need)])
        where, line = self.layout.program.where, (node.line, self.layout.function.source)
        for instruction in self.instructions[first:]:
            for step in instruction.steps:
                where.setdefault(step, line)

    def randrange(self, site: Site) -> None:
        """Emit a draw."""
        self.record(account(site))
        (bound,), (out,) = site.args, site.outs

        def check(frame: Frame) -> None:
            if frame[bound] <= 0:
                raise empty_draw(frame[bound])

        effect = Effect(self.variables(site.node.args), writes=frozenset([out]))
        draw = Instruction(Kind.DRAW, effect, (check,), slot=bound, label=Label(out))
        self.instructions.append(draw)

    def record(self, row: Row) -> None:
        """Add a row to the accounts."""
        self.layout.program.accounts.rows.append(row)
