"""New versions of lists: in place where nothing else refers to the old one, else by copying.

An update changes a list inside a container, or the container itself. The lists on the way are
followed from the outside in: the first that is referred to more than once is copied, and so are
all that follow, for their references are then in two lists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.failures import Undefined
from ..language.meanings import position
from ..language.ops import OPS
from ..language.types import List
from .cells import Cell, share
from .sites import Frame, Site, Step, path_length
from .steps import take


def update(site: Site) -> Step:
    """The lists along the path made this op's own, then the innermost changed."""
    node, meter, depth = site.node, site.meter, path_length(site.node)
    path, rest = site.args[1 : depth + 1], site.args[depth + 1 :]
    source, out, moved = site.args[0], site.outs[0], 0 in site.life.moved
    change, sized = CHANGES[node.op](site, rest), sizes(site, rest)
    during, counter = site.life.during, site.charges

    def account(frame: Frame, items: list[Any], kept: int, copied: int) -> None:
        steps, growth = sized(frame, items)
        if copied or steps:
            meter.charge(counter, copied + steps)
        meter.kept, meter.steps = kept, copied + (steps or 1)
        meter.claim(during + copied + growth)

    def in_place(frame: Frame) -> None:
        cell = frame[source]
        account(frame, cell.items, 1, 0)
        frame[source] = None
        frame[out] = cell
        change(frame, cell.items)

    def on_path(frame: Frame) -> None:
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

    def step(frame: Frame) -> None:
        if moved and not depth and frame[source].refs == 1:
            in_place(frame)
        else:
            on_path(frame)

    return step


Size = Callable[[Frame, list[Any]], tuple[int, int]]


def sizes(site: Site, rest: tuple[int, ...]) -> Size:
    """What an update charges by size, and by how many words the changed list grows."""
    op = OPS[site.node.op]
    growth = GROWTH[op.name]
    if op.size is None:
        return lambda frame, items: (0, growth)
    size, lists = op.size, [isinstance(type_, List) for type_ in site.types[-len(rest) :]]
    shapes = list(zip(rest, lists, strict=True))

    def sized(frame: Frame, items: list[Any]) -> tuple[int, int]:
        count = size(items, *[frame[slot].items if cell else frame[slot] for slot, cell in shapes])
        return max(1, count), growth * count if op.name == "extend" else growth

    return sized


GROWTH = {"setitem": 0, "append": 1, "insert": 1, "extend": 1, "pop": 0, "pop_at": 0}

Change = Callable[[Frame, list[Any]], None]


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
            raise Undefined("index", "pop from an empty list")
        at = position(len(items), frame[rest[0]], "pop index") if rest else -1
        frame[out] = items.pop(at)
        meter.words -= 1

    return change


CHANGES: dict[str, Callable[[Site, tuple[int, ...]], Change]] = {
    "setitem": setitem, "append": grown, "insert": grown, "extend": extend, "pop": pop,
    "pop_at": pop,
}  # fmt: skip
