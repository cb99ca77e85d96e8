"""When branches let results be ready: the level rules of the arms, and of all that waits.

A list that is elementwise (`elementwise`) waits in the elements that either arm may have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.decisions import decides
from ..language.graph import Operand, Region
from ..language.normal.elementwise import Address, conditional
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


def arm(site: Site, region: Region, control: int,
        charge: int) -> tuple[list[Step], list[Step]]:  # fmt: skip
    """Before and after an arm of a branch: it waits for the test, and so do its results.

    A list that is elementwise waits in the elements that either arm may have changed; its spine
    waits for what it waited for before, for the control around the branch and for the addresses.
    A branch is charged at the level of the control around it, a further test of a decision at that
    of the control which reaches the arm.
    """
    layout, ledger, (test,) = site.layout, site.ledger, site.args
    outer, own, tested = ~site.control, ~control, ~test
    noted, steps = (own, charge) if decides(site.node, layout.deciding) else (outer, 1)
    after = assign(layout, region.results, site.outs)
    for place, out in enumerate(site.outs):
        changed = conditional(site.node, place) if is_list(site.node.types[place]) else None
        if changed is None:
            after += waiting(ledger, (out,), test)
        else:
            around = layout.around.get(site.node.outs[place], site.control)
            for version in changed.versions:
                layout.around.setdefault(version, around)
            after += [join(site, address, out, around) for address in changed.addresses]

    def enter(frame: Frame) -> None:
        frame[own] = max(frame[outer], frame[tested])
        ledger.note(frame[noted], steps)

    return [enter], after


def join(site: Site, address: Address, out: int, around: int) -> Step:
    """The element at an address that an arm may have changed waits for the test.

    The lists that lead to it wait as for an update under the control around the branch. An address
    that is out of range belongs to the arm that was not taken.
    """
    ledger, tested, path = site.ledger, ~site.args[0], site.layout.slots_of(address)

    def step(frame: Frame) -> None:
        cell, timed, known, shared = frame[out], frame[~out], frame[~around], False
        parent, place = frame, ~out
        for slot in path:
            shared, at = shared or cell.refs > 1, frame[slot]
            known = max(known, timed.front, frame[~slot])
            items = timed.items[:] if shared else timed.items
            parent[place] = Timed(timed.wait, known, items)
            if not -len(items) <= at < len(items):
                return
            parent, place = items, at
            cell, timed = cell.items[at], items[at]
        parent[place] = ledger.delay(timed, frame[tested])

    return step
