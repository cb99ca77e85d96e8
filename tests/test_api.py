"""The functions for Python: equal to the command line, on every kind of program."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import json
import subprocess
import sys
import typing
from fractions import Fraction
from pathlib import Path

import pytest

import complexity as cx
from complexity import api
from complexity.cli import main
from complexity.cli.options import parser

DOCS = Path(__file__).parent.parent / "docs"
TEXT = "def total(xs: list[int]) -> int:\n    return sum(xs)\n"


def total(xs: list[int]) -> int:
    return sum(xs)


def helper(a: int) -> int:
    return a * a


def squares(xs: list[int]) -> int:
    return sum([helper(x) for x in xs])


def never_called(xs: list[int]) -> int:
    assert xs == [], "read, and never called"
    return 0


def half(a: int) -> float:
    return a / 2


CALLS = [
    (lambda: cx.score("sorting/insertion", 3), ("score", "sorting/insertion", "-n", "3")),
    (lambda: cx.score("sorting/bogosort", 2, fan_in="unbounded", measures=["time", "span"]),
     ("score", "sorting/bogosort", "-n", "2", "--fan-in", "unbounded", "--measures", "time,span")),
    (lambda: cx.score("sorting/insertion", [2, 1], language="construct"),
     ("score", "sorting/insertion", "--input", "[[2,1]]", "--language", "construct")),
    (lambda: cx.score("sorting/insertion", sizes=range(1, 4), w=2),
     ("score", "sorting/insertion", "--sizes", "1..3", "-w", "2")),
    (lambda: cx.rank("smallest_divisor", n=3, price="b=1/8"),
     ("rank", "smallest_divisor", "-n", "3", "--price", "b=1/8")),
    (lambda: cx.flips("smallest_divisor", sizes=[2, 3]),
     ("flips", "smallest_divisor", "--sizes", "2,3")),
    (lambda: cx.explain("sorting/insertion", 2), ("explain", "sorting/insertion", "-n", "2")),
    (lambda: cx.circuit("sorting/insertion", 2, 2, basis="full"),
     ("circuit", "sorting/insertion", "-n", "2", "-w", "2", "--basis", "full")),
    (lambda: cx.circuit(["sorting/insertion", "sorting/selection"], 2, 2),
     ("circuit", "sorting/insertion", "sorting/selection", "-n", "2", "-w", "2")),
    (lambda: cx.equal("sorting/insertion", "sorting/selection", 2, signed=True),
     ("equal", "sorting/insertion", "sorting/selection", "-n", "2", "--signed")),
    (lambda: cx.equal("smallest_divisor/scan", "smallest_divisor/odd", domain={"m": (2, 9)}),
     ("equal", "smallest_divisor/scan", "smallest_divisor/odd", "--domain", "m=2..9")),
    (lambda: cx.minimum("e8", variables=3), ("minimum", "e8", "--variables", "3")),
    (lambda: cx.programs("sorting"), ("list", "sorting")),
]  # fmt: skip


@pytest.mark.parametrize(("call", "words"), CALLS, ids=lambda part: " ".join(part)
                         if isinstance(part, tuple) else "")  # fmt: skip
def test_a_result_is_what_the_command_prints(call, words, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    found = call()
    code = main([*words, "--json", "-"])
    assert capsys.readouterr().out == found.to_json()
    assert found.code == code
    assert main(words) == code
    assert capsys.readouterr().out == str(found)
    assert found.to_dict() == json.loads(found.to_json())


@pytest.mark.parametrize(
    "source", [total, TEXT, f"{Path(__file__).name}::total", cx.graph(total)], ids=type
)
def test_every_kind_of_program_scores_the_same(source, monkeypatch):
    monkeypatch.chdir(Path(__file__).parent)
    found = cx.score(source, 3)
    assert (found.weight, found.time.mean) == (cx.score(TEXT, 3).weight, Fraction(3))


def test_a_function_is_read_with_its_file_and_not_called():
    assert cx.score(squares, [3, 1]).result == 10
    assert cx.score(never_called, []).result == 0
    assert cx.score(never_called, [1]).failure["code"] == "assertion"


def test_a_local_function_is_read_alone():
    def local(n: int) -> int:
        return n + 1

    def calls(n: int) -> int:
        return local(n)

    assert cx.score(local, (4,)).result == 5
    with pytest.raises(cx.NotInLanguage):
        cx.score(calls, (4,))


def test_functions_made_without_a_text_are_refused():
    space = {}
    exec("def made(a: int) -> int:\n    return a\n", space)
    for program in (space["made"], lambda a: a, 3, len):
        with pytest.raises(cx.Problem):
            cx.score(program)


def test_a_changed_source_is_refused(tmp_path, monkeypatch):
    (tmp_path / "changes.py").write_text("def f(a: int) -> int:\n    return a\n")
    monkeypatch.syspath_prepend(tmp_path)
    import changes

    (tmp_path / "changes.py").write_text("\n\n\nX = 1\ndef f(a: int) -> int:\n    return 2 * a\n")
    with pytest.raises(cx.Problem, match="changed"):
        cx.score(changes.f)


def test_errors_are_those_of_the_command_line(capsys):
    with pytest.raises(cx.NotInLanguage) as refused:
        cx.score(half)
    main(["score", f"{Path(__file__)}::half"])
    assert refused.value.message in " ".join(capsys.readouterr().err.split())
    with pytest.raises(cx.Problem, match="no task"):
        cx.rank("sortin")
    with pytest.raises(cx.Problem, match="--fuel"):
        cx.score(total, fuel=-1)
    with pytest.raises(TypeError, match="did you mean fuel"):
        cx.score(total, fule=3)
    with pytest.raises(TypeError, match="given twice"):
        cx.score(total, 3, n=4)


def test_results_are_frozen():
    found = cx.score(total, 2)
    for change in (lambda: setattr(found, "code", 7), lambda: setattr(found, "page", ())):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    found.to_dict()["program"] = "other"
    assert found.program.endswith("total")
    with pytest.raises(AttributeError, match="measures='width'"):
        _ = found.width


def test_a_verdict_that_is_unknown_is_neither_true_nor_false():
    found = cx.equal(total, squares, 2, 2)
    assert not found
    assert found.counterexample["first"] != found.counterexample["second"]
    unknown = dataclasses.replace(found, data={**found.data, "verdict": "UNKNOWN"})
    with pytest.raises(ValueError, match="not known"):
        bool(unknown)


def test_html_is_inert():
    found = cx.score("def f(a: int) -> int:\n    return a\n", (1,))
    hostile = dataclasses.replace(found, page=("<script>alert(1)</script>\u202e",))
    assert "<script" not in hostile._repr_html_()
    assert "\u202e" not in hostile._repr_html_()


COMMANDS = {
    "score": cx.score, "rank": cx.rank, "flips": cx.flips, "explain": cx.explain,
    "circuit": cx.circuit, "equal": cx.equal, "minimum": cx.minimum, "draw": cx.draw,
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_settings_are_the_options_of_the_command(command):
    function = COMMANDS[command]
    parameters = inspect.signature(function).parameters
    (settings,) = typing.get_args(
        typing.get_type_hints(function, vars(api), include_extras=True)["settings"]
    )
    named = {*typing.get_type_hints(settings), *parameters} - {"settings"}
    options = api._options(parser("0", [command]), command)
    long = {name for name in options if options[name].startswith("--") or name in ("n", "w", "o")}
    positional = {"program", "task", "topic", "first", "second", "table", "at"}
    assert long - named - {"o"} == set()
    assert named - set(options) - positional == set()


def test_the_package_lists_the_functions():
    assert set(COMMANDS) <= set(cx.__all__) <= set(dir(cx))
    helped = subprocess.run(
        [sys.executable, "-c", "import complexity; help(complexity)"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert all(f"    {name}(" in helped for name in COMMANDS)


def test_import_loads_nothing_slow():
    code = "import complexity, sys; print(sum(m.startswith('complexity.') for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_the_page_about_python_is_true(monkeypatch):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    failed, tried = doctest.testfile(str(DOCS / "python.md"), False, optionflags=flags)
    assert (failed, tried > 20) == (0, True)


def test_the_notebook_runs(tmp_path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(DOCS / "flip.ipynb", 4)
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    pages = [
        output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})
    ]
    assert len(pages) == 2
    assert all(name in pages[0] for name in ("argmin", "scan", "to_root", "odd", "lookup_table"))
    assert outputs[-1].data["text/plain"] == "14"
