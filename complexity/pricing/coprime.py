"""Coprime bases, for comparing products of powers without prime factorisation.

References
----------
.. [1] Bernstein, *Factoring into coprimes in essentially linear time*, J. Algorithms 54 (2005).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd


def strip_twos(value: int) -> tuple[int, int]:
    """The exponent of 2 in a positive integer, and the odd part."""
    twos = (value & -value).bit_length() - 1
    return twos, value >> twos


def coprime_base(values: Iterable[int]) -> list[int]:
    """Pairwise coprime integers > 1 such that each given integer is a product of their powers.

    Examples
    --------
    >>> sorted(coprime_base([12, 18, 35]))
    [2, 3, 35]
    """
    base: list[int] = []
    pending = [value for value in values if value > 1]
    while pending:
        value = pending.pop()
        for i, member in enumerate(base):
            common = gcd(value, member)
            if common > 1:
                base.pop(i)
                parts = (common, member // common, value // common)
                pending += [part for part in parts if part > 1]
                break
        else:
            base.append(value)
    return base


def exponents(value: int, base: Iterable[int]) -> dict[int, int]:
    """The exponents of a positive integer over a coprime base.

    Raises
    ------
    ValueError
        If the integer is not a product of powers of the base.
    """
    found: dict[int, int] = {}
    rest = value
    for member in base:
        while rest % member == 0:
            rest //= member
            found[member] = found.get(member, 0) + 1
    if rest != 1:
        raise ValueError(f"{value} is not a product of powers of the base")
    return found
