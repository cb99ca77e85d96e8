"""Chains of programs: flat code against the definition, published expectations, what is solved."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations, product
from math import comb, factorial, prod
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.chains import expectations, krylov
from complexity.chains.basis import basis
from complexity.chains.budget import Budget, GiveUp, Work
from complexity.chains.chances import Solved
from complexity.chains.components import components
from complexity.chains.equations import LONG, Equation, shortened
from complexity.chains.every_tape import expectation, run_every_tape
from complexity.chains.expectations import Chains
from complexity.chains.figures import forms
from complexity.chains.flatten import drawing_functions, flatten
from complexity.chains.lumps import lumps
from complexity.chains.sparse_systems import TooDense, solve
from complexity.language.failures import Undefined
from complexity.machine.code import Kind
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
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
    "a condition": (
        "def f(a: int) -> int:\n    return randrange(3) if a > 1 else randrange(2)\n", [2]),
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
            for x, y, i in zip(xs, ys, range(9)):
                if randrange(x) == y:
                    break
                total += x * i
            return total
        """, [[3, 2, 4], [0, 1, 7, 8]]),
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
    "filter": (
        "def f(xs: list[int]) -> list[int]:\n    return [x for x in xs if randrange(x) < 2]\n",
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
        "def f(xs: list[int]) -> int:\n    return min(xs, key=lambda x: randrange(x))\n",
        [[3, 2, 3]]),
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
            out: list[int] = [pick(xs)] if len(xs) > 2 else []
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
        "def f(n: int) -> int:\n    return sum(candidate(randrange(k + 1)) for k in range(n))\n",
        [5]),
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


@pytest.mark.slow
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


def partitions(n, largest=None):
    """The partitions of n."""
    if n == 0:
        yield ()
    for first in range(min(n, largest or n), 0, -1):
        for rest in partitions(n - first, first):
            yield first, *rest


def dimension(shape):
    """Of an irreducible representation of the symmetric group, by the hook length formula."""
    columns = [sum(part > j for part in shape) for j in range(shape[0])]
    hooks = [part - j + columns[j] - i - 1 for i, part in enumerate(shape) for j in range(part)]
    return factorial(sum(shape)) // prod(hooks)


def exchanges(n):
    """How often bozosort exchanges, from a random order.

    The mean hitting time of a walk on a group from the uniform distribution is the sum of
    1 / (1 - eigenvalue) over all eigenvalues but the largest. Those of the walk by random
    transpositions: P. Diaconis and M. Shahshahani, 1981.
    """
    total = Fraction(0)
    for shape in partitions(n):
        contents = sum(j - i for i, part in enumerate(shape) for j in range(part))
        if len(shape) > 1:
            total += dimension(shape) ** 2 / (1 - Fraction(1, n) - Fraction(2 * contents, n * n))
    return total


def moves_to_the_end(n):
    """How often random_to_end moves an element, from a random order.

    The eigenvalue j / n is as frequent as permutations with j fixed points: R. Phatarfod, "On the
    matrix occurring in a linear search problem", J. Appl. Prob. 28, 1991.
    """
    deranged = [1, 0]
    for k in range(2, n + 1):
        deranged.append((k - 1) * (deranged[-1] + deranged[-2]))
    return sum(comb(n, j) * deranged[n - j] / (1 - Fraction(j, n)) for j in range(n))


# comparisons of bogosort from a random order: n! times the sum of 1 / k! for 0 < k < n
A038156 = {2: 2, 3: 9, 4: 40, 5: 205, 6: 1236, 7: 8659}
WALKS = {
    "bogosort": lambda n: factorial(n) * (1 - Fraction(1, factorial(n))),
    "bozosort": exchanges,
    "random_to_end": moves_to_the_end,
}


@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_random_sorts_try_as_many_orders_as_their_walks_take_steps(name, n):
    chains = Chains(find(f"sorting/{name}").graph(n, ()))
    found = [chains.expect([list(keys)]) for keys in permutations(range(n))]
    assert all(one.halts and one.results == ((list(range(n)), 1),) for one in found)
    mean = sum(one.measures["candidates"].mean for one in found) / len(found)
    assert mean == 1 + WALKS[name](n)
    if name == "bogosort":
        compared = sum(one.by_op_executions["gt"].mean for one in found) / len(found)
        assert compared == A038156[n]


