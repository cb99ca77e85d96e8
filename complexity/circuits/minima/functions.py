"""Boolean functions as truth tables with don't-cares.

A table of K variables is an integer of 2^K bits; bit i is the value at the input whose bit v is
variable v. At an open input (a don't-care) any value is accepted. A function is *normal* if its
value at input 0 is 0; inverters are free, so of a function and its complement only one is
examined. Where input 0 is open, both are normal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..aig.simulate import projection


class Function(NamedTuple):
    """A truth table, and the inputs at which its values matter; the table is 0 at the others.

    Attributes
    ----------
    table, care : of 2^K bits
    """

    table: int
    care: int


def whole(variables: int) -> int:
    """The table of the constant 1."""
    return (1 << (1 << variables)) - 1


def function(table: int, variables: int, care: int | None = None) -> Function:
    """Make a function that is open where `care` is 0."""
    full = whole(variables) if care is None else care
    return Function(table & full, full)


def fits(table: int, wanted: Function) -> bool:
    """Whether a table agrees with a function."""
    return (table ^ wanted.table) & wanted.care == 0


def computes(table: int, wanted: Function, variables: int) -> bool:
    """Whether a table or its complement agrees with a function."""
    return fits(table, wanted) or fits(table ^ whole(variables), wanted)


def cofactors(wanted: Function, variables: int, v: int) -> tuple[Function, Function]:
    """The cofactors of a function for the values 0 and 1 of a variable, as tables where it is 0."""
    low = whole(variables) & ~projection(variables, v)
    shift = 1 << v
    return (
        Function(wanted.table & low, wanted.care & low),
        Function(wanted.table >> shift & low, wanted.care >> shift & low),
    )


def needed(functions: Iterable[Function], variables: int) -> tuple[int, ...]:
    """The variables whose two cofactors of some function differ, in values or in open inputs."""
    told = [[cofactors(one, variables, v) for one in functions] for v in range(variables)]
    return tuple(v for v, halves in enumerate(told) if any(a != b for a, b in halves))


def essential(wanted: Function, variables: int) -> int:
    """The number of variables that every table in agreement with a function depends on."""
    found = 0
    for v in range(variables):
        zero, one = cofactors(wanted, variables, v)
        found += (zero.table ^ one.table) & zero.care & one.care != 0
    return found


def restricted(table: int, variables: int, support: Sequence[int]) -> int:
    """The table over the variables of a support, with the other variables set to 0."""
    if tuple(support) == tuple(range(variables)):
        return table
    found = 0
    for i in range(1 << len(support)):
        at = sum((i >> place & 1) << v for place, v in enumerate(support))
        found |= (table >> at & 1) << i
    return found


def narrowed(wanted: Function, variables: int, support: Sequence[int]) -> Function:
    """The function over the variables of a support, with the other variables set to 0."""
    return Function(*(restricted(one, variables, support) for one in wanted))


def normal(wanted: Function) -> Function:
    """A function or its complement, whichever is 0 at input 0 (if that input matters)."""
    flip = wanted.care if wanted.table & wanted.care & 1 else 0
    return Function(wanted.table ^ flip, wanted.care)


def costs(wanted: Function, variables: int) -> bool:
    """Whether a function needs a gate: it is no constant, variable or complement of a variable."""
    free = (0, *(projection(variables, v) for v in range(variables)))
    return not any(computes(table, wanted, variables) for table in free)


def apart(functions: Sequence[Function], variables: int) -> int:
    """A lower bound on the gates: the size of a set of functions no two of which share a table."""
    chosen: list[Function] = []
    for one in functions:
        if not any(alike(one, other, variables) for other in chosen):
            chosen.append(one)
    return len(chosen)


def alike(one: Function, other: Function, variables: int) -> bool:
    """Whether some table or its complement agrees with two functions."""
    both = one.care & other.care
    differ = (one.table ^ other.table) & both
    return differ in (0, both)


def open_inputs(wanted: Function, variables: int) -> list[int]:
    """The open inputs of a function."""
    return [at for at in range(1 << variables) if not wanted.care >> at & 1]
