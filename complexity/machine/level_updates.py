"""The level rules of updates, which make new versions of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.ops import OPS
from .ledger import Timed
from .sites import Frame, Site, Step, path_length

Change = Callable[[Frame, list[Any], int], int]


def update(site: Site) -> Step:
    """A new version of a list: its spine waits for addresses and control, not for the element.

    Along a path, every list's spine waits for what leads to it. Of a conditional update of a single
    element, the spine waits only for the control around the branch (`elementwise`). The levels of
    lists that the op copied are copied too; those of the others are changed in place.
    """
    depth, ledger, meter = path_length(site.node), site.ledger, site.meter
    source, out, control = ~site.args[0], ~site.outs[0], ~site.control
    around = ~site.layout.around.get(site.node.outs[0], site.control)
    path, rest = site.args[1 : depth + 1], site.args[depth + 1 :]
    change = CHANGES[site.node.op](site, rest)
    waits = OPS[site.node.op].waits
    also = ~rest[0] if waits else around
    addresses = [*[~slot for slot in path], also]
    numbers = addresses if waits == "index" else addresses[:-1]

    def step(frame: Frame) -> None:
        timed, known, reached = frame[source], frame[around], frame[control]
        parent, place = frame, out
        for level, address in enumerate(addresses):
            awaited = frame[address]
            known = max(known, timed.front, getattr(awaited, "front", awaited))
            items = timed.items
            if level >= meter.kept:
                items = ledger.copied(items[:], max(known, reached))
            parent[place] = Timed(timed.wait, known, items)
            if level < depth:
                parent, place = items, frame[path[level]]
                timed = items[place]
        reached = max(known, reached)
        for number in numbers:
            ledger.read(frame[number], reached)
        ledger.note(max(reached, change(frame, items, reached)), meter.steps)

    return step


def put(site: Site, insert: Callable[[list[Any], Any, Any], None], rest: tuple[int, ...]) -> Change:
    """Put an element into a list, where it waits for its value and the control."""
    ledger, control, value = site.ledger, ~site.control, ~rest[-1]
    address = rest[0]

    def change(frame: Frame, items: list[Any], known: int) -> int:
        level = ledger.stored(ledger.delay(frame[value], frame[control]), known)
        insert(items, frame[address], level)
        return level.wait if isinstance(level, Timed) else int(level)

    return change


def extend(site: Site, rest: tuple[int, ...]) -> Change:
    """Append the elements of another list, which keep their levels."""
    ledger, more = site.ledger, ~rest[0]

    def change(frame: Frame, items: list[Any], known: int) -> int:
        items += ledger.copied(frame[more].items, known)
        return known

    return change


def pop(site: Site, rest: tuple[int, ...]) -> Change:
    """Remove an element, which is read: it is ready one level after itself and the spine."""
    ledger, out = site.ledger, ~site.outs[1]

    def change(frame: Frame, items: list[Any], known: int) -> int:
        item = items.pop(frame[rest[0]]) if rest else items.pop()
        ready = max(item.wait if isinstance(item, Timed) else item, known) + 1
        frame[out] = level = ledger.delay(item, ready)
        at: int = level.wait if isinstance(level, Timed) else level
        return at

    return change


def set_item(items: list[Any], index: int, item: Any) -> None:
    """Assign items[index] = item, as a function."""
    items[index] = item


CHANGES: dict[str, Callable[[Site, tuple[int, ...]], Change]] = {
    "setitem": lambda site, rest: put(site, set_item, rest),
    "append": lambda site, rest: put(site, lambda items, _, item: items.append(item), rest),
    "insert": lambda site, rest: put(site, list.insert, rest),
    "extend": extend,
    "pop": pop,
    "pop_at": pop,
}
