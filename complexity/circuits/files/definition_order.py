"""A topological order of definitions that a file gives in any order."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from .problems import BadCircuit

T = TypeVar("T", bound=Hashable)


def connect(
    fan_ins: Mapping[T, Sequence[T]], known: Collection[T], places: Mapping[T, int], what: str
) -> list[T]:
    """Sort definitions so that each comes after those it depends on.

    Parameters
    ----------
    fan_ins : the dependencies of each defined item
    known : items that need no definition
    places : the line of each definition
    what : the word for an item in messages

    Raises
    ------
    BadCircuit
        If a dependency is not defined, or the definitions are cyclic.
    """
    found: dict[T, None] = {}
    amid: dict[T, Iterator[T]] = {}  # items being defined, each with its remaining dependencies
    for root in fan_ins:
        waiting = [] if root in found else [root]
        while waiting:
            at = waiting[-1]
            below = _next(at, fan_ins, known, found, amid)
            if below is None:
                waiting.pop()
                amid.pop(at, None)
                found.setdefault(at)
                continue
            if below not in fan_ins:
                message = f"{what} {below} is used, and nothing defines it"
                raise BadCircuit(message, "define it, or make it an input", places[at])
            if below in amid:
                message = f"{what} {below} needs itself: the circuit has a cycle"
                raise BadCircuit(message, "only circuits without cycles are read", places[below])
            waiting.append(below)
    return list(found)


def _next(
    at: T,
    fan_ins: Mapping[T, Sequence[T]],
    known: Collection[T],
    found: Collection[T],
    amid: dict[T, Iterator[T]],
) -> T | None:
    """The next dependency that is not defined yet, or None; each one is examined once."""
    needs = amid.setdefault(at, iter(fan_ins[at]))
    return next((one for one in needs if one not in known and one not in found), None)
