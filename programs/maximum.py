"""Find the largest of n numbers.

A counterexample: the search, which asks each number whether all others are at most as large, is
neither the shortest nor the fastest. A tournament needs as many comparisons as a scan, n - 1, and
few levels.
"""

from complexity import candidate, tasks

inputs = tasks.lists()
checked = tasks.union(tasks.lists(low=-2, high=1), tasks.lists(low=-3, high=-2))
default_size = 5


def spec(xs: list[int]) -> int:
    """The definition; of no numbers, 0."""
    return max(xs, default=0)


kinds = {
    "search": ["unbeaten"],
    "direct": ["fold", "scan", "tournament", "last_of_sorted"],
}


def unbeaten(xs: list[int]) -> int:
    """Search: a number that is at least as large as all."""
    return next((x for x in xs if all(candidate(x) >= y for y in xs)), 0)


def fold(xs: list[int]) -> int:
    """The op of the language."""
    return max(xs, default=0)


def scan(xs: list[int]) -> int:
    """Keep the largest so far."""
    best = xs[0] if xs else 0
    for x in xs:
        if x > best:
            best = x
    return best


def tournament(xs: list[int]) -> int:
    """The larger of each pair goes on to the next round."""
    while len(xs) > 1:
        xs = [max(xs[i : i + 2]) for i in range(0, len(xs), 2)]
    return xs[0] if xs else 0


def last_of_sorted(xs: list[int]) -> int:
    """Move the largest to the end, as in a round of bubble sort."""
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
    return xs[-1] if xs else 0
