"""Functions inside functions as functions of the file: the names that they capture are passed.

A nested function, or a lambda that has a name, reads the variables of the function around it when
it is called, not when it is defined; so a captured variable becomes a parameter, and each call
passes the value that the variable has there (lambda lifting [1]_). What it does not annotate is
inferred from its calls. A function that is not lifted stays where it is and is refused there.

References
----------
.. [1] T. Johnsson, "Lambda lifting: transforming programs to recursive equations", FPCA 1985.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from .annotations import INFERRED
from .scopes import DEFINITIONS, Names, bound, own_names, parts, reads

Functions = dict[str, ast.FunctionDef]
_STATEFUL = (ast.Nonlocal, ast.Global, ast.Yield, ast.YieldFrom, ast.Await)


@dataclass(slots=True)
class _Nest:
    """The nested functions of one function that are to be lifted.

    Attributes
    ----------
    inner : the functions by the names that they have in the function
    lifted : their names in the file
    captured : the variables that each needs from around, in the order of their first use
    """

    inner: Functions
    lifted: dict[str, str] = field(default_factory=dict)
    captured: dict[str, list[str]] = field(default_factory=dict)


def lift(function: ast.FunctionDef, around: Names, taken: set[str]) -> Functions:
    """Lift the functions inside a function, in place; return them by their names in the file.

    Parameters
    ----------
    around : the variables of the functions around it, which it may capture itself
    taken : the names that a lifted function cannot have; those given here are added
    """
    made: Functions = {}
    if not any(_defined(statement) for statement in function.body):
        return made
    for statement in function.body:
        if isinstance(statement, ast.FunctionDef):
            within = around | own_names(function)
            made |= lift(statement, within, taken)
    nest = _Nest(_nested(function))
    if not nest.inner:
        return made
    variables = (around | own_names(function)) - nest.inner.keys()
    _capture(nest, variables)
    if not _clear(function, nest):
        return made
    function.body = [one for one in function.body if _defined(one) not in nest.inner]
    near = frozenset(_all_names(function))
    for name in nest.inner:
        nest.lifted[name] = _free(name, function.name, taken, near)
        taken.add(nest.lifted[name])
    _pass(function, nest)
    for name, inner in nest.inner.items():
        _pass(inner, nest)
        inner.name = nest.lifted[name]
        _complete(inner, nest.captured[name])
        made[inner.name] = inner
    if not function.body:
        function.body = [ast.copy_location(ast.Pass(), function)]
    return made


def _nested(function: ast.FunctionDef) -> Functions:
    """The functions and named lambdas that a function's own block defines, each once."""
    found: Functions = {}
    repeated: set[str] = set()
    for statement in function.body:
        name = _defined(statement)
        for other in bound([statement]):
            if other in found:
                repeated.add(other)
        if name and _liftable(statement):
            found[name] = _as_function(statement)
    counts = _bindings(function)
    return {n: f for n, f in found.items() if n not in repeated and counts.get(n) == 1}


def _defined(statement: ast.stmt) -> str:
    """The name of the function that a statement defines; "" if it defines none."""
    match statement:
        case ast.FunctionDef(name=name):
            return name
        case ast.Assign([ast.Name(name)], ast.Lambda()):
            return name
        case _:
            return ""


def _liftable(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef):
        nodes = list(ast.walk(statement))
        stateful = any(isinstance(node, _STATEFUL) for node in nodes)
        inner = any(isinstance(node, DEFINITIONS) for node in nodes if node is not statement)
        return not (stateful or inner or statement.decorator_list)
    return True


def _as_function(statement: ast.stmt) -> ast.FunctionDef:
    if isinstance(statement, ast.FunctionDef):
        return statement
    assert isinstance(statement, ast.Assign), "functions have been taken out"
    assert isinstance(statement.value, ast.Lambda)
    (target,) = statement.targets
    assert isinstance(target, ast.Name)
    answer = ast.copy_location(ast.Return(statement.value.body), statement.value.body)
    made = ast.FunctionDef(target.id, statement.value.args, [answer], [])
    return ast.copy_location(made, statement)


def _bindings(function: ast.FunctionDef) -> dict[str, int]:
    """How often a function binds each of its names, its parameters included."""
    counts = {argument.arg: 1 for argument in ast.walk(function.args) if
              isinstance(argument, ast.arg)}  # fmt: skip
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            counts[node.id] = counts.get(node.id, 0) + 1
        elif isinstance(node, DEFINITIONS):
            counts[node.name] = counts.get(node.name, 0) + 1
            continue
        elif isinstance(node, ast.Lambda):
            continue
        waiting += ast.iter_child_nodes(node)
    return counts


def _capture(nest: _Nest, variables: Names) -> None:
    """Determine the captured variables, those of called siblings included: a least fixed point."""
    outer = {
        name: [node.id for node, inside in reads(inner) if not inside]
        for name, inner in nest.inner.items()
    }
    nest.captured = {
        name: [one for one in dict.fromkeys(read) if one in variables]
        for name, read in outer.items()
    }
    changed = True
    while changed:
        changed = False
        for name, read in outer.items():
            own = nest.captured[name]
            for sibling in read:
                more = [v for v in nest.captured.get(sibling, ()) if v not in own]
                own += more
                changed = changed or bool(more)


