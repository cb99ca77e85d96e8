"""Smaller circuits of the same functions: cuts of four leaves are rebuilt in fewer gates.

References
----------
.. [1] A. Mishchenko, S. Chatterjee and R. Brayton, "DAG-aware AIG rewriting: a fresh look at
   combinational logic synthesis", DAC 2006, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from ..aig.cuts import TOLD, Cut, cuts_of
from ..aig.depths import cone, fan_outs, finish, like
from ..aig.graph import Aig, Lit
from ..budget import Budget, Ended
from .small_circuits import FOUR, Plan, plan

PASSES = 8
MOST = 100_000  # gates up to which a circuit is rewritten


def rewritten(aig: Aig, budget: Budget | None = None) -> Aig:
    """Rewrite a circuit with no more gates, and without those that no output needs.

    At the end of the budget's seconds, the result of the last complete pass is returned.

    Notes
    -----
    Each gate is rebuilt over the cut with the greatest gain in gates, if there is any; passes go on
    while the circuit shrinks. A result that is not smaller is dropped, so the circuit never grows;
    it need not be minimal. Circuits of more than `MOST` gates only lose their dead gates.
    """
    best, budget = cone(aig), Budget() if budget is None else budget
    with suppress(Ended):
        for _ in range(PASSES if best.size <= MOST else 0):
            found = cone(_pass(best, budget))
            if found.size >= best.size:
                break
            best = found
    return best


def _pass(aig: Aig, budget: Budget) -> Aig:
    made, to = like(aig)
    uses, cuts = fan_outs(aig), cuts_of(aig, budget=budget)
    for variable, a, b in aig.ands():
        if variable % TOLD == 0:
            budget.part(variable, len(aig.left), "gates rebuilt")
        chosen = _best(aig, made, to, uses, variable, cuts[variable])
        if chosen is None:
            to[variable] = made.and_(to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1))
            continue
        leaves, structure = chosen
        to[variable] = _build(made, structure, [to[leaf] for leaf in leaves])
        _release(aig, uses, variable, leaves)
        for leaf in leaves:
            uses[leaf] += 1
    finish(aig, made, to)
    return made


def _best(
    aig: Aig, made: Aig, to: Sequence[Lit], uses: list[int], variable: int, cuts: Sequence[Cut]
) -> tuple[tuple[int, ...], Plan] | None:
    """The cut over which to rebuild a gate, and the structure; None where nothing is gained."""
    best, chosen = 0, None
    for leaves, table in cuts[1:] if uses[variable] else ():
        if not all(uses[leaf] for leaf in leaves):
            continue
        freed = _release(aig, uses, variable, leaves)
        _take_back(aig, uses, freed)
        structure = plan(table)
        known = {to[one] >> 1 for one in freed[1:]}
        gain = len(freed) - _price(made, structure, [to[leaf] for leaf in leaves], known)
        if gain > best:
            best, chosen = gain, (leaves, structure)
    return chosen


def _release(aig: Aig, uses: list[int], root: int, leaves: Sequence[int]) -> list[int]:
    """Remove the uses by a gate and by the gates that only it needs, down to the leaves.

    Returns
    -------
    list of int
        The maximum fan-out-free cone of the root: the gates that nothing else needs, root first.
    """
    freed, waiting = [], [root]
    while waiting:
        at = waiting.pop()
        freed.append(at)
        for lit in (aig.left[at], aig.right[at]):
            below = lit >> 1
            uses[below] -= 1
            if not uses[below] and below not in leaves and aig.left[below] >= 0:
                waiting.append(below)
    return freed


def _take_back(aig: Aig, uses: list[int], freed: Sequence[int]) -> None:
    for at in freed:
        uses[aig.left[at] >> 1] += 1
        uses[aig.right[at] >> 1] += 1


def _price(made: Aig, structure: Plan, leaves: Sequence[Lit], freed: set[int]) -> int:
    """The number of gates a structure adds; existing gates are free unless they are to be freed."""
    values: list[Lit | None] = [0, *leaves, *[0] * (FOUR - len(leaves))]
    price = 0
    for a, b in structure.gates:
        first, second = values[a >> 1], values[b >> 1]
        found = None
        if first is not None and second is not None:
            found = made.find(first ^ (a & 1), second ^ (b & 1))
        price += found is None or found >> 1 in freed
        values.append(found)
    return price


def _build(made: Aig, structure: Plan, leaves: Sequence[Lit]) -> Lit:
    values: list[Lit] = [0, *leaves, *[0] * (FOUR - len(leaves))]
    for a, b in structure.gates:
        values.append(made.and_(values[a >> 1] ^ (a & 1), values[b >> 1] ^ (b & 1)))
    return values[structure.output >> 1] ^ (structure.output & 1)
