"""The analysis of aliases in statements, in order of execution."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import count

from ..annotations import INFERRED
from ..flow import always
from . import domain as sharing
from .calls import extended
from .expressions import value
from .live_names import all_reads, path
from .loops import parts_of, sequences
from .operands import places
from .state import (
    Frame,
    State,
    Value,
    enter,
    fresh,
    give,
    meet,
    narrow,
    release,
    share,
    single,
    slots_of,
    spend,
    state,
    store,
    taken,
)  # fmt: skip
from .updates import has_lists, update_name

PATIENCE = 12  # rounds of a loop after which all groups are merged, to converge


def leave(a: Frame) -> None:
    """Record the state that callers see at an end of the function."""
    mask = sharing.place(a.fixed, 0) - 1
    for name in a.anew:
        mask &= ~a.masks[name]
    a.exits = sharing.join(a.exits, sharing.drop(a.groups, ~mask))


def block(a: Frame, statements: Sequence[ast.stmt]) -> bool:
    """Analyse statements in order; return whether control may reach their end."""
    for statement in statements:
        top = a.top
        a.live = a.facts.after[id(statement)]
        spend(a)
        if not _statement(a, statement):
            a.top = top
            return False
        release(a, top)
        narrow(a, a.facts.after[id(statement)])
    return True


def _statement(a: Frame, statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets, written):
            _assign(a, targets, written)
        case ast.AnnAssign(target, _, written):
            if written is not None:
                _assign(a, [target], written)
        case ast.AugAssign():
            _augment(a, statement)
        case ast.Assert(ast.Constant(False)):
            return False
        case ast.Expr(written) | ast.Assert(written):
            value(a, written)
        case ast.Return():
            _return(a, statement)
            return False
        case ast.Break() | ast.Continue():
            if a.loops:
                a.loops[-1][isinstance(statement, ast.Continue)].append(state(a))
            return False
        case ast.If():
            return _if(a, statement)
        case ast.For() | ast.While():
            return _loop(a, statement)
        case _:
            pass
    return True


def _return(a: Frame, statement: ast.Return) -> None:
    found = value(a, statement.value) if statement.value is not None else None
    first = 2 * len(a.parameters)
    parts = found if isinstance(found, tuple) and len(found) == a.results else (found,) * a.results
    for index, part in enumerate(parts):
        one = single(a, part)
        if one is not None:
            a.groups = sharing.spread(a.groups, one, first + index)
    leave(a)


def _if(a: Frame, statement: ast.If) -> bool:
    top = a.top
    a.live = a.facts.within[id(statement)]
    value(a, statement.test)
    release(a, top)
    before = state(a)
    ends: list[State | None] = []
    for arm in (statement.body, statement.orelse):
        enter(a, before)
        ends.append(state(a) if block(a, arm) else None)
    return _go_on(a, meet(a, *ends))


def _go_on(a: Frame, now: State | None) -> bool:
    if now is not None:
        enter(a, now)
    return now is not None


def _loop(a: Frame, loop: ast.For | ast.While) -> bool:
    """Analyse a loop until a further round adds no sharing."""
    source: Value = None
    base = a.top
    a.live = a.facts.within[id(loop)]
    if isinstance(loop, ast.For):
        source = sequences(a, loop.iter)
        a.iterators |= set(slots_of(source))
    top = a.top
    head = _joined(a, state(a), a.heads.get(id(loop)))
    for rounds in count():
        enter(a, head)
        after, back, breaks = _round(a, loop, source, top)
        wider = _joined(a, head, back)
        if wider[1] == head[1] and sharing.covers(head[0], wider[0]):
            break
        head = (sharing.merged(wider[0]), wider[1]) if rounds > PATIENCE else wider
    a.heads[id(loop)] = head
    a.iterators -= set(slots_of(source))
    enter(a, after)
    release(a, base)
    return _after(a, loop, breaks)


def _joined(a: Frame, first: State, second: State | None) -> State:
    both = meet(a, first, second)
    return first if both is None else both


def _round(
    a: Frame, loop: ast.For | ast.While, source: Value, top: int
) -> tuple[State, State | None, list[State]]:
    """Analyse a round: the states at the regular end, at the next round, and at the breaks."""
    a.loops.append(([], []))
    if isinstance(loop, ast.While):
        a.live = a.facts.within[id(loop)]
        value(a, loop.test)
        release(a, top)
        after = state(a)
    else:
        after = state(a)
        a.live = a.facts.around[id(loop)]
        _bind(a, loop.target, taken(a, source))
        release(a, top)
    back = state(a) if block(a, loop.body) else None
    breaks, continues = a.loops.pop()
    for other in continues:
        back = meet(a, back, other)
    if back is not None:
        enter(a, back)
        narrow(a, a.facts.around[id(loop)])
        back = state(a)
    return after, back, breaks


def _after(a: Frame, loop: ast.For | ast.While, breaks: Sequence[State]) -> bool:
    """Join the exits of a loop: its regular end with `else`, and its breaks."""
    end: State | None = None
    if not (isinstance(loop, ast.While) and always(loop.test)):
        end = state(a) if block(a, loop.orelse) else None
    for other in breaks:
        end = meet(a, end, other)
    return _go_on(a, end)


def _assign(a: Frame, targets: Sequence[ast.expr], written: ast.expr) -> None:
    live = a.live
    reads = all_reads(a.facts, targets)
    if _is_swap(targets, written):
        for target in targets[0].elts if isinstance(targets[0], ast.Tuple) else ():
            found = path(target)
            if found is not None:
                update_name(a, target, found[0], len(found[1]) - 1)
        return
    a.live = live | reads
    found_value = value(a, written)
    for index, target in enumerate(targets):
        a.live = live | all_reads(a.facts, targets[index + 1 :])
        _bind(a, target, found_value)
    a.live = live


def _is_swap(targets: Sequence[ast.expr], written: ast.expr) -> bool:
    """Whether this is `a[i], a[j] = a[j], a[i]`, which only permutes elements."""
    if len(targets) != 1:
        return False
    match targets[0], written:
        case ast.Tuple([first, second]), ast.Tuple([third, fourth]):
            pass
        case _:
            return False
    one, two = path(first), path(second)
    return (
        one is not None and two is not None and one[0] == two[0] and len(one[1]) == len(two[1]) > 0
        and all(map(_is_plain, [*one[1], *two[1]]))
        and ast.unparse(first) == ast.unparse(fourth)
        and ast.unparse(second) == ast.unparse(third)
    )  # fmt: skip


def _is_plain(index: ast.expr) -> bool:
    """Whether an index consists of names, numbers and operators only."""
    return all(
        isinstance(node, ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp | ast.operator
                   | ast.unaryop | ast.expr_context)
        for node in ast.walk(index)
    )  # fmt: skip


def _bind(a: Frame, target: ast.expr, found: Value) -> None:
    """Store a value in a target, part by part from left to right."""
    match target:
        case ast.Name(name):
            give(a, name, found)
        case ast.Tuple(elts) | ast.List(elts):
            live = a.live
            for index, one in enumerate(parts_of(a, found, len(elts))):
                a.live = live | all_reads(a.facts, elts[index + 1 :])
                _bind(a, elts[index], one)
            a.live = live
        case ast.Starred(inner):
            made = fresh(a)
            share(a, found, made)
            _bind(a, inner, made)
        case ast.Subscript():
            _store(a, target, found)
        case _:
            pass


def _store(a: Frame, target: ast.Subscript, found: Value) -> None:
    if isinstance(target.slice, ast.Slice):
        _store_slice(a, target, target.slice, found)
        return
    where = path(target)
    if where is None:
        places(a, "", [], [target.value])
        return
    name, indices = where
    places(a, name, indices, [])
    update_name(a, target.value, name, len(indices) - 1)
    slot = a.slots.get(name)
    if slot is not None and name not in a.shapes:
        store(a, found, slot, len(indices))


def _store_slice(a: Frame, target: ast.Subscript, part: ast.Slice, found: Value) -> None:
    """A slice is stored: the list is updated, and holds the elements of the other list too."""
    where = path(target.value)
    bounds = [one for one in (part.lower, part.upper, part.step) if one is not None]
    if where is None:
        places(a, "", [], [target.value])
        return
    name, indices = where
    places(a, name, indices, bounds)
    other = single(a, found)
    if other is not None:  # Python has copied its elements
        a.groups = sharing.drop(a.groups, sharing.place(other, 0))
    update_name(a, target.value, name, len(indices))
    slot = a.slots.get(name)
    if slot is not None and name not in a.shapes:
        share(a, other, slot, len(indices))


def _infers(function: ast.FunctionDef) -> bool:
    """Whether parameters may be numbers although the analysis takes them for lists.

    To a list only a list can be added, so what a number is added to is none.
    """
    hints = [parameter.annotation for parameter in function.args.args]
    return any(isinstance(hint, ast.Name) and hint.id == INFERRED for hint in hints)


def _augment(a: Frame, statement: ast.AugAssign) -> None:
    target, written = statement.target, statement.value
    where = path(target)
    if where is None:
        places(a, "", [], [written])
        return
    name, indices = where
    live = a.live
    if indices:
        a.live = live | all_reads(a.facts, [target])
    nested = bool(indices) and (len(indices) > 1 or has_lists(a, name, 1))
    found = places(a, name, indices, [written], nested)[0]
    a.live = live
    number = found is None and isinstance(statement.op, ast.Add) and _infers(a.function)
    if number or not has_lists(a, name, len(indices)):
        if isinstance(target, ast.Subscript):
            update_name(a, target.value, name, len(indices) - 1)
        return
    if isinstance(statement.op, ast.Mult):
        update_name(a, target, name, len(indices))
        a.groups = sharing.repeat(a.groups, a.slots[name], len(indices) + 1)
        return
    extended(a, target, name, len(indices), written, found)
