"""When branches let results be ready: the level rules of the arms, and of all that waits.

A list that is elementwise (`elementwise`) waits in the elements that either arm may have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.graph import Operand, Region
from .elementwise import Conditional, conditional
from .ledger import Ledger, Timed
from .liveness import is_list
from .sites import Frame, Layout, Site, Step


def assign(layout: Layout, operands: Sequence[Operand], targets: Sequence[int]) -> list[Step]:
    """All levels of operands put into the places of slots at once."""
    places = [(~source, ~target) for source, target in
              zip(layout.slots_of(operands), targets, strict=True) if source != target]  # fmt: skip

    def one(frame: Frame) -> None:
        frame[places[0][1]] = frame[places[0][0]]

    def step(frame: Frame) -> None:
        levels = [frame[source] for source, _ in places]
        for (_, target), level in zip(places, levels, strict=True):
            frame[target] = level

    return [one if len(places) == 1 else step] if places else []


def waiting(ledger: Ledger, slots: Sequence[int], control: int) -> list[Step]:
    """Values wait for the level at a slot."""
    places, delay = [~slot for slot in slots], ledger.delay

    def step(frame: Frame) -> None:
        until = frame[~control]
        for place in places:
            frame[place] = delay(frame[place], until)

    return [step] if places else []


def arm(site: Site, region: Region, control: int) -> tuple[list[Step], list[Step]]:
    """Before and after an arm of a branch: it waits for the test, and so do its results.

    A list that is elementwise waits in the elements that either arm may have changed; its spine
    waits for what it waited for before, for the control around the branch and for the addresses.
    """
    layout, ledger, (test,) = site.layout, site.ledger, site.args
    outer, own, tested = ~site.control, ~control, ~test
    before: list[Step] = []
    after = assign(layout, region.results, site.outs)
    for place, out in enumerate(site.outs):
        changed = conditional(site.node, place) if is_list(site.node.types[place]) else None
        if changed is None:
            after += waiting(ledger, (out,), test)
        else:
            known = layout.hidden()
            before.append(remember(~layout.slot(changed.base), known))
            after.append(join(site, changed, out, known))

    def enter(frame: Frame) -> None:
        ledger.note(frame[outer], 1)
        frame[own] = max(frame[outer], frame[tested])

    return [*before, enter], after


def remember(base: int, known: int) -> Step:
    """Keeps the level at which a list's spine was known before a branch."""

    def step(frame: Frame) -> None:
        frame[~known] = frame[base].front

    return step


def join(site: Site, changed: Conditional, out: int, known: int) -> Step:
    """The elements that an arm may have changed wait for the test."""
    layout, ledger, outer, tested = site.layout, site.ledger, ~site.control, ~site.args[0]
    addresses = layout.slots_of(changed.addresses)

    def step(frame: Frame) -> None:
        items = frame[~out].items
        if frame[out].refs > 1:
            items = items[:]
        spine = max([frame[~known], frame[outer], *[frame[~address] for address in addresses]])
        for address in addresses:
            if -len(items) <= frame[address] < len(items):
                at = frame[address]
                items[at] = ledger.delay(items[at], frame[tested])
        frame[~out] = Timed(0, spine, items)

    return step
