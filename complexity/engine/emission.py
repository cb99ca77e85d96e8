"""Serialisation of the results of a run into its caller's stream.

A scalar is its word, a list its length followed by its elements. A list may hold one row many
times. Where that would make the stream much longer than the memory of the run, a list that has
already been written is encoded as the single word -1 - p, where it begins p words after the first
result. The position of a written cell is kept in the cell, as the forwarding address in copying
garbage collection [1]_: in its capacity word, which is no longer needed when a run has ended.

References
----------
.. [1] C. J. Cheney, "A nonrecursive list compacting algorithm", CACM 13(11), 1970.
"""

from __future__ import annotations

from ..language.types import List, Type, depth
from .compilation_unit import Unit
from .context import CAPACITY
from .ir import ELEMENT, Writer
from .ir import HEAD as OF_HEAD
from .list_cells import element_at, field_of, length_of

FEW = 4096  # results of up to this many words are always written in full

Found = list[tuple[Type, str]]  # results: their types and words


def stop(w: Writer, what: int, first: str = "0") -> None:
    """Emit the end of a run with a failure."""
    w.store(str(what), field_of(w, "what"))
    w.store(first, field_of(w, "first"))
    w.do("ret i64 1")
    w.at(w.label("never"))


def emit(w: Writer, unit: Unit, found: Found) -> None:
    """Emit the writing of results to the stream, where there is room or the caller makes room."""
    most = w.add(w.two("shl", w.load(field_of(w, "peak")), "1"), str(FEW))
    size = w.variable()
    w.store(in_full(w, unit, found, most), size)
    shared = w.compare("sgt", w.load(size), most)
    if all(depth(type_) < 1 for type_, _ in found):
        shared = "false"
    with w.when(shared, rarely=True):
        w.store(laid(w, unit, found), size)
    make_room(w, w.load(size))
    begin = w.load("%target", "", "ptr")
    now = begin
    for type_, text in found:
        if isinstance(type_, List):
            function = putter(unit, type_.element)
            now = w.op(f"call ptr {function}(ptr {text}, ptr {now}, ptr {begin}, i1 {shared})")
        else:
            w.store(text, now)
            now = w.word_at(now, 1)
    w.store(now, "%target", "", "ptr")


def in_full(w: Writer, unit: Unit, found: Found, most: str) -> str:
    """Emit the number of words that results take if every list is written in full."""
    size = str(sum(not isinstance(type_, List) for type_, _ in found))
    for type_, text in found:
        if isinstance(type_, List):
            function = sizer(unit, type_.element)
            size = w.add(size, w.op(f"call i64 {function}(ptr {text}, i64 {most})"))
    return size


def laid(w: Writer, unit: Unit, found: Found) -> str:
    """Emit the words that results take if each list is written once; positions go into cells."""
    # literal tables outlive a run, so positions from an earlier run are erased
    for name in unit.tables.values():
        w.store("0", w.word_at(name, CAPACITY), OF_HEAD)
    at = "0"
    for type_, text in found:
        if isinstance(type_, List):
            at = w.op(f"call i64 {layer(unit, type_.element)}(ptr {text}, i64 {at})")
        else:
            at = w.add(at, "1")
    return at


def make_room(w: Writer, size: str) -> None:
    """Emit the request for room for `size` words, which may move the output elsewhere."""
    after = w.word_after(w.load("%target", "", "ptr"), size)
    with w.when(w.compare("ugt", after, "%room", "ptr"), rarely=True):
        wider = w.load(field_of(w, "wider"), "", "ptr")
        place = w.op(f"call ptr {wider}(i64 {size})")
        with w.when(w.compare("eq", place, "null", "ptr")):
            stop(w, -1, size)
        w.store(place, "%target", "", "ptr")


def sizer(unit: Unit, element: Type) -> str:
    """Return a function that computes the words a cell takes in a stream, in full.

    Its last parameter is a bound beyond which the count need not be exact.
    """
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal i64 @size{nested}(ptr %cell, i64 %most)")
        count = length_of(w, "%cell")
        if not isinstance(element, List):
            w.do(f"ret i64 {w.add(count, '1')}")
            return w
        total = w.variable("i64", "1")
        with w.repeat(count) as (index, end):
            row = w.load(element_at(w, "%cell", index, unit.stride(element)), ELEMENT, "ptr")
            rest, on = w.sub("%most", w.load(total)), w.label("on")
            more = w.op(f"call i64 {sizer(unit, element.element)}(ptr {row}, i64 {rest})")
            w.store(w.add(w.load(total), more), total)
            w.fork(w.compare("sgt", w.load(total), "%most"), end, on, True)
            w.at(on)
        w.do(f"ret i64 {w.load(total)}")
        return w

    return unit.helper(f"size{nested}", write)


def layer(unit: Unit, element: Type) -> str:
    """Return a function that assigns a cell its position and returns the position after it."""
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal i64 @lay{nested}(ptr %cell, i64 %at)")
        place, after = w.word_at("%cell", CAPACITY), w.add("%at", "1")
        w.fork(w.compare("slt", w.load(place, OF_HEAD), "0"), "again", "first")
        w.at("again")
        w.do(f"ret i64 {after}")
        w.at("first")
        w.store(w.two("xor", "%at", "-1"), place, OF_HEAD)
        count = length_of(w, "%cell")
        if not isinstance(element, List):
            w.do(f"ret i64 {w.add(after, count)}")
            return w
        now = w.variable()
        w.store(after, now)
        with w.repeat(count) as (index, _):
            row = w.load(element_at(w, "%cell", index, unit.stride(element)), ELEMENT, "ptr")
            function = layer(unit, element.element)
            w.store(w.op(f"call i64 {function}(ptr {row}, i64 {w.load(now)})"), now)
        w.do(f"ret i64 {w.load(now)}")
        return w

    return unit.helper(f"lay{nested}", write)


def putter(unit: Unit, element: Type) -> str:
    """Return a function that writes a cell to a stream and returns the address after it.

    Its last parameters are the address of the first result and whether each list is written once.
    """
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        head = f"define internal ptr @put{nested}(ptr %cell, ptr %out, ptr %begin, i1 %shared)"
        w = Writer(head)
        w.fork("%shared", "maybe", "full")
        w.at("maybe")
        ends = [w.op(f"ptrtoint ptr {name} to i64") for name in ("%out", "%begin")]
        at = w.two("lshr", w.sub(*ends), "3")
        mark = w.load(w.word_at("%cell", CAPACITY), OF_HEAD)
        w.fork(w.compare("eq", mark, w.two("xor", at, "-1")), "full", "again")
        w.at("again")
        w.store(mark, "%out")
        w.do(f"ret ptr {w.word_at('%out', 1)}")
        w.at("full")
        count, place = length_of(w, "%cell"), w.variable("ptr")
        w.store(count, "%out")
        w.store(w.word_at("%out", 1), place, "", "ptr")
        with w.repeat(count) as (index, _):
            at, now = element_at(w, "%cell", index, unit.stride(element)), w.load(place, "", "ptr")
            if isinstance(element, List):
                row, function = w.load(at, ELEMENT, "ptr"), putter(unit, element.element)
                given = f"ptr {row}, ptr {now}, ptr %begin, i1 %shared"
                after = w.op(f"call ptr {function}({given})")
            else:
                w.store(w.load(at, ELEMENT), now)
                after = w.word_at(now, 1)
            w.store(after, place, "", "ptr")
        w.do(f"ret ptr {w.load(place, '', 'ptr')}")
        return w

    return unit.helper(f"put{nested}", write)
