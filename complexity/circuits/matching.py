"""Correspondence of the inputs, or outputs, of two circuits, by name or by position.

Names are used where all are given, those of a circuit are distinct, and both circuits have the
same ones; otherwise positions are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .aig.graph import Aig


@dataclass(frozen=True, slots=True)
class Match:
    """The correspondence of the inputs, or of the outputs, of two circuits.

    Attributes
    ----------
    places : for each position in the first circuit, the corresponding one in the second
    by : "name" or "position"
    why : the reason for that choice, in words
    """

    places: tuple[int, ...]
    by: str
    why: str

    @property
    def moved(self) -> bool:
        """Whether some positions differ."""
        return self.places != tuple(range(len(self.places)))


def matched(first: Sequence[str], second: Sequence[str]) -> Match:
    """Match two sequences of names.

    Examples
    --------
    >>> matched(["a", "b"], ["b", "a"]).places
    (1, 0)
    >>> matched(["a", "b"], ["b", "c"]).why
    'their names differ'
    """
    order = tuple(range(len(first)))
    for names in (first, second):
        if not all(names):
            return Match(order, "position", "not all have names")
        if len(set(names)) < len(names):
            return Match(order, "position", "a name stands twice")
    if set(first) != set(second):
        return Match(order, "position", "their names differ")
    place = {name: at for at, name in enumerate(second)}
    found = tuple(place[name] for name in first)
    return Match(found, "name", "" if found == order else "in another order in the second")


def matches(first: Aig, second: Aig) -> tuple[Match, Match]:
    """Match the inputs and the outputs of two circuits."""
    return (
        matched(first.input_names, second.input_names),
        matched(first.output_names, second.output_names),
    )
