"""What stops a run: limits, failures with their place, arguments that are not of the types."""

from __future__ import annotations

import inspect
import sys
import threading
from textwrap import dedent

import pytest

from complexity.language.failures import Undefined
from complexity.machine.evaluate import Machine, run
from complexity.python.parse import parse
from complexity.semantics.definition import Definition
from complexity.semantics.limits import BOUND, FEW_BOUNDS, Limits
from complexity.semantics.measures import ALL

DEEP = """
def deep(n: int) -> int:
    total = 0
    if n > 0:
        for i in range(1):
            while total == 0:
                if n % 2 == 0:
                    total = deep(n - 1) + 1
                else:
                    found = next((deep(n - 1) for k in range(1) if k == 0), 0)
                    total = found + sum([1 for j in range(1)])
    return total
"""


def failure(text, *args, **limits):
    """How a run of a text fails under the definition, and in the machine."""
    caught = []
    for kind in (Definition, Machine):
        with pytest.raises(Undefined) as failed:
            kind(parse(dedent(text))).run(list(args), limits=Limits(**limits))
        caught.append(failed.value)
    first, second = ((e.code, e.message, e.line, e.source) for e in caught)
    assert first == second
    return caught[0]


@pytest.mark.parametrize("measures", [ALL, frozenset({"time"})], ids=["all", "time"])
def test_ten_thousand_calls_within_branches_and_loops(measures):
    machine = Machine(parse(DEEP), measures=measures)
    before = sys.getrecursionlimit()
    assert machine.run([9_999]).result == 9_999
    with pytest.raises(Undefined, match="more than 10000 calls") as caught:
        machine.run([10_000])
    assert caught.value.code == "recursion"
    assert caught.value.line in (8, 10)
    assert sys.getrecursionlimit() == before


def test_deep_recursion_needs_no_deep_stack():
    size, found = threading.stack_size(256 * 1024), []
    try:
        thread = threading.Thread(
            target=lambda: found.append(Machine(parse_done).run([9_999]).result)
        )
        parse_done = parse(DEEP)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
    assert found == [9_999]


def test_depth_counts_the_entry():
    text = "def f(n: int) -> int:\n    return 0 if n == 0 else f(n - 1)\n"
    graph = parse(text)
    assert run(graph, [3], limits=Limits(depth=4)).result == 0
    assert failure(text, 3, depth=3).code == "recursion"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("def f(n: int) -> int:\n    while True:\n        n = n * 3 % 7\n    return n\n", "fuel"),
        ("def f(n: int) -> int:\n    return len([0] * n)\n", "fuel"),
        ("def f(n: int) -> int:\n    return len(list(range(n)))\n", "fuel"),
        ("def f(n: int) -> int:\n    return len([i * i for i in range(n)])\n", "memory"),
        ("def f(n: int) -> int:\n    return 2 ** n\n", "overflow"),
        ("def f(n: int) -> int:\n    return 1 << n\n", "overflow"),
        ("def f(n: int) -> int:\n    return sum(i for i in range(n) if i > n)\n", "fuel"),
        ("def f(n: int) -> int:\n    xs = [1]\n    while len(xs) < n:\n"
         "        xs = xs + xs\n    return len(xs)\n", "fuel"),
    ],
)  # fmt: skip
def test_endless_and_huge_runs_stop_at_once(text, code):
    assert failure(text, 10**12, fuel=10**5).code == code
    assert failure(text, 2**63 - 1, fuel=10**5).code == code


