"""The linear equations of expected values, one per state, and cheap elimination of states.

A state x has the equation d x = sum of k y over successors y + its own terms, with integers d and
k. A state with a single predecessor or a single successor is substituted into the equations that
use it, which never increases the number of terms; its value is found afterwards by back
substitution [1]_.

References
----------
.. [1] W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions
   for Markov chains", Operations Research 33, 1985: states are eliminated one by one, and what
   remains is again a Markov chain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# right sides of an equation: 2 d for the cost dimension d, 2 r + 1 for the result r (r = -1: none)
Sides = dict[int, Fraction | int]


@dataclass(slots=True)
class Equation:
    """The equation of one state: `denominator` x = sum of `moves` + `sides`."""

    denominator: int
    moves: dict[int, int]
    sides: Sides


def without_itself(equation: Equation, state: int) -> None:
    """Eliminate a state's self-loop from its own equation."""
    equation.denominator -= equation.moves.pop(state, 0)


def substitute(into: Equation, state: int, equation: Equation) -> None:
    """Substitute the equation of a state, which has no self-loop, into another equation."""
    times = into.moves.pop(state)
    common = math.gcd(times, equation.denominator)
    own, other = equation.denominator // common, times // common
    into.denominator *= own
    into.moves = merged(into.moves, own, equation.moves, other)
    into.sides = merged(into.sides, own, equation.sides, other)
    reduce(into)


def merged(a: Mapping[int, Fraction | int], times: int, b: Mapping[int, Fraction | int],
           more: int) -> dict[int, Any]:  # fmt: skip
    """Return the linear combination `times` a + `more` b of two sparse rows."""
    combined = {at: value * times for at, value in a.items()} if times != 1 else dict(a)
    for at, value in b.items():
        combined[at] = combined.get(at, 0) + value * more
    return combined


def reduce(equation: Equation) -> None:
    """Divide an integral equation by the common divisor of its coefficients."""
    if equation.denominator < 2**32:  # small numbers: the gcd would cost more than it saves
        return
    sides = [value for value in equation.sides.values() if isinstance(value, int)]
    if len(sides) == len(equation.sides):
        common = math.gcd(equation.denominator, *equation.moves.values(), *sides)
        equation.denominator //= common
        equation.moves = {at: value // common for at, value in equation.moves.items()}
        equation.sides = {at: value // common for at, value in equation.sides.items()}


def shortened(equations: dict[int, Equation], kept: set[int]) -> list[int]:
    """Eliminate states while that makes no equation longer; return them in order.

    The equation of an eliminated state is kept, in terms of states that outlive it.
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
