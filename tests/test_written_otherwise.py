"""What the front end writes otherwise means what it means in CPython, or is refused.

Each text is one function `f`; Hypothesis draws its arguments from its annotations, and CPython runs
the text as it stands.
"""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import disagreement

from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage

SMALL = st.integers(-6, 9)
TEXTS = st.text("ab\0é", max_size=5)


def strategy(annotation: ast.expr) -> st.SearchStrategy[Any]:
    """The values of an annotated type."""
    match annotation:
        case ast.Name("int"):
            return SMALL
        case ast.Name("bool"):
            return st.booleans()
        case ast.Name("str"):
            return TEXTS
        case ast.Subscript(ast.Name("tuple"), ast.Tuple(parts)):
            return st.tuples(*map(strategy, parts))
        case ast.Subscript(ast.Name("list"), ast.Name("wide")):
            return st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4)
        case ast.Subscript(ast.Name("list"), inner):
            return st.lists(strategy(inner), max_size=5)
        case _:
            raise AssertionError(ast.unparse(annotation))


def arguments(text: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """The arguments of the function `f` of a text."""
    tree = ast.parse(text)
    (f,) = (one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "f")
    return st.tuples(*(strategy(a.annotation) for a in f.args.args if a.annotation))


def f(signature: str, *lines: str) -> str:
    """A function `f` with some lines for a body."""
    body = "\n".join(lines).split("\n")
    return f"def f{signature}:\n" + "".join(f"    {line}\n" for line in body)


AGREES: dict[str, str] = {
    # failures
    "raise": f("(n: int) -> int", "if n < 0:\n    raise ValueError(f'bad {n}')\nreturn n"),
    "raise in an else": f(
        "(n: int) -> int", "if n > 2:\n    m = n\nelif n > 0:\n    m = -n\nelse:\n"
        "    raise KeyError\nreturn m"),
    "raise at the end": f(
        "(xs: list[int], n: int) -> int",
        "for i, x in enumerate(xs):\n    if x == n:\n        return i\nraise LookupError('none')"),
    "raise after statements": f(
        "(xs: list[int], n: int) -> list[int]",
        "if n in xs:\n    xs.append(n)\n    raise RuntimeError(len(xs))\nxs.append(1)\nreturn xs"),
    "raise in a loop": f(
        "(xs: list[int]) -> int",
        "s = 0\nfor x in xs:\n    if x < 0:\n        raise ValueError(x)\n    s += x\nreturn s"),
    "assert False": f("(n: int) -> int", "if n > 0:\n    return n\nassert False, 'negative'"),
    # arguments
    "defaults": "def g(a: int, b: int = 3, c: int = -1) -> int:\n"
    "    return 100 * a + 10 * b + c\n\n"
    + f("(n: int) -> list[int]", "return [g(n), g(n, 4), g(n, 4, 5), g(n, c=7), g(c=1, a=n)]"),
    "a default of the entry": f("(n: int, m: int = 2) -> int", "return n * m"),
    "keywords in order, with draws of a list": (
        "def g(a: int, b: int) -> int:\n    return 10 * a + b\n\n"
        + f("(xs: list[int]) -> int", "return g(a=xs.pop(), b=xs.pop())")),
    # constants of the module
    "constants": "N = 3\nM = N * N + 1\nSTEPS = [1, 2, N]\nPAIRS = [(0, 1), (1, 0)]\nS = 'ab'\n\n"
    + f("(n: int) -> int",
        "t = 0\nfor a, b in PAIRS:\n    t += a * n + b\nfor s in STEPS:\n    t += s * n\n"
        "return t + M + STEPS[n % 3] + len(S) + (n in STEPS) + sum(STEPS)"),
    "a local name hides a constant": "N = 3\n\n"
    + f("(n: int) -> int", "N = n\nreturn N + sum(N for N in range(2))"),
    # functions inside functions
    "captured and late": f(
        "(n: int) -> list[int]",
        "k = 1\ndef g(x):\n    return x + k\na = g(n)\nk = n\nreturn [a, g(n)]"),
    "a lambda in a loop": f(
        "(xs: list[int]) -> list[int]",
        "out = []\nk = 0\nh = lambda x: x * k\nfor k in xs:\n    out.append(h(k + 1))\nreturn out"),
    "a captured list that is updated": f(
        "(xs: list[int]) -> list[int]",
        "out = []\ndef push(x):\n    out.append(x)\n    xs.append(x)\nfor x in xs[:]:\n"
        "    push(x)\n"
        "return out + xs"),
    "inside a nested function": f(
        "(n: int) -> int",
        "def g(a):\n    def h(b):\n        return a + b + n\n    return h(1) * h(2)\nreturn g(n)"),
    "siblings that call each other": f(
        "(n: int) -> bool",
        "def even(k):\n    return True if k <= 0 else odd(k - 1)\n"
        "def odd(k):\n    return False if k <= 0 else even(k - 1)\nreturn even(n)"),
    "numbers of a nested function are no lists": f(
        "(xs: list[int]) -> list[int]",
        "def part(lo, hi):\n    i = lo\n    for j in range(lo, hi):\n"
        "        if xs[j] < xs[hi]:\n            xs[i], xs[j] = xs[j], xs[i]\n            i += 1\n"
        "    return i\nk = part(0, len(xs) - 1)\nreturn xs + [k]"),
    "a test that calls itself first": f(
        "(n: int) -> bool",
        "def g(k):\n    if k > 3:\n        return g(k - 2) or k == 7\n"
        "    return k == 2\nreturn g(n)"),
    "a nested function as a key": f(
        "(xs: list[int], n: int) -> list[int]",
        "def far(x):\n    return abs(x - n)\nreturn sorted(xs, key=far) + [far(x) for x in xs]"),
    "a default of a nested function": f(
        "(n: int) -> int", "def g(a, b=2):\n    return a * b + n\n"
        "return g(1) + g(1, 3) + g(b=4, a=n)"),
    # consumed at once
    "map and filter": f(
        "(xs: list[int], n: int) -> list[int]",
        "ys = list(map(lambda x: x * n, xs))\nzs = list(filter(lambda x: x > n, xs))\n"
        "return ys + zs + list(filter(None, xs)) + [sum(map(abs, xs))]"),
    "map of two": f(
        "(xs: list[int], ys: list[int]) -> list[int]",
        "return list(map(lambda x, y: x - y, xs, ys)) + list(map(max, xs, ys))"),
    "a loop over map": f(
        "(xs: list[int], n: int) -> int",
        "x = n\nt = 0\nfor y in map(lambda x: x + 1, xs):\n    t += y * x\n"
        "for y in filter(lambda x: x > n, xs):\n    if y == 3:\n        continue\n    t += y\n"
        "else:\n    t += x\nreturn t"),
    "zip and enumerate as lists": f(
        "(xs: list[int], ys: list[int]) -> list[tuple[int, int]]",
        "return list(zip(xs, ys)) + sorted(enumerate(xs)) + [max(zip(xs, ys), default=(0, 0))]"),
    "columns": f(
        "(xss: list[list[int]]) -> list[list[int]]",
        "return [list(c) for c in zip(*xss)] + list(map(list, zip(*xss[::-1])))"),
    "columns in a loop": f(
        "(xss: list[list[int]]) -> int", "t = 0\nfor c in zip(*xss):\n    t = 10 * t + sum(c)\n"
        "return t"),
    # the walrus
    "a walrus in a while": f(
        "(n: int) -> int", "k = 0\nwhile (n := n // 2) > 0:\n    k += n\nreturn k - n"),
    "a walrus that a test has evaluated": f(
        "(xs: list[int], n: int) -> int",
        "t = 0\nwhile xs and (x := xs.pop()) != n:\n    t += x\nreturn t"),
    "a walrus in an if": f(
        "(xs: list[int]) -> int",
        "if (k := len(xs)) > 2 and xs[k - 1] > k:\n    return k\nelif (m := k + 1) > 2:\n"
        "    return m\nreturn -k"),
    "a walrus that names a list": f(
        "(xs: list[int]) -> list[int]", "if len(ys := xs + [1]) > 2:\n    ys.append(2)\n"
        "return ys + xs"),
    # lists
    "count, index, remove": f(
        "(xs: list[int], n: int) -> list[int]",
        "out = [xs.count(n)]\nif n in xs:\n    out.append(xs.index(n))\nxs.remove(n)\n"
        "return out + xs"),
    "of lists in lists": f(
        "(xss: list[list[int]], ys: list[int]) -> list[list[int]]",
        "k = xss.count(ys)\nxss.remove(ys)\nreturn xss + [[k]]"),
    "remove in a row": f(
        "(xss: list[list[int]], n: int) -> list[list[int]]", "xss[0].remove(n)\nreturn xss"),
    "clear": f("(xs: list[int]) -> None", "xs.clear()\nxs.append(1)"),
    "del": f("(xs: list[int], i: int) -> list[int]", "del xs[i]\nreturn xs"),
    "del of a slice": f("(xs: list[int], i: int, j: int) -> list[int]", "del xs[i:j]\nreturn xs"),
    "del of a row's element": f(
        "(xss: list[list[int]], i: int) -> list[list[int]]", "del xss[0][i], xss[1]\nreturn xss"),
    "a slice": f(
        "(xs: list[int], ys: list[int], i: int, j: int) -> list[int]", "xs[i:j] = ys\nreturn xs"),
    "half slices": f(
        "(xs: list[int], ys: list[int], i: int) -> list[int]", "xs[i:] = ys\nxs[:i] = ys\n"
        "return xs"),
    "a whole slice": f("(xs: list[int]) -> None", "xs[:] = xs[::-1]"),
    "a slice with a step": f(
        "(xs: list[int], ys: list[int], i: int, j: int, k: int) -> list[int]",
        "xs[i:j:k] = ys\nreturn xs"),
    "slices with a step and open ends": f(
        "(xs: list[int], n: int, k: int) -> list[int]",
        "xs[::k] = [n] * len(xs[::k])\nxs[k::k] = [n + 1] * len(xs[k::k])\n"
        "xs[:k:-1] = [n + 2] * len(xs[:k:-1])\nreturn xs"),
    "a slice of a row": f(
        "(xss: list[list[int]], i: int) -> list[list[int]]", "xss[0][i:] = xss[-1]\nreturn xss"),
    "sorted": f(
        "(xs: list[int], p: bool) -> list[list[int]]",
        "return [sorted(xs), sorted(xs, reverse=True), sorted(xs, key=lambda x: x % 3),"
        " sorted(xs, key=lambda x: -x // 2, reverse=p)]"),
    "sort": f(
        "(xs: list[int], n: int) -> list[int]", "xs.sort(key=lambda x: (x % 2, -x))\nreturn xs"),
    "sort a row": f("(xss: list[list[int]]) -> list[list[int]]", "xss[0].sort()\nxss.sort()\n"
    "return xss"),
    "least lists": f(
        "(xss: list[list[int]], ys: list[int]) -> list[list[int]]",
        "return [min(xss), max(xss), max(xss + [ys], key=len), min(ys, xss[0]),"
        " min(xss, key=lambda r: r[::-1])]"),
    "the least with a default": f(
        "(xss: list[list[int]]) -> list[int]", "return max(xss, default=[7])"),
    # tuples
    "a queue of pairs": f(
        "(n: int) -> list[tuple[int, int]]",
        "q = [(0, n)]\nseen = []\nwhile q:\n    a, b = q.pop(0)\n    if (a, b) in seen or a > 3:\n"
        "        continue\n    seen.append((a, b))\n    q.append((a + 1, b - a))\n"
        "    q.append((a + 2, b))\nreturn seen"),
    "compared": f(
        "(p: tuple[int, int], q: tuple[int, int]) -> list[bool]",
        "return [p == q, p < q, p <= q, p != (1, 2), (p[0], 1) > q, p[0:1] + q == (1, 2, 3)]"),
    "the best pair": f(
        "(xs: list[int]) -> tuple[int, int]",
        "best = (0, -1)\nfor i, x in enumerate(xs):\n    if (x, -i) > best:\n"
        "        best = (x, -i)\n"
        "return best"),
    "used before it is filled": f(
        "(ps: list[tuple[int, int]]) -> list[tuple[int, int]]",
        "out = []\nfor a, b in sorted(ps):\n    if out and out[-1][1] >= a:\n"
        "        out[-1] = (out[-1][0], max(out[-1][1], b))\n"
        "    else:\n        out.append((a, b))\n"
        "return out"),
    "texts that grow in a list": f(
        "(s: str) -> list[str]",
        "out = []\nfor c in s:\n    if out and out[-1][0] == c:\n        out[-1] += c\n"
        "    else:\n        out.append(c * 1)\nreturn out"),
    "a tuple from two ways": f(
        "(ps: list[tuple[int, int]], n: int) -> int",
        "t = (n, 1)\nif ps:\n    t = ps[0]\na, b = t\nreturn a - b"),
    "tuple of a list": f(
        "(xs: list[int], ys: list[int]) -> bool",
        "return tuple(xs) == tuple(ys) or tuple(xs) == (1, 2)"),
    "sorted pairs": f(
        "(ps: list[tuple[int, int]]) -> list[tuple[int, int]]",
        "return sorted(ps, key=lambda p: (p[1], p[0])) + [min(ps), max(ps, key=lambda p: p[1])]"),
    # integers
    "gcd, lcm": "import math\n\n"
    + f("(a: int, b: int, c: int) -> list[int]",
        "return [math.gcd(a, b), math.lcm(a, b), math.gcd(a, b, c), math.gcd(a), math.lcm(a), "
        "math.gcd()]"),
    "comb, perm, factorial, isqrt": "from math import comb, factorial, isqrt, perm\n\n"
    + f("(n: int, k: int) -> list[int]",
        "return [comb(n, k), perm(n, k), factorial(n), isqrt(n), perm(n)]"),
    "bits": f(
        "(n: int) -> list[int]",
        "return [n.bit_length(), n.bit_count(), (n * n).bit_length(), (n > 0).bit_length()]"),
    "pow": f("(a: int, n: int, m: int) -> int", "return pow(a, n, m)"),
    "draws": "import random\nfrom random import randint\n\n"
    + f("(n: int) -> list[int]",
        "return [random.randrange(n), random.randrange(2, n + 3), random.randint(n, n + 2), "
        "randint(0, n)]"),
    "isinstance": f(
        "(n: int, xs: list[int], p: bool) -> int",
        "if not isinstance(n, int) or isinstance(xs, (str, dict)):\n    raise TypeError('n')\n"
        "return n + isinstance(p, bool) + isinstance(p, int) + isinstance(xs, list)"),
    # texts
    "characters": f(
        "(s: str, i: int) -> list[str]",
        "return [s[i], s[i:], s[i] + s[0], s[0] + 'x', 'y' + s[i:], s[i] * 2, s[::-1], "
        "chr(ord(s[i]) + 1)]"),
    "truth of a text": f(
        "(s: str) -> list[bool]",
        "return [bool(s), bool(s[:1]), bool(chr(0)), not s, bool('' or s), all([c for c in s])]"),
    "a text in a text": f(
        "(s: str, t: str) -> list[bool]",
        "return [t in s, 'ab' in s, '' in s, 'a' in s, t not in s, s.startswith(t), "
        "s.endswith(t)]"),
    "a character in": f(
        "(s: str) -> int", "return sum(c in 'ab' for c in s) + sum(c in ('a', 'b') for c in s)"),
    "comparisons of texts": f(
        "(s: str, t: str) -> list[bool]",
        "return [s == t, s < t, s[:1] == 'a', s >= 'ab', 'a' <= t[-1:], s != t, s[:2] == t[:2]]"),
    "of characters": f(
        "(s: str) -> list[bool]", "return [a < b for a, b in zip(s, "
        "s[1:])] + [s[0] == s[-1] == 'a']"),
    "augmented texts": f(
        "(s: str) -> list[str]",
        "t = u = ''\nfor c in s:\n    u = t\n    t += c\n    t += 'z'\nreturn [t, u]"),
    "searches": f(
        "(s: str, t: str) -> list[int]",
        "return [s.count('a'), s.count(t), s.find(t), s.find('b'), s.count('ab'), s.index(t)]"),
    "joined": f(
        "(s: str, ws: list[str]) -> list[str]",
        "return [''.join(ws), s.join(ws), ''.join(reversed(s)), '-'.join(s), ''.join(sorted(s)),"
        " ''.join([c for c in s if c != 'a']), ', '.join(sorted(ws)), ''.join(c + c for c in s)]"),
    "numbers as texts": f("(n: int, xs: list[int]) -> str", "return str(n) + ','.join(map(str, "
    "xs))"),
    "lists of characters": f(
        "(s: str) -> str",
        "cs = list(s)\ncs.reverse()\ncs.append('q')\nif cs[0] == 'a':\n    cs[0] = 'b'\n"
        "return ''.join(cs) + min(cs)"),
    "words": f(
        "(s: str) -> list[str]",
        "words = []\nword = ''\nfor c in s + 'a':\n    if c == 'a':\n        words.append(word)\n"
        "        word = ''\n    else:\n        word += c\nreturn words"),
}  # fmt: skip


@pytest.mark.parametrize("text", AGREES.values(), ids=AGREES)
def test_a_text_agrees_with_cpython(text: str) -> None:
    graph = parse(text, name="f")

    @settings(max_examples=60, deadline=None)
    @given(arguments(text))
    def agrees(args: tuple[Any, ...]) -> None:
        assert disagreement(graph, text, "f", args, tape=3, exact=False) is None, args

    agrees()


WIDE = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.sampled_from([-(2**63), 2**63 - 1, -1, 0, 1, 2]), SMALL
)
INTEGERS = {
    "gcd": ("math.gcd(a, b)", 2), "lcm": ("math.lcm(a, b)", 2), "isqrt": ("math.isqrt(a)", 1),
    "comb": ("math.comb(a, b)", 2), "bit_length": ("a.bit_length()", 1),
    "bit_count": ("a.bit_count()", 1), "pow": ("pow(a, b, c)", 3), "str": ("len(str(a))", 1),
}  # fmt: skip


