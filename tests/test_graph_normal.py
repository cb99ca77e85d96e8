"""The normal form: one graph for all ways of writing a program, and the same meaning."""

from __future__ import annotations

import operator
from copy import deepcopy
from random import Random

import pytest
from graphs import graphs, scramble
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.check import check
from complexity.language.failures import Undefined
from complexity.language.graph import Const, Function, Graph, Node, Region, literal, walk
from complexity.language.normal.normal_form import normalise
from complexity.language.normal.schedule import declared
from complexity.language.normal.simplify import literal_bits
from complexity.language.ops import OPS
from complexity.language.stack_room import deep
from complexity.language.text.writing import read_one, write
from complexity.language.types import BOOL, INT, List
from complexity.machine.evaluate import run
from complexity.semantics.limits import Limits

SEEDS = st.integers(0, 2**32)


def lines(graph):
    """The text of a graph without indentation and source lines."""
    return [line.split(" @")[0].strip() for line in write(graph).splitlines()]


def same(first, second):
    assert normalise(read_one(first)) == normalise(read_one(second))


# -- laws ------------------------------------------------------------------------------------------


@given(graphs())
def test_a_normal_form_is_its_own(graph):
    found = normalise(graph)
    check(found)
    assert normalise(found) == found


@given(graphs(), SEEDS)
def test_names_order_and_dead_code_do_not_matter(graph, seed):
    assert normalise(scramble(graph, Random(seed))) == normalise(graph)


@given(graphs(), SEEDS)
def test_the_meaning_is_kept(graph, seed):
    if any(OPS[node.op].draws for function in graph.functions for node in walk(function.body)):
        return  # the order of draws is the normal form's to choose
    args = [argument(type_, Random(seed)) for type_ in graph.entry.body.param_types]
    before, after = outcome(graph, args), outcome(normalise(graph), args)
    if "stopped" not in (before, after):
        assert after == before


def argument(type_, random):
    if type_ == INT:
        return random.choice([0, 1, 2, 3, -1, 5])
    if type_ == BOOL:
        return random.random() < 0.5
    assert isinstance(type_, List)
    return [argument(type_.element, random) for _ in range(random.randint(0, 3))]


def outcome(graph, args):
    """The result, or that the run failed; a run past a limit, overflow included, says nothing."""
    try:
        return run(graph, deepcopy(args), limits=Limits(fuel=5_000, memory=10**5, depth=30)).result
    except Undefined as error:
        limits = ("fuel", "memory", "recursion", "overflow")
        return "stopped" if error.code in limits else "failed"


# -- rewrites --------------------------------------------------------------------------------------

