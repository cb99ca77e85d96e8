"""When values die: last uses, moves and live scalar words of each region, known before a run.

A value dies after its last use in the schedule; a region's results are used at its end. A list
that dies as an operand that is kept (an update's container, an element that is stored, an argument
of a call, an initial state) is *moved*: its reference changes hands. Any other list that dies is
released after the node. A value that a loop's regions capture lives through the loop and is never
moved inside; one that only the arms of a branch use for the last time dies inside them.

The words of scalars are therefore known beforehand. A *stretch* is a run of nodes that touch no
cell; `need` is the most scalar words of its region that are live within it.
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
    """What dies at a node.

    Attributes
    ----------
    moved : positions of operands whose reference the node takes over
    released : lists that die here and are not moved
    inherited : values that die inside a branch's arms
    during : scalar words of the region that are live at the node, its operands and outs included
    held : those that are live while the node's nested regions run
    need : of the stretch that follows the node; None where the node itself lies in a stretch
    """

    moved: frozenset[int]
    released: tuple[int, ...]
    inherited: tuple[int, ...]
    during: int
    held: int
    need: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """What dies in a region.

    Attributes
    ----------
    need : of the entry, and of the stretch that follows unless lists are dropped
    dropped : lists that it owns and never uses: they die at the entry
    then : of the stretch that follows where lists are dropped; else None
    nodes : of each node
    moved : positions of results whose reference leaves the region
    """

    need: int
    dropped: tuple[int, ...]
    then: int | None
    nodes: tuple[NodeLife, ...]
    moved: frozenset[int]


def kept_positions(node: Node) -> Iterable[int]:
    """The operands that a node keeps: it needs a reference of its own to each."""
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
    """The operands that can be moved: dying ones, at the last place, needed nowhere else.

    `also` are values that are used in other ways at the same moment.
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
    """Whether a node changes no cell, so that it lies within a stretch."""
    if node.regions or released or OPS[node.op].group in ("call", "update"):
        return False
    return node.op == "getitem" or not any(isinstance(t, List) for t in node.types)


def is_list(type_: Type) -> bool:
    """Whether values of a type are cells."""
    return isinstance(type_, List)


def type_of(operand: Operand, types: Types) -> Type:
    """The type of an operand."""
    return types[operand] if isinstance(operand, int) else operand.type


def scalars(values: Iterable[int], types: Types) -> int:
    """The words that values hold in their slots."""
    return sum(words_of(types[value]) for value in values)


def last_uses(region: Region, uses: list[set[int]], entering: Iterable[int]) -> dict[int, int]:
    """The place of the last use of each value that dies in a region, if it is used at all.

    Places are those of the nodes; results are used at the place after them. An out that nothing
    uses dies at its own node.
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
    """The life of the values of a region.

    Parameters
    ----------
    inherited : values of the regions around it that die in it, if it uses them at all
    owned : whether its parameters are its own, to be moved or released by it
    background : scalar words that live through all of it beside its own
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
    """What dies at a node before which so many scalar words of its region are live."""
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
