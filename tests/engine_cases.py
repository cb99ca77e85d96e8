"""Programs and graphs that try every construct, with arguments: lists within lists above all."""

from __future__ import annotations

from typing import Any

Args = tuple[Any, ...]

# name -> a text whose function of that name is the entry, and arguments
PROGRAMS: dict[str, tuple[str, list[Args]]] = {
    "three": (
        """
def three(c: list[list[list[int]]], i: int, j: int, k: int) -> list[list[list[int]]]:
    d = [[row[:] for row in plane] for plane in c]
    d[i][j][k] = 7
    d[i][j].append(k)
    d[j].append([k, i])
    d.append([])
    d[-1].append([])
    d[-1][0].append(3)
    d[i].insert(j, [9])
    d[i][j].extend(d[j][0])
    x = d[i][j].pop()
    d[i].pop(j)
    d[0][0].insert(k, x)
    return d
""",
        [
            ([[[1, 2], [3]], [[4], []]], 0, 1, 0),
            ([[[1]]], 0, 0, 0),
            ([[[1], [2]], [[3], [4]]], -1, 1, -1),
            ([], 0, 0, 0),
        ],
    ),
    "shared": (
        """
def shared(n: int) -> list[list[int]]:
    row = [0] * n
    g = [row[:] for _ in range(n)]
    h = g + [row[:] for row in g]
    h[0] = [5]
    h[1].append(4)
    k = [row[:] for row in h[1:]]
    k[0].append(1)
    return k + h
""",
        [(0,), (1,), (2,), (3,)],
    ),
    "bools": (
        """
def bools(xs: list[bool], i: int) -> tuple[list[bool], bool, int]:
    ys = [not x for x in xs]
    if i < len(ys):
        ys[i] = xs[0] and ys[-1]
    zs = ys * 2
    zs.reverse()
    zs.append(any(xs))
    zs.insert(i, all(ys))
    return zs, xs < ys, sum([int(z) for z in zs])
""",
        [([True, False], 0), ([], 0), ([True], -1), ([False, False, True], 5)],
    ),
    "inout": (
        """
def inout(a: list[int], k: int) -> list[int]:
    bump(a, k)
    grow(a, k)
    bump(a, 0)
    grow(a, k - 1)
    return a

def bump(a: list[int], i: int) -> int:
    a[i] += 1
    return a[i]

def grow(a: list[int], n: int) -> None:
    for i in range(n):
        a.append(i)
        if i > 2:
            a.pop(0)
""",
        [([1, 2, 3], 2), ([1], 0), ([1, 1, 1, 1, 1, 1], 5), ([], 0)],
    ),
    "long": (
        """
def long(n: int, k: int) -> int:
    for d in range(9223372036854775807):
        if d * d >= n:
            break
    for e in range(-2, 9223372036854775807, 2):
        if e >= n:
            if k == 0:
                return e
            break
    s = next(x for x in range(9223372036854775800, -5, -1) if x % 3 == 0)
    if k == 1:
        return len([x for x in range(9223372036854775807 - n)])
    if k == 2:
        return len(list(range(9223372036854775807 - n)))
    if k == 3:
        return min(range(9223372036854775806), key=lambda x: 1 // (3 - x))
    if k == 4:
        return len([x for x in range(9223372036854775807) if 1 // (4 - x) == 9])
    return s
""",
        [(9, 0), (-9, 0), (9, 1), (9, 2), (9, 3), (9, 4)],
    ),
    "qs": (
        """
def qs(a: list[int]) -> list[int]:
    if len(a) < 2:
        return a
    p = a[0]
    return qs([x for x in a[1:] if x < p]) + [p] + qs([x for x in a[1:] if x >= p])
""",
        [([3, 1, 2],), ([],), ([2, 2],)],
    ),
    "perms": (
        """
def perms(a: list[int]) -> list[list[int]]:
    if not a:
        return [[]]
    out = []
    for i in range(len(a)):
        for p in perms(a[:i] + a[i + 1:]):
            out.append([a[i]] + p)
    return out
""",
        [([3, 1, 2],), ([],)],
    ),
    "exits": (
        """
def exits(a: list[int], t: int) -> int:
    i = 0
    while True:
        if i >= len(a):
            return -1
        if a[i] == t:
            break
        for j in range(i):
            if a[j] > a[i]:
                i += 1
                break
            if a[j] == t:
                return j
        i += 1
    for x in a:
        if x == 3:
            continue
        if x > t:
            return x
    return i
""",
        [([3, 1, 2], 2), ([], 1), ([5, 3, 1, 4], 4), ([1, 2, 3], 9)],
    ),
    "firsts": (
        """
def firsts(g: list[list[int]], t: int) -> list[int]:
    r = next((row for row in g if len(row) > t), [])
    s = next((row[0] for row in g if t in row), -1)
    u = [next(row for row in g if any(x > t for x in row))]
    m = min(g, key=lambda row: sum(row))
    w = max(g, key=len)
    u.append(m)
    u[0] = w
    q = r[:]
    q.append(s)
    return q + m + u[0] + [sum(x) for x in u]
""",
        [
            ([[1, 2], [3], []], 1),
            ([[1, 2], [3], []], 0),
            ([], 0),
            ([[5]], 5),
            ([[0], [1, 1], [2]], 1),
        ],
    ),
    "alls": (
        """
def alls(g: list[list[int]], t: int) -> list[bool]:
    some = [all(len(r) > t for r in g), any(sum(r) == t for r in g)]
    some.append(all(any(x == y for x in r) for r in g for y in r))
    return some + [[t] in g, g == [[t]], g < [[t], []], [1] in g[1:]]
""",
        [([[1, 2], [3], []], 1), ([[1]], 1), ([], 0), ([[1], [1]], 0)],
    ),
    "cond": (
        """
def cond(g: list[list[int]], i: int, j: int) -> list[list[int]]:
    h = [r[:] for r in g]
    if h[i][j] > h[j][i]:
        h[i][j], h[j][i] = h[j][i], h[i][j]
    if i < j:
        h[i][0] = 9
        if j > 1:
            h[j][0] = 8
    elif j == i:
        h[0] = []
    else:
        h[j].append(3)
    return h
""",
        [
            ([[1, 2], [0, 4]], 0, 1),
            ([[1, 2], [0, 4]], 1, 0),
            ([[1, 2], [0, 4]], 1, 1),
            ([[1, 2]], 0, 1),
            ([[1, 2, 3], [3, 4, 5], [6, 7, 8]], 0, 2),
        ],
    ),
    "unpacks": (
        """
def unpacks(g: list[list[int]]) -> list[int]:
    a, b = g
    x, y, z = a
    b2 = b[:]
    b2.append(x)
    [c, d] = [b2, a]
    return c + d + [z]
""",
        [([[1, 2, 3], [4]],), ([[1, 2], [4]],), ([[1]],), ([],)],
    ),
    "borrowed": (
        """
def borrowed(g: list[list[list[int]]], i: int, j: int) -> int:
    s = g[i][j][0] + len(g[i]) + len(g[i][j])
    r = g[i]
    g[i] = []
    s += len(r[0])
    q = g[j]
    t = q[0] if q else [1]
    g.pop()
    return s + sum(t) + int(q < r) + int(g[0] == q)
""",
        [
            ([[[1, 2]], [[3]]], 0, 0),
            ([[[1, 2], [1]], [[3]]], 0, 1),
            ([[[1]]], 0, 0),
            ([[], []], 0, 0),
        ],
    ),
    "lastuse": (
        """
def lastuse(n: int) -> int:
    g = [[i, i + 1] for i in range(n)]
    r = g[n // 2]
    h = [r, r[:]]
    return h[0][1] + len(h[1]) + sum(g[0])
""",
        [(0,), (1,), (3,)],
    ),
    "consts": (
        """
def consts(i: int) -> list[int]:
    t = [5, 3, 9, 1]
    for k, v in enumerate([4, 2, 7]):
        t[k] = v + t[k]
    u = [1, 2, 3]
    if i > 0:
        u[i] = 8
    w = [t, u]
    w[0][i] = 0
    return w[0] + w[1] + [1, 2, 3][i:] + [x for x in [1, 2, 3] if x != i]
""",
        [(0,), (2,), (3,), (-1,)],
    ),
    "zips": (
        """
def zips(a: list[int], b: list[list[int]]) -> list[int]:
    out = []
    for i, (x, r) in enumerate(zip(a, b)):
        out.append(x * len(r) + i)
    for x, r in zip(reversed(a), b):
        out.extend(r)
    return out + [x + y for x in a for y in range(x) if y % 2] + [u for r in b for u in r]
""",
        [([1, 2, 3], [[1], [2, 3]]), ([], []), ([5], [[], [1]])],
    ),
    "slices": (
        """
def slices(a: list[int], i: int, j: int, k: int) -> list[int]:
    b = a[i:j:k] + a[::-1][j:] + a[:i] * k + a[k:] * 0
    return b + list(range(i, j, k)) + list(reversed(range(i, j)))
""",
        [([1, 2, 3, 4, 5], 0, 4, 2), ([1, 2, 3], 3, 0, -1), ([], 0, 0, 1), ([1], 0, 0, 0)],
    ),
    "fib": (
        """
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)
""",
        [(0,), (5,)],
    ),
    "dive": (
        """
def dive(n: int, a: list[int]) -> list[int]:
    if n == 0:
        return a
    a.append(n)
    b = dive(n - 1, a[:])
    return b + a[-1:]
""",
        [(0, [1]), (3, []), (80, [])],
    ),
    "errs": (
        """
def errs(a: list[int], k: int) -> int:
    assert k != 1
    if k == 2:
        return a[len(a)]
    if k == 3:
        return 1 // len(a[3:3])
    if k == 4:
        return min(a[9:])
    if k == 5:
        return max(a, key=lambda x: x // (x - 2))
    if k == 6:
        a.pop(7)
    if k == 7:
        a.insert(99, 4)
        a.insert(-99, 4)
        a[99] = 3
    if k == 8:
        return next(x for x in a if x > 99)
    if k == 9:
        return 1 << (0 - len(a))
    if k == 10:
        return 2 ** (k * 9)
    if k == 11:
        return sum([2 ** 62, 2 ** 62, 0 - 2 ** 62])
    if k == 12:
        return sum([2 ** 62, 2 ** 62])
    if k == 13:
        x, y = a
        return x
    if k == 14:
        return len(range(0, 5, k - 14)) + [z for z in range(1, 3, k - 14)][0]
    if k == 15:
        while len(a) > 0:
            a.pop()
        a.pop()
    return a.pop(-1)
""",
        [
            ([1, 2, 3], 0),
            ([1, 2, 3], 1),
            ([1, 2, 3], 2),
            ([1, 2, 3], 3),
            ([1, 2, 3], 4),
            ([1, 2, 3], 5),
            ([1, 2, 3], 6),
            ([1, 2, 3], 7),
            ([1, 2, 3], 8),
            ([1, 2, 3], 9),
            ([1, 2, 3], 10),
            ([1, 2, 3], 11),
            ([1, 2, 3], 12),
            ([1, 2, 3], 13),
            ([1, 2, 3], 14),
            ([1, 2, 3], 15),
        ],
    ),
    "rand": (
        """
def rand(n: int) -> list[int]:
    a = list(range(n))
    for i in range(n - 1, 0, -1):
        j = randrange(i + 1)
        a[i], a[j] = a[j], a[i]
    while candidate(a[0]) != 0:
        a = [x for x in a if randrange(2) or x == 0]
    return a
""",
        [(1,), (4,), (0,)],
    ),
    "minby": (
        """
def minby(a: list[int], n: int) -> list[int]:
    b = [min(range(n), key=lambda i: abs(a[i] - j)) for j in range(n)]
    c = max([[x, y] for x in a for y in b], key=lambda p: p[0] * p[1])
    c.append(n)
    return c + b
""",
        [([4, 1, 2], 3), ([], 0), ([1], 1), ([1], 2)],
    ),
    "huge": (
        """
def huge(n: int) -> int:
    t = 0
    for i in range(9223372036854775800, 9223372036854775807, n):
        t = i
    return t - 9223372036854775807 + (0 - 9223372036854775807 - 1) // n
""",
        [(1,), (3,), (9223372036854775807,), (-1,)],
    ),
    "matrix": (
        """
def matrix(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    c = [[0] * len(b[0]) for _ in a]
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                c[i][j] += a[i][k] * b[k][j]
    return c
""",
        [([[1, 2]], [[3], [4]]), ([], []), ([[1, 2], [3, 4]], [[1, 1], [0, 1]])],
    ),
    "whiles": (
        """
def whiles(n: int) -> list[list[int]]:
    q = [[0]]
    seen = [False] * (n + 1)
    k = 0
    while k < len(q) and len(q) < n:
        p = q[k]
        k += 1
        if seen[p[-1]]:
            continue
        seen[p[-1]] = True
        for d in (1, 2):
            if p[-1] + d <= n:
                q.append(p + [p[-1] + d])
    return q
""",
        [(0,), (1,), (4,)],
    ),
    "rowsout": (
        """
def rowsout(g: list[list[int]]) -> tuple[list[int], int, list[list[int]]]:
    r = g.pop()
    s = g.pop(0)
    s.append(len(r))
    r.extend(s)
    g.append(r[:])
    g.insert(0, s[:])
    g.extend([r[:], s[:]])
    g.reverse()
    return r, len(s), g
""",
        [([[1], [2], [3]],), ([[1], [2]],), ([[1]],), ([],)],
    ),
    "swaprows": (
        """
def swaprows(g: list[list[int]], i: int, j: int) -> list[list[int]]:
    g[i], g[j] = g[j][:], g[i][:]
    if g[i] < g[j]:
        g[i] = g[j][:]
    g[i][0] += 1
    return g
""",
        [([[1], [2]], 0, 1), ([[1], [2]], 1, 0), ([[1]], 0, 0), ([[], [1]], 0, 1)],
    ),
    "empties": (
        """
def empties(n: int) -> list[list[list[int]]]:
    a = [[] for _ in range(n)]
    b = [a, a[:], []]
    b[0] = a * n
    c = [x for p in b for x in p]
    c.extend([[1]] * n)
    d = [[x + y for x in c] for y in c]
    return [c, d[0] if d else [], [y for z in d for y in z]] if n < 3 else []
""",
        [(0,), (1,), (2,)],
    ),
    "tup": (
        """
def tup(a: list[int], b: list[int]) -> tuple[list[int], list[int]]:
    if a < b:
        a, b = b, a
    elif a == b:
        a = a + b
        b = []
    x = a if len(a) > 1 else b
    y = x[:]
    y.append(1)
    p, q = two(y, b)
    return two(q[:], p)

def two(a: list[int], b: list[int]) -> tuple[list[int], list[int]]:
    a.append(len(b))
    c = b + a
    return c, a
""",
        [([1], [2]), ([2, 1], [2]), ([1], [1]), ([], [])],
    ),
    "many_rows": (
        """
def many_rows(g: list[list[int]]) -> list[list[int]]:
    best = g[0]
    for r in g:
        if sum(r) > sum(best):
            best = r
    out = [best, best]
    out[0] = out[0] + [1]
    keep = [r for r in g if r != best]
    h = [r[:] for r in keep]
    for i in range(len(h)):
        h[i][-1] = i
        while len(h[i]) > 1 and h[i][0] < h[i][1]:
            h[i].pop(0)
    return h + out
""",
        [([[1, 2], [3], [4, 1]],), ([[1]],), ([[1], [2], []],), ([],)],
    ),
}

