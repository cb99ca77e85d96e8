"""Lowering expressions to values or tuples of values."""

from __future__ import annotations

import ast

from ..language.graph import FALSE, TRUE, Const, literal, table
from ..language.meanings import shorten
from ..language.types import BOOL, INT, LARGEST, RANGE, SMALLEST, List
from .bindings import (
    CHAR,
    TEXT,
    Bound,
    Conflict,
    Row,
    Tuple,
    Value,
    describe,
    empty_list,
    known,
    unknown,
)  # fmt: skip
from .builder import Builder, as_value, branch
from .calls import call
from .comprehensions import comprehension, first_equal
from .conversions import listed, number, quoted
from .operators import as_truth, binary, choose, compare, make, truth
from .sequences import bind
from .source import Table, TupleTable
from .syntax import OPERATORS


def expression(b: Builder, node: ast.expr) -> Bound:
    """Lower an expression.

    Raises
    ------
    NotInLanguage
        If the types do not fit, or the expression is outside the language.
    """
    line, b.line = b.line, node.lineno
    try:
        return _expression(b, node)
    finally:
        b.line = line


def _expression(b: Builder, node: ast.expr) -> Bound:
    match node:
        case ast.Constant():
            return _constant(b, node)
        case ast.Name():
            return _name(b, node)
        case ast.Tuple([]):
            type_ = Row(unknown(), "tuple")
            return Value(Const((), type_), type_)
        case ast.Tuple(elts):
            return Tuple(tuple(expression(b, item) for item in elts))
        case Table():
            return _long_table(b, node)
        case ast.List(elts):
            return _list(b, elts, node)
        case ast.BinOp(left, op, right):
            return binary(b, b.value(left), op, b.value(right), node)
        case ast.UnaryOp():
            return _unary(b, node)
        case ast.BoolOp():
            return _connective(b, node)
        case ast.Compare():
            return _comparison(b, node)
        case ast.IfExp(test, body, orelse):
            chosen = branch(b, node, truth(b, test), lambda: [b.value(body)],
                lambda: [b.value(orelse)])  # fmt: skip
            return chosen[0]
        case ast.Subscript():
            return _subscript(b, node)
        case ast.ListComp():
            return comprehension(b, node)
        case ast.Call():
            return call(b, node)
        case ast.NamedExpr(target, value):
            made = b.value(value)
            bind(b, target, made)
            return made
        case ast.GeneratorExp():
            raise b.refuse("CX202", node, what="a generator that stands alone",
                repair="write a list: `[... for ... in ...]`")  # fmt: skip
        case ast.Lambda():
            raise b.refuse("CX213", node, repair="write a helper function with `def`")
        case _:
            raise AssertionError("`subset` refuses all else")


def _constant(b: Builder, node: ast.Constant) -> Value:
    if isinstance(node.value, bool):
        return Value(TRUE if node.value else FALSE, BOOL)
    if isinstance(node.value, str):
        points = tuple(map(ord, node.value))
        return Value(Const(points[0], CHAR) if len(points) == 1 else Const(points, TEXT),
            CHAR if len(points) == 1 else TEXT)  # fmt: skip
    assert isinstance(node.value, int), "`subset` refuses all else"
    if node.value > LARGEST:
        raise b.refuse("CX308", node, value=node.value)
    return Value(literal(node.value), INT)


def _long_table(b: Builder, node: Table) -> Value:
    """Lower a table, a list of literals; bools among ints become ints."""
    element = BOOL if all(isinstance(value, bool) for value in node.values) else INT
    outside = [v for v in node.values if not SMALLEST <= v <= LARGEST]
    if outside:
        raise b.refuse("CX308", node, value=shorten(outside[0]))
    made = node.values if element == BOOL else tuple(int(value) for value in node.values)
    type_ = Row(element, "tuple") if isinstance(node, TupleTable) else List(element)
    return Value(table(made, element), type_)


def _name(b: Builder, node: ast.Name) -> Bound:
    bound = b.env.get(node.id)
    if isinstance(bound, Conflict):
        repair = "use a list, `list(range(n))`" if bound.first == "range" else ""
        raise b.refuse("CX305", node, name=node.id, first=bound.first, second=bound.second,
            repair=repair)  # fmt: skip
    if bound is not None:
        return bound
    raise b.refuse("CX304", node, name=node.id, state="may be unbound", where="this line")


