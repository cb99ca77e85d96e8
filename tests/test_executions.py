"""How many ops ran: the same in the definition, in machine code, in batches and in chains."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from graphs import graphs
from hypothesis import given
from hypothesis import strategies as st
from test_semantics_laws import finished

from complexity import extras
from complexity.chains.expectations import Chains
from complexity.engine.batch import Batch
from complexity.engine.machine import NativeMachine
from complexity.engine.streams import write
from complexity.language.graph import Graph
from complexity.language.normal.normal_form import normalise
from complexity.language.ops import OPS
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.limits import Limits

CHEAP = frozenset({"time", "memory", "span", "candidates"})
Counts = dict[str, int]


def in_a_batch(graph: Graph, args: list[Any]) -> Counts:
    words: list[int] = []
    for value in args:
        write(value, words)
    batch = Batch(graph, CHEAP, "bounded", True)
    part = batch.run(extras.numpy().array(words, dtype="int64"), 1, Limits())
    told = zip(batch.quantities, part.totals, strict=True)
    return {str(q.key): total.total for q, total in told if q.kind == "execution" and total.total}


def over_tapes(graph: Graph, args: list[Any]) -> Counts:
    found = Chains(graph).expect(args)
    assert found is not None
    return {name: int(tally.mean or 0) for name, tally in found.by_op_executions.items()}


# back end -> how many ops ran of a program on arguments
BACK_ENDS: dict[str, Callable[[Graph, list[Any]], Counts]] = {
    "definition": lambda graph, args: Machine(graph).run(args).by_op_executions,
    "machine code": lambda graph, args: NativeMachine(graph).run(args).by_op_executions,
    "batch": in_a_batch,
    "chains": over_tapes,
}

LISTS = "xs: list[int], ys: list[int]"
MATRIX = """def f(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    n = len(a)
    return [[sum([a[i][k] * b[k][j] for k in range(n)]) for j in range(n)] for i in range(n)]
"""


def of(result: str, expression: str) -> str:
    return f"def f({LISTS}) -> {result}:\n    return {expression}\n"


EIGHT, OTHER = [3, 1, 4, 1, 5, 9, 2, 6], [3, 1, 4, 1, 5, 9, 2, 7]
GRID = [[random.Random(k).randrange(9) for _ in range(3)] for k in range(3)]
# a program, its arguments, and how many ops of some names ran
CASES: dict[str, tuple[str, list[Any], Counts]] = {
    "a sum": (of("int", "sum(xs)"), [EIGHT, []], {"add": 7}),
    "a sum of one": (of("int", "sum(xs)"), [[5], []], {"add": 0}),
    "a sum of none": (of("int", "sum(xs)"), [[], []], {"add": 0}),
    "a sum and an addition": (of("int", "sum(xs) + 1"), [EIGHT, []], {"add": 8}),
    "a least element": (of("int", "min(xs)"), [EIGHT, []], {"min": 7}),
    "a greatest element": (of("int", "max(xs)"), [EIGHT, []], {"max": 7}),
    "a least of two": (of("int", "min(xs[0], ys[0])"), [EIGHT, OTHER], {"min": 1}),
    "any of a list": (
        "def f(ps: list[bool]) -> bool:\n    return any(ps)\n", [[False] * 5], {"or_": 4},
    ),
    "all of a list": (
        "def f(ps: list[bool]) -> bool:\n    return all(ps)\n", [[True] * 5], {"and_": 4},
    ),
    "equal lists": (of("bool", "xs == ys"), [EIGHT, OTHER], {"eq": 8}),
    "lists in order": (of("bool", "xs < ys"), [EIGHT, OTHER], {"lt": 8}),
    "a list and itself": (of("bool", "[] == xs[:0]"), [EIGHT, OTHER], {"eq": 1}),
    "a member": (of("bool", "7 in xs"), [EIGHT, []], {"contains": 8}),
    "a scalar product": (
        of("int", "sum([x * y for x, y in zip(xs, ys)])"), [EIGHT, OTHER], {"mul": 8, "add": 7},
    ),
    "a matrix product": (MATRIX, [GRID, GRID], {"mul": 27, "add": 18}),
    "a copy is one op": (of("list[int]", "xs[1:]"), [EIGHT, []], {"slice": 1}),
    "rounds of a loop": (
        f"def f({LISTS}) -> int:\n    s = 0\n    for x in xs:\n        s += max(xs[:2])\n"
        "    return s\n", [EIGHT, []], {"loop": 8, "max": 8, "add": 8, "slice": 8},
    ),
}  # fmt: skip


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("name", CASES)
def test_counts_are_of_ops_that_ran(name: str, back_end: str) -> None:
    text, args, wanted = CASES[name]
    found = BACK_ENDS[back_end](parse(text), args)
    assert {op: found.get(op, 0) for op in wanted} == wanted


def test_counts_of_a_program_that_draws_are_those_of_its_tapes() -> None:
    text = "def f(xs: list[int]) -> int:\n    return sum(xs[: randrange(4) + 1])\n"
    found = Chains(parse(text)).expect([EIGHT])
    assert found is not None
    # sums of 1, 2, 3 and 4 elements, and the addition of 1
    added = found.by_op_executions["add"]
    assert (added.mean, added.worst) == (2.5, 4)


def test_counts_of_an_endless_number_of_tapes_are_expectations() -> None:
    text = "def f(xs: list[int]) -> int:\n    s = 0\n    while randrange(4):\n"
    found = Chains(parse(text + "        s ^= sum(xs)\n    return s\n")).expect([EIGHT])
    assert found is not None
    assert found.method == "chain"
    assert found.by_op_executions["add"].mean == 3 * 7  # three rounds are expected


def test_the_executions_of_a_line_are_how_often_it_was_reached() -> None:
    text = "def f(xs: list[int]) -> int:\n    s = 0\n    for x in xs:\n        s += sum(xs)\n"
    graph = parse(text + "    return s\n")
    for run in (Machine(graph).run([EIGHT]), NativeMachine(graph).run([EIGHT])):
        assert run.by_line["", 4] == (8, 8 * 8)
        assert run.by_op_executions["add"] == 8 * 8


ONE_STEP = {
    op.report
    for op in OPS.values()
    if all(
        other.group in ("scalar", "reads", "reduce") and other.time != "free"
        for other in OPS.values()
        if other.report == op.report
    )
}


@given(graphs().map(normalise), st.integers(0, 5))
def test_an_op_on_scalars_takes_a_step_each_time_it_runs(graph: Graph, seed: int) -> None:
    found = finished(graph, seed)
    if found is not None:
        run = found[2]
        times = {op: time for op, time in run.by_op.items() if op in ONE_STEP}
        assert times == {op: n for op, n in run.by_op_executions.items() if op in ONE_STEP}


def test_most_ops_are_under_that_law() -> None:
    assert {"add", "mul", "lt", "eq", "min", "max", "and_", "or_", "contains", "len"} <= ONE_STEP
    assert not {"slice", "list", "map", "loop", "setitem", "candidate"} & ONE_STEP
