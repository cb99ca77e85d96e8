"""Exact solutions of linear systems with rational coefficients.

The matrix is inverted modulo one large prime; each right side is then solved digit by digit to
that base, and the rational solution is read off its first digits as soon as it satisfies the
system [1]_. What is returned has been checked by substitution.

References
----------
.. [1] J. Dixon, "Exact solution of linear equations using p-adic expansions", Numerische
   Mathematik 40, 1982.
.. [2] P. Wang, "A p-adic algorithm for univariate partial fractions", SYMSAC 1981: the rational
   number of small terms that a residue stands for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

PRIMES = (2**61 - 1, 2**89 - 1, 2**107 - 1)  # Mersenne primes

Row = dict[int, int]  # column -> coefficient


class Singular(Exception):
    """A system that has no unique solution (or a multiple of every prime as its determinant)."""


def solve(matrix: Sequence[dict[int, Fraction]],
          columns: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:  # fmt: skip
    """The solutions x of ``matrix x = b`` for each column b.

    Parameters
    ----------
    matrix : its rows, each as the coefficients that are not zero by column

    Raises
    ------
    Singular
        If there is no unique solution.

    Examples
    --------
    >>> solve([{0: Fraction(2)}], [[Fraction(1)], [Fraction(0)]])
    [[Fraction(1, 2)], [Fraction(0, 1)]]
    """
    scales = [math.lcm(*(value.denominator for value in row.values())) for row in matrix]
    rows = [{at: int(value * scale) for at, value in row.items()}
            for row, scale in zip(matrix, scales, strict=True)]  # fmt: skip
    prime, inverse = inverted(rows)
    solutions = []
    for column in columns:
        scaled = [value * scale for value, scale in zip(column, scales, strict=True)]
        common = math.lcm(*(value.denominator for value in scaled))
        wanted = [int(value * common) for value in scaled]
        numerators, denominator = lifted(rows, inverse, prime, wanted)
        solutions.append([Fraction(value, denominator * common) for value in numerators])
    return solutions


def inverted(rows: Sequence[Row]) -> tuple[int, list[list[int]]]:
    """A prime, and the inverse of a matrix modulo it."""
    for prime in PRIMES:
        inverse = inverse_modulo(rows, prime)
        if inverse is not None:
            return prime, inverse
    raise Singular(f"a system of {len(rows)} equations has no unique solution")


def inverse_modulo(rows: Sequence[Row], prime: int) -> list[list[int]] | None:
    """Gauss and Jordan's elimination modulo a prime."""
    size = len(rows)
    work = [[row.get(at, 0) % prime for at in range(size)] + [0] * size for row in rows]
    for place in range(size):
        work[place][size + place] = 1
    for place in range(size):
        pivot = next((at for at in range(place, size) if work[at][place]), None)
        if pivot is None:
            return None
        work[place], work[pivot] = work[pivot], work[place]
        scale = pow(work[place][place], -1, prime)
        chosen = work[place] = [value * scale % prime for value in work[place]]
        for at, row in enumerate(work):
            if at != place and (factor := row[place]):
                work[at] = [(a - factor * b) % prime for a, b in zip(row, chosen, strict=True)]
    return [row[size:] for row in work]


def lifted(rows: Sequence[Row], inverse: list[list[int]], prime: int,
           wanted: list[int]) -> tuple[list[int], int]:  # fmt: skip
    """Numerators and a common denominator of the solution for one integer right side."""
    residue, solution, power, attempt = list(wanted), [0] * len(rows), 1, 2
    digits = 0
    while True:
        digit = [sum([a * b for a, b in zip(row, residue, strict=True)]) % prime for row in inverse]
        residue = [
            (value - sum([factor * digit[at] for at, factor in row.items()])) // prime
            for value, row in zip(residue, rows, strict=True)
        ]
        solution = [value + power * d for value, d in zip(solution, digit, strict=True)]
        power *= prime
        digits += 1
        if digits == attempt or not any(residue):
            found = rational(solution, power)
            if found is not None and satisfied(rows, found, wanted):
                return found
            attempt *= 2


def rational(residues: Sequence[int], modulus: int) -> tuple[list[int], int] | None:
    """Small numerators over one small denominator that residues stand for, if there are such."""
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
    """The residue of least absolute value."""
    value %= modulus
    return value - modulus if 2 * value > modulus else value


def denominator_of(residue: int, modulus: int, bound: int) -> int:
    """The denominator of the fraction of terms up to a bound that a residue stands for [2]_."""
    above, below, before, after = modulus, residue, 0, 1
    while below > bound:
        quotient = above // below
        above, below = below, above - quotient * below
        before, after = after, before - quotient * after
    return abs(after)


def satisfied(rows: Sequence[Row], found: tuple[list[int], int], wanted: Sequence[int]) -> bool:
    """Whether numerators over a denominator solve the system."""
    numerators, common = found
    return all(
        sum([factor * numerators[at] for at, factor in row.items()]) == value * common
        for row, value in zip(rows, wanted, strict=True)
    )
