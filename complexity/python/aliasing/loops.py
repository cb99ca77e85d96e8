"""The sequences of loops and comprehensions, and the lists that comprehensions make."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from . import domain as sharing
from .operands import operands
from .state import Frame, Value, copied, element, fresh, release, share, single, store, taken

Generator = ast.ListComp | ast.GeneratorExp | ast.SetComp
MOST_NESTED = 4  # nested clauses up to which each is analysed twice


def sequences(a: Frame, node: ast.expr) -> Value:
    """The sequence of a `for` clause, held; a tuple of lists if they are iterated in parallel.

    Each element is taken out of it as the loop proceeds, for it is yielded once.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        match node.func.id:
            case "zip" if len(node.args) == 1 and isinstance(node.args[0], ast.Starred):
                return _columns(a, node.args[0].value)
            case "zip" if node.args:
                return tuple(sequences(a, part) for part in node.args)
            case "enumerate" if node.args:
                inner = sequences(a, node.args[0])
                operands(a, [*node.args[1:], *(keyword.value for keyword in node.keywords)])
                return (None, inner)
            case "reversed" if len(node.args) == 1:
                return sequences(a, node.args[0])
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        return _written(a, node.elts)
    return single(a, a.evaluate(a, node))


def _columns(a: Frame, node: ast.expr) -> Value:
    """The columns of a list of lists: tuples of the elements of its elements."""
    rows = a.evaluate(a, node)
    made = fresh(a)
    share(a, element(a, rows), made, 1)
    return made


def _written(a: Frame, items: Sequence[ast.expr]) -> Value:
    """A literal tuple or list of values, or of tuples, as parallel lists."""
    if all(isinstance(item, ast.Constant) for item in items):
        return None
    rows = [item.elts for item in items if isinstance(item, ast.Tuple)]
    if len(rows) == len(items) and len({len(row) for row in rows}) == 1 and rows[0]:
        return tuple(_written(a, [row[i] for row in rows]) for i in range(len(rows[0])))
    return single(a, a.evaluate(a, ast.List(list(items), ast.Load())))


def comprehension(a: Frame, node: Generator) -> int:
    """The list that a comprehension or generator makes."""
    made = fresh(a)
    top = a.top
    _clauses(a, node.generators, node.elt, made)
    release(a, top)
    return made


def _clauses(a: Frame, clauses: Sequence[ast.comprehension], result: ast.expr, made: int) -> bool:
    """Analyse the clauses twice, so that repeated elements in a second round are noticed."""
    if not clauses:
        one = a.evaluate(a, result)
        store(a, one, made, 1)
        return one is not None
    clause = clauses[0]
    source = sequences(a, clause.iter)
    top = a.top
    a.hidden, a.nested = a.hidden + 1, a.nested + 1
    a.scopes.append({})
    for round_ in range(2):
        scope_target(a, clause.target, taken(a, source))
        for test in clause.ifs:
            if id(test) in a.facts.active:
                a.evaluate(a, test)
        found = _clauses(a, clauses[1:], result, made)
        release(a, top)
        if not found:
            break
        if round_ == 0 and a.nested > MOST_NESTED:
            a.groups = sharing.repeat(a.groups, made, 1)
            break
    a.scopes.pop()
    a.hidden, a.nested = a.hidden - 1, a.nested - 1
    return found


def scope_target(a: Frame, target: ast.expr, value: Value) -> None:
    """Bind the names of a comprehension's target, in the comprehension's scope."""
    match target:
        case ast.Name(name):
            a.scopes[-1][name] = value
        case ast.Tuple(elts) | ast.List(elts):
            for part, one in zip(elts, parts_of(a, value, len(elts)), strict=True):
                scope_target(a, part, one)
        case _:
            pass


def parts_of(a: Frame, value: Value, count: int) -> Sequence[Value]:
    """The value of each name of a target: a part of a tuple, or an element of a list, once."""
    if isinstance(value, tuple) and len(value) == count:
        return value
    source = copied(a, single(a, value))
    return [taken(a, source) for _ in range(count)]
