"""The pages of a file of everyday functions: `list FILE` and `score FILE`, a line a function."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from complexity.cli import main

TEXT = '''from functools import lru_cache


def reverse(s: str) -> str:
    """From the end to the start."""
    return s[::-1]


def _half(n: int) -> int:
    return n // 2


def twice(n: int) -> int:
    return helper(n) + _half(n)


def helper(n: int) -> int:
    return 2 * n


@lru_cache
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def pick(xs: list[int], i: int) -> int:
    return xs[i]


def distinct(xs: list[int]) -> int:
    return len(set(xs))


def pairs(n: int) -> list[tuple[int, int]]:
    return [(i, n - i) for i in range(n)]
'''


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of functions, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "mine.py").write_text(TEXT)
    return "mine.py"


def test_list_has_a_line_for_each_function(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", file]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "mine.py: 7 functions"
    (fib,) = (line for line in lines if line.startswith("fib "))
    assert "line 21: the decorator @lru_cache is not in the language" in fib
    (distinct,) = (line for line in lines if line.startswith("distinct "))
    assert "line 31: 'set' is not in the language" in distinct
    (reverse,) = (line for line in lines if line.startswith("reverse "))
    assert "(s: str) -> str" in reverse
    assert "From the end to the start." in reverse


def test_score_has_a_line_for_each_function(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", file]) == 2  # some functions are outside the language
    out = capsys.readouterr().out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if "=" in line}
    assert {"reverse", "twice", "pick", "pairs"} <= rows.keys()
    assert "helper" not in rows  # it is called by another
    assert "pick is defined on 81 of 108 inputs, over which its figures are" in out
    assert "not read: mine.py:21: CX201 the decorator @lru_cache" in out
    assert "not read: mine.py:31: CX202 'set' is not in the language; instead:" in out


def test_score_of_a_file_as_an_object(file: str, tmp_path: Path) -> None:
    assert main(["score", file, "--json", "out.json"]) == 2
    told = json.loads((tmp_path / "out.json").read_text())
    assert [one["program"] for one in told["results"]] == [
        f"mine.py::{name}" for name in ("reverse", "twice", "pick", "pairs")
    ]
    assert [one["line"] for one in told["refused"]] == [21, 31]


def test_texts_and_tuples_are_given_and_printed_as_written(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "mine.py::reverse", "--input", '["stra\\u00dfe"]']) == 0
    assert "result: 'e\\xdfarts'" in capsys.readouterr().out.replace("ß", "\\xdf")
    assert main(["score", "mine.py::pairs", "--input", "[2]"]) == 0
    assert "result: [(0, 2), (1, 1)]" in capsys.readouterr().out
    assert main(["score", "mine.py::reverse", "--input", "[[1]]"]) == 0
    assert main(["score", "mine.py::reverse", "--input", "[true]"]) == 2
    assert "is not an array of (str)" in capsys.readouterr().err
