"""Machine code of branches, `while` and calls: the counterpart of `machine.control`."""

from __future__ import annotations

from collections.abc import Callable

from ..language import failures
from ..language.decisions import arm_charges
from ..language.failures import Undefined
from ..language.graph import Region
from ..language.normal.elementwise import Address, Conditional, conditional
from ..language.types import List, Type
from ..machine.liveness import scalars, type_of
from ..machine.regions import callee, charged
from .calls import called
from .frame import (
    Frame,
    Ready,
    Variable,
    assign,
    fetch,
    front,
    keep,
    level_at,
    levels_of,
    parts,
    put,
    ready,
    scalar_variable,
    variable,
    word,
)
from .ir import CONTEXT, ELEMENT
from .iteration import ITERATION
from .level_forms import Form
from .list_cells import element_at, field_of, length_of, references_of
from .meters import beyond, drop_words, fail_if, nested, took, unknown, use_words
from .site import Site, delayed, pass_on, record, region_life


def branch(frame: Frame, site: Site) -> None:
    """Emit a branch: the arm that the test selects is run."""
    w, node = frame.w, site.node
    counters = [frame.unit.accounts.counter() for _ in node.regions]
    for counter in charged(node, frame.deciding, site.executions, counters):
        record(frame, site, "branch", counter, counter)
    targets = [variable(frame, type_) for type_ in node.types]
    changed = [
        conditional(node, place) if frame.timed and isinstance(type_, List) else None
        for place, type_ in enumerate(node.types)
    ]
    around = [frame.around.get(out, site.control) for out in node.outs]
    for change, control in zip(changed, around, strict=True):
        for version in change.versions if change is not None else ():
            frame.around.setdefault(version, control)
    use_words(frame, site.life.held)
    yes, no, end = w.label("then"), w.label("else"), w.label("joined")
    w.fork(w.truth(word(frame, node.args[0])), yes, no)
    charges = arm_charges(node, frame.deciding)
    for label, region, counter, steps in zip(
        (yes, no), node.regions, counters, charges, strict=True
    ):
        w.at(label)
        with nested(frame):
            arm(frame, site, region, (counter, steps), targets, changed)
        w.go(end)
    w.at(end)
    drop_words(frame, site.life.held)
    tested = front(frame, node.args[0])
    for out, target in zip(node.outs, targets, strict=True):
        fetch(frame, out, target)
        if frame.timed and changed[node.outs.index(out)] is None:
            frame.levels.atom(next(iter(frame.ready[out][0])), tested)


def arm(
    frame: Frame,
    site: Site,
    region: Region,
    entry: tuple[int, int],
    targets: list[Variable],
    changed: list[Conditional | None],
) -> None:
    """Emit one arm of a branch; the arm and its results wait for the test.

    Parameters
    ----------
    entry : the counter of the arm's executions, and the steps that its entry charges
    """
    executions, steps = entry
    life = region_life(frame, region, inherited=site.life.inherited)
    tested = front(frame, site.node.args[0])
    site.enter(frame, region, life, executions, steps)
    site.run(frame, region, life, frame.levels.join(site.control, tested), executions)
    types = [type_of(operand, frame.types) for operand in region.results]
    words = [
        took(frame, operand, place in life.moved) for place, operand in enumerate(region.results)
    ]
    levels = [ready(frame, operand) for operand in region.results]
    for place, change in enumerate(changed):
        if change is None:
            levels[place] = delayed(frame, levels[place], tested)
        else:
            around = frame.around.get(site.node.outs[place], site.control)
            cell = words[place], types[place]
            for address in change.addresses:
                levels[place] = join(frame, cell, levels[place], address, (around, tested))
    for target, type_, found, level in zip(targets, types, words, levels, strict=True):
        assign(frame, target, type_, (found,), level)


def join(
    frame: Frame,
    found: tuple[str, Type],
    levels: Ready,
    address: Address,
    controls: tuple[Form, Form],
) -> Ready:
    """Delay the element at an address that an arm may have changed until the test is known.

    See `machine.level_branch.join`. `controls` holds the level of the control around the branch,
    for which the lists on the path to the element wait, and that of the test.
    """
    w, (cell, type_), (around, tested) = frame.w, found, controls
    assert isinstance(type_, List)
    # levels lie in the cell, so another reference to it would wait for the test as well
    fail_if(frame, w.compare("sgt", references_of(w, cell), "1"), beyond)
    known = frame.levels.join(around, *levels, front(frame, address[0]))
    index, length = word(frame, address[0]), length_of(w, cell)
    at = w.select(w.compare("slt", index, "0"), w.two("add", index, length), index)
    with w.when(w.compare("ult", at, length)):
        place = element_at(w, cell, at, frame.unit.stride(type_.element))
        words = range(1, frame.unit.stride(type_.element))
        row = tuple(frame.levels.atom(w.load(w.word_at(place, k), ELEMENT)) for k in words)
        if address[1:]:
            inner = w.load(place, ELEMENT, "ptr"), type_.element
            _, spine = join(frame, inner, (known, *row), address[1:], controls)
            keep_at(frame, w.word_at(place, 2), spine)
        else:
            keep_at(frame, w.word_at(place, 1), frame.levels.join(row[0], tested))
    return levels[0], known


def keep_at(frame: Frame, place: str, level: Form) -> None:
    """Emit the store of a level beside an element."""
    frame.w.store(frame.levels.word(level), place, ELEMENT)


