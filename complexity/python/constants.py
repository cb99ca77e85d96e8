"""Constants of the module: literals, and lists and tuples of them, written where they are read.

A list of the module is one object for all calls; it is read as a tuple, so that whatever would
update it, or could tell it from a tuple, is refused.
"""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Mapping, Sequence

from .scopes import DEFINITIONS, Names, bound, own_names, parts
from .source import Table, frozen

Constants = Mapping[str, ast.expr]


def constants_of(statements: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    """The names that a file's own block binds once, to a constant, and that nothing updates."""
    changed = _changed(statements)
    found: dict[str, ast.expr] = {}
    for statement in statements:
        match statement:
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, value):
                if value is not None and name not in changed and not hasattr(builtins, name):
                    constant = _constant(value, found)
                    if constant is not None:
                        found[name] = constant
            case _:
                pass
    return found


def _changed(statements: Sequence[ast.stmt]) -> set[str]:
    """The names that are bound more than once, deleted, or global to a function."""
    seen: set[str] = set()
    again: set[str] = set()
    for statement in statements:
        names = bound([statement]).keys()
        again |= seen & names
        seen |= names
        for node in ast.walk(statement):
            if isinstance(node, ast.Global):
                again |= set(node.names)
        if isinstance(statement, ast.AugAssign | ast.Delete):
            again |= names
    return again


def _constant(node: ast.expr, known: Constants) -> ast.expr | None:
    """A constant expression with its lists as tuples; None if it is no constant."""
    match node:
        case ast.Constant(bool() | int() | str()):
            return node
        case Table():
            return frozen(node)
        case ast.Name(name):
            return known.get(name)
        case ast.UnaryOp(ast.USub() | ast.Invert(), operand):
            inner = _constant(operand, known)
            return None if inner is None else _at(ast.UnaryOp(node.op, inner), node)
        case ast.BinOp(left, op, right):
            sides = _constant(left, known), _constant(right, known)
            if sides[0] is None or sides[1] is None:
                return None
            return _at(ast.BinOp(sides[0], op, sides[1]), node)
        case ast.List(elts) | ast.Tuple(elts):
            items = [_constant(item, known) for item in elts]
            if None in items:
                return None
            return _at(ast.Tuple([i for i in items if i is not None], ast.Load()), node)
        case _:
            return None


def _at(made: ast.expr, node: ast.AST) -> ast.expr:
    return ast.copy_location(made, node)


def substitute(function: ast.FunctionDef, constants: Constants) -> None:
    """Write constants where a function reads them, in place, defaults included."""
    if not any(isinstance(node, ast.Name) and node.id in constants for node in ast.walk(function)):
        return
    found: dict[int, ast.expr] = {}
    waiting: list[tuple[ast.AST, Names]] = [(function, frozenset())]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, ast.Name):
            read = isinstance(node.ctx, ast.Load) and node.id not in names
            if read and node.id in constants:
                found[id(node)] = _placed(constants[node.id], node)
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [(default, names) for default in node.args.defaults]
            inner = names | own_names(node)
            waiting += [(part, inner) for part in node.body]
        elif not isinstance(node, DEFINITIONS):
            waiting += parts(node, names)
    if found:
        _Writing(found).visit(function)


def _placed(constant: ast.expr, node: ast.Name) -> ast.expr:
    """A copy of a constant at the place where it is read."""
    made = copy.deepcopy(constant)
    for part in ast.walk(made):
        ast.copy_location(part, node)
    return made


class _Writing(ast.NodeTransformer):
    """Replaces names, by `id`."""

    def __init__(self, found: Mapping[int, ast.expr]) -> None:
        self.found = found

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Replace a name that is a constant."""
        return self.found.get(id(node), node)
