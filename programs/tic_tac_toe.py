"""Choose a move at tic-tac-toe that does not lose, where there is one; n squares or fewer are free.

A position is two numbers of nine bits, the squares of the player to move and those of the opponent,
counted row by row. Search with a simple objective is minimax; the rules are those of Newell and
Simon (1972); a table remembers all. Any move is right that loses nothing: after a position that is
won or drawn, the player still does not lose against perfect play.

There are 5,478 positions that can be reached, and the whole tree of play has 549,946 nodes.
"""

from functools import cache

from complexity import candidate, family, tasks

LINES = (7, 56, 448, 73, 146, 292, 273, 84)


def _wins(squares: int) -> bool:
    """Whether squares hold a line."""
    return any(squares & line == line for line in LINES)


@cache
def _value(mine: int, theirs: int) -> int:
    """The value of a position to the player to move, by its definition: 1 won, 0 drawn, -1 lost."""
    if _wins(theirs):
        return -1
    free = [s for s in range(9) if not (mine | theirs) >> s & 1]
    return max((-_value(theirs, mine | 1 << s) for s in free), default=0)


@cache
def _positions() -> tuple[tuple[int, int], ...]:
    """All positions that can be reached, ended ones included, in the order of their stones."""
    found, last = [(0, 0)], {(0, 0)}
    for _ in range(9):
        last = {
            (theirs, mine | 1 << s)
            for mine, theirs in last
            if not _wins(theirs)
            for s in range(9)
            if not (mine | theirs) >> s & 1
        }
        found += sorted(last)
    return tuple(found)


def _open(n: int) -> list[tuple[int, int]]:
    """The positions with 1 to n free squares in which play goes on."""
    return [
        (mine, theirs)
        for mine, theirs in _positions()
        if 0 < 9 - (mine | theirs).bit_count() <= n and not _wins(theirs)
    ]


inputs = tasks.stated(_open, "the open positions with at most n free squares")
default_size = 4


def accepts(args: tuple[int, int], move: int) -> bool:
    """Whether a move is legal and loses nothing: a position that is lost may be lost by any."""
    mine, theirs = args
    legal = 0 <= move < 9 and not (mine | theirs) >> move & 1
    return legal and -_value(theirs, mine | 1 << move) >= min(0, _value(mine, theirs))


kinds = {
    "search": ["minimax"],
    "pruned search": ["alpha_beta", "first_that_holds"],
    "rules": ["newell_simon"],
    "memorised": ["lookup_table"],
}


def _line(squares: int) -> bool:
    """Whether squares hold a row, a column or a diagonal."""
    return any(squares & w == w for w in [7, 56, 448, 73, 146, 292, 273, 84])


def _worth(mine: int, theirs: int) -> int:
    """The value of a position to the player to move: 1 won, 0 drawn, -1 lost."""
    if _line(theirs):
        return candidate(-1)
    return candidate(
        max(
            (-_worth(theirs, mine | 1 << s) for s in range(9) if (mine | theirs) >> s & 1 == 0),
            default=0,
        )
    )


def minimax(mine: int, theirs: int) -> int:
    """Search: the move to the position that is worst for the opponent (von Neumann 1928)."""
    return min(
        (s for s in range(9) if (mine | theirs) >> s & 1 == 0),
        key=lambda s: _worth(theirs, mine | 1 << s),
    )


def _bounded(mine: int, theirs: int, low: int, high: int) -> int:
    """The value of a position, if it lies between two bounds; else a bound that it passes."""
    if _line(theirs):
        return candidate(-1)
    if mine | theirs == 511:
        return candidate(0)
    for s in range(9):
        if (mine | theirs) >> s & 1 == 0:
            low = max(low, -_bounded(theirs, mine | 1 << s, -high, -low))
            if low >= high:
                break
    return candidate(low)


def alpha_beta(mine: int, theirs: int) -> int:
    """Pruned search: leave out what cannot change the choice (Knuth and Moore 1975)."""
    best = -2
    move = 0
    for s in range(9):
        if (mine | theirs) >> s & 1 == 0:
            v = -_bounded(theirs, mine | 1 << s, -1, -best)
            if v > best:
                best = v
                move = s
    return move


def _loses(mine: int, theirs: int) -> bool:
    """Whether the player to move loses against perfect play."""
    return candidate(_line(theirs)) or (
        mine | theirs != 511
        and all(_beats(theirs, mine | 1 << s) for s in range(9) if (mine | theirs) >> s & 1 == 0)
    )


def _beats(mine: int, theirs: int) -> bool:
    """Whether the player to move wins against perfect play."""
    return not _line(theirs) and any(
        _loses(theirs, mine | 1 << s) for s in range(9) if (mine | theirs) >> s & 1 == 0
    )


def first_that_holds(mine: int, theirs: int) -> int:
    """Pruned search: the first move after which the opponent does not win, or any."""
    free = [s for s in range(9) if (mine | theirs) >> s & 1 == 0]
    return next((s for s in free if not _beats(theirs, mine | 1 << s)), free[0])


def _threats(mine: int, theirs: int) -> int:
    """How many lines lack one stone of the player, and hold none of the opponent."""
    return sum(
        [
            1
            for w in [7, 56, 448, 73, 146, 292, 273, 84]
            if theirs & w == 0 and w & ~mine & (w & ~mine) - 1 == 0
        ]
    )


def newell_simon(mine: int, theirs: int) -> int:
    """Rules: win, block, fork, prevent a fork, centre, opposite corner, corner, side."""
    free = [s for s in [4, 0, 2, 6, 8, 1, 3, 5, 7] if (mine | theirs) >> s & 1 == 0]
    for s in free:
        if _line(mine | 1 << s):
            return s
    for s in free:
        if _line(theirs | 1 << s):
            return s
    for s in free:
        if _threats(mine | 1 << s, theirs) > 1:
            return s
    forks = [s for s in free if _threats(theirs | 1 << s, mine) > 1]
    for s in free:
        after = mine | 1 << s
        if len(forks) > 1 and _threats(after, theirs) > 0:
            block = next(t for t in free if t != s and _line(after | 1 << t))
            if block not in forks:
                return s
    if len(forks) > 0:
        return forks[0]
    for s in free:
        if s in [0, 2, 6, 8] and theirs >> (8 - s) & 1:
            return s if free[0] != 4 else 4
    return free[0]


@family
def lookup_table(n: int) -> str:
    """A move for every position, found by halving."""
    keys = sorted((mine * 512 + theirs) for mine, theirs in inputs.all(n))
    moves = [next(s for s in range(9) if accepts(divmod(key, 512), s)) for key in keys]
    return (
        "def lookup_table(mine: int, theirs: int) -> int:\n"
        f"    keys = {keys}\n    k = mine * 512 + theirs\n    low = 0\n    high = {len(keys)}\n"
        "    while high - low > 1:\n        middle = (low + high) // 2\n"
        "        if keys[middle] > k:\n            high = middle\n"
        "        else:\n            low = middle\n"
        f"    return {moves}[low]\n"
    )
