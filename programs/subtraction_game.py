"""Tell whether the player to move wins: take 1, 2 or 3 of m, the last to take wins; m has n bits.

The search over all plays takes exponential time; filling a table of smaller positions a linear one;
the period 4 of the answers, once known, a division. The Grundy values for the moves {1, 2, 3} are m
mod 4 (Winning Ways, chapter 4).
"""

from complexity import candidate, tasks


def spec(m: int) -> bool:
    """The definition: some move leads to a position that is lost, from the smallest position on."""
    wins = [False]
    for k in range(1, m + 1):
        wins.append(any(not wins[k - move] for move in (1, 2, 3) if move <= k))
    return wins[m]


inputs = tasks.integers_of_bits()
default_size = 4

kinds = {
    "search": ["all_plays"],
    "direct": ["positions", "last_three", "period"],
}


def all_plays(m: int) -> bool:
    """Search: a move to a position that is lost for the other."""
    return any(not candidate(all_plays(m - k)) for k in range(1, min(m, 3) + 1))


def positions(m: int) -> bool:
    """The answers to all smaller positions, once each."""
    wins = [False]
    for _ in range(m):
        wins.append(not all(wins[-3:]))
    return wins[m]


def last_three(m: int) -> bool:
    """The answers to the last three positions."""
    a = True
    b = True
    c = False
    for _ in range(m):
        a, b, c = b, c, not (a and b and c)
    return c


def period(m: int) -> bool:
    """The answers repeat after four positions."""
    return m % 4 != 0
