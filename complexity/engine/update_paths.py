"""Machine code that follows the path to the list that an update changes.

The lists on the path are followed from the outside in. The first that is shared is copied, and so
are all further ones, as in `machine.updates`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..language.graph import Operand
from ..language.ops import OPS
from ..language.types import List, Type
from ..machine.liveness import type_of
from ..machine.sites import path_length
from .context import HEAD
from .frame import Frame, front, ready, word
from .ir import ELEMENT
from .ir import HEAD as OF_HEAD
from .level_forms import Form
from .list_cells import (
    alloc,
    copy_words,
    element_at,
    length_of,
    references_of,
    scale,
    share_rows,
)
from .lists import at_index
from .meters import charge, claim, count, made, took, use_words
from .site import Site


@dataclass(frozen=True, slots=True)
class Path:
    """The lists on the path to the one that an update changes, that one included.

    Attributes
    ----------
    cells : the variables that hold their references, from the outside in
    places : for each list but the last, the index of the next list in it
    elements : the types of their elements
    known : the levels at which their spines are known after the update
    """

    cells: list[str]
    places: list[str]
    elements: list[Type]
    known: list[Form]

    @property
    def element(self) -> Type:
        """The element type of the list that changes."""
        return self.elements[-1]


def cell_of(frame: Frame, path: Path) -> str:
    """Load the reference to the list that changes."""
    return frame.w.load(path.cells[-1], "", "ptr")


def follow(frame: Frame, site: Site) -> Path:
    """Emit the walk along the path; every spine waits for what leads to it."""
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
    """Return what the spine of a list on the path waits for: the address in it."""
    node = site.node
    if not frame.timed or (level == path_length(node) and not OPS[node.op].waits):
        return []
    return [front(frame, node.args[1 + level])]


def make_own(frame: Frame, site: Site, path: Path, steps: str, growth: str) -> None:
    """Emit the charges and claims, and the copies from the first shared list on."""
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
    """Emit the copy of one list on the path, to which its parent then refers."""
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
    """Emit the replacement of a list on the path by another cell."""
    w = frame.w
    w.store(cell, path.cells[level], "", "ptr")
    if level:
        parent = w.load(path.cells[level - 1], "", "ptr")
        stride = frame.unit.stride(path.elements[level - 1])
        at = element_at(w, parent, path.places[level - 1], stride)
        w.store(cell, at, ELEMENT, "ptr")


def put_spine(frame: Frame, path: Path, level: int, at: str) -> None:
    """Emit the store of the level of a row's spine beside the reference to the row."""
    w = frame.w
    parent = w.load(path.cells[level], "", "ptr")
    place = element_at(w, parent, at, frame.unit.stride(path.elements[level]), 2)
    w.store(frame.levels.word(path.known[level + 1]), place, ELEMENT)


def sizes(frame: Frame, site: Site, cell: str) -> tuple[str, str]:
    """Emit an update's charge by size (at least 1, or 0), and the growth of its list in words."""
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
            return "0", str(OPS[op].grows)


def clip(frame: Frame, cell: str, index: str) -> str:
    """Emit the position at which `insert` puts an element."""
    w, length = frame.w, length_of(frame.w, cell)
    back = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    return w.most(w.most(back, "0"), length, "smin")


def operands(site: Site) -> tuple[Operand, ...]:
    """Return the operands after the path."""
    return site.node.args[path_length(site.node) + 1 :]
