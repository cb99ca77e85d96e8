"""Structured control as flat code: regions, branches, loops, calls and draws.

Each state of a loop has one slot, shared by the loop's out and the parameters of its test and body:
they are one variable at different times. While nested regions run, the live scalars of the region
around them (`held`) count as words, as a background of all that the regions claim. The level rules
(`level_branch`, `level_control`) are further steps at the same points.

A loop over sequences has as many rounds as the shortest has elements. An iterated list stays
referenced until its loop ends, and fetching a row adds a reference to it. A hidden index holds the
position of the element at hand, so that of a list which is only iterated the elements already
consumed are not part of a state (`chains.stops`). `map` allocates its result before the first
round, the result of `filter` grows, and `min_by` holds the best element and its key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..language.decisions import arm_charges
from ..language.failures import Undefined
from ..language.graph import Const, Node, Operand, Region
from ..language.marks import is_mark
from ..language.meanings import empty_draw, nothing_to_choose
from . import level_branch
from . import level_control as levels
from .cells import Cell, words_of
from .code import Call, Effect, Instruction, Kind, Label, Writer
from .fetching import constant, counting, fetch
from .liveness import Life, NodeLife, analyse, is_list, scalars
from .regions import (
    account,
    assign,
    callee,
    charged,
    claim,
    constant_charge,
    entry,
    forget,
    plain_steps,
    record,
    region_life,
    release,
    timed,
)
from .sites import Code, Frame, Layout, Site


@dataclass(frozen=True, slots=True)
class Loop:
    """The slots and labels of a loop over sequences while its code is emitted.

    Attributes
    ----------
    index, count : the slots of the position and of the number of rounds
    control : the slot of the level of the control that reaches a round
    again, end : the labels of the head of a round and of the code after the loop
    """

    index: int
    count: int
    control: int
    again: Label
    end: Label


def enter(writer: Writer, region: Region, life: Life, executions: int, charge: int = 0) -> None:
    """Emit the entry of a region: its constant charges and its first memory claim.

    Parameters
    ----------
    executions : the counter of the region's executions
    charge : steps that its entry charges beside its nodes (one for a round of a loop)
    """
    layout = writer.layout
    charge += sum(constant_charge(node, layout.deciding) for node in region.nodes)
    writer.run([entry(layout.program.meter, executions, charge, life.need)])


def body(writer: Writer, region: Region, life: Life, control: int, executions: int) -> None:
    """Emit the nodes of a region, after the steps that set its parameters.

    Parameters
    ----------
    control : the slot of the level of the control that reaches the region
    """
    released(writer, life.dropped)
    if life.then is not None:
        writer.run([claim(writer.layout.program.meter, life.then)])
    for node, node_life in zip(region.nodes, life.nodes, strict=True):
        emit(writer, node, node_life, control, executions)


def emit(writer: Writer, node: Node, life: NodeLife, control: int, executions: int) -> None:
    """Emit one node: values, levels, releases and the next claim."""
    layout, around = writer.layout, (writer.line, writer.fails)
    writer.line = layout.function.source, node.line
    if node.line:  # a node that comes from no line fails where what encloses it stands
        writer.fails = writer.line
    site = Site(node, layout, life, layout.slots_of(node.args), layout.types_at(node.args),
                layout.slots_of(node.outs), control, executions,
                layout.program.accounts.counter())  # fmt: skip
    if node.op in CONTROL:
        CONTROL[node.op](writer, site)
    else:
        layout.program.accounts.rows.append(account(site))
        if node.op == "randrange" and writer.draws(node):
            draw(writer, site)
        elif not is_mark(node):
            writer.run(plain_steps(site), writer.variables(node.args), site.outs)
    released(writer, life.released)
    if layout.program.ledger is not None:
        writer.run(forget(site))
    if life.need is not None:
        writer.run([claim(layout.program.meter, life.need)])
    writer.line, writer.fails = around


def released(writer: Writer, values: Sequence[int]) -> None:
    """Emit the release of lists that are dead."""
    writer.run(release(writer.layout, values), holds=writer.variables(values))


def moved_in(writer: Writer, operands: Sequence[Operand], targets: Sequence[int],
             moved: frozenset[int]) -> None:  # fmt: skip
    """Emit the assignment of operands to slots."""
    steps = assign(writer.layout, operands, targets, moved)
    writer.run(steps, writer.variables(operands), targets)


def function(code: Code, layout: Layout, drawing: frozenset[int]) -> tuple[Instruction, ...]:
    """Emit the code of a function; `drawing` are the nodes before whose draws runs stop."""
    region, writer = layout.function.body, Writer(layout, drawing)
    life = analyse(region, layout.types, layout.captures)
    results, executions = range(len(region.params), code.control), layout.program.accounts.counter()
    enter(writer, region, life, executions)
    body(writer, region, life, code.control, executions)
    moved_in(writer, region.results, results, life.moved)
    if layout.program.ledger is not None:
        writer.run(level_branch.assign(layout, region.results, results))
    writer.instructions.append(Instruction(Kind.RETURN, Effect(frozenset(results))))
    return tuple(writer.instructions)


def draw(writer: Writer, site: Site) -> None:
    """Emit a draw before which the run stops."""
    (bound,), (out,) = site.args, site.outs

    def check(frame: Frame) -> None:
        if frame[bound] <= 0:
            raise empty_draw(frame[bound])

    effect = Effect(writer.variables(site.node.args), writes=frozenset([out]))
    steps = writer.placed([check])
    writer.instructions.append(Instruction(Kind.DRAW, effect, steps, bound, Label(out)))


def branch(writer: Writer, site: Site) -> None:
    """Emit a branch: the arm that the test selects is run."""
    layout, node, accounts = site.layout, site.node, site.layout.program.accounts
    counters = [accounts.counter() for _ in node.regions]
    for counter in charged(node, layout.deciding, site.executions, counters):
        record(site, "branch", counter, counter)
    end, other = Label(), Label()
    writer.jump_if(site.args[0], False, other)
    arms = zip(node.regions, (Label(), other), counters,
               arm_charges(node, layout.deciding), strict=True)  # fmt: skip
    for arm, here, executions, charge in arms:
        writer.put(here)
        life, control = region_life(site, arm, inherited=site.life.inherited), layout.hidden()
        metered = layout.program.ledger is not None
        before, joins = level_branch.arm(site, arm, control, charge) if metered else ([], [])
        enter(writer, arm, life, executions, charge)
        writer.run(before)
        body(writer, arm, life, control, executions)
        moved_in(writer, arm.results, site.outs, life.moved)
        writer.run(joins)
        if here is not other:
            writer.jump(end)
    writer.put(end)


def while_(writer: Writer, site: Site) -> None:
    """Emit a `while` loop, which ends when its test fails or its body asks to leave."""
    layout, node, accounts = site.layout, site.node, site.layout.program.accounts
    test, inner = node.regions
    layout.unify(node.outs, test.params, inner.params)
    checks, rounds, exits = accounts.counter(), accounts.counter(), bool(node.payload)
    record(site, "loop", rounds, rounds)
    known, control, leave = layout.hidden(), layout.hidden(), layout.hidden(False)
    targets, end = (leave, *site.outs) if exits else site.outs, Label()
    moved_in(writer, node.args, site.outs, site.life.moved)
    writer.run(timed(site, levels.enter_while, known))
    head = writer.head(node)
    life = region_life(site, test, scalars(test.params, layout.types), owned=False)
    enter(writer, test, life, checks)
    body(writer, test, life, known, checks)
    writer.run(timed(site, levels.tested, test, known, control))
    writer.jump_if(layout.slot(test.results[0]), False, end)
    life = region_life(site, inner)
    enter(writer, inner, life, rounds, 1)
    writer.run(timed(site, levels.round_charge, control))
    body(writer, inner, life, control, rounds)
    moved_in(writer, inner.results, targets, life.moved)
    writer.run(timed(site, levels.after_round, inner, targets, control, known, leave, exits))
    if exits:
        writer.jump_if(leave, True, end)
    writer.jump(head)
    writer.put(end)
    writer.run(timed(site, levels.leave, control))


def call(writer: Writer, site: Site) -> None:
    """Emit a call, which runs the function in a frame of its own."""
    record(site, "call", site.executions, site.executions)
    meter, ledger = site.meter, site.layout.program.ledger
    code = site.layout.program.codes[callee(site.node)]

    def count(frame: Frame) -> None:
        meter.calls += 1
        if meter.calls > meter.depth:
            raise Undefined("recursion", f"more than {meter.depth} calls are active")

    args = tuple((slot, place in site.life.moved) for place, slot in enumerate(site.args))
    outs = tuple(enumerate(site.outs, len(args)))
    passing = None if ledger is None else levels.call(site, code.control)
    writer.run([count])
    writer.instructions.append(Instruction(
        Kind.CALL, Effect(writer.variables(site.node.args), writes=frozenset(site.outs)),
        call=Call(len(writer.instructions), code, args, outs, site.life.held + 1, passing,
                  writer.fails)))  # fmt: skip


def begin(writer: Writer, site: Site, sequences: int) -> Loop:
    """Emit the start of a loop: the number of rounds, and the position before the first."""
    layout = writer.layout
    loop = Loop(layout.hidden(0), layout.hidden(0), layout.hidden(), Label(), Label())
    rounds, index, count = counting(site, sequences), loop.index, loop.count

    def step(frame: Frame) -> None:
        frame[index], frame[count] = -1, rounds(frame)

    writer.run([step], writer.variables(site.node.args[:sequences]), [index, count])
    return loop


def again(writer: Writer, loop: Loop) -> None:
    """Emit the head of a round, which moves on and leaves the loop after the last element.

    That it overwrites the index is not declared: what is fetched later lies after the index all the
    same, since the index only grows.
    """
    index, count, more = loop.index, loop.count, writer.layout.hidden()

    def step(frame: Frame) -> None:
        frame[index] = at = frame[index] + 1
        frame[more] = at < frame[count]

    writer.put(loop.again)
    writer.run([step], [index, count], [more])
    writer.jump_if(more, False, loop.end)


def end(writer: Writer, loop: Loop) -> None:
    """Emit the end of a round."""
    writer.jump(loop.again)
    writer.put(loop.end)


def round_(writer: Writer, site: Site, region: Region, life: Life, executions: int, loop: Loop,
           params: Sequence[int]) -> None:  # fmt: skip
    """Emit a region that is run for the element at hand of each sequence, put into `params`."""
    enter(writer, region, life, executions, 1)
    index, targets = loop.index, writer.layout.slots_of(params)
    steps = [fetch(source, type_, index, target) for source, type_, target in
             zip(site.args, site.types, targets, strict=False)]  # fmt: skip
    sources = zip(site.args[: len(params)], site.node.args, strict=False)
    variables = [slot for slot, arg in sources if not isinstance(arg, Const)]
    writer.run(steps, [index], targets, fetches=[(slot, index) for slot in variables])
    writer.run(timed(site, levels.fetch, params, index, loop.control))
    body(writer, region, life, loop.control, executions)


def look(writer: Writer, site: Site, region: Region, executions: int, loop: Loop,
         background: int = 0) -> None:  # fmt: skip
    """Emit a region that inspects the elements at hand without taking them over."""
    own = background + scalars(region.params, site.layout.types)
    life = region_life(site, region, own, owned=False)
    round_(writer, site, region, life, executions, loop, region.params)


def drop(writer: Writer, site: Site, params: Sequence[int]) -> None:
    """Emit the release of the rows that were fetched and not taken over."""
    layout, meter = site.layout, site.meter
    rows = [layout.slot(param) for param in params if is_list(layout.types[param])]

    def step(frame: Frame) -> None:
        for row in rows:
            meter.release(frame[row])
            frame[row] = None

    if rows:
        writer.run([step], holds=rows)


def for_(writer: Writer, site: Site) -> None:
    """Emit a `for` loop: its states pass from round to round."""
    assert isinstance(site.node.payload, tuple)
    count, exits = site.node.payload
    layout, node, (inner,) = writer.layout, site.node, site.node.regions
    layout.unify(node.outs, inner.params[count:])
    rounds, leave = layout.program.accounts.counter(), layout.hidden(False)
    targets = (leave, *site.outs) if exits else site.outs
    record(site, "loop", rounds, rounds)
    states = frozenset(place - count for place in site.life.moved)
    moved_in(writer, node.args[count:], site.outs, states)
    loop = begin(writer, site, count)
    writer.run(timed(site, levels.enter_for, count, loop.control))
    again(writer, loop)
    life = region_life(site, inner)
    round_(writer, site, inner, life, rounds, loop, inner.params[:count])
    moved_in(writer, inner.results, targets, life.moved)
    writer.run(timed(site, levels.after_round, inner, targets, loop.control, loop.control,
                     leave, exits))  # fmt: skip
    if exits:
        writer.jump_if(leave, True, loop.end)
    end(writer, loop)
    writer.run(timed(site, levels.leave, loop.control))


def map_(writer: Writer, site: Site) -> None:
    """Emit a `map`: the list of a region's values."""
    layout, (inner,), (out,), meter = writer.layout, site.node.regions, site.outs, site.meter
    each, value, held = layout.program.accounts.counter(), layout.hidden(), site.life.held
    record(site, "map", site.executions, each)
    loop = begin(writer, site, len(site.args))
    count = loop.count

    def allocate(frame: Frame) -> None:
        meter.claim(held + frame[count])
        meter.words += frame[count]
        frame[out] = Cell([])

    def collect(frame: Frame) -> None:
        frame[out].items.append(frame[value])

    writer.run([allocate], [count], [out])
    writer.run(timed(site, levels.enter_map, loop.control, value))
    again(writer, loop)
    life = region_life(site, inner)
    round_(writer, site, inner, life, each, loop, inner.params)
    moved_in(writer, inner.results, (value,), life.moved)
    writer.run(timed(site, levels.collect, inner, value))
    writer.run([collect], [value, out], [out])
    end(writer, loop)
    writer.run(timed(site, levels.leave_map, loop.control, value))


