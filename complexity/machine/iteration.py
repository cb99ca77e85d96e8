"""Iteration over ranges and lists: `for`, `map`, `filter`, `any`, `all`, `first`, `min_by`.

A loop has as many rounds as its shortest sequence has elements. An iterated list stays referenced
until its loop ends, and fetching a row adds a reference to it. `map` allocates its result before
the first round, the result of `filter` grows, and `min_by` holds the best element and its key.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.graph import Region
from ..language.meanings import nothing_to_choose
from . import level_control as levels
from .cells import Cell, words_of
from .control import Prepare, assign, record, region_life, run_all, timed
from .fetching import counting, dropping, fetch, fetching, looking
from .sites import Frame, Site, Step


def for_(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a `for` loop: its states pass from round to round."""
    assert isinstance(site.node.payload, tuple)
    count, exits = site.node.payload
    layout, node, (body,) = site.layout, site.node, site.node.regions
    layout.unify(node.outs, body.params[count:])
    rounds, control = layout.program.accounts.counter(), layout.hidden()
    record(site, "loop", rounds, rounds)
    leave, index = layout.hidden(False), layout.hidden(0)
    targets = (leave, *site.outs) if exits else site.outs
    life, elements = region_life(site, body), body.params[:count]
    before = fetching(site, elements, index)
    before += timed(site, levels.fetch, elements, index, control)
    after = assign(layout, body.results, targets, life.moved)
    after += timed(site, levels.after_round, body, targets, control, control, leave, exits)
    run_body = prepare(layout, body, life, control, rounds, 1, before, after)
    states = frozenset(place - count for place in site.life.moved)
    enter = assign(layout, node.args[count:], site.outs, states)
    enter += timed(site, levels.enter_for, count, control)
    step = for_loop(site, run_all(enter), run_body, count, index, leave)
    return [step, *timed(site, levels.leave, control)]


def for_loop(site: Site, enter: Step, body: Step, count: int, index: int, leave: int) -> Step:
    """Return the loop that runs a prepared body."""
    meter, held, rounds = site.meter, site.life.held, counting(site, count)

    def step(frame: Frame) -> None:
        meter.words += held
        enter(frame)
        for at in range(rounds(frame)):
            frame[index] = at
            body(frame)
            if frame[leave]:
                break
        meter.words -= held

    return step


