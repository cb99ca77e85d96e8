"""Flat code: a program as instructions that can stop at a draw and go on from there.

A run of the prepared machine nests in Python's own calls, so it cannot be left midway. Here the
regions that may draw are laid out as instructions with jumps, and calls that may draw keep a stack
of their own. What does not draw is one step of that machine, as `machine.regions` makes it, so that
meaning and cost are the same; only control is written again (`control`, `loops`).

Each instruction says what it reads and writes, for `windows` to tell which values still matter.
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
    """Which slots an instruction touches.

    Attributes
    ----------
    reads : slots whose values it depends on
    holds : slots of lists whose length and references alone it depends on
    fetches : slots of a list and of an index: it depends on the elements from that index on
    writes : slots that have a new value afterwards
    """

    reads: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()
    fetches: frozenset[tuple[int, int]] = frozenset()
    writes: frozenset[int] = frozenset()


@dataclass(slots=True)
class Label:
    """A place in the code that jumps go to."""

    place: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Call:
    """How a call hands over.

    Attributes
    ----------
    code : the index of the function's code
    args : the slots of the arguments, and whether each is moved
    results : for each result, its slot in the callee and its slot in the caller
    words : live in the caller while the callee runs
    """

    code: int
    args: tuple[tuple[int, bool], ...]
    results: tuple[tuple[int, int], ...]
    words: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; which fields it uses is a matter of its kind."""

    kind: Kind
    effect: Effect = Effect()
    steps: tuple[Step, ...] = ()
    slot: int = NOWHERE
    label: Label = field(default_factory=Label)
    call: Call | None = None

    @property
    def target(self) -> int:
        """Where a jump goes, or where a draw is put."""
        return self.label.place


@dataclass(slots=True)
class Writer:
    """Writes the flat code of one function.

    Attributes
    ----------
    drawing : the identities of the nodes that may draw
    rules : how control that may draw is laid out, by op
    """

    layout: Layout
    drawing: frozenset[int]
    rules: Mapping[str, Callable[[Writer, Site], None]]
    instructions: list[Instruction] = field(default_factory=list)

    @property
    def codes(self) -> list[Code]:
        """The codes of all functions."""
        return self.layout.program.codes

    def draws(self, node: Node) -> bool:
        """Whether a node may draw."""
        return id(node) in self.drawing

    def variables(self, operands: Iterable[Operand]) -> frozenset[int]:
        """The slots of operands that are not literals: those never change."""
        return frozenset(self.layout.slot(v) for v in operands if not isinstance(v, Const))

    def run(self, steps: Sequence[Step], reads: Iterable[int] = (), writes: Iterable[int] = (),
            holds: Iterable[int] = (),
            fetches: Iterable[tuple[int, int]] = ()) -> None:  # fmt: skip
        """Steps, and what they touch."""
        if steps:
            effect = Effect(frozenset(reads), frozenset(holds), frozenset(fetches),
                            frozenset(writes))  # fmt: skip
            self.instructions.append(Instruction(Kind.RUN, effect, tuple(steps)))

    def jump(self, label: Label) -> None:
        """Goes on elsewhere."""
        self.instructions.append(Instruction(Kind.JUMP, label=label))

    def jump_if(self, slot: int, holds: bool, label: Label) -> None:
        """Goes on elsewhere if a slot is true, or if it is not."""
        kind = Kind.WHEN if holds else Kind.UNLESS
        effect = Effect(frozenset([slot]))
        self.instructions.append(Instruction(kind, effect, slot=slot, label=label))

    def put(self, label: Label) -> None:
        """The place that a label means."""
        label.place = len(self.instructions)

    def head(self) -> Label:
        """The head of a loop, where runs that are alike meet."""
        label = Label(len(self.instructions))
        self.instructions.append(Instruction(Kind.HEAD))
        return label

    def moved_in(self, steps: Sequence[Step], operands: Sequence[Operand],
                 targets: Sequence[int]) -> None:  # fmt: skip
        """Steps of `control.assign`."""
        self.run(steps, self.variables(operands), targets)

    def release(self, values: Sequence[int]) -> None:
        """Drops the references to lists that died."""
        self.run(release(self.layout, values), holds=self.variables(values))

    def enter(self, region: Region, life: Life, executions: int, charge: int = 0) -> None:
        """The entry of a region: its charges and its first claim."""
        charge += sum(constant_charge(node, self.layout.deciding) for node in region.nodes)
        self.run([runner(self.layout, [], executions, charge, life.need)])

    def body(self, region: Region, life: Life, executions: int) -> None:
        """The nodes of a region, and the claim of its first stretch where lists are dropped."""
        self.release(life.dropped)
        if life.then is not None:
            self.run([claim(self.layout.program.meter, life.then)])
        for node, node_life in zip(region.nodes, life.nodes, strict=True):
            if self.draws(node):
                self.drawn(node, node_life, executions)
            else:
                self.plain(node, node_life, executions)

    def plain(self, node: Node, life: NodeLife, executions: int) -> None:
        """A node that does not draw: steps of the machine."""
        layout = self.layout
        steps = node_steps(layout, node, life, NOWHERE, executions)
        layout.program.where.update(dict.fromkeys(steps, (node.line, layout.function.source)))
        reads = self.variables(layout.captures.used(node))
        self.run(steps, reads, self.variables(node.outs), self.variables(life.released))

    def site(self, node: Node, life: NodeLife, executions: int) -> Site:
        """What the steps of a node need to know."""
        layout = self.layout
        return Site(node, layout, life, layout.slots_of(node.args), layout.types_at(node.args),
                    layout.slots_of(node.outs), NOWHERE, executions,
                    layout.program.accounts.counter())  # fmt: skip

    def drawn(self, node: Node, life: NodeLife, executions: int) -> None:
        """A node that draws, or whose regions or whose function do."""
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
        """A draw."""
        self.record(account(site))
        (bound,), (out,) = site.args, site.outs

        def check(frame: Frame) -> None:
            if frame[bound] <= 0:
                raise empty_draw(frame[bound])

        effect = Effect(self.variables(site.node.args), writes=frozenset([out]))
        draw = Instruction(Kind.DRAW, effect, (check,), slot=bound, label=Label(out))
        self.instructions.append(draw)

    def record(self, row: Row) -> None:
        """One more account."""
        self.layout.program.accounts.rows.append(row)
