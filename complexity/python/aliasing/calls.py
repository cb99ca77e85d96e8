"""The analysis of aliases in calls: methods, built-in functions, functions of the file."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from ...language.ops import OPS
from ...language.signatures import signature
from ..refusals import quote
from ..syntax import METHODS, METHODS_THAT_UPDATE
from . import domain as sharing
from .live_names import path, result_count
from .loops import scope_target
from .operands import held_by_generator, operands, places
from .state import (
    Frame,
    Place,
    Summary,
    Value,
    element,
    fresh,
    release,
    share,
    single,
    store,
    taken,
    temporary,
)  # fmt: skip
from .updates import copied, update, update_name

_WORDS = ("randrange", "candidate")


def call(a: Frame, node: ast.Call, active: bool) -> Value:
    """The value of a call; its updates are checked."""
    if isinstance(node.func, ast.Attribute):
        return _method(a, node, node.func)
    if not isinstance(node.func, ast.Name):
        operands(a, node.args)
        return None
    name = node.func.id
    if name in a.functions and name not in _WORDS:
        return _function(a, node, name)
    match name:
        case "list" | "tuple" | "sorted":
            made = fresh(a)
            for one in operands(a, node.args):
                share(a, one, made)
            _keys(a, node)
            return made
        case "reversed" | "candidate":
            found = operands(a, node.args)
            return found[0] if len(found) == 1 else None
        case "min" | "max":
            return _extreme(a, node)
        case "next":
            return _next(a, node)
        case _:
            if active:
                operands(a, [*node.args, *(keyword.value for keyword in node.keywords)])
            return None


def _method(a: Frame, node: ast.Call, attribute: ast.Attribute) -> Value:
    if attribute.attr == "copy":
        owner = a.evaluate(a, attribute.value)
        made = fresh(a)
        share(a, owner, made)
        return made
    found = path(attribute.value)
    if found is None or attribute.attr not in METHODS_THAT_UPDATE:
        operands(a, [attribute.value, *node.args])
        return None
    name, indices = found
    if attribute.attr == "sort":
        _keys(a, ast.Call(attribute, [attribute.value], node.keywords))
    args = places(a, name, indices, node.args)
    if attribute.attr not in METHODS:
        update_name(a, attribute.value, name, len(indices))
        return None
    op = OPS[next(iter(METHODS[attribute.attr].values()))]
    if op.waits == "list" and len(args) == 1:
        extended(a, attribute.value, name, len(indices), node.args[0], args[0])
        return None
    update_name(a, attribute.value, name, len(indices))
    slot = a.slots.get(name)
    if slot is None or a.hidden or name in a.shapes:
        return None
    if len(signature(op.name, 0).results) > 1:  # with the element that leaves the list
        return taken(a, slot, len(indices) + 1)
    if op.stores and args:
        store(a, args[-1], slot, len(indices) + 1)
    return None


def extended(
    a: Frame, node: ast.expr, name: str, level: int, written: ast.expr, value: Value
) -> None:
    """Extend a name's list at a level; the reference to the other list is dropped.

    A generator, or a reversed list, is read while the list grows.
    """
    held_by_generator(a, written)
    one = single(a, value)
    if one is not None and not _is_reversed(written):
        a.groups = sharing.drop(a.groups, sharing.place(one, 0))
    update_name(a, node, name, level)
    slot = a.slots.get(name)
    if slot is not None and not a.hidden and name not in a.shapes:
        share(a, one, slot, level)


def _is_reversed(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (
        node.func.id == "reversed"
    )  # fmt: skip


def _either(a: Frame, values: Sequence[Value]) -> Value:
    made = temporary(a)
    for one in (single(a, value) for value in values):
        if one is not None:
            a.groups = sharing.spread(a.groups, one, made, instead=True)
    return made if sharing.occurs(a.groups, sharing.whole(made)) else None


def _extreme(a: Frame, node: ast.Call) -> Value:
    found = operands(a, node.args)
    if len(found) == 1:
        found = [element(a, found[0])]
    for keyword in node.keywords:
        if keyword.arg == "key":
            _key(a, keyword.value, found)
        else:
            found.append(a.evaluate(a, keyword.value))
    return _either(a, found)


def _keys(a: Frame, node: ast.Call) -> None:
    """Check the key and the other keywords of `sorted` or `.sort`."""
    top = a.top
    for keyword in node.keywords:
        if keyword.arg == "key":
            _key(a, keyword.value, [element(a, one) for one in operands(a, node.args)])
        else:
            a.evaluate(a, keyword.value)
    release(a, top)


def _key(a: Frame, key: ast.expr, elements: Sequence[Value]) -> None:
    """Check that a key function updates nothing."""
    top = a.top
    a.hidden += 1
    if isinstance(key, ast.Lambda) and key.args.args and id(key) in a.facts.active:
        a.scopes.append({})
        name = ast.Name(key.args.args[0].arg, ast.Store())
        scope_target(a, name, _either(a, elements))
        a.evaluate(a, key.body)
        a.scopes.pop()
    elif isinstance(key, ast.Name) and key.id in a.functions:
        parameter = _updated_first(a, key.id)
        if parameter is not None and a.source is not None:
            raise a.source.refuse("CX220", key, name=parameter)
    a.hidden -= 1
    release(a, top)


def _updated_first(a: Frame, name: str) -> str | None:
    """The name of a function's first parameter if the function updates it."""
    arguments = a.functions[name].args
    listed = [*arguments.posonlyargs, *arguments.args]
    if listed and any(index == 0 for index, _ in a.summaries[name].updated):
        return listed[0].arg
    return None


