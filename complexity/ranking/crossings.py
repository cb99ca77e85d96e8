"""Bounds on the crossings of polynomial costs, by Descartes' rule of signs.

References
----------
.. [1] Descartes, *La Géométrie* (1637), book III: a real polynomial has at most as many positive
   roots as its coefficients, in order, have changes of sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb

from ..pricing.logs import (
    LogSum,
    log2,
    log2_of_factors,
    minus,
    rational,
    scale,
    sign,
    total,
)
from ..pricing.prices import Price
from ..scaling.forms import polynomial
from .growth import Growth

Polynomial = Sequence[Fraction]


def cross_at_most_once(first: Growth, second: Growth, rate: Price, start: int) -> bool:
    """Whether the order of two programs changes at most once after `start`, if the forms hold.

    False also means that the rule does not decide: it needs polynomials, and a price that has only
    linear charges or a single logarithmic one.
    """
    bits = (log2_of_factors(growth.factors) for growth in (first, second))
    lengths = scale(minus(*bits), rate.bits)
    measures = [m for m, _ in (*rate.linear, *rate.logarithmic)]
    if any(m not in growth.forms for m in measures for growth in (first, second)):
        return False
    polynomials = [{m: polynomial(growth.forms[m]) for m in measures} for growth in (first, second)]
    known = [{m: p for m, p in costs.items() if p is not None} for costs in polynomials]
    if any(len(costs) < len(set(measures)) for costs in known):
        return False
    if not rate.logarithmic:
        charges = [(cost, known[0][m], known[1][m]) for m, cost in rate.linear]
        return _changes(_linear_signs(charges, lengths, start)) <= 1
    if rate.linear or len(rate.logarithmic) > 1:
        return False
    measure, cost = rate.logarithmic[0]
    lead = scale(lengths, 1 / cost)
    return _changes(_product_signs(known[0][measure], known[1][measure], lead, start)) <= 1


def shift(coefficients: Polynomial, start: int) -> list[Fraction]:
    """The coefficients of p(start + x), lowest first.

    Examples
    --------
    >>> [str(c) for c in shift([Fraction(0), Fraction(0), Fraction(1)], 3)]
    ['9', '6', '1']
    """
    size = len(coefficients)
    return [
        sum(
            (c * comb(k, i) * start ** (k - i) for k, c in enumerate(coefficients) if k >= i),
            Fraction(0),
        )
        for i in range(size)
    ]


def _linear_signs(
    charges: Sequence[tuple[Fraction, Polynomial, Polynomial]], lengths: LogSum, start: int
) -> list[int]:
    """The signs of L1 - L2 + the sum of cost (p - q), shifted; only the constant is irrational."""
    degree = max((len(p) for charge in charges for p in charge[1:]), default=1)
    difference = [Fraction(0)] * degree
    for cost, p, q in charges:
        for k, value in enumerate(p):
            difference[k] += cost * value
        for k, value in enumerate(q):
            difference[k] -= cost * value
    constant, *rest = shift(difference, start)
    return [sign(total([lengths, rational(constant)])), *((c > 0) - (c < 0) for c in rest)]


def _product_signs(p: Polynomial, q: Polynomial, lead: LogSum, start: int) -> list[int]:
    """The signs of 2^lead p - q, shifted; it is negative iff L1 + a log2 p < L2 + a log2 q."""
    degree = max(len(p), len(q))
    padded = ([*c, *[Fraction(0)] * (degree - len(c))] for c in (p, q))
    first, second = (shift(c, start) for c in padded)
    return [_sign_of_difference(x, y, lead) for x, y in zip(first, second, strict=True)]


def _sign_of_difference(x: Fraction, y: Fraction, lead: LogSum) -> int:
    """The sign of 2^lead x - y."""
    if x * y <= 0:
        return (x > y) - (x < y)
    larger = sign(total([lead, log2(x / y)]))
    return larger if x > 0 else -larger


def _changes(signs: Sequence[int]) -> int:
    kept = [s for s in signs if s]
    return sum(left != right for left, right in pairwise(kept))
