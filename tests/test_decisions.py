"""A decision costs a step for each test that is evaluated, in whatever words it is written."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from textwrap import indent
from typing import Any

import pytest
from oracle import Constant
from test_engine import Pair
from test_markov import same

from complexity.chains.budget import Budget, Work
from complexity.chains.chances import Solved
from complexity.chains.every_tape import expectation, run_every_tape
from complexity.chains.figures import forms
from complexity.chains.flatten import flatten
from complexity.chains.stops import Runner
from complexity.language.decisions import deciding, regions
from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL

TWO = "def f(a: int, b: int) -> int:\n"
THREE = "def f(a: int, b: int, c: int) -> int:\n"
ROW = "def f(xs: list[int]) -> "

# a program; then for arguments: time, what it charges for branches, time by line from the second on
PINNED: dict[str, tuple[str, list[tuple[tuple[Any, ...], int, int, dict[int, int]]]]] = {
    "one test": (
        TWO + "    return 5 if a > b else 6",
        [((0, 1), 3, 1, {2: 2}), ((1, 0), 3, 1, {2: 2})],
    ),
    "and": (
        TWO + "    return 5 if a > 0 and b > 0 else 6",
        [((0, 1), 3, 1, {2: 2}), ((1, 0), 5, 2, {2: 4}), ((1, 1), 5, 2, {2: 4})],
    ),
    "nested tests": (
        TWO + "    if a > 0:\n        if b > 0:\n            return 5\n        else:\n"
        "            return 6\n    else:\n        return 6",
        [((0, 1), 3, 1, {2: 2}), ((1, 0), 5, 2, {2: 2, 3: 2}), ((1, 1), 5, 2, {2: 2, 3: 2})],
    ),
    "or": (
        TWO + "    return 5 if a > 0 or b > 0 else 6",
        [((1, 0), 3, 1, {2: 2}), ((0, 0), 5, 2, {2: 4}), ((0, 1), 5, 2, {2: 4})],
    ),
    "a test on several lines": (
        TWO + "    if (a > 0\n            and b > 0):\n        a = 5\n    else:\n        a = 6\n"
        "    return a",
        [((0, 1), 3, 1, {2: 2}), ((1, 1), 5, 2, {2: 3, 3: 1})],
    ),
    "not": (
        TWO + "    return 5 if a > 0 and not b > 0 else 6",
        [((0, 1), 3, 1, {2: 2}), ((1, 0), 5, 2, {2: 4})],
    ),
    "a chain of comparisons": (
        TWO + "    return 5 if 0 < a < b < 9 else 6",
        [((0, 9), 3, 1, {2: 2}), ((2, 2), 5, 2, {2: 4}), ((2, 3), 7, 3, {2: 6})],
    ),
    "or of and": (
        THREE + "    return 5 if a > 0 or b > 0 and c > 0 else 6",
        [((1, 0, 0), 3, 1, {2: 2}), ((0, 0, 1), 5, 2, {2: 4}), ((0, 1, 0), 7, 3, {2: 6})],
    ),
    "and of or": (
        THREE + "    return 5 if (a > 0 or b > 0) and c > 0 else 6",
        [((1, 0, 0), 5, 2, {2: 4}), ((0, 0, 1), 5, 2, {2: 4}), ((0, 1, 0), 7, 3, {2: 6})],
    ),
    "a test that says which test": (
        THREE + "    return 5 if (b > 0 if a > 0 else c > 0) else 6",
        [((0, 0, 1), 5, 2, {2: 4}), ((1, 0, 1), 5, 2, {2: 4})],
    ),
    # a round has the step of its first test; the test that ends the loop has none
    "while": (
        TWO + "    while a > 0 and b > 0:\n        a -= b\n    return a",
        [((0, 1), 2, 0, {2: 1}), ((1, 0), 4, 1, {2: 3}), ((3, 2), 12, 2, {2: 9, 3: 2})],
    ),
    "any": (
        ROW + "bool:\n    return any(x > 2 and x < 5 for x in xs)",
        [(([],), 1, 0, {}), (([1],), 3, 0, {2: 2}), (([1, 6, 3],), 11, 2, {2: 10})],
    ),
    "all": (
        ROW + "bool:\n    return all(x > 2 or x < 1 for x in xs)",
        [(([3],), 3, 0, {2: 2}), (([3, 0, 2],), 11, 2, {2: 10})],
    ),
    "filter": (
        ROW + "list[int]:\n    return [x for x in xs if x > 2 and x < 5]",
        [(([1],), 3, 0, {2: 2}), (([1, 6, 3],), 11, 2, {2: 10})],
    ),
    "first": (
        ROW + "int:\n    return next((x for x in xs if x > 2 and x < 5), 0)",
        [(([1],), 3, 0, {2: 2}), (([1, 6, 3],), 11, 2, {2: 10})],
    ),
    "the flag that leaves a for": (
        ROW + "int:\n    t = 0\n    for x in xs:\n        t += x * x\n"
        "        if x > 2 and x < 5:\n            break\n    return t",
        [(([1],), 5, 0, {3: 1, 4: 2, 5: 1}), (([1, 6, 3],), 17, 2, {3: 3, 4: 6, 5: 7})],
    ),
    "the flag that leaves a while": (
        TWO + "    while a > 0:\n        a -= 2\n        if a < b and a * a > 1:\n"
        "            break\n    return a",
        [((5, 2), 20, 2, {2: 7, 3: 3, 4: 9}), ((5, 4), 8, 1, {2: 2, 3: 1, 4: 4})],
    ),
    # not a decision: the branch makes a value, and is a step whichever arm is taken
    "a value": (
        "def f(a: int, b: int) -> bool:\n    return a > 0 and b > 0",
        [((0, 1), 3, 1, {2: 2}), ((1, 1), 4, 1, {2: 3})],
    ),
    "a decision of two branches": (
        TWO + "    c = a > 0 and b > 0\n    x = 1 if c else a\n    return x + (b if c else 2)",
        [((0, 1), 5, 2, {2: 1, 3: 1, 4: 2}), ((1, 1), 7, 3, {2: 3, 3: 1, 4: 2})],
    ),
}  # fmt: skip


def cases() -> list[Any]:
    """The rows of the table, with arguments."""
    return [
        pytest.param(text, *row, id=f"{name} {row[0]}")
        for name, (text, rows) in PINNED.items()
        for row in rows
    ]


@pytest.mark.parametrize(("text", "args", "time", "branch", "lines"), cases())
def test_a_test_is_a_step(text, args, time, branch, lines):
    graph = parse(text + "\n")
    found = Machine(graph).run(args)
    assert (found.time, found.by_op.get("branch", 0)) == (time, branch)
    assert found.by_op_executions.get("branch", 0) == branch
    assert {line: steps for (_, line), (_, steps) in found.by_line.items() if line > 1} == lines
    pair = Pair(graph)
    for fuel in range(time + 2):
        pair.agree(args, Limits(fuel=fuel))


def test_a_further_test_is_a_step_on_the_level_at_which_it_begins():
    graph = parse(TWO + "    return a + b if a > 0 and a * b > 3 else 6\n")
    machine = Machine(graph, measures=ALL)
    # the call and what is decided; a > 0 and the step of the second test; its two ops; the sum
    assert machine.run((2, 2)).span == 4
    assert machine.ledger is not None
    assert machine.ledger.charges.tolist() == [2, 2, 1, 1, 1]
    assert machine.run((0, 2)).span == 1
    assert machine.ledger.charges.tolist() == [2, 1]


# around draws, for chains: a program and arguments
DRAWN: dict[str, tuple[str, tuple[Any, ...]]] = {
    "and": ("return 5 if randrange(3) and randrange(2) else randrange(2)", (0,)),
    "or": ("return 5 if randrange(3) or randrange(2) else randrange(2)", (0,)),
    "further tests in both arms": (
        "return 5 if (randrange(2) > 0 if randrange(3) else randrange(4) > 1) else n", (0,)),
    "a chain": ("return 5 if 0 < randrange(4) < randrange(4) < 3 else 6", (0,)),
    "while": ("while n and randrange(3) and randrange(n):\n    n -= 1\nreturn n", (4,)),
    "any": ("return int(any(randrange(x) and randrange(2) for x in range(1, n)))", (4,)),
    "all": ("return int(all(randrange(x) or randrange(2) for x in range(1, n)))", (4,)),
    "filter": ("return len([x for x in range(1, n) if randrange(x) and randrange(2)])", (4,)),
    "first": ("return next((x for x in range(1, n) if randrange(x) and randrange(2)), 0)", (4,)),
    "the flag that leaves a for": (
        "t = 0\nfor x in range(1, n):\n    t += x\n    if randrange(x) and randrange(2):\n"
        "        break\nreturn t", (4,)),
    "the flag that leaves a while": (
        "t = 0\nwhile t < n:\n    t += 1\n    if randrange(2) and randrange(t):\n"
        "        break\nreturn t", (4,)),
    "a value": ("b = randrange(2) > 0 and randrange(2) > 0\nreturn int(b) + n", (0,)),
}  # fmt: skip


def expected(graph: Graph, args: tuple[Any, ...], *, chain: bool) -> Any:
    """The expectation over the tape, by a chain or by all tapes."""
    budget, limits = Budget(tapes=3_000, work=300_000), Limits()
    work, machine = Work(budget.work), Machine(graph, measures=frozenset({"time"}))
    if chain:
        return Solved(graph, limits, budget, work).expectation(args, frozenset())
    return expectation(run_every_tape(machine, args, limits, budget, work), forms(machine.accounts))


def ended(run: Callable[[int, int], int], outcome: int, fuel: int) -> int | tuple[str, int]:
    """The time of a run, or its error and line; the call of the entry is in the first."""
    try:
        return run(outcome, fuel)
    except Undefined as failure:
        return failure.code, failure.line or 1


@pytest.mark.parametrize("name", DRAWN)
def test_chains_charge_for_tests_as_the_definition_does(name):
    text, args = DRAWN[name]
    graph = parse("def f(n: int) -> int:\n" + indent(text, "    ") + "\n")
    assert bool(deciding(graph.entry.body)) == (name != "a value")
    same(expected(graph, args, chain=False), expected(graph, args, chain=True))
    machine, runner = Machine(graph), Runner(flatten(graph), len(args))

    def defined(outcome: int, fuel: int) -> int:
        return machine.run(args, tape=Constant(outcome), limits=Limits(fuel)).time

    def flat(outcome: int, fuel: int) -> int:
        runner.start(graph.entry, args, Limits(fuel), fuel)
        while runner.stop is not None:
            runner.follow(outcome % runner.outcomes())
        return runner.meter.time

    for outcome in range(6):
        time = defined(outcome, 1_000)
        for fuel in range(time + 2):
            found = ended(defined, outcome, fuel)
            assert isinstance(found, tuple) == (fuel < time)
            assert ended(flat, outcome, fuel) == found


# how many branches of a program are deciding: one condition fails in all but the first
DECIDING: dict[str, tuple[str, int]] = {
    "a test": ("return 1 if p and q else 2", 1),
    "a test within a test": ("return 1 if (p or q) and r else 2", 2),
    "no test but a result": ("return int(p and q)", 0),
    "no test but an operand": ("assert p and q\nreturn 1", 0),
    "no test but an argument": ("return g(p and q) + g(r)", 0),
    "no test but an element": ("xs = [p and q, r]\nreturn len(xs)", 0),
    "the element of a map": ("return len([i > 0 and p for i in range(n)])", 0),
    "the arm of a value": ("return int(q and r if p else r or q)", 0),
    "a state": (
        "b = p\nwhile n > 0:\n    b = n > 3 or b and n > 1\n    n -= 1\nreturn int(b)", 0),
    "a test elsewhere": (
        "b = p and q\nt = 0\nfor i in range(n):\n    t += i if b else 1\nreturn t", 0),
    "two uses that decide": ("b = p and q\nreturn (1 if b else 2) + (n if b else 3)", 1),
    "a use beside": ("b = p and q\nreturn (1 if b else 2) + int(b)", 0),
    "two values": ("b, m = (q, 1) if p else (r, n)\nreturn m if b else 2", 0),
    "what a first yields": ("b = next((i > 3 or p for i in range(n) if q), r)\nreturn int(b)", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", DECIDING)
def test_a_branch_is_deciding_if_every_use_decides(name):
    text, wanted = DECIDING[name]
    head = "def f(p: bool, q: bool, r: bool, n: int) -> int:\n"
    helper = "\n\ndef g(p: bool) -> int:\n    return 1 if p else g(not p)\n"
    graph = parse(head + indent(text, "    ") + helper * ("g(" in text), name="f")
    body = graph.entry.body
    assert any(node.op == "branch" for region in regions(body) for node in region.nodes)
    assert len(deciding(body)) == wanted


Formula = int | tuple[str, Any, Any, Any]


def formula(source: random.Random, names: list[int], depth: int) -> Formula:
    """A random formula; each test has a number of its own."""
    kind = source.choice(("and", "or", "if", "test")) if depth else "test"
    if kind == "test":
        names.append(len(names))
        return names[-1]
    parts = [formula(source, names, depth - 1) for _ in range(3 if kind == "if" else 2)]
    return kind, *parts, *[False] * (3 - len(parts))


def written(of: Formula) -> str:
    """A formula in Python."""
    match of:
        case ("if", test, yes, no):
            return f"({written(yes)} if {written(test)} else {written(no)})"
        case (op, left, right, _):
            return f"({written(left)} {op} {written(right)})"
    return f"p{of} > 0"


def nested(of: Formula, yes: str, no: str) -> str:
    """A formula as nested statements, each of which tests once."""
    match of:
        case ("if", test, then, other):
            return nested(test, nested(then, yes, no), nested(other, yes, no))
        case ("and", left, right, _):
            return nested(left, nested(right, yes, no), no)
        case ("or", left, right, _):
            return nested(left, yes, nested(right, yes, no))
    return f"if p{of} > 0:\n{indent(yes, '    ')}\nelse:\n{indent(no, '    ')}"


def looked(of: Formula, at: tuple[int, ...]) -> tuple[bool, int]:
    """Whether a formula holds, and how many tests tell."""
    match of:
        case (kind, test, *arms):
            holds, count = looked(test, at)
            if kind != "if" and holds == (kind == "or"):
                return holds, count
            value, more = looked(arms[0] if kind != "if" or holds else arms[1], at)
            return value, count + more
    return at[of] > 0, 1


@pytest.mark.parametrize("seed", range(40))
def test_nested_tests_and_formulas_cost_the_same(seed):
    names: list[int] = []
    of = formula(random.Random(seed), names, 3)
    head = f"def f({', '.join(f'p{name}: int' for name in names)}) -> int:\n"
    whole = head + f"    return 5 if {written(of)} else 6\n"
    parts = head + indent(nested(of, "return 5", "return 6"), "    ") + "\n"
    machines = [Machine(parse(text)) for text in (whole, parts)]
    points = itertools.islice(itertools.product((0, 1), repeat=len(names)), 200)
    for at in points:
        holds, count = looked(of, at)
        for machine in machines:
            found = machine.run(at)
            assert found.result == (5 if holds else 6)
            # the call; each test is an op and a step
            assert (found.time, found.by_op["branch"]) == (1 + 2 * count, count)
