"""Machine code agrees with the definition: results, every measure, every error and its line."""

from __future__ import annotations

import copy
import itertools
import math
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from test_random_programs import some
from test_textbook import CASES as TEXTBOOK
from test_textbook import MODULE

import complexity
from complexity import extras
from complexity.cli.main import main
from complexity.encoding.languages import language
from complexity.engine import child
from complexity.engine.batch import Batch, added
from complexity.engine.control import CONTROL
from complexity.engine.machine import NativeMachine
from complexity.engine.regions import EMIT
from complexity.engine.streams import write
from complexity.engine.updates import CHANGES
from complexity.engine.workers import Workers
from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.language.ops import OPS
from complexity.language.text.writing import read_one
from complexity.machine.evaluate import Machine
from complexity.measuring import batches as many
from complexity.measuring import executors
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.python.parse import compile_program, parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.semantics.results import Run
from complexity.semantics.tape import SeededTape
from complexity.tasks.find import Program, answers, find_task
from complexity.testing.programs import Program as RandomProgram
from complexity.testing.strategies import programs

MANY = int(os.environ.get("PROGRAMS", "300")) // 3
LIMITS = Limits(fuel=20_000, memory=20_000, depth=150)
Ended = Run | tuple[str, str, int, str]


def ended(run: Callable[[], Run]) -> Ended:
    """A run, or the error that it ended with."""
    try:
        return run()
    except Undefined as failure:
        return failure.code, failure.message, failure.line, failure.source


