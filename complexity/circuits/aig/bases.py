"""Circuits in other bases: exclusive ors are recognised, inverters absorbed.

Counts are of the netlist at hand, never of the function's minimum: another netlist of the same
function may be smaller in each basis.

- ``aig``: ANDs of two inputs, inverters free;
- ``xaig``: ANDs and XORs of two inputs, inverters free;
- ``full``: any function of two inputs is one gate, an inverter too where it stands alone [1]_.

References
----------
.. [1] D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2: Boolean chains.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from .depths import cone
from .graph import Aig, Lit

NOT, XOR, XNOR, FIRST = 0b0101, 0b0110, 0b1001, 0b1010
ANDS = (0b1000, 0b0100, 0b0010, 0b0001)  # of two literals: ab, a'b, ab', a'b'
OPS: dict[str, tuple[int, ...]] = {
    "aig": ANDS,
    "xaig": (*ANDS, XOR),
    "full": (*ANDS, XOR, XNOR, 0b0111, 0b1011, 0b1101, 0b1110),
}
BASES = tuple(OPS)


@dataclass(frozen=True, slots=True)
class Netlist:
    """A circuit over a basis.

    Attributes
    ----------
    basis : a key of `OPS`
    inputs : the number of inputs, variables 1 to `inputs`; the gates follow
    tables : the function of each gate: bit a + 2 b is its value for operands a and b
    left, right : the operands of each gate, as variables with left < right; equal for a NOT
    outputs : literals; variable 0 is the constant. In ``full`` only a constant is complemented
    """

    basis: str
    inputs: int
    tables: bytes
    left: Sequence[int]
    right: Sequence[int]
    outputs: tuple[Lit, ...]

    @property
    def size(self) -> int:
        """The number of gates."""
        return len(self.tables)

    def gate(self, at: int) -> tuple[int, int, int]:
        """The table and the operands of a gate; gates are numbered from 0."""
        return self.tables[at], self.left[at], self.right[at]

    @property
    def depth(self) -> int:
        """The number of gates on the longest path to an output."""
        level = [0] * (self.inputs + 1)
        for a, b in zip(self.left, self.right, strict=True):
            level.append(1 + max(level[a], level[b]))
        return max((level[lit >> 1] for lit in self.outputs), default=0)


def netlist_of(aig: Aig, basis: str) -> Netlist:
    """The netlist in a basis of the gates that the outputs depend on.

    Raises
    ------
    ValueError
        If there is no such basis.

    Notes
    -----
    A gate not(ab) and not(a'b') becomes one XOR; its two operands are dropped unless something else
    needs them, so a count is never larger than in ``aig``. In the full basis every gate absorbs the
    inverters of its operands, and its own where no output needs it uncomplemented; there remain
    inverters of inputs, and of gates that are outputs both plain and complemented.
    """
    if basis not in OPS:
        raise ValueError(f"no basis is called {basis!r}: {', '.join(BASES)}")
    kept = cone(aig)
    gates = _gates(kept, basis != "aig")
    marks = _needed(kept.outputs, gates, len(kept.left))
    complemented = _flipped(kept, basis, gates)
    numbers, flips = [0] * len(kept.left), bytearray(len(kept.left))
    for position, variable in enumerate(kept.inputs, 1):
        numbers[variable] = position
    tables, left, right = bytearray(), array("i"), array("i")
    for variable, (table, a, b) in gates.items():
        if not marks[variable]:
            continue
        table = negated(table, flips[a], flips[b])
        flips[variable] = (basis == "xaig" and table == XNOR) or complemented[variable]
        a, b, table = numbers[a], numbers[b], table ^ (15 if flips[variable] else 0)
        if a > b:
            a, b, table = b, a, swapped(table)
        numbers[variable] = len(kept.inputs) + len(tables) + 1
        tables.append(table)
        left.append(a)
        right.append(b)
    outputs = [2 * numbers[lit >> 1] + (lit & 1 ^ flips[lit >> 1]) for lit in kept.outputs]
    found = Netlist(basis, len(kept.inputs), bytes(tables), left, right, tuple(outputs))
    return _inverted(found) if basis == "full" else found


def _gates(aig: Aig, xors: bool) -> dict[int, tuple[int, int, int]]:
    """The table and the operand variables of each gate, with XORs recognised on request."""
    left, right, found = aig.left, aig.right, {}
    for variable, a, b in aig.ands():
        p, q = a >> 1, b >> 1
        table = 1 << 3 - (a & 1) - 2 * (b & 1)
        if a & b & 1 and xors and left[p] >= 0 and left[q] >= 0:
            p0, p1 = left[p], right[p]
            if {p0 ^ 1, p1 ^ 1} == {left[q], right[q]}:
                p, q, table = p0 >> 1, p1 >> 1, XNOR if (p0 ^ p1) & 1 else XOR
        found[variable] = table, p, q
    return found


def _needed(
    outputs: Sequence[Lit], gates: dict[int, tuple[int, int, int]], count: int
) -> bytearray:
    marks = bytearray(count)
    for lit in outputs:
        marks[lit >> 1] = 1
    for variable in reversed(gates):
        if marks[variable]:
            _, a, b = gates[variable]
            marks[a] = marks[b] = 1
    return marks


def _flipped(aig: Aig, basis: str, gates: dict[int, tuple[int, int, int]]) -> bytearray:
    """Mark the gates that the full basis complements: no output needs them plain."""
    found = bytearray(len(aig.left))
    if basis == "full":
        for lit in aig.outputs:
            found[lit >> 1] = lit >> 1 in gates and lit & 1
        for lit in aig.outputs:
            if not lit & 1:
                found[lit >> 1] = 0
    return found


def _inverted(found: Netlist) -> Netlist:
    """The netlist with a NOT for each complemented output that is not a constant."""
    tables, left, right = bytearray(found.tables), array("i", found.left), array("i", found.right)
    made: dict[Lit, Lit] = {}
    for lit in found.outputs:
        if lit & 1 and lit > 1 and lit not in made:
            made[lit] = 2 * (found.inputs + len(tables) + 1)
            tables.append(NOT)
            left.append(lit >> 1)
            right.append(lit >> 1)
    outputs = tuple(made.get(lit, lit) for lit in found.outputs)
    return Netlist("full", found.inputs, bytes(tables), left, right, outputs)


def negated(table: int, first: int, second: int) -> int:
    """The table of a function with its first or second operand complemented."""
    if first:
        table = (table & 0b0101) << 1 | (table & 0b1010) >> 1
    return (table & 0b0011) << 2 | (table & 0b1100) >> 2 if second else table


def swapped(table: int) -> int:
    """The table of a function with its operands exchanged."""
    return table & 0b1001 | (table & 0b0010) << 1 | (table & 0b0100) >> 1


def values_of(netlist: Netlist, patterns: Sequence[int], count: int) -> list[int]:
    """Evaluate the outputs on `count` patterns; bit j of an integer belongs to pattern j."""
    every = (1 << count) - 1
    values = [0, *patterns]
    for table, a, b in zip(netlist.tables, netlist.left, netlist.right, strict=True):
        x, y, found = values[a], values[b], 0
        for place in range(4):
            if table >> place & 1:
                found |= (x if place & 1 else x ^ every) & (y if place & 2 else y ^ every)
        values.append(found)
    return [values[lit >> 1] ^ (every if lit & 1 else 0) for lit in netlist.outputs]
