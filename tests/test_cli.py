"""The command line: what it prints, the objects it writes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction

import pytest

from complexity.cli import main
from complexity.cli.options import COMMANDS, LANGUAGES
from complexity.encoding.languages import NAMES
from complexity.semantics import measures

FILE = '''
def first(a: list[int]) -> int:
    """The first element."""
    return a[0]


def spin(n: int) -> int:
    """Never ends."""
    while n >= 0:
        n += 1
    return n


def grow(n: int) -> list[int]:
    """More than fits."""
    return [0] * 20000


def divide(n: int) -> int:
    """Division by zero."""
    return n // (n - n)


def big(n: int) -> int:
    """Beyond 64 bits."""
    return n ** 40


def deep(n: int) -> int:
    """Recursion without end."""
    return deep(n + 1) + 1


def two(n: int) -> int:
    """Until a two is rolled."""
    x = 0
    while x < 2:
        x = randrange(3)
    return x


def roll(n: int) -> int:
    """One of three."""
    return randrange(3)


def pair(n: int) -> tuple[int, bool]:
    """Two results."""
    return n + 1, n > 3
'''


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)
    return "mine.py"


def call(capsys, *words):
    """The exit code, standard output and standard error of a command."""
    code = main(list(words))
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert "internal error" not in told.out + told.err
    return code, told.out, told.err


def obj(capsys, *words):
    """The exit code and the object of a command."""
    code, out, err = call(capsys, *words, "--json", "-")
    assert err == ""
    return code, json.loads(out)


HEAD = {"schema", "schema_version", "tool_version"}
STANDING = {"language", "statistic", "fan_in", "limits"}
SCORE = HEAD | STANDING | {
    "program", "size", "inputs", "weight", "weight_factors", "length_bits", "levin_bits",
    "measures",
}  # fmt: skip
COUNTS = {"by_op", "by_op_executions", "by_line"}
FIGURE = {"mean", "mean_float", "worst", "evidence", "worst_evidence"}
COUNT = {"mean", "mean_float", "worst"}
ERROR = HEAD | {"code", "file", "line", "column", "text", "message", "repair"}


def test_options_know_the_tables():
    assert LANGUAGES == NAMES


def test_a_score_of_all_inputs_of_a_size(capsys):
    code, told = obj(capsys, "score", "sorting/insertion", "-n", "4")
    assert code == 0
    assert told["schema"] == "complexity/score"
    assert told.keys() >= SCORE | COUNTS
    assert told["program"] == "sorting/insertion"
    assert told["inputs"]["kind"] == "exhaustive"
    assert told["inputs"]["count"] == 24
    assert told["inputs"]["seed"] is None
    assert told["language"]["name"] == "bare"
    assert told["language"]["given"] == []
    assert told["limits"] == {"fuel": 10**8, "memory": 2**27, "depth": 10_000}
    assert told["measures"].keys() == measures.ALL_CHEAP
    for figure in told["measures"].values():
        assert figure.keys() >= FIGURE
        assert figure["evidence"] == "exact"
    assert "result" not in told
    assert told["wrong"] == 0


def test_charges_add_up_to_the_time(capsys):
    _, told = obj(capsys, "score", "sorting/quicksort", "-n", "4")
    time = Fraction(told["measures"]["time"]["mean"])
    assert sum(Fraction(charge["mean"]) for charge in told["by_op"].values()) == time
    assert sum(Fraction(line["time"]["mean"]) for line in told["by_line"].values()) == time
    for charge in (*told["by_op"].values(), *told["by_op_executions"].values()):
        assert charge.keys() == COUNT
    for line in told["by_line"].values():
        assert line.keys() == {"executions", "time"}


def test_the_weight_is_the_product_of_its_factors(capsys):
    _, told = obj(capsys, "score", "sorting/selection", "-n", "2")
    weight = 1
    for prime, exponent in told["weight_factors"].items():
        weight *= int(prime) ** exponent
    assert told["weight"] == str(weight)


def test_a_single_input(capsys):
    code, told = obj(capsys, "score", "sorting/insertion", "--input", "[[3,1,2]]")
    assert code == 0
    assert told["inputs"]["kind"] == "single"
    assert told["inputs"]["count"] == 1
    assert told["size"] is None
    assert told["result"] == [1, 2, 3]
    assert told["measures"]["time"]["mean"] == str(told["measures"]["time"]["worst"])
    assert told["measures"]["draws"]["outcomes"] == "1"


def test_several_results_are_a_list(capsys, file):
    _, told = obj(capsys, "score", f"{file}::pair", "--input", "[5]")
    assert told["result"] == [6, True]


def test_measures_are_chosen(capsys):
    _, told = obj(capsys, "score", "sorting/insertion", "-n", "2", "--measures", "width,time")
    assert told["measures"].keys() == {"width", "time"}
    _, told = obj(capsys, "score", "sorting/insertion", "-n", "2", "--measures", "all")
    assert told["measures"].keys() == measures.ALL


def test_draws_that_are_not_rational_have_no_exact_mean(capsys, file):
    _, told = obj(capsys, "score", f"{file}::roll", "--input", "[1]")
    assert told["measures"]["draws"]["mean"] is None
    assert told["measures"]["draws"]["mean_float"] == pytest.approx(1.584962500721156)
    assert told["measures"]["draws"]["outcomes"] == "3"


def test_a_worst_case_without_a_bound(capsys, file):
    _, told = obj(capsys, "score", f"{file}::two", "-n", "1")
    time = told["measures"]["time"]
    assert time["evidence"] == "exact"
    assert time["worst"] is None
    assert time["unbounded"] is True


@pytest.mark.parametrize(
    ("name", "argument", "error", "status"),
    [
        ("first", [], "index", 1), ("divide", 3, "division", 1), ("big", 9, "overflow", 1),
        ("deep", 1, "recursion", 1), ("spin", 0, "fuel", 3), ("grow", 1, "memory", 3),
    ],
)  # fmt: skip
def test_errors_of_a_program(capsys, file, name, argument, error, status):
    words = ("score", f"{file}::{name}", "--input", json.dumps([argument]))
    words += ("--memory", "10000") if error == "memory" else ("--fuel", "100000")
    code, told = obj(capsys, *words)
    assert code == status
    assert told["error"]["code"] == error
    assert told["error"]["line"] > 0
    assert told["error"]["message"]
    assert "result" not in told
    code, out, _ = call(capsys, *words)
    assert code == status
    assert f"{error} error at line {told['error']['line']}" in out


REFUSED = {
    "syntax": ("def f(n: int) -> int:\n    return n +\n", "CX101"),
    "import": ("from os import getpid\n\ndef f(n: int) -> int:\n    return getpid()\n", "CX204"),
    "dunder": ("def f(n: int) -> int:\n    return n.__class__\n", "CX207"),
    "eval": ("def f(n: int) -> int:\n    return eval('1')\n", "CX205"),
    "float": ("def f(n: int) -> int:\n    return 1.5\n", "CX202"),
    "unbound": ("def f(n: int) -> int:\n    if n:\n        x = 1\n    return x\n", "CX304"),
    "alias": (
        "def f(n: int) -> int:\n    a = [n]\n    b = a\n    b.append(1)\n    return a[0]\n",
        "CX401",
    ),
    "type": ("def f(n: int) -> int:\n    return [n]\n", "CX307"),
    "nesting": ("def f(n: int) -> int:\n    return " + "(" * 3000 + "n" + ")" * 3000, "CX103"),
    "size": ("x = 1\n" * 2_000_000, "CX102"),
    "null": ("def f(n: int) -> int:\n    return n\0\n", "CX101"),
    "empty": ("", "CX107"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(capsys, tmp_path, case):
    text, _ = REFUSED[case]
    path = tmp_path / "given.py"
    path.write_text(text)
    status, told = obj(capsys, "score", f"{path}::f", "--input", "[1]")
    assert status == 2
    assert told.keys() == ERROR
    assert told["schema"] == "complexity/error"
    assert told["code"].startswith("CX")
    status, out, err = call(capsys, "score", f"{path}::f", "--input", "[1]")
    assert status == 2
    assert out == ""
    assert told["code"] in err
    assert "instead:" in err


def test_the_codes_of_refusals_are_stable(capsys, tmp_path):
    found = {}
    for case, (text, _) in REFUSED.items():
        path = tmp_path / f"{case}.py"
        path.write_text(text)
        found[case] = obj(capsys, "score", f"{path}::f", "--input", "[1]")[1]["code"]
    assert found == {case: code for case, (_, code) in REFUSED.items()}


@pytest.mark.parametrize(
    "given",
    ["", "[", "3", "[[1, 2.5]]", "[[1], [2]]", "[[true]]", '["a"]', "[[99999999999999999999]]",
     "[null]", "[" * 5000, '[{"a": 1}]', "[[1, [2]]]", "NaN", "[[NaN]]", "[[], []]"],
)  # fmt: skip
def test_wrong_inputs(capsys, given):
    status, told = obj(capsys, "score", "sorting/insertion", "--input", given)
    assert status == 2
    assert told["code"] == "CX003"
    assert "list[int]" in told["repair"]


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("rank", "sortin"), "sorting"), (("score", "sorting/quiksort"), "sorting/quicksort"),
        (("explain", "spam"), "span"), (("explain", "sorting/insertin"), "sorting/insertion"),
        (("score", "mine.py::frist"), "mine.py::first"), (("list", "sort"), "sorting"),
        (("rank", "sorting", "--given", "shufle"), "shuffle"),
    ],
)  # fmt: skip
def test_unknown_names_are_answered_with_the_nearest(capsys, file, words, near):
    code, out, err = call(capsys, *words)
    assert code == 2
    assert out == ""
    assert near in err


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",), ("rank",), ("score", "sorting/insertion", "--frob"),
        ("rank", "sorting", "--language", "english"), ("rank", "sorting", "-n", "-1"),
        ("score", "sorting/insertion", "--sizes", "5..2"), ("rank", "sorting", "--price", "cheap"),
        ("score", "sorting/insertion", "--measures", "beauty"), ("rank", "missing.py"),
        ("score", "missing.py::f"), ("score", "sorting/insertion", "-n", "2", "--sizes", "1..2"),
        ("score", "sorting/insertion", "--input", "[[1]]", "--sizes", "1..2"),
        ("score", "sorting/lookup_table", "--input", "[[1]]"), ("rank", "sorting", "--fuel", "0"),
        ("rank", "sorting", "--budget", "levels=x"), ("rank", "."), ("score", "sorting"),
        ("rank", "sorting", "--seed", "1.5"), ("explain", "CX999"),
    ],
)  # fmt: skip
def test_wrong_command_lines(capsys, file, words):
    code, out, err = call(capsys, *words)
    assert code == 2
    assert out == ""
    assert err


def test_help_of_everything(capsys):
    assert call(capsys, "--help")[0] == 0
    for command in COMMANDS:
        code, out, _ = call(capsys, command, "--help")
        assert code == 0
        assert "examples:" in out
        assert f"complexity {command}" in out


def test_a_ranking(capsys):
    code, told = obj(capsys, "rank", "sorting", "-n", "2")
    assert code == 0
    assert told["schema"] == "complexity/rank"
    ranked = [result for result in told["results"] if result["ranks"]["levin"] is not None]
    places = [result["ranks"]["levin"] for result in ranked]
    assert places == sorted(places)
    assert {"kolmogorov", "levin", "linear", "space"} <= ranked[0]["ranks"].keys()
    assert all(result.keys() >= SCORE | {"ranks", "score"} for result in told["results"])
    scores = [result["score"] for result in ranked]
    assert scores == sorted(scores)
    assert told["rankings"][0]["winners"]["levin"] == [ranked[0]["program"]]


def test_the_page_of_a_ranking_fits(capsys):
    code, out, _ = call(capsys, "rank", "sorting", "-n", "2")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    for words in (
        "language bare",
        "n = 2",
        "depends on what a step costs",
        "next: complexity flips",
    ):
        assert words in out


def test_work_that_is_too_much_keeps_its_row(capsys):
    _, told = obj(capsys, "rank", "sorting", "-n", "4", "--work", "200")
    beyond = [result for result in told["results"] if result.get("estimate")]
    assert beyond
    for result in beyond:
        assert result["measures"] == {}
        assert result["ranks"]["levin"] is None
        assert result["ranks"]["kolmogorov"] is None or result["length_bits"] > 0


def test_submissions_are_parsed_and_never_executed(capsys, tmp_path):
    path = tmp_path / "submission.py"
    marker = tmp_path / "executed"
    path.write_text(
        f"open({str(marker)!r}, 'w')\n\n"
        "def mine(a: list[int]) -> list[int]:\n    return [min(a) for x in a]\n"
    )
    code, told = obj(capsys, "rank", "--task", "sorting", str(path), "-n", "3")
    assert not marker.exists()
    assert code == 1
    (result,) = told["results"]
    assert result["wrong"] == 6
    assert result["ranks"]["levin"] is None


def test_a_refused_program_does_not_hide_the_others(capsys, tmp_path):
    path = tmp_path / "two.py"
    path.write_text(
        "def good(n: int) -> int:\n    return n\n\ndef bad(n: int) -> int:\n    return 1.5\n"
    )
    code, told = obj(capsys, "rank", str(path))
    assert code == 2
    assert [result["program"] for result in told["results"]] == [f"{path}::good"]
    assert [error["code"] for error in told["rankings"][0]["refused"]] == ["CX202"]


def test_a_family_without_a_size_is_named_and_no_refusal(capsys):
    code, told = obj(capsys, "rank", "sorting", "-n", "7", "--work", "1")
    assert code == 3  # nothing is within the work
    assert any("lookup_table" in reason for reason in told["rankings"][0]["absent"])
    assert told["rankings"][0]["refused"] == []


def test_flips(capsys, tmp_path):
    path = tmp_path / "two.py"
    path.write_text(
        "def loop(n: int) -> int:\n    s = 0\n    for i in range(n + 1):\n        s += i\n"
        "    return s\n\n"
        "def closed(n: int) -> int:\n    m = n + 1\n    return n * m // 2 + 0 * (m ** 2 + n ** 3)\n"
    )
    code, told = obj(capsys, "flips", str(path), "--sizes", "1..8")
    assert code == 0
    assert told["schema"] == "complexity/flips"
    assert told["flips"]
    for flip in told["flips"]:
        assert flip.keys() >= {"price", "parameter", "at", "at_float", "from", "to", "evidence"}
    code, out, _ = call(capsys, "flips", str(path), "--sizes", "1..8")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert "as a step costs more, b bits a step (J = L + b t):" in out
    assert "─ closed" in out


def test_a_program_that_is_wrong_wins_no_flip(capsys, tmp_path):
    path = tmp_path / "wrong.py"
    path.write_text("def same(a: list[int]) -> list[int]:\n    return a\n")
    _, told = obj(capsys, "flips", "--task", "sorting", str(path), "--sizes", "2..3")
    assert told["compared"][0]["wrong"].keys() == {f"{path}::same"}
    assert told["compared"][0]["cells"] == []


def test_explain_a_program(capsys):
    code, out, _ = call(capsys, "explain", "sorting/insertion", "-n", "3")
    assert code == 0
    assert "def insertion" in out
    assert "hottest line" in out
    assert "critical path" in out


def test_show_is_read_back(capsys, tmp_path):
    _, out, _ = call(capsys, "show", "sorting/insertion")
    path = tmp_path / "mine.graph"
    path.write_text(out)
    _, first = obj(capsys, "score", "sorting/insertion", "--input", "[[2,3,1]]")
    _, second = obj(capsys, "score", f"{path}::insertion", "--input", "[[2,3,1]]")
    for key in ("weight", "measures", "by_op", "result"):
        assert first[key] == second[key]


def test_graphs_of_a_file_are_listed_ranked_and_explained(capsys, tmp_path):
    path = tmp_path / "mine.graph"
    programs = ("sorting/insertion", "sorting/selection")
    path.write_text("".join(call(capsys, "show", program)[1] for program in programs))
    code, told = obj(capsys, "rank", str(path), "-n", "3")
    assert code == 0
    assert {one["program"] for one in told["results"]} == {
        f"{path}::insertion", f"{path}::selection",
    }  # fmt: skip
    assert told["rankings"][0]["differs"] == dict.fromkeys(told["rankings"][0]["programs"], 0)
    assert "selection" in call(capsys, "list", str(path))[1]
    code, out, _ = call(capsys, "explain", f"{path}::insertion", "-n", "3")
    assert code == 0
    assert "function insertion" in out


@pytest.mark.parametrize(
    "text", ["garbage", "function f(%0: int) -> int\n  %1 = frob %0\n  return %1\n", ""]
)
def test_a_wrong_graph_is_refused(capsys, tmp_path, text):
    path = tmp_path / "wrong.graph"
    path.write_text(text)
    code, told = obj(capsys, "score", f"{path}::f")
    assert code == 2
    assert told["schema"] == "complexity/error"


@pytest.mark.parametrize("form", ["dot", "mermaid"])
def test_draw(capsys, tmp_path, form):
    code, out, _ = call(capsys, "draw", "sorting/insertion", "--format", form)
    assert code == 0
    assert out
    path = tmp_path / "picture"
    call(capsys, "draw", "sorting/insertion", "--format", form, "-o", str(path))
    assert path.read_text() == out


def test_list(capsys, file):
    code, told = obj(capsys, "list")
    assert code == 0
    sorting = next(task for task in told["tasks"] if task["name"] == "sorting")
    assert {"quicksort", "bogosort", "batcher"} <= {one["name"] for one in sorting["programs"]}
    code, out, _ = call(capsys, "list", file)
    assert code == 0
    assert "The first element." in out


def test_an_object_in_a_file_leaves_the_page(capsys, tmp_path):
    path = tmp_path / "told.json"
    code, out, _ = call(capsys, "score", "sorting/insertion", "-n", "2", "--json", str(path))
    assert code == 0
    assert "L = " in out
    assert json.loads(path.read_text())["schema"] == "complexity/score"


def test_a_file_that_cannot_be_written(capsys, tmp_path):
    where = str(tmp_path / "no" / "such" / "folder.json")
    assert call(capsys, "list", "--json", where)[0] == 2


def test_a_reader_that_leaves(tmp_path):
    command = f"{sys.executable} -m complexity list | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"}, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0


def test_an_interrupt_keeps_what_was_found(capsys, monkeypatch):
    from complexity.cli import gathering

    measure, calls = gathering.measure, []

    def interrupted(program, n, settings, progress=None):
        calls.append(program)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return measure(program, n, settings)

    monkeypatch.setattr(gathering, "measure", interrupted)
    code, told = obj(capsys, "rank", "sorting", "-n", "2")
    assert code == 130
    assert len(told["results"]) == 2
    assert told["rankings"][0]["interrupted"] is True


def test_an_error_of_the_calculator_is_a_message_too(capsys, monkeypatch):
    from complexity.cli import listing

    def broken(name):
        raise RuntimeError("out of order")

    monkeypatch.setattr(listing, "listed", broken)
    assert main(["list"]) == 70
    told = capsys.readouterr()
    assert "RuntimeError: out of order" in told.err
    assert "Traceback" not in told.err
    assert main(["list", "--json", "-"]) == 70
    assert json.loads(capsys.readouterr().out)["code"] == "internal"


WIDE = """
def add(n: int) -> int:
    return n + 1


