"""Rules of cost that take more than one op to see: copies, waits, live words, accounts."""

from __future__ import annotations

from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Region, literal
from complexity.language.ops import OPS
from complexity.language.types import BOOL, INT, List
from complexity.python.parse import parse
from complexity.semantics.definition import Definition, run
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.semantics.tape import SeededTape


def measured(text, *args, **how):
    """A run of a text with every measure."""
    return run(parse(dedent(text)), list(args), measures=ALL, **how)


INTS, ROWS = List(INT), List(List(INT))


def update_twice(op, payload, second, container=INTS):
    """A graph that updates its list and returns the new version, and the old one if asked to."""
    outs = (3, 4) if op == "pop_at" else (3,)
    types = (container, INT) if op == "pop_at" else (container,)
    args = (0, 1) if op in ("append", "pop_at") else (0, 1, 2)
    node = Node(op, args, outs, types, payload)
    results = (3, 0) if second else (3,)
    region = Region((0, 1, 2), (container, INT, INT), (node,), results)
    return Graph((Function("f", region, (container,) * len(results)),))


@pytest.mark.parametrize(("op", "charged"), [("setitem", 1), ("append", 1), ("insert", 3),
                                             ("pop_at", 2)])  # fmt: skip
def test_an_update_of_a_list_that_is_used_afterwards_copies_it(op, charged):
    args = [[5, 6, 7, 8], 1, 9]
    assert run(update_twice(op, 0, False), args).time == 1 + charged
    kept = run(update_twice(op, 0, True), args)
    assert kept.time == 1 + charged + 4
    assert kept.result[1] == [5, 6, 7, 8]


def nested_update(row_kept, grid_kept):
    """grid[i][i] = i, where the row or the grid may be used afterwards."""
    row = Node("getitem", (0, 1), (2,), (INTS,))
    update = Node("setitem", (0, 1, 1, 1), (3,), (ROWS,), 1)
    results = (3, *((2,) if row_kept else ()), *((0,) if grid_kept else ()))
    nodes = (row, update) if row_kept else (update,)
    types = (ROWS, *((INTS,) if row_kept else ()), *((ROWS,) if grid_kept else ()))
    return Graph((Function("f", Region((0, 1), (ROWS, INT), nodes, results), types),))


@pytest.mark.parametrize(
    ("row_kept", "grid_kept", "time"),
    [(False, False, 2), (True, False, 3 + 3), (False, True, 2 + 2 + 3), (True, True, 3 + 2 + 3)],
)
def test_the_shared_lists_on_a_path_are_copied(row_kept, grid_kept, time):
    found = run(nested_update(row_kept, grid_kept), [[[1, 2, 3], [4]], 0])
    assert found.time == time
    results = found.result if isinstance(found.result, tuple) else (found.result,)
    if row_kept or grid_kept:
        assert results[0] == [[0, 2, 3], [4]]
        assert [1, 2, 3] in (results[1], results[1][0])
    else:
        assert found.result == [[0, 2, 3], [4]]


def test_a_row_that_was_copied_once_is_updated_in_place_afterwards():
    nodes = (
        Node("slice", (0,), (1,), (ROWS,), 0),
        Node("setitem", (0, literal(0), literal(0), literal(1)), (2,), (ROWS,), 1),
        Node("setitem", (2, literal(0), literal(1), literal(2)), (3,), (ROWS,), 1),
        Node("concat", (3, 1), (4,), (ROWS,)),
    )
    found = run(Graph((Function("f", Region((0,), (ROWS,), nodes, (4,)), (ROWS,)),)), [[[7, 8, 9]]])
    assert found.result == [[1, 2, 9], [7, 8, 9]]
    assert found.by_op == {"call": 1, "slice": 1, "setitem": 1 + 3 + 1, "concat": 2}


SWAP = """
def swap(xs: list[int]) -> list[int]:
    a, b = xs[0], xs[1]
    if a > b:
        xs[0] = b
        xs[1] = a
    return xs
"""
EXCHANGE = """
def exchange(xs: list[int]) -> list[int]:
    a, b = xs[0], xs[1]
    xs[0] = min(a, b)
    xs[1] = max(a, b)
    return xs
"""


@pytest.mark.parametrize("xs", [[1, 2, 3, 4], [2, 1, 4, 3]])
def test_a_conditional_swap_of_elements_leaves_the_others_alone(xs):
    network = """
    def layer(xs: list[int]) -> list[int]:
        a, b = xs[0], xs[1]
        if a > b:
            xs[0] = b
            xs[1] = a
        c, d = xs[2], xs[3]
        if c > d:
            xs[2] = d
            xs[3] = c
        return xs
    """
    one = measured(SWAP, xs)
    assert measured(network, xs).span == one.span == 2
    assert measured(EXCHANGE, xs).span == 2


