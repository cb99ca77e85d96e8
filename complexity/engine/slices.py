"""Machine code of slices: their start and length, and the copy of their elements."""

from __future__ import annotations

from ..language import meanings
from ..language.failures import Undefined
from .compilation_unit import Unit
from .context import MANY
from .frame import Frame
from .ir import ELEMENT, Writer
from .list_cells import element_at, length_of
from .meters import fail_if
from .scalar_ops import with_overflow


def no_step(*_: int) -> Undefined:
    """Return the failure of a slice whose step is 0."""
    return meanings.no_step("slice")


def spans(frame: Frame, cell: str, mask: int, bounds: list[str]) -> tuple[str, str, str]:
    """Emit the start, size and step of the slice given by a mask (1: start, 2: stop, 4: step).

    Returns
    -------
    start, size, step : the first index, the number of elements and their distance
    """
    w, length, left = frame.w, length_of(frame.w, cell), list(bounds)
    start, stop, step = (left.pop(0) if mask & bit else None for bit in (1, 2, 4))
    if step is None:
        begin = "0" if start is None else clipped(w, start, length, "0", length)
        end = length if stop is None else clipped(w, stop, length, "0", length)
        return begin, w.most(w.sub(end, begin), "0"), "1"
    fail_if(frame, w.compare("eq", step, "0"), no_step)
    up = w.compare("sgt", step, "0")
    last = w.sub(length, "1")
    low, high = w.select(up, "0", "-1"), w.select(up, length, last)
    first = w.select(up, "0", last)
    final = w.select(up, length, "-1")
    begin = first if start is None else clipped(w, start, length, low, high)
    end = final if stop is None else clipped(w, stop, length, low, high)
    gap = w.select(up, w.sub(end, begin), w.sub(begin, end))
    size = w.select(up, step, w.two("sub", "0", step))  # unsigned: right for the least integer
    less = w.two("udiv", w.most(w.sub(gap, "1"), "0"), size)
    rounds = w.select(w.compare("sgt", gap, "0"), w.add(less, "1"), "0")
    return begin, rounds, step


def clipped(w: Writer, index: str, length: str, low: str, high: str) -> str:
    """Emit an index clipped to low..high; a negative one counts from the end."""
    back = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    return w.most(w.most(back, low), high, "smin")


def pick(
    w: Writer, unit: Unit, source: tuple[str, str, str], target: str, size: str, stride: int
) -> None:
    """Emit a copy of every `step`-th element of a cell to the front of another."""
    cell, start, step = source
    with w.repeat(size) as (index, _):
        at = w.two("add", start, w.two("mul", index, step))
        for k in range(stride):
            found = w.load(element_at(w, cell, at, stride, k), ELEMENT)
            w.store(found, element_at(w, target, index, stride, k), ELEMENT)


def clip_count(w: Writer, part: str, times: str) -> str:
    """Emit part * times, clamped to a number beyond every limit."""
    total, over = with_overflow(w, "smul", part, times)
    large = w.two("or", over, w.compare("sgt", total, str(MANY)), "i1")
    return w.select(large, str(MANY), total)
