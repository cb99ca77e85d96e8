"""The program graph: functions, regions and nodes over immutable values.

A value is named by an integer that is unique within its function. An operand is such a name or a
`Const`. A region lists its nodes in a topological order and may refer to the values of enclosing
regions. After `normalise`, two isomorphic graphs are equal (`==`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """One application of an op of the table to operands, with the values that it yields.

    Attributes
    ----------
    op : a key of `ops.OPS`
    args : the operands
    outs, types : the names and the types of the values that it yields
    payload : as the op's row says: nothing, a count, a depth, a mask or a function's index
    regions : the nested regions of structured control
    line : the source line to which the node is charged, 0 where it is unknown
    also : if the node was merged from several, their other source lines, ascending. Lines are not
        part of a node's identity
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
    """A named region. `given` marks a word of the reference language, whose bits are free.

    Attributes
    ----------
    names : for each named value, the names that the program gave it, in alphabetical order: several
        where values were merged. The names of an inlined function are prefixed with that function's
        name and a point
    lost : the names whose values were all erased, in alphabetical order
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
    """A program: its functions, the entry first. The payload of a call is an index into them."""

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
    """Return the source lines of a node, the one that it is charged to first."""
    return (node.line, *node.also) if node.line else node.also


def merged(node: Node, other: Node) -> Node:
    """Return a node that also stands for another: it keeps both lines, and charges its own."""
    line = node.line or other.line
    also = tuple(sorted({*node.also, *lines_of(other)} - {line}))
    return node if (line, also) == (node.line, node.also) else replace(node, line=line, also=also)


def walk(region: Region) -> Iterator[Node]:
    """Yield all nodes of a region and of its nested regions, outer before inner."""
    for node in region.nodes:
        yield node
        for inner in node.regions:
            yield from walk(inner)


def rebuilt(region: Region, rule: Callable[[Node], Iterable[Node]]) -> Region:
    """Return a region with each node replaced by the nodes that a rule makes of it.

    Nested regions are rebuilt before the rule sees their node. Where nothing changes, the same
    objects are returned.
    """
    nodes: list[Node] = []
    for node in region.nodes:
        inner = tuple(rebuilt(nested, rule) for nested in node.regions)
        nodes += rule(node if _same(inner, node.regions) else replace(node, regions=inner))
    return region if _same(nodes, region.nodes) else replace(region, nodes=tuple(nodes))


def _same(made: Sequence[object], before: Sequence[object]) -> bool:
    return len(made) == len(before) and all(map(operator.is_, made, before))


def recalled(function: Function, target: Callable[[int], int]) -> Function:
    """Return a function that calls the function `target(index)` wherever it called `index`."""

    def rule(node: Node) -> list[Node]:
        if node.op != "call" or not isinstance(node.payload, int):
            return [node]
        index = target(node.payload)
        return [node if index == node.payload else replace(node, payload=index)]

    body = rebuilt(function.body, rule)
    return function if body is function.body else replace(function, body=body)


def callees(region: Region) -> Iterator[int]:
    """Yield the functions that a region calls, in order, with repetition."""
    for node in walk(region):
        if node.op == "call" and isinstance(node.payload, int):
            yield node.payload


def references(node: Node) -> Iterator[int]:
    """Yield the values that a node and its nested regions use, with repetition.

    Values defined inside its nested regions are omitted.
    """
    for arg in node.args:
        if isinstance(arg, int):
            yield arg
    for region in node.regions:
        yield from captured(region)


def captured(region: Region) -> Iterator[int]:
    """Yield the outer values that a region uses, with repetition."""
    own = set(region.params)
    for node in region.nodes:
        yield from (value for value in references(node) if value not in own)
        own.update(node.outs)
    yield from (value for value in region.results if isinstance(value, int) and value not in own)
