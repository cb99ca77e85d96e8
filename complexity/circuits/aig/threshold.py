"""Threshold circuits: each gate, of unbounded fan-in, compares a weighted sum with a threshold.

One layer of a neural network with hard limits is one level of such a circuit. An AND of k literals
is one gate, and so is an OR, so a tree of ANDs costs one level where two-input gates need log2 k.

References
----------
.. [1] H. Vollmer, *Introduction to Circuit Complexity*, 1999, section 4.5: TC0.
.. [2] I. Parberry, *Circuit Complexity and Neural Networks*, 1994, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..optimise.balance import conjunctions
from .depths import cone
from .graph import Aig, Lit


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate that is 1 where the sum of weight times wire is at least the threshold, else 0.

    Attributes
    ----------
    wires : the operands, variables smaller than the gate's own, ascending
    weights : an integer for each wire
    """

    wires: tuple[int, ...]
    weights: tuple[int, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """A circuit of threshold gates.

    Attributes
    ----------
    inputs : the number of inputs, variables 1 to `inputs`; the gates follow
    outputs : literals; variable 0 is the constant
    """

    inputs: int
    gates: tuple[Gate, ...]
    outputs: tuple[Lit, ...]

    @property
    def size(self) -> int:
        """The number of gates."""
        return len(self.gates)

    @property
    def wires(self) -> int:
        """The total number of operands of all gates."""
        return sum(len(gate.wires) for gate in self.gates)

    @property
    def depth(self) -> int:
        """The number of gates on the longest path to an output."""
        level = [0] * (self.inputs + 1)
        for gate in self.gates:
            level.append(1 + max((level[wire] for wire in gate.wires), default=0))
        return max((level[lit >> 1] for lit in self.outputs), default=0)


def threshold_of(aig: Aig) -> Threshold:
    """Convert a circuit to threshold gates, one for each conjunction; inverters are free.

    Notes
    -----
    The gates are the maximal `conjunctions`: that of the wires P and of the complements of the
    wires N holds where the sum over P minus the sum over N is at least the number of P. The counts
    are of this circuit: sums and majorities that one gate could decide are not recognised.
    """
    kept = cone(aig)
    numbers = [0] * len(kept.left)
    for position, variable in enumerate(kept.inputs, 1):
        numbers[variable] = position
    gates: list[Gate] = []
    for variable, leaves in conjunctions(kept):
        literals = set(leaves)
        numbers[variable] = len(kept.inputs) + len(gates) + 1
        terms = sorted((numbers[lit >> 1], -1 if lit & 1 else 1) for lit in literals)
        plain = sum(weight == 1 for _, weight in terms)
        gates.append(Gate(tuple(w for w, _ in terms), tuple(w for _, w in terms), plain))
    outputs = tuple(2 * numbers[lit >> 1] + (lit & 1) for lit in kept.outputs)
    return Threshold(len(kept.inputs), tuple(gates), outputs)


def evaluate(circuit: Threshold, bits: Sequence[int]) -> list[int]:
    """The output bits for one assignment of the inputs."""
    values = [0, *bits]
    for gate in circuit.gates:
        total = sum(w * values[wire] for wire, w in zip(gate.wires, gate.weights, strict=True))
        values.append(int(total >= gate.threshold))
    return [values[lit >> 1] ^ (lit & 1) for lit in circuit.outputs]
