"""What the outputs of a circuit need, and conjunctions as shallow as operands allow."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heapreplace

from .graph import FALSE, TRUE, Aig, Lit


def needed(aig: Aig) -> bytearray:
    """For each variable 1 where an output needs it, else 0; a constant output needs variable 0."""
    marks = bytearray(len(aig.left))
    for lit in aig.outputs:
        marks[lit >> 1] = 1
    left, right = aig.left, aig.right
    for variable in range(len(left) - 1, 0, -1):
        if marks[variable] and left[variable] >= 0:
            marks[left[variable] >> 1] = 1
            marks[right[variable] >> 1] = 1
    return marks


def cone(aig: Aig) -> Aig:
    """The circuit without the gates that no output needs; all inputs stay.

    Notes
    -----
    Gates keep their order and their fan-ins, since no rule that did not fit them before fits now.
    """
    marks = needed(aig)
    made, to = like(aig)
    for variable, a, b in aig.ands():
        if marks[variable]:
            to[variable] = made.copied(to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1))
    finish(aig, made, to)
    return made


def like(aig: Aig) -> tuple[Aig, list[Lit]]:
    """A circuit with the inputs of another and no gates, and the literals of its variables."""
    made, to = Aig(aig.limit), [FALSE] * len(aig.left)
    for variable, name in zip(aig.inputs, aig.input_names, strict=True):
        to[variable] = made.input(name)
    return made, to


def finish(aig: Aig, made: Aig, to: list[Lit]) -> None:
    """Give a circuit that was made of another the outputs of that one."""
    for lit, name in zip(aig.outputs, aig.output_names, strict=True):
        made.output(to[lit >> 1] ^ (lit & 1), name)


def fan_outs(aig: Aig) -> list[int]:
    """For each variable how many gates and outputs read it."""
    count = [0] * len(aig.left)
    for _, a, b in aig.ands():
        count[a >> 1] += 1
        count[b >> 1] += 1
    for lit in aig.outputs:
        count[lit >> 1] += 1
    return count


def conjunction(aig: Aig, literals: Iterable[Lit]) -> Lit:
    """The literal of the conjunction of literals, the two shallowest joined first.

    Notes
    -----
    The depth is the least of all trees of two-input gates over these literals [1]_.

    References
    ----------
    .. [1] M. C. Golumbic, "Combinatorial merging", IEEE Trans. Computers C-25(11), 1976.
    """
    level = aig.level
    heap = [(level[lit >> 1], lit) for lit in set(literals)]
    if not heap:
        return TRUE
    heapify(heap)
    while len(heap) > 1:
        _, first = heappop(heap)
        joined = aig.and_(first, heap[0][1])
        heapreplace(heap, (level[joined >> 1], joined))
    return heap[0][1]


def disjunction(aig: Aig, literals: Iterable[Lit]) -> Lit:
    """The literal of the disjunction of literals, as shallow as `conjunction`."""
    return conjunction(aig, (lit ^ 1 for lit in literals)) ^ 1