BODIES = {
    "dead node": ("%2 = mul %0 %1\n%3 = add %0 1\nreturn %3", "%2 = add %0 1\nreturn %2"),
    "dead chain": ("%2 = mul %0 %1\n%3 = neg %2\nreturn %0", "return %0"),
    "equal nodes": (
        "%2 = mul %0 %1\n%3 = mul %0 %1\n%4 = sub %2 %3\nreturn %4",
        "%2 = mul %0 %1\n%4 = sub %2 %2\nreturn %4"),
    "nodes equal once their operands are": (
        "%2 = neg %0\n%3 = neg %0\n%4 = abs %2\n%5 = abs %3\n%6 = add %4 %5\nreturn %6",
        "%2 = neg %0\n%4 = abs %2\n%6 = add %4 %4\nreturn %6"),
    "fold": ("%2 = add 2 3\n%3 = mul %2 %0\nreturn %3", "%3 = mul 5 %0\nreturn %3"),
    "fold twice": ("%2 = add 2 3\n%3 = lt %2 9\n%4 = as_int %3\nreturn %4", "return 1"),
    "range with step 1": (
        "%2 = steps %0 %1 1\n%3 = list %2\n%4 = sum %3\nreturn %4",
        "%2 = range %0 %1\n%3 = list %2\n%4 = sum %3\nreturn %4"),
    "range from 0": (
        "%2 = steps 0 %1 1\n%3 = list %2\n%4 = sum %3\nreturn %4",
        "%2 = upto %1\n%3 = list %2\n%4 = sum %3\nreturn %4"),
    "removable division": ("%2 = floordiv %0 7\n%3 = rshift %2 1\nreturn %0", "return %0"),
    "removable draw": ("%2 = randrange 6\n%3 = neg %2\nreturn %0", "return %0"),
    "true assertion": ("%2 = lt 0 1\nassert_ %2\nreturn %0", "return %0"),
    "one assertion twice": (
        "%2 = lt 0 %0\nassert_ %2\n%3 = lt 0 %0\nassert_ %3\nreturn %0",
        "%2 = lt 0 %0\nassert_ %2\nreturn %0"),
    "equal results": (
        "%2 = lt %0 5\n%3 %4 %5 = branch %2\n yes\n  %6 = neg %0\n  yield %6 %1 3\n no\n"
        "  yield %0 %1 3\n%7 = add %4 %5\n%8 = mul %7 %3\nreturn %8",
        "%2 = lt %0 5\n%3 = branch %2\n yes\n  %6 = neg %0\n  yield %6\n no\n"
        "  yield %0\n%7 = add %1 3\n%8 = mul %7 %3\nreturn %8"),
    "one result twice": (
        "%2 = lt %0 0\n%3 %4 = branch %2\n yes\n  yield 1 1\n no\n  yield %0 %0\n"
        "%7 = add %4 %3\nreturn %7",
        "%2 = lt %0 0\n%3 = branch %2\n yes\n  yield 1\n no\n  yield %0\n"
        "%7 = add %3 %3\nreturn %7"),
    "branch without use": (
        "%2 = lt %0 0\n%3 = branch %2\n yes\n  yield 1\n no\n  yield %0\nreturn %0", "return %0"),
    "equal node of a region around": (
        "%2 = lt %0 %1\n%3 = branch %2\n yes\n  %4 = mul %0 %1\n  yield %4\n no\n  yield 0\n"
        "%5 = mul %0 %1\n%6 = add %3 %5\nreturn %6",
        "%5 = mul %0 %1\n%2 = lt %0 %1\n%3 = branch %2\n yes\n  yield %5\n no\n  yield 0\n"
        "%6 = add %3 %5\nreturn %6"),
    "branch on a literal": (
        "%2 = branch True\n yes\n  yield 1\n no\n  %3 = neg %0\n  yield %3\nreturn %2", "return 1"),
    "constant state": (
        "%2 = upto %1\n%3 %4 %9 = for %2 with %0 7 1\n body %5 %6 %7 %10\n  %8 = mul %6 %7\n"
        "  yield %8 %7 1\n%11 = add %3 %4\n%12 = add %11 %9\nreturn %12",
        "%2 = upto %1\n%3 = for %2 with %0\n body %5 %6\n  %8 = mul %6 7\n"
        "  yield %8\n%11 = add %3 7\n%12 = add %11 1\nreturn %12"),
    "state that only itself needs": (
        "%2 = upto %1\n%3 %4 = for %2 with %0 0\n body %5 %6 %7\n  %8 = mul %6 2\n"
        "  %9 = add %7 %8\n  yield %8 %9\nreturn %3",
        "%2 = upto %1\n%3 = for %2 with %0\n body %5 %6\n  %8 = mul %6 2\n  yield %8\nreturn %3"),
    "loop without use": (
        "%2 = upto %1\n%3 = for %2 with %0\n body %5 %6\n  yield %5\nreturn %0", "return %0"),
    "states in another order": (
        "%2 = upto %1\n%3 %4 = for %2 with 0 1\n body %5 %6 %7\n  %8 = add %6 %7\n"
        "  yield %7 %8\nreturn %3",
        "%2 = upto %1\n%4 %3 = for %2 with 1 0\n body %5 %7 %6\n  %8 = add %6 %7\n"
        "  yield %8 %7\nreturn %3"),
    "equal loops with states in another order": (
        "%2 = upto %1\n%3 %4 = for %2 with 0 0\n body %5 %6 %7\n  %8 = add %6 %7\n  %9 = add %8 1\n"
        "  yield %7 %9\n%23 %24 = for %2 with 0 0\n body %25 %27 %26\n  %28 = add %26 %27\n"
        "  %29 = add %28 1\n  yield %29 %27\n%30 = sub %3 %24\nreturn %30",
        "%2 = upto %1\n%3 %4 = for %2 with 0 0\n body %5 %6 %7\n  %8 = add %6 %7\n  %9 = add %8 1\n"
        "  yield %7 %9\n%30 = sub %3 %3\nreturn %30"),
    "equal maps": (
        "%2 = upto %1\n%3 = map %2\n each %4\n  %5 = mul %4 %0\n  yield %5\n%6 = map %2\n each %7\n"
        "  %8 = mul %7 %0\n  yield %8\n%9 = concat %3 %6\n%10 = len %9\nreturn %10",
        "%2 = upto %1\n%3 = map %2\n each %4\n  %5 = mul %4 %0\n  yield %5\n"
        "%9 = concat %3 %3\n%10 = len %9\nreturn %10"),
    "dead function": (
        "return %0\nfunction unused(%0: int) -> int\n  %1 = call f %0 %0\n  return %1",
        "return %0"),
}  # fmt: skip


