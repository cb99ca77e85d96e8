"""Structured control: how branches, loops and calls move values within and between frames.

Each state of a loop has one slot, shared by the loop's out and the parameters of its test and body:
they are one variable at different times. While nested regions run, the live scalars of the region
around them (`held`) count as words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..language.decisions import arm_charges, decides
from ..language.failures import Undefined
from ..language.graph import Node, Operand, Region
from . import level_branch
from . import level_control as levels
from .accounts import Row
from .liveness import Life, analyse, is_list, scalars
from .sites import Frame, Layout, Site, Step
from .steps import take


class Prepare(Protocol):
    """The signature of `regions.prepare`, which is passed to control to avoid an import cycle."""

    def __call__(self, layout: Layout, region: Region, life: Life, control: int, executions: int,
                 charge: int = 0, before: Sequence[Step] = (),
                 after: Sequence[Step] = ()) -> Step: ...  # fmt: skip


def assign(layout: Layout, operands: Sequence[Operand], targets: Sequence[int],
           moved: frozenset[int]) -> list[Step]:  # fmt: skip
    """Assign operands to slots in parallel; a list whose reference is not moved is shared."""
    cells = [is_list(type_) for type_ in layout.types_at(operands)]
    sources = layout.slots_of(operands)
    shared = [s for place, s in enumerate(sources) if cells[place] and place not in moved]
    left = [s for place, s in enumerate(sources) if place in moved and cells[place]]
    left = [s for s in left if s not in targets]

    # most assignments have one operand: these closures avoid building a list for it
    def one(frame: Frame) -> None:
        frame[targets[0]] = frame[sources[0]]

    def one_list(frame: Frame) -> None:
        cell, frame[sources[0]] = frame[sources[0]], None
        frame[targets[0]] = cell

    def step(frame: Frame) -> None:
        for source in shared:
            frame[source].refs += 1
        values = [frame[source] for source in sources]
        for source in left:
            frame[source] = None
        for target, value in zip(targets, values, strict=True):
            frame[target] = value

    if tuple(sources) == tuple(targets) and not shared:
        return []
    if len(sources) == 1 and not shared:
        return [one_list if left else one]
    return [step]


def region_life(site: Site, region: Region, **how: Any) -> Life:
    """Analyse the liveness of a nested region."""
    return analyse(region, site.layout.types, site.layout.captures, **how)


def record(site: Site, report: str, executions: int, time: int) -> None:
    """Add an account with one counter for its executions and one for its time."""
    source = site.layout.function.source
    row = Row(report, site.node.line, source, executions, executions, ((time, 1),))
    site.layout.program.accounts.rows.append(row)


def charged(node: Node, deciding: frozenset[int], executions: int,
            arms: Sequence[int]) -> list[int]:  # fmt: skip
    """Return the counters of the regions at whose entry a branch charges a step.

    Parameters
    ----------
    executions, arms : the counters of the region around the branch and of each arm
    """
    charges = arm_charges(node, deciding)
    if not decides(node, deciding) or all(charges):
        return [executions]
    return [arm for arm, charge in zip(arms, charges, strict=True) if charge]


def timed(site: Site, rule: Callable[..., list[Step]], *about: Any) -> list[Step]:
    """Return the steps of a level rule if levels are metered, else none."""
    return [] if site.layout.program.ledger is None else rule(site, *about)


def run_all(steps: Sequence[Step]) -> Step:
    """Combine several steps into one."""

    def step(frame: Frame) -> None:
        for one in steps:
            one(frame)

    return step


def branch(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a branch: the arm that the test selects is run."""
    layout, node, meter = site.layout, site.node, site.meter
    runs, (test,), held = [], site.args, site.life.held
    charges = arm_charges(node, layout.deciding)
    counters = [layout.program.accounts.counter() for _ in node.regions]
    for counter in charged(node, layout.deciding, site.executions, counters):
        record(site, "branch", counter, counter)
    for arm, counter, charge in zip(node.regions, counters, charges, strict=True):
        life, control = region_life(site, arm, inherited=site.life.inherited), layout.hidden()
        before: list[Step] = []
        after = assign(layout, arm.results, site.outs, life.moved)
        if layout.program.ledger is not None:
            before, joins = level_branch.arm(site, arm, control, charge)
            after = [*after, *joins]
        runs.append(prepare(layout, arm, life, control, counter, charge, before, after))
    yes, no = runs

    def step(frame: Frame) -> None:
        meter.words += held
        if frame[test]:
            yes(frame)
        else:
            no(frame)
        meter.words -= held

    return [step]


def while_(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a `while` loop, which ends when its test fails or its body asks to leave."""
    layout, node, accounts = site.layout, site.node, site.layout.program.accounts
    test, body = node.regions
    layout.unify(node.outs, test.params, body.params)
    checks, rounds, exits = accounts.counter(), accounts.counter(), bool(node.payload)
    record(site, "loop", rounds, rounds)
    known, control, leave = layout.hidden(), layout.hidden(), layout.hidden(False)
    targets = (leave, *site.outs) if exits else site.outs
    life = region_life(site, test, owned=False, background=scalars(test.params, layout.types))
    run_test = prepare(layout, test, life, known, checks, 0, (),
                       timed(site, levels.tested, test, known, control))  # fmt: skip
    life = region_life(site, body)
    after = assign(layout, body.results, targets, life.moved)
    after += timed(site, levels.after_round, body, targets, control, known, leave, exits)
    run_body = prepare(layout, body, life, control, rounds, 1,
                       timed(site, levels.round_charge, control), after)  # fmt: skip
    enter = assign(layout, node.args, site.outs, site.life.moved)
    enter += timed(site, levels.enter_while, known)
    (passed,) = layout.slots_of(test.results)
    step = loop_of(site, run_test, run_body, run_all(enter), passed, leave)
    return [step, *timed(site, levels.leave, control)]


def loop_of(site: Site, test: Step, body: Step, enter: Step, passed: int, leave: int) -> Step:
    """Return the loop that runs a prepared test and body."""
    meter, held = site.meter, site.life.held

    def step(frame: Frame) -> None:
        meter.words += held
        enter(frame)
        while True:
            test(frame)
            if not frame[passed]:
                break
            body(frame)
            if frame[leave]:
                break
        meter.words -= held

    return step


def callee(node: Node) -> int:
    """Return the index of the function that a call applies."""
    assert isinstance(node.payload, int)
    return node.payload


def call(site: Site, prepare: Prepare) -> list[Step]:
    """Prepare a call, which runs the function in a frame of its own."""
    meter, held, node = site.meter, site.life.held, site.node
    record(site, "call", site.executions, site.executions)
    code = site.layout.program.codes[callee(node)]
    args = [(slot, place in site.life.moved) for place, slot in enumerate(site.args)]
    first = len(args)
    outs = list(enumerate(site.outs, first))
    timing = None if site.layout.program.ledger is None else levels.call(site, code.control)

    def step(frame: Frame) -> None:
        meter.calls += 1
        if meter.calls > meter.depth:
            raise Undefined("recursion", f"more than {meter.depth} calls are active")
        inner = code.template.copy()
        for place, (slot, moved) in enumerate(args):
            inner[place] = take(frame, slot, moved)
        if timing is not None:
            timing.enter(frame, inner)
        meter.words += held + 1
        code.body(inner)
        meter.words -= held + 1
        meter.calls -= 1
        for place, out in outs:
            frame[out] = inner[place]
        if timing is not None:
            timing.leave(frame, inner)

    return [step]
