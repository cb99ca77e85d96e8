"""Lowering list methods; all but `copy` rebind the name at the root."""

from __future__ import annotations

import ast

from .builder import Builder
from .builtins import arity, listing
from .flow import root_name
from .subset import LIST_METHODS
from .types import List
from .updates import at_path, fitted, path, set_item, update
from .values import Bound, Tuple, Value, describe, unify
from .wanted import listed, number, quoted

NOTHING = Tuple(())


def method(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Bound:
    """Lower a list method; all but `copy` rebind the name at the root."""
    name = attribute.attr
    if name not in LIST_METHODS:
        raise b.refuse("CX206", attribute, name=name, repair="use append, extend, pop, insert ...")
    if name == "copy":
        arity(b, node, 0)
        value = b.value(attribute.value)
        listed(b, value, attribute.value)
        return b.apply("slice", [value], value.type, 0)
    if root_name(attribute.value) is None:
        raise b.refuse("CX401", attribute.value, name=quoted(b, attribute.value),
            holder="no name", repair="give the list a name first, then update it")  # fmt: skip
    root, indices = path(b, attribute.value)
    type_ = at_path(b, root, indices, attribute.value)
    return _METHODS[name](b, node, root, indices, type_)


def _append(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    (arg,) = arity(b, node, 1)
    update(b, "append", root, at, [fitted(b, b.value(arg), type_, arg)])
    return NOTHING


def _extend(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    (arg,) = arity(b, node, 1)
    value = listing(b, arg)
    if not unify(type_, value.type):
        raise b.refuse("CX301", arg, what=quoted(b, arg), found=describe(value),
            wanted=describe(Value(0, type_)), repair="join lists of one type")  # fmt: skip
    update(b, "extend", root, at, [value])
    return NOTHING


def _insert(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    index, arg = arity(b, node, 2)
    values = [number(b, index), fitted(b, b.value(arg), type_, arg)]
    update(b, "insert", root, at, values)
    return NOTHING


def _pop(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    args = arity(b, node, 0, 1)
    last = not args or (isinstance(args[0], ast.UnaryOp) and ast.unparse(args[0]) == "-1")
    if last:
        return update(b, "pop", root, at, [])[0]
    return update(b, "pop_at", root, at, [number(b, args[0])])[0]


def _reverse(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    arity(b, node, 0)
    inner = b.env[root]
    assert isinstance(inner, Value)
    for index in at:
        inner = b.apply("getitem", [inner, index], listed(b, inner, node).element)
    turned = b.apply("reverse", [inner], type_)
    if at:
        set_item(b, root, at, turned)
    else:
        b.bind(root, turned)
    return NOTHING


_METHODS = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "reverse": _reverse,
}  # fmt: skip
