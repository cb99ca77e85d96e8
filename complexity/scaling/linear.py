"""Linear systems over the rationals."""

from __future__ import annotations

from fractions import Fraction


def solve(rows: list[list[Fraction]], values: list[Fraction]) -> list[Fraction] | None:
    """Solve a linear system; None if it has no solution or more than one.

    Examples
    --------
    >>> one, two = Fraction(1), Fraction(2)
    >>> solve([[one, one], [one, two], [one, Fraction(3)]], [one, two, Fraction(3)])
    [Fraction(0, 1), Fraction(1, 1)]
    """
    unknowns = len(rows[0])
    system = [[*row, value] for row, value in zip(rows, values, strict=True)]
    for column in range(unknowns):
        pivot = next((i for i in range(column, len(system)) if system[i][column]), None)
        if pivot is None:
            return None
        system[column], system[pivot] = system[pivot], system[column]
        _clear(system, column)
    if any(row[-1] for row in system[unknowns:]):
        return None
    return [row[-1] for row in system[:unknowns]]


def _clear(system: list[list[Fraction]], column: int) -> None:
    """Scale a pivot to 1 and eliminate the rest of its column."""
    head = [entry / system[column][column] for entry in system[column]]
    system[column] = head
    for i, row in enumerate(system):
        if i != column and row[column]:
            factor = row[column]
            system[i] = [entry - factor * top for entry, top in zip(row, head, strict=True)]
