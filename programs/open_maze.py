"""Find a shortest way from the first cell to the goal of a maze, whose loops come by degrees.

The mazes go from perfect ones, with one way between two cells, to the open grid. A maze is given by
the neighbours of each cell, in the order right, down, left, up. The goal is the middle cell, which
may stand on an island that a wall follower never reaches; no rule without a map is known that finds
a shortest way.
"""

from itertools import pairwise

from complexity import candidate, tasks

inputs = tasks.open_mazes()
default_size = 4


def _distance(ways: list[list[int]], goal: int) -> int:
    """The distance of the first cell from the goal, ring by ring."""
    found, ring, steps = {goal}, {goal}, 0
    while 0 not in found:
        ring = {d for c in ring for d in ways[c]} - found
        found |= ring
        steps += 1
    return steps


def accepts(args: tuple[list[list[int]], int], path: list[int]) -> bool:
    """Whether a walk leads from the first cell to the goal, and none is shorter."""
    ways, goal = args
    walk = bool(path) and (path[0], path[-1]) == (0, goal) and all(
        0 <= a < len(ways) and b in ways[a] for a, b in pairwise(path)
    )  # fmt: skip
    return walk and len(path) == _distance(ways, goal) + 1


kinds = {
    "search": ["all_walks", "breadth_first", "wave", "deepening"],
    "pruned search": ["a_star", "bidirectional"],
}


def all_walks(ways: list[list[int]], goal: int) -> list[int]:
    """Search: all walks of one step more, until one ends at the goal."""
    walks = [[0]]
    while all(walk[-1] != goal for walk in walks):
        walks = [walk + [candidate(d)] for walk in walks for d in ways[walk[-1]]]
    return next(walk for walk in walks if walk[-1] == goal)


def breadth_first(ways: list[list[int]], goal: int) -> list[int]:
    """Search: from the goal outwards, the cell after each (Moore 1959)."""
    after = [-1] * len(ways)
    after[goal] = goal
    queue = [goal]
    i = 0
    while after[0] < 0:
        here = candidate(queue[i])
        for there in ways[here]:
            if after[there] < 0:
                after[there] = here
                queue.append(there)
        i += 1
    path = [0]
    while path[-1] != goal:
        path.append(after[path[-1]])
    return path


def wave(ways: list[list[int]], goal: int) -> list[int]:
    """Search: distances to the goal, all at once and again (Bellman 1958); then downhill."""
    k = len(ways)
    far = [k] * k
    far[goal] = 0
    for _ in ways:
        far = [min([candidate(far[d]) + 1 for d in ways[c]] + [far[c]]) for c in range(k)]
    path = [0]
    while path[-1] != goal:
        path.append(min(ways[path[-1]], key=lambda d: far[d]))
    return path


def _within(ways: list[list[int]], goal: int, here: int, steps: int) -> list[int]:
    """A walk of so many steps from a cell to the goal; empty if there is none."""
    if steps == 0:
        return [here] if here == goal else []
    for there in ways[here]:
        rest = _within(ways, goal, candidate(there), steps - 1)
        if len(rest) > 0:
            return [here] + rest
    return []


def deepening(ways: list[list[int]], goal: int) -> list[int]:
    """Search: depth first, with one step more each time (Korf 1985)."""
    steps = 0
    path = _within(ways, goal, 0, 0)
    while len(path) == 0:
        steps += 1
        path = _within(ways, goal, 0, steps)
    return path


def a_star(ways: list[list[int]], goal: int) -> list[int]:
    """Pruned search: go on where the way so far and the distance on the open grid sum to least.

    Hart, Nilsson and Raphael 1968; the grid has as many columns as rows.
    """
    k = len(ways)
    n = 1
    while n * n < k:
        n += 1
    before = [-1] * k
    far = [k] * k
    far[0] = 0
    edge = [0]
    here = 0
    while here != goal:
        here = min(edge, key=lambda c: far[c] + abs(c // n - goal // n) + abs(c % n - goal % n))
        edge = [c for c in edge if c != here]
        for there in ways[candidate(here)]:
            if far[here] + 1 < far[there]:
                far[there] = far[here] + 1
                before[there] = here
                edge.append(there)
    path = [goal]
    while path[0] != 0:
        path.insert(0, before[path[0]])
    return path


def bidirectional(ways: list[list[int]], goal: int) -> list[int]:
    """Pruned search: rings around both ends in turn, until they meet (Pohl 1971)."""
    k = len(ways)
    before = [-1] * k
    after = [-1] * k
    before[0] = 0
    after[goal] = goal
    first = [0]
    last = [goal]
    while all(before[c] < 0 or after[c] < 0 for c in range(k)):
        ring: list[int] = []
        for here in first:
            for there in ways[candidate(here)]:
                if before[there] < 0:
                    before[there] = here
                    ring.append(there)
        first = ring
        if all(before[c] < 0 or after[c] < 0 for c in range(k)):
            ring = []
            for here in last:
                for there in ways[candidate(here)]:
                    if after[there] < 0:
                        after[there] = here
                        ring.append(there)
            last = ring
    middle = next(c for c in range(k) if before[c] >= 0 and after[c] >= 0)
    path = [middle]
    while path[0] != 0:
        path.insert(0, before[path[0]])
    while path[-1] != goal:
        path.append(after[path[-1]])
    return path
