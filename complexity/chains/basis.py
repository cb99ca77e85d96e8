"""Which dimensions of costs are enough: the others are combinations of them.

The counters of a program depend on each other (a draw a round, two reads a comparison), so a few
expected values give all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Costs = Mapping[int, Fraction]  # by dimension, those that are not zero
ROWS = 200  # of more vectors, only dimensions that are multiples of another are found


@dataclass(frozen=True, slots=True)
class Basis:
    """Dimensions that are independent, and every dimension as a combination of them."""

    dimensions: tuple[int, ...]
    others: dict[int, dict[int, Fraction]]


def basis(vectors: Sequence[Costs]) -> Basis:
    """A basis of the dimensions of some vectors.

    Examples
    --------
    >>> found = basis([{1: Fraction(2), 2: Fraction(4)}, {3: Fraction(1)}])
    >>> found.dimensions, found.others[2]
    ((1, 3), {1: Fraction(2, 1)})
    """
    columns: dict[int, dict[int, Fraction]] = {}
    for place, vector in enumerate(vectors):
        for dimension, value in vector.items():
            columns.setdefault(dimension, {})[place] = value
    if len(vectors) <= ROWS:
        return eliminated(columns)
    return proportional(columns)


def proportional(columns: Mapping[int, Mapping[int, Fraction]]) -> Basis:
    """Each dimension as a multiple of the first that it is a multiple of."""
    firsts: dict[tuple[tuple[int, Fraction], ...], int] = {}
    others = {}
    for dimension, column in sorted(columns.items()):
        scale = column[min(column)]
        shape = tuple((place, value / scale) for place, value in sorted(column.items()))
        first = firsts.setdefault(shape, dimension)
        others[dimension] = {first: scale / columns[first][min(column)]}
    return Basis(tuple(firsts.values()), others)


def eliminated(columns: Mapping[int, Mapping[int, Fraction]]) -> Basis:
    """Each dimension as a combination of those before it, by elimination."""
    chosen: list[int] = []
    reduced: list[tuple[int, dict[int, Fraction], dict[int, Fraction]]] = []
    others = {}
    for dimension, column in sorted(columns.items()):
        rest, made = dict(column), dict[int, Fraction]()
        for pivot, row, of in reduced:
            if factor := rest.get(pivot):
                subtract(rest, row, factor)
                subtract(made, of, -factor)
        if not rest:
            others[dimension] = made
            continue
        chosen.append(dimension)
        others[dimension] = {dimension: Fraction(1)}
        pivot = min(rest)
        scale = 1 / rest[pivot]
        of = {at: -value * scale for at, value in made.items()}
        of[dimension] = scale
        reduced.append((pivot, {at: value * scale for at, value in rest.items()}, of))
    return Basis(tuple(chosen), others)


def subtract(from_: dict[int, Fraction], row: Mapping[int, Fraction], factor: Fraction) -> None:
    """Takes a multiple of a row away."""
    for at, value in row.items():
        left = from_.get(at, Fraction(0)) - factor * value
        if left:
            from_[at] = left
        else:
            from_.pop(at, None)
