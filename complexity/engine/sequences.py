"""Machine code that counts the rounds of loops over sequences and fetches their elements.

The counterpart of `machine.fetching`, with the level rules for elements.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.graph import Operand, Region
from ..language.types import List
from ..machine.liveness import Life, scalars, type_of
from .frame import Frame, Ready, Value, front, put, ready, value, word
from .ir import ELEMENT
from .level_forms import Form
from .list_cells import element_at, length_of, share
from .meters import drop
from .site import Site, region_life


def rounds(frame: Frame, sequences: Sequence[Operand]) -> str:
    """Emit the number of rounds: the length of the shortest sequence."""
    sizes = [size(frame, operand) for operand in sequences]
    least = sizes[0]
    for other in sizes[1:]:
        least = frame.w.most(least, other, "smin")
    return least


def size(frame: Frame, operand: Operand) -> str:
    """Emit the number of elements of a list or a range."""
    if isinstance(type_of(operand, frame.types), List):
        return length_of(frame.w, word(frame, operand))
    return value(frame, operand)[1]


def known_with(frame: Frame, site: Site, sequences: Sequence[Operand]) -> Form:
    """Return the level at which the bounds of a loop are known."""
    if not frame.timed:
        return {}
    return frame.levels.join(site.control, *[front(frame, operand) for operand in sequences])


def element(frame: Frame, operand: Operand, index: str) -> tuple[Value, Ready]:
    """Return an element of a list or a range and its levels, without adding a reference."""
    w, type_ = frame.w, type_of(operand, frame.types)
    if not isinstance(type_, List):
        start, _, step = value(frame, operand)
        scaled = index if step == "1" else w.two("mul", index, step)
        return (w.two("add", start, scaled),), ready(frame, operand)
    stride = frame.unit.stride(type_.element)
    cell = word(frame, operand)
    part = "ptr" if isinstance(type_.element, List) else "i64"
    found = w.load(element_at(w, cell, index, stride), ELEMENT, part)
    levels = [w.load(element_at(w, cell, index, stride, k), ELEMENT) for k in range(1, stride)]
    return (found,), tuple(frame.levels.atom(level) for level in levels)


def fetch_all(
    frame: Frame, params: Sequence[int], sequences: Sequence[Operand], index: str
) -> None:
    """Bind the elements at an index to the parameters of a region; rows gain a reference."""
    for param, operand in zip(params, sequences, strict=False):
        found, levels = element(frame, operand, index)
        if isinstance(frame.types[param], List):
            share(frame.w, found[0])
        put(frame, param, found, levels)


def drop_rows(frame: Frame, params: Sequence[int]) -> None:
    """Emit the drop of fetched rows that the region did not take over."""
    for param in params:
        if isinstance(frame.types[param], List):
            drop(frame, word(frame, param), frame.types[param])


def look(frame: Frame, site: Site, region: Region, index: str, control: Form, counter: int) -> Life:
    """Emit a region that inspects the elements at an index without taking them over."""
    own = scalars(region.params, frame.types)
    life = region_life(frame, region, owned=False, background=own)
    site.enter(frame, region, life, counter, 1)
    fetch_all(frame, region.params, site.node.args, index)
    site.run(frame, region, life, control, counter)
    return life