class Pair:
    """A program under the definition and as machine code."""

    def __init__(self, graph: Graph, fan_in: str = "bounded") -> None:
        self.slow, self.fast = Machine(graph, fan_in=fan_in), NativeMachine(graph, fan_in=fan_in)

    def agree(self, args: tuple[Any, ...], limits: Limits = LIMITS, seed: int = 3) -> Ended:
        """How a run ended, the same in both."""
        slow = ended(
            lambda: self.slow.run(copy.deepcopy(args), tape=SeededTape(seed), limits=limits)
        )
        fast = ended(lambda: self.fast.run(copy.deepcopy(args), seed=seed, limits=limits))
        assert fast == slow
        return slow

    def agree_at_the_limits(self, args: tuple[Any, ...]) -> None:
        """The same limits stop both at the same point, and limits that are just enough do not."""
        free = self.agree(args)
        if not isinstance(free, Run):
            return
        enough = Limits(free.time, free.memory, LIMITS.depth)
        assert isinstance(self.agree(args, enough), Run)
        time_, words = free.time, free.memory
        less = ((time_ - 1, words), (time_, words - 1), (time_ // 2, words), (time_, words // 2))
        for fuel, memory in less:
            assert not isinstance(self.agree(args, Limits(fuel, memory, LIMITS.depth)), Run)


def graph_of(program: RandomProgram) -> Graph | None:
    try:
        return parse(program.text, name=program.entry)
    except NotInLanguage:
        return None


@given(programs())
@hypothesis_settings(max_examples=40)
def test_machine_code_agrees_on_random_programs(program: RandomProgram) -> None:
    graph = graph_of(program)
    if graph is not None:
        pair = Pair(graph)
        for args in program.arguments:
            pair.agree(args)


@pytest.mark.slow
@pytest.mark.parametrize("fan_in", ["bounded", "unbounded"])
def test_machine_code_agrees_on_many_random_programs_and_at_their_limits(fan_in: str) -> None:
    seen = 0
    for program in some(MANY, 11):
        graph = graph_of(program)
        if graph is not None:
            pair = Pair(graph, fan_in)
            for args in program.arguments:
                pair.agree_at_the_limits(args)
            seen += 1
    assert seen > MANY // 2


def corpus() -> list[Program]:
    return [program for program in answers(find_task("sorting")) if program.kind == "function"]


@pytest.mark.parametrize("program", corpus(), ids=lambda program: program.short)
def test_machine_code_agrees_on_the_corpus(program: Program) -> None:
    pair = Pair(program.graph(4, frozenset()))
    for keys in itertools.product(range(3), repeat=3):
        pair.agree((list(keys),), Limits())
    pair.agree_at_the_limits(([2, 0, 1],))


@pytest.mark.parametrize("name", sorted(TEXTBOOK))
def test_machine_code_agrees_on_the_textbook(name: str) -> None:
    pair = Pair(compile_program(MODULE, name))
    for args in TEXTBOOK[name]:
        pair.agree(args, Limits(fuel=200_000, depth=1_000))


@pytest.mark.parametrize("name", ["batcher", "best_network", "lookup_table"])
def test_machine_code_agrees_on_families(name: str) -> None:
    pair = Pair(complexity.find(f"sorting/{name}").graph(4, frozenset()))
    for keys in itertools.product(range(4), repeat=4):
        pair.agree((list(keys),))


def test_every_op_has_machine_code() -> None:
    assert set(EMIT) | set(CHANGES) | set(CONTROL) == set(OPS)
    assert not set(EMIT) & set(CHANGES)
    assert not set(EMIT) & set(CONTROL)


EDGES = (-(2**63), -(2**63) + 1, -2, -1, 0, 1, 2, 3, 62, 63, 64, 65, 2**31, 2**63 - 2, 2**63 - 1)
BINARY = ("+", "-", "*", "//", "%", "**", "<<", ">>", "&", "|", "^", "<", "<=", ">", ">=", "==",
          "!=")  # fmt: skip


@pytest.mark.parametrize("op", BINARY)
def test_scalar_ops_agree_at_the_edges_of_64_bits(op: str) -> None:
    result = "bool" if op in ("<", "<=", ">", ">=", "==", "!=") else "int"
    pair = Pair(parse(f"def f(a: int, b: int) -> {result}:\n    return a {op} b\n"))
    for a, b in itertools.product(EDGES, EDGES):
        pair.agree((a, b))


EXPRESSIONS = (
    "-a", "abs(a)", "~a", "min(a, 5)", "max(a, b)", "a in range(b, 70)", "a in range(70, b, -3)",
    "sum([a, b, a])", "len(range(a, b, 3)) if abs(a) < 99 and abs(b) < 99 else 0",
    "sum(range(10, a % 50, b)) if b > 1 else 1",
)  # fmt: skip


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_expressions_agree_at_the_edges_of_64_bits(text: str) -> None:
    graph = parse(f"def f(a: int, b: int) -> int:\n    return int({text})\n")
    pair = Pair(graph)
    for a, b in itertools.product(EDGES, EDGES):
        pair.agree((a, b))


def test_slices_agree() -> None:
    text = "def f(xs: list[int], a: int, b: int, c: int) -> list[int]:\n    return xs[a:b:c]\n"
    pair = Pair(parse(text))
    places = (-(2**63), -6, -3, -1, 0, 1, 2, 5, 9, 2**63 - 1)
    for a, b, c in itertools.product(places, places, (-(2**63), -2, -1, 0, 1, 3, 2**63 - 1)):
        pair.agree(([10, 11, 12, 13, 14], a, b, c))


NESTED = """
def f(grid: list[list[int]], i: int, j: int, v: int) -> list[list[int]]:
    rows = [row[:] for row in grid]
    rows[i][j] = v
    rows[j].append(v)
    rows[i].insert(j, v + 1)
    rows[j].extend(grid[i])
    if v > rows[i][0]:
        rows[i][0] = v
    rows.insert(0, [v] * 3)
    x = rows[i].pop()
    rows[0].pop(j)
    rows[1][0] = x
    return rows + grid
"""


def test_nested_updates_agree() -> None:
    pair = Pair(parse(NESTED))
    for i, j, v in itertools.product(range(-3, 4), range(-3, 4), (-1, 7)):
        pair.agree(([[1, 2], [3], [4, 5, 6]], i, j, v))


DIVERGING = """program f
function f(%0: list[int], %1: bool) -> (list[int], list[int])
  %2 = branch %1
    yes
      %3 = setitem %0 0 9
      yield %3
    no
      yield %0
  return %0 %2
"""


def test_levels_that_diverge_are_left_to_the_definition() -> None:
    # the list before the branch and the list after it are one cell with two sets of levels
    pair = Pair(read_one(DIVERGING))
    for test in (True, False):
        found = pair.agree(([1, 2], test))
        assert isinstance(found, Run)


def test_deep_recursion_agrees() -> None:
    down = "def f(n: int) -> int:\n    return 0 if n == 0 else 1 + f(n - 1)\n"
    pair = Pair(parse(down))
    assert isinstance(pair.agree((9_998,), Limits()), Run)
    assert pair.agree((10_000,), Limits())[0] == "recursion"  # type: ignore[index]
    assert NativeMachine(parse(down)).run((200_000,), limits=Limits(depth=10**6)).result == 200_000


def test_a_large_allocation_ends_at_the_limit_of_memory() -> None:
    pair = Pair(parse("def f(n: int) -> int:\n    return len([0] * n)\n"))
    for n in (2**20, 2**40, 2**62, 2**63 - 1):
        pair.agree((n,), Limits())
    grow = "def f(n: int) -> int:\n    xs = [0]\n    for i in range(n):\n"
    grow += "        xs.append(i)\n    return sum(xs)\n"
    small, found = Pair(parse(grow)).agree((2_000,), Limits()), NativeMachine(parse(grow))
    assert isinstance(small, Run)
    large = found.run((3_000_000,))
    assert large.result == 3_000_000 * 2_999_999 // 2
    assert large.memory - small.memory == 3_000_000 - 2_000


ENDLESS = """
def f(n: int) -> int:
    while n == n:
        n = (n * 5 + 1) % 1000003
    return n
"""


def test_an_endless_loop_ends_with_its_fuel() -> None:
    machine = NativeMachine(parse(ENDLESS))
    with pytest.raises(Undefined) as failure:
        machine.run((1,), limits=Limits(fuel=10**8))
    assert (failure.value.code, failure.value.line) == ("fuel", 3)
    assert failure.value.message == "more than 100000000 steps"


def test_an_interrupt_ends_a_long_run() -> None:
    machine = NativeMachine(parse(ENDLESS))
    stopper = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    stopper.start()
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        machine.run((1,), limits=Limits(fuel=10**15))
    assert time.monotonic() - before < 60  # 10^15 steps would take days
    assert machine.code.deaths == 0
    with pytest.raises(Undefined, match="more than 100 steps"):
        machine.run((1,), limits=Limits(fuel=100))


def test_a_run_is_a_function_of_program_input_and_seed() -> None:
    graph = complexity.find("sorting/bozosort").graph(4, frozenset())
    machine = NativeMachine(graph)
    first = [machine.run(([3, 1, 0, 2],), seed=seed) for seed in range(20)]
    assert [machine.run(([3, 1, 0, 2],), seed=seed) for seed in range(20)] == first
    assert len({run.time for run in first}) > 5


def test_many_different_bounds_of_draws_are_left_to_the_definition() -> None:
    text = "def f(n: int) -> int:\n    return sum(randrange(i + 1) for i in range(n))\n"
    pair = Pair(parse(text))
    assert isinstance(pair.agree((64,)), Run)
    found = pair.agree((65,))
    assert isinstance(found, Run)
    assert len(found.draws) == 65


# ---- batches


def stream(values: list[tuple[Any, ...]]) -> Any:
    words: list[int] = []
    for args in values:
        for value in args:
            write(value, words)
    return extras.numpy().array(words, dtype="int64")


def test_a_batch_sums_up_what_single_runs_give() -> None:
    graph = complexity.find("sorting/quicksort").graph(5, frozenset())
    inputs: list[tuple[Any, ...]] = [(list(p),) for p in itertools.permutations(range(5))]
    batch = Batch(graph, frozenset({"time", "span", "memory", "candidates"}), "bounded", True)
    part = batch.run(stream(inputs), len(inputs), Limits())
    runs = [Machine(graph).run(args) for args in inputs]
    told = {(one.kind, one.key): total
            for one, total in zip(batch.quantities, part.totals, strict=True)}  # fmt: skip
    times = [run.time for run in runs]
    time_ = told["measure", "time"]
    assert (time_.total, time_.most, time_.which) == (sum(times), max(times),
                                                      times.index(max(times)))  # fmt: skip
    assert time_.squares == sum(one * one for one in times)
    assert told["measure", "memory"].most == max(run.memory for run in runs)
    assert told["measure", "span"].total == sum(run.span or 0 for run in runs)
    assert told["op", "lt"].total == sum(run.by_op["lt"] for run in runs)
    assert part.results.tolist() == stream([(run.result,) for run in runs]).tolist()
    halves = [batch.run(stream(half), len(half), Limits()) for half in (inputs[:50], inputs[50:])]
    both = [
        added(one, two, 50) for one, two in zip(halves[0].totals, halves[1].totals, strict=True)
    ]
    assert tuple(both) == part.totals


def test_a_batch_stops_at_the_first_failure_and_says_where() -> None:
    graph = parse("def f(a: int, b: int) -> int:\n    return a // b\n")
    batch = Batch(graph, frozenset({"time"}), "bounded", False)
    part = batch.run(stream([(6, 3), (7, 2), (1, 0), (5, 5)]), 4, Limits())
    assert (part.runs, part.consumed, part.results.tolist()) == (2, 6, [2, 3])
    assert part.failure is not None
    assert (part.failure.code, part.failure.message) == ("division", "1 divided by zero")


def measured(program: Program, n: int, **how: Any) -> Any:
    return measure(program, n, Settings(language("bare", {}), **how))


@pytest.mark.parametrize("name", ["quicksort", "heapsort", "lookup_table", "rank_sort"])
def test_a_measurement_is_the_same_whatever_runs_it(name: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("complexity.measuring.runs.QUICK", 0)
    program = complexity.find(f"sorting/{name}")
    fast = measured(program, 5, checking_fast=200_000)
    assert fast == measured(program, 5, engine="definition")


MINE = """
def nearly(a: list[int]) -> list[int]:
    b = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1):
            if b[j] > b[j + 1] and b[0] != 3:
                b[j], b[j + 1] = b[j + 1], b[j]
    return b

def fails(a: list[int]) -> list[int]:
    assert a[0] != 2
    return a[:]
"""


def test_a_wrong_answer_is_found_by_machine_code(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("complexity.measuring.runs.QUICK", 0)
    file = tmp_path / "mine.py"
    file.write_text(MINE)
    task = find_task("sorting")
    for short in ("nearly", "fails"):
        program = complexity.find(f"{file}::{short}", task)
        fast = measured(program, 5, checking_fast=200_000)
        assert fast == measured(program, 5, engine="definition")
        assert fast.wrong or fast.failure


def test_without_llvmlite_the_definition_runs(monkeypatch: Any) -> None:
    program = complexity.find("sorting/insertion")
    fast = measured(program, 5)
    monkeypatch.setattr(child, "_found", [extras.Missing("llvmlite", "fast")])
    assert not executors.installed()
    assert measured(program, 5).figures == fast.figures


def test_children_give_the_same_and_a_dead_one_is_replaced(monkeypatch: Any) -> None:
    workers = Workers(2)
    monkeypatch.setattr(many, "WORKERS", workers)
    monkeypatch.setattr(many, "SHARED", 0)
    monkeypatch.setattr(many, "processors", lambda: 2)
    monkeypatch.setattr("complexity.measuring.runs.QUICK", 0)
    monkeypatch.setattr("complexity.measuring.input_table.CHUNK", 30)
    program = complexity.find("sorting/insertion")
    shared = measured(program, 5)
    assert len(workers.children) == 2
    for one in workers.children:
        assert one.process is not None
        one.process.kill()
        one.process.wait()
    assert measured(program, 5) == shared
    workers.children[1].stop()
    assert shared.figures == measured(program, 5, engine="definition").figures


def test_the_mean_of_insertion_sort_is_the_textbooks_at_a_size_only_machine_code_reaches() -> None:
    # Knuth, TAOCP 3, 5.2.1: n(n-1)/4 + n - H_n comparisons of keys in the mean
    n = 8
    found = measured(complexity.find("sorting/insertion"), n)
    harmonic = sum(Fraction(1, k) for k in range(1, n + 1))
    assert found.inputs.count == math.factorial(n)
    assert found.by_op["gt"].mean == Fraction(n * (n - 1), 4) + n - harmonic


def test_random_inputs_of_larger_sizes_agree() -> None:
    rng = random.Random(5)
    for name in ("mergesort", "shellsort", "heapsort"):
        pair = Pair(complexity.find(f"sorting/{name}").graph(60, frozenset()))
        for _ in range(5):
            pair.agree(([rng.randrange(100) for _ in range(60)],), Limits())


def test_a_report_says_where_machine_code_is_missing(monkeypatch: Any, capsys: Any) -> None:
    assert main(["score", "sorting/insertion", "-n", "3"]) == 0
    assert "definition" not in capsys.readouterr().out
    monkeypatch.setattr(child, "_found", [extras.Missing("llvmlite", "fast")])
    assert main(["score", "sorting/insertion", "-n", "3"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "run by the definition: machine code needs the extra 'fast'" in shown
