"""Conditional tuples as statements: `a, b = (x, y) if p else (z, w)` becomes an `if`.

A tuple is not a value of the language, so a choice between two tuples is lowered, and its lists
are analysed, like the equivalent `if` statement.
"""

from __future__ import annotations

import ast
import copy


def spread_choices(function: ast.FunctionDef) -> None:
    """Rewrite, in place, each returned or assigned choice between tuples as an `if`."""
    waiting = [function.body]
    while waiting:
        statements = waiting.pop()
        statements[:] = map(_spread, statements)
        for statement in statements:
            if isinstance(statement, ast.If | ast.For | ast.While):
                waiting += [statement.body, statement.orelse]


def _spread(statement: ast.stmt) -> ast.stmt:
    if not isinstance(statement, ast.Return | ast.Assign):
        return statement
    choice = statement.value
    if not isinstance(choice, ast.IfExp) or not _has_tuple(choice):
        return statement
    yes, no = (_arm(statement, value) for value in (choice.body, choice.orelse))
    return ast.copy_location(ast.If(choice.test, [yes], [no]), statement)


def _arm(statement: ast.Return | ast.Assign, value: ast.expr) -> ast.stmt:
    made: ast.stmt = ast.Return(value)
    if isinstance(statement, ast.Assign):
        made = ast.Assign(copy.deepcopy(statement.targets), value)
    return ast.copy_location(made, statement)


def _has_tuple(node: ast.expr) -> bool:
    """Whether a conditional expression has a tuple among its alternatives."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Tuple):
            return True
        if isinstance(part, ast.IfExp):
            waiting += [part.body, part.orelse]
    return False
