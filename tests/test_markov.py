"""Chains of programs: flat code against the definition, published expectations, what is solved."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations
from math import comb, factorial
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.failures import Undefined
from complexity.language.parse import parse
from complexity.language.refusals import NotInLanguage
from complexity.semantics.budget import Budget, GiveUp, Work
from complexity.semantics.chain import Chains
from complexity.semantics.evaluate import Machine
from complexity.semantics.every_tape import expectation, run_every_tape
from complexity.semantics.expectation import forms
from complexity.semantics.limits import Limits
from complexity.semantics.markov import krylov
from complexity.semantics.markov.basis import basis
from complexity.semantics.markov.chances import Solved
from complexity.semantics.markov.code import Kind
from complexity.semantics.markov.components import components
from complexity.semantics.markov.equations import Equation, shortened
from complexity.semantics.markov.flatten import drawing_functions, flatten
from complexity.semantics.markov.lumps import lumps
from complexity.semantics.solve import TooDense, solve
from complexity.semantics.tape import SeededTape
from complexity.tasks.find import find
from complexity.testing.programs import random_program

LIMITS = Limits(fuel=20_000)
BUDGET = Budget(tapes=3_000, work=300_000)


def over_tapes(graph, args):
    """The definition on every tape; the failure's code and line; None beyond the budget."""
    machine = Machine(graph, measures=frozenset({"time"}))
    try:
        found = run_every_tape(machine, args, LIMITS, BUDGET, Work(BUDGET.work))
    except Undefined as error:
        return error.code, error.line
    except GiveUp:
        return None
    return expectation(found, forms(machine.accounts))


def over_chain(graph, args):
    """The chain, likewise."""
    try:
        return Solved(graph, LIMITS, BUDGET, Work(BUDGET.work)).expectation(args, frozenset())
    except Undefined as error:
        return error.code, error.line
    except GiveUp:
        return None


def same(tapes, chain):
    """Whether two expectations agree; a chain may not know the mean memory."""
    assert chain.halts
    for name in ("time", "candidates"):
        assert tapes.measures[name] == chain.measures[name]
    memory = chain.measures["memory"]
    assert memory.worst == tapes.measures["memory"].worst
    assert memory.mean in (None, tapes.measures["memory"].mean)
    assert (tapes.by_op, tapes.by_op_executions) == (chain.by_op, chain.by_op_executions)
    assert (tapes.by_line, tapes.draws) == (chain.by_line, chain.draws)
    assert sorted(map(repr, tapes.results)) == sorted(map(repr, chain.results))


