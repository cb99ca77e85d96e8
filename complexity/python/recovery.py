"""Recovery after a refusal: the refused part is replaced by a placeholder that fits any use.

So all errors of a program can be reported at once. Errors that only follow from an earlier refusal
are recognised by the names they read: those whose values were replaced, and those derived from
them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .annotations import annotation, result_types
from .refusals import NotInLanguage
from .scopes import bound

Body = list[ast.stmt]


@dataclass(slots=True)
class Recovery:
    """The state of recovery.

    Attributes
    ----------
    functions : copies of the functions, changed in place
    doubtful : by function, the names whose values are unknown
    loose : the functions whose results are unknown
    replaced : the replacements of refused statements, by `id`
    """

    functions: Mapping[str, ast.FunctionDef]
    doubtful: dict[str, set[str]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    replaced: dict[int, ast.stmt] = field(default_factory=dict)


def follows(recovery: Recovery, refusal: NotInLanguage) -> bool:
    """Whether a refusal may follow from earlier ones."""
    found = _statement(recovery, refusal)
    if found is None:
        return False
    name, _, _, statement = found
    if isinstance(statement, ast.Return) and name in recovery.loose:
        return True
    doubtful = _spread(recovery.functions[name], recovery.doubtful.get(name, set()))
    return bool(_named(statement) & (doubtful | recovery.heads))


def read_on(recovery: Recovery, refusal: NotInLanguage) -> bool:
    """Replace the refused part; return whether that was possible."""
    if _head(recovery, refusal):
        return True
    found = _statement(recovery, refusal)
    if found is None or id(found[3]) in recovery.replaced:
        return False
    name, body, at, statement = found
    recovery.doubtful.setdefault(name, set()).update(_stored(statement))
    made = [ast.copy_location(one, statement) for one in _instead(statement, recovery, name)]
    for one in made:
        ast.fix_missing_locations(one)
    recovery.replaced |= {id(one): one for one in made}
    body[at : at + 1] = made
    return True


# -- where a refusal stands ------------------------------------------------------------------------


def _statement(
    recovery: Recovery, refusal: NotInLanguage
) -> tuple[str, Body, int, ast.stmt] | None:
    """The function, the block, the position and the statement that contain a refusal."""
    if refusal.node is None:
        return None
    placed = None
    for name, function in recovery.functions.items():
        for body, at, statement in _statements(function.body):
            if any(part is refusal.node for part in _head_of(statement)):
                return name, body, at, statement
            end = statement.end_lineno or statement.lineno
            if statement.lineno <= refusal.line <= end:
                placed = name, body, at, statement
    return placed


def _statements(body: Body) -> Iterator[tuple[Body, int, ast.stmt]]:
    """Every statement of a block with its position, outer statements first."""
    waiting = [body]
    while waiting:
        block = waiting.pop()
        for at, statement in enumerate(block):
            yield block, at, statement
            waiting += _blocks(statement)


def _blocks(statement: ast.stmt) -> list[Body]:
    found = [getattr(statement, name, None) for name in ("body", "orelse", "finalbody")]
    found += [part.body for part in getattr(statement, "handlers", [])]
    found += [part.body for part in getattr(statement, "cases", [])]
    return [block for block in found if isinstance(block, list)]


def _head_of(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement and its parts, without nested statements."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        inner = ast.iter_child_nodes(node)
        waiting += [part for part in inner if not isinstance(part, ast.stmt)]


def _named(statement: ast.stmt) -> set[str]:
    return {node.id for node in _head_of(statement) if isinstance(node, ast.Name)}


def _stored(statement: ast.stmt) -> set[str]:
    """The names that a statement binds or updates, nested statements not included."""
    found = set(bound(_head_of(statement)))
    if isinstance(statement, ast.Global | ast.Nonlocal):
        found |= set(statement.names)
    roots = (_root(node) for node in _head_of(statement))
    return found | {root for root in roots if root is not None}


def _root(node: ast.AST) -> str | None:
    """The name at the root of a stored expression, or of the owner of a method."""
    match node:
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute():
            inner = node.value
        case _:
            return None
    while isinstance(inner, ast.Subscript | ast.Attribute):
        inner = inner.value
    return inner.id if isinstance(inner, ast.Name) else None


def _spread(function: ast.FunctionDef, doubtful: set[str]) -> set[str]:
    """Doubtful names, and all names whose values depend on them."""
    found = set(doubtful)
    edges = [(_named(one), _stored(one)) for _, _, one in _statements(function.body)]
    while True:
        more = {name for read, stored in edges if read & found for name in stored} - found
        if not more:
            return found
        found |= more


# -- what stands in its place ----------------------------------------------------------------------


def _unknown() -> ast.expr:
    """A value of undetermined type: an element of an empty list."""
    return ast.Subscript(ast.List([], ast.Load()), ast.Constant(0), ast.Load())


def _any_test() -> ast.expr:
    return ast.UnaryOp(ast.Not(), ast.List([], ast.Load()))


def _assignments(names: Iterator[str] | Sequence[str]) -> Body:
    return [ast.Assign([ast.Name(name, ast.Store())], _unknown()) for name in names]


def _instead(statement: ast.stmt, recovery: Recovery, name: str) -> Body:
    match statement:
        case ast.Return() | ast.Raise():
            return [ast.Return(_answer(recovery.functions[name]))]
        case ast.If():
            return [ast.If(_any_test(), statement.body, statement.orelse)]
        case ast.While():
            return [ast.While(_any_test(), statement.body, statement.orelse)]
        case ast.For() | ast.AsyncFor():
            names = _assignments(list(bound([statement.target])))
            nothing = ast.List([], ast.Load())
            body = [*names, *statement.body]
            return [ast.For(ast.Name("_", ast.Store()), nothing, body, statement.orelse)]
        case ast.With() | ast.AsyncWith() | ast.Try() | ast.Match():
            return _opened(statement)
        case ast.AugAssign():
            return [ast.Pass()]
        case _:
            return _assignments(list(bound([statement]))) or [ast.Pass()]


def _opened(statement: ast.With | ast.AsyncWith | ast.Try | ast.Match) -> Body:
    """The blocks of an unsupported statement; optional ones are put into `if`s."""
    made = _assignments(sorted(_stored(statement)))
    match statement:
        case ast.Try():
            some: list[Body] = [handler.body for handler in statement.handlers]
            always = [*statement.body, *statement.orelse, *statement.finalbody]
        case ast.Match():
            some, always = [case.body for case in statement.cases], []
        case _:
            some, always = [], statement.body
    return [*made, *always, *(ast.If(_any_test(), block, []) for block in some)]


def _answer(function: ast.FunctionDef) -> ast.expr | None:
    """A placeholder for a function's results."""
    types = result_types(function.returns)
    if types == ():
        return None
    parts: list[ast.expr] = [_unknown() for _ in types or ("",)]
    tuples = isinstance(function.returns, ast.Subscript) and annotation(function.returns) is None
    return ast.Tuple(parts, ast.Load()) if tuples else parts[0]


