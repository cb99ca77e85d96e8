"""Tell whether the number of true values in a list of n is odd.

Every input matters, so that no answer skips one: programs differ in their span, from a chain of n
to a tree of log2 n. As a circuit of and, or, not of constant depth it needs exponential size
(Håstad 1986).
"""

from complexity import family, tasks

inputs = tasks.lists(low=0, high=1)
default_size = 6


def spec(bits: list[int]) -> int:
    """The definition."""
    return sum(bits) % 2


kinds = {
    "direct": ["total", "chain", "tree", "flips"],
    "memorised": ["lookup_table"],
}


def total(bits: list[int]) -> int:
    """Count, then take the last bit of the count."""
    return sum(bits) % 2


def chain(bits: list[int]) -> int:
    """One exclusive or after the other."""
    p = 0
    for b in bits:
        p ^= b
    return p


def tree(bits: list[int]) -> int:
    """Exclusive ors of neighbours, round by round."""
    while len(bits) > 1:
        bits = [sum(bits[i : i + 2]) & 1 for i in range(0, len(bits), 2)]
    return bits[0] if bits else 0


def flips(bits: list[int]) -> int:
    """Two states, and a step to the other at each true value: an automaton."""
    odd = False
    for b in bits:
        if b > 0:
            odd = not odd
    return 1 if odd else 0


@family
def lookup_table(n: int) -> str:
    """The answers to all lists, found by their number in base 2."""
    if n > 12:
        raise ValueError(f"the table for n = {n} has {2**n:,} entries; n is at most 12")
    table = [spec(bits) for (bits,) in inputs.all(n)]
    return (
        "def lookup_table(bits: list[int]) -> int:\n    k = 0\n"
        f"    for b in bits:\n        k = k * 2 + b\n    return {table}[k]\n"
    )
