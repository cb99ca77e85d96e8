"""Updates of lists in machine code: the counterpart of `semantics.updates` and of its levels.

The lists on the way to the one that changes are followed from the outside in. The first that is
referred to more than once is copied, and so are all that follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..language.failures import Undefined
from ..language.graph import Operand
from ..language.meanings import position
from ..language.types import List, Type
from ..semantics.liveness import type_of
from ..semantics.sites import path_length
from .cells import (
    alloc,
    copy_words,
    element_at,
    grown,
    length_of,
    move_words,
    references_of,
    scale,
    share_rows,
)  # fmt: skip
from .context import HEAD, LENGTH
from .form import Form
from .frame import Frame, Ready, front, note, put, ready, word
from .ir import ELEMENT
from .ir import HEAD as OF_HEAD
from .lists import at_index
from .meters import charge, claim, count, drop, drop_words, fail_if, made, took, use_words
from .site import Site, delayed

# what a spine waits for beside the control: an index, the other list's spine, or nothing more
WAITS = {"setitem": True, "insert": True, "pop_at": True, "extend": True,
         "append": False, "pop": False}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Path:
    """The lists that lead to the one that an update changes, and that one.

    Attributes
    ----------
    cells : variables for the references to them, from the outside in
    places : the position in each but the last at which the next one stands
    elements : the types of their elements
    known : the levels at which their spines are known after the update
    """

    cells: list[str]
    places: list[str]
    elements: list[Type]
    known: list[Form]

    @property
    def element(self) -> Type:
        """The type of the elements of the list that changes."""
        return self.elements[-1]


def update(frame: Frame, site: Site) -> None:
    """The lists along the path made this op's own, then the innermost changed."""
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


def cell_of(frame: Frame, path: Path) -> str:
    """The reference to the list that changes."""
    return frame.w.load(path.cells[-1], "", "ptr")


def follow(frame: Frame, site: Site) -> Path:
    """The path to the list that changes; along it every spine waits for what leads there."""
    w, node = frame.w, site.node
    type_ = type_of(node.args[0], frame.types)
    cell = took(frame, node.args[0], 0 in site.life.moved)
    fronts = list(ready(frame, node.args[0]))
    path, known = Path([], [], [], []), frame.around.get(node.outs[0], site.control)
    for level in range(path_length(node) + 1):
        assert isinstance(type_, List)
        path.cells.append(w.variable("ptr"))
        w.store(cell, path.cells[-1], "", "ptr")
        path.elements.append(type_.element)
        known = frame.levels.join(known, *fronts, *awaited(frame, site, level))
        path.known.append(known)
        if level == path_length(node):
            break
        at = at_index(frame, cell, word(frame, node.args[1 + level]))
        path.places.append(at)
        stride = frame.unit.stride(type_.element)
        place = element_at(w, cell, at, stride)
        cell, type_ = w.load(place, ELEMENT, "ptr"), type_.element
        fronts = [frame.levels.atom(w.load(w.word_at(place, k), ELEMENT)) for k in range(1, stride)]
    return path


def awaited(frame: Frame, site: Site, level: int) -> list[Form]:
    """What the spine of a list of the path waits for: the address in it."""
    node = site.node
    if not frame.timed or (level == path_length(node) and not WAITS[node.op]):
        return []
    return [front(frame, node.args[1 + level])]


def make_own(frame: Frame, site: Site, path: Path, steps: str, growth: str) -> None:
    """Charges and claims; then the lists from the first that is shared are copied."""
    w, own, copied = frame.w, "true", "0"
    kept = []
    for variable in path.cells:
        cell = w.load(variable, "", "ptr")
        own = w.two("and", own, w.compare("eq", references_of(w, cell), "1"), "i1")
        copied = w.add(copied, w.select(own, "0", length_of(w, cell)))
        kept.append(own)
    if steps != "0":
        spent = w.add(copied, steps)
        count(frame, site.charges, spent)
        charge(frame, spent)
    else:
        with w.when(w.truth(copied), rarely=True):
            count(frame, site.charges, copied)
            charge(frame, copied)
    if growth.isdigit():
        claim(frame, site.life.during + int(growth))
        with w.when(w.truth(copied), rarely=True):
            claim(frame, w.add(copied, str(site.life.during + int(growth))))
    else:
        claim(frame, w.add(w.add(copied, growth), str(site.life.during)))
    for level, bit in enumerate(kept):
        with w.when(w.two("xor", bit, "true", "i1"), rarely=True):
            copy(frame, path, level)


