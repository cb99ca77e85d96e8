"""Conversion of values to required numbers and lists, or a refusal."""

from __future__ import annotations

import ast

from ..language.types import BOOL, INT, RANGE, List, Type
from .bindings import Open, Unknown, Value, describe, known, unify, unknown
from .builder import Builder, convert
from .refusals import quote


def _listing(found: Type) -> str:
    return "use a list" if found != RANGE else "write `list(range(n))`"


def number(b: Builder, node: ast.expr) -> Value:
    """Lower an expression to an int; a bool counts as 0 or 1."""
    return as_number(b, b.value(node), node)


def as_number(b: Builder, value: Value, node: ast.AST) -> Value:
    """Convert a value to an int; a bool counts as 0 or 1."""
    if known(value.type) == BOOL or unify(value.type, INT):
        return convert(b, value, INT)
    raise b.refuse("CX301", node, what=quoted(b, node), found=f"a {describe(value)}",
        wanted="an int", repair=repair_for(value.type))  # fmt: skip


def repair_for(found: Type) -> str:
    """The repair for a list or a range in the place of a scalar."""
    if known(found) == RANGE:
        return "use a number, or how many it holds, `len(range(n))`"
    return "use an element, `xs[i]`, or its length, `len(xs)`"


def quoted(b: Builder, node: ast.AST) -> str:
    """The source text of a node, for a message."""
    return quote(node)


def listed(b: Builder, value: Value, node: ast.AST) -> List:
    """The list type of a value, which must be a list."""
    type_ = known(value.type)
    if isinstance(type_, List):
        return type_
    if isinstance(type_, Unknown):
        fresh = Open(unknown())
        if unify(type_, fresh):
            return fresh
    raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
        wanted="a list", repair=_listing(type_))  # fmt: skip
