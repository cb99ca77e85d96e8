"""The machine is held to the definition: a run of one and of the other are equal in all they say.

So are their failures: the code, the message and the place, and the very step at which a limit
stops them.
"""

from __future__ import annotations

import copy
import os
import random
import sys
from typing import Any

import pytest
from graphs import graphs
from hypothesis import given
from hypothesis import strategies as st
from oracle import plain
from random_cases import any_graphs, arguments, grids, raw_graphs, texts
from test_everyday import MODULE as EVERYDAY
from test_everyday import PROGRAMS as EVERYDAY_PROGRAMS
from test_everyday import arguments as everyday_arguments
from test_semantics_limits import DEEP
from test_textbook import CASES
from test_textbook import MODULE as TEXTBOOK

from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Region, literal
from complexity.language.normal.normal_form import normalise
from complexity.language.types import BOOL, INT, List
from complexity.machine.evaluate import Machine
from complexity.machine.ledger import Timed
from complexity.python.parse import compile_program, parse
from complexity.semantics.definition import Definition, run
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL, MEASURES
from complexity.semantics.results import Run
from complexity.semantics.tape import SeededTape
from complexity.semantics.values import Reference, Value
from complexity.tasks.find import programs_of

MANY = int(os.environ.get("PROGRAMS", "300"))
SMALL = Limits(fuel=5_000, memory=5_000, depth=60)
Failure = tuple[str, str, int, str]


def outcome(machine: Any, args: Any, limits: Limits, seed: int = 1) -> Run | Failure:
    """What a run finds, or how and where it fails."""
    try:
        return machine.run(copy.deepcopy(args), tape=SeededTape(seed), limits=limits)
    except Undefined as error:
        return error.code, error.message, error.line, error.source


class Pair:
    """The definition of a graph and its machine, with all measures."""

    def __init__(self, graph: Graph, fan_in: str = "bounded") -> None:
        self.graph = graph
        self.definition = Definition(graph, measures=ALL, fan_in=fan_in)
        self.machine = Machine(graph, measures=ALL, fan_in=fan_in)

    def outcome(self, args: Any, limits: Limits = SMALL, seed: int = 1) -> Run | Failure:
        """What both find; fails where they differ."""
        said = outcome(self.definition, args, limits, seed)
        assert outcome(self.machine, args, limits, seed) == said, (self.graph, args, limits)
        return said

    def agrees(self, args: Any, source: random.Random) -> Run | Failure:
        """What both find within limits that allow much, just enough, one less, and anything."""
        said = self.outcome(args)
        if not isinstance(said, Run):
            self.outcome(args, Limits(source.randint(0, 60), SMALL.memory, SMALL.depth))
            self.outcome(args, Limits(SMALL.fuel, source.randint(0, 20), SMALL.depth))
            return said
        assert self.outcome(args, Limits(said.time, said.memory, SMALL.depth)) == said
        short = self.outcome(args, Limits(said.time - 1, SMALL.memory, SMALL.depth))
        tight = self.outcome(args, Limits(SMALL.fuel, said.memory - 1, SMALL.depth))
        assert (short[0], tight[0]) == ("fuel", "memory")
        self.outcome(args, Limits(source.randint(0, said.time), SMALL.memory, SMALL.depth))
        self.outcome(args, Limits(SMALL.fuel, source.randint(0, said.memory), SMALL.depth))
        self.outcome(args, Limits(SMALL.fuel, SMALL.memory, source.randint(1, 3)))
        return said