def copy(frame: Frame, path: Path, level: int) -> None:
    """One list of the path becomes a copy, to which its parent refers."""
    w, element = frame.w, path.elements[level]
    cell, stride = w.load(path.cells[level], "", "ptr"), frame.unit.stride(element)
    size = length_of(w, cell)
    use_words(frame, size)
    clone = made(frame, alloc(frame.unit, stride), f"ptr %ctx, i64 {size}")
    first = w.word_at(cell, HEAD)
    share_rows(w, frame.unit, first, size, element)
    copy_words(w, first, w.word_at(clone, HEAD), scale(w, size, stride))
    w.store(w.sub(w.load(cell, OF_HEAD), "1"), cell, OF_HEAD)
    replace(frame, path, level, clone)


def replace(frame: Frame, path: Path, level: int, cell: str) -> None:
    """Another cell takes the place of a list of the path."""
    w = frame.w
    w.store(cell, path.cells[level], "", "ptr")
    if level:
        parent = w.load(path.cells[level - 1], "", "ptr")
        stride = frame.unit.stride(path.elements[level - 1])
        at = element_at(w, parent, path.places[level - 1], stride)
        w.store(cell, at, ELEMENT, "ptr")


def put_spine(frame: Frame, path: Path, level: int, at: str) -> None:
    """The level of a row's spine, put beside the reference to the row."""
    w = frame.w
    parent = w.load(path.cells[level], "", "ptr")
    place = element_at(w, parent, at, frame.unit.stride(path.elements[level]), 2)
    w.store(frame.levels.word(path.known[level + 1]), place, ELEMENT)


def sizes(frame: Frame, site: Site, cell: str) -> tuple[str, str]:
    """What an update charges by size (at least 1, or 0), and how many words the list grows."""
    w, rest = frame.w, operands(site)
    match site.node.op:
        case "extend":
            size = length_of(w, word(frame, rest[0]))
            return w.most(size, "1"), size
        case "insert":
            length = length_of(w, cell)
            return w.most(w.sub(length, clip(frame, cell, word(frame, rest[0]))), "1"), "1"
        case "pop_at":
            length, index = length_of(w, cell), word(frame, rest[0])
            some = w.most(length, "1")
            by = w.two("srem", index, some)
            at = w.select(w.compare("slt", by, "0"), w.add(by, some), by)
            return w.most(w.sub(w.sub(length, "1"), at), "1"), "0"
        case op:
            return "0", "1" if op == "append" else "0"


def clip(frame: Frame, cell: str, index: str) -> str:
    """Where `insert` puts an element."""
    w, length = frame.w, length_of(frame.w, cell)
    back = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    return w.most(w.most(back, "0"), length, "smin")


def operands(site: Site) -> tuple[Operand, ...]:
    """The operands after the path."""
    return site.node.args[path_length(site.node) + 1 :]


def setitem(frame: Frame, site: Site, path: Path) -> Form:
    """xs[index] = value."""
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
    """The last operand becomes an element; the level of that element or of the reference to it."""
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
    """The list that changes, with more elements, whose values are not put yet."""
    cell = cell_of(frame, path)
    function = grown(frame.unit, frame.unit.stride(path.element))
    cell = made(frame, function, f"ptr %ctx, ptr {cell}, i64 {size}")
    replace(frame, path, len(path.cells) - 1, cell)
    return cell


def append(frame: Frame, site: Site, path: Path) -> Form:
    """One more element, the last."""
    length = length_of(frame.w, cell_of(frame, path))
    cell = longer(frame, path, frame.w.add(length, "1"))
    use_words(frame, 1)
    return put_last(frame, site, path, cell, length)


def insert(frame: Frame, site: Site, path: Path) -> Form:
    """One more element, before an index, which Python clips."""
    w, stride = frame.w, frame.unit.stride(path.element)
    cell = cell_of(frame, path)
    length, at = length_of(w, cell), clip(frame, cell, word(frame, operands(site)[0]))
    cell = longer(frame, path, w.add(length, "1"))
    place, after = element_at(w, cell, at, stride), element_at(w, cell, w.add(at, "1"), stride)
    move_words(w, place, after, scale(w, w.sub(length, at), stride))
    use_words(frame, 1)
    return put_last(frame, site, path, cell, at)


def extend(frame: Frame, site: Site, path: Path) -> Form:
    """The elements of another list follow."""
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
    """There is nothing to pop."""
    return Undefined("index", "pop from an empty list")


def no_such_element(length: int, index: int) -> Undefined:
    """There is no element to pop at an index."""
    try:
        position(length, index, "pop index")
    except Undefined as failure:
        return failure
    raise AssertionError(f"{index} is an index of a list of length {length}")


def pop(frame: Frame, site: Site, path: Path) -> Form:
    """One element leaves, the last or the one at an index: it is read."""
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
    """The position from 0 of the element that leaves."""
    w = frame.w
    at = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    fail_if(frame, w.compare("uge", at, length), no_such_element, length, index)
    return at


CHANGES: dict[str, Callable[[Frame, Site, Path], Form]] = {
    "setitem": setitem, "append": append, "insert": insert, "extend": extend, "pop": pop,
    "pop_at": pop,
}  # fmt: skip