def test_bogosort_of_seven_keys():
    found = Chains(find("sorting/bogosort").graph(7, ())).expect([[6, 5, 4, 3, 2, 1, 0]])
    assert found.results == ((list(range(7)), 1),)
    # its head and each draw that decides have 7! states; where all is decided, the tape is over
    assert found.states == 7 * factorial(7) - 1
    # the order that is given, then random ones until one is right
    assert found.measures["candidates"].mean == 1 + factorial(7)
    assert found.by_op_executions["gt"].mean == 1 + A038156[7]
    assert sum(tally.mean for tally in found.by_op.values()) == found.measures["time"].mean
    assert found.measures["time"].unbounded


def test_a_word_and_a_helper_have_the_same_chain():
    keys = [3, 1, 0, 2]
    written_out = Chains(find("sorting/bozosort").graph(4, ())).expect([keys])
    for words in (("is_sorted",), ("swap",)):
        found = Chains(find("sorting/bozosort").graph(4, words)).expect([keys])
        assert found.draws == written_out.draws
        assert found.measures["candidates"] == written_out.measures["candidates"]


def test_several_loops_one_after_the_other_and_nested():
    text = """
    def f(n: int) -> int:
        total = 0
        for k in range(n):
            while randrange(k + 2) != 0:
                total = 1 - total
        while randrange(3) != 0:
            while randrange(2) != 0:
                total = 1 - total
        return total
    """
    found = Chains(parse(dedent(text))).expect([3])
    assert found.method == "chain"
    # a geometric number of draws each: k + 2, and 3 rounds of which 2 draw 2 twice on average
    assert found.draws[4].mean == 4
    assert found.draws[3].mean == 3 + 3
    assert found.draws[2].mean == 2 + 2 * 2
    assert sum(chance for _, chance in found.results) == 1


def test_a_sum_of_dice_has_few_states():
    text = """
    def f(n: int) -> int:
        total = 0
        for i in range(n):
            total += randrange(2)
        return total
    """
    found = Chains(parse(dedent(text))).expect([40])
    assert found.method == "chain"
    assert dict(found.results) == {k: Fraction(comb(40, k), 2**40) for k in range(41)}
    assert found.measures["memory"].mean is not None


def test_recursion_that_draws():
    text = """
    def f(n: int) -> int:
        if n == 0:
            return 0
        return f(n - 1) if randrange(2) == 0 else f(n)
    """
    found = Chains(parse(dedent(text)), budget=BUDGET).expect([3])
    # the stack grows without bound: it is left to sampling
    assert found is None
    text = text.replace("else f(n)", "else 1 + f(n - 1)")
    found = Chains(parse(dedent(text)), budget=Budget(tapes=100)).expect([12])
    assert found.method == "chain"
    assert dict(found.results) == {k: Fraction(comb(12, k), 2**12) for k in range(13)}


def test_values_that_nothing_reads_do_not_tell_states_apart():
    text = """
    def f(n: int, xs: list[int]) -> int:
        for x in xs:
            y = randrange(4) + x
            n = max(n, y % 2)
        return n
    """
    chain = Solved(parse(dedent(text)), LIMITS, BUDGET, Work(BUDGET.work))
    found = chain.expectation([0, [7, 7, 9, 3]], frozenset())
    assert dict(found.results) == {0: Fraction(1, 16), 1: Fraction(15, 16)}
    # the first draw, then n is 0 or 1; elements that were passed do not matter
    assert found.states == 1 + 2 * 3
    assert chain.expectation([0, [5, 7, 9, 3]], frozenset()).states == 1 + 2 * 3 + 1
    assert chain.expectation([0, [9, 3]], frozenset()).states == 1 + 2 * 3 + 1 + 1 + 1 + 1


def test_a_stop_is_a_draw_or_the_head_of_a_loop_that_draws():
    flat = flatten(parse(dedent(CONSTRUCTS["calls"][0]), name="f"))
    stops = [[i.kind for i in function.instructions if i.kind in (Kind.DRAW, Kind.HEAD)]
             for function in flat.functions]  # fmt: skip
    assert sorted(stops) == [[Kind.DRAW], [Kind.HEAD]]  # of `pick`, of `f`


