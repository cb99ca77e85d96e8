"""Exact synthesis: whether a chain of r gates computes given functions, asked of a SAT solver.

The unknowns are, for each gate, its two operands, its function, and its value on each
input. All functions are made normal (0 at input 0), since inverters are free; then so are all
gates. An unsatisfiable formula shows, with a refutation for `rup`, that r gates do not
suffice; a model is decoded to a circuit, which the caller evaluates on all inputs.

References
----------
A. Kojevnikov, A. Kulikov, G. Yaroslavtsev, "Finding efficient circuits using SAT-solvers", SAT
2009; D. Knuth, *The Art of Computer Programming* 4B, 2022, section 7.2.2.2, exercises 477-479
(normal chains and the clauses that break symmetries: every gate is used, operands in
colexicographic order, no operand applied again).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from ..sat.rup import Clause

ROWS = ((0, 1), (1, 0), (1, 1))  # the operand values on which a normal gate is free


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain: gates over variables 0..K-1, where gate g is operand K + g.

    Attributes
    ----------
    gates : the operands of each gate, and its values for (0, 1), (1, 0), (1, 1)
    outputs : an operand for each output, or -1 for the constant 0
    """

    variables: int
    gates: tuple[tuple[int, int, tuple[int, int, int]], ...]
    outputs: tuple[int, ...]


def evaluate(chain: Chain) -> tuple[int, ...]:
    """The truth tables of a chain's outputs, by evaluating every gate on all inputs."""
    values: list[list[int]] = [
        [i >> v & 1 for i in range(1 << chain.variables)] for v in range(chain.variables)
    ]
    for left, right, table in chain.gates:
        gate = dict(zip(ROWS, table, strict=True)) | {(0, 0): 0}
        values.append([gate[pair] for pair in zip(values[left], values[right], strict=True)])
    zero = [0] * (1 << chain.variables)
    ends = (zero if end < 0 else values[end] for end in chain.outputs)
    return tuple(sum(bit << i for i, bit in enumerate(row)) for row in ends)


class Encoding:
    """The clauses that are satisfiable iff a chain of r gates computes the given normal functions.

    Parameters
    ----------
    variables, targets : K, and the functions: not constant, not a variable, and distinct
    size : r
    basis : "full" or "aig"
    formula : whether every gate is read only once, so that the chain is a formula
    ordered : whether to break the symmetry of the order of gates: refutations are
        shorter with it, but models are found sooner without
    cares : for each function, the inputs at which its value matters; all by default. Without
        input 0, the function or its complement is computed
    """

    def __init__(
        self,
        variables: int,
        targets: Sequence[int],
        size: int,
        basis: str,
        formula: bool = False,
        ordered: bool = True,
        cares: Sequence[int] | None = None,
    ) -> None:
        self.variables, self.targets, self.size = variables, tuple(targets), size
        self.cares = [-1] * len(targets) if cares is None else cares
        self.count = 0
        gates = range(variables, variables + size)
        self.reads = {
            gate: {pair: self._new() for pair in combinations(range(gate), 2)} for gate in gates
        }
        self.functions = {gate: [self._new() for _ in ROWS] for gate in gates}
        self.values = {gate: [0, *(self._new() for _ in self._inputs())] for gate in gates}
        self.ends = [{gate: self._new() for gate in gates} for _ in targets]
        self.clauses: list[Clause] = [
            *self._gates(basis), *self._meaning(), *self._targets(), *self._used(),
            *(self._ordered() if ordered else ()), *(self._once() if formula else ()),
        ]  # fmt: skip

    def chain(self, model: frozenset[int]) -> Chain:
        """Decode a model to a chain."""
        found = []
        for gate, pairs in self.reads.items():
            left, right = next(pair for pair, chosen in pairs.items() if chosen in model)
            a, b, c = (int(one in model) for one in self.functions[gate])
            found.append((left, right, (a, b, c)))
        ends = [next(g for g, one in end.items() if one in model) for end in self.ends]
        return Chain(self.variables, tuple(found), tuple(ends))

    def _new(self) -> int:
        self.count += 1
        return self.count

    def _inputs(self) -> range:
        return range(1, 1 << self.variables)

    def _gates(self, basis: str) -> Iterator[Clause]:
        """A gate reads a pair and depends on both operands; in an AIG it is not an XOR."""
        for gate, pairs in self.reads.items():
            yield tuple(pairs.values())
            a, b, c = self.functions[gate]
            yield from ((a, b, c), (a, -b, -c), (-a, b, -c))
            if basis == "aig":
                yield (-a, -b, c)

    def _meaning(self) -> Iterator[Clause]:
        """The value of a gate on each input, for each pair that it may read."""
        for gate, pairs in self.reads.items():
            for (left, right), chosen in pairs.items():
                for at in self._inputs():
                    yield from self._row(gate, left, right, chosen, at)

    def _row(self, gate: int, left: int, right: int, chosen: int, at: int) -> Iterator[Clause]:
        out = self.values[gate][at]
        for a, b in product((0, 1), repeat=2):
            given = [-chosen]
            for operand, value in ((left, a), (right, b)):
                if operand < self.variables:
                    if at >> operand & 1 != value:
                        break
                else:
                    known = self.values[operand][at]
                    given.append(-known if value else known)
            else:
                if (a, b) == (0, 0):
                    yield (*given, -out)
                    continue
                free = self.functions[gate][ROWS.index((a, b))]
                yield (*given, -out, free)
                yield (*given, out, -free)

    def _targets(self) -> Iterator[Clause]:
        """Each output equals a gate where its value matters, up to a sign if input 0 is open."""
        for table, care, end in zip(self.targets, self.cares, self.ends, strict=True):
            yield tuple(end.values())
            sign = 0 if care & 1 else self._new()
            for gate, chosen in end.items():
                for at in self._inputs():
                    out = self.values[gate][at] * (1 if table >> at & 1 else -1)
                    if care >> at & 1:
                        yield from (
                            [(-chosen, -sign, out), (-chosen, sign, -out)]
                            if sign
                            else [(-chosen, out)]
                        )

    def _readers(self, operand: int) -> list[int]:
        return [
            chosen
            for pairs in self.reads.values()
            for pair, chosen in pairs.items()
            if operand in pair
        ]

    def _used(self) -> Iterator[Clause]:
        """Each gate is read or is an output: otherwise it could be left out."""
        for gate in self.reads:
            yield (*self._readers(gate), *(end[gate] for end in self.ends))

    def _ordered(self) -> Iterator[Clause]:
        """A gate that does not read its predecessor does not read a smaller pair than that one.

        Two neighbours neither of which reads the other can be exchanged; every chain has an order
        in which no such exchange makes the pairs smaller. Moreover, a gate that reads gate g does
        not also read an operand of g: g could be left out.
        """
        for gate, pairs in self.reads.items():
            for (left, right), chosen in pairs.items():
                for after, later in self.reads.get(gate + 1, {}).items():
                    if gate not in after and (after[1], after[0]) < (right, left):
                        yield (-chosen, -later)
                for above in range(gate + 1, self.variables + self.size):
                    yield from ((-chosen, -self.reads[above][one, gate]) for one in (left, right))

    def _once(self) -> Iterator[Clause]:
        """No gate is read twice, nor is an output gate read at all."""
        for gate in self.reads:
            yield from ((-a, -b) for a, b in combinations(self._readers(gate), 2))
