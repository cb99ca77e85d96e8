"""A basis of the cost dimensions: the others are linear combinations of it.

The counters of a program are correlated (one draw per round, two reads per comparison), so solving
for a few expected counters gives all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Costs = Mapping[int, Fraction]  # by dimension, those that are not zero
ROWS = 200  # with more vectors than this, only proportional dimensions are detected


@dataclass(frozen=True, slots=True)
class Basis:
    """Independent dimensions, and every dimension as a linear combination of them."""

    dimensions: tuple[int, ...]
    others: dict[int, dict[int, Fraction]]


def basis(vectors: Sequence[Costs]) -> Basis:
    """Choose independent dimensions that span all dimensions of some cost vectors.

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
    """Express each dimension as a multiple of the first dimension proportional to it."""
    firsts: dict[tuple[tuple[int, Fraction], ...], int] = {}
    others = {}
    for dimension, column in sorted(columns.items()):
        scale = column[min(column)]
        shape = tuple((place, value / scale) for place, value in sorted(column.items()))
        first = firsts.setdefault(shape, dimension)
        others[dimension] = {first: scale / columns[first][min(column)]}
    return Basis(tuple(firsts.values()), others)


def eliminated(columns: Mapping[int, Mapping[int, Fraction]]) -> Basis:
    """Express each dimension as a combination of earlier ones, by Gaussian elimination."""
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
    """Subtract a multiple of a row in place, dropping entries that become zero."""
    for at, value in row.items():
        left = from_.get(at, Fraction(0)) - factor * value
        if left:
            from_[at] = left
        else:
            from_.pop(at, None)
