"""Cells in compiled code: their layout, allocation, reference counts and copies.

A cell is a block of words: reference count, length, capacity, size class (the logarithm of the
block's size), then the elements. An element is a word, followed by its level if levels are metered;
an element of a nested list is a reference, followed by its two levels. Blocks are allocated from an
arena and freed to a list of free blocks of their class [1]_.

References
----------
.. [1] K. Knowlton, "A fast storage allocator", CACM 8(10), 1965: blocks by powers of two.
"""

from __future__ import annotations

from ..language.types import List, Type, depth
from .compilation_unit import Unit
from .context import CAPACITY, CLASS, FIELD, FREE, HEAD, LENGTH, REFS
from .ir import CONTEXT, ELEMENT, Writer
from .ir import HEAD as OF_HEAD

MOST = 2**38  # most elements of one cell


def field_of(w: Writer, name: str) -> str:
    """Return the address of a field of the context."""
    return w.word_at("%ctx", FIELD[name])


def length_of(w: Writer, cell: str) -> str:
    """Load the length of a cell."""
    return w.load(w.word_at(cell, LENGTH), OF_HEAD)


def references_of(w: Writer, cell: str) -> str:
    """Load the reference count of a cell."""
    return w.load(w.word_at(cell, REFS), OF_HEAD)


def element_at(w: Writer, cell: str, index: str, stride: int, part: int = 0) -> str:
    """Return the address of an element, or of its `part`-th word."""
    scaled = index if stride == 1 else w.two("mul nsw", index, str(stride))
    first = w.word_at(cell, HEAD + part)
    return w.word_at(first, scaled)


def share(w: Writer, cell: str) -> None:
    """Emit one more reference to a cell."""
    place = w.word_at(cell, REFS)
    w.store(w.add(w.load(place, OF_HEAD), "1"), place, OF_HEAD)


def alloc(unit: Unit, stride: int) -> str:
    """Return a function that allocates a cell of a given length; null if the arena ends."""
    return unit.helper(f"alloc{stride}", lambda unit: _alloc(unit, stride))


def _alloc(unit: Unit, stride: int) -> Writer:
    w = Writer(f"define internal ptr @alloc{stride}(ptr noalias %ctx, i64 %count)")
    w.fork(w.compare("sgt", "%count", str(MOST)), "full", "fits", True)
    w.at("fits")
    words = w.add(scale(w, "%count", stride), str(HEAD))
    w.intrinsics.add("declare i64 @llvm.ctlz.i64(i64, i1)")
    zeros = w.op(f"call i64 @llvm.ctlz.i64(i64 {w.sub(w.most(words, '8'), '1')}, i1 false)")
    kind = w.sub("64", zeros)
    size = w.two("shl nuw", "1", kind)
    spare = w.word_at("%ctx", w.add(kind, str(FREE)))
    block = w.load(spare, CONTEXT, "ptr")
    w.fork(w.compare("eq", block, "null", "ptr"), "grow", "taken")
    w.at("taken")
    w.store(w.load(w.word_at(block, REFS), OF_HEAD, "ptr"), spare, CONTEXT, "ptr")
    w.go("made")
    w.at("grow")
    fresh = w.op(f"call ptr {bump(unit)}(ptr %ctx, i64 {size})")
    w.fork(w.compare("eq", fresh, "null", "ptr"), "full", "first", True)
    w.at("first")
    w.store(kind, w.word_at(fresh, CLASS), OF_HEAD)
    w.go("made")
    w.at("made")
    cell = w.op(f"phi ptr [ {block}, %taken ], [ {fresh}, %first ]")
    w.store("1", w.word_at(cell, REFS), OF_HEAD)
    w.store("%count", w.word_at(cell, LENGTH), OF_HEAD)
    # computed anew, since a reused block may have held elements of another stride
    room = w.sub(size, str(HEAD))
    room = room if stride == 1 else w.two("udiv", room, str(stride))
    w.store(room, w.word_at(cell, CAPACITY), OF_HEAD)
    w.do(f"ret ptr {cell}")
    w.at("full")
    w.do("ret ptr null")
    return w


def bump(unit: Unit) -> str:
    """Return a function that takes words from the end of the arena; null if it ends."""

    def write(_: Unit) -> Writer:
        w = Writer("define internal ptr @bump(ptr %ctx, i64 %size)")
        place = field_of(w, "bump")
        now = w.load(place, "", "ptr")
        after = w.word_after(now, "%size")
        fits = w.compare("ule", after, w.load(field_of(w, "end"), "", "ptr"), "ptr")
        w.fork(fits, "yes", "no")
        w.at("yes")
        w.store(after, place, "", "ptr")
        w.do(f"ret ptr {now}")
        w.at("no")
        more = w.load(field_of(w, "more"), "", "ptr")
        w.do(f"ret ptr {w.op(f'call ptr {more}(i64 %size)')}")
        return w

    return unit.helper("bump", write)


