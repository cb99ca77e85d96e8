"""Levels of lists whose elements wait alone, critical paths, and laws of span and width."""

from __future__ import annotations

import copy
import os
import random
from typing import Any

import pytest
from grids import GRID, random_updates
from oracle import Constant
from random_cases import any_graphs, grids, texts

from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Region, literal, walk
from complexity.language.normal.elementwise import conditional
from complexity.language.normal.normal_form import normalise
from complexity.language.types import BOOL, INT, List
from complexity.machine.evaluate import Machine, run
from complexity.machine.ledger import Timed
from complexity.machine.path import critical_path
from complexity.python.parse import parse
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.semantics.results import Run

MANY = int(os.environ.get("PROGRAMS", "300"))
SMALL = Limits(fuel=5_000, memory=5_000, depth=60)


def metered(graph: Graph, args: Any, fan_in: str) -> tuple[Machine, Run, list[Any]] | None:
    """A machine after a run, the run, and the levels of the results; None where it fails."""
    machine = Machine(graph, measures=ALL, fan_in=fan_in)
    frame = machine.start(copy.deepcopy(args), Constant(7), SMALL)
    try:
        machine.execute(frame)
    except Undefined:
        return None
    results = range(len(graph.entry.body.params), machine.program.codes[0].control)
    return machine, machine.finish(frame), [noted(frame[~slot]) for slot in results]


def noted(level: Any) -> Any:
    """The levels of a value under the definition, those of a list as a pair."""
    if isinstance(level, Timed):
        return int(level.front), [noted(item) for item in level.items]
    return int(level)


def test_a_list_that_nothing_uses_is_gone_before_the_first_op():
    body = Region((0, 1), (List(INT), INT), (Node("add", (1, 1), (2,), (INT,)),), (2,))
    graph = Graph((Function("f", body, (INT,)),))
    # at the entry the call, the list and the number; then the call, the number and its double
    assert run(graph, ([5, 6, 7], 1)).memory == 1 + 3 + 1
    assert run(graph, ([], 1)).memory == 1 + 2


@pytest.mark.slow
@pytest.mark.parametrize("cases", [texts, any_graphs, grids])
def test_laws_of_span_and_width(cases):
    for graph, args in cases(MANY // 6):
        bounded, unbounded = (metered(graph, args, fan) for fan in ("bounded", "unbounded"))
        if bounded is None:
            continue
        (machine, wide, _), (_, flat, _) = bounded, unbounded
        assert 0 <= wide.span < wide.time, graph  # the call of the entry takes no level
        assert flat.span <= wide.span, graph
        assert (flat.result, flat.time, flat.memory) == (wide.result, wide.time, wide.memory)
        for found in (wide, flat):
            assert found.width <= found.time <= found.width * (found.span + 1), graph
        assert wide.level_memory == 0 or wide.span > 0, graph
        assert sum(machine.ledger.crossings) == 0


@pytest.mark.slow
@pytest.mark.parametrize("cases", [texts, grids])
def test_a_critical_path_is_as_long_as_the_span(cases):
    for graph, args in cases(MANY // 12):
        try:
            path = critical_path(graph, args, tape=Constant(7), limits=SMALL)
        except Undefined:
            continue
        assert sum(link.levels for link in path) == run(graph, args, tape=Constant(7)).span


@pytest.mark.slow
def test_random_grids_have_elements_of_rows_that_wait_alone():
    alone = [
        change
        for index in range(MANY)
        for node in walk(normalise(random_updates(random.Random(index), 8)).entry.body)
        if node.op == "branch"
        for place, type_ in enumerate(node.types)
        if isinstance(type_, List) and (change := conditional(node, place)) is not None
    ]
    assert sum(any(len(address) > 1 for address in change.addresses) for change in alone) > MANY / 9


# the test is ready at level 3
GRID_UPDATE = """
def f(g: list[list[int]], i: int, j: int, x: int) -> int:
    if x * x * x > 8:
        g[i][j] = x
    return g[{0}][{1}]
"""
TWO = [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize("x", [1, 3])
@pytest.mark.parametrize(("row", "column", "span"), [(0, 0, 3), (1, 0, 3), (1, 1, 4)])
def test_an_element_of_a_row_waits_alone(x, row, column, span):
    graph = parse(GRID_UPDATE.format(row, column))
    assert run(graph, (copy.deepcopy(TWO), 1, 1, x)).span == span
    assert run(graph, (copy.deepcopy(TWO), -1, -2, x)).span == span


@pytest.mark.parametrize(("i", "j"), [(7, 0), (0, 7), (-3, 0), (1, -4)])
def test_an_address_out_of_range_in_the_arm_that_was_not_taken_is_harmless(i, j):
    assert run(parse(GRID_UPDATE.format(0, 0)), (copy.deepcopy(TWO), i, j, 1)).span == 3


def test_a_row_that_was_put_there_in_the_arm_waits_as_a_whole():
    text = GRID_UPDATE.replace("g[i][j] = x", "g[i] = [x, x]\n        g[i][j] = 0")
    graph = parse(text.format(1, 0))
    # not taken: test (3), row, element; taken: test, new row (4) and beside it g[1], element
    assert [run(graph, (copy.deepcopy(TWO), 1, 1, x)).span for x in (1, 3)] == [5, 5]
    other = parse(text.format(0, 0))
    assert [run(other, (copy.deepcopy(TWO), 1, 1, x)).span for x in (1, 3)] == [3, 4]


def test_an_address_computed_in_the_arm_makes_the_grid_wait():
    graph = parse(GRID_UPDATE.replace("g[i][j]", "g[i][j + x]").format(0, 0))
    # test (3), row, element; where the arm is taken its address (4) is computed beside g[0]
    assert [run(graph, (copy.deepcopy(TWO), 1, -2, x)).span for x in (1, 3)] == [5, 5]


@pytest.mark.parametrize("args", [(TWO, True, 1), (TWO, False, 1)])
@pytest.mark.parametrize("rows", [True, False])
def test_elements_seen_through_another_reference_do_not_wait(args, rows):
    """g is a result beside the grid of which a branch updates an element (or a row of g is)."""
    test = Node("not_", (1,), (3,), (BOOL,))
    update = Node("setitem", (0, literal(0), literal(0), 2), (4,), (GRID,), 1)
    arms = Region((), (), (update,), (4,)), Region((), (), (), (0,))
    branch = Node("branch", (3,), (5,), (GRID,), None, arms)
    row = Node("getitem", (0, literal(0)), (6,), (List(INT),))
    nodes, old = ((row, test, branch), 6) if rows else ((test, branch), 0)
    types = (GRID, List(INT) if rows else GRID)
    body = Region((0, 1, 2), (GRID, BOOL, INT), nodes, (5, old))
    found = metered(Graph((Function("f", body, types),)), args, "bounded")
    assert found is not None
    new, kept = found[2]
    assert new == (0, [(0, [1, 0, 0]), (0, [0, 0, 0])])
    assert kept == ((1, [0, 0, 0]) if rows else (0, [(0, [0, 0, 0]), (0, [0, 0, 0])]))
