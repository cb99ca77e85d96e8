"""Tell whether the player to move wins at Nim: three heaps of up to n, the last to take wins.

Search tries every move; the theorem of Bouton (1902) is shorter and faster: a position is lost
exactly if the heap sizes cancel under exclusive or. A counterexample to short searches, where a
theory is known.
"""

from functools import cache

from complexity import candidate, family, tasks

inputs = tasks.integers(3)
default_size = 3


@cache
def spec(a: int, b: int, c: int) -> bool:
    """The definition: some move leads to a position that is lost."""
    smaller = [(x, b, c) for x in range(a)]
    smaller += [(a, y, c) for y in range(b)]
    smaller += [(a, b, z) for z in range(c)]
    return any(not spec(*after) for after in smaller)


kinds = {
    "search": ["all_moves"],
    "direct": ["bouton", "digit_sums"],
    "memorised": ["lookup_table"],
}


def all_moves(a: int, b: int, c: int) -> bool:
    """Search: a move to a position that is lost for the other."""
    return (
        any(not candidate(all_moves(x, b, c)) for x in range(a))
        or any(not candidate(all_moves(a, y, c)) for y in range(b))
        or any(not candidate(all_moves(a, b, z)) for z in range(c))
    )


def bouton(a: int, b: int, c: int) -> bool:
    """The exclusive or of the heaps is not 0 (Bouton 1902)."""
    return a ^ b ^ c != 0


def digit_sums(a: int, b: int, c: int) -> bool:
    """Some binary digit occurs an odd number of times: the theorem digit by digit."""
    while a + b + c:
        if (a + b + c) % 2:
            return True
        a //= 2
        b //= 2
        c //= 2
    return False


@family
def lookup_table(n: int) -> str:
    """The answers to all positions."""
    if n > 12:
        raise ValueError(f"the table for n = {n} has {(n + 1) ** 3:,} entries; n is at most 12")
    table = [int(spec(*heaps)) for heaps in inputs.all(n)]
    return (
        "def lookup_table(a: int, b: int, c: int) -> bool:\n"
        f"    return {table}[(a * {n + 1} + b) * {n + 1} + c] > 0\n"
    )
