"""Arithmetic of words without overflow: results are as wide as they need to be.

References
----------
.. [1] C. R. Baugh, B. A. Wooley, "A two's complement parallel array multiplication algorithm",
   IEEE Transactions on Computers C-22, 1973: signed products as sums of bits.
.. [2] V. G. Oklobdzija, D. Villeger, S. S. Liu, "A method for speed optimized partial product
   reduction", IEEE Transactions on Computers 45, 1996: Wallace's and Dadda's trees for bits that
   do not all come at once.
.. [3] D. E. Knuth, *The Art of Computer Programming* 2, 4.3.1: long division, here binary and
   restoring.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from ..aig.graph import FALSE, TRUE, Lit
from .gates import Gates
from .words import Word, constant, shared_width, sign, stretch, width, word

ZERO, ONE = constant(0), constant(1)


def add(gates: Gates, first: Word, second: Word, *more: Word) -> Word:
    """Add two or more words."""
    low, high = first.low + second.low, first.high + second.high
    bits = width(low, high)
    total = word(gates.add(stretch(first, bits), stretch(second, bits)), low, high)
    return add(gates, total, *more) if more else total


def sub(gates: Gates, first: Word, second: Word) -> Word:
    """Subtract a word from another."""
    low, high = first.low - second.high, first.high - second.low
    bits = width(low, high)
    negated = [bit ^ 1 for bit in stretch(second, bits)]
    return word(gates.add(stretch(first, bits), negated, TRUE), low, high)


def negate(gates: Gates, number: Word) -> Word:
    """Negate a word."""
    return sub(gates, ZERO, number)


def absolute(gates: Gates, number: Word) -> Word:
    """The absolute value of a word."""
    if number.low >= 0:
        return number
    return choose(gates, sign(number), negate(gates, number), number, clamp=(0, None))


def choose(
    gates: Gates,
    test: Lit,
    yes: Word,
    no: Word,
    clamp: tuple[int | None, int | None] = (None, None),
) -> Word:
    """Choose one of two words by a literal; `clamp` gives further bounds of the result."""
    if test < 2 or yes == no:
        return yes if test else no
    low, high = min(yes.low, no.low), max(yes.high, no.high)
    bits = width(low, high)
    pairs = zip(stretch(yes, bits), stretch(no, bits), strict=True)
    low = low if clamp[0] is None else max(low, clamp[0])
    high = high if clamp[1] is None else min(high, clamp[1])
    return word([gates.mux(test, one, other) for one, other in pairs], low, high)


def masked(gates: Gates, test: Lit, number: Word) -> Word:
    """A word if a literal holds, else 0."""
    return choose(gates, test, number, ZERO)


# -- comparisons ---------------------------------------------------------------------------------


def less(gates: Gates, first: Word, second: Word) -> Lit:
    """Whether one word is less than another."""
    if first.high < second.low or first.low >= second.high:
        return TRUE if first.high < second.low else FALSE
    bits = shared_width(first, second)
    left, right = stretch(first, bits), stretch(second, bits)
    if first.low < 0 or second.low < 0:
        left[-1], right[-1] = left[-1] ^ 1, right[-1] ^ 1
    return gates.less(left, right)


def equal(gates: Gates, first: Word, second: Word) -> Lit:
    """Whether two words are equal."""
    if first.high < second.low or second.high < first.low:
        return FALSE
    bits = shared_width(first, second)
    return gates.same(stretch(first, bits), stretch(second, bits))


def smaller(gates: Gates, first: Word, second: Word) -> Word:
    """The minimum of two words."""
    high = min(first.high, second.high)
    return choose(gates, less(gates, second, first), second, first, clamp=(None, high))


def larger(gates: Gates, first: Word, second: Word) -> Word:
    """The maximum of two words."""
    low = max(first.low, second.low)
    return choose(gates, less(gates, first, second), second, first, clamp=(low, None))


# -- products ------------------------------------------------------------------------------------


def multiply(gates: Gates, first: Word, second: Word) -> Word:
    """Multiply two words."""
    corners = [x * y for x in (first.low, first.high) for y in (second.low, second.high)]
    low, high = min(corners), max(corners)
    if first == second:
        low = max(low, 0)
    if low == high:
        return constant(low)
    bits = width(low, high)
    return word(by_columns(gates, first, second, bits), low, high)


def by_columns(gates: Gates, first: Word, second: Word, bits: int) -> list[Lit]:
    """The low bits of a product: the partial products in columns, signed ones negated [1]_."""
    columns: list[list[Lit]] = [[] for _ in range(bits)]
    offset = 0
    for at, one in enumerate(first.bits):
        for to, other in enumerate(second.bits):
            if at + to >= bits:
                continue
            signs = (first.low < 0 and at == len(first.bits) - 1) != (
                second.low < 0 and to == len(second.bits) - 1
            )
            offset -= signs << at + to
            columns[at + to].append(gates.and_(one, other) ^ signs)
    for place in range(bits):
        if offset >> place & 1:
            columns[place].append(TRUE)
    return summed(gates, columns)


def summed(gates: Gates, columns: list[list[Lit]]) -> list[Lit]:
    """Add columns of bits modulo 2 to the number of columns.

    Three bits of a column become a sum and a carry, earliest first, until two rows are left [2]_.
    """
    rows: list[tuple[Lit, Lit]] = []
    carries: list[Lit] = []
    level = gates.aig.level
    for column in columns:
        bits = [bit for bit in [*column, *carries] if bit != FALSE]
        heap = [(level[bit >> 1], place, bit) for place, bit in enumerate(bits)]
        heapq.heapify(heap)
        carries = []
        while len(heap) > 2:
            first, second, third = (heapq.heappop(heap)[2] for _ in range(3))
            total, carry = gates.full_add(first, second, third)
            carries.append(carry)
            heapq.heappush(heap, (level[total >> 1], len(bits) + len(carries), total))
        left = [bit for _, _, bit in heap]
        rows.append((left[0] if left else FALSE, left[1] if left[1:] else FALSE))
    return gates.add([one for one, _ in rows], [other for _, other in rows])


# -- quotients -----------------------------------------------------------------------------------


def divide(gates: Gates, first: Word, second: Word) -> tuple[Word, Word]:
    """The floor quotient, and the remainder, with the divisor's sign; the divisor must not be 0."""
    whole, rest = quotient_bounds(first, second), remainder_bounds(first, second)
    if second.low == second.high and second.low > 0 and second.low & second.low - 1 == 0:
        places = second.low.bit_length() - 1
        bits = stretch(first, max(places, len(first.bits)) + 1)
        return word(shift_signed(bits, places, whole), *whole), word(bits[:places], *rest)
    if first.low >= 0 and first.high < second.low:
        return ZERO, first
    quotient, remainder = long_division(gates, absolute(gates, first), absolute(gates, second))
    differ = gates.xor(sign(first), sign(second))
    inexact = gates.and_(differ, equal(gates, remainder, ZERO) ^ 1)
    magnitude = add(gates, quotient, Word((inexact,), 0, 1))
    signed = choose(gates, differ, negate(gates, magnitude), quotient)
    above = sub(gates, absolute(gates, second), remainder)
    modulus = choose(gates, inexact, above, remainder)
    modulus = choose(gates, sign(second), negate(gates, modulus), modulus)
    return recast(signed, whole), recast(modulus, rest)


