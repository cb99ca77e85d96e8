"""Sort a list of integers.

Keys are compared by one op of each program, which its docstring names; where the same op also
compares indices, it says so. An answer may stand in several forms: written out, and as
NAME__LANGUAGE with the words that a reference language gives; in each language the shortest form is
the answer.
"""

from complexity import candidate, family, randrange, tasks

spec = sorted
inputs = tasks.permutations()
checked = tasks.lists()
default_size = 5

kinds = {
    "search": ["permutation_search"],
    "random search": ["bogosort", "bozosort", "random_to_end"],
    "direct": [
        "double_loop", "bubble", "odd_even_transposition", "shellsort", "heapsort", "insertion",
        "counting_insertion", "selection", "rank_sort", "quicksort", "mergesort",
    ],
    "network": ["batcher", "best_network"],
    "memorised": ["lookup_table"],
}  # fmt: skip

given = {
    "objective": ["is_sorted", "inversions"],
    "construct": ["swap", "insert", "merge", "partition"],
    "search": ["is_sorted", "inversions", "shuffle", "permutations", "argmin"],
}


# ---- the words of the reference languages: helpers in `bare`, free where they are given


def is_sorted(a: list[int]) -> bool:
    """Whether no element is larger than the next; stops at the first that is. Keys: `le`."""
    return all(x <= y for x, y in zip(a, a[1:]))


def inversions(a: list[int]) -> int:
    """How many pairs stand in the wrong order. Keys: `gt`."""
    return sum(len([j for j in range(i) if a[j] > a[i]]) for i in range(len(a)))


def shuffle(a: list[int]) -> list[int]:
    """A uniformly random order: each element goes to a random place among those before it."""
    b: list[int] = []
    for x in a:
        b.insert(randrange(len(b) + 1), x)
    return b


def permutations(a: list[int]) -> list[list[int]]:
    """All orders of a list, equal ones included: each element in every place among the others."""
    ps: list[list[int]] = [[]]
    for x in a:
        ps = [p[:i] + [x] + p[i:] for p in ps for i in range(len(p) + 1)]
    return ps


def argmin(scores: list[int]) -> int:
    """Where the first smallest score stands. Keys: `lt`."""
    return min(range(len(scores)), key=lambda i: scores[i])


def swap(a: list[int], i: int, j: int) -> None:
    """Exchange two elements."""
    a[i], a[j] = a[j], a[i]


def insert(a: list[int], x: int) -> None:
    """Put x before the first larger element of a sorted list. Keys: `gt`."""
    a.insert(next((i for i, y in enumerate(a) if y > x), len(a)), x)


def merge(a: list[int], b: list[int]) -> list[int]:
    """Two sorted lists as one, comparing only while both have elements. Keys: `le`."""
    c: list[int] = []
    i = 0
    for y in b:
        while i != len(a) and a[i] <= y:
            c.append(a[i])
            i += 1
        c.append(y)
    return c + a[i:]


def partition(a: list[int], pivot: int) -> tuple[list[int], list[int]]:
    """The elements below the pivot and the others, in their order. Keys: `lt`."""
    low: list[int] = []
    high: list[int] = []
    for x in a:
        if x < pivot:
            low.append(x)
        else:
            high.append(x)
    return low, high


# ---- searches


def bogosort(a: list[int]) -> list[int]:
    """Shuffle until sorted.

    Keys: `gt` (where `is_sorted` is called, `le`), in expectation OEIS A038156 from a random start.
    """
    while any(x > y for x, y in zip(candidate(a), a[1:])):
        b: list[int] = []
        for x in a:
            b.insert(randrange(len(b) + 1), x)
        a = b
    return a


def bogosort__search(a: list[int]) -> list[int]:
    """The same."""
    while not is_sorted(candidate(a)):
        a = shuffle(a)
    return a


