"""The entry point of compiled code: one run after another, on a stream of words.

An argument is the word of a scalar, or the length of a list followed by its elements. Results are
written in the same way (see `emission`). After each run its costs are added to the totals.
"""

from __future__ import annotations

from ..language.types import List, Type, depth
from .calls import called
from .compilation_unit import Unit
from .context import CLASSES, COUNTERS, FREE
from .emission import emit, stop
from .ir import ELEMENT, Writer
from .list_cells import alloc, element_at, field_of
from .meters import beyond, out_of_fuel, out_of_memory
from .totals import gather


def driver(unit: Unit) -> str:
    """Return the text of `drive(ctx, input, output, room, runs, totals)`, which counts runs.

    It returns how many runs ended. It stops at the first run that fails, leaving the failure in the
    context, or for whose results there is no room: then the context's `what` is -1. `consumed` is
    the number of input words read, including those of a run that failed, and `written` the number
    of output words. The fuel of a run is `allowed`, but at most the `left` steps of the whole call.
    """
    head = "define i64 @drive(ptr %ctx, ptr %in, ptr %out, i64 %room, i64 %runs, ptr %totals)"
    w = Writer(head)
    source, target = w.variable("ptr"), w.variable("ptr")
    w.store("%in", source, "", "ptr")
    w.store("%out", target, "", "ptr")
    w.intrinsics.add("declare ptr @llvm.frameaddress.p0(i32)")
    here = w.op("call ptr @llvm.frameaddress.p0(i32 0)")
    allowed = field_of(w, "stack")
    below = w.op(f"getelementptr i8, ptr {here}, i64 {w.sub('0', w.load(allowed))}")
    w.store(below, allowed, "", "ptr")
    room = w.word_at("%out", "%room")
    with w.repeat("%runs") as (index, _):
        reset(w, unit)
        left = field_of(w, "left")
        allowed = w.op(f"load volatile i64, ptr {field_of(w, 'allowed')}")  # a caller may stop it
        w.store(w.most(allowed, w.load(left), "smin"), field_of(w, "fuel"))
        status = w.op(f"call i64 {one(unit)}(ptr %ctx, ptr {source}, ptr {target}, ptr {room})")
        with w.when(w.truth(status), rarely=True):
            note_streams(w, source, target)
            w.do(f"ret i64 {index}")
            w.at(w.label("never"))
        taken = w.add(w.load(field_of(w, "time")), w.load(field_of(w, "walked")))
        w.store(w.sub(w.load(left), taken), left)
        w.do(f"call void {gather(unit)}(ptr %ctx, ptr %totals, i64 {index})")
    note_streams(w, source, target)
    w.do("ret i64 %runs")
    return unit.written(w)


def note_streams(w: Writer, source: str, target: str) -> None:
    """Emit the store of how many words of input were read and of output written."""
    for place, begin, name in ((source, "%in", "consumed"), (target, "%out", "written")):
        end = w.op(f"ptrtoint ptr {w.load(place, '', 'ptr')} to i64")
        start = w.op(f"ptrtoint ptr {begin} to i64")
        w.store(w.two("lshr", w.sub(end, start), "3"), field_of(w, name))


def reset(w: Writer, unit: Unit) -> None:
    """Emit the start of a run: the call of the entry is charged one step and one word."""
    for name in ("time", "words", "calls"):
        w.store("1", field_of(w, name))
    for name in ("peak", "walked", "span", "candidates", "place", "drawn", "chunk", "counter"):
        w.store("0", field_of(w, name))
    for name, start in (("bump", "base"), ("end", "limit")):
        w.store(w.load(field_of(w, start), "", "ptr"), field_of(w, name), "", "ptr")
    w.intrinsics.add("declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)")
    counters = unit.accounts.counters if unit.options.counting else 0
    for first, count in ((FREE, CLASSES), (COUNTERS, counters)):
        place = w.word_at("%ctx", first)
        w.do(f"call void @llvm.memset.p0.i64(ptr {place}, i8 0, i64 {8 * count}, i1 false)")
    w.store("1", w.word_at("%ctx", COUNTERS))


