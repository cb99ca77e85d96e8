"""Inputs that are mazes: grids of n by n cells, given by the neighbours of each cell.

Cells are numbered row by row from 0; the neighbours of a cell stand in the order right, down, left,
up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from .inputs import Arguments, Inputs, stated

Passage = tuple[int, int]
Ways = list[list[int]]

DIAL = 6  # steps from perfect mazes to the open grid
COUNTED = 8  # sizes up to which perfect mazes are counted exactly


def perfect_mazes() -> Inputs:
    """Inputs of one maze: all perfect ones, the spanning trees of the grid.

    Examples
    --------
    >>> [perfect_mazes().count(n) for n in (1, 2, 3, 4)]
    [1, 4, 192, 100352]
    >>> next(perfect_mazes().all(2))
    ([[1, 2], [0], [3, 0], [2]],)
    """
    return Inputs(
        lambda n: ((ways(n, tree),) for tree in spanning_trees(grid(n), [*range(n * n)])),
        count_perfect,
        lambda n, rng: (ways(n, random_tree(n, rng)),),
        "the perfect mazes of n by n cells",
        lambda n, limit: min(limit, count_perfect(n)) if n <= COUNTED else limit,
    )


def open_mazes(each: int = 10) -> Inputs:
    """Inputs of a maze and a goal: seeded mazes from perfect to open, the goal in the middle.

    For each step of the dial, from 0 to 5, `each` perfect mazes are drawn, and every other passage
    of the grid is opened with a chance of a fifth of the step.

    Examples
    --------
    >>> maze, goal = next(open_mazes().all(3))
    >>> sum(map(len, maze)) // 2, goal
    (8, 4)
    """

    def listing(n: int) -> list[Arguments]:
        rng = Random(n)
        drawn = [opened(n, step, rng) for step in range(DIAL) for _ in range(each)] if n else []
        return [(ways(n, passages), n // 2 * (n + 1)) for passages in drawn]

    what = f"{each} seeded mazes of n by n cells for each of {DIAL} steps from perfect to open"
    return stated(listing, what)


def opened(n: int, step: int, rng: Random) -> list[Passage]:
    """A random perfect maze with further passages, each with a chance of step / (DIAL - 1)."""
    tree = random_tree(n, rng)
    known = {*tree, *((b, a) for a, b in tree)}
    others = (passage for passage in grid(n) if passage not in known)
    return [*tree, *(passage for passage in others if rng.randrange(DIAL - 1) < step)]


def grid(n: int) -> list[Passage]:
    """The pairs of neighbouring cells of the grid, the smaller first."""
    right = [(c, c + 1) for c in range(n * n) if c % n < n - 1]
    return [*right, *((c, c + n) for c in range(n * n - n))]


def ways(n: int, passages: Sequence[Passage]) -> Ways:
    """The neighbours of each cell: right, down, left, up."""
    joined = {*passages, *((b, a) for a, b in passages)}
    around = [(c + 1, c + n, c - 1, c - n) for c in range(n * n)]
    return [[d for d in around[c] if (c, d) in joined] for c in range(n * n)]


def spanning_trees(passages: Sequence[Passage], parts: list[int]) -> Iterator[list[Passage]]:
    """Every set of passages that joins all parts without a cycle.

    Each passage in turn is taken and left out, as long as the rest can join what is apart.
    """
    if len({*parts}) <= 1:
        if parts:
            yield []
        return
    (a, b), rest = passages[0], passages[1:]
    if parts[a] != parts[b]:
        for tree in spanning_trees(rest, joining(parts, a, b)):
            yield [(a, b), *tree]
    left = parts
    for c, d in rest:
        left = joining(left, c, d)
    if len({*left}) == 1:
        yield from spanning_trees(rest, parts)


def joining(parts: list[int], a: int, b: int) -> list[int]:
    """The parts of all cells after those of a and b are joined."""
    return [parts[a] if part == parts[b] else part for part in parts]


def count_perfect(n: int) -> int:
    """The number of spanning trees of the grid: by Kirchhoff's determinant (Bareiss 1968)."""
    size = n * n - 1
    rows = [[0] * size for _ in range(size)]
    for a, b in grid(n):
        for c, d in ((a, b), (b, a)):
            if c < size:
                rows[c][c] += 1
                if d < size:
                    rows[c][d] -= 1
    last = 1
    for k in range(size):  # every leading minor is positive, so that no row is exchanged
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                rows[i][j] = (rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]) // last
        last = rows[k][k]
    return last if n else 0


def random_tree(n: int, rng: Random) -> list[Passage]:
    """A uniformly random spanning tree of the grid: loop-erased random walks (Wilson 1996)."""
    near: Ways = [[] for _ in range(n * n)]
    for a, b in grid(n):
        near[a].append(b)
        near[b].append(a)
    joined = {0}
    passages = []
    for start in range(1, n * n):
        after: dict[int, int] = {}
        here = start
        while here not in joined:
            after[here] = rng.choice(near[here])
            here = after[here]
        here = start
        while here not in joined:
            joined.add(here)
            passages.append((here, after[here]))
            here = after[here]
    return passages
