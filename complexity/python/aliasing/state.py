"""The state of the analysis of aliases in a function.

A value is the result of an expression: None for a scalar, the slot of a list, a tuple of values.
The slots of a function are, in this order: for each parameter, the caller's list at entry (recorded
in every group and never erased); the parameters' names; the results; then names and temporaries in
order of appearance.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..refusals import Source
from . import domain as sharing
from .domain import Groups
from .live_names import Facts, Names

Value = int | None | tuple["Value", ...]
Shape = tuple["Shape", ...] | None
Place = tuple[int, int]  # the position of a parameter, and a level
State = tuple[Groups, dict[str, Shape]]

MOST_PARTS = 64  # of a tuple; a larger one is treated as a list of its parts
MOST_WORK = 3 * 10**8  # words of groups examined for one program
SLOTS = 5  # the slots whose bits fill about one word of a group


class TooMuchWork(Exception):
    """The analysis of a program takes too long, in the named function."""


@dataclass(slots=True)
class Work:
    """The work that the analysis may still do."""

    left: int = MOST_WORK


@dataclass(frozen=True, slots=True)
class Summary:
    """The effects of a call of a function.

    Attributes
    ----------
    exits : the groups at the end of the function, over the slots of parameters and results
    updated : the levels of parameters that are updated in place
    """

    exits: Groups
    updated: frozenset[Place]


@dataclass(slots=True)
class Frame:
    """The state of the analysis of one function.

    Attributes
    ----------
    source : the source that refusals cite; None to refuse nothing
    evaluate : the function that evaluates an expression
    temporaries : slots of temporaries; the first `top` are in use
    scopes : the names that comprehensions bind
    hidden : the number of enclosing comprehensions, generators and keys
    anew : the parameters that are rebound, so that only callers still see the original lists
    """

    function: ast.FunctionDef
    functions: Mapping[str, ast.FunctionDef]
    summaries: Mapping[str, Summary]
    facts: Facts
    source: Source | None
    evaluate: Callable[[Frame, ast.expr], Value]
    parameters: tuple[str, ...]
    anew: Names
    results: int
    work: Work
    groups: Groups = frozenset()
    shapes: dict[str, Shape] = field(default_factory=dict)
    live: Names = frozenset()
    slots: dict[str, int] = field(default_factory=dict)
    masks: dict[str, int] = field(default_factory=dict)
    temporaries: list[int] = field(default_factory=list)
    top: int = 0
    iterators: set[int] = field(default_factory=set)
    scopes: list[dict[str, Value]] = field(default_factory=list)
    hidden: int = 0
    nested: int = 0
    updated: set[Place] = field(default_factory=set)
    exits: Groups = frozenset()
    loops: list[tuple[list[State], list[State]]] = field(default_factory=list)
    heads: dict[int, State] = field(default_factory=dict)
    count: int = 0
    narrowed: tuple[Groups, int] = (frozenset(), 0)

    @property
    def fixed(self) -> int:
        """The number of slots for parameters and results."""
        return 2 * len(self.parameters) + self.results


def spend(a: Frame) -> None:
    """Charge one pass over all groups.

    Raises
    ------
    TooMuchWork
        If the limit is exceeded.
    """
    a.work.left -= len(a.groups) * (1 + a.count // SLOTS)
    if a.work.left < 0:
        raise TooMuchWork(a.function.name)


def new_slot(a: Frame) -> int:
    """Allocate a slot."""
    a.count += 1
    return a.count - 1


def name_slot(a: Frame, owner: str, key: str) -> int:
    """The slot of a name, or of a part of the tuple that it is bound to."""
    slot = a.slots.get(key)
    if slot is None:
        slot = a.slots[key] = new_slot(a)
        a.masks[owner] = a.masks.get(owner, 0) | sharing.whole(slot)
    return slot


def temporary(a: Frame) -> int:
    """A temporary slot that refers to nothing yet."""
    if a.top == len(a.temporaries):
        a.temporaries.append(new_slot(a))
    a.top += 1
    return a.temporaries[a.top - 1]


def fresh(a: Frame) -> int:
    """A temporary slot that refers to a new list."""
    slot = temporary(a)
    a.groups |= {sharing.place(slot, 0)}
    return slot


def release(a: Frame, top: int) -> None:
    """Release the temporaries from `top` on."""
    if a.top > top:
        mask = 0
        for slot in a.temporaries[top : a.top]:
            mask |= sharing.whole(slot)
        a.groups = sharing.drop(a.groups, mask)
        a.top = top


def forget(a: Frame, top: int, kept: Sequence[int]) -> None:
    """Release the temporaries from `top` on, except those kept."""
    mask = 0
    for slot in a.temporaries[top : a.top]:
        if slot not in kept:
            mask |= sharing.whole(slot)
    if mask:
        a.groups = sharing.drop(a.groups, mask)
    if not kept:
        a.top = top


def narrow(a: Frame, live: Names) -> None:
    """Remove the names that are not live."""
    mask = seen(a, live) | sharing.place(a.fixed, 0) - 1
    groups, before = a.narrowed
    if a.groups is not groups or before & ~mask:
        a.groups = sharing.drop(a.groups, ~mask)
        a.narrowed = a.groups, mask


def seen(a: Frame, live: Names) -> int:
    """The places of some names, and of the temporaries in use."""
    mask = 0
    for name in live:
        mask |= a.masks.get(name, 0)
    for slot in a.temporaries[: a.top]:
        mask |= sharing.whole(slot)
    return mask


def state(a: Frame) -> State:
    """The current state; states are never changed in place."""
    return a.groups, a.shapes


def enter(a: Frame, now: State) -> None:
    """Continue from a state."""
    a.groups, a.shapes = now


def meet(a: Frame, first: State | None, second: State | None) -> State | None:
    """Join the states of two paths; None stands for a path that is never taken."""
    if first is None or second is None:
        return first if second is None else second
    if first[1] != second[1]:
        first, second = _flattened(a, first, second[1]), _flattened(a, second, first[1])
    return sharing.join(first[0], second[0]), first[1]


def _flattened(a: Frame, one: State, other: dict[str, Shape]) -> State:
    """A state in which a name with different shapes is a single list of all its parts."""
    groups, shapes = one
    for name in [*shapes, *other]:
        if shapes.get(name) != other.get(name):
            slot, mask = name_slot(a, name, name), a.masks[name]
            groups = frozenset([g | sharing.whole(slot) if g & mask else g for g in groups])
    same = {name: shape for name, shape in shapes.items() if other.get(name) == shape}
    return groups, same


def slots_of(value: Value) -> list[int]:
    """The slots of the lists in a value."""
    if isinstance(value, tuple):
        return [slot for part in value for slot in slots_of(part)]
    return [] if value is None else [value]


def shape_of(value: Value) -> Shape:
    """The nesting of tuples in a value."""
    return tuple(shape_of(part) for part in value) if isinstance(value, tuple) else None


def give(a: Frame, name: str, value: Value) -> None:
    """Bind a name to a value."""
    spend(a)
    if name in a.masks:
        a.groups = sharing.drop(a.groups, a.masks[name])
    if name in a.shapes or isinstance(value, tuple):
        a.shapes = {key: shape for key, shape in a.shapes.items() if key != name}
    if isinstance(value, tuple):
        a.shapes[name] = shape_of(value)
    _give(a, name, name, value)


def _give(a: Frame, owner: str, key: str, value: Value) -> None:
    if isinstance(value, int):
        a.groups = sharing.spread(a.groups, value, name_slot(a, owner, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            _give(a, owner, f"{key}.{index}", part)


def named(a: Frame, name: str) -> Value:
    """The value of a name, under temporaries."""
    for scope in reversed(a.scopes):
        if name in scope:
            return copied(a, scope[name])
    if name in a.shapes:
        return _parts(a, name, a.shapes[name])
    slot = a.slots.get(name)
    return None if slot is None else copied(a, slot)


def _parts(a: Frame, key: str, shape: Shape) -> Value:
    if shape is not None:
        return tuple(_parts(a, f"{key}.{index}", part) for index, part in enumerate(shape))
    slot = a.slots.get(key)
    return None if slot is None else copied(a, slot)


def copied(a: Frame, value: Value) -> Value:
    """A copy of a value under its own temporaries."""
    if isinstance(value, tuple):
        return tuple(copied(a, part) for part in value)
    if value is None or not sharing.occurs(a.groups, sharing.whole(value)):
        return None
    spend(a)
    slot = temporary(a)
    a.groups = sharing.spread(a.groups, value, slot)
    return slot


def single(a: Frame, value: Value) -> int | None:
    """A value as a single list; a tuple is treated as a list of its parts."""
    if not isinstance(value, tuple):
        return value
    slot = fresh(a)
    for part in value:
        store(a, single(a, part), slot, 1)
    return slot


def store(a: Frame, value: Value, slot: int, level: int) -> None:
    """Make a value an element of a slot's list, at a level."""
    spend(a)
    one = single(a, value)
    if one is not None:
        a.groups = sharing.spread(a.groups, one, slot, level)


def share(a: Frame, value: Value, slot: int, level: int = 0) -> None:
    """Make the elements of a value elements of a slot's list at a level."""
    one = single(a, value)
    if one is not None:
        a.groups = sharing.spread(a.groups, one, slot, level, inner=True)


def element(a: Frame, value: Value, deep: int = 1) -> int | None:
    """An element of a list, or of a nested list."""
    one = single(a, value)
    if one is None or not _inside(a, one, deep):
        return None
    slot = temporary(a)
    a.groups = sharing.spread(a.groups, one, slot, -deep)
    return slot


def taken(a: Frame, value: Value, level: int = 1) -> Value:
    """An element removed from a list; for a tuple of lists, one from each."""
    if isinstance(value, tuple):
        return tuple(taken(a, part, level) for part in value)
    if value is None or not _inside(a, value, level):
        return None
    spend(a)
    slot = temporary(a)
    a.groups = sharing.take(a.groups, value, slot, level)
    return slot


def _inside(a: Frame, slot: int, level: int) -> bool:
    return sharing.occurs(a.groups, sharing.deeper(level) << slot * sharing.WIDTH)
