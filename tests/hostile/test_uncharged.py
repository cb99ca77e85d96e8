"""Work that is not charged: what runs do is bounded by their fuel, on both engines.

Lists that hold one row many times are compared, searched, joined, shown and taken out as they are
shared, or stopped by the fuel before.
"""

from __future__ import annotations

import json
import random
import time

import pytest
from large import CONSTANT, POWERS, SHARING
from running import Case, check

from complexity.engine.machine import NativeMachine
from complexity.language.failures import Undefined
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.semantics.spelling import numbers, text

ENGINES = ("native", "definition")
ANSWERED = {
    "rows": ("10000", "(100,010,001"),
    "deep": ("200", "(321,608,040,201"),
    "first": ("10000", "result: 10000"),
}
STOPPED = {"equal": "200", "within": "200", "short": "100000000", "empty": "100000"}


@pytest.mark.parametrize("engine", ENGINES)
def test_results_are_taken_out_as_they_are_shared(engine, tmp_path):
    for name, (size, says) in ANSWERED.items():
        words = ["score", f"sharing.py::{name}", "--input", f"[{size}]", "--engine", engine]
        case = Case(words, {"sharing.py": SHARING}, says=[says], seconds=60, megabytes=400)
        check(case, tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
def test_fuel_stops_what_is_looked_at(engine, tmp_path):
    for name, size in STOPPED.items():
        words = ["score", f"sharing.py::{name}", "--input", f"[{size}]", "--engine", engine]
        case = Case(
            [*words, "--fuel", "500000"], {"sharing.py": SHARING}, code=3,
            says=["more than 500000 steps"], seconds=60, megabytes=400,
        )  # fmt: skip
        check(case, tmp_path)


def test_powers_of_one_are_told_at_once(tmp_path):
    words = ["score", "powers.py::f", "--input", "[3000000]"]
    case = Case(words, {"powers.py": POWERS}, says=["result: 1"], seconds=60, megabytes=400)
    check(case, tmp_path)


def test_a_large_result_is_told_in_json(tmp_path):
    words = ["score", "sharing.py::rows", "--input", "[2000]", "--json", "out.json"]
    check(Case(words, {"sharing.py": SHARING}, seconds=60, megabytes=400), tmp_path)
    told = json.loads((tmp_path / "out.json").read_text())["result"]
    assert told.startswith("[[7, 7, 7,")
    assert "4,002,001 numbers and lists" in told


@pytest.mark.parametrize("command", ["circuit", "equal"])
def test_circuits_have_no_more_numbers_than_are_said(command, tmp_path):
    files = {"one.py": CONSTANT, "other.py": CONSTANT.replace("7", "3")}
    names = ["one.py", "other.py"][: 1 + (command == "equal")]
    says = ["numbers in all, and the limit is 1,048,576"]
    case = Case([command, *names, "-w", "2"], files, code=3, says=says, seconds=60, megabytes=300)
    check(case, tmp_path)


# -- random programs that nest and share lists -----------------------------------------------------

FUEL, MEMORY = 30_000, (3_000, 10**6)
SLOW = 20.0  # seconds for so little fuel: a thousand times what is expected


def program(rng: random.Random) -> str:
    """A random program over lists of several depths, which grow by being shared."""
    lines = ["    a0 = [n, 1]", *(f"    a{k} = [a{k - 1}, a{k - 1}]" for k in range(1, 5))]
    lines += ["    c = 0", f"    for i in range({rng.choice((2, 9, 400))}):"]
    lines += [f"        {statement(rng)}" for _ in range(rng.randint(1, 6))]
    types = ", ".join("list[" * (k + 1) + "int" + "]" * (k + 1) for k in range(5))
    body = "\n".join(lines)
    return f"def f(n: int) -> tuple[int, {types}]:\n{body}\n    return c, a0, a1, a2, a3, a4\n"


def statement(rng: random.Random) -> str:
    """One statement: it shares, compares, searches, joins, cuts or updates."""
    k = rng.randrange(5)
    one, inner, outer = f"a{k}", f"a{max(0, k - 1)}", f"a{min(4, k + 1)}"
    times = rng.choice((2, 3, 50, 3000))
    ways = [
        f"{one} = {one} + {one}", f"{one} = {one} * {times}",
        f"{one} = {one}[{rng.randint(0, 3)}:]",
        f"{one} = {one}[::{rng.choice((2, -1))}]", f"{one} = ({one} + {one})[:{times}]",
        f"c = c + int({one} == {one}[:])", f"c = c + int({one} < {one}[1:])",
        f"c = c + int({one}[:0] == {one}) + len({one})",
    ]  # fmt: skip
    if k:
        ways += [
            f"{one} = [{inner}] * {times}", f"{one} = {one} + [{inner}]",
            f"c = c + int({inner} in {one})", f"{one}.append({inner}[:])",
            f"{inner} = [x for xs in {one} for x in xs]", f"{one} = [{inner}[:1]] * {times}",
        ]  # fmt: skip
    if k < 4:
        ways += [f"c = c + int({one} in {outer})"]
    return rng.choice(ways)


def ended(machine, limits):
    """What a run found, or how it failed, and its seconds."""
    begin = time.process_time()
    try:
        run = machine.run([3], limits=limits)
        found = text(run.result), run.time, run.memory, run.span, numbers(run.result)
    except Undefined as failure:
        found = failure.code, failure.line
    return found, time.process_time() - begin


def test_random_programs_take_the_seconds_that_fuel_allows():
    rng, codes = random.Random(4), []
    for k in range(40):
        source, limits = program(rng), Limits(FUEL, MEMORY[k % 2], 100)
        try:
            graph = parse(source)
        except NotInLanguage:  # an update that another name may see
            continue
        found, seconds = zip(
            *(ended(made(graph), limits) for made in (NativeMachine, Machine)), strict=True
        )
        assert max(seconds) < SLOW, source
        assert found[0] == found[1], source
        codes.append(found[0][0])
    assert {"fuel", "memory"} <= set(codes)
    assert len(codes) > 20


# lists that several results share, tables among them: written once to the stream of results
SEVERAL = """def f(n: int) -> tuple[list[list[int]], list[int], int, list[list[bool]]]:
    row = list(range(n))
    table = [1, 2, 3]
    rows = [row] * n + [[3, 1], table, table, []] + [table] * n
    return (rows + rows, row, n, [[n > 1, False]] * n + [[True]])
"""


def test_several_results_that_share_lists_are_the_same_on_both_engines():
    graph = parse(SEVERAL)
    native, definition = NativeMachine(graph), Machine(graph)
    for n in (0, 1, 5, 200, 60, 200, 3):
        found = [machine.run([n]) for machine in (native, definition)]
        assert found[0].result == found[1].result
        assert text(found[0].result) == text(found[1].result)
    rows = native.run([200]).result[0]
    assert len({id(row) for row in rows}) < 8 < len(rows)