def filter_(writer: Writer, site: Site) -> None:
    """Emit a `filter`: the list of the elements that pass a test."""
    layout, (test,), (out,), meter = writer.layout, site.node.regions, site.outs, site.meter
    each, element = layout.program.accounts.counter(), layout.slot(test.params[0])
    record(site, "filter", site.executions, each)
    kept, passed, held = layout.hidden(), layout.slot(test.results[0]), site.life.held

    def keep(frame: Frame) -> None:
        frame[out].items.append(frame[element])
        meter.words += 1
        meter.claim(held)

    def allocate(frame: Frame) -> None:
        frame[out] = Cell([])

    writer.run([allocate], writes=[out])
    loop, failed = begin(writer, site, 1), Label()
    writer.run(timed(site, levels.enter_filter, loop.control, kept))
    again(writer, loop)
    look(writer, site, test, each, loop)
    writer.run(timed(site, levels.sift, kept, passed, element))
    writer.jump_if(passed, False, failed)
    writer.run([keep], [element, out], [out])
    writer.jump(loop.again)
    writer.put(failed)
    drop(writer, site, test.params)
    end(writer, loop)
    writer.run(timed(site, levels.leave_filter, kept, loop.count))


def quantifier(writer: Writer, site: Site) -> None:
    """Emit `any` or `all`, which stop at the first element that decides them."""
    layout, (test,), (out,) = writer.layout, site.node.regions, site.outs
    looked, decides = layout.program.accounts.counter(), site.node.op == "any"
    record(site, "loop", looked, looked)
    passed = layout.slot(test.results[0])
    loop = begin(writer, site, len(site.args))
    writer.run(timed(site, levels.enter_for, len(site.args), loop.control))
    writer.run([constant(out, not decides)], writes=[out])
    again(writer, loop)
    look(writer, site, test, looked, loop)
    writer.run(timed(site, levels.looked, loop.control, passed))
    drop(writer, site, test.params)
    writer.jump_if(passed, not decides, loop.again)
    writer.run([constant(out, decides)], writes=[out])
    writer.put(loop.end)
    writer.run(timed(site, levels.decided, loop.control))


