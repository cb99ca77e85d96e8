"""A file of programs, as read: its functions, their signatures, and what is not read."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .choices import spread_choices
from .refusals import Source
from .source import source_of, syntax
from .types import BOOL, INT, List, Type

KNOWN = ("randrange", "candidate")  # words that a program's file may import


@dataclass(frozen=True, slots=True)
class Signature:
    """The types of a function's parameters and results.

    Attributes
    ----------
    results : the types of the results; one for a plain result, none for `-> None`
    is_tuple : whether the result is a tuple (of any number of results)
    """

    names: tuple[str, ...]
    params: tuple[Type, ...]
    results: tuple[Type, ...]
    is_tuple: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed file: its top-level functions by name, and the other names at module level."""

    source: Source
    functions: dict[str, ast.FunctionDef]
    repeated: dict[str, ast.FunctionDef]
    unread: tuple[str, ...]


def parse_module(text: str, file: str = "<text>") -> Module:
    """The functions of a text, read and never executed.

    Raises
    ------
    NotInLanguage
        Where the text is too large, too deep, or not Python (CX101 to CX103).
    """
    source = source_of(text, file)
    tree = syntax(text, source)
    functions: dict[str, ast.FunctionDef] = {}
    repeated: dict[str, ast.FunctionDef] = {}
    unread: list[str] = []
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            if statement.name in functions:
                repeated[statement.name] = statement
            spread_choices(statement)
            functions[statement.name] = statement
        else:
            unread += _bound(statement)
    return Module(source, functions, repeated, tuple(dict.fromkeys(unread)))


def _bound(statement: ast.stmt) -> list[str]:
    names = [n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and _stores(n)]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names += [(a.asname or a.name).split(".")[0] for a in statement.names]
    if isinstance(statement, ast.ClassDef | ast.AsyncFunctionDef):
        names.append(statement.name)
    return [name for name in names if name not in (*KNOWN, "annotations")]


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def names(module: Module) -> tuple[str, ...]:
    """The public functions of a file in the order of the text, families left out."""
    return tuple(
        name
        for name, function in module.functions.items()
        if not name.startswith("_") and not function.decorator_list
    )


def signature(module: Module, name: str) -> Signature:
    """The signature that a function's annotations give.

    Raises
    ------
    NotInLanguage
        CX211, CX302 or CX303 where an annotation is missing or outside the language.
    """
    function, refuse = module.functions[name], module.source.refuse
    arguments = function.args
    if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults:
        raise refuse("CX211", function)
    params = []
    listed = [*arguments.posonlyargs, *arguments.args]
    for parameter in listed:
        type_ = annotation(parameter.annotation)
        if type_ is None:
            raise refuse("CX302", parameter, name=parameter.arg, function=name,
                repair=_annotation_for(parameter))  # fmt: skip
        params.append(type_)
    results = _results(function.returns)
    if results is None:
        raise refuse("CX303", function.returns or function, function=name)
    is_tuple = _is_tuple(function.returns)
    return Signature(tuple(p.arg for p in listed), tuple(params), results, is_tuple)


def annotation(node: ast.expr | None) -> Type | None:
    """The type that an annotation writes, None where it writes none of the language."""
    match node:
        case ast.Name("int"):
            return INT
        case ast.Name("bool"):
            return BOOL
        case ast.Subscript(ast.Name("list"), element):
            inner = annotation(element)
            return None if inner is None else List(inner)
        case _:
            return None


def _is_tuple(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and (
        node.value.id == "tuple"
    )  # fmt: skip


def _annotation_for(parameter: ast.arg) -> str:
    """What to write instead of an annotation that is missing or outside the language."""
    name = parameter.arg
    if parameter.annotation is not None and "tuple" in ast.unparse(parameter.annotation).lower():
        return f"a tuple is no parameter: `{name}: list[int]`, a row for each: `list[list[int]]`"
    return f"annotate it: `{name}: int`, `{name}: list[int]` ..."


def _results(node: ast.expr | None) -> tuple[Type, ...] | None:
    if isinstance(node, ast.Constant) and node.value is None:
        return ()
    if isinstance(node, ast.Subscript) and _is_tuple(node):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        types = [annotation(part) for part in parts]
        return None if None in types else tuple(t for t in types if t is not None)
    single = annotation(node)
    return None if single is None else (single,)
