"""Conditions under which a part of a function may be rewritten.

All are conservative: a name may be updated, and an expression may fail, unless shown otherwise.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..flow import assigned
from ..module import KNOWN, Module
from ..source import Table
from .rewriting import at

NEAR = 20  # statements searched for the other end of an idiom

# built-in functions that cannot fail on values of their types, and those that cannot overflow
_TOTAL = frozenset(("len", "abs", "int", "bool", "zip", "enumerate", "reversed"))
_BOUNDED = frozenset(
    ("len", "bool", "int", "min", "max", "any", "all", "range", "zip", "enumerate", "reversed")
)
_SMOOTH = (ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
_DIVIDES = (ast.FloorDiv, ast.Mod)
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.In: ast.NotIn,
}  # fmt: skip
_NEGATED = _FLIPPED | {after: before for before, after in _FLIPPED.items()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The function whose parts are rewritten, and the facts about its names.

    Attributes
    ----------
    counts : the number of occurrences of each name in the function
    taken : the names that a new one must differ from
    functions : the functions of the file
    chancy : the functions that draw or mark candidates, directly or by calls
    truths : the parameters, and the functions of the file, that are annotated as bools
    """

    function: ast.FunctionDef
    counts: Counter[str]
    taken: frozenset[str]
    functions: frozenset[str]
    chancy: frozenset[str]
    truths: frozenset[str]


def surroundings(module: Module, function: ast.FunctionDef) -> Surroundings:
    """Collect the facts about the names in a function of a file."""
    counts = occurrences(function)
    arguments = [*function.args.posonlyargs, *function.args.args]
    bound = {name.id for name in names(function) if isinstance(name.ctx, ast.Store)}
    truths = {a.arg for a in arguments if _is_bool(a.annotation) and a.arg not in bound}
    truths |= {name for name, other in module.functions.items() if _is_bool(other.returns)}
    taken = {*counts, *(a.arg for a in arguments), *module.functions, *module.unread}
    return Surroundings(
        function, counts, frozenset(taken), frozenset(module.functions), chancy(module),
        frozenset(truths),
    )  # fmt: skip


def _is_bool(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id == "bool"


def chancy(module: Module) -> frozenset[str]:
    """The functions that draw or mark a candidate, directly or by calls."""
    calls = {name: set(occurrences(tree)) for name, tree in module.functions.items()}
    found, before = set(KNOWN), 0
    while len(found) > before:
        before = len(found)
        found |= {name for name, called in calls.items() if called & found}
    return frozenset(found)


# -- names ---------------------------------------------------------------------------------------


def names(tree: ast.AST) -> list[ast.Name]:
    """The name nodes in a tree."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]


def occurrences(*trees: ast.AST) -> Counter[str]:
    """The number of occurrences of each name in some trees."""
    return Counter(name.id for tree in trees for name in names(tree))


def confined(wanted: Iterable[str], parts: Sequence[ast.AST], around: Surroundings) -> bool:
    """Whether all occurrences of some names in the function are in these parts."""
    inside = occurrences(*parts)
    return all(inside[name] == around.counts[name] for name in wanted)


def fresh(around: Surroundings, *wanted: str) -> str:
    """A name that the function does not use, preferably one of those wanted."""
    numbered = (f"{wanted[0]}{number}" for number in range(1, len(around.taken) + 2))
    return next(name for name in (*wanted, *numbered) if name not in around.taken)


def changed(part: ast.AST | Sequence[ast.stmt], around: Surroundings) -> set[str]:
    """The names that a part binds or may update; a list passed to a function may be updated."""

    def updates(call: ast.Call) -> list[str]:
        own = isinstance(call.func, ast.Name) and call.func.id in around.functions
        return [arg.id for arg in call.args if isinstance(arg, ast.Name)] if own else []

    return set(assigned(part, updates))


def resized(part: Sequence[ast.stmt], around: Surroundings) -> set[str]:
    """The names that statements bind, or whose lists may change in length."""
    found: set[str] = set()
    for node in (node for statement in part for node in ast.walk(statement)):
        match node:
            case ast.Name(name, ast.Store()):
                found.add(name)
            case ast.Call(ast.Attribute(ast.Name(name), method)) if method != "reverse":
                found.add(name)
            case ast.Call(ast.Name(name), args) if name in around.functions:
                found |= {arg.id for arg in args if isinstance(arg, ast.Name)}
            case _:
                pass
    return found


# -- what an expression may do -------------------------------------------------------------------


def plain(expression: ast.AST, around: Surroundings) -> bool:
    """Whether an expression has no draws, no candidates and no updates."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id in around.chancy:
            return False
        if isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
            return False
        if isinstance(node, ast.NamedExpr | ast.Lambda):
            return False
    return True


def calm(expression: ast.expr, around: Surroundings) -> bool:
    """Whether an expression is plain and never fails, except by overflow."""
    return plain(expression, around) and all(map(_is_calm, ast.walk(expression)))


def _is_calm(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=op) if isinstance(op, _SMOOTH):
            return True
        case ast.BinOp(op=op, right=ast.Constant(int(value))) if isinstance(op, _DIVIDES):
            return value != 0
        case ast.Call(ast.Name(name), args, []):
            several = name in ("min", "max") and len(args) > 1
            return name in _TOTAL or several or (name == "range" and len(args) < 3)
        case ast.Constant(value):
            return isinstance(value, int)
        case ast.Name() | ast.UnaryOp() | ast.BoolOp() | ast.Compare() | ast.IfExp():
            return True
        case ast.List() | ast.Tuple():
            return True
        case _:
            return not isinstance(node, ast.expr)


def overflows(expression: ast.AST) -> bool:
    """Whether an expression has an operation that may overflow 64 bits."""
    for node in ast.walk(expression):
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Pow() | ast.LShift()):
                return True
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                if not isinstance(operand, ast.Constant):
                    return True
            case ast.Call(ast.Name(name)) if name not in _BOUNDED:
                return True
    return False


