"""Elimination of dead nodes, loop states and branch results [1]_.

A value is live if a result depends on it, or a node that may fail or not halt. A state on which
only its own next value depends is dead. The marking visits each value once. The marks of a program
(`marks`) keep nothing alive, and stay as long as the region around them does.

References
----------
.. [1] R. Cytron et al., "Efficiently computing static single assignment form", 1991, section 7.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..effects import Facts, is_safe_alone
from ..graph import Function, Node, Operand, Region, walk
from ..marks import is_mark
from ..shapes import exits, sequences

_Item = TypeVar("_Item")


@dataclass(slots=True)
class _Marking:
    """The liveness found so far; a loop state is represented by the loop's result for it."""

    makers: dict[int, tuple[Node, int]]  # for each result or state, its node and position
    kept: set[int]  # `id` of each node that stays if its region stays
    live: set[int] = field(default_factory=set)
    awake: set[int] = field(default_factory=set)  # the `id` of each live node
    waiting: list[int] = field(default_factory=list)


def sweep(function: Function, known: Facts) -> Function:
    """Remove the dead code of a function; return the same object if there is none."""
    marking = _Marking(_makers(function), set())
    for node in function.body.nodes:
        _note_kept(node, marking, known)
    _demand(marking, function.body.results)
    _wake_kept(marking, function.body)
    while marking.waiting:
        _mark(marking, marking.waiting.pop())
    body = _swept(function.body, marking)
    return function if body is function.body else replace(function, body=body)


def _makers(function: Function) -> dict[int, tuple[Node, int]]:
    makers: dict[int, tuple[Node, int]] = {}
    for node in walk(function.body):
        makers.update((out, (node, at)) for at, out in enumerate(node.outs))
        if node.op in ("while", "for"):
            first = sequences(node.op, node.payload)
            for region in node.regions:
                states = enumerate(region.params[first:])
                makers.update((param, (node, at)) for at, param in states)
    return makers


def _note_kept(node: Node, marking: _Marking, known: Facts) -> bool:
    """Record the nodes, at any depth, that may fail or not halt; return whether this one may."""
    inside = [
        _note_kept(inner, marking, known) for region in node.regions for inner in region.nodes
    ]
    risky = any(inside) or not is_safe_alone(node, known)
    if risky:
        marking.kept.add(id(node))
    return risky


# -- marking -------------------------------------------------------------------------------------


def _demand(marking: _Marking, operands: Sequence[Operand]) -> None:
    for operand in operands:
        if isinstance(operand, int) and operand not in marking.live:
            marking.live.add(operand)
            marking.waiting.append(operand)


def _mark(marking: _Marking, value: int) -> None:
    """Mark what a live value depends on."""
    if value not in marking.makers:
        return
    node, at = marking.makers[value]
    _wake(marking, node)
    if node.op == "branch":
        _demand(marking, [region.results[at] for region in node.regions])
    elif node.op in ("while", "for"):
        first, leave = sequences(node.op, node.payload), exits(node.op, node.payload)
        again = node.regions[-1].results[leave + at]
        _demand(marking, [node.outs[at], node.args[first + at], again])


def _wake(marking: _Marking, node: Node) -> None:
    """Mark what a node depends on in order to run at all."""
    if id(node) in marking.awake:
        return
    marking.awake.add(id(node))
    loop = node.op in ("while", "for")
    _demand(marking, node.args[: sequences(node.op, node.payload)] if loop else node.args)
    for region in node.regions:
        _wake_kept(marking, region)
    match node.op:
        case "branch":
            pass
        case "while" | "for":
            _demand(marking, [*_test(node), *node.regions[-1].results[: _leave(node)]])
        case _:
            for region in node.regions:
                _demand(marking, region.results)


def _wake_kept(marking: _Marking, region: Region) -> None:
    for node in region.nodes:
        if id(node) in marking.kept:
            _wake(marking, node)


def _test(node: Node) -> Sequence[Operand]:
    return node.regions[0].results if node.op == "while" else ()


def _leave(node: Node) -> int:
    return int(exits(node.op, node.payload))


# -- rebuilding ----------------------------------------------------------------------------------


def _swept(region: Region, marking: _Marking) -> Region:
    kept = [node for node in region.nodes if id(node) in marking.awake or is_mark(node)]
    nodes = tuple(_without_dead(node, marking) for node in kept)
    same = len(nodes) == len(region.nodes) and all(map(_is_same, nodes, region.nodes))
    return region if same else replace(region, nodes=nodes)


def _is_same(one: object, other: object) -> bool:
    return one is other


def _without_dead(node: Node, marking: _Marking) -> Node:
    """Return a live node without its dead states or results, its regions swept."""
    if not node.regions:
        return node
    regions = tuple(_swept(region, marking) for region in node.regions)
    if not all(map(_is_same, regions, node.regions)):
        node = replace(node, regions=regions)
    if node.op not in ("branch", "while", "for"):
        return node
    return keep_outs(node, [at for at, out in enumerate(node.outs) if out in marking.live])


def keep_outs(node: Node, kept: Sequence[int]) -> Node:
    """Return a branch or a loop restricted to these results or states, in this order."""
    if list(kept) == list(range(len(node.outs))):
        return node
    first, leave = sequences(node.op, node.payload), _leave(node)
    regions = node.regions
    if node.op == "branch":
        regions = tuple(replace(r, results=_pick(r.results, kept)) for r in regions)
    else:
        body = regions[-1]
        results = body.results[:leave] + _pick(body.results[leave:], kept)
        regions = (*regions[:-1], replace(body, results=results))
        regions = tuple(
            replace(
                region,
                params=region.params[:first] + _pick(region.params[first:], kept),
                param_types=region.param_types[:first] + _pick(region.param_types[first:], kept),
            )
            for region in regions
        )
    args = node.args if node.op == "branch" else node.args[:first] + _pick(node.args[first:], kept)
    outs, types = _pick(node.outs, kept), _pick(node.types, kept)
    return replace(node, args=args, outs=outs, types=types, regions=regions)


def _pick(items: tuple[_Item, ...], kept: Sequence[int]) -> tuple[_Item, ...]:
    return tuple(items[at] for at in kept)
