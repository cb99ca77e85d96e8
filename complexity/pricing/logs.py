"""Exact numbers r + sum of c log2 b, which represent scores, and their comparison.

A price adds rationals to rational multiples of logarithms, so a score is a `LogSum`. Its sign is
decided exactly: by enclosures of growing precision where it is not zero, and where it is, by the
linear independence of the logarithms of pairwise coprime integers (unique factorisation).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..scaling.enclosures import Interval, log2_scaled, scale_bits
from .coprime import coprime_base, exponents, strip_twos

FIRST_PRECISION = 64


@dataclass(frozen=True, slots=True)
class LogSum:
    """The number `rational` + the sum of c log2 b over (b, c) in `terms`.

    Attributes
    ----------
    rational : the rational part; log2 2 = 1 is counted here
    terms : pairs (odd base > 1, coefficient other than 0), bases ascending and distinct
    """

    rational: Fraction
    terms: tuple[tuple[int, Fraction], ...] = ()


ZERO = LogSum(Fraction(0))


def rational(value: int | Fraction) -> LogSum:
    """A rational number as a `LogSum`."""
    return LogSum(Fraction(value))


def _collect(constant: Fraction, terms: Iterable[tuple[int, Fraction]]) -> LogSum:
    total: dict[int, Fraction] = {}
    for base, coefficient in terms:
        total[base] = total.get(base, Fraction(0)) + coefficient
    return LogSum(constant, tuple(sorted((b, c) for b, c in total.items() if c)))


def log2(value: int | Fraction) -> LogSum:
    """The binary logarithm of a positive rational, exact.

    Raises
    ------
    ValueError
        If `value` is not positive.

    Examples
    --------
    >>> log2(8)
    LogSum(rational=Fraction(3, 1), terms=())
    >>> log2(Fraction(12, 5)).terms
    ((3, Fraction(1, 1)), (5, Fraction(-1, 1)))
    """
    value = Fraction(value)
    if value <= 0:
        raise ValueError(f"log2 of {value}: a logarithm needs a positive number")
    up, above = strip_twos(value.numerator)
    down, below = strip_twos(value.denominator)
    terms = [(b, Fraction(c)) for b, c in ((above, 1), (below, -1)) if b > 1]
    return _collect(Fraction(up - down), terms)


def log2_of_factors(factors: Mapping[int, int]) -> LogSum:
    """The exact log2 of the product of base^exponent, without computing the product.

    Examples
    --------
    >>> log2_of_factors({2: 100_000, 3: 1})
    LogSum(rational=Fraction(100000, 1), terms=((3, Fraction(1, 1)),))
    """
    return _length(tuple(sorted(factors.items())))


@lru_cache(maxsize=1 << 12)
def _length(factors: tuple[tuple[int, int], ...]) -> LogSum:
    return total(scale(log2(base), exponent) for base, exponent in factors)


def total(parts: Iterable[LogSum]) -> LogSum:
    """The sum of several numbers."""
    listed = list(parts)
    constant = sum((part.rational for part in listed), Fraction(0))
    return _collect(constant, (term for part in listed for term in part.terms))


def scale(number: LogSum, factor: int | Fraction) -> LogSum:
    """Multiply a number by a rational."""
    if not factor:
        return ZERO
    exact = Fraction(factor)
    return LogSum(number.rational * exact, tuple((b, c * exact) for b, c in number.terms))


def minus(left: LogSum, right: LogSum) -> LogSum:
    """The difference of two numbers."""
    return total((left, scale(right, -1)))


def canonical(number: LogSum) -> LogSum:
    """The same number over pairwise coprime bases, over which only 0 has no terms."""
    base = coprime_base([b for b, _ in number.terms])
    return LogSum(number.rational, _over(number, base))


def _over(number: LogSum, base: list[int]) -> tuple[tuple[int, Fraction], ...]:
    pairs = (
        (b, coefficient * power)
        for value, coefficient in number.terms
        for b, power in exponents(value, base).items()
    )
    return _collect(Fraction(0), pairs).terms


def is_zero(number: LogSum) -> bool:
    """Whether a number is exactly 0.

    Notes
    -----
    Over odd, pairwise coprime bases b > 1 the numbers 1 and log2 b are linearly independent over
    the rationals: clear denominators and compare the prime factors of both sides.
    """
    exact = canonical(number)
    return not exact.rational and not exact.terms


def sign(number: LogSum) -> int:
    """The sign of a number, -1, 0 or 1, decided exactly.

    Examples
    --------
    >>> sign(minus(scale(log2(3), 12), rational(19)))  # 3^12 = 531441 > 2^19 = 524288
    1
    >>> sign(minus(log2(15), total([log2(3), log2(5)])))
    0
    """
    precision = FIRST_PRECISION
    while True:
        low, high = enclose(number, precision)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        if low == high or (precision == FIRST_PRECISION and is_zero(number)):
            return 0
        precision *= 2


def compare(left: LogSum, right: LogSum) -> int:
    """-1, 0 or 1 as `left` is less than, equal to or greater than `right`, exactly."""
    if left == right:
        return 0
    (low, high), (down, up) = (enclose(number, FIRST_PRECISION) for number in (left, right))
    if high < down or up < low:
        return -1 if high < down else 1
    return sign(minus(left, right))


def approximate(number: LogSum) -> float:
    """A number as a float, for display."""
    low, high = enclose(number, 2 * FIRST_PRECISION)
    return float((low + high) / 2)


def enclose(number: LogSum, precision: int) -> Interval:
    """Rationals that enclose a number; their distance halves with every bit of `precision`."""
    if not number.terms:
        return number.rational, number.rational
    low = high = 0
    for base, coefficient in number.terms:
        below, above = log2_scaled(base, precision)
        top, bottom = coefficient.numerator, coefficient.denominator
        if top < 0:
            below, above = above, below
        low, high = low + top * below // bottom, high - (-top * above // bottom)
    unit = 1 << scale_bits(precision)
    exact = number.rational
    return exact + Fraction(low, unit), exact + Fraction(high, unit)
