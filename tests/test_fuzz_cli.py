"""Random command lines and damaged files: a message and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from complexity.cli import main
from complexity.cli.parsing import asks_for_json

FILE = """
def up(a: list[int]) -> list[int]:
    for i in range(len(a)):
        for j in range(i):
            if a[i] < a[j]:
                a[i], a[j] = a[j], a[i]
    return a


def toss(n: int) -> int:
    while randrange(2):
        n += 1
    return n


def lost(x: float) -> float:
    return x
"""
COMMANDS = ("list", "score", "rank", "flips", "explain", "show", "draw", "frob")
SUBJECTS = (
    "sorting", "sorting/insertion", "sorting/bogosort", "sorting/best_network", "mine.py",
    "mine.py::up", "mine.py::toss", "mine.py::lost", "mine.graph", "mine.graph::insertion",
    "nothing.py", "nothing.graph::f", "binary.py", "span", "CX101", "CX999", "=", "",
    ".", "/", "::", "\udcff.py", "-", "--",
)  # fmt: skip
OPTIONS = {
    "-n": ("0", "1", "2", "3", "-1", "x", "99999999", ""),
    "--sizes": ("1..2", "2,3", "0", "3..1", "1..99999999", ","),
    "--input": ("[[2,1]]", "[3]", "[]", "[", "[[1e9]]", "[[" + "9" * 400 + "]]", "null"),
    "--task": ("sorting", "mine.py", "nothing"),
    "--language": ("bare", "search", "latin"), "--given": ("insert", "up", "nobody", ","),
    "--fan-in": ("bounded", "unbounded", "none"), "--fuel": ("1", "1000", "0"),
    "--memory": ("1", "1000"), "--depth": ("1", "100", "0"), "--seed": ("0", "7", "-1"),
    "--work": ("1", "100000"), "--measures": ("time", "all", "span,width", "beauty"),
    "--statistic": ("mean", "worst", "best"), "--horizon": ("0", "1000000"),
    "--price": ("levin", "rent=1/100", "runs=10", "width=1", "b=1e999999", "", "a=-1"),
    "--budget": ("deep-learning", "levels=9,width=2", "words=0", "width=0", "x"),
    "--format": ("dot", "mermaid", "png"), "--json": ("-", "told.json", "/", ""),
    "-o": ("drawn", "/", "-"), "--frob": ("1",),
}  # fmt: skip
CODES = {0, 1, 2, 3}

options = st.sampled_from(sorted(OPTIONS)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(OPTIONS[name]))
)
lines = st.builds(
    lambda command, subjects, more: [command, *subjects, *(word for pair in more for word in pair)],
    st.sampled_from(COMMANDS), st.lists(st.sampled_from(SUBJECTS), max_size=2),
    st.lists(options, max_size=4, unique_by=lambda pair: pair[0]),
)  # fmt: skip
FUZZ = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def call(words):
    """The exit code, standard output and standard error of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    told = out.getvalue() + err.getvalue()
    assert "Traceback" not in told
    assert "internal error" not in told
    assert code in CODES
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)
    (tmp_path / "binary.py").write_bytes(bytes(range(256)))
    (tmp_path / "mine.graph").write_text(call(["show", "sorting/insertion"])[1])
    return tmp_path


@FUZZ
@given(lines)
@example(["score", "--json", "-"])
@example(["rank", "mine.py", "--json"])
@example(["rank", "--json=-", "sorting", "--price", "b=" + "1" * 10_000])
@example(["--json", "-"])
@example(["list", "--", "--json", "-"])
def test_a_random_command_line_ends_with_its_exit_code(folder, words):
    needs_limits = bool({"score", "rank", "flips", "explain"} & set(words[:1]))
    limits = [("--work", "20000"), ("--fuel", "5000"), ("-n", "2")] if needs_limits else []
    known = {word for word in words if word.startswith("-")}
    for option, value in limits:
        if option not in known and not (option == "-n" and "--sizes" in known):
            words = [*words, option, value]
    code, out, err = call(words)
    if asks_for_json(words) == "-":
        assert err == ""
        told = json.loads(out)
        assert told["schema"].startswith("complexity/")
        assert (told["schema"] == "complexity/error") <= (code == 2)
    elif code == 2 and out == "":
        assert "instead:" in err


@st.composite
def damaged(draw, text):
    """A text with a piece cut out, doubled or replaced."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 30)))
    put = draw(st.sampled_from(["", text[start:end] * 2, "\0", "%", "(", "9" * 30, "\n", "é"]))
    return text[:start] + put + text[end:]


@FUZZ
@given(st.data())
def test_a_damaged_file_is_refused_or_measured(folder, data):
    for name, program in (("mine.py", "up"), ("mine.graph", "insertion")):
        text = data.draw(damaged((folder / name).read_text()))
        (folder / f"bad.{name[5:]}").write_text(text)
        words = [f"bad.{name[5:]}::{program}", "-n", "2", "--fuel", "5000", "--work", "20000"]
        code, out, _ = call(["score", *words, "--json", "-"])
        told = json.loads(out)
        assert (told["schema"] == "complexity/error") == (code == 2)
