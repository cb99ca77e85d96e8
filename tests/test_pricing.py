"""Prices and budgets: every comparison exact, whatever the size of the numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb, gcd, log2, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.pricing import logs, ratios
from complexity.pricing.budgets import DEEP_LEARNING, Answer, Budget, Schedule, judge
from complexity.pricing.coprime import coprime_base, exponents
from complexity.pricing.corrections import binomial_factors, correction, gamma_bits
from complexity.pricing.prices import (
    KOLMOGOROV,
    LEVIN,
    LINEAR,
    SPACE,
    BadPrice,
    Price,
    Unpriced,
    describe,
    price,
    rent,
    runs,
    score,
)
from complexity.pricing.texts import parse_price
from complexity.scaling.enclosures import log2_scaled, scale_bits

QUICK = settings(deadline=None, max_examples=40)

positive = st.fractions(min_value=Fraction(1, 50), max_value=50, max_denominator=60)
small = st.fractions(min_value=-6, max_value=6, max_denominator=4)
sums = st.builds(
    lambda constant, terms: logs.total(
        [logs.rational(constant), *(logs.scale(logs.log2(x), c) for x, c in terms)]
    ),
    small,
    st.lists(st.tuples(positive, small), max_size=4),
)


def power_sign(number: logs.LogSum) -> int:
    """The sign by integer powers alone: 2^(k number) against 1."""
    common = prod({c.denominator for _, c in number.terms} | {number.rational.denominator})
    value = Fraction(2) ** int(number.rational * common)
    for base, coefficient in number.terms:
        value *= Fraction(base) ** int(coefficient * common)
    return (value > 1) - (value < 1)


@given(sums)
@QUICK
def test_sign_is_that_of_integer_powers(number: logs.LogSum) -> None:
    assert logs.sign(number) == power_sign(number)


@given(sums, sums, sums)
@QUICK
def test_comparison_is_a_total_preorder_that_constants_do_not_change(x, y, z) -> None:
    assert logs.compare(x, y) == -logs.compare(y, x)
    if logs.compare(x, y) <= 0 and logs.compare(y, z) <= 0:
        assert logs.compare(x, z) <= 0
    shifted = [logs.total([number, z]) for number in (x, y)]
    assert logs.compare(*shifted) == logs.compare(x, y)


@given(sums, st.sampled_from([16, 64, 200]))
@QUICK
def test_enclosures_hold_the_number(number: logs.LogSum, precision: int) -> None:
    low, high = logs.enclose(number, precision)
    assert (
        logs.compare(logs.rational(low), number) <= 0 <= logs.compare(logs.rational(high), number)
    )


@pytest.mark.parametrize("value", [1, 2, 3, 7, 2**64 - 1, 2**64 + 1, 10**300 + 7])
@pytest.mark.parametrize("precision", [8, 64, 1000])
def test_log2_bounds_are_as_narrow_as_asked(value: int, precision: int) -> None:
    low, high = (Fraction(end, 1 << scale_bits(precision)) for end in log2_scaled(value, precision))
    assert 0 <= high - low <= Fraction(1, 2**precision)
    assert float(low) == pytest.approx(log2(value), abs=2.0 ** (1 - min(precision, 40)))


def test_huge_weights_are_compared_without_being_multiplied_out() -> None:
    table = logs.log2_of_factors({2: 100_000, 3: 70_001, 5: 3})
    other = logs.log2_of_factors({2: 100_000, 3: 70_000, 5: 3})
    assert logs.compare(table, other) == 1
    assert logs.compare(table, logs.total([other, logs.log2(3)])) == 0


def test_a_difference_far_below_a_float_is_seen() -> None:
    near = logs.log2(Fraction(10**60 + 1, 10**60))
    assert logs.sign(near) == 1
    assert logs.sign(logs.scale(near, -1)) == -1
    assert logs.compare(logs.log2(10**60 + 1), logs.log2(10**60)) == 1


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
@QUICK
def test_coprime_bases_are_coprime_and_generate(values: list[int]) -> None:
    base = coprime_base(values)
    assert all(gcd(x, y) == 1 for x, y in combinations(base, 2))
    for value in values:
        assert prod(b**e for b, e in exponents(value, base).items()) == value


@given(sums, sums, sums, sums)
@QUICK
def test_ratios_compare_as_their_enclosures(a, b, c, d) -> None:
    if not logs.sign(b) or not logs.sign(d):
        return
    left, right = ratios.ratio(a, b), ratios.ratio(c, d)
    order = ratios.compare_ratios(left, right)
    assert order == -ratios.compare_ratios(right, left)
    (low, high), (down, up) = ratios.bounds(left, 400), ratios.bounds(right, 400)
    assert not (high < down and order != -1)
    assert not (up < low and order != 1)


@given(sums, small)
@QUICK
def test_proportional_ratios_are_rational(number: logs.LogSum, factor: Fraction) -> None:
    if logs.sign(number):
        quotient = ratios.ratio(logs.scale(number, factor), number)
        assert ratios.rational_value(quotient) == factor
        assert ratios.spell(quotient) == str(factor)
        assert ratios.enclose_ratio(quotient) == (factor, factor)


def test_equal_ratios_of_logarithms_are_equal() -> None:
    x, y, z = logs.log2(3), logs.log2(5), logs.log2(15)
    left = ratios.ratio(logs.scale(x, 2), z)
    right = ratios.ratio(x, logs.scale(logs.total([x, y]), Fraction(1, 2)))
    assert ratios.compare_ratios(left, right) == 0
    assert ratios.compare_ratios(left, ratios.ratio(y, z)) == 1


def test_enclosures_have_the_stated_relative_width() -> None:
    low, high = ratios.enclose_ratio(ratios.ratio(logs.log2(3), logs.rational(10**12)))
    assert 0 < high - low <= low * ratios.WIDTH


def test_integers_around() -> None:
    assert ratios.integers_around(ratios.ratio(logs.log2(10), logs.rational(1))) == (3, 4)
    assert ratios.integers_around(ratios.ratio(logs.log2(64), logs.rational(2))) == (3, 3)


VALUES = {"time": Fraction(12), "span": Fraction(3), "memory": Fraction(4)}


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (KOLMOGOROV, logs.log2(10)),
        (LEVIN, logs.log2(120)),
        (SPACE, logs.log2(40)),
        (LINEAR, logs.total([logs.log2(10), logs.rational(12)])),
        (rent(Fraction(1, 8)), logs.total([logs.log2(10), logs.rational(Fraction(3, 2))])),
        (runs(100, Fraction(1, 8)), logs.total([logs.log2(10), logs.rational(150)])),
        (
            price("", {"span": 2, "memory": 1}, {"time": Fraction(1, 2)}),
            logs.total(
                [logs.log2(10), logs.rational(10), logs.scale(logs.log2(12), Fraction(1, 2))]
            ),
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Price) else "",
)
def test_scores(rate: Price, expected: logs.LogSum) -> None:
    assert logs.compare(score(rate, {2: 1, 5: 1}, VALUES), expected) == 0


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("kolmogorov", "L"),
        ("levin", "L + log2 t"),
        ("space", "L + log2 m"),
        ("linear", "L + t"),
        ("rent=1/1000", "L + 1/1000 t"),
        ("runs=100", "L + 100 t"),
        ("runs=100, b=1/8", "L + 25/2 t"),
        ("a=1,b=0.125", "L + 1/8 t + log2 t"),
        ("c=2,e=3,f=1", "L + 2 d + 3 m + log2 m"),
        ("levin,space", "L + log2 t + log2 m"),
        ("candidates=1/2", "L + 1/2 candidates"),
        ("log(span)=1", "L + log2 d"),
        ("a=0", "L"),
        ("L + 0.01*t + d", "L + 1/100 t + d"),
        ("2L+t/8+log2 m", "2 L + 1/8 t + log2 m"),
        ("t", "t"),
        ("log2(t) + log2 d", "log2 t + log2 d"),
        ("L + 1e-3 time", "L + 1/1000 t"),
        ("L + candidates", "L + candidates"),
        ("schmidhuber", "L + 1/2 log2 t"),
        ("hubinger", "log2 t + log2 d"),
        ("christiano", "L + 2 log2 t"),
    ],
)
def test_price_texts(text: str, formula: str) -> None:
    rate = parse_price(text)
    assert isinstance(rate, Price)
    assert describe(rate) == formula


@pytest.mark.parametrize(
    "text",
    ["", "lewin", "a", "a=", "a=x", "a=1/0", "b=-1", "b=1,rent=2", "draws=1", "runs=1,runs=2,",
     "L + t + t", "L - t", "L + 3", "L + q", "L + t/0", "L*t", "log2(t", "L + log2 L",
     "budget(depth=3)", "budget(levels=x)", "budget(words=1,bytes=8)"],
)  # fmt: skip
def test_bad_price_texts(text: str) -> None:
    with pytest.raises(BadPrice):
        parse_price(text)


def test_budget_texts() -> None:
    assert parse_price("deep-learning") is parse_price("budget=deep-learning") is DEEP_LEARNING
    assert DEEP_LEARNING.words == 100_000 // 8
    asked = parse_price("budget(levels=5, width=7, bytes=80, fan-in=unbounded, fused)")
    assert isinstance(asked, Budget)
    assert (asked.levels, asked.width, asked.words) == (5, 7, 10)
    assert (asked.fan_in, asked.fused) == ("unbounded", True)


@pytest.mark.parametrize("absent", [{}, {"time": Fraction(0)}])
def test_a_measure_that_is_absent_is_an_error(absent: dict[str, Fraction]) -> None:
    with pytest.raises(Unpriced, match="time"):
        score(LEVIN, {2: 1}, absent)


SHAPE = Schedule(time=40, span=10, width=8, level_memory=20)


@pytest.mark.parametrize(
    ("budget", "answer"),
    [
        (Budget("", 10, 8, 20), Answer.FITS),
        (Budget(""), Answer.FITS),
        (Budget("", levels=9), Answer.DOES_NOT_FIT),
        (Budget("", levels=12, width=3), Answer.DOES_NOT_FIT),
        (Budget("", levels=14, width=7), Answer.UNDECIDED),
        (Budget("", levels=16, width=7), Answer.FITS),
        (Budget("", levels=16, width=7, words=20), Answer.UNDECIDED),
        (Budget("", levels=10, width=8, words=19), Answer.UNDECIDED),
        (Budget("", width=1), Answer.FITS),
    ],
)
def test_budgets(budget: Budget, answer: Answer) -> None:
    assert judge(budget, SHAPE).answer is answer


def test_pairs_share_slots_only_where_the_budget_says_so() -> None:
    shape = Schedule(time=40, span=10, width=8, level_memory=20, pairs=4)
    assert judge(Budget("", levels=9), shape).answer is Answer.DOES_NOT_FIT
    assert judge(Budget("", levels=9, fused=True), shape).answer is Answer.UNDECIDED
    assert judge(Budget("", levels=5, fused=True), shape).answer is Answer.DOES_NOT_FIT


def test_lower_bounds_never_fit() -> None:
    witnessed = Schedule(4, 2, 2, 2, lower_bounds=True)
    assert judge(Budget("", levels=9), witnessed).answer is Answer.UNDECIDED
    assert judge(Budget("", levels=1), witnessed).answer is Answer.DOES_NOT_FIT


@given(*[st.integers(1, 60)] * 6, st.integers(0, 60))
@QUICK
def test_bounds_of_a_verdict_bracket(time, span, width, levels, allowed, words, pairs) -> None:
    budget = Budget("", levels, allowed, words, fused=True)
    verdict = judge(budget, Schedule(max(time, span), span, width, 1, min(pairs, time // 2)))
    assert verdict.at_most is not None
    assert verdict.at_least <= verdict.at_most
    assert (verdict.answer is Answer.DOES_NOT_FIT) == (verdict.at_least > levels)


@given(st.integers(0, 300), st.integers(0, 300))
@QUICK
def test_binomial_factors(above: int, below: int) -> None:
    if below <= above:
        product = prod(p**e for p, e in binomial_factors(above, below).items())
        assert product == comb(above, below)


def test_correction() -> None:
    assert [gamma_bits(k) for k in (1, 2, 3, 4, 8)] == [1, 3, 3, 5, 7]
    factors = correction(2, 5, [{3: 1}, {3: 1, 7: 2}])
    assert prod(b**e for b, e in factors.items()) == 2**3 * comb(5, 2) * 9 * 49
    with pytest.raises(ValueError, match="6 errors"):
        correction(6, 5, [{}] * 6)
    with pytest.raises(ValueError, match="right answers"):
        correction(1, 5, [])
