"""The marks of a program: `candidate(x)` is x, and says that one candidate was evaluated."""

from __future__ import annotations

from dataclasses import replace

from .deep import deep
from .graph import Function, Graph, Node, Operand, Region, walk
from .normal import normalise
from .ops import OPS


@deep
def unmarked(graph: Graph) -> Graph:
    """The normal form of a graph without the marks of its own functions.

    A mark is free in every measure but the one that it feeds, so a program is coded without its
    marks. Given functions are coded by name and stay as they are.
    """
    functions = tuple(f if f.given else _function(f) for f in graph.functions)
    changed = any(new is not old for new, old in zip(functions, graph.functions, strict=True))
    return normalise(Graph(functions)) if changed else graph


def _function(function: Function) -> Function:
    stands_for: dict[int, Operand] = {}
    for node in walk(function.body):
        if not OPS[node.op].coded:
            (out,), (arg,) = node.outs, node.args
            stands_for[out] = stands_for.get(arg, arg) if isinstance(arg, int) else arg
    if not stands_for:
        return function
    return replace(function, body=_region(function.body, stands_for))


def _region(region: Region, stands_for: dict[int, Operand]) -> Region:
    nodes = tuple(_node(node, stands_for) for node in region.nodes if OPS[node.op].coded)
    return replace(region, nodes=nodes, results=_operands(region.results, stands_for))


def _node(node: Node, stands_for: dict[int, Operand]) -> Node:
    regions = tuple(_region(region, stands_for) for region in node.regions)
    return replace(node, args=_operands(node.args, stands_for), regions=regions)


def _operands(operands: tuple[Operand, ...], stands_for: dict[int, Operand]) -> tuple[Operand, ...]:
    return tuple(stands_for.get(x, x) if isinstance(x, int) else x for x in operands)
