"""Integers as gates: two's complement words, as wide as their intervals of values need.

A word lies in its interval for the inputs that reach it; for others its bits are arbitrary.

References
----------
.. [1] R. E. Moore, *Interval Analysis*, 1966.
.. [2] J. Regehr, U. Duongsaa, "Deriving abstract transfer functions for analyzing embedded
   software", LCTES 2006: intervals and known bits refine each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..aig.graph import FALSE, TRUE, Lit


@dataclass(frozen=True, slots=True)
class Word:
    """An integer between two bounds, in as many bits as they need.

    Attributes
    ----------
    bits : literals, least significant first; the last is the sign bit if `low` is negative
    low, high : the least and the greatest value
    """

    bits: tuple[Lit, ...]
    low: int
    high: int


def width(low: int, high: int) -> int:
    """The width that the integers from `low` to `high` need, a sign bit included if `low` < 0.

    Examples
    --------
    >>> width(0, 7), width(-8, 7), width(0, 0), width(-1, -1)
    (3, 4, 0, 1)
    """
    if low >= 0:
        return high.bit_length()
    return max((~low).bit_length(), high.bit_length() if high > 0 else 0) + 1


def constant(value: int) -> Word:
    """The word of a constant."""
    bits = tuple(value >> place & 1 for place in range(width(value, value)))
    return Word(bits, value, value)


def stretch(number: Word, bits: int) -> list[Lit]:
    """Resize a word to a number of bits: truncate it or extend its sign."""
    above = number.bits[-1] if number.low < 0 else FALSE
    return [*number.bits[:bits], *[above] * (bits - len(number.bits))]


def word(bits: Sequence[Lit], low: int, high: int) -> Word:
    """Make a word of bits whose value is known to lie between two bounds.

    Parameters
    ----------
    bits : two's complement, at least `width(low, high)` of them; higher ones are ignored
    low, high : bounds, which constant bits may narrow

    Notes
    -----
    Bounds that contradict the bits belong to a value that no input reaches.
    """
    while low < high:
        bits = settled(bits, low, high)
        least, greatest = bounds(bits, low < 0)
        least, greatest = max(least, low), min(greatest, high)
        if (least, greatest) == (low, high):
            return Word(tuple(bits), low, high)
        low, high = least, greatest
    return constant(low)


def settled(bits: Sequence[Lit], low: int, high: int) -> list[Lit]:
    """The bits that the bounds need; leading bits on which the bounds agree become constants."""
    needed = list(bits[: width(low, high)])
    if (low < 0) == (high < 0):
        open_ = (low ^ high).bit_length()
        needed[open_:] = [low >> place & 1 for place in range(open_, len(needed))]
    return needed


def bounds(bits: Sequence[Lit], signed: bool) -> tuple[int, int]:
    """The least and the greatest integer that the constant bits permit."""
    least = sum(1 << place for place, lit in enumerate(bits) if lit == TRUE)
    greatest = sum(1 << place for place, lit in enumerate(bits) if lit != FALSE)
    if signed:
        sign = 1 << len(bits) - 1
        least, greatest = least & ~sign, greatest & ~sign
        least -= sign if bits[-1] != FALSE else 0
        greatest -= sign if bits[-1] == TRUE else 0
    return least, greatest


def shared_width(first: Word, second: Word) -> int:
    """The least width that can represent both words."""
    return width(min(first.low, second.low), max(first.high, second.high))


def sign(number: Word) -> Lit:
    """Whether a word is negative."""
    return number.bits[-1] if number.low < 0 else FALSE
