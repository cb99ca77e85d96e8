"""Idioms for choices and tests: `min`, `max`, `abs`, `in` and plain truth values."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .conditions import Surroundings, assignment, calm, is_truth, negated, overflows, plain
from .rewriting import Rewriting, assigning, at, calling, named, same, shown

Block = Sequence[ast.stmt]

EVERY = "all of them are computed, so that an overflow counts even after a hit"
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True)
class _Choice:
    """An `if` that gives a name one of two values, or returns one (then `name` is "")."""

    test: ast.expr
    yes: ast.expr
    no: ast.expr
    name: str
    after: tuple[ast.stmt, ...] = ()  # the statements after the `if` that belong to it


def chosen(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite an `if` that assigns or returns a minimum, maximum, absolute or truth value."""
    choice, old = _choice(block, place), block[place]
    if choice is None:
        return
    for value in _simpler(choice.test, choice.yes, choice.no, around):
        made = at(old, ast.Return(value)) if not choice.name else assigning(old, choice.name, value)
        gone: dict[int, Sequence[ast.AST]] = {id(statement): [] for statement in choice.after}
        yield Rewriting(old.lineno, shown(made), gone | {id(old): [made]})


def chosen_value(expression: ast.expr, around: Surroundings) -> Iterator[Rewriting]:
    """The same for a conditional expression."""
    if isinstance(expression, ast.IfExp):
        arms = (expression.body, expression.orelse)
        for value in _simpler(expression.test, *arms, around):
            yield Rewriting(expression.lineno, shown(value), {id(expression): [value]})


def compared(expression: ast.expr, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite comparisons with a truth value: `p == True` to `p`, `p != True` to `not p`."""
    match expression:
        case ast.Compare(test, [ast.Eq() | ast.NotEq() as op], [ast.Constant(bool(wanted))]):
            pass
        case ast.Compare(ast.Constant(bool(wanted)), [ast.Eq() | ast.NotEq() as op], [test]):
            pass
        case _:
            return
    if is_truth(test, around):
        made = test if wanted == isinstance(op, ast.Eq) else negated(test)
        yield Rewriting(expression.lineno, shown(made), {id(expression): [made]})


def member(expression: ast.expr, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `x == a or x == b` to `x in (a, b)`, `x != a and x != b` to `x not in (a, b)`."""
    if not isinstance(expression, ast.BoolOp):
        return
    either = isinstance(expression.op, ast.Or)
    sides = [_side(value, ast.Eq if either else ast.NotEq) for value in expression.values]
    item = sides[0][0] if sides[0] is not None else None
    if item is None or not plain(item, around):
        return
    others = [side[1] for side in sides if side is not None and same(side[0], item)]
    if len(others) == len(sides) and all(calm(other, around) for other in others[1:]):
        within = ast.In() if either else ast.NotIn()
        several = ast.Tuple(others, ast.Load())
        made = at(expression, ast.Compare(item, [within], [several]))
        note = EVERY if any(map(overflows, others[1:])) else ""
        yield Rewriting(expression.lineno, shown(made), {id(expression): [made]}, note)


def _side(test: ast.expr, relation: type[ast.cmpop]) -> tuple[ast.expr, ast.expr] | None:
    match test:
        case ast.Compare(left, [op], [right]) if isinstance(op, relation):
            return left, right
        case _:
            return None


def _choice(block: Block, place: int) -> _Choice | None:
    match block[place]:
        case ast.If(test, [yes], others) if len(others) < 2:
            after = tuple(block[place + 1 : place + 2])
        case _:
            return None
    match yes, *others, *after:
        case ast.Return(ast.expr() as first), ast.Return(ast.expr() as second), *_:
            return _Choice(test, first, second, "", () if others else after)
    setting = assignment(yes)
    otherwise = assignment(others[0]) if others else None
    if setting is None or (others and (otherwise is None or otherwise[0] != setting[0])):
        return None
    name, first = setting
    return _Choice(test, first, otherwise[1] if otherwise else named(yes, name), name)


def _simpler(
    test: ast.expr, yes: ast.expr, no: ast.expr, around: Surroundings
) -> Iterator[ast.expr]:
    """Yield simpler expressions for a choice between two values."""
    match yes, no:
        case ast.Constant(bool(first)), ast.Constant(bool(second)) if first != second:
            if is_truth(test, around):
                yield test if first else negated(test)
    match test:
        case ast.Compare(left, [op], [right]) if isinstance(op, _ORDERED) and (
            plain(left, around) and plain(right, around)
        ):
            less = isinstance(op, ast.Lt | ast.LtE)
            if _are(yes, no, left, right):
                yield calling(test, "min" if less else "max", left, right)
            elif _are(yes, no, right, left):
                yield calling(test, "max" if less else "min", left, right)
            elif _is_zero(right):
                negative, positive = (yes, no) if less else (no, yes)
                if same(positive, left) and _is_opposite(negative, left):
                    yield calling(test, "abs", left)


def _are(yes: ast.expr, no: ast.expr, first: ast.expr, second: ast.expr) -> bool:
    return same(yes, first) and same(no, second)


def _is_zero(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value == 0


def _is_opposite(value: ast.expr, of: ast.expr) -> bool:
    match value:
        case ast.UnaryOp(ast.USub(), operand):
            return same(operand, of)
        case _:
            return False
