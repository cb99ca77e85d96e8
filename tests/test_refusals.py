"""Every refusal: its exact message, that its repair is right, and that every place is tried."""

from __future__ import annotations

import ast
import inspect
import json
from functools import partial
from pathlib import Path

import pytest
from refusal_cases import CASES, CLASS, FILES

from complexity import python
from complexity.cli import main
from complexity.language.check import check
from complexity.python import builder
from complexity.python.aliasing import analysis as aliasing
from complexity.python.parse import parse
from complexity.python.refusals import REFUSALS, NotInLanguage, Source
from complexity.python.source import read_text

FOLDER = Path(python.__file__).parent
REPAIRED = {name: repaired for name, (_, repaired) in CASES.items() if repaired is not None}


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_has_its_exact_message(name, expected):
    lines = [line if len(line) <= 200 else f"{line[:200]}..." for line in told(name)]
    expected("refusals").check(name, lines)


def told(name: str) -> list[str]:
    """The lines of what is refused of a case."""
    with pytest.raises(NotInLanguage) as caught:
        parse(CASES[name][0], "f.py", None if name in FILES else "f")
    return caught.value.show().split("\n")


@pytest.mark.parametrize("name", REPAIRED)
def test_what_a_repair_says_is_accepted(name):
    check(parse(REPAIRED[name], "f.py"))


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"#" * (2**20 + 1), "CX102"), (b"\xff", "CX104"), (None, "CX104")],
    ids=["too large", "not UTF-8", "missing"],
)
def test_files_that_cannot_be_read(tmp_path, data, code):
    path = tmp_path / "mine.py"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(NotInLanguage) as caught:
        read_text(path, "mine.py")
    assert caught.value.code == code


def test_a_path_that_is_none():
    with pytest.raises(NotInLanguage, match="CX104 the file cannot be read: embedded null byte"):
        read_text("mine\0.py")


def test_a_limit_of_values(monkeypatch):
    monkeypatch.setattr(builder, "MOST_VALUES", 3)
    with pytest.raises(NotInLanguage) as caught:
        parse("def f(n: int) -> int:\n    return n * n * n * n\n", "f.py")
    assert caught.value.show() == (
        "f.py:1:1: CX109 reading 'f' makes over 3 values\n"
        "  instead: move inner loops into helper functions"
    )


def test_a_limit_of_lists_with_names(monkeypatch):
    monkeypatch.setattr(aliasing, "Work", partial(aliasing.Work, 9))
    head = "def f(xs: list[int]) -> int:"
    with pytest.raises(NotInLanguage) as caught:
        parse(f"{head}\n    ys, zs = xs[:], xs[:]\n    return ys[0]\n", "f.py")
    assert caught.value.show() == (
        "f.py:1:1: CX112 the lists of 'f' have too many names to be told apart\n"
        f"    {head}\n    {'^' * len(head)}\n"
        "  instead: keep them in a list of lists, or move parts into helper functions"
    )


# -- every place that refuses ----------------------------------------------------------------------

Place = tuple[str, int, int, str]

# places that no text reaches, and why they stand there
UNREACHED = {
    ("builder.py", "CX109"): "a test of its own",
    ("aliasing.py", "CX112"): "a test of its own",
    ("source.py", "CX102"): "a test of its own",
    ("source.py", "CX104"): "a test of its own",
    ("source.py", "CX103"): "Python's own limits, which ours are meant to come before",
    ("loops.py", "CX305"): "types that still change after eight rounds",
    ("statements.py", "CX201"): "`subset` refuses such statements before",
    ("statements.py", "CX209"): "`subset` refuses such targets before",
}


def places() -> list[Place]:
    """Every place of the front end that makes a refusal: the module, its lines, the code."""
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and _refuses(node.func):
                code = node.args[0]
                if isinstance(code, ast.Constant) and code.value in REFUSALS:
                    found.append((path.name, node.lineno, node.end_lineno or 0, code.value))
    return found


def _refuses(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "refuse"


def test_every_place_that_refuses_is_tried(monkeypatch):
    seen: set[Place] = set()
    known, refuse = places(), Source.refuse

    def noted(self, code, node, **words):
        frames = {(Path(frame.filename).name, frame.lineno) for frame in inspect.stack(0)}
        for place in known:
            name, first, last, _ = place
            if place[3] == code and any(n == name and first <= at <= last for n, at in frames):
                seen.add(place)
        return refuse(self, code, node, **words)

    monkeypatch.setattr(Source, "refuse", noted)
    for name in CASES:
        told(name)
    missed = {(place[0], place[3]) for place in known if place not in seen}
    assert missed <= set(UNREACHED), missed
    assert len(seen) > 90


def test_every_code_is_refused_somewhere():
    assert {code for _, _, _, code in places()} == set(REFUSALS)


# -- a file's names, as a command line gives them --------------------------------------------------

NAMED = {
    "a form without its answer": ("def f__1(n: int) -> int:\n    return n + n\n", "f__1", ""),
    "two forms without their answer": (
        "def f__1(n: int) -> int:\n    return n\n\ndef f__2(n: int) -> int:\n    return n\n",
        "f__2", ""),
    "a form of an answer": (
        "def f(n: int) -> int:\n    return n\n\ndef f__1(n: int) -> int:\n    return n\n",
        "f__1", "is another form of 'f'"),
    "a helper": ("def _up(n: int) -> int:\n    return n\n", "_up", "CX110"),
    "a helper beside a program": (
        "def _up(n: int) -> int:\n    return n\n\ndef f(n: int) -> int:\n    return _up(n)\n",
        "_up", "CX110"),
    "a decorated function": ("@cache\ndef f(n: int) -> int:\n    return n\n", "f", "@cache"),
    "a decorated function beside another": (
        "@cache\ndef f(n: int) -> int:\n    return n\n\ndef g(n: int) -> int:\n    return n\n",
        "f", "CX201"),
    "a method": (CLASS, "size", "CX111"),
    "a class": (CLASS, "Solution", "CX201"),
    "a variable": ("N = 3\n\ndef f(n: int) -> int:\n    return n\n", "N", "CX111"),
    "an import": ("from math import gcd\n\ndef f(n: int) -> int:\n    return n\n", "gcd", "CX111"),
    "a name like another": ("def fact(n: int) -> int:\n    return n\n", "facto", "did you mean"),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_a_name_of_a_file_that_is_no_program_says_what_it_is(case, tmp_path, monkeypatch, capsys):
    text, name, wanted = NAMED[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(text)
    status = main(["show", f"mine.py::{name}"])
    told = capsys.readouterr()
    assert (status, bool(told.err)) == (2, True) if wanted else (0, False)
    assert wanted in told.err


def test_what_is_decorated_is_not_left_out_in_silence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(NAMED["a decorated function beside another"][0])
    assert main(["rank", "mine.py", "-n", "2"]) == 0
    assert "not compared: mine.py:1:2: CX201 the decorator @cache" in capsys.readouterr().out


def test_all_refusals_are_told_to_scripts(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("def f(n: int) -> int:\n    n /= 2\n    return n / 2\n")
    assert main(["show", "mine.py::f", "--json", "-"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [told["line"], *(other["line"] for other in told["others"])] == [2, 3]
    assert told["others"][0].keys() == told.keys() - {"others"}
