"""Numbering of values from 0, in the order of definition: a node before its regions."""

from __future__ import annotations

from ..graph import Node, Operand, Region


def numbered(region: Region, names: dict[int, int]) -> Region:
    """Number the values of a region in the order of their definition."""
    for param in region.params:
        names[param] = len(names)
    nodes = tuple(_numbered_node(node, names) for node in region.nodes)
    params = tuple(names[param] for param in region.params)
    return Region(params, region.param_types, nodes, _renamed(region.results, names))


def _numbered_node(node: Node, names: dict[int, int]) -> Node:
    for out in node.outs:
        names[out] = len(names)
    regions = tuple(numbered(region, names) for region in node.regions)
    outs = tuple(names[out] for out in node.outs)
    args = _renamed(node.args, names)
    return Node(node.op, args, outs, node.types, node.payload, regions, node.line, node.also)


def _renamed(operands: tuple[Operand, ...], names: dict[int, int]) -> tuple[Operand, ...]:
    return tuple(names[value] if isinstance(value, int) else value for value in operands)
