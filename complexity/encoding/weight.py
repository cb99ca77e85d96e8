"""The weight of a program: an exact integer, stored as its prime factors.

A weight is the product of the numbers of alternatives of all the choices that describe a program.
Its prime factors stay small where the number itself has thousands of digits, so that two weights
can be compared exactly without being multiplied out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import fsum, gcd, isqrt, log2

Factors = Mapping[int, int]  # {prime: exponent}

SMALL = 1 << 10  # trial division by all smaller divisors
WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


@dataclass(frozen=True, slots=True)
class Weight:
    """The product N of the numbers of alternatives; a program's prior probability is 1/N.

    Attributes
    ----------
    factors : {prime: exponent}, primes ascending

    Examples
    --------
    >>> Weight({2: 3, 5: 1}).value
    40
    """

    factors: Factors

    @property
    def value(self) -> int:
        """The integer N itself, computed at each use: it may have millions of digits."""
        return product(prime**exponent for prime, exponent in self.factors.items())

    @property
    def bits(self) -> float:
        """log2 N, with one rounding for each prime's logarithm and one for their sum."""
        return fsum(exponent * log2(prime) for prime, exponent in self.factors.items())


def product(numbers: Iterable[int]) -> int:
    """Multiply integers pairwise, so that the factors stay of equal size."""
    row = list(numbers)
    while len(row) > 1:
        pairs = [a * b for a, b in zip(row[::2], row[1::2], strict=False)]
        row = pairs + row[len(row) & ~1 :]
    return row[0] if row else 1


def weight_of(alternatives: Mapping[int, int]) -> Weight:
    """Return the weight of choices given as {number of alternatives: number of such choices}.

    Examples
    --------
    >>> weight_of({2: 3, 6: 1})
    Weight(factors={2: 4, 3: 1})
    """
    total: Counter[int] = Counter()
    for number, times in alternatives.items():
        for prime, exponent in factorise(number):
            total[prime] += exponent * times
    return Weight(dict(sorted(total.items())))


def compare(
    first: Weight, first_time: Fraction | int, second: Weight, second_time: Fraction | int
) -> int:
    """Return the exact sign (-1, 0 or 1) of N1 t1 - N2 t2, for positive times.

    Examples
    --------
    >>> compare(Weight({2: 10}), 3, Weight({2: 1, 3: 1}), Fraction(512))
    0

    Notes
    -----
    Common factors cancel. The logarithms decide where they are further apart than a bound on their
    rounding errors (each term is within 2^-50 of itself), and integers decide otherwise.
    """
    left, right = Fraction(first_time), Fraction(second_time)
    above, below = left.numerator * right.denominator, left.denominator * right.numerator
    exponents = {
        prime: first.factors.get(prime, 0) - second.factors.get(prime, 0)
        for prime in first.factors.keys() | second.factors.keys()
    }
    terms = [exponent * log2(prime) for prime, exponent in exponents.items()]
    terms += [log2(above), -log2(below)]
    distance, error = fsum(terms), (1 + fsum(map(abs, terms))) * 2.0**-48
    if abs(distance) > error:
        return 1 if distance > 0 else -1
    above *= product(prime**exponent for prime, exponent in exponents.items() if exponent > 0)
    below *= product(prime**-exponent for prime, exponent in exponents.items() if exponent < 0)
    return (above > below) - (above < below)


@lru_cache(maxsize=1 << 14)
def factorise(number: int) -> tuple[tuple[int, int], ...]:
    """Return the prime factors of a positive integer with their exponents, ascending.

    Examples
    --------
    >>> factorise(360)
    ((2, 3), (3, 2), (5, 1))
    """
    exponents: Counter[int] = Counter()
    rest = number
    for divisor in range(2, SMALL):
        if divisor * divisor > rest:
            break
        while rest % divisor == 0:
            rest //= divisor
            exponents[divisor] += 1
    left = [rest] if rest > 1 else []
    while left:
        part = left.pop()
        if is_prime(part):
            exponents[part] += 1
        else:
            divisor = proper_divisor(part)
            left += [divisor, part // divisor]
    return tuple(sorted(exponents.items()))


def is_prime(number: int) -> bool:
    """Return whether a number is prime, by a Miller-Rabin test valid below 3 * 10^24 [1]_.

    References
    ----------
    .. [1] J. Sorenson and J. Webster, "Strong pseudoprimes to twelve prime bases", 2017.
    """
    if number < SMALL * SMALL:
        return number > 1 and all(number % d for d in range(2, isqrt(number) + 1))
    twos = ((number - 1) & (1 - number)).bit_length() - 1
    for witness in WITNESSES:
        power = pow(witness, (number - 1) >> twos, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def proper_divisor(number: int) -> int:
    """Return a proper divisor of a composite number, by Pollard's rho method [1]_.

    References
    ----------
    .. [1] J. M. Pollard, "A Monte Carlo method for factorization", BIT 15, 1975.
    """
    for shift in range(1, number):
        slow = fast = 2
        divisor = 1
        while divisor == 1:
            slow = (slow * slow + shift) % number
            fast = (fast * fast + shift) % number
            fast = (fast * fast + shift) % number
            divisor = gcd(slow - fast, number)
        if divisor != number:
            return divisor
    raise AssertionError(f"{number} is prime")
