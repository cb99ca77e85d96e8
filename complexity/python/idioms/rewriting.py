"""Rewriting of syntax trees.

A tree is never changed: the rewritten tree is new and shares all unchanged parts with the old one.
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
Edits = Mapping[int, Sequence[ast.AST]]  # by `id` of an old part: its replacement

MOST_SHOWN = 100  # characters of a part shown in a suggestion


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A rewriting of one place of a function.

    Attributes
    ----------
    line : of the first statement that changes
    text : the replacement
    where : the place within the line, or "" for the whole line
    edits : the parts of the function's tree that change
    note : a side effect other than on length and costs, or ""
    """

    line: int
    text: str
    edits: Edits
    note: str = ""
    where: str = ""


@deep
def rewritten(tree: Tree, edits: Edits) -> Tree:
    """Replace parts of a tree; the result shares all other parts with the old tree."""
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
    """The replacement of a part; a statement may be replaced by several, or by none."""
    if not isinstance(part, ast.AST):
        return [part]
    return [_rebuilt(new, edits) for new in edits.get(id(part), (part,))]


def _differs(new: object, old: object) -> bool:
    return new is not old


def blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The statement lists of a function, outer before inner."""
    waiting = [function.body]
    while waiting:
        block = waiting.pop(0)
        yield block
        for statement in block:
            for name in ("body", "orelse"):
                if isinstance(inner := getattr(statement, name, None), list) and inner:
                    waiting.append(inner)


def at(old: ast.AST, new: Tree) -> Tree:
    """Give a new part the source location of an old one."""
    return ast.fix_missing_locations(ast.copy_location(new, old))


def named(old: ast.AST, name: str) -> ast.Name:
    """A use of a name, at the location of an old part."""
    return at(old, ast.Name(name, ast.Load()))


def assigning(old: ast.AST, name: str, value: ast.expr) -> ast.Assign:
    """An assignment to a name, at the location of an old part."""
    return at(old, ast.Assign([ast.Name(name, ast.Store())], value))


def calling(old: ast.AST, name: str, *args: ast.expr) -> ast.Call:
    """A call of a built-in function, at the location of an old part."""
    return at(old, ast.Call(ast.Name(name, ast.Load()), list(args), []))


def copied(tree: Tree) -> Tree:
    """A copy of a part, for use in a second place."""
    return copy.deepcopy(tree)


@deep
def shown(tree: ast.AST) -> str:
    """The Python text of a part, on one line."""
    text = " ".join(_text(tree).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 4]} ..."


def _text(tree: ast.AST) -> str:
    """The Python text of a part, with tables abbreviated, and with a generator that is the only
    argument of a call not in parentheses of its own.
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
    """A text that is equal for equal syntax; None if the part contains a table."""
    long = any(isinstance(node, Table) for node in ast.walk(tree))
    return None if long else ast.dump(tree)


def same(first: ast.AST, second: ast.AST) -> bool:
    """Whether two parts have the same syntax."""
    spelt = spelling(first)
    return spelt is not None and spelt == spelling(second)
