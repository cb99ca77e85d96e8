"""The coarsest lumping of a chain: equivalent states are merged [1]_.

Two states are equivalent if their own terms are equal and they go to each class with equal
probability; then their values are equal. The partition is refined from the coarsest until it is
stable [2]_.

References
----------
.. [1] P. Buchholz, "Exact and ordinary lumpability in finite Markov chains", J. Appl. Prob. 31,
   1994.
.. [2] R. Paige, R. Tarjan, "Three partition refinement algorithms", SIAM J. Computing 16, 1987.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from math import lcm

from .equations import Equation

ROUNDS = 64  # most rounds of refinement: a chain that needs more (a long walk) is not lumped
SMALL = 20  # a chain of more states is lumped only if that removes at least half of them


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
    classes, count = numbered((state, own(equation, shares[state]))
                              for state, equation in equations.items())  # fmt: skip
    for _ in range(ROUNDS):
        before = count
        classes, count = numbered((state, sign(state, equation, shares[state], classes))
                                  for state, equation in equations.items())  # fmt: skip
        if count == before:
            firsts: dict[int, int] = {}
            return {state: firsts.setdefault(number, state) for state, number in classes.items()}
        if 2 * count > len(equations) > SMALL:
            break
    return {state: state for state in equations}


def own(equation: Equation, share: int) -> Hashable:
    """Return the own terms of a state over the common denominator."""
    return tuple(sorted([(side, amount * share) for side, amount in equation.sides.items()]))


def sign(state: int, equation: Equation, share: int, classes: Mapping[int, int]) -> Hashable:
    """Return the class of a state and its transition weights to each class."""
    counts: dict[int, int] = {}
    for to, count in equation.moves.items():
        number = classes[to]
        counts[number] = counts.get(number, 0) + count * share
    return classes[state], *sorted(counts.items())


def numbered(signs: Iterable[tuple[int, Hashable]]) -> tuple[dict[int, int], int]:
    """Number the classes of equal signatures in order of occurrence; also return their count."""
    numbers: dict[Hashable, int] = {}
    return {state: numbers.setdefault(sign, len(numbers)) for state, sign in signs}, len(numbers)


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
