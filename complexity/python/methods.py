"""Lowering list methods; all but `copy` rebind the name at the root."""

from __future__ import annotations

import ast

from ..language.graph import Const
from ..language.ops import OPS
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
from .syntax import METHODS
from .templates import template
from .updates import at_path, fitted, inner, path, rebind, update


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
    if name in _REWRITTEN:
        rebind(b, root, indices, _REWRITTEN[name](b, node, inner(b, root, indices), type_))
        return Tuple(())
    if name == "remove":
        _remove(b, node, root, indices, type_)
        return Tuple(())
    args = arity(b, node, *sorted(METHODS[name]))
    op = OPS[METHODS[name][len(args)]]
    if op.group == "moves":
        rebind(b, root, indices, b.apply(op.name, [inner(b, root, indices)], type_))
        return Tuple(())
    if op.name == "pop_at" and ast.unparse(args[0]) == "-1":
        op, args = OPS["pop"], []
    kinds = op.signature.partition("->")[0].split()[1:]
    rest = [_operand(b, kind, arg, type_) for kind, arg in zip(kinds, args, strict=True)]
    left = update(b, op.name, root, indices, rest)
    return left[0] if left else Tuple(())


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
        elif kind == RANGE:
            repair = "a range has no methods here: use a list, `list(range(n))`"
    return b.refuse("CX206", attribute, name=name, repair=repair)


def _remove(b: Builder, node: ast.Call, root: str, at: list[Value], type_: List) -> None:
    (arg,) = arity(b, node, 1)
    value = fitted(b, b.value(arg), type_, arg)
    place = template(b, node, FIRST, xs=inner(b, root, at), v=value)
    update(b, "pop_at", root, at, [place])


def _clear(b: Builder, node: ast.Call, xs: Value, type_: List) -> Value:
    arity(b, node, 0)
    return Value(Const((), type_), type_)


def _sort(b: Builder, node: ast.Call, xs: Value, type_: List) -> Value:
    if node.args:
        arity(b, node, 0)
    return ordered(b, node, xs)


_REWRITTEN = {"clear": _clear, "sort": _sort}


def _operand(b: Builder, kind: str, node: ast.expr, wanted: List) -> Value:
    """Lower an argument of a method, given its kind in the signature of the op."""
    if kind == "int":
        return number(b, node)
    if kind == "T":
        return fitted(b, b.value(node), wanted, node)
    value = listing(b, node)
    if not unify(wanted, value.type):
        raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
            wanted=describe(Value(0, wanted)), repair="join lists of one type")  # fmt: skip
    return value
