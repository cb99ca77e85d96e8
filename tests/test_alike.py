"""Runs that are alike: what is said to be the same on all inputs is the same."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_random_programs import some
from test_textbook import CASES as TEXTBOOK
from test_textbook import MODULE

from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.language.ops import OPS
from complexity.language.types import LARGEST, SMALLEST
from complexity.machine.bounds import BOUNDS, TESTS, Differs, Some, applied, certain, interval
from complexity.machine.evaluate import Machine
from complexity.measuring import alike as walking
from complexity.measuring.alike import CONTROL, RULES, alike
from complexity.measuring.figures import Evidence
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.python.parse import compile_program, parse
from complexity.python.refusals import NotInLanguage
from complexity.reports.scores import constant
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.tasks.find import programs_of
from complexity.tasks.inputs import (
    Inputs,
    booleans,
    grids,
    integers,
    lists,
    permutations,
    product,
    shape_of,
    union,
)
from complexity.tasks.reference import reference

MANY = int(os.environ.get("PROGRAMS", "300"))
LIMITS = Limits(fuel=50_000, memory=50_000, depth=150)


def shape_around(value: Any, rng: random.Random) -> Any:
    """A shape that has a value: intervals in the place of most of its scalars."""
    if isinstance(value, list):
        return [shape_around(item, rng) for item in value]
    if isinstance(value, bool):
        return Some(0, 1)
    spread = rng.choice((0, 1, 3, 10))
    low, high = max(SMALLEST, value - spread), min(LARGEST, value + spread)
    return Some(low, high) if spread else value


def member(shape: Any, like: Any, rng: random.Random) -> Any:
    """A value of a shape, and of the types of another."""
    if isinstance(shape, list):
        return [member(one, other, rng) for one, other in zip(shape, like, strict=True)]
    if isinstance(like, bool):
        return rng.random() < 0.5 if isinstance(shape, Some) else like
    return rng.randint(*interval(shape))


def holds(graph: Graph, args: list[Any], rng: random.Random, runs: int = 12) -> frozenset[str]:
    """What is said of a shape around arguments, after inputs of it were run and it held."""
    shape = [shape_around(value, rng) for value in args]
    same = alike(graph, shape)
    machine, seen = Machine(graph, measures=ALL), []
    for _ in range(runs if same else 0):
        try:
            seen.append(machine.run(member(shape, args, rng), limits=LIMITS))
        except Undefined as failure:
            seen.append(failure.code)
    limited = {"fuel", "memory", "recursion"}
    if any(isinstance(one, str) for one in seen):
        # a limit stops all of them, or a list that may be longer on some
        assert set(seen) <= limited or "memory" not in same, (shape, seen)
        return same
    for name in same - {"draws"}:
        assert len({getattr(one, name) for one in seen}) <= 1, (name, shape)
    if same:
        assert len({repr((one.by_op, one.by_op_executions, one.by_line)) for one in seen}) == 1
    return same


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_of_random_programs_holds(seed: int) -> None:
    rng, said = random.Random(seed), 0
    for program in some(MANY, 70 + seed):
        try:
            graph = parse(program.text, name=program.entry)
        except NotInLanguage:
            continue
        for args in program.arguments[:2]:
            said += bool(holds(graph, list(args), rng))
    assert said > MANY // 10


@pytest.mark.parametrize("name", sorted(TEXTBOOK))
def test_what_is_said_of_the_textbook_holds(name: str) -> None:
    graph, rng = compile_program(MODULE, name), random.Random(name)
    for args in TEXTBOOK[name][:4]:
        holds(graph, list(args), rng)


# ---------------------------------------------------------------- what is shown, and what is not

KEYS = [[Some(0, 9)] * 4]
ROWS = [[[Some(0, 3)] * 3] * 3]
LEVELS, WORDS = walking.LEVELS, walking.WORDS


def of(body: str, head: str = "a: list[int]") -> Graph:
    return parse(f"def f({head}) -> int:\n" + "".join(f"    {line}\n" for line in body.split("; ")))


# a program on four keys, and the measures that differ; None where nothing is shown
SHOWN: dict[str, tuple[str, frozenset[str] | None]] = {
    "a sum": ("return sum(a)", frozenset()),
    "an extreme": ("return max(a) - min(a)", frozenset()),
    "a network": ("return min(max(a[0], a[1]), max(a[2], a[3]))", frozenset()),
    "comparisons": ("return int(a[0] < a[1]) + int(a[2] == 3)", frozenset()),
    "a loop": ("s = 0; \n    for x in a:\n        s += x * x; return s", frozenset()),
    "a place that depends on a key": ("return a[a[0] % 4]", LEVELS),
    "an update there": ("b = [0] * 10; b[a[0]] = 1; return b[3]", LEVELS),
    "a choice of scalars": ("x = a[1] + a[2]; return x if a[0] > x else 5", LEVELS | WORDS),
    "a count": ("return len([x for x in a if x > 3])", WORDS),
    "a membership": ("return int(7 in a)", frozenset()),
    "a range of keys": ("return int(a[0] in range(3, 5))", frozenset()),
    "the place of the least": ("return min(range(len(a)), key=lambda i: a[i])", frozenset()),
    "the element of the least": ("return min(a, key=lambda x: x * x)", LEVELS),
    "a test that all pass": ("return a[1] if a[0] < 10 else a[2] * a[3]", frozenset()),
    "a bounded remainder": ("return (a[0] + 7) % 5 // 2", frozenset()),
    "an arm that works": ("return a[1] * 2 if a[0] > 3 else a[2]", None),
    "a search": ("return int(any(x > 3 for x in a))", None),
    "a bound": ("s = 0; \n    for i in range(a[0]):\n        s += i; return s", None),
    "a cut": ("return len(a[a[0]:])", None),
    "a place that may be outside": ("return a[a[0]]", None),
    "a divisor that may be 0": ("return 7 // a[0]", None),
    "a power": ("return a[0] ** a[1]", frozenset()),
    "a power that may be too high": ("return (a[0] + 9) ** (a[1] + 12)", None),
    "a sum that may be too large": ("return a[0] * 2 ** 60", None),
    "an assertion": ("assert a[0] < 5; return 1", None),
    "a draw": ("return randrange(5)", None),
    "what passes": ("return sum([x for x in a if x > 3])", None),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown(name: str) -> None:
    body, differ = SHOWN[name]
    text = "def f(a: list[int]) -> int:\n    " + body.replace("; ", "\n    ")
    graph = parse(text + "\n")
    assert alike(graph, KEYS) == (frozenset() if differ is None else ALL - differ)
    holds(graph, [[4, 5, 6, 7]], random.Random(name), 40)


NESTED = """
def f(a: list[list[int]]) -> list[list[int]]:
    n = len(a)
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * a[k][j]
            c[i][j] = s
    return c