def bogosort__objective(a: list[int]) -> list[int]:
    """The same."""
    while not is_sorted(candidate(a)):
        b: list[int] = []
        for x in a:
            b.insert(randrange(len(b) + 1), x)
        a = b
    return a


def bozosort(a: list[int]) -> list[int]:
    """Exchange two random elements until sorted (Gruber, Holzer and Ruepp 2007).

    Keys: `gt` (where `is_sorted` is called, `le`).
    """
    while any(x > y for x, y in zip(candidate(a), a[1:])):
        i, j = randrange(len(a)), randrange(len(a))
        a[i], a[j] = a[j], a[i]
    return a


def bozosort__objective(a: list[int]) -> list[int]:
    """The same."""
    while not is_sorted(candidate(a)):
        i, j = randrange(len(a)), randrange(len(a))
        a[i], a[j] = a[j], a[i]
    return a


def bozosort__construct(a: list[int]) -> list[int]:
    """The same."""
    while any(x > y for x, y in zip(candidate(a), a[1:])):
        swap(a, randrange(len(a)), randrange(len(a)))
    return a


def random_to_end(a: list[int]) -> list[int]:
    """Move a random element to the end until sorted.

    Keys: `gt` (where `is_sorted` is called, `le`).
    """
    while any(x > y for x, y in zip(candidate(a), a[1:])):
        a.append(a.pop(randrange(len(a))))
    return a


def random_to_end__objective(a: list[int]) -> list[int]:
    """The same."""
    while not is_sorted(candidate(a)):
        a.append(a.pop(randrange(len(a))))
    return a


def permutation_search(a: list[int]) -> list[int]:
    """Of all orders the first with the fewest inversions. Keys: `gt`; `lt` compares scores."""
    ps: list[list[int]] = [[]]
    for x in a:
        ps = [p[:i] + [x] + p[i:] for p in ps for i in range(len(p) + 1)]
    return min(
        ps,
        key=lambda p: candidate(
            sum(len([j for j in range(i) if p[j] > p[i]]) for i in range(len(p)))
        ),
    )


def permutation_search__search(a: list[int]) -> list[int]:
    """The same."""
    return min(permutations(a), key=lambda p: candidate(inversions(p)))


def permutation_search__objective(a: list[int]) -> list[int]:
    """The same."""
    ps: list[list[int]] = [[]]
    for x in a:
        ps = [p[:i] + [x] + p[i:] for p in ps for i in range(len(p) + 1)]
    return min(ps, key=lambda p: candidate(inversions(p)))


# ---- exchanges


def double_loop(a: list[int]) -> list[int]:
    """Two loops over everything (Fung, arXiv 2110.01111, 2021). Keys: `lt`."""
    for i in range(len(a)):
        for j in range(len(a)):
            if a[i] < a[j]:
                a[i], a[j] = a[j], a[i]
    return a


def double_loop__construct(a: list[int]) -> list[int]:
    """The same."""
    for i in range(len(a)):
        for j in range(len(a)):
            if a[i] < a[j]:
                swap(a, i, j)
    return a


def bubble(a: list[int]) -> list[int]:
    """Carry the largest to the end, again and again. Keys: `gt`."""
    for i in reversed(range(len(a))):
        for j in range(i):
            k = j + 1
            if a[j] > a[k]:
                a[j], a[k] = a[k], a[j]
    return a


def bubble__construct(a: list[int]) -> list[int]:
    """The same."""
    for i in reversed(range(len(a))):
        for j in range(i):
            if a[j] > a[j + 1]:
                swap(a, j, j + 1)
    return a


def odd_even_transposition(a: list[int]) -> list[int]:
    """n rounds of neighbours side by side, odd and even in turn (Habermann 1972). Keys: `gt`."""
    for k in range(len(a)):
        for i in range(k % 2, len(a) - 1, 2):
            j = i + 1
            if a[i] > a[j]:
                a[i], a[j] = a[j], a[i]
    return a


