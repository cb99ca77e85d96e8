"""Find the smallest divisor above 1 of a number of n bits.

Every number has one: itself, if no other. The shortest program asks every candidate for its
remainder and takes the first of the smallest, though the first remainder of 0 decides. Others stop
there, or at the root, since a number without a divisor up to its root is prime; a table asks none.

The smallest divisors of all numbers are OEIS A020639.
"""

from complexity import candidate, family, tasks


def spec(m: int) -> int:
    """The definition: the first number from 2 on that divides m."""
    return min(d for d in range(2, m + 1) if m % d == 0)


inputs = tasks.integers_of_bits(least=2)
default_size = 8

kinds = {
    "search": ["argmin"],
    "pruned search": ["scan", "to_root", "odd"],
    "memorised": ["lookup_table"],
}


def argmin(m: int) -> int:
    """Search: the first of all candidates with the smallest remainder."""
    return min(range(2, m + 1), key=lambda d: candidate(m % d))


def scan(m: int) -> int:
    """Pruned search: stop at the first divisor."""
    return next(d for d in range(2, m + 1) if candidate(m % d) == 0)


def to_root(m: int) -> int:
    """Pruned search: stop at the first divisor, or at the root, since then m is prime."""
    d = 2
    while d * d <= m:
        if candidate(m % d) == 0:
            return d
        d += 1
    return m


def odd(m: int) -> int:
    """Pruned search: 2, then odd candidates up to the root."""
    if m % 2 == 0:
        return 2
    d = 3
    while d * d <= m:
        if candidate(m % d) == 0:
            return d
        d += 2
    return m


@family
def lookup_table(n: int) -> str:
    """The answers to all numbers of n bits."""
    if n > 16:
        raise ValueError(f"the table for n = {n} has {2 ** (n - 1):,} entries; n is at most 16")
    numbers = [m for (m,) in inputs.all(n)]
    if not numbers:
        raise ValueError(f"no number of {n} bits is 2 or more")
    table = [spec(m) for m in numbers]
    return f"def lookup_table(m: int) -> int:\n    return {table}[m - {numbers[0]}]\n"
