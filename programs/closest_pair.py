"""Find the smallest squared distance between two of n points with integer coordinates.

Search compares all pairs. Where the points stand in the order of one coordinate, a sweep may stop
early (Shamos and Hoey 1975); at the sizes that can be run exactly, sorting costs more than it
saves.
"""

from itertools import combinations

from complexity import candidate, tasks

inputs = tasks.grids(columns=2, low=0, high=2)
default_size = 3


def spec(ps: list[list[int]]) -> int:
    """The definition; of fewer than two points, 0."""
    pairs = combinations(ps, 2)
    return min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in pairs), default=0)


kinds = {
    "search": ["all_pairs", "each_with_those_before"],
    "direct": ["sweep"],
}


def all_pairs(ps: list[list[int]]) -> int:
    """Search: every pair."""
    return min(
        [
            candidate((ps[i][0] - ps[j][0]) ** 2 + (ps[i][1] - ps[j][1]) ** 2)
            for i in range(len(ps))
            for j in range(i)
        ],
        default=0,
    )


def each_with_those_before(ps: list[list[int]]) -> int:
    """Search: every pair, and the least so far."""
    best = -1
    for i in range(len(ps)):
        for j in range(i):
            x = ps[i][0] - ps[j][0]
            y = ps[i][1] - ps[j][1]
            d = candidate(x * x + y * y)
            if best < 0 or d < best:
                best = d
    return max(best, 0)


def sweep(ps: list[list[int]]) -> int:
    """Sort by one coordinate; a point is compared with those before until they are too far."""
    order: list[list[int]] = []
    for p in ps:
        k = len(order)
        while k > 0 and order[k - 1][0] > p[0]:
            k -= 1
        order.insert(k, p)
    best = -1
    for i in range(len(order)):
        j = i - 1
        while j >= 0:
            x = order[i][0] - order[j][0]
            if best >= 0 and x * x >= best:
                break
            y = order[i][1] - order[j][1]
            d = x * x + y * y
            if best < 0 or d < best:
                best = d
            j -= 1
    return max(best, 0)