def odd_even_transposition__construct(a: list[int]) -> list[int]:
    """The same."""
    for k in range(len(a)):
        for i in range(k % 2, len(a) - 1, 2):
            if a[i] > a[i + 1]:
                swap(a, i, i + 1)
    return a


def shellsort(a: list[int]) -> list[int]:
    """Insertion by ever smaller steps, halved (Shell 1959). Keys: `gt`; `ge` compares indices."""
    h = len(a) // 2
    while h:
        for i in range(h, len(a)):
            while i >= h and a[i - h] > a[i]:
                a[i], a[i - h] = a[i - h], a[i]
                i -= h
        h //= 2
    return a


def shellsort__construct(a: list[int]) -> list[int]:
    """The same."""
    h = len(a) // 2
    while h:
        for i in range(h, len(a)):
            while i >= h and a[i - h] > a[i]:
                swap(a, i - h, i)
                i -= h
        h //= 2
    return a


def _sift(a: list[int], i: int, n: int) -> None:
    """Let a[i] sink in the heap a[:n]."""
    j = max([j for j in [i, 2 * i + 1, 2 * i + 2] if j < n], key=lambda j: a[j])
    if i != j:
        swap(a, i, j)
        _sift(a, j, n)


def heapsort(a: list[int]) -> list[int]:
    """Make a heap, then move its top to the end, again and again (Williams, Floyd 1964).

    Keys: `gt`; `lt` compares indices.
    """
    for i in reversed(range(len(a))):
        _sift(a, i, len(a))
    for n in reversed(range(1, len(a))):
        swap(a, 0, n)
        _sift(a, 0, n)
    return a


# ---- constructions


def insertion(a: list[int]) -> list[int]:
    """Put one element after the other before the first larger one.

    Keys: `gt`, on average over permutations n(n-1)/4 + n - H_n.
    """
    b: list[int] = []
    for x in a:
        b.insert(next((i for i, y in enumerate(b) if y > x), len(b)), x)
    return b


def insertion__construct(a: list[int]) -> list[int]:
    """The same."""
    b: list[int] = []
    for x in a:
        insert(b, x)
    return b


def counting_insertion(a: list[int]) -> list[int]:
    """Put one element after the other behind the smaller ones, which are counted. Keys: `lt`."""
    b: list[int] = []
    for x in a:
        b.insert(len([y for y in b if y < x]), x)
    return b


def selection(a: list[int]) -> list[int]:
    """Move the smallest of what is left to the end, again and again. Keys: `lt`."""
    for k in range(len(a)):
        a.append(a.pop(min(range(len(a) - k), key=lambda i: a[i])))
    return a


def selection__search(a: list[int]) -> list[int]:
    """The same, into another list."""
    b: list[int] = []
    while a:
        b.append(a.pop(argmin(a)))
    return b


def rank_sort(a: list[int]) -> list[int]:
    """Put every element where the number of smaller ones says, equal ones in their order.

    Side by side throughout. Keys: `le` and `lt`.
    """
    b = a[:]
    for i, x in enumerate(a):
        before = [y for y in a[:i] if y <= x] + [y for y in a[i:] if y < x]
        b[len(before)] = x
    return b


def quicksort(a: list[int]) -> list[int]:
    """Split at the first element, which every other is compared with once (Hoare 1961).

    Keys: `lt`, on average over permutations OEIS A288964(n) / n!.
    """
    low: list[int] = []
    high: list[int] = []
    for x in a[1:]:
        if x < a[0]:
            low.append(x)
        else:
            high.append(x)
    return quicksort(low) + a[:1] + quicksort(high) if a else a


def quicksort__construct(a: list[int]) -> list[int]:
    """The same."""
    if not a:
        return a
    low, high = partition(a[1:], a[0])
    return quicksort__construct(low) + a[:1] + quicksort__construct(high)


