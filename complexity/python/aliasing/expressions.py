"""The analysis of aliases in expressions: the lists that a value may be, or may contain."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from ..syntax import OPERATORS
from . import domain as sharing
from .calls import call
from .live_names import NOTHING, all_reads, path
from .loops import comprehension
from .operands import operands, read_later
from .state import (
    MOST_PARTS,
    Frame,
    State,
    Value,
    element,
    enter,
    forget,
    fresh,
    give,
    meet,
    named,
    release,
    share,
    single,
    slots_of,
    state,
    store,
    temporary,
)  # fmt: skip

_SCALARS = (ast.Constant, ast.Compare, ast.UnaryOp, ast.Lambda)


def value(a: Frame, node: ast.expr) -> Value:
    """The value of an expression; its updates are checked in Python's order of evaluation.

    Raises
    ------
    NotInLanguage
        CX220, CX401 to CX404 if an update may be visible elsewhere.
    """
    active = id(node) in a.facts.active
    if isinstance(node, _SCALARS) and not active:
        return None
    top = a.top
    found = _value(a, node, active)
    if a.top > top:
        forget(a, top, slots_of(found))
    return found


def _value(a: Frame, node: ast.expr, active: bool) -> Value:
    match node:
        case ast.Name(name):
            return named(a, name)
        case ast.Tuple(elts):
            items = tuple(operands(a, elts))
            return items if _parts(items) <= MOST_PARTS else single(a, items)
        case ast.List(elts):
            return _list(a, elts)
        case ast.BinOp(left, op, right):
            return _binary(a, left, op, right, active)
        case ast.Subscript():
            return _subscript(a, node, active)
        case ast.IfExp(test, body, orelse):
            return _choice(a, test, body, orelse)
        case ast.BoolOp(values=values):
            return _chain(a, values)
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
            return comprehension(a, node)
        case ast.Call():
            return call(a, node, active)
        case ast.Lambda():
            return None
        case ast.NamedExpr(target, written):
            give(a, target.id, value(a, written))
            return named(a, target.id)
        case _:
            operands(a, [n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)])
            return None


def _parts(items: Value) -> int:
    return sum(map(_parts, items)) if isinstance(items, tuple) else 1


def _list(a: Frame, items: Sequence[ast.expr]) -> int:
    made = fresh(a)
    top, live, later = a.top, a.live, read_later(a, items)
    for item in items:
        if isinstance(item, ast.Constant):
            continue
        a.live = live | later.get(id(item), NOTHING)
        store(a, value(a, item), made, 1)
        release(a, top)
    a.live = live
    return made


def _binary(a: Frame, left: ast.expr, op: ast.operator, right: ast.expr, active: bool) -> Value:
    of_lists = (type(op), "list") in OPERATORS
    if not of_lists and not active:
        return None
    found = operands(a, (left, right))
    if not of_lists or found == [None, None]:
        return None
    made = fresh(a)
    for one in found:
        share(a, one, made)
    if not isinstance(op, ast.Add):  # which alone holds each element once
        a.groups = sharing.repeat(a.groups, made, 1)
    return made


def _subscript(a: Frame, node: ast.Subscript, active: bool) -> Value:
    found = None if active else path(node)
    if found is not None and found[0] not in a.shapes and not a.scopes:
        slot = a.slots.get(found[0])
        return None if slot is None else element(a, slot, len(found[1]))
    if isinstance(node.slice, ast.Slice):
        bounds = (node.slice.lower, node.slice.upper, node.slice.step)
        owner = operands(a, [node.value, *(b for b in bounds if b is not None)])[0]
        made = fresh(a)
        share(a, owner, made)
        return made
    owner = operands(a, [node.value, node.slice])[0]
    if isinstance(owner, tuple):
        index = _literal(node.slice)
        if index is not None and -len(owner) <= index < len(owner):
            return owner[index]
    return element(a, owner)


def _literal(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(int(number)):
            return number
        case ast.UnaryOp(ast.USub(), ast.Constant(int(number))):
            return -number
        case _:
            return None


def _choice(a: Frame, test: ast.expr, body: ast.expr, orelse: ast.expr) -> Value:
    made = temporary(a)
    top, live = a.top, a.live
    if id(test) in a.facts.active:
        a.live = live | all_reads(a.facts, [body, orelse])
    value(a, test)
    a.live = live
    release(a, top)
    before = state(a)
    _alternative(a, body, made, top)
    after = state(a)
    enter(a, before)
    _alternative(a, orelse, made, top)
    return _met(a, [after], made)


def _chain(a: Frame, values: Sequence[ast.expr]) -> Value:
    """`and`, `or`: each operand may be the result, and is released before the next is evaluated."""
    made = temporary(a)
    top, live, later = a.top, a.live, read_later(a, values)
    ends = []
    for node in values:
        a.live = live | later.get(id(node), NOTHING)
        _alternative(a, node, made, top)
        ends.append(state(a))
        a.groups = sharing.drop(a.groups, sharing.whole(made))
    a.live = live
    enter(a, ends[-1])
    return _met(a, ends[:-1], made)


def _alternative(a: Frame, node: ast.expr, made: int, top: int) -> None:
    one = single(a, value(a, node))
    if one is not None:
        a.groups = sharing.spread(a.groups, one, made)
    release(a, top)


def _met(a: Frame, others: Iterable[State], made: int) -> Value:
    for other in others:
        both = meet(a, state(a), other)
        assert both is not None
        enter(a, both)
    return made if sharing.occurs(a.groups, sharing.whole(made)) else None
