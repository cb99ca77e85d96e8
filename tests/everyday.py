"""Functions as they are typed every day: grids, graphs, tables, texts, bits, backtracking.

One file on purpose, as a stranger would send it, longer than the modules of the house.
"""

# typed as people type, not as a linter would have it
# ruff: noqa

import math
import random
from math import gcd, isqrt
from typing import List, Tuple

MOD = 10**9 + 7
MOVES = [(0, 1), (1, 0), (0, -1), (-1, 0)]
VOWELS = "aeiou"
INF = 10**9
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def spiral2(m: list[list[int]]) -> list[int]:
    if not m or not m[0]:
        return []
    top, bottom, left, right = 0, len(m) - 1, 0, len(m[0]) - 1
    out = []
    while top <= bottom and left <= right:
        for j in range(left, right + 1):
            out.append(m[top][j])
        top += 1
        for i in range(top, bottom + 1):
            out.append(m[i][right])
        right -= 1
        if top <= bottom:
            for j in range(right, left - 1, -1):
                out.append(m[bottom][j])
            bottom -= 1
        if left <= right:
            for i in range(bottom, top - 1, -1):
                out.append(m[i][left])
            left += 1
    return out


def det(m: list[list[int]]) -> int:
    if len(m) == 0:
        return 1
    total = 0
    for j in range(len(m)):
        minor = [row[:j] + row[j + 1 :] for row in m[1:]]
        total += (-1) ** j * m[0][j] * det(minor)
    return total


def mat_pow(m: list[list[int]], k: int) -> list[list[int]]:
    n = len(m)
    result = [[int(i == j) for j in range(n)] for i in range(n)]
    while k > 0:
        if k & 1:
            result = [
                [sum(result[i][t] * m[t][j] for t in range(n)) for j in range(n)] for i in range(n)
            ]
        m = [[sum(m[i][t] * m[t][j] for t in range(n)) for j in range(n)] for i in range(n)]
        k >>= 1
    return result


def set_zeroes(m: list[list[int]]) -> None:
    rows = [False] * len(m)
    cols = [False] * (len(m[0]) if m else 0)
    for i, row in enumerate(m):
        for j, x in enumerate(row):
            if x == 0:
                rows[i] = cols[j] = True
    for i in range(len(m)):
        for j in range(len(m[i])):
            if rows[i] or cols[j]:
                m[i][j] = 0


def is_magic(m: list[list[int]]) -> bool:
    n = len(m)
    if n == 0:
        return True
    s = sum(m[0])
    if any(sum(row) != s for row in m):
        return False
    if any(sum(m[i][j] for i in range(n)) != s for j in range(n)):
        return False
    return sum(m[i][i] for i in range(n)) == s == sum(m[i][n - 1 - i] for i in range(n))


def _fill(g: list[list[int]], r: int, c: int, old: int, color: int) -> None:
    if r < 0 or r >= len(g) or c < 0 or c >= len(g[r]) or g[r][c] != old:
        return
    g[r][c] = color
    _fill(g, r + 1, c, old, color)
    _fill(g, r - 1, c, old, color)
    _fill(g, r, c + 1, old, color)
    _fill(g, r, c - 1, old, color)


def flood_fill_rec(g: list[list[int]], r: int, c: int, color: int) -> list[list[int]]:
    if g[r][c] != color:
        _fill(g, r, c, g[r][c], color)
    return g


def num_islands(g: list[list[int]]) -> int:
    count = 0
    seen = [[False] * len(row) for row in g]
    for i in range(len(g)):
        for j in range(len(g[i])):
            if g[i][j] and not seen[i][j]:
                count += 1
                queue = [[i, j]]
                seen[i][j] = True
                while queue:
                    a, b = queue.pop(0)
                    for da, db in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                        x, y = a + da, b + db
                        if 0 <= x < len(g) and 0 <= y < len(g[x]) and g[x][y] and not seen[x][y]:
                            seen[x][y] = True
                            queue.append([x, y])
    return count


def _sink(g: list[list[int]], i: int, j: int) -> int:
    if not (0 <= i < len(g) and 0 <= j < len(g[0])) or g[i][j] == 0:
        return 0
    g[i][j] = 0
    return 1 + sum(_sink(g, i + a, j + b) for a, b in [(1, 0), (0, 1), (-1, 0), (0, -1)])


def _sink2(g: list[list[int]], i: int, j: int) -> int:
    if not (0 <= i < len(g) and 0 <= j < len(g[0])) or g[i][j] == 0:
        return 0
    g[i][j] = 0
    size = 1
    for a, b in [(1, 0), (0, 1), (-1, 0), (0, -1)]:
        size += _sink2(g, i + a, j + b)
    return size


def max_area2(g: list[list[int]]) -> int:
    best = 0
    for i in range(len(g)):
        for j in range(len(g[0])):
            best = max(best, _sink2(g, i, j))
    return best


def maximal_square(g: list[list[int]]) -> int:
    best = 0
    dp = [[0] * (len(g[0]) + 1) for _ in range(len(g) + 1)]
    for i, row in enumerate(g, 1):
        for j, x in enumerate(row, start=1):
            if x:
                dp[i][j] = 1 + min(dp[i - 1][j], dp[i][j - 1], dp[i - 1][j - 1])
                best = max(best, dp[i][j])
    return best**2


def triangle(t: list[list[int]]) -> int:
    dp = t[-1][:]
    for i in range(len(t) - 2, -1, -1):
        for j in range(i + 1):
            dp[j] = t[i][j] + min(dp[j], dp[j + 1])
    return dp[0]


def diagonal_traverse(m: list[list[int]]) -> list[int]:
    out = []
    n, k = len(m), len(m[0])
    for s in range(n + k - 1):
        diag = [m[i][s - i] for i in range(n) if 0 <= s - i < k]
        out.extend(diag if s % 2 else diag[::-1])
    return out


