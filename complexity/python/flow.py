"""Facts about a function's syntax: exits of statements, assigned names, possibly unbound names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .refusals import Source
from .scopes import own_names
from .syntax import METHODS_THAT_UPDATE

Updates = Callable[[ast.Call], list[str]]  # the names that a call updates (in-out arguments)

SCOPES = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.Lambda)


def always(test: ast.expr) -> bool:
    """Whether a test is a true constant."""
    return isinstance(test, ast.Constant) and bool(test.value)


def falls(statements: Sequence[ast.stmt]) -> bool:
    """Whether control may reach the end of the statements."""
    return all(_falls(statement) for statement in statements)


def _falls(statement: ast.stmt) -> bool:
    match statement:
        case ast.Return() | ast.Break() | ast.Continue() | ast.Assert(ast.Constant(False)):
            return False
        case ast.If(_, body, orelse):
            return falls(body) or falls(orelse)
        case ast.While(test, body) if always(test):
            return "break" in exits(body)
        case ast.For(orelse=orelse) | ast.While(orelse=orelse) if orelse:
            return falls(orelse) or "break" in exits(statement.body)
        case _:
            return True


def exits(statements: Sequence[ast.stmt]) -> frozenset[str]:
    """Which of `return`, `break` and `continue` may leave the statements."""
    found: set[str] = set()
    for statement in statements:
        found |= _exits(statement)
        if not _falls(statement):
            break
    return frozenset(found)


def _exits(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.Return():
            return {"return"}
        case ast.Break():
            return {"break"}
        case ast.Continue():
            return {"continue"}
        case ast.If(_, body, orelse):
            return set(exits(body) | exits(orelse))
        case ast.For(body=body, orelse=orelse) | ast.While(body=body, orelse=orelse):
            return set(exits(body) & {"return"} | exits(orelse))
        case _:
            return set()


def absorbs(statement: ast.stmt) -> bool:
    """Whether the code after a loop runs only after a `break`, for its `else` always exits."""
    if (
        not isinstance(statement, ast.For | ast.While)
        or not statement.orelse
        or falls(statement.orelse)
    ):
        return False
    return exits(statement.body) & {"break", "return"} == {"break"}


def assigned(node: ast.AST | Sequence[ast.stmt], updates: Updates) -> list[str]:
    """The names that statements or an expression bind or update, in order, without repetition."""
    roots: list[ast.AST] = [node] if isinstance(node, ast.AST) else list(node)
    found: dict[str, None] = {}
    while roots:
        part = roots.pop(0)
        if isinstance(part, SCOPES):
            continue
        for name in _assigns(part, updates):
            found[name] = None
        roots[:0] = list(ast.iter_child_nodes(part))
    return list(found)


def _assigns(node: ast.AST, updates: Updates) -> list[str]:
    match node:
        case ast.Name(name, ast.Store()):
            return [name]
        case ast.Subscript(ctx=ast.Store()):
            root = root_name(node)
            return [root] if root else []
        case ast.Call(ast.Attribute(owner, method)) if method in METHODS_THAT_UPDATE:
            root = root_name(owner)
            return [root] if root else []
        case ast.Call():
            return updates(node)
        case _:
            return []


def root_name(node: ast.expr) -> str | None:
    """The name at the root of `a`, `a[i]`, `a[i][j]` ...; None for other expressions."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


@dataclass(slots=True)
class _Scope:
    """The scope of the check for unbound names, with the names bound at each `break` of a loop."""

    source: Source
    local: frozenset[str]
    breaks: list[list[frozenset[str]]]


Bound = frozenset[str] | None


def check_bound(function: ast.FunctionDef, source: Source) -> None:
    """Refuse every use of a name that may be unbound (CX304), by definite assignment [1]_.

    References
    ----------
    .. [1] J. Gosling et al., *The Java Language Specification*, ch. 16: the analysis.
    """
    parameters = {a.arg for a in [*function.args.posonlyargs, *function.args.args]}
    scope = _Scope(source, own_names(function), [])
    _block(function.body, frozenset(parameters), scope)


def _meet(first: Bound, second: Bound) -> Bound:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _block(statements: Sequence[ast.stmt], bound: Bound, scope: _Scope) -> Bound:
    for statement in statements:
        if bound is None:
            return None
        bound = _statement(statement, bound, scope)
    return bound


