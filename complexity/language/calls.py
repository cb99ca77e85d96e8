"""Lowering calls: the language's functions, list methods, and the functions of the file."""

from __future__ import annotations

import ast
import difflib

from .builder import Builder
from .builtins import BUILT_IN
from .methods import method
from .sequences import plain_args
from .types import BOOL, INT, List, Type
from .values import Bound, Tuple, Value, describe, unify
from .wanted import as_number, quoted

_ELSEWHERE = {
    "set": "use a list of bools indexed by the element, or a list and `in`",
    "frozenset": "use a list of bools indexed by the element, or a list and `in`",
    "dict": "use a list indexed by the key, or two parallel lists",
    "tuple": "use a list, or return the values side by side",
    "map": "write a comprehension: `[f(x) for x in xs]`",
    "filter": "write a comprehension: `[x for x in xs if p(x)]`",
    "round": "use integers: `(2 * a + b) // (2 * b)` rounds a / b",
    "float": "use integers: scale by a power of ten, or use // and %",
    "str": "use integers, or lists of them, for characters",
    "print": "return the value: a program is its results",
    "input": "take the value as a parameter",
    "iter": "write a `for` loop",
    "isinstance": "types are fixed by the annotations",
}


def call(b: Builder, node: ast.Call) -> Bound:
    """Lower a call.

    Raises
    ------
    NotInLanguage
        CX205 to CX210, or where types do not fit.
    """
    if isinstance(node.func, ast.Attribute):
        return method(b, node, node.func)
    if not isinstance(node.func, ast.Name):
        raise b.refuse("CX213", node.func)
    name = node.func.id
    if name in b.program.module.functions:
        return function(b, node, name)
    if name in b.env:
        raise b.refuse("CX213", node.func)
    if name in BUILT_IN:
        return BUILT_IN[name](b, node)
    if name == "sorted":
        raise b.refuse("CX203", node)
    if name in _ELSEWHERE:
        raise b.refuse("CX202", node, what=f"'{name}'", repair=_ELSEWHERE[name])
    near = b.program.module.unread
    if name in near:
        raise b.refuse("CX204", node, what=repr(name))
    raise b.refuse("CX205", node, name=name, near=_near(b, name))


def _near(b: Builder, name: str) -> str:
    known_names = [*b.program.module.functions, *BUILT_IN]
    close = difflib.get_close_matches(name, known_names, 1)
    return f", or write {close[0]!r}" if close else ""


def function(b: Builder, node: ast.Call, name: str) -> Bound:
    """A call of a function of the file; the lists that it updates are rebound."""
    signature = b.program.signatures[name]
    args = plain_args(b, node)
    if len(args) != len(signature.params):
        raise b.refuse("CX210", node, name=name, wanted=len(signature.params), given=len(args))
    values = [argument(b, b.value(arg), type_, arg)
              for arg, type_ in zip(args, signature.params, strict=True)]  # fmt: skip
    updated = b.program.updated[name]
    types = [*signature.results, *(signature.params[i] for i in updated)]
    outs = b.emit("call", values, types, b.program.index_of(name))
    for index, value in zip(updated, outs[len(signature.results) :], strict=True):
        target = args[index]
        if isinstance(target, ast.Name):
            b.bind(target.id, value)
    results = outs[: len(signature.results)]
    if len(results) == 1 and not signature.is_tuple:
        return results[0]
    return Tuple(tuple(results))


def argument(b: Builder, value: Value, wanted: Type, node: ast.expr) -> Value:
    """A value as an argument of an annotated type."""
    if wanted == INT:
        return as_number(b, value, node)
    if isinstance(wanted, type(BOOL) | List) and unify(value.type, wanted):
        return value
    raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
        wanted=describe(Value(0, wanted)), repair="pass a value of that type")  # fmt: skip
