"""Machine code of the ops that inspect whole lists: comparison, search and reduction."""

from __future__ import annotations

from collections.abc import Callable

from ..language.failures import Undefined
from ..language.meanings import unfit
from ..language.types import INT, List, Type, depth
from .best_elements import EMPTY
from .compilation_unit import Unit
from .frame import Frame, front, note, put, word
from .ir import ELEMENT, Writer
from .list_cells import element_at, length_of
from .lists import known, list_type, sized
from .meters import charge, count, fail_if, left
from .reduction_trees import logarithm, reduced
from .site import Site

ORDERS = {
    "list_lt": "slt",
    "list_le": "sle",
    "list_gt": "sgt",
    "list_ge": "sge",
    "list_eq": "eq",
    "list_ne": "ne",
}


def seen(frame: Frame, site: Site, found: str, steps: str, inner: str) -> None:
    """Bind a scalar computed from k others: one level after them, then a tree of combinations.

    Parameters
    ----------
    inner : the level at which all inspected elements are ready, if levels are metered
    """
    w, levels = frame.w, frame.levels
    if not frame.timed:
        put(frame, site.node.outs[0], (found,))
        return
    fronts = [front(frame, operand) for operand in site.node.args]
    first = levels.join(*fronts, levels.atom(inner), site.control, later=1)
    bounded = frame.unit.options.bounded
    more = logarithm(w, steps) if bounded else w.widen(w.compare("sgt", steps, "1"))
    level = levels.atom(w.add(levels.word(first), more), first)
    note(frame, level)
    put(frame, site.node.outs[0], (found,), (level,))


def compare(frame: Frame, site: Site) -> None:
    """Emit the lexicographic comparison of two lists."""
    w, unit, (a, b) = frame.w, frame.unit, site.node.args
    element = list_type(frame, a).element
    pair = f"ptr {word(frame, a)}, ptr {word(frame, b)}"
    size = w.op(f"call i64 {looked_at(unit, element)}({pair}, i64 {left(frame)})")
    steps = sized(frame, site, size)
    order = w.op(f"call i64 {ordered(unit, element)}({pair})")
    inner = w.op(f"call i64 {all_ready(unit, element)}({pair})") if frame.timed else ""
    seen(frame, site, w.widen(w.compare(ORDERS[site.node.op], order, "0")), steps, inner)


def looked_at(unit: Unit, element: Type) -> str:
    """Return a function that counts the scalars a comparison of two cells inspects.

    Nested scalars count too. A count beyond its last parameter need not be exact.
    """
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal i64 @looked{nested}(ptr %a, ptr %b, i64 %most)")
        size = w.most(length_of(w, "%a"), length_of(w, "%b"), "smin")
        if not isinstance(element, List):
            w.do(f"ret i64 {size}")
            return w
        total, stride = w.variable("i64", "0"), unit.stride(element)
        with w.repeat(size) as (index, end):
            rows = [
                w.load(element_at(w, cell, index, stride), ELEMENT, "ptr") for cell in ("%a", "%b")
            ]
            count_rows(w, unit, element.element, rows, (total, "%most"), end)
        w.do(f"ret i64 {w.load(total)}")
        return w

    return unit.helper(f"looked{nested}", write)


def count_rows(
    w: Writer, unit: Unit, element: Type, rows: list[str], places: tuple[str, str], end: str
) -> None:
    """Emit the addition of two rows' comparison to a total; leave a loop past the bound."""
    total, most = places
    rest, on = w.sub(most, w.load(total)), w.label("on")
    pair = f"(ptr {rows[0]}, ptr {rows[1]}, i64 {rest})"
    more = w.op(f"call i64 {looked_at(unit, element)}{pair}")
    w.store(w.add(w.load(total), w.most(more, "1")), total)
    w.fork(w.compare("sgt", w.load(total), most), end, on, True)
    w.at(on)


