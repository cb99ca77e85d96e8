"""Substitutes for common Python features that the language lacks.

The repair depends on the feature: there are tables by the name of a built-in function, of a library
function, of a method (by the type of its owner) and of a type, and by the kind of statement.
"""

from __future__ import annotations

import ast

from .syntax import METHODS_THAT_UPDATE

_KEYED = (
    "for keys from 0 to n - 1 a list, `d = [0] * n`, then `d[k] += 1`; else two lists, "
    "`keys.append(k)`, `values.append(v)`, and `values[keys.index(k)]`"
)
_MEMBERS = (
    "keep a list: `seen = []`, then `if x not in seen: seen.append(x)`; for elements from 0 to "
    "n - 1 `seen = [False] * n`, then `seen[x] = True`"
)
_CHARACTERS = "use a text, or a list of integers for bytes"
_SCALED = "use integers: scale by a power of ten, or use // and %"
_ENDLESS = "use integers; for infinity a number beyond all others, such as 10**9"
_TEXT = "`str(n)` is the text of an int; join texts with `+`"
_BITS = "bit i is `x >> i & 1`; `x.bit_count()` counts those that are 1, `x.bit_length()` all"
_COPY = "`xs[:]` copies a list, `[row[:] for row in xs]` a list of lists"
_WRITE = "write it as a function of this file"
ROOT = "`math.isqrt(n)` is the root of an int n >= 0, rounded down"

STRINGS = ("bin", "hex", "oct", "repr", "ascii", "format", "input")

# built-in functions of Python that the language lacks
BUILT_IN: dict[str, str] = {
    "set": _MEMBERS, "frozenset": _MEMBERS, "dict": _KEYED, "complex": _SCALED,
    "map": "write a comprehension: `[f(x) for x in xs]`",
    "filter": "write a comprehension: `[x for x in xs if p(x)]`",
    "round": "use integers: `(2 * a + b) // (2 * b)` rounds a / b",
    "float": _ENDLESS, "repr": _TEXT, "ascii": _TEXT, "format": _TEXT,
    "bin": _BITS, "hex": "take the digits with `% 16` and `// 16`",
    "oct": "take the digits with `% 8` and `// 8`",
    "bytes": _CHARACTERS, "bytearray": _CHARACTERS,
    "print": "return the value: a program is its results",
    "input": "take the value as a parameter", "open": "take the values as parameters",
    "iter": "write a `for` loop",
    "isinstance": "types are fixed by the annotations: leave the test out",
    "type": "types are fixed by the annotations: leave the test out",
    "slice": "write the slice where it is used: `xs[a:b]`",
}  # fmt: skip

# functions and values of libraries; `module` alone is for the rest of it
LIBRARY: dict[str, str] = {
    "random": "`random.randrange(n)` and `random.randint(a, b)` are known: make it of them",
    "random.choice": "use `xs[random.randrange(len(xs))]`",
    "random.shuffle": "for i from len(xs) - 1 down to 1 exchange element i and element "
        "`random.randrange(i + 1)`",
    "random.getrandbits": "use `random.randrange(2 ** k)`",
    "random.random": "a float: draw an integer, `random.randrange(n)`",
    "random.uniform": "a float: draw an integer, `random.randint(a, b)`",
    "random.seed": "leave it out: the seed of the tape is an option, `--seed`",
    "math.sqrt": ROOT, "cmath.sqrt": ROOT, "math.prod": "multiply in a loop: `p *= x`",
    "math.floor": "use `//`, the floor division", "math.trunc": "use `//` on positive integers",
    "math.ceil": "use `-(-a // b)`, the division that rounds up",
    "math.pow": "use `a ** b` of integers", "operator.pow": "use `a ** b` of integers",
    "math.fabs": "use `abs`", "math.inf": _ENDLESS, "math.nan": _ENDLESS,
    "math.log2": "for an int n >= 1 `n.bit_length() - 1` rounds it down",
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
    "itertools.permutations": "write the recursion: for each element the permutations of the rest",
    "collections.deque": "use a list, `q = []`: `q.append(x)` and `q.pop(0)` take turns, "
        "`q.insert(0, x)` is appendleft",
    "collections.Counter": "`xs.count(v)` counts one value; for values from 0 to n - 1 "
        "`c = [0] * n`, then `c[x] += 1` for each x",
    "collections": _KEYED,
    "functools.reduce": "write a loop that keeps the result in a variable",
    "functools.partial": "write a function with the arguments that are left",
    "functools": "leave it out, or write what it does",
    "heapq.heappush": "keep a list: `h.append(x)`",
    "heapq.heappop": "keep a list: `x = min(h)`, then `h.remove(x)`",
    "heapq.heapify": "leave it out: of a list, `x = min(h)` and `h.remove(x)` take the least",
    "heapq": "keep a list: `x = min(h)`, then `h.remove(x)`, takes the least",
    "bisect": "write the search as a function of this file",
    "operator": "write the operator itself", "typing": "leave it out: types are annotations",
    "time": "leave it out: the calculator counts the steps",
    "sys": "leave it out: only values are computed", "os": "leave it out: only values are computed",
    "fractions": "use two integers, the numerator and the denominator",
    "decimal": _SCALED, "numpy": "use lists and loops",
}  # fmt: skip

