"""Machine code of list updates: the counterpart of `machine.updates` and its level rules."""

from __future__ import annotations

from collections.abc import Callable

from ..language.failures import Undefined
from ..language.meanings import nothing_to_pop, position
from ..language.types import List
from .context import HEAD, LENGTH
from .frame import Frame, Ready, note, put, ready, word
from .ir import ELEMENT
from .ir import HEAD as OF_HEAD
from .level_forms import Form
from .list_cells import (
    copy_words,
    element_at,
    grown,
    length_of,
    move_words,
    scale,
    share_rows,
)
from .lists import at_index
from .meters import drop, drop_words, fail_if, made, took, use_words
from .site import Site, delayed
from .update_paths import Path, cell_of, clip, follow, make_own, operands, put_spine, replace, sizes


def update(frame: Frame, site: Site) -> None:
    """Emit an update: make the lists along the path unshared, then change the innermost one."""
    w, node = frame.w, site.node
    path = follow(frame, site)
    steps, growth = sizes(frame, site, cell_of(frame, path))
    make_own(frame, site, path, steps, growth)
    levels: Ready = ()
    if frame.timed:
        wait, _ = ready(frame, node.args[0])
        levels = wait, path.known[0]
        for level, place in enumerate(path.places):
            put_spine(frame, path, level, place)
    latest = CHANGES[node.op](frame, site, path)
    if frame.timed:
        note(frame, frame.levels.join(path.known[-1], site.control, latest))
    put(frame, node.outs[0], (w.load(path.cells[0], "", "ptr"),), levels)


def setitem(frame: Frame, site: Site, path: Path) -> Form:
    """Emit xs[index] = value."""
    w, (index, _) = frame.w, operands(site)
    cell = cell_of(frame, path)
    at = at_index(frame, cell, word(frame, index))
    if not isinstance(path.element, List):
        return put_last(frame, site, path, cell, at)
    old = w.load(element_at(w, cell, at, frame.unit.stride(path.element)), ELEMENT, "ptr")
    latest = put_last(frame, site, path, cell, at)
    drop(frame, old, path.element)
    return latest


def put_last(frame: Frame, site: Site, path: Path, cell: str, at: str) -> Form:
    """Store the last operand as an element; return the element's level, or its reference's."""
    w, node = frame.w, site.node
    value, last = node.args[-1], len(node.args) - 1
    stride = frame.unit.stride(path.element)
    found = took(frame, value, last in site.life.moved)
    part = "ptr" if isinstance(path.element, List) else "i64"
    w.store(found, element_at(w, cell, at, stride), ELEMENT, part)
    levels = delayed(frame, ready(frame, value), site.control)
    for k, level in enumerate(levels, 1):
        w.store(frame.levels.word(level), element_at(w, cell, at, stride, k), ELEMENT)
    return levels[0] if levels else {}


def longer(frame: Frame, path: Path, size: str) -> str:
    """Return the list that changes, extended by elements whose values are not yet set."""
    cell = cell_of(frame, path)
    function = grown(frame.unit, frame.unit.stride(path.element))
    cell = made(frame, function, f"ptr %ctx, ptr {cell}, i64 {size}")
    replace(frame, path, len(path.cells) - 1, cell)
    return cell


def append(frame: Frame, site: Site, path: Path) -> Form:
    """Emit the append of one element."""
    length = length_of(frame.w, cell_of(frame, path))
    cell = longer(frame, path, frame.w.add(length, "1"))
    use_words(frame, 1)
    return put_last(frame, site, path, cell, length)


def insert(frame: Frame, site: Site, path: Path) -> Form:
    """Emit the insertion of one element before an index, which is clipped as in Python."""
    w, stride = frame.w, frame.unit.stride(path.element)
    cell = cell_of(frame, path)
    length, at = length_of(w, cell), clip(frame, cell, word(frame, operands(site)[0]))
    cell = longer(frame, path, w.add(length, "1"))
    place, after = element_at(w, cell, at, stride), element_at(w, cell, w.add(at, "1"), stride)
    move_words(w, place, after, scale(w, w.sub(length, at), stride))
    use_words(frame, 1)
    return put_last(frame, site, path, cell, at)


def extend(frame: Frame, site: Site, path: Path) -> Form:
    """Emit the append of another list's elements."""
    w, stride = frame.w, frame.unit.stride(path.element)
    more = word(frame, operands(site)[0])
    size, length = length_of(w, more), length_of(w, cell_of(frame, path))
    first = w.word_at(more, HEAD)
    share_rows(w, frame.unit, first, size, path.element)
    use_words(frame, size)
    cell = longer(frame, path, w.add(length, size))
    copy_words(w, first, element_at(w, cell, length, stride), scale(w, size, stride))
    return {}


def no_element(*_: int) -> Undefined:
    """Return the failure of `pop` on an empty list."""
    return nothing_to_pop()


def no_such_element(length: int, index: int) -> Undefined:
    """Return the failure of `pop` at an index that is out of range."""
    try:
        position(length, index, "pop index")
    except Undefined as failure:
        return failure
    raise AssertionError(f"{index} is an index of a list of length {length}")


def pop(frame: Frame, site: Site, path: Path) -> Form:
    """Emit the removal of the last element or the one at an index, which is read."""
    w, stride = frame.w, frame.unit.stride(path.element)
    cell = cell_of(frame, path)
    length = length_of(w, cell)
    fail_if(frame, w.compare("eq", length, "0"), no_element)
    last = w.sub(length, "1")
    at = popped_at(frame, word(frame, operands(site)[0]), length) if operands(site) else last
    place = element_at(w, cell, at, stride)
    part = "ptr" if isinstance(path.element, List) else "i64"
    found = w.load(place, ELEMENT, part)
    levels = [frame.levels.atom(w.load(w.word_at(place, k), ELEMENT)) for k in range(1, stride)]
    if operands(site):
        after = element_at(w, cell, w.add(at, "1"), stride)
        move_words(w, after, place, scale(w, w.sub(last, at), stride))
    w.store(last, w.word_at(cell, LENGTH), OF_HEAD)
    drop_words(frame, 1)
    if levels:
        levels[0] = frame.levels.join(levels[0], path.known[-1], site.control, later=1)
    put(frame, site.node.outs[1], (found,), tuple(levels))
    return levels[0] if levels else {}


def popped_at(frame: Frame, index: str, length: str) -> str:
    """Emit the position from 0 of the element that is removed."""
    w = frame.w
    at = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    fail_if(frame, w.compare("uge", at, length), no_such_element, length, index)
    return at


CHANGES: dict[str, Callable[[Frame, Site, Path], Form]] = {
    "setitem": setitem, "append": append, "insert": insert, "extend": extend, "pop": pop,
    "pop_at": pop,
}  # fmt: skip