def _list(b: Builder, items: list[ast.expr], node: ast.expr) -> Value:
    if not items:
        return empty_list()
    return make(b, [b.value(item) for item in items], items)


def _unary(b: Builder, node: ast.UnaryOp) -> Value:
    operand = node.operand
    if isinstance(node.op, ast.Not):
        return b.apply(OPERATORS[ast.Not, "bool"], [truth(b, operand)], BOOL)
    if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant):
        value = operand.value
        if isinstance(value, int) and not isinstance(value, bool):
            return Value(literal(-value), INT)
    argument = number(b, operand)
    if isinstance(node.op, ast.UAdd):
        return argument
    return b.apply(OPERATORS[type(node.op), "int"], [argument], INT)


def _connective(b: Builder, node: ast.BoolOp) -> Value:
    return _chain(b, node, node.values)


def _chain(b: Builder, node: ast.BoolOp, values: list[ast.expr]) -> Value:
    first = b.value(values[0])
    if len(values) == 1:
        return first
    if known(first.type) == BOOL:
        return choose(b, node, first, lambda: _chain(b, node, values[1:]))
    test = as_truth(b, first, node)
    keep = isinstance(node.op, ast.Or)
    yes, no = (lambda: [first]), (lambda: [_chain(b, node, values[1:])])
    return branch(b, node, test, *((yes, no) if keep else (no, yes)))[0]


def _comparison(b: Builder, node: ast.Compare) -> Value:
    if isinstance(node.ops[0], ast.In | ast.NotIn) and len(node.ops) == 1:
        return _membership(b, node, node.comparators[0])
    return _compare(b, b.value(node.left), list(node.ops), node.comparators, node)


def _membership(b: Builder, node: ast.Compare, where: ast.expr) -> Value:
    """Lower `x in xs`; a generator is searched up to the first hit, constants become a table."""
    item = b.value(node.left)
    if isinstance(where, ast.GeneratorExp):
        found = first_equal(b, item, where)
    elif isinstance(where, ast.Tuple) and where.elts:
        found = compare(b, item, ast.In(), _list(b, where.elts, where), node)
    else:
        return compare(b, item, node.ops[0], b.value(where), node)
    return found if isinstance(node.ops[0], ast.In) else b.apply("not_", [found], BOOL)


def _compare(
    b: Builder, left: Value, ops: list[ast.cmpop], rest: list[ast.expr], node: ast.Compare
) -> Value:
    right = b.value(rest[0])
    result = compare(b, left, ops[0], right, node)
    if len(ops) == 1:
        return result
    return branch(b, node, result, lambda: [_compare(b, right, ops[1:], rest[1:], node)],
        lambda: [Value(FALSE, BOOL)])[0]  # fmt: skip


def _subscript(b: Builder, node: ast.Subscript) -> Bound:
    owner = expression(b, node.value)
    if isinstance(owner, Tuple):
        return _component(b, owner, node)
    assert isinstance(owner, Value)
    if known(owner.type) == RANGE:
        raise b.refuse("CX301", node.value, what=quoted(b, node.value), found="a range",
            wanted="a list", repair="use a list: `list(range(n))`")  # fmt: skip
    return _item(b, owner, node)


def _item(b: Builder, owner: Value, node: ast.Subscript) -> Value:
    type_ = listed(b, owner, node.value)
    if isinstance(node.slice, ast.Slice):
        return _slice(b, owner, node.slice)
    return b.apply("getitem", [owner, number(b, node.slice)], type_.element)


def _component(b: Builder, owner: Tuple, node: ast.Subscript) -> Bound:
    index = ast.unparse(node.slice)
    if index.lstrip("-").isdigit() and -len(owner.items) <= int(index) < len(owner.items):
        return owner.items[int(index)]
    value = as_value(b, owner)
    if value is None:
        raise b.refuse("CX309", node, what=describe(owner),
            repair=f"unpack it into names: there is no index {index}")  # fmt: skip
    return _item(b, value, node)


def _slice(b: Builder, owner: Value, node: ast.Slice) -> Value:
    bounds = [node.lower, node.upper, node.step]
    mask = sum(bit for bit, bound in zip((1, 2, 4), bounds, strict=True) if bound is not None)
    args = [number(b, bound) for bound in bounds if bound is not None]
    return b.apply("slice", [owner, *args], owner.type, mask)
