"""Flat code for loops over sequences: the rules of `machine.iteration`.

A hidden index holds the position of the next element, so that of a list which is only iterated the
elements already consumed are not part of a state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..language.graph import Const, Region
from ..language.meanings import nothing_to_choose
from ..machine.cells import Cell, words_of
from ..machine.control import record, region_life
from ..machine.fetching import counting, dropping, fetch, fetching
from ..machine.liveness import Life, is_list, scalars
from ..machine.sites import Frame, Site, Step
from .code import Label, Writer
from .control import branch, call, hold, results, started, while_


@dataclass(frozen=True, slots=True)
class Loop:
    """The slots and labels of a loop over sequences while its code is emitted.

    Attributes
    ----------
    index, count : the slots of the next position and of the number of rounds
    again, end : the labels of the head of a round and of the code after the loop
    """

    index: int
    count: int
    again: Label
    end: Label


def begun(writer: Writer, site: Site, sequences: int) -> Loop:
    """Emit the start of a loop: the number of rounds, and position 0."""
    layout = writer.layout
    loop = Loop(layout.hidden(0), layout.hidden(0), Label(), Label())
    rounds, index, count = counting(site, sequences), loop.index, loop.count

    def step(frame: Frame) -> None:
        frame[index], frame[count] = 0, rounds(frame)

    writer.run([step], writer.variables(site.node.args[:sequences]), [index, count])
    return loop


def again(writer: Writer, loop: Loop) -> None:
    """Emit the head of a round, which leaves the loop after the last element."""
    index, count, more = loop.index, loop.count, writer.layout.hidden()

    def step(frame: Frame) -> None:
        frame[more] = frame[index] < frame[count]

    writer.put(loop.again)
    writer.run([step], [index, count], [more])
    writer.jump_if(more, False, loop.end)


def ended(writer: Writer, loop: Loop) -> None:
    """Emit the end of a round."""
    writer.jump(loop.again)
    writer.put(loop.end)


def fetched(writer: Writer, site: Site, params: Sequence[int], loop: Loop) -> None:
    """Emit the fetch of the next elements into parameters, and the advance of the index."""
    index = loop.index

    def step(frame: Frame) -> None:
        frame[index] += 1

    sources = list(zip(site.args[: len(params)], site.node.args, strict=False))
    variables = [slot for slot, arg in sources if not isinstance(arg, Const)]
    writer.run([*fetching(site, params, index), step], [index], writer.layout.slots_of(params),
               fetches=[(slot, index) for slot in variables])  # fmt: skip


def round_(writer: Writer, site: Site, region: Region, life: Life, executions: int, loop: Loop,
           params: Sequence[int]) -> None:  # fmt: skip
    """Emit a region that is run for the next elements."""
    writer.enter(region, life, executions, 1)
    fetched(writer, site, params, loop)
    writer.body(region, life, executions)


def looking(writer: Writer, site: Site, region: Region, executions: int, loop: Loop) -> None:
    """Emit a region that inspects the next elements without taking them over."""
    own = scalars(region.params, site.layout.types)
    life = region_life(site, region, owned=False, background=own)
    round_(writer, site, region, life, executions, loop, region.params)


def dropped(writer: Writer, site: Site, params: Sequence[int]) -> None:
    """Emit the release of the rows that were fetched."""
    rows = [param for param in params if is_list(site.layout.types[param])]
    if rows:
        writer.run([dropping(site, params)], holds=writer.layout.slots_of(rows))


def for_(writer: Writer, site: Site) -> None:
    """Emit a `for` loop: its states pass from round to round."""
    assert isinstance(site.node.payload, tuple)
    count, exits = site.node.payload
    layout, node, (body,) = writer.layout, site.node, site.node.regions
    layout.unify(node.outs, body.params[count:])
    rounds, leave = layout.program.accounts.counter(), layout.hidden(False)
    record(site, "loop", rounds, rounds)
    writer.run(hold(site, site.life.held))
    states = frozenset(place - count for place in site.life.moved)
    started(writer, site, node.args[count:], states)
    loop = begun(writer, site, count)
    again(writer, loop)
    life = region_life(site, body)
    round_(writer, site, body, life, rounds, loop, body.params[:count])
    results(writer, body, (leave, *site.outs) if exits else site.outs, life.moved)
    if exits:
        writer.jump_if(leave, True, loop.end)
    ended(writer, loop)
    writer.run(hold(site, -site.life.held))


def map_(writer: Writer, site: Site) -> None:
    """Emit a `map`: the list of a region's values."""
    layout, (body,), (out,), meter = writer.layout, site.node.regions, site.outs, site.meter
    each, value = layout.program.accounts.counter(), layout.hidden()
    record(site, "map", site.executions, each)
    writer.run(hold(site, site.life.held))
    loop = begun(writer, site, len(site.args))
    count = loop.count

    def enter(frame: Frame) -> None:
        meter.claim(frame[count])
        meter.words += frame[count]
        frame[out] = Cell([])

    def collect(frame: Frame) -> None:
        frame[out].items.append(frame[value])

    writer.run([enter], [count], [out])
    again(writer, loop)
    life = region_life(site, body)
    round_(writer, site, body, life, each, loop, body.params)
    results(writer, body, (value,), life.moved)
    writer.run([collect], [value, out], [out])
    ended(writer, loop)
    writer.run(hold(site, -site.life.held))


