"""A function given by cubes, in few gates: its table decomposed, or its cover factored.

Cubes written out one by one cost a gate for nearly every literal; a parity of ten signals has 512
of them. Up to `TABLE` signals, the truth table is decomposed instead: by a signal that
can be split off by a conjunction, a disjunction or an exclusive or, else by the cheaper of an
irredundant cover, factored [1]_, and a choice by one signal [2]_ [3]_. Cubes over more signals are
factored as given. None of this is minimal.

References
----------
.. [1] R. K. Brayton, "Factoring logic functions", IBM J. Research and Development 31(2), 1987:
   division by the literal that stands in most cubes.
.. [2] C. E. Shannon, "The synthesis of two-terminal switching circuits", Bell System Technical
   Journal 28, 1949.
.. [3] M. Davio, J.-P. Deschamps, A. Thayse, *Discrete and Switching Functions*, 1978: f is
   f0 xor x (f0 xor f1), where exclusive ors are gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..aig.covers import Cube, cover
from ..aig.depths import conjunction, disjunction
from ..aig.graph import FALSE, TRUE, Aig, Lit
from ..aig.simulate import projections

TABLE = 10  # signals up to which a function is decomposed by its table
DEEPEST = 200  # levels of nested factors
WORK = 2_000_000  # literals examined for the factors of a cover

Cubes = tuple[Cube, ...]


def function_of(aig: Aig, cubes: Sequence[Cube], signals: Sequence[Lit]) -> Lit:
    """Build the disjunction of cubes over signals.

    Parameters
    ----------
    cubes : for each, masks of the signals that must be 1 and of those that must be 0
    """
    if len(signals) > TABLE:
        return summed(aig, tuple(cubes), signals)
    return Parts(aig, signals).literal(table_of(cubes, len(signals)))


def table_of(cubes: Sequence[Cube], variables: int) -> int:
    """The truth table of a disjunction of cubes.

    Examples
    --------
    >>> bin(table_of([(0b01, 0b10)], 2))
    '0b10'
    """
    columns, found = projections(variables), 0
    every = (1 << (1 << variables)) - 1
    for plain, inverted in cubes:
        row = every
        for at, column in enumerate(columns):
            if plain >> at & 1:
                row &= column
            if inverted >> at & 1:
                row &= ~column
        found |= row
    return found


class Way(NamedTuple):
    """A decomposition of a function: its cost in gates, its op, and the functions it uses.

    ``and``, ``or``, ``xor`` join the literal `first` (2 * signal + complement) with the only part;
    ``mux`` chooses by it between the two parts; ``davio`` is the first part, complemented where
    `first` and the second hold; ``sum`` is the cover `cubes`, complemented where `first` is 1.
    """

    gates: int
    op: str
    first: int
    parts: tuple[int, ...] = ()
    cubes: Cubes = ()


class Parts:
    """Functions of some signals, by their truth tables, built as gates of a circuit.

    Parameters
    ----------
    exclusive : whether an exclusive or costs one gate rather than three
    """

    def __init__(self, aig: Aig, signals: Sequence[Lit], exclusive: bool = False) -> None:
        self.aig, self.signals, self.xor = aig, signals, 1 if exclusive else 3
        self.columns = projections(len(signals))
        self.every = (1 << (1 << len(signals))) - 1
        self.made: dict[int, Lit] = {0: FALSE, self.every: TRUE}
        for column, lit in zip(self.columns, signals, strict=True):
            self.made |= {column: lit, column ^ self.every: lit ^ 1}
        self.ways: dict[int, Way] = {table: Way(0, "leaf", 0) for table in self.made}

    def literal(self, table: int) -> Lit:
        """Build a function, or return its literal if it is built already."""
        if table not in self.made:
            lit = self._build(table, self.way(table))
            self.made |= {table: lit, table ^ self.every: lit ^ 1}
        return self.made[table]

    def way(self, table: int) -> Way:
        """The cheapest decomposition of a function that is found."""
        if table not in self.ways:
            found = self._alone(table)
            if found is None:
                found = min(self._cover(table), self._choice(table), key=lambda way: way.gates)
            self.ways[table] = found
        return self.ways[table]

    def halves(self, table: int, signal: int) -> tuple[int, int]:
        """The cofactors of a function for the values 0 and 1 of a signal."""
        column, shift = self.columns[signal], 1 << signal
        low, high = table & ~column, table & column
        return low | low << shift, high | high >> shift

    def _alone(self, table: int) -> Way | None:
        """A decomposition into a signal and a function of the others, or None."""
        for signal in range(len(self.signals)):
            low, high = self.halves(table, signal)
            if low == high:
                continue
            for sign, fixed, rest in ((0, low, high), (1, high, low)):
                if fixed == 0:
                    return Way(1 + self.way(rest).gates, "and", 2 * signal + sign, (rest,))
                if fixed == self.every:
                    return Way(1 + self.way(rest).gates, "or", 2 * signal + 1 - sign, (rest,))
            if low ^ high == self.every:
                return Way(self.xor + self.way(low).gates, "xor", 2 * signal, (low,))
        return None

    def _cover(self, table: int) -> Way:
        """A factored cover of the function or of its complement, whichever is smaller."""
        count = len(self.signals)
        found = []
        for flip, one in enumerate((table, table ^ self.every)):
            cubes, _ = cover(one, one, count)
            found.append(Way(literals(cubes) - 1, "sum", flip, cubes=cubes))
        return min(found, key=lambda way: way.gates)

    def _choice(self, table: int) -> Way:
        """A choice by the signal that leaves the parts the fewest variables."""
        parts = [(*self.halves(table, signal), signal) for signal in range(len(self.signals))]
        low, high, signal = min(
            (part for part in parts if part[0] != part[1]),
            key=lambda part: self._support(part[0]) + self._support(part[1]),
        )
        nested = not low & ~high or not high & ~low  # one implies the other, which saves a gate
        gates = 3 - nested + self.way(low).gates + self.way(high).gates
        found = Way(gates, "mux", 2 * signal, (low, high))
        for sign, base in enumerate((low, high)) if self.xor == 1 else ():
            gates = 2 + self.way(base).gates + self.way(low ^ high).gates
            if gates < found.gates:
                found = Way(gates, "davio", 2 * signal + sign, (base, low ^ high))
        return found

    def _support(self, table: int) -> int:
        halves = (self.halves(table, signal) for signal in range(len(self.signals)))
        return sum(low != high for low, high in halves)

    def _build(self, table: int, way: Way) -> Lit:
        aig = self.aig
        match way.op:
            case "and" | "or":
                joined = self._chain(table, way.op)
                return conjunction(aig, joined) if way.op == "and" else disjunction(aig, joined)
            case "xor":
                return aig.xor(self._signal(way.first), self.literal(way.parts[0]))
            case "davio":
                changed = aig.and_(self._signal(way.first), self.literal(way.parts[1]))
                return aig.xor(self.literal(way.parts[0]), changed)
            case "sum":
                return summed(aig, way.cubes, self.signals) ^ way.first
            case _:
                test, (low, high) = self._signal(way.first), way.parts
                no, yes = self.literal(low), self.literal(high)
                if not low & ~high:
                    return aig.or_(no, aig.and_(test, yes))
                if not high & ~low:
                    return aig.or_(yes, aig.and_(test ^ 1, no))
                return aig.mux(test, yes, no)

    def _signal(self, code: int) -> Lit:
        return self.signals[code >> 1] ^ (code & 1)

    def _chain(self, table: int, op: str) -> list[Lit]:
        """The literals that a function joins by one op, through nested parts of the same op."""
        found = []
        while table not in self.made and self.way(table).op == op:
            way = self.way(table)
            found.append(self._signal(way.first))
            table = way.parts[0]
        return [*found, self.literal(table)]


def summed(aig: Aig, cubes: Cubes, signals: Sequence[Lit]) -> Lit:
    """Build a disjunction of cubes, factored by their most common literals."""
    return _factored(aig, cubes, signals, 0, [WORK])


def _factored(aig: Aig, cubes: Cubes, signals: Sequence[Lit], depth: int, left: list[int]) -> Lit:
    """The same at a depth of factors, while some of the work limit is left."""
    if (0, 0) in cubes:
        return TRUE
    terms = []
    while depth < DEEPEST and left[0] > 0:
        left[0] -= sum(plain.bit_count() + inverted.bit_count() for plain, inverted in cubes)
        common = shared(cubes)
        if common is None:
            break
        factor, quotient, cubes = common
        rest = _factored(aig, quotient, signals, depth + 1, left)
        terms.append(conjunction(aig, [*literals_of(factor, signals), rest]))
    terms += [conjunction(aig, literals_of(cube, signals)) for cube in cubes]
    return disjunction(aig, terms)


def literals_of(cube: Cube, signals: Sequence[Lit]) -> list[Lit]:
    """The literals of a cube."""
    found = []
    for sign, bits in enumerate(cube):
        while bits:
            found.append(signals[(bits & -bits).bit_length() - 1] ^ sign)
            bits &= bits - 1
    return found


def shared(cubes: Cubes) -> tuple[Cube, Cubes, Cubes] | None:
    """Divide a cover by its most common literal: common cube, quotient, remainder.

    None where no literal occurs in two cubes.
    """
    counts: dict[tuple[int, int], int] = {}
    for cube in cubes:
        for sign, bits in enumerate(cube):
            while bits:
                key = sign, bits & -bits
                counts[key] = counts.get(key, 0) + 1
                bits &= bits - 1
    most = max(counts.values(), default=0)
    if most < 2:
        return None
    sign, bit = min(key for key, count in counts.items() if count == most)
    having = [cube for cube in cubes if cube[sign] & bit]
    plain, inverted = -1, -1
    for one, other in having:
        plain, inverted = plain & one, inverted & other
    quotient = tuple((one & ~plain, other & ~inverted) for one, other in having)
    return (plain, inverted), quotient, tuple(cube for cube in cubes if not cube[sign] & bit)


@lru_cache(maxsize=1 << 14)
def literals(cubes: Cubes) -> int:
    """The number of literals of a cover's factored form."""
    found = 0
    while (0, 0) not in cubes and (common := shared(cubes)) is not None:
        (plain, inverted), quotient, cubes = common
        found += plain.bit_count() + inverted.bit_count() + literals(quotient)
    return found + sum(plain.bit_count() + inverted.bit_count() for plain, inverted in cubes)
