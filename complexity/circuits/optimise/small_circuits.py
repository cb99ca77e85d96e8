"""Small circuits of all functions of four variables, found by decomposition.

A table has 16 bits: bit x is the value where variable i is bit i of x. Inverters are free. A recipe
is an upper bound, and need not be minimal.

References
----------
.. [1] R. L. Ashenhurst, "The decomposition of switching functions", Proc. International Symposium
   on the Theory of Switching, 1957: functions of disjoint sets of variables.
.. [2] C. E. Shannon, "The synthesis of two-terminal switching circuits", Bell System Technical
   Journal 28, 1949: cofactors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ..aig.depths import cone
from ..aig.graph import Aig, Lit

FOUR = 4
EVERY = 0xFFFF
VARIABLES = (0xAAAA, 0xCCCC, 0xF0F0, 0xFF00)


class Recipe(NamedTuple):
    """A decomposition of a function: gates in all, the op, and the tables of its operands."""

    gates: int
    op: str
    parts: tuple[int, ...]


class Plan(NamedTuple):
    """A circuit over four leaves; literals as in an AIG whose variables 1 to 4 are the leaves."""

    gates: tuple[tuple[Lit, Lit], ...]
    output: Lit


def cofactor(table: int, variable: int, value: int) -> int:
    """The cofactor of a function for a value of a variable."""
    mask, shift = VARIABLES[variable], 1 << variable
    if value:
        return table & mask | (table & mask) >> shift
    return table & ~mask | (table & ~mask) << shift & EVERY


def some(table: int, variables: Sequence[int]) -> int:
    """Quantify variables existentially: the result holds where some values of them do."""
    for variable in variables:
        table = cofactor(table, variable, 0) | cofactor(table, variable, 1)
    return table


def support(table: int) -> frozenset[int]:
    """The variables that a function depends on."""
    return frozenset(i for i in range(FOUR) if cofactor(table, i, 0) != cofactor(table, i, 1))


@cache
def cheap(variables: frozenset[int]) -> tuple[int, ...]:
    """The functions of at most one gate over some variables."""
    literals = [VARIABLES[i] ^ flip for i in sorted(variables) for flip in (0, EVERY)]
    ands = [a & b for a, b in combinations(literals, 2) if a ^ b != EVERY]
    return (*literals, *ands, *(table ^ EVERY for table in ands))


@cache
def recipe(table: int) -> Recipe:
    """The recipe with the fewest gates among several decompositions.

    Notes
    -----
    They are: f = g h with g and h independent of different variables, and the complement; f as
    an exclusive or of functions of two and two variables, or of a variable and the rest; Shannon's
    f = x f1 + x' f0; and, where f0 implies f1, f = f0 + x g and f = (x + h) f1 with cheap g
    and h.
    """
    if table in (0, EVERY) or table in VARIABLES or table ^ EVERY in VARIABLES:
        return Recipe(0, "leaf", (table,))
    tried = (*_products(table), *_products(table ^ EVERY, "nand"), *_sums(table), *_choices(table))
    priced = (
        Recipe(own + sum(recipe(part).gates for part in parts), op, parts)
        for own, op, parts in tried
    )
    return min(priced)


Tried = Iterator[tuple[int, str, tuple[int, ...]]]


def _products(table: int, op: str = "and") -> Tried:
    groups = [group for size in (1, 2, 3) for group in combinations(range(FOUR), size)]
    without = sorted({some(table, group) for group in groups} - {table, EVERY})
    for first, second in combinations(without, 2):
        if first & second == table:
            yield 1, op, (first, second)


def _sums(table: int) -> Tried:
    for pair in ((1, 0), (2, 0), (3, 0), (2, 1), (3, 1), (3, 2)):
        first = table
        for variable in set(range(FOUR)) - set(pair):
            first = cofactor(first, variable, 0)
        second = table ^ first
        if first in (0, EVERY) or second in (0, EVERY):
            continue
        if all(cofactor(second, i, 0) == cofactor(second, i, 1) for i in pair):
            yield 3, "xor", (first, second)


def _choices(table: int) -> Tried:
    variables = support(table)
    for variable in sorted(variables):
        test, others = VARIABLES[variable], variables - {variable}
        low, high = cofactor(table, variable, 0), cofactor(table, variable, 1)
        yield (3, "xor", (test, low)) if low ^ high == EVERY else (3, "mux", (test, high, low))
        for sign, small, large in ((0, low, high), (EVERY, high, low)):
            if small & ~large:
                continue
            for part in (large, large & ~small, *cheap(others)):
                if not large & ~small & ~part and not part & ~large:
                    yield 2, "or and", (small, test ^ sign, part)
            for part in (small, (small | ~large) & EVERY, *cheap(others)):
                if not small & ~part and not part & large & ~small:
                    yield 2, "and or", (large, test ^ sign, part)


def emit(aig: Aig, table: int, leaves: Sequence[Lit]) -> Lit:
    """Build a function of leaves in a circuit, by its recipe."""
    _, op, parts = recipe(table)
    if op == "leaf":
        flip = table not in (0, *VARIABLES)
        plain = table ^ EVERY if flip else table
        return (leaves[VARIABLES.index(plain)] if plain else 0) ^ flip
    lits = [emit(aig, part, leaves) for part in parts]
    match op:
        case "and":
            return aig.and_(*lits)
        case "nand":
            return aig.and_(*lits) ^ 1
        case "xor":
            return aig.xor(*lits)
        case "mux":
            return aig.mux(*lits)
        case "or and":
            return aig.or_(lits[0], aig.and_(lits[1], lits[2]))
        case "and or":
            return aig.and_(lits[0], aig.or_(lits[1], lits[2]))
        case _:
            raise ValueError(op)


@cache
def plan(table: int) -> Plan:
    """The smaller circuit of a function by its own recipe or its complement's; gates are shared."""
    if table & 1:
        complement = plan(table ^ EVERY)
        return Plan(complement.gates, complement.output ^ 1)
    return min(_made(table, 0), _made(table ^ EVERY, 1), key=lambda found: len(found.gates))


def _made(table: int, flip: int) -> Plan:
    aig = Aig()
    leaves = [aig.input() for _ in range(FOUR)]
    aig.output(emit(aig, table, leaves) ^ flip)
    kept = cone(aig)
    return Plan(tuple((a, b) for _, a, b in kept.ands()), kept.outputs[0])