def _statement(statement: ast.stmt, bound: frozenset[str], scope: _Scope) -> Bound:
    match statement:
        case ast.If(test, body, orelse):
            bound = _uses(test, bound, scope)
            yes = _block(body, bound | _bound_if_true(test), scope)
            return _meet(yes, _block(orelse, bound, scope))
        case ast.While() | ast.For():
            return _loop(statement, bound, scope)
        case ast.Return(value):
            _uses(value, bound, scope)
            return None
        case ast.Assert(ast.Constant(False)):
            return None
        case ast.Break():
            scope.breaks[-1].append(bound)
            return None
        case ast.Continue():
            return None
        case ast.Assign(targets, value):
            bound = _uses(value, bound, scope)
            return bound | _targets(targets, bound, scope)
        case ast.AnnAssign(target, _, value):
            bound = _uses(value, bound, scope)
            return bound | _targets([target], bound, scope) if value is not None else bound
        case ast.AugAssign(target, _, value):
            if isinstance(target, ast.Name):
                _name(target, bound, scope)
            bound = _uses(value, bound, scope)
            return bound | _targets([target], bound, scope)
        case _:
            return _uses(statement, bound, scope)


def _loop(loop: ast.For | ast.While, bound: frozenset[str], scope: _Scope) -> Bound:
    scope.breaks.append([])
    if isinstance(loop, ast.For):
        bound = _uses(loop.iter, bound, scope)
        inside = bound | _targets([loop.target], bound, scope)
    else:
        bound = _uses(loop.test, bound, scope)
        inside = bound | _bound_if_true(loop.test)
    _block(loop.body, inside, scope)
    endless = isinstance(loop, ast.While) and always(loop.test)
    after = None if endless else _block(loop.orelse, bound, scope)
    for broken in scope.breaks.pop():
        after = _meet(after, broken)
    return after


def _targets(targets: Sequence[ast.expr], bound: frozenset[str], scope: _Scope) -> frozenset[str]:
    names: set[str] = set()
    for target in targets:
        match target:
            case ast.Name(name):
                names.add(name)
            case ast.Tuple(elts) | ast.List(elts):
                names |= _targets(elts, bound | names, scope)
            case _:
                _uses(target, bound | names, scope)
    return frozenset(names)


def _uses(node: ast.AST | None, bound: frozenset[str], scope: _Scope) -> frozenset[str]:
    """Check the names that an expression reads; return those bound after it (by `:=`)."""
    if node is None:
        return bound
    if isinstance(node, ast.Name):
        _name(node, bound, scope)
    elif isinstance(node, ast.NamedExpr):
        return _uses(node.value, bound, scope) | {node.target.id}
    elif isinstance(node, ast.Lambda):
        _uses(node.body, bound | {a.arg for a in node.args.args}, scope)
    elif isinstance(node, ast.ListComp | ast.GeneratorExp):
        _generated(node, bound, scope)
    elif isinstance(node, ast.BoolOp | ast.IfExp | ast.Compare):
        return _first_sure(node, bound, scope)
    else:
        for child in _evaluated(node):
            bound = _uses(child, bound, scope)
    return bound


def _bound_if_true(test: ast.expr) -> frozenset[str]:
    """The names that `:=` has bound where a test holds: all operands of an `and` do then."""
    match test:
        case ast.NamedExpr(ast.Name(name)):
            return frozenset([name])
        case ast.BoolOp(ast.And(), values):
            return frozenset[str]().union(*map(_bound_if_true, values))
        case ast.Compare(left, _, [right]):
            return _bound_if_true(left) | _bound_if_true(right)
        case _:
            return frozenset()


def _evaluated(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression in Python's order; a called function is no variable."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    return list(ast.iter_child_nodes(node))


def _first_sure(
    node: ast.BoolOp | ast.IfExp | ast.Compare, bound: frozenset[str], scope: _Scope
) -> frozenset[str]:
    """Of parts that may not all be evaluated, what the parts that always are bind."""
    match node:
        case ast.BoolOp(values=[first, *rest]):
            sure, maybe = [first], rest
        case ast.IfExp(test, body, orelse):
            sure, maybe = [test], []
            for arm in (body, orelse):
                _uses(arm, _uses(test, bound, scope), scope)
        case ast.Compare(left, _, [second, *rest]):
            sure, maybe = [left, second], rest
        case _:
            raise AssertionError("an operator has operands")
    for part in sure:
        bound = _uses(part, bound, scope)
    inside = bound
    for part in maybe:
        inside = _uses(part, inside, scope)
    return bound


def _generated(node: ast.ListComp | ast.GeneratorExp, bound: frozenset[str], scope: _Scope) -> None:
    for clause in node.generators:
        _uses(clause.iter, bound, scope)
        bound = bound | _targets([clause.target], bound, scope)
        for test in clause.ifs:
            _uses(test, bound, scope)
    _uses(node.elt, bound, scope)


def _name(node: ast.Name, bound: frozenset[str], scope: _Scope) -> None:
    if node.id in bound or node.id not in scope.local:
        return
    raise scope.source.refuse("CX304", node, name=node.id, state="may be unbound",
        where=f"line {node.lineno}")  # fmt: skip
