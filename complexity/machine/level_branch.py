"""The level rules of branches: what waits for the test.

In a list that the arms only change elementwise (`language.normal.elementwise`), the changed
elements wait for the test, and the rest of the list does not.
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
    """Assign the levels of operands to slots in parallel."""
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
    """Delay the values in some slots until the level at the slot `control`."""
    places, delay = [~slot for slot in slots], ledger.delay

    def step(frame: Frame) -> None:
        until = frame[~control]
        for place in places:
            frame[place] = delay(frame[place], until)

    return [step] if places else []


def arm(site: Site, region: Region, control: int,
        charge: int) -> tuple[list[Step], list[Step]]:  # fmt: skip
    """Return the steps before and after an arm: the arm and its results wait for the test.

    In a list changed elementwise, only the elements that either arm may have changed wait for the
    test; the spine waits for what it waited for before, the control around the branch and the
    addresses. The branch is charged at the level of the control around it, and a further test of a
    decision at the level of the control that reaches the arm.
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
    """Delay the element at an address that an arm may have changed until the test is known.

    The lists on the path to it wait as for an update under the control around the branch. An
    address out of range can only belong to the arm that was not taken, so it is skipped.
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
