"""The steps of regions and nodes, of which `control` makes flat code.

At its entry a region charges, all at once, whatever its nodes charge independently of their
operands, tests fuel, claims the scalar words of its first stretch and tests memory. Then its nodes
run one by one: values, levels if metered, releases, and the claim of the next stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..language.decisions import arm_charges, decides
from ..language.graph import Node, Operand, Region
from ..language.ops import OPS
from .accounts import Row, row_of
from .cells import Meter, out_of_fuel
from .levels import rule
from .liveness import Life, analyse, is_list
from .sites import Frame, Layout, Site, Step
from .steps import value_step
from .updates import update


def entry(meter: Meter, executions: int, charge: int, need: int) -> Step:
    """Return a step that counts an execution of a region, charges and claims."""
    counts = meter.counts

    def step(frame: Frame) -> None:
        counts[executions] += 1
        meter.time += charge
        if meter.time > meter.fuel:
            raise out_of_fuel(meter.fuel)
        # inlines the common case of `claim`: the peak does not rise
        if meter.words + need > meter.peak:
            meter.claim(need)

    return step


def constant_charge(node: Node, deciding: frozenset[int]) -> int:
    """Return what a node charges independently of its operands (0 for a deciding branch)."""
    if decides(node, deciding):
        return 0
    return int(node.op in ("branch", "call") or OPS[node.op].time == "unit")


def plain_steps(site: Site) -> list[Step]:
    """Return the steps of a node without regions: its values, and their levels if metered."""
    steps = [update(site) if OPS[site.node.op].group == "update" else value_step(site)]
    if site.layout.program.ledger is not None:
        steps.append(rule(site))
    return steps


def account(site: Site) -> Row:
    """Return the row of a node without regions."""
    return row_of(site.node, site.layout.function.source, site.executions, site.charges)


def claim(meter: Meter, need: int) -> Step:
    """Return a step that claims the scalar words of a stretch."""

    def step(frame: Frame) -> None:
        if meter.words + need > meter.peak:
            meter.claim(need)

    return step


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


def region_life(site: Site, region: Region, background: int = 0, **how: Any) -> Life:
    """Analyse the liveness of a nested region, around which `held` words live throughout."""
    around = site.life.held + background
    return analyse(region, site.layout.types, site.layout.captures, background=around, **how)


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


def callee(node: Node) -> int:
    """Return the index of the function that a call applies."""
    assert isinstance(node.payload, int)
    return node.payload
