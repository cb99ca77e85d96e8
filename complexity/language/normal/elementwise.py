"""Conditional updates of single elements: branches that change only known elements of a list.

A result of a branch is elementwise if in both arms it is the same outer list after a chain of
`setitem` at addresses that are literals or come from outside the branch; branches of the same form
may be links of the chain. Whichever arm is taken, only the elements at these addresses wait for the
test, and the list does not, so that a conditional swap is as shallow as a minimum and a maximum. In
a nested list the address of an element is a path: `grid[i][j] = v` changes that element and no
other of its row. A row that an arm takes from its list, or puts into it, is an element of that
list.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import Node, Operand, Region, walk

Address = tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """The changes that the arms of a branch make to one list.

    Attributes
    ----------
    base : the list before the branch
    addresses : the elements that either arm may change, each a path from the outside in
    versions : the values in the arms that are the list after some of the changes
    """

    base: int
    addresses: tuple[Address, ...]
    versions: tuple[int, ...]


def conditional(node: Node, place: int) -> Conditional | None:
    """Return the changes to the list that is a branch's result, or None if not elementwise."""
    inside = {v for arm in node.regions for inner in walk(arm) for v in inner.outs}
    return joined(node, place, inside)


def joined(node: Node, place: int, inside: set[int]) -> Conditional | None:
    """Do the same for a branch nested in a larger one, which defines the values `inside`."""
    yes, no = (trace(arm, arm.results[place], inside) for arm in node.regions)
    if yes is None or no is None or yes.base != no.base:
        return None
    addresses = tuple(dict.fromkeys(yes.addresses + no.addresses))
    return Conditional(yes.base, addresses, yes.versions + no.versions)


def trace(arm: Region, operand: Operand, inside: set[int]) -> Conditional | None:
    """Trace a value of an arm back to an outer list; return the list and the changes."""
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
