"""`min_by` and `max_by` in machine code: the counterpart of `machine.control.best`."""

from __future__ import annotations

from collections.abc import Callable

from ..language.failures import Undefined
from ..language.meanings import nothing_to_choose
from ..language.types import List
from ..machine.cells import words_of
from .frame import (
    Frame,
    front,
    put,
    word,
)
from .ir import ELEMENT
from .list_cells import alloc, element_at, free, share
from .meters import (
    charge,
    count,
    drop_words,
    fail_if,
    made,
    nested,
    use_words,
)
from .reduction_trees import reduced
from .sequences import drop_rows, element, known_with, look, rounds
from .site import Site, delayed, record

EMPTY: dict[str, Callable[[int, int], Undefined]] = {
    "min": lambda *_: nothing_to_choose("min"),
    "max": lambda *_: nothing_to_choose("max"),
}


def best(frame: Frame, site: Site) -> None:
    """Emit `min_by` or `max_by`: the first element whose key is least or greatest."""
    w, node, (key,), least = frame.w, site.node, site.node.regions, site.node.op == "min_by"
    each = frame.unit.accounts.counter()
    record(frame, site, node.op, site.executions, each)
    record(frame, site, "lt" if least else "gt", site.charges, site.charges)
    words = site.life.held + 1 + words_of(node.types[0])
    size_ = rounds(frame, node.args)
    fail_if(frame, w.compare("eq", size_, "0"), EMPTY["min" if least else "max"])
    use_words(frame, words)
    known = known_with(frame, site, node.args)
    lowest, chosen, keys = w.variable(), w.variable("i64", "0"), ""
    if frame.timed:
        keys = made(frame, alloc(frame.unit, 1), f"ptr %ctx, i64 {size_}")
    with nested(frame, rounds=True), w.repeat(size_) as (index, _):
        look(frame, site, key, index, known, each)
        value = word(frame, key.results[0])
        if frame.timed:
            level = frame.levels.word(front(frame, key.results[0]))
            w.store(level, element_at(w, keys, index, 1), ELEMENT)
        choose(frame, site, index, value, (lowest, chosen))
        drop_rows(frame, key.params)
    found, levels = element(frame, node.args[0], w.load(chosen))
    if isinstance(node.types[0], List):
        share(w, found[0])
    if frame.timed:
        root = reduced(frame, keys, size_, 1, known)
        free(w, keys)
        levels = delayed(frame, levels, root)
    drop_words(frame, words)
    put(frame, node.outs[0], found, levels)


def choose(frame: Frame, site: Site, index: str, value: str, places: tuple[str, str]) -> None:
    """Emit the update of the best element so far with the element at an index."""
    w, (lowest, chosen) = frame.w, places
    first_, other, better, on = (w.label(stem) for stem in ("first", "other", "better", "on"))
    w.fork(w.compare("eq", index, "0"), first_, other)
    w.at(other)
    count(frame, site.charges)
    charge(frame, 1)
    how = "slt" if site.node.op == "min_by" else "sgt"
    w.fork(w.compare(how, value, w.load(lowest)), better, on)
    w.at(first_)
    w.go(better)
    w.at(better)
    w.store(value, lowest)
    w.store(index, chosen)
    w.go(on)
    w.at(on)
