"""Lowering list methods; all but `copy` rebind the name at the root."""

from __future__ import annotations

import ast

from ..language.ops import OPS
from ..language.types import BOOL, INT, RANGE, List
from .bindings import Bound, Tuple, Value, describe, known, unify
from .builder import Builder
from .builtins import listing
from .conversions import listed, number, quoted
from .flow import root_name
from .refusals import NotInLanguage
from .sequences import arity
from .substitutes import LIST_METHODS, on_int, on_list
from .syntax import METHODS
from .updates import at_path, fitted, path, set_item, update


def method(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Bound:
    """Lower a list method; all but `copy` rebind the name at the root."""
    name = attribute.attr
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
    args = arity(b, node, *sorted(METHODS[name]))
    op = OPS[METHODS[name][len(args)]]
    if op.group == "moves":
        return _replaced(b, op.name, root, indices, type_, node)
    if op.name == "pop_at" and ast.unparse(args[0]) == "-1":
        op, args = OPS["pop"], []
    kinds = op.signature.partition("->")[0].split()[1:]
    rest = [_operand(b, kind, arg, type_) for kind, arg in zip(kinds, args, strict=True)]
    left = update(b, op.name, root, indices, rest)
    return left[0] if left else Tuple(())


def _unknown(b: Builder, attribute: ast.Attribute) -> NotInLanguage:
    """The refusal of a method, with a repair that depends on the type of its owner."""
    name, owner = attribute.attr, b.expression(b, attribute.value)
    repair = f"{describe(owner)} is a tuple: use a list"
    if isinstance(owner, Value):
        kind = known(owner.type)
        repair = on_int(name) if kind in (INT, BOOL) else on_list(name)
        if kind == RANGE:
            repair = "a range has no methods here: use a list, `list(range(n))`"
    return b.refuse("CX206", attribute, name=name, repair=repair)


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


def _replaced(
    b: Builder, op: str, root: str, at: list[Value], type_: List, node: ast.Call
) -> Bound:
    """Rebind a name to its list with the list at a sequence of indices made anew by an op."""
    inner = b.env[root]
    assert isinstance(inner, Value)
    for index in at:
        inner = b.apply("getitem", [inner, index], listed(b, inner, node).element)
    made = b.apply(op, [inner], type_)
    if at:
        set_item(b, root, at, made)
    else:
        b.bind(root, made)
    return Tuple(())
