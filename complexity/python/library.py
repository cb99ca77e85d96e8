"""The functions of Python's library that the language knows, written in the language.

A program that calls one holds it, as if its text stood in the file: its bits and its steps count.
None overflows unless its result does. They are versioned with
the language: a change of a text here moves the lengths of the programs that use it.

References
----------
.. [1] D. E. Knuth, *The Art of Computer Programming*, vol. 2: 4.5.2 (greatest common divisors,
   extended), 4.6.3 (powers). Integer square roots by Newton's iteration, ibid., 4.3.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache

from ..language.types import BOOL, INT, List, Type
from .bindings import TEXT, Row, known

TEXTS = """
def gcd(a, b):
    while b != 0:
        a, b = b, a % b
    return abs(a)

def lcm(a, b):
    return abs(a // gcd(a, b) * b) if a != 0 and b != 0 else 0

def isqrt(n):
    assert n >= 0
    r = n // 2 + 1
    while r > n // max(r, 1):
        r = (r + n // r) // 2
    return r

def factorial(n):
    assert n >= 0
    p = 1
    for i in range(2, n + 1):
        p *= i
    return p

def comb(n, k):
    assert n >= 0 and k >= 0
    c = 1 if k <= n else 0
    for i in range(min(k, n - k)):
        g = gcd(c, i + 1)
        c = c // g * ((n - i) // ((i + 1) // g))
    return c

def perm(n, k):
    assert n >= 0 and k >= 0
    p = 1
    for i in range(k if k <= n else 0):
        p *= n - i
    return p if k <= n else 0

def bit_length(n):
    k = 0
    while n != 0:
        n = n + (n < 0) >> 1
        k += 1
    return k

def bit_count(n):
    k = 0
    while n != 0:
        k += n & 1
        n = n + (n < 0) >> 1
    return k

def sum_mod(a, b, m):
    return a - (m - b) if (a >= m - b if m > 0 else a <= m - b) else a + b

def product_mod(a, b, m):
    if -3037000500 < m < 3037000500:
        return a * b % m
    s = 0
    while b != 0:
        if b & 1:
            s = sum_mod(s, a, m)
        b = b + (b < 0) >> 1
        a = sum_mod(a, a, m)
    return m - s if m < 0 and s < 0 else s

def inverse_mod(a, m):
    g, r, x, y = m, a, 0, 1
    while r != 0 and r != 1 and r != -1:
        q = g // r
        g, r, x, y = r, g - q * r, y, x - q * y
    assert r != 0 or m == 1 or m == -1
    return y * r % m

def pow_mod(a, n, m):
    assert m != 0
    a %= m
    if n < 0:
        a = inverse_mod(a, m)
    p = 1 % m
    while n != 0:
        if n & 1:
            p = product_mod(p, a, m)
        n = n + (n < 0) >> 1
        a = product_mod(a, a, m)
    return p

def sorted(xs):
    ys = []
    for x in xs:
        ys.insert(sum(y <= x for y in ys), x)
    return ys

def sorted_down(xs):
    ys = []
    for x in xs:
        ys.insert(sum(y >= x for y in ys), x)
    return ys

def sorted_by(xs, keys):
    ys, ks = [], []
    for x, k in zip(xs, keys):
        i = sum(j <= k for j in ks)
        ks.insert(i, k)
        ys.insert(i, x)
    return ys

def sorted_down_by(xs, keys):
    ys, ks = [], []
    for x, k in zip(xs, keys):
        i = sum(j >= k for j in ks)
        ks.insert(i, k)
        ys.insert(i, x)
    return ys

def least(xs):
    y = next(x for x in xs)
    for x in xs:
        if x < y:
            y = x
    return y

def greatest(xs):
    y = next(x for x in xs)
    for x in xs:
        if x > y:
            y = x
    return y

def least_by(xs, keys):
    return xs[next(i for i in range(len(xs)) if all(keys[i] <= k for k in keys))]

def greatest_by(xs, keys):
    return xs[next(i for i in range(len(xs)) if all(keys[i] >= k for k in keys))]

def columns(xss):
    return [tuple(xs[j] for xs in xss) for j in range(min((len(xs) for xs in xss), default=0))]

def find(s, t):
    return next((i for i in range(len(s) - len(t) + 1) if s[i:i + len(t)] == t), -1)

def contains(s, t):
    return any(s[i:i + len(t)] == t for i in range(len(s) - len(t) + 1))

def count(s, t):
    k, i = 0, 0
    while i <= len(s) - len(t):
        if s[i:i + len(t)] == t:
            k += 1
            i += max(len(t), 1)
        else:
            i += 1
    return k

def decimal(n):
    s, m = [], -n if n > 0 else n
    while not s or m != 0:
        s.insert(0, chr(48 - m % -10))
        m = -(m // -10)
    return ("-" if n < 0 else "") + "".join(s)

def replaced(xs, i, j, ys):
    i = i if i >= 0 else max(i + len(xs), 0)
    j = j if j >= 0 else max(j + len(xs), 0)
    return xs[:i] + ys + xs[max(i, j):]

def strided(xs, i, j, k, ys):
    if k == 1:
        return replaced(xs, i, j, ys)
    low, high = (0, len(xs)) if k > 0 else (-1, len(xs) - 1)
    i = min(max(i if i >= 0 else i + len(xs), low), high)
    j = min(max(j if j >= 0 else j + len(xs), low), high)
    assert len(range(i, j, k)) == len(ys)
    for p, y in zip(range(i, j, k), ys):
        xs[p] = y
    return xs
"""


def _element(type_: Type) -> Type:
    inner = known(type_)
    assert isinstance(inner, List), "only lists are passed here"
    return known(inner.element)


def _columns(xss: Type) -> Type:
    return List(Row(_element(_element(xss)), "tuple"))


# the type of the result, from those of the arguments; an int where nothing is said
_RESULTS: dict[str, Callable[..., Type]] = {
    **dict.fromkeys(("sorted", "sorted_down"), lambda xs: List(_element(xs))),
    **dict.fromkeys(("sorted_by", "sorted_down_by"), lambda xs, keys: List(_element(xs))),
    **dict.fromkeys(("least", "greatest"), _element),
    **dict.fromkeys(("least_by", "greatest_by"), lambda xs, keys: _element(xs)),
    "columns": _columns,
    "contains": lambda s, t: BOOL,
    "decimal": lambda n: TEXT,
    "replaced": lambda xs, i, j, ys: known(xs),
    "strided": lambda xs, i, j, k, ys: known(xs),
}  # fmt: skip


# the names by which programs know them: of modules, and of Python itself
KNOWN = frozenset(
    ("math.gcd", "math.lcm", "math.isqrt", "math.factorial", "math.comb", "math.perm",
     "random.randrange", "random.randint", "sorted", "tuple", "ord", "chr", "str")
)  # fmt: skip


@lru_cache(maxsize=1)
def functions() -> dict[str, ast.FunctionDef]:
    """The functions of the library by name; their annotations come from their calls."""
    found = {}
    for node in ast.parse(TEXTS).body:
        assert isinstance(node, ast.FunctionDef)
        for part in ast.walk(node):  # in reports they stand on the line of the call
            if isinstance(part, ast.expr | ast.stmt):
                part.lineno = part.end_lineno = 0
        found[node.name] = node
    return found


def result(name: str, params: tuple[Type, ...]) -> Type:
    """The type of the result of a function of the library."""
    return _RESULTS[name](*params) if name in _RESULTS else INT
