"""The scopes of names: of a function, of a comprehension, or outside."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Names = frozenset[str]
COMPREHENSIONS = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def bound(nodes: Iterable[ast.AST]) -> dict[str, ast.AST]:
    """The names that statements bind in their own scope, each with the first node that does.

    Examples
    --------
    >>> list(bound(ast.parse("a = [b for b in range(3)]\\ndef c(): d = 1\\nimport e.f").body))
    ['a', 'c', 'e']
    """
    found: dict[str, ast.AST] = {}
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        for name in _binds(node):
            found.setdefault(name, node)
        waiting += _same_scope(node)[::-1]
    return found


def _binds(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(name, ast.Store() | ast.Del()):
            return [name]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar():
            return [node.name] if node.name else []
        case ast.MatchMapping(rest=str(rest)):
            return [rest]
        case _:
            return []


def _same_scope(node: ast.AST) -> list[ast.AST]:
    """The parts of a node whose names are bound in the scope of the node."""
    if isinstance(node, DEFINITIONS):
        return list(node.decorator_list)
    if isinstance(node, ast.Lambda):
        return list(node.args.defaults)
    if isinstance(node, COMPREHENSIONS):
        # a walrus inside binds in the enclosing scope
        return [inner for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)]
    return list(ast.iter_child_nodes(node))


def parameters(function: Function) -> Names:
    """The names of a function's parameters."""
    args = function.args
    listed = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    return frozenset(argument.arg for argument in listed if argument is not None)


def own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Names:
    """The local names of a function: its parameters, and the names that its body binds."""
    return parameters(function) | bound(function.body).keys()


def reads(function: ast.FunctionDef) -> Iterator[tuple[ast.Name, bool]]:
    """Every name that a function's body reads, and whether it is bound in the function.

    Annotations are skipped, since Python does not evaluate those of local names.

    References
    ----------
    .. [1] The Python Language Reference, 4.2.2 (resolution of names) and 6.2.4 (comprehensions).
    """
    own = own_names(function)
    waiting: list[tuple[ast.AST, Names]] = [(node, own) for node in reversed(function.body)]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                yield node, node.id in names
        else:
            waiting += parts(node, names)[::-1]


def parts(node: ast.AST, names: Names) -> list[tuple[ast.AST, Names]]:
    """The parts of a node, each with the names bound around it."""
    match node:
        case ast.AnnAssign():
            return [(part, names) for part in (node.target, node.value) if part is not None]
        case ast.Lambda():
            inner = names | parameters(node)
            return [*((part, names) for part in node.args.defaults), (node.body, inner)]
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            inner = names | own_names(node)
            return [(part, inner) for part in node.body]
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            return _comprehension(node, names)
        case _:
            return [(part, names) for part in ast.iter_child_nodes(node)]


def _comprehension(
    node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp, names: Names
) -> list[tuple[ast.AST, Names]]:
    """The parts of a comprehension: the first sequence is outside its scope, the rest inside."""
    inner = names | bound([clause.target for clause in node.generators]).keys()
    first, *rest = node.generators
    within: list[ast.AST] = [first.target, *first.ifs]
    for clause in rest:
        within += [clause.iter, clause.target, *clause.ifs]
    within += (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
    return [(first.iter, names), *((part, inner) for part in within)]


def outer_names(function: ast.FunctionDef) -> dict[str, ast.Name]:
    """The names that a function reads from outside, in order, with their first occurrence.

    Examples
    --------
    >>> text = "def f(a):\\n    for k in a: a = g(k) + h\\n    return [i for i in h()]"
    >>> list(outer_names(ast.parse(text).body[0]))
    ['g', 'h']
    """
    found: dict[str, ast.Name] = {}
    for name, inside in reads(function):
        if not inside:
            found.setdefault(name.id, name)
    return found