def swap_rows2(m: list[list[int]]) -> list[list[int]]:
    m[0], m[-1] = m[-1][:], m[0][:]
    return m


def solve_2x2(a: int, b: int, c: int, d: int, e: int, f: int) -> tuple[bool, int, int]:
    det_ = a * d - b * c
    if det_ == 0:
        return False, 0, 0
    return True, (e * d - b * f) // det_, (a * f - e * c) // det_


def bfs_layers(adj: list[list[int]], s: int) -> list[list[int]]:
    seen = [False] * len(adj)
    seen[s] = True
    layer = [s]
    layers = []
    while layer:
        layers.append(layer)
        nxt = []
        for u in layer:
            for v in adj[u]:
                if not seen[v]:
                    seen[v] = True
                    nxt.append(v)
        layer = nxt
    return layers


def _visit(adj: list[list[int]], u: int, seen: list[bool], order: list[int]) -> None:
    seen[u] = True
    for v in adj[u]:
        if not seen[v]:
            _visit(adj, v, seen, order)
    order.append(u)


def topo(adj: list[list[int]]) -> list[int]:
    seen = [False for _ in adj]
    order = []
    for u in range(len(adj)):
        if not seen[u]:
            _visit(adj, u, seen, order)
    order.reverse()
    return order


def topo_annotated(adj: list[list[int]]) -> list[int]:
    seen = [False] * len(adj)
    order: list[int] = []
    for u in range(len(adj)):
        if not seen[u]:
            _visit(adj, u, seen, order)
    return order[::-1]


def kahn(adj: list[list[int]]) -> list[int]:
    n = len(adj)
    indeg = [0] * n
    for u in range(n):
        for v in adj[u]:
            indeg[v] += 1
    ready = [u for u in range(n) if indeg[u] == 0]
    out = []
    while ready:
        u = ready.pop()
        out.append(u)
        for v in adj[u]:
            indeg[v] -= 1
            if not indeg[v]:
                ready.append(v)
    return out if len(out) == n else []


def _cyclic(adj: list[list[int]], u: int, color: list[int]) -> bool:
    color[u] = 1
    for v in adj[u]:
        if color[v] == 1:
            return True
        if color[v] == 0 and _cyclic(adj, v, color):
            return True
    color[u] = 2
    return False


def has_cycle2(adj: list[list[int]]) -> bool:
    color = [0] * len(adj)
    for u in range(len(adj)):
        if color[u] == 0:
            if _cyclic(adj, u, color):
                return True
    return False


def bipartite(adj: list[list[int]]) -> bool:
    side = [-1] * len(adj)
    for s in range(len(adj)):
        if side[s] != -1:
            continue
        side[s] = 0
        stack = [s]
        while stack:
            u = stack.pop()
            for v in adj[u]:
                if side[v] == -1:
                    side[v] = 1 - side[u]
                    stack.append(v)
                elif side[v] == side[u]:
                    return False
    return True


def components(n: int, edges: list[list[int]]) -> int:
    parent = list(range(n))
    for a, b in edges:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            b = parent[b]
        parent[a] = b
    return sum(i == p for i, p in enumerate(parent))


def _find(parent: list[int], x: int) -> int:
    if parent[x] != x:
        parent[x] = _find(parent, parent[x])
    return parent[x]


def components2(n: int, edges: list[list[int]]) -> int:
    parent = list(range(n))
    count = n
    for e in edges:
        a = _find(parent, e[0])
        b = _find(parent, e[1])
        if a != b:
            parent[a] = b
            count -= 1
    return count


def degree_sequence(adj: list[list[int]]) -> list[int]:
    degs = [len(ns) for ns in adj]
    for i in range(1, len(degs)):
        j = i
        while j > 0 and degs[j - 1] < degs[j]:
            degs[j - 1], degs[j] = degs[j], degs[j - 1]
            j -= 1
    return degs


def count_triangles(adj: list[list[bool]]) -> int:
    n = len(adj)
    return sum(
        1
        for i in range(n)
        for j in range(i)
        for k in range(j)
        if adj[i][j] and adj[j][k] and adj[i][k]
    )


def reverse_graph(adj: list[list[int]]) -> list[list[int]]:
    rev: list[list[int]] = [[] for _ in adj]
    for u, ns in enumerate(adj):
        for v in ns:
            rev[v].append(u)
    return rev


def all_paths(adj: list[list[int]], s: int, t: int) -> list[list[int]]:
    if s == t:
        return [[t]]
    paths = []
    for v in adj[s]:
        for p in all_paths(adj, v, t):
            paths.append([s] + p)
    return paths


def _explore(adj: list[list[int]], path: list[int], t: int, out: list[list[int]]) -> None:
    u = path[-1]
    if u == t:
        out.append(path[:])
        return
    for v in adj[u]:
        if v not in path:
            path.append(v)
            _explore(adj, path, t, out)
            path.pop()


def all_paths2(adj: list[list[int]], s: int, t: int) -> list[list[int]]:
    out: list[list[int]] = []
    _explore(adj, [s], t, out)
    return out


def all_paths3(adj: list[list[int]], s: int, t: int) -> list[list[int]]:
    out = []
    path = [s]
    _explore(adj, path, t, out)
    return out


def longest_path(adj: list[list[int]], u: int) -> int:
    return max((1 + longest_path(adj, v) for v in adj[u]), default=0)


def scc_count(adj: list[list[int]]) -> int:
    n = len(adj)
    reach = [[i == j for j in range(n)] for i in range(n)]
    for u in range(n):
        stack = [u]
        while stack:
            x = stack.pop()
            for y in adj[x]:
                if not reach[u][y]:
                    reach[u][y] = True
                    stack.append(y)
    return len([u for u in range(n) if all(not (reach[u][v] and reach[v][u]) for v in range(u))])


