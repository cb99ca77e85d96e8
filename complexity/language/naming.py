"""The names that a program gave its values, which survive rewriting and are no part of identity.

A variable of a text corresponds to many values of a graph, one for each binding, and one value may
be held by several variables. A variable whose values were all erased (because they are literals or
dead, or because a loop's exit says the same) is lost: listings of variables say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .graph import Function, Operand

Names = Mapping[int, tuple[str, ...]]


def gathered(pairs: Iterable[tuple[Operand, str]]) -> tuple[Names, tuple[str, ...]]:
    """Return the names of each value, and the names that stand only for literals.

    Parameters
    ----------
    pairs : operands, each with a name, in any order and with repetition
    """
    names_of: dict[int, set[str]] = {}
    literals: set[str] = set()
    for operand, name in pairs:
        if isinstance(operand, int):
            names_of.setdefault(operand, set()).add(name)
        else:
            literals.add(name)
    names = {value: tuple(sorted(names_of[value])) for value in sorted(names_of)}
    return names, tuple(sorted(literals.difference(*names_of.values())))


def renamed(function: Function, target: Callable[[int], Operand | None]) -> Function:
    """Return a function whose names follow a substitution of its values.

    Parameters
    ----------
    target : the new operand for a value: a value, a literal, or None if it was erased
    """
    names_of: dict[int, tuple[str, ...]] = {}
    lost = set(function.lost)
    for value, own in function.names.items():
        now = target(value)
        if isinstance(now, int):
            other = names_of.get(now, own)
            names_of[now] = own if other == own else tuple(sorted({*other, *own}))
        else:
            lost.update(own)
    names = {value: names_of[value] for value in sorted(names_of)}
    return replace(function, names=names, lost=tuple(sorted(lost.difference(*names.values()))))


def variables(function: Function) -> dict[str, tuple[int, ...]]:
    """Map each variable of a function to the values that hold it; none where it is lost.

    Examples
    --------
    >>> from .graph import Region
    >>> body = Region((0,), (), (), (0,))
    >>> variables(Function("f", body, (), names={0: ("a", "b")}, lost=("c",)))
    {'a': (0,), 'b': (0,), 'c': ()}
    """
    values_of: dict[str, list[int]] = {}
    for value in sorted(function.names):
        for name in function.names[value]:
            values_of.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in values_of.items()} | dict.fromkeys(
        function.lost, ()
    )
