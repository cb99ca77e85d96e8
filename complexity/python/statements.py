"""Lowering statements.

An exit sets flags, which are names like any other, so that branches and loops carry them:
``#x`` this block was left, ``#l`` the loop is left, ``#r`` the function returned, ``#b`` a `break`
ended the loop, ``#v`` the value returned. The code after a statement that may have exited is
lowered into the other arm if one arm always exits, else into a branch on ``#x``.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import partial

from ..language.graph import FALSE, TRUE
from ..language.types import BOOL, List
from .annotations import annotation, instead, lack
from .bindings import (
    CHAR,
    TEXT,
    Bound,
    Open,
    Row,
    Tuple,
    Value,
    describe,
    dummy,
    known,
    spell_known,
    unify,
)
from .builder import Builder, Env, as_value, branch, convert, takes
from .calls import argument, call
from .conversions import quoted
from .flow import absorbs, exits, falls
from .loops import loop
from .operators import binary, truth
from .sequences import bind, unpacked
from .slices import store_slice
from .updates import at_path, fitted, path, set_item, update

YES, NO = Value(TRUE, BOOL), Value(FALSE, BOOL)


def flags(b: Builder) -> Env:
    """The initial meanings of the flags in a function."""
    values = tuple(dummy(type_) for type_ in b.signature.results)
    return {"#x": NO, "#l": NO, "#r": NO, "#v": Tuple(values)}


def block(b: Builder, statements: Sequence[ast.stmt]) -> None:
    """Lower statements in order."""
    for index, statement in enumerate(statements):
        rest = statements[index + 1 :]
        if isinstance(statement, ast.If) and rest and _one_sided(statement):
            _if(b, statement, rest)
            return
        if rest and absorbs(statement):
            assert isinstance(statement, ast.For | ast.While)
            b.line = statement.lineno
            loop(b, statement, block, rest)
            return
        lower(b, statement)
        if not falls([statement]):
            return
        if exits([statement]) and rest:
            left = b.env["#x"]
            assert isinstance(left, Value)
            b.line = statement.lineno
            branch(b, statement, left, list, partial(_inside, b, rest))
            return


def _one_sided(statement: ast.If) -> bool:
    return falls(statement.body) != falls(statement.orelse)


def _inside(b: Builder, statements: Sequence[ast.stmt]) -> list[Value]:
    block(b, statements)
    return []


def _if(b: Builder, statement: ast.If, rest: Sequence[ast.stmt]) -> None:
    yes, no = list(statement.body), list(statement.orelse)
    if rest:
        (yes if falls(yes) else no).extend(rest)
    b.line = statement.lineno
    test = truth(b, statement.test)
    b.line = statement.lineno
    branch(b, statement, test, lambda: _inside(b, yes), lambda: _inside(b, no))


def lower(b: Builder, statement: ast.stmt) -> None:
    """Lower one statement.

    Raises
    ------
    NotInLanguage
        If it is outside the language, or its types do not fit.
    """
    b.line = statement.lineno
    match statement:
        case ast.Assign(targets, value):
            _assign(b, targets, value)
        case ast.AugAssign(target, op, value):
            _augment(b, target, op, value, statement)
        case ast.AnnAssign(target, hint, value):
            _annotated(b, target, hint, value)
        case ast.If():
            _if(b, statement, ())
        case ast.For() | ast.While():
            loop(b, statement, block)
        case ast.Return():
            _return(b, statement)
        case ast.Break():
            b.env |= {"#x": YES, "#l": YES, "#b": YES}
        case ast.Continue():
            b.env["#x"] = YES
        case ast.Assert(test):
            b.emit("assert_", [truth(b, test)], [], line=statement.lineno)
        case ast.Expr(value):
            _statement_expression(b, value)
        case ast.Pass():
            pass
        case _:
            raise b.refuse("CX201", statement, what=quoted(b, statement))


def _statement_expression(b: Builder, node: ast.expr) -> None:
    if isinstance(node, ast.Constant):
        return
    if isinstance(node, ast.Call):
        updates = isinstance(node.func, ast.Attribute) and node.func.attr != "copy"
        known_function = isinstance(node.func, ast.Name) and (
            node.func.id in b.program.module.functions
        )
        if updates or known_function:
            call(b, node)
            return
        b.expression(b, node)
    raise b.refuse("CX216", node)


def _assign(b: Builder, targets: list[ast.expr], value: ast.expr) -> None:
    bound = b.expression(b, value)
    if isinstance(bound, Tuple) and not bound.items and isinstance(value, ast.Call):
        raise b.refuse("CX301", value, what=quoted(b, value), found="None", wanted="a value",
            repair="call it on a line of its own; it updates its argument")  # fmt: skip
    for target in targets:
        _store(b, target, bound)


def _store(b: Builder, target: ast.expr, bound: Bound) -> None:
    match target:
        case ast.Subscript(slice=ast.Slice() as cut):
            store_slice(b, target, cut, bound)
        case ast.Subscript():
            name, indices = path(b, target)
            type_ = at_path(b, name, indices[:-1], target.value)
            value = as_value(b, bound)
            if value is None:
                raise b.refuse("CX309", target, what=describe(bound))
            set_item(b, name, indices, fitted(b, value, type_, target))
        case ast.Tuple(elts) | ast.List(elts):
            for part in elts:
                if isinstance(part, ast.Starred):
                    raise b.refuse("CX209", part, name=quoted(b, part))
            for part, item in zip(elts, unpacked(b, bound, len(elts), target), strict=True):
                _store(b, part, item)
        case _:
            bind(b, target, bound)


def _annotated(b: Builder, target: ast.expr, hint: ast.expr, value: ast.expr | None) -> None:
    type_ = annotation(hint)
    if type_ is None:
        name = ast.unparse(target)
        raise b.refuse("CX302", hint, kind="variable", name=name, function=b.name,
            lack=lack(hint), repair=instead(name, hint))  # fmt: skip
    if value is not None:
        _store(b, target, argument(b, b.value(value), type_, value))


def _augment(
    b: Builder, target: ast.expr, op: ast.operator, value: ast.expr, statement: ast.AugAssign
) -> None:
    if isinstance(target, ast.Name):
        old = b.value(ast.copy_location(ast.Name(target.id, ast.Load()), target))
        new = b.value(value)
        if _grows(old, new):
            _extend_in_place(b, target.id, [], old, op, new, statement)
        else:
            b.bind(target.id, binary(b, old, op, new, _spelt(target, op, value, statement)))
        return
    name, indices = path(b, target)
    at_path(b, name, indices[:-1], target)
    old = b.value(ast.copy_location(ast.Name(name, ast.Load()), target))
    for index in indices:
        type_ = known(old.type)
        assert isinstance(type_, List)
        old = b.apply("getitem", [old, index], type_.element)
    new = b.value(value)
    if _grows(old, new):
        _extend_in_place(b, name, indices, old, op, new, statement)
        return
    result = binary(b, old, op, new, _spelt(target, op, value, statement))
    wanted = at_path(b, name, indices[:-1], target)
    set_item(b, name, indices, fitted(b, result, wanted, target))


def _grows(old: Value, new: Value) -> bool:
    """Whether `old += new` updates a list; a tuple or a text is bound anew."""
    type_ = known(old.type)
    if isinstance(type_, Open):
        unify(type_, TEXT if known(new.type) == CHAR else new.type)
    return isinstance(known(old.type), List) and not isinstance(known(old.type), Row)


def _spelt(
    target: ast.expr, op: ast.operator, value: ast.expr, statement: ast.AugAssign
) -> ast.expr:
    return ast.copy_location(ast.BinOp(target, op, value), statement)


def _extend_in_place(
    b: Builder, name: str, indices: list[Value], old: Value, op: ast.operator, new: Value,
    statement: ast.AugAssign,
) -> None:  # fmt: skip
    if not isinstance(op, ast.Add):
        repeats = isinstance(op, ast.Mult)
        raise b.refuse("CX301", statement, what=quoted(b, statement), found="a list",
            wanted="an int", repair="write `xs = xs * n`" if repeats
            else "work on the elements: `xs[i]`")  # fmt: skip
    if not unify(old.type, new.type):
        raise b.refuse("CX301", statement, what=quoted(b, statement.value), found=describe(new),
            wanted=describe(old), repair="join lists of one type")  # fmt: skip
    update(b, "extend", name, indices, [new])


def _return(b: Builder, statement: ast.Return) -> None:
    wanted = b.signature.results
    if statement.value is None or (
        not wanted and isinstance(statement.value, ast.Constant) and statement.value.value is None
    ):
        given: list[Bound] = []
    else:
        bound = _answer(b, b.expression(b, statement.value))
        if isinstance(bound, Tuple) != b.signature.is_tuple:
            raise _wrong(b, statement, describe(bound))
        given = list(bound.items) if isinstance(bound, Tuple) else [bound]
    if len(given) != len(wanted):
        raise _wrong(b, statement, "nothing" if not given else f"{len(given)} values")
    values = []
    for item, type_ in zip(given, wanted, strict=True):
        value = as_value(b, item)
        if value is None or not takes(type_, value.type):
            raise _wrong(b, statement, describe(item))
        values.append(convert(b, value, type_))
    b.env |= {"#x": YES, "#l": YES, "#r": YES, "#v": Tuple(tuple(values))}


def _answer(b: Builder, bound: Bound) -> Bound:
    """A tuple as one value, or a list that stands for a tuple as several, as the result wants."""
    if not b.signature.is_tuple:
        return as_value(b, bound) or bound
    count, row = len(b.signature.results), known(bound.type) if isinstance(bound, Value) else None
    if isinstance(bound, Value) and isinstance(row, Row) and row.kind == "tuple":
        return Tuple(tuple(b.emit("unpack", [bound], [row.element] * count, count)))
    return bound


def _wrong(b: Builder, statement: ast.Return, found: str) -> Exception:
    signature = b.signature
    parts = ", ".join(spell_known(type_) for type_ in signature.results)
    wanted = f"tuple[{parts}]" if signature.is_tuple else parts or "None"
    return b.refuse("CX307", statement, found=found, wanted=wanted)
