"""Texts that are refused, and what their repairs make of them.

For every place of the front end that refuses something there is a text that it refuses; the exact
messages stand in `expected/refusals.json`. Where a text does what the repair says, it is accepted.
"""

from __future__ import annotations

HEAD = (
    "def f(n: int, m: int, xs: list[int], ys: list[int], g: list[list[int]], p: bool, "
    "q: list[bool]) -> int:\n"
)


def body(*lines: str) -> str:
    """A function `f` of many parameters with some lines for a body."""
    return HEAD + "".join(f"    {line}\n" for text in lines for line in text.split("\n"))


def helped(helper: str, *lines: str) -> str:
    """The same after a helper function."""
    return f"{helper}\n\n{body(*lines)}"


PUSH = "def push(zs: list[int], x: int) -> None:\n    zs.append(x)\n"
NEST = "def nest(h: list[list[int]]) -> None:\n    h[0].append(1)\n"
PAIR = "def pair(a: int) -> tuple[int, int]:\n    return a, a\n"
CLASS = "class Solution:\n    def size(self, a: list[int]) -> int:\n        return len(a)\n"

# cases of a whole file, in which no function is named
FILES = (
    "an empty file", "a file of statements", "a decorator alone", "two decorators", "a class",
    "a class without methods", "a helper alone", "an async function alone",
    "a function in an if", "a file of lambdas", "a family", "a large text",
)  # fmt: skip

