"""Updates of lists: in place where nothing else refers to the old version, else on a copy.

An update changes a container or a list nested in it. The lists on the path are followed from the
outside in. The first that is shared is copied, and so are all further ones: the copy refers to them
as well, so they are shared from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.meanings import nothing_to_pop, position
from ..language.ops import OPS
from ..language.types import List
from .cells import Cell, share
from .sites import Frame, Site, Step, path_length
from .steps import take

Account = Callable[[Frame, list[Any], int, int], None]
Change = Callable[[Frame, list[Any]], None]
Size = Callable[[Frame, list[Any]], tuple[int, int]]


def update(site: Site) -> Step:
    """Make the lists along the path unshared, then change the innermost one."""
    depth, source, moved = path_length(site.node), site.args[0], 0 in site.life.moved
    rest = site.args[depth + 1 :]
    account, change = accounting(site, rest), CHANGES[site.node.op](site, rest)
    alone, along = in_place(site, account, change), on_path(site, account, change)
    # the fast path is for the outermost list alone, and only where its reference is taken over
    if depth or not moved:
        return along

    def step(frame: Frame) -> None:
        if frame[source].refs == 1:
            alone(frame)
        else:
            along(frame)

    return step


def in_place(site: Site, account: Account, change: Change) -> Step:
    """Change a container that dies here and has no other reference."""
    source, out = site.args[0], site.outs[0]

    def step(frame: Frame) -> None:
        cell = frame[source]
        account(frame, cell.items, 1, 0)
        frame[source] = None
        frame[out] = cell
        change(frame, cell.items)

    return step


def on_path(site: Site, account: Account, change: Change) -> Step:
    """Follow the path, copy the lists from the first shared one on, and change the last."""
    depth, meter, moved = path_length(site.node), site.meter, 0 in site.life.moved
    source, out, path = site.args[0], site.outs[0], site.args[1 : depth + 1]

    def step(frame: Frame) -> None:
        lists, places, kept = [take(frame, source, moved)], [], 0
        for slot in path:
            items = lists[-1].items
            places.append(position(len(items), frame[slot]))
            lists.append(items[places[-1]])
        while kept <= depth and lists[kept].refs == 1:
            kept += 1
        account(frame, lists[-1].items, kept, sum([len(shared.items) for shared in lists[kept:]]))
        for level in range(kept, depth + 1):
            lists[level] = meter.copy(lists[level])
            if level:
                lists[level - 1].items[places[level - 1]] = lists[level]
        frame[out] = lists[0]
        change(frame, lists[depth].items)

    return step


def accounting(site: Site, rest: tuple[int, ...]) -> Account:
    """Return a function that charges and claims for an update, given the list it changes."""
    meter, during, counter = site.meter, site.life.during, site.charges
    sized = sizes(site, rest)

    def account(frame: Frame, items: list[Any], kept: int, copied: int) -> None:
        steps, growth = sized(frame, items)
        if copied or steps:
            meter.charge(counter, copied + steps)
        meter.kept, meter.steps = kept, copied + (steps or 1)
        meter.claim(during + copied + growth)

    return account


def sizes(site: Site, rest: tuple[int, ...]) -> Size:
    """Return a function for an update's charge by size and the growth of its list in words."""
    op = OPS[site.node.op]
    growth = op.grows
    if op.size is None:
        return lambda frame, items: (0, growth)
    size, lists = op.size, [isinstance(type_, List) for type_ in site.types[-len(rest) :]]
    shapes = list(zip(rest, lists, strict=True))

    def sized(frame: Frame, items: list[Any]) -> tuple[int, int]:
        count = size(items, *[frame[slot].items if cell else frame[slot] for slot, cell in shapes])
        return max(1, count), growth * count if op.name == "extend" else growth

    return sized


def setitem(site: Site, rest: tuple[int, ...]) -> Change:
    """Assign items[index] = value."""
    index, value = rest
    meter, moved = site.meter, len(site.args) - 1 in site.life.moved

    def change(frame: Frame, items: list[Any]) -> None:
        at = position(len(items), frame[index])
        old, items[at] = items[at], take(frame, value, moved)
        if isinstance(old, Cell):
            meter.release(old)

    return change


def grown(site: Site, rest: tuple[int, ...]) -> Change:
    """Insert an element, at the end or before an index, which is clipped as in Python."""
    value, meter, moved = rest[-1], site.meter, len(site.args) - 1 in site.life.moved
    index = rest[0] if site.node.op == "insert" else None

    def change(frame: Frame, items: list[Any]) -> None:
        at = len(items) if index is None else frame[index]
        items.insert(at, take(frame, value, moved))
        meter.words += 1

    return change


def extend(site: Site, rest: tuple[int, ...]) -> Change:
    """Append the elements of another list."""
    (more,), meter = rest, site.meter

    def change(frame: Frame, items: list[Any]) -> None:
        added = frame[more].items
        share(added)
        meter.words += len(added)
        items += added

    return change


def pop(site: Site, rest: tuple[int, ...]) -> Change:
    """Remove an element: the last, or the one at an index."""
    out, meter = site.outs[1], site.meter

    def change(frame: Frame, items: list[Any]) -> None:
        if not items:
            raise nothing_to_pop()
        at = position(len(items), frame[rest[0]], "pop index") if rest else -1
        frame[out] = items.pop(at)
        meter.words -= 1

    return change


CHANGES: dict[str, Callable[[Site, tuple[int, ...]], Change]] = {
    "setitem": setitem, "append": grown, "insert": grown, "extend": extend, "pop": pop,
    "pop_at": pop,
}  # fmt: skip
