"""Texts that try the front end: deep, large and odd ones, and strange tokens."""

from __future__ import annotations

STRANGE = [
    "__import__", "__class__", "__builtins__", "eval", "exec", "open", "print", "lambda", "None",
    "del", "yield", "await", "async", "with", "try", "class", "global", "import", "nonlocal",
    "match", "case", "type", "self", "float", "str", "1.5", "2j", "'a'", "f'{n}'", "b''", "...",
    "0", "-1", "True", "10 ** 100", "9" * 30, "0x7fffffffffffffff", "1_000", "[]", "[[]]", "()",
    "(1, 2)", "{}", "{1}", "*xs", "**xs", "@", ":=", "->", "!=", "<>", "//", "**", "<<", "not",
    "is", "in", "if", "else", "for", "while", "return", "break", "continue", "pass", "assert",
    "randrange", "candidate", "sorted", "range", "len", "sum", "min", "next", "zip", "enumerate",
    "reversed", "list", "int", "bool", "tuple", "xs", "n", "i", "xs[:]", "xs[0]", "xs.append",
    "\t", "\f", "\0", "\ufeff", "\ud800", "é", "名", "\u2028", "\r",
    "\\", "\\\n", "#", "'", '"', '"""',
    "ℕ", "ｎ", "\x1a", "\x7f", "\U0001f600", ";", ":", ",", "(", ")", "[", "]", "{", "}",
]  # fmt: skip

HEAD = "def f(n: int, xs: list[int]) -> int:\n"
END = "    return n\n"
G = "def g(n: int) -> int:\n"
F = "def f(n: int) -> int:\n"
MANY = 1_000


def blocks(opening: str, count: int = MANY) -> str:
    """A function whose blocks nest so deep."""
    lines = [" " * (i + 1) + opening for i in range(count)]
    return HEAD + "\n".join(lines) + "\n" + " " * (count + 1) + "n += 1\n return n\n"


def body(line: str) -> str:
    """A function of one line."""
    return f"{HEAD}    {line}\n    return n\n"


