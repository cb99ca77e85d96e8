"""The ways to make a value: for wanted types, all applications of ops that can yield them.

This is the list of alternatives of DESIGN 5, in the order of the op table. An op has one way, or
several where it yields more than is wanted or its typing leaves something open: one for each choice
of the wanted results, and of the depth at which an update works in its container. A way must be
allowed by the types; whether values for its operands exist is not checked (literals always do).
Where nothing is wanted, only ops that may fail or not halt are ways: the normal form keeps no other
unused node.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..language.failures import IllFormed
from ..language.graph import Node
from ..language.ops import OPS, Op
from ..language.signatures import Bindings, Pattern, match_all, signature
from ..language.types import BOOL, RANGE, List, Type, depth
from .embeddings import embeddings, rank, unrank

Wanted = tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to apply an op so that it yields wanted values.

    Attributes
    ----------
    op : a key of the op table
    outs : the positions of the wanted results, ascending; empty for branches and loops (always the
        first ones) and for `unpack` (chosen with its count)
    depth : how deep in its container an update works, where the wanted types determine it
    function : for a call, the function's position in the table of signatures
    """

    op: str
    outs: tuple[int, ...] = ()
    depth: int | None = None
    function: int | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """The ways to some wanted types, in order: the primitive ways, then the calls.

    Attributes
    ----------
    index : the position of each primitive way
    starts : for each function that has ways, in order: the position of the first, and the function
    """

    wanted: Wanted
    ways: tuple[Way, ...]
    index: dict[Way, int]
    starts: tuple[tuple[int, int], ...]
    size: int


def menu(wanted: Wanted, results: Sequence[Wanted]) -> Menu:
    """Return the ways to wanted types, given the result types of the callable functions."""
    ways = primitive(wanted)
    starts, size = [], len(ways)
    for function, types in enumerate(results):
        number = embeddings(types, wanted)
        if number:
            starts.append((size, function))
            size += number
    index = {way: place for place, way in enumerate(ways)}
    return Menu(wanted, ways, index, tuple(starts), size)


def take(choices: Menu, results: Sequence[Wanted], position: int) -> Way:
    """Return the way at a position of a menu."""
    if position < len(choices.ways):
        return choices.ways[position]
    start, function = choices.starts[bisect_right(choices.starts, (position, len(results))) - 1]
    outs = unrank(results[function], choices.wanted, position - start)
    return Way("call", outs, function=function)


def position_of(choices: Menu, results: Sequence[Wanted], way: Way) -> int | None:
    """Return the position of a way on a menu, or None if it is not on it."""
    if way.function is None:
        return choices.index.get(way)
    for start, function in choices.starts:
        if function == way.function:
            return start + rank(results[function], choices.wanted, way.outs)
    return None


@lru_cache(maxsize=4096)
def primitive(wanted: Wanted) -> tuple[Way, ...]:
    """Return the ways to wanted types that are not calls.

    Examples
    --------
    >>> from complexity.language.types import RANGE
    >>> [way.op for way in primitive((RANGE,))]
    ['upto', 'range', 'steps', 'reversed']
    """
    ops = [op for op in OPS.values() if op.coded and (wanted or _may_be_kept(op))]
    return tuple(way for op in ops for way in _ways(op, wanted))


def _may_be_kept(op: Op) -> bool:
    """Return whether the normal form may keep a node of an op that nothing uses."""
    return op.fails or op.group in ("control", "call")


def way_of(node: Node, outs: tuple[int, ...], function: int | None) -> Way:
    """Return the way in which a node is made, given which of its results are wanted.

    Raises
    ------
    IllFormed
        If the wanted results of control are not its first ones, or not all those of a branch.
    """
    row = OPS[node.op]
    if row.group == "control":
        some = node.op == "branch" and len(outs) < len(node.outs)
        if some or outs != tuple(range(len(outs))):
            raise IllFormed(f"{node.op} in line {node.line} has dead results: normalise first")
        outs = ()
    elif node.op == "unpack":
        outs = ()
    levels = node.payload if row.payload == "DEPTH" and 0 in outs else None
    return Way(node.op, outs, levels if isinstance(levels, int) else None, function)


def _ways(op: Op, wanted: Wanted) -> Iterator[Way]:
    match op.group, op.payload:
        case "call", _:
            return
        case "control", _:
            if _controls(op.name, wanted):
                yield Way(op.name)
        case _, "DEPTH":
            yield from _updates(op, wanted)
        case _, "COUNT" if op.name == "unpack":
            if RANGE not in wanted and len(set(wanted)) <= 1:
                yield Way(op.name)
        case _, "COUNT":
            if _fits(signature(op.name, 1).results, wanted):
                yield Way(op.name, tuple(range(len(wanted))))
        case _, kind:
            results = signature(op.name, 0 if kind == "MASK" else None).results
            for outs in combinations(range(len(results)), len(wanted)):
                if _fits([results[out] for out in outs], wanted):
                    yield Way(op.name, outs)


def _controls(op: str, wanted: Wanted) -> bool:
    """Return whether structured control can yield wanted types, which excludes ranges."""
    if RANGE in wanted:
        return False
    match op:
        case "branch" | "while" | "for":
            return True
        case "map" | "filter":
            return not wanted or (len(wanted) == 1 and isinstance(wanted[0], List))
        case "any" | "all":
            return wanted in ((), (BOOL,))
        case "first" | "min_by" | "max_by":
            return len(wanted) <= 1
    raise ValueError(f"{op} is not control")


def _updates(op: Op, wanted: Wanted) -> Iterator[Way]:
    """Yield the ways of an update: the container is its first result, the element its second."""
    count = len(signature(op.name, 0).results)
    for outs in combinations(range(count), len(wanted)):
        levels = range(depth(wanted[0])) if 0 in outs else [None]
        for level in levels:
            results = signature(op.name, level or 0).results
            if _fits([results[out] for out in outs], wanted):
                yield Way(op.name, outs, level)


def _fits(patterns: Sequence[Pattern], wanted: Wanted) -> bool:
    """Return whether patterns match wanted types, one by one."""
    if not wanted:
        return True
    return match_all(patterns, wanted, Bindings())
