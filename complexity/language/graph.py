"""The program graph: functions, regions and nodes over immutable values.

A value is named by an integer that is unique within its function. An operand is such a name or a
`Const`. A region lists its nodes in a topological order and may refer to the values of the
regions around it. After `normalise`, two isomorphic graphs are equal (`==`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .types import BOOL, INT, List, Type

Scalar = int | bool


@dataclass(frozen=True, slots=True)
class Const:
    """A literal: a scalar, or a table of scalars (a tuple) where the type is a list."""

    value: Scalar | tuple[Scalar, ...]
    type: Type


Operand = int | Const
Payload = None | int | bool | tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Region:
    """A scope: typed parameters, nodes in a topological order, and results."""

    params: tuple[int, ...]
    param_types: tuple[Type, ...]
    nodes: tuple[Node, ...]
    results: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One application of an op of the table to operands, with what it yields.

    Attributes
    ----------
    op : a key of `ops.OPS`
    args : the operands
    outs, types : the names and the types of the values that it yields
    payload : what the op's row says: nothing, a count, a depth, a mask, a function's index
    regions : the nested regions of structured control
    line : the source line that the node is charged to, 0 where none is known
    also : where it was made of several nodes, the other source lines that it came from, ascending.
        Lines are no part of a node's identity
    """

    op: str
    args: tuple[Operand, ...]
    outs: tuple[int, ...]
    types: tuple[Type, ...]
    payload: Payload = None
    regions: tuple[Region, ...] = ()
    line: int = field(default=0, compare=False)
    also: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Function:
    """A named region. `given` marks a word of the reference language: its bits are free.

    Attributes
    ----------
    names : for each value that has some, the names that the program gave it, in alphabetical
        order: several where values were merged. A name of a function that was written in place
        stands after that function's name and a point
    lost : the names whose values were all erased, in alphabetical order: no value holds them
    """

    name: str = field(compare=False)
    body: Region
    result_types: tuple[Type, ...]
    source: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    given: bool = False
    word: str = ""
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict, compare=False)
    lost: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Graph:
    """A program: its functions, the entry first; a call's payload is an index into them."""

    functions: tuple[Function, ...]

    @property
    def entry(self) -> Function:
        """The function that a run calls."""
        return self.functions[0]


TRUE, FALSE = Const(True, BOOL), Const(False, BOOL)


def literal(value: int) -> Const:
    """An integer literal."""
    return Const(value, INT)


def table(values: tuple[Scalar, ...], element: Type) -> Const:
    """A literal list of scalars."""
    return Const(values, List(element))


def lines_of(node: Node) -> tuple[int, ...]:
    """The source lines that a node came from, the one that it is charged to first."""
    return (node.line, *node.also) if node.line else node.also


def merged(node: Node, other: Node) -> Node:
    """A node that stands for another as well: it keeps the lines of both, and charges its own."""
    line = node.line or other.line
    also = tuple(sorted({*node.also, *lines_of(other)} - {line}))
    return node if (line, also) == (node.line, node.also) else replace(node, line=line, also=also)


def walk(region: Region) -> Iterator[Node]:
    """All nodes of a region and of the regions nested in it, outer before inner."""
    for node in region.nodes:
        yield node
        for inner in node.regions:
            yield from walk(inner)


def callees(region: Region) -> Iterator[int]:
    """The functions that a region calls, in order, with repetition."""
    for node in walk(region):
        if node.op == "call" and isinstance(node.payload, int):
            yield node.payload


def references(node: Node) -> Iterator[int]:
    """The values that a node uses, those of its nested regions included (with repetition).

    Values that are defined inside its nested regions are left out.
    """
    for arg in node.args:
        if isinstance(arg, int):
            yield arg
    for region in node.regions:
        yield from captured(region)


def captured(region: Region) -> Iterator[int]:
    """The values of surrounding regions that a region uses (with repetition)."""
    own = set(region.params)
    for node in region.nodes:
        yield from (value for value in references(node) if value not in own)
        own.update(node.outs)
    yield from (value for value in region.results if isinstance(value, int) and value not in own)