def test_a_conditional_swap_at_a_computed_address_waits_in_the_spine():
    text = """
    def f(xs: list[int]) -> int:
        if xs[0] > 0:
            xs[xs[1]] = 5
        return xs[3]
    """
    # test (2 levels), then xs[1] waits for the test, then the address waits for that
    assert measured(text, [1, 2, 3, 4]).span == 4
    # not taken: the spine waits for the test all the same
    assert measured(text, [0, 2, 3, 4]).span == 3


def test_the_result_of_a_branch_waits_for_the_test():
    text = """
    def f(a: int, b: int, xs: list[int]) -> int:
        ys = xs
        if a * b + a > 0:
            ys = [b]
        return ys[0]
    """
    assert measured(text, 1, 1, [1]).span == 5
    assert measured(text, -1, 1, [1]).span == 4


@given(st.integers(1, 40))
def test_iterations_that_do_not_depend_on_each_other_run_at_one_level(n):
    text = """
    def squares(n: int) -> list[int]:
        xs = [0] * n
        for i in range(n):
            xs[i] = i * i + 1
        return xs
    """
    found = measured(text, n)
    assert found.result == [i * i + 1 for i in range(n)]
    assert found.span == 3
    assert found.width >= n


@given(st.integers(0, 70))
def test_a_reduction_is_a_balanced_tree(k):
    text = "def total(xs: list[int]) -> int:\n    return sum(xs)\n"
    found = measured(text, list(range(k)))
    assert found.span == max(0, (k - 1).bit_length() if k else 0)
    assert found.time == 1 + max(0, k - 1)
    assert measured(text, list(range(k)), fan_in="unbounded").span == int(k > 1)


def test_a_round_waits_for_the_test_of_the_round_before():
    text = """
    def f(n: int, xs: list[int]) -> int:
        hits = 0
        while n != 0:
            n = n - 1
            hits = hits + xs[0] * xs[0]
        return hits
    """
    # tests at 1, 3, 5, ...; the last product is computed beside the last test
    spans = [measured(text, n, [2]).span for n in range(5)]
    assert [b - a for a, b in pairwise(spans[1:])] == [2, 2, 2]


def test_an_exit_makes_a_for_wait():
    plain = """
    def f(xs: list[int]) -> list[int]:
        out = [0] * len(xs)
        for i in range(len(xs)):
            out[i] = xs[i] + 1
        return out
    """
    leaving = plain.replace("            out[i]", "            if xs[i] < 0:\n"
                            "                break\n            out[i]")  # fmt: skip
    assert len({measured(plain, [1] * n).span for n in (2, 5, 9)}) == 1
    # round k + 1 compares its element after the test of round k: a level a round
    assert measured(leaving, [1] * 9).span - measured(leaving, [1] * 5).span == 4


def test_width_counts_every_step_on_its_level():
    text = "def f(a: int, b: int) -> int:\n    return (a + b) * (a - b)\n"
    definition = Definition(parse(text), measures=ALL)
    found = definition.run([5, 3])
    _, costs = definition.evaluate([5, 3], SeededTape(0), Limits())
    assert list(costs.charges) == [1, 2, 1]
    assert (found.width, found.span, found.time) == (2, 2, 4)


def test_level_memory_is_what_crosses_a_boundary():
    text = "def f(a: int, b: int) -> int:\n    return (a + b) * (a - b)\n"
    # a and b until level 1, their sum and difference until level 2
    assert measured(text, 5, 3).level_memory == 2
    chain = "def f(a: int, b: int, c: int) -> int:\n    return ((a + 1) * 2 + b) * c\n"
    # c waits for the last level, b for the third
    assert measured(chain, 5, 3, 1).level_memory == 3


def test_memory_of_recursion_is_that_of_its_frames():
    text = """
    def down(n: int) -> int:
        if n == 0:
            return 0
        return 1 + down(n - 1)
    """
    found = [measured(text, n).memory for n in (10, 20, 30)]
    assert found[1] - found[0] == found[2] - found[1] == 10 * 1


def test_words_die_after_the_last_use():
    text = """
    def f(n: int) -> int:
        xs = [1] * n
        a = sum(xs)
        ys = [2] * n
        return a + sum(ys)
    """
    # call, n, and in turn: xs with a; a, ys and n's literal list before it
    assert measured(text, 100).memory < 100 + 10
    kept = text.replace("return a + sum(ys)", "return a + sum(ys) + xs[0]")
    assert measured(kept, 100).memory > 200


