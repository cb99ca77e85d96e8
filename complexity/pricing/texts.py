"""The text form of prices and budgets on a command line."""

from __future__ import annotations

import re
from fractions import Fraction

from .budgets import BUDGETS, Budget
from .prices import LETTERS, LITERATURE, NAMED, SYMBOLS, BadPrice, Price, describe, price

WAYS = (
    f"{', '.join([*NAMED, *LITERATURE])}, a sum of L, t, d and m like 'L + 0.01*t + log2 m', "
    f"rent=1/1000, runs=100, runs=100,b=1/8, a=1,b=1/8 (letters {', '.join(LETTERS)}), time=1/8, "
    f"log(span)=1, {', '.join(BUDGETS)}, or "
    "budget(levels=50,width=1000,words=4096,fan-in=unbounded)"
)
NUMBER = r"\d+\.?\d*(?:e-?\d+)?(?:/\d+)?"
TERM = re.compile(
    rf"(?:(?P<factor>{NUMBER})\*?)?"
    rf"(?P<log>log2?)?\(?(?P<what>[A-Za-z_]+)\)?(?:/(?P<over>{NUMBER}))?"
)
MEASURES = {symbol: measure for measure, symbol in SYMBOLS.items()}
LIMITS = {"levels": "levels", "width": "width", "words": "words", "bytes": "words"}


def parse_price(text: str) -> Price | Budget:
    """Parse a price or budget.

    Raises
    ------
    BadPrice
        If the text is neither; the message lists the valid forms.

    Examples
    --------
    >>> parse_price("levin").logarithmic
    (('time', Fraction(1, 1)),)
    >>> parse_price("a=1,b=1/8") == price("a=1,b=1/8", {"time": Fraction(1, 8)}, {"time": 1})
    True
    >>> parse_price("L + t/8 + 2 log2 m").logarithmic
    (('memory', Fraction(2, 1)),)
    """
    squeezed = "".join(text.split())
    budget = re.fullmatch(r"budget\((.*)\)", squeezed)
    if budget:
        return _budget(squeezed, budget[1])
    if squeezed.removeprefix("budget=") in BUDGETS:
        return BUDGETS[squeezed.removeprefix("budget=")]
    if squeezed in LITERATURE:
        return LITERATURE[squeezed]
    return _sum(squeezed, text) if _is_sum(squeezed) else _price(squeezed)


def _is_sum(squeezed: str) -> bool:
    """Whether a text is meant as a sum of terms, or as a single one."""
    term = TERM.fullmatch(squeezed)
    single = term is not None and term["what"] in {*MEASURES, *SYMBOLS, "L"}
    return single or ("+" in squeezed and "=" not in squeezed)


def _sum(squeezed: str, text: str) -> Price:
    """Parse a sum of terms, each a measure or its logarithm, times or over a number."""
    linear: dict[str, Fraction] = {}
    logarithmic: dict[str, Fraction] = {}
    for told in squeezed.split("+"):
        term = TERM.fullmatch(told)
        if term is None or told.count("(") != told.count(")"):
            raise BadPrice(
                f"{told[:40]!r} in {text[:60]!r} is no term: write a sum of L, t (steps), d "
                "(levels), m (words), log2 t and so on, each with a factor, as 'L + 0.01*t + d'"
            )
        measure = MEASURES.get(term["what"], term["what"])
        cost = _number(term["factor"] or "1", told) / _divisor(term["over"] or "1", told)
        _add(logarithmic if term["log"] else linear, ((measure, cost),), text)
    if "L" in logarithmic:
        raise BadPrice(f"{text[:60]!r} takes the logarithm of L: a price charges for L itself")
    bits = linear.pop("L", Fraction(0))
    name = describe(price("", linear, logarithmic, bits))
    return price(name, linear, logarithmic, bits)


def _divisor(value: str, item: str) -> Fraction:
    number = _number(value, item)
    if not number:
        raise BadPrice(f"{item[:60]!r} divides by 0: write a number above it")
    return number


def _price(text: str) -> Price:
    """Parse a price: charges add up; `runs` multiplies the cost of a step (`b`, else 1 bit)."""
    linear: dict[str, Fraction] = {}
    logarithmic: dict[str, Fraction] = {}
    repeated = None
    for item in text.split(","):
        if item in NAMED:
            _add(linear, NAMED[item].linear, text)
            _add(logarithmic, NAMED[item].logarithmic, text)
            continue
        key, value = _pair(item, text)
        if key == "runs":
            repeated = value
        elif inner := re.fullmatch(r"log2?\((\w+)\)", key):
            _add(logarithmic, ((inner[1], value),), text)
        else:
            measure, by_logarithm = LETTERS.get("b" if key == "rent" else key, (key, False))
            _add(logarithmic if by_logarithm else linear, ((measure, value),), text)
    if repeated is not None:
        linear["time"] = repeated * linear.get("time", Fraction(1))
    return price(text, linear, logarithmic)


def _add(costs: dict[str, Fraction], terms: tuple[tuple[str, Fraction], ...], text: str) -> None:
    for measure, cost in terms:
        if measure in costs:
            raise BadPrice(f"{text!r} prices {measure} twice: write the sum once")
        costs[measure] = cost


def _pair(item: str, text: str) -> tuple[str, Fraction]:
    key, equals, value = item.partition("=")
    if not equals or not key:
        within = "" if item == text else f" in {text!r}"
        raise BadPrice(f"unknown price {item!r}{within}: write {WAYS}")
    return key, _number(value, item)


def _number(value: str, item: str) -> Fraction:
    """Parse a rational; refuse one beyond 10^100 or below 10^-100 before computing it."""
    power = re.search(r"e([-+]?\d+)$", value, re.IGNORECASE)
    if len(value) <= 100 and (power is None or abs(int(power[1])) <= 100):
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
    shown = value if len(value) <= 40 else f"{value[:40]}..."
    raise BadPrice(f"{shown!r} in {item[:60]!r} is not a number from 1e-100 to 1e100: write 1/8, 2")


def _budget(text: str, inside: str) -> Budget:
    limits: dict[str, int] = {}
    fan_in, fused = "bounded", False
    for item in inside.split(","):
        key, _, value = item.partition("=")
        if key == "fan-in" and value in ("bounded", "unbounded"):
            fan_in = value
        elif item == "fused":
            fused = True
        elif key in LIMITS and LIMITS[key] not in limits:
            limits[LIMITS[key]] = _limit(key, value, item)
        else:
            raise BadPrice(f"{item!r} in {text!r} is no limit, or a second one: write {WAYS}")
    return Budget(text, fan_in=fan_in, fused=fused, **limits)


def _limit(key: str, value: str, item: str) -> int:
    number = _number(value, item) / (8 if key == "bytes" else 1)
    if number < 0 or (key == "width" and number < 1):
        least = "at least 1: on 0 ops a level nothing runs" if key == "width" else "not negative"
        raise BadPrice(f"{item!r}: the limit is {least}")
    return int(number)