def filter_(writer: Writer, site: Site) -> None:
    """Emit a `filter`: the list of the elements that pass a test."""
    layout, (test,), (out,), meter = writer.layout, site.node.regions, site.outs, site.meter
    each, element = layout.program.accounts.counter(), layout.slot(test.params[0])
    record(site, "filter", site.executions, each)

    def enter(frame: Frame) -> None:
        frame[out] = Cell([])

    def keep(frame: Frame) -> None:
        frame[out].items.append(frame[element])
        meter.words += 1
        meter.claim(0)

    writer.run(hold(site, site.life.held))
    writer.run([enter], writes=[out])
    loop, drop = begun(writer, site, 1), Label()
    again(writer, loop)
    looking(writer, site, test, each, loop)
    writer.jump_if(layout.slots_of(test.results)[0], False, drop)
    writer.run([keep], [element, out], [out])
    writer.jump(loop.again)
    writer.put(drop)
    dropped(writer, site, test.params)
    ended(writer, loop)
    writer.run(hold(site, -site.life.held))


def constant(out: int, value: object) -> Step:
    """Return a step that puts a value into a slot."""

    def step(frame: Frame) -> None:
        frame[out] = value

    return step


def quantifier(writer: Writer, site: Site) -> None:
    """Emit `any` or `all`, which stop at the first element that decides them."""
    layout, (test,), (out,) = writer.layout, site.node.regions, site.outs
    looked, decides = layout.program.accounts.counter(), site.node.op == "any"
    record(site, "loop", looked, looked)
    writer.run(hold(site, site.life.held))
    loop = begun(writer, site, len(site.args))
    writer.run([constant(out, not decides)], writes=[out])
    again(writer, loop)
    looking(writer, site, test, looked, loop)
    dropped(writer, site, test.params)
    writer.jump_if(layout.slots_of(test.results)[0], not decides, loop.again)
    writer.run([constant(out, decides)], writes=[out])
    writer.put(loop.end)
    writer.run(hold(site, -site.life.held))


def first(writer: Writer, site: Site) -> None:
    """Emit `first`: the `hit` of the first elements that pass the test, else the `miss`."""
    layout, (test, hit, miss) = writer.layout, site.node.regions
    layout.unify(test.params, hit.params)
    looked, count = layout.program.accounts.counter(), len(site.args)
    record(site, "loop", looked, looked)
    writer.run(hold(site, site.life.held))
    loop, passing, end = begun(writer, site, count), Label(), Label()
    again(writer, loop)
    looking(writer, site, test, looked, loop)
    writer.jump_if(layout.slots_of(test.results)[0], True, passing)
    dropped(writer, site, test.params)
    ended(writer, loop)
    for region, label in ((miss, Label()), (hit, passing)):
        writer.put(label)
        life, executions = region_life(site, region), layout.program.accounts.counter()
        writer.enter(region, life, executions)
        writer.body(region, life, executions)
        results(writer, region, site.outs, life.moved)
        writer.jump(end)
    writer.put(end)
    writer.run(hold(site, -site.life.held))


def best(writer: Writer, site: Site) -> None:
    """Emit `min_by` or `max_by`: the first element whose key is least or greatest."""
    layout, (key,), meter = writer.layout, site.node.regions, site.meter
    each, least = layout.program.accounts.counter(), site.node.op == "min_by"
    record(site, site.node.op, site.executions, each)
    record(site, "lt" if least else "gt", site.charges, site.charges)
    chosen, lowest = layout.hidden(0), layout.hidden(0)
    (result,), words = layout.slots_of(key.results), site.life.held + 1
    words += words_of(site.node.types[0])
    loop = begun(writer, site, 1)
    writer.run([refusing(site, loop.count)], [loop.count])
    writer.run([*hold(site, words), constant(chosen, 0), constant(lowest, 0)],
               writes=[chosen, lowest])  # fmt: skip
    again(writer, loop)
    looking(writer, site, key, each, loop)
    index, counter = loop.index, site.charges

    def compare(frame: Frame) -> None:
        value, at = frame[result], frame[index] - 1
        if at:
            meter.charge(counter, 1)
        if not at or (value < frame[lowest] if least else value > frame[lowest]):
            frame[lowest], frame[chosen] = value, at

    keys = [] if isinstance(key.results[0], Const) else [result]
    writer.run([compare], [*keys, index, lowest, chosen], [lowest, chosen])
    dropped(writer, site, key.params)
    ended(writer, loop)
    take = fetch(site.args[0], site.types[0], chosen, site.outs[0])
    writer.run([take], [*writer.variables(site.node.args), chosen], site.outs)
    writer.run(hold(site, -words))


def refusing(site: Site, count: int) -> Step:
    """Return a step that fails on an empty list, as `min` and `max` do."""
    name = "min" if site.node.op == "min_by" else "max"

    def step(frame: Frame) -> None:
        if not frame[count]:
            raise nothing_to_choose(name)

    return step


RULES: dict[str, Callable[[Writer, Site], None]] = {
    "branch": branch, "while": while_, "call": call, "for": for_, "map": map_, "filter": filter_,
    "any": quantifier, "all": quantifier, "first": first, "min_by": best, "max_by": best,
}  # fmt: skip