def color_greedy(adj: list[list[int]]) -> list[int]:
    colors = [-1] * len(adj)
    for u in range(len(adj)):
        used = [colors[v] for v in adj[u]]
        colors[u] = next(c for c in range(len(adj) + 1) if c not in used)
    return colors


def euler_path_exists(adj: list[list[int]]) -> bool:
    odd = sum(len(ns) % 2 for ns in adj)
    return odd in (0, 2)


def tree_height(parent: list[int]) -> int:
    best = 0
    for i in range(len(parent)):
        h, j = 0, i
        while j != -1:
            h, j = h + 1, parent[j]
        best = max(best, h)
    return best


def _depth(tree: list[list[int]], u: int) -> int:
    if u < 0:
        return 0
    left, right = tree[u]
    return 1 + max(_depth(tree, left), _depth(tree, right))


def tree_depth(tree: list[list[int]]) -> int:
    return _depth(tree, 0) if tree else 0


def _inorder(tree: list[list[int]], u: int) -> list[int]:
    if u == -1:
        return []
    l, r = tree[u]
    return [*_inorder(tree, l), u, *_inorder(tree, r)]


def _inorder2(tree: list[list[int]], u: int) -> list[int]:
    if u == -1:
        return []
    l, r = tree[u]
    return _inorder2(tree, l) + [u] + _inorder2(tree, r)


def inorder2(tree: list[list[int]]) -> list[int]:
    return _inorder2(tree, 0)


def coin_ways(coins: list[int], n: int) -> int:
    ways = [1] + [0] * n
    for c in coins:
        for x in range(c, n + 1):
            ways[x] += ways[x - c]
    return ways[n]


def matrix_chain(p: list[int]) -> int:
    n = len(p) - 1
    m = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            m[i][j] = min(m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1] for k in range(i, j))
    return m[0][n - 1]


def egg(e: int, f: int) -> int:
    if f <= 1 or e == 1:
        return f
    return 1 + min(max(egg(e - 1, x - 1), egg(e, f - x)) for x in range(1, f + 1))


def stirling(n: int, k: int) -> int:
    if n == k:
        return 1
    if k == 0 or k > n:
        return 0
    return k * stirling(n - 1, k) + stirling(n - 1, k - 1)


def word_break(s: list[int], words: list[list[int]]) -> bool:
    ok = [True] + [False] * len(s)
    for i in range(1, len(s) + 1):
        for w in words:
            if len(w) <= i and ok[i - len(w)] and s[i - len(w) : i] == w:
                ok[i] = True
                break
    return ok[-1]


def word_break2(s: list[int], words: list[list[int]]) -> bool:
    if not s:
        return True
    return any(w and s[: len(w)] == w and word_break2(s[len(w) :], words) for w in words)


def jump(xs: list[int]) -> int:
    steps = end = far = 0
    for i in range(len(xs) - 1):
        far = max(far, i + xs[i])
        if i == end:
            steps += 1
            end = far
    return steps


def decode_ways(ds: list[int]) -> int:
    a, b = 1, 1
    for i, d in enumerate(ds):
        c = 0
        if d != 0:
            c += b
        if i > 0 and 10 <= ds[i - 1] * 10 + d <= 26:
            c += a
        a, b = b, c
    return b


def tsp(d: list[list[int]]) -> int:
    n = len(d)
    inf = 1 << 30
    dp = [[inf] * n for _ in range(1 << n)]
    dp[1][0] = 0
    for mask in range(1 << n):
        for u in range(n):
            if dp[mask][u] == inf:
                continue
            for v in range(n):
                if not mask >> v & 1:
                    m2 = mask | 1 << v
                    dp[m2][v] = min(dp[m2][v], dp[mask][u] + d[u][v])
    return min(dp[-1][u] + d[u][0] for u in range(n))


def longest_common_prefix(ws: list[list[int]]) -> list[int]:
    if not ws:
        return []
    for i, c in enumerate(ws[0]):
        for w in ws[1:]:
            if i == len(w) or w[i] != c:
                return ws[0][:i]
    return ws[0]


