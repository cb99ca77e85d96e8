"""Rational enclosures of logarithms and harmonic numbers, of any precision, by integers."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache
from math import comb

Interval = tuple[Fraction, Fraction]

ANCHOR = 64  # the index of the harmonic number from which larger ones are computed
BERNOULLI_TERMS = 60


def scale_bits(precision: int) -> int:
    """The number of fractional bits with which enclosures are 2^-precision wide."""
    return precision + precision.bit_length() + 8


@lru_cache(maxsize=1 << 16)
def log2_scaled(value: int, precision: int) -> tuple[int, int]:
    """Integers that enclose 2^`scale_bits` log2 of an integer >= 1.

    Notes
    -----
    value = 2^k m with 1 <= m < 2, and log2 m = ln m / ln 2 with ln x = 2 artanh((x-1)/(x+1)); the
    series is summed in integers, every rounding downwards for one end and upwards for the other.
    """
    bits = scale_bits(precision)
    whole = value.bit_length() - 1
    low, high = _artanh_bounds(value - (1 << whole), value + (1 << whole), bits)
    two_low, two_high = _artanh_bounds(1, 3, bits)
    below, above = (low << bits) // two_high, -((-high << bits) // two_low)
    return (whole << bits) + below, (whole << bits) + above


def ln_bounds(value: int, precision: int) -> Interval:
    """Rationals that enclose the natural logarithm of an integer >= 1."""
    whole = value.bit_length() - 1
    low, high = _artanh_bounds(value - (1 << whole), value + (1 << whole), precision)
    two_low, two_high = _artanh_bounds(1, 3, precision)
    unit = Fraction(2, 1 << precision)
    return (low + whole * two_low) * unit, (high + whole * two_high) * unit


@lru_cache(maxsize=1 << 16)
def _artanh_bounds(numerator: int, denominator: int, bits: int) -> tuple[int, int]:
    """Integers that enclose 2^bits artanh(numerator/denominator), for an argument in [0, 1/3]."""
    low = (numerator << bits) // denominator
    high = -((-numerator << bits) // denominator)
    return _series_below(low, bits), _series_above(high, bits)


def _series_below(argument: int, bits: int) -> int:
    square = argument * argument >> bits
    power, odd, result = argument, 1, 0
    while power:
        result += power // odd
        power, odd = power * square >> bits, odd + 2
    return result


def _series_above(argument: int, bits: int) -> int:
    """The series rounded up; once a power is at most one unit, two units bound the rest."""
    square = -(-argument * argument >> bits)
    power, odd, result = argument, 1, 0
    while power > 1:
        result += -(-power // odd)
        power, odd = -(-power * square >> bits), odd + 2
    return result + 2 * power


@lru_cache(maxsize=1 << 12)
def harmonic(n: int) -> Fraction:
    """The exact harmonic number H(n) = 1 + 1/2 + ... + 1/n, a sum of n terms."""
    return sum((Fraction(1, k) for k in range(1, n + 1)), Fraction(0))


@lru_cache(maxsize=1 << 12)
def harmonic_bounds(n: int) -> Interval:
    """Rationals that enclose H(n), closer than 10^-100, without summing n terms.

    Notes
    -----
    H(n) = ln n + gamma + 1/(2n) - sum of B(2k) / (2k n^2k), an asymptotic series whose error is
    less than the first term left out; subtracting the same for n = 64 removes gamma. [1]_

    References
    ----------
    .. [1] Graham, Knuth and Patashnik, *Concrete Mathematics*, 9.6 (Euler's summation formula).
    """
    if n <= ANCHOR:
        return harmonic(n), harmonic(n)
    precision = 400 + n.bit_length()
    (low, high), (down, up) = ln_bounds(n, precision), ln_bounds(ANCHOR, precision)
    (here, slack), (there, more) = _correction(n), _correction(ANCHOR)
    exact, error = harmonic(ANCHOR) + here - there, slack + more
    return exact + low - up - error, exact + high - down + error


def _correction(n: int) -> tuple[Fraction, Fraction]:
    """The part of H(n) besides ln n + gamma, rounded to units, and a bound on its error."""
    terms = [bernoulli(2 * k) / (2 * k * n ** (2 * k)) for k in range(1, BERNOULLI_TERMS + 1)]
    unit = 1 << (400 + n.bit_length())
    rounded = Fraction(round((Fraction(1, 2 * n) - sum(terms[:-1])) * unit), unit)
    return rounded, abs(terms[-1]) + Fraction(1, unit)


@cache
def bernoulli(index: int) -> Fraction:
    """The Bernoulli number B(index), by its recurrence."""
    if index == 0:
        return Fraction(1)
    if index > 1 and index % 2:
        return Fraction(0)
    found = sum((comb(index + 1, k) * bernoulli(k) for k in range(index)), Fraction(0))
    return -found / (index + 1)
