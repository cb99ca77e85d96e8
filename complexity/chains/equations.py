"""The equations of expected values, one for each state, and the states that can be left out.

A state x has an equation d x = sum of k y + sum of what it adds itself, over other states y, in
integers. One that is entered from one state alone, or that leads to one alone, is put into the
equations that use it, which makes no equation longer together; its value follows from them [1]_.

References
----------
.. [1] W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions
   for Markov chains", Operations Research 33, 1985: states are left out one by one, what remains
   is a chain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# a cost's dimension (2 d) or a result (2 r + 1, also of none, -1) -> what is added
Sides = dict[int, Fraction | int]


@dataclass(slots=True)
class Equation:
    """One state's: `denominator` x = sum of `moves` + `sides`."""

    denominator: int
    moves: dict[int, int]
    sides: Sides


def without_itself(equation: Equation, state: int) -> None:
    """Solves an equation for its own state."""
    equation.denominator -= equation.moves.pop(state, 0)


def substitute(into: Equation, state: int, equation: Equation) -> None:
    """Puts the equation of a state, which does not mention the state, into another."""
    times = into.moves.pop(state)
    common = math.gcd(times, equation.denominator)
    own, other = equation.denominator // common, times // common
    into.denominator *= own
    into.moves = merged(into.moves, own, equation.moves, other)
    into.sides = merged(into.sides, own, equation.sides, other)
    reduce(into)


def merged(a: Mapping[int, Fraction | int], times: int, b: Mapping[int, Fraction | int],
           more: int) -> dict[int, Any]:  # fmt: skip
    """A combination of two rows."""
    found = {at: value * times for at, value in a.items()} if times != 1 else dict(a)
    for at, value in b.items():
        found[at] = found.get(at, 0) + value * more
    return found


def reduce(equation: Equation) -> None:
    """Divides by what all coefficients have in common, where they are integers."""
    if equation.denominator < 2**32:
        return
    sides = [value for value in equation.sides.values() if isinstance(value, int)]
    if len(sides) == len(equation.sides):
        common = math.gcd(equation.denominator, *equation.moves.values(), *sides)
        equation.denominator //= common
        equation.moves = {at: value // common for at, value in equation.moves.items()}
        equation.sides = {at: value // common for at, value in equation.sides.items()}


def shortened(equations: dict[int, Equation], kept: set[int]) -> list[int]:
    """Leaves states out where that makes no equation longer; which, in order.

    Their equations remain, in terms of states that were not yet left out.
    """
    entering: dict[int, set[int]] = {state: set() for state in equations}
    for state, equation in equations.items():
        for to in equation.moves:
            entering[to].add(state)
    waiting, gone = list(reversed(equations)), dict[int, None]()
    while waiting:
        state = waiting.pop()
        if state in gone or state in kept:
            continue
        equation, before = equations[state], entering[state] - {state}
        following = equation.moves.keys() - {state}
        if len(before) <= 1 or len(following) <= 1:
            gone[state] = None
            without_itself(equation, state)
            for to in following:
                entering[to].discard(state)
                entering[to] |= before
            for other in sorted(before):
                substitute(equations[other], state, equation)
            waiting += sorted(before) + sorted(following)
    return list(gone)
