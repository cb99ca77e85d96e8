"""The steps of the ops without regions: what they do to the values in a frame, and charge.

A step reads the slots of its operands and writes those of its outs. An op over k elements charges
k steps and claims its words before it does the work. An operand that the node keeps is moved if it
dies there, and gains a reference otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.meanings import empty_draw, position
from ..language.ops import OPS
from ..language.types import List
from .cells import Cell, share
from .looking import compared, contained, order
from .sites import Frame, Site, Step, is_nested


def take(frame: Frame, slot: int, moved: bool) -> Any:
    """Return the value of a slot with a reference of its own; moving empties the slot."""
    value = frame[slot]
    if isinstance(value, Cell):
        if moved:
            frame[slot] = None
        else:
            value.refs += 1
    return value


def scalar(site: Site) -> Step:
    """Apply the op's meaning to scalar operands."""
    meaning = OPS[site.node.op].meaning
    assert meaning is not None
    if not site.outs:
        return checking(site)
    (out,) = site.outs
    if len(site.args) == 1:
        (a,) = site.args

        def step(frame: Frame) -> None:
            frame[out] = meaning(frame[a])
    elif len(site.args) == 2:
        a, b = site.args

        def step(frame: Frame) -> None:
            frame[out] = meaning(frame[a], frame[b])
    else:
        slots = site.args

        def step(frame: Frame) -> None:
            frame[out] = meaning(*[frame[slot] for slot in slots])

    return step


def checking(site: Site) -> Step:
    """Run an op that yields nothing but may fail."""
    meaning, slots = OPS[site.node.op].meaning, site.args
    assert meaning is not None

    def step(frame: Frame) -> None:
        meaning(*[frame[slot] for slot in slots])

    return step


def randrange(site: Site) -> Step:
    """Draw from the tape."""
    (bound,), (out,), meter = site.args, site.outs, site.meter

    def step(frame: Frame) -> None:
        n = frame[bound]
        if n <= 0:
            raise empty_draw(n)
        meter.note_draw(n)
        frame[out] = meter.tape.draw(n)

    return step


def length(site: Site) -> Step:
    """The length of a list."""
    (source,), (out,) = site.args, site.outs

    def step(frame: Frame) -> None:
        frame[out] = len(frame[source].items)

    return step


def getitem(site: Site) -> Step:
    """An element of a list; a row gains a reference."""
    (source, index), (out,) = site.args, site.outs
    row = is_nested(site.types[0])

    def step(frame: Frame) -> None:
        items = frame[source].items
        frame[out] = item = items[position(len(items), frame[index])]
        if row:
            item.refs += 1

    return step


def operands(site: Site) -> Callable[[Frame], list[Any]]:
    """Return a function that fetches operands for an op's meaning, cells as their elements."""
    shapes = [(slot, isinstance(type_, List)) for slot, type_ in
              zip(site.args, site.types, strict=True)]  # fmt: skip
    payload = [site.node.payload] if site.node.op in ("slice", "unpack") else []
    if site.node.op == "flatten":
        return lambda frame: [[row.items for row in frame[site.args[0]].items]]
    return lambda frame: [*payload, *[frame[s].items if cell else frame[s] for s, cell in shapes]]


def moves(site: Site) -> Step:
    """A new list of the operands' elements, rearranged."""
    op, (out,), meter = OPS[site.node.op], site.outs, site.meter
    meaning, size, values, counter = op.meaning, op.size, operands(site), site.charges
    assert meaning is not None
    assert size is not None
    during = site.life.during

    def step(frame: Frame) -> None:
        given = values(frame)
        count = size(*given)
        meter.charge(counter, max(1, count))
        meter.claim(during + count)
        items = meaning(*given)
        share(items)
        meter.words += count
        frame[out] = Cell(items)

    return step


def make(site: Site) -> Step:
    """A list of the operands, to which it keeps references."""
    (out,), meter, counter = site.outs, site.meter, site.charges
    during, count = site.life.during, len(site.args)
    slots = [(slot, place in site.life.moved) for place, slot in enumerate(site.args)]

    def step(frame: Frame) -> None:
        meter.charge(counter, max(1, count))
        meter.claim(during + count)
        items = [take(frame, slot, moved) for slot, moved in slots]
        meter.words += count
        frame[out] = Cell(items)

    return step


def unpack(site: Site) -> Step:
    """The elements of a list, as separate values."""
    op, meter, counter, values = OPS["unpack"], site.meter, site.charges, operands(site)
    meaning, count, outs = op.meaning, len(site.outs), site.outs
    assert meaning is not None

    def step(frame: Frame) -> None:
        meter.charge(counter, max(1, count))
        items = meaning(*values(frame))
        share(list(items))
        for out, item in zip(outs, items, strict=True):
            frame[out] = item

    return step


def reads(site: Site) -> Step:
    """A scalar computed from the elements of the operands."""
    if is_nested(site.types[0]):
        return searched(site) if site.node.op == "contains" else ordered(site)
    op, (out,), meter, counter = OPS[site.node.op], site.outs, site.meter, site.charges
    meaning, size, values = op.meaning, op.size, operands(site)
    assert meaning is not None
    assert size is not None

    def step(frame: Frame) -> None:
        given = values(frame)
        meter.charge(counter, max(1, size(*given)))
        frame[out] = meaning(*given)

    return step


def ordered(site: Site) -> Step:
    """The comparison of two nested lists."""
    (a, b), (out,), meter, counter = site.args, site.outs, site.meter, site.charges
    meaning = OPS[site.node.op].meaning
    assert meaning is not None

    def step(frame: Frame) -> None:
        xs, ys = frame[a], frame[b]
        meter.charge(counter, max(1, compared(xs, ys, meter.fuel - meter.time)))
        frame[out] = meaning(order(xs, ys), 0)

    return step


def searched(site: Site) -> Step:
    """The search for a row in a nested list, which inspects all rows."""
    (a, b), (out,), meter, counter = site.args, site.outs, site.meter, site.charges

    def step(frame: Frame) -> None:
        xs, value = frame[a], frame[b]
        meter.charge(counter, max(1, contained(xs, value, meter.fuel - meter.time)))
        frame[out] = any(order(x, value) == 0 for x in xs.items)

    return step


def reduce(site: Site) -> Step:
    """The combination of k elements by k - 1 binary ops."""
    (source,), (out,), meter, counter = site.args, site.outs, site.meter, site.charges
    meaning = OPS[site.node.op].meaning
    assert meaning is not None

    def step(frame: Frame) -> None:
        items = frame[source].items
        meter.charge(counter, max(0, len(items) - 1))
        frame[out] = meaning(items)

    return step


def flatten(site: Site) -> Step:
    """The concatenation of a list's rows; each row counts as walked, for it costs no step."""
    joined, (source,), meter = moves(site), site.args, site.meter

    def step(frame: Frame) -> None:
        meter.walk(len(frame[source].items))
        joined(frame)

    return step


RULES: dict[str, Callable[[Site], Step]] = {
    "flatten": flatten, "randrange": randrange, "len": length, "getitem": getitem,
    "make": make, "unpack": unpack,
}  # fmt: skip
GROUPS: dict[str, Callable[[Site], Step]] = {
    "scalar": scalar, "moves": moves, "reads": reads, "reduce": reduce,
}  # fmt: skip


def value_step(site: Site) -> Step:
    """Return the step that computes the values of a node without regions (no update)."""
    return RULES.get(site.node.op, GROUPS[OPS[site.node.op].group])(site)