def _clear(function: ast.FunctionDef, nest: _Nest) -> bool:
    """Whether all are defined before any is used, and no captured name is hidden at a call."""
    last = max(i for i, one in enumerate(function.body) if _defined(one) in nest.inner)
    for statement in function.body[:last]:
        if _defined(statement) not in nest.inner and nest.inner.keys() & _loaded(statement):
            return False
    for inner in nest.inner.values():
        hidden = own_names(inner)
        called = [node.id for node, inside in reads(inner) if not inside]
        if any(v in hidden for one in called for v in nest.captured.get(one, ())):
            return False
    everywhere = [function, *nest.inner.values()]
    return not any(_hides(one, nest) for one in everywhere)


def _loaded(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _hides(function: ast.FunctionDef, nest: _Nest) -> bool:
    """Whether a comprehension or lambda binds a name that a call inside it has to pass."""
    nothing: Names = frozenset()
    waiting: list[tuple[ast.AST, Names]] = [(node, nothing) for node in function.body]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, DEFINITIONS):
            continue
        if isinstance(node, ast.Name) and names & set(nest.captured.get(node.id, ())):
            return True
        waiting += parts(node, names)
    return False


def _all_names(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def _free(name: str, owner: str, taken: Collection[str], near: Collection[str]) -> str:
    """A name for a lifted function that nothing else in the file or in the function has."""
    helper = "_" + name.lstrip("_")  # no program of its own
    made = helper if helper not in taken and helper not in near else f"_{owner}_{name}"
    while made in taken or made in near:
        made += "_"
    return made


def _pass(function: ast.FunctionDef, nest: _Nest) -> None:
    """Pass the captured variables at every call, in place."""
    called = {id(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
    renaming = _Passing(nest.lifted, nest.captured, called)
    function.body = [renaming.visit(statement) for statement in function.body]


class _Passing(ast.NodeTransformer):
    """Renames nested functions, and passes them what they capture."""

    def __init__(
        self, lifted: Mapping[str, str], captured: Mapping[str, list[str]], called: set[int]
    ) -> None:
        self.lifted, self.captured, self.called = lifted, captured, called

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Add the captured variables to a call's arguments, by keyword after all others."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        self.generic_visit(node)
        if name in self.lifted:
            node.keywords += self._captured(name, node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Rename a function; where it is no call, it becomes a lambda that calls it."""
        if node.id not in self.lifted or not isinstance(node.ctx, ast.Load):
            return node
        called = ast.copy_location(ast.Name(self.lifted[node.id], ast.Load()), node)
        if id(node) in self.called or not self.captured[node.id]:
            return called
        parameter = ast.copy_location(ast.arg("element_"), node)
        more = self._captured(node.id, node)
        call = ast.copy_location(ast.Call(called, [_read("element_", node)], more), node)
        args = ast.arguments([], [parameter], None, [], [], None, [])
        return ast.copy_location(ast.Lambda(args, call), node)

    def _captured(self, name: str, node: ast.AST) -> list[ast.keyword]:
        return [ast.keyword(one, _read(one, node)) for one in self.captured[name]]


def _read(name: str, node: ast.AST) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), node)


def _complete(function: ast.FunctionDef, captured: list[str]) -> None:
    """Add the parameters for captured variables, and annotations to be inferred."""
    args = function.args
    args.args += [ast.copy_location(ast.arg(name), function) for name in captured]
    if args.defaults:  # defaults belong to the last parameters; these are always passed
        args.defaults += [ast.copy_location(ast.Constant(0), function) for _ in captured]
    for parameter in [*args.posonlyargs, *args.args]:
        if parameter.annotation is None:
            parameter.annotation = _inferred(parameter)
    if function.returns is None:
        function.returns = _result(function)


def _inferred(node: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(INFERRED, ast.Load()), node)


def _result(function: ast.FunctionDef) -> ast.expr:
    """The annotation of the result: None, a tuple of values, or one value."""
    answers = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    values = [one for one in answers if one is not None]
    if not values or all(isinstance(v, ast.Constant) and v.value is None for v in values):
        return ast.copy_location(ast.Constant(None), function)
    lengths = {len(one.elts) if isinstance(one, ast.Tuple) else -1 for one in values}
    if len(lengths) == 1 and lengths != {-1}:
        items = [_inferred(function) for _ in range(lengths.pop())]
        name = ast.Name("tuple", ast.Load())
        made = ast.Subscript(name, ast.Tuple(items, ast.Load()), ast.Load())
        return ast.fix_missing_locations(ast.copy_location(made, function))
    if all(_is_test(one, function.name) for one in values):
        return ast.copy_location(ast.Name("bool", ast.Load()), function)
    return _inferred(function)


def _is_test(node: ast.expr, own: str) -> bool:
    """Whether a result is plainly a bool, if the function's own results are."""
    match node:
        case ast.Constant(bool()) | ast.Compare() | ast.UnaryOp(ast.Not()):
            return True
        case ast.BoolOp(values=values):
            return all(_is_test(value, own) for value in values)
        case ast.Call(ast.Name(name)):
            return name == own
        case _:
            return False
