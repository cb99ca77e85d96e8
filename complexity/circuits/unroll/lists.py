"""Lists as gates: reading, slicing and joining lists whose lengths and indices are words.

The element at an index is selected by a tree over the bits of the index, among the values that the
index can have under the path condition. Errors are failures of the path.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language.types import Type
from ..aig.graph import FALSE, Lit
from .arithmetic import (
    ONE,
    ZERO,
    add,
    choose,
    divide,
    equal,
    larger,
    less,
    multiply,
    recast,
    smaller,
    sub,
)
from .path_condition import Path
from .symbolic_values import Row, Value, blank, present, row, select
from .symbolic_values import choose as choose_value
from .symbolic_values import equal as equal_values
from .words import Word, constant, sign

MINUS_ONE = constant(-1)


def trimmed(path: Path, xs: Row) -> Row:
    """Narrow the length of a list under the path condition, and drop unreachable cells."""
    return row(xs.cells, counted(path, xs.length))


def counted(path: Path, length: Word) -> Word:
    """Narrow a length to its possible values under the path condition."""
    length = path.tightened(length)
    found = path.candidates(length)
    return recast(length, (found[0], found[-1]))


def from_end(path: Path, index: Word, length: Word) -> Word:
    """Add the length to a negative index; the result may still be negative."""
    negative = path.decided(sign(index))
    if negative == FALSE:
        return index
    return choose(path.gates, negative, add(path.gates, index, length), index)


def position(path: Path, xs: Row, index: Word) -> Word:
    """Convert an index to a position from 0; fail where it is out of range."""
    gates = path.gates
    at = from_end(path, index, xs.length)
    path.fail("index", gates.or_(sign(at), less(gates, at, xs.length) ^ 1))
    return recast(at, (0, max(xs.length.high - 1, 0)))


def at_place(path: Path, xs: Row, place: Word, element: Type) -> Value:
    """Select the cell at a position."""
    if not xs.cells:
        return blank(element)
    found = [at for at in path.candidates(place) if at < len(xs.cells)]
    return select(path.gates, place, {at: xs.cells[at] for at in found or [0]})


# -- cutting and joining -------------------------------------------------------------------------


def concat(path: Path, xs: Row, ys: Row) -> Row:
    """xs + ys."""
    gates, length = path.gates, add(path.gates, xs.length, ys.length)
    path.bounded(length.high)
    starts = path.candidates(xs.length)
    cells: list[Value] = []
    for place in range(length.high):
        leaves: dict[int, Value] = {}
        for start in starts:
            if place < start:
                leaves[start] = xs.cells[place]
            elif place - start < len(ys.cells):
                leaves[start] = ys.cells[place - start]
        if not leaves:
            break
        cells.append(select(gates, xs.length, leaves))
    return trimmed(path, row(cells, recast(length, (length.low, len(cells)))))


def flatten(path: Path, rows: Row) -> Row:
    """Concatenate the lists of a list."""
    joined = row([])
    for place, cells in enumerate(rows.cells):
        assert isinstance(cells, Row)
        there = present(path.gates, rows.length, place)
        length = choose(path.gates, there, cells.length, ZERO)
        joined = concat(path, joined, row(cells.cells, length))
    return joined


def repeat(path: Path, xs: Row, times: Word) -> Row:
    """xs * times."""
    gates = path.gates
    length = multiply(gates, xs.length, larger(gates, times, ZERO))
    path.bounded(length.high)
    lengths = [one for one in path.candidates(xs.length) if one]
    cells = [
        select(gates, xs.length, {one: xs.cells[place % one] for one in lengths})
        for place in range(length.high if lengths else 0)
    ]
    return trimmed(path, row(cells, recast(length, (0, len(cells)))))


def backwards(path: Path, xs: Row) -> Row:
    """xs[::-1]."""
    ends = [end for end in path.candidates(xs.length) if end]
    cells = [
        select(path.gates, xs.length, {end: xs.cells[end - 1 - at] for end in ends if at < end})
        for at in range(ends[-1] if ends else 0)
    ]
    return row(cells, recast(xs.length, (0, len(cells))))


def cut(path: Path, mask: int, xs: Row, bounds: Sequence[Word]) -> Row:
    """xs[start:stop:step] with the bounds that the mask says (1: start, 2: stop, 4: step)."""
    left = list(bounds)
    start, stop, step = (left.pop(0) if mask & bit else None for bit in (1, 2, 4))
    if step is None:
        return cut_by(path, xs, start, stop, 1)
    gates, longest = path.gates, max(len(xs.cells), 1)
    path.fail("value", equal(gates, step, ZERO))
    step = smaller(gates, larger(gates, step, constant(-longest)), constant(longest))
    found = [one for one in path.candidates(step) if one] or [1]
    made = cut_by(path, xs, start, stop, found[-1])
    for one in found[:-1]:
        now = equal(gates, step, constant(one))
        made = choose_value(gates, now, cut_by(path, xs, start, stop, one), made)
    return trimmed(path, made)


def cut_by(path: Path, xs: Row, start: Word | None, stop: Word | None, step: int) -> Row:
    """A slice with a constant step."""
    gates, length, most = path.gates, xs.length, -(-len(xs.cells) // abs(step))
    first, end = (ends_up if step > 0 else ends_down)(path, length, start, stop)
    span = sub(gates, end, first) if step > 0 else sub(gates, first, end)
    above = add(gates, span, constant(abs(step) - 1))
    count = larger(gates, ZERO, divide(gates, above, constant(abs(step)))[0])
    count = counted(path, recast(count, (0, most)))
    if first.high > len(xs.cells):
        first = smaller(gates, first, constant(len(xs.cells)))
    starts = path.candidates(first)
    cells: list[Value] = []
    for place in range(count.high):
        wanted = {at: at + place * step for at in starts if 0 <= at + place * step < len(xs.cells)}
        if not wanted:
            break
        cells.append(select(gates, first, {at: xs.cells[to] for at, to in wanted.items()}))
    return trimmed(path, row(cells, recast(count, (0, len(cells)))))


def ends_up(path: Path, length: Word, start: Word | None, stop: Word | None) -> tuple[Word, Word]:
    """The start and the end of an upward slice; a start beyond the length makes it empty."""
    gates = path.gates
    first = larger(gates, from_end(path, start or ZERO, length), ZERO)
    end = length if stop is None else larger(gates, from_end(path, stop, length), ZERO)
    return first, smaller(gates, end, length)


def ends_down(path: Path, length: Word, start: Word | None, stop: Word | None) -> tuple[Word, Word]:
    """The first index of a slice downwards, and the index before which it ends."""
    gates, last = path.gates, sub(path.gates, length, ONE)
    first = last if start is None else larger(gates, from_end(path, start, length), MINUS_ONE)
    end = MINUS_ONE if stop is None else larger(gates, from_end(path, stop, length), MINUS_ONE)
    return smaller(gates, first, last), end


def unpack(path: Path, count: int, xs: Row, elements: Sequence[Type]) -> tuple[Value, ...]:
    """Unpack a list that must have exactly `count` elements."""
    path.fail("unpack", equal(path.gates, xs.length, constant(count)) ^ 1)
    blanks = [blank(element) for element in elements]
    return (*xs.cells[:count], *blanks[len(xs.cells[:count]) :])


# -- searching and gathering ---------------------------------------------------------------------


def contains(path: Path, xs: Row, value: Value) -> Lit:
    """Whether a list contains a value."""
    gates = path.gates
    found = [
        gates.and_(present(gates, xs.length, place), equal_values(gates, cell, value))
        for place, cell in enumerate(xs.cells)
    ]
    return gates.any_(found)


def kept(path: Path, passed: Sequence[Lit], cells: Sequence[Value]) -> Row:
    """Filter cells: those that passed a test, in order, prepended from the last to the first."""
    gates, made = path.gates, row([])
    for lit, cell in zip(reversed(passed), reversed(cells), strict=True):
        grown = Row(add(gates, made.length, ONE), (cell, *made.cells))
        made = choose_value(gates, lit, grown, made)
    return trimmed(path, made)


def extreme(
    path: Path, keys: Sequence[Word], cells: Sequence[Value], length: Word, least: bool
) -> tuple[Word, Value]:
    """The first least (or greatest) key, and its cell, of a non-empty list.

    The tree is balanced: the right half wins if it is not empty and its key is strictly better.
    """
    if len(keys) == 1:
        return keys[0], cells[0]
    gates, middle = path.gates, (len(keys) + 1) // 2
    key, cell = extreme(path, keys[:middle], cells[:middle], length, least)
    beyond = sub(gates, length, constant(middle))
    other, rival = extreme(path, keys[middle:], cells[middle:], beyond, least)
    better = less(gates, other, key) if least else less(gates, key, other)
    wins = gates.and_(better, less(gates, ZERO, beyond))
    best = (smaller if least else larger)(gates, key, other)
    if wins != better:
        best = choose(gates, wins, other, key)
    return best, choose_value(gates, wins, rival, cell)
