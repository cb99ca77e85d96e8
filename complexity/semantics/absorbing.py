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
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .budget import GiveUp
from .solve import solve

State = Hashable
Vector = tuple[tuple[int, int], ...]  # (dimension, count), counts not zero
Costs = dict[int, Fraction]
Weight = Callable[[Vector], int]
Sought = tuple[str, Any]  # ("cost", dimension) or ("exit", state)


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


def closure(successors: Sequence[Iterable[int]]) -> list[int]:
    """For each of 0, 1, ..., the set of those that it reaches, itself included, as bits."""
    reach = [1 << place for place in range(len(successors))]
    for place, following in enumerate(successors):
        for to in following:
            reach[place] |= 1 << to
    for through in range(len(reach)):
        reach = [own | reach[through] if own >> through & 1 else own for own in reach]
    return reach


def reachable(chain: Mapping[State, Moves]) -> dict[State, set[State]]:
    """The states that each state may reach, itself included."""
    places = {state: place for place, state in enumerate(chain)}
    reach = closure([[places[to] for to in moves.inner] for moves in chain.values()])
    sets = {mask: {to for to, place in places.items() if mask >> place & 1} for mask in set(reach)}
    return {state: sets[mask] for state, mask in zip(chain, reach, strict=True)}


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


def absorb(chain: Mapping[State, Moves], states: set[State],
           equations: int) -> dict[State, Absorbed]:  # fmt: skip
    """What becomes of each of these states, from which an exit is certain: (I - Q) x = c.

    Equal states are taken together, and the system is solved cycle by cycle: those first from which
    the others are not reached.

    Raises
    ------
    GiveUp
        If a cycle is a system of more equations than allowed.
    """
    classes = lumps(chain, states)
    members = {number: state for state, number in reversed(classes.items())}
    moves = [chain[members[number]] for number in range(len(members))]
    rows: list[dict[int, Fraction]] = [defaultdict(Fraction) for _ in moves]
    for row, move in zip(rows, moves, strict=True):
        for to, ways in move.inner.items():
            row[classes[to]] += sum(ways.values())
    own = [wanted(move) for move in moves]
    found: list[dict[Sought, Fraction]] = [{} for _ in moves]
    for cycle in cycles(rows):
        if len(cycle) > equations:
            raise GiveUp(f"a system of more than {equations} equations")
        solve_cycle(cycle, rows, own, found)
    absorbed = [Absorbed({d: x for (kind, d), x in every.items() if kind == "cost"},
                         {to: x for (kind, to), x in every.items() if kind == "exit"})
                for every in found]  # fmt: skip
    return {state: absorbed[number] for state, number in classes.items()}


def wanted(move: Moves) -> dict[Sought, Fraction]:
    """What a state adds by itself: its mean costs, and its chance of each exit."""
    exits = {("exit", to): Fraction(sum(ways.values())) for to, ways in move.exits.items()}
    return {("cost", d): cost for d, cost in move.mean().items()} | exits


def cycles(rows: Sequence[Mapping[int, Fraction]]) -> list[list[int]]:
    """The sets of places that reach each other, each after those that it reaches."""
    reach = closure(rows)
    groups: dict[int, list[int]] = defaultdict(list)
    for place, mask in enumerate(reach):
        groups[mask].append(place)
    return [groups[mask] for mask in sorted(groups, key=int.bit_count)]


def solve_cycle(cycle: list[int], rows: Sequence[Mapping[int, Fraction]],
                own: Sequence[Mapping[Sought, Fraction]],
                found: list[dict[Sought, Fraction]]) -> None:  # fmt: skip
    """Solves for the places of one cycle, with what is already found beyond it."""
    index = {place: at for at, place in enumerate(cycle)}
    sides: dict[Sought, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * len(cycle))
    matrix = []
    for at, place in enumerate(cycle):
        for key, value in own[place].items():
            sides[key][at] += value
        row = defaultdict(Fraction, {at: Fraction(1)})
        for to, chance in rows[place].items():
            if to in index:
                row[index[to]] -= chance
            else:
                for key, value in found[to].items():
                    sides[key][at] += chance * value
        matrix.append({to: value for to, value in row.items() if value})
    distinct = list(dict.fromkeys(map(tuple, sides.values())))
    solved = dict(zip(distinct, solve(matrix, distinct), strict=True))
    for key, side in sides.items():
        for place, value in zip(cycle, solved[tuple(side)], strict=True):
            if value:
                found[place][key] = value


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
