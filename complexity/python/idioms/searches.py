"""Idioms for search loops: `any`, `all` and `next`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .conditions import (
    Surroundings,
    assignment,
    calm,
    clauses,
    confined,
    initial,
    is_truth,
    negated,
    occurrences,
    overflows,
    targets,
)
from .rewriting import Rewriting, assigning, at, calling, copied, shown

Block = Sequence[ast.stmt]
Clauses = Sequence[ast.comprehension]

STOPS = "it stops at the first hit, so that an overflow after it no longer counts"
EAGER = "the default is computed first, so that its overflow counts even after a hit"


def flagged(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite a loop that sets a flag: `found = any(... for ...)`, `ok = all(... for ...)`."""
    loop = block[place]
    found, hit = clauses(loop)
    stops = len(hit) == 2 and isinstance(hit[1], ast.Break) and len(found) == 1
    setting = assignment(hit[0])
    if not _tested(found, loop, around) or setting is None or len(hit) != 1 + stops:
        return
    name, value = setting
    start = initial(block, place, name)
    looked_at = _looked_at(found)
    if start is None or not _are_opposite(start[1], value) or occurrences(*looked_at)[name]:
        return
    if not stops and not all(calm(part, around) for part in looked_at):
        return
    note = STOPS if not stops and any(map(overflows, looked_at)) else ""
    for test in _decided(loop, found, value):
        made = assigning(loop, name, test)
        edits = {id(start[0]): [], id(loop): [made]}
        yield Rewriting(loop.lineno, shown(made), edits, note)


def returned(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite a loop that returns its first hit: `return any(... for ...)`, `return next(...)`."""
    loop, after = block[place], block[place + 1 : place + 2]
    found, hit = clauses(loop)
    if not _tested(found, loop, around):
        return
    match [*hit, *after]:
        case [ast.Return(ast.expr() as value), ast.Return(ast.expr() as default)]:
            pass
        case _:
            return
    for answer, note in _answers(loop, found, value, default, around):
        made = at(loop, ast.Return(answer))
        yield Rewriting(loop.lineno, shown(made), {id(loop): [made], id(after[0]): []}, note)


def broken(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite a loop that keeps its first hit and breaks: `x = next((... for ...), ...)`."""
    loop = block[place]
    found, hit = clauses(loop)
    if len(found) != 1 or not _tested(found, loop, around):
        return
    setting = assignment(hit[0])
    if setting is None or len(hit) != 2 or not isinstance(hit[1], ast.Break):
        return
    name, value = setting
    start = initial(block, place, name)
    if start is None or occurrences(*_looked_at(found), found[0].iter, value)[name]:
        return
    made = assigning(loop, name, _first(loop, found, value, start[1]))
    yield Rewriting(loop.lineno, shown(made), {id(start[0]): [], id(loop): [made]})


def counted(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite `while i < len(xs) and ...: i += 1` to `i = next((... for ...), len(xs))`."""
    match block[place]:
        case ast.While(
            ast.BoolOp(ast.And(), [ast.Compare(ast.Name(name), [ast.Lt()], [end]), *rest]),
            [ast.AugAssign(ast.Name(stepped), ast.Add(), ast.Constant(1))],
            [],
        ) if name == stepped:
            loop = block[place]
        case _:
            return
    start = initial(block, place, name)
    if start is None or not _is_zero(start[1]) or not _is_length(end):
        return
    goes_on = rest[0] if len(rest) == 1 else at(loop, ast.BoolOp(ast.And(), rest))
    element = at(loop, ast.Name(name, ast.Store()))
    clause = ast.comprehension(element, calling(loop, "range", end), [negated(goes_on)], 0)
    value = at(loop, ast.Name(name, ast.Load()))
    made = assigning(loop, name, _first(loop, [clause], value, copied(end)))
    yield Rewriting(loop.lineno, shown(made), {id(start[0]): [], id(loop): [made]})


# -- parts ---------------------------------------------------------------------------------------


def _tested(found: Clauses, loop: ast.stmt, around: Surroundings) -> bool:
    """Whether the innermost clause has a test, and nothing else uses the loop's names."""
    return bool(found and found[-1].ifs) and confined(targets(found), [loop], around)


def _looked_at(found: Clauses) -> list[ast.expr]:
    """The expressions computed for each element: all tests, and the sequences of inner loops."""
    tests = [test for clause in found for test in clause.ifs]
    return tests + [clause.iter for clause in found[1:]]


def _are_opposite(first: ast.expr, second: ast.expr) -> bool:
    return {_truth(first), _truth(second)} == {True, False}


def _truth(value: ast.expr) -> bool | None:
    known = value.value if isinstance(value, ast.Constant) else None
    return known if isinstance(known, bool) else None


def _is_zero(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and type(value.value) is int and value.value == 0


def _is_length(value: ast.expr) -> bool:
    match value:
        case ast.Call(ast.Name("len"), [ast.Name()], []):
            return True
        case _:
            return False


def _decided(loop: ast.stmt, found: Clauses, hit: ast.expr) -> Iterator[ast.expr]:
    """Yield expressions for the existence of a hit, or its negation if a hit returns False."""
    last = found[-1]
    test, before = last.ifs[-1], last.ifs[:-1]
    inner = [*found[:-1], ast.comprehension(last.target, last.iter, before, 0)]
    some = calling(loop, "any", at(loop, ast.GeneratorExp(test, inner)))
    if _truth(hit):
        yield some
        return
    yield calling(loop, "all", at(loop, ast.GeneratorExp(negated(test), inner)))
    yield at(loop, ast.UnaryOp(ast.Not(), some))


def _first(loop: ast.stmt, found: Clauses, value: ast.expr, default: ast.expr) -> ast.expr:
    return calling(loop, "next", at(loop, ast.GeneratorExp(value, list(found))), default)


def _answers(
    loop: ast.stmt, found: Clauses, value: ast.expr, default: ast.expr, around: Surroundings
) -> Iterator[tuple[ast.expr, str]]:
    """Yield the result of a search: a value at the first hit, else a default."""
    hit = _truth(value)
    if hit is not None and _are_opposite(value, default):
        yield from ((test, "") for test in _decided(loop, found, value))
    elif hit is not None and is_truth(default, around):
        word = ast.Or() if hit else ast.And()
        for test in _decided(loop, found, value):
            yield at(loop, ast.BoolOp(word, [test, default])), ""
    elif calm(default, around):
        note = EAGER if overflows(default) else ""
        yield _first(loop, found, value, default), note
