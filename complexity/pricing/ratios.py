"""Quotients of two `LogSum`s: the prices at which two scores are equal.

A rent b solves L1 + b t1 = L2 + b t2, a quotient of a logarithm and a rational; an exponent a
solves L1 + a log2 t1 = L2 + a log2 t2, a quotient of two logarithms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from ..scaling.enclosures import Interval
from .coprime import coprime_base, exponents
from .logs import (
    FIRST_PRECISION,
    LogSum,
    canonical,
    compare,
    enclose,
    scale,
    sign,
)

LAST_PRECISION = 1 << 14
WIDTH = Fraction(1, 1 << 40)  # of an enclosure, relative to the value


class Undistinguished(Exception):
    """Two quotients agree to `LAST_PRECISION` bits, but could not be proved equal."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The number `numerator` / `denominator`, with a positive denominator."""

    numerator: LogSum
    denominator: LogSum


def ratio(numerator: LogSum, denominator: LogSum) -> Ratio:
    """Make the quotient of two numbers.

    Raises
    ------
    ZeroDivisionError
        If the denominator is exactly 0.
    """
    direction = sign(denominator)
    if direction == 0:
        raise ZeroDivisionError("the quotient of two scores with a difference of 0 below")
    return Ratio(scale(numerator, direction), scale(denominator, direction))


def compare_ratios(left: Ratio, right: Ratio) -> int:
    """-1, 0 or 1 as `left` is less than, equal to or greater than `right`, exactly.

    Notes
    -----
    With rational denominators, this is a comparison of two `LogSum`s, which is always decided.
    Products of two logarithms are equal when they are the same quadratic form in the logarithms of
    a coprime base; that they are never equal otherwise is a case of Schanuel's conjecture, so
    beyond `LAST_PRECISION` bits the result is an error rather than a guess.

    Raises
    ------
    Undistinguished
        If enclosures do not separate two quotients that are not the same form.
    """
    if not left.denominator.terms and not right.denominator.terms:
        return compare(
            scale(left.numerator, right.denominator.rational),
            scale(right.numerator, left.denominator.rational),
        )
    precision = FIRST_PRECISION
    while precision <= LAST_PRECISION:
        (low, high), (down, up) = bounds(left, precision), bounds(right, precision)
        if high < down or up < low:
            return -1 if high < down else 1
        if precision == FIRST_PRECISION and _same_form(left, right):
            return 0
        precision *= 2
    raise Undistinguished(f"{spell(left)} and {spell(right)} agree to {LAST_PRECISION} bits")


def bounds(value: Ratio, precision: int) -> Interval:
    """Rationals that enclose a quotient, from enclosures of both parts."""
    low, high = enclose(value.numerator, precision)
    down, up = enclose(value.denominator, precision)
    while down <= 0:  # the denominator is positive, so enough bits separate it from 0
        precision *= 2
        down, up = enclose(value.denominator, precision)
    return min(low / down, low / up), max(high / down, high / up)


def enclose_ratio(value: Ratio, width: Fraction = WIDTH) -> Interval:
    """Rationals that enclose a quotient, at a relative distance of at most `width`."""
    exact = rational_value(value)
    if exact is not None:
        return exact, exact
    precision = FIRST_PRECISION
    while True:
        low, high = bounds(value, precision)
        if high - low <= width * min(abs(low), abs(high)):
            return low, high
        precision *= 2


def rational_value(value: Ratio) -> Fraction | None:
    """The value of a rational quotient; None if it is irrational.

    Notes
    -----
    Over independent logarithms, it is rational iff the coefficients are proportional.
    """
    above, below = _over_one_base([value.numerator, value.denominator])
    if not above:
        return Fraction(0)
    quotients = {above.get(b, Fraction(0)) / c for b, c in below.items()}
    return quotients.pop() if len(quotients) == 1 and above.keys() == below.keys() else None


