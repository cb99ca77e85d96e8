"""The integers that the inputs of a circuit range over, where a task declares them.

A task file may define ``domains(n, w)``: for each parameter the `range` of its integers, or None
for one that keeps to 0..2^w - 1 (and for truth values).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..circuits.circuit import Domain, Number, Several, domain_of
from ..language.types import LARGEST, SMALLEST, Int, List, Type
from ..plain import quoted
from .files import Task
from .problems import TaskProblem

Interval = tuple[int, int] | None


def domains_of(task: Task, n: int | None, w: int) -> tuple[Domain, ...]:
    """The domain of every parameter of a task's answers at a size and a width.

    Parameters
    ----------
    n : the length of lists; None where there are none

    Raises
    ------
    TaskProblem
        If the task's own `domains` fails, or gives something else than ranges of integers.
    """
    pairs = zip(task.signature.params, intervals(task, n, w), strict=True)
    return tuple(
        domain_of(type_, n, w) if own is None else within(type_, n, own) for type_, own in pairs
    )


def within(type_: Type, n: int | None, interval: tuple[int, int]) -> Domain:
    """The values of a type, its lists of length n, whose integers lie in an interval."""
    if isinstance(type_, List):
        if n is None:
            raise ValueError("a program of lists has a circuit for each size: say which n")
        return Several(n, within(type_.element, n, interval))
    return Number(*interval)


def intervals(task: Task, n: int | None, w: int) -> tuple[Interval, ...]:
    """The least and the greatest integer of each parameter, None where the task declares none.

    Raises
    ------
    TaskProblem
        As `domains_of`.
    """
    params = task.signature.params
    if task.domains is None:
        return (None,) * len(params)
    sized = n if any(isinstance(one, List) for one in params) else None
    told = task.domains(sized, w)
    if not isinstance(told, Sequence) or len(told) != len(params):
        raise unusable(task, told, f"a list with an entry for each of {len(params)} parameters")
    return tuple(interval(task, type_, one) for type_, one in zip(params, told, strict=True))


def interval(task: Task, type_: Type, told: Any) -> Interval:
    """The bounds of what a task says of one parameter."""
    while isinstance(type_, List):
        type_ = type_.element
    if told is None:
        return None
    fits = isinstance(told, range) and told.step == 1 and told.start < told.stop
    if not fits or told[0] < SMALLEST or told[-1] > LARGEST or type_ != Int():
        needed = "a range of integers of 64 bits, not empty and of step 1, for each parameter"
        raise unusable(task, told, f"{needed} of integers, and None for the others")
    return told[0], told[-1]


def unusable(task: Task, told: Any, needed: str) -> TaskProblem:
    """The problem of domains that are none."""
    file = (task.library or task.module).source.file
    return TaskProblem(
        "CX004",
        f"'domains' gives {quoted(told)}, where {needed} is needed",
        "correct the task file",
        file,
    )
