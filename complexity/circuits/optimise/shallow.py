"""Shallower circuits of the same functions: critical cuts become balanced sums of products.

References
----------
.. [1] A. Mishchenko, R. Brayton, S. Jang and V. Kravets, "Delay optimization using SOP balancing",
   ICCAD 2011, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from ..aig.covers import Cube, cover
from ..aig.cuts import TOLD, Cut, cuts_of
from ..aig.depths import conjunction, disjunction, finish, like
from ..aig.graph import Aig, Lit
from ..budget import Budget, Ended
from .balance import balanced

LEAVES, KEPT, PASSES = 6, 8, 12
MOST = 20_000  # gates up to which a circuit's cuts are rebuilt
EVERY = (1 << (1 << LEAVES)) - 1

Way = tuple[tuple[int, ...], tuple[Cube, ...], int]  # leaves, cubes, 1 for the complement


def shallower(aig: Aig, budget: Budget | None = None) -> Aig:
    """Make a circuit shallower, or leave its depth; it may get more gates.

    At the end of the budget's seconds, the result of the last complete pass is returned.

    Notes
    -----
    The level of a variable is the minimum, over its cuts of up to six leaves, of the depth of the
    balanced sum of products of its function or of its complement; only gates on a path that is
    otherwise too long are rebuilt. Passes go on while the depth falls. Circuits of more than `MOST`
    gates are only `balanced`.
    """
    best, budget = balanced(aig), Budget() if budget is None else budget
    with suppress(Ended):
        for _ in range(PASSES if best.size <= MOST else 0):
            found = balanced(_pass(best, budget))
            if found.depth >= best.depth or found.size > max(MOST, 2 * aig.size):
                break
            best = found
    return best


def joined(levels: Sequence[int]) -> int:
    """The least depth of a tree of two-input gates over operands of given levels.

    Examples
    --------
    >>> joined([0, 0, 0, 0]), joined([3, 0, 0]), joined([2, 2, 2])
    (2, 4, 4)

    Notes
    -----
    The logarithm, rounded up, of the sum of 2^level (Golumbic 1976).
    """
    return (sum(1 << level for level in levels) - 1).bit_length() if levels else 0


def _pass(aig: Aig, budget: Budget) -> Aig:
    level, ways = [0] * len(aig.left), dict[int, Way]()
    cuts = cuts_of(aig, LEAVES, KEPT, budget)
    for variable, a, b in aig.ands():
        if variable % TOLD == 0:
            budget.part(variable, len(aig.left), "gates rebuilt")
        level[variable] = 1 + max(level[a >> 1], level[b >> 1])
        for cut in cuts[variable][1:]:
            for flip in (0, 1):
                way = _way(cut, flip)
                if len(cut[0]) > 2 and _depth(way, level) < level[variable]:
                    level[variable], ways[variable] = _depth(way, level), way
    return _built(aig, level, ways)


def _way(cut: Cut, flip: int) -> Way:
    table = cut[1] ^ (EVERY if flip else 0)
    return cut[0], cover(table, table, LEAVES)[0], flip


def _depth(way: Way, level: Sequence[int]) -> int:
    """The depth of a balanced sum of products over leaves of given levels."""
    leaves, cubes, _ = way
    return joined(
        [
            joined([level[leaf] for at, leaf in enumerate(leaves) if (plain | inverted) >> at & 1])
            for plain, inverted in cubes
        ]
    )


def _built(aig: Aig, level: Sequence[int], ways: dict[int, Way]) -> Aig:
    """Build the sums of products that the depth requires; keep the other gates."""
    depth = max((level[lit >> 1] for lit in aig.outputs), default=0)
    due = [-1] * len(aig.left)  # the latest level at which a variable may arrive; -1 if unused
    for lit in aig.outputs:
        due[lit >> 1] = depth
    chosen: dict[int, Way | None] = {}
    for variable in range(len(aig.left) - 1, 0, -1):
        if due[variable] < 0 or aig.left[variable] < 0:
            continue
        operands = (aig.left[variable] >> 1, aig.right[variable] >> 1)
        own = 1 + max(level[one] for one in operands) <= due[variable]
        way = None if own else ways[variable]
        chosen[variable] = way
        for leaf in operands if way is None else way[0]:
            wanted = due[variable] - 1 if way is None else level[leaf]
            due[leaf] = wanted if due[leaf] < 0 else min(due[leaf], wanted)
    made, to = like(aig)
    for variable in reversed(chosen):
        to[variable] = _made(aig, made, to, variable, chosen[variable])
    finish(aig, made, to)
    return made


def _made(aig: Aig, made: Aig, to: Sequence[Lit], variable: int, way: Way | None) -> Lit:
    if way is None:
        a, b = aig.left[variable], aig.right[variable]
        return made.and_(to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1))
    leaves, cubes, flip = way
    products = [
        conjunction(
            made,
            [
                to[leaf] ^ (inverted >> at & 1)
                for at, leaf in enumerate(leaves)
                if (plain | inverted) >> at & 1
            ],
        )
        for plain, inverted in cubes
    ]
    return disjunction(made, products) ^ flip
