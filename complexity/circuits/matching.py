"""Which input and which output of two circuits belong together: by name where names are the same.

Names count where every one is given, no two of a circuit are equal, and both circuits have the
same; else the order counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .aig.graph import Aig


@dataclass(frozen=True, slots=True)
class Match:
    """How the inputs, or the outputs, of two circuits belong together.

    Attributes
    ----------
    places : for each of the first circuit its place in the second
    by : "name" or "position"
    why : in words, why it is that
    """

    places: tuple[int, ...]
    by: str
    why: str

    @property
    def moved(self) -> bool:
        """Whether some stand elsewhere in the second circuit."""
        return self.places != tuple(range(len(self.places)))


def matched(first: Sequence[str], second: Sequence[str]) -> Match:
    """How two rows of names belong together.

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
    """How the inputs and the outputs of two circuits belong together."""
    return (
        matched(first.input_names, second.input_names),
        matched(first.output_names, second.output_names),
    )
