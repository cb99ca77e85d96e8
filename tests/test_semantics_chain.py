"""Exact expectations: by every tape, by absorbing chains, against closed forms and brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from math import factorial
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.chains.absorb import Absorption
from complexity.chains.budget import Budget
from complexity.chains.expectations import Chains, expect
from complexity.chains.explore import Chain
from complexity.chains.figures import over_inputs
from complexity.chains.reach import Reach
from complexity.chains.sparse_systems import Singular, solve
from complexity.language.failures import Undefined
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.measures import ALL
from complexity.semantics.tape import SeededTape

SORTS = """
def _shuffle(xs: list[int]) -> None:
    for i in range(len(xs) - 1, 0, -1):
        j = randrange(i + 1)
        xs[i], xs[j] = xs[j], xs[i]

def _is_sorted(xs: list[int]) -> bool:
    return all(xs[i] <= xs[i + 1] for i in range(len(xs) - 1))

def bogosort(xs: list[int]) -> list[int]:
    while not _is_sorted(xs):
        _shuffle(xs)
    return xs

def bozosort(xs: list[int]) -> list[int]:
    while not _is_sorted(xs):
        i = randrange(len(xs))
        j = randrange(len(xs))
        xs[i], xs[j] = xs[j], xs[i]
    return xs

def quicksort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    p = xs[randrange(len(xs))]
    less = quicksort([x for x in xs if x < p])
    return less + [p] + quicksort([x for x in xs if x > p])
"""


def expected_of(text, *args, **how):
    """The expectation of a text on one input."""
    return expect(parse(dedent(text)), list(args), **how)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_bogosort_compares_as_often_as_oeis_a038156_says(n):
    chains = Chains(parse(SORTS, name="bogosort"))
    found = [chains.expect([list(keys)]) for keys in permutations(range(n))]
    comparisons = sum(one.by_op_executions["gt"].mean for one in found) / len(found)
    assert comparisons == factorial(n) * sum(Fraction(1, factorial(k)) for k in range(1, n))
    assert comparisons == {2: 2, 3: 9, 4: 40, 5: 205}[n]
    # of the sorted list there is one tape: the empty one
    assert [one.method for one in found] == ["tapes"] + ["chain"] * (len(found) - 1)
    assert all(one.halts for one in found)
    assert all(one.results == ((list(range(n)), 1),) for one in found)


def test_the_figures_of_a_chain_agree_with_each_other_and_with_samples():
    graph = parse(SORTS, name="bozosort")
    found, machine = expect(graph, [[2, 0, 1]]), Machine(graph)
    time = found.measures["time"]
    assert sum(tally.mean for tally in found.by_op.values()) == time.mean
    assert sum(tally.mean for _, tally in found.by_line.values()) == time.mean
    assert time.unbounded
    assert time.worst is None
    assert found.measures["memory"].worst == machine.run([[2, 0, 1]]).memory
    runs = [machine.run([[2, 0, 1]], tape=SeededTape(seed)) for seed in range(400)]
    assert sum(run.time for run in runs) / 400 == pytest.approx(float(time.mean), rel=0.15)
    draws = sum(run.draws.get(3, 0) for run in runs) / 400
    assert draws == pytest.approx(float(found.draws[3].mean), rel=0.15)
    # a chain knows no mean span
    assert found.measures["span"].mean is None


def test_all_inputs_of_a_size_cost_one_exploration():
    chains = Chains(parse(SORTS, name="bozosort"))
    chains.expect([[3, 2, 1, 0]])
    explored = chains.work.left
    for keys in permutations(range(4)):
        assert chains.expect([list(keys)]).states == 139
    assert explored - chains.work.left < 24 * 60


def quicksort_comparisons(n):
    """Twice (n + 1) H_n - 4 n, as each partition compares twice here."""
    harmonic = sum(Fraction(1, k) for k in range(1, n + 1))
    return 2 * (n + 1) * harmonic - 4 * n


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_every_tape_of_quicksort(n):
    found = expected_of(SORTS, list(range(n)), measures=ALL)
    assert found.method == "tapes"
    # one comparison less a partition than filter does, which looks at the pivot too
    calls = found.by_op_executions["filter"].mean / 2
    assert found.by_op_executions["lt"].mean - calls == quicksort_comparisons(n)
    assert found.by_op_executions["lt"].worst == n * (n + 1) // 2 - 1
    assert found.results == ((list(range(n)), 1),)
    assert all(tally.mean <= tally.worst for tally in found.measures.values())
    assert found.measures.keys() == {"time", "candidates", "span", "width", "memory",
                                     "level_memory"}  # fmt: skip


GAMBLER = """
def gambler(start: int, goal: int) -> int:
    while start > 0 and start < goal:
        start += 2 * randrange(2) - 1
    return start