def _next(a: Frame, node: ast.Call) -> Value:
    found = operands(a, node.args)
    if not found:
        return None
    return _either(a, [element(a, found[0]), *found[1:]])


def _function(a: Frame, node: ast.Call, name: str) -> Value:
    summary, function = a.summaries[name], a.functions[name]
    count = result_count(function)
    results = [temporary(a) for _ in range(count or 1)]
    nodes = [*node.args, *(keyword.value for keyword in node.keywords)]
    slots = [single(a, one) for one in operands(a, nodes)][: len(node.args)]
    homes = _check_arguments(a, node, summary, slots)
    _apply(a, summary, slots, homes, results, _arity(function))
    found: list[Value] = [
        slot if sharing.occurs(a.groups, sharing.whole(slot)) else None for slot in results
    ]
    return found[0] if count is None else tuple(found)


def _arity(function: ast.FunctionDef) -> int:
    return len(function.args.posonlyargs) + len(function.args.args)


def _check_arguments(
    a: Frame, node: ast.Call, summary: Summary, slots: Sequence[int | None]
) -> dict[int, int]:
    """Check the updated arguments; return the slots in which callers see the updates."""
    homes: dict[int, int] = {}
    for index, level in sorted(summary.updated):
        slot = slots[index] if index < len(slots) else None
        if slot is None:
            continue
        arg = node.args[index]
        found = path(arg)
        if found is None:
            update(a, arg, slot, level)
            homes[index] = slot
            continue
        if found[1]:
            _refuse_path(a, node, index, level)
            continue
        update_name(a, arg, found[0], level, sharing.whole(slot))
        home = a.slots.get(found[0])
        if home is not None and not a.hidden:
            homes[index] = home
    return homes


def _refuse_path(a: Frame, node: ast.Call, index: int, level: int) -> None:
    assert isinstance(node.func, ast.Name)
    arguments = a.functions[node.func.id].args
    name = [*arguments.posonlyargs, *arguments.args][index].arg
    if a.source is not None:
        text = quote(node.args[index])[1:-1]
        repair = f"pass a copy and store it: `row = {copied(text, level)}`, then `{text} = row`"
        raise a.source.refuse(
            "CX403", node.args[index], function=node.func.id, name=name, repair=repair
        )


def _apply(
    a: Frame, summary: Summary, slots: Sequence[int | None], homes: dict[int, int],
    results: Sequence[int], arity: int,
) -> None:  # fmt: skip
    """Apply a function's effects on the lists of its parameters to the lists of its arguments."""
    targets = {arity + index: home for index, home in homes.items()}
    targets |= {2 * arity + index: slot for index, slot in enumerate(results)}
    moves: dict[Place, set[int]] = {}
    made: set[int] = set()
    for group in summary.exits:
        moved = 0
        for source, target in targets.items():
            moved |= sharing.field_of(group, source) << target * sharing.WIDTH
        places = _places(group, list(enumerate(range(arity))))
        if not places:
            made.add(moved)
        for place in places:
            moves.setdefault(place, set()).add(moved)
    ends = [(index, slot) for index, slot in enumerate(slots) if slot is not None]
    for group in a.groups:
        made |= _moved(group, ends, moves, homes)
    a.groups = sharing.simplified(frozenset(made))


def _places(group: int, slots: Iterable[tuple[int, int]]) -> list[Place]:
    found = []
    for index, slot in slots:
        field = sharing.field_of(group, slot) & sharing.PRESENT
        found += [(index, level) for level in range(field.bit_length()) if field >> level & 1]
    return found


def _moved(
    group: int, ends: Sequence[Place], moves: dict[Place, set[int]], homes: dict[int, int]
) -> set[int]:
    """The groups that one of the caller's groups becomes."""
    entered = [place for place in _places(group, ends) if place in moves]
    if not entered:
        return {group}
    twice = any(sharing.field_of(group, slot) >> sharing.LEVELS for _, slot in ends)
    if len(entered) == 1 and not twice:
        place = entered[0]
        home = homes.get(place[0])
        base = group if home is None else group & ~sharing.whole(home)
        return {base | moved for moved in moves[place]}
    for place in entered:
        for moved in moves[place]:
            group |= sharing.doubled(moved)
    return {group}