@given(st.integers(13, 60), st.integers(0, 10**6))
def test_a_krylov_space_holds_the_solution(size, seed):
    draw = SeededTape(seed).draw
    rows = [(12, {draw(size): 1 + draw(3) for _ in range(3)}) for _ in range(size)]
    costs = [Fraction(draw(20), 1 + draw(4)) for _ in range(size)]
    found = krylov.expected(krylov.moving(rows), costs, size)
    assert found is not None
    for value, cost, (denominator, inner) in zip(found, costs, rows, strict=True):
        assert value == cost + sum(found[to] * k for to, k in inner.items()) / denominator
    matrix = [{**{to: -k for to, k in inner.items()},
               place: denominator - inner.get(place, 0)}
              for place, (denominator, inner) in enumerate(rows)]  # fmt: skip
    wanted = [cost * 12 for cost in costs]
    assert solve(matrix, [wanted]) == [found]


def test_a_space_that_is_too_large_is_not_searched():
    rows = [(2, {(place + 1) % 20: 1}) for place in range(20)]
    costs = [Fraction(place == 0) for place in range(20)]
    assert krylov.expected(krylov.moving(rows), costs, 19) is None
    assert krylov.expected(krylov.moving(rows), costs, 20) is not None


def test_sums_that_hide_a_vector_are_not_trusted(monkeypatch):
    # all vectors look alike in this sum: the check finds out, and every coordinate is looked at
    monkeypatch.setattr(krylov, "sums", lambda size: [((0, 1), (1, -1)), ((2,), (1,))])
    rows = [(2, {1: 1}), (2, {0: 1}), (2, {0: 1})]
    found = krylov.expected(krylov.moving(rows), [Fraction(1), Fraction(1), Fraction(0)], 3)
    assert found == [2, 2, 1]


def test_an_elimination_may_be_too_dense():
    dense = [{at: 1 + (at == row) for at in range(9)} for row in range(9)]
    with pytest.raises(TooDense, match="9 equations"):
        solve(dense, [[1] * 9], 100)
    assert solve(dense, [[10] * 9], 1000) == [[1] * 9]


def test_a_long_walk_is_solved_by_elimination():
    text = """
    def f(start: int, goal: int) -> int:
        while start > 0 and start < goal:
            start += 2 * randrange(2) - 1
        return start
    """
    found = Chains(parse(dedent(text))).expect([500, 1200])
    assert found.draws[2].mean == 500 * 700
    assert dict(found.results) == {1200: Fraction(5, 12), 0: Fraction(7, 12)}


@pytest.mark.parametrize("n", [1, 2, 5, 11])
def test_a_collector_draws_as_often_as_harmonic_numbers_say(n):
    text = """
    def f(n: int) -> int:
        seen = [False] * n
        left = n
        while left > 0:
            i = randrange(n)
            if not seen[i]:
                seen[i] = True
                left -= 1
        return left
    """
    found = Chains(parse(dedent(text))).expect([n])
    assert found.draws[n].mean == n * sum(Fraction(1, k) for k in range(1, n + 1))
    assert found.results == ((0, 1),)
    assert not found.never
    assert found.states == (2 ** (n + 1) - 1 if n > 1 else 0)


def test_a_run_of_heads_has_long_numbers():
    # n heads in a row take 2^(n+1) - 2 tosses; the elimination stops before the numbers grow long
    text = """
    def f(n: int) -> int:
        row = 0
        while row < n:
            row = row + 1 if randrange(2) == 0 else 0
        return row
    """
    found = Chains(parse(dedent(text))).expect([2_300])
    assert found.draws[2].mean == 2**2301 - 2


def test_a_walk_on_a_torus_is_solved_where_its_equations_fill():
    text = """
    def f(n: int) -> int:
        x = 1
        y = 1
        while x > 0 or y > 0:
            if randrange(2) == 0:
                x = (x + 2 * randrange(2) + n - 1) % n
            else:
                y = (y + 2 * randrange(2) + n - 1) % n
        return x
    """
    chains = Chains(parse(dedent(text)))
    means = [chains.expect([n]).draws[2].mean for n in (3, 4)]
    assert means == [solved_walk(n) * 2 for n in (3, 4)]


