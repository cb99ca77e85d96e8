"""Shallower circuits of the same functions: conjunctions become trees of least depth."""

from __future__ import annotations

from collections.abc import Iterator

from ..aig.depths import cone, conjunction, fan_outs, finish, like
from ..aig.graph import Aig, Lit

PASSES = 20


def balanced(aig: Aig) -> Aig:
    """Balance a circuit: the same functions, no deeper, without gates that no output needs.

    Notes
    -----
    Each of the `conjunctions` is rebuilt, the shallowest operands first [1]_, which is
    repeated while the depth falls. Conjunctions and disjunctions are not distributed over one
    another, so a chain that alternates between them stays as deep as it is.

    References
    ----------
    .. [1] A. Mishchenko et al., "Delay optimization using SOP balancing", ICCAD 2011, section 2.3:
       AND-balancing.
    """
    best = cone(aig)
    for _ in range(PASSES):
        found = cone(_joined(best))
        if (found.depth, found.size) >= (best.depth, best.size):
            break
        best = found
    return best


def _joined(aig: Aig) -> Aig:
    made, to = like(aig)
    for variable, leaves in conjunctions(aig):
        to[variable] = conjunction(made, [to[lit >> 1] ^ (lit & 1) for lit in leaves])
    finish(aig, made, to)
    return made


def conjunctions(aig: Aig) -> Iterator[tuple[int, list[Lit]]]:
    """Yield the maximal conjunctions of a circuit: a variable, and the literals it joins.

    A gate with a single, uncomplemented reader is absorbed by that reader's conjunction.
    """
    uses, inner = fan_outs(aig), bytearray(len(aig.left))
    for _, a, b in aig.ands():
        for lit in (a, b):
            inner[lit >> 1] |= not lit & 1 and uses[lit >> 1] == 1 and aig.left[lit >> 1] >= 0
    for variable, _, _ in aig.ands():
        if not inner[variable]:
            yield variable, _leaves(aig, variable, inner)


def _leaves(aig: Aig, root: int, inner: bytearray) -> list[Lit]:
    """The literals whose conjunction a gate is, looking through absorbed gates."""
    found, waiting = [], [aig.right[root], aig.left[root]]
    while waiting:
        lit = waiting.pop()
        if not lit & 1 and inner[lit >> 1]:
            waiting += [aig.right[lit >> 1], aig.left[lit >> 1]]
        else:
            found.append(lit)
    return found
