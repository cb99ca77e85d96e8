"""Explain why a file has no program, or none with a given name."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator

from .module import Module, is_family, names, signature_refusals
from .refusals import NotInLanguage, near, several
from .substitutes import SYNTAX

_TOP = "move it to the top level of the file"


def no_program(module: Module, aside: Container[str] = ()) -> NotInLanguage:
    """The error for a file without programs, those in `aside` left out; CX107 if it is empty."""
    if module.fault is not None:
        return module.fault
    names = [name for name in _candidates(module) if name not in aside]
    found = [refusal for name in names for refusal in _why(module, name)]
    return several(found) if found else module.source.refuse("CX107", None)


def _candidates(module: Module) -> Iterator[str]:
    """The names in a file that may have been intended as programs."""
    for name, node in module.definitions.items():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield name


def no_such_program(module: Module, name: str) -> NotInLanguage:
    """The error for a name that is not a program; CX105 if the file does not have the name."""
    found = list(_why(module, name)) or list(_inside(module, name))
    if found:
        return several(found)
    public = names(module)
    return module.source.refuse("CX105", None, name=name, known=", ".join(public) or "none",
        near=near(name, public))  # fmt: skip


def _why(module: Module, name: str) -> Iterator[NotInLanguage]:
    """The refusals for a name of the module that is not a program."""
    node, refuse = module.definitions.get(name), module.source.refuse
    match node:
        case None:
            return
        case ast.ClassDef():
            yield _class(module, node)
        case ast.AsyncFunctionDef():
            what, repair = SYNTAX["AsyncFunctionDef"]
            yield refuse("CX201", node, what=what, repair=repair)
        case ast.FunctionDef() if module.functions.get(name) is not node:
            yield refuse("CX111", node, name=name, what="inside another statement", repair=_TOP)
        case ast.FunctionDef() if is_family(node):
            yield refuse("CX111", node, name=name, what="a family",
                repair="name the file as a task, which is executed: `--task FILE.py`")  # fmt: skip
        case ast.FunctionDef():
            if name.startswith("_"):
                yield refuse("CX110", node, name=name, public=name.lstrip("_") or "f")
            yield from signature_refusals(module, name)
        case ast.Import() | ast.ImportFrom():
            yield refuse("CX111", node, name=name, what="imported",
                repair="write it as a function of this file")  # fmt: skip
        case _:
            yield refuse("CX111", node, name=name, what="a variable",
                repair=f"write `def {name}(...)` with annotations")  # fmt: skip


def _class(module: Module, node: ast.ClassDef) -> NotInLanguage:
    methods = [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
    public = [name for name in methods if not name.startswith("_")]
    repair = SYNTAX["ClassDef"][1]
    if public:
        repair = f"write the method {public[0]!r} as a top-level function, without `self`"
    return module.source.refuse("CX201", node, what="a class", repair=repair)


def _inside(module: Module, name: str) -> Iterator[NotInLanguage]:
    """Refusals for functions with that name inside a class or a function of the module."""
    if name in module.nested:
        owner_name, node = module.nested[name]
        what = f"inside the function {owner_name!r}"
        yield module.source.refuse("CX111", node, name=name, what=what, repair=_TOP)
        return
    for owner in module.definitions.values():
        for node in ast.walk(owner):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                kind, repair = "function", _TOP
                if isinstance(owner, ast.ClassDef):
                    kind, repair = "class", "write it at the top level of the file, without `self`"
                what = f"inside the {kind} {getattr(owner, 'name', '')!r}"
                yield module.source.refuse("CX111", node, name=name, what=what, repair=repair)
                return