def solved_walk(n):
    """The mean steps of a walk on an n by n torus from (1, 1) to (0, 0), by plain elimination."""
    cells = [cell for cell in product(range(n), repeat=2) if cell != (0, 0)]
    index = {cell: at for at, cell in enumerate(cells)}
    rows = [[Fraction(0)] * len(cells) + [Fraction(4)] for _ in cells]
    for (x, y), row in zip(cells, rows, strict=True):
        row[index[x, y]] += 4
        for to in (((x + 1) % n, y), ((x - 1) % n, y), (x, (y + 1) % n), (x, (y - 1) % n)):
            if to in index:
                row[index[to]] -= 1
    for at in range(len(cells)):
        pivot = next(row for row in rows[at:] if row[at])
        place = rows.index(pivot)
        rows[at], rows[place] = rows[place], rows[at]
        for other in rows:
            if other is not pivot and other[at]:
                factor = other[at] / pivot[at]
                other[:] = [a - factor * b for a, b in zip(other, pivot, strict=True)]
    at = index[1, 1]
    return rows[at][-1] / rows[at][at]


def test_dimensions_that_follow_from_others():
    half = Fraction(1, 2)
    found = basis([{1: half, 2: Fraction(1), 5: Fraction(1)}, {3: half, 5: Fraction(2)}])
    assert found.dimensions == (1, 3)
    assert found.others == {1: {1: 1}, 2: {1: 2}, 3: {3: 1}, 5: {1: 2, 3: 4}}
    many = [{1: Fraction(k), 2: Fraction(3 * k), 3: Fraction(1)} for k in range(1, 300)]
    found = basis(many)
    assert (found.dimensions, found.others[2]) == ((1, 3), {1: 3})


def test_states_that_are_alike_are_lumped():
    # two ways round a square, side by side; and one state that adds more
    equations = {
        0: Equation(2, {1: 1, 2: 1}, {0: 1}),
        1: Equation(2, {3: 1}, {0: 1}),
        2: Equation(4, {3: 2}, {0: 2}),
        3: Equation(2, {0: 1}, {0: 3}),
    }
    assert lumps(equations) == {0: 0, 1: 1, 2: 1, 3: 3}


def test_states_that_do_not_branch_are_left_out():
    equations = {
        0: Equation(2, {1: 1, 2: 1}, {0: 2}),
        1: Equation(1, {0: 1}, {0: 1}),
        2: Equation(3, {2: 1, 0: 1}, {0: 3}),
    }
    assert shortened(equations) == [1, 2, 0]
    # x1 = x0 + 1; 2 x2 = x0 + 3; so 4 x0 = 2 x1 + 2 x2 + 4 = 3 x0 + 9
    last = equations[0]
    assert not last.moves
    assert Fraction(last.sides[0], last.denominator) == 9


def test_states_with_long_numbers_are_not_eliminated():
    equations = {at: Equation(LONG, {1 - at: 1}, {0: 1}) for at in range(2)}
    assert not shortened(equations)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_components_are_those_that_reach_each_other(edges):
    successors = {place: [to for at, to in edges if at == place] for place in range(8)}
    reach = {place: {place} for place in successors}
    for _ in successors:
        for place in successors:
            reach[place] |= {end for to in successors[place] for end in reach[to]}
    found = components(successors)
    assert sorted(place for members in found for place in members) == list(range(8))
    seen = set()
    for members in found:
        seen |= set(members)
        for place in members:
            assert {to for to in reach[place] if place in reach[to]} == set(members)
            assert reach[place] <= seen


def test_a_program_is_made_to_instructions_once_whatever_its_inputs_take(monkeypatch):
    made = []

    def counted(graph):
        made.append(flatten(graph))
        return made[-1]

    monkeypatch.setattr(expectations, "flatten", counted)
    text = """
def f(n: int) -> int:
    n = (n * n + 1) * (n - 2)
    while randrange(2) == 0:
        n = n + 1
    return n
"""
    chains = Chains(parse(text), limits=Limits(fuel=2))
    assert [chains.at_least([n], 200) for n in range(5)] == [None] * 5
    assert chains.expect([0]) is None
    assert len(made) == 1
