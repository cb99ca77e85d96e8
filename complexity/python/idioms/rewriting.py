"""Parts of a function's syntax tree written differently.

A tree is never changed: what is rewritten is a new tree that shares all other parts with the old.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...language.stack_room import deep
from ..source import Table

Tree = TypeVar("Tree", bound=ast.AST)
Edits = Mapping[int, Sequence[ast.AST]]  # by `id` of a part of the old tree: what stands there

MOST_SHOWN = 100  # characters of a part that a suggestion shows


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One place of a function written differently.

    Attributes
    ----------
    line : of the first statement that changes
    text : what to write there; `where` : more of the place, "" where it is all of the line
    edits : the parts of the function's tree that change
    note : what else changes than bits and costs; "" where nothing does
    """

    line: int
    text: str
    edits: Edits
    note: str = ""
    where: str = ""


@deep
def rewritten(tree: Tree, edits: Edits) -> Tree:
    """A tree with some of its parts replaced; all others are shared with the old one."""
    return _rebuilt(tree, edits)


def _rebuilt(tree: Tree, edits: Edits) -> Tree:
    changes: dict[str, object] = {}
    for name, value in ast.iter_fields(tree):
        if isinstance(value, ast.AST):
            part = _parts(value, edits)[0]
            if part is not value:
                changes[name] = part
        elif isinstance(value, list):
            parts = [new for old in value for new in _parts(old, edits)]
            if len(parts) != len(value) or any(map(_differs, parts, value)):
                changes[name] = parts
    if not changes:
        return tree
    made = copy.copy(tree)
    for name, changed in changes.items():
        setattr(made, name, changed)
    return made


def _parts(part: object, edits: Edits) -> list[object]:
    """What stands in the place of a part: a statement may give way to several, or to none."""
    if not isinstance(part, ast.AST):
        return [part]
    return [_rebuilt(new, edits) for new in edits.get(id(part), (part,))]


def _differs(new: object, old: object) -> bool:
    return new is not old


def blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The lists of statements of a function, outer before inner."""
    waiting = [function.body]
    while waiting:
        block = waiting.pop(0)
        yield block
        for statement in block:
            for name in ("body", "orelse"):
                if isinstance(inner := getattr(statement, name, None), list) and inner:
                    waiting.append(inner)


def at(old: ast.AST, new: Tree) -> Tree:
    """A new part in the place of an old one."""
    return ast.fix_missing_locations(ast.copy_location(new, old))


def named(old: ast.AST, name: str) -> ast.Name:
    """A use of a name in the place of an old part."""
    return at(old, ast.Name(name, ast.Load()))


def assigning(old: ast.AST, name: str, value: ast.expr) -> ast.Assign:
    """An assignment to a name in the place of an old part."""
    return at(old, ast.Assign([ast.Name(name, ast.Store())], value))


def calling(old: ast.AST, name: str, *args: ast.expr) -> ast.Call:
    """A call of a built-in function in the place of an old part."""
    return at(old, ast.Call(ast.Name(name, ast.Load()), list(args), []))


def copied(tree: Tree) -> Tree:
    """A part that is to stand in two places."""
    return copy.deepcopy(tree)


@deep
def shown(tree: ast.AST) -> str:
    """A part as Python, on one line."""
    text = " ".join(_text(tree).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 4]} ..."


def _text(tree: ast.AST) -> str:
    """A part as Python, tables left out, and a generator that is the only argument without
    parentheses of its own.
    """
    edits: dict[int, Sequence[ast.AST]] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Table():
                edits[id(node)] = [ast.Name("[...]")]
            case ast.Call(function, [ast.GeneratorExp() as only], []):
                edits[id(only)] = [ast.Name(_text(only)[1:-1])]
                waiting.append(function)
            case _:
                waiting += ast.iter_child_nodes(node)
    return ast.unparse(rewritten(tree, edits))


@deep
def spelling(tree: ast.AST) -> str | None:
    """A text that parts have in common that are written alike; None where a table stands in it."""
    long = any(isinstance(node, Table) for node in ast.walk(tree))
    return None if long else ast.dump(tree)


def same(first: ast.AST, second: ast.AST) -> bool:
    """Whether two parts are written alike."""
    spelt = spelling(first)
    return spelt is not None and spelt == spelling(second)
