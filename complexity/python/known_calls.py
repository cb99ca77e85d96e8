"""Lowering calls of functions that the library of the language knows: of integers, and of texts."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

from ..language.graph import Const, literal
from ..language.types import BOOL, INT, RANGE, List, Type
from .bindings import CHAR, TEXT, Bound, Row, Value, describe, known
from .builder import Builder, branch, convert
from .builtins import listing
from .comprehensions import keys_of
from .conversions import listed, number, quoted
from .operators import truth
from .sequences import arity, plain_args

Lowering = Callable[[Builder, ast.Call], Bound]


def retyped(value: Value, type_: Type) -> Value:
    """A value under another type of the front end, at no cost."""
    if isinstance(value.operand, Const):
        return Value(Const(value.operand.value, type_), type_)
    return Value(value.operand, type_)


# -- integers --------------------------------------------------------------------------------------


def _integers(name: str, *counts: int) -> Lowering:
    def lower(b: Builder, node: ast.Call) -> Value:
        return b.library(name, [number(b, arg) for arg in arity(b, node, *counts)])

    return lower


def _fold(name: str, neutral: int) -> Lowering:
    """A function of any number of integers; of one it is its absolute value."""

    def lower(b: Builder, node: ast.Call) -> Value:
        values = [number(b, arg) for arg in plain_args(b, node)]
        if not values:
            return Value(literal(neutral), INT)
        made = values[0] if len(values) > 1 else b.apply("abs", values, INT)
        for value in values[1:]:
            made = b.library(name, [made, value])
        return made

    return lower


def _perm(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 1, 2)
    return b.library("perm" if len(args) == 2 else "factorial", [number(b, arg) for arg in args])


def _randint(b: Builder, node: ast.Call) -> Value:
    low, high = (number(b, arg) for arg in arity(b, node, 2))
    return _drawn(b, low, b.apply("sub", [high, low], INT), 1)


def _randrange(b: Builder, node: ast.Call) -> Value:
    args = [number(b, arg) for arg in arity(b, node, 1, 2)]
    if len(args) == 1:
        return b.apply("randrange", args, INT)
    low, high = args
    return _drawn(b, low, b.apply("sub", [high, low], INT), 0)


def _drawn(b: Builder, low: Value, width: Value, more: int) -> Value:
    if more:
        width = b.apply("add", [width, Value(literal(more), INT)], INT)
    return b.apply("add", [low, b.apply("randrange", [width], INT)], INT)


# -- lists -----------------------------------------------------------------------------------------


def _sorted(b: Builder, node: ast.Call) -> Value:
    if len(node.args) != 1:
        arity(b, node, 1)
    return ordered(b, node, listing(b, node.args[0]))


def ordered(b: Builder, node: ast.Call, xs: Value) -> Value:
    """The sorted list of a list's elements, by the keywords of a call of `sorted` or `.sort`."""
    words = {word.arg: word.value for word in node.keywords}
    for word in words:
        if word not in ("key", "reverse"):
            raise b.refuse("CX209", words[word], name=word or "**", repair="give key and reverse")
    key, reverse = words.get("key"), words.get("reverse", ast.Constant(False))
    if isinstance(key, ast.Constant) and key.value is None:
        key = None
    args = [xs] if key is None else [xs, keys_of(b, node, xs, key)]
    end = "" if key is None else "_by"
    up, down = (partial(b.library, f"sorted{way}{end}", args) for way in ("", "_down"))
    if isinstance(reverse, ast.Constant):
        return down() if reverse.value else up()
    return branch(b, node, truth(b, reverse), lambda: [down()], lambda: [up()])[0]


def _tuple(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 0, 1)
    value = listing(b, args[0]) if args else Value(Const((), List(INT)), List(INT))
    return retyped(value, Row(listed(b, value, node).element, "tuple"))


# -- texts -----------------------------------------------------------------------------------------


def _ord(b: Builder, node: ast.Call) -> Value:
    (arg,) = arity(b, node, 1)
    value = b.value(arg)
    if known(value.type) == TEXT:
        value = b.emit("unpack", [value], [CHAR], 1)[0]
    if known(value.type) != CHAR:
        raise b.refuse("CX301", arg, what=quoted(b, arg), found=describe(value),
            wanted="a text of one character", repair="`ord(s[i])` of a text s")  # fmt: skip
    return retyped(value, INT)


def _chr(b: Builder, node: ast.Call) -> Value:
    (arg,) = arity(b, node, 1)
    value = number(b, arg)
    if not isinstance(value.operand, Const):
        points = b.apply("upto", [Value(literal(0x110000), INT)], RANGE)
        b.emit("assert_", [b.apply("within", [value, points], BOOL)], [])
    return retyped(value, CHAR)


def _str(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 0, 1)
    if not args:
        return Value(Const((), TEXT), TEXT)
    value = b.value(args[0])
    if known(value.type) in (CHAR, TEXT):
        return convert(b, value, TEXT)
    if known(value.type) != INT:
        raise b.refuse("CX202", node, what=f"the text of a {describe(value)}",
            repair="`'True' if p else 'False'` of a bool p; of a list join its elements' texts"
            )  # fmt: skip
    return b.library("decimal", [value])


KNOWN: dict[str, Lowering] = {
    "math.gcd": _fold("gcd", 0), "math.lcm": _fold("lcm", 1), "math.isqrt": _integers("isqrt", 1),
    "math.factorial": _integers("factorial", 1), "math.comb": _integers("comb", 2),
    "math.perm": _perm, "random.randrange": _randrange, "random.randint": _randint,
    "randrange": _randrange, "sorted": _sorted, "tuple": _tuple, "ord": _ord, "chr": _chr,
    "str": _str,
}  # fmt: skip
