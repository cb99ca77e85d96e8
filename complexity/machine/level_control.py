"""The level rules of loops and calls.

Control itself adds no level, but what it reaches and what leaves it waits for it. The level of the
control that reaches a region is kept at the region's `~control` slot; a round's step is charged at
that level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..language.graph import Region
from .ledger import Timed
from .level_branch import assign, waiting
from .levels import combined, logarithm
from .liveness import is_list
from .sites import Frame, Site, Step


def enter_while(site: Site, known: int) -> list[Step]:
    """Let the first test wait for the control around the loop."""
    outer = ~site.control

    def step(frame: Frame) -> None:
        frame[~known] = frame[outer]

    return [*assign(site.layout, site.node.args, site.outs), step]


def tested(site: Site, test: Region, known: int, control: int) -> list[Step]:
    """Let the body, or what leaves the loop, wait for the test."""
    (passed,) = site.layout.slots_of(test.results)

    def step(frame: Frame) -> None:
        frame[~control] = max(frame[~known], frame[~passed])

    return [step]


def round_charge(site: Site, control: int) -> list[Step]:
    """Charge a round at the level of its control."""
    note = site.ledger.note
    return [lambda frame: note(frame[~control], 1)]


def after_round(site: Site, body: Region, targets: Sequence[int], control: int, following: int,
                leave: int, exits: bool) -> list[Step]:  # fmt: skip
    """Pass the states on; the next test waits for this round's control and exit flag."""

    def step(frame: Frame) -> None:
        if exits:
            frame[~control] = max(frame[~control], frame[~leave])
        frame[~following] = frame[~control]

    return [*assign(site.layout, body.results, targets), step]


def leave(site: Site, control: int) -> list[Step]:
    """Delay what leaves a loop until its last test, exit flag and bounds are known."""
    return waiting(site.ledger, site.outs, control)


def enter_for(site: Site, count: int, control: int) -> list[Step]:
    """Let all rounds wait for the bounds alone, unless an exit flag adds a wait."""
    layout, outer = site.layout, ~site.control
    bounds = [(~slot, is_list(type_)) for slot, type_ in
              zip(site.args[:count], site.types[:count], strict=True)]  # fmt: skip

    def step(frame: Frame) -> None:
        known = frame[outer]
        for place, cell in bounds:
            known = max(known, frame[place].front if cell else frame[place])
        frame[~control] = known

    states = site.node.args[count:] if site.node.op == "for" else ()
    return [*assign(layout, states, site.outs if states else ()), step]


def fetch(site: Site, params: Sequence[int], index: int, control: int) -> list[Step]:
    """Charge the round; an element keeps its level in the list, an index that of its range."""
    note = site.ledger.note
    parts = [(~source, is_list(type_), ~target) for source, type_, target in
             zip(site.args, site.types, site.layout.slots_of(params), strict=False)]  # fmt: skip

    def step(frame: Frame) -> None:
        note(frame[~control], 1)
        for source, cell, target in parts:
            frame[target] = frame[source].items[frame[index]] if cell else frame[source]

    return [step]


def enter_map(site: Site, control: int, levels: int) -> list[Step]:
    """Let all elements wait for the bounds alone, and start collecting their levels."""
    (known,) = enter_for(site, len(site.args), control)

    def step(frame: Frame) -> None:
        known(frame)
        frame[~levels] = []

    return [step]


def collect(site: Site, body: Region, value: int) -> list[Step]:
    """Append the level of one element of a map's result, to the list kept at `~value`."""
    (result,) = site.layout.slots_of(body.results)
    ledger, control = site.ledger, site.control

    def step(frame: Frame) -> None:
        frame[~value].append(ledger.stored(frame[~result], frame[~control]))

    return [step]


def leave_map(site: Site, control: int, levels: int) -> list[Step]:
    """Set the levels of a map's result: its spine is known with the bounds."""
    (out,) = site.outs

    def step(frame: Frame) -> None:
        frame[~out] = Timed(0, frame[~control], frame[~levels])
        frame[~levels] = None

    return [step]


def enter_filter(site: Site, control: int, kept: int) -> list[Step]:
    """Let all tests wait for the bounds; `kept` holds the last test's level and what passed."""
    (known,) = enter_for(site, 1, control)

    def step(frame: Frame) -> None:
        known(frame)
        frame[~kept] = frame[~control], []

    return [step]


def sift(site: Site, kept: int, passed: int, element: int) -> list[Step]:
    """Record one test of a filter."""

    def step(frame: Frame) -> None:
        last, items = frame[~kept]
        if frame[passed]:
            items.append(frame[~element])
        frame[~kept] = max(last, frame[~passed]), items

    return [step]


def leave_filter(site: Site, kept: int, count: int) -> list[Step]:
    """Set the levels of a filter's result.

    Its spine waits for all tests and a tree that counts them; its elements wait for neither.
    """
    (out,), ledger = site.outs, site.ledger

    def step(frame: Frame) -> None:
        last, items = frame[~kept]
        spine = last + logarithm(frame[count])
        ledger.note(spine, 0)
        frame[~out] = Timed(0, spine, ledger.copied(items, spine))
        frame[~kept] = None

    return [step]


def looked(site: Site, control: int, passed: int) -> list[Step]:
    """Let the next element be inspected once this one's test is known."""

    def step(frame: Frame) -> None:
        frame[~control] = max(frame[~control], frame[~passed])

    return [step]


def decided(site: Site, control: int) -> list[Step]:
    """Set the level of the answer of `any` or `all`: that of the last test."""
    (out,), ledger = site.outs, site.ledger

    def step(frame: Frame) -> None:
        frame[~out] = ledger.fresh(frame[~control])

    return [step]


def passed_on(site: Site, region: Region) -> list[Step]:
    """Pass the levels of a region's results to the outs of its node."""
    return assign(site.layout, region.results, site.outs)


def keyed(site: Site, keys: int, result: int, control: int) -> list[Step]:
    """Record one key of `min_by` or `max_by`."""
    delay = site.ledger.delay

    def step(frame: Frame) -> None:
        frame[~keys].append(delay(frame[~result], frame[~control]))

    return [step]


def leave_best(site: Site, keys: int, chosen: int) -> list[Step]:
    """Set the level of the best element, which waits for a tree that compares the keys."""
    (source,), (out,), ledger = site.args, site.outs, site.ledger
    cell = is_list(site.types[0])

    def step(frame: Frame) -> None:
        level = frame[~source].items[frame[chosen]] if cell else frame[~source]
        frame[~out] = ledger.delay(level, combined(ledger, frame[~keys]))
        frame[~keys] = None

    return [step]


@dataclass(frozen=True, slots=True)
class Passing:
    """The steps that pass levels into the frame of a call and back."""

    enter: Callable[[Frame, Frame], None]
    leave: Callable[[Frame, Frame], None]


def call(site: Site, control: int) -> Passing:
    """Pass levels through a call, which adds none: control enters with the arguments."""
    outer, note = ~site.control, site.ledger.note
    args = list(enumerate(site.args))
    outs = list(enumerate(site.outs, len(args)))

    def enter(frame: Frame, inner: Frame) -> None:
        note(frame[outer], 1)
        inner[~control] = frame[outer]
        for place, slot in args:
            inner[~place] = frame[~slot]

    def leave_call(frame: Frame, inner: Frame) -> None:
        for place, slot in outs:
            frame[~slot] = inner[~place]

    return Passing(enter, leave_call)
