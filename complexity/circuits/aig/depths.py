"""The gates that outputs depend on, and conjunctions of least depth."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heapreplace

from .graph import FALSE, TRUE, Aig, Lit


def needed(aig: Aig) -> bytearray:
    """Mark each variable that an output depends on; a constant output depends on variable 0."""
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
    """The circuit without the gates that no output depends on; all inputs stay.

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
    """A gateless circuit with the inputs of another, and the images of the other's variables."""
    made, to = Aig(aig.limit), [FALSE] * len(aig.left)
    for variable, name in zip(aig.inputs, aig.input_names, strict=True):
        to[variable] = made.input(name)
    return made, to


def finish(aig: Aig, made: Aig, to: list[Lit]) -> None:
    """Give the outputs of a circuit to its copy `made`."""
    for lit, name in zip(aig.outputs, aig.output_names, strict=True):
        made.output(to[lit >> 1] ^ (lit & 1), name)


def fan_outs(aig: Aig) -> list[int]:
    """For each variable, the number of gates and outputs that read it."""
    count = [0] * len(aig.left)
    for _, a, b in aig.ands():
        count[a >> 1] += 1
        count[b >> 1] += 1
    for lit in aig.outputs:
        count[lit >> 1] += 1
    return count


def conjunction(aig: Aig, literals: Iterable[Lit]) -> Lit:
    """The conjunction of literals as a tree that always joins the two shallowest first.

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
    """The disjunction of literals, as shallow as `conjunction` makes it."""
    return conjunction(aig, (lit ^ 1 for lit in literals)) ^ 1
