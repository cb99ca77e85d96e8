"""The coarsest lumping of a chain: equivalent states are merged [1]_.

Two states are equivalent if their own terms are equal and they go to each class with equal
probability; then their values are equal. The partition is refined from the coarsest until it is
stable: the transitions into one class at a time, the splitter, tell the members of other classes
apart. Of the parts of a class that was split all but the largest become splitters, so that each
state is looked at a logarithmic number of times [2]_.

References
----------
.. [1] P. Buchholz, "Exact and ordinary lumpability in finite Markov chains", J. Appl. Prob. 31,
   1994.
.. [2] A. Valmari, G. Franceschinis, "Simple O(m log n) time Markov chain lumping", TACAS 2010.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import lcm

from .equations import Equation

SMALL = 20  # a chain of more states is lumped only if that removes at least half of them

Entering = Mapping[int, list[tuple[int, int]]]  # the predecessors of each state, with weights
Members = list[dict[int, None]]  # the states of each class, in an order that is reproducible


def lumps(equations: Mapping[int, Equation]) -> dict[int, int]:
    """Map each state to the first state of its class.

    Examples
    --------
    >>> lumps({0: Equation(2, {0: 1}, {}), 1: Equation(4, {0: 1, 1: 1}, {}),
    ...        2: Equation(1, {0: 1}, {})})
    {0: 0, 1: 0, 2: 2}
    """
    whole = lcm(*{equation.denominator for equation in equations.values()})
    shares = {state: whole // equation.denominator for state, equation in equations.items()}
    entering: dict[int, list[tuple[int, int]]] = {state: [] for state in equations}
    signs: dict[Hashable, dict[int, None]] = {}
    for state, equation in equations.items():
        signs.setdefault(own(equation, shares[state]), {})[state] = None
        for to, count in equation.moves.items():
            entering[to].append((state, count * shares[state]))
    most = len(equations) if len(equations) <= SMALL else len(equations) // 2
    members = list(signs.values())
    if not refined(members, entering, most):
        return {state: state for state in equations}
    return {state: first for states in members for first in [min(states)] for state in states}


def own(equation: Equation, share: int) -> Hashable:
    """Return the own terms of a state over the common denominator."""
    return tuple(sorted([(side, amount * share) for side, amount in equation.sides.items()]))


def refined(members: Members, entering: Entering, most: int) -> bool:
    """Split classes until they are stable, and say whether at most `most` of them result."""
    classes = {state: number for number, states in enumerate(members) for state in states}
    waiting = dict.fromkeys(range(len(members)))
    while waiting and len(members) <= most:
        splitter, _ = waiting.popitem()
        weights: dict[int, int] = {}
        for state in members[splitter]:
            for before, weight in entering[state]:
                weights[before] = weights.get(before, 0) + weight
        touched: dict[int, dict[int, list[int]]] = {}
        for state, weight in weights.items():
            touched.setdefault(classes[state], {}).setdefault(weight, []).append(state)
        for number, parts in touched.items():
            split(number, list(parts.values()), members, classes, waiting)
    return len(members) <= most


def split(number: int, parts: list[list[int]], members: Members, classes: dict[int, int],
          waiting: dict[int, None]) -> None:  # fmt: skip
    """Cut parts off a class; what is left, or else the largest part, keeps its number."""
    if sum(map(len, parts)) == len(members[number]):
        parts.remove(max(parts, key=len))
    numbers = [number]
    for part in parts:
        numbers.append(len(members))
        members.append(dict.fromkeys(part))
        for state in part:
            classes[state] = numbers[-1]
            del members[number][state]
    if number not in waiting:
        numbers.remove(max(numbers, key=lambda one: len(members[one])))
    waiting.update(dict.fromkeys(numbers))


def lumped(equations: Mapping[int, Equation], first: Mapping[int, int]) -> dict[int, Equation]:
    """Return the equations of the class representatives, in terms of each other."""
    reduced = {}
    for state, equation in equations.items():
        if first[state] == state:
            moves: dict[int, int] = {}
            for to, count in equation.moves.items():
                moves[first[to]] = moves.get(first[to], 0) + count
            reduced[state] = Equation(equation.denominator, moves, equation.sides)
    return reduced
