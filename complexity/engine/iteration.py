"""Machine code of loops over sequences: the counterpart of `machine.control`."""

from __future__ import annotations

from collections.abc import Callable

from ..language.graph import Region
from ..language.types import List
from .best_elements import best
from .context import MANY
from .frame import (
    Frame,
    Variable,
    fetch,
    front,
    keep,
    level_at,
    levels_of,
    note,
    put,
    ready,
    scalar_variable,
    variable,
    word,
)
from .ir import ELEMENT, HEAD
from .level_forms import START, Form
from .list_cells import alloc, element_at, grown
from .meters import (
    claim,
    drop_words,
    made,
    nested,
    took,
    unknown,
    use_words,
)
from .reduction_trees import logarithm
from .sequences import drop_rows, fetch_all, known_with, look, rounds
from .site import Site, delayed, pass_on, record, region_life

Frames = Callable[[Frame, Site], None]


def for_(frame: Frame, site: Site) -> None:
    """Emit a `for` loop: its states pass from round to round."""
    w, node, (body,) = frame.w, site.node, site.node.regions
    assert isinstance(node.payload, tuple)
    number, exits = node.payload
    counter = frame.unit.accounts.counter()
    record(frame, site, "loop", counter, counter)
    states = [variable(frame, type_) for type_ in node.types]
    control = scalar_variable(frame)
    use_words(frame, site.life.held)
    moved = frozenset(place - number for place in site.life.moved if place >= number)
    pass_on(frame, node.args[number:], states, moved)
    known = known_with(frame, site, node.args[:number])
    keep(frame, control, known)
    with nested(frame, rounds=True), w.repeat(rounds(frame, node.args[:number])) as (index, end):
        for name, state in zip(body.params[number:], states, strict=True):
            fetch(frame, name, state)
        life = region_life(frame, body)
        site.enter(frame, body, life, counter, 1)
        reached = level_at(frame, control, known) if exits and frame.timed else known
        fetch_all(frame, body.params[:number], node.args[:number], index)
        site.run(frame, body, life, reached, counter)
        first = int(exits)
        moved = frozenset(place - first for place in life.moved if place >= first)
        pass_on(frame, body.results[first:], states, moved)
        if exits:
            keep(frame, control, frame.levels.join(reached, front(frame, body.results[0])))
            leave_if(frame, w.truth(word(frame, body.results[0])), end)
    drop_words(frame, site.life.held)
    until = level_at(frame, control, known) if exits and frame.timed else known
    for out, state in zip(node.outs, states, strict=True):
        fetch(frame, out, state)
        frame.ready[out] = delayed(frame, frame.ready[out], until)


def leave_if(frame: Frame, bit: str, end: str) -> None:
    """Emit a jump out of a loop if a bit holds."""
    on = frame.w.label("on")
    frame.w.fork(bit, end, on)
    frame.w.at(on)


def store_element(
    frame: Frame, cell: str, index: str, element_: object, found: str, levels: tuple[Form, ...]
) -> None:
    """Emit the store of an element and its levels into a cell."""
    w, stride = frame.w, 1 + len(levels)
    part = "ptr" if isinstance(element_, List) else "i64"
    w.store(found, element_at(w, cell, index, stride), ELEMENT, part)
    for k, level in enumerate(levels, 1):
        w.store(frame.levels.word(level), element_at(w, cell, index, stride, k), ELEMENT)


def map_(frame: Frame, site: Site) -> None:
    """Emit a `map`: the list of a region's values."""
    w, node, (body,) = frame.w, site.node, site.node.regions
    counter, (out,), (type_,) = frame.unit.accounts.counter(), node.outs, node.types
    assert isinstance(type_, List)
    record(frame, site, "map", site.executions, counter)
    use_words(frame, site.life.held)
    size = w.most(rounds(frame, node.args), str(MANY), "smin")  # beyond every limit of memory
    claim(frame, size)
    use_words(frame, size)
    known = known_with(frame, site, node.args)
    cell = made(frame, alloc(frame.unit, frame.unit.stride(type_.element)), f"ptr %ctx, i64 {size}")
    with nested(frame, rounds=True), w.repeat(size) as (index, _):
        life = region_life(frame, body)
        site.enter(frame, body, life, counter, 1)
        fetch_all(frame, body.params, node.args, index)
        site.run(frame, body, life, known, counter)
        (result,) = body.results
        found = took(frame, result, 0 in life.moved)
        store_element(frame, cell, index, type_.element, found, ready(frame, result))
    drop_words(frame, site.life.held)
    put(frame, out, (cell,), (START, known)[: levels_of(frame, type_)])