MODULES = frozenset(name.partition(".")[0] for name in LIBRARY)
LIST_METHODS = sorted((*METHODS_THAT_UPDATE, "copy"))

ON_LISTS: dict[str, str] = {
    "popleft": "use `xs.pop(0)`", "appendleft": "use `xs.insert(0, x)`",
    "add": "use `if x not in xs: xs.append(x)`", "push": "use `xs.append(x)`",
    "discard": "use `if x in xs: xs.remove(x)`", "get": "two lists: `values[keys.index(k)]`",
}  # fmt: skip
_LETTERS = "`'a' <= c <= 'z' or 'A' <= c <= 'Z'` tells the ASCII letters"
ON_TEXTS: dict[str, str] = {
    "isdigit": "`'0' <= c <= '9'` tells the ASCII digits",
    "isdecimal": "`'0' <= c <= '9'` tells the ASCII digits",
    "isnumeric": "`'0' <= c <= '9'` tells the ASCII digits",
    "isalpha": _LETTERS, "isalnum": f"{_LETTERS}, `'0' <= c <= '9'` the ASCII digits",
    "isupper": "`'A' <= c <= 'Z'` tells the ASCII capitals",
    "islower": "`'a' <= c <= 'z'` tells the ASCII small letters",
    "isspace": "`c in ' \\t\\n'` tells the usual spaces",
    "lower": "of an ASCII letter: `chr(ord(c) + 32) if 'A' <= c <= 'Z' else c`",
    "upper": "of an ASCII letter: `chr(ord(c) - 32) if 'a' <= c <= 'z' else c`",
    "split": "collect the words in a loop: at a space `words.append(word)` and `word = ''`, "
        "else `word += c`",
    "strip": "count the spaces in a loop, and take the slice between",
    "replace": "join the new characters: `''.join(new if c == old else c for c in s)`",
    "zfill": "put zeros in front: `'0' * (k - len(s)) + s`",
    "format": "join texts with `+`: `s + str(n)`",
}  # fmt: skip


def on_list(name: str) -> str:
    """The repair for a method of a list."""
    known = [*LIST_METHODS, "count", "index"]
    return ON_LISTS.get(name, f"lists have {', '.join(known[:-1])} and {known[-1]}")


def on_text(name: str) -> str:
    """The repair for a method of a text."""
    known = "texts have join, count, find, index, startswith and endswith"
    return ON_TEXTS.get(name, f"{known}: write what it does as a function of this file")


def on_int(name: str) -> str:
    """The repair for a method of an integer."""
    return f"an int has bit_length and bit_count; write what {name!r} does with arithmetic"


def library(origin: str) -> str:
    """The repair for a name of a library, `module.name`."""
    module = origin.partition(".")[0]
    rest = _WRITE if "." in origin else "leave it out, and write what it gives in this file"
    return LIBRARY.get(origin) or LIBRARY.get(module) or rest


# types of annotations; `lead` is the name with its colon, or the arrow
TYPES: dict[str, str] = {
    "float": "use integers, scaled by a power of ten: `{lead}int`",
    "complex": "use two integers, or a list of them: `{lead}list[int]`",
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
    "tuple": "say what it holds: `{lead}tuple[int, int]`, of one type unless it is a result",
    "Tuple": "say what it holds: `{lead}tuple[int, int]`, of one type unless it is a result",
}  # fmt: skip

_LEAVE = "leave it out: there are no files, locks or tasks, only values"
_GLOBAL = "pass the value as a parameter and return it"

# kinds of syntax: the name, and the repair
SYNTAX: dict[str, tuple[str, str]] = {
    "Try": ("'try'", "test for the case with `if` before it can fail"),
    "TryStar": ("'try'", "test for the case with `if` before it can fail"),
    "Raise": ("'raise' here", "say `raise E(...)` of a plain exception, or test for the case with "
        "`if` before it can fail: nothing is caught"),
    "With": ("'with'", _LEAVE), "AsyncWith": ("'async'", _LEAVE),
    "Global": ("'global'", _GLOBAL), "Nonlocal": ("'nonlocal'", _GLOBAL),
    "ClassDef": ("a class", "use functions with int and list parameters"),
    "Match": ("'match'", "use `if` and `elif`"),
    "AsyncFor": ("'async'", "write `for` without `async`"),
    "AsyncFunctionDef": ("'async'", "write `def` without `async`"),
    "Await": ("'await'", "call the function without `await`"),
    "Yield": ("'yield'", "append the values to a list, and return it"),
    "YieldFrom": ("'yield'", "append the values to a list, and return it"),
    "TypeAlias": ("'type'", "write the type where it is used"),
}  # fmt: skip

# kinds of values that the language lacks
VALUES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Dict: ("a dict", _KEYED), ast.DictComp: ("a dict", _KEYED),
    ast.Set: ("a set", _MEMBERS), ast.SetComp: ("a set", _MEMBERS),
    ast.JoinedStr: ("an f-string", "join texts with `+`: `'n = ' + str(n)`"),
}  # fmt: skip
NO_VALUE = "use a number that is no answer, such as -1, or a tuple with a bool"
NEVER_NONE = "leave the test out: no value is None; a number such as -1 may stand for no answer"
CHARACTERS, SCALED = _CHARACTERS, _SCALED
