"""Lowering operators, comparisons and truth values whose operands are lowered already."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..language.graph import FALSE, TRUE, Const, literal
from ..language.ops import OPS
from ..language.types import BOOL, INT, RANGE, List
from .bindings import CHAR, TEXT, Bound, Tuple, Unknown, Value, describe, known, unify
from .builder import Builder, branch, convert, gather, join, takes
from .conversions import as_number, listed, quoted
from .syntax import OPERATORS


def make(b: Builder, values: list[Value], nodes: list[ast.expr]) -> Value:
    """Make a list of values; if all are literals, it is a table."""
    element = values[0].type
    for value, node in zip(values, nodes, strict=True):
        joined = join(element, value.type)
        if joined is None or known(joined) == RANGE:
            raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
                wanted=describe(values[0]), repair="a list holds one type: use two lists"
                )  # fmt: skip
        element = joined
    made = gather(b, values)
    assert made is not None, "the types have been joined"
    return made


def binary(b: Builder, left: Value, op: ast.operator, right: Value, node: ast.expr) -> Value:
    """Apply an operator to two values."""
    if isinstance(op, ast.Add | ast.Mult):
        left, right = (
            convert(b, side, TEXT) if known(side.type) == CHAR else side for side in (left, right)
        )
    lists = [isinstance(known(side.type), List) for side in (left, right)]
    if any(lists):
        return _on_lists(b, left, op, right, node)
    types = {known(left.type), known(right.type)}
    if types == {BOOL} and (type(op), "bool") in OPERATORS:
        return b.apply(OPERATORS[type(op), "bool"], [left, right], BOOL)
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node, node)
    args = [as_number(b, v, n) for v, n in zip((left, right), sides, strict=True)]
    return b.apply(OPERATORS[type(op), "int"], args, INT)


def _on_lists(b: Builder, left: Value, op: ast.operator, right: Value, node: ast.expr) -> Value:
    name = OPERATORS.get((type(op), "list"))
    takes_number = name is not None and OPS[name].signature.split()[1] == "int"
    if name is not None and not takes_number and unify(left.type, right.type):
        return b.apply(name, [left, right], left.type)
    if name is not None and takes_number:  # list * int may be written int * list
        xs, n = (left, right) if isinstance(known(left.type), List) else (right, left)
        if not isinstance(known(n.type), List):
            return b.apply(name, [xs, as_number(b, n, node)], xs.type)
    raise b.refuse("CX301", node, what=quoted(b, node),
        found=f"an operation on {describe(left)} and {describe(right)}",
        wanted="list + list or list * int", repair="work on the elements, or convert one side",
    )  # fmt: skip


def truth(b: Builder, node: ast.expr) -> Value:
    """Lower the truth value of an expression, as `if` and `while` test it."""
    line, b.line = b.line, node.lineno
    try:
        if isinstance(node, ast.BoolOp):
            return _tests(b, node, node.values)
        return as_truth(b, b.expression(b, node), node)
    finally:
        b.line = line


def as_truth(b: Builder, bound: Bound, node: ast.AST) -> Value:
    """The truth value of a value: a number other than 0, a list that is not empty."""
    if isinstance(bound, Tuple) and bound.items:
        return Value(TRUE, BOOL)
    if not isinstance(bound, Value):
        assert isinstance(node, ast.expr)
        raise b.no_value(node, bound)
    if known(bound.type) == BOOL:
        return bound
    if known(bound.type) == CHAR:
        return Value(TRUE, BOOL)
    if isinstance(known(bound.type), List):
        length = b.apply("len", [bound], INT)
        return b.apply("ne", [length, Value(literal(0), INT)], BOOL)
    if isinstance(bound.operand, Const):
        return Value(TRUE if bound.operand.value else FALSE, BOOL)
    return b.apply("ne", [as_number(b, bound, node), Value(literal(0), INT)], BOOL)


def _tests(b: Builder, node: ast.BoolOp, values: list[ast.expr]) -> Value:
    first = truth(b, values[0])
    if len(values) == 1:
        return first
    return choose(b, node, first, lambda: _tests(b, node, values[1:]))


def choose(b: Builder, node: ast.BoolOp, first: Value, rest: Callable[[], Value]) -> Value:
    """Lower `first and rest` or `first or rest`; `rest` is lowered into an arm."""
    if isinstance(node.op, ast.And):
        return branch(b, node, first, lambda: [rest()], lambda: [Value(FALSE, BOOL)])[0]
    return branch(b, node, first, lambda: [Value(TRUE, BOOL)], lambda: [rest()])[0]


def compare(b: Builder, left: Value, op: ast.cmpop, right: Value, node: ast.expr) -> Value:
    """Lower a single comparison."""
    if isinstance(op, ast.In | ast.NotIn):
        found = _contains(b, left, right, node)
        return found if isinstance(op, ast.In) else b.apply("not_", [found], BOOL)
    if isinstance(known(left.type), Unknown) or isinstance(known(right.type), Unknown):
        unify(left.type, right.type)
    types = {known(left.type), known(right.type)}
    if types == {CHAR}:
        return b.apply(OPERATORS[type(op), "int"], [left, right], BOOL)
    if types == {CHAR, TEXT}:
        left, right = convert(b, left, TEXT), convert(b, right, TEXT)
    if isinstance(known(left.type), List) or isinstance(known(right.type), List):
        if not unify(left.type, right.type):
            raise b.refuse("CX301", node, what=quoted(b, node),
                found=f"a comparison of {describe(left)} with {describe(right)}",
                wanted="one type on both sides", repair="compare elements or lengths")  # fmt: skip
        return b.apply(OPERATORS[type(op), "list"], [left, right], BOOL)
    numbers = [as_number(b, left, node), as_number(b, right, node)]
    return b.apply(OPERATORS[type(op), "int"], numbers, BOOL)


def _contains(b: Builder, item: Value, where: Value, node: ast.expr) -> Value:
    if known(where.type) == RANGE:
        return b.apply(OPERATORS[ast.In, "int"], [as_number(b, item, node), where], BOOL)
    type_ = listed(b, where, node)
    if known(item.type) == TEXT and known(type_) == TEXT:
        return b.library("contains", [where, item])
    if not takes(type_.element, item.type):
        raise b.refuse("CX301", node, what=quoted(b, node), found=describe(item),
            wanted=f"an element of {describe(where)}", repair="look for an element")  # fmt: skip
    return b.apply(OPERATORS[ast.In, "list"], [where, convert(b, item, type_.element)], BOOL)
