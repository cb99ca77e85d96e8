"""The critical path: a chain of ops whose levels sum to the span."""

from __future__ import annotations

import itertools

import pytest

from complexity.language.failures import Undefined
from complexity.machine.evaluate import run
from complexity.machine.path import critical_path
from complexity.python.parse import parse
from complexity.tasks.find import programs_of

PROGRAMS = programs_of("sorting")


@pytest.mark.parametrize("fan_in", ["bounded", "unbounded"])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.short)
def test_the_levels_of_a_path_sum_to_the_span(program, fan_in):
    for n in (0, 1, 2, 4):
        graph = program.graph(n)
        for args in itertools.islice(program.task.inputs.all(n), 5):
            span = run(graph, args, fan_in=fan_in).span
            assert sum(link.levels for link in critical_path(graph, args, fan_in=fan_in)) == span


def test_a_path_names_the_lines_that_wait_for_each_other():
    graph = parse(
        "def f(a: int, b: int) -> int:\n"
        "    c = a * b\n"  # 2
        "    d = a + b\n"  # 3
        "    e = c - a\n"  # 4
        "    return e * d\n"  # 5
    )
    assert [link.place for link in critical_path(graph, (2, 3))] == [("", 2), ("", 4), ("", 5)]


def test_a_loop_waits_for_its_tests():
    graph = parse(
        "def f(n: int) -> int:\n"
        "    k = 0\n"
        "    while n > 1:\n"  # 3
        "        n = n // 2\n"  # 4
        "        k = k + 1\n"
        "    return k\n"
    )
    path = critical_path(graph, (8,))
    assert {link.place for link in path} <= {("", 3), ("", 4), ("", 5)}
    assert sum(link.levels for link in path) == run(graph, (8,)).span


def test_nothing_to_wait_for_has_no_path():
    assert critical_path(parse("def f(a: int) -> int:\n    return a\n"), (1,)) == ()


def test_a_program_that_fails_has_no_path():
    with pytest.raises(Undefined):
        critical_path(parse("def f(a: int) -> int:\n    return 1 // a\n"), (0,))
