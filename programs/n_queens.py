"""Count the ways to place n queens that do not attack each other, the first two rows being given.

The columns of the first two queens are the input. All permutations against backtracking, in lists
and in bits; the counts over all first queens sum to OEIS A000170.
"""

from itertools import permutations

from complexity import candidate, tasks


def _starts(n: int) -> list[tuple[int, int, int]]:
    """The size, from 2 on, with every pair of columns."""
    return [(n, a, b) for a in range(n) for b in range(n)] if n > 1 else []


def spec(n: int, a: int, b: int) -> int:
    """The definition, over all permutations."""
    placed = (p for p in permutations(range(n)) if p[:2] == (a, b))
    return sum(all(abs(p[i] - p[j]) != i - j for i in range(n) for j in range(i)) for p in placed)


inputs = tasks.stated(_starts, "the columns of the first two of n queens")
default_size = 5

kinds = {
    "search": ["all_lists"],
    "pruned search": ["row_by_row", "backtracking", "bits"],
}


def all_lists(n: int, a: int, b: int) -> int:
    """Search: all lists of n columns, tested at the end."""
    boards = [[a, b]]
    for _ in range(n - 2):
        boards = [q + [c] for q in boards for c in range(n)]
    return sum(
        [
            1
            for q in boards
            if all(
                candidate(q[i]) != q[j] and abs(q[i] - q[j]) != i - j
                for i in range(len(q))
                for j in range(i)
            )
        ]
    )


def row_by_row(n: int, a: int, b: int) -> int:
    """Pruned search: the boards that are right so far, each with every column that fits."""
    boards = [[a]]
    for r in range(1, n):
        boards = [
            q + [candidate(c)]
            for q in boards
            for c in range(n)
            if (r > 1 or c == b) and all(q[i] != c and abs(q[i] - c) != r - i for i in range(r))
        ]
    return len(boards)


def _complete(n: int, q: list[int]) -> int:
    """The number of ways to complete a board."""
    r = len(q)
    if r == n:
        return 1
    return sum(
        [
            _complete(n, q + [candidate(c)])
            for c in range(n)
            if all(q[i] != c and abs(q[i] - c) != r - i for i in range(r))
        ]
    )


def backtracking(n: int, a: int, b: int) -> int:
    """Pruned search: complete the board row by row, and turn back where no column fits."""
    return _complete(n, [a, b]) if abs(a - b) > 1 else 0


def _place(full: int, columns: int, left: int, right: int) -> int:
    """The number of ways to fill the rows that are left, the attacked columns being bits."""
    if columns == full:
        return 1
    count = 0
    free = full & ~(columns | left | right)
    while free:
        c = candidate(free & -free)
        free -= c
        count += _place(full, columns | c, (left | c) << 1, (right | c) >> 1)
    return count


def bits(n: int, a: int, b: int) -> int:
    """Pruned search: attacked columns and diagonals as bits of three numbers (Wirth 1976)."""
    if abs(a - b) < 2:
        return 0
    x = 1 << a
    y = 1 << b
    return _place((1 << n) - 1, x | y, (x << 1 | y) << 1, (x >> 1 | y) >> 1)
