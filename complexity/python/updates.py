"""Lowering updates, which rebind the name at the root of `a`, `a[i]`, `a[i][j]` ..."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..language.signatures import signature
from ..language.types import BOOL, INT, List
from .bindings import Row, Value, describe, known, make_list, spell_known
from .builder import Builder, convert, takes
from .conversions import listed, number, quoted
from .flow import assigned, root_name


def path(b: Builder, node: ast.expr) -> tuple[str, list[Value]]:
    """The name and the indices of an updated expression `a`, `a[i]`, `a[i][j]` ..."""
    indices: list[ast.expr] = []
    while isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.Slice):
            raise b.refuse("CX208", node, repair=_unsliced(b, node))
        indices.append(node.slice)
        node = node.value
    if not isinstance(node, ast.Name):
        raise b.refuse("CX406", node, what=quoted(b, node))
    b.expression(b, node)
    return node.id, [number(b, index) for index in reversed(indices)]


def _unsliced(b: Builder, node: ast.Subscript) -> str:
    """The repair for an assignment to a slice."""
    if isinstance(node.slice, ast.Slice) and node.slice.step is not None:
        return "assign the elements one by one, in a loop over their indices"
    if root_name(node) in b.signature.names:
        return "a new list is not the caller's: assign the elements one by one, or return the list"
    return ""


def at_path(b: Builder, name: str, indices: list[Value], node: ast.expr) -> List:
    """The type of the list at a sequence of indices."""
    bound = b.env[name]
    if not isinstance(bound, Value) or isinstance(known(bound.type), Row):
        raise b.refuse("CX407", node, name=name, what=describe(bound))
    type_ = listed(b, bound, node)
    make_list(type_)
    for _ in indices:
        type_ = listed(b, Value(0, type_.element), node)
        make_list(type_)
        if isinstance(known(type_), Row):
            raise b.refuse("CX407", node, name=quoted(b, node)[1:-1], what=spell_known(type_))
    return type_


def update(b: Builder, op: str, name: str, indices: list[Value], rest: list[Value]) -> list[Value]:
    """Rebind a name to the updated list; return the element that leaves it (`pop`), if any."""
    owner = b.env[name]
    assert isinstance(owner, Value)
    types = [owner.type]
    if len(signature(op, 0).results) > 1:
        inner = known(owner.type)
        for _ in range(len(indices) + 1):
            assert isinstance(inner, List)
            inner = known(inner.element)
        types.append(inner)
    outs = b.emit(op, [owner, *indices, *rest], types, len(indices))
    b.bind(name, outs[0])
    return outs[1:]


def set_item(b: Builder, name: str, indices: list[Value], value: Value) -> None:
    """Rebind a name to its list with another element, at one or more indices."""
    update(b, "setitem", name, indices[:-1], [indices[-1], value])


def inner(b: Builder, name: str, indices: list[Value]) -> Value:
    """The list of a name at a sequence of indices."""
    made = b.env[name]
    assert isinstance(made, Value)
    for index in indices:
        type_ = known(made.type)
        assert isinstance(type_, List)
        made = b.apply("getitem", [made, index], type_.element)
    return made


def rebind(b: Builder, name: str, indices: list[Value], value: Value) -> None:
    """Put another list in the place of a name's list at a sequence of indices."""
    if indices:
        set_item(b, name, indices, value)
    else:
        b.bind(name, value)


def fitted(b: Builder, value: Value, wanted: List, node: ast.expr) -> Value:
    """Check that a value fits as an element of a list, and convert it.

    Raises
    ------
    NotInLanguage
        CX301 if its type does not fit.

    """
    element = known(wanted.element)
    if not takes(element, value.type):
        to_bool = element == BOOL and known(value.type) == INT
        raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
            wanted=f"an element of {describe(Value(0, wanted))}",
            repair="store a bool, `x != 0`, or make it a list of ints" if to_bool
            else "a list holds one type: use two lists")  # fmt: skip
    return convert(b, value, element)


def updated_in(b: Builder, node: ast.AST | Sequence[ast.stmt]) -> list[str]:
    """The names that an expression or statements bind or update."""
    return assigned(node, lambda call: in_out(b, call))


def in_out(b: Builder, node: ast.Call) -> list[str]:
    """The names that a call of a function of the file updates."""
    if not isinstance(node.func, ast.Name):
        return []
    updated = b.program.updated.get(node.func.id, ())
    args = [node.args[i] for i in updated if i < len(node.args)]
    return [arg.id for arg in args if isinstance(arg, ast.Name)]
