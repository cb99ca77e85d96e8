"""Exact synthesis: whether a chain of r gates computes given functions, asked of a SAT solver.

The unknowns are, for each gate, its two operands and its function, and what it gives on each
input. All functions are taken normal (0 at input 0), since inverters are free; so are then all
gates. An unsatisfiable formula shows that r gates do not suffice, with a refutation for
`rup`; a model is read as a circuit, which the caller evaluates on all inputs.

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

ROWS = ((0, 1), (1, 0), (1, 1))  # the inputs of a normal gate on which it is free


@dataclass(frozen=True, slots=True)
class Chain:
    """Gates over variables 0..K-1; gate g is operand K + g.

    Attributes
    ----------
    gates : the operands of each, and its values where they are (0, 1), (1, 0), (1, 1)
    outputs : an operand for each output, or -1 for the constant 0
    """

    variables: int
    gates: tuple[tuple[int, int, tuple[int, int, int]], ...]
    outputs: tuple[int, ...]


def evaluate(chain: Chain) -> tuple[int, ...]:
    """The truth tables of a chain's outputs: every gate on all inputs."""
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
    """The clauses that are satisfiable where a chain of r gates computes normal functions.

    Parameters
    ----------
    variables, targets : K, and the functions; none constant or a variable, no two equal
    size : r
    basis : "full" or "aig"
    formula : whether every gate is read once, so that the chain is a formula
    ordered : whether of chains that differ in the order of gates one is taken: refutations are
        shorter with it, and models are found sooner without
    cares : for each function the inputs at which it counts; all where nothing is given. Where
        input 0 is none of them the function or its complement is computed
    """

    def __init__(
        self, variables: int, targets: Sequence[int], size: int, basis: str,
        formula: bool = False, ordered: bool = True, cares: Sequence[int] | None = None,
    ) -> None:  # fmt: skip
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
        """The chain of a model."""
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
        """A gate reads one pair, and depends on both; in an AIG it is no exclusive or."""
        for gate, pairs in self.reads.items():
            yield tuple(pairs.values())
            a, b, c = self.functions[gate]
            yield from ((a, b, c), (a, -b, -c), (-a, b, -c))
            if basis == "aig":
                yield (-a, -b, c)

    def _meaning(self) -> Iterator[Clause]:
        """What a gate gives on each input, where it reads a pair."""
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
        """Each output is that of a gate, at the inputs that count; a sign says of which of two."""
        for table, care, end in zip(self.targets, self.cares, self.ends, strict=True):
            yield tuple(end.values())
            sign = 0 if care & 1 else self._new()
            for gate, chosen in end.items():
                for at in self._inputs():
                    out = self.values[gate][at] * (1 if table >> at & 1 else -1)
                    if care >> at & 1:
                        yield from (
                            [(-chosen, -sign, out), (-chosen, sign, -out)] if sign
                            else [(-chosen, out)]
                        )  # fmt: skip

    def _readers(self, operand: int) -> list[int]:
        return [
            chosen
            for pairs in self.reads.values()
            for pair, chosen in pairs.items()
            if operand in pair
        ]

    def _used(self) -> Iterator[Clause]:
        """Each gate is read or an output: one that is neither may be left out."""
        for gate in self.reads:
            yield (*self._readers(gate), *(end[gate] for end in self.ends))

    def _ordered(self) -> Iterator[Clause]:
        """A gate that does not read the one before it does not read a smaller pair either.

        Two neighbours of which neither reads the other can change places; the order in which no
        such exchange makes the pairs smaller exists for every chain. And a gate that reads gate g
        does not read an operand of g too: g could be left out.
        """
        for gate, pairs in self.reads.items():
            for (left, right), chosen in pairs.items():
                for after, later in self.reads.get(gate + 1, {}).items():
                    if gate not in after and (after[1], after[0]) < (right, left):
                        yield (-chosen, -later)
                for above in range(gate + 1, self.variables + self.size):
                    yield from ((-chosen, -self.reads[above][one, gate]) for one in (left, right))

    def _once(self) -> Iterator[Clause]:
        """No gate is read twice, nor read where it is the output."""
        for gate in self.reads:
            yield from ((-a, -b) for a, b in combinations(self._readers(gate), 2))
