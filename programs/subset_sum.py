"""Decide whether some of n numbers sum to a target.

All sums against the set of the sums that can be reached: a clear flip, since the number of subsets
is 2^n and that of sums at most their range. A set of sums is kept as the bits of one integer.
"""

from itertools import chain, combinations

from complexity import candidate, tasks


def _itself(n: int) -> int:
    """n"""
    return n


def _half(n: int) -> int:
    """n^2/2"""
    return n * n // 2


inputs = tasks.product(tasks.lists(low=1, high=_itself), tasks.integers(low=0, high=_half))
default_size = 4


def spec(xs: list[int], target: int) -> bool:
    """The definition: some subset, the empty one included, has the sum."""
    subsets = chain.from_iterable(combinations(xs, k) for k in range(len(xs) + 1))
    return any(sum(subset) == target for subset in subsets)


kinds = {
    "search": ["all_sums", "binary_numbers", "backtracking"],
    "pruned search": ["meet_in_the_middle"],
    "direct": ["bit_set", "table_of_sums"],
}


def all_sums(xs: list[int], target: int) -> bool:
    """Search: the list of all sums, with and without each number."""
    sums = [0]
    for x in xs:
        sums += [candidate(s + x) for s in sums]
    return target in sums


def binary_numbers(xs: list[int], target: int) -> bool:
    """Search: the bits of each number below 2^n choose a subset."""
    n = len(xs)
    return any(
        candidate(sum([xs[i] for i in range(n) if k >> i & 1])) == target for k in range(1 << n)
    )


def backtracking(xs: list[int], target: int) -> bool:
    """Search: with the last number, or without it."""
    if len(xs) == 0:
        return candidate(target) == 0
    rest = xs[:-1]
    return backtracking(rest, target - xs[-1]) or backtracking(rest, target)


def meet_in_the_middle(xs: list[int], target: int) -> bool:
    """Pruned search: the sums of one half, each with what it lacks among those of the other."""
    k = len(xs) // 2
    left = [0]
    for x in xs[:k]:
        left += [candidate(s + x) for s in left]
    right = [0]
    for x in xs[k:]:
        right += [candidate(s + x) for s in right]
    return any(target - s in right for s in left)


def bit_set(xs: list[int], target: int) -> bool:
    """Bit s of an integer says whether the sum s can be reached (Bellman 1957, in parallel)."""
    reached = 1
    for x in xs:
        reached |= reached << x
    return reached >> target & 1 == 1


def table_of_sums(xs: list[int], target: int) -> bool:
    """Dynamic programming: which sums up to the target can be reached (Bellman 1957)."""
    reached = [True] + [False] * target
    for x in xs:
        for s in range(target, x - 1, -1):
            if reached[s - x]:
                reached[s] = True
    return reached[target]
