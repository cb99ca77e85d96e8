"""Aliasing: which updates are accepted, and that those mean the same for values and objects."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import alias_programs
import pytest
import value_lists

from complexity.python.aliasing.analysis import check_aliasing, updated_parameters
from complexity.python.refusals import NotInLanguage, Source


def functions_of(text: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(textwrap.dedent(text))
    return {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef)}


def check(text: str) -> None:
    text = textwrap.dedent(text)
    check_aliasing(functions_of(text), Source("t.py", tuple(text.splitlines())))


ACCEPTED = {
    "swap": """
        def f(a: list[int], i: int, j: int) -> None:
            a[i], a[j] = a[j], a[i]
    """,
    "swap of rows": """
        def f(m: list[list[int]], i: int, j: int) -> None:
            m[i], m[j] = m[j], m[i]
            m[i][0] = 1
            m[j][0] += m[i][0]
    """,
    "fresh rows appended": """
        def f(n: int, m: int) -> list[list[int]]:
            rows: list[list[int]] = []
            for _ in range(n):
                rows.append([0] * m)
            rows[0][0] = 1
            return rows
    """,
    "a row built, then appended": """
        def f(n: int) -> list[list[int]]:
            rows: list[list[int]] = []
            for i in range(n):
                row: list[int] = []
                for j in range(i):
                    row.append(j)
                rows.append(row)
            rows[n - 1][0] = 7
            return rows
    """,
    "a row flushed now and then": """
        def f(xs: list[int]) -> list[list[int]]:
            rows: list[list[int]] = []
            row: list[int] = []
            for x in xs:
                row.append(x)
                if x == 0:
                    rows.append(row)
                    row = []
            rows.append(row)
            return rows
    """,
    "table": """
        def f(n: int, m: int) -> int:
            dp = [[0] * (m + 1) for _ in range(n + 1)]
            for i in range(1, n + 1):
                for j in range(1, m + 1):
                    dp[i][j] = dp[i - 1][j] + dp[i][j - 1]
            return dp[n][m]
    """,
    "table in three dimensions": """
        def f(n: int) -> int:
            dp = [[[0 for _ in range(n)] for _ in range(n)] for _ in range(n)]
            dp[0][1][2] = 5
            return dp[0][1][2]
    """,
    "rows computed anew": """
        def f(n: int) -> int:
            prev = [0] * n
            for _ in range(n):
                cur = [0] * n
                for j in range(n):
                    cur[j] = prev[j] + 1
                prev = cur
            return prev[0]
    """,
    "two rows exchanged": """
        def f(n: int) -> int:
            prev = [0] * n
            cur = [1] * n
            for _ in range(n):
                for j in range(n):
                    cur[j] = prev[j] + 1
                prev, cur = cur, prev
            return prev[0]
    """,
    "three rows rotated": """
        def f(n: int) -> int:
            a, b, c = [0] * n, [1] * n, [2] * n
            for j in range(n):
                c[j] = a[j] + b[j]
                a, b, c = b, c, a
            return a[0]
    """,
    "in-out helper": """
        def sift(a: list[int], i: int, n: int) -> None:
            while 2 * i + 1 < n:
                j = 2 * i + 1
                if a[i] >= a[j]:
                    return
                a[i], a[j] = a[j], a[i]
                i = j
        def heap(a: list[int]) -> list[int]:
            n = len(a)
            while n > 1:
                sift(a, 0, n)
                n -= 1
            return a
    """,
    "recursion": """
        def part(a: list[int], lo: int, hi: int) -> int:
            a[lo], a[hi] = a[hi], a[lo]
            return lo
        def qs(a: list[int], lo: int, hi: int) -> None:
            if lo < hi:
                p = part(a, lo, hi)
                qs(a, lo, p - 1)
                qs(a, p + 1, hi)
    """,
    "mutual recursion": """
        def even(a: list[int], n: int) -> None:
            if n > 0:
                odd(a, n - 1)
        def odd(a: list[int], n: int) -> None:
            a[n] = 0
            even(a, n - 1)
    """,
    "adjacency": """
        def f(us: list[int], vs: list[int], n: int) -> list[list[int]]:
            adj: list[list[int]] = [[] for _ in range(n)]
            for u, v in zip(us, vs):
                adj[u].append(v)
                adj[v].append(u)
            return adj
    """,
    "the best so far copied": """
        def f(a: list[int], n: int) -> list[int]:
            best = a[:]
            for i in range(n):
                a[i] = a[i] + 1
                if a[i] > best[i]:
                    best = a[:]
            return best
    """,
    "loop over another list": """
        def f(xs: list[int]) -> list[int]:
            ys: list[int] = []
            for x in xs:
                ys.append(x)
            return ys
    """,
    "a copy passed": """
        def g(a: list[int]) -> list[int]:
            a.append(1)
            return a
        def f(a: list[int]) -> list[int]:
            return g(a[:])
    """,
    "indices of the list itself": """
        def f(a: list[int]) -> list[int]:
            for i in range(len(a)):
                a[i] = a[i] * 2
            return a
    """,
    "stack": """
        def f(n: int) -> int:
            stack = [n]
            total = 0
            while stack:
                x = stack.pop()
                total += x
                if x > 0:
                    stack.append(x - 1)
            return total
    """,
    "stack in a test": """
        def f(xs: list[int], k: int) -> int:
            while k < len(xs) and xs.pop() > 0:
                k += 1
            return k
    """,
    "rows from a stack": """
        def f(n: int) -> list[list[int]]:
            stack: list[list[int]] = [[]]
            out: list[list[int]] = []
            while stack:
                row = stack.pop()
                if len(row) == n:
                    out.append(row)
                else:
                    stack.append(row + [0])
                    row.append(1)
                    stack.append(row)
            return out
    """,
    "backtracking": """
        def go(path: list[int], n: int, out: list[list[int]]) -> None:
            if len(path) == n:
                out.append(path[:])
                return
            for x in range(n):
                path.append(x)
                go(path, n, out)
                path.pop()
        def f(n: int) -> list[list[int]]:
            out: list[list[int]] = []
            go([], n, out)
            return out
    """,
    "alias of a dead name": """
        def f(n: int) -> list[int]:
            a = [0] * n
            b = a
            b[0] = 1
            return b
    """,
    "value first": """
        def f(a: list[int]) -> list[int]:
            a[0] = a.pop()
            a.append(a.pop() + a[0])
            return a
    """,
    "rebound parameter": """
        def f(xs: list[int]) -> list[int]:
            xs = xs[:]
            xs[0] = 1
            return xs
    """,
    "merge": """
        def merge(a: list[int], b: list[int]) -> list[int]:
            out: list[int] = []
            i = j = 0
            while i < len(a) and j < len(b):
                if a[i] <= b[j]:
                    out.append(a[i])
                    i += 1
                else:
                    out.append(b[j])
                    j += 1
            return out + a[i:] + b[j:]
        def sort(a: list[int]) -> list[int]:
            if len(a) <= 1:
                return a
            m = len(a) // 2
            return merge(sort(a[:m]), sort(a[m:]))
    """,
    "rows copied": """
        def f(g: list[list[int]]) -> list[list[int]]:
            h = [row[:] for row in g]
            h[0][0] = 1
            g[0][0] = 2
            return h
    """,
    "flags within a class of indices": """
        def sieve(n: int) -> list[int]:
            prime = [True] * (n + 1)
            for p in range(2, n + 1):
                if prime[p]:
                    for q in range(p * p, n + 1, p):
                        prime[q] = False
            return [p for p in range(2, n + 1) if prime[p]]
    """,
    "rows of a fresh grid": """
        def g(n: int) -> list[list[int]]:
            return [[0] * n for _ in range(n)]
        def f(n: int) -> int:
            total = 0
            for row in g(n):
                row[0] = 1
                total += sum(row)
            return total
    """,
    "extended by itself": """
        def f(a: list[int]) -> list[int]:
            a += a
            a.extend(a)
            return a
    """,
    "scalars of both sides": """
        def g(a: list[int]) -> int:
            a[0] += 1
            return a[0]
        def f(a: list[int]) -> int:
            return g(a) + g(a) * a[0]
    """,
    "buckets": """
        def f(a: list[int], k: int) -> list[int]:
            buckets: list[list[int]] = []
            for _ in range(k):
                buckets.append([])
            for x in a:
                buckets[x % k].append(x)
            out: list[int] = []
            for b in buckets:
                out.extend(b)
            return out
    """,
    "parts of a tuple": """
        def f(n: int) -> int:
            t = ([n], [n])
            a, b = t
            a[0] = 7
            return a[0] + b[0]
    """,
    "five deep": """
        def f(n: int) -> int:
            g = [[[[[n]]]]]
            g[0][0][0][0][0] = 7
            return g[0][0][0][0][0]
    """,
    "in the else of a loop": """
        def f(a: list[int]) -> list[int]:
            for x in a:
                if x > 2:
                    break
            else:
                a.append(7)
            return a
    """,
    "results of a helper": """
        def split(a: list[int], k: int) -> tuple[list[int], list[int]]:
            return a[:k], a[k:]
        def f(a: list[int]) -> list[int]:
            low, high = split(a, 2)
            low.append(1)
            high.extend(low)
            a[0] = 7
            return high
    """,
    "matrix product": """
        def f(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
            n = len(a)
            c = [[0] * n for _ in range(n)]
            for i in range(n):
                for j in range(n):
                    for k in range(n):
                        c[i][j] += a[i][k] * b[k][j]
            return c
    """,
    "power by squaring": """
        def mul(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
            return [[sum(x * y for x, y in zip(r, c)) for c in b] for r in a]
        def f(a: list[list[int]], n: int) -> list[list[int]]:
            out = [[int(i == j) for j in range(2)] for i in range(2)]
            while n:
                if n % 2:
                    out = mul(out, a)
                a = mul(a, a)
                n //= 2
            return out
    """,
    "rows dropped in a loop": """
        def f(n: int) -> list[int]:
            row = [1]
            for _ in range(n):
                row = [0] + row
                for i in range(len(row) - 1):
                    row[i] += row[i + 1]
            return row
    """,
    "permutations": """
        def f(n: int) -> list[list[int]]:
            out: list[list[int]] = [[]]
            for x in range(n):
                wider: list[list[int]] = []
                for p in out:
                    for i in range(len(p) + 1):
                        q = p[:]
                        q.insert(i, x)
                        wider.append(q)
                out = wider
            return out
    """,
    "a list taken apart": """
        def f(n: int) -> int:
            low, high = [[0] * n for _ in range(2)]
            low[0] = 1
            high[0] = 2
            return low[0] + high[0]
    """,
    "union find": """
        def find(parent: list[int], x: int) -> int:
            if parent[x] != x:
                parent[x] = find(parent, parent[x])
            return parent[x]
        def f(us: list[int], vs: list[int], n: int) -> int:
            parent = list(range(n))
            for u, v in zip(us, vs):
                if find(parent, u) != find(parent, v):
                    parent[find(parent, u)] = find(parent, v)
                    n -= 1
            return n
    """,
    "life": """
        def f(grid: list[list[int]], rounds: int) -> list[list[int]]:
            for _ in range(rounds):
                new = [row[:] for row in grid]
                for i in range(len(grid)):
                    for j in range(len(grid[i])):
                        new[i][j] = grid[i - 1][j] ^ grid[i][j - 1]
                grid = new
            return grid
    """,
    "levels of a search": """
        def f(adj: list[list[int]]) -> list[list[int]]:
            seen = [False] * len(adj)
            seen[0] = True
            level, levels = [0], [[0]]
            while level:
                nxt: list[int] = []
                for u in level:
                    for v in adj[u]:
                        if not seen[v]:
                            seen[v] = True
                            nxt.append(v)
                level = nxt
                levels.append(level[:])
            return levels
    """,
    "permutations in place": """
        def go(a: list[int], k: int, out: list[list[int]]) -> None:
            if k == len(a):
                out.append(a[:])
            for i in range(k, len(a)):
                a[k], a[i] = a[i], a[k]
                go(a, k + 1, out)
                a[k], a[i] = a[i], a[k]
        def f(n: int) -> list[list[int]]:
            out: list[list[int]] = []
            go(list(range(n)), 0, out)
            return out
    """,
    "rows extended by rows": """
        def f(g: list[list[int]]) -> None:
            for i in range(1, len(g)):
                g[i].extend(g[i - 1])
                g[i] += g[i - 1]
    """,
    "queue": """
        def f(adj: list[list[int]]) -> list[int]:
            seen = [False] * len(adj)
            queue = [0]
            while queue:
                u = queue.pop(0)
                for v in adj[u]:
                    if not seen[v]:
                        seen[v] = True
                        queue.append(v)
            return queue
    """,
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts(text: str) -> None:
    check(text)


REFUSED = {
    "two names": ("CX401", """
        def f(a: list[int]) -> int:
            b = a
            b[0] = 1
            return a[0]
    """),
    "the parameter under another name": ("CX401", """
        def f(a: list[int]) -> None:
            b = a
            b[0] = 1
    """),
    "a row": ("CX401", """
        def f(grid: list[list[int]]) -> int:
            row = grid[0]
            row[0] = 5
            return grid[0][0]
    """),
    "repeated rows": ("CX401", """
        def f() -> int:
            g = [[0] * 3] * 3
            g[0][0] = 1
            return g[1][0]
    """),
    "loop": ("CX402", """
        def f(xs: list[int]) -> None:
            for x in xs:
                xs.append(x)
    """),
    "loop, an element": ("CX402", """
        def f(xs: list[int]) -> None:
            for x in xs:
                xs[0] = x
    """),
    "enumerate": ("CX402", """
        def f(xs: list[int]) -> None:
            for i, x in enumerate(xs):
                xs[i] = x + 1
    """),
    "zip": ("CX402", """
        def f(xs: list[int], ys: list[int]) -> None:
            for x, y in zip(xs, ys):
                ys.pop()
    """),
    "reversed": ("CX402", """
        def f(xs: list[int]) -> None:
            for x in reversed(xs):
                xs.append(x)
    """),
    "loop, by a helper": ("CX402", """
        def g(a: list[int]) -> None:
            a.append(1)
        def f(xs: list[int]) -> None:
            for x in xs:
                g(xs)
    """),
    "shallow copy": ("CX401", """
        def f(g: list[list[int]]) -> int:
            h = g[:]
            h[0][0] = 1
            return g[0][0]
    """),
    "one list twice": ("CX401", """
        def g(a: list[int], b: list[int]) -> None:
            a[0] = b[0] + 1
        def f(a: list[int]) -> None:
            g(a, a)
    """),
    "tuple": ("CX401", """
        def f(a: list[int]) -> tuple[list[int], int]:
            t = (a, 1)
            a[0] = 1
            return t
    """),
    "in flight, in a list": ("CX401", """
        def h(a: list[int]) -> list[int]:
            a[0] += 1
            return [0]
        def f(a: list[int]) -> list[list[int]]:
            return [a, h(a)]
    """),
    "in flight, in a sum": ("CX401", """
        def f(xs: list[int]) -> list[int]:
            return xs + [xs.pop()]
    """),
    "in flight, a result": ("CX401", """
        def h(a: list[int]) -> list[int]:
            return a
        def g(a: list[int]) -> list[int]:
            a.append(1)
            return [2]
        def f(a: list[int]) -> list[int]:
            return h(a) + g(a)
    """),
    "in flight, indexed": ("CX401", """
        def f(xs: list[int]) -> int:
            return xs[xs.pop()]
    """),
    "in flight, an argument": ("CX401", """
        def h(a: list[int], x: int) -> int:
            return len(a) + x
        def f(xs: list[int]) -> int:
            return h(xs, xs.pop())
    """),
    "chained assignment": ("CX401", """
        def f() -> list[int]:
            a = b = [0]
            a[0] = 1
            return b
    """),
    "around a loop": ("CX401", """
        def f(n: int) -> int:
            a = [0] * n
            b = [0] * n
            for i in range(n):
                a[i] = i
                n += b[0]
                b = a
            return n
    """),
    "the best so far not copied": ("CX401", """
        def f(a: list[int], n: int) -> list[int]:
            best = a
            for i in range(n):
                a[i] = a[i] + 1
            return best
    """),
    "a row in two places": ("CX401", """
        def f(n: int) -> int:
            row = [0] * n
            g = []
            for _ in range(n):
                g.append(row)
            g[0][0] = 1
            return g[1][0]
    """),
    "a row appended and updated": ("CX401", """
        def f(n: int) -> list[list[int]]:
            g: list[list[int]] = []
            row = [0]
            for i in range(n):
                row[0] = i
                g.append(row)
            return g
    """),
    "a row of a comprehension": ("CX401", """
        def f(n: int) -> int:
            row = [0] * n
            g = [row for _ in range(n)]
            g[0][0] = 1
            return g[1][0]
    """),
    "a path to an updating function": ("CX403", """
        def g(a: list[int]) -> None:
            a[0] = 1
        def f(m: list[list[int]]) -> None:
            g(m[0])
    """),
    "the result is the argument": ("CX401", """
        def g(a: list[int]) -> list[int]:
            a.append(1)
            return a
        def f(a: list[int]) -> int:
            b = g(a)
            b[0] = 1
            return a[0]
    """),
    "rows shared by a result": ("CX401", """
        def g(a: list[list[int]]) -> list[list[int]]:
            return a[1:]
        def f(a: list[list[int]]) -> int:
            b = g(a)
            b[0][0] = 1
            return a[1][0]
    """),
    "stored by a helper": ("CX401", """
        def put(g: list[list[int]], row: list[int]) -> None:
            g.append(row)
        def f(g: list[list[int]], row: list[int]) -> int:
            put(g, row)
            row[0] = 1
            return g[-1][0]
    """),
    "rebound after an update": ("CX404", """
        def f(a: list[int]) -> list[int]:
            a[0] = 1
            a = a + [1]
            return a
    """),
    "rows of a rebound parameter": ("CX401", """
        def f(g: list[list[int]]) -> list[list[int]]:
            g = g[:]
            g[0][0] = 1
            return g
    """),
    "rows of a loop": ("CX401", """
        def f(g: list[list[int]]) -> None:
            for row in g:
                row[0] = 1
    """),
    "a generator that reads what it extends": ("CX401", """
        def f(xs: list[int]) -> None:
            xs.extend(len(xs) for _ in range(3))
    """),
    "a comprehension that updates": ("CX220", """
        def f(xs: list[int]) -> list[int]:
            return [xs.pop() for _ in range(3)]
    """),
    "a path read before an update": ("CX401", """
        def f(g: list[list[int]]) -> None:
            g[-1][len(g.pop())] = 1
    """),
    "a name read later in the expression": ("CX401", """
        def f(n: int) -> int:
            a = [n]
            b = a
            return a.pop() + b[0]
    """),
    "a row of the caller, popped from a shallow copy": ("CX401", """
        def f(g: list[list[int]]) -> int:
            h = g[:]
            row = h.pop()
            row[0] = 1
            return row[0]
    """),
    "a row that stands twice, popped": ("CX401", """
        def f(row: list[int]) -> int:
            g = [row[:]] * 2
            one = g.pop()
            one[0] = 1
            return g[0][0]
    """),
    "rows put twice by a helper": ("CX401", """
        def both(g: list[list[int]], h: list[list[int]]) -> list[list[int]]:
            return g + h
        def f(n: int) -> int:
            g = [[n], [n]]
            h = both(g, g)
            h[0][0] = 7
            return h[2][0]
    """),
    "rows exchanged at indices that change": ("CX401", """
        def f(g: list[list[int]]) -> int:
            g[len(g[0]) % 2], g[0] = g[0], g[len(g[0]) % 2]
            g[0][0] = 7
            return g[1][0]
    """),
    "a part of a tuple": ("CX401", """
        def f(n: int) -> int:
            a = [n]
            t = (a, n)
            b = t[0]
            b[0] = 7
            return a[0]
    """),
    "lists of a written loop": ("CX401", """
        def f(n: int) -> int:
            a = [n]
            b = [n]
            for x in (a, b):
                x[0] = 7
            return a[0]
    """),
    "one of two lists": ("CX401", """
        def f(a: list[int], b: list[int]) -> int:
            c = a if len(a) > len(b) else b
            c.append(1)
            return len(a)
    """),
    "a chosen row": ("CX401", """
        def f(g: list[list[int]]) -> int:
            row = max(g, key=len)
            row.append(1)
            return len(g[0])
    """),
    "the first row that passes": ("CX401", """
        def f(g: list[list[int]]) -> int:
            row = next(r for r in g if len(r) > 1)
            row.append(1)
            return len(g[0])
    """),
    "a key that updates": ("CX220", """
        def last(a: list[int]) -> int:
            return a.pop()
        def f(g: list[list[int]]) -> list[int]:
            return min(g, key=last)
    """),
    "after a loop is left": ("CX401", """
        def f(n: int) -> int:
            a = [n]
            b = [n]
            for i in range(n):
                if i > 2:
                    b = a
                    break
            a[0] = 7
            return b[0]
    """),
    "in the else of a loop": ("CX401", """
        def f(a: list[int]) -> int:
            b = a[:]
            for x in a:
                if x > 2:
                    break
            else:
                b = a
            b[0] = 7
            return a[0]
    """),
    "too deep to tell apart": ("CX401", """
        def f(n: int) -> int:
            g = [[[[[[[n]]]]]]]
            g[0][0][0][0][0][0][0] = 7
            return n
    """),
    "a list taken apart twice": ("CX401", """
        def f(n: int) -> int:
            a, b = c, d = [[n], [n]]
            a[0] = 7
            return c[0] + b[0] + d[0]
    """),
    "a list of one row taken apart": ("CX401", """
        def f(row: list[int]) -> int:
            a, b = [row[:]] * 2
            a[0] = 7
            return b[0]
    """),
    "an element swapped away": ("CX401", """
        def f(a: list[list[int]], b: list[list[int]]) -> int:
            a[0], b[0] = b[0], a[0]
            a[0] = b[0]
            a[0][0] = 1
            return b[0][0]
    """),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), REFUSED.values(), ids=REFUSED)
def test_refuses(code: str, text: str) -> None:
    with pytest.raises(NotInLanguage) as caught:
        check(text)
    assert caught.value.code == code
    assert "{" not in caught.value.message + caught.value.repair


def test_updated_parameters() -> None:
    text = """
        def direct(n: int, a: list[int]) -> None:
            a[0] = n
        def nested(g: list[list[int]]) -> None:
            g[0].append(1)
        def through(a: list[int], b: list[int]) -> None:
            direct(1, b)
        def copied(a: list[int]) -> list[int]:
            a = a[:]
            a[0] = 1
            return a
        def even(a: list[int], b: list[int], n: int) -> None:
            if n > 0:
                odd(b, a, n - 1)
        def odd(a: list[int], b: list[int], n: int) -> None:
            a.pop()
            even(a, b, n - 1)
        def counts(n: int) -> int:
            n += 1
            return n
        def longer(a: list[int]) -> None:
            a += [1]
    """
    assert updated_parameters(functions_of(text)) == {
        "direct": (1,), "nested": (0,), "through": (1,), "copied": (), "even": (0, 1),
        "odd": (0, 1), "counts": (), "longer": (0,),
    }  # fmt: skip


def outcome(function: Callable[..., Any], arguments: list[Any]) -> tuple[Any, ...]:
    """What a run gives, its arguments as it leaves them, or the class of its error."""
    try:
        return function(*arguments), arguments
    except (value_lists.TooLong, RecursionError):
        return ("too long",)
    except Exception as error:
        return (type(error),)


def test_what_is_accepted_means_the_same_with_values_as_with_objects() -> None:
    accepted = 0
    for seed in range(300):
        text = alias_programs.program(seed)
        functions = functions_of(text)
        try:
            check_aliasing(functions, Source("t.py", tuple(text.splitlines())))
        except NotInLanguage:
            continue
        accepted += 1
        objects = value_lists.as_objects(text, "main")
        values = value_lists.as_values(text, "main", updated_parameters(functions))
        for case in range(2):
            first = outcome(objects, alias_programs.arguments(10 * seed + case))
            second = outcome(values, alias_programs.arguments(10 * seed + case))
            assert ("too long",) in (first, second) or first == second, text
    assert accepted > 40


@pytest.mark.parametrize(
    "name", ["a name read later in the expression", "two names", "repeated rows"]
)
def test_the_oracle_tells_objects_from_values(name: str) -> None:
    text = textwrap.dedent(REFUSED[name][1])
    functions = functions_of(text)
    argument: list[Any] = [[3, 1, 2]] if "a: list" in text or "xs: list" in text else []
    argument = argument or ([3] if "n: int" in text else [])
    objects = value_lists.as_objects(text, "f")
    values = value_lists.as_values(text, "f", updated_parameters(functions))
    first, second = outcome(objects, deepcopy(argument)), outcome(values, deepcopy(argument))
    assert first[0] != second[0]
