"""Lowering loops: the names that a body assigns become states of the loop."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..language.graph import FALSE, Operand, Region
from ..language.types import BOOL, RANGE, Type
from .bindings import (
    Bound,
    Conflict,
    Row,
    Tuple,
    Value,
    clean,
    describe,
    dummy,
    known,
    leaves,
    rebuild,
)  # fmt: skip
from .builder import Arm, Builder, Env, arm, as_value, branch, convert, into, join
from .flow import absorbs, always, exits
from .operators import truth
from .sequences import Sequences, bind, element, flat, sequences, shaped
from .updates import updated_in

Block = Callable[[Builder, Sequence[ast.stmt]], None]
Loop = ast.For | ast.While
NO = Value(FALSE, BOOL)


@dataclass(slots=True)
class _Plan:
    """The states of a loop: names in order, with initial values and types."""

    loop: Loop
    names: list[str]
    local: list[str]
    leaves: bool
    source: Sequences | None
    initial: dict[str, Bound] = field(default_factory=dict)


def loop(b: Builder, statement: Loop, block: Block, rest: Sequence[ast.stmt] = ()) -> None:
    """Lower a `for` or `while` with its `else`; `rest` goes into the other arm of the `else`.

    Raises
    ------
    NotInLanguage
        If the type of a state differs between rounds and the name is used.
    """
    if isinstance(statement, ast.While) and updated_in(b, statement.test):
        statement = _test_inside(b, statement)
    outer: Env = {flag: b.env[flag] for flag in ("#x", "#l", "#b") if flag in b.env}
    plan = _plan(b, statement)
    _run(b, plan, block)
    broken = b.env.pop("#b", NO)  # from here on, a `break` refers to the enclosing loop
    b.env |= outer
    if "return" in exits(statement.body):
        b.env |= {"#x": b.env["#r"], "#l": b.env["#r"]}
    if statement.orelse:
        _else(b, statement, broken, partial(block, b, rest), partial(block, b, statement.orelse))


def _test_inside(b: Builder, statement: ast.While) -> ast.While:
    """Move the test of a loop into its body, because the test updates a list."""
    if statement.orelse:
        raise b.refuse("CX201", statement.test, what="a test that updates a list, with 'else',",
            repair="write `while True:`, and in it `if not ...:` with the else and `break`"
            )  # fmt: skip
    made = b.rewritten.get(id(statement))
    if made is None:
        negated = ast.copy_location(ast.UnaryOp(ast.Not(), statement.test), statement.test)
        stop = ast.copy_location(ast.Break(), statement.test)
        guard = ast.copy_location(ast.If(negated, [stop], []), statement.test)
        forever = ast.copy_location(ast.Constant(True), statement.test)
        made = ast.copy_location(ast.While(forever, [guard, *statement.body], []), statement)
        b.rewritten[id(statement)] = made
    return made


def _plan(b: Builder, statement: Loop) -> _Plan:
    source = None
    names = updated_in(b, statement.body)
    if isinstance(statement, ast.For):
        source = sequences(b, statement.iter)
        names = list(dict.fromkeys([*updated_in(b, statement.target), *names]))
    left = exits(statement.body)
    flags = ["#r", "#v"] if "return" in left else []
    if statement.orelse and "break" in left:
        flags.append("#b")
        b.env["#b"] = NO
    carried = [name for name in names if name in b.env]
    local = [name for name in names if name not in b.env]
    leaves_ = bool(left & {"return", "break"})
    plan = _Plan(statement, [*carried, *flags], local, leaves_, source)
    plan.initial = {name: b.env[name] for name in plan.names}
    for name, bound in b.learned.get(id(statement), {}).items():
        if name not in plan.initial:
            plan.names.append(name)
            plan.local.remove(name)
        plan.initial[name] = _start(b, plan.initial.get(name), bound)
    return plan


def _start(b: Builder, initial: Bound | None, learned: Bound) -> Bound:
    """The initial value of a state, converted to a learned type."""
    if isinstance(learned, Tuple):
        items = initial.items if isinstance(initial, Tuple) else [None] * len(learned.items)
        return Tuple(tuple(_start(b, i, x) for i, x in zip(items, learned.items, strict=True)))
    if isinstance(learned, Conflict):
        return learned
    if isinstance(initial, Tuple):
        initial = as_value(b, initial)
    if isinstance(initial, Value):
        return convert(b, initial, learned.type)
    return dummy(learned.type)


MOST_ATTEMPTS = 8


def _run(b: Builder, plan: _Plan, block: Block) -> None:
    for _ in range(MOST_ATTEMPTS):
        nodes, named = len(b.nodes), len(b.named)
        if _attempt(b, plan, block):
            return
        del b.nodes[nodes:], b.named[named:]
        plan = _replan(b, plan)
    raise b.refuse("CX305", plan.loop, name="a name of this loop", first="one type",
        second="another")  # fmt: skip


def _replan(b: Builder, plan: _Plan) -> _Plan:
    learned = b.learned[id(plan.loop)]
    local = [name for name in plan.local if name not in learned]
    names = [*plan.names, *(name for name in learned if name not in plan.names)]
    fresh = _Plan(plan.loop, names, local, plan.leaves, plan.source)
    fresh.initial = {
        name: _start(b, plan.initial.get(name), learned[name])
        if name in learned else plan.initial[name] for name in names
    }  # fmt: skip
    return fresh


def _attempt(b: Builder, plan: _Plan, block: Block) -> bool:
    """Lower the loop with the current types of its states; False if a type must be widened."""
    line = b.line
    carried = [n for n in plan.names if clean(plan.initial[n]) and _carriable(plan.initial[n])]
    inits = [leaf for name in carried for leaf in leaves(plan.initial[name])]
    first = _params(b, inits)
    test = None if plan.source is not None else _test(b, plan, carried, first)
    states = first if plan.source is not None else _params(b, inits)
    body, params = _body(b, plan, carried, states, block)
    if _widened(b, plan, carried, body):
        return False
    ends = [leaf for name in carried for leaf in _end(b, body, plan.initial[name], name)]
    results = [into(b, body, leaf, state.type) for leaf, state in zip(ends, states, strict=True)]
    if plan.leaves:
        left = body.env["#l"]
        assert isinstance(left, Value)
        results.insert(0, left)
    region = _region([*params, *states], body, [r.operand for r in results])
    _emit(b, plan, carried, inits, states, (test, region), line)
    return True


def _end(b: Builder, body: Arm, start: Bound, name: str) -> list[Value]:
    """The values of a state at the end of a round; a tuple is a list where the state is one."""
    end = body.env[name]
    if isinstance(end, Tuple) and not isinstance(start, Tuple):
        nodes, b.nodes = b.nodes, body.nodes
        end = as_value(b, end) or end
        b.nodes = nodes
    return leaves(end)


def _carriable(bound: Bound) -> bool:
    return all(known(leaf.type) != RANGE for leaf in leaves(bound))


def _params(b: Builder, inits: list[Value]) -> list[Value]:
    return [Value(b.new(), init.type) for init in inits]


def _region(params: list[Value], made: Arm, results: list[Operand]) -> Region:
    names = tuple(p.operand for p in params if isinstance(p.operand, int))
    return Region(names, tuple(p.type for p in params), tuple(made.nodes), tuple(results))


def _inside(b: Builder, plan: _Plan, carried: list[str], states: list[Value]) -> Env:
    """The meanings of the names at the start of a round."""
    flat_states = list(states)
    env = {name: rebuild(plan.initial[name], flat_states) for name in carried}
    for name, bound in env.items():
        b.note(name, bound)
    for name in plan.names:
        if name not in env:
            spoken = describe(plan.initial[name])
            env[name] = Conflict(spoken, "changed by the loop")
    kept = {name: bound for name, bound in b.env.items() if name not in plan.local}
    return {**kept, **env, "#x": NO, "#l": NO}


def _test(b: Builder, plan: _Plan, carried: list[str], states: list[Value]) -> Region:
    assert isinstance(plan.loop, ast.While)
    test = plan.loop.test

    def run() -> list[Value]:
        b.env = _inside(b, plan, carried, states)
        return [truth(b, test)]

    made = arm(b, test, run)
    return _region(states, made, [made.values[0].operand])


def _body(
    b: Builder, plan: _Plan, carried: list[str], states: list[Value], block: Block
) -> tuple[Arm, list[Value]]:
    params = [element(b, one) for one in flat(plan.source)] if plan.source is not None else []

    def run() -> list[Value]:
        b.env = _inside(b, plan, carried, states)
        if plan.source is not None:
            assert isinstance(plan.loop, ast.For)
            bind(b, plan.loop.target, shaped(plan.source, list(params)))
        block(b, plan.loop.body)
        return []

    return arm(b, plan.loop, run), params


def _widened(b: Builder, plan: _Plan, carried: list[str], body: Arm) -> bool:
    """Whether the type of a state must change; the wider type is kept for the next attempt."""
    learned: dict[str, Bound] = {}
    for name in carried:
        start, end = plan.initial[name], body.env[name]
        wider = _wider(start, end)
        if wider is not None:
            learned[name] = wider
    endless = isinstance(plan.loop, ast.While) and always(plan.loop.test)
    if (endless and plan.leaves) or absorbs(plan.loop):
        for name in plan.local:
            bound = body.env.get(name)
            if bound is not None and clean(bound) and _carriable(bound):
                learned[name] = bound
    if learned:
        b.learned[id(plan.loop)] = {**b.learned.get(id(plan.loop), {}), **learned}
    return bool(learned)


def _row_of(bound: Bound) -> Type | None:
    """The type of a value that is a tuple of one type."""
    type_ = known(bound.type) if isinstance(bound, Value) else None
    return type_ if isinstance(type_, Row) and type_.kind == "tuple" else None


def _wider(start: Bound, end: Bound) -> Bound | None:
    """The wider initial meaning of a state; None if its present one suffices."""
    if isinstance(start, Value) and isinstance(end, Value):
        joined: Type | None = join(start.type, end.type)
        if joined is None or known(end.type) == RANGE:
            return Conflict(describe(start), describe(end))
        return None if known(joined) == known(start.type) else Value(0, joined)
    if isinstance(start, Tuple) and isinstance(end, Tuple) and len(start.items) == len(end.items):
        parts = [_wider(s, e) for s, e in zip(start.items, end.items, strict=True)]
        if not any(parts):
            return None
        items = (p if p is not None else s for p, s in zip(parts, start.items, strict=True))
        return Tuple(tuple(items))
    row = _row_of(end if isinstance(start, Tuple) else start)
    if row is not None and isinstance(start, Tuple):
        return Value(0, row)
    if row is not None and isinstance(end, Tuple):
        return None
    return Conflict(describe(start), describe(end))


def _emit(
    b: Builder, plan: _Plan, carried: list[str], inits: list[Value], states: list[Value],
    regions: tuple[Region | None, Region], line: int,
) -> None:  # fmt: skip
    types = [state.type for state in states]
    test, body = regions
    if plan.source is None:
        assert test is not None
        outs = b.emit("while", inits, types, plan.leaves, (test, body), line)
    else:
        args = flat(plan.source)
        outs = b.emit("for", [*args, *inits], types, (len(args), plan.leaves), (body,), line)
    for name in plan.names:
        if name not in carried:
            b.env[name] = Conflict(describe(plan.initial[name]), "changed by the loop")
    for name in plan.local:
        b.env.pop(name, None)
    for name in carried:
        b.bind(name, rebuild(plan.initial[name], outs))


def _else(
    b: Builder, statement: Loop, broken: Bound, rest: Callable[[], None], run: Callable[[], None]
) -> None:
    """Lower the `else` of a loop, which runs unless `break` or `return` ended it; else the rest."""
    left = exits(statement.body)
    ways = {"break": broken, "return": b.env["#r"]}
    tests = [flag for way, flag in ways.items() if way in left and isinstance(flag, Value)]
    if not tests:
        run()
        return
    test = tests[0]
    for other in tests[1:]:
        test = b.apply("either", [test, other], BOOL)
    branch(b, statement, test, partial(_nothing, rest), partial(_nothing, run))


def _nothing(lower: Callable[[], None]) -> list[Value]:
    """Lower statements as an arm without a value."""
    lower()
    return []
