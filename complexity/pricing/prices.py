"""Prices: the cost of a bit, a step, a level and a word, and the resulting score.

J = L + a log2 t + b t + c d + e m + f log2 m, with t steps, d levels and m words; a bit costs 1
unless a price says otherwise.

References
----------
.. [1] Allender, Buhrman, Koucky, van Melkebeek and Ronneburger, *Power from random strings*,
   SIAM J. Comput. 35 (2006): KT.
.. [2] Schmidhuber, *The speed prior*, COLT (2002): a program of length L that takes t steps is
   first run to its end in phase i = L + log2 t of FAST, and weighs 2^-i 2^-L there.
.. [3] Hubinger, *Are minimal circuits deceptive?* (2019).
.. [4] Christiano, in a comment on speed priors: what is delegated to a search is found in time
   2^L, so that a doubling of time costs two bits where it cost one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from ..semantics.measures import PRICED
from .logs import LogSum, log2, log2_of_factors, rational, scale, total

# letter in a formula -> the measure that it prices, and whether by its logarithm
LETTERS = {
    "a": ("time", True),
    "b": ("time", False),
    "c": ("span", False),
    "e": ("memory", False),
    "f": ("memory", True),
}
SYMBOLS = {"time": "t", "span": "d", "memory": "m"}


@dataclass(frozen=True, slots=True)
class Price:
    """The price of measures, in bits.

    Attributes
    ----------
    name : the printed name
    linear : (measure, bits per unit); positive, each measure once, in the order of `PRICED`
    logarithmic : (measure, bits per doubling); likewise
    bits : what a bit of the length costs; 0 if the length is free
    statistic : over the inputs of a size, mean or worst, if the price prescribes it; else ""
    """

    name: str
    linear: tuple[tuple[str, Fraction], ...] = ()
    logarithmic: tuple[tuple[str, Fraction], ...] = ()
    bits: Fraction = Fraction(1)
    statistic: str = ""


class Unpriced(Exception):
    """A measure that a price needs is unknown; the message names it."""


class BadPrice(ValueError):
    """A text is not a price; the message says what to write."""


def price(
    name: str,
    linear: Mapping[str, int | Fraction] | None = None,
    logarithmic: Mapping[str, int | Fraction] | None = None,
    bits: int | Fraction = 1,
    statistic: str = "",
) -> Price:
    """Make a price from the cost of each measure, and of a bit.

    Raises
    ------
    BadPrice
        If a measure has no price (`draws` is not rational) or a price is negative.

    Examples
    --------
    >>> describe(price("mine", {"time": Fraction(1, 8)}, {"memory": 1}))
    'L + 1/8 t + log2 m'
    """
    return Price(name, _terms(linear or {}), _terms(logarithmic or {}), Fraction(bits), statistic)


def _terms(costs: Mapping[str, int | Fraction]) -> tuple[tuple[str, Fraction], ...]:
    for measure, cost in costs.items():
        if measure not in PRICED:
            _refuse(f"no price can be put on {measure!r}: only on {', '.join(PRICED)}")
        if cost < 0:
            _refuse(f"{measure} at {cost}: a price is not negative")
    return tuple((m, Fraction(costs[m])) for m in PRICED if costs.get(m))


def _refuse(message: str) -> NoReturn:
    raise BadPrice(message)


KOLMOGOROV = price("kolmogorov")
LEVIN = price("levin", logarithmic={"time": 1})
SPACE = price("space", logarithmic={"memory": 1})
LINEAR = price("linear", linear={"time": 1})
NAMED = {p.name: p for p in (KOLMOGOROV, LEVIN, SPACE, LINEAR)}

# further prices of the literature, each by its author; the glossary has the same entries
ALLENDER = price("allender", {"time": 1}, statistic="mean")  # [1]_
SCHMIDHUBER = price("schmidhuber", None, {"time": Fraction(1, 2)}, statistic="mean")  # [2]_
HUBINGER = price("hubinger", None, {"time": 1, "span": 1}, bits=0, statistic="worst")  # [3]_
CHRISTIANO = price("christiano", None, {"time": 2}, statistic="mean")  # [4]_
LITERATURE = {p.name: p for p in (ALLENDER, SCHMIDHUBER, HUBINGER, CHRISTIANO)}


def rent(bits: int | Fraction) -> Price:
    """The price of a rent of `bits` bits per step: J = L + b t."""
    return price(f"rent={bits}", linear={"time": Fraction(bits)})


def runs(count: int, bits: int | Fraction = 1) -> Price:
    """The price of one program and `count` runs at `bits` bits per step: J = L + R b t."""
    suffix = "" if bits == 1 else f",b={bits}"
    return price(f"runs={count}{suffix}", linear={"time": count * Fraction(bits)})


def score(rate: Price, factors: Mapping[int, int], values: Mapping[str, Fraction | int]) -> LogSum:
    """The exact score J of a program.

    Parameters
    ----------
    factors : the weight as {base: exponent}; its binary logarithm is L
    values : measures at one size, exact

    Raises
    ------
    Unpriced
        If a measure that the price needs is absent, or is 0 under a logarithm.

    Examples
    --------
    >>> score(LEVIN, {2: 5}, {"time": 8}) == rational(8)
    True
    """
    parts = [scale(log2_of_factors(factors), rate.bits)]
    parts += [rational(cost * _value(values, measure)) for measure, cost in rate.linear]
    parts += [scale(_log2_of(values, measure), cost) for measure, cost in rate.logarithmic]
    return total(parts)


def _value(values: Mapping[str, Fraction | int], measure: str) -> Fraction:
    if measure not in values:
        raise Unpriced(f"{measure} is not known")
    return Fraction(values[measure])


def _log2_of(values: Mapping[str, Fraction | int], measure: str) -> LogSum:
    value = _value(values, measure)
    if value <= 0:
        raise Unpriced(f"{measure} is {value}, which has no logarithm")
    return log2(value)


def needs(rate: Price) -> tuple[str, ...]:
    """The measures that a price charges for."""
    charged = {m for m, _ in rate.linear} | {m for m, _ in rate.logarithmic}
    return tuple(m for m in PRICED if m in charged)


def describe(rate: Price) -> str:
    """Format a price as the formula of its score."""
    terms = [_term(rate.bits, "L")] if rate.bits else []
    terms += [_term(cost, SYMBOLS.get(m, m)) for m, cost in rate.linear]
    terms += [_term(cost, f"log2 {SYMBOLS.get(m, m)}") for m, cost in rate.logarithmic]
    return " + ".join(terms) or "0"


def _term(cost: Fraction, what: str) -> str:
    return what if cost == 1 else f"{cost} {what}"
