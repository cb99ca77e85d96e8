"""Liveness: last uses, moves and live scalar words of each region, all known before a run.

A value dies after its last use in the schedule; a region's results are used at its end. A list
whose last use is as an operand that the node keeps (an update's container, a stored element, an
argument of a call, an initial state) is *moved*: the node takes over its reference. Any other dying
list is released after the node. A value captured by a loop's regions lives through the loop and is
never moved inside it; one whose last use is in the arms of a branch dies inside the arms.

The live scalar words are therefore static. A *stretch* is a maximal sequence of nodes that change
no cell; its `need` is the maximum of live scalar words of the region within it. One claim per
stretch is enough, because cells do not change in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..language.captures import Captures
from ..language.graph import Node, Operand, Region
from ..language.ops import OPS
from ..language.types import List, Type
from .cells import words_of

Types = dict[int, Type]


@dataclass(frozen=True, slots=True)
class NodeLife:
    """The values that die at a node, and the scalar words live around it.

    Attributes
    ----------
    moved : positions of operands whose reference the node takes over
    released : lists that die here and are not moved
    inherited : values that die inside a branch's arms
    during : scalar words of the region live at the node, including its operands and outs
    held : scalar words of the region live while the node's nested regions run
    need : the need of the stretch after the node; None where the node itself lies in a stretch
    """

    moved: frozenset[int]
    released: tuple[int, ...]
    inherited: tuple[int, ...]
    during: int
    held: int
    need: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """The liveness of a region.

    Attributes
    ----------
    need : scalar words live at the entry, and in the first stretch unless lists are dropped
    dropped : lists that the region owns and never uses, which die at the entry
    then : the need of the first stretch where lists are dropped, else None
    nodes : the liveness of each node
    moved : positions of results whose reference leaves the region
    """

    need: int
    dropped: tuple[int, ...]
    then: int | None
    nodes: tuple[NodeLife, ...]
    moved: frozenset[int]


def kept_positions(node: Node) -> Iterable[int]:
    """Return the positions of operands to which a node keeps a reference of its own."""
    every = range(len(node.args))
    match node.op:
        case "call" | "while" | "make":
            return every
        case "for":
            assert isinstance(node.payload, tuple)
            return every[node.payload[0] :]
        case "branch":
            return (0,)
        case op:
            changed = OPS[op].group == "update"
            return (*every[:changed], *(every[-1:] if OPS[op].stores else ()))


def moved_positions(kept: Iterable[int], operands: tuple[Operand, ...], dying: set[int],
                    also: Iterable[int] = ()) -> frozenset[int]:  # fmt: skip
    """Return the positions of operands to move: the last kept use of each dying list.

    `also` holds values that are used otherwise at the same moment, which prevents a move.
    """
    kept = set(kept)
    other = {v for place, v in enumerate(operands) if place not in kept} | set(also)
    last: dict[int, int] = {}
    for place in sorted(kept):
        value = operands[place]
        if isinstance(value, int) and value in dying and value not in other:
            last[value] = place
    return frozenset(last.values())


def is_static(node: Node, types: Types, released: tuple[int, ...]) -> bool:
    """Return whether a node changes no cell, so that it lies within a stretch."""
    if node.regions or released or OPS[node.op].group in ("call", "update"):
        return False
    return node.op == "getitem" or not any(isinstance(t, List) for t in node.types)


def is_list(type_: Type) -> bool:
    """Return whether values of a type are cells."""
    return isinstance(type_, List)


def type_of(operand: Operand, types: Types) -> Type:
    """Return the type of an operand."""
    return types[operand] if isinstance(operand, int) else operand.type


def scalars(values: Iterable[int], types: Types) -> int:
    """Return the words that values occupy in their slots."""
    return sum(words_of(types[value]) for value in values)


def last_uses(region: Region, uses: list[set[int]], entering: Iterable[int]) -> dict[int, int]:
    """Map each value that dies in a region and is used there to the index of its last use.

    Indices are those of the nodes; results are used at the index after the last node. An out that
    is never used dies at its own node.
    """
    last = {v: place for place, node in enumerate(region.nodes) for v in node.outs}
    mine = {*entering, *last}
    for place, used in enumerate(uses):
        last.update((v, place) for v in used & mine)
    end = len(region.nodes)
    last.update((v, end) for v in region.results if isinstance(v, int) and v in mine)
    return last


def analyse(region: Region, types: Types, captures: Captures, inherited: Iterable[int] = (),
            owned: bool = True, background: int = 0) -> Life:  # fmt: skip
    """Analyse the liveness of a region.

    Parameters
    ----------
    inherited : values of enclosing regions that die in this one
    owned : whether the region may move and must release its parameters
    background : further scalar words that live throughout the region
    """
    params, inherited = region.params if owned else (), tuple(inherited)
    uses = [captures.used(node) for node in region.nodes]
    last = last_uses(region, uses, (*params, *inherited))
    running = background + scalars((v for v in (*params, *inherited) if v in last), types)
    needs = [running + scalars((v for v in params if v not in last), types)]
    dropped = tuple(v for v in (*params, *inherited) if v not in last and is_list(types[v]))
    needs += [running] if dropped else []
    nodes: list[NodeLife] = []
    for place, node in enumerate(region.nodes):
        dying = {v for v in (*uses[place], *node.outs) if last.get(v) == place}
        life = node_life(node, dying, types, captures, running)
        nodes.append(life)
        running = life.during - scalars(dying, types)
        if OPS[node.op].group not in ("control", "call"):
            needs[-1] = max(needs[-1], life.during)
        if life.need is not None:
            needs.append(life.need)
    results = sum(words_of(type_of(v, types)) for v in region.results)
    needs[-1] = max(needs[-1], background + results)
    following = iter(needs)
    need, then = next(following), next(following) if dropped else None
    nodes = [n if n.need is None else replace(n, need=next(following)) for n in nodes]
    ending = {v for v, place in last.items() if place == len(nodes)}
    moved = moved_positions(range(len(region.results)), region.results, ending)
    return Life(need, dropped, then, tuple(nodes), moved)


def node_life(node: Node, dying: set[int], types: Types, captures: Captures,
              running: int) -> NodeLife:  # fmt: skip
    """Analyse one node, before which `running` scalar words of its region are live."""
    inner = {v for region in node.regions for v in captures.of(region)}
    inherited = dying & inner if node.op == "branch" else set()
    moved = moved_positions(kept_positions(node), node.args, dying, inner)
    gone = inherited | {v for place in moved if isinstance(v := node.args[place], int)}
    released = tuple(sorted(v for v in dying - gone if is_list(types[v])))
    during = running + scalars(node.outs, types)
    static = is_static(node, types, released)
    need = None if static else during - scalars(dying.difference(node.outs), types)
    held = running - scalars(gone, types)
    return NodeLife(moved, released, tuple(sorted(inherited)), during, held, need)