def program(body):
    return "function f(%0: int, %1: int) -> int\n" + "\n".join(
        line if line.startswith("function") else f" {line}" for line in body.splitlines()
    )


@pytest.mark.parametrize(("before", "after"), BODIES.values(), ids=BODIES.keys())
def test_rewrites(before, after):
    found = normalise(read_one(program(before)))
    assert found == normalise(read_one(program(after)))
    assert len(list(walk(found.entry.body))) == len(list(walk(read_one(program(after)).entry.body)))


KEPT = {
    "may divide by 0": "%2 = floordiv %0 %1\nreturn %0",
    "divides by 0": "%2 = mod %0 0\nreturn %0",
    "may be a negative shift": "%2 = lshift %0 %1\nreturn %0",
    "assertion": "%2 = lt %0 %1\nassert_ %2\nreturn %0",
    "index": "%2 = getitem [1, 2] %0\nreturn %0",
    "empty minimum": "%2 = min_of []:list[int]\nreturn %0",
    "draw from nothing": "%2 = randrange %0\nreturn %0",
    "may not halt": "while\n test\n  yield True\n body\n  yield\nreturn %0",
    "recursion": "%2 = call f %0 %1\nreturn %0",
    "two draws": "%2 = randrange 6\n%3 = randrange 6\n%4 = sub %2 %3\nreturn %4",
    "two candidates": "candidate\ncandidate\n%2 = sub %0 %1\nreturn %2",
    "long literal": "%2 = lshift 1 60\nreturn %2",
    "constant that fails": "%2 = floordiv 1 0\nreturn %2",
    "constant that overflows": "%2 = mul 9223372036854775807 2\nreturn %2",
    "constant list": "%2 = len [1, 2]\nreturn %2",
    "constant call": "%2 = call g 1\nreturn %2\ngiven function g(%0: int) -> int\n  return %0",
    "equal nodes of two arms": (
        "%2 = lt %0 %1\n%3 = branch %2\n yes\n  %4 = mul %0 %1\n  yield %4\n no\n"
        "  %5 = mul %0 %1\n  %6 = neg %5\n  yield %6\nreturn %3"),
    "failure in an unused loop": (
        "%2 = upto %0\nfor %2\n body %3\n  %4 = getitem [1] %3\n  yield\nreturn %0"),
}  # fmt: skip


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT.keys())
def test_what_is_kept(body):
    graph = read_one(program(body))
    found = normalise(graph)
    assert [len(list(walk(f.body))) for f in found.functions] == [
        len(list(walk(f.body))) for f in graph.functions
    ]


def test_a_failing_kept_state_keeps_its_loop_and_not_its_result():
    found = normalise(read_one(program(
        "%2 = upto %1\n%3 %4 = for %2 with 0 1\n body %5 %6 %7\n  %8 = mod %5 %6\n"
        "  %9 = add %6 2\n  %10 = neg %7\n  yield %9 %10\nreturn %0")))  # fmt: skip
    assert lines(found)[1:] == [
        "%2 = upto %1", "%3 = for %2 with 0", "body %4 %5", "%6 = mod %4 %5", "%7 = add %5 2",
        "yield %7", "return %0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "bits"), [(0, 1), (-1, 3), (1, 3), (2, 5), (-2, 5), (4, 7), (2**62, 127), (True, 1)]
)
def test_literal_bits(value, bits):
    assert literal_bits(value) == bits


# -- order -----------------------------------------------------------------------------------------


