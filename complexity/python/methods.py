"""Lowering list methods; all but `copy` rebind the name at the root."""

from __future__ import annotations

import ast

from ..language.graph import Const
from ..language.types import BOOL, INT, RANGE, List
from .bindings import CHAR, TEXT, Bound, Row, Tuple, Value, describe, known, unify
from .builder import Builder
from .builtins import listing
from .conversions import listed, number, quoted
from .flow import root_name
from .known_calls import ordered
from .reading_methods import FIRST, READING
from .refusals import NotInLanguage
from .sequences import arity
from .substitutes import LIST_METHODS, on_int, on_list, on_text
from .templates import template
from .updates import at_path, fitted, inner, path, rebind, update

NOTHING = Tuple(())


def method(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Bound:
    """Lower a list method; all but `copy` rebind the name at the root."""
    name = attribute.attr
    if name in READING:
        return READING[name](b, node, attribute)
    if name not in LIST_METHODS:
        raise _unknown(b, attribute)
    if name == "copy":
        arity(b, node, 0)
        value = b.value(attribute.value)
        listed(b, value, attribute.value)
        return b.apply("slice", [value], value.type, 0)
    if root_name(attribute.value) is None:
        raise b.refuse("CX406", attribute.value, what=quoted(b, attribute.value))
    root, indices = path(b, attribute.value)
    type_ = at_path(b, root, indices, attribute.value)
    return _METHODS[name](b, node, root, indices, type_)


def _unknown(b: Builder, attribute: ast.Attribute) -> NotInLanguage:
    """The refusal of a method, with a repair that depends on the type of its owner."""
    name, owner = attribute.attr, b.expression(b, attribute.value)
    repair = f"{describe(owner)} has no such method: unpack it into names"
    if isinstance(owner, Value):
        kind = known(owner.type)
        repair = on_int(name) if kind in (INT, BOOL) else on_list(name)
        if kind in (CHAR, TEXT):
            repair = on_text(name)
        elif isinstance(kind, Row):
            repair = f"{describe(owner)} has count and index; make it a list, `list(t)`"
        if kind == RANGE:
            repair = "a range has no methods here: use a list, `list(range(n))`"
    return b.refuse("CX206", attribute, name=name, repair=repair)


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
    rebind(b, root, at, b.apply("reverse", [inner(b, root, at)], type_))
    return NOTHING


def _remove(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    (arg,) = arity(b, node, 1)
    value = fitted(b, b.value(arg), type_, arg)
    place = template(b, node, FIRST, xs=inner(b, root, at), v=value)
    update(b, "pop_at", root, at, [place])
    return NOTHING


def _clear(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    arity(b, node, 0)
    rebind(b, root, at, Value(Const((), type_), type_))
    return NOTHING


def _sort(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> Bound:
    if node.args:
        arity(b, node, 0)
    rebind(b, root, at, ordered(b, node, inner(b, root, at)))
    return NOTHING


_METHODS = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "reverse": _reverse,
    "remove": _remove, "clear": _clear, "sort": _sort,
}  # fmt: skip
