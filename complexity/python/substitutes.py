"""Substitutes for common Python features that the language lacks.

The repair depends on the feature: there are tables by the name of a built-in function, of a library
function, of a method (by the type of its owner) and of a type, and by the kind of statement.
"""

from __future__ import annotations

import ast

from .syntax import METHODS

_KEYED = "use a list indexed by the key, or two parallel lists"
_MEMBERS = "use a list of bools indexed by the element, or a list and `in`"
_CHARACTERS = "use integers, or lists of them, for characters"
_SCALED = "use integers: scale by a power of ten, or use // and %"
_ENDLESS = "use integers; for infinity a number beyond all others, such as 10**9"
_TEXT = "take the digits with `%` and `//`; use integers, or lists of them, for characters"
_BITS = "bit i is `x >> i & 1`; for x >= 0 `while x: x, k = x & (x - 1), k + 1` counts them"
_COPY = "`xs[:]` copies a list, `[row[:] for row in xs]` a list of lists"
_WRITE = "write it as a function of this file"
ROOT = "count up, `while r * r <= n: r += 1`: then `r - 1` is the root"

STRINGS = ("bin", "hex", "oct", "str", "repr", "ascii", "chr", "format", "input", "bytes")

# built-in functions of Python that the language lacks
BUILT_IN: dict[str, str] = {
    "set": _MEMBERS, "frozenset": _MEMBERS, "dict": _KEYED, "complex": _SCALED,
    "tuple": "use a list, or return the values side by side",
    "map": "write a comprehension: `[f(x) for x in xs]`",
    "filter": "write a comprehension: `[x for x in xs if p(x)]`",
    "round": "use integers: `(2 * a + b) // (2 * b)` rounds a / b",
    "float": _ENDLESS, "str": _TEXT, "repr": _TEXT, "ascii": _TEXT, "format": _TEXT,
    "bin": _BITS, "hex": "take the digits with `% 16` and `// 16`",
    "oct": "take the digits with `% 8` and `// 8`",
    "chr": _CHARACTERS, "ord": _CHARACTERS, "bytes": _CHARACTERS, "bytearray": _CHARACTERS,
    "print": "return the value: a program is its results",
    "input": "take the value as a parameter", "open": "take the values as parameters",
    "iter": "write a `for` loop",
    "isinstance": "types are fixed by the annotations: leave the test out",
    "type": "types are fixed by the annotations: leave the test out",
    "slice": "write the slice where it is used: `xs[a:b]`",
}  # fmt: skip

# functions and values of libraries; `module` alone is for the rest of it
LIBRARY: dict[str, str] = {
    "random": "import what is known, `from random import randrange`, and make the rest of that",
    "random.randrange": "use `from random import randrange`; a start is added: "
        "`a + randrange(b - a)`",
    "random.randint": "use `from random import randrange` and `a + randrange(b - a + 1)`",
    "random.choice": "use `from random import randrange` and `xs[randrange(len(xs))]`",
    "random.shuffle": "use `from random import randrange`: for i downwards, exchange element i "
        "and element `randrange(i + 1)`",
    "random.getrandbits": "use `from random import randrange` and `randrange(2 ** k)`",
    "random.random": "a float: draw an integer, `from random import randrange`",
    "random.uniform": "a float: draw an integer, `from random import randrange`",
    "random.seed": "leave it out: the seed of the tape is an option, `--seed`",
    "math.sqrt": ROOT, "math.isqrt": ROOT, "cmath.sqrt": ROOT,
    "math.gcd": "write it as a function of this file: `while b: a, b = b, a % b`",
    "math.floor": "use `//`, the floor division", "math.trunc": "use `//` on positive integers",
    "math.ceil": "use `-(-a // b)`, the division that rounds up",
    "math.pow": "use `a ** b` of integers", "operator.pow": "use `a ** b` of integers",
    "math.fabs": "use `abs`", "math.inf": _ENDLESS, "math.nan": _ENDLESS,
    "math.log2": "count how often the number can be halved",
    "math.log10": "count how often `n // 10` can be taken",
    "math.log": "count how often the number can be divided by the base",
    "math.pi": _SCALED, "math.e": _SCALED,
    "sys.maxsize": "write 9223372036854775807, or a number beyond all others",
    "itertools.count": "count in a loop: `while True:` with `i += 1` in it",
    "itertools.cycle": "take the element at `i % len(xs)`",
    "itertools.accumulate": "keep the total in a variable of the loop",
    "itertools.pairwise": "loop over `zip(xs, xs[1:])`",
    "itertools.chain": "join the lists with `+`",
    "itertools.product": "write one loop inside the other",
    "itertools.combinations": "write one loop inside the other, `for j in range(i + 1, n)`",
    "itertools.repeat": "use `[x] * n`",
    "itertools": "write the loops",
    "copy.copy": _COPY, "copy.deepcopy": _COPY,
    "collections.deque": "use a list: `xs.pop(0)` takes from the front",
    "collections": _KEYED,
    "functools.reduce": "write a loop that keeps the result in a variable",
    "functools.partial": "write a function with the arguments that are left",
    "functools": "leave it out, or write what it does",
    "heapq": "keep a list and take its `min`, or write the heap as functions of this file",
    "bisect": "write the search as a function of this file",
    "operator": "write the operator itself", "typing": "leave it out: types are annotations",
    "time": "leave it out: the calculator counts the steps",
    "sys": "leave it out: only values are computed", "os": "leave it out: only values are computed",
    "fractions": "use two integers, the numerator and the denominator",
    "decimal": _SCALED, "numpy": "use lists and loops",
}  # fmt: skip