def all_ready(unit: Unit, element: Type) -> str:
    """Return a function for the level at which all that a comparison inspects is ready."""
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal i64 @ready{nested}(ptr %a, ptr %b)")
        most, stride = w.variable("i64", "0"), unit.stride(element)
        with w.repeat(w.most(length_of(w, "%a"), length_of(w, "%b"), "smin")) as (index, _):
            found = [
                w.load(element_at(w, cell, index, stride, part), ELEMENT)
                for cell in ("%a", "%b")
                for part in range(1, stride)
            ]
            if isinstance(element, List):
                rows = [
                    w.load(element_at(w, cell, index, stride), ELEMENT, "ptr")
                    for cell in ("%a", "%b")
                ]
                function = all_ready(unit, element.element)
                found.append(w.op(f"call i64 {function}(ptr {rows[0]}, ptr {rows[1]})"))
            for level in found:
                w.store(w.most(w.load(most), level), most)
        w.do(f"ret i64 {w.load(most)}")
        return w

    return unit.helper(f"ready{nested}", write)


def ordered(unit: Unit, element: Type) -> str:
    """Return a function that compares two cells: -1, 0 or 1 for less, equal or greater."""
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal i64 @ordered{nested}(ptr %a, ptr %b)")
        first, second = length_of(w, "%a"), length_of(w, "%b")
        stride = unit.stride(element)
        with w.repeat(w.most(first, second, "smin")) as (index, _):
            places = [element_at(w, cell, index, stride) for cell in ("%a", "%b")]
            order = _order(w, unit, element, places)
            with w.when(w.truth(order)):
                w.do(f"ret i64 {order}")
                w.at(w.label("never"))
        w.do(f"ret i64 {sign(w, first, second)}")
        return w

    return unit.helper(f"ordered{nested}", write)


def _order(w: Writer, unit: Unit, element: Type, places: list[str]) -> str:
    if isinstance(element, List):
        a, b = (w.load(place, ELEMENT, "ptr") for place in places)
        return w.op(f"call i64 {ordered(unit, element.element)}(ptr {a}, ptr {b})")
    x, y = (w.load(place, ELEMENT) for place in places)
    return sign(w, x, y)


def sign(w: Writer, a: str, b: str) -> str:
    """Emit -1, 0 or 1 as a is less than, equal to or greater than b."""
    return w.sub(w.widen(w.compare("sgt", a, b)), w.widen(w.compare("slt", a, b)))


def contains(frame: Frame, site: Site) -> None:
    """Emit the search for a value among the elements, all of which are inspected."""
    w, unit, (xs, x) = frame.w, frame.unit, site.node.args
    element, cell, wanted = list_type(frame, xs).element, word(frame, xs), word(frame, x)
    steps = sized(frame, site, rows_looked_at(frame, element, cell, wanted))
    stride, found = unit.stride(element), w.variable()
    latest = w.variable("i64", "0") if frame.timed else ""
    w.store("0", found)
    if latest:
        w.store("0", latest)
    with w.repeat(length_of(w, cell)) as (index, _):
        place = element_at(w, cell, index, stride)
        levels = [w.load(w.word_at(place, part), ELEMENT) for part in range(1, stride)]
        if isinstance(element, List):
            pair = f"(ptr {w.load(place, ELEMENT, 'ptr')}, ptr {wanted})"
            order = w.op(f"call i64 {ordered(unit, element.element)}{pair}")
            same = w.compare("eq", order, "0")
            if latest:
                levels.append(w.op(f"call i64 {all_ready(unit, element.element)}{pair}"))
        else:
            same = w.compare("eq", w.load(place, ELEMENT), wanted)
        for level in levels:
            w.store(w.most(w.load(latest), level), latest)
        w.store(w.two("or", w.load(found), w.widen(same)), found)
    seen(frame, site, w.load(found), steps, w.load(latest) if latest else "")


def rows_looked_at(frame: Frame, element: Type, cell: str, wanted: str) -> str:
    """Emit the number of scalars that a search inspects, nested ones included."""
    w = frame.w
    size = length_of(w, cell)
    if not isinstance(element, List):
        return size
    total, most, stride = w.variable(), left(frame), frame.unit.stride(element)
    w.store("0", total)
    with w.repeat(size) as (index, end):
        row = w.load(element_at(w, cell, index, stride), ELEMENT, "ptr")
        count_rows(w, frame.unit, element.element, [row, wanted], (total, most), end)
    return w.load(total)


