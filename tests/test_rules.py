"""The rules of the normal form: what they make of a program, and that they cost nothing.

A rule changes neither results, failures nor candidates, and lengthens neither time nor span: held on
the idioms and on random programs, by running each graph as it is read with and without the rules.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from idioms import SEEN, TRAPS
from oracle import Constant

from complexity.language import normal
from complexity.language.failures import Undefined
from complexity.language.graph import Graph, walk
from complexity.language.module import names, parse_module
from complexity.language.ops import OPS
from complexity.language.parse import compile_program, parse
from complexity.language.refusals import NotInLanguage
from complexity.language.text import write
from complexity.semantics.evaluate import run
from complexity.semantics.limits import Limits
from complexity.testing.programs import random_program

MANY = int(os.environ.get("PROGRAMS", "300"))
LIMITS = Limits(fuel=50_000, memory=10**5, depth=100)
STOPPED = ("fuel", "memory", "recursion", "overflow")


def with_and_without(text: str, name: str) -> tuple[Graph, Graph] | None:
    """The graphs of a program without and with the rules; None where it is refused."""
    module = parse_module(text, "<text>")
    rules = normal.apply_rules
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(normal, "apply_rules", lambda function, known, functions: function)
            plain = compile_program(module, name)
        assert normal.apply_rules is rules
        return plain, compile_program(module, name)
    except NotInLanguage:
        return None


def outcome(graph: Graph, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The result, candidates, time and span of a run; how it ended where it has none."""
    try:
        found = run(graph, copy.deepcopy(args), tape=Constant(7), limits=LIMITS)
    except Undefined as error:
        return ("stopped",) if error.code in STOPPED else ("failed",)
    return found.result, found.candidates, found.time, found.span


def costs_no_more(graphs: tuple[Graph, Graph], inputs: Any, text: str) -> None:
    """Fail where the rules change what a program does, or make it dearer."""
    for args in inputs:
        before, after = (outcome(graph, args) for graph in graphs)
        if ("stopped",) in (before, after):
            continue
        assert after[:2] == before[:2], f"{args}\n{text}\n{write(graphs[0])}\n{write(graphs[1])}"
        if len(before) == 4:
            assert after[2] <= before[2], f"time on {args}: {before} {after}\n{text}"
            assert after[3] <= before[3], f"span on {args}: {before} {after}\n{text}"


def draws(graph: Graph) -> bool:
    return any(OPS[node.op].draws for f in graph.functions for node in walk(f.body))


@pytest.mark.parametrize("group", SEEN, ids=lambda group: group.name)
def test_rules_cost_nothing_on_idioms(group: Any) -> None:
    for name in names(parse_module(group.text, "<text>")):
        graphs = with_and_without(group.text, name)
        assert graphs is not None
        costs_no_more(graphs, group.inputs[:20], group.text)


def random_programs(count: int) -> Iterator[Any]:
    for index in range(count):
        yield random_program(random.Random(f"rules {index}").randrange, 60)


def test_rules_cost_nothing_on_random_programs() -> None:
    changed = 0
    for program in random_programs(MANY):
        graphs = with_and_without(program.text, program.entry)
        if graphs is None or graphs[0] == graphs[1] or draws(graphs[0]):
            continue
        changed += 1
        costs_no_more(graphs, program.arguments, program.text)
    assert changed > MANY / 4, "hardly a program is changed by a rule"


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps_stay_apart(trap: Any) -> None:
    forms = names(parse_module(trap.text, "<text>"))
    graphs = [parse(trap.text, name=form) for form in forms]
    assert all(graph != graphs[0] for graph in graphs[1:])