def real(x: float) -> float:
    return x


def first(a: list[int]) -> list[int]:
    return a


def second(a: list[int]) -> list[int]:
    return a[:]


def same(b: bool) -> bool:
    return b
"""


def test_one_interrupt_ends_a_ranking_of_several_signatures(capsys, monkeypatch, tmp_path):
    from complexity.cli import gathering

    measure, calls = gathering.measure, []

    def interrupted(program, n, settings, progress=None):
        calls.append(program.short)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return measure(program, n, settings)

    path = tmp_path / "wide.py"
    path.write_text(WIDE)
    monkeypatch.setattr(gathering, "measure", interrupted)
    code, told = obj(capsys, "rank", str(path))
    assert code == 130
    assert calls == ["first", "second"]
    assert [result["program"] for result in told["results"]] == [f"{path}::first"]
    assert [one["missing"] for one in told["rankings"]] == [
        [f"{path}::second"], [f"{path}::add"], [f"{path}::same"],
    ]  # fmt: skip
    calls.clear()
    code, told = obj(capsys, "flips", str(path), "--sizes", "1..2")
    assert code == 130
    assert len(told["compared"]) == 3


def test_an_interrupt_while_a_ranking_is_drawn_up_keeps_it(capsys, monkeypatch):
    import signal

    from complexity.cli import ranking

    given_words = ranking.given_words

    def interrupted(*args):
        signal.raise_signal(signal.SIGINT)
        return given_words(*args)

    monkeypatch.setattr(ranking, "given_words", interrupted)
    code, told = obj(capsys, "rank", "sorting", "-n", "2")
    assert code == 130
    assert len(told["results"]) == 18
    assert told["rankings"][0]["interrupted"] is True


def test_annotations_outside_the_language_are_refusals_with_a_place(capsys, tmp_path):
    path = tmp_path / "wide.py"
    path.write_text(WIDE)
    code, told = obj(capsys, "rank", str(path), "-n", "2")
    assert code == 0
    (left,) = told["unranked"]
    assert left["name"] == f"{path}::real"
    error = left["error"]
    assert (error["code"], error["line"], error["column"]) == ("CX302", 6, 10)
    assert error["text"] == "def real(x: float) -> float:"
    assert error["repair"]
    _, out, _ = call(capsys, "rank", str(path), "-n", "2")
    assert f"not compared: {path}:6:10: CX302" in out
    code, told = obj(capsys, "score", f"{path}::real")
    assert (code, told["code"], told["line"]) == (2, "CX302", 6)


def test_a_suggested_command_runs(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my task.py").write_text(
        "from complexity import family, tasks\n\nspec = abs\ninputs = tasks.integers()\n\n"
        "@family\ndef table(n):\n"
        '    return "def table(a: int) -> int:\\n    return a\\n"\n\n'
        "def slow(a: int) -> int:\n    s = 0\n    for i in range(a):\n        s += 1\n"
        "    return s\n"
    )
    import shlex

    for words in (("rank", "my task.py"), ("flips", "my task.py", "--sizes", "1..2")):
        code, out, _ = call(capsys, *words)
        assert code == 0
        line = next(line for line in out.splitlines() if line.startswith("next: "))
        suggested = shlex.split(line.removeprefix("next: complexity "))
        assert call(capsys, *suggested)[0] == 0


@pytest.mark.parametrize("command", ["score", "explain"])
@pytest.mark.parametrize("size", ["1000000", "1000000000"])
def test_a_huge_size_is_answered_without_making_its_inputs(capsys, command, size):
    code, out, _ = call(capsys, command, "sorting/insertion", "-n", size)
    assert code == 3
    assert "beyond --work" in out


def test_a_submission_that_cannot_be_read_hides_no_other(capsys, tmp_path):
    texts = {
        "good.py": "def good(a: list[int]) -> list[int]:\n    return [min(a) for x in a]\n",
        "broken.py": "def f(:\n", "plain.py": "def f(a):\n    return a\n", "binary.py": "\0\1\2",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    files = [str(tmp_path / name) for name in texts]
    code, told = obj(capsys, "rank", "--task", "sorting", *files, "-n", "2")
    assert code == 2
    assert len(told["results"]) == 1
    refused = told["rankings"][0]["refused"]
    assert [error["file"] for error in refused] == files[1:]
    assert [error["code"] for error in refused] == ["CX101", "CX302", "CX101"]
    code, told = obj(capsys, "rank", "--task", "sorting", files[2])
    assert (code, told["code"]) == (2, "CX302")
    assert "(a: list[int]) -> list[int]" in told["repair"]


@pytest.mark.parametrize(
    "price", ["rent=1e999999999", "rent=1e-400", "b=" + "9" * 5000, "runs=1/0", "budget(width=0)"]
)
def test_a_price_without_a_number_is_refused(capsys, price):
    code, told = obj(capsys, "rank", "sorting", "-n", "2", "--price", price)
    assert (code, told["code"]) == (2, "CX002")


@pytest.mark.parametrize("words", ["list", "list --json -", "score sorting/nothing --json -"])
def test_a_full_disk_is_a_message(words):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m complexity {words} > /dev/full"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "instead:" in done.stderr


@pytest.mark.parametrize("words", [("-n", "9"), ("-n", "5"), ("-n", "4", "--seed", "3")])
def test_at_most_so_many_inputs_are_run_as_are_asked_for(words, capsys):
    code, told = obj(capsys, "score", "sorting/insertion", *words, "--samples", "24")
    assert code == 0
    assert told["inputs"]["count"] == 24
    assert told["inputs"]["kind"] == ("exhaustive" if words[1] == "4" else "sampled")
    kind = "exact" if words[1] == "4" else "sampled"
    assert told["measures"]["time"]["evidence"] == kind


def test_a_sample_that_stands_for_all_inputs_says_so(capsys):
    words = ("score", "sorting/permutation_search", "-n", "7", "--work", str(10**7))
    _, told = obj(capsys, *words)
    assert told["inputs"]["beyond"] > 10**9
    assert main(words) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "a sample: all inputs would take an estimated" in page
    assert "~ sampled" in page
    assert main(("rank", "sorting", *words[2:])) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "seed 0 (all inputs would take an estimated" in page
