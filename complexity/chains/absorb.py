"""Exact expected cost and result probabilities of every state of a chain.

With Q the transition matrix between states and c their mean costs, the expected costs x satisfy
x = c + Q x [1]_. States that a run never leaves are absorbing too: what a run costs inside them is
not counted here (`reach.infinite` says whether it would be infinite). Costs are reduced to a few
independent ones (`basis`). Then one strongly connected component is solved at a time, after those
that it leads to: equivalent states are lumped (`lumps`), states with one predecessor or one
successor are eliminated (`equations`), and what remains is solved by a sparse elimination
(`sparse_systems`), or in a Krylov space where only that is small (`krylov`).

References
----------
.. [1] J. Kemeny, J. Snell, *Finite Markov Chains*, 1960, ch. 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from math import gcd, lcm

from . import krylov, sparse_systems
from .basis import Basis, basis
from .budget import GiveUp
from .equations import Equation, Sides, in_integers, shortened, without_itself
from .explore import Chain
from .figures import whole
from .lumps import lumped, lumps
from .reach import Reach
from .sparse_systems import TooDense, factor

Values = dict[int, Fraction]
Shares = tuple[dict[int, int], int]  # the same as numerators over a common denominator
NEVER = -1  # the number of the result of a run that does not end
FEW = 8  # components of at most this many states are not lumped
THIN, CHEAP = 8, 10_000  # operations of a first elimination: for each coefficient, and at least
DEGREE = 128  # largest dimension of a Krylov space
PRODUCTS = 20_000_000  # most multiplications spent on building one
FILL = 2_000_000  # most operations of any elimination
DIGITS = 4 * FILL  # most operations on the digits of its solutions


@dataclass(slots=True)
class Batch:
    """States that were solved together.

    Attributes
    ----------
    basis : the independent costs, for which alone the equations were solved
    columns : for the number of each cost, its terms by side (see `equations.Sides`)
    sole : the one result with which all of them are certain to end; its probability is 1 and needs
        no column. None where each result has a column, and `NEVER` too
    first : for each state of a lump, its representative
    left_out : equations of states that were eliminated, by which their values are computed where
        they are asked for
    values : for each state whose value is known, its terms by side
    """

    basis: Basis
    columns: dict[int, list[tuple[int, int]]]
    sole: int | None
    first: dict[int, int] = field(default_factory=dict)
    left_out: dict[int, Equation] = field(default_factory=dict)
    values: dict[int, Shares] = field(default_factory=dict)


@dataclass(slots=True)
class Absorption:
    """The expected values of a chain's states, extended as the chain grows.

    Attributes
    ----------
    batches : for each solved state, the batch in which it was solved
    upto : how many states of the chain have been processed
    """

    chain: Chain
    reach: Reach
    batches: dict[int, Batch] = field(default_factory=dict)
    upto: int = 0

    def extend(self, start: int) -> None:
        """Solve for all states explored since the last call, those behind `start` among them.

        Raises
        ------
        GiveUp
            If the equations are too many to solve exactly.
        """
        self.reach.extend()
        new = [s for s in range(self.upto, len(self.reach.of)) if not self.reach.stays(s)]
        self.upto = len(self.reach.of)
        if not new and (start in self.batches or self.reach.stays(start)):
            return
        # new states lead to older ones but not back, so that older values are constants here
        older = {to: self.costs(to) for to in self.older(set(new))}
        batch = self.batch(new, list(older.values()))
        known = {to: self.constants(to, costs, batch) for to, costs in older.items()}
        # components are numbered in reverse topological order: what one leads to is solved before
        for _, members in groupby(sorted(new, key=self.reach.of.__getitem__),
                                  self.reach.of.__getitem__):  # fmt: skip
            self.solve_component(list(members), batch, known)
        self.batches.update(dict.fromkeys(new, batch))

    def batch(self, new: Sequence[int], older: Sequence[Values]) -> Batch:
        """Choose which costs new states are solved for, given the costs of older states."""
        moves, costs = self.chain.moves, self.chain.costs
        numbers = dict.fromkeys(cost for state in new for _, cost, _ in moves[state])
        chosen = basis([*[{d: Fraction(n) for d, n in costs[cost]} for cost in numbers], *older])
        solved = frozenset(chosen.dimensions)
        columns = {cost: [(2 * d, n) for d, n in costs[cost] if d in solved] for cost in numbers}
        return Batch(chosen, columns, self.sole(new))

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

    def constants(self, state: int, costs: Values, batch: Batch) -> Shares:
        """Return the value of an older state by the sides of a later batch."""
        values = {2 * d: costs[d] for d in batch.basis.dimensions if d in costs}
        if batch.sole is None:
            values |= {column(result): chance for result, chance in self.chances(state).items()}
        return shared(values)

    def solve_component(self, members: Sequence[int], batch: Batch,
                        known: Mapping[int, Shares]) -> None:  # fmt: skip
        """Solve one strongly connected component, after all that it leads to."""
        equations = {state: self.equation(state, batch, known) for state in members}
        if len(members) == 1:
            (only,) = members
            without_itself(equations[only], only)
            batch.left_out[only] = equations[only]
            return
        if len(members) > FEW:
            first = lumps(equations)
            if len(set(first.values())) < len(first):
                batch.first |= first
                equations = lumped(equations, first)
        equations = {state: in_integers(equation) for state, equation in equations.items()}
        for state in shortened(equations):
            batch.left_out[state] = equations.pop(state)
        if equations:
            solve_together(equations, batch.values)

    def equation(self, state: int, batch: Batch, known: Mapping[int, Shares]) -> Equation:
        """Write the equation of a state in terms of the states of its component.

        What leaves the component is constant by now: the terms of each side are first summed by
        denominator, since states with equal values often follow one another.
        """
        of, own, moves, sides = self.reach.of, self.reach.of[state], dict[int, int](), Sides()
        parts: dict[tuple[int, int], int] = {}
        for (to, cost, _), count in self.chain.moves[state].items():
            for side, steps in batch.columns[cost]:
                sides[side] = sides.get(side, 0) + count * steps
            if to < 0:
                if batch.sole is None:
                    sides[column(~to)] = sides.get(column(~to), 0) + count
            elif of[to] == own:
                moves[to] = moves.get(to, 0) + count
            elif self.reach.stays(to):
                sides[column(NEVER)] = sides.get(column(NEVER), 0) + count
            else:
                numerators, denominator = known[to] if to in known else value_in(batch, to)
                for side, numerator in numerators.items():
                    part = side, denominator
                    parts[part] = parts.get(part, 0) + count * numerator
        for (side, denominator), numerator in parts.items():
            if numerator:
                sides[side] = sides.get(side, 0) + Fraction(numerator, denominator)
        return Equation(self.chain.outcomes[state], moves, sides)

    def value(self, state: int) -> Values:
        """Return the values of a state by side; empty where a run never leaves the state."""
        if self.reach.stays(state):
            return {}
        numerators, denominator = value_in(self.batches[state], state)
        return {side: Fraction(numerator, denominator) for side, numerator in numerators.items()}

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


def value_in(batch: Batch, state: int) -> Shares:
    """Return the value of a state of a batch, by back substitution where it was eliminated."""
    values, left_out = batch.values, batch.left_out
    state = batch.first.get(state, state)
    waiting = [state]
    while waiting:
        if waiting[-1] in values:
            waiting.pop()
            continue
        missing = [to for to in left_out[waiting[-1]].moves if to not in values]
        if missing:
            waiting += missing
        else:
            last = waiting.pop()
            values[last] = follows(left_out.pop(last), values)
    return values[state]


def follows(equation: Equation, values: Mapping[int, Shares]) -> Shares:
    """Evaluate one state's equation, given the values of the other states."""
    own = equation.sides
    common = lcm(*[value.denominator for value in own.values()],
                 *[values[to][1] for to in equation.moves])  # fmt: skip
    totals = {side: amount.numerator * (common // amount.denominator)
              for side, amount in own.items()}  # fmt: skip
    for to, count in equation.moves.items():
        numerators, denominator = values[to]
        times = count * (common // denominator)
        for side, numerator in numerators.items():
            totals[side] = totals.get(side, 0) + times * numerator
    common *= equation.denominator
    divisor = gcd(common, *totals.values())
    return {side: total // divisor for side, total in totals.items() if total}, common // divisor


def shared(values: Values) -> Shares:
    """Bring the values of all sides to one denominator."""
    common = lcm(*[value.denominator for value in values.values()])
    return {side: int(value * common) for side, value in values.items()}, common


def solve_together(equations: Mapping[int, Equation], values: dict[int, Shares]) -> None:
    """Solve equations in integers that refer to each other alone."""
    index = {state: place for place, state in enumerate(equations)}
    sides = dict.fromkeys(side for equation in equations.values() for side in equation.sides)
    rows = [(equation.denominator, {index[to]: count for to, count in equation.moves.items()})
            for equation in equations.values()]  # fmt: skip
    columns = [[equation.sides.get(side, 0) for equation in equations.values()] for side in sides]
    solved = solutions(rows, columns)
    for state, place in index.items():
        values[state] = shared({side: column[place] for side, column in
                                zip(sides, solved, strict=True) if column[place]})  # fmt: skip


def solutions(rows: Sequence[tuple[int, dict[int, int]]],
              columns: Sequence[Sequence[int]]) -> list[list[Fraction]]:  # fmt: skip
    """Solve denominator x = column + numerators x for each column, with integers throughout.

    An elimination that hardly fills the rows is tried first, since it takes long walks in time
    that is linear in their length; then a Krylov space, and at last any elimination that is
    affordable.
    """
    matrix = [{at: -count for at, count in inner.items()} for _, inner in rows]
    for place, (denominator, _) in enumerate(rows):
        matrix[place][place] = matrix[place].get(place, 0) + denominator
    terms = sum(map(len, matrix))
    most = min(max(THIN * terms, CHEAP), FILL)
    try:
        return sparse_systems.solutions(factor(matrix, most), columns, DIGITS)
    except TooDense:
        solved = krylov_solutions(rows, columns, min(len(rows) // 3, PRODUCTS // terms))
    rest = columns[len(solved) :]
    if not rest:
        return solved
    try:
        return solved + sparse_systems.solutions(factor(matrix, FILL), rest, DIGITS)
    except TooDense as error:
        raise GiveUp(str(error)) from None


def krylov_solutions(rows: Sequence[tuple[int, dict[int, int]]], columns: Sequence[Sequence[int]],
                     degree: int) -> list[list[Fraction]]:  # fmt: skip
    """Solve for the first columns, as long as their Krylov spaces are of a small dimension."""
    moves, solved = krylov.moving(rows), list[list[Fraction]]()
    for column in columns:
        costs = [Fraction(own, d) for own, (d, _) in zip(column, rows, strict=True)]
        solution = krylov.expected(moves, costs, min(DEGREE, degree))
        if solution is None:
            break
        solved.append(solution)
    return solved
