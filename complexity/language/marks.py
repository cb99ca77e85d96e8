"""The marks of a program: `candidate(x)` returns x and records that a candidate was evaluated.

A mark is a node without operands and results, in the region in which `candidate` was written: each
execution of the region counts it. It is free in every measure but the one that it feeds, and it
hinders no rewrite: marks keep nothing alive, and equal nodes are merged whatever their marks. Of
such nodes the one with the most marks is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .graph import Graph, Node, rebuilt
from .ops import OPS
from .stack_room import deep


def is_mark(node: Node) -> bool:
    """Return whether a node is a mark."""
    return not OPS[node.op].coded


def marks(nodes: Sequence[Node]) -> list[Node]:
    """Return the marks of a region, in the order of their lines."""
    return sorted(filter(is_mark, nodes), key=lambda node: node.line)


def without_marks(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes of a region that are not marks, in their order."""
    return [node for node in nodes if not is_mark(node)]


def marks_within(node: Node) -> list[int]:
    """Count the marks in the regions of a node: all, then those of each depth, outer first."""
    depths: list[int] = []
    regions = node.regions
    while regions:
        inner = [one for region in regions for one in region.nodes]
        depths.append(sum(map(is_mark, inner)))
        regions = tuple(region for one in inner for region in one.regions)
    return [sum(depths), *depths]


@deep
def stripped(graph: Graph) -> Graph:
    """Remove the marks of a program's own functions; return the same object if there are none."""
    functions = tuple(
        function
        if function.given
        else replace(function, body=rebuilt(function.body, lambda node: without_marks([node])))
        for function in graph.functions
    )
    return Graph(functions) if functions != graph.functions else graph
