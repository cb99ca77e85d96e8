"""Absorbing Markov chains with costs, solved exactly [1]_.

A state goes to another state, or to an exit, with a probability and a cost. Costs are vectors; a
vector is kept sparse, as sorted pairs of a dimension and a count.

References
----------
.. [1] J. Kemeny, J. Snell, *Finite Markov Chains*, 1960, ch. 3: with Q the moves between transient
   states and c their mean costs, the expected costs x satisfy (I - Q) x = c.
.. [2] P. Buchholz, "Exact and ordinary lumpability in finite Markov chains", J. Appl. Prob. 31,
   1994.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .solve import solve

State = Hashable
Vector = tuple[tuple[int, int], ...]  # (dimension, count), counts not zero
Costs = dict[int, Fraction]
Weight = Callable[[Vector], int]


def weighted(chances: Mapping[Vector, Fraction]) -> Costs:
    """The mean of vectors that have these probabilities."""
    costs: Costs = defaultdict(Fraction)
    for vector, chance in chances.items():
        for dimension, count in vector:
            costs[dimension] += chance * count
    return dict(costs)


@dataclass(slots=True)
class Moves:
    """What a state may do: for each successor and each exit, costs and their probabilities."""

    inner: dict[State, dict[Vector, Fraction]] = field(default_factory=dict)
    exits: dict[State, dict[Vector, Fraction]] = field(default_factory=dict)
    highest: int = 0
    lowest: int = 0

    def add(self, alive: bool, target: State, cost: Vector, chance: Fraction) -> None:
        """One more way to go."""
        ways = (self.inner if alive else self.exits).setdefault(target, {})
        ways[cost] = ways.get(cost, Fraction(0)) + chance

    def mean(self) -> Costs:
        """The mean cost of one move."""
        chances: dict[Vector, Fraction] = defaultdict(Fraction)
        for ways in (*self.inner.values(), *self.exits.values()):
            for vector, chance in ways.items():
                chances[vector] += chance
        return weighted(chances)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What becomes of a state: expected costs, and the probability of each exit."""

    costs: Costs
    exits: dict[State, Fraction]


def reachable(chain: Mapping[State, Moves]) -> dict[State, set[State]]:
    """The states that each state may reach, itself included."""
    places = {state: place for place, state in enumerate(chain)}
    states = list(chain)
    reach = [1 << place | sum(1 << places[to] for to in moves.inner)
             for place, moves in enumerate(chain.values())]  # fmt: skip
    for through in range(len(reach)):
        reach = [own | reach[through] if own >> through & 1 else own for own in reach]
    sets = {mask: {to for place, to in enumerate(states) if mask >> place & 1}
            for mask in set(reach)}  # fmt: skip
    return {state: sets[mask] for state, mask in zip(states, reach, strict=True)}


def certain(chain: Mapping[State, Moves], reach: Mapping[State, set[State]]) -> set[State]:
    """The states from which an exit is reached with probability one."""
    leaving = {state for state in chain if any(chain[to].exits for to in reach[state])}
    return {state for state in chain if reach[state] <= leaving}


def lumps(chain: Mapping[State, Moves], states: set[State]) -> dict[State, int]:
    """The coarsest classes of states of equal costs and equal chances to go anywhere [2]_."""
    means = {s: tuple(sorted(chain[s].mean().items())) for s in chain if s in states}
    exits = {s: frozenset((to, sum(ways.values())) for to, ways in chain[s].exits.items())
             for s in means}  # fmt: skip
    inner = {s: [(to, sum(ways.values())) for to, ways in chain[s].inner.items()] for s in means}
    classes = numbered({s: (means[s], exits[s]) for s in means})
    while True:
        signs: dict[State, Hashable] = {}
        for state in means:
            to_class: dict[int, Fraction] = defaultdict(Fraction)
            for to, chance in inner[state]:
                to_class[classes[to]] += chance
            signs[state] = classes[state], tuple(sorted(to_class.items()))
        finer = numbered(signs)
        if len(set(finer.values())) == len(set(classes.values())):
            return classes
        classes = finer


def numbered(signs: Mapping[State, Hashable]) -> dict[State, int]:
    """Classes of equal signs, numbered in order of occurrence."""
    numbers: dict[Hashable, int] = {}
    return {state: numbers.setdefault(sign, len(numbers)) for state, sign in signs.items()}


def absorb(chain: Mapping[State, Moves], states: set[State]) -> dict[State, Absorbed]:
    """What becomes of each of these states, from which an exit is certain: (I - Q) x = c."""
    classes = lumps(chain, states)
    members = {number: state for state, number in reversed(classes.items())}
    order = [members[number] for number in range(len(members))]
    matrix = []
    for number, state in enumerate(order):
        row: dict[int, Fraction] = defaultdict(Fraction, {number: Fraction(1)})
        for to, ways in chain[state].inner.items():
            row[classes[to]] -= sum(ways.values())
        matrix.append({at: value for at, value in row.items() if value})
    means = [chain[state].mean() for state in order]
    exits = {to for state in order for to in chain[state].exits}
    sides: dict[tuple[str, Any], tuple[Fraction, ...]]
    sides = {("cost", d): tuple(mean.get(d, Fraction(0)) for mean in means)
             for mean in means for d in mean}  # fmt: skip
    sides |= {("exit", to): tuple(Fraction(sum(chain[state].exits.get(to, {}).values()))
                                  for state in order) for to in exits}  # fmt: skip
    distinct = list(dict.fromkeys(sides.values()))
    solved = dict(zip(distinct, solve(matrix, distinct), strict=True)) if order else {}
    found = {key: solved[side] for key, side in sides.items()}
    return {
        state: Absorbed(
            {d: x[number] for (kind, d), x in found.items() if kind == "cost" and x[number]},
            {to: x[number] for (kind, to), x in found.items() if kind == "exit" and x[number]},
        )
        for state, number in classes.items()
    }


def longest(chain: Mapping[State, Moves], reach: Mapping[State, set[State]], weight: Weight,
            after: Mapping[State, int]) -> dict[State, int | None]:  # fmt: skip
    """The largest total cost from each state to an exit; None where it is unbounded.

    Parameters
    ----------
    weight : the cost of a vector, at least 0
    after : what follows each exit

    Notes
    -----
    A cycle of positive cost is unbounded; states of one cycle have one value. A state that reaches
    more states than another is never needed for it, so they are taken in order of that number.
    """
    most: dict[State, int | None] = {}
    for state in sorted(chain, key=lambda state: len(reach[state])):
        if state in most:
            continue
        cycle = {to for to in reach[state] if state in reach[to]}
        value: int | None = 0
        for member in cycle:
            value = largest(value, one_step(chain[member], cycle, weight, after, most))
        most.update(dict.fromkeys(cycle, value))
    return most


def one_step(moves: Moves, cycle: set[State], weight: Weight, after: Mapping[State, int],
             most: Mapping[State, int | None]) -> int | None:  # fmt: skip
    """The largest total cost over the moves of one state of a cycle."""
    value: int | None = 0
    for to, ways in moves.exits.items():
        value = largest(value, max(map(weight, ways)) + after.get(to, 0))
    for to, ways in moves.inner.items():
        step = max(map(weight, ways))
        if to in cycle:
            value = None if step else value
        else:
            following = most[to]
            value = largest(value, None if following is None else step + following)
        if value is None:
            return None
    return value


def largest(a: int | None, b: int | None) -> int | None:
    """The larger of two bounds; None is no bound."""
    return None if a is None or b is None else max(a, b)