def test_accounts_name_ops_and_lines():
    found = measured(
        """
        def count(xs: list[int]) -> int:
            hits = 0
            for x in xs:
                if x > 2:
                    hits += 1
            return hits
        """,
        [1, 2, 3, 4],
    )
    assert found.by_op == {"call": 1, "loop": 4, "gt": 4, "branch": 4, "add": 2}
    assert found.by_op_executions == found.by_op
    assert found.by_line == {("", 2): (1, 1), ("", 4): (4, 4), ("", 5): (4, 8), ("", 6): (2, 2)}


def test_comparisons_of_a_search_by_key_are_counted():
    text = "def f(xs: list[int]) -> int:\n    return min(xs, key=lambda x: x * x)\n"
    found = measured(text, [3, -1, 2])
    assert found.result == -1
    assert found.by_op == {"call": 1, "min_by": 3, "mul": 3, "lt": 2}
    assert found.by_op_executions == {"call": 1, "min_by": 1, "mul": 3, "lt": 2}


def test_candidates_and_draws_are_counted():
    text = """
    def f(n: int) -> int:
        total = 0
        for i in range(n):
            total += candidate(randrange(6)) + randrange(i + 1)
        return total
    """
    found = measured(text, 3)
    assert found.candidates == 3
    assert found.draws == {1: 1, 2: 1, 3: 1, 6: 3}
    assert found.outcomes == 6**3 * 6


NUMBERS = st.integers(-3, 8)
LISTS = st.lists(st.integers(0, 3), max_size=6)
SCALAR = [op for op in OPS.values() if op.group == "scalar" and op.meaning
          and set(op.signature.split()) <= {"int", "bool", "->"}]  # fmt: skip


def outcome_of(function):
    """What a call returned, or the code of its failure."""
    try:
        return function()
    except Undefined as error:
        return error.code


@given(st.data(), st.sampled_from(SCALAR))
def test_scalar_ops_mean_what_the_table_says(data, op):
    wanted, result = (
        [{"int": INT, "bool": BOOL}[kind] for kind in side.split()]
        for side in op.signature.split("->")
    )
    args = [data.draw(NUMBERS if type_ == INT else st.booleans()) for type_ in wanted]
    places = tuple(range(len(args)))
    node = Node(op.name, places, (9,) if result else (), tuple(result))
    graph = Graph((Function("f", Region(places, tuple(wanted), (node,), node.outs), node.types),))
    expected = outcome_of(lambda: op.meaning(*args))
    assert outcome_of(lambda: run(graph, args).result) == (None if expected == () else expected)


@given(LISTS, LISTS, NUMBERS, NUMBERS, st.booleans(), st.sampled_from(
    ["concat", "repeat", "reverse", "contains", "setitem", "append", "extend", "insert", "pop",
     "pop_at", "sum", "min_of", "max_of", "list_lt", "list_eq", "getitem", "len"]))  # fmt: skip
def test_list_ops_mean_what_the_table_says(xs, ys, i, x, kept, name):
    shapes = {
        "concat": (INTS, INTS), "repeat": (INTS, INT), "reverse": (INTS,),
        "contains": (INTS, INT), "setitem": (INTS, INT, INT), "append": (INTS, INT),
        "extend": (INTS, INTS), "insert": (INTS, INT, INT), "pop": (INTS,), "pop_at": (INTS, INT),
        "sum": (INTS,), "min_of": (INTS,), "max_of": (INTS,), "list_lt": (INTS, INTS),
        "list_eq": (INTS, INTS), "getitem": (INTS, INT), "len": (INTS,),
    }[name]  # fmt: skip
    op, numbers, lists = OPS[name], iter((i, x)), iter((xs, ys))
    args = [next(lists) if type_ == INTS else next(numbers) for type_ in shapes]
    results = {"pop": (INTS, INT), "pop_at": (INTS, INT)}.get(
        name, (INTS,) if op.group in ("moves", "update") else (INT,))  # fmt: skip
    places = tuple(range(len(args)))
    outs = tuple(range(9, 9 + len(results)))
    payload = 0 if op.group == "update" else None
    node = Node(name, places, outs, results, payload)
    final = (*outs, 0) if kept else outs
    types = (*results, INTS) if kept else results
    graph = Graph((Function("f", Region(places, shapes, (node,), final), types),))
    expected = outcome_of(lambda: op.meaning(*args))
    if not isinstance(expected, str):
        every = expected if isinstance(expected, tuple) else (expected,)
        every = (*every, xs) if kept else every
        expected = every if len(every) > 1 else every[0]
    assert outcome_of(lambda: run(graph, args, measures=ALL).result) == expected
