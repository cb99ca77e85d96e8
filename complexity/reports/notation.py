"""The notation of numbers for people: exact if short, with the mark of their evidence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ..measuring.figures import Count, Evidence, Figure

MARKS: dict[Evidence, str] = {
    Evidence.PROVED: "!",
    Evidence.EXACT: "=",
    Evidence.FITTED: "^",
    Evidence.SAMPLED: "~",
    Evidence.WITNESSED: "+",
    Evidence.UNKNOWN: "?",
}

MEANINGS: dict[Evidence, str] = {
    Evidence.PROVED: "proved for all sizes",
    Evidence.EXACT: "exact, on every input of the size",
    Evidence.FITTED: "fitted to exact values: a conjecture",
    Evidence.SAMPLED: "sampled",
    Evidence.WITNESSED: "a lower bound",
    Evidence.UNKNOWN: "not known; a number is the mean of the runs drawn",
}

UNBOUNDED = "no bound"
INFINITE = "infinite"
ABSENT = "-"


def number(value: Fraction | int | float | None) -> str:
    """Format a number in at most about twelve characters; integers in full up to 999,999,999."""
    if value is None:
        return ABSENT
    if isinstance(value, float):
        return decimal(value)
    if value.denominator == 1:
        whole = int(value)
        return f"{whole:,}" if abs(whole) < 10**9 else scientific(value)
    return decimal(value)


def decimal(value: Fraction | float) -> str:
    """Format a number with two decimals, or three digits, or a power of ten if large or small.

    Examples
    --------
    >>> decimal(1234.5), decimal(0.02251), decimal(Fraction(1, 3 * 10**6))
    ('1,234.50', '0.0225', '3.33e-7')
    """
    if isinstance(value, float) and not math.isfinite(value):
        return INFINITE
    size = abs(Fraction(value))
    if size and not Fraction(1, 10_000) <= size < 10**9:
        return scientific(value)
    places = next((k for k in (2, 3, 4, 5) if size >= Fraction(10) ** (2 - k)), 6)
    return f"{float(value):,.{places if size else 2}f}"


def scientific(value: Fraction | int | float) -> str:
    """Format a number as a mantissa and a power of ten; its size may exceed a float's range."""
    exact = Fraction(value)
    exponent = math.floor(log2(abs(exact)) * math.log10(2))
    mantissa = float(exact / Fraction(10) ** exponent)
    if abs(mantissa) >= 9.995:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{mantissa:.2f}e{exponent}"


def brief(text: str) -> str:
    """Shorten a number with two decimals to about four significant digits; others are unchanged.

    Examples
    --------
    >>> brief("36,430.12="), brief("122.50~"), brief("0.0225"), brief("22="), brief("7.25")
    ('36,430=', '122.5~', '0.0225', '22=', '7.25')
    """
    found = re.fullmatch(r"([\d,]+)(\.\d\d)(\D?)", text)
    if found is None or len(found[1]) < 2:
        return text
    value = Decimal((found[1] + found[2]).replace(",", ""))
    return f"{value:,.{0 if value >= 1000 else 1}f}{found[3]}"


def log2(value: Fraction | int) -> float:
    """log2 of a positive rational of any size, as a float."""
    exact = Fraction(value)
    return _log2(exact.numerator) - _log2(exact.denominator)


def _log2(value: int) -> float:
    shift = max(0, value.bit_length() - 1000)
    return math.log2(value >> shift) + shift


def product(factors: Mapping[int, int]) -> int:
    """The weight with these prime factors."""
    return math.prod(prime**power for prime, power in factors.items())


def bits_of(factors: Mapping[int, int]) -> float:
    """log2 of the weight with these prime factors."""
    return math.fsum(power * math.log2(prime) for prime, power in factors.items())


def mean(figure: Figure | None) -> str:
    """The mean of a figure with its mark."""
    if figure is None:
        return ABSENT
    if figure.infinite:
        return INFINITE + MARKS[figure.evidence]
    exact: Fraction | float | None = figure.mean
    value = exact if exact is not None else figure.approximate
    if value is None:
        return number(figure.drawn) + MARKS[Evidence.UNKNOWN]
    if figure.evidence is Evidence.WITNESSED and value == int(value):
        value = int(value)
    return number(value) + MARKS[figure.evidence]


def worst(figure: Figure | None) -> str:
    """The worst case of a figure with its mark; it may be unbounded."""
    if figure is None:
        return ABSENT
    if figure.unbounded:
        return UNBOUNDED
    value = figure.worst if figure.worst is not None else figure.worst_approximate
    if value is None:
        return ABSENT + MARKS[Evidence.UNKNOWN]
    return number(value) + MARKS[figure.worst_evidence]


def worst_expected(figure: Figure | None) -> str:
    """The worst expectation over inputs, with its mark."""
    if figure is not None and figure.infinite:
        return mean(figure)
    if figure is None or figure.worst_expected is None:
        return worst(figure)
    return number(figure.worst_expected) + MARKS[figure.evidence]


def steps_of(figure: Figure | None, statistic: str) -> Fraction | None:
    """A measure under a statistic: exact, or from a float; None for a mere lower bound."""
    if figure is None or figure.infinite:
        return None
    if statistic == "worst":
        exact = figure.worst_expected
        return exact if exact is not None or figure.worst is None else Fraction(figure.worst)
    if figure.evidence is Evidence.WITNESSED:
        return None
    if figure.mean is None and figure.approximate is not None:
        return Fraction(figure.approximate)
    return figure.mean


def count(value: Count) -> str:
    """The mean of a count of charges or executions."""
    known = value.mean if value.mean is not None else value.approximate
    return INFINITE if known is None else number(known)


def legend(kinds: set[Evidence]) -> str:
    """The legend of the marks of some kinds of evidence, strongest first."""
    used = [kind for kind in Evidence if kind in kinds]
    return "; ".join(f"{MARKS[kind]} {MEANINGS[kind]}" for kind in used)


def plural(amount: int, noun: str) -> str:
    """An amount with its noun, in the plural where needed."""
    return f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {noun}s"