DEEP = {
    **{f"{a}{b}": f"{HEAD}    return {a * MANY}n{b * MANY}\n" for a, b in ("()", "[]", "{}")},
    **{f"open {a}": f"{HEAD}    return {a * MANY}n\n" for a in "([{"},
    **{f"{count} {a}": "(" * count + a for a in ("n", "") for count in (90, 99, 100, 101, 200)},
    "calls": body("n = " + "abs(" * MANY + "n" + ")" * MANY),
    "indices": body("n = " + "xs[" * MANY + "0" + "]" * MANY),
    "subscripts": body("n = xs" + "[0]" * MANY),
    "attributes": body("n = xs" + ".real" * MANY),
    "call chain": body("n = f" + "()" * MANY),
    "if": blocks("if n:"),
    "while": blocks("while n:"),
    "for": blocks("for i in xs:"),
    "def": blocks("def g():"),
    "class": blocks("class C:"),
    "with": blocks("with n:"),
    "try": blocks("try:"),
    "99 blocks": blocks("if n > 1:", 99),
    "elif": f"{HEAD}    if n == 0:\n        n = 1\n"
    + "".join(f"    elif n == {i}:\n        n = {i}\n" for i in range(MANY))
    + END,
    "50 elif": f"{HEAD}    if n == 0:\n        n = 1\n"
    + "".join(f"    elif n == {i}:\n        n = {i}\n" for i in range(50))
    + END,
    "ternary": body("n = " + "1 if n else " * MANY + "0"),
    "lambda": body("n = " + "lambda: " * MANY + "0"),
    "lambda x": body("n = " + "lambda x: " * MANY + "0"),
    "yield": body("n = " + "(yield " * MANY + ")" * MANY),
    "await": body("n = " + "await " * MANY + "n"),
    "star": body("n = [" + "*" * MANY + "n]"),
    "walrus": body("n = " + "(n := " * MANY + "n" + ")" * MANY),
    **{f"unary {op}": body(f"n = {f'{op} ' * MANY}n") for op in ("-", "+", "~", "not")},
    "tight minus": body(f"n = {'-' * 100_000}n"),
    "mixed unary": body(f"n = {'-~+ ' * MANY}n"),
    **{f"chain {op}": body(f"n = {f' {op} '.join(['n'] * MANY)}") for op in
       ("+", "-", "*", "**", "//", "%", "&", "|", "^", "<<", ">>", "<", "==", "and", "or", "in")},
    "mixed and or": body("n = " + " and n or ".join(["n"] * MANY)),
    "string concatenation": body("n = " + "'a' " * MANY),
    "f-string": body("n = " + "f'{" * 90 + "n" + "}'" * 90),
    "annotation": "def f(x: " + "list[" * MANY + "int" + "]" * MANY + ") -> int:\n    return 1\n",
    "90 lists": "def f(x: " + "list[" * 90 + "int" + "]" * 90 + ") -> int:\n    return len(x)\n",
    "comprehensions": body("xs = " + "[n for n in " * MANY + "xs" + "]" * MANY),
    "clauses": body("n = sum(1 " + "for i in xs " * MANY + ")"),
    "conditions": body("n = sum(1 for i in xs " + "if i " * MANY + ")"),
    "targets": body(" = ".join(["n"] * MANY) + " = 1"),
    "tuples": body("(" * MANY + "n" + ",)" * MANY + " = 1"),
    "early returns": HEAD + "".join(f"    if n == {i}:\n        return {i}\n" for i in range(MANY))
    + END,
    "breaks": f"{HEAD}    while True:\n"
    + "".join(f"        if n == {i}:\n            break\n        n += 1\n" for i in range(MANY))
    + END,
    "continues": f"{HEAD}    while n:\n"
    + "".join(f"        if n == {i}:\n            continue\n        n += 1\n" for i in range(MANY))
    + END,
    "decorators": "@f\n" * MANY + HEAD + END,
    "dots": body("n = n" + "." * MANY + "n"),
    "match": body("match n:\n        case " + "(" * 90 + "n" + ")" * 90 + ":\n            pass"),
    "type parameters": f"def f[{'T: (' * 90}int{')' * 90}](n: int) -> int:\n{END}",
}  # fmt: skip

LARGE = {
    "10 MB of spaces": " " * 10_000_000,
    "10 MB of brackets": "(" * 10_000_000,
    "10 MB of lines": HEAD + "    n += 1\n" * 1_000_000,
    "1 MB of lines": HEAD + "    n += 1\n" * 80_000 + END,
    "a long line": body("n = " + " + ".join(["n"] * 100_000)),
    "a long list": body("ys = [" + "1, " * 300_000 + "]"),
    "a long list of names": body("ys = [" + "n, " * 20_000 + "]"),
    "a long comment": "#" * 1_000_000 + "\n" + HEAD + END,
    "a long string": body('"' + "a" * 900_000 + '"'),
    "an open string": body('"""' + "a" * 900_000),
    "a long name": HEAD + f"    {'n' * 900_000} = 1\n    return n\n",
    "many blank lines": "\n" * 1_000_000 + HEAD + END,
    "many functions": "".join(f"def f{i}(n: int) -> int:\n    return n\n\n" for i in range(10_000)),
    "many parameters": "def f("
    + ", ".join(f"a{i}: int" for i in range(5_000))
    + ") -> int:\n    return a0\n",
    "many names": HEAD + "".join(f"    a{i} = n + {i}\n" for i in range(3_000)) + END,
    "many ifs": HEAD
    + "".join(f"    if n > {i}:\n        n -= 1\n" for i in range(1_000)) + END,
    "a number of 10^6 digits": body("n = " + "9" * 1_000_000),
    "a hexadecimal number of 10^5 digits": body("n = 0x" + "f" * 100_000),
    "a binary number of 10^5 digits": body("n = 0b" + "1" * 100_000),
    "a power of literals": body("n = 9 ** 9 ** 9 ** 9"),
    "a large power": body("n = 2 ** 9223372036854775807"),
    "a large shift": body("n = 1 << 9223372036854775807"),
    "a large range": body("xs = list(range(9223372036854775807))"),
    "a large repetition": body("xs = [0] * 9223372036854775807"),
    "a large float": body("n = 1e999999"),
    "tabs": HEAD + "".join("\t" * i + "if n:\n" for i in range(1, 2_000)),
    "form feeds": "\f" * 100_000 + HEAD + "\f    return n\n",
    "carriage returns": HEAD.replace("\n", "\r") + "    return n\r",
    "continued lines": HEAD + "    return n" + " \\\n" * 100_000 + "\n",
    "dedents": HEAD + "".join(" " * (100 - i) + "n = 1\n" for i in range(99)),
}  # fmt: skip

