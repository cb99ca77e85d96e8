"""Idioms for loops over indices and counters: loops over elements and ranges."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..flow import exits
from .conditions import (
    Surroundings,
    changed,
    confined,
    fresh,
    initial,
    occurrences,
    plain,
    resized,
    targets,
)
from .rewriting import Rewriting, at, calling, named, shown

Block = Sequence[ast.stmt]

BOUND = "its bound is one more and may overflow"
STEPPED = "the counter no longer overflows past the bound"


# -- elements ------------------------------------------------------------------------------------


def elements(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `for i in range(len(a))` that only reads `a[i]` to `for x in a`, or to a `zip`."""
    match block[place]:
        case ast.For(ast.Name(index), iter_, body, []) as loop:
            pass
        case _:
            return
    if not confined([index], [loop], around):
        return
    for target, source, edits in _walks(index, iter_, body, around):
        if occurrences(source).keys() & changed(body, around):
            continue
        edits |= {id(loop.target): [target], id(iter_): [source]}
        text = f"for {shown(target)} in {shown(source)}: ..."
        yield Rewriting(loop.lineno, text, edits)


def generated(expression: ast.expr, around: Surroundings) -> Iterator[Rewriting]:
    """The same for a comprehension or a generator."""
    if not isinstance(expression, ast.ListComp | ast.GeneratorExp):
        return
    for place, clause in enumerate(expression.generators):
        later = expression.generators[place + 1 :]
        inside = [*clause.ifs, *later, expression.elt]
        if not isinstance(clause.target, ast.Name) or clause.target.id in targets(later):
            continue
        for target, source, edits in _walks(clause.target.id, clause.iter, inside, around):
            if occurrences(source).keys() & targets(later):
                continue
            edits |= {id(clause.target): [target], id(clause.iter): [source]}
            text = f"for {shown(target)} in {shown(source)}"
            yield Rewriting(expression.lineno, text, edits)


_Walk = tuple[ast.expr, ast.expr, dict[int, Sequence[ast.AST]]]


def _walks(
    index: str, iter_: ast.expr, inside: Sequence[ast.AST], around: Surroundings
) -> Iterator[_Walk]:
    """Yield targets and sequences that replace an index, with the edits of its uses."""
    match iter_:
        case ast.Call(ast.Name("range"), [ast.Call(ast.Name("len"), [ast.Name(xs)], [])], []):
            offsets = [0]
        case ast.Call(
            ast.Name("range"),
            [ast.BinOp(ast.Call(ast.Name("len"), [ast.Name(xs)], []), ast.Sub(), ast.Constant(1))],
            [],
        ):
            offsets = [0, 1]
        case ast.Call(
            ast.Name("range"),
            [ast.Constant(1), ast.Call(ast.Name("len"), [ast.Name(xs)], [])],
            [],
        ):
            offsets = [-1, 0]
        case _:
            return
    reads = _reads(xs, index, inside)
    if reads is None or not set(reads) <= set(offsets) or not any(reads.values()):
        return
    wanted = [offset for offset in offsets if offset in reads]
    given = dict(zip(wanted, _element_names(xs, around), strict=False))
    edits: dict[int, Sequence[ast.AST]] = {
        id(read): [named(read, given[offset])] for offset, found in reads.items() for read in found
    }
    stores: list[ast.expr] = [ast.Name(given[offset], ast.Store()) for offset in wanted]
    if len(wanted) == 2:
        target = at(iter_, ast.Tuple(stores, ast.Store()))
        yield target, calling(iter_, "zip", named(iter_, xs), _but(iter_, xs, "first")), edits
    elif len(offsets) == 2:
        left_out = "last" if wanted[0] == offsets[0] else "first"
        yield at(iter_, stores[0]), _but(iter_, xs, left_out), edits
    else:
        yield at(iter_, stores[0]), named(iter_, xs), edits


def _reads(xs: str, index: str, inside: Sequence[ast.AST]) -> dict[int, list[ast.expr]] | None:
    """The reads `xs[index + offset]` by offset; None if the index has other uses."""
    found: dict[int, list[ast.expr]] = {}
    for node in (node for part in inside for node in ast.walk(part)):
        match node:
            case ast.Subscript(ast.Name(owner), place, ast.Load()) if owner == xs:
                offset = _offset(place, index)
                if offset is not None:
                    found.setdefault(offset, []).append(node)
            case _:
                pass
    reads = sum(map(len, found.values()))
    return found if occurrences(*inside)[index] == reads else None