"""


def test_a_matrix_product_costs_the_same_whatever_is_multiplied() -> None:
    assert alike(parse(NESTED), ROWS) == ALL
    large = [[[Some(0, 2**40)] * 3] * 3]
    assert alike(parse(NESTED), large) == frozenset()  # a product may not fit


def test_a_walk_ends_where_it_is_long() -> None:
    assert alike(parse(NESTED), ROWS, nodes=50) == frozenset()
    endless = parse("def f(n: int) -> int:\n    while n >= 0:\n        pass\n    return n\n")
    assert alike(endless, [Some(1, 3)]) == frozenset()
    deep = parse("def f(n: int) -> int:\n    return f(n + 1) if n > 0 else 0\n")
    assert alike(deep, [5]) == frozenset()


def test_every_op_is_walked() -> None:
    scalars = {name for name, op in OPS.items() if op.group == "scalar"}
    moves = {name for name, op in OPS.items() if op.group == "moves"}
    assert set(CONTROL) | set(RULES) | scalars | moves == set(OPS)


# ---------------------------------------------------------------- bounds

ENDS = (-70, -9, -2, -1, 0, 1, 2, 5, 8, 63)


@pytest.mark.parametrize("op", [*BOUNDS, *TESTS])
def test_bounds_hold_what_members_give(op: str) -> None:
    rng, meaning = random.Random(op), OPS[op].meaning
    assert meaning is not None
    one = op in ("neg", "abs", "invert", "as_int")
    truth = op in ("both", "either", "differ", "as_int")
    for _ in range(400):
        args = []
        for _ in range(1 if one else 2):
            low, high = sorted(rng.choices((0, 1) if truth else ENDS, k=2))
            args.append(Some(low, high) if low < high else low)
        if certain(args):
            continue
        try:
            found = applied(op, args)
        except Differs:
            continue
        low, high = interval(found)
        for values in itertools.product(*(range(a, b + 1) for a, b in map(interval, args))):
            given = [bool(value) for value in values] if truth else values
            assert low <= int(meaning(*given)) <= high, (op, args, given)


# ---------------------------------------------------------------- shapes of inputs


@pytest.mark.parametrize(
    "inputs",
    [permutations(), lists(), lists(length=2, low=-3, high=5), integers(2, low=1), booleans(2),
     grids(rows=2), product(permutations(), integers(), booleans())],
    ids=lambda inputs: inputs.what,
)  # fmt: skip
def test_a_shape_has_all_inputs(inputs: Inputs) -> None:
    def fits(shape: Any, value: Any) -> bool:
        if isinstance(value, list | tuple):
            return len(shape) == len(value) and all(map(fits, shape, value))
        low, high = interval(shape)
        return low <= int(value) <= high

    for n in range(4):
        if inputs.count(n):
            shape = shape_of(inputs, n)
            assert shape is not None
            assert all(fits(shape, args) for args in inputs.all(n))


def test_of_inputs_of_several_shapes_nothing_is_known() -> None:
    assert shape_of(union(lists(), lists(length=2)), 3) is None
    assert shape_of(product(lists(), union(lists(), lists(length=2))), 3) is None


# ---------------------------------------------------------------- figures

TASK = """from complexity import randrange, tasks
inputs = tasks.lists()
spec = lambda a: {spec}
def f(a: list[int]) -> int:
    {body}
