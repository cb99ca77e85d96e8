"""The level rules of the ops that rearrange elements.

The meaning of such an op is parametric, so it can be applied to the levels of the elements just as
it was applied to the elements: an element keeps its level wherever it goes.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.ops import OPS
from ..language.types import List
from .ledger import Timed
from .sites import Frame, Site, Step, waits


def front(site: Site) -> Callable[[Frame], int]:
    """Return a function giving the level at which spines, numbers and control are known."""
    lists = [~s for s, type_ in zip(site.args, site.types, strict=True) if isinstance(type_, List)]
    numbers = [place for place in waits(site) if place not in lists]

    def known(frame: Frame) -> int:
        level: int = max([frame[place] for place in numbers])
        for place in lists:
            level = max(level, frame[place].front)
        return level

    return known


def read_numbers(site: Site) -> Callable[[Frame, int], None]:
    """Return a function that records a read of the scalar operands at a level."""
    ledger = site.ledger
    places = [~slot for slot, type_ in zip(site.args, site.types, strict=True)
              if not isinstance(type_, List)] if ledger.keeping else []  # fmt: skip

    def read(frame: Frame, level: int) -> None:
        for place in places:
            ledger.read(frame[place], level)

    return read


def moves(site: Site) -> Step:
    """A new list: its spine takes one level after all spines and numbers; elements keep theirs."""
    node, out, ledger = site.node, ~site.outs[0], site.ledger
    meaning, known, read = OPS[node.op].meaning, front(site), read_numbers(site)
    assert meaning is not None
    first = (node.payload,) if node.op == "slice" else ()
    places = [~slot if isinstance(type_, List) else slot
              for slot, type_ in zip(site.args, site.types, strict=True)]  # fmt: skip

    def step(frame: Frame) -> None:
        spine = known(frame) + 1
        items = meaning(*first, *[frame[p].items if p < 0 else frame[p] for p in places])
        ledger.note(spine, max(1, len(items)))
        read(frame, spine)
        frame[out] = Timed(0, spine, ledger.copied(items, spine))

    return step


def make(site: Site) -> Step:
    """A list of k operands: its spine waits only for the control."""
    places, control, out, ledger = (
        [~s for s in site.args],
        ~site.control,
        ~site.outs[0],
        site.ledger,
    )

    def step(frame: Frame) -> None:
        spine = frame[control] + 1
        ledger.note(spine, max(1, len(places)))
        frame[out] = Timed(0, spine, [ledger.stored(frame[place], spine) for place in places])

    return step


def listed(site: Site) -> Step:
    """The list of a range: its elements are ready when the range is."""
    source, control, out, ledger = ~site.args[0], ~site.control, ~site.outs[0], site.ledger
    made = site.outs[0]

    def step(frame: Frame) -> None:
        spine, count = max(frame[source], frame[control]) + 1, len(frame[made].items)
        ledger.note(spine, max(1, count))
        frame[out] = Timed(0, spine, ledger.copied([frame[source]] * count, spine))

    return step


def flatten(site: Site) -> Step:
    """The concatenation of a list's rows: its spine waits for the spines of the rows."""
    source, control, out, ledger = ~site.args[0], ~site.control, ~site.outs[0], site.ledger

    def step(frame: Frame) -> None:
        rows = frame[source].items
        spine = max([frame[source].front, frame[control], *[row.front for row in rows]]) + 1
        items = [item for row in rows for item in row.items]
        ledger.note(spine, max(1, len(items)))
        frame[out] = Timed(0, spine, ledger.copied(items, spine))

    return step


def unpack(site: Site) -> Step:
    """The elements of a list: each waits for the spine and for itself."""
    source, control, ledger = ~site.args[0], ~site.control, site.ledger
    outs = [~out for out in site.outs]

    def step(frame: Frame) -> None:
        timed = frame[source]
        known = max(timed.front, frame[control])
        ledger.note(known + 1, len(outs))
        for out, item in zip(outs, timed.items, strict=True):
            if isinstance(item, Timed):
                frame[out] = Timed(max(known, item.wait) + 1, item.spine, item.items)
            else:
                level = max(known, item) + 1
                ledger.read(item, level)
                frame[out] = ledger.fresh(level)
            ledger.note(level if not isinstance(item, Timed) else frame[out].wait, 0)

    return step
