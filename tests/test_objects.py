"""The objects for scripts have the keys that docs/json.md tells, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from complexity.cli import main

DOCUMENT = (Path(__file__).parent.parent / "docs" / "json.md").read_text()
FILE = """
def good(n: int) -> int:
    return n


def also(n: int) -> int:
    return abs(n)


def bad(n: int) -> int:
    return n / 2


def roll(n: int) -> int:
    return randrange(3)


def other(s):
    return s


def fails(n: int) -> int:
    return 1 // n
"""


def keys(section: str, table: int = 0) -> set[str]:
    """The keys in the first column of a table of a section."""
    text = DOCUMENT.split(f"\n## {section}\n")[1].split("\n## ")[0] if section else DOCUMENT
    rows = re.findall(r"(?:^\|.*\n)+", text, re.M)[table].splitlines()[2:]
    return {key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])}


HEAD = keys("", 0)


@pytest.fixture
def told(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def run(*words):
        main([*words, "--json", "-"])
        found = json.loads(capsys.readouterr().out)
        assert found["schema_version"] == 1
        return found

    return run


SCORES = [
    ("sorting/insertion", "-n", "3"), ("sorting/insertion", "--input", "[[2,1]]"),
    ("mine.py::roll", "--input", "[1]"), ("mine.py::roll", "-n", "2"),
    ("mine.py::fails", "-n", "2"), ("mine.py::good", "-n", "3", "--work", "1"),
    ("sorting/bozosort", "-n", "2", "--measures", "all", "--statistic", "worst"),
]  # fmt: skip


@pytest.mark.parametrize("words", SCORES, ids=" ".join)
def test_a_score_has_the_documented_keys(told, words):
    found = told("score", *words)
    assert found.keys() <= HEAD | keys("complexity/score")
    assert found["inputs"].keys() == keys("complexity/score", 1)
    for figure in found["measures"].values():
        assert figure.keys() <= keys("complexity/score", 2)


def test_an_explanation_has_the_documented_keys(told, tmp_path):
    (tmp_path / "sums.py").write_text(
        "def total(n: int) -> int:\n    s = 0\n    for i in range(n):\n        s += i * i\n"
        "    return s\n"
    )
    found = told("explain", "sums.py")
    score = told("score", "sums.py")
    assert found.keys() == score.keys() | keys("complexity/explain")
    (suggestion,) = found["suggestions"]
    assert suggestion.keys() == keys("complexity/explain", 1)
    assert suggestion["time"].keys() <= keys("complexity/score", 2)
    for line in found["lines"].values():
        assert line.keys() == {"bits", "levels"}
    total = sum(line["bits"] or 0 for line in found["lines"].values())
    assert total == pytest.approx(found["length_bits"])


def test_scores_by_size(told):
    found = told("score", "mine.py::good", "--sizes", "1..3")
    assert found["schema"] == "complexity/scores"
    assert [score["size"] for score in found["results"]] == [1, 2, 3]
    for score in found["results"]:
        assert score.keys() <= HEAD | keys("complexity/score")


def test_a_ranking_has_the_documented_keys(told):
    found = told("rank", "mine.py")
    assert found.keys() == HEAD | keys("complexity/rank")
    scores = HEAD | keys("complexity/score") | {"ranks", "score", "reason"}
    for result in found["results"]:
        assert result.keys() <= scores
    for ranking in found["rankings"]:
        assert ranking.keys() == keys("complexity/rank", 1)
        for error in ranking["refused"]:
            assert error.keys() == HEAD | keys("complexity/error")


def test_flips_have_the_documented_keys(told):
    found = told("flips", "mine.py", "--sizes", "1..2")
    assert found.keys() == HEAD | keys("complexity/flips")
    for flip in found["flips"]:
        assert flip.keys() == keys("complexity/flips", 1)
    for compared in found["compared"]:
        assert compared.keys() == keys("complexity/flips", 2)


EQUAL = [("mine.py::good", "mine.py::also"), ("mine.py::good", "mine.py::fails")]


@pytest.mark.parametrize("words", EQUAL, ids=" ".join)
def test_a_comparison_has_the_documented_keys(told, words):
    found = told("equal", *words, "-w", "2")
    assert found.keys() == HEAD | keys("complexity/equal")
    if found["counterexample"] is not None:
        assert found["counterexample"].keys() == keys("complexity/equal", 1)


def test_minima_have_the_documented_keys(told):
    found = told("minimum", "e8,96", "--variables", "3")
    assert found.keys() == HEAD | keys("complexity/minimum")
    for measure in ("size", "formula_length", "depth"):
        assert found[measure].keys() == keys("complexity/minimum", 1)
    found = told("minimum", "--all", "--variables", "2")
    assert found.keys() == HEAD | keys("complexity/minima")


@pytest.mark.parametrize("words", [("list",), ("show", "sorting/insertion")], ids=" ".join)
def test_other_objects_have_the_documented_keys(told, words):
    found = told(*words)
    assert found.keys() == HEAD | keys(found["schema"])


@pytest.mark.parametrize("words", [("score", "mine.py::bad"), ("rank", "nothing")], ids=" ".join)
def test_errors_have_the_documented_keys(told, words):
    assert told(*words).keys() == HEAD | keys("complexity/error")
