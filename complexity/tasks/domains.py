"""The integer ranges of the inputs of a circuit.

They are 0..2^w - 1, unless the command line says otherwise (`Chosen`) or the task declares others.
A task file may define ``domains(n, w)``: for each parameter the `range` of its integers, or None
for the default 0..2^w - 1 (and for truth values).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..circuits.circuit import Domain, Flag, Number, Several, highest
from ..language.types import LARGEST, SMALLEST, Int, List, Type
from ..plain import quoted
from .files import Task
from .problems import TaskProblem

Interval = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ranges chosen instead of those that tasks declare.

    Attributes
    ----------
    signed : integers of w bits with a sign, -2^(w-1)..2^(w-1) - 1
    every : the integers of all parameters, or None
    own : the integers of single parameters, by name
    """

    signed: bool = False
    every: Interval = None
    own: Mapping[str, tuple[int, int]] = field(default_factory=dict)


DECLARED = Chosen()


def domains_of(task: Task, n: int | None, ranges: Sequence[Interval]) -> tuple[Domain, ...]:
    """The domain of every parameter of a task at a size.

    Parameters
    ----------
    n : the length of lists; None for tasks without lists
    ranges : of each parameter, as `ranges_of` gives them
    """
    pairs = zip(task.signature.params, ranges, strict=True)
    return tuple(within(type_, n, own) for type_, own in pairs)


def ranges_of(task: Task, n: int | None, w: int, chosen: Chosen = DECLARED) -> tuple[Interval, ...]:
    """The least and the greatest integer of each parameter; None for one of truth values.

    Raises
    ------
    TaskProblem
        If the task's `domains` fails or returns anything but ranges of integers, or if integers
        are chosen for a parameter that does not exist or has none.
    """
    types, names = task.signature.params, task.signature.names
    whole = [of_integers(type_) for type_ in types]
    for name in chosen.own:
        if name not in names or not whole[names.index(name)]:
            known = ", ".join(one for one, has in zip(names, whole, strict=True) if has) or "none"
            message = f"--domain: no parameter of integers is called '{name}'"
            raise TaskProblem("CX002", message, f"name one of: {known}")
    usual = (-(1 << w >> 1), (1 << w >> 1) - 1 if w else 0) if chosen.signed else (0, highest(w))
    declared: tuple[Interval, ...] = (None,) * len(types)
    if not chosen.signed and chosen.every is None:
        declared = intervals(task, n, w)
    told = zip(names, whole, declared, strict=True)
    return tuple(
        (chosen.own.get(name) or chosen.every or own or usual) if has else None
        for name, has, own in told
    )


def of_integers(type_: Type) -> bool:
    """Whether the scalars of a type are integers."""
    while isinstance(type_, List):
        type_ = type_.element
    return type_ == Int()


def within(type_: Type, n: int | None, interval: Interval) -> Domain:
    """The domain of a type, for lists of length n and integers in an interval."""
    if isinstance(type_, List):
        if n is None:
            raise ValueError("a program of lists has a circuit for each size: say which n")
        return Several(n, within(type_.element, n, interval))
    return Flag() if interval is None else Number(*interval)


def intervals(task: Task, n: int | None, w: int) -> tuple[Interval, ...]:
    """The declared least and greatest integer of each parameter; None if not declared.

    Raises
    ------
    TaskProblem
        As in `ranges_of`.
    """
    params = task.signature.params
    if task.domains is None:
        return (None,) * len(params)
    sized = n if any(isinstance(one, List) for one in params) else None
    told = task.domains(sized, w)
    if not isinstance(told, list | tuple) or len(told) != len(params):
        raise unusable(task, told, f"a list with an entry for each of {len(params)} parameters")
    return tuple(interval(task, type_, one) for type_, one in zip(params, told, strict=True))


def interval(task: Task, type_: Type, told: Any) -> Interval:
    """The bounds that a task declares for one parameter."""
    while isinstance(type_, List):
        type_ = type_.element
    if told is None:
        return None
    fits = type(told) is range and told.step == 1 and told.start < told.stop
    if not fits or told[0] < SMALLEST or told[-1] > LARGEST or type_ != Int():
        needed = "a range of integers of 64 bits, not empty and of step 1, for each parameter"
        raise unusable(task, told, f"{needed} of integers, and None for the others")
    return told[0], told[-1]


def unusable(task: Task, told: Any, needed: str) -> TaskProblem:
    """The problem of an unusable domain."""
    file = (task.library or task.module).source.file
    return TaskProblem(
        "CX004",
        f"'domains' gives {quoted(told)}, where {needed} is needed",
        "correct the task file",
        file,
    )