def integers_around(value: Ratio) -> tuple[int, int]:
    """The floor and the ceiling of a quotient."""
    exact = rational_value(value)
    precision = FIRST_PRECISION
    low, high = (exact, exact) if exact is not None else bounds(value, precision)
    while exact is None and low // 1 != high // 1:
        precision *= 2
        low, high = bounds(value, precision)
    return low // 1, -(-high // 1)


def spell(value: Ratio) -> str:
    """Spell out a quotient exactly: a rational, or logarithms of rationals.

    Examples
    --------
    >>> from complexity.pricing.logs import log2
    >>> spell(ratio(log2(12), log2(5)))
    'log2(12) / log2(5)'
    >>> spell(ratio(log2(8), log2(2)))
    '3'
    """
    exact = rational_value(value)
    if exact is not None:
        return str(exact)
    above, below = spell_sum(value.numerator), spell_sum(value.denominator)
    return above if below == "1" else f"{above} / {below}"


def spell_sum(number: LogSum) -> str:
    """Spell out a number exactly: a rational, a logarithm of a rational, or their sum.

    Examples
    --------
    >>> from complexity.pricing.logs import log2, scale
    >>> spell_sum(scale(log2(12), Fraction(1, 2)))
    '(log2(12) / 2)'
    """
    whole, terms = number.rational, canonical(number).terms
    common = lcm(*(c.denominator for _, c in terms))
    alone = not terms or (whole * common).denominator > 1
    powers = {} if alone else {2: int(whole * common)}
    powers |= {b: int(c * common) for b, c in terms}
    logarithm = f"log2({_product(powers)})"
    logarithm = logarithm if common == 1 else f"({logarithm} / {common})"
    if not alone:
        return logarithm
    plain = str(whole) if whole.denominator == 1 else f"({whole})"
    return f"({whole} + {logarithm})" if terms else plain


def _product(powers: Mapping[int, int]) -> str:
    """Format a product of powers: as a number of up to 24 digits, else as powers."""
    above = {b: e for b, e in powers.items() if e > 0}
    below = {b: -e for b, e in powers.items() if e < 0}
    bits = [sum(e * b.bit_length() for b, e in part.items()) for part in (above, below)]
    if max(bits) <= 80:
        return str(Fraction(_multiply(above), _multiply(below)))
    top, bottom = _powers(above), _powers(below)
    return top if not below else f"{top} / ({bottom})"


def _multiply(powers: Mapping[int, int]) -> int:
    return prod(base**exponent for base, exponent in powers.items())


def _powers(powers: Mapping[int, int]) -> str:
    parts = [f"{b}^{e}" if e > 1 else f"{b}" for b, e in sorted(powers.items())]
    return " * ".join(parts) or "1"


def _over_one_base(numbers: list[LogSum]) -> list[dict[int, Fraction]]:
    """Each number's coefficients over one coprime base; 2 stands for the rational part."""
    base = coprime_base([b for number in numbers for b, _ in number.terms])
    return [_coefficients(number, base) for number in numbers]


def _coefficients(number: LogSum, base: list[int]) -> dict[int, Fraction]:
    found = {2: number.rational}
    for value, coefficient in number.terms:
        for b, power in exponents(value, base).items():
            found[b] = found.get(b, Fraction(0)) + coefficient * power
    return {b: c for b, c in found.items() if c}


def _same_form(left: Ratio, right: Ratio) -> bool:
    """Whether the cross products are the same quadratic form in independent logarithms."""
    numbers = [left.numerator, right.denominator, right.numerator, left.denominator]
    a, b, c, d = _over_one_base(numbers)
    return _form(a, b) == _form(c, d)


def _form(left: Mapping[int, Fraction], right: Mapping[int, Fraction]) -> dict[object, Fraction]:
    found: dict[object, Fraction] = {}
    for p, x in left.items():
        for q, y in right.items():
            pair = (min(p, q), max(p, q))
            found[pair] = found.get(pair, Fraction(0)) + x * y
    return {pair: value for pair, value in found.items() if value}


def midpoint(value: Ratio) -> float:
    """A quotient as a float, for display."""
    low, high = enclose_ratio(value)
    return float((low + high) / 2)
