"""Exact expected cost and result probabilities of every state of a chain.

With Q the transition matrix between states and c their mean costs, the expected costs x satisfy
x = c + Q x [1]_. States that a run never leaves are absorbing too: what a run costs inside them is
not counted here (`reach.infinite` says whether it would be infinite). The system is made small
before it is solved: costs are reduced to a few independent ones (`basis`), equivalent states are
lumped (`lumps`), and states with one predecessor or one successor are eliminated (`equations`).
The rest is solved one strongly connected component at a time, in a Krylov space where that is small
(`krylov`), else by elimination (`sparse_systems.solve`).

References
----------
.. [1] J. Kemeny, J. Snell, *Finite Markov Chains*, 1960, ch. 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from . import krylov
from .basis import Basis, basis
from .budget import GiveUp
from .components import components
from .equations import Equation, Sides, shortened, without_itself
from .explore import Chain
from .figures import whole
from .lumps import lumped, lumps
from .reach import Reach
from .sparse_systems import TooDense, solve

Values = dict[int, Fraction]
NEVER = -1  # the number of the result of a run that does not end
DIRECT = 12  # systems of at most this many equations go straight to elimination
DEGREE = 128  # largest dimension of a Krylov space
PRODUCTS = 20_000_000  # most multiplications spent on building one
FILL = 2_000_000  # most operations of an elimination


@dataclass(slots=True)
class Batch:
    """States that were solved together.

    Attributes
    ----------
    basis : the independent costs, for which alone the equations were solved
    first : for each state, the representative of its lump
    left_out : the equations of the states that were eliminated before solving
    values : for each solved state, its value by side (see `equations.Sides`)
    sole : the one result with which all of them are certain to end; its probability is 1 and needs
        no column. None where each result has a column, and `NEVER` too
    """

    basis: Basis
    first: dict[int, int]
    left_out: dict[int, Equation]
    values: dict[int, Values]
    sole: int | None


@dataclass(slots=True)
class Absorption:
    """The expected values of a chain's states, extended as the chain grows.

    Attributes
    ----------
    batches : for each solved state, the batch in which it was solved
    starts : the program positions of states in which runs started; such states are asked for again,
        so they are not eliminated
    upto : how many states of the chain have been processed
    """

    chain: Chain
    reach: Reach
    batches: dict[int, Batch] = field(default_factory=dict)
    starts: set[object] = field(default_factory=set)
    upto: int = 0

    def extend(self, start: int) -> None:
        """Solve for all states explored since the last call, those behind `start` among them.

        Raises
        ------
        GiveUp
            If the equations are too many to solve exactly.
        """
        self.starts.add(self.chain.states[start][0])
        self.reach.extend()
        new = [s for s in range(self.upto, len(self.reach.of)) if not self.reach.stays(s)]
        self.upto = len(self.reach.of)
        if not new and (start in self.batches or self.reach.stays(start)):
            return
        # new states lead to older ones but not back, so that older values are constants here
        known = {to: self.costs(to) for to in self.older(set(new))}
        costs = [{d: Fraction(count) for d, count in cost} for cost in self.chain.costs]
        chosen, sole = basis([*costs, *known.values()]), self.sole(new)
        equations = {state: self.equation(state, chosen, known, sole is None) for state in new}
        batch = Batch(chosen, lumps(equations), {}, {}, sole)
        equations = lumped(equations, batch.first)
        kept = {state for state in equations if self.chain.states[state][0] in self.starts}
        for state in shortened(equations, kept):
            batch.left_out[state] = equations.pop(state)
        for members in components({s: list(e.moves) for s, e in equations.items()}):
            solve_component(members, equations, batch.values)
        self.batches.update(dict.fromkeys(new, batch))

    def sole(self, new: Sequence[int]) -> int | None:
        """Return the one result with which all new states are certain to end, or None."""
        results = {self.reach.sole(state) for state in new}
        return results.pop() if len(results) == 1 else None

    def older(self, new: set[int]) -> list[int]:
        """Return the states solved before that new states lead to, except absorbing ones."""
        ways = dict.fromkeys(to for state in new for to, _, _ in self.chain.moves[state] if to >= 0)
        older = [to for to in ways if to not in new and not self.reach.stays(to)]
        if not new or not self.batches.keys() >= set(older):
            raise GiveUp("the equations of some states were beyond the budget")
        return older

    def equation(self, state: int, chosen: Basis, known: Mapping[int, Values],
                 several: bool) -> Equation:  # fmt: skip
        """Write the equation of a state; `several` says whether results need columns."""
        moves: dict[int, int] = {}
        sides: Sides = {}
        wanted = frozenset(chosen.dimensions)
        for (to, cost, _), count in self.chain.moves[state].items():
            for dimension, steps in self.chain.costs[cost]:
                if dimension in wanted:
                    add(sides, 2 * dimension, count * steps)
            if to < 0:
                if several:
                    add(sides, column(~to), count)
            elif self.reach.stays(to):
                add(sides, column(NEVER), count)
            elif to in known:
                for dimension in chosen.dimensions:
                    add(sides, 2 * dimension, count * known[to].get(dimension, Fraction(0)))
                for result, chance in self.chances(to).items() if several else ():
                    add(sides, column(result), count * chance)
            else:
                moves[to] = moves.get(to, 0) + count
        return Equation(self.chain.outcomes[state], moves, sides)

    def value(self, state: int) -> Values:
        """Return the values of a state by side; empty where a run never leaves the state."""
        if self.reach.stays(state):
            return {}
        batch = self.batches[state]
        waiting = [state := batch.first[state]]
        while waiting:
            equation = batch.left_out.get(waiting[-1])
            if waiting[-1] in batch.values or equation is None:
                waiting.pop()
                continue
            missing = [to for to in equation.moves if to not in batch.values]
            if missing:
                waiting += missing
            else:
                batch.values[waiting.pop()] = follows(equation, batch.values)
        return batch.values[state]

    def costs(self, state: int) -> Values:
        """Return the expected costs by dimension until a run ends or is caught for ever."""
        if self.reach.stays(state):
            return {}
        value, chosen = self.value(state), self.batches[state].basis
        costs = {}
        for dimension, parts in chosen.others.items():
            cost = sum((value.get(2 * d, 0) * factor for d, factor in parts.items()), Fraction(0))
            if cost:
                costs[dimension] = cost
        return costs

    def chances(self, state: int) -> Values:
        """Return the probability of each result, and under `NEVER` of not ending; they sum to 1.

        Raises
        ------
        AssertionError
            If they do not sum to 1: no verdict may rest on them.
        """
        if self.reach.stays(state):
            return {NEVER: Fraction(1)}
        sole = self.batches[state].sole
        if sole is not None:
            return {sole: Fraction(1)}
        probabilities = {side >> 1: chance for side, chance in self.value(state).items()
                 if side & 1 and chance}  # fmt: skip
        whole(probabilities.values())
        return probabilities


def column(result: int) -> int:
    """Return the side (a column of the system) that stands for a result."""
    return 2 * result + 1


def add(sides: Sides, side: int, amount: Fraction | int) -> None:
    """Add an amount to a side; zeros are not stored."""
    if amount:
        sides[side] = sides.get(side, 0) + amount


def follows(equation: Equation, values: Mapping[int, Values]) -> Values:
    """Evaluate one state's equation, given the values of the other states."""
    totals: Values = {}
    for to, count in equation.moves.items():
        for side, value in values[to].items():
            totals[side] = totals.get(side, Fraction(0)) + count * value
    for side, amount in equation.sides.items():
        totals[side] = totals.get(side, Fraction(0)) + amount
    return {side: value / equation.denominator for side, value in totals.items()}


