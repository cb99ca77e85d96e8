"""The functions of n that closed forms consist of, and the sets of them that are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial

from .enclosures import Interval, harmonic, harmonic_bounds

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Basis:
    """A function of n, exact at every n >= `start`.

    Attributes
    ----------
    name : the printed name
    at : its value at n
    polynomial : the degree of a power of n, else None
    vast : whether it can be evaluated for n of a hundred digits
    around : for some others, rationals that enclose the value at such an n
    steps : whether it is piecewise constant or linear
    """

    name: str
    at: Callable[[int], Exact]
    start: int = 0
    polynomial: int | None = None
    vast: bool = False
    steps: bool = False
    around: Callable[[int], Interval] | None = None


def ceil_log2(n: int) -> int:
    """The smallest k with 2^k >= n, for n >= 1."""
    return (n - 1).bit_length()


def floor_log2(n: int) -> int:
    """The largest k with 2^k <= n, for n >= 1."""
    return n.bit_length() - 1


@lru_cache(maxsize=1 << 12)
def arrangements(n: int) -> int:
    """n! (1/0! + 1/1! + ... + 1/n!), the number of arrangements of n things (OEIS A000522)."""
    count = 1
    for k in range(1, n + 1):
        count = k * count + 1
    return count


def _n_harmonic_bounds(n: int) -> Interval:
    low, high = harmonic_bounds(n)
    return n * low, n * high


def _power(degree: int) -> Basis:
    name = {0: "1", 1: "n"}.get(degree, f"n^{degree}")
    return Basis(name, lambda n: n**degree, polynomial=degree, vast=True)


def _step(name: str, at: Callable[[int], Exact], start: int = 1) -> Basis:
    return Basis(name, at, start, vast=True, steps=True)


def _times_n(basis: Basis) -> Basis:
    name = f"n^2 {basis.name[2:]}" if basis.name.startswith("n ") else f"n {basis.name}"
    return Basis(name, lambda n: n * basis.at(n), basis.start, vast=basis.vast, steps=basis.steps)


ONE, N, N2, N3, N4, N5 = (_power(degree) for degree in range(6))
ODD = _step("(n mod 2)", lambda n: n % 2, start=0)
CEIL = _step("ceil(log2 n)", ceil_log2)
FLOOR = _step("floor(log2 n)", floor_log2)
CEIL_POWER = _step("2^ceil(log2 n)", lambda n: 1 << ceil_log2(n))
FLOOR_POWER = _step("2^floor(log2 n)", lambda n: 1 << floor_log2(n))
HARMONIC = Basis("H(n)", harmonic, around=harmonic_bounds)
N_HARMONIC = Basis("n H(n)", lambda n: n * harmonic(n), around=_n_harmonic_bounds)
RECIPROCAL = Basis("1/n", lambda n: Fraction(1, n), start=1, vast=True)
# for means over the integers 0..n, of which a few differ in cost from the others
SHARE = Basis("1/(n+1)", lambda n: Fraction(1, n + 1), vast=True)
FACTORIAL = Basis("n!", factorial)
ARRANGEMENTS = Basis("n! sum(1/k!, k=0..n)", arrangements)
POWER = Basis("2^n", lambda n: 1 << n)
FOURTH = Basis("4^n", lambda n: 1 << 2 * n)
N_ODD, N_CEIL, N_FLOOR, N_FACTORIAL, N_ARRANGEMENTS, N_POWER = map(
    _times_n, (ODD, CEIL, FLOOR, FACTORIAL, ARRANGEMENTS, POWER)
)
N2_FACTORIAL, N2_POWER = _times_n(N_FACTORIAL), _times_n(N_POWER)

# slowest growth first, the reverse of the order in which a form is written
TABLE = (
    *(SHARE, RECIPROCAL, ONE, ODD, FLOOR, CEIL, HARMONIC, N_ODD, N, FLOOR_POWER, CEIL_POWER),
    *(N_HARMONIC, N_FLOOR, N_CEIL, N2, N3, N4, N5, POWER, N_POWER, N2_POWER, FOURTH),
    *(FACTORIAL, ARRANGEMENTS, N_FACTORIAL, N_ARRANGEMENTS, N2_FACTORIAL),
)
BY_NAME = {basis.name: basis for basis in TABLE}

# the sets tried, in this order: fewer functions first, then slower growth
SETS: tuple[tuple[Basis, ...], ...] = tuple(
    sorted(
        (
            (ONE,),
            (ONE, N),
            (ONE, CEIL),
            (ONE, FLOOR),
            (ONE, SHARE),
            (ONE, HARMONIC),
            (ONE, POWER),
            (ONE, FACTORIAL),
            (ONE, N_FACTORIAL),
            (ONE, N, ODD),
            (ONE, N, N2),
            (ONE, N, CEIL),
            (ONE, N, FLOOR),
            (ONE, N, HARMONIC),
            (ONE, N, RECIPROCAL),
            (ONE, N, SHARE),
            (ONE, N, N_CEIL),
            (ONE, N, N_FLOOR),
            (ONE, N, POWER),
            (ONE, POWER, N_POWER),
            (ONE, N, FACTORIAL),
            (ONE, FACTORIAL, N_FACTORIAL),
            (ONE, FACTORIAL, ARRANGEMENTS),
            (ONE, N, N2, N3),
            (ONE, N, N2, ODD),
            (ONE, N, N2, HARMONIC),
            (ONE, N, N2, CEIL),
            (ONE, N, N2, FLOOR),
            (ONE, N, N2, RECIPROCAL),
            (ONE, N, N2, SHARE),
            (ONE, N, HARMONIC, N_HARMONIC),
            (ONE, N, N_CEIL, CEIL_POWER),
            (ONE, N, N_FLOOR, FLOOR_POWER),
            (ONE, N, POWER, N_POWER),
            (ONE, N, FACTORIAL, N_FACTORIAL),
            (ONE, FACTORIAL, N_FACTORIAL, ARRANGEMENTS),
            (ONE, FACTORIAL, N_FACTORIAL, N2_FACTORIAL),
            (ONE, N, N2, N3, N4),
            (ONE, N, N2, ODD, N_ODD),
            (ONE, N, CEIL, N_CEIL, CEIL_POWER),
            (ONE, N, FLOOR, N_FLOOR, FLOOR_POWER),
            (ONE, N, N2, CEIL, CEIL_POWER),
            (ONE, N, N2, FLOOR, FLOOR_POWER),
            (ONE, N, N2, HARMONIC, N_HARMONIC),
            (ONE, N, HARMONIC, N_HARMONIC, RECIPROCAL),
            (ONE, N, N2, POWER, N_POWER),
            (ONE, N, POWER, FOURTH, N_POWER),
            (ONE, N, N2, FACTORIAL, N_FACTORIAL),
            (ONE, N, FACTORIAL, N_FACTORIAL, ARRANGEMENTS),
            (ONE, FACTORIAL, N_FACTORIAL, ARRANGEMENTS, N_ARRANGEMENTS),
            (ONE, N, N2, N3, N4, N5),
            (ONE, N, N2, POWER, N_POWER, N2_POWER),
            (ONE, N, N2, FACTORIAL, N_FACTORIAL, N2_FACTORIAL),
            (ONE, N, FACTORIAL, N_FACTORIAL, ARRANGEMENTS, N_ARRANGEMENTS),
        ),
        key=len,
    )
)
