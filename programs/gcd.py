"""Find the greatest common divisor of two positive numbers of n bits.

The shortest program known is Euclid's, which is also the fastest: a task in which search is
neither. The number of its divisions is largest for consecutive Fibonacci numbers (Lamé 1844).
"""

from math import gcd

from complexity import candidate, tasks

spec = gcd
inputs = tasks.integers_of_bits(2, least=1)
default_size = 5

kinds = {
    "search": ["largest"],
    "pruned search": ["scan"],
    "direct": ["euclid", "recursive", "subtraction", "binary"],
}


def largest(a: int, b: int) -> int:
    """Search: the largest of all numbers up to a that divide both."""
    return max(d for d in range(1, a + 1) if candidate(a % d) + b % d == 0)


def scan(a: int, b: int) -> int:
    """Pruned search: from a down, stop at the first number that divides both."""
    d = a
    while candidate(a % d) + b % d:
        d -= 1
    return d


def euclid(a: int, b: int) -> int:
    """Divide, and go on with the remainder (Euclid, Elements VII, proposition 2)."""
    while b:
        a, b = b, a % b
    return a


def recursive(a: int, b: int) -> int:
    """Euclid's algorithm as a recursion."""
    return recursive(b, a % b) if b else a


def subtraction(a: int, b: int) -> int:
    """Take the smaller from the larger until both are equal."""
    while a != b:
        if a > b:
            a -= b
        else:
            b -= a
    return a


def binary(a: int, b: int) -> int:
    """Halve and subtract, without division (Stein 1967)."""
    power = 1
    while (a | b) % 2 == 0:
        a //= 2
        b //= 2
        power *= 2
    while a:
        while a % 2 == 0:
            a //= 2
        while b % 2 == 0:
            b //= 2
        if a < b:
            a, b = b, a
        a -= b
    return b * power