def solve_component(members: list[int], equations: Mapping[int, Equation],
                    values: dict[int, Values]) -> None:  # fmt: skip
    """Solve for the states of one component, given the values of the states it leads to."""
    if len(members) == 1:
        (only,) = members
        without_itself(equations[only], only)
        values[only] = follows(equations[only], values)
        return
    index = {state: place for place, state in enumerate(members)}
    columns: dict[int, list[Fraction]] = {}
    rows = []
    for place, state in enumerate(members):
        equation = equations[state]
        inner = {index[to]: count for to, count in equation.moves.items() if to in index}
        rows.append((equation.denominator, inner))
        outer = {to: count for to, count in equation.moves.items() if to not in index}
        rest = Equation(equation.denominator, outer, equation.sides)
        for side, value in follows(rest, values).items():
            columns.setdefault(side, [Fraction(0)] * len(members))[place] = value
    values.update({state: {} for state in members})
    for side, solution in zip(columns, solutions(rows, list(columns.values())), strict=True):
        for state, value in zip(members, solution, strict=True):
            values[state][side] = value


def solutions(rows: Sequence[tuple[int, dict[int, int]]],
              columns: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:  # fmt: skip
    """Solve x = column + rows x for each column; a row is a denominator and its numerators."""
    size, solved = len(rows), list[list[Fraction]]()
    moves = krylov.moving(rows)
    degree = min(DEGREE, size // 3, PRODUCTS // sum(len(inner) for _, inner in rows))
    for column in columns if size > DIRECT else ():
        solution = krylov.expected(moves, column, degree)
        if solution is None:
            break
        solved.append(solution)
    rest = columns[len(solved) :]
    if not rest:
        return solved
    matrix = [{at: -count for at, count in inner.items()} for _, inner in rows]
    for place, (denominator, _) in enumerate(rows):
        matrix[place][place] = matrix[place].get(place, 0) + denominator
    wanted = [[value * d for value, (d, _) in zip(column, rows, strict=True)] for column in rest]
    try:
        return solved + solve(matrix, wanted, FILL)
    except TooDense as error:
        raise GiveUp(str(error)) from None
