"""New versions of lists: in place where nothing else refers to the old one, else by copying.

An update changes a list inside a container, or the container itself. The lists on the way are
followed from the outside in: the first that is referred to more than once is copied, and so are
all that follow, for their references are then in two lists.
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
    """The lists along the path made this op's own, then the innermost changed."""
    depth, source, moved = path_length(site.node), site.args[0], 0 in site.life.moved
    rest = site.args[depth + 1 :]
    account, change = accounting(site, rest), CHANGES[site.node.op](site, rest)
    alone, along = in_place(site, account, change), on_path(site, account, change)
    if depth or not moved:
        return along

    def step(frame: Frame) -> None:
        if frame[source].refs == 1:
            alone(frame)
        else:
            along(frame)

    return step


def in_place(site: Site, account: Account, change: Change) -> Step:
    """The container is changed: it dies here, and nothing else refers to it."""
    source, out = site.args[0], site.outs[0]

    def step(frame: Frame) -> None:
        cell = frame[source]
        account(frame, cell.items, 1, 0)
        frame[source] = None
        frame[out] = cell
        change(frame, cell.items)

    return step


def on_path(site: Site, account: Account, change: Change) -> Step:
    """The lists along the path are followed, copied from the first that is shared, and changed."""
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
    """What an update charges and claims, from the list that changes and how many are copied."""
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
    """What an update charges by size, and by how many words the changed list grows."""
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
    """items[index] = value."""
    index, value = rest
    meter, moved = site.meter, len(site.args) - 1 in site.life.moved

    def change(frame: Frame, items: list[Any]) -> None:
        at = position(len(items), frame[index])
        old, items[at] = items[at], take(frame, value, moved)
        if isinstance(old, Cell):
            meter.release(old)

    return change


def grown(site: Site, rest: tuple[int, ...]) -> Change:
    """One more element: the last, or before an index, which Python clips."""
    value, meter, moved = rest[-1], site.meter, len(site.args) - 1 in site.life.moved
    index = rest[0] if site.node.op == "insert" else None

    def change(frame: Frame, items: list[Any]) -> None:
        at = len(items) if index is None else frame[index]
        items.insert(at, take(frame, value, moved))
        meter.words += 1

    return change


def extend(site: Site, rest: tuple[int, ...]) -> Change:
    """The elements of another list follow."""
    (more,), meter = rest, site.meter

    def change(frame: Frame, items: list[Any]) -> None:
        added = frame[more].items
        share(added)
        meter.words += len(added)
        items += added

    return change


def pop(site: Site, rest: tuple[int, ...]) -> Change:
    """One element leaves: the last, or the one at an index."""
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
