"""Idioms for accumulation: `sum`, `max` and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .conditions import (
    Surroundings,
    assignment,
    clauses,
    confined,
    initial,
    is_truth,
    occurrences,
    plain,
    targets,
)
from .rewriting import Rewriting, assigning, at, calling, same, shown

Block = Sequence[ast.stmt]
Clauses = Sequence[ast.comprehension]

PARTIAL = "it overflows only when the whole sum does"


def accumulated(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Rewrite a loop that adds up, keeps an extreme or appends to `sum`, `max`, a comprehension."""
    loop = block[place]
    found, body = clauses(loop)
    if not found or len(body) != 1 or not confined(targets(found), [loop], around):
        return
    for name, value, made, note in _accumulators(loop, found, body[0], around):
        start = initial(block, place, name)
        if start is None or not same(start[1], value):
            continue
        if plain(made, around) and not occurrences(made)[name]:
            new = assigning(loop, name, made)
            yield Rewriting(loop.lineno, shown(new), {id(start[0]): [], id(loop): [new]}, note)


_Accumulator = tuple[str, ast.expr, ast.expr, str]  # name, initial value, final value, note


def _accumulators(
    loop: ast.stmt, found: Clauses, step: ast.stmt, around: Surroundings
) -> Iterator[_Accumulator]:
    """Yield the final value of a name whose loop body is one step of an accumulation."""
    match step:
        case ast.AugAssign(ast.Name(name), ast.Add(), ast.expr() as value):
            yield from _sums(loop, found, name, value, around)
        case ast.Assign([ast.Name(name)], ast.BinOp(ast.Name(before), ast.Add(), value)):
            if name == before:
                yield from _sums(loop, found, name, value, around)
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), "append"), [value], [])):
            made = at(loop, ast.ListComp(value, list(found)))
            yield name, ast.List([], ast.Load()), made, ""
        case _:
            yield from _extremes(loop, found, step)


def _sums(
    loop: ast.stmt, found: Clauses, name: str, value: ast.expr, around: Surroundings
) -> Iterator[_Accumulator]:
    zero = ast.Constant(0)
    yield name, zero, calling(loop, "sum", at(loop, ast.GeneratorExp(value, list(found)))), PARTIAL
    last = found[-1]
    one = isinstance(value, ast.Constant) and value.value == 1
    if one and last.ifs and is_truth(last.ifs[-1], around):
        fewer = ast.comprehension(last.target, last.iter, last.ifs[:-1], 0)
        tests = at(loop, ast.GeneratorExp(last.ifs[-1], [*found[:-1], fewer]))
        yield name, zero, calling(loop, "sum", tests), ""
    if one and isinstance(last.target, ast.Name):
        kept = at(loop, ast.ListComp(ast.Name(last.target.id, ast.Load()), list(found)))
        yield name, zero, calling(loop, "len", kept), ""


def _extremes(loop: ast.stmt, found: Clauses, step: ast.stmt) -> Iterator[_Accumulator]:
    """Rewrite `m = xs[0]; for x in xs: m = max(m, x)`, or with a test, to `m = max(xs)`."""
    setting = assignment(step)
    tests = [test for clause in found for test in clause.ifs]
    if setting is None or len(found) != 1 or not isinstance(found[0].target, ast.Name):
        return
    (name, value), element = setting, found[0].target.id
    word = _extreme_of(name, element, value, tests)
    xs = _all_of(found[0].iter)
    if word and xs:
        first = ast.Subscript(ast.Name(xs, ast.Load()), ast.Constant(0), ast.Load())
        yield name, first, calling(loop, word, ast.Name(xs, ast.Load())), ""


def _extreme_of(name: str, element: str, value: ast.expr, tests: Sequence[ast.expr]) -> str:
    """The function, `min` or `max`, that a step computes; "" for neither."""
    match value, tests:
        case ast.Call(ast.Name("min" | "max" as word), [ast.Name(a), ast.Name(b)], []), []:
            return word if {a, b} == {name, element} else ""
        case ast.Name(kept), [ast.Compare(ast.Name(a), [relation], [ast.Name(b)])]:
            if kept != element or {a, b} != {name, element}:
                return ""
            if not isinstance(relation, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                return ""
            return "max" if isinstance(relation, ast.Gt | ast.GtE) == (a == element) else "min"
        case _:
            return ""


def _all_of(iter_: ast.expr) -> str:
    """The name of a list that is iterated over, all of it or all but the first element."""
    match iter_:
        case ast.Name(xs):
            return xs
        case ast.Subscript(ast.Name(xs), ast.Slice(ast.Constant(1), None, None)):
            return xs
        case _:
            return ""
