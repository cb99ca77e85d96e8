"""Expressions of the language that stand for a method or a function of Python's."""

from __future__ import annotations

import ast
import copy
from functools import lru_cache

from .bindings import Value
from .builder import Builder

_OWN = "#"  # begins the names of a template, which are no identifiers


class _Renaming(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.args = [self.visit(arg) for arg in node.args]
        node.keywords = [self.visit(word) for word in node.keywords]
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(_OWN + node.id, node.ctx)


@lru_cache(maxsize=64)
def _parsed(text: str) -> ast.expr:
    made: ast.expr = _Renaming().visit(ast.parse(text, mode="eval").body)
    return made


def template(b: Builder, node: ast.expr, text: str, **values: Value) -> Value:
    """Lower an expression over values that are lowered already, by their names in it.

    Its functions are those of the language, whatever the file calls so.
    """
    made = copy.deepcopy(_parsed(text))
    for part in ast.walk(made):
        ast.copy_location(part, node)
    names = {_OWN + name: value for name, value in values.items()}
    b.env |= names
    try:
        return b.value(made)
    finally:
        for name in names:
            b.env.pop(name, None)
