"""Machine code of totals: the costs of many runs, summed.

A total is six words: the two words of the sum, the maximum and the first run that attains it, and
the two words of the sum of squares.
"""

from __future__ import annotations

from .compilation_unit import Unit
from .context import COUNTERS, FIELD
from .ir import Writer
from .quantities import Quantity, quantities

SUM, HIGH, MOST, WHICH, SQUARE, UPPER = range(6)  # the words of a total
TOTAL = 6


def gather(unit: Unit) -> str:
    """Return a function that adds a run's costs to the totals: measures, then counters."""

    def write(unit: Unit) -> Writer:
        w = Writer("define internal void @gather(ptr noalias %ctx, ptr noalias %totals, i64 %run)")
        measures = [quantity for quantity in quantities(unit) if quantity.measure]
        others = [quantity for quantity in quantities(unit) if not quantity.measure]
        for number, quantity in enumerate(measures):
            word = w.load(w.word_at("%ctx", FIELD[quantity.field]))
            add_up(w, w.word_at("%totals", TOTAL * number), word, True)
        if others:
            lists(unit, others)
            rest = w.word_at("%totals", TOTAL * len(measures))
            with w.repeat(str(len(others))) as (index, _):
                add_up(w, w.word_at(rest, w.two("mul", index, str(TOTAL))), told(w, index), False)
        w.do("ret void")
        return w

    return unit.helper("gather", write)


def lists(unit: Unit, others: list[Quantity]) -> None:
    """Write the terms of the quantities as global tables.

    `terms` holds pairs of a counter and its coefficient; `bounds` holds, for each quantity, where
    its terms begin and end, and whether only the largest of them counts.
    """
    terms: list[int] = []
    bounds: list[int] = []
    for quantity in others:
        begin = len(terms) // 2
        for counter, steps in quantity.terms:
            terms += [COUNTERS + counter, steps]
        bounds += [begin, len(terms) // 2, int(quantity.largest)]
    for name, words in (("terms", terms), ("bounds", bounds)):
        text = ", ".join(f"i64 {word}" for word in words)
        unit.globals.append(f"@{name} = internal constant [{len(words)} x i64] [{text}]")


def told(w: Writer, index: str) -> str:
    """Emit the value of a quantity, computed from the counters."""
    at = w.word_at("@bounds", w.two("mul", index, "3"))
    begin, end, largest = (w.load(w.word_at(at, k)) for k in range(3))
    place = w.variable()
    w.store("0", place)
    with w.repeat(w.sub(end, begin)) as (term, _):
        pair = w.word_at("@terms", w.two("shl", w.add(begin, term), "1"))
        counter = w.load(w.word_at("%ctx", w.load(pair)))
        found, before = w.two("mul", counter, w.load(w.word_at(pair, 1))), w.load(place)
        both = w.select(w.truth(largest), w.most(before, found), w.two("add", before, found))
        w.store(both, place)
    return w.load(place)


def add_up(w: Writer, total: str, word: str, squared: bool) -> None:
    """Emit the addition of an amount to a total."""
    wide = w.op(f"sext i64 {word} to i128")
    add_wide(w, total, wide)
    if squared:
        add_wide(w, w.word_at(total, SQUARE), w.two("mul", wide, wide, "i128"))
    most = w.word_at(total, MOST)
    with w.when(w.compare("sgt", word, w.load(most))):
        w.store(word, most)
        w.store("%run", w.word_at(total, WHICH))


def add_wide(w: Writer, place: str, wide: str) -> None:
    """Emit the addition to a 128-bit number stored in two words."""
    sum_ = w.two("add", w.op(f"load i128, ptr {place}, align 8"), wide, "i128")
    w.do(f"store i128 {sum_}, ptr {place}, align 8")
