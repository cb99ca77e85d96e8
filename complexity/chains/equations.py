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

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# right sides of an equation: 2 d for the cost dimension d, 2 r + 1 for the result r (r = -1: none)
Sides = dict[int, Any]  # fractions, or integers once they are scaled (`in_integers`)
LONG = 2**2048  # the elimination of states one by one stops at longer numbers


@dataclass(slots=True)
class Equation:
    """The equation of one state: `denominator` x = sum of `moves` + `sides`."""

    denominator: int
    moves: dict[int, int]
    sides: Sides


def without_itself(equation: Equation, state: int) -> None:
    """Eliminate a state's self-loop from its own equation."""
    equation.denominator -= equation.moves.pop(state, 0)


def in_integers(equation: Equation) -> Equation:
    """Return the same equation with integers for its own terms."""
    if all(type(value) is int for value in equation.sides.values()):
        return equation
    scale = math.lcm(*[value.denominator for value in equation.sides.values()])
    sides = {side: int(value * scale) for side, value in equation.sides.items()}
    moves = {to: count * scale for to, count in equation.moves.items()}
    return Equation(equation.denominator * scale, moves, sides)


def substitute(into: Equation, state: int, equation: Equation) -> None:
    """Substitute the equation of a state, which has no self-loop, into another equation."""
    times = into.moves.pop(state)
    common = math.gcd(times, equation.denominator)
    own, other = equation.denominator // common, times // common
    into.denominator *= own
    into.moves = merged(into.moves, own, equation.moves, other)
    into.sides = merged(into.sides, own, equation.sides, other)
    reduce(into)


def merged(a: Mapping[int, Any], times: int, b: Mapping[int, Any], more: int) -> dict[int, Any]:
    """Return the linear combination `times` a + `more` b of two sparse rows."""
    combined = {at: value * times for at, value in a.items()} if times != 1 else dict(a)
    for at, value in b.items():
        combined[at] = combined.get(at, 0) + value * more
    return combined


def reduce(equation: Equation) -> None:
    """Divide an equation in integers by the common divisor of its coefficients."""
    if equation.denominator < 2**32:  # small numbers: the gcd would cost more than it saves
        return
    common = math.gcd(equation.denominator, *equation.moves.values(), *equation.sides.values())
    if common > 1:
        equation.denominator //= common
        equation.moves = {at: value // common for at, value in equation.moves.items()}
        equation.sides = {at: value // common for at, value in equation.sides.items()}


def shortened(equations: dict[int, Equation]) -> list[int]:
    """Eliminate states while that makes no equation longer; return them in order.

    The equation of an eliminated state is kept, in terms of states that outlive it. All equations
    are in integers, and one whose numbers have become long is left as it is: what remains is solved
    by methods that never meet such numbers before the end.
    """
    entering: dict[int, set[int]] = {state: set() for state in equations}
    for state, equation in equations.items():
        for to in equation.moves:
            entering[to].add(state)
    # few predecessors first, so that a state on which many depend is substituted at most once; of
    # several the latest, so that the states near the start outlive those behind them
    waiting = [(len(before), -state) for state, before in entering.items()]
    heapq.heapify(waiting)
    gone = dict[int, None]()
    while waiting:
        count, state = heapq.heappop(waiting)
        state = -state
        equation, before = equations[state], entering[state] - {state}
        if state in gone or count != len(entering[state]) or equation.denominator >= LONG:
            continue
        following = equation.moves.keys() - {state}
        if len(before) <= 1 or len(following) <= 1:
            gone[state] = None
            without_itself(equation, state)
            for to in following:
                entering[to].discard(state)
                entering[to] |= before
            for other in sorted(before):
                substitute(equations[other], state, equation)
            for other in sorted(before | following):
                heapq.heappush(waiting, (len(entering[other]), -other))
    return list(gone)