def first(writer: Writer, site: Site) -> None:
    """Emit `first`: the `hit` of the first elements that pass the test, else the `miss`."""
    layout, (test, hit, miss) = writer.layout, site.node.regions
    layout.unify(test.params, hit.params)
    looked, passed = layout.program.accounts.counter(), layout.slot(test.results[0])
    record(site, "loop", looked, looked)
    loop, hits, over = begin(writer, site, len(site.args)), Label(), Label()
    writer.run(timed(site, levels.enter_for, len(site.args), loop.control))
    again(writer, loop)
    look(writer, site, test, looked, loop)
    writer.run(timed(site, levels.looked, loop.control, passed))
    writer.jump_if(passed, True, hits)
    drop(writer, site, test.params)
    writer.jump(loop.again)
    for region, label in ((hit, hits), (miss, loop.end)):
        writer.put(label)
        life, executions = region_life(site, region), layout.program.accounts.counter()
        enter(writer, region, life, executions)
        body(writer, region, life, loop.control, executions)
        moved_in(writer, region.results, site.outs, life.moved)
        writer.run(timed(site, levels.passed_on, region))
        writer.jump(over)
    writer.put(over)
    writer.run(timed(site, levels.leave, loop.control))


def best(writer: Writer, site: Site) -> None:
    """Emit `min_by` or `max_by`: the first element whose key is least or greatest."""
    layout, (key,), meter = writer.layout, site.node.regions, site.meter
    each, least = layout.program.accounts.counter(), site.node.op == "min_by"
    record(site, site.node.op, site.executions, each)
    record(site, "lt" if least else "gt", site.charges, site.charges)
    chosen, lowest, keys = layout.hidden(0), layout.hidden(0), layout.hidden()
    result, name = layout.slot(key.results[0]), "min" if least else "max"
    loop = begin(writer, site, 1)
    index, count, counter = loop.index, loop.count, site.charges

    def start(frame: Frame) -> None:
        if not frame[count]:
            raise nothing_to_choose(name)
        frame[chosen] = frame[lowest] = 0

    def compare(frame: Frame) -> None:
        value, at = frame[result], frame[index]
        if at:
            meter.charge(counter, 1)
        if not at or (value < frame[lowest] if least else value > frame[lowest]):
            frame[lowest], frame[chosen] = value, at

    writer.run([start], [count], [chosen, lowest])
    writer.run(timed(site, levels.enter_map, loop.control, keys))
    again(writer, loop)
    look(writer, site, key, each, loop, 1 + words_of(site.node.types[0]))
    writer.run(timed(site, levels.keyed, keys, result, loop.control))
    own = [] if isinstance(key.results[0], Const) else [result]
    writer.run([compare], [*own, index, lowest, chosen], [lowest, chosen])
    drop(writer, site, key.params)
    end(writer, loop)
    take = fetch(site.args[0], site.types[0], chosen, site.outs[0])
    writer.run([take], [*writer.variables(site.node.args), chosen], site.outs)
    writer.run(timed(site, levels.leave_best, keys, chosen))


CONTROL: dict[str, Callable[[Writer, Site], None]] = {
    "branch": branch, "while": while_, "call": call, "for": for_, "map": map_, "filter": filter_,
    "any": quantifier, "all": quantifier, "first": first, "min_by": best, "max_by": best,
}  # fmt: skip