def test_an_update_comes_after_the_other_uses_of_the_list():
    found = normalise(
        read_one("""
    function f(%xs: list[int], %i: int) -> (list[int], int)
      %ys = setitem %xs %i 0
      %a = getitem %xs 1
      %b = getitem %ys 2
      %n = len %xs
      %c = add %a %b
      %d = add %c %n
      return %ys %d
    """)
    )
    ops = [node.op for node in found.entry.body.nodes]
    assert ops == ["getitem", "len", "setitem", "getitem", "add", "add"]


def test_an_update_in_a_branch_comes_after_the_other_uses_of_the_list():
    found = normalise(
        read_one("""
    function f(%xs: list[int], %p: bool) -> (list[int], int)
      %ys = branch %p
        yes
          %zs = append %xs 1
          yield %zs
        no
          yield %xs
      %n = len %xs
      return %ys %n
    """)
    )
    assert [node.op for node in found.entry.body.nodes] == ["len", "branch"]


def test_declared_nodes_are_those_that_do_not_stand_where_they_are_used():
    found = normalise(read_one("""
    function f(%x: int, %y: int) -> (int, int)
      %once = mul %x %y
      %twice = add %once 1
      %a = neg %twice
      %b = abs %twice
      %kept = floordiv %x %y
      %last, %element = pop [1, 2]
      return %a %b
    """.replace(",\n", "\n").replace("%last, ", "%last ")))  # fmt: skip
    body = found.entry.body
    assert [body.nodes[at].op for at in declared(body)] == ["add", "pop", "floordiv"] or [
        body.nodes[at].op for at in declared(body)
    ] == ["add", "floordiv", "pop"]
    assert [node.op for node in body.nodes][:2] == ["mul", "add"]


def test_functions_stand_in_the_order_of_their_calls_given_ones_last():
    found = normalise(
        read_one("""
    function f(%x: int) -> int
      %a = call word %x
      %b = call second %a
      %c = call second %b
      %d = call third %c
      %e = call third %d
      return %e
    function third(%x: int) -> int
      return %x
    given function word(%x: int) -> int word word
      %y = call helper %x
      return %y
    function unused(%x: int) -> int
      return %x
    function second(%x: int) -> int
      %y = call fourth %x
      %z = call fourth %y
      return %z
    given function helper(%x: int) -> int
      return %x
    function fourth(%x: int) -> int
      return %x
    """)
    )
    names = [function.name for function in found.functions]
    assert names == ["f", "second", "third", "fourth", "word", "helper"]


def test_unused_nodes_stand_in_an_order_of_their_own():
    same(
        program("%2 = getitem [1] %0\n%3 = getitem [2] %0\n%4 = mod 1 %1\nreturn %0"),
        program("%4 = mod 1 %1\n%3 = getitem [2] %0\n%2 = getitem [1] %0\nreturn %0"),
    )


DRAWS = """
function f(%0: bool) -> ({types})
  %1 = randrange 6
  %2 = randrange 6
  {first}
  {second}
  {third}
  return {results}
"""


@pytest.mark.parametrize(
    ("third", "results"),
    [
        ("", "%1 %2"), ("%9 = lt %1 %2\n  assert_ %9", ""), ("", ""),
        ("%7 = mod %1 7\n  %8 = mod %2 7\n  assert_ %0", ""),
        ("%7 = floordiv 7 %2\n  %8 = floordiv 7 %1\n  assert_ %0", ""),
    ],
)  # fmt: skip
def test_draws_of_one_structure_are_told_apart_by_their_uses(third, results):
    one, other = "%3 = lt %1 3\n  assert_ %3", "%4 = lt %2 3\n  assert_ %4"
    types = ", ".join(["int"] * len(results.split()))
    rest = {"third": third, "results": results, "types": types}
    same(
        DRAWS.format(first=one, second=other, **rest), DRAWS.format(first=other, second=one, **rest)
    )


def test_draws_are_told_apart_in_a_region_by_their_uses_around_it():
    arms = ["%3 = lt %1 3\n      assert_ %3", "%4 = lt %2 3\n      assert_ %4"]
    texts = [
        DRAWS.format(
            first="branch %0", second=f"  yes\n      {first}\n      {second}\n      yield",
            third="  no\n      yield", results="%1 %2", types="int, int",
        )
        for first, second in (arms, arms[::-1])
    ]  # fmt: skip
    same(*texts)