def mergesort(a: list[int]) -> list[int]:
    """Sort both halves, then merge (von Neumann 1945). Keys: `le`, at worst OEIS A001855(n)."""
    h = len(a) // 2
    if not h:
        return a
    b = mergesort(a[:h])
    c: list[int] = []
    i = 0
    for y in mergesort(a[h:]):
        while i != len(b) and b[i] <= y:
            c.append(b[i])
            i += 1
        c.append(y)
    return c + b[i:]


def mergesort__construct(a: list[int]) -> list[int]:
    """The same."""
    h = len(a) // 2
    if not h:
        return a
    return merge(mergesort__construct(a[:h]), mergesort__construct(a[h:]))


# ---- one program for each size


def _network(name: str, comparators: list[tuple[int, int]]) -> str:
    """A program that runs comparators in their order.

    A comparator is one `gt` and two levels: the reads, which are side by side, and the comparison,
    for which both places wait whether they are exchanged or not.
    """
    if not comparators:
        return f"def {name}(a: list[int]) -> list[int]:\n    return a\n"
    left, right = zip(*comparators, strict=True)
    return f"""\
def {name}(a: list[int]) -> list[int]:
    for i, j in zip({left}, {right}):
        x, y = a[i], a[j]
        if x > y:
            a[i], a[j] = y, x
    return a
"""


@family
def batcher(n: int) -> str:
    """Batcher's odd-even merge network, for n to 2048 (Knuth, TAOCP 3, 5.2.2, algorithm M)."""
    if n > 2048:
        raise ValueError(f"the network for n = {n} is longer than a text may be; n is at most 2048")
    return _network("batcher", _odd_even_merge(n))


def _odd_even_merge(n):
    """The comparators of Knuth's algorithm M: merge exchange."""
    comparators = []
    top = p = 1 << max(n - 1, 0).bit_length() >> 1
    while p:
        q, r, d = top, 0, p
        while d:
            comparators += [(i, i + d) for i in range(n - d) if i & p == r]
            d, q, r = q - p, q >> 1, p
        p >>= 1
    return comparators


# The fewest comparators that any network has, layer by layer. To n = 8: Knuth, TAOCP 3, 5.3.4;
# 9 and 10: Codish, Cruz-Filipe, Frank and Schneider-Kamp, arXiv 1405.5754 (2014).
BEST = {
    0: "",
    1: "",
    2: "01",
    3: "02 01 12",
    4: "02 13  01 23  12",
    5: "03 14  02 13  01 24  12 34  23",
    6: "05 13 24  12 34  03 25  01 23 45  12 34",
    7: "06 23 45  02 14 36  01 25 34  12 46  23 45  12 34 56",
    8: "02 13 46 57  04 15 26 37  01 23 45 67  24 35  14 36  12 34 56",
    9: "03 17 25 48  07 24 38 56  02 13 45 78  14 36 57  01 24 35 68  23 45 67  12 34 56",
    10: "08 19 27 35 46  02 14 58 79  03 24 57 69  01 36 89  15 23 48 67  12 35 46 78"
    "  23 45 67  34 56",
}


@family
def best_network(n: int) -> str:
    """The network with the fewest comparators, for n up to 10."""
    if n not in BEST:
        raise ValueError(f"no network for n = {n} is listed; the largest is {max(BEST)}")
    return _network("best_network", [(int(i), int(j)) for i, j in BEST[n].split()])


@family
def lookup_table(n: int) -> str:
    """The answers to all lists of length n over 0..n-1, found by their number in base n."""
    if n > 6:
        raise ValueError(f"the table for n = {n} has n^n lists of n entries; n is at most 6")
    table = tuple(x for (a,) in tasks.lists().all(n) for x in sorted(a))
    if n < 2:
        return "def lookup_table(a: list[int]) -> list[int]:\n    return a\n"
    return f"""\
def lookup_table(a: list[int]) -> list[int]:
    k = 0
    for x in a:
        k = {n} * (k + x)
    return {list(table)}[k:k + {n}]
"""