# name -> a graph as text, and arguments
GRAPHS: dict[str, tuple[str, list[Args]]] = {
    "sharedrow": (
        """program f
function f(%0: list[list[int]], %1: int, %2: int) -> (list[list[int]], list[int])
  %3 = getitem %0 %1
  %4 = setitem:1 %0 %1 %2 99
  %5 = append %3 %2
  %6 = append:1 %4 0 7
  %7 = append %6 %5
  return %7 %3
""",
        [([[1, 2], [3]], 0, 0), ([[1, 2], [3]], 1, 0), ([[1, 2], [3]], 0, 1), ([], 0, 0)],
    ),
    "samelist": (
        """program f
function f(%0: list[int], %1: int) -> list[list[int]]
  %2 = make %0 %0 %0
  %3 = setitem:1 %2 1 %1 5
  %4 %5 = pop:1 %3 0
  return %4
""",
        [([1, 2], 0), ([1], 0), ([], 0)],
    ),
    "samelist2": (
        """program f
function f(%0: list[int], %1: int) -> (list[list[int]], list[int], int)
  %2 = make %0 %0 %0
  %3 = setitem:1 %2 1 %1 5
  %4 %5 = pop:1 %3 0
  %6 = append %0 %5
  %7 = extend %6 %6
  %8 = setitem %4 0 %7
  return %8 %7 %5
""",
        [([1, 2], 0), ([1], 0), ([], 0)],
    ),
    "rep": (
        """program f
function f(%0: list[int], %1: int) -> list[list[list[int]]]
  %2 = make %0
  %3 = repeat %2 %1
  %4 = make %3 %3
  %5 = setitem:2 %4 0 0 0 42
  %6 = append:2 %5 1 0 43
  %7 = append:1 %6 1 %0
  return %7
""",
        [([1, 2], 2), ([1], 1), ([1], 0), ([], 2)],
    ),
    "loopshare": (
        """program f
function f(%0: list[list[int]], %1: int) -> (list[list[int]], list[int])
  %2 = upto %1
  %3 %4 = for %2 with %0 [1, 2, 3]
    body %5 %6 %7
      %8 = getitem %6 %5
      %9 = append %8 %5
      %10 = setitem %6 %5 %9
      %11 = extend %7 %8
      yield %10 %11
  return %3 %4
""",
        [([[1], [2]], 2), ([[1], [2]], 3), ([[]], 1), ([], 0)],
    ),
    "condrow": (
        """program f
function f(%0: list[list[int]], %1: int, %2: bool) -> (list[list[int]], list[int])
  %9 = getitem %0 0
  %3 = branch %2
    yes
      %4 = setitem:1 %0 0 %1 9
      yield %4
    no
      %5 = setitem:1 %0 1 0 8
      yield %5
  return %3 %9
""",
        [
            ([[1], [2]], 0, True),
            ([[1], [2]], 0, False),
            ([[1], [2]], 5, True),
            ([[1]], 0, False),
            ([[1]], 0, True),
        ],
    ),
    "condrow2": (
        """program f
function f(%0: list[list[int]], %1: int, %2: bool) -> list[list[int]]
  %10 = make 1 2 3
  %11 = setitem %0 0 %10
  %3 = branch %2
    yes
      %4 = setitem:1 %11 0 %1 9
      %12 = setitem:1 %4 1 0 5
      yield %12
    no
      yield %11
  %6 = getitem %3 0
  %7 = setitem:1 %3 0 0 4
  %8 = append %7 %6
  return %8
""",
        [
            ([[1], [2]], 0, True),
            ([[1], [2]], 0, False),
            ([[1], [2]], 5, True),
            ([[1]], 0, False),
            ([[1]], 0, True),
        ],
    ),
    "fststate": (
        """program f
function f(%0: list[list[int]], %1: int) -> list[list[int]]
  %2 = first %0
    test %3
      %4 = len %3
      %5 = gt %4 %1
      yield %5
    hit %6
      %7 = append %6 1
      %8 = make %7 %6
      yield %8
    miss
      yield %0
  %9 = append:1 %2 0 77
  return %9
""",
        [([[1], [2]], 0), ([[1], [2]], 3), ([], 0), ([[], [1, 2]], 1)],
    ),
    "minrow": (
        """program f
function f(%0: list[list[int]], %1: list[int]) -> (list[int], list[list[int]])
  %2 = min_by %0
    key %3
      %4 = sum %3
      yield %4
  %5 = append %2 3
  %6 = setitem %0 0 %5
  %7 = max_by %6
    key %8
      %9 = len %8
      yield %9
  %10 = setitem:1 %6 0 0 1
  return %7 %10
""",
        [([[1], [2]], []), ([[1], []], []), ([], [])],
    ),
    "map3": (
        """program f
function f(%0: list[list[int]], %1: list[int]) -> list[list[int]]
  %2 = map %0
    each %3
      %5 = extend %1 %3
      yield %5
  %6 = filter %2
    test %7
      %8 = contains %0 %7
      %9 = not_ %8
      yield %9
  %11 = map %6
    each %12
      yield %1
  %13 = concat %6 %11
  return %13
""",
        [([[1], [2]], [1]), ([[1], []], []), ([], [])],
    ),
    "capt": (
        """program f
function f(%0: list[list[int]], %1: bool) -> int
  %2 = getitem %0 0
  %3 = branch %1
    yes
      %4 = len %2
      yield %4
    no
      %5 = getitem %2 0
      yield %5
  return %3
""",
        [([[1], [2]], True), ([[]], False), ([[3]], False), ([], False)],
    ),
    "row3": (
        """program f
function f(%0: list[list[list[int]]], %1: int) -> (int, list[list[list[int]]])
  %2 = getitem %0 %1
  %3 = getitem %2 0
  %4 = getitem %3 0
  %5 = getitem %0 0
  %6 = list_eq %5 %2
  %7 = as_int %6
  %8 = add %7 %4
  %9 = setitem:2 %0 0 0 0 %8
  return %8 %9
""",
        [([[[1]], [[2]]], 0), ([[[1]], [[2]]], 1), ([[[]]], 0), ([[]], 0)],
    ),
}