"""


@pytest.fixture
def measured(tmp_path: Path) -> Callable[..., Any]:
    def one(body: str, spec: str, n: int = 12) -> Any:
        path = tmp_path / "one.py"
        path.write_text(TASK.format(body=body, spec=spec))
        (program,) = programs_of(str(path))
        return measure(program, n, Settings(reference(program.task), samples=50))

    return one


def test_figures_that_do_not_vary_are_exact(measured: Any) -> None:
    found = measured("return sum(a)", "sum(a)")
    assert (found.inputs.kind, found.inputs.count) == ("sampled", 50)
    assert found.alike == ("time", "span", "memory", "draws", "candidates")
    for name, value in (("time", 12), ("span", 4), ("memory", 14)):
        figure = found.figures[name]
        assert (figure.mean, figure.worst, figure.interval) == (value, value, None)
        assert (figure.evidence, figure.worst_evidence) == (Evidence.EXACT, Evidence.EXACT)
    assert found.by_op["add"].mean == 11
    assert found.checks[0].inputs.kind == "sampled"  # the answers are


def test_figures_that_vary_stay_samples(measured: Any) -> None:
    found = measured("return len([x for x in a if x > 3])", "sum(x > 3 for x in a)")
    assert found.alike == ("time", "span", "draws", "candidates")
    assert found.figures["time"].evidence is Evidence.EXACT
    assert found.figures["memory"].evidence is Evidence.SAMPLED
    text = "sum(a) * 2 if sum(a) > 3 else sum(a)"
    found = measured(f"return {text}", text)
    assert found.alike == ("draws", "candidates")  # of which there are none
    assert constant(found) == ()
    assert found.figures["time"].evidence is Evidence.SAMPLED


def test_what_draws_is_alike_where_neither_keys_nor_tapes_decide(measured: Any) -> None:
    found = measured("return max(a) + randrange(9) * 0", "max(a)")
    assert found.inputs.kind == "sampled"
    assert found.alike == ("time", "span", "memory", "draws", "candidates")
    assert found.figures["draws"].evidence is Evidence.EXACT
    assert not found.safe  # no walk comes past a draw
    (told,) = constant(found, " of the size")
    assert told.endswith("draws are the same on every input of the size on which the program does "
                         "not fail")  # fmt: skip


def test_of_what_is_walked_it_is_said_that_no_run_fails(measured: Any) -> None:
    found = measured("return sum(a)", "sum(a)")
    assert found.safe
    assert constant(found) == ("time, span and memory are the same on every input",)
    found = measured("return 60 // (a[0] + 1) if True else 0", "60 // (a[0] + 1)")
    assert found.safe
    found = measured("return 60 // (a[0] + a[1] * 7 - 1)", "60 // (a[0] + a[1] * 7 - 1)")
    assert found.failure is not None or not found.safe
