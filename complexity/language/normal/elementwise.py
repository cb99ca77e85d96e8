"""Conditional updates of single elements: which results of a branch wait in those elements alone.

A result is elementwise if in both arms it is one and the same outer list after a chain of `setitem`
at addresses that are literals or come from outside the branch; branches of that form may be links
of the chain. Whichever arm is taken, the same addresses wait for the test and the list does not, so
that a conditional swap is as shallow as a minimum and a maximum. The address of an element of a
nested list is a path: `grid[i][j] = v` changes that element alone, and no other of its row. A row
that an arm takes out of its list, or puts into it, is an element of that list and waits as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import Node, Operand, Region, walk

Address = tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """What the arms of a branch do to one list.

    Attributes
    ----------
    base : the list
    addresses : where one of the arms may have changed it, each a path from the outside in
    versions : the values inside the arms that are that list after some of the changes
    """

    base: int
    addresses: tuple[Address, ...]
    versions: tuple[int, ...]


def conditional(node: Node, place: int) -> Conditional | None:
    """What a branch does to the list that is its result at a place, if that is elementwise."""
    inside = {v for arm in node.regions for inner in walk(arm) for v in inner.outs}
    return joined(node, place, inside)


def joined(node: Node, place: int, inside: set[int]) -> Conditional | None:
    """The same of a branch within a larger one, inside which these values are defined."""
    yes, no = (trace(arm, arm.results[place], inside) for arm in node.regions)
    if yes is None or no is None or yes.base != no.base:
        return None
    addresses = tuple(dict.fromkeys(yes.addresses + no.addresses))
    return Conditional(yes.base, addresses, yes.versions + no.versions)


def trace(arm: Region, operand: Operand, inside: set[int]) -> Conditional | None:
    """The outer list that a value of an arm comes from, and the addresses changed on the way."""
    makers = {out: node for node in arm.nodes for out in node.outs}
    addresses: tuple[Address, ...] = ()
    versions: tuple[int, ...] = ()
    while isinstance(operand, int) and operand in makers:
        node = makers[operand]
        versions += (operand,)
        if node.op == "setitem" and inside.isdisjoint(node.args[1:-1]):
            addresses += (node.args[1:-1],)
            operand = node.args[0]
        elif node.op == "branch":
            link = joined(node, node.outs.index(operand), inside)
            if link is None:
                return None
            addresses, versions = addresses + link.addresses, versions + link.versions
            operand = link.base
        else:
            return None
    return Conditional(operand, addresses, versions) if isinstance(operand, int) else None
