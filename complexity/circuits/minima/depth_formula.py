"""Whether a formula of a given depth computes a function, asked of a SAT solver.

A formula of depth d is a complete binary tree of gates with variables at its leaves. A gate may
ignore an operand, so shallower formulas are included. Sharing does not make a circuit shallower,
so the least depth of a formula is that of a circuit.

References
----------
D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2 (depth); the clauses are those
of `synthesis`, with the shape of the chain fixed.
"""

from __future__ import annotations

from itertools import product

from ..sat.rup import Clause
from .synthesis import ROWS


def depth_formula(
    variables: int, target: int, depth: int, basis: str, care: int = -1
) -> list[Clause]:
    """The clauses that are satisfiable iff a normal function has a formula of a given depth.

    Only the inputs in `care` matter; without input 0, a formula of the complement is accepted too.
    Nodes are numbered as in a heap: 1 is the output, 2g and 2g + 1 are the operands of gate g.
    """
    gates, nodes = 1 << depth, 2 << depth
    inputs = range(1, 1 << variables)
    numbers = iter(range(1, nodes * (len(inputs) + variables + 3) + 2))
    values = {node: [0, *(next(numbers) for _ in inputs)] for node in range(1, nodes)}
    clauses: list[Clause] = []
    for gate in range(1, gates):
        function = [next(numbers) for _ in ROWS]
        if basis == "aig":
            clauses.append((-function[0], -function[1], function[2]))
        for at in inputs:
            out, left, right = (values[node][at] for node in (gate, 2 * gate, 2 * gate + 1))
            for a, b in product((0, 1), repeat=2):
                given = (-left if a else left, -right if b else right)
                if (a, b) == (0, 0):
                    clauses.append((*given, -out))
                    continue
                free = function[ROWS.index((a, b))]
                clauses += [(*given, -out, free), (*given, out, -free)]
    for leaf in range(gates, nodes):
        chosen = [next(numbers) for _ in range(variables)]
        clauses.append(tuple(chosen))
        for v, reads in enumerate(chosen):
            for at in inputs:
                out = values[leaf][at]
                clauses.append((-reads, out if at >> v & 1 else -out))
    sign = 0 if care & 1 else next(numbers)
    for at in inputs:
        out = values[1][at] * (1 if target >> at & 1 else -1)
        if care >> at & 1:
            clauses += [(-sign, out), (sign, -out)] if sign else [(out,)]
    return clauses
