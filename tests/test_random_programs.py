"""Random programs: the graph and CPython agree, and the laws of graphs, codes and measures hold."""

from __future__ import annotations

import ast
import collections
import copy
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from oracle import LIMITS, Constant, disagreement
from rewrites import REWRITES

from complexity.encoding import decode, encode, weigh
from complexity.language.check import check
from complexity.language.failures import Undefined
from complexity.language.graph import Graph, walk
from complexity.language.normal.normal_form import normalise, unmarked
from complexity.language.ops import OPS
from complexity.language.text.exchange import from_networkx, to_networkx
from complexity.language.text.writing import read_one, write
from complexity.machine.evaluate import run
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.semantics.results import Run
from complexity.testing.programs import Program, random_program
from complexity.testing.strategies import programs

MANY = int(os.environ.get("PROGRAMS", "300"))
SEED = int(os.environ.get("SEED", "2024"))
TAPES = (0, 7)


def some(count: int, salt: int, size: int = 60) -> Iterator[Program]:
    """Random programs."""
    for index in range(count):
        yield random_program(random.Random(f"{SEED} {salt} {index}").randrange, size)


def compiled(program: Program) -> Graph | None:
    """A program's graph, or None where an update is refused because of a shared list."""
    try:
        return parse(program.text, name=program.entry)
    except NotInLanguage as refusal:
        if refusal.code.startswith("CX4"):
            return None
        pytest.fail(f"{refusal.show()}\n\n{program.text}")


def agrees(program: Program, graph: Graph) -> None:
    """Fail where a graph's run on a program's arguments differs from CPython's."""
    for args in program.arguments:
        for tape in TAPES[: 1 + ("randrange" in program.text)]:
            found = disagreement(graph, program.text, program.entry, args, tape, exact=False)
            assert found is None, f"{found}\non {args}\n\n{program.text}"


@given(programs())
def test_a_graph_and_cpython_agree(program: Program) -> None:
    graph = compiled(program)
    if graph is not None:
        agrees(program, graph)


@pytest.mark.slow
def test_many_graphs_and_cpython_agree() -> None:
    refused = 0
    for program in some(MANY, 1):
        graph = compiled(program)
        refused += graph is None
        if graph is not None:
            agrees(program, graph)
    assert refused < 0.4 * MANY, "the strategy shares too many lists"


@pytest.mark.slow
def test_random_programs_use_the_whole_language() -> None:
    used: collections.Counter[str] = collections.Counter()
    syntax: collections.Counter[str] = collections.Counter()
    for program in some(MANY, 2):
        syntax.update(type(node).__name__ for node in ast.walk(ast.parse(program.text)))
        graph = compiled(program)
        if graph is not None:
            used.update({node.op for function in graph.functions for node in walk(function.body)})
    assert set(OPS) - set(used) == set(), "ops that no random program used"
    wanted = {"AugAssign", "AnnAssign", "Break", "Continue", "Assert", "Lambda", "IfExp", "Slice",
              "GeneratorExp", "ListComp", "Tuple", "Pass", "While", "For"}  # fmt: skip
    assert wanted <= set(syntax)


@pytest.mark.slow
def test_a_graph_reads_back_from_text_code_and_networkx() -> None:
    for program in some(MANY // 3, 3):
        graph = compiled(program)
        if graph is None:
            continue
        check(graph)
        assert normalise(graph) == graph, program.text
        assert read_one(write(graph, "p")) == graph, program.text
        assert from_networkx(to_networkx(graph)) == graph, program.text
        assert decode(encode(graph)) == unmarked(graph), program.text


@pytest.mark.slow
@pytest.mark.parametrize("what", REWRITES)
def test_a_rewrite_leaves_the_graph_equal(what: str) -> None:
    for index, program in enumerate(some(MANY // 4, 4)):
        graph = compiled(program)
        if graph is None:
            continue
        text = REWRITES[what](program.text, random.Random(index))
        assert parse(text, name=program.entry) == graph, f"{program.text}\n\n{text}"


def measured(graph: Graph, args: tuple[Any, ...], limits: Limits = LIMITS) -> Run | None:
    """A run with all measures, None where the program fails."""
    try:
        return run(graph, copy.deepcopy(args), tape=Constant(7), limits=limits, measures=ALL)
    except Undefined:
        return None


@pytest.mark.slow
def test_the_laws_of_measures_hold() -> None:
    for program in some(MANY // 8, 5):
        graph = compiled(program)
        if graph is None:
            continue
        assert weigh(graph).value >= 1
        for args in program.arguments:
            found = measured(graph, args)
            if found is not None:
                laws(graph, args, found, program.text)


def laws(graph: Graph, args: tuple[Any, ...], found: Run, text: str) -> None:
    """What holds of every run."""
    assert sum(found.by_op.values()) == found.time, text
    assert sum(time for _, time in found.by_line.values()) == found.time, text
    assert found.span is not None
    assert found.width is not None
    assert found.level_memory is not None
    assert 1 <= found.time <= (found.span + 1) * found.width, text
    assert found.memory >= 1
    exactly = Limits(fuel=found.time, memory=found.memory, depth=LIMITS.depth)
    again = measured(graph, args, exactly)
    assert again is not None, f"limits that are exactly enough stop a run\n{text}"
    assert (again.result, again.time, again.memory) == (found.result, found.time, found.memory)
    with pytest.raises(Undefined) as stopped:
        run(graph, copy.deepcopy(args), tape=Constant(7), limits=Limits(fuel=found.time - 1))
    assert stopped.value.code == "fuel", text
