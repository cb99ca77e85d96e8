"""Machine code of the ops that make or read lists: the counterpart of `machine.steps`.

The levels of an element are stored right after it, so that moving elements moves their levels too.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.failures import Undefined
from ..language.graph import Operand
from ..language.meanings import position, wrong_count
from ..language.types import List, Type
from ..machine.liveness import type_of
from .context import HEAD, MANY
from .frame import Frame, Ready, front, note, put, ready, value, word
from .ir import ELEMENT
from .level_forms import START, Form
from .list_cells import (
    alloc,
    copy_words,
    element_at,
    length_of,
    scale,
    share,
    share_rows,
)
from .meters import charge, claim, count, fail_if, made, took, use_words, walk
from .sequences import element
from .site import Site
from .slices import clip_count, pick, spans


def sized(frame: Frame, site: Site, size: str) -> str:
    """Emit the charge of an op over k elements: max(1, k) steps, which are returned."""
    steps = frame.w.most(size, "1")
    count(frame, site.charges, steps)
    charge(frame, steps)
    return steps


def list_type(frame: Frame, operand: Operand) -> List:
    """Return the type of an operand that is a list."""
    type_ = type_of(operand, frame.types)
    assert isinstance(type_, List)
    return type_


def known(frame: Frame, site: Site) -> Form:
    """Return the level at which spines, numbers and the control of an op are known."""
    if not frame.timed:
        return {}
    fronts = [front(frame, operand) for operand in site.node.args]
    return frame.levels.join(*fronts, site.control)


def yield_list(frame: Frame, site: Site, cell: str, spine: Form) -> None:
    """Bind a new list: its spine takes one level, and its elements keep theirs."""
    levels: Ready = ()
    if frame.timed:
        levels = START, frame.levels.join(spine, later=1)
        note(frame, levels[1])
    put(frame, site.node.outs[0], (cell,), levels)


def new_list(frame: Frame, site: Site, element_: Type, size: str) -> str:
    """Emit the allocation of the result of an op that makes a list."""
    sized(frame, site, size)
    claim(frame, frame.w.add(str(site.life.during), size))
    use_words(frame, size)
    return made(frame, alloc(frame.unit, frame.unit.stride(element_)), f"ptr %ctx, i64 {size}")


def copied(
    frame: Frame, source: str, at: str, target: str, to: str, size: str, element_: Type
) -> None:
    """Emit a copy of elements from one cell to another; rows gain a reference."""
    w, stride = frame.w, frame.unit.stride(element_)
    first = element_at(w, source, at, stride)
    share_rows(w, frame.unit, first, size, element_)
    copy_words(w, first, element_at(w, target, to, stride), scale(w, size, stride))


def length(frame: Frame, site: Site) -> None:
    """Emit the length of a list."""
    (source,), (out,) = site.node.args, site.node.outs
    put(frame, out, (length_of(frame.w, word(frame, source)),), a_level(frame, known(frame, site)))


def a_level(frame: Frame, level: Form) -> Ready:
    """Return one level after everything that an op waits for."""
    if not frame.timed:
        return ()
    later = frame.levels.join(level, later=1)
    note(frame, later)
    return (later,)


def out_of_range(length: int, index: int) -> Undefined:
    """Return the failure of an index that is out of range."""
    try:
        position(length, index)
    except Undefined as failure:
        return failure
    raise AssertionError(f"{index} is an index of a list of length {length}")


def at_index(frame: Frame, cell: str, index: str) -> str:
    """Emit the conversion of an index to a position from 0; fails out of range."""
    w, size = frame.w, length_of(frame.w, cell)
    if index.isdigit():
        at = index
    else:
        at = w.select(w.compare("slt", index, "0"), w.two("add", index, size), index)
    fail_if(frame, w.compare("uge", at, size), out_of_range, size, index)
    return at


def getitem(frame: Frame, site: Site) -> None:
    """Emit the access to an element; a row gains a reference."""
    source, index = site.node.args
    at = at_index(frame, word(frame, source), word(frame, index))
    found, levels = element(frame, source, at)
    if isinstance(site.node.types[0], List) and site.node.outs[0] not in frame.borrowed:
        share(frame.w, found[0])
    if frame.timed:
        (level,) = a_level(frame, frame.levels.join(known(frame, site), levels[0]))
        levels = (level, *levels[1:])
    put(frame, site.node.outs[0], found, levels)


def make(frame: Frame, site: Site) -> None:
    """Emit a list of the operands, to which it keeps references."""
    node, w = site.node, frame.w
    element_ = list_type_of(site).element
    cell = new_list(frame, site, element_, str(len(node.args)))
    stride = frame.unit.stride(element_)
    part = "ptr" if isinstance(element_, List) else "i64"
    for at, operand in enumerate(node.args):
        found = took(frame, operand, at in site.life.moved)
        w.store(found, element_at(w, cell, str(at), stride), ELEMENT, part)
        for k, level in enumerate(ready(frame, operand), 1):
            w.store(frame.levels.word(level), element_at(w, cell, str(at), stride, k), ELEMENT)
    yield_list(frame, site, cell, site.control)


def list_type_of(site: Site) -> List:
    """Return the type of the list that a node yields."""
    (type_,) = site.node.types
    assert isinstance(type_, List)
    return type_


def slice_(frame: Frame, site: Site) -> None:
    """Emit xs[a:b:c]."""
    w, node = frame.w, site.node
    source = node.args[0]
    assert isinstance(node.payload, int)
    cell, element_ = word(frame, source), list_type(frame, source).element
    bounds = [word(frame, operand) for operand in node.args[1:]]
    start, size, step = spans(frame, cell, node.payload, bounds)
    target = new_list(frame, site, element_, size)
    if step == "1":
        copied(frame, cell, start, target, "0", size, element_)
    else:
        stride = frame.unit.stride(element_)
        pick(w, frame.unit, (cell, start, step), target, size, stride)
        share_rows(w, frame.unit, w.word_at(target, HEAD), size, element_)
    yield_list(frame, site, target, known(frame, site))


def concat(frame: Frame, site: Site) -> None:
    """Emit xs + ys."""
    w, element_ = frame.w, list_type_of(site).element
    left, right = [word(frame, operand) for operand in site.node.args]
    first, second = length_of(w, left), length_of(w, right)
    cell = new_list(frame, site, element_, w.add(first, second))
    copied(frame, left, "0", cell, "0", first, element_)
    copied(frame, right, "0", cell, first, second, element_)
    yield_list(frame, site, cell, known(frame, site))


def repeat(frame: Frame, site: Site) -> None:
    """Emit xs * n."""
    w, element_ = frame.w, list_type_of(site).element
    source, times = [word(frame, operand) for operand in site.node.args]
    part = length_of(w, source)
    times = w.most(times, "0")
    cell = new_list(frame, site, element_, clip_count(w, part, times))
    rounds = w.select(w.compare("eq", part, "0"), "0", times)
    with w.repeat(rounds) as (index, _):
        copied(frame, source, "0", cell, w.two("mul nsw", index, part), part, element_)
    yield_list(frame, site, cell, known(frame, site))


def listed(frame: Frame, site: Site) -> None:
    """Emit the list of a range, whose elements are ready when the range is."""
    w, (source,) = frame.w, site.node.args
    size = w.most(value(frame, source)[1], str(MANY), "smin")  # beyond every limit of steps
    stride = frame.unit.stride(list_type_of(site).element)
    cell = new_list(frame, site, list_type_of(site).element, size)
    level = [frame.levels.word(form) for form in ready(frame, source)]
    with w.repeat(size) as (index, _):
        found, _levels = element(frame, source, index)
        w.store(found[0], element_at(w, cell, index, stride), ELEMENT)
        for text in level:
            w.store(text, element_at(w, cell, index, stride, 1), ELEMENT)
    yield_list(frame, site, cell, known(frame, site))


def reverse(frame: Frame, site: Site) -> None:
    """Emit xs[::-1]."""
    w, (source,) = frame.w, site.node.args
    cell, element_ = word(frame, source), list_type(frame, source).element
    size = length_of(w, cell)
    target, stride = new_list(frame, site, element_, size), frame.unit.stride(element_)
    pick(w, frame.unit, (cell, w.sub(size, "1"), "-1"), target, size, stride)
    share_rows(w, frame.unit, w.word_at(target, HEAD), size, element_)
    yield_list(frame, site, target, known(frame, site))


def flatten(frame: Frame, site: Site) -> None:
    """Emit the concatenation of a list's rows; its spine waits for theirs."""
    w, (source,), element_ = frame.w, site.node.args, list_type_of(site).element
    total, latest = w.variable("i64", "0"), w.variable("i64", "0")
    w.store("0", total)
    w.store("0", latest)
    rows = word(frame, source)
    number = length_of(w, rows)
    walk(frame, number)
    with w.repeat(number) as (index, _):
        row, levels = element(frame, source, index)
        w.store(w.add(w.load(total), length_of(w, row[0])), total)
        if frame.timed:
            late = frame.levels.word(frame.levels.join(*levels))
            w.store(w.most(w.load(latest), late), latest)
    cell = new_list(frame, site, element_, w.load(total))
    w.store("0", total)
    with w.repeat(number) as (index, _):
        row, levels = element(frame, source, index)
        size, at = length_of(w, row[0]), w.load(total)
        copied(frame, row[0], "0", cell, at, size, element_)
        w.store(w.add(at, size), total)
    spine = known(frame, site)
    if frame.timed:
        spine = frame.levels.join(spine, frame.levels.atom(w.load(latest)))
    yield_list(frame, site, cell, spine)


def unpack(frame: Frame, site: Site) -> None:
    """Emit the elements of a list as values; each waits for the spine and itself."""
    w, node, number = frame.w, site.node, len(site.node.outs)
    (source,) = node.args
    sized(frame, site, str(number))
    size = length_of(w, word(frame, source))
    fail_if(frame, w.compare("ne", size, str(number)), wrong_count, size, str(number))
    waits = known(frame, site)
    a_level(frame, waits)
    for at, out in enumerate(node.outs):
        found, levels = element(frame, source, str(at))
        if isinstance(node.types[at], List):
            share(w, found[0])
        if frame.timed:
            (level,) = a_level(frame, frame.levels.join(waits, levels[0]))
            levels = (level, *levels[1:])
        put(frame, out, found, levels)


MAKING: dict[str, Callable[[Frame, Site], None]] = {
    "len": length, "getitem": getitem, "slice": slice_, "concat": concat, "repeat": repeat,
    "list": listed, "make": make, "unpack": unpack, "reverse": reverse, "flatten": flatten,
}  # fmt: skip
