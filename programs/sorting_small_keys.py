"""Sort a list of n integers from 0 to n - 1.

Where the keys are known to be small, they can be counted: the shortest sort of all asks for each
key which elements are equal to it. General keys, negative and large ones among them, are the task
`sorting`.
"""

from complexity import candidate, family, tasks

spec = sorted
inputs = tasks.lists()
default_size = 4

kinds = {
    "search": ["each_key"],
    "direct": ["counts", "insertion", "selection"],
    "memorised": ["lookup_table"],
}


def each_key(a: list[int]) -> list[int]:
    """Search: for each key, the elements that are equal to it."""
    return [x for k in range(len(a)) for x in a if candidate(x) == k]


def counts(a: list[int]) -> list[int]:
    """Count each key, then write it as often (Seward 1954)."""
    c = [0] * len(a)
    for x in a:
        c[x] += 1
    return [k for k in range(len(a)) for _ in range(c[k])]


def insertion(a: list[int]) -> list[int]:
    """Put one element after the other before the first larger one."""
    b: list[int] = []
    for x in a:
        b.insert(sum([1 for y in b if y <= x]), x)
    return b


def selection(a: list[int]) -> list[int]:
    """Move the smallest of what is left to the end, again and again."""
    b: list[int] = []
    while len(a) > 0:
        i = min(range(len(a)), key=lambda j: a[j])
        b.append(a.pop(i))
    return b


@family
def lookup_table(n: int) -> str:
    """The answers to all lists, found by their number in base n."""
    if n > 5:
        raise ValueError(f"the table for n = {n} has {n**n:,} lists; n is at most 5")
    table = [spec(a) for (a,) in inputs.all(n)]
    return (
        "def lookup_table(a: list[int]) -> list[int]:\n    k = 0\n"
        f"    for x in a:\n        k = k * {n} + x\n    return {table}[k]\n"
    )
