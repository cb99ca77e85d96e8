"""The memory of a circuit: the number of live wires when its gates run in some order.

As in the memory of programs: inputs are live from the start, a wire dies after its last use,
outputs stay to the end, and while a gate runs, its operands and its result are all live. No gate
runs twice (pebbling without repebbling); every order gives an upper bound, and the minimum over
all orders is NP-hard to find [1]_, so only small circuits are searched exhaustively.

References
----------
.. [1] R. Sethi, "Complete register allocation problems", SIAM J. Computing 4(3), 1975.
.. [2] R. Sethi and J. D. Ullman, "The generation of optimal code for arithmetic expressions",
   JACM 17(4), 1970: of two operands the one that needs more registers first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from heapq import heappop, heappush
from typing import NamedTuple

from .bases import Netlist

SMALL = 20  # gates up to which all orders of a circuit are searched


class Live(NamedTuple):
    """The peak number of live wires, an order with that peak, and whether it is minimal."""

    wires: int
    order: tuple[int, ...]
    exact: bool


def live_wires(netlist: Netlist, order: Sequence[int]) -> int:
    """The peak number of live wires when the gates run in a given order.

    Parameters
    ----------
    order : the variables of all gates, each after its operands

    Raises
    ------
    ValueError
        If the order does not have every gate once, after its operands.
    """
    waiting = _uses(netlist)
    live = sum(1 for variable in range(1, netlist.inputs + 1) if waiting[variable])
    first, most = netlist.inputs + 1, max(live, netlist.inputs)
    if sorted(order) != list(range(first, first + netlist.size)):
        raise ValueError("an order has every gate once")
    done = set(range(netlist.inputs + 1))
    for variable in order:
        operands = _operands(netlist, variable)
        if not operands <= done:
            raise ValueError(f"gate {variable} runs before an operand")
        done.add(variable)
        most = max(most, live + 1)
        live += 1 if waiting[variable] else 0
        for one in operands:
            waiting[one] -= 1
            live -= waiting[one] == 0
    return most


def least_live_wires(netlist: Netlist, small: int = SMALL) -> Live:
    """The fewest live wires over all orders of a small circuit, or over a few of a large one.

    Parameters
    ----------
    small : the number of gates up to which the search is exhaustive

    Notes
    -----
    Three orders are tried: the given one; depth first from the outputs, the operand that needs
    more wires first (the rule for trees of [2]_); and greedily the gate that leaves the fewest
    wires live. The exhaustive search visits the sets of gates that have run, each with its
    smallest peak; the live wires of a set do not depend on the order in which it ran.
    """
    tried = [
        tuple(range(netlist.inputs + 1, netlist.inputs + 1 + netlist.size)),
        _depth_first(netlist),
        _greedy(netlist),
    ]
    best = min(tried, key=lambda order: live_wires(netlist, order))
    wires = live_wires(netlist, best)
    if wires == _floor(netlist):
        return Live(wires, best, True)
    if netlist.size > small:
        return Live(wires, best, False)
    order = _searched(netlist, wires) or best
    return Live(live_wires(netlist, order), order, True)


def _floor(netlist: Netlist) -> int:
    """A lower bound for every order: all inputs; the used ones and a first gate; all outputs."""
    uses = _uses(netlist)
    used = sum(1 for variable in range(1, netlist.inputs + 1) if uses[variable])
    outputs = len({lit >> 1 for lit in netlist.outputs} - {0})
    return max(netlist.inputs, used + 1 if netlist.size else 0, outputs)


def _operands(netlist: Netlist, variable: int) -> set[int]:
    at = variable - netlist.inputs - 1
    return {netlist.left[at], netlist.right[at]}


def _uses(netlist: Netlist) -> list[int]:
    """For each variable, the number of its readers; an output has one more, for it never dies."""
    uses = [0] * (netlist.inputs + 1 + netlist.size)
    for variable in range(netlist.inputs + 1, len(uses)):
        for one in _operands(netlist, variable):
            uses[one] += 1
    for lit in netlist.outputs:
        uses[lit >> 1] += 1
    return uses


def _readers(netlist: Netlist) -> list[list[int]]:
    readers: list[list[int]] = [[] for _ in range(netlist.inputs + 1 + netlist.size)]
    for variable in range(netlist.inputs + 1, len(readers)):
        for one in _operands(netlist, variable):
            readers[one].append(variable)
    return readers


def _depth_first(netlist: Netlist) -> tuple[int, ...]:
    """The depth-first order: operands just before their gate, the more demanding one first."""
    need = [1] * (netlist.inputs + 1)
    for at in range(netlist.size):
        low, high = sorted((need[netlist.left[at]], need[netlist.right[at]]))
        need.append(high + 1 if low == high else high)
    order: dict[int, None] = {}
    for lit in netlist.outputs:
        waiting = [lit >> 1]
        while waiting:
            at = waiting[-1]
            missing = (
                []
                if at <= netlist.inputs
                else [
                    one
                    for one in _operands(netlist, at)
                    if one > netlist.inputs and one not in order
                ]
            )
            if at <= netlist.inputs or at in order or not missing:
                waiting.pop()
                if at > netlist.inputs:
                    order.setdefault(at)
            else:
                waiting += sorted(missing, key=lambda one: (need[one], one))
    rest = range(netlist.inputs + 1, netlist.inputs + 1 + netlist.size)
    return (*order, *(one for one in rest if one not in order))


def _greedy(netlist: Netlist) -> tuple[int, ...]:
    """The order that always runs the ready gate which frees the most wires."""
    waiting, readers = _uses(netlist), _readers(netlist)
    missing = [0] * len(waiting)
    ready: list[tuple[int, int]] = []
    for variable in range(netlist.inputs + 1, len(waiting)):
        missing[variable] = sum(one > netlist.inputs for one in _operands(netlist, variable))
        if not missing[variable]:
            heappush(ready, (-_freed(netlist, waiting, variable), variable))
    order: dict[int, None] = {}
    while ready:
        _, variable = heappop(ready)
        if variable in order:
            continue
        order[variable] = None
        changed = set(readers[variable])
        for one in _operands(netlist, variable):
            waiting[one] -= 1
            if waiting[one] == 1:
                changed.update(readers[one])
        for reader in readers[variable]:
            missing[reader] -= 1
        for reader in sorted(changed):
            if not missing[reader] and reader not in order:
                heappush(ready, (-_freed(netlist, waiting, reader), reader))
    return tuple(order)


def _freed(netlist: Netlist, waiting: Sequence[int], variable: int) -> int:
    return sum(waiting[one] == 1 for one in _operands(netlist, variable))


def _searched(netlist: Netlist, bound: int) -> tuple[int, ...] | None:
    """An order with minimal peak below a bound; None where no order stays below it.

    Notes
    -----
    The peak of a step is the live wires before it plus its result, whichever gate runs. So a gate
    that does not increase the number of live wires can run at once: running it earlier raises the
    count at no step in between.
    """
    first, every = netlist.inputs + 1, (1 << netlist.size) - 1
    needs = [
        sum(1 << one - first for one in _operands(netlist, first + at) if one >= first)
        for at in range(netlist.size)
    ]
    live = _counter(netlist)
    best: dict[int, tuple[int, int]] = {0: (max(live(0), netlist.inputs), -1)}
    heap = [(best[0][0], 0)]
    while heap:
        peak, done = heappop(heap)
        if peak > best[done][0]:
            continue
        if done == every:
            return tuple(_walked(best, done, first)) if peak < bound else None
        now = live(done)
        top = max(peak, now + 1)
        ready = (
            []
            if top >= bound
            else [at for at, need in enumerate(needs) if not (done >> at & 1 or need & ~done)]
        )
        for at in [at for at in ready if live(done | 1 << at) <= now][:1] or ready:
            after = done | 1 << at
            if after not in best or top < best[after][0]:
                best[after] = top, at
                heappush(heap, (top, after))
    return None


def _counter(netlist: Netlist) -> Callable[[int], int]:
    """A function from a set of gates that have run (a bit mask) to the number of live wires."""
    first = netlist.inputs + 1
    kept = {lit >> 1 for lit in netlist.outputs}
    masks = [sum(1 << reader - first for reader in those) for those in _readers(netlist)]
    endless = 1 << netlist.size  # a reader of the outputs that never runs, so they never die
    pairs = [
        (1 << one - first if one >= first else 0, mask | (endless if one in kept else 0))
        for one, mask in enumerate(masks)
    ][1:]

    @cache
    def live(done: int) -> int:
        return sum(1 for own, mask in pairs if own & done == own and mask & ~done)

    return live


def _walked(best: dict[int, tuple[int, int]], done: int, first: int) -> Iterable[int]:
    """The gates that led to a set of gates, in the order in which they ran."""
    way = []
    while done:
        at = best[done][1]
        way.append(first + at)
        done ^= 1 << at
    return reversed(way)
