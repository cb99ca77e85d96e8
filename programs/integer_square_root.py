"""Find the integer square root of a number of n bits: the largest r with r * r <= m.

The shortest program asks all numbers up to m and takes the largest that is not too large. Others
stop at the first that is too large, halve the range that is left, find a bit at a time, or let
Newton's iteration jump; a table asks none.

The integer square roots of all numbers are OEIS A000196.
"""

from math import isqrt

from complexity import candidate, family, tasks

spec = isqrt
inputs = tasks.integers_of_bits()
default_size = 8

kinds = {
    "search": ["largest"],
    "pruned search": ["scan", "bisection"],
    "direct": ["odd_sums", "digits", "newton"],
    "memorised": ["lookup_table"],
}


def largest(m: int) -> int:
    """Search: of all numbers up to m, the last whose square is not above m."""
    return max(r for r in range(m + 1) if candidate(r * r) <= m)


def scan(m: int) -> int:
    """Pruned search: stop before the first number whose square is above m."""
    r = 0
    while candidate((r + 1) * (r + 1)) <= m:
        r += 1
    return r


def bisection(m: int) -> int:
    """Pruned search: halve the range in which the root lies."""
    low = 0
    high = m + 1
    while high - low > 1:
        middle = (low + high) // 2
        if candidate(middle * middle) <= m:
            low = middle
        else:
            high = middle
    return low


def odd_sums(m: int) -> int:
    """Subtract the odd numbers: the first r of them sum to r * r."""
    odd = 1
    while odd <= m:
        m -= odd
        odd += 2
    return odd // 2


def digits(m: int) -> int:
    """Find the binary digits of the root, the highest first (Heron's digit by digit method)."""
    r = 0
    bit = 1
    while bit * bit <= m:
        bit *= 2
    while bit:
        if (r + bit) * (r + bit) <= m:
            r += bit
        bit //= 2
    return r


def newton(m: int) -> int:
    """Newton's iteration on integers, from above (Cohen 1993, algorithm 1.7.1)."""
    r = m
    while r * r > m:
        r = (r + m // r) // 2
    return r


@family
def lookup_table(n: int) -> str:
    """The answers to all numbers of n bits."""
    if n > 16:
        raise ValueError(f"the table for n = {n} has {2 ** (n - 1):,} entries; n is at most 16")
    numbers = [m for (m,) in inputs.all(n)]
    table = [spec(m) for m in numbers]
    return f"def lookup_table(m: int) -> int:\n    return {table}[m - {numbers[0]}]\n"
