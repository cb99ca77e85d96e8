"""Flat code for branches, `while` and calls: the rules of `machine.control`."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.decisions import arm_charges
from ..language.failures import Undefined
from ..language.graph import Operand, Region
from ..machine.control import assign, callee, charged, record, region_life
from ..machine.liveness import scalars
from ..machine.sites import Frame, Site, Step
from .code import Call, Effect, Instruction, Kind, Label, Writer


def hold(site: Site, words: int) -> list[Step]:
    """Return a step that adds `words` to the live words (negative: removes them)."""
    meter = site.meter

    def step(frame: Frame) -> None:
        meter.words += words

    return [step] if words else []


def results(writer: Writer, region: Region, targets: Sequence[int],
            moved: frozenset[int]) -> None:  # fmt: skip
    """Emit the assignment of a region's results to slots."""
    steps = assign(writer.layout, region.results, targets, moved)
    writer.moved_in(steps, region.results, targets)


def started(writer: Writer, site: Site, operands: Sequence[Operand],
            moved: frozenset[int]) -> None:  # fmt: skip
    """Emit the assignment of a loop's initial states to the slots of its outs."""
    writer.moved_in(assign(writer.layout, operands, site.outs, moved), operands, site.outs)


def branch(writer: Writer, site: Site) -> None:
    """Emit a branch: the arm that the test selects is run."""
    deciding, accounts = writer.layout.deciding, writer.layout.program.accounts
    counters = [accounts.counter() for _ in site.node.regions]
    for counter in charged(site.node, deciding, site.executions, counters):
        record(site, "branch", counter, counter)
    end, other = Label(), Label()
    writer.run(hold(site, site.life.held))
    writer.jump_if(site.args[0], False, other)
    charges = arm_charges(site.node, deciding)
    for arm, here, executions, charge in zip(site.node.regions, (Label(), other), counters,
                                             charges, strict=True):  # fmt: skip
        writer.put(here)
        life = region_life(site, arm, inherited=site.life.inherited)
        writer.enter(arm, life, executions, charge)
        writer.body(arm, life, executions)
        results(writer, arm, site.outs, life.moved)
        writer.jump(end)
    writer.put(end)
    writer.run(hold(site, -site.life.held))


def while_(writer: Writer, site: Site) -> None:
    """Emit a `while` loop, which ends when its test fails or its body asks to leave."""
    layout, node, accounts = writer.layout, site.node, writer.layout.program.accounts
    test, body = node.regions
    layout.unify(node.outs, test.params, body.params)
    checks, rounds = accounts.counter(), accounts.counter()
    record(site, "loop", rounds, rounds)
    leave, end = layout.hidden(False), Label()
    writer.run(hold(site, site.life.held))
    started(writer, site, node.args, site.life.moved)
    head = writer.head()
    life = region_life(site, test, owned=False, background=scalars(test.params, layout.types))
    writer.enter(test, life, checks)
    writer.body(test, life, checks)
    (passed,) = layout.slots_of(test.results)
    writer.jump_if(passed, False, end)
    life = region_life(site, body)
    writer.enter(body, life, rounds, 1)
    writer.body(body, life, rounds)
    results(writer, body, (leave, *site.outs) if node.payload else site.outs, life.moved)
    if node.payload:
        writer.jump_if(leave, True, end)
    writer.jump(head)
    writer.put(end)
    writer.run(hold(site, -site.life.held))


def call(writer: Writer, site: Site) -> None:
    """Emit a call, which runs the function in a frame of its own."""
    record(site, "call", site.executions, site.executions)
    meter, variables = site.meter, writer.variables(site.node.args)

    def count(frame: Frame) -> None:
        meter.calls += 1
        if meter.calls > meter.depth:
            raise Undefined("recursion", f"more than {meter.depth} calls are active")

    args = tuple((slot, place in site.life.moved) for place, slot in enumerate(site.args))
    outs = tuple(enumerate(site.outs, len(args)))
    writer.run([count])
    writer.instructions.append(Instruction(
        Kind.CALL, Effect(variables, writes=frozenset(site.outs)),
        call=Call(callee(site.node), args, outs, site.life.held + 1)))  # fmt: skip
