"""`score` and `rank` with -w: the circuit beside the measures of a run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from complexity.cli import main

FILE = """
def half(x: int) -> int:
    return x // 2


def countdown(x: int) -> int:
    while x >= 2:
        x -= 2
    return x


def endless(x: int) -> int:
    while x >= 0 and x % 4 != 3:
        x = x * 2
    return x


def roll(x: int) -> int:
    return randrange(2)
"""


@pytest.fixture
def told(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def run(*words: str) -> str:
        main([*words])
        return capsys.readouterr().out

    return run


def objects(text: str) -> list[dict[str, Any]]:
    return json.loads(text)["results"]


def test_score_shows_the_circuit_where_it_is_asked_for(told):
    page = told("score", "sorting/bubble", "-n", "3", "-w", "1")
    assert page.rstrip().endswith("circuit at w = 1: size 6 ANDs, depth 3 levels")
    assert "circuit" not in told("score", "sorting/bubble", "-n", "3")


def test_score_has_the_numbers_of_circuit(told):
    shown = json.loads(told("circuit", "sorting/mergesort", "-n", "3", "-w", "2", "--json", "-"))
    found = json.loads(told("score", "sorting/mergesort", "-n", "3", "-w", "2", "--json", "-"))
    assert found["circuit"] == {
        "w": 2, "size": shown["size"], "depth": shown["depth"], "domains": None, "draws": 0,
        "reason": None,
    }  # fmt: skip


def test_sizes_have_a_table_of_circuits(told):
    page = told("score", "sorting/bubble", "--sizes", "1..3", "-w", "1")
    assert page.split("circuits at w = 1")[1].split() == (
        ["n", "gates", "depth", "─" * 17, "1", "0=", "0=", "2", "2=", "1=", "3", "6=", "3="]
    )
    results = objects(told("score", "sorting/bubble", "--sizes", "1..3", "-w", "1", "--json", "-"))
    assert [one["circuit"]["size"] for one in results] == [0, 2, 6]


def test_without_a_solver_a_circuit_is_missing_and_nothing_else(told, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pysat.solvers", None)
    (tmp_path / "mine.py").write_text(
        "def gcd(a: int, b: int) -> int:\n    while b:\n        a, b = b, a % b\n    return a\n\n\n"
        "def total(a: int, b: int) -> int:\n    return a + b\n"
    )
    results = objects(told("rank", "mine.py", "-n", "3", "-w", "8", "--json", "-"))
    found = {one["program"].rpartition("::")[2]: one for one in results}
    assert found["total"]["circuit"]["size"] == 52
    assert found["gcd"]["circuit"]["size"] is None
    assert "'python-sat' is installed and does not load" in found["gcd"]["circuit"]["reason"]
    assert found["gcd"]["ranks"]["levin"] == 1  # the other computes something else
    page = " ".join(told("rank", "mine.py", "-n", "3", "-w", "8").split())
    assert "no gates: gcd: 'python-sat' is installed and does not load" in page
    assert "levin (J = L + log2 t, in bits): gcd wins" in page


def test_rank_has_columns_and_says_what_is_missing(told):
    page = told("rank", "mine.py", "-n", "3", "-w", "2", "--fuel", "9999")
    assert "   gates   depth" in page
    assert "gates: ANDs of the circuit at w = 2, a count of its netlist" in page
    assert "gates for a tape of 1 draw: roll" in page
    assert "no gates: endless: line 13: the loop was unrolled" in page.replace("\n", " ")
    results = objects(
        told("rank", "mine.py", "-n", "3", "-w", "2", "--fuel", "9999", "--json", "-")
    )
    found = {one["program"].rpartition("::")[2]: one["circuit"] for one in results}
    assert found["half"]["size"] == 0
    assert found["countdown"]["size"] == 0
    assert found["endless"]["size"] is None
    assert found["roll"]["draws"] == 1