def _offset(place: ast.expr, index: str) -> int | None:
    match place:
        case ast.Name(name) if name == index:
            return 0
        case ast.BinOp(ast.Name(name), ast.Add(), ast.Constant(1)) if name == index:
            return 1
        case ast.BinOp(ast.Name(name), ast.Sub(), ast.Constant(1)) if name == index:
            return -1
        case _:
            return None


def _element_names(xs: str, around: Surroundings) -> tuple[str, str]:
    one = fresh(around, *([xs[:-1]] if xs[:-1] and xs.endswith("s") else []), "x", "element")
    return one, fresh(around, *(name for name in ("y", "after", "follower") if name != one))


def _but(old: ast.expr, xs: str, left_out: str) -> ast.expr:
    """A list without its first or its last element."""
    one = ast.Constant(1)
    kept = ast.Slice(one) if left_out == "first" else ast.Slice(None, ast.UnaryOp(ast.USub(), one))
    return at(old, ast.Subscript(named(old, xs), kept, ast.Load()))


# -- counters ------------------------------------------------------------------------------------


def counting(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `i = a; while i < b: ...; i += 1` to `for i in range(a, b)`."""
    match block[place]:
        case ast.While(
            ast.Compare(ast.Name(index), [relation], [bound]),
            [*body, ast.AugAssign(ast.Name(stepped), step, ast.Constant(int(amount)))],
            [],
        ) as loop if body and index == stepped and amount > 0:
            pass
        case _:
            return
    start = initial(block, place, index)
    if start is None or not confined([index], [start[0], loop], around):
        return
    if not _is_steady(index, bound, body, around):
        return
    found = _range(loop, start[1], bound, relation, step, amount)
    if found is not None:
        target = at(loop, ast.Name(index, ast.Store()))
        made = at(loop, ast.For(target, found, body, []))
        note = BOUND if isinstance(relation, ast.LtE | ast.GtE) else STEPPED if amount > 1 else ""
        text = f"for {index} in {shown(found)}: ..."
        yield Rewriting(loop.lineno, text, {id(start[0]): [], id(loop): [made]}, note)


def _is_steady(index: str, bound: ast.expr, body: Sequence[ast.stmt], around: Surroundings) -> bool:
    """Whether a body leaves the index and the bound unchanged and never skips its end."""
    if not plain(bound, around):
        return False
    match bound:
        case ast.Call(ast.Name("len"), [ast.Name(xs)], []):
            moved = xs in resized(body, around)
        case _:
            moved = bool(occurrences(bound).keys() & changed(body, around))
    skips = "continue" in exits(body)
    return not (moved or skips or index in changed(body, around) or index in occurrences(bound))


def _range(
    loop: ast.While, start: ast.expr, bound: ast.expr, relation: ast.cmpop, step: ast.operator,
    amount: int,
) -> ast.expr | None:  # fmt: skip
    """The range of a counter that is stepped while it is on one side of a bound."""
    up = isinstance(relation, ast.Lt | ast.LtE)
    if not isinstance(step, ast.Add if up else ast.Sub):
        return None
    if not up and not isinstance(relation, ast.Gt | ast.GtE):
        return None
    end = bound
    if isinstance(relation, ast.LtE | ast.GtE):
        end = _moved(bound, 1 if up else -1)
    zero = isinstance(start, ast.Constant) and start.value == 0
    steps: list[ast.expr] = [] if up and amount == 1 else [_number(amount if up else -amount)]
    first = [] if zero and not steps else [start]
    return calling(loop, "range", *first, end, *steps)


def _moved(bound: ast.expr, by: int) -> ast.expr:
    """A bound increased or decreased by 1; a literal stays a literal."""
    if isinstance(bound, ast.Constant) and isinstance(bound.value, int):
        return at(bound, _number(bound.value + by))
    op = ast.Add() if by > 0 else ast.Sub()
    return at(bound, ast.BinOp(bound, op, ast.Constant(1)))


def _number(value: int) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))
