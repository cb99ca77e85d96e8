"""An interrupt in the midst of a command about circuits: what was found until then is told."""

from __future__ import annotations

import json

import pytest

from complexity.circuits.minima import bounds as minima
from complexity.circuits.minima import tabulate
from complexity.circuits.sat import equivalence, refutation
from complexity.circuits.sat import queries as asking
from complexity.cli import circuits as command
from complexity.cli import main
from complexity.measuring import gates

FILE = """
def add(a: int, b: int) -> int:
    return a + b


def sums(a: int, b: int) -> int:
    return b + a


def other(a: int, b: int) -> int:
    return (a | b) + (a & b)


def deep(a: int, b: int) -> int:
    while a > 0:
        a, b = a - 1, b * b % 31
    return b


def loop(a: int, b: int) -> int:
    while a * a != b * b and a < 9:
        a += 1
    return a
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def run(*words):
        code = main([*words, "--json", "-"])
        return code, json.loads(capsys.readouterr().out)

    return run


def after(times, function):
    """The function, until it is interrupted in the call after so many."""
    left = [times]

    def interrupted(*args, **options):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return function(*args, **options)

    return interrupted


PRODUCT = "a0a0,6ac0,4c00,8000"  # of two numbers of two bits


@pytest.mark.parametrize("questions", [0, 1, 2])
def test_minimum_tells_the_bounds_that_were_reached(call, monkeypatch, questions):
    monkeypatch.setattr(minima, "asked", after(questions, asking.asked))
    code, found = call("minimum", PRODUCT, "--variables", "4")
    assert (code, found["stopped"]) == (130, "interrupted")
    lower = 4 + questions
    bounds = {"value": None, "lower": lower, "upper": 7, "evidence": "unknown"}
    assert found["size"] == bounds
    assert found["formula_length"]["value"] == 10
    assert [one["above"] for one in found["proofs"]] == list(range(4, lower))
    assert len(found["circuit"]["gates"]) == 7


def test_a_table_of_sizes_is_interrupted(call, monkeypatch):
    """Amid the enumeration of circuits: the best circuit known, the bound that was reached."""
    extended = tabulate.extended
    monkeypatch.setattr(tabulate, "extended", after(4, extended))
    code, found = call("minimum", "6996", "--variables", "4", "--basis", "aig")
    assert code == 130
    assert found["size"] == {"value": None, "lower": 7, "upper": 9, "evidence": "unknown"}
    assert (found["formula_length"]["value"], found["depth"]["value"]) == (15, 4)
    monkeypatch.setattr(tabulate, "extended", after(3, extended))
    code, found = call("minimum", "--all", "--variables", "4", "--basis", "aig")
    assert (code, found["stopped"]) == (130, "interrupted")
    assert found["open"]["lower"] == 6
    assert found["open"]["upper"] == 11
    assert sum(found["size"].values()) + found["open"]["functions"] == 2**16


def test_the_budget_ends_where_an_interrupt_would(call):
    code, found = call("minimum", "6996", "--variables", "4", "--basis", "aig", "--seconds", "0.01")
    assert code == 3
    assert "seconds ended" in found["stopped"]
    assert (found["size"]["value"], found["depth"]["value"]) == (None, 4)
    code, found = call(
        "minimum", "--all", "--variables", "4", "--basis", "aig", "--seconds", "0.01"
    )
    assert code == 3
    assert "seconds ended" in found["stopped"]
    for words in (("circuit", "mine.py::deep"), ("equal", "mine.py::deep", "mine.py::deep")):
        code, found = call(*words, "-w", "5", "--seconds", "0.001")
        assert (code, found["code"]) == (3, "CX011")
        assert "seconds ended" in found["message"]


def test_minimum_of_one_large_function_is_interrupted_in_all_three(call, monkeypatch):
    monkeypatch.setattr(minima, "asked", after(0, asking.asked))
    monkeypatch.setattr(minima, "model_of", lambda clauses, conflicts, budget: None)
    code, found = call("minimum", "fee8e880", "--variables", "5")
    assert code == 130
    for measure in ("size", "formula_length", "depth"):
        bounds = found[measure]
        assert bounds["lower"] < bounds["upper"]
        assert (bounds["value"], bounds["evidence"]) == (None, "unknown")


@pytest.mark.parametrize("what", ["run", "prove", "written"])
def test_equal_is_unknown(call, monkeypatch, what):
    """Amid the sweep, a question to the solver, and the checking of its proof."""
    holder, name = {
        "run": (equivalence.Sweep, "run"), "prove": (equivalence.Sweep, "prove"),
        "written": (refutation.Checker, "derive"),
    }[what]  # fmt: skip
    monkeypatch.setattr(holder, name, after(0, getattr(holder, name)))
    code, found = call("equal", "mine.py::add", "mine.py::other", "-w", "3")
    assert (code, found["verdict"], found["proof"]) == (130, "UNKNOWN", None)
    assert found["tried"][0] == "all 64 inputs simulated"
    assert found["tried"][-1] == "interrupted before a verdict"


def test_circuits_that_were_made_are_told(call, monkeypatch):
    monkeypatch.setattr(command, "circuit_at", after(1, gates.circuit_at))
    code, found = call("circuit", "mine.py::add", "mine.py::loop", "mine.py::sums", "-w", "3")
    assert code == 130
    assert [one["circuit"] for one in found["results"]] == ["mine.py::add"]


def test_a_ranking_outlives_its_circuits(call, monkeypatch):
    monkeypatch.setattr(gates, "gates_of", after(1, gates.gates_of))
    code, found = call("rank", "mine.py", "-n", "2", "-w", "3")
    assert code == 130
    assert [one["ranks"]["levin"] for one in found["results"]] == [1, 1, 3, None, None]
    assert sorted(str(one["circuit"]["reason"]) for one in found["results"]) == [
        "None", *["interrupted"] * 4,
    ]  # fmt: skip
    code, found = call("score", "mine.py::add", "--sizes", "1..3", "-w", "3")
    assert code == 130
    assert [one["circuit"]["reason"] for one in found["results"]] == ["interrupted"] * 3
