"""Closed forms: found on exact values, confirmed on held-out ones, or not given at all."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.scaling.bases import BY_NAME, SETS, arrangements, ceil_log2, floor_log2
from complexity.scaling.enclosures import bernoulli, harmonic, harmonic_bounds, ln_bounds
from complexity.scaling.forms import Form, enclose, evaluate, fit, polynomial, reaches, spell
from complexity.scaling.linear import solve

QUICK = settings(deadline=None, max_examples=40)

KNOWN: list[tuple[str, Callable[[int], Fraction | int], int]] = [
    ("7", lambda n: 7, 0),
    ("3 n + 1", lambda n: 3 * n + 1, 0),
    ("1/2 n^2 - 1/2 n", lambda n: n * (n - 1) // 2, 0),
    ("1/4 n^2 + 3/4 n - H(n)", lambda n: Fraction(n * (n - 1), 4) + n - harmonic(n), 0),
    ("2 n H(n) - 4 n + 2 H(n)", lambda n: 2 * (n + 1) * harmonic(n) - 4 * n, 0),
    ("n ceil(log2 n) - 2^ceil(log2 n) + 1", lambda n: sum(map(ceil_log2, range(1, n + 1))), 1),
    ("n floor(log2 n) + n", lambda n: n * (floor_log2(n) + 1), 1),
    ("n! sum(1/k!, k=0..n) - n! - 1", lambda n: arrangements(n) - factorial(n) - 1, 1),
    ("n n! + 2 n!", lambda n: (n + 2) * factorial(n), 1),
    ("n 2^n - 1", lambda n: n * 2**n - 1, 0),
    ("1/4 n^2 - 1/4 (n mod 2)", lambda n: n * n // 4, 0),
    # means over the integers in 0..n, of which 0 takes its own way
    ("7 - 2/(n+1)", lambda n: 7 - Fraction(2, n + 1), 0),
    ("1/2 n + 3 - 1/2 1/(n+1)", lambda n: Fraction(n, 2) + 3 - Fraction(1, 2 * n + 2), 0),
    ("5 + 3/n", lambda n: 5 + Fraction(3, n), 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "start"), KNOWN, ids=[text for text, _, _ in KNOWN])
def test_known_sequences(text: str, at: Callable[[int], Fraction], start: int) -> None:
    form = fit({n: at(n) for n in range(start, 9)})
    assert form is not None
    assert spell(form) == text
    assert all(evaluate(form, n) == at(n) for n in range(start, 40))
    assert set(form.fitted) | set(form.confirmed) == set(range(start, 9))
    assert max(form.fitted) < min(form.confirmed)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {1: 1},
        {1: 2, 2: 4, 3: 8},
        {n: n * n for n in range(4)},  # three coefficients and one value to test them
        {n: 7 * n - 8 for n in range(4, 8)},  # between two powers of two: could be anything
        {n: sum(map(ceil_log2, range(1, n + 1))) for n in range(1, 7)},  # two forms agree so far
        {n: (1, 1, 2, 3, 5, 8, 13, 21, 34)[n] for n in range(9)},
    ],
)
def test_no_form_where_it_is_not_confirmed(values: dict[int, int]) -> None:
    assert fit(values) is None


def test_small_sizes_may_take_their_own_way() -> None:
    form = fit({0: 100, 1: 17} | {n: 5 * n for n in range(2, 9)})
    assert form is not None
    assert (spell(form), form.start) == ("5 n", 2)
    with pytest.raises(ValueError, match="n=2 on"):
        evaluate(form, 1)


coefficients = st.fractions(min_value=-9, max_value=9, max_denominator=6)


@given(
    st.sampled_from([s for s in SETS if len(s) <= 4]),
    st.lists(coefficients, min_size=4, max_size=4),
)
@QUICK
def test_a_form_that_is_found_is_the_one_that_made_the_values(basis, chosen) -> None:
    def at(n: int) -> Fraction:
        return sum((c * f.at(n) for c, f in zip(chosen, basis, strict=False)), Fraction(0))

    form = fit({n: at(n) for n in range(1, 13)})
    assert form is not None
    assert all(evaluate(form, n) == at(n) for n in range(form.start, 30))


def test_solve() -> None:
    one, two = Fraction(1), Fraction(2)
    assert solve([[one, one], [two, two]], [one, two]) is None
    assert solve([[one], [two]], [one, one]) is None
    assert solve([[one], [two]], [two, Fraction(4)]) == [two]


def test_names_are_unique_and_sets_distinct() -> None:
    assert all(function is BY_NAME[function.name] for basis in SETS for function in basis)
    assert len({frozenset(f.name for f in basis) for basis in SETS}) == len(SETS)


def test_forms_say_what_they_are() -> None:
    line = Form((("1", Fraction(2)), ("n", Fraction(3))), 0, (), ())
    assert polynomial(line) == [2, 3]
    assert reaches(line)
    assert evaluate(line, 10**200) == 3 * 10**200 + 2
    product = Form((("n!", Fraction(1)),), 0, (), ())
    assert polynomial(product) is None
    assert not reaches(product)
    assert spell(Form((), 0, (), ())) == "0"
    assert [arrangements(n) for n in range(6)] == [1, 2, 5, 16, 65, 326]


@pytest.mark.parametrize("n", [1, 64, 65, 100, 1000, 2500])
def test_harmonic_bounds(n: int) -> None:
    low, high = harmonic_bounds(n)
    assert low <= harmonic(n) <= high
    assert high - low < Fraction(1, 10**100)


def test_forms_with_harmonic_numbers_are_enclosed_far_away() -> None:
    form = fit({n: 2 * (n + 1) * harmonic(n) - 4 * n for n in range(9)})
    assert form is not None
    low, high = enclose(form, 300)
    assert low <= evaluate(form, 300) <= high
    low, high = enclose(form, 2**80)
    assert low < high < low + Fraction(1, 10**70)
    with pytest.raises(ValueError, match="n!"):
        enclose(Form((("n!", Fraction(1)),), 0, (), ()), 2**80)


def test_natural_logarithms_and_bernoulli_numbers() -> None:
    low, high = ln_bounds(10, 60)
    assert low < high < low + Fraction(1, 2**50)
    assert float(low) == pytest.approx(log(10))
    assert [str(bernoulli(k)) for k in (0, 1, 2, 3, 4, 12)] == [
        "1", "-1/2", "1/6", "0", "-1/30", "-691/2730",
    ]  # fmt: skip
