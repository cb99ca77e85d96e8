"""Solutions in a Krylov space: large chains that their symmetries make small.

With Q the moves of a chain and c its costs, the expected costs x = c + Q x lie in the space that
c, Q c, Q^2 c, ... span [1]_. Where that has few dimensions, as many products with Q are enough,
and one small system over them; the whole is checked in integers, so that what is returned is exact
whatever was chosen on the way.

References
----------
.. [1] A. Krylov, 1931; D. Wiedemann, "Solving sparse linear equations over finite fields", IEEE
   Trans. Information Theory 32, 1986.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul

from ..solve import PRIMES, solve
from ..tape import SeededTape

PRIME = PRIMES[0]
SEEN = 512  # coordinates in which vectors are told apart


@dataclass(frozen=True, slots=True)
class Moving:
    """The moves of a chain, of equal denominators: row s is (places, numerators)."""

    denominator: int
    rows: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def times(self, vector: Sequence[int]) -> list[int]:
        """The numerators of the product with a vector of numerators."""
        return [sum(map(mul, numerators, [vector[at] for at in places]))
                for places, numerators in self.rows]  # fmt: skip


def moving(rows: Sequence[tuple[int, dict[int, int]]]) -> Moving:
    """Moves from rows of a denominator and of numerators by place."""
    common = math.lcm(*[denominator for denominator, _ in rows])
    return Moving(common, tuple([
        (tuple(inner), tuple([k * (common // denominator) for k in inner.values()]))
        for denominator, inner in rows]))  # fmt: skip


def expected(moves: Moving, costs: Sequence[Fraction], degree: int) -> list[Fraction] | None:
    """The solution of x = costs + moves x; None where its space has more dimensions than `degree`.

    Examples
    --------
    >>> expected(moving([(2, {0: 1})]), [Fraction(3)], 1)
    [Fraction(6, 1)]
    """
    scale = math.lcm(*[cost.denominator for cost in costs])
    start = [cost.numerator * (scale // cost.denominator) for cost in costs]
    size = len(start)
    if not any(start):
        return [Fraction(0)] * size
    draw = SeededTape(0).draw
    some = sorted({draw(size) for _ in range(SEEN)}) if size > SEEN else list(range(size))
    for seen in (some, range(size)):
        space = spanned(moves, start, seen, min(degree, len(seen)))
        if space is None:
            return None
        vectors, places = space
        numerators, common = combined(moves, vectors, places)
        if satisfied(moves, start, numerators, common):
            return [Fraction(value, common * scale) for value in numerators]
    raise AssertionError("a Krylov space holds the solution")


def spanned(moves: Moving, start: list[int], seen: Sequence[int],
            degree: int) -> tuple[list[list[int]], list[int]] | None:  # fmt: skip
    """The vectors start, Q start, ... up to the first that depends on those before it.

    Told by some coordinates modulo a prime; as many of them determine the others. The numerators
    of the k-th vector are over the k-th power of the denominator.
    """
    vectors, pivots, reduced = [start], list[int](), list[list[int]]()
    while True:
        rest = [vectors[-1][at] % PRIME for at in seen]
        for pivot, row in zip(pivots, reduced, strict=True):
            if factor := rest[pivot]:
                rest = [(a - factor * b) % PRIME for a, b in zip(rest, row, strict=True)]
        pivot = next((at for at, value in enumerate(rest) if value), None)
        if pivot is None:
            return vectors, [seen[at] for at in pivots]
        if len(pivots) == degree:
            return None
        inverse = pow(rest[pivot], -1, PRIME)
        reduced.append([value * inverse % PRIME for value in rest])
        pivots.append(pivot)
        vectors.append(moves.times(vectors[-1]))


def combined(moves: Moving, vectors: Sequence[Sequence[int]],
             places: Sequence[int]) -> tuple[list[int], int]:  # fmt: skip
    """The combination of vectors that solves the equations of some places.

    With V the numerators and m the denominator it is the sum of b_k m V_k such that the sum of
    b_k (m V_k - V_(k+1)) is V_0 there.
    """
    m = moves.denominator
    matrix = [{k: Fraction(value) for k in range(len(places))
               if (value := m * vectors[k][at] - vectors[k + 1][at])} for at in places]  # fmt: skip
    (found,) = solve(matrix, [[Fraction(vectors[0][at]) for at in places]])
    common = math.lcm(*[value.denominator for value in found])
    factors = [m * value.numerator * (common // value.denominator) for value in found]
    columns = zip(*vectors[: len(places)], strict=True)
    return [sum(map(mul, factors, column)) for column in columns], common


def satisfied(moves: Moving, start: Sequence[int], numerators: Sequence[int],
              common: int) -> bool:  # fmt: skip
    """Whether m X = common start + P X, in integers.

    `start` are numerators of the costs themselves.
    """
    m, moved = moves.denominator, moves.times(numerators)
    return all(m * value == m * common * own + to
               for value, own, to in zip(numerators, start, moved, strict=True))  # fmt: skip
