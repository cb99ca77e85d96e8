"""Lowering calls: functions of the language, list methods, and functions of the file."""

from __future__ import annotations

import ast

from ..language.types import INT, RANGE, Type
from .bindings import Bound, Tuple, Unknown, Value, describe, known
from .builder import Builder, convert, takes
from .builtins import BUILT_IN
from .conversions import as_number, quoted
from .known_calls import KNOWN
from .library import functions
from .methods import method
from .sequences import counted, plain_args, wrong_arity


def call(b: Builder, node: ast.Call) -> Bound:
    """Lower a call.

    Raises
    ------
    NotInLanguage
        CX206 to CX210, or the code of a type error.
    """
    if isinstance(node.func, ast.Attribute):
        return method(b, node, node.func)
    assert isinstance(node.func, ast.Name), "`subset` refuses all else"
    name = node.func.id
    if b.of_library and name in functions():
        return b.library(name, [b.value(arg) for arg in node.args])
    if name in b.env:
        raise b.refuse("CX213", node.func)
    if name in b.program.module.functions:
        return function(b, node, name)
    return (BUILT_IN.get(name) or KNOWN[name])(b, node)


def function(b: Builder, node: ast.Call, name: str) -> Bound:
    """Lower a call of a function of the file; rebind the lists that it updates."""
    signature = b.program.signatures[name]
    args = plain_args(b, node)
    if len(args) != len(signature.params):
        raise wrong_arity(b, node, name, counted(len(signature.params)), len(args))
    values = [argument(b, b.value(arg), type_, arg)
              for arg, type_ in zip(args, signature.params, strict=True)]  # fmt: skip
    updated = b.program.updated[name]
    types = [*signature.results, *(signature.params[i] for i in updated)]
    index = b.program.index_of(name)
    if any(isinstance(known(type_), Unknown) for type_ in signature.results):
        b.program.infer(name)
    outs = b.emit("call", values, types, index)
    for index, value in zip(updated, outs[len(signature.results) :], strict=True):
        target = args[index]
        if isinstance(target, ast.Name):
            b.bind(target.id, value)
    results = outs[: len(signature.results)]
    if len(results) == 1 and not signature.is_tuple:
        return results[0]
    return Tuple(tuple(results))


def argument(b: Builder, value: Value, wanted: Type, node: ast.expr) -> Value:
    """Convert a value to an argument of an annotated type."""
    if wanted == INT:
        return as_number(b, value, node)
    if known(value.type) != RANGE and takes(wanted, value.type):
        return convert(b, value, wanted)
    raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
        wanted=describe(Value(0, wanted)), repair="pass a value of that type")  # fmt: skip
