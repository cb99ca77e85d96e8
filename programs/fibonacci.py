"""Compute the Fibonacci number of an index up to 10 n.

The recursion of the definition is the shortest way to write it and takes exponential time; a loop
is a little longer. Both are no searches: a flip without a search. The numbers are OEIS A000045.
"""

from complexity import family, tasks


def _most(n: int) -> int:
    """10n"""
    return min(10 * n, 90)


inputs = tasks.integers(high=_most)
default_size = 2


def spec(k: int) -> int:
    """The definition, by a loop over pairs."""
    a, b = 0, 1
    for _ in range(k):
        a, b = b, a + b
    return a


kinds = {
    "direct": ["recursion", "loop", "list_of_all", "doubling"],
    "memorised": ["lookup_table"],
}


def recursion(k: int) -> int:
    """The definition: the sum of the two before."""
    return recursion(k - 1) + recursion(k - 2) if k > 1 else k


def loop(k: int) -> int:
    """Keep the last two."""
    a = 0
    b = 1
    for _ in range(k):
        a, b = b, a + b
    return a


def list_of_all(k: int) -> int:
    """Keep all."""
    f = [0, 1]
    for i in range(k):
        f.append(f[i] + f[i + 1])
    return f[k]


def doubling(k: int) -> int:
    """From F(i) and F(i + 1) to F(2 i) and F(2 i + 1), a binary digit of k at a time."""
    a = 0
    b = 1
    bit = 64
    while bit:
        a, b = a * (2 * b - a), a * a + b * b
        if k & bit:
            a, b = b, a + b
        bit //= 2
    return a


@family
def lookup_table(n: int) -> str:
    """The answers to all indices."""
    if n > 9:
        raise ValueError("F(91) and more have over 63 bits")
    table = [spec(k) for (k,) in inputs.all(n)]
    return f"def lookup_table(k: int) -> int:\n    return {table}[k]\n"