def while_(frame: Frame, site: Site) -> None:
    """Emit a `while` loop, which ends when its test fails or its body asks to leave."""
    w, node = frame.w, site.node
    rounds = frame.unit.accounts.counter()
    record(frame, site, "loop", rounds, rounds)
    states = [variable(frame, type_) for type_ in node.types]
    known, control = scalar_variable(frame), scalar_variable(frame)
    use_words(frame, site.life.held)
    pass_on(frame, node.args, states, site.life.moved)
    keep(frame, known, site.control)
    end = w.label("left")
    with nested(frame, rounds=True):
        go_round(frame, site, states, (known, control), rounds, end)
    w.at(end)
    drop_words(frame, site.life.held)
    out_of(frame, site, states, control)


def go_round(
    frame: Frame,
    site: Site,
    states: list[Variable],
    controls: tuple[str, str],
    rounds: int,
    end: str,
) -> None:
    """Emit the test of a `while`, and its body for as long as the test holds."""
    w, levels, (test, body), (known, control) = frame.w, frame.levels, site.node.regions, controls
    head, inside, checks = w.label("test"), w.label("round"), frame.unit.accounts.counter()
    exits = bool(site.node.payload)
    w.go(head)
    w.at(head)
    bind(frame, test.params, states)
    life = region_life(frame, test, owned=False, background=scalars(test.params, frame.types))
    site.enter(frame, test, life, checks)
    reached = level_at(frame, known, site.control) if frame.timed else {}
    site.run(frame, test, life, reached, checks)
    passed = levels.join(reached, front(frame, test.results[0]))
    keep(frame, control, passed)
    w.fork(w.truth(word(frame, test.results[0])), inside, end)
    w.at(inside)
    bind(frame, body.params, states)
    life = region_life(frame, body)
    site.enter(frame, body, life, rounds, 1)
    site.run(frame, body, life, passed, rounds)
    leave = after_round(frame, body, states, life.moved, exits)
    keep_on(frame, (control, known), passed, body if exits else None)
    if leave is None:
        w.go(head)
    else:
        w.fork(w.truth(leave), end, head)


def keep_on(frame: Frame, places: tuple[str, ...], control: Form, body: Region | None) -> None:
    """Emit the level of the next round's control, which waits for the exit flag if any."""
    if body is not None:
        control = frame.levels.join(control, front(frame, body.results[0]))
    for place in places:
        keep(frame, place, control)


def bind(frame: Frame, names: tuple[int, ...], places: list[Variable]) -> None:
    """Bind the parameters of a region to the contents of variables."""
    for name, place in zip(names, places, strict=True):
        fetch(frame, name, place)


def after_round(
    frame: Frame, body: Region, states: list[Variable], moved: frozenset[int], exits: bool
) -> str | None:
    """Emit the assignment of the states; return the bit that says to leave, if any."""
    first = int(exits)
    pass_on(
        frame,
        body.results[first:],
        states,
        frozenset(place - first for place in moved if place >= first),
    )
    return word(frame, body.results[0]) if exits else None


def out_of(frame: Frame, site: Site, states: list[Variable], control: str) -> None:
    """Bind the results of a loop, which wait for its last test, exit flag and bounds."""
    until = level_at(frame, control, site.control) if frame.timed else {}
    for out, state in zip(site.node.outs, states, strict=True):
        fetch(frame, out, state)
        frame.ready[out] = delayed(frame, frame.ready[out], until)


def too_deep(depth: int, _: int) -> Undefined:
    """Return the failure of a run with too many active calls."""
    return failures.too_deep(depth)


def call(frame: Frame, site: Site) -> None:
    """Emit a call of a function."""
    w, node = frame.w, site.node
    record(frame, site, "call", site.executions, site.executions)
    index = callee(node)
    place = field_of(w, "calls")
    calls, depth = w.add(w.load(place, CONTEXT), "1"), w.load(field_of(w, "depth"), CONTEXT)
    w.store(calls, place, CONTEXT)
    fail_if(frame, w.compare("sgt", calls, depth), too_deep, depth)
    given = ["ptr %ctx", *([f"i64 {frame.levels.word(site.control)}"] if frame.timed else [])]
    for at, operand in enumerate(node.args):
        (part,) = parts(type_of(operand, frame.types))
        given.append(f"{part} {took(frame, operand, at in site.life.moved)}")
        given += [f"i64 {frame.levels.word(level)}" for level in ready(frame, operand)]
    use_words(frame, site.life.held + 1)
    save(frame)
    status, found = called(w, frame.unit, index, given)
    refail(frame, status)
    restore(frame)
    unknown(frame)
    drop_words(frame, site.life.held + 1)
    w.store(w.sub(w.load(place, CONTEXT), "1"), place, CONTEXT)
    results(frame, site, found)


def results(frame: Frame, site: Site, found: list[str]) -> None:
    """Bind the results of a call to the outs of its node."""
    at = 0
    for out, type_ in zip(site.node.outs, site.node.types, strict=True):
        count = levels_of(frame, type_)
        words = found[at + 1 : at + 1 + count]
        put(frame, out, (found[at],), tuple(frame.levels.atom(word) for word in words))
        at += 1 + count


def refail(frame: Frame, status: str) -> None:
    """Emit the end of a run whose callee failed; without a line, the failure is at the call."""
    w, on = frame.w, frame.w.label("on")
    frame.refailing.append((w.block, str(frame.place)))
    w.fork(w.truth(status), "refail", on, True)
    w.at(on)


def save(frame: Frame) -> None:
    """Emit the store of the meters to the context, where another function can read them."""
    for name, place in frame.meters.items():
        frame.w.store(frame.w.load(place), field_of(frame.w, name), CONTEXT)


def restore(frame: Frame) -> None:
    """Emit the load of the meters from the context, as another function left them."""
    for name, place in frame.meters.items():
        frame.w.store(frame.w.load(field_of(frame.w, name), CONTEXT), place)


CONTROL: dict[str, Callable[[Frame, Site], None]] = {
    "branch": branch, "while": while_, "call": call, **ITERATION,
}  # fmt: skip
