"""Cuts: small sets of variables that determine a variable, and the function that they do it by.

References
----------
.. [1] J. Cong, C. Wu and Y. Ding, "Cut ranking and pruning", FPGA 1999.
.. [2] A. Mishchenko, S. Chatterjee and R. Brayton, "DAG-aware AIG rewriting", DAC 2006, section 2.
"""

from __future__ import annotations

from functools import cache

from .aig import Aig
from .structures import EVERY, FOUR, VARIABLES

Cut = tuple[tuple[int, ...], int]  # leaves, ascending, and the table of the variable over them

KEPT = 6  # cuts of a variable, the trivial one beside


def cuts_of(aig: Aig) -> list[list[Cut]]:
    """For each variable its trivial cut and up to `KEPT` others of at most four leaves.

    Those with the fewest leaves are kept; one whose leaves hold those of another is left out.
    """
    found: list[list[Cut]] = [[((variable,), VARIABLES[0])] for variable in range(len(aig.left))]
    found[0] = [((), 0)]
    for variable, a, b in aig.ands():
        merged: dict[tuple[int, ...], int] = {}
        first, second = EVERY * (a & 1), EVERY * (b & 1)
        for leaves, table in found[a >> 1]:
            for others, other in found[b >> 1]:
                union = leaves if leaves == others else tuple(sorted({*leaves, *others}))
                if len(union) <= FOUR and union not in merged:
                    merged[union] = (_spread(table, _places(leaves, union)) ^ first) & (
                        _spread(other, _places(others, union)) ^ second
                    )
        chosen: list[Cut] = []
        for cut in sorted(merged.items(), key=lambda cut: (len(cut[0]), cut[0])):
            if len(chosen) == KEPT:
                break
            if not any(set(kept) <= set(cut[0]) for kept, _ in chosen):
                chosen.append(cut)
        found[variable] += chosen
    return found


def _places(leaves: tuple[int, ...], union: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(union.index(leaf) for leaf in leaves)


@cache
def _spread(table: int, places: tuple[int, ...]) -> int:
    """The table of a function whose variable i stands at place i among four."""
    if places == tuple(range(len(places))):
        return table
    found = 0
    for x in range(1 << FOUR):
        index = sum((x >> place & 1) << i for i, place in enumerate(places))
        found |= (table >> index & 1) << x
    return found