# a program, and arguments: every construct around a draw
CONSTRUCTS = {
    "branch": (
        """
        def f(a: int, xs: list[int]) -> list[int]:
            if a > randrange(3):
                xs.append(randrange(2))
                ys = xs + [a]
            else:
                ys = xs[1:]
            return ys + [randrange(2)]
        """, [1, [4, 5]]),
    "a condition": ("def f(a: int) -> int:\n    return randrange(3) if a > 1 else randrange(2)\n", [2]),
    "while with an exit": (
        """
        def f(n: int) -> int:
            k = 0
            while k < n:
                if randrange(3) == 0:
                    return k * 10 + randrange(2)
                k += 1
            return k
        """, [5]),
    "a test that draws": (
        """
        def f(n: int) -> int:
            k = 0
            while k < n and randrange(k + 2) != 0:
                k += 1
            return k
        """, [4]),
    "for with a break": (
        """
        def f(xs: list[int], ys: list[int]) -> int:
            total = 0
            for i, (x, y) in enumerate(zip(xs, ys)):
                if randrange(x) == y:
                    break
                total += x * i
            else:
                total += randrange(2)
            return total
        """.replace("for i, (x, y) in enumerate(zip(xs, ys))", "for x, y, i in zip(xs, ys, range(9))")
        .replace("            else:\n                total += randrange(2)\n", ""),
        [[3, 2, 4], [0, 1, 7, 8]]),
    "rows": (
        """
        def f(grid: list[list[int]]) -> list[list[int]]:
            out: list[list[int]] = []
            for row in grid:
                kept = row[:]
                kept[randrange(len(kept))] = 9
                out.append(kept)
                if randrange(2):
                    out.append(row[:])
            return out
        """, [[[1, 2], [3], [4, 5, 6]]]),
    "nested updates": (
        """
        def f(grid: list[list[int]], n: int) -> list[list[int]]:
            for k in range(n):
                i = randrange(len(grid))
                grid[i][randrange(len(grid[i]))] += k
            return grid
        """, [[[1, 2], [3, 4]], 3]),
    "copies": (
        """
        def f(xs: list[int]) -> list[int]:
            best = xs[:]
            for i in range(len(xs)):
                ys = xs[:]
                ys[i] = randrange(3)
                if ys < best:
                    best = ys
                    xs = ys[:]
            return best
        """, [[2, 1, 2]]),
    "map": ("def f(xs: list[int]) -> list[int]:\n    return [randrange(x) + x for x in xs]\n",
            [[3, 1, 4]]),
    "map of rows": (
        """
        def f(xs: list[int]) -> list[list[int]]:
            return [[randrange(2) for y in range(x)] for x in xs]
        """, [[2, 0, 3]]),
    "filter": ("def f(xs: list[int]) -> list[int]:\n    return [x for x in xs if randrange(x) < 2]\n",
               [[3, 1, 4, 2]]),
    "filter of rows": (
        """
        def f(grid: list[list[int]]) -> int:
            return len([row for row in grid if randrange(len(row) + 1) == 0])
        """, [[[1], [], [2, 3]]]),
    "any": ("def f(xs: list[int]) -> bool:\n    return any(randrange(x) == 0 for x in xs)\n",
            [[3, 5, 2]]),
    "all": ("def f(xs: list[int]) -> bool:\n    return all(randrange(x) > 0 for x in xs)\n",
            [[3, 5, 2]]),
    "next": (
        """
        def f(xs: list[int]) -> int:
            return next((x + randrange(2) for x in xs if randrange(x) == 0), randrange(3))
        """, [[2, 3, 4]]),
    "a search that fails on no tape": (
        "def f(xs: list[int]) -> int:\n    return next(x for x in xs if randrange(x) == 0)\n",
        [[2, 3, 1]]),
    "min with a key": (
        "def f(xs: list[int]) -> int:\n    return min(xs, key=lambda x: randrange(x))\n", [[3, 2, 3]]),
    "max with a key": (
        """
        def f(grid: list[list[int]]) -> list[int]:
            return max(grid, key=lambda row: randrange(len(row) + 1))
        """, [[[1, 2], [3], []]]),
    "calls": (
        """
        def pick(xs: list[int]) -> int:
            return xs.pop(randrange(len(xs)))

        def f(xs: list[int]) -> list[int]:
            out: list[int] = []
            while xs:
                out.append(pick(xs))
            return out
        """, [[1, 2, 3, 4]]),
    "recursion": (
        """
        def f(xs: list[int]) -> list[int]:
            if len(xs) <= 1:
                return xs
            p = xs[randrange(len(xs))]
            return f([x for x in xs if x < p]) + [p] + f([x for x in xs if x > p])
        """, [[3, 1, 2, 0]]),
    "a literal list": (
        """
        def f(n: int) -> list[int]:
            xs = [4, 5, 6]
            for k in range(n):
                xs[randrange(3)] = k
                if randrange(2):
                    xs = [4, 5, 6]
            return xs
        """, [3]),
    "candidates": (
        "def f(n: int) -> int:\n    return sum(candidate(randrange(k + 1)) for k in range(n))\n", [5]),
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_chain_counts_what_the_definition_counts(name):
    text, args = CONSTRUCTS[name]
    graph = parse(dedent(text), name="f")
    tapes = over_tapes(graph, args)
    assert tapes.tapes > 1
    same(tapes, over_chain(graph, args))


def test_every_op_with_regions_is_laid_out():
    seen = {op for text, _ in CONSTRUCTS.values() for op in ops_that_draw(text)}
    assert seen >= {"branch", "while", "call", "for", "map", "filter", "any", "all", "first",
                    "min_by", "max_by"}  # fmt: skip


def ops_that_draw(text):
    """The ops with regions, and the calls, of a program."""
    graph, pending = parse(dedent(text), name="f"), []
    pending += [function.body for function in graph.functions]
    while pending:
        for node in pending.pop().nodes:
            pending += node.regions
            yield node.op


def test_chains_of_random_programs_agree_with_the_definition():
    compared = 0
    for index in range(400):
        program = random_program(random.Random(f"chain {index}").randrange, 60)
        if "randrange" not in program.text:
            continue
        try:
            graph = parse(program.text, name=program.entry)
        except NotInLanguage:
            continue
        if not drawing_functions(graph):
            continue
        for args in program.arguments:
            tapes, chain = over_tapes(graph, args), over_chain(graph, args)
            if tapes is None or chain is None:
                continue
            if isinstance(tapes, tuple):
                assert isinstance(chain, tuple), program.text
            else:
                same(tapes, chain)
                compared += 1
    assert compared > 20


def test_a_failure_has_its_line():
    for body in ("xs[randrange(3)]", "1 // randrange(2)", "randrange(randrange(2))"):
        text = f"def f(xs: list[int]) -> int:\n    k = 2\n    return k * {body}\n"
        graph = parse(text)
        tapes = over_tapes(graph, [[1, 2]])
        assert tapes == over_chain(graph, [[1, 2]])
        assert tapes[1] == 3


A038156 = {2: 2, 3: 9, 4: 40, 5: 205, 6: 1236, 7: 8659}  # n! times the sum of 1/k! for 0 < k < n


def mean_of(name, n, op):
    """The mean of an op over all permutations, and the number of states."""
    chains = Chains(find(f"sorting/{name}").graph(n, ()))
    found = [chains.expect([list(keys)]) for keys in permutations(range(n))]
    assert all(one.halts and one.results == ((list(range(n)), 1),) for one in found)
    mean = sum((one.by_op_executions[op].mean for one in found if op in one.by_op_executions),
               Fraction(0)) / len(found)  # fmt: skip
    return mean, max(one.states for one in found)


@pytest.mark.parametrize("n", [3, 4, 5, 6])
def test_bogosort_compares_as_often_as_oeis_a038156_says(n):
    mean, states = mean_of("bogosort", n, "gt")
    assert mean == A038156[n]
    # n! states at each of the n - 1 draws that decide, and at the head, but for the last of them
    assert states == n * factorial(n) - 1


@pytest.mark.parametrize("name", ["bogosort", "bozosort", "random_to_end"])
def test_seven_keys(name):
    chains = Chains(find(f"sorting/{name}").graph(7, ()))
    found = chains.expect([[6, 5, 4, 3, 2, 1, 0]])
    assert found.results == ((list(range(7)), 1),)
    assert found.method == "chain"
    time = found.measures["time"]
    assert sum(tally.mean for tally in found.by_op.values()) == time.mean
    assert sum(tally.mean for _, tally in found.by_line.values()) == time.mean
    if name == "bogosort":
        # each shuffle is right with chance 1/7!
        assert found.measures["candidates"].mean == factorial(7) + 1
        # the list that is given compares once, then a random one is
        assert found.by_op_executions["gt"].mean == A038156[7] + 1
