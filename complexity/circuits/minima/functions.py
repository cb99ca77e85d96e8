"""Boolean functions as truth tables that may leave inputs open.

A table of K variables is an integer of 2^K bits, bit i the value at the input whose bit v is
variable v. Where an input is open (no value is asked for: a don't-care), any value will do. A
function is *normal* where its value at input 0 is 0; inverters are free, so of a function and its
complement one is looked at. Where input 0 is open, both are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..aig.simulate import projection


class Function(NamedTuple):
    """A table, and the inputs at which its values count; 0 at the others.

    Attributes
    ----------
    table, care : of 2^K bits
    """

    table: int
    care: int


def whole(variables: int) -> int:
    """The table that is 1 throughout."""
    return (1 << (1 << variables)) - 1


def function(table: int, variables: int, care: int | None = None) -> Function:
    """A function, open where `care` is 0."""
    full = whole(variables) if care is None else care
    return Function(table & full, full)


def fits(table: int, wanted: Function) -> bool:
    """Whether a table has the values that are asked for."""
    return (table ^ wanted.table) & wanted.care == 0


def computes(table: int, wanted: Function, variables: int) -> bool:
    """Whether a table or its complement has the values that are asked for."""
    return fits(table, wanted) or fits(table ^ whole(variables), wanted)


def cofactors(wanted: Function, variables: int, v: int) -> tuple[Function, Function]:
    """What is asked for where a variable is 0, and where it is 1, both as tables at its 0."""
    low = whole(variables) & ~projection(variables, v)
    shift = 1 << v
    return (
        Function(wanted.table & low, wanted.care & low),
        Function(wanted.table >> shift & low, wanted.care >> shift & low),
    )


def needed(functions: Iterable[Function], variables: int) -> tuple[int, ...]:
    """The variables without which some function cannot be told: its halves are not the same."""
    told = [[cofactors(one, variables, v) for one in functions] for v in range(variables)]
    return tuple(v for v, halves in enumerate(told) if any(a != b for a, b in halves))


def essential(wanted: Function, variables: int) -> int:
    """How many variables every table that fits depends on."""
    found = 0
    for v in range(variables):
        zero, one = cofactors(wanted, variables, v)
        found += (zero.table ^ one.table) & zero.care & one.care != 0
    return found


def restricted(table: int, variables: int, support: Sequence[int]) -> int:
    """A table over the variables of a support alone, the others 0."""
    if tuple(support) == tuple(range(variables)):
        return table
    found = 0
    for i in range(1 << len(support)):
        at = sum((i >> place & 1) << v for place, v in enumerate(support))
        found |= (table >> at & 1) << i
    return found


def narrowed(wanted: Function, variables: int, support: Sequence[int]) -> Function:
    """A function over the variables of a support alone, the others 0."""
    return Function(*(restricted(one, variables, support) for one in wanted))


def normal(wanted: Function) -> Function:
    """Of a function and its complement the one that is 0 at input 0, where that counts."""
    flip = wanted.care if wanted.table & wanted.care & 1 else 0
    return Function(wanted.table ^ flip, wanted.care)


def costs(wanted: Function, variables: int) -> bool:
    """Whether no constant, no variable and no complement of one fits."""
    free = (0, *(projection(variables, v) for v in range(variables)))
    return not any(computes(table, wanted, variables) for table in free)


def apart(functions: Sequence[Function], variables: int) -> int:
    """So many functions of which no table fits two: each needs a gate of its own."""
    chosen: list[Function] = []
    for one in functions:
        if not any(alike(one, other, variables) for other in chosen):
            chosen.append(one)
    return len(chosen)


def alike(one: Function, other: Function, variables: int) -> bool:
    """Whether some table, or its complement, fits two functions."""
    both = one.care & other.care
    differ = (one.table ^ other.table) & both
    return differ in (0, both)


def open_inputs(wanted: Function, variables: int) -> list[int]:
    """The inputs at which any value will do."""
    return [at for at in range(1 << variables) if not wanted.care >> at & 1]
