"""Conditional updates of single elements: which results of a branch wait in those elements alone.

A result is elementwise if in both arms it is one and the same outer list after a chain of `setitem`
at addresses that are literals or come from outside the branch; branches of that form may be links
of the chain. Whichever arm is taken, the same addresses wait for the test and the list does not, so
that a conditional swap is as shallow as a minimum and a maximum.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..language.graph import Node, Operand, Region, walk


@dataclass(frozen=True, slots=True)
class Conditional:
    """A list and the addresses at which one of the arms may have changed it."""

    base: int
    addresses: tuple[Operand, ...]


def conditional(node: Node, place: int) -> Conditional | None:
    """What a branch does to the list that is its result at a place, if that is elementwise."""
    inside = {v for arm in node.regions for inner in walk(arm) for v in inner.outs}
    return joined(node, place, inside)


def joined(node: Node, place: int, inside: set[int]) -> Conditional | None:
    """The same of a branch within a larger one, inside which these values are defined."""
    yes, no = (trace(arm, arm.results[place], inside) for arm in node.regions)
    if yes is None or no is None or yes.base != no.base:
        return None
    return Conditional(yes.base, tuple(dict.fromkeys(yes.addresses + no.addresses)))


def trace(arm: Region, operand: Operand, inside: set[int]) -> Conditional | None:
    """The outer list that a value of an arm comes from, and the addresses changed on the way."""
    makers = {out: node for node in arm.nodes for out in node.outs}
    addresses: tuple[Operand, ...] = ()
    while isinstance(operand, int) and operand in makers:
        node = makers[operand]
        if node.op == "setitem" and not node.payload and node.args[1] not in inside:
            addresses += (node.args[1],)
            operand = node.args[0]
        elif node.op == "branch":
            link = joined(node, node.outs.index(operand), inside)
            if link is None:
                return None
            addresses += link.addresses
            operand = link.base
        else:
            return None
    return Conditional(operand, addresses) if isinstance(operand, int) else None
