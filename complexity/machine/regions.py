"""Prepared regions: the constant charges at the entry, then the nodes' steps in canonical order.

At its entry a region charges, all at once, whatever its nodes charge independently of their
operands, tests fuel, claims the scalar words of its first stretch and tests memory. Then its nodes
run one by one: values, levels if metered, releases, and the claim of the next stretch.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.decisions import decides
from ..language.failures import Undefined
from ..language.graph import Node, Region
from ..language.marks import is_mark
from ..language.ops import OPS
from .accounts import Row, row_of
from .cells import Meter, out_of_fuel
from .control import branch, call, while_
from .iteration import ITERATION
from .levels import rule
from .liveness import Life, NodeLife, is_list
from .sites import Frame, Layout, Site, Step
from .steps import value_step
from .updates import update

CONTROL = {"branch": branch, "while": while_, "call": call, **ITERATION}


def prepare(layout: Layout, region: Region, life: Life, control: int, executions: int,
            charge: int = 0, before: Sequence[Step] = (),
            after: Sequence[Step] = ()) -> Step:  # fmt: skip
    """Prepare a region to run.

    Parameters
    ----------
    control : the slot of the level of the control that reaches the region
    executions : the counter of the region's executions
    charge : steps that its entry charges beside its nodes (one for a round of a loop)
    before, after : steps that set the parameters, and steps that take the results
    """
    steps = [*before, *release(layout, life.dropped)]
    if life.then is not None:
        steps.append(claim(layout.program.meter, life.then))
    for node, node_life in zip(region.nodes, life.nodes, strict=True):
        charge += constant_charge(node, layout.deciding)
        own = node_steps(layout, node, node_life, control, executions)
        if (ledger := layout.program.ledger) is not None:
            own = ledger.placed(own, (layout.function.source, node.line))
        layout.program.where.update(dict.fromkeys(own, (node.line, layout.function.source)))
        steps += own
    return runner(layout, [*steps, *after], executions, charge, life.need)


def runner(layout: Layout, steps: list[Step], executions: int, charge: int, need: int) -> Step:
    """Return a step that counts an execution, charges and claims, then runs `steps`."""
    meter, where = layout.program.meter, layout.program.where
    counts = meter.counts

    def run(frame: Frame) -> None:
        counts[executions] += 1
        meter.time += charge
        if meter.time > meter.fuel:
            raise out_of_fuel(meter.fuel)
        # inlines the common case of `claim`: the peak does not rise
        if meter.words + need > meter.peak:
            meter.claim(need)
        for step in steps:
            try:
                step(frame)
            except Undefined as error:
                if not error.line:
                    error.line, error.source = where.get(step, (0, ""))
                raise

    return run


def constant_charge(node: Node, deciding: frozenset[int]) -> int:
    """Return what a node charges independently of its operands (0 for a deciding branch)."""
    if decides(node, deciding):
        return 0
    return int(node.op in ("branch", "call") or OPS[node.op].time == "unit")


def node_steps(layout: Layout, node: Node, life: NodeLife, control: int,
               executions: int) -> list[Step]:  # fmt: skip
    """Return the steps of one node: values, levels, releases and the next claim."""
    site = Site(node, layout, life, layout.slots_of(node.args), layout.types_at(node.args),
                layout.slots_of(node.outs), control, executions,
                layout.program.accounts.counter())  # fmt: skip
    if is_mark(node):
        layout.program.accounts.rows.append(account(site))
        steps = []
    elif node.op in CONTROL:
        steps = CONTROL[node.op](site, prepare)
    else:
        layout.program.accounts.rows.append(account(site))
        steps = [update(site) if OPS[node.op].group == "update" else value_step(site)]
        if layout.program.ledger is not None:
            steps.append(rule(site))
    steps += release(layout, life.released)
    if layout.program.ledger is not None:
        steps += forget(site)
    if life.need is not None:
        steps.append(claim(layout.program.meter, life.need))
    return steps


def account(site: Site) -> Row:
    """Return the row of a node without regions."""
    return row_of(site.node, site.layout.function.source, site.executions, site.charges)


def claim(meter: Meter, need: int) -> Step:
    """Return a step that claims the scalar words of a stretch."""
    return lambda frame: meter.claim(need)


def release(layout: Layout, values: Sequence[int]) -> list[Step]:
    """Return steps that drop a region's references to lists that died."""
    slots, meter = layout.slots_of(values), layout.program.meter
    metered = layout.program.ledger is not None

    def step(frame: Frame) -> None:
        for slot in slots:
            meter.release(frame[slot])
            frame[slot] = None
            if metered:
                frame[~slot] = None

    return [step] if slots else []


def forget(site: Site) -> list[Step]:
    """Return steps that drop the levels of moved lists, so that Python may free them."""
    places = [~site.args[place] for place in site.life.moved if is_list(site.types[place])]

    def step(frame: Frame) -> None:
        for place in places:
            frame[place] = None

    return [step] if places else []