# what is refused: the text, and the text as the repair says where that can be written down
CASES: dict[str, tuple[str, str | None]] = {
    # the text
    "syntax": ("def f(n: int) -> int:\n    return n +\n", None),
    "a syntax error at the end": ("def f(n: int) -> int:\n    return (n\n", None),
    "break outside a loop": (body("break", "return n"), body("return n")),
    "continue outside a loop": (body("if p:\n    continue", "return n"), None),
    "return outside a function": ("def f(n: int) -> int:\n    return n\nreturn 1\n", None),
    "a parameter named twice": ("def f(n: int, n: int) -> int:\n    return n\n", None),
    "a NUL": ("def f(n: int) -> int:\n    return n\0\n", None),
    "brackets": (body("return " + "(" * 101 + "n" + ")" * 101), None),
    "signs": (body("return " + "-" * 101 + "n"), None),
    "blocks": ("".join(f"{' ' * i}if n:\n" for i in range(102)) + " " * 102 + "n\n", None),
    "a deep tree": (body("return " + "+".join(["n"] * 500)), None),
    "regions": (body(*(f"if n == {i}:\n    return {i}" for i in range(450)), "return n"), None),
    "a large text": ("#" * (2**20 + 1), None),
    "a lone surrogate": (body("return n  # \ud800"), None),
    "an empty file": ("", None),
    "a file of statements": ("x = 1\nprint(x)\n", None),
    "a decorator alone": (
        "from functools import lru_cache\n\n@lru_cache(maxsize=None)\n"
        "def f(n: int) -> int:\n    return 1 if n < 2 else n * f(n - 1)\n",
        "from functools import lru_cache\n\n"
        "def f(n: int) -> int:\n    return 1 if n < 2 else n * f(n - 1)\n",
    ),
    "two decorators": ("@cache\n@njit\ndef f(n: int) -> int:\n    return n\n",
        "def f(n: int) -> int:\n    return n\n"),
    "a class": (CLASS, "def size(a: list[int]) -> int:\n    return len(a)\n"),
    "a class without methods": ("class Node:\n    value = 1\n", None),
    "a helper alone": ("def _up(n: int) -> int:\n    return n + 1\n",
        "def up(n: int) -> int:\n    return n + 1\n"),
    "an async function alone": ("async def f(n: int) -> int:\n    return n\n",
        "def f(n: int) -> int:\n    return n\n"),
    "a function in an if": ("if True:\n    def f(n: int) -> int:\n        return n\n",
        "def f(n: int) -> int:\n    return n\n"),
    "a file of lambdas": ("f = lambda n: n + 1\n", "def f(n: int) -> int:\n    return n + 1\n"),
    "a method of a class": (CLASS.replace("size", "f"), None),
    "a lambda named": ("f = lambda n: n + 1\n", "def f(n: int) -> int:\n    return n + 1\n"),
    "a function in a function": (
        "def _make(n: int) -> int:\n    def f(n: int) -> int:\n        return n\n    return n\n",
        None),
    "an imported function named": ("from math import gcd as f\n", None),
    "a family": ("@family\ndef f(n: int) -> str:\n    return ''\n", None),
    "no such function": ("def g(n: int) -> int:\n    return n\n", None),
    "a name like another": ("def ff(n: int) -> int:\n    return n\n", None),
    "defined twice": ("def f(n: int) -> int:\n    return n\n" * 2,
        "def f(n: int) -> int:\n    return n\n"),
    "wrapped below": (
        "def f(n: int) -> int:\n    return n\n\nf = memoise(f)\n",
        "def f(n: int) -> int:\n    return n\n"),
    "too much": (body(*(["n = n + 1"] * 13_000), "return n"), None),
    "too many parameters": (
        f"def f({', '.join(f'a{i}: int' for i in range(10_001))}) -> int:\n    return a0\n", None),
    "too many results": (
        f"def f(n: int) -> tuple[{', '.join(['int'] * 10_001)}]:\n    return {'n, ' * 10_001}\n",
        None),
    # statements
    "try": (body("try:\n    return xs[0]\nexcept IndexError:\n    return n"),
        body("if len(xs) > 0:\n    return xs[0]\nreturn n")),
    "raise": (body("if n < 0:\n    raise fail(n)(n)\nreturn n"), body("assert n >= 0\nreturn n")),
    "with": (body("with lock:\n    n += 1\nreturn n"), body("n += 1\nreturn n")),
    "global": ("total = 0\n\n" + body("global total\ntotal += n\nreturn total"), None),
    "nonlocal": (body("nonlocal total\nreturn n"), None),
    "await": (body("k = await n\nreturn k"), body("k = n\nreturn k")),
    "match": (body("match n:\n    case 1:\n        return 2\nreturn n"),
        body("if n == 1:\n    return 2\nreturn n")),
    "async for": ("async def f(n: int) -> int:\n    async for x in n:\n        pass\n", None),
    "an async comprehension": (body("return sum([x async for x in xs])"), None),
    "yield": (body("yield n\nreturn n"), None),
    "yield from": (body("yield from xs\nreturn n"), None),
    "a walrus in a comprehension": (
        body("return len([k := x for x in xs])"),
        body("return len([x for x in xs])")),
    "a local class": (body("class C:\n    pass\nreturn n"), None),
    "del of a name": (body("zs = xs[:]\ndel zs\nreturn n"), body("zs = xs[:]\nreturn n")),
    "del of a slice with a step": (
        body("del xs[::2]\nreturn n"),
        body("zs = xs[1::2]\nreturn len(zs)")),
    "an import inside": (body("import math\nreturn math.gcd(n, m)"), None),
    "an import of a function inside": (body("from math import gcd\nreturn gcd(n, m)"),
        body("while m:\n    n, m = m, n % m\nreturn n")),
    "a nested function with a state": (
        body("k = 0\ndef h() -> None:\n    nonlocal k\n    k += 1\nh()\nreturn k"),
        body("k = 0\ndef h(k: int) -> int:\n    return k + 1\nk = h(k)\nreturn k")),
    "an unused value": (body("n + 1\nreturn n"), body("k = n + 1\nreturn n")),
    "an unused word": (body("len(xs)\nreturn n"), body("return n")),
    "a slice augmented": (
        body("zs = xs[:]\nzs[1:2] += [n]\nreturn zs[0]"),
        body("zs = xs[:]\nzs = zs[:1] + zs[1:2] + [n] + zs[2:]\nreturn zs[0]")),
    "a slice with a step augmented": (body("zs = xs[:]\nzs[::2] += ys\nreturn zs[0]"), None),
    "a slice of a parameter augmented": (body("xs[1:2] += [n]\nreturn xs[0]"), None),
    # values
    "a float": (body("return int(n * 1.5)"), body("return n * 15 // 10")),
    "a complex number": (body("k = 2j\nreturn n"), None),
    "true division": (body("return int(n / 2)"), body("return n // 2")),
    "true division in place": (body("n /= 2\nreturn n"), body("n //= 2\nreturn n")),
    "a matrix product": (body("return xs @ ys"), None),
    "a root": (body("return int(n ** 0.5)"),
        body("r = 0\nwhile r * r <= n:\n    r += 1\nreturn r - 1")),
    "float": (body("return max(xs, default=float('-inf'))"),
        body("return max(xs, default=-10**9)")),
    "a bytes literal": (body("s = b'abc'\nreturn len(s)"), body("s = [97, 98, 99]\nreturn len(s)")),
    "an f-string": (body("s = f'{n}'\nreturn n"), None),
    "a method of a string": (body("return len('a,b'.split(','))"), None),
    "a set": (body("seen = {1, 2}\nreturn n"), None),
    "a set comprehension": (body("return len({x for x in xs})"), None),
    "a dict": (body("seen = {}\nreturn n"), None),
    "a dict comprehension": (body("d = {x: x for x in xs}\nreturn n"), None),
    "an ellipsis": (body("n = ...\nreturn n"), None),
    "None": (body("best = None\nreturn n"), body("best = -1\nreturn n")),
    "is None": (body("return -1 if xs is None else len(xs)"), body("return len(xs)")),
    "is not None": (body("return 1 if n is not None else 0"), body("return 1")),
    "== None": (body("return 1 if n == None else 0"), body("return 0")),
    "None returned": (body("if n < 0:\n    return None\nreturn n"),
        body("if n < 0:\n    return -1\nreturn n")),
    "is": (body("return 1 if n is 1 else 2"), body("return 1 if n == 1 else 2")),
    "is not": (body("return 1 if n is not m else 2"), body("return 1 if n != m else 2")),
    "a starred element": (body("zs = [*xs, n]\nreturn len(zs)"),
        body("zs = xs + [n]\nreturn len(zs)")),
    "a starred argument": (body("return max(*xs)"), body("return max(xs)")),
    "a starred target": (body("a, *b = xs\nreturn a + len(b)"),
        body("a, b = xs[0], xs[1:]\nreturn a + len(b)")),
    "a large integer": (body("return 9223372036854775808"), None),
    "a small integer": (body("return -9223372036854775809"), None),
    "a very large integer": (body(f"return {10**40}"), None),
    "a large integer in a table": (body(f"return [{'1, ' * 70}9223372036854775808][n]"), None),
    "a generator alone": (body("zs = (x for x in xs)\nreturn n"),
        body("zs = [x for x in xs]\nreturn n")),
    # names
    "a local name of a function that is not called": (
        "def k(n: int) -> int:\n    return n / 2\n\n"
        "def f(a: list[int]) -> int:\n    s = b\n    for k in range(len(a)):\n        s += a[k]\n"
        "    return s\n",
        "def k(n: int) -> int:\n    return n / 2\n\n"
        "def f(a: list[int]) -> int:\n    s = 0\n    for k in range(len(a)):\n        s += a[k]\n"
        "    return s\n"),
    "a name that is nowhere": (body("return nn + n"), body("return n + n")),
    "a name of a comprehension outside": (body("zs = [x for x in xs]\nreturn x"),
        body("x = 0\nzs = [x for x in xs]\nreturn x")),
    "a name bound on one way": (body("if n > 0:\n    k = n\nreturn k"),
        body("k = 0\nif n > 0:\n    k = n\nreturn k")),
    "a loop variable after the loop": (body("for x in xs:\n    pass\nreturn x"),
        body("x = 0\nfor x in xs:\n    pass\nreturn x")),
    "a name used before": (body("k += 1\nreturn n"), body("k = 0\nk += 1\nreturn n")),
    "a variable of the module": ("LIMIT = 3\nLIMIT += 1\n\n" + body("return n + LIMIT"),
        body("LIMIT = 4\nreturn n + LIMIT")),
    "a lambda of the module": ("twice = lambda x: 2 * x\n\n" + body("return twice(n)"),
        helped("def twice(x: int) -> int:\n    return 2 * x\n", "return twice(n)")),
    "an unknown function": (body("return lenn(xs)"), body("return len(xs)")),
    "a function of Python": (body("return hash(n)"), None),
    "a class called": (CLASS + "\n" + body("return Solution().size(xs)"), None),
    "a class as a value": (CLASS + "\n" + body("k = Solution\nreturn n"), None),
    "an attribute of a class": (CLASS + "\n" + body("return Solution.count"), None),
    "an async function called": ("async def h(n: int) -> int:\n    return n\n\n" + body(
        "return h(n)"), helped("def h(n: int) -> int:\n    return n\n", "return h(n)")),
    "an imported function": ("from math import hypot\n\n" + body("return hypot(n, m)"), None),
    "an imported word": ("from math import pow\n\n" + body("return pow(n, 2)"),
        body("return n ** 2")),
    "an imported module": ("import itertools\n\n" + body(
        "for i in itertools.count(1):\n    if i * i > n:\n        return i\nreturn 0"),
        body("i = 1\nwhile True:\n    if i * i > n:\n        return i\n    i += 1")),
    "a renamed module": ("import numpy as np\n\n" + body("return np.sum(xs)"), body(
        "return sum(xs)")),
    "a module that is not imported": (
        body("return int(math.sqrt(n))"),
        body("return math.isqrt(n)")),
    "a module as a value": ("import math\n\n" + body("k = math\nreturn n"), None),
    "copy": ("import copy\n\n" + body("h = copy.deepcopy(g)\nreturn len(h)"),
        body("h = [row[:] for row in g]\nreturn len(h)")),
    "copy.copy": ("import copy\n\n" + body("zs = copy.copy(xs)\nreturn len(zs)"),
        body("zs = xs[:]\nreturn len(zs)")),
    "random.choice": ("import random\n\n" + body("return random.choice(xs)"),
        "import random\n\n" + body("return xs[random.randrange(len(xs))]")),
    "a constant of a library": ("import sys\n\n" + body("return min(n, sys.maxsize)"),
        body("return min(n, 9223372036854775807)")),
    "an attribute": (body("return n.real"), None),
    "a method as a value": (body("k = xs.append\nreturn n"), body("xs.append(n)\nreturn n")),
    "an attribute of a result": (body("return f(n, m, xs, ys, g, p, q).bit"), None),
    "sorted in the task of sorting": ("spec = sorted\n\n\n" + body("return sorted(xs)[0]"), None),
    "xs.sort in the task of sorting": (
        "spec = sorted\n\n\n" + body("xs.sort()\nreturn xs[0]"),
        None),
    "print": (body("print('n is', n)\nreturn n"), body("return n")),
    "isinstance of a bool": (body("assert not isinstance(n, bool)\nreturn n"), body("return n")),
    "map as a value": (
        body("zs = map(abs, xs)\nreturn n"),
        body("zs = [abs(x) for x in xs]\nreturn n")),
    "a type as a value": (body("h = str\nreturn n"), None),
    "bits as a string": (body("return bin(n ^ m).count('1')"),
        body("x, k = n ^ m, 0\nwhile x:\n    x, k = x & (x - 1), k + 1\nreturn k")),
    "digits as a number": (body("return int(str(n))"), None),
    "a local name called": (body("abs = n\nreturn abs(m)"), body("k = n\nreturn abs(m)")),
    "a list called": (body("return xs(0)"), body("return xs[0]")),
    "a comprehension's name called": (
        "def h(n: int) -> int:\n    return n\n\n" + body("return sum(h(1) for h in xs) + h(n)"),
        "def h(n: int) -> int:\n    return n\n\n" + body("return sum(h + 1 for h in xs) + h(n)")),
    "a local key": (body("k = n\nreturn min(xs, key=k)"), None),
    "a result called": (body("return f(n)(m)"), None),
    "a word defined anew": ("def max(n: int) -> int:\n    return n\n\n" + body("return max(n)"),
        "def most(n: int) -> int:\n    return n\n\n" + body("return most(n)")),
    "a function as a value": (helped("def h(n: int) -> int:\n    return n\n", "k = h\nreturn n"),
        helped("def h(n: int) -> int:\n    return n\n", "k = h(n)\nreturn n")),
    "a word as a value": (body("k = len\nreturn n"), body("k = len(xs)\nreturn n")),
    "a lambda with two names": (body("h = k = lambda x: x + 1\nreturn h(n)"),
        body("h = lambda x: x + 1\nreturn h(n)")),
    # calls
    "too many arguments": (body("return abs(n, 1)"), body("return abs(n)")),
    "no argument": (body("return max()"), body("return max(xs)")),
    "a range of nothing": (body("return len(range())"), None),
    "arguments of a function": (helped(PAIR, "a, b = pair(n, m)\nreturn a"),
        helped(PAIR, "a, b = pair(n)\nreturn a")),
    "enumerate of nothing": (body("for i, x in enumerate():\n    n += x\nreturn n"), None),
    "a keyword": (body("return pow(base=n, exp=2)"), body("return pow(n, 2)")),
    "a keyword of min": (body("return min(xs, kee=abs)"), None),
    "a keyword of enumerate": (body("for i, x in enumerate(xs, begin=1):\n    n += x\nreturn n"),
        body("for i, x in enumerate(xs, 1):\n    n += x\nreturn n")),
    "strict": (body("return sum(x * y for x, y in zip(xs, ys, strict=True))"),
        body("return sum(x * y for x, y in zip(xs, ys))")),
    "a default beside values": (body("return max(n, m, default=0)"), body("return max(n, m)")),
    "a default beside a key": (body("return max(xs, key=abs, default=0)"),
        body("return max(xs, key=abs) if xs else 0")),
    "next of a list": (body("return next(xs)"), body("return next(x for x in xs)")),
    "a key of two": (body("return min(xs, key=lambda a, b: a)"),
        body("return min(xs, key=lambda a: a)")),
    "a key that is no function": (body("return min(xs, key=xs[0])"), None),
    "a key of another type": (body("return min(xs, key=len)"), body("return len(min(g, key=len))")),
    "a minimum of pairs": (body("a, b = min(zip(xs, ys), key=abs)\nreturn a"),
        body("i = min(range(len(xs)), key=lambda i: xs[i])\nreturn xs[i]")),
    "zip as a value": (
        body("zs = zip(xs, ys)\nreturn n"),
        body("zs = list(zip(xs, ys))\nreturn n")),
    "reversed as a value": (body("zs = reversed(xs)\nreturn n"), None),
    # methods, by what they are called on
    "count of another type": (body("return xs.count(g)"), body("return xs.count(n)")),
    "n.index": (body("return n.index(m)"), None),
    "xs.rotate": (body("xs.rotate(n)\nreturn n"), None),
    "xs.popleft": (body("return xs.popleft()"), body("return xs.pop(0)")),
    "an unknown method": (body("xs.frobnicate()\nreturn n"), None),
    "xs.bit_length": (body("return xs.bit_length()"), None),
    "find of a number": (body("return 'abc'.find(n)"), body("return 'abc'.find('c')")),
    "a method of an int": (body("return n.conjugate()"), None),
    "a method of a range": (body("r = range(n)\nreturn r.index(m)"), None),
    "a method of a tuple": (body("t = n, xs\nreturn t.last()"), None),
    # heads
    "a default value": ("def f(n: int, m: int = None) -> int:\n    return n\n",
        "def f(n: int, m: int = -1) -> int:\n    return n\n"),
    "star arguments": ("def f(*args: int) -> int:\n    return 1\n", None),
    "keyword arguments": ("def f(**words: int) -> int:\n    return 1\n", None),
    "a keyword-only parameter": ("def f(n: int, *, m: int) -> int:\n    return n + m\n",
        "def f(n: int, m: int) -> int:\n    return n + m\n"),
    "no annotations": ("def f(n, xs):\n    return n + xs[0]\n",
        "def f(n: int, xs: list[int]) -> int:\n    return n + xs[0]\n"),
    "a float parameter": ("def f(x: float) -> int:\n    return 1\n",
        "def f(x: int) -> int:\n    return 1\n"),
    "a bytes parameter": ("def f(s: bytes) -> int:\n    return len(s)\n",
        "def f(s: list[int]) -> int:\n    return len(s)\n"),
    "a list of bytes": (
        "def f(s: list[bytes]) -> int:\n    return len(s)\n",
        "def f(s: list[list[int]]) -> int:\n    return len(s)\n"),
    "a dict parameter": ("def f(d: dict[int, int]) -> int:\n    return d[0]\n",
        "def f(d: list[int]) -> int:\n    return d[0]\n"),
    "a set parameter": ("from typing import Set\n\ndef f(s: Set[int]) -> int:\n    return 1\n",
        "def f(s: list[bool]) -> int:\n    return 1\n"),
    "a tuple parameter": ("def f(t: tuple[int, bool]) -> int:\n    return 1\n",
        "def f(t: int, p: bool) -> int:\n    return 1\n"),
    "a list of tuples": ("def f(e: list[tuple[int, bool]]) -> int:\n    return len(e)\n",
        "def f(e: list[int], p: list[bool]) -> int:\n    return len(e)\n"),
    "a list of what": ("def f(xs: list) -> int:\n    return 1\n",
        "def f(xs: list[int]) -> int:\n    return 1\n"),
    "a List of what": ("def f(xs: List) -> int:\n    return 1\n",
        "def f(xs: list[int]) -> int:\n    return 1\n"),
    "Optional": ("def f(n: Optional[int]) -> int:\n    return 1\n",
        "def f(n: int) -> int:\n    return 1\n"),
    "a union with None": ("def f(n: int | None) -> int:\n    return 1\n",
        "def f(n: int) -> int:\n    return 1\n"),
    "a Sequence": ("def f(xs: Sequence[int]) -> int:\n    return 1\n",
        "def f(xs: list[int]) -> int:\n    return 1\n"),
    "a Callable": ("def f(g: Callable[[int], int]) -> int:\n    return 1\n", None),
    "an annotation in quotes": ("def f(n: 'int') -> 'list[int]':\n    return [n]\n",
        "def f(n: int) -> list[int]:\n    return [n]\n"),
    "an unknown annotation": ("def f(t: TreeNode) -> int:\n    return 1\n", None),
    "another module's List": (
        "from mine import List\n\ndef f(xs: List[int]) -> int:\n    return 1\n",
        "from typing import List\n\ndef f(xs: List[int]) -> int:\n    return 1\n"),
    "a string result": ("def f(n: int) -> str:\n    return n\n", None),
    "an annotated local name": (body("todo: list[tuple[int, bool]] = []\nreturn len(todo)"),
        body("todo: list[int] = []\nflags: list[bool] = []\nreturn len(todo)")),
    "an annotated float": (body("x: float = 1\nreturn n"), body("x: int = 1\nreturn n")),
    # types
    "a list as a number": (body("return xs + 1"), body("return xs[0] + 1")),
    "a list as an argument": (body("return abs(xs)"), body("return abs(xs[0])")),
    "a number as a list": (body("return n[0]"), body("return xs[0]")),
    "a number for a list": (helped(PUSH, "push(n, 1)\nreturn n"),
        helped(PUSH, "push(xs, 1)\nreturn n")),
    "a range as a number": (body("return range(n) + 1"), body("return len(range(n)) + 1")),
    "a range indexed": (body("return range(n)[0]"), body("return list(range(n))[0]")),
    "lists of two types": (body("return len(xs + g)"), body("return len(xs + g[0])")),
    "a list extended by another type": (body("xs.extend(g)\nreturn n"),
        body("xs.extend(g[0])\nreturn n")),
    "a list extended in place by another type": (body("xs += g\nreturn n"),
        body("xs += g[0]\nreturn n")),
    "a list repeated in place": (body("xs *= 2\nreturn n"), body("zs = xs * 2\nreturn n")),
    "a list subtracted in place": (body("xs -= 2\nreturn n"), body("xs[0] -= 2\nreturn n")),
    "elements of two types": (body("zs = [n, xs]\nreturn n"), body("zs = [[n], xs]\nreturn n")),
    "a sum of lists": (body("return sum(g)"), body("return sum(sum(row) for row in g)")),
    "an element of another type": (body("xs.append(ys)\nreturn n"),
        body("xs.append(ys[0])\nreturn n")),
    "an int among bools": (body("q[0] = 1\nreturn n"), body("q[0] = True\nreturn n")),
    "a comparison of a list": (body("return 1 if xs == n else 0"),
        body("return 1 if xs[0] == n else 0")),
    "an element looked for": (body("return 1 if xs in xs else 0"),
        body("return 1 if xs in g else 0")),
    "two alternatives": (body("return len(xs if p else n)"), body("return len(xs if p else [n])")),
    "two types of a name": (body("if p:\n    k = n\nelse:\n    k = xs\nreturn len(k)"),
        body("if p:\n    k = [n]\nelse:\n    k = xs\nreturn len(k)")),
    "a range that a loop changes": (
        body("r = range(n)\nfor x in xs:\n    r = range(x)\nreturn len(r)"),
        body("r = list(range(n))\nfor x in xs:\n    r = list(range(x))\nreturn len(r)")),
    "a default of another type": (body("return next((x for x in xs if x > n), xs)"),
        body("return next((x for x in xs if x > n), 0)")),
    "elements that are ranges": (body("zs = [range(x) for x in xs]\nreturn n"),
        body("zs = [list(range(x)) for x in xs]\nreturn n")),
    "no return at the end": (body("if n > 0:\n    return n"),
        body("if n > 0:\n    return n\nreturn 0")),
    "another type returned": (body("return xs"), body("return xs[0]")),
    "nothing returned": (body("if p:\n    return\nreturn n"),
        body("if p:\n    return 0\nreturn n")),
    "a tuple returned": (body("return n, m"), None),
    "a bool for an int": ("def f(n: int) -> bool:\n    return n\n",
        "def f(n: int) -> bool:\n    return n != 0\n"),
    "nothing as a value": (helped(PUSH, "k = push(xs, 1)\nreturn n"),
        helped(PUSH, "push(xs, 1)\nreturn n")),
    "nothing as an operand": (helped(PUSH, "return 1 + push(xs, 1)"),
        helped(PUSH, "push(xs, 1)\nreturn n")),
    "nothing as a test": (helped(PUSH, "if push(xs, 1):\n    n += 1\nreturn n"),
        helped(PUSH, "push(xs, 1)\nreturn n")),
    "a function of nothing": ("def f(xs: list[int]) -> None:\n    n = len(xs)\n",
        "def f(xs: list[int]) -> int:\n    n = len(xs)\n    return n\n"),
    # tuples
    "a tuple as an element": (body("zs = [(x, xs) for x in xs]\nreturn n"),
        body("zs, ws = [x for x in xs], [xs for x in xs]\nreturn n")),
    "a tuple appended": (body("xs.append((n, m))\nreturn n"), None),
    "a tuple stored": (body("xs[0] = n, m\nreturn n"), None),
    "no value tested": (helped(PUSH, "return 1 if push(xs, 1) else 0"), None),
    "a tuple as a number": (helped(PAIR, "return pair(n) + 1"),
        helped(PAIR, "a, b = pair(n)\nreturn a + 1")),
    "a tuple indexed by a name": (body("t = n, xs\nreturn t[n]"), None),
    "a tuple updated": (body("t = n, m\nt[0] = 1\nreturn n"),
        body("t = [n, m]\nt[0] = 1\nreturn n")),
    "a tuple as an index": (body("return xs[(n, 1)]"), body("return xs[n]")),
    # loops and targets
    "a loop over a number": (body("for i in n:\n    m += 1\nreturn m"),
        body("for i in range(n):\n    m += 1\nreturn m")),
    "a loop over a long expression": (
        body("for i in n * n + n * m + m * m + n * n * m + 7:\n    m += 1\nreturn m"), None),
    "a loop over a tuple": (helped(PAIR, "for a in pair(n):\n    m += a\nreturn m"), None),
    "more names than values": (body("a, b, c = n, m\nreturn a"), body("a, b = n, m\nreturn a")),
    "fewer names than sequences": (body("for a, b, c in zip(xs, ys):\n    n += a\nreturn n"),
        body("for a, b in zip(xs, ys):\n    n += a\nreturn n")),
    "a target that is no name": (body("for xs[0] in ys:\n    n += 1\nreturn n"),
        body("for y in ys:\n    xs[0] = y\n    n += 1\nreturn n")),
    "no names": (body("[] = xs\nreturn n"), None),
    "tuples of two lengths": (body("for a, b in ((1, 2), (3,)):\n    n += a\nreturn n"),
        body("for a, b in ((1, 2), (3, 0)):\n    n += a\nreturn n")),
    "a test that updates": (body("while xs.pop() > 0:\n    n += 1\nelse:\n    n += 2\nreturn n"),
        None),
    # lists are values
    "two names for one list": (body("zs = xs\nzs[0] = n\nreturn xs[0]"),
        body("zs = xs\nzs = zs[:]\nzs[0] = n\nreturn xs[0]")),
    "the old name updated": (body("zs = xs\nxs.append(n)\nreturn len(zs)"), None),
    "a row taken out": (body("row = g[0]\nrow[0] = n\nreturn g[0][0]"),
        body("row = g[0][:]\nrow[0] = n\nreturn g[0][0]")),
    "a row of a loop": (body("for row in g:\n    row[0] = n\nreturn g[0][0]"),
        body("for i in range(len(g)):\n    g[i][0] = n\nreturn g[0][0]")),
    "a row that stays with its name": (
        body("row = [n]\ng.append(row)\nrow[0] = 1\nreturn g[0][0]"), None),
    "rows that are one": (body("h = [[0] * n] * n\nh[0][0] = 1\nreturn h[1][0]"),
        body("h = [[0] * n] * n\nh = [row[:] for row in h]\nh[0][0] = 1\nreturn h[1][0]")),
    "parts that are one": (
        body("h = [[[0] * n] * n] * n\nh[0][0][0] = 1\nreturn h[1][0][0]"),
        body("h = [[[0] * n] * n] * n\nh = [[row[:] for row in part] for part in h]\n"
             "h[0][0][0] = 1\nreturn h[1][0][0]")),
    "a copy that shares its rows": (body("h = g[:]\nh[0][0] = n\nreturn g[0][0]"),
        body("h = g[:]\nh = [row[:] for row in h]\nh[0][0] = n\nreturn g[0][0]")),
    "a list inside another": (body("h = [xs]\nh[0][0] = n\nreturn xs[0]"),
        body("h = [xs[:]]\nh[0][0] = n\nreturn xs[0]")),
    "a list in a tuple": (body("t = xs, n\nxs[0] = 1\nreturn t[0][0]"),
        body("t = xs[:], n\nxs[0] = 1\nreturn t[0][0]")),
    "a choice of two lists": (
        body("zs = xs if p else ys\nzs[0] = 5\nreturn xs[0] + ys[0]"),
        body("zs = xs if p else ys\nzs = zs[:]\nzs[0] = 5\nreturn xs[0] + ys[0]")),
    "one list twice in a call": (
        "def swap(a: list[int], b: list[int]) -> None:\n    a[0], b[0] = b[0], a[0]\n\n"
        + body("swap(xs, xs)\nreturn xs[0]"), None),
    "a value of the statement": (helped(PUSH, "zs = [xs, [xs.pop()]]\nreturn len(zs)"), None),
    "a list of the caller": (
        "def keep(a: list[int], n: int) -> int:\n    b = a\n    a = [n]\n    b[0] = n\n"
        "    return a[0]\n\n" + body("return keep(xs, n)"), None),
    "a list updated while iterated": (body("for x in xs:\n    xs.append(x)\nreturn n"),
        body("for x in xs[:]:\n    xs.append(x)\nreturn n")),
    "a list updated in a generator": (body("return sum(xs.pop() for _ in range(n))"),
        body("for _ in range(n):\n    m += xs.pop()\nreturn m")),
    "a list updated in a key": (helped(
        "def take(a: list[int]) -> int:\n    return a.pop()\n", "return len(min(g, key=take))"),
        None),
    "a list updated in a comprehension of calls": (
        helped(PUSH, "zs = [push(xs, x) for x in ys]\nreturn n"),
        helped(PUSH, "for x in ys:\n    push(xs, x)\nreturn n")),
    "a row given to be updated": (helped(PUSH, "push(g[0], n)\nreturn n"),
        helped(PUSH, "row = g[0][:]\npush(row, n)\ng[0] = row\nreturn n")),
    "a part given to be updated": (
        helped(NEST, "h = [g, g]\nnest(h[0])\nreturn n"),
        helped(NEST, "h = [g, g]\nrow = [row[:] for row in h[0]]\nnest(row)\nh[0] = row\n"
               "return n")),
    "a parameter updated and bound anew": (
        "def keep(a: list[int]) -> None:\n    a[0] = 1\n    a = [2]\n\n"
        + body("keep(xs)\nreturn n"), None),
    "a parameter bound anew and updated": (
        "def f(a: list[int]) -> None:\n    a.append(1)\n    for a in [[1]]:\n        pass\n", None),
    "a list without a name updated": (body("(xs + ys).append(1)\nreturn n"),
        body("zs = xs + ys\nzs.append(1)\nreturn n")),
    "an element without a name updated": (
        helped("def h(a: list[int]) -> list[int]:\n    return a[:]\n", "h(xs)[0] = 1\nreturn n"),
        helped("def h(a: list[int]) -> list[int]:\n    return a[:]\n",
               "zs = h(xs)\nzs[0] = 1\nreturn n")),
    # several at once
    "in the order of the text": (
        body("n = sorted(xs)[0] / 2", "zs = xs", "zs[0] = 1", "k = xs + n", "return xs"), None),
    "at most five": (body(*(f"a{i} = {i}.5" for i in range(8)), "return n"), None),
    "what follows from another": (
        body("todo = [(n, 2, [0])]\ns = 0\nwhile todo:\n    m, d, part = todo.pop()\n"
             "    while d * d <= m:\n        todo.append((m // d, d, part))\n        d += 1\n"
             "    s += d\nreturn s"), None),
    "of all functions that are called": (
        "def g(n: int) -> int:\n    return n / 2\n\ndef f(n: int) -> int:\n    return g(n) / 2\n",
        None),
    "inside what is not in the language": (
        body("for i in range(n):\n    try:\n        m = xs[i] / 2\n    except IndexError as e:\n"
             "        m = sorted(xs)[0]\nwith open('x') as file:\n    m = file.read()\nreturn m"),
        None),
    "after a head that is refused": (
        "def f(x: float, n) -> str:\n    y = x + 1\n    z = y + [1]\n    return n / 2\n", None),
    # what Python does not update, and what the library of the language asks for
    "a tuple updated in place": (
        body("t = (n, m)\nfor x in xs:\n    t = (x, n)\nzs = [t]\nzs[0][0] = 1\nreturn n"),
        None),
    "a text updated": (
        body("s = str(n)\ns[0] = 'a'\nreturn n"),
        body("s = str(n)\ns = 'a' + s[1:]\nreturn n")),
    "a list of the module updated": (
        "TABLE = [1, 2]\n\n\n" + body("zs = TABLE\nzs.append(n)\nreturn n"),
        "TABLE = [1, 2]\n\n\n" + body("zs = list(TABLE)\nzs.append(n)\nreturn n")),
    "a mixed tuple stored": (body("zs = [(n, m)]\nzs[0] = (n, xs)\nreturn n"), None),
    "another key of sorted": (body("return sorted(xs, order=n)[0]"), None),
    "ord of a number": (body("return ord(n)"), None),
    "the text of a bool": (body("return len(str(p))"), None),
    "a number joined": (
        body("return len(''.join(xs))"),
        body("return len(''.join(str(x) for x in xs))")),
    "startswith of a number": (body("return int('ab'.startswith(n))"), None),
    "a list of texts that starts": (body("return int(xs.startswith('a'))"), None),
    "another list stored in a slice": (body("xs[1:] = g\nreturn n"), None),
    "a nested function that yields": (body("def h():\n    yield n\nreturn n"), None),
    "a nested function with a decorator": (
        body("@cache\ndef h():\n    return n\nreturn h()"),
        body("def h():\n    return n\nreturn h()")),
    "a nested function defined late": (
        body("k = h()\ndef h():\n    return n\nreturn k"),
        body("def h():\n    return n\nk = h()\nreturn k")),
}  # fmt: skip
