"""Lists as values, under CPython: the text of a program rewritten so that nothing is ever shared.

Every read of a name is a copy, every update is of the name's own list at the moment at which the
calculator's definition makes it, and a list that a function updates is written back at its call.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from complexity.python.syntax import METHODS

Updated = Mapping[str, tuple[int, ...]]

_OPERATORS = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "FloorDiv": operator.floordiv,
}  # fmt: skip

ROUNDS, LONG = 100, 100  # after so many rounds and calls, or with a list so long, a run is given up


class TooLong(Exception):
    """A run had more rounds and calls, or longer lists, than a test waits for."""


def as_objects(text: str, entry: str) -> Callable[..., Any]:
    """The function as CPython means it, counted."""
    return _compiled(_Counted().visit(ast.parse(text)), entry)


def as_values(text: str, entry: str, updated: Updated) -> Callable[..., Any]:
    """The function with lists as values; it still updates its arguments where `updated` says."""
    tree = _Values(updated).visit(ast.parse(text))
    return _compiled(_Counted().visit(tree), entry)


def tree_of(value: Any) -> Any:
    """A value in which no list is in two places."""
    if isinstance(value, list):
        return [tree_of(item) for item in value]
    return tuple(tree_of(item) for item in value) if isinstance(value, tuple) else value


def _compiled(tree: ast.Module, entry: str) -> Callable[..., Any]:
    left = [0]

    def tick(names: Mapping[str, Any]) -> None:
        left[0] -= 1
        if left[0] < 0 or any(isinstance(v, list) and len(v) > LONG for v in names.values()):
            raise TooLong

    space: dict[str, Any] = {
        "_tick": tick, "_copy": tree_of, "_set": _set, "_method": _method, "_call": _call,
        "_get": _get, "_augmented": _augmented, "_grown": _grown, "candidate": lambda x: x,
    }  # fmt: skip
    exec(compile(ast.fix_missing_locations(tree), "program", "exec"), space)  # a test's own text

    def function(*args: Any) -> Any:
        left[0] = ROUNDS
        return space[entry](*args)

    return function


class _Counted(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, _tick())
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, _tick())
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, _tick())
        return node


def _tick() -> ast.stmt:
    return ast.Expr(_apply("_tick", ast.Call(_load("locals"), [], [])))


class _Values(ast.NodeTransformer):
    """Rewrites a program whose functions are all of the file or of the language."""

    def __init__(self, updated: Updated) -> None:
        self.updated = updated

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if isinstance(node.ctx, ast.Load) and node.id not in _WORDS:
            return _apply("_copy", node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [made for part in node.body for made in self.several(part)]
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        return node

    def several(self, node: ast.stmt) -> list[ast.stmt]:
        made = self.visit(node)
        return made if isinstance(made, list) else [made]

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        made: list[ast.stmt] = [ast.Assign([_store("_v")], self.visit(node.value))]
        for target in node.targets:
            made += self.assigned(target, "_v")
        return made

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        assert node.value is not None
        return self.visit_Assign(ast.Assign([node.target], node.value))

    def assigned(self, target: ast.expr, source: str) -> list[ast.stmt]:
        match target:
            case ast.Name():
                return [ast.Assign([target], _apply("_copy", _load(source)))]
            case ast.Subscript():
                root, indices = self.path(target)
                return [ast.Expr(_apply("_set", root, indices, _load(source)))]
            case ast.Tuple(elts):
                names = [f"{source}{index}" for index in range(len(elts))]
                whole = ast.Tuple([_store(name) for name in names], ast.Store())
                made: list[ast.stmt] = [ast.Assign([whole], _load(source))]
                for name, part in zip(names, elts, strict=True):
                    made += self.assigned(part, name)
                return made
        raise AssertionError(ast.dump(target))

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        sign = ast.Constant(type(node.op).__name__)
        if isinstance(node.target, ast.Name):
            old = _load(node.target.id)
            grown = _apply("_grown", old, sign, self.visit(node.value))
            return [ast.Assign([node.target], grown)]
        root, indices = self.path(node.target)
        return [
            ast.Assign([_store("_i")], indices),
            ast.Assign([_store("_o")], _apply("_copy", _apply("_get", root, _load("_i")))),
            ast.Assign([_store("_n")], self.visit(node.value)),
            ast.Expr(_apply("_augmented", root, _load("_i"), sign, _load("_o"), _load("_n"))),
        ]

    def path(self, node: ast.expr) -> tuple[ast.expr, ast.expr]:
        indices: list[ast.expr] = []
        while isinstance(node, ast.Subscript):
            indices.insert(0, self.visit(node.slice))
            node = node.value
        assert isinstance(node, ast.Name)
        return _load(node.id), ast.Tuple(indices, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        match node.func:
            case ast.Attribute(owner, method) if method in METHODS:
                root, indices = self.path(owner)
                args = [self.visit(arg) for arg in node.args]
                return _apply("_method", ast.Constant(method), root, indices, *args)
            case ast.Name(name) if name in self.updated:
                args = ast.Tuple([self.visit(arg) for arg in node.args], ast.Load())
                positions = ast.Constant(self.updated[name])
                owners = [
                    _load(arg.id) if isinstance(arg, ast.Name) else ast.Constant(None)
                    for arg in node.args
                ]
                return _apply("_call", _load(name), positions, args, *owners)
        self.generic_visit(node)
        return node


_WORDS = ("len", "range", "sum", "min", "max", "list", "zip", "enumerate", "reversed", "any", "all",
          "next", "int", "bool", "candidate")  # fmt: skip


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _store(name: str) -> ast.expr:
    return ast.Name(name, ast.Store())


def _apply(word: str, *args: ast.expr) -> ast.expr:
    return ast.Call(_load(word), list(args), [])


def _get(owner: Any, indices: Sequence[int]) -> Any:
    for index in indices:
        owner = owner[index]
    return owner


def _set(owner: Any, indices: Sequence[int], value: Any) -> None:
    _get(owner, indices[:-1])[indices[-1]] = tree_of(value)


def _method(method: str, owner: Any, indices: Sequence[int], *args: Any) -> Any:
    args = tuple(list(arg) if method == "extend" else arg for arg in args)
    return getattr(_get(owner, indices), method)(*(tree_of(arg) for arg in args))


def _grown(old: Any, sign: str, new: Any) -> Any:
    if isinstance(old, list) and sign == "Add":
        old.extend(tree_of(list(new)))
        return old
    return _OPERATORS[sign](old, new)


def _augmented(owner: Any, indices: Sequence[int], sign: str, old: Any, new: Any) -> None:
    if isinstance(old, list):
        _get(owner, indices).extend(tree_of(list(new)))
    else:
        _set(owner, indices, _OPERATORS[sign](old, new))


def _call(function: Any, positions: Sequence[int], args: tuple[Any, ...], *owners: Any) -> Any:
    given = [tree_of(arg) for arg in args]
    result = function(*given)
    for position in positions:
        if owners[position] is not None:
            owners[position][:] = tree_of(given[position])
    return tree_of(result)