ODD = {
    "nothing": "", "a newline": "\n", "a space": " ", "a NUL": "\0",
    "a NUL inside": body("n = 1\0"),
    "a byte-order mark": "\ufeff" + HEAD + END, "a mark inside": body("n = \ufeff1"),
    "a lone surrogate": body("n = '\ud800'"), "a surrogate name": body("n\udfff = 1"),
    "a surrogate comment": body("n = 1  # \udc80"), "only a surrogate": "\ud800",
    "a form feed": body("\fn = 1"), "a tab": f"{HEAD}\treturn n\n",
    "tabs after spaces": f"{HEAD}        n = 1\n\treturn n\n",
    "an odd space": body("n =\u00a01"), "a line separator": body("n = 1\u2028n = 2"),
    "a full-width name": body("ｎ = 2"), "a letter that normalises": body("ſum = 1\n    n = sum"),
    "an emoji": body("n = 😀"), "control-Z": body("n = 1\x1a"), "escape": body("n = '\x1b[31m'"),
    "right to left": body("n = 1  # \u202e\u2066"),
    "a coding line": "# -*- coding: utf-7 -*-\n" + HEAD + END,
    "a form": "def f(n: int) -> int: return n", "a semicolon": body("n = 1; n = 2;"),
    "a dunder parameter": "def f(__class__: int) -> int:\n    return __class__\n",
    "a dunder name": "def __import__(n: int) -> int:\n    return n\n",
    "debug": body("__debug__ = 1"), "a keyword name": "def None(n: int) -> int:\n    return n\n",
    "builtins redefined": G.replace("g", "len") + END + F + "    return len(n)\n",
    "range redefined": "def f(range: int, int: int) -> int:\n    return range + int\n",
    "list redefined": "def f(list: int) -> list[int]:\n    return [list]\n",
    "a parameter twice": "def f(n: int, n: int) -> int:\n    return n\n",
    "itself as parameter": "def f(f: int) -> int:\n    return f(f)\n",
    "itself assigned": HEAD + "    f = n\n    return f\n",
    "a type comment": body("n = 1  # type: list[int]"),
    "positional only": "def f(n: int, /) -> int:\n    return f(n)\n",
    "keyword only": "def f(*, n: int) -> int:\n    return n\n",
    "an ellipsis": HEAD + "    ...\n", "only pass": HEAD + "    pass\n",
    "only a docstring": HEAD + "    'f'\n",
    "no parameters": "def f() -> int:\n    return 1\n",
    "recursion for ever": HEAD + "    return f(n, xs)\n",
    "a loop for ever": HEAD + "    while True:\n        pass\n",
    "a loop for ever and more": HEAD + "    while 1:\n        n += 1\n    return n\n",
    "mutual recursion": G + "    return f(n)\n" + F + "    return g(n)\n",
    "an empty tuple": "def f() -> tuple[()]:\n    return ()\n",
    "a tuple of one": "def f() -> tuple[int]:\n    return (1,)\n",
    "a nested tuple": "def f() -> tuple[int, tuple[int, int]]:\n    return 1, (2, 3)\n",
    "a list of None": "def f() -> list[None]:\n    return []\n",
    "a string annotation": "def f(n: 'int') -> 'int':\n    return n\n",
    "break outside": HEAD + "    break\n", "return outside": "return 1\n",
    "await outside": "await f()\n",
}  # fmt: skip