def filter_(frame: Frame, site: Site) -> None:
    """Emit a `filter`: the list of the elements that pass a test."""
    w, node, (test,) = frame.w, site.node, site.node.regions
    counter, (out,), (type_,) = frame.unit.accounts.counter(), node.outs, node.types
    assert isinstance(type_, List)
    record(frame, site, "filter", site.executions, counter)
    stride, place, last = frame.unit.stride(type_.element), w.variable("ptr"), w.variable()
    use_words(frame, site.life.held)
    known = known_with(frame, site, node.args)
    keep(frame, last, known)
    w.store(made(frame, alloc(frame.unit, stride), "ptr %ctx, i64 0"), place, "", "ptr")
    size = rounds(frame, node.args)
    with nested(frame, rounds=True), w.repeat(size) as (index, _):
        look(frame, site, test, index, known, counter)
        if frame.timed:
            tested = front(frame, test.results[0])
            keep(frame, last, frame.levels.join(level_at(frame, last), tested))
        passes, fails, on = w.label("passes"), w.label("fails"), w.label("on")
        w.fork(w.truth(word(frame, test.results[0])), passes, fails)
        w.at(passes)
        with nested(frame):
            append(frame, place, test.params[0], type_.element, stride)
            use_words(frame, 1)
            claim(frame, 0)
        w.go(on)
        w.at(fails)
        drop_rows(frame, test.params)
        w.go(on)
        w.at(on)
    drop_words(frame, site.life.held)
    levels = frame.levels
    if frame.timed:
        spine = levels.atom(w.add(w.load(last), logarithm(w, size)), known)
        note(frame, spine)
    put(frame, out, (w.load(place, "", "ptr"),), (START, spine) if frame.timed else ())


def append(frame: Frame, place: str, name: int, element_: object, stride: int) -> None:
    """Emit the append of a value to the unshared cell in a variable."""
    w = frame.w
    cell = w.load(place, "", "ptr")
    length = w.load(w.word_at(cell, 1), HEAD)
    longer = made(
        frame, grown(frame.unit, stride), f"ptr %ctx, ptr {cell}, i64 {w.add(length, '1')}"
    )
    w.store(longer, place, "", "ptr")
    store_element(frame, longer, length, element_, word(frame, name), ready(frame, name))


def quantifier(frame: Frame, site: Site) -> None:
    """Emit `any` or `all`, which stop at the first element that decides them."""
    w, node, (test,) = frame.w, site.node, site.node.regions
    counter, (out,) = frame.unit.accounts.counter(), node.outs
    record(frame, site, "loop", counter, counter)
    answer, control, decides = w.variable(), scalar_variable(frame), node.op == "any"
    use_words(frame, site.life.held)
    known = known_with(frame, site, node.args)
    keep(frame, control, known)
    w.store(str(int(not decides)), answer)
    with nested(frame, rounds=True), w.repeat(rounds(frame, node.args)) as (index, end):
        reached = level_at(frame, control, known) if frame.timed else known
        look(frame, site, test, index, reached, counter)
        passed = word(frame, test.results[0])
        if frame.timed:
            keep(frame, control, frame.levels.join(reached, front(frame, test.results[0])))
        drop_rows(frame, test.params)
        decided, on = w.label("decided"), w.label("on")
        w.fork(w.compare("eq", passed, str(int(decides))), decided, on)
        w.at(decided)
        w.store(str(int(decides)), answer)
        w.go(end)
        w.at(on)
    drop_words(frame, site.life.held)
    level = (level_at(frame, control, known),) if frame.timed else ()
    put(frame, out, (w.load(answer),), level)


def first(frame: Frame, site: Site) -> None:
    """Emit `first`: the `hit` of the first elements that pass the test, else the `miss`."""
    w, node = frame.w, site.node
    test, hit, miss = node.regions
    counter = frame.unit.accounts.counter()
    record(frame, site, "loop", counter, counter)
    targets, control = [variable(frame, type_) for type_ in node.types], scalar_variable(frame)
    use_words(frame, site.life.held)
    known = known_with(frame, site, node.args)
    keep(frame, control, known)
    joined = w.label("joined")
    with nested(frame, rounds=True), w.repeat(rounds(frame, node.args)) as (index, _):
        reached = level_at(frame, control, known) if frame.timed else known
        look(frame, site, test, index, reached, counter)
        reached = frame.levels.join(reached, front(frame, test.results[0]))
        keep(frame, control, reached)
        found, on = w.label("found"), w.label("on")
        w.fork(w.truth(word(frame, test.results[0])), found, on)
        w.at(found)
        for param, again in zip(test.params, hit.params, strict=True):
            put(frame, again, frame.values[param], frame.ready[param])
        with nested(frame):
            finding(frame, site, hit, targets, reached)
        w.go(joined)
        w.at(on)
        drop_rows(frame, test.params)
    reached = level_at(frame, control, known) if frame.timed else known
    finding(frame, site, miss, targets, reached)
    w.go(joined)
    w.at(joined)
    unknown(frame)
    drop_words(frame, site.life.held)
    until = level_at(frame, control, known) if frame.timed else known
    for out, target in zip(node.outs, targets, strict=True):
        fetch(frame, out, target)
        frame.ready[out] = delayed(frame, frame.ready[out], until)


def finding(
    frame: Frame, site: Site, region: Region, targets: list[Variable], control: Form
) -> None:
    """Emit one of the two outcomes of `first`, with its results put into variables."""
    life, counter = region_life(frame, region), frame.unit.accounts.counter()
    site.enter(frame, region, life, counter)
    site.run(frame, region, life, control, counter)
    pass_on(frame, region.results, targets, life.moved)


ITERATION: dict[str, Frames] = {
    "for": for_, "map": map_, "filter": filter_, "any": quantifier, "all": quantifier,
    "first": first, "min_by": best, "max_by": best,
}  # fmt: skip
