"""The level rule of every op without regions (DESIGN, section 4).

Each rule runs after its op has succeeded, so indices are known to be valid, and it reads and writes
only levels (`frame[~slot]`). The meaning of an op that moves elements is parametric, so it can be
applied to their levels as it was applied to the elements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.ops import OPS
from .ledger import Ledger, Timed
from .level_moves import flatten, listed, make, moves, unpack
from .level_updates import update
from .looking import read_compared, read_searched, ready_to_compare, ready_to_search
from .sites import Frame, Site, Step, waits


def logarithm(count: int) -> int:
    """Return ceil(log2 count), and 0 for counts below 1."""
    return (count - 1).bit_length() if count > 1 else 0


def scalar(site: Site) -> Step:
    """One level after the operands and the control; conversions add none."""
    op, note = OPS[site.node.op], site.ledger.note
    levels, steps = op.levels, int(op.time == "unit")
    places, out = waits(site), ~site.outs[0] if site.outs else ~site.layout.hidden()
    if len(places) == 1:
        (a,) = places

        def step(frame: Frame) -> None:
            frame[out] = level = frame[a] + levels
            note(level, steps)
    elif len(places) == 2:
        a, b = places

        def step(frame: Frame) -> None:
            frame[out] = level = max(frame[a], frame[b]) + levels
            note(level, steps)
    else:

        def step(frame: Frame) -> None:
            frame[out] = level = max([frame[place] for place in places]) + levels
            note(level, steps)

    return with_words(site.ledger, step, places[:-1], out)


def with_words(ledger: Ledger, step: Step, places: tuple[int, ...], out: int) -> Step:
    """Extend a rule for level memory: its operands are read, its result is a new word."""
    if not ledger.keeping:
        return step

    def keeping(frame: Frame) -> None:
        step(frame)
        for place in places:
            ledger.read(frame[place], frame[out])
        frame[out] = ledger.fresh(frame[out])

    return keeping


def length(site: Site) -> Step:
    """`len` waits for the spine."""
    source, control, out, ledger = ~site.args[0], ~site.control, ~site.outs[0], site.ledger

    def step(frame: Frame) -> None:
        level = max(frame[source].front, frame[control]) + 1
        ledger.note(level, 1)
        frame[out] = ledger.fresh(level)

    return step


def getitem(site: Site) -> Step:
    """`xs[i]` waits for the spine, the index and the element (a row: for its reference)."""
    (source, index), control, out = site.args, ~site.control, ~site.outs[0]
    ledger, place = site.ledger, ~index
    source = ~source

    def step(frame: Frame) -> None:
        timed, control_level = frame[source], frame[control]
        item = timed.items[frame[index]]
        row = isinstance(item, Timed)
        ready = item.wait if row else item
        level = max(control_level, timed.wait, timed.spine, ready, frame[place]) + 1
        ledger.note(level, 1)
        ledger.read(frame[place], level)
        if row:
            frame[out] = Timed(level, item.spine, item.items)
        else:
            ledger.read(item, level)
            frame[out] = ledger.fresh(level)

    return step


def reads(site: Site) -> Step:
    """Inspect k scalars: one level after all of them, then a tree that combines them."""
    a, b, control, out = ~site.args[0], ~site.args[1], ~site.control, ~site.outs[0]
    ledger, meter = site.ledger, site.meter
    search = site.node.op == "contains"
    ready, read = (ready_to_search, read_searched) if search else (ready_to_compare, read_compared)

    def step(frame: Frame) -> None:
        steps = meter.steps
        first = max(frame[control], ready(frame[a], frame[b])) + 1
        level = first + (logarithm(steps) if ledger.bounded else int(steps > 1))
        ledger.note(first, steps)
        ledger.note(level, 0)
        if ledger.keeping:
            read(ledger, frame[a], frame[b], first)
        frame[out] = ledger.fresh(level)

    return step


def combined(ledger: Ledger, levels: list[Any]) -> int:
    """Return the level of a reduction of at least one element: a balanced tree, or one level."""
    if not ledger.bounded and len(levels) > 1:
        top = max(levels) + 1
        ledger.note(top, len(levels) - 1)
        for level in levels:
            ledger.read(level, top)
        return ledger.fresh(top)
    return tree(ledger, levels, 0, len(levels))


def tree(ledger: Ledger, levels: list[Any], low: int, high: int) -> int:
    """Return the level of a balanced tree of binary ops over a part of the elements."""
    if high - low == 1:
        only: int = levels[low]
        return only
    middle = (low + high) // 2
    left, right = tree(ledger, levels, low, middle), tree(ledger, levels, middle, high)
    level = max(left, right) + 1
    ledger.note(level, 1)
    ledger.read(left, level)
    ledger.read(right, level)
    return ledger.fresh(level)


def reduce(site: Site) -> Step:
    """k - 1 binary ops over a list's elements, as a balanced tree (or one level)."""
    source, control, out, ledger = ~site.args[0], ~site.control, ~site.outs[0], site.ledger

    def step(frame: Frame) -> None:
        timed = frame[source]
        known = max(timed.front, frame[control])
        ready = [ledger.delay(item, known) for item in timed.items]
        frame[out] = combined(ledger, ready) if ready else ledger.fresh(known)

    return step


RULES: dict[str, Callable[[Site], Step]] = {
    "len": length, "getitem": getitem, "make": make, "list": listed, "flatten": flatten,
    "unpack": unpack,
}  # fmt: skip
GROUPS: dict[str, Callable[[Site], Step]] = {
    "scalar": scalar, "moves": moves, "reads": reads, "reduce": reduce, "update": update,
}  # fmt: skip


def rule(site: Site) -> Step:
    """Return the level rule of a node without regions."""
    return RULES.get(site.node.op, GROUPS[OPS[site.node.op].group])(site)
