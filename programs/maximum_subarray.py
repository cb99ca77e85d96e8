"""Find the largest sum of consecutive elements of a list; that of none is 0.

Bentley's classic (Programming Pearls, column 8): from all O(n^2) ranges, each summed anew, to the
scan of Kadane, which is both the shortest and the fastest. A counterexample to short searches.
"""

from itertools import combinations

from complexity import candidate, tasks

inputs = tasks.lists(low=-2, high=2)
checked = tasks.union(tasks.lists(low=-7, high=-6), tasks.lists(low=-1, high=0))
default_size = 5


def spec(xs: list[int]) -> int:
    """The definition: the largest sum over all pairs of ends."""
    return max(sum(xs[i:j]) for i, j in [(0, 0), *combinations(range(len(xs) + 1), 2)])


kinds = {
    "search": ["all_ranges", "running_sums"],
    "direct": ["kadane", "halves"],
}


def all_ranges(xs: list[int]) -> int:
    """Search: sum every range anew."""
    k = len(xs) + 1
    return max(candidate(sum(xs[i:j])) for i in range(k) for j in range(i, k))


def running_sums(xs: list[int]) -> int:
    """Search: extend each range by one element."""
    best = 0
    for i in range(len(xs)):
        s = 0
        for x in xs[i:]:
            s += x
            best = max(best, candidate(s))
    return best


def kadane(xs: list[int]) -> int:
    """Scan: a range that sums below 0 is never continued (Kadane 1977)."""
    best = 0
    s = 0
    for x in xs:
        s = max(s + x, 0)
        best = max(best, s)
    return best


def halves(xs: list[int]) -> int:
    """Divide and conquer: within either half, or across the middle (Shamos)."""
    n = len(xs)
    if n < 2:
        return max(0, sum(xs))
    m = n // 2
    left = 0
    s = 0
    for x in xs[:m][::-1]:
        s += x
        left = max(left, s)
    right = 0
    s = 0
    for x in xs[m:]:
        s += x
        right = max(right, s)
    return max(left + right, halves(xs[:m]), halves(xs[m:]))