def map_(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a `map`: the list of a region's values."""
    layout, (body,), (out,), meter = site.layout, site.node.regions, site.outs, site.meter
    each, control = layout.program.accounts.counter(), layout.hidden()
    record(site, "map", site.executions, each)
    value, index = layout.hidden(), layout.hidden(0)
    life, held = region_life(site, body), site.life.held
    before = fetching(site, body.params, index)
    before += timed(site, levels.fetch, body.params, index, control)
    after = assign(layout, body.results, (value,), life.moved)
    after += timed(site, levels.collect, body, value)
    run = prepare(layout, body, life, control, each, 1, before, after)
    enter, rounds = (
        run_all(timed(site, levels.enter_map, control, value)),
        counting(site, len(site.args)),
    )

    def step(frame: Frame) -> None:
        meter.words += held
        count = rounds(frame)
        meter.claim(count)
        meter.words += count
        enter(frame)
        items = []
        for at in range(count):
            frame[index] = at
            run(frame)
            items.append(frame[value])
        frame[out] = Cell(items)
        meter.words -= held

    return [step, *timed(site, levels.leave_map, control, value)]


def filter_(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a `filter`: the list of the elements that pass a test."""
    layout, (test,), (out,), meter = site.layout, site.node.regions, site.outs, site.meter
    each, control, index = layout.program.accounts.counter(), layout.hidden(), layout.hidden(0)
    record(site, "filter", site.executions, each)
    kept, (passed,), element = (
        layout.hidden(),
        layout.slots_of(test.results),
        layout.slot(test.params[0]),
    )
    run = looking(site, prepare, test, index, control, each,
                  timed(site, levels.sift, kept, passed, element))  # fmt: skip
    enter, rounds = run_all(timed(site, levels.enter_filter, control, kept)), counting(site, 1)
    held, drop = site.life.held, dropping(site, test.params)

    def step(frame: Frame) -> None:
        meter.words += held
        enter(frame)
        items = []
        for at in range(rounds(frame)):
            frame[index] = at
            run(frame)
            if frame[passed]:
                items.append(frame[element])
                meter.words += 1
                meter.claim(0)
            else:
                drop(frame)
        frame[out] = Cell(items)
        meter.words -= held

    return [step, *timed(site, levels.leave_filter, kept, rounds)]


def quantifier(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare `any` or `all`, which stop at the first element that decides them."""
    layout, (test,), (out,), meter = site.layout, site.node.regions, site.outs, site.meter
    looked, control, index = layout.program.accounts.counter(), layout.hidden(), layout.hidden(0)
    record(site, "loop", looked, looked)
    (passed,), decides = layout.slots_of(test.results), site.node.op == "any"
    run = looking(site, prepare, test, index, control, looked,
                  timed(site, levels.looked, control, passed))  # fmt: skip
    enter, rounds = (
        run_all(timed(site, levels.enter_for, len(site.args), control)),
        counting(site, len(site.args)),
    )
    held, drop = site.life.held, dropping(site, test.params)

    def step(frame: Frame) -> None:
        meter.words += held
        enter(frame)
        frame[out] = not decides
        for at in range(rounds(frame)):
            frame[index] = at
            run(frame)
            drop(frame)
            if frame[passed] == decides:
                frame[out] = decides
                break
        meter.words -= held

    return [step, *timed(site, levels.decided, control)]


def first(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare `first`: the `hit` of the first elements that pass the test, else the `miss`."""
    layout, node, meter = site.layout, site.node, site.meter
    test, hit, miss = node.regions
    layout.unify(test.params, hit.params)
    looked, control, index = layout.program.accounts.counter(), layout.hidden(), layout.hidden(0)
    record(site, "loop", looked, looked)
    (passed,), count = layout.slots_of(test.results), len(site.args)
    run = looking(site, prepare, test, index, control, looked,
                  timed(site, levels.looked, control, passed))  # fmt: skip
    found, missed = [finding(site, prepare, region, control) for region in (hit, miss)]
    enter, rounds = run_all(timed(site, levels.enter_for, count, control)), counting(site, count)
    held, drop = site.life.held, dropping(site, test.params)

    def step(frame: Frame) -> None:
        meter.words += held
        enter(frame)
        for at in range(rounds(frame)):
            frame[index] = at
            run(frame)
            if frame[passed]:
                found(frame)
                break
            drop(frame)
        else:
            missed(frame)
        meter.words -= held

    return [step, *timed(site, levels.leave, control)]


def finding(site: Site, prepare: Prepare, region: Region, control: int) -> Step:
    """Prepare one of the two outcomes of `first`, with its results put into the outs."""
    layout, life = site.layout, region_life(site, region)
    after = assign(layout, region.results, site.outs, life.moved)
    after += timed(site, levels.passed_on, region)
    return prepare(layout, region, life, control, layout.program.accounts.counter(), 0, (), after)


def best(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare `min_by` or `max_by`: the first element whose key is least or greatest."""
    layout, (key,), meter = site.layout, site.node.regions, site.meter
    each, control, index = layout.program.accounts.counter(), layout.hidden(), layout.hidden(0)
    least = site.node.op == "min_by"
    record(site, site.node.op, site.executions, each)
    record(site, "lt" if least else "gt", site.charges, site.charges)
    keys, chosen, (result,) = layout.hidden(), layout.hidden(), layout.slots_of(key.results)
    run = looking(site, prepare, key, index, control, each,
                  timed(site, levels.keyed, keys, result, control))  # fmt: skip
    enter, rounds = run_all(timed(site, levels.enter_map, control, keys)), counting(site, 1)
    words, drop = site.life.held + 1 + words_of(site.node.types[0]), dropping(site, key.params)
    counter, name = site.charges, "min" if least else "max"
    yield_best = fetch(site.args[0], site.types[0], chosen, site.outs[0])

    def step(frame: Frame) -> None:
        count = rounds(frame)
        if not count:
            raise nothing_to_choose(name)
        meter.words += words
        enter(frame)
        lowest = None
        for at in range(count):
            frame[index] = at
            run(frame)
            value = frame[result]
            if at:
                meter.charge(counter, 1)
            if lowest is None or (value < lowest if least else value > lowest):
                lowest, frame[chosen] = value, at
            drop(frame)
        yield_best(frame)
        meter.words -= words

    return [step, *timed(site, levels.leave_best, keys, chosen)]


ITERATION: dict[str, Callable[[Site, Prepare], list[Step]]] = {
    "for": for_, "map": map_, "filter": filter_, "any": quantifier, "all": quantifier,
    "first": first, "min_by": best, "max_by": best,
}  # fmt: skip
