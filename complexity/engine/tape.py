"""Machine code of the random tape: `semantics.tape.SeededTape`, word for word."""

from __future__ import annotations

from ..semantics.tape import GAMMA
from .compilation_unit import Unit
from .context import BOUNDS, DRAWS
from .ir import CONTEXT, Writer
from .list_cells import field_of

MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def draw(unit: Unit) -> str:
    """Return a function that draws from 0..n-1, and tells whether n has no counter left."""
    return unit.helper("draw", _draw)


def _draw(unit: Unit) -> Writer:
    w = Writer("define internal {i64, i1} @draw(ptr noalias %ctx, i64 %n)")
    # 2^64 % n: words from 2^64 - 2^64 % n on are rejected, so that all outcomes are equally likely
    unfair = w.two("urem", w.two("sub", "0", "%n"), "%n")
    w.go("next")
    w.at("next")
    place = field_of(w, "counter")
    counter = w.two("add", w.load(place, CONTEXT), "1")
    w.store(counter, place, CONTEXT)
    key = w.load(field_of(w, "key"), CONTEXT)
    word = w.two("add", key, w.two("mul", counter, str(GAMMA)))
    for shift, factor in MIX:
        word = w.two("mul", w.two("xor", word, w.two("lshr", word, str(shift))), str(factor))
    word = w.two("xor", word, w.two("lshr", word, "31"))
    fair = w.compare("ult", word, w.two("sub", "0", unfair))
    whole = w.compare("eq", unfair, "0")
    w.fork(w.two("or", fair, whole, "i1"), "drawn", "next")
    w.at("drawn")
    drawn = w.two("urem", word, "%n")
    full = w.op(f"call i1 {note_draw(unit)}(ptr %ctx, i64 %n)")
    pair = w.op(f"insertvalue {{i64, i1}} undef, i64 {drawn}, 0")
    w.do(f"ret {{i64, i1}} {w.op(f'insertvalue {{i64, i1}} {pair}, i1 {full}, 1')}")
    return w


def note_draw(unit: Unit) -> str:
    """Return a function that counts a draw of n, and tells whether no counter is left."""

    def write(_: Unit) -> Writer:
        w = Writer("define internal i1 @note_draw(ptr noalias %ctx, i64 %n)")
        bounds = w.word_at("%ctx", DRAWS)
        number = field_of(w, "drawn")
        known = w.load(number, CONTEXT)
        with w.repeat(known) as (index, _end):
            at = w.word_at(bounds, w.two("shl", index, "1"))
            with w.when(w.compare("eq", w.load(at, CONTEXT), "%n")):
                times = w.word_at(at, 1)
                w.store(w.add(w.load(times, CONTEXT), "1"), times, CONTEXT)
                w.do("ret i1 false")
                w.at(w.label("never"))
        w.fork(w.compare("sge", known, str(BOUNDS)), "full", "new", True)
        w.at("new")
        w.store(w.add(known, "1"), number, CONTEXT)
        at = w.word_at(bounds, w.two("shl", known, "1"))
        w.store("%n", at, CONTEXT)
        w.store("1", w.word_at(at, 1), CONTEXT)
        w.do("ret i1 false")
        w.at("full")
        w.do("ret i1 true")
        return w

    return unit.helper("note_draw", write)
