"""A topological order of definitions that stand in any order in a file."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
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
    amid: set[T] = set()
    for root in fan_ins:
        waiting = [] if root in found else [root]
        while waiting:
            at = waiting[-1]
            missing = [one for one in fan_ins[at] if one not in known and one not in found]
            if at in found or not missing:
                waiting.pop()
                amid.discard(at)
                found.setdefault(at)
                continue
            amid.add(at)
            for one in missing:
                if one not in fan_ins:
                    message = f"{what} {one} is used, and nothing defines it"
                    raise BadCircuit(message, "define it, or make it an input", places[at])
                if one in amid:
                    message = f"{what} {one} needs itself: the circuit has a cycle"
                    raise BadCircuit(message, "only circuits without cycles are read", places[one])
            waiting += missing
    return list(found)