def test_memory_stops_what_fuel_would_allow():
    text = "def f(n: int) -> int:\n    return len([0] * n)\n"
    assert failure(text, 10**7, memory=10**6).code == "memory"
    assert run(parse(text), [10**4], limits=Limits(memory=10**4 + 10)).result == 10**4


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("xs[5]", "index"), ("a // (a - a)", "division"), ("a % (a - a)", "division"),
        ("a * 2 ** 62 * 4", "overflow"), ("min(xs[:0])", "value"), ("a << (0 - a)", "value"),
        ("next(x for x in xs if x > 9)", "value"), ("randrange(a - a)", "value"),
        ("max(xs[:0], key=lambda x: -x)", "value"),
        ("sum([2 ** 62 + x * 0 for x in xs])", "overflow"),
    ],
)  # fmt: skip
def test_failures_say_their_line(expression, code):
    text = f"def f(a: int, xs: list[int]) -> int:\n    b = a + 1\n    return b + {expression}\n"
    found = failure(text, 1, [1, 2])
    assert (found.code, found.line, found.source) == (code, 3, "")


def test_a_failure_in_a_helper_is_where_it_happens():
    text = """
    def _half(n: int) -> int:
        assert n > 0
        return n // 2

    def f(n: int) -> int:
        return _half(n) + _half(n + 1)
    """
    found = failure(text, 0)
    assert (found.code, found.line) == ("assertion", 3)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([[1, True], 1], "argument 1: '[1, true]' is not list[int]"),
        ([[1], True], "argument 2: 'true' is not int"),
        ([[1], 2**63], "argument 2: '9223372036854775808' is not int"),
        ([(1,), 1], "argument 1: '[1]' is not list[int]"),
        ([[[1]], 1], "argument 1: '[[1]]' is not list[int]"),
        ([[1]], "1 arguments given, 'f' takes 2: list[int], int"),
        ([{1}, 1], "argument 1: '{1}' is not list[int]"),
        ([[7] * 99, 1.5], "argument 2: '1.5' is not int"),
    ],
)
def test_arguments_must_be_of_the_types(args, message):
    graph = parse("def f(xs: list[int], n: int) -> int:\n    return xs[0] + n\n")
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the message is compared in full)
        run(graph, args)
    assert str(caught.value) == message


def test_an_argument_is_not_changed_and_runs_do_not_touch_each_other():
    machine = Machine(
        parse("def f(xs: list[int]) -> list[int]:\n    xs.append(1)\n    return xs\n")
    )
    given = [5]
    assert machine.run([given]).result == machine.run([given]).result == [5, 1]
    assert given == [5]


def test_a_table_of_constants_survives_updates():
    text = """
    def f(n: int) -> list[int]:
        out = [3, 1, 4]
        for i in range(n):
            out[i] = 0
        return out
    """
    machine = Machine(parse(dedent(text)))
    assert [machine.run([n]).result for n in (3, 1, 0)] == [[0, 0, 0], [0, 1, 4], [3, 1, 4]]


BOUNDS = """
def bounds(n: int) -> int:
    s = 0
    for k in range(n):
        s = s ^ randrange(k % (n - 1) + 1)
    return s
"""


@pytest.mark.parametrize(("memory", "most"), [(100, FEW_BOUNDS), (BOUND * 5_000, 5_000)])
def test_different_bounds_of_draws_are_limited_with_the_memory(memory, most):
    graph, limits = parse(BOUNDS), Limits(memory=memory)
    for kind in (Definition, Machine):
        assert len(kind(graph).run([most + 1], limits=limits).draws) == most
    known = failure(BOUNDS, most + 2, memory=memory)
    assert (known.code, known.line) == ("memory", 5)
    assert known.message == f"randrange of more than {most} different bounds"


@pytest.mark.parametrize("measures", [ALL, ALL - {"span", "width", "level_memory"}])
def test_a_deep_run_of_the_machine_takes_no_room_on_the_stack(measures):
    text = """
    def f(xs: list[int], n: int) -> int:
        if n == 0:
            return 0
        while len(xs) > 0:
            for x in xs:
                n = f([], n - 1) + x
            return n
        return f(xs, n - 1) + 1
    """
    machine = Machine(parse(dedent(text)), measures=measures)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 40)
    try:
        run = machine.run([[2], 5_000])
    finally:
        sys.setrecursionlimit(before)
    assert run.result == 5_001