def too_large(low: int, high: int) -> Undefined:
    """Return the failure of a sum beyond 64 bits, given its lower and upper word."""
    return unfit((high << 64) | (low & (2**64 - 1)))


def reduce(frame: Frame, site: Site) -> None:
    """Emit the combination of k elements by k - 1 binary ops."""
    w, (source,) = frame.w, site.node.args
    cell = word(frame, source)
    size = length_of(w, cell)
    steps = w.most(w.sub(size, "1"), "0")
    count(frame, site.charges, steps)
    charge(frame, steps)
    found = REDUCED[site.node.op](frame, cell, size)
    if not frame.timed:
        put(frame, site.node.outs[0], (found,))
        return
    waits = known(frame, site)
    some, end = w.label("some"), w.label("end")
    place = w.variable()
    w.store(frame.levels.word(waits), place)
    w.fork(w.truth(size), some, end)
    w.at(some)
    noted, frame.noted = frame.noted, []
    w.store(frame.levels.word(reduced(frame, cell, size, 2, waits)), place)
    frame.noted = noted
    w.go(end)
    w.at(end)
    level = frame.levels.atom(w.load(place), waits)
    note(frame, level)
    put(frame, site.node.outs[0], (found,), (level,))


def summed(frame: Frame, cell: str, size: str) -> str:
    """Emit a sum, accumulated in 128 bits."""
    w, total = frame.w, frame.w.variable("i128")
    stride = frame.unit.stride(INT)
    w.store("0", total, "", "i128")
    with w.repeat(size) as (index, _):
        item = w.load(element_at(w, cell, index, stride), ELEMENT)
        wide = w.op(f"sext i64 {item} to i128")
        w.store(w.two("add", w.load(total, "", "i128"), wide, "i128"), total, "", "i128")
    whole = w.load(total, "", "i128")
    low = w.op(f"trunc i128 {whole} to i64")
    high = w.op(f"trunc i128 {w.two('ashr', whole, '64', 'i128')} to i64")
    fail_if(frame, w.compare("ne", high, w.two("ashr", low, "63")), too_large, low, high)
    return low


def extreme(how: str, name: str) -> Callable[[Frame, str, str], str]:
    """Return an emitter of the least or greatest element, which fails on an empty list."""

    def find(frame: Frame, cell: str, size: str) -> str:
        w = frame.w
        fail_if(frame, w.compare("eq", size, "0"), EMPTY[name])
        stride, place = frame.unit.stride(INT), w.variable()
        w.store(w.load(element_at(w, cell, "0", stride), ELEMENT), place)
        with w.repeat(size) as (index, _):
            item = w.load(element_at(w, cell, index, stride), ELEMENT)
            w.store(w.most(w.load(place), item, how), place)
        return w.load(place)

    return find


def gathered(instruction: str, start: str) -> Callable[[Frame, str, str], str]:
    """Return an emitter of `any` or `all` of a list of bools; every element is inspected."""

    def find(frame: Frame, cell: str, size: str) -> str:
        w, place = frame.w, frame.w.variable()
        w.store(start, place)
        with w.repeat(size) as (index, _):
            item = w.load(element_at(w, cell, index, frame.unit.stride(INT)), ELEMENT)
            w.store(w.two(instruction, w.load(place), item), place)
        return w.load(place)

    return find


REDUCED: dict[str, Callable[[Frame, str, str], str]] = {
    "sum": summed, "min_of": extreme("smin", "min"), "max_of": extreme("smax", "max"),
    "any_of": gathered("or", "0"), "all_of": gathered("and", "1"),
}  # fmt: skip
READING: dict[str, Callable[[Frame, Site], None]] = {
    **dict.fromkeys(ORDERS, compare),
    "contains": contains,
    **dict.fromkeys(REDUCED, reduce),
}
