"""A topological order of definitions that stand in any order in a file."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from .problems import BadCircuit

T = TypeVar("T", bound=Hashable)


def connect(
    fan_ins: Mapping[T, Sequence[T]], known: Collection[T], places: Mapping[T, int], what: str
) -> list[T]:
    """The definitions in an order in which each stands after what it needs.

    Parameters
    ----------
    fan_ins : what each defined thing needs
    known : what is defined from the start
    places : the line of each definition
    what : the word for a thing in messages

    Raises
    ------
    BadCircuit
        Where something is needed that nothing defines, or a definition needs itself.
    """
    found: dict[T, None] = {}
    amid: dict[T, Iterator[T]] = {}  # what is being defined, and which of its needs come next
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
    at: T, fan_ins: Mapping[T, Sequence[T]], known: Collection[T], found: Collection[T],
    amid: dict[T, Iterator[T]],
) -> T | None:  # fmt: skip
    """What is needed next of what is not defined yet; each need is looked at once."""
    needs = amid.setdefault(at, iter(fan_ins[at]))
    return next((one for one in needs if one not in known and one not in found), None)