def one(unit: Unit) -> str:
    """Return the name of a function that reads arguments, runs the entry and writes results."""
    return unit.helper("one", _one)


def _one(unit: Unit) -> Writer:
    head = "define internal i64 @one(ptr %ctx, ptr %source, ptr %target, ptr %room)"
    w, entry = Writer(head), unit.graph.entry
    given = ["ptr %ctx", *["i64 0"] * unit.options.span]
    for type_ in entry.body.param_types:
        given += read(w, unit, type_)
    words, memory = w.load(field_of(w, "words")), w.load(field_of(w, "memory"))
    over = w.compare("sgt", words, memory)
    with w.when(over, rarely=True):
        stop(w, unit.failure(out_of_memory), memory)
    w.store(words, field_of(w, "peak"))
    fuel = w.load(field_of(w, "fuel"))
    with w.when(w.compare("slt", fuel, "1"), rarely=True):  # calling the entry takes a step
        stop(w, unit.failure(out_of_fuel), fuel)
    status, results = called(w, unit, 0, given)
    with w.when(w.truth(status), rarely=True):
        w.do("ret i64 1")
        w.at(w.label("never"))
    at, found = 0, []
    for type_ in entry.result_types:
        found.append((type_, results[at]))
        at += 1 + levels(unit, type_)
    emit(w, unit, found)
    w.do("ret i64 0")
    return w


def levels(unit: Unit, type_: Type) -> int:
    """Return the number of level words of a value."""
    return unit.options.span * (2 if isinstance(type_, List) else 1)


def read(w: Writer, unit: Unit, type_: Type) -> list[str]:
    """Emit the reading of one argument from the stream; return it as operands of a call."""
    if not isinstance(type_, List):
        place = w.load("%source", "", "ptr")
        word = w.load(place)
        w.store(w.word_at(place, 1), "%source", "", "ptr")
        return [f"i64 {word}", *["i64 0"] * unit.options.span]
    cell = w.op(f"call ptr {reader(unit, type_.element)}(ptr %ctx, ptr %source)")
    with w.when(w.compare("eq", cell, "null", "ptr"), rarely=True):
        stop(w, unit.failure(beyond))
    return [f"ptr {cell}", *["i64 0"] * (2 * unit.options.span)]


def reader(unit: Unit, element: Type) -> str:
    """Return a function that reads a cell from a stream; null if the arena is exhausted."""
    nested = depth(element)

    def write(unit: Unit) -> Writer:
        w = Writer(f"define internal ptr @read{nested}(ptr %ctx, ptr %source)")
        place, stride = w.load("%source", "", "ptr"), unit.stride(element)
        count = w.load(place)
        words = field_of(w, "words")
        w.store(w.add(w.load(words), count), words)
        w.store(w.word_at(place, 1), "%source", "", "ptr")
        cell = w.op(f"call ptr {alloc(unit, stride)}(ptr %ctx, i64 {count})")
        with w.when(w.compare("eq", cell, "null", "ptr"), rarely=True):
            w.do("ret ptr null")
            w.at(w.label("never"))
        with w.repeat(count) as (index, _):
            at = element_at(w, cell, index, stride)
            if isinstance(element, List):
                row = w.op(f"call ptr {reader(unit, element.element)}(ptr %ctx, ptr %source)")
                with w.when(w.compare("eq", row, "null", "ptr"), rarely=True):
                    w.do("ret ptr null")
                    w.at(w.label("never"))
                w.store(row, at, ELEMENT, "ptr")
            else:
                now = w.load("%source", "", "ptr")
                w.store(w.load(now), at, ELEMENT)
                w.store(w.word_at(now, 1), "%source", "", "ptr")
            for k in range(1, stride):
                w.store("0", element_at(w, cell, index, stride, k), ELEMENT)
        w.do(f"ret ptr {cell}")
        return w

    return unit.helper(f"read{nested}", write)
