"""Functions that Python programmers type and the language refuses: what, the code, the text.

Each `f` is ordinary Python but for one thing.
"""

from __future__ import annotations


def _int(body: str, params: str = "n: int, xs: list[int], grid: list[list[int]]") -> str:
    """A function `f` with some lines for a body."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"def f({params}) -> int:\n{lines}"


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


BODIES: dict[str, tuple[str, str]] = {
    # what the language leaves out
    "a float": ("CX202", "return int(n * 1.5)"),
    "true division": ("CX202", "return int(n / 2)"),
    "a complex number": ("CX202", "x = 2j\nreturn n"),
    "an f-string": ("CX202", "s = f'{n}'\nreturn n"),
    "bytes": ("CX202", "b = b'abc'\nreturn n"),
    "a dict": ("CX202", "seen = {}\nreturn n"),
    "a dict comprehension": ("CX202", "d = {x: x for x in xs}\nreturn n"),
    "a set": ("CX202", "s = {1, 2}\nreturn n"),
    "a set comprehension": ("CX202", "return len({x for x in xs})"),
    "None as a value": ("CX202", "best = None\nreturn n"),
    "an import inside": ("CX204", "import math\nreturn n"),
    "an unknown function": ("CX205", "return fact(n)"),
    "print": ("CX202", "print(n)\nreturn n"),
    "set()": ("CX202", "return len(set(xs))"),
    "a dunder name": ("CX205", "return __import__(n)"),
    "eval": ("CX205", "return eval(n)"),
    "an unknown method": ("CX206", "xs.rotate(n)\nreturn n"),
    "an attribute": ("CX207", "return n.real"),
    "a dunder attribute": ("CX207", "return n.__class__"),
    "a slice augmented": ("CX208", "xs[1:2] += [n]\nreturn n"),
    "a starred argument": ("CX202", "return max(*xs)"),
    "a keyword argument": ("CX209", "return pow(base=n, exp=2)"),
    "too many arguments": ("CX210", "return abs(n, 1)"),
    "a nested function with a state": (
        "CX212", "def g() -> None:\n    nonlocal n\n    n += 1\ng()\nreturn n"),
    "a lambda in a list": ("CX213", "g = [lambda x: x]\nreturn n"),
    "identity": ("CX214", "return 1 if n is 1 else 2"),
    "shared rows": ("CX401", "rows = [[0] * n] * n\nrows[0][0] = 1\nreturn rows[1][0]"),
    "an unused value": ("CX216", "n + 1\nreturn n"),
    "a loop over a string's name": ("CX218", "for c in n:\n    n += 1\nreturn n"),
    "a star in a target": ("CX202", "a, *b = xs\nreturn a"),
    "del": ("CX201", "del n\nreturn 1"),
    "global": ("CX201", "global total\nreturn n"),
    "nonlocal": ("CX201", "nonlocal total\nreturn n"),
    "try": ("CX201", "try:\n    return xs[0]\nexcept IndexError:\n    return n"),
    "raise": ("CX201", "raise fail(n)(n)\nreturn n"),
    "with": ("CX201", "with open(n) as file:\n    return n"),
    "yield": ("CX201", "yield n\nreturn n"),
    "await": ("CX201", "await n\nreturn n"),
    "match": ("CX201", "match n:\n    case 1:\n        return 2\nreturn n"),
    "a walrus that may not happen": ("CX304", "p = n > 0 and (m := n) > 1\nreturn m"),
    "a local class": ("CX201", "class C:\n    pass\nreturn n"),
    # types and names
    "a list as a number": ("CX301", "return xs + 1"),
    "a number as a list": ("CX301", "return n[0]"),
    "a list returned for a number": ("CX307", "return xs"),
    "an unbound name": ("CX304", "if n > 0:\n    m = n\nreturn m"),
    "a loop variable after the loop": ("CX304", "for x in xs:\n    pass\nreturn x"),
    "a comprehension's name outside": ("CX304", "ys = [x for x in xs]\nreturn x"),
    "a name used before": ("CX304", "m += 1\nreturn n"),
    "two types": ("CX305", "if n:\n    m = n\nelse:\n    m = xs\nreturn len(xs) if m else n"),
    "no return at the end": ("CX306", "if n > 0:\n    return n"),
    "a large integer": ("CX308", "return 9223372036854775808"),
    "a tuple as an index": ("CX301", "return xs[(n, 1)]"),
    "a list of mixed tuples": ("CX309", "ps = [(x, xs) for x in xs]\nreturn n"),
    # lists are values
    "two names for one list": ("CX401", "ys = xs\nys[0] = n\nreturn xs[0]"),
    "two names, the old one updated": ("CX401", "ys = xs\nxs.append(n)\nreturn len(ys)"),
    "a row taken out and updated": ("CX401", "row = grid[0]\nrow[0] = n\nreturn grid[0][0]"),
    "a row of a loop updated": ("CX401", "for row in grid:\n    row[0] = n\nreturn grid[0][0]"),
    "a row that stays with its name": (
        "CX401", "row = [n]\ngrid.append(row)\nrow[0] = 1\nreturn grid[0][0]"),
    "one row appended twice": (
        "CX401", "row = [n]\nrows = [row, row]\nrows[0][0] = 1\nreturn rows[1][0]"),
    "a slice shares its rows": ("CX401", "rows = grid[:]\nrows[0][0] = n\nreturn grid[0][0]"),
    "a copy shares its rows": ("CX401", "rows = grid.copy()\nrows[0][0] = n\nreturn grid[0][0]"),
    "a choice of two lists": (
        "CX401", "ys = [n]\nzs = xs if n else ys\nzs[0] = 5\nreturn xs[0] + ys[0]"),
    "a list updated while iterated": ("CX402", "for x in xs:\n    xs.append(x)\nreturn n"),
}  # fmt: skip

FILES: dict[str, tuple[str, str]] = {
    "a syntax error": ("CX101", "def f(n: int) -> int:\n    return n +\n"),
    "tabs and spaces": ("CX101", "def f(n: int) -> int:\n\tm = n\n        return m\n"),
    "Python 2": ("CX101", "def f(n: int) -> int:\n    print n\n    return n\n"),
    "a name that is not there": ("CX105", "def g(n: int) -> int:\n    return n\n"),
    "two definitions": ("CX106", "def f(n: int) -> int:\n    return n\n" * 2),
    "a default value": ("CX211", "def f(n: int = None) -> int:\n    return n\n"),
    "star args": ("CX211", "def f(*args: int) -> int:\n    return 1\n"),
    "keyword args": ("CX211", "def f(**kwargs: int) -> int:\n    return 1\n"),
    "a variable of the module": (
        "CX217", "LIMIT = 3\nLIMIT += 1\n\ndef f(n: int) -> int:\n    return n + LIMIT\n"),
    "a list of mixed tuples annotation": (
        "CX302", "def f(n: list[tuple[int, bool]]) -> int:\n    return 1\n"),
    "an imported module": (
        "CX204", "import math\n\ndef f(n: int) -> int:\n    return math.floor(n)\n"),
    "an imported function": (
        "CX204", "from math import hypot\n\ndef f(n: int) -> int:\n    return hypot(n, 2)\n"),
    "an async function": ("CX201", "async def f(n: int) -> int:\n    return n\n"),
    "a decorator": ("CX201", "@cache\ndef f(n: int) -> int:\n    return n\n"),
    "no annotation": ("CX302", "def f(n) -> int:\n    return n\n"),
    "a float annotation": ("CX302", "def f(n: float) -> int:\n    return 1\n"),
    "a dict annotation": ("CX302", "def f(n: dict[int, int]) -> int:\n    return 1\n"),
    "a bare list annotation": ("CX302", "def f(n: list) -> int:\n    return 1\n"),
    "no result annotation": ("CX303", "def f(n: int):\n    return n\n"),
    "a string result": ("CX307", "def f(n: int) -> str:\n    return n\n"),
    "too few arguments": ("CX210", _lines(
        "def g(a: int, b: int) -> int:",
        "    return a + b",
        "",
        "def f(n: int) -> int:",
        "    return g(n)")),
    "an updated argument without a name": ("CX403", _lines(
        "def push(xs: list[int], x: int) -> int:",
        "    xs.append(x)",
        "    return len(xs)",
        "",
        "def f(grid: list[list[int]], n: int) -> int:",
        "    return push(grid[0], n)")),
    "one list twice in a call": ("CX401", _lines(
        "def swap(xs: list[int], ys: list[int]) -> None:",
        "    xs[0], ys[0] = ys[0], xs[0]",
        "",
        "def f(xs: list[int]) -> int:",
        "    swap(xs, xs)",
        "    return xs[0]")),
    "a parameter that is updated and rebound": ("CX404", _lines(
        "def f(xs: list[int]) -> int:",
        "    xs.append(1)",
        "    xs = [2]",
        "    return xs[0]")),
    "nothing returned and nothing updated": ("CX405", _lines(
        "def f(xs: list[int]) -> None:",
        "    n = len(xs)")),
    "a helper that keeps its argument": ("CX401", _lines(
        "def same(xs: list[int]) -> list[int]:",
        "    return xs",
        "",
        "def f(xs: list[int]) -> int:",
        "    ys = same(xs)",
        "    ys[0] = 1",
        "    return xs[0]")),
    "a list updated by a helper while iterated": ("CX402", _lines(
        "def grow(xs: list[int]) -> None:",
        "    xs.append(1)",
        "",
        "def f(xs: list[int]) -> int:",
        "    for x in xs:",
        "        grow(xs)",
        "    return len(xs)")),
    "a function as a value": ("CX213", _lines(
        "def g(n: int) -> int:",
        "    return n",
        "",
        "def f(n: int) -> int:",
        "    h = g",
        "    return n")),
}  # fmt: skip

REFUSED = {what: (code, _int(body)) for what, (code, body) in BODIES.items()} | FILES
