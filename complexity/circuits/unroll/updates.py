"""Updates as gates: a new version of a list, or of one nested in lists at a sequence of indices.

For an index that is not constant, every list that it may denote is updated under the condition
that it does; unchanged cells cost no gates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...language.types import List, Type
from . import arithmetic
from .arithmetic import ONE, ZERO, add, larger, less, recast, smaller, sub
from .lists import at_place, concat, from_end, position, trimmed
from .path_condition import Path
from .symbolic_values import Row, Value, blank, choose, row, select
from .words import Word, constant

Outs = tuple[Value, ...]  # the new list, then the removed element if there is one
Update = Callable[[Path, Row, Sequence[Value], Type], Outs]


def along(
    path: Path, xs: Row, indices: Sequence[Word], leaf: Callable[[Row, Type], Outs], type_: Type
) -> Outs:
    """Replace the list that a sequence of indices leads to by the result of `leaf`."""
    assert isinstance(type_, List)
    if not indices:
        return leaf(xs, type_.element)
    at, inner = position(path, xs, indices[0]), type_.element
    cells, taken = list(xs.cells), dict[int, Outs]()
    before, narrowed, ends = path.here, path.narrowed, []
    for place in path.candidates(at) if cells else ():
        now = arithmetic.equal(path.gates, at, constant(place))
        path.here = path.gates.and_(before, now)
        old = cells[place]
        assert isinstance(old, Row)
        new, *outs = along(path, old, indices[1:], leaf, inner)
        cells[place], taken[place] = choose(path.gates, now, new, old), tuple(outs)
        ends.append(path.here)
    path.joined(before, narrowed, ends)
    places = range(len(next(iter(taken.values()), ())))
    outs_of = [{place: outs[one] for place, outs in taken.items()} for one in places]
    return (Row(xs.length, tuple(cells)), *[select(path.gates, at, outs) for outs in outs_of])


def setitem(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs[i] = x."""
    index, value = args
    assert isinstance(index, Word)
    at = position(path, xs, index)
    cells = list(xs.cells)
    for place in path.candidates(at) if cells else ():
        now = arithmetic.equal(path.gates, at, constant(place))
        cells[place] = choose(path.gates, now, value, cells[place])
    return (Row(xs.length, tuple(cells)),)


def append(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs.append(x)."""
    (value,) = args
    cells = [*xs.cells, value]
    for place in path.candidates(xs.length):
        if place < len(xs.cells):
            now = arithmetic.equal(path.gates, xs.length, constant(place))
            cells[place] = choose(path.gates, now, value, cells[place])
    return (row(cells, add(path.gates, xs.length, ONE)),)


def extend(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs.extend(ys)."""
    (more,) = args
    assert isinstance(more, Row)
    return (concat(path, xs, more),)


def insert(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs.insert(i, x); the index is clipped to the list."""
    index, value = args
    assert isinstance(index, Word)
    gates = path.gates
    at = smaller(gates, larger(gates, from_end(path, index, xs.length), ZERO), xs.length)
    places = path.candidates(at)
    cells: list[Value] = []
    for place in range(len(xs.cells) + 1):
        now = arithmetic.equal(gates, at, constant(place))
        shifted = less(gates, at, constant(place))
        cell = xs.cells[place] if place < len(xs.cells) else value
        if place and any(one < place for one in places):
            cell = choose(gates, shifted, xs.cells[place - 1], cell)
        if place in places:
            cell = choose(gates, now, value, cell)
        cells.append(cell)
    return (row(cells, add(gates, xs.length, ONE)),)


def pop(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs.pop(): the list without its last element, and that element."""
    gates = path.gates
    path.fail("index", less(gates, xs.length, ONE))
    if not xs.cells:
        return xs, blank(element)
    last = recast(sub(gates, xs.length, ONE), (0, len(xs.cells) - 1))
    return trimmed(path, row(xs.cells, last)), at_place(path, xs, last, element)


def pop_at(path: Path, xs: Row, args: Sequence[Value], element: Type) -> Outs:
    """xs.pop(i): the list without the element at an index, and that element."""
    (index,) = args
    assert isinstance(index, Word)
    gates, at = path.gates, position(path, xs, index)
    if not xs.cells:
        return xs, blank(element)
    places = path.candidates(at)
    cells = list(xs.cells)
    for place in range(len(cells) - 1):
        if any(one <= place for one in places):
            shifted = less(gates, constant(place), at) ^ 1
            cells[place] = choose(gates, shifted, cells[place + 1], cells[place])
    length = recast(sub(gates, xs.length, ONE), (0, len(cells) - 1))
    return row(cells, length), at_place(path, xs, at, element)


UPDATES: dict[str, Update] = {
    "setitem": setitem, "append": append, "extend": extend, "insert": insert, "pop": pop,
    "pop_at": pop_at,
}  # fmt: skip
