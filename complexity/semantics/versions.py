"""New versions of lists: in place where the old list is dead, else by copying.

An update changes a list, or one that a path of indices leads to inside it. Of the lists on the way,
from the outside in, those are changed in place to which nothing else refers; the first that is
shared is copied, and so are all that follow, for their references are then in two lists.

The spine of the new version waits for the indices, an element that is stored for its own value. All
others keep their levels, also those that an insertion shifts: an update adds no level of its own.
Only an element that `pop` yields is ready one level later, as one that is read.
"""

from __future__ import annotations

from typing import Any

from ..language.meanings import position
from ..language.ops import OPS
from .costs import Costs
from .frames import Site
from .values import Cell, Reference, Scalar, Value


def update(costs: Costs, site: Site, args: list[Any]) -> list[Value]:
    """The new version of a list and, of `pop`, the element that leaves it.

    The operands are the list, the indices of the path to the one that changes (none for a list that
    is no element), and those of the op itself: of `insert` the position and the new element.
    """
    depth = site.node.payload
    assert isinstance(depth, int)
    path, rest = args[1 : depth + 1], args[depth + 1 :]
    # the spine does not wait for a new element
    waits = rest[:-1] if OPS[site.node.op].stores else rest
    lists, places = [args[0]], []
    for index in path:
        places.append(position(len(lists[-1].items), index.value))
        lists.append(lists[-1].items[places[-1]])
    kept = in_place(site, lists)
    steps = charge(costs, site, lists, kept, rest)
    spines = waiting(site, lists, [*[[index] for index in path], waits])
    reached = max(spines[-1], site.control)  # what changes, and where, is known
    for operand in (*path, *waits):
        if isinstance(operand, Scalar):
            costs.read(operand, reached)
    old = [
        xs.items if at < kept else costs.copied(xs.items, max(spines[at], site.control))
        for at, xs in enumerate(lists)
    ]
    items, ready, left = change(costs, site, old[-1], rest, reached)
    version = renew(costs, lists[-1], items, spines[-1], depth < kept)
    for outer in reversed(range(depth)):
        place = places[outer]
        items = [*old[outer][:place], version, *old[outer][place + 1 :]]
        version = renew(costs, lists[outer], items, spines[outer], outer < kept)
    costs.note(max(reached, ready), steps)
    costs.tally(site, steps)
    return [costs.hold(version), *left]


def in_place(site: Site, lists: list[Reference]) -> int:
    """How many of the lists on the way, from the outside in, are changed in place."""
    name, kept = site.node.args[0], 0
    if name in site.dying and site.node.args.count(name) == 1:
        while kept < len(lists) and lists[kept].cell.refs == 1:
            kept += 1
    return kept


def charge(costs: Costs, site: Site, lists: list[Reference], kept: int, rest: list[Any]) -> int:
    """The steps of an update: those of its op, and one for each element that it copies.

    An op with a size in the table (`insert`, `extend`, `pop(i)`) takes max(1, size) steps, which it
    spends here. The others take one step, which was spent when the region was entered.
    """
    op, facts = OPS[site.node.op], site.frame.facts
    copied, steps, grown = sum(len(xs.items) for xs in lists[kept:]), 1, op.grows
    if op.size is not None:
        given = [arg.items if isinstance(arg, Reference) else arg.value for arg in rest]
        size = op.size(lists[-1].items, *given)
        steps = max(1, size)
        grown = op.grows * (size if op.waits == "list" else 1)  # `insert` shifts many and adds one
    costs.spend(copied + steps - facts.constant_charge(site.node))
    costs.claim(facts.held(site.node.outs) + copied + grown)
    return copied + steps


def waiting(site: Site, lists: list[Reference], waits: list[list[Value]]) -> list[int]:
    """The levels of the new spines: each waits for what leads to it, and for the control.

    The control is that around the outermost branch that changes this list in single elements.
    """
    known, spines = site.around.get(site.node.outs[0], site.control), []
    for xs, operands in zip(lists, waits, strict=True):
        known = max([known, xs.front, *[operand.front for operand in operands]])
        spines.append(known)
    return spines


def change(
    costs: Costs, site: Site, items: list[Value], rest: list[Any], reached: int
) -> tuple[list[Value], int, list[Value]]:
    """The new elements, the level at which the changed one is ready, and the one that left."""
    op: Any = OPS[site.node.op]
    if op.stores:
        value = costs.stored(costs.delay(rest[-1], site.control), reached)
        return op.meaning(items, *[index.value for index in rest[:-1]], value), value.ready, []
    if op.waits == "list":
        return op.meaning(items, costs.copied(rest[0].items, reached)), reached, []
    found = op.meaning(items, *[index.value for index in rest])
    if len(site.node.outs) == 1:
        return found, reached, []
    items, item = found
    left = costs.hold(costs.take(item, reached))
    return items, left.ready, [left]


def renew(costs: Costs, old: Reference, items: list[Value], spine: int, reuse: bool) -> Reference:
    """A version of a list: in the words of the old one, or in words of its own."""
    costs.hold_all(items)
    costs.words += len(items)
    if reuse:
        costs.words -= len(old.items)
        costs.drop_all(old.items)
    return Reference(old.cell if reuse else Cell(), old.ready, spine, items)