@pytest.mark.slow
@pytest.mark.parametrize("fan_in", ["bounded", "unbounded"])
@pytest.mark.parametrize("cases", [texts, any_graphs, raw_graphs, grids])
def test_the_machine_runs_random_programs_as_the_definition_says(cases, fan_in):
    source = random.Random(f"{cases.__name__} {fan_in}")
    said = [Pair(graph, fan_in).agrees(args, source) for graph, args in cases(MANY // 5)]
    assert sum(isinstance(found, Run) for found in said) > len(said) // 4
    assert sum(not isinstance(found, Run) for found in said) > len(said) // 20


@given(graphs(), st.integers(0, 5))
def test_the_machine_runs_any_graph_as_the_definition_says(graph, seed):
    source = random.Random(seed)
    for written in (graph, normalise(graph)):
        Pair(written).agrees(arguments(written, seed), source)


def ready(value: Value) -> Any:
    """The levels of a value under the definition, those of a list as a pair."""
    if isinstance(value, Reference):
        return value.front, [ready(item) for item in value.items]
    return value.ready


def noted(level: Any) -> Any:
    """The same in the machine."""
    if isinstance(level, Timed):
        return int(level.front), [noted(item) for item in level.items]
    return int(level)


@pytest.mark.slow
@pytest.mark.parametrize("fan_in", ["bounded", "unbounded"])
@pytest.mark.parametrize("cases", [texts, any_graphs, raw_graphs, grids])
def test_results_and_steps_have_the_levels_that_the_definition_gives_them(cases, fan_in):
    for graph, args in cases(MANY // 10):
        pair = Pair(graph, fan_in)
        frame = pair.machine.start(copy.deepcopy(args), SeededTape(1), SMALL)
        try:
            results, costs = pair.definition.evaluate(args, SeededTape(1), SMALL)
        except Undefined:
            continue
        pair.machine.execute(frame)
        slots = range(len(graph.entry.body.params), pair.machine.program.codes[0].control)
        assert [noted(frame[~slot]) for slot in slots] == [ready(value) for value in results]
        ledger = pair.machine.ledger
        assert ledger.charges == costs.charges
        assert ledger.crossings == costs.crossings


@pytest.mark.parametrize("n", [1, 5])
def test_a_copy_exists_from_the_level_of_the_op_that_makes_it(n):
    """A branch at level 2 may change one element of a list that is a result as well."""
    test = Node("lt", (1, literal(3)), (2,), (BOOL,))
    opposite = Node("not_", (2,), (3,), (BOOL,))
    update = Node("setitem", (0, literal(0), literal(7)), (4,), (List(INT),), 0)
    arms = Region((), (), (update,), (4,)), Region((), (), (), (0,))
    branch = Node("branch", (3,), (5,), (List(INT),), None, arms)
    body = Region((0, 1), (List(INT), INT), (test, opposite, branch), (5, 0))
    graph = Graph((Function("f", body, (List(INT), List(INT))),))
    # up to level 1 the list and n, up to level 2 the list and the test; the copy is made there
    assert Pair(graph).outcome([[1, 2, 3], n]).level_memory == 3 + 1


def test_a_node_that_stands_in_several_regions_is_counted_in_each():
    mark = Node("candidate", (), (), (), None, (), 3)
    arms = tuple(Region((), (), (mark,), (literal(n),)) for n in (1, 2))
    branches = tuple(Node("branch", (0,), (n,), (INT,), None, arms, 2) for n in (1, 2))
    body = Region((0,), (BOOL,), (*branches, mark), (1, 2))
    said = Pair(Graph((Function("f", body, (INT, INT)),))).outcome([True])
    assert said.candidates == 3


# what holds one row many times, compared, searched, flattened and returned
SHARED = {
    "[[[x] * n] * n] * n == [[[1] * n] * n] * n": "bool",
    "[[[x] * n] * n] * n < [[[1] * n] * (n - 1)] * n": "bool",
    "[[x] * n] * n in [[[1] * n] * (n + 1)] * n": "bool",
    "[y for ys in [[x][:0]] * n for y in ys]": "list[int]",
    "[[[x] * n] * n] * n": "list[list[list[int]]]",
}


@pytest.mark.parametrize("fuel", [5, 20, 60, 500, 2_000, 10**5])
@pytest.mark.parametrize(("expression", "type_"), SHARED.items())
def test_lists_that_share_rows_are_looked_at_as_far_as_fuel_goes(expression, type_, fuel):
    graph = parse(f"def f(x: int, n: int) -> {type_}:\n    return {expression}\n")
    pair = Pair(graph)
    for args in ((1, 3), (1, 20), (2, 3), (1, 0)):
        pair.outcome(args, Limits(fuel))
    assert pair.outcome((1, 10**4), Limits(min(fuel, 2_000)))[0] == "fuel"


@given(graphs().map(normalise), st.integers(0, 5))
def test_every_word_and_every_reference_is_accounted_for(graph, seed):
    definition = Definition(graph)
    try:
        results, costs = definition.evaluate(arguments(graph, seed), SeededTape(1), SMALL)
    except Undefined:
        return
    tables = {id(value.cell) for facts in definition.facts for value in facts.literals.values()
              if isinstance(value, Reference)}  # fmt: skip
    holders: dict[int, int] = {}
    cells: dict[int, Reference] = {}

    def refer(value: Value) -> None:
        if isinstance(value, Reference):
            key = id(value.cell)
            holders[key] = holders.get(key, 0) + 1
            if key not in cells:
                cells[key] = value
                for item in value.items:
                    refer(item)

    for result in results:
        refer(result)
    assert costs.words == 1 + sum(
        len(value.items) for key, value in cells.items() if key not in tables
    )
    for key, value in cells.items():
        assert value.cell.refs == holders[key] + (2 if key in tables else 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_machine_runs_the_textbook_as_the_definition_says(name):
    pairs = [Pair(compile_program(TEXTBOOK, name), fan) for fan in ("bounded", "unbounded")]
    for args in CASES[name]:
        bounded, unbounded = (pair.agrees(args, random.Random(name)) for pair in pairs)
        if isinstance(bounded, Run) and isinstance(unbounded, Run):
            assert unbounded.span <= bounded.span


@pytest.mark.parametrize("name", EVERYDAY_PROGRAMS)
def test_the_machine_runs_functions_of_every_day_as_the_definition_says(name):
    pair, source = Pair(compile_program(EVERYDAY, name)), random.Random(name)
    for _ in range(3):
        pair.agrees(plain(everyday_arguments(name, source)), source)


@pytest.mark.parametrize("program", programs_of("sorting"), ids=lambda program: program.short)
def test_the_machine_sorts_as_the_definition_says(program):
    for n in (2, 3, 4):
        pair, source = Pair(program.graph(n)), random.Random(n)
        for seed in range(3):
            pair.outcome([source.choices(range(n), k=n)], Limits(fuel=20_000), seed)


@pytest.mark.parametrize("measure", MEASURES)
def test_what_is_asked_for_is_told_and_changes_nothing(measure):
    graph = parse("def f(xs: list[int]) -> int:\n    return sum([x * x for x in xs])\n")
    every = run(graph, [[1, 2, 3]], measures=ALL)
    found = run(graph, [[1, 2, 3]], measures=frozenset({measure}))
    for name in ("result", "time", "memory", "draws", "candidates", "by_op", "by_line"):
        assert getattr(found, name) == getattr(every, name)
    for name in ("span", "width", "level_memory"):
        assert getattr(found, name) == (getattr(every, name) if name == measure else None)


def test_the_definition_runs_ten_thousand_calls_within_branches_and_loops():
    definition, before = Definition(parse(DEEP)), sys.getrecursionlimit()
    assert definition.run([9_999]).result == 9_999
    assert outcome(definition, [10_000], Limits())[0] == "recursion"
    assert sys.getrecursionlimit() == before


def test_an_argument_is_not_changed_and_runs_do_not_touch_each_other():
    text = "def f(xs: list[int]) -> list[int]:\n    xs.append(1)\n    return xs\n"
    definition, given_ = Definition(parse(text)), [5]
    assert definition.run([given_]).result == definition.run([given_]).result == [5, 1]
    assert given_ == [5]


def test_unknown_measures_and_fan_in_and_arguments_of_other_types_are_refused():
    graph = parse("def same(a: int) -> int:\n    return a\n")
    with pytest.raises(ValueError, match="fan_in is 'tree'"):
        Definition(graph, fan_in="tree")
    with pytest.raises(ValueError, match="'speed' is no measure"):
        Definition(graph, measures=frozenset({"speed"}))
    with pytest.raises(ValueError, match="argument 1: 'true' is not int"):
        run(graph, [True])
