"""Exact solutions of sparse linear systems with rational coefficients.

The matrix is factored modulo one large prime, in Markowitz's order of sparse pivots [3]_. Each
right side is then solved p-adically, one digit at a time, and the rational solution is
reconstructed from the first digits as soon as it satisfies the system [1]_. Every returned solution
has been checked by substitution.

References
----------
.. [1] J. Dixon, "Exact solution of linear equations using p-adic expansions", Numerische
   Mathematik 40, 1982.
.. [2] P. Wang, "A p-adic algorithm for univariate partial fractions", SYMSAC 1981: the rational
   reconstruction of a rational number with small terms from its residue.
.. [3] H. Markowitz, "The elimination form of the inverse and its application to linear
   programming", Management Science 3, 1957.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

PRIMES = (2**61 - 1, 2**89 - 1, 2**107 - 1)  # Mersenne primes
WORD = 64  # bits of a machine word

Row = dict[int, int]  # column -> coefficient
Number = Fraction | int


class Singular(Exception):
    """A system without a unique solution (or whose determinant every prime divides)."""


class TooDense(Exception):
    """An elimination would take more operations than allowed."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """One step of an elimination modulo a prime.

    Attributes
    ----------
    row, column : the position of the pivot
    inverse : the inverse of its coefficient modulo the prime
    rest : the other coefficients of its row
    factors : for each other row, the multiple of the pivot row that was subtracted from it
    """

    row: int
    column: int
    inverse: int
    rest: Row
    factors: Row


@dataclass(frozen=True, slots=True)
class Factors:
    """A matrix, scaled to integers row by row, and its elimination modulo a prime."""

    rows: list[Row]
    scales: list[int]
    prime: int
    pivots: list[Pivot]


def solve(matrix: Sequence[Mapping[int, Number]], columns: Sequence[Sequence[Number]],
          most: int | None = None) -> list[list[Fraction]]:  # fmt: skip
    """Solve ``matrix x = b`` exactly for each column b.

    Parameters
    ----------
    matrix : the rows, each a map from columns to coefficients that are not zero
    most : most operations of the elimination, None for no limit; four times as many are allowed
        for the p-adic digits

    Raises
    ------
    Singular
        If there is no unique solution.
    TooDense
        If the limit is exceeded.

    Examples
    --------
    >>> solve([{0: Fraction(2)}], [[Fraction(1)], [Fraction(0)]])
    [[Fraction(1, 2)], [Fraction(0, 1)]]
    """
    return solutions(factor(matrix, most), columns, None if most is None else 4 * most)


def factor(matrix: Sequence[Mapping[int, Number]], most: int | None = None) -> Factors:
    """Factor a matrix in at most `most` operations; errors are those of `solve`."""
    scales = [math.lcm(*(value.denominator for value in row.values())) for row in matrix]
    rows = [{at: int(value * scale) for at, value in row.items()}
            for row, scale in zip(matrix, scales, strict=True)]  # fmt: skip
    return Factors(rows, scales, *factored(rows, most))


def solutions(factors: Factors, columns: Sequence[Sequence[Number]],
              most: int | None = None) -> list[list[Fraction]]:  # fmt: skip
    """Solve a factored system for each column, in at most `most` operations on digits."""
    rows, pivots = factors.rows, factors.pivots
    # a long coefficient counts once for each of its words
    digit = sum([1 + value.bit_length() // WORD for row in rows for value in row.values()])
    digit += sum([len(pivot.rest) + len(pivot.factors) for pivot in pivots])
    digits = None if most is None else most // digit
    solved = []
    for column in columns:
        scaled = [value * scale for value, scale in zip(column, factors.scales, strict=True)]
        common = math.lcm(*(value.denominator for value in scaled))
        wanted = [int(value * common) for value in scaled]
        (numerators, denominator), used = lifted(rows, pivots, factors.prime, wanted, digits)
        digits = None if digits is None else digits - used
        solved.append([Fraction(value, denominator * common) for value in numerators])
    return solved


def factored(rows: Sequence[Row], most: int | None) -> tuple[int, list[Pivot]]:
    """Return a prime modulo which the matrix is regular, and its elimination."""
    for prime in PRIMES:
        pivots = eliminated(rows, prime, most)
        if len(pivots) == len(rows):
            return prime, pivots
    raise Singular(f"a system of {len(rows)} equations has no unique solution")


def eliminated(rows: Sequence[Row], prime: int, most: int | None) -> list[Pivot]:
    """Eliminate modulo a prime, short rows first; rows that vanish yield no pivot."""
    work = [{at: value % prime for at, value in row.items() if value % prime} for row in rows]
    users: list[set[int]] = [set() for _ in rows]
    for place, row in enumerate(work):
        for at in row:
            users[at].add(place)
    waiting = [(len(row), place) for place, row in enumerate(work)]
    heapq.heapify(waiting)
    pivots: list[Pivot] = []
    done, spent = set[int](), 0
    while waiting:
        length, place = heapq.heappop(waiting)
        row = work[place]
        if place in done or length != len(row) or not row:
            continue
        done.add(place)
        pivot = cleared(work, users, place, prime)
        pivots.append(pivot)
        spent += (len(pivot.factors) + 1) * (len(pivot.rest) + 1)
        if most is not None and spent > most:
            raise TooDense(f"a system of {len(rows)} equations is too dense to be solved exactly")
        for other in pivot.factors:
            heapq.heappush(waiting, (len(work[other]), other))
    return pivots


def cleared(work: list[Row], users: list[set[int]], place: int, prime: int) -> Pivot:
    """Clear the sparsest column of a row from all other rows."""
    row = work[place]
    column = min(row, key=lambda at: (len(users[at]), at))
    inverse = pow(row[column], -1, prime)
    rest = {at: value for at, value in row.items() if at != column}
    for at in row:
        users[at].discard(place)
    factors = {}
    for other in sorted(users[column]):
        target = work[other]
        factors[other] = factor = target.pop(column) * inverse % prime
        for at, value in rest.items():
            left = (target.get(at, 0) - factor * value) % prime
            if left:
                target[at] = left
                users[at].add(other)
            elif at in target:
                del target[at]
                users[at].discard(other)
    return Pivot(place, column, inverse, rest, factors)


def digit_of(pivots: Sequence[Pivot], prime: int, residue: Sequence[int]) -> list[int]:
    """Solve modulo the prime by forward and back substitution."""
    side, digit = [value % prime for value in residue], [0] * len(residue)
    for pivot in pivots:
        if value := side[pivot.row]:
            for other, factor in pivot.factors.items():
                side[other] = (side[other] - factor * value) % prime
    for pivot in reversed(pivots):
        value = side[pivot.row] - sum([factor * digit[at] for at, factor in pivot.rest.items()])
        digit[pivot.column] = value * pivot.inverse % prime
    return digit


def lifted(rows: Sequence[Row], pivots: Sequence[Pivot], prime: int, wanted: list[int],
           most: int | None) -> tuple[tuple[list[int], int], int]:  # fmt: skip
    """Solve for one integer right side: numerators and a common denominator.

    The second part is the number of p-adic digits used, at most `most`.
    """
    residue, solution, power, attempt = list(wanted), [0] * len(rows), 1, 2
    digits = 0
    while True:
        if digits == most:
            raise TooDense(f"the solution of {len(rows)} equations has too many digits")
        digit = digit_of(pivots, prime, residue)
        residue = [
            (value - sum([factor * digit[at] for at, factor in row.items()])) // prime
            for value, row in zip(residue, rows, strict=True)
        ]
        solution = [value + power * d for value, d in zip(solution, digit, strict=True)]
        power *= prime
        digits += 1
        # reconstruction is tried after 2, 4, 8, ... digits, so that its cost stays in proportion
        if digits == attempt or not any(residue):
            candidate = rational(solution, power)
            if candidate is not None and satisfied(rows, candidate, wanted):
                return candidate, digits
            attempt *= 2


def rational(residues: Sequence[int], modulus: int) -> tuple[list[int], int] | None:
    """Reconstruct small numerators over one small denominator from residues; None if none fit."""
    bound, common = math.isqrt(modulus // 2), 1
    numerators: list[int] = []
    for residue in residues:
        value = centred(residue * common, modulus)
        if abs(value) > bound:
            part = denominator_of(residue * common % modulus, modulus, bound)
            common *= part
            if common > bound:
                return None
            numerators = [numerator * part for numerator in numerators]
            value = centred(residue * common, modulus)
        numerators.append(value)
    return numerators, common


def centred(value: int, modulus: int) -> int:
    """Return the representative of least absolute value."""
    value %= modulus
    return value - modulus if 2 * value > modulus else value


def denominator_of(residue: int, modulus: int, bound: int) -> int:
    """Return the denominator of the bounded fraction congruent to a residue [2]_."""
    above, below, before, after = modulus, residue, 0, 1
    while below > bound:
        quotient = above // below
        above, below = below, above - quotient * below
        before, after = after, before - quotient * after
    return abs(after)


def satisfied(rows: Sequence[Row], found: tuple[list[int], int], wanted: Sequence[int]) -> bool:
    """Check that numerators over a common denominator solve the system."""
    numerators, common = found
    return all(
        sum([factor * numerators[at] for at, factor in row.items()]) == value * common
        for row, value in zip(rows, wanted, strict=True)
    )
