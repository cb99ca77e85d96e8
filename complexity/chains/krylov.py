"""Solution in a Krylov space, for large chains whose symmetries make that space small.

With Q the transition matrix of a chain and c its costs, the solution of x = c + Q x lies in the
span of c, Q c, Q^2 c, ... [1]_. Where that has a small dimension k, k products with Q and one k by
k system are enough. The steps on the way may use primes and random weights, since the result is
checked in integers before it is returned.

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
SEEN = 160  # how many random sums of coordinates a long vector is projected to
WEIGHT = 2**20  # the largest random weight of a coordinate

Rows = Sequence[tuple[Sequence[int], Sequence[int]]]  # sparse rows: columns and coefficients


@dataclass(frozen=True, slots=True)
class Moving:
    """A transition matrix over one common denominator: the rows are its numerators."""

    denominator: int
    rows: Rows


def moving(rows: Sequence[tuple[int, dict[int, int]]]) -> Moving:
    """Bring rows, each a denominator and its numerators by column, to one denominator."""
    common = math.lcm(*[denominator for denominator, _ in rows])
    return Moving(common, [
        (list(inner), [k * (common // denominator) for k in inner.values()])
        for denominator, inner in rows])  # fmt: skip


def times(rows: Rows, vector: Sequence[int]) -> list[int]:
    """Return the product of a sparse matrix and a vector."""
    return [sum(map(mul, factors, [vector[at] for at in places])) for places, factors in rows]


def expected(moves: Moving, costs: Sequence[Fraction], degree: int) -> list[Fraction] | None:
    """Solve x = costs + moves x; None where the Krylov space is larger than `degree`.

    None too where no candidate passes the check, because the prime divides some determinant.

    Examples
    --------
    >>> expected(moving([(2, {0: 1})]), [Fraction(3)], 1)
    [Fraction(6, 1)]
    """
    scale = math.lcm(*[cost.denominator for cost in costs])
    start = [cost.numerator * (scale // cost.denominator) for cost in costs]
    # a few random sums nearly always distinguish the vectors; if not, all coordinates do
    for view in (sums(len(start)), each(len(start))):
        space = spanned(moves, start, view, min(degree, len(view)))
        if space is None:
            return None
        numerators, common = combined(moves, *space)
        if satisfied(moves, start, numerators, common):
            return [Fraction(value, common * scale) for value in numerators]
    return None


def each(size: int) -> Rows:
    """Return the identity matrix as sparse rows."""
    return [((at,), (1,)) for at in range(size)]


def sums(size: int) -> Rows:
    """Return a random projection to few sums, under which different vectors rarely agree."""
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
    """Return start, Q start, ... up to the first vector that depends on those before it.

    Dependence is decided modulo a prime, on the projections of the vectors by `view`. The second
    list has, for each vector, the coordinates of its projection at the pivots. The k-th vector is
    given by its numerators over the k-th power of the denominator.
    """
    vectors, viewed = [start], [times(view, start)]
    pivots, reduced = list[int](), list[list[int]]()
    while True:
        rest = [value % PRIME for value in viewed[-1]]
        for pivot, row in zip(pivots, reduced, strict=True):
            if factor := rest[pivot]:
                rest = [(a - factor * b) % PRIME for a, b in zip(rest, row, strict=True)]
        leading = next((at for at, value in enumerate(rest) if value), None)
        if leading is None:
            return vectors, [[seen[at] for at in pivots] for seen in viewed]
        if len(pivots) == degree:
            return None
        inverse = pow(rest[leading], -1, PRIME)
        reduced.append([value * inverse % PRIME for value in rest])
        pivots.append(leading)
        vectors.append(times(moves.rows, vectors[-1]))
        viewed.append(times(view, vectors[-1]))


def combined(moves: Moving, vectors: Sequence[Sequence[int]],
             viewed: Sequence[Sequence[int]]) -> tuple[list[int], int]:  # fmt: skip
    """Return the combination of vectors that solves the projected system, as a fraction.

    With V_k the numerators and m the denominator of the moves, it is the sum of b_k m V_k for
    which the projection of the sum of b_k (m V_k - V_(k+1)) is that of V_0. It is 0 where the
    projected system is singular, which the caller's check then rejects.
    """
    m, degree, size = moves.denominator, len(vectors) - 1, len(vectors[0])
    matrix = [
        {k: m * viewed[k][at] - viewed[k + 1][at] for k in range(degree)} for at in range(degree)
    ]
    try:
        (solution,) = solve(matrix, [viewed[0]])
    except Singular:
        return [0] * size, 1
    common = math.lcm(*[value.denominator for value in solution])
    factors = [m * value.numerator * (common // value.denominator) for value in solution]
    return [sum(map(mul, factors, column)) for column in zip(*vectors, strict=True)], common


def satisfied(moves: Moving, start: Sequence[int], numerators: Sequence[int],
              common: int) -> bool:  # fmt: skip
    """Check m X = m common start + P X in integers, P being the numerators of the moves.

    `start` holds the numerators of the costs, X the `numerators` over `common`.
    """
    m, moved = moves.denominator, times(moves.rows, numerators)
    return all(m * value == m * common * own + to
               for value, own, to in zip(numerators, start, moved, strict=True))  # fmt: skip
