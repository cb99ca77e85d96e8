"""Lowering the functions of the language: `len`, `sum`, `min`, `any`, `next`, `range` ..."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..language.graph import Const, literal
from ..language.types import BOOL, INT, RANGE, List
from .bindings import CHAR, TEXT, Bound, Tuple, Value, describe, empty_list, known, unify
from .builder import Builder, arm, branch, convert
from .comprehensions import comprehension, first, keyed, quantifier
from .conversions import as_number, listed, number, quoted
from .operators import as_truth, make
from .sequences import (
    arity,
    as_list,
    is_call,
    length,
    range_,
    region,
    reversed_,
    wrong_arity,
)


def _len(b: Builder, node: ast.Call) -> Value:
    (arg,) = arity(b, node, 1)
    value = b.value(arg)
    if known(value.type) != RANGE:
        listed(b, value, arg)
    return length(b, value)


def listing(b: Builder, node: ast.expr) -> Value:
    """Lower an argument of `sum`, `list` ... to a list; a generator is materialised."""
    if isinstance(node, ast.GeneratorExp):
        return comprehension(b, node)
    if is_call(node, "reversed") and isinstance(node, ast.Call):
        return as_list(b, reversed_(b, node))
    value = as_list(b, b.value(node))
    listed(b, value, node)
    return value


def _as_ints(b: Builder, value: Value) -> Value:
    """Convert a list of bools to a list of ints."""
    if known(listed(b, value, ast.Pass()).element) != BOOL:
        return value
    param = Value(b.new(), BOOL)
    made = arm(b, ast.Pass(), lambda: [convert(b, param, INT)])
    return b.emit("map", [value], [List(INT)], 1, (region([param], made.nodes, made.values),))[0]


def _numbers(b: Builder, node: ast.expr, repair: str) -> Value:
    if isinstance(node, ast.GeneratorExp | ast.ListComp):
        value = _as_ints(b, comprehension(b, node, numbers=True))
    else:
        value = _as_ints(b, listing(b, node))
    if not unify(listed(b, value, node).element, INT):
        raise b.refuse(
            "CX301",
            node,
            what=quoted(b, node),
            found=describe(value),
            wanted="list[int]",
            repair=repair,
        )
    return value


def _sum(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 1, 2)
    values = _numbers(b, args[0], "sum what the lists hold: `sum(sum(row) for row in g)`")
    if len(args) == 2:
        # the start is an element too, so that the sum overflows exactly if the whole sum does
        start = number(b, args[1])
        if start.operand != literal(0):
            values = b.apply("append", [values, start], List(INT), 0)
    return b.apply("sum", [values], INT)


def _extreme(op: str) -> Callable[[Builder, ast.Call], Value]:
    def lower(b: Builder, node: ast.Call) -> Value:
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        for word in words:
            if word not in ("key", "default"):
                raise b.refuse("CX209", words[word], name=word or "**")
        if not node.args:
            raise wrong_arity(b, node, op, "1 or more arguments", 0)
        if "default" in words and len(node.args) > 1:
            raise b.refuse("CX209", words["default"], name="default", repair="leave it out")
        if "default" in words and "key" in words:
            raise b.refuse(
                "CX209",
                words["default"],
                name="default",
                repair=f"look first whether the list is empty: `{op}(...) if xs else 0`",
            )
        if "key" in words:
            return keyed(b, f"{op}_by", node, words["key"])
        if len(node.args) == 1:
            return _extreme_of(b, op, _compared(b, node.args[0]), words.get("default"))
        values = [b.value(arg) for arg in node.args]
        if not all(known(value.type) in (INT, BOOL) for value in values):
            return _extreme_of(b, op, make(b, values, node.args), None)
        result, *others = (convert(b, value, INT) for value in values)
        for value in others:
            result = b.apply(op, [result, value], INT)
        return result

    return lower


def _compared(b: Builder, node: ast.expr) -> Value:
    """The elements among which `min` or `max` look, bools as ints."""
    if isinstance(node, ast.GeneratorExp | ast.ListComp):
        return _as_ints(b, comprehension(b, node))
    return _as_ints(b, listing(b, node))


def _extreme_of(b: Builder, op: str, values: Value, default: ast.expr | None) -> Value:
    def best() -> Value:
        element = listed(b, values, ast.Pass()).element
        if isinstance(known(element), List):
            return b.library("least" if op == "min" else "greatest", [values])
        unify(element, INT)
        return b.apply(f"{op}_of", [values], known(element))

    if default is None:
        return best()
    otherwise = b.value(default)
    length = b.apply("len", [values], INT)
    some = b.apply("ne", [length, Value(literal(0), INT)], BOOL)
    return branch(b, default, some, lambda: [best()], lambda: [otherwise])[0]


def _truths(b: Builder, value: Value, node: ast.expr) -> Value:
    """A list of bools; other elements are converted to their truth values."""
    type_ = listed(b, value, node)
    if unify(type_.element, BOOL):
        return value
    param = Value(b.new(), type_.element)
    made = arm(b, node, lambda: [as_truth(b, param, node)])
    each = region([param], made.nodes, made.values)
    return b.emit("map", [value], [List(BOOL)], 1, (each,))[0]


def _decision(op: str) -> Callable[[Builder, ast.Call], Value]:
    def lower(b: Builder, node: ast.Call) -> Value:
        (arg,) = arity(b, node, 1)
        if isinstance(arg, ast.GeneratorExp):
            return quantifier(b, op, arg)
        return b.apply(f"{op}_of", [_truths(b, listing(b, arg), arg)], BOOL)

    return lower


def _next(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 1, 2)
    if not isinstance(args[0], ast.GeneratorExp):
        raise b.refuse(
            "CX202",
            args[0],
            what="an iterator that is no generator in `next(...)`",
            repair="write `next(x for x in xs if ...)`",
        )
    return first(b, args[0], args[1] if len(args) == 2 else None)


def _scalar(op: str) -> Callable[[Builder, ast.Call], Value]:
    def lower(b: Builder, node: ast.Call) -> Value:
        (arg,) = arity(b, node, 1)
        return b.apply(op, [number(b, arg)], INT)

    return lower


def _pow(b: Builder, node: ast.Call) -> Value:
    values = [number(b, arg) for arg in arity(b, node, 2, 3)]
    return b.library("pow_mod", values) if len(values) == 3 else b.apply("pow", values, INT)


def _divmod(b: Builder, node: ast.Call) -> Bound:
    values = [number(b, arg) for arg in arity(b, node, 2)]
    return Tuple(tuple(b.apply(op, values, INT) for op in ("floordiv", "mod")))


def _int(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 0, 1)
    if not args:
        return Value(literal(0), INT)
    value = b.value(args[0])
    if known(value.type) in (CHAR, TEXT):
        raise b.refuse(
            "CX202",
            node,
            what="the number of a text",
            repair="of a digit c from 0 to 9 it is `ord(c) - ord('0')`; of a text add them up: "
            "`n = 10 * n + ord(c) - ord('0')`",
        )
    return as_number(b, value, args[0])


def _bool(b: Builder, node: ast.Call) -> Value:
    (arg,) = arity(b, node, 1)
    return as_truth(b, b.value(arg), arg)


def _list(b: Builder, node: ast.Call) -> Value:
    args = arity(b, node, 0, 1)
    if not args:
        return empty_list()
    value = listing(b, args[0])
    fresh = isinstance(_in_marks(args[0]), ast.GeneratorExp | ast.Call)
    type_ = List(listed(b, value, node).element)
    if isinstance(value.operand, Const):
        return Value(Const(value.operand.value, type_), type_)
    if fresh:
        return Value(value.operand, type_)
    return Value(b.apply("slice", [value], value.type, 0).operand, type_)


def _in_marks(node: ast.expr) -> ast.expr:
    """The expression inside `candidate(...)`; other expressions are unchanged."""
    while is_call(node, "candidate") and isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    return node


def _candidate(b: Builder, node: ast.Call) -> Value:
    (arg,) = arity(b, node, 1)
    value = b.value(arg)
    b.emit("candidate", [], [])
    return value


def _outside(b: Builder, node: ast.Call) -> Value:
    name = ast.unparse(node.func)
    raise b.refuse(
        "CX218",
        node,
        what=f"{name}(...) has no value outside of one",
        repair=f"run through it: `for ... in {name}(...)`, or `[... for ... in {name}(...)]`",
    )


BUILT_IN: dict[str, Callable[[Builder, ast.Call], Bound]] = {
    "len": _len, "sum": _sum, "min": _extreme("min"), "max": _extreme("max"),
    "any": _decision("any"), "all": _decision("all"), "next": _next, "abs": _scalar("abs"),
    "pow": _pow, "divmod": _divmod, "int": _int, "bool": _bool, "list": _list, "range": range_,
    "reversed": _outside, "candidate": _candidate,
    "zip": _outside, "enumerate": _outside,
}  # fmt: skip