"""


@pytest.mark.parametrize(("start", "goal"), [(1, 2), (3, 5), (2, 9), (20, 64)])
def test_the_gamblers_ruin(start, goal):
    found = expected_of(GAMBLER, start, goal)
    assert found.draws[2].mean == start * (goal - start)
    assert dict(found.results) == {goal: Fraction(start, goal), 0: 1 - Fraction(start, goal)}


def test_draws_before_and_after_a_loop_are_enumerated():
    text = """
    def f(n: int) -> int:
        a = randrange(n)
        while a % 2 == 1:
            a = randrange(4)
        return a * 10 + randrange(2)
    """
    found = expected_of(text, 2)
    assert found.method == "chain"
    assert found.draws[2].mean == 2
    # from an odd start, two draws of 4 on average
    assert found.draws[4].mean == Fraction(1, 2) * 2
    assert dict(found.results) == {0: Fraction(3, 8), 1: Fraction(3, 8), 20: Fraction(1, 8),
                                   21: Fraction(1, 8)}  # fmt: skip
    assert sum(chance for _, chance in found.results) == 1
    assert found.by_op["mul"].worst == 1


def test_a_loop_that_may_never_end_is_said_to():
    text = """
    def f(n: int) -> int:
        state = 1
        while state != 0:
            if state == 2:
                state = 2
            else:
                state = randrange(n)
        return state
    """
    found = expected_of(text, 3)
    assert not found.halts
    assert found.measures["time"].mean is None
    assert found.measures["time"].unbounded
    assert expected_of(text, 2).halts


def test_a_chain_without_cycles_has_a_worst_case():
    text = """
    def f(n: int) -> int:
        steps = 0
        while n > 0:
            n -= 1 + randrange(n)
            steps += 1
        return steps
    """
    found = expected_of(text, 30, budget=Budget(tapes=1_000))
    assert found.method == "chain"
    # records of a random permutation: H_n of them on average, n at most
    assert found.by_op_executions["loop"].mean == sum(Fraction(1, k) for k in range(1, 31))
    assert found.by_op_executions["loop"].worst == 30
    worst = found.measures["time"].worst
    small = expected_of(text, 6)
    assert small.method == "tapes"
    assert small.by_op_executions["loop"].worst == 6
    assert (worst - small.measures["time"].worst) % 24 == 0


def test_both_ways_agree_where_both_are_possible():
    text = """
    def f(xs: list[int], n: int) -> list[int]:
        k = 0
        while k < n:
            i = randrange(len(xs))
            xs[i] = xs[i] + candidate(k)
            k += 1
        return xs + [randrange(2)]
    """
    graph = parse(dedent(text))
    tapes = expect(graph, [[0, 0, 5], 3])
    chain = expect(graph, [[0, 0, 5], 3], budget=Budget(tapes=10))
    assert (tapes.method, chain.method) == ("tapes", "chain")
    for name in ("time", "candidates", "memory"):
        assert tapes.measures[name] == chain.measures[name]
    assert (tapes.by_op, tapes.by_line, tapes.draws) == (chain.by_op, chain.by_line, chain.draws)
    assert sorted(map(repr, tapes.results)) == sorted(map(repr, chain.results))
    brute = {}
    for tape in product(range(3), range(3), range(3), range(2)):
        xs = [0, 0, 5]
        for k, i in enumerate(tape[:3]):
            xs[i] += k
        key = (*xs, tape[3])
        brute[key] = brute.get(key, 0) + Fraction(1, 54)
    assert {tuple(result): chance for result, chance in chain.results} == brute


def test_a_program_without_draws_is_certain():
    found = expected_of("def f(a: int) -> int:\n    return a * a\n", 7)
    assert found.results == ((49, 1),)
    assert (found.measures["time"].mean, found.tapes) == (2, 1)


def test_what_is_beyond_the_budget_is_given_up():
    growing = """
    def f(n: int) -> int:
        rounds = 0
        while randrange(n) != 0:
            rounds += 1
        return rounds
    """
    assert expected_of(growing, 3, budget=Budget(work=100_000)) is None
    many = """
    def f(n: int) -> int:
        total = 0
        for i in range(n):
            total = 10 * total + randrange(10)
        return total
    """
    assert expected_of(many, 12) is None
    assert expected_of(many, 3).tapes == 1000
    walking = """
    def f(n: int) -> int:
        return 0 if randrange(n) == 0 else f(n)
    """
    assert expected_of(walking, 3, budget=Budget(work=100_000)) is None


def test_a_program_that_fails_on_some_tape_fails():
    with pytest.raises(Undefined, match="divided by zero") as caught:
        expected_of("def f(a: int) -> int:\n    return a // randrange(2)\n", 7)
    assert (caught.value.code, caught.value.line) == ("division", 2)
    text = """
    def f(a: int) -> int:
        while randrange(2) == 0:
            a = 5 // (a - 5 * randrange(2))
        return a
    """
    with pytest.raises(Undefined, match="divided by zero"):
        expected_of(text, 5)


def test_over_inputs_takes_the_mean_of_means_and_the_worst_of_worsts():
    chains = Chains(parse("def f(n: int) -> int:\n    return sum([randrange(n)] * n)\n"))
    found = over_inputs([chains.expect([n]) for n in (1, 2, 3)])
    each = [chains.expect([n]).measures["time"] for n in (1, 2, 3)]
    assert found["time"].mean == sum(one.mean for one in each) / 3
    assert found["time"].worst == each[-1].worst


@given(st.integers(1, 6), st.integers(0, 10**6))
def test_the_solver_solves(size, seed):
    draw = SeededTape(seed).draw
    matrix = [{at: Fraction(draw(19) - 9, draw(7) + 1) for at in range(size)} for _ in range(size)]
    wanted = [Fraction(draw(200) - 100, draw(9) + 1) for _ in range(size)]
    side = [sum((row[at] * wanted[at] for at in row), Fraction(0)) for row in matrix]
    try:
        (found,) = solve(matrix, [side])
    except Singular:
        return
    for row, value in zip(matrix, side, strict=True):
        assert sum((row[at] * found[at] for at in row), Fraction(0)) == value


def test_a_singular_system_is_refused():
    with pytest.raises(Singular, match="no unique solution"):
        solve([{0: Fraction(1), 1: Fraction(1)}, {0: Fraction(2), 1: Fraction(2)}],
              [[Fraction(1), Fraction(0)]])  # fmt: skip


def by_hand(*moves, results=("out",), costs=((), ((0, 1),), ((0, 3),))):
    """A chain of states that have these ways, each over the sum of its counts."""
    return Chain(
        states=[((0, place), 0, ()) for place in range(len(moves))],
        moves=list(moves),
        outcomes=[sum(ways.values()) for ways in moves],
        costs=list(costs),
        results=list(results),
    )


def test_chains_by_hand():
    # from state 1, back to it with 1/2 at cost 3, else out at cost 1; 0 goes to 1 for nothing
    chain = by_hand({(1, 0, 5): 1}, {(1, 2, 7): 1, (~0, 1, 2): 1}, {(2, 1, 1): 1})
    reach = Reach(chain)
    absorption = Absorption(chain, reach)
    absorption.extend(0)
    assert (reach.ends, reach.certain) == ({0, 1}, {0, 1})
    assert [reach.of[state] for state in (1, 0, 2)] == [0, 1, 2]
    assert absorption.costs(0) == absorption.costs(1) == {0: 4}
    assert absorption.chances(0) == {0: 1}
    assert [reach.longest("all", lambda cost: cost, state) for state in range(3)] == [None] * 3
    assert [reach.longest("none", lambda cost: 0, state) for state in range(3)] == [0] * 3
    # the way out takes 2 words, the way round 7, the way from 0 to 1 takes 5
    assert reach.least == {1: 2, 0: 5, 2: 1}
    assert [reach.components[reach.of[state]].highest for state in range(3)] == [7, 7, 1]


def test_a_chain_grows():
    chain = by_hand({(0, 1, 0): 2, (~0, 0, 0): 1, (~1, 2, 0): 1}, results=("left", "right"))
    absorption = Absorption(chain, Reach(chain))
    absorption.extend(0)
    first = absorption.costs(0)[0], absorption.chances(0)
    assert first == (Fraction(2 + 3, 2), {0: Fraction(1, 2), 1: Fraction(1, 2)})
    chain.states.append(((0, 1), 0, ()))
    chain.moves.append({(0, 2, 0): 1, (~0, 1, 0): 2})
    chain.outcomes.append(3)
    absorption.extend(1)
    assert absorption.costs(1) == {0: Fraction(1, 3) * (3 + first[0]) + Fraction(2, 3)}
    assert absorption.chances(1) == {0: Fraction(5, 6), 1: Fraction(1, 6)}
    assert (absorption.costs(0)[0], absorption.chances(0)) == first
