"""The integers that a task declares for its circuits: `domains` in a task file."""

from __future__ import annotations

import json
import math

import pytest

from complexity.circuits.agreement import agree
from complexity.circuits.sat.equivalence import Verdict
from complexity.cli import main
from complexity.measuring.gates import circuit_at
from complexity.tasks.find import find, find_task

TASK = '''
"""The greatest common divisor of two positive integers."""

import math

from complexity import tasks

spec = math.gcd
inputs = tasks.integers(2, low=1)


def domains(n, w):
    return [range(1, 2**w)] * 2


def by_remainder(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a


def by_subtraction(a: int, b: int) -> int:
    while a != b:
        if a < b:
            b -= a
        else:
            a -= b
    return a
'''
DECLARED = "    return [range(1, 2**w)] * 2\n"


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gcd.py").write_text(TASK)

    def run(*words):
        code = main([*words, "--json", "-"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_loop_that_ends_on_the_declared_inputs_is_unrolled(call):
    code, found = call("circuit", "--task", "gcd.py", "gcd.py::by_subtraction", "-w", "3")
    assert (code, found["domains"]) == (0, [[1, 7], [1, 7]])
    assert found["output_names"][-1] == "invalid"
    code, found = call("circuit", "gcd.py::by_subtraction", "-w", "3")
    assert (code, found["code"]) == (3, "CX011")
    assert found["message"].startswith("gcd.py::by_subtraction: line 23: the loop was unrolled")
    assert "--task" in found["repair"]


def test_programs_are_equal_on_the_declared_inputs(call):
    words = ("gcd.py::by_subtraction", "gcd.py::by_remainder", "-w", "3")
    code, found = call("equal", "--task", "gcd.py", *words)
    assert (code, found["verdict"], found["domains"]) == (0, "EQUIVALENT", [[1, 7], [1, 7]])


def test_a_difference_is_shown_on_a_declared_input(call, tmp_path):
    (tmp_path / "wrong.py").write_text(
        "def wrong(a: int, b: int) -> int:\n"
        "    while b != 0:\n        a, b = b, a % b\n    return a if a != 5 else 4\n"
    )
    words = ("gcd.py::by_remainder", "wrong.py::wrong", "-w", "3")
    code, found = call("equal", "--task", "gcd.py", *words)
    assert (code, found["verdict"]) == (1, "DIFFERENT")
    shown = found["counterexample"]
    assert math.gcd(*shown["input"]) == 5
    assert all(1 <= one <= 7 for one in shown["input"])
    assert (shown["first"], shown["second"]) == ({"result": 5}, {"result": 4})


def test_rank_and_score_take_them_too(call):
    code, found = call("rank", "gcd.py", "-n", "3", "-w", "3")
    assert code == 0
    assert {one["program"] for one in found["results"] if one["circuit"]["size"]} == {
        "gcd.py::by_remainder", "gcd.py::by_subtraction",
    }  # fmt: skip
    assert {tuple(map(tuple, one["circuit"]["domains"])) for one in found["results"]} == {
        ((1, 7), (1, 7))
    }
    code, one = call("score", "--task", "gcd.py", "gcd.py::by_remainder", "-n", "3", "-w", "3")
    assert code == 0
    assert one["circuit"] in [other["circuit"] for other in found["results"]]


#   what `domains` returns, what the message says
BAD = {
    "[range(1, 9)]": "an entry for each of 2 parameters",
    "[range(1, 9), range(0)]": "a range of integers of 64 bits, not empty and of step 1",
    "[range(1, 9, 2), None]": "a range of integers of 64 bits, not empty and of step 1",
    "[range(1, 9), range(2**64)]": "a range of integers of 64 bits",
    "[(1, 9), None]": "a range of integers of 64 bits",
    "7": "a list with an entry for each of 2 parameters",
    "n + w": "'domains' raised TypeError",  # n is None without lists
}


@pytest.mark.parametrize(("text", "message"), BAD.items(), ids=BAD)
def test_domains_that_cannot_be_used_are_refused(call, tmp_path, text, message):
    (tmp_path / "gcd.py").write_text(TASK.replace(DECLARED, f"    return {text}\n"))
    code, found = call("circuit", "--task", "gcd.py", "gcd.py::by_remainder", "-w", "3")
    assert (code, found["code"]) == (2, "CX004")
    assert message in found["message"]


def test_lists_and_truth_values_have_domains(tmp_path):
    path = tmp_path / "sorts.py"
    path.write_text(
        "domains = lambda n, w: [range(n), None]\n\n"
        "def first(a: list[int], up: bool) -> list[int]:\n"
        "    return [a[0] if up else 0, len(a)]\n\n"
        "def second(a: list[int], up: bool) -> list[int]:\n"
        "    for x in a:\n        assert x < len(a)\n"
        "    return [a[0] if up else 0, len(a)]\n"
    )
    task = str(path)
    programs = [find(f"{task}::{name}", find_task(task)) for name in ("first", "second")]
    found = agree(*(circuit_at(program, 3, 4) for program in programs))
    assert found.verdict is Verdict.EQUIVALENT
    free = [find(f"{task}::{name}") for name in ("first", "second")]
    found = agree(*(circuit_at(program, 3, 4) for program in free))
    assert found.verdict is Verdict.DIFFERENT