def shift_signed(bits: list[Lit], places: int, bounds: tuple[int, int]) -> list[Lit]:
    """Shift bits right, repeating the sign up to the width of the bounds."""
    kept = bits[places:]
    return kept + [kept[-1]] * max(0, width(*bounds) - len(kept))


def recast(number: Word, bounds: tuple[int, int]) -> Word:
    """Narrow the bounds of a word by bounds known from elsewhere."""
    low, high = max(number.low, bounds[0]), min(number.high, bounds[1])
    return word(number.bits, low, high) if low <= high else constant(bounds[0])


def parts(number: Word) -> list[int]:
    """The end points of the negative and of the positive part of a word's interval."""
    negative = [number.low, min(number.high, -1)] if number.low < 0 else []
    return negative + ([max(number.low, 1), number.high] if number.high > 0 else [])


def quotient_bounds(first: Word, second: Word) -> tuple[int, int]:
    """The bounds of a floor quotient; those of 0 if the divisor can only be 0."""
    corners = [x // y for x in (first.low, first.high) for y in parts(second)] or [0]
    return min(corners), max(corners)


def remainder_bounds(first: Word, second: Word) -> tuple[int, int]:
    """The bounds of a remainder, which has the divisor's sign."""
    low, high = min(0, second.low + 1), max(0, second.high - 1)
    if first.low >= 0 and second.low >= 0:
        high = min(high, first.high)
    return low, high


def long_division(gates: Gates, first: Word, second: Word) -> tuple[Word, Word]:
    """Divide non-negative words bit by bit [3]_; return the quotient and the remainder."""
    bits = len(second.bits) + 1
    divisor = [bit ^ 1 for bit in stretch(second, bits)]
    rest: list[Lit] = [FALSE] * (bits - 1)
    quotient: list[Lit] = []
    for bit in reversed(first.bits):
        trial = [bit, *rest]
        reduced_ = gates.add(trial, divisor, TRUE)
        fits = reduced_[-1] ^ 1
        quotient.append(fits)
        rest = [gates.mux(fits, x, y) for x, y in zip(reduced_, trial, strict=True)][:-1]
    high = max(0, min(first.high, second.high - 1))
    return word(quotient[::-1], 0, first.high), word(rest, 0, high)


def column_sum(gates: Gates, numbers: Sequence[Word]) -> Word:
    """Add many words by columns."""
    if not numbers:
        return ZERO
    low, high = sum(x.low for x in numbers), sum(x.high for x in numbers)
    if len(numbers) > 2:
        bits = width(low, high)
        rows = [stretch(number, bits) for number in numbers]
        columns = [[row[place] for row in rows] for place in range(bits)]
        return word(summed(gates, columns), low, high)
    return add(gates, *numbers) if len(numbers) == 2 else numbers[0]
