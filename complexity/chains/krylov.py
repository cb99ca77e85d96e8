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

from ..semantics.tape import SeededTape
from .sparse_systems import PRIMES, Singular, solve

PRIME = PRIMES[0]
SEEN = 160  # sums in which vectors are told apart
WEIGHT = 2**20  # of a coordinate in its sum, at most

Rows = Sequence[tuple[Sequence[int], Sequence[int]]]  # of each row places and coefficients


@dataclass(frozen=True, slots=True)
class Moving:
    """The moves of a chain, of equal denominators: the rows are their numerators."""

    denominator: int
    rows: Rows


def moving(rows: Sequence[tuple[int, dict[int, int]]]) -> Moving:
    """Moves from rows of a denominator and of numerators by place."""
    common = math.lcm(*[denominator for denominator, _ in rows])
    return Moving(common, [
        (list(inner), [k * (common // denominator) for k in inner.values()])
        for denominator, inner in rows])  # fmt: skip


def times(rows: Rows, vector: Sequence[int]) -> list[int]:
    """The product of a sparse matrix with a vector."""
    return [sum(map(mul, factors, [vector[at] for at in places])) for places, factors in rows]


def expected(moves: Moving, costs: Sequence[Fraction], degree: int) -> list[Fraction] | None:
    """The solution of x = costs + moves x; None where its space has more dimensions than `degree`.

    None too where the prime divides what it should not, so that no vectors pass the check.

    Examples
    --------
    >>> expected(moving([(2, {0: 1})]), [Fraction(3)], 1)
    [Fraction(6, 1)]
    """
    scale = math.lcm(*[cost.denominator for cost in costs])
    start = [cost.numerator * (scale // cost.denominator) for cost in costs]
    for view in (sums(len(start)), each(len(start))):
        space = spanned(moves, start, view, min(degree, len(view)))
        if space is None:
            return None
        numerators, common = combined(moves, *space)
        if satisfied(moves, start, numerators, common):
            return [Fraction(value, common * scale) for value in numerators]
    return None


def each(size: int) -> Rows:
    """Every coordinate."""
    return [((at,), (1,)) for at in range(size)]


def sums(size: int) -> Rows:
    """The coordinates in a few sums of random weights, where vectors that differ hardly agree."""
    if size <= SEEN:
        return each(size)
    draw, buckets = SeededTape(0).draw, [(list[int](), list[int]()) for _ in range(SEEN)]
    for place in range(size):
        places, factors = buckets[draw(SEEN)]
        places.append(place)
        factors.append(1 + draw(WEIGHT))
    return buckets


def spanned(moves: Moving, start: list[int], view: Rows,
            degree: int) -> tuple[list[list[int]], list[list[int]]] | None:  # fmt: skip
    """The vectors start, Q start, ... up to the first that depends on those before it.

    Told modulo a prime by what is viewed of each. The second list has, of each vector, those views
    that determine the others. The numerators of the k-th vector are over the k-th power of the
    denominator.
    """
    vectors, viewed = [start], [times(view, start)]
    pivots, reduced = list[int](), list[list[int]]()
    while True:
        rest = [value % PRIME for value in viewed[-1]]
        for pivot, row in zip(pivots, reduced, strict=True):
            if factor := rest[pivot]:
                rest = [(a - factor * b) % PRIME for a, b in zip(rest, row, strict=True)]
        found = next((at for at, value in enumerate(rest) if value), None)
        if found is None:
            return vectors, [[seen[at] for at in pivots] for seen in viewed]
        if len(pivots) == degree:
            return None
        inverse = pow(rest[found], -1, PRIME)
        reduced.append([value * inverse % PRIME for value in rest])
        pivots.append(found)
        vectors.append(times(moves.rows, vectors[-1]))
        viewed.append(times(view, vectors[-1]))


def combined(moves: Moving, vectors: Sequence[Sequence[int]],
             viewed: Sequence[Sequence[int]]) -> tuple[list[int], int]:  # fmt: skip
    """Numerators and a denominator of the combination of vectors that is viewed as the solution.

    With V the numerators and m the denominator of the moves it is the sum of b_k m V_k for which
    the views of the sum of b_k (m V_k - V_(k+1)) are those of V_0. It is 0 where there is none.
    """
    m, degree, size = moves.denominator, len(vectors) - 1, len(vectors[0])
    matrix = [
        {k: m * viewed[k][at] - viewed[k + 1][at] for k in range(degree)} for at in range(degree)
    ]
    try:
        (found,) = solve(matrix, [viewed[0]])
    except Singular:
        return [0] * size, 1
    common = math.lcm(*[value.denominator for value in found])
    factors = [m * value.numerator * (common // value.denominator) for value in found]
    return [sum(map(mul, factors, column)) for column in zip(*vectors, strict=True)], common


def satisfied(moves: Moving, start: Sequence[int], numerators: Sequence[int],
              common: int) -> bool:  # fmt: skip
    """Whether m X = common start + P X, in integers.

    `start` are numerators of the costs themselves.
    """
    m, moved = moves.denominator, times(moves.rows, numerators)
    return all(m * value == m * common * own + to
               for value, own, to in zip(numerators, start, moved, strict=True))  # fmt: skip
