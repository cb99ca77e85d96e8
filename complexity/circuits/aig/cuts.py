"""Cuts: small sets of variables that determine another one, and the function by which they do.

References
----------
.. [1] J. Cong, C. Wu and Y. Ding, "Cut ranking and pruning", FPGA 1999.
.. [2] A. Mishchenko, S. Chatterjee and R. Brayton, "DAG-aware AIG rewriting", DAC 2006, section 2.
"""

from __future__ import annotations

from functools import cache

from ..budget import Budget
from .graph import Aig
from .simulate import projections

Cut = tuple[tuple[int, ...], int]  # leaves, ascending, and the table of the variable over them

KEPT = 6  # cuts of a variable, besides the trivial one
TOLD = 1024  # gates between two checks of the budget


def cuts_of(
    aig: Aig, most: int = 4, kept: int = KEPT, budget: Budget | None = None
) -> list[list[Cut]]:
    """For each variable, its trivial cut and up to `kept` others of at most `most` leaves.

    Cuts with the fewest leaves are kept; a cut whose leaves include all of another's is left out.
    A table has 2^most bits: bit x is the value where leaf i is bit i of x, whatever the other bits.
    """
    every, leaf = (1 << (1 << most)) - 1, projections(most)[0]
    found: list[list[Cut]] = [[((variable,), leaf)] for variable in range(len(aig.left))]
    found[0] = [((), 0)]
    for variable, a, b in aig.ands():
        if budget is not None and variable % TOLD == 0:
            budget.check()
        merged: dict[tuple[int, ...], tuple[Cut, Cut]] = {}
        for first in found[a >> 1]:
            for second in found[b >> 1]:
                union = tuple(sorted({*first[0], *second[0]}))
                if len(union) <= most:
                    merged.setdefault(union, (first, second))
        for union, (first, second) in _smallest(merged, kept):
            one, other = spread(first, union, most), spread(second, union, most)
            table = (one ^ every if a & 1 else one) & (other ^ every if b & 1 else other)
            found[variable].append((union, table))
    return found


Merged = tuple[tuple[int, ...], tuple[Cut, Cut]]


def _smallest(merged: dict[tuple[int, ...], tuple[Cut, Cut]], kept: int) -> list[Merged]:
    chosen: list[Merged] = []
    for cut in sorted(merged.items(), key=lambda cut: (len(cut[0]), cut[0])):
        if len(chosen) == kept:
            break
        if not any(set(smaller) <= set(cut[0]) for smaller, _ in chosen):
            chosen.append(cut)
    return chosen


def spread(cut: Cut, union: tuple[int, ...], most: int) -> int:
    """The table of a cut over a superset of its leaves.

    Each leaf moves to its index in the superset, the last leaf first, so that its target is unused.
    """
    leaves, table = cut
    for at in range(len(leaves) - 1, -1, -1):
        place = union.index(leaves[at])
        if place != at:
            mask, shift = _exchange(at, place, most)
            moved = (table ^ table >> shift) & mask
            table ^= moved ^ moved << shift
    return table


@cache
def _exchange(low: int, high: int, most: int) -> tuple[int, int]:
    """The parameters of an exchange of two variables in a table.

    They are the mask of the entries where only the low variable is 1, and the shift.
    """
    tables = projections(most)
    return tables[low] & ~tables[high], (1 << high) - (1 << low)
