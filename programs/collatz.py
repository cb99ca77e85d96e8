"""Count the steps of 3 m + 1 until 1 is reached, from a number m of n bits.

An even number is halved, an odd one becomes 3 m + 1 (Collatz). Whether every number reaches 1 is
not known; no answer that avoids the simulation is. The counts are OEIS A006577, their records
A006877.
"""

from complexity import family, tasks

inputs = tasks.integers_of_bits(least=1)
default_size = 6


def spec(m: int) -> int:
    """The definition."""
    steps = 0
    while m != 1:
        m = 3 * m + 1 if m % 2 else m // 2
        steps += 1
    return steps


kinds = {
    "direct": ["loop", "recursive", "odd_steps"],
    "memorised": ["lookup_table"],
}


def loop(m: int) -> int:
    """Step by step."""
    steps = 0
    while m > 1:
        m = 3 * m + 1 if m % 2 else m // 2
        steps += 1
    return steps


def recursive(m: int) -> int:
    """One more than from the next number."""
    return 1 + recursive(3 * m + 1 if m % 2 else m // 2) if m > 1 else 0


def odd_steps(m: int) -> int:
    """An odd number becomes even: two steps at once (Terras 1976)."""
    steps = 0
    while m > 1:
        if m % 2:
            m = (3 * m + 1) // 2
            steps += 2
        else:
            m //= 2
            steps += 1
    return steps


@family
def lookup_table(n: int) -> str:
    """The answers to all numbers of n bits."""
    if n > 14:
        raise ValueError(f"the table for n = {n} has {2 ** (n - 1):,} entries; n is at most 14")
    numbers = [m for (m,) in inputs.all(n)]
    if not numbers:
        raise ValueError("no number of 0 bits is 1 or more")
    table = [spec(m) for m in numbers]
    return f"def lookup_table(m: int) -> int:\n    return {table}[m - {numbers[0]}]\n"