MODULES = frozenset(name.partition(".")[0] for name in LIBRARY)
LIST_METHODS = sorted((*METHODS, "copy"))
_NUMBERED = "an int has no methods here: write the arithmetic"

ON_LISTS: dict[str, str] = {
    "index": "write a loop, or `next(i for i in range(len(xs)) if xs[i] == x)`",
    "count": "count with `sum(x == y for y in xs)`",
    "remove": "find the index, then `xs.pop(i)`",
    "clear": "bind the name to a new list, `xs = []`; empty a caller's list with "
        "`while xs: xs.pop()`",
    "popleft": "use `xs.pop(0)`", "appendleft": "use `xs.insert(0, x)`",
    "add": "use `xs.append(x)`", "push": "use `xs.append(x)`",
}  # fmt: skip
ON_INTS: dict[str, str] = {
    "bit_length": "for n >= 0 count in a loop: `while n >> k: k += 1`",
    "bit_count": "for n >= 0 count in a loop: `while n: n, k = n & (n - 1), k + 1`",
}


def on_list(name: str) -> str:
    """The repair for a method of a list."""
    return ON_LISTS.get(name, f"lists have {', '.join(LIST_METHODS[:-1])} and {LIST_METHODS[-1]}")


def on_int(name: str) -> str:
    """The repair for a method of an integer."""
    return ON_INTS.get(name, _NUMBERED)


def library(origin: str) -> str:
    """The repair for a name of a library, `module.name`."""
    module = origin.partition(".")[0]
    rest = _WRITE if "." in origin else "leave it out, and write what it gives in this file"
    return LIBRARY.get(origin) or LIBRARY.get(module) or rest


# types of annotations; `lead` is the name with its colon, or the arrow
TYPES: dict[str, str] = {
    "float": "use integers, scaled by a power of ten: `{lead}int`",
    "complex": "use two integers, or a list of them: `{lead}list[int]`",
    "str": "use integers for characters: `{lead}list[int]`",
    "bytes": "use integers for bytes: `{lead}list[int]`",
    "bytearray": "use integers for bytes: `{lead}list[int]`",
    **dict.fromkeys(
        ("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "Counter", "OrderedDict"),
        "use a list indexed by the key, `{lead}list[int]`, or two parallel lists",
    ),
    **dict.fromkeys(
        ("set", "Set", "frozenset", "FrozenSet", "AbstractSet", "MutableSet"),
        "use a list of bools indexed by the element: `{lead}list[bool]`",
    ),
    **dict.fromkeys(
        ("Sequence", "MutableSequence", "Iterable", "Iterator", "Generator", "Collection",
         "deque", "range", "array", "List"),
        "use a list, and say what it holds: `{lead}list[int]`",
    ),
    **dict.fromkeys(
        ("Optional", "Union", "None"),
        "a value has one type, and None is none: take one type, `{lead}int`, and for no answer a "
        "number such as -1",
    ),
    **dict.fromkeys(
        ("Callable", "FunctionType"),
        "a function is no value: write it in this file and call it by its name",
    ),
    "tuple": "say what it holds: a tuple is a result, `-> tuple[int, bool]`",
    "Tuple": "say what it holds: a tuple is a result, `-> tuple[int, bool]`",
}  # fmt: skip

_LEAVE = "leave it out: there are no files, locks or tasks, only values"
_GLOBAL = "pass the value as a parameter and return it"

# kinds of syntax: the name, and the repair
SYNTAX: dict[str, tuple[str, str]] = {
    "Try": ("'try'", "test for the case with `if` before it can fail"),
    "TryStar": ("'try'", "test for the case with `if` before it can fail"),
    "Raise": ("'raise'", "state what must hold with `assert`, before this line"),
    "With": ("'with'", _LEAVE), "AsyncWith": ("'async'", _LEAVE),
    "Global": ("'global'", _GLOBAL), "Nonlocal": ("'nonlocal'", _GLOBAL),
    "ClassDef": ("a class", "use functions with int and list parameters"),
    "Match": ("'match'", "use `if` and `elif`"),
    "AsyncFor": ("'async'", "write `for` without `async`"),
    "AsyncFunctionDef": ("'async'", "write `def` without `async`"),
    "Await": ("'await'", "call the function without `await`"),
    "Yield": ("'yield'", "append the values to a list, and return it"),
    "YieldFrom": ("'yield'", "append the values to a list, and return it"),
    "NamedExpr": ("the walrus ':='", "assign on a line of its own"),
    "TypeAlias": ("'type'", "write the type where it is used"),
}  # fmt: skip

# kinds of values that the language lacks
VALUES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Dict: ("a dict", _KEYED), ast.DictComp: ("a dict", _KEYED),
    ast.Set: ("a set", _MEMBERS), ast.SetComp: ("a set", _MEMBERS),
    ast.JoinedStr: ("a string", _CHARACTERS),
}  # fmt: skip
NO_VALUE = "use a number that is no answer, such as -1, or a tuple with a bool"
NEVER_NONE = "leave the test out: no value is None; a number such as -1 may stand for no answer"
CHARACTERS, SCALED = _CHARACTERS, _SCALED
