"""Idioms for nested tests, and for loops that begin with the test of their exit."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..flow import exits
from .conditions import Surroundings, negated
from .rewriting import Rewriting, at, shown

Block = Sequence[ast.stmt]


def nested(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `if a:` that contains only `if b: ...` to `if a and b: ...`."""
    match block[place]:
        case ast.If(outer, [ast.If(inner, body, [])], []) as old:
            test = at(outer, ast.BoolOp(ast.And(), [outer, inner]))
            made = at(old, ast.If(test, body, []))
            yield Rewriting(old.lineno, f"if {shown(test)}: ...", {id(old): [made]})


def left_first(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `while True:` that begins with `if p: break` (or a return) to `while not p:`."""
    match block[place]:
        case ast.While(test, [ast.If(stop, [leaves], []), *rest], []) as old if rest:
            endless = isinstance(test, ast.Constant) and bool(test.value)
        case _:
            return
    goes_on = negated(stop)
    if not endless:
        goes_on = at(test, ast.BoolOp(ast.And(), [test, goes_on]))
    made: list[ast.AST] = [at(old, ast.While(goes_on, rest, []))]
    edits: dict[int, Sequence[ast.AST]] = {id(old): made}
    if isinstance(leaves, ast.Return) and endless and "break" not in exits(rest):
        made.append(leaves)
        edits |= {id(statement): [] for statement in block[place + 1 :]}  # unreachable
    elif not isinstance(leaves, ast.Break):
        return
    yield Rewriting(old.lineno, f"while {shown(goes_on)}: ...", edits)
