"""Laws that every run obeys, on random graphs: what is metered never changes what is measured."""

from __future__ import annotations

from typing import Any

import pytest
from graphs import graphs
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import arguments

from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Region
from complexity.language.normal.normal_form import normalise
from complexity.language.types import INT
from complexity.machine.cells import Cell
from complexity.machine.evaluate import Machine, run
from complexity.python.parse import parse
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL, ALL_CHEAP
from complexity.semantics.results import Run
from complexity.semantics.tape import SeededTape

SMALL = Limits(fuel=3_000, memory=3_000, depth=20)


def outcome(machine: Machine, args: list[Any], limits: Limits = SMALL) -> Run | str:
    """A run, or the code and the place of its failure."""
    try:
        return machine.run(args, tape=SeededTape(1), limits=limits)
    except Undefined as error:
        return error.code


def finished(graph: Graph, seed: int, **how: Any) -> tuple[Machine, list[Any], Run] | None:
    """A machine, arguments and a run on them, if it ends within its limits."""
    machine, args = Machine(graph, **how), arguments(graph, seed)
    run = outcome(machine, args)
    return None if isinstance(run, str) else (machine, args, run)


GRAPHS = graphs().map(normalise)
SEEDS = st.integers(0, 5)


@given(GRAPHS, SEEDS)
def test_what_is_metered_does_not_change_what_is_measured(graph, seed):
    args = arguments(graph, seed)
    every = [outcome(Machine(graph, measures=measures), args)
             for measures in (ALL, ALL_CHEAP, frozenset({"time"}))]  # fmt: skip
    if isinstance(every[0], str):
        assert every == [every[0]] * 3
    else:
        assert len({repr((r.result, r.time, r.memory, r.draws, r.by_line)) for r in every}) == 1
        assert every[0].span == every[1].span
        assert every[2].span is None


@given(GRAPHS, SEEDS)
def test_sums_and_bounds(graph, seed):
    found = finished(graph, seed, measures=ALL)
    if found is not None:
        machine, _, run = found
        assert run.memory >= 1
        assert 0 <= run.span <= run.time
        assert sum(run.by_op.values()) == run.time
        assert sum(time for _, time in run.by_line.values()) == run.time
        assert sum(machine.ledger.charges) == run.time
        assert run.width == max(machine.ledger.charges)
        assert run.width * (run.span + 1) >= run.time
        assert len(machine.ledger.charges) <= run.span + 1
        assert sum(machine.ledger.crossings) == 0


@given(GRAPHS, SEEDS)
def test_fan_in_changes_levels_alone_and_never_deepens(graph, seed):
    bounded, unbounded = finished(graph, seed), finished(graph, seed, fan_in="unbounded")
    if bounded is not None:
        assert unbounded[2].span <= bounded[2].span
        assert unbounded[2].time == bounded[2].time
        assert unbounded[2].memory == bounded[2].memory


@given(GRAPHS, SEEDS)
def test_limits_are_exact(graph, seed):
    found = finished(graph, seed)
    if found is not None:
        machine, args, run = found
        exact = Limits(fuel=run.time, memory=run.memory, depth=SMALL.depth)
        assert machine.run(args, tape=SeededTape(1), limits=exact) == run
        assert outcome(machine, args, Limits(fuel=run.time - 1)) == "fuel"
        assert outcome(machine, args, Limits(memory=run.memory - 1)) == "memory"


@given(GRAPHS, SEEDS)
def test_every_word_and_reference_is_accounted_for(graph, seed):
    machine, args = Machine(graph, measures=frozenset({"time"})), arguments(graph, seed)
    frame = machine.start(args, SeededTape(1), SMALL)
    try:
        machine.execute(frame)
    except Undefined:
        return
    code, seen = machine.program.codes[0], {}
    constants = {id(v): v for c in machine.program.codes for v in c.template if type(v) is Cell}

    def refer(cell):
        if isinstance(cell, Cell):
            _, times = seen.get(id(cell), (cell, 0))
            seen[id(cell)] = cell, times + 1
            if not times:
                for item in cell.items:
                    refer(item)

    for slot in range(len(graph.entry.body.params), code.control):
        refer(frame[slot])
    live = sum(len(cell.items) for place, (cell, _) in seen.items() if place not in constants)
    assert machine.meter.words == 1 + live
    for place, (cell, times) in seen.items():
        assert cell.refs == times + (2 if place in constants else 0)
    assert all(cell.refs == 2 for place, cell in constants.items() if place not in seen)


@given(GRAPHS, SEEDS)
@settings(max_examples=100)
def test_a_run_is_a_function_of_input_and_tape(graph, seed):
    found = finished(graph, seed)
    if found is not None:
        machine, args, run = found
        before = repr(args)
        assert machine.run(args, tape=SeededTape(1), limits=SMALL) == run
        assert repr(args) == before


def test_unknown_measures_and_fan_in_are_refused():
    graph = parse("def same(a: int) -> int:\n    return a\n")
    with pytest.raises(ValueError, match="fan_in is 'tree'"):
        Machine(graph, fan_in="tree")
    with pytest.raises(ValueError, match="'speed' is no measure"):
        Machine(graph, measures=frozenset({"speed"}))


@st.composite
def straight_lines(draw):
    """Additions of parameters and of one another, in one region."""
    params = draw(st.integers(1, 4))
    nodes = [
        Node("add", (draw(st.integers(0, at - 1)), draw(st.integers(0, at - 1))), (at,), (INT,))
        for at in range(params, params + draw(st.integers(0, 8)))
    ]
    last = params + len(nodes) - 1
    results = tuple(draw(st.lists(st.integers(0, last), min_size=1, max_size=3)))
    region = Region(tuple(range(params)), (INT,) * params, tuple(nodes), results)
    return Graph((Function("f", region, (INT,) * len(results)),))


@given(straight_lines())
def test_scalar_words_are_those_between_making_and_last_use(graph):
    body = graph.entry.body
    end = len(body.nodes)
    last = {value: place for place, node in enumerate(body.nodes) for value in node.args}
    last |= dict.fromkeys(body.results, end)
    made = dict.fromkeys(body.params, -1)
    made |= {value: place for place, node in enumerate(body.nodes) for value in node.outs}
    live = [
        sum(made[v] <= place <= max(last.get(v, -1), made[v]) for v in made)
        for place in range(-1, end)
    ]
    assert run(graph, [1] * len(body.params)).memory == 1 + max(*live, len(body.results))


@given(straight_lines())
def test_the_span_of_a_straight_line_is_its_longest_path(graph):
    body = graph.entry.body
    level = dict.fromkeys(body.params, 0)
    for node in body.nodes:
        level[node.outs[0]] = 1 + max(level[arg] for arg in node.args)
    found = run(graph, [1] * len(body.params), measures=ALL)
    assert found.span == max(level.values())
    ready = [level[node.outs[0]] for node in body.nodes]
    assert found.width == max([ready.count(one) for one in ready], default=1)
    reads = {value: [0] for value in level}
    for node in body.nodes:
        for arg in node.args:
            reads[arg].append(level[node.outs[0]])
    for value in body.results:
        reads[value].append(found.span)
    crossing = [sum(level[v] <= at < max(reads[v]) for v in level) for at in range(found.span)]
    assert found.level_memory == max(crossing, default=0)
