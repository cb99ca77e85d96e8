"""Irredundant covers: disjunctions of cubes, none of which can be left out."""

from __future__ import annotations

from functools import lru_cache

from .simulate import projections

Cube = tuple[int, int]  # masks of the variables that must be 1, and that must be 0


@lru_cache(maxsize=1 << 16)
def cover(lower: int, upper: int, variables: int) -> tuple[tuple[Cube, ...], int]:
    """An irredundant cover of some function between two tables, and the table of that function.

    Parameters
    ----------
    lower, upper : tables of 2^variables bits, the first implying the second

    References
    ----------
    .. [1] S. Minato, "Fast generation of prime-irredundant covers from binary decision diagrams",
       IEICE Trans. Fundamentals E76-A(6), 1993, section 3.
    """
    every = (1 << (1 << variables)) - 1
    if lower == 0:
        return (), 0
    if upper == every:
        return ((0, 0),), every
    at, table = _top(lower, upper, variables)
    low_0, low_1 = _halves(lower, at, table)
    high_0, high_1 = _halves(upper, at, table)
    zero, found_0 = cover(low_0 & ~high_1, high_0, variables)
    one, found_1 = cover(low_1 & ~high_0, high_1, variables)
    both, found = cover(low_0 & ~found_0 | low_1 & ~found_1, high_0 & high_1, variables)
    cubes = (
        *((plain, inverted | 1 << at) for plain, inverted in zero),
        *((plain | 1 << at, inverted) for plain, inverted in one),
        *both,
    )
    return cubes, found_0 & ~table & every | found_1 & table | found


def _top(lower: int, upper: int, variables: int) -> tuple[int, int]:
    """The last variable on which either function depends, and the variable's own table."""
    tables = projections(variables)
    for at in range(variables - 1, -1, -1):
        for table in (lower, upper):
            zero, one = _halves(table, at, tables[at])
            if zero != one:
                return at, tables[at]
    raise AssertionError("a function that is neither 0 nor 1 depends on a variable")


def _halves(table: int, at: int, variable: int) -> tuple[int, int]:
    """The cofactors of a function for the values 0 and 1 of a variable."""
    shift, high = 1 << at, table & variable
    low = table & (variable >> shift)
    return low | low << shift, high | high >> shift
