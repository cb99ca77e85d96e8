"""The exact coder and the weights: integers only, so every law is tested as an equation."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from complexity.encoding import bits, plans, weight
from complexity.encoding.bits import Malformed, Reader, Writer
from complexity.encoding.weight import Weight, compare, weight_of

HERE = ("", 0)

choices = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))),
    max_size=60,
)
factors = st.dictionaries(st.sampled_from([2, 3, 5, 7, 101]), st.integers(0, 400))
times = st.fractions(min_value=Fraction(1, 1000), max_value=10**9)


@given(choices)
def test_a_codeword_is_read_back(made):
    code = bits.codeword(made)
    total = math.prod(n for _, n in made)
    assert len(code) == (total - 1).bit_length() + 1
    reader = Reader(code)
    assert [(reader.choose(n, None, HERE), n) for _, n in made] == made == reader.choices


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_no_codeword_is_a_prefix_of_another(radices):
    words = {bits.codeword(made) for made in every(radices)}
    assert len(words) == math.prod(radices)
    assert not any(b.startswith(a) for a, b in zip(sorted(words), sorted(words)[1:], strict=False))


def every(radices):
    rows = [[]]
    for radix in radices:
        rows = [[*row, (index, radix)] for row in rows for index in range(radix)]
    return rows


def test_a_code_longer_than_the_window_is_read_back():
    made = [(i * i % n, n) for i in range(3_000) for n in (2, 7, 1 << 40, i + 1)]
    reader = Reader(bits.codeword(made))
    assert [(reader.choose(n, None, HERE), n) for _, n in made] == made


def test_the_window_never_decides_what_it_cannot_see():
    """Codewords at the very ends of an interval: all first indices, all last ones."""
    for last in (False, True):
        made = [((n - 1) * last, n) for n in [3] * 2_000]
        reader = Reader(bits.codeword(made))
        assert [(reader.choose(n, None, HERE), n) for _, n in made] == made


@given(st.lists(st.integers(0, 16), max_size=400))
def test_digits_are_choices(entries):
    writer = Writer()
    writer.choose(3, 2, HERE)
    writer.digits(17, len(entries), entries, HERE)
    writer.choose(5, 4, HERE)
    assert writer.alternatives == Counter({3: 1, 17: len(entries), 5: 1})
    reader = Reader(bits.codeword(writer.choices))
    assert reader.choose(3, None, HERE) == 2
    assert list(reader.digits(17, len(entries), None, HERE)) == entries
    assert reader.choose(5, None, HERE) == 4


def test_the_end_of_the_bits_is_noticed():
    reader = Reader("0101")
    assert [reader.choose(2, None, HERE) for _ in range(4)] == [0, 1, 0, 1]
    with pytest.raises(Malformed, match="4 bits end"):
        reader.choose(2, None, HERE)
    with pytest.raises(Malformed, match="bits end"):
        Reader("0101").digits(2, 10**9, None, HERE)
    with pytest.raises(Malformed, match="choices"):
        Reader("0101").digits(1, 10**9, None, HERE)


@pytest.mark.parametrize("text", ["", "2", "0b1", "1_1", " 1", "é", "1\n"])
def test_bits_are_zeros_and_ones(text):
    with pytest.raises(Malformed):
        Reader(text)


@pytest.mark.parametrize(
    ("number", "length"), [(1, 1), (2, 3), (3, 3), (4, 5), (7, 5), (8, 7), (2**40, 81)]
)
def test_gamma_has_its_published_lengths(number, length):
    writer = Writer()
    assert bits.gamma(writer, number, HERE) == number
    assert weight_of(writer.alternatives).value == 2**length
    assert bits.gamma(Reader(bits.codeword(writer.choices)), None, HERE) == number


@given(st.integers(-(2**64), 2**64))
def test_integers_are_read_back(number):
    assert bits.unzigzag(bits.zigzag(number)) == number
    writer = Writer()
    bits.signed(writer, number, HERE)
    assert bits.signed(Reader(bits.codeword(writer.choices)), None, HERE) == number


def test_small_integers_come_first():
    assert [bits.zigzag(z) for z in (0, -1, 1, -2, 2)] == [0, 1, 2, 3, 4]


@given(st.integers(0, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_subsets_are_numbered_without_gaps(sizes):
    size, members = sizes
    found = [plans.subset(rank, members, size) for rank in range(math.comb(size, members))]
    assert sorted(found) == sorted(combinations(range(size), members))
    assert [plans.rank_of(subset) for subset in found] == list(range(len(found)))


@pytest.mark.parametrize("length", [10, 1_000, 40_000, 100_000])
@pytest.mark.parametrize("shift", [0, 5, 20_000, 70_000])
def test_long_division_is_exact(length, shift):
    divisor = 3 ** (length * 5 // 8) + 1
    for dividend in ((divisor << shift) - 1, divisor << shift, 7 ** (length // 2 + shift // 3)):
        assert bits.quotient(dividend, divisor) == dividend // divisor


# -- weights -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [1, 2, 97, 1024, 1021 * 1031, 2**61 - 1, (2**31 - 1) ** 2, 4294967291 * 4294967279, 2**64 - 1],
)
def test_factors_are_those_of_sympy(number):
    assert dict(weight.factorise(number)) == sympy.factorint(number)


@given(st.integers(1, 10**9))
def test_factors_multiply_to_the_number(number):
    found = weight.factorise(number)
    assert math.prod(prime**exponent for prime, exponent in found) == number
    assert all(weight.is_prime(prime) for prime, _ in found)


@given(factors)
def test_bits_are_the_logarithm_of_the_value(made):
    found = Weight(made)
    assert found.value == math.prod(prime**exponent for prime, exponent in made.items())
    assert math.isclose(found.bits, math.log2(found.value), rel_tol=1e-14, abs_tol=1e-14)


@given(factors, times, factors, times)
def test_comparisons_are_those_of_the_integers(a, s, b, t):
    left, right = Weight(a).value * s, Weight(b).value * t
    assert compare(Weight(a), s, Weight(b), t) == (left > right) - (left < right)


def test_comparisons_see_what_floats_cannot():
    huge = Weight({3: 10**5})
    near = Fraction(3**100_000 + 1, 3**100_000)
    assert compare(huge, 1, huge, 1) == 0
    assert compare(huge, near, huge, 1) == 1
    assert compare(huge, 1, huge, near) == -1
    assert compare(Weight({2: 3, 3: 1}), 1, Weight({}), 24) == 0
