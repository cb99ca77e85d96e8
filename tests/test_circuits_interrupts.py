"""An interrupt in the midst of a command about circuits: what was found until then is told."""

from __future__ import annotations

import json

import pytest

from complexity.circuits import asking, equivalence, minima
from complexity.cli import circuits as command
from complexity.cli import main
from complexity.measuring import gates

FILE = """
def add(a: int, b: int) -> int:
    return a + b


def sums(a: int, b: int) -> int:
    return b + a


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


@pytest.mark.parametrize(("questions", "lower"), [(0, 3), (1, 4), (2, 5), (3, 6)])
def test_minimum_tells_the_bounds_that_were_reached(call, monkeypatch, questions, lower):
    monkeypatch.setattr(minima, "asked", after(questions, asking.asked))
    code, found = call("minimum", "e8,96", "--variables", "3", "--basis", "aig")
    assert code == 130
    assert (found["size"]["value"], found["size"]["lower"]) == (None, lower - 1)
    assert found["size"]["upper"] >= 7
    assert found["formula_length"]["value"] == 13
    assert [one["above"] for one in found["proofs"]] == list(range(2, lower - 1))


def test_minimum_of_one_large_function_is_interrupted_in_all_three(call, monkeypatch):
    monkeypatch.setattr(minima, "asked", after(0, asking.asked))
    monkeypatch.setattr(minima, "model_of", lambda clauses, conflicts: None)
    code, found = call("minimum", "fee8e880", "--variables", "5")
    assert code == 130
    for measure in ("size", "formula_length", "depth"):
        bounds = found[measure]
        assert bounds["lower"] < bounds["upper"]
        assert (bounds["value"], bounds["evidence"]) == (None, "unknown")


def test_equal_is_unknown(call, monkeypatch):
    monkeypatch.setattr(equivalence.Sweep, "run", after(0, equivalence.Sweep.run))
    code, found = call("equal", "mine.py::add", "mine.py::sums", "-w", "3")
    assert (code, found["verdict"], found["proof"]) == (130, "UNKNOWN", None)
    assert found["tried"] == ["interrupted before a verdict"]


def test_circuits_that_were_made_are_told(call, monkeypatch):
    monkeypatch.setattr(command, "circuit_at", after(1, gates.circuit_at))
    code, found = call("circuit", "mine.py::add", "mine.py::loop", "mine.py::sums", "-w", "3")
    assert code == 130
    assert [one["circuit"] for one in found["results"]] == ["mine.py::add"]


def test_a_ranking_outlives_its_circuits(call, monkeypatch):
    monkeypatch.setattr(gates, "gates_of", after(1, gates.gates_of))
    code, found = call("rank", "mine.py", "-n", "2", "-w", "3")
    assert code == 130
    assert [one["ranks"]["levin"] for one in found["results"]] == [1, 1, 3]
    assert sorted(str(one["circuit"]["reason"]) for one in found["results"]) == [
        "None", "interrupted", "interrupted",
    ]  # fmt: skip
    code, found = call("score", "mine.py::add", "--sizes", "1..3", "-w", "3")
    assert code == 130
    assert [one["circuit"]["reason"] for one in found["results"]] == ["interrupted"] * 3
