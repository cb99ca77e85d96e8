"""Programs as texts: the definition and CPython agree, on results and on what is left in a run."""

from __future__ import annotations

import copy
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.measures import ALL

TEXT = """
def merge(a: list[int], b: list[int]) -> list[int]:
    out: list[int] = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]

def mergesort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    m = len(xs) // 2
    return merge(mergesort(xs[:m]), mergesort(xs[m:]))

def quick(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    p = xs[0]
    return quick([x for x in xs[1:] if x < p]) + [p] + quick([x for x in xs[1:] if x >= p])

def heap(a: list[int]) -> list[int]:
    n = len(a)
    for i in range(n // 2 - 1, -1, -1):
        sift(a, i, n)
    for e in range(n - 1, 0, -1):
        a[0], a[e] = a[e], a[0]
        sift(a, 0, e)
    return a

def sift(a: list[int], i: int, n: int) -> None:
    while 2 * i + 1 < n:
        c = 2 * i + 1
        if c + 1 < n and a[c + 1] > a[c]:
            c += 1
        if a[i] >= a[c]:
            return
        a[i], a[c] = a[c], a[i]
        i = c

def sieve(n: int) -> list[int]:
    flags = [True] * (n + 1)
    out: list[int] = []
    for i in range(2, n + 1):
        if flags[i]:
            out.append(i)
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return out

def matmul(n: int) -> list[list[int]]:
    a = [[i * n + j for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                c[i][j] += a[i][k] * a[k][j]
    return c

def transpose(n: int) -> list[list[int]]:
    g: list[list[int]] = []
    for i in range(n):
        g.append([])
        for j in range(i):
            g[i].append(i * j)
        g[i].reverse()
    return [row[:] for row in g if len(row) > 1]

def perms(n: int) -> list[list[int]]:
    out: list[list[int]] = [[]]
    for k in range(n):
        out = [p[:i] + [k] + p[i:] for p in out for i in range(len(p) + 1)]
    return out

def misc(xs: list[int]) -> tuple[int, bool, list[int]]:
    s = sum(x * x for x in xs) + max(xs, key=lambda x: (x * 7) % 5)
    b = any(x > 3 for x in xs) and all(x >= 0 for x in xs)
    f = next((i for i, x in enumerate(xs) if x == 2), -1)
    ys = xs[:]
    ys.insert(1, f)
    y = ys.pop(0)
    z = ys.pop()
    ys.extend([y, z])
    return s, b or 3 in xs, [min(ys, key=lambda v: abs(v - 2))] + ys[::-1]

def gridbest(n: int) -> list[int]:
    rows = [[(i * j + 3) % 7 for j in range(n)] for i in range(n)]
    best = max(rows, key=lambda r: sum(r))
    hit = next((r for r in rows if r[0] > 2), [1])
    ok = [r for r in rows if r[0] % 2 == 1]
    a, b = [best, hit]
    seen = [int(any(2 in r for r in rows)), int(rows[0] < rows[1]), int(best in ok)]
    return a + b + [len(ok)] + seen

def gcd(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a

def deep(n: int) -> int:
    if n == 0:
        return 0
    total = 0
    for i in range(1):
        while total == 0:
            if n % 2 == 0:
                total = deep(n - 1) + 1
            else:
                total = 1 + deep(n - 1)
    return total
"""

PYTHON: dict = {}
exec(TEXT, PYTHON)

LISTS = [*permutations(range(4)), (2, 0, 2, 1, 1), (5,), (3, 3)]
CASES = {
    "merge": [([1, 3], [2, 4]), ([], [1]), ([5, 6, 6], [6])],
    **{name: [([*xs],) for xs in LISTS] for name in ("mergesort", "quick", "heap", "misc")},
    "sieve": [(n,) for n in (2, 10, 30)],
    **{name: [(n,) for n in range(2, 5)] for name in ("matmul", "transpose", "perms", "gridbest")},
    "gcd": [(48, 18), (0, 5), (2**62, 6)],
    "deep": [(n,) for n in range(12)],
}


@pytest.mark.parametrize("name", CASES)
def test_the_definition_and_cpython_agree(name):
    machine = Machine(parse(TEXT, name=name), measures=ALL)
    for args in CASES[name]:
        assert machine.run(args).result == PYTHON[name](*copy.deepcopy(args))


SORTS = [Machine(parse(TEXT, name=name)) for name in ("mergesort", "quick", "heap")]


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=9))
def test_sorting_agrees_and_costs_no_more_than_its_bounds(xs):
    for machine in SORTS:
        found = machine.run([xs])
        assert found.result == sorted(xs)
        assert found.span <= found.time <= 60 * (len(xs) ** 2 + 1)
        assert found.memory >= len(xs)
