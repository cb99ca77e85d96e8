"""Find a way through a perfect maze of n by n cells, from the first cell to the last.

A maze is given by the neighbours of each cell, in the order right, down, left, up. It is perfect:
exactly one way joins two cells, so that the maze is a spanning tree of the grid. Any walk that ends
at the last cell is right; cells may come twice. A wall follower needs no memory and no map
(Pledge's problem is absent here: a tree has no islands), and search has nothing to gain.

There are 1, 4, 192, 100,352 perfect mazes of n = 1 to 4 (OEIS A007341).
"""

from itertools import pairwise

from complexity import candidate, randrange, tasks

inputs = tasks.perfect_mazes()
default_size = 3


def accepts(args: tuple[list[list[int]]], path: list[int]) -> bool:
    """Whether a walk leads from the first cell to the last, through passages only."""
    (ways,) = args
    steps = pairwise(path)
    return bool(path) and (path[0], path[-1]) == (0, len(ways) - 1) and all(
        0 <= a < len(ways) and b in ways[a] for a, b in steps
    )  # fmt: skip


kinds = {
    "search": ["depth_first", "breadth_first", "wave"],
    "random search": ["random_walk"],
    "controller": ["wall_follower"],
    "direct": ["dead_ends"],
}


def wall_follower(ways: list[list[int]]) -> list[int]:
    """Controller: keep a hand on the wall; take the next passage after the one just used."""
    here = 0
    came = -1
    path = [0]
    while here < len(ways) - 1:
        k = 0
        for i in range(len(ways[here])):
            if ways[here][i] == came:
                k = i + 1
        came = here
        here = ways[here][k % len(ways[here])]
        path.append(here)
    return path


def random_walk(ways: list[list[int]]) -> list[int]:
    """Random search: any passage, until the last cell is reached."""
    here = 0
    path = [0]
    while here < len(ways) - 1:
        here = candidate(ways[here][randrange(len(ways[here]))])
        path.append(here)
    return path


def _walk(ways: list[list[int]], here: int, came: int) -> list[int]:
    """The way from a cell to the last one that does not go back; empty if there is none."""
    if here == len(ways) - 1:
        return [here]
    for there in ways[here]:
        if there != came:
            rest = _walk(ways, candidate(there), here)
            if len(rest) > 0:
                return [here] + rest
    return []


def depth_first(ways: list[list[int]]) -> list[int]:
    """Search: follow each passage to its end, and turn back."""
    return _walk(ways, 0, -1)


def breadth_first(ways: list[list[int]]) -> list[int]:
    """Search: from the last cell outwards, the cell after each (Moore 1959)."""
    k = len(ways)
    after = [-1] * k
    after[k - 1] = k
    queue = [k - 1]
    i = 0
    while i < len(queue):
        here = candidate(queue[i])
        for there in ways[here]:
            if after[there] < 0:
                after[there] = here
                queue.append(there)
        i += 1
    path = [0]
    while path[-1] < k - 1:
        path.append(after[path[-1]])
    return path


def wave(ways: list[list[int]]) -> list[int]:
    """Search: distances to the last cell, all at once and again (Bellman 1958); then downhill."""
    k = len(ways)
    far = [k] * (k - 1) + [0]
    for _ in ways:
        far = [min([candidate(far[d]) + 1 for d in ways[c]] + [far[c]]) for c in range(k)]
    path = [0]
    while path[-1] < k - 1:
        path.append(min(ways[path[-1]], key=lambda d: far[d]))
    return path


def dead_ends(ways: list[list[int]]) -> list[int]:
    """Fill the dead ends: a cell with one open passage is closed, again and again."""
    k = len(ways)
    shut = [0] * k
    for _ in ways:
        for c in range(1, k - 1):
            if sum([1 - shut[d] for d in ways[c]]) < 2:
                shut[c] = 1
    path = [0]
    shut[0] = 1
    while path[-1] < k - 1:
        there = next(d for d in ways[path[-1]] if shut[d] == 0)
        shut[there] = 1
        path.append(there)
    return path