# -- heads of functions ----------------------------------------------------------------------------


def _head(recovery: Recovery, refusal: NotInLanguage) -> bool:
    """Replace what is refused in a function's head, or the whole function."""
    node = refusal.node
    for name, function in recovery.functions.items():
        args = function.args
        if refusal.code == "CX306" and node is function:
            function.body.append(ast.copy_location(ast.Return(_answer(function)), function))
            ast.fix_missing_locations(function)
            return True
        if node in function.decorator_list:
            function.decorator_list = []
            return True
        if any(node is part for part in ast.walk(args)):
            _mend_parameters(recovery, function)
            return True
        if refusal.code == "CX303" and (node is function or node is function.returns):
            function.returns = ast.copy_location(ast.Name("int", ast.Load()), function)
            recovery.loose.add(name)
            recovery.heads.add(name)
            return True
    return False


def _mend_parameters(recovery: Recovery, function: ast.FunctionDef) -> None:
    """Remove unsupported features of parameters, and mark parameters without types as doubtful."""
    args, unknown = function.args, recovery.doubtful.setdefault(function.name, set())
    more = [one for one in (args.vararg, args.kwarg) if one is not None]
    args.args = [*args.posonlyargs, *args.args, *args.kwonlyargs, *more]
    args.posonlyargs, args.kwonlyargs, args.defaults, args.kw_defaults = [], [], [], []
    args.vararg = args.kwarg = None
    unknown |= {parameter.arg for parameter in more}
    for parameter in args.args:
        if annotation(parameter.annotation) is None:
            parameter.annotation = ast.copy_location(ast.Name("int", ast.Load()), parameter)
            unknown.add(parameter.arg)
    recovery.heads.add(function.name)