def is_palindrome2(s: list[int]) -> bool:
    return all(s[i] == s[~i] for i in range(len(s) // 2))


def is_anagram(a: list[int], b: list[int]) -> bool:
    if len(a) != len(b):
        return False
    count = [0] * 26
    for x, y in zip(a, b):
        count[x % 26] += 1
        count[y % 26] -= 1
    return not any(count)


def caesar(s: list[int], k: int) -> list[int]:
    return [(c - 97 + k) % 26 + 97 if 97 <= c <= 122 else c for c in s]


def run_length(s: list[int]) -> list[list[int]]:
    out = []
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append([s[i], j - i])
        i = j
    return out


def unrun(rs: list[list[int]]) -> list[int]:
    return [c for c, k in rs for _ in range(k)]


def split_words(s: list[int]) -> list[list[int]]:
    words, word = [], []
    for c in s + [32]:
        if c == 32:
            if word:
                words.append(word)
            word = []
        else:
            word.append(c)
    return words


def reverse_words(s: list[int]) -> list[int]:
    out: list[int] = []
    word: list[int] = []
    for c in s:
        if c == 32:
            out = [32] + word + out
            word = []
        else:
            word += [c]
    return word + out


def atoi(s: list[int]) -> int:
    i, sign, n = 0, 1, 0
    while i < len(s) and s[i] == 32:
        i += 1
    if i < len(s) and s[i] in (43, 45):
        sign = -1 if s[i] == 45 else 1
        i += 1
    while i < len(s) and 48 <= s[i] <= 57:
        n = n * 10 + s[i] - 48
        i += 1
    return sign * n


def itoa(n: int) -> list[int]:
    if n == 0:
        return [48]
    out = []
    neg = n < 0
    n = abs(n)
    while n:
        n, r = divmod(n, 10)
        out.insert(0, 48 + r)
    return [45] + out if neg else out


def rpn(tokens: list[int]) -> int:
    stack = []
    for t in tokens:
        if t >= 0:
            stack.append(t)
        else:
            b, a = stack.pop(), stack.pop()
            if t == -1:
                stack.append(a + b)
            elif t == -2:
                stack.append(a - b)
            elif t == -3:
                stack.append(a * b)
            else:
                stack.append(a // b)
    return stack[0]


def z_function(s: list[int]) -> list[int]:
    n = len(s)
    z = [0] * n
    l = r = 0
    for i in range(1, n):
        if i < r:
            z[i] = min(r - i, z[i - l])
        while i + z[i] < n and s[z[i]] == s[i + z[i]]:
            z[i] += 1
        if i + z[i] > r:
            l, r = i, i + z[i]
    return z


def rabin_karp(s: list[int], p: list[int]) -> int:
    m, mod, base = len(p), 1000003, 257
    if m > len(s):
        return -1
    hp = hs = 0
    top = 1
    for k in range(m):
        hp = (hp * base + p[k]) % mod
        hs = (hs * base + s[k]) % mod
        if k:
            top = top * base % mod
    for i in range(len(s) - m + 1):
        if hp == hs and s[i : i + m] == p:
            return i
        if i + m < len(s):
            hs = ((hs - s[i] * top) * base + s[i + m]) % mod
    return -1


def longest_unique(s: list[int]) -> int:
    last = [-1] * 128
    start = best = 0
    for i, c in enumerate(s):
        if last[c] >= start:
            start = last[c] + 1
        last[c] = i
        best = max(best, i - start + 1)
    return best


def compress(s: list[int]) -> list[int]:
    out = []
    count = 0
    for i in range(len(s)):
        count += 1
        if i + 1 == len(s) or s[i] != s[i + 1]:
            out += [s[i], count]
            count = 0
    return out


def manacher(s: list[int]) -> int:
    best = 0
    for c in range(2 * len(s) - 1):
        l = c // 2
        r = l + c % 2
        while l >= 0 and r < len(s) and s[l] == s[r]:
            l -= 1
            r += 1
        best = max(best, r - l - 1)
    return best


def hamming(a: int, b: int) -> int:
    return sum((a ^ b) >> i & 1 for i in range(32))


def reverse_bits(n: int) -> int:
    r = 0
    for _ in range(8):
        r = r << 1 | n & 1
        n >>= 1
    return r


def gray(n: int) -> list[int]:
    return [i ^ i >> 1 for i in range(1 << n)]


def gray2(n: int) -> list[list[int]]:
    if n == 0:
        return [[]]
    smaller = gray2(n - 1)
    return [[0] + g for g in smaller] + [[1] + g for g in reversed(smaller)]


def subsets2(xs: list[int]) -> list[list[int]]:
    out = [[]]
    for x in xs:
        out += [s + [x] for s in out]
    return out


def subsets3(xs: list[int]) -> list[list[int]]:
    if not xs:
        return [[]]
    rest = subsets3(xs[1:])
    return rest + [[xs[0]] + s for s in rest]


def next_power(n: int) -> int:
    p = 1
    while p < n:
        p <<= 1
    return p


def add_bits(a: int, b: int) -> int:
    while b:
        a, b = a ^ b, (a & b) << 1
    return a


def to_binary2(n: int) -> list[int]:
    bits = []
    while n > 0:
        bits.append(n % 2)
        n //= 2
    return bits[::-1] or [0]


def from_bools(bits: list[bool]) -> int:
    return sum(1 << i for i, b in enumerate(bits) if b)


def max_xor(xs: list[int]) -> int:
    return max(a ^ b for a in xs for b in xs)


def swap_xor(xs: list[int], i: int, j: int) -> list[int]:
    if i != j:
        xs[i] ^= xs[j]
        xs[j] ^= xs[i]
        xs[i] ^= xs[j]
    return xs


def _permute(xs: list[int], k: int, out: list[list[int]]) -> None:
    if k == len(xs):
        out.append(xs.copy())
    for i in range(k, len(xs)):
        xs[k], xs[i] = xs[i], xs[k]
        _permute(xs, k + 1, out)
        xs[k], xs[i] = xs[i], xs[k]


def permutations3(xs: list[int]) -> list[list[int]]:
    out: list[list[int]] = []
    _permute(xs, 0, out)
    return out


def heaps(xs: list[int]) -> list[list[int]]:
    n = len(xs)
    c = [0] * n
    out = [xs[:]]
    i = 0
    while i < n:
        if c[i] < i:
            j = 0 if i % 2 == 0 else c[i]
            xs[j], xs[i] = xs[i], xs[j]
            out.append(xs[:])
            c[i] += 1
            i = 0
        else:
            c[i] = 0
            i += 1
    return out


def _combine(start: int, n: int, k: int, cur: list[int], out: list[list[int]]) -> None:
    if len(cur) == k:
        out.append(list(cur))
        return
    for i in range(start, n + 1):
        cur.append(i)
        _combine(i + 1, n, k, cur, out)
        cur.pop()


def combinations2(n: int, k: int) -> list[list[int]]:
    out: list[list[int]] = []
    _combine(1, n, k, [], out)
    return out


def _safe(cols: list[int], c: int) -> bool:
    r = len(cols)
    for i in range(r):
        if cols[i] == c or abs(cols[i] - c) == r - i:
            return False
    return True


def _queens(n: int, cols: list[int]) -> int:
    if len(cols) == n:
        return 1
    count = 0
    for c in range(n):
        if _safe(cols, c):
            cols.append(c)
            count += _queens(n, cols)
            cols.pop()
    return count


def queens_solutions(n: int) -> list[list[int]]:
    sols = [[]]
    for _ in range(n):
        sols = [s + [c] for s in sols for c in range(n) if _safe(s, c)]
    return sols


def _solve(board: list[list[int]]) -> bool:
    for i in range(4):
        for j in range(4):
            if board[i][j] == 0:
                for v in range(1, 5):
                    if _fits(board, i, j, v):
                        board[i][j] = v
                        if _solve(board):
                            return True
                        board[i][j] = 0
                return False
    return True


def _fits(board: list[list[int]], i: int, j: int, v: int) -> bool:
    if v in board[i] or any(row[j] == v for row in board):
        return False
    a, b = i // 2 * 2, j // 2 * 2
    return all(board[a + x][b + y] != v for x in range(2) for y in range(2))


def sudoku(board: list[list[int]]) -> list[list[int]]:
    _solve(board)
    return board


def sudoku2(board: list[list[int]]) -> list[list[int]]:
    return board if _solve(board) else []


def subset_sum(xs: list[int], t: int) -> bool:
    return t == 0 or bool(xs) and (subset_sum(xs[1:], t) or subset_sum(xs[1:], t - xs[0]))


def subset_sum2(xs: list[int], t: int) -> bool:
    if t == 0:
        return True
    if not xs:
        return False
    return subset_sum2(xs[:-1], t) or subset_sum2(xs[:-1], t - xs[-1])


def parens(n: int) -> list[list[int]]:
    if n == 0:
        return [[]]
    return [[1] + a + [0] + b for i in range(n) for a in parens(i) for b in parens(n - 1 - i)]


def _word(board: list[list[int]], w: list[int], i: int, j: int, k: int) -> bool:
    if k == len(w):
        return True
    if i < 0 or j < 0 or i >= len(board) or j >= len(board[0]) or board[i][j] != w[k]:
        return False
    tmp, board[i][j] = board[i][j], -1
    found = (
        _word(board, w, i + 1, j, k + 1)
        or _word(board, w, i - 1, j, k + 1)
        or _word(board, w, i, j + 1, k + 1)
        or _word(board, w, i, j - 1, k + 1)
    )
    board[i][j] = tmp
    return found


def word_search(board: list[list[int]], w: list[int]) -> bool:
    for i in range(len(board)):
        for j in range(len(board[0])):
            if _word(board, w, i, j, 0):
                return True
    return False


def _hanoi(n: int, src: list[int], aux: list[int], dst: list[int]) -> int:
    if n == 0:
        return 0
    moves = _hanoi(n - 1, src, dst, aux)
    dst.append(src.pop())
    return moves + 1 + _hanoi(n - 1, aux, src, dst)


def hanoi2(n: int) -> list[int]:
    a = list(range(n, 0, -1))
    b: list[int] = []
    c: list[int] = []
    _hanoi(n, a, b, c)
    return c


def hanoi3(n: int) -> list[int]:
    a, b, c = list(range(n, 0, -1)), [], []
    _hanoi(n, a, b, c)
    return c


def hofstadter_f(n: int) -> int:
    return 1 if n == 0 else n - hofstadter_m(hofstadter_f(n - 1))


def hofstadter_m(n: int) -> int:
    return 0 if n == 0 else n - hofstadter_f(hofstadter_m(n - 1))


def egcd(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - a // b * y


def egcd2(a: int, b: int) -> tuple[int, int, int]:
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b != 0:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
        y0, y1 = y1, y0 - q * y1
    return a, x0, y0


def mod_inverse(a: int, m: int) -> int:
    g, x, _ = egcd(a, m)
    if g != 1:
        return -1
    return x % m


def crt(r: list[int], m: list[int]) -> int:
    total, prod = 0, 1
    for x in m:
        prod *= x
    for ri, mi in zip(r, m):
        p = prod // mi
        total += ri * p * mod_inverse(p, mi)
    return total % prod


def primes2(n: int) -> list[int]:
    if n < 2:
        return []
    sieve = [True] * (n + 1)
    sieve[0] = sieve[1] = False
    i = 2
    while i * i <= n:
        if sieve[i]:
            for j in range(i * i, n + 1, i):
                sieve[j] = False
        i += 1
    return [i for i in range(n + 1) if sieve[i]]


def primes4(n: int) -> list[int]:
    return [k for k in range(2, n) if all(k % d for d in range(2, k))]


def factor(n: int) -> list[int]:
    out = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            out.append(d)
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        out.append(n)
    return out


def collatz(n: int) -> list[int]:
    out = [n]
    while out[-1] != 1:
        out.append(out[-1] // 2 if out[-1] % 2 == 0 else 3 * out[-1] + 1)
    return out


def roman(n: int) -> list[int]:
    out = []
    for value, a in [(1000, 77), (500, 68), (100, 67), (50, 76), (10, 88), (5, 86), (1, 73)]:
        while n >= value:
            out.append(a)
            n -= value
    return out


def happy(n: int) -> bool:
    seen = []
    while n != 1 and n not in seen:
        seen.append(n)
        s = 0
        while n:
            s += (n % 10) ** 2
            n //= 10
        n = s
    return n == 1


def fib_pair(n: int) -> tuple[int, int]:
    if n == 0:
        return (0, 1)
    a, b = fib_pair(n >> 1)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n & 1 else (c, d)


def fib_memo(n: int, memo: list[int]) -> int:
    if n < 2:
        return n
    if memo[n] == 0:
        memo[n] = fib_memo(n - 1, memo) + fib_memo(n - 2, memo)
    return memo[n]


def fib_top(n: int) -> int:
    return fib_memo(n, [0] * (n + 1))


def look_and_say(n: int) -> list[int]:
    s = [1]
    for _ in range(n):
        t = []
        for c in s:
            if t and t[-1] == c:
                t[-2] += 1
            else:
                t += [1, c]
        s = t
    return s


def every_other(xs: list[int]) -> list[int]:
    return xs[::2] + xs[1::2][::-1] + xs[-1:-4:-2]


def rotate_list(xs: list[int], k: int) -> list[int]:
    if not xs:
        return xs
    k %= len(xs)
    return xs[-k:] + xs[:-k]


def first_missing(xs: list[int]) -> int:
    return next(i for i in range(1, len(xs) + 2) if i not in xs)


def min_window(xs: list[int], t: int) -> int:
    best = len(xs) + 1
    s = lo = 0
    for hi, x in enumerate(xs):
        s += x
        while s >= t:
            best = min(best, hi - lo + 1)
            s -= xs[lo]
            lo += 1
    return best if best <= len(xs) else 0


def max_sliding(xs: list[int], k: int) -> list[int]:
    dq = []
    out = []
    for i, x in enumerate(xs):
        while dq and xs[dq[-1]] <= x:
            dq.pop()
        dq.append(i)
        if dq[0] <= i - k:
            dq.pop(0)
        if i >= k - 1:
            out.append(xs[dq[0]])
    return out


def nested_sum(xss: list[list[list[int]]]) -> int:
    return sum(sum(map_) for xs in xss for map_ in xs)


def merge_k(xss: list[list[int]]) -> list[int]:
    out = []
    while any(xss):
        i = min((i for i in range(len(xss)) if xss[i]), key=lambda i: xss[i][0])
        out.append(xss[i].pop(0))
    return out


def bucket_sort(xs: list[int]) -> list[int]:
    buckets = [[] for _ in range(10)]
    for x in xs:
        buckets[x % 10].append(x)
    return [x for b in buckets for x in b]


def stock(xs: list[int]) -> int:
    return max((xs[j] - xs[i] for i in range(len(xs)) for j in range(i, len(xs))), default=0)


def lru(cap: int, keys: list[int]) -> int:
    cache: list[int] = []
    hits = 0
    for k in keys:
        if k in cache:
            hits += 1
            cache = [c for c in cache if c != k]
        elif len(cache) == cap:
            cache = cache[1:]
        cache.append(k)
    return hits


def stats(xs: list[int]) -> tuple[int, int, int]:
    return min(xs), max(xs), sum(xs) // len(xs)


def partition4(xs: list[int], p: int) -> tuple[list[int], list[int], list[int]]:
    lo, eq, hi = [], [], []
    for x in xs:
        if x < p:
            lo.append(x)
        elif x == p:
            eq.append(x)
        else:
            hi.append(x)
    return lo, eq, hi


def binary_gap(n: int) -> int:
    best = gap = 0
    seen = False
    while n > 0:
        n, bit = n // 2, n % 2
        if bit == 1:
            if seen:
                best = max(best, gap)
            seen, gap = True, 0
        else:
            gap += 1
    return best


def two_sum(nums: List[int], target: int) -> List[int]:
    for i, x in enumerate(nums):
        for j in range(i + 1, len(nums)):
            if x + nums[j] == target:
                return [i, j]
    raise ValueError("no two numbers add up")


def rotate(nums: List[int], k: int) -> None:
    n = len(nums)
    if n == 0:
        return
    k %= n
    nums[:] = nums[-k:] + nums[:-k]


def balanced(s: str) -> bool:
    stack = []
    for c in s:
        if c in "([{":
            stack.append(c)
        elif c in ")]}":
            if not stack:
                return False
            top = stack.pop()
            if top + c not in ("()", "[]", "{}"):
                return False
    return not stack


def flood(grid: List[List[int]], r: int, c: int, color: int) -> List[List[int]]:
    old = grid[r][c]
    if old == color:
        return grid
    queue = [(r, c)]
    grid[r][c] = color
    while queue:
        r, c = queue.pop(0)
        for dr, dc in MOVES:
            nr, nc = r + dr, c + dc
            if 0 <= nr < len(grid) and 0 <= nc < len(grid[0]) and grid[nr][nc] == old:
                grid[nr][nc] = color
                queue.append((nr, nc))
    return grid


def dijkstra(w: List[List[int]], src: int = 0) -> List[int]:
    n = len(w)
    dist = [INF] * n
    done = [False] * n
    dist[src] = 0
    for _ in range(n):
        u = min((v for v in range(n) if not done[v]), key=lambda v: dist[v])
        done[u] = True
        for v in range(n):
            if w[u][v] and dist[u] + w[u][v] < dist[v]:
                dist[v] = dist[u] + w[u][v]
    return dist


def lru_misses(capacity: int, pages: List[int]) -> int:
    cache = []
    misses = 0
    for p in pages:
        if p in cache:
            cache.remove(p)
        else:
            misses += 1
            if len(cache) >= capacity:
                del cache[0]
        cache.append(p)
    return misses


def merge_intervals(intervals: List[List[int]]) -> List[List[int]]:
    intervals = sorted(intervals, key=lambda x: x[0])
    merged = []
    for start, end in intervals:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def to_roman(n: int) -> str:
    if not 0 < n < 4000:
        raise ValueError("out of range")
    values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    symbols = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    result = ""
    for v, sym in zip(values, symbols):
        while n >= v:
            result += sym
            n -= v
    return result


def from_roman(s: str) -> int:
    symbols = "IVXLCDM"
    values = [1, 5, 10, 50, 100, 500, 1000]
    total = 0
    prev = 0
    for c in reversed(s):
        v = values[symbols.index(c)]
        if v < prev:
            total -= v
        else:
            total += v
            prev = v
    return total


def anagrams(a: str, b: str) -> bool:
    return sorted(a) == sorted(b)


def is_palindrome(s: str) -> bool:
    return s == s[::-1]


def longest_palindrome(s: str) -> str:
    best = ""
    for i in range(len(s)):
        for j in range(i, len(s)):
            sub = s[i : j + 1]
            if sub == sub[::-1] and len(sub) > len(best):
                best = sub
    return best


def word_break_text(s: str, words: List[str]) -> bool:
    dp = [False] * (len(s) + 1)
    dp[0] = True
    for i in range(1, len(s) + 1):
        for w in words:
            if i >= len(w) and dp[i - len(w)] and s[i - len(w) : i] == w:
                dp[i] = True
                break
    return dp[-1]


def levenshtein(a: str, b: str) -> int:
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1]


def pascal(n: int) -> List[List[int]]:
    return [[math.comb(i, j) for j in range(i + 1)] for i in range(n)]


def permute(nums: List[int]) -> List[List[int]]:
    result = []

    def backtrack(path, rest):
        if not rest:
            result.append(path)
            return
        for i in range(len(rest)):
            backtrack(path + [rest[i]], rest[:i] + rest[i + 1 :])

    backtrack([], nums)
    return result


def knapsack(weights: List[int], values: List[int], capacity: int) -> int:
    if len(weights) != len(values):
        raise ValueError("weights and values must have the same length")
    best = [0] * (capacity + 1)
    for w, v in zip(weights, values):
        for c in range(capacity, w - 1, -1):
            best[c] = max(best[c], best[c - w] + v)
    return best[capacity]


def lis(nums: List[int]) -> int:
    if not nums:
        return 0
    dp = [1] * len(nums)
    for i in range(len(nums)):
        for j in range(i):
            if nums[j] < nums[i]:
                dp[i] = max(dp[i], dp[j] + 1)
    return max(dp)


def majority(nums: List[int]) -> int:
    for x in nums:
        if nums.count(x) > len(nums) // 2:
            return x
    return -1


def prefix_sums(nums: List[int]) -> List[int]:
    out = [0]
    for x in nums:
        out.append(out[-1] + x)
    return out


def valid_sudoku(board: List[List[int]]) -> bool:
    def ok(cells):
        seen = [c for c in cells if c != 0]
        return all(seen.count(c) == 1 for c in seen)

    for row in board:
        if not ok(row):
            return False
    for col in zip(*board):
        if not ok(list(col)):
            return False
    return True


def life(board: List[List[int]]) -> List[List[int]]:
    n, m = len(board), len(board[0])

    def neighbours(i: int, j: int) -> int:
        total = 0
        for di in (-1, 0, 1):
            for dj in (-1, 0, 1):
                if (di, dj) != (0, 0) and 0 <= i + di < n and 0 <= j + dj < m:
                    total += board[i + di][j + dj]
        return total

    return [
        [
            1 if neighbours(i, j) == 3 or (board[i][j] and neighbours(i, j) == 2) else 0
            for j in range(m)
        ]
        for i in range(n)
    ]


def spiral(matrix: List[List[int]]) -> List[int]:
    result = []
    while matrix:
        result += matrix[0]
        matrix = [list(row) for row in zip(*matrix[1:])][::-1]
    return result


def transpose(m: List[List[int]]) -> List[List[int]]:
    return [list(row) for row in zip(*m)]


def rotate_image(m: List[List[int]]) -> List[List[int]]:
    return [list(row) for row in zip(*m[::-1])]


def fib(n: int) -> int:
    if n < 0:
        raise ValueError("n must be >= 0")
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def factorial(n: int) -> int:
    if not isinstance(n, int):
        raise TypeError("n must be an int")
    if n < 0:
        raise ValueError
    return 1 if n <= 1 else n * factorial(n - 1)


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    for d in range(2, isqrt(n) + 1):
        if n % d == 0:
            return False
    return True


def sieve(n: int) -> List[int]:
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for p in range(2, int(math.isqrt(n)) + 1):
        if flags[p]:
            flags[p * p :: p] = [False] * len(flags[p * p :: p])
    return [i for i, f in enumerate(flags) if f]


def lcm_all(nums: List[int]) -> int:
    result = 1
    for x in nums:
        result = result * x // gcd(result, x)
    return result


def coprime_pairs(n: int) -> List[Tuple[int, int]]:
    return [(a, b) for a in range(1, n + 1) for b in range(a, n + 1) if gcd(a, b) == 1]


def bits_needed(n: int) -> int:
    return n.bit_length()


def hamming_distance(a: int, b: int) -> int:
    return (a ^ b).bit_count()


def power_mod(base: int, exp: int, mod: int = MOD) -> int:
    return pow(base, exp, mod)


def kth_smallest(nums: List[int], k: int) -> int:
    return sorted(nums)[k - 1]


def median(nums: List[int]) -> int:
    s = sorted(nums)
    return s[len(s) // 2]


def top_k(nums: List[int], k: int) -> List[int]:
    nums = nums[:]
    nums.sort(reverse=True)
    return nums[:k]


def by_last_digit(nums: List[int]) -> List[int]:
    return sorted(nums, key=lambda x: (x % 10, x))


def collatz_length(n: int) -> int:
    steps = 0
    while (n := n // 2 if n % 2 == 0 else 3 * n + 1) > 1:
        steps += 1
    return steps


def squares(nums: List[int]) -> List[int]:
    return list(map(lambda x: x * x, nums))


def evens(nums: List[int]) -> List[int]:
    return list(filter(lambda x: x % 2 == 0, nums))


def count_vowels(s: str) -> int:
    return sum(1 for c in s if c in VOWELS)


def caesar_cipher(s: str, shift: int = 3) -> str:
    out = []
    for c in s:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - ord("a") + shift) % 26 + ord("a")))
        else:
            out.append(c)
    return "".join(out)


def reverse_text(s: str) -> str:
    return "".join(reversed(s))


def common_prefix(words: List[str]) -> str:
    if not words:
        return ""
    first = min(words)
    last = max(words)
    i = 0
    while i < len(first) and i < len(last) and first[i] == last[i]:
        i += 1
    return first[:i]


def find_text(text: str, pattern: str) -> int:
    for i in range(len(text) - len(pattern) + 1):
        if text[i : i + len(pattern)] == pattern:
            return i
    return -1


def queens(n: int) -> int:
    cols = []

    def safe(row, col):
        for r, c in enumerate(cols):
            if c == col or abs(c - col) == row - r:
                return False
        return True

    def place(row):
        if row == n:
            return 1
        total = 0
        for col in range(n):
            if safe(row, col):
                cols.append(col)
                total += place(row + 1)
                cols.pop()
        return total

    return place(0)


def shortest_path(grid: List[List[int]]) -> int:
    n, m = len(grid), len(grid[0])
    queue = [(0, 0, 0)]
    seen = [[False] * m for _ in range(n)]
    seen[0][0] = True
    while queue:
        r, c, d = queue.pop(0)
        if (r, c) == (n - 1, m - 1):
            return d
        for dr, dc in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
            x, y = r + dr, c + dc
            if 0 <= x < n and 0 <= y < m and not seen[x][y] and not grid[x][y]:
                seen[x][y] = True
                queue.append((x, y, d + 1))
    return -1


def islands(grid: List[List[int]]) -> int:
    def sink(r, c):
        if 0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c] == 1:
            grid[r][c] = 0
            for dr, dc in MOVES:
                sink(r + dr, c + dc)

    count = 0
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if grid[r][c] == 1:
                sink(r, c)
                count += 1
    return count


def binary_search(nums: List[int], target: int, lo: int = 0, hi: int = -1) -> int:
    if hi == -1:
        hi = len(nums) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if nums[mid] == target:
            return mid
        if nums[mid] < target:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1


def quick_select(nums: List[int], k: int) -> int:
    pivot = nums[len(nums) // 2]
    lows = [x for x in nums if x < pivot]
    highs = [x for x in nums if x > pivot]
    pivots = [x for x in nums if x == pivot]
    if k < len(lows):
        return quick_select(lows, k)
    elif k < len(lows) + len(pivots):
        return pivot
    else:
        return quick_select(highs, k - len(lows) - len(pivots))


def shuffle(nums: List[int]) -> List[int]:
    for i in range(len(nums) - 1, 0, -1):
        j = random.randint(0, i)
        nums[i], nums[j] = nums[j], nums[i]
    return nums


def roll(k: int) -> int:
    return sum(random.randrange(1, 7) for _ in range(k))


def max_subarray(nums: List[int]) -> int:
    best = cur = nums[0]
    for x in nums[1:]:
        cur = max(x, cur + x)
        best = max(best, cur)
    return best


def three_sum(nums: List[int]) -> List[Tuple[int, int, int]]:
    nums.sort()
    result = []
    n = len(nums)
    for i in range(n):
        for j in range(i + 1, n):
            for k in range(j + 1, n):
                if nums[i] + nums[j] + nums[k] == 0 and (nums[i], nums[j], nums[k]) not in result:
                    result.append((nums[i], nums[j], nums[k]))
    return result


def closest_pair(points: List[Tuple[int, int]]) -> int:
    best = INF
    for i in range(len(points)):
        for j in range(i):
            (x1, y1), (x2, y2) = points[i], points[j]
            best = min(best, (x1 - x2) ** 2 + (y1 - y2) ** 2)
    return best


def kruskal(n: int, edges: List[Tuple[int, int, int]]) -> int:
    parent = list(range(n))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    total = 0
    for u, v, w in sorted(edges, key=lambda e: e[2]):
        a, b = find(u), find(v)
        if a != b:
            parent[a] = b
            total += w
    return total


def move_zeros(nums: List[int]) -> List[int]:
    zeros = nums.count(0)
    for _ in range(zeros):
        nums.remove(0)
        nums.append(0)
    return nums


def plus_one(digits: List[int]) -> List[int]:
    for i in range(len(digits) - 1, -1, -1):
        if digits[i] < 9:
            digits[i] += 1
            return digits
        digits[i] = 0
    return [1] + digits


def gray_code(n: int) -> List[int]:
    return [i ^ (i >> 1) for i in range(2**n)]


def trailing_zeroes(n: int) -> int:
    f = math.factorial(n)
    count = 0
    while f % 10 == 0:
        f //= 10
        count += 1
    return count


def days_in_month(month: int, leap: bool = False) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"bad month {month}")
    if month == 2 and leap:
        return 29
    return DAYS[month - 1]


def perfect_squares(n: int) -> List[int]:
    is_square = lambda x: math.isqrt(x) ** 2 == x
    return [i for i in range(n + 1) if is_square(i)]


def best_row(grid: List[List[int]]) -> int:
    return max(range(len(grid)), key=lambda i: sum(grid[i]))


def largest_number_row(grid: List[List[int]]) -> List[int]:
    return max(grid)


def flatten(nested: List[List[int]]) -> List[int]:
    return [x for row in nested for x in row]


def chunks(nums: List[int], size: int) -> List[List[int]]:
    if size <= 0:
        raise ValueError("size must be positive")
    return [nums[i : i + size] for i in range(0, len(nums), size)]


def hanoi(n: int) -> List[Tuple[int, int]]:
    moves = []

    def move(k, a, b, c):
        if k == 0:
            return
        move(k - 1, a, c, b)
        moves.append((a, c))
        move(k - 1, b, a, c)

    move(n, 0, 1, 2)
    return moves
