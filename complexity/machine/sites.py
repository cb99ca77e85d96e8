"""The context of a step: the layout of its frame, and the node that it runs.

A frame is a list. Each value of a function, each literal and each hidden register has a slot: its
value is at `frame[slot]` and, where levels are metered, its level is at `frame[~slot]`, counted
from the end. A step is a function of the frame alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..language.captures import Captures
from ..language.decisions import deciding
from ..language.graph import Const, Function, Node, Operand, Region
from ..language.types import List, Type, spell
from ..semantics.results import Line
from .accounts import Accounts
from .cells import Meter, constant
from .ledger import Ledger
from .liveness import NodeLife, Types, type_of

Frame = list[Any]
Step = Callable[[Frame], None]


# a stretch of code without jumps (see `blocks`): its steps, the slot of a test, and what follows
Block = list[Any]


@dataclass(slots=True)
class Code:
    """A prepared function: its first block, and the frame that a call copies.

    Arguments and then results take the first slots; `control` is the slot after them.
    """

    template: Frame = field(default_factory=list)
    block: Block = field(default_factory=list)
    control: int = 0


@dataclass(slots=True)
class Program:
    """What all functions of a program share while they are prepared.

    Attributes
    ----------
    where : for each step of a node, its source and line, for error messages
    """

    meter: Meter
    accounts: Accounts
    ledger: Ledger | None
    codes: list[Code]
    where: dict[Step, Line] = field(default_factory=dict)


class Layout:
    """The slots of one function's frame, and the types of its values.

    Attributes
    ----------
    around : for each version of a list that a branch changes elementwise, the slot of the level of
        the control around the outermost such branch
    deciding : the values of branches that only decide other control (`language.decisions`)
    """

    def __init__(self, program: Program, function: Function) -> None:
        self.program, self.function = program, function
        self.captures, self.types = Captures(), types_of(function.body)
        self.deciding = deciding(function.body)
        self.values: list[Any] = []
        self.slots: dict[int, int] = {}
        self.literals: dict[tuple[str, Any], int] = {}
        self.around: dict[int, int] = {}

    def hidden(self, value: Any = None) -> int:
        """Allocate a slot that belongs to no value of the program."""
        self.values.append(value)
        return len(self.values) - 1

    def slot(self, operand: Operand) -> int:
        """Return the slot of a value or of a literal."""
        if isinstance(operand, Const):
            key = spell(operand.type), operand.value
            if key not in self.literals:
                self.literals[key] = self.hidden(constant(operand.value))
            return self.literals[key]
        if operand not in self.slots:
            self.slots[operand] = self.hidden()
        return self.slots[operand]

    def slots_of(self, operands: Sequence[Operand]) -> tuple[int, ...]:
        """Return the slots of several operands."""
        return tuple(self.slot(operand) for operand in operands)

    def unify(self, *names: Sequence[int]) -> None:
        """Give the values that are one loop variable (state, parameters, out) a single slot."""
        for same in zip(*names, strict=True):
            place = self.slot(same[0])
            for value in same:
                self.slots[value] = place

    def types_at(self, operands: Sequence[Operand]) -> tuple[Type, ...]:
        """Return the types of several operands."""
        return tuple(type_of(operand, self.types) for operand in operands)


@dataclass(frozen=True, slots=True)
class Site:
    """One node, with the slots of its operands and outs and its liveness.

    Attributes
    ----------
    control : the slot of the level of the control that reaches the region
    executions : the counter of the region's executions
    charges : the counter of the node's charges that depend on a size
    """

    node: Node
    layout: Layout
    life: NodeLife
    args: tuple[int, ...]
    types: tuple[Type, ...]
    outs: tuple[int, ...]
    control: int
    executions: int
    charges: int

    @property
    def meter(self) -> Meter:
        """The meter of the run."""
        return self.layout.program.meter

    @property
    def ledger(self) -> Ledger:
        """The ledger of levels, where they are metered."""
        assert self.layout.program.ledger is not None
        return self.layout.program.ledger


def types_of(body: Region) -> Types:
    """Return the types of all values of a function, by name."""
    types: Types = {}
    pending = [body]
    while pending:
        region = pending.pop()
        types.update(zip(region.params, region.param_types, strict=True))
        for node in region.nodes:
            types.update(zip(node.outs, node.types, strict=True))
            pending += node.regions
    return types


def path_length(node: Node) -> int:
    """Return how many lists enclose the one that an update changes."""
    return node.payload if isinstance(node.payload, int) else 0


def is_nested(type_: Type) -> bool:
    """Return whether the elements of a type are lists themselves."""
    return isinstance(type_, List) and isinstance(type_.element, List)


def waits(site: Site) -> tuple[int, ...]:
    """Return the level slots for which an op waits; literals are always ready."""
    known = [~slot for slot, arg in zip(site.args, site.node.args, strict=True)
             if not isinstance(arg, Const)]  # fmt: skip
    return tuple(dict.fromkeys((*known, ~site.control)))