def is_truth(expression: ast.expr, around: Surroundings) -> bool:
    """Whether the syntax of an expression shows that it is a bool."""
    match expression:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(bool()):
            return True
        case ast.BoolOp(values=values):
            return all(is_truth(value, around) for value in values)
        case ast.Call(ast.Name(name)):
            return name in ("any", "all", "bool") or name in around.truths & around.functions
        case ast.Name(name):
            return name in around.truths - around.functions
        case _:
            return False


def negated(test: ast.expr) -> ast.expr:
    """The negation of a test."""
    match test:
        case ast.Compare(left, [op], right) if type(op) in _NEGATED:
            return at(test, ast.Compare(left, [_NEGATED[type(op)]()], right))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case _:
            return at(test, ast.UnaryOp(ast.Not(), test))


# -- statements ----------------------------------------------------------------------------------


def assignment(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """The name and the value of a statement that assigns a single name."""
    match statement:
        case ast.Assign([ast.Name(name)], value):
            return name, value
        case ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
            return name, value
        case _:
            return None


def initial(block: Sequence[ast.stmt], before: int, name: str) -> tuple[ast.stmt, ast.expr] | None:
    """The statement that initialises a name before a given statement of a block, and the value.

    The name is not used in between; unless the statements are adjacent, the value is a literal.
    """
    for place in range(before - 1, max(-1, before - 1 - NEAR), -1):
        found = assignment(block[place])
        if found is not None and found[0] == name:
            adjacent = place == before - 1
            return (block[place], found[1]) if adjacent or _is_literal(found[1]) else None
        if occurrences(block[place])[name]:
            return None
    return None


def _is_literal(value: ast.expr) -> bool:
    match value:
        case ast.Constant():
            return True
        case ast.List(elts=[]):
            return not isinstance(value, Table)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case _:
            return False


def clauses(loop: ast.stmt) -> tuple[list[ast.comprehension], list[ast.stmt]]:
    """The `for` and `if` clauses of singly nested loops and tests, and their innermost body.

    Without clauses, the statement is not such a loop.
    """
    found: list[ast.comprehension] = []
    body = [loop]
    while len(body) == 1:
        match body[0]:
            case ast.For(target, iter_, inner, []):
                found.append(ast.comprehension(target, iter_, [], 0))
            case ast.If(test, inner, []) if found:
                found[-1].ifs.append(test)
            case _:
                break
        body = inner
    return found, body


def targets(found: Sequence[ast.comprehension]) -> set[str]:
    """The names that clauses bind."""
    return {name.id for clause in found for name in names(clause.target)}