@pytest.mark.parametrize(("written", "count"), INTEGERS.values(), ids=INTEGERS)
def test_a_function_of_integers_overflows_only_where_its_result_does(
    written: str, count: int
) -> None:
    names = "abc"[:count]
    params = ", ".join(f"{name}: int" for name in names)
    text = f"import math\n\n\ndef f({params}) -> int:\n    return {written}\n"
    graph = parse(text, name="f")
    low = st.integers(-3, 70)
    drawn = st.tuples(low, low) if "comb" in written else st.tuples(*[WIDE] * count)

    @settings(max_examples=150, deadline=None)
    @given(drawn)
    def agrees(args: tuple[int, ...]) -> None:
        assert disagreement(graph, text, "f", args, exact=False) is None, args

    agrees()


REFUSED: dict[str, tuple[str, str]] = {
    "a list and a tuple": ("CX301", f("(xs: list[int]) -> bool", "return xs == (1, 2)")),
    "a list and a text": ("CX301", f("(s: str) -> bool", "return list(s) == s")),
    "a character and a number": ("CX301", f("(s: str) -> bool", "return s[0] == 97")),
    "a tuple in lists": ("CX301", f("(xss: list[list[int]]) -> bool", "return (1, 2) in xss")),
    "a text as a number": ("CX301", f("(s: str) -> int", "return s[0] + 1")),
    "an updated text": ("CX407", f("(s: str) -> str", "s[0] = 'a'\nreturn s")),
    "a list of the module that grows": ("CX407", "XS = [1]\n\n"
        + f("(n: int) -> int", "ys = XS\nys.append(n)\nreturn len(ys)")),
    "a row of the module that is updated": ("CX407", "G = [[1, 2], [3, 4]]\n\n"
        + f("(n: int) -> int", "row = G[0]\nrow[0] = n\nreturn row[0]")),
    "a variable of the module": ("CX217", "N = 1\nN = 2\n\n" + f("(n: int) -> int", "return N")),
    "a mutable default": ("CX211", f("(n: int, xs: list[int] = []) -> int", "return n")),
    "arguments in another order": ("CX209",
        "def g(a: int, b: int) -> int:\n    return a - b\n\n"
        + f("(xs: list[int]) -> int", "return g(b=xs.pop(), a=xs.pop())")),
    "an iterator used twice": ("CX202", f("(xs: list[int]) -> int",
        "ys = map(abs, xs)\nreturn sum(ys) + sum(ys)")),
    "zip with a name": ("CX218", f("(xs: list[int]) -> int", "ys = zip(xs, xs)\nreturn len(xs)")),
    "a walrus that may not happen": ("CX304",
        f("(n: int) -> int", "if n > 0 and (m := n) > 1:\n    return m\nreturn m")),
    "a walrus in a comprehension": ("CX220",
        f("(xs: list[int]) -> int", "t = 0\nys = [t := t + x for x in xs]\nreturn t")),
    "a walrus that shares a list": ("CX401",
        f("(xs: list[int]) -> int", "if (ys := xs):\n    ys.append(1)\nreturn len(xs)")),
    "a nested function with a state": ("CX212",
        f("(n: int) -> int", "def g():\n    nonlocal n\n    n += 1\ng()\nreturn n")),
    "a nested function before its definition": ("CX212",
        f("(n: int) -> int", "m = g(n)\ndef g(x):\n    return x\nreturn m")),
    "a nested function as a value": ("CX213",
        f("(n: int) -> int", "def g(x):\n    return x\nh = g\nreturn h(n)")),
    "a captured name that a comprehension hides": ("CX212",
        f("(xs: list[int], n: int) -> list[int]",
          "def g(x):\n    return x + n\nreturn [g(n) for n in xs]")),
    "a captured name that may be unbound": ("CX304",
        f("(n: int) -> int", "def g(x):\n    return x + k\nif n > 0:\n    k = 1\nreturn g(n)")),
    "a slice of a list that is shared": ("CX401",
        f("(xs: list[int]) -> int", "ys = xs\nys[1:] = [1]\nreturn len(xs)")),
    "removal from a list that a loop runs over": ("CX402",
        f("(xs: list[int]) -> list[int]", "for x in xs:\n    xs.remove(x)\nreturn xs")),
    "a sorted list whose rows are updated": ("CX401",
        f("(xss: list[list[int]]) -> int", "ys = sorted(xss)\nys[0][0] = 1\nreturn xss[0][0]")),
    "the least row updated": ("CX401",
        f("(xss: list[list[int]]) -> int", "y = min(xss)\ny.append(1)\nreturn len(xss[0])")),
    "an exception whose making does more": ("CX201",
        f("(xs: list[int]) -> int", "raise ValueError(xs.pop())")),
    "isinstance of a variable": ("CX202",
        f("(n: int) -> bool", "n = n + 1\nreturn isinstance(n, int)")),
    "isinstance of a number that may be a bool": ("CX202",
        f("(n: int) -> bool", "return isinstance(n, bool)")),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), REFUSED.values(), ids=REFUSED)
def test_what_would_mean_something_else_is_refused(code: str, text: str) -> None:
    with pytest.raises(NotInLanguage) as refusal:
        parse(text, name="f")
    assert refusal.value.code == code, refusal.value.show()