def free(w: Writer, cell: str) -> None:
    """Emit the return of a block to the free list of its class."""
    kind = w.load(w.word_at(cell, CLASS), OF_HEAD)
    spare = w.word_at("%ctx", w.add(kind, str(FREE)))
    w.store(w.load(spare, CONTEXT, "ptr"), w.word_at(cell, REFS), OF_HEAD, "ptr")
    w.store(cell, spare, CONTEXT, "ptr")


def release(unit: Unit, element: Type) -> str:
    """Return a function that drops one reference to a cell and returns the words that die."""
    nested = depth(element)
    return unit.helper(f"release{nested}", lambda unit: _release(unit, element, nested))


def _release(unit: Unit, element: Type, nested: int) -> Writer:
    w = Writer(f"define internal i64 @release{nested}(ptr noalias %ctx, ptr %cell)")
    place = w.word_at("%cell", REFS)
    left = w.sub(w.load(place, OF_HEAD), "1")
    w.store(left, place, OF_HEAD)
    w.fork(w.compare("eq", left, "0"), "dead", "alive")
    w.at("dead")
    count = length_of(w, "%cell")
    if isinstance(element, List):
        died = w.variable("i64", "0")
        w.store(count, died)
        with w.repeat(count) as (index, _):
            at = element_at(w, "%cell", index, unit.stride(element))
            row = w.load(at, ELEMENT, "ptr")
            more = w.op(f"call i64 {release(unit, element.element)}(ptr %ctx, ptr {row})")
            w.store(w.add(w.load(died), more), died)
        count = w.load(died)
    free(w, "%cell")
    w.do(f"ret i64 {count}")
    w.at("alive")
    w.do("ret i64 0")
    return w


def copy_words(w: Writer, source: str, target: str, words: str) -> None:
    """Emit a copy of words between memory that does not overlap."""
    w.intrinsics.add("declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)")
    size = w.two("shl nuw nsw", words, "3")
    w.do(f"call void @llvm.memcpy.p0.p0.i64(ptr {target}, ptr {source}, i64 {size}, i1 false)")


def move_words(w: Writer, source: str, target: str, words: str) -> None:
    """Emit a copy of words between memory that may overlap."""
    w.intrinsics.add("declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)")
    size = w.two("shl nuw nsw", words, "3")
    w.do(f"call void @llvm.memmove.p0.p0.i64(ptr {target}, ptr {source}, i64 {size}, i1 false)")


def scale(w: Writer, count: str, stride: int) -> str:
    """Return the number of words of `count` elements."""
    return count if stride == 1 else w.two("mul nsw", count, str(stride))


def share_rows(w: Writer, unit: Unit, first: str, count: str, element: Type) -> None:
    """Emit one more reference to each element from an address on, if elements are lists."""
    if not isinstance(element, List):
        return
    with w.repeat(count) as (index, _):
        place = w.word_at(first, scale(w, index, unit.stride(element)))
        share(w, w.load(place, ELEMENT, "ptr"))


def grown(unit: Unit, stride: int) -> str:
    """Return a function that extends a cell to a length, in place or in a larger block.

    The cell must have a single reference, and the new length must be at least the old one.
    """
    return unit.helper(f"grown{stride}", lambda unit: _grown(unit, stride))


def _grown(unit: Unit, stride: int) -> Writer:
    head = f"define internal ptr @grown{stride}(ptr noalias %ctx, ptr %cell, i64 %count)"
    w = Writer(head)
    before = length_of(w, "%cell")
    fits = w.compare("sle", "%count", w.load(w.word_at("%cell", CAPACITY), OF_HEAD))
    w.fork(fits, "yes", "no")
    w.at("yes")
    w.store("%count", w.word_at("%cell", LENGTH), OF_HEAD)
    w.do("ret ptr %cell")
    w.at("no")
    larger = w.op(f"call ptr {alloc(unit, stride)}(ptr %ctx, i64 {'%count'})")
    w.fork(w.compare("eq", larger, "null", "ptr"), "full", "copy", True)
    w.at("copy")
    copy_words(w, w.word_at("%cell", HEAD), w.word_at(larger, HEAD), scale(w, before, stride))
    free(w, "%cell")
    w.do(f"ret ptr {larger}")
    w.at("full")
    w.do("ret ptr null")
    return w