def test_values_are_numbered_in_the_order_of_their_definition():
    found = normalise(
        read_one("""
    function gcd(%a: int, %b: int) -> int
      %x %y = while %a %b
        test %x1 %y1
          %go = ne %y1 0
          yield %go
        body %x2 %y2
          %m = mod %x2 %y2
          yield %y2 %m
      return %x
    """)
    )
    assert lines(found)[1:] == [
        "%2 %3 = while %0 %1", "test %4 %5", "%6 = ne %5 0", "yield %6", "body %7 %8",
        "%9 = mod %7 %8", "yield %8 %9", "return %2",
    ]  # fmt: skip


# -- size ------------------------------------------------------------------------------------------


def exchanges(count):
    """A chain of compare-exchanges, as an unrolled sorting network has it."""
    nodes, xs, random = [], 0, Random(1)
    for at in range(count):
        i, j, new = literal(random.randrange(9)), literal(random.randrange(9)), 6 * at + 1
        nodes += [
            Node("getitem", (xs, i), (new,), (INT,)),
            Node("getitem", (xs, j), (new + 1,), (INT,)),
            Node("min", (new, new + 1), (new + 2,), (INT,)),
            Node("max", (new, new + 1), (new + 3,), (INT,)),
            Node("setitem", (xs, i, new + 2), (new + 4,), (List(INT),), 0),
            Node("setitem", (new + 4, j, new + 3), (new + 5,), (List(INT),), 0),
        ]
        xs = new + 5
    body = Region((0,), (List(INT),), tuple(nodes), (xs,))
    return Graph((Function("network", body, (List(INT),)),))


def test_a_network_of_20_000_nodes():
    graph = exchanges(3_400)
    found = normalise(graph)
    assert len(found.entry.body.nodes) > 18_000
    assert normalise(found) == found


def test_a_chain_of_20_000_nodes():
    nodes = tuple(Node("neg", (at,), (at + 1,), (INT,)) for at in range(20_000))
    graph = Graph((Function("chain", Region((0,), (INT,), nodes, (20_000,)), (INT,)),))
    assert normalise(graph) == graph


def test_ten_thousand_copies_of_one_list():
    nodes, total = [], literal(0)
    for at in range(1, 10_000, 3):
        nodes += [
            Node("setitem", (0, literal(at), literal(7)), (at,), (List(INT),), 0),
            Node("sum", (at,), (at + 1,), (INT,)),
            Node("add", (total, at + 1), (at + 2,), (INT,)),
        ]
        total = at + 2
    body = Region((0,), (List(INT),), tuple(nodes), (total,))
    graph = Graph((Function("copies", body, (INT,)),))
    assert len(normalise(graph).entry.body.nodes) == len(nodes)


def test_regions_as_deep_as_they_may_be():
    inside = Region((), (), (), (literal(1),))
    for at in range(400):
        arm = Region((), (), (), (literal(2),))
        node = Node("branch", (0,), (at + 1,), (INT,), None, (inside, arm))
        inside = Region((), (), (node,), (at + 1,))
    graph = Graph((Function("deep", Region((0,), (BOOL,), inside.nodes, inside.results), (INT,)),))
    check(graph)
    found = normalise(graph)
    assert deep(operator.eq)(normalise(found), found)
    assert deep(operator.eq)(read_one(write(found)), found)


def test_a_result_that_equals_another_of_a_shared_branch_means_what_is_shared():
    # two equal branches whose two results are equal: the last of four stands for the first
    arm = Region((), (), (), (Const(1, INT), Const(1, INT)))
    other = Region((), (), (), (Const(2, INT), Const(2, INT)))
    first = Node("branch", (0,), (1, 2), (INT, INT), None, (arm, other))
    second = Node("branch", (0,), (3, 4), (INT, INT), None, (arm, other))
    last = Node("add", (2, 4), (5,), (INT,))
    body = Region((0,), (BOOL,), (first, second, last), (5,))
    made = normalise(Graph((Function("f", body, (INT,)),)))
    check(made)
    assert [node.op for node in made.entry.body.nodes] == ["branch", "add"]
    assert made.entry.body.nodes[1].args == (1, 1)
