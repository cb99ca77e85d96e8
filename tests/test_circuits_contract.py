"""The contract for scripts of `circuit`, `minimum` and `equal`: keys, types, exit codes."""

from __future__ import annotations

import json

import pytest
from test_objects import HEAD, keys

from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.files.formats import read_circuit
from complexity.cli import main

FILE = """
def sums(a: int, b: int) -> int:
    return a + b


def other(a: int, b: int) -> int:
    return a - b if b == 1 else a + b


def flag(a: int, b: bool) -> bool:
    return b and a == 2


def both(a: bool, b: bool) -> bool:
    return a and b


def times(a: int, b: int) -> int:
    return a * b


def times_too(a: int, b: int) -> int:
    return b * a


def endless(a: int) -> int:
    while a >= 0:
        a += 1
    return a


def deep(a: int) -> int:
    return deep(a + 1)
"""
MEASURES = ("size", "depth", "formula_length")


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def run(*words):
        code = main([*words, "--json", "-"])
        out, err = capsys.readouterr()
        assert err == ""
        found = json.loads(out)
        assert type(found["schema_version"]) is int
        return code, found

    return run


# ---------------------------------------------------------------- circuit


@pytest.mark.parametrize("basis", ["aig", "xaig", "full"])
@pytest.mark.parametrize("optimise", ["size", "depth"])
def test_a_circuit_of_a_program(call, basis, optimise):
    words = ("sorting/bubble", "-n", "2", "-w", "2", "--basis", basis, "--optimise", optimise)
    code, found = call("circuit", *words)
    assert (code, found["schema"], found["basis"]) == (0, "complexity/circuit", basis)
    assert found.keys() == HEAD | keys("complexity/circuit")
    for key in ("size", "depth", "inputs", "outputs"):
        assert type(found[key]) is int
    assert found["inputs"] == len(found["input_names"]) == 4
    assert found["outputs"] == len(found["output_names"])


@pytest.mark.parametrize("suffix", [".aig", ".aag", ".blif", ".v"])
def test_a_circuit_is_written_as_it_is_measured(call, suffix, tmp_path):
    name = f"out{suffix}"
    code, found = call("circuit", "mine.py::sums", "-w", "2", "-o", name)
    assert code == 0
    assert (tmp_path / name).stat().st_size > 0
    if suffix != ".v":
        aig = read_circuit(name)
        assert (aig.size, aig.depth) == (found["size"], found["depth"])
        code, again = call("circuit", name)
        assert {key: again[key] for key in ("size", "depth", "inputs", "outputs")} == {
            key: found[key] for key in ("size", "depth", "inputs", "outputs")
        }


def test_inputs_are_in_the_order_of_the_parameters_least_bit_first(call):
    code, found = call("circuit", "mine.py::flag", "-w", "2", "-o", "flag.aig")
    assert (code, found["input_names"]) == (0, ["a.0", "a.1", "b"])
    (value, undefined) = truth_tables(read_circuit("flag.aig"))
    assert value == 1 << 0b110  # a = 2: bits 0, 1; and b
    assert undefined == 0


# ---------------------------------------------------------------- minimum


@pytest.mark.parametrize(
    ("table", "variables", "basis", "values"),
    [
        ("6", 2, "full", (1, 1, 1)), ("6", 2, "aig", (3, 2, 3)),
        ("e8", 3, "full", (4, 3, 4)), ("e8", 3, "aig", (4, 3, 4)),
        ("e8,96", 3, "full", (5, 3, 6)), ("8", 2, "aig", (1, 1, 1)),
    ],
)  # fmt: skip
def test_a_minimum_of_a_table(call, table, variables, basis, values):
    code, found = call("minimum", table, "--variables", str(variables), "--basis", basis)
    assert (code, found["schema"]) == (0, "complexity/minimum")
    assert found.keys() == HEAD | keys("complexity/minimum")
    assert found["tables"] == table.split(",")
    for measure, value in zip(MEASURES, values, strict=True):
        figure = found[measure]
        assert figure.keys() == {"value", "lower", "upper", "evidence"}
        assert figure["value"] == figure["lower"] == figure["upper"] == value
        assert figure["evidence"] in ("exact", "proved")


def test_bit_i_is_the_value_at_input_i(call):
    """The AND of two variables is 1 at input 3 alone: bit 3."""
    _, found = call("minimum", "mine.py::both")
    assert found["tables"] == ["8", "0"]  # the result, and that it is never undefined


def test_an_interval_where_the_fuel_ends(call):
    code, found = call("minimum", "mine.py::sums", "-w", "2", "--conflicts", "100")
    assert code == 3
    assert found["size"]["value"] is None
    assert found["size"]["lower"] < found["size"]["upper"]
    assert found["size"]["evidence"] == "unknown"


@pytest.mark.parametrize("basis", ["full", "aig"])
@pytest.mark.parametrize("variables", range(4))
def test_minima_of_all_functions(call, variables, basis):
    code, found = call("minimum", "--all", "--variables", str(variables), "--basis", basis)
    assert (code, found["schema"]) == (0, "complexity/minima")
    assert found.keys() == HEAD | keys("complexity/minima")
    assert found["open"] is None
    assert found["functions"] == 1 << (1 << variables)
    for measure in MEASURES:
        assert sum(found[measure].values()) == found["functions"]
        assert all(key.isdecimal() and type(n) is int for key, n in found[measure].items())


# ---------------------------------------------------------------- equal


def test_equal_programs(call):
    code, found = call("equal", "mine.py::times", "mine.py::times_too", "-w", "3")
    assert (code, found["schema"], found["verdict"]) == (0, "complexity/equal", "EQUIVALENT")
    assert found.keys() == HEAD | keys("complexity/equal")
    assert found["counterexample"] is None
    assert type(found["proof"]["steps"]) is int
    assert found["proof"]["checked_by"] == "complexity.circuits.sat.rup"


def test_different_programs(call):
    code, found = call("equal", "mine.py::sums", "mine.py::other", "-w", "3")
    assert (code, found["verdict"], found["proof"]) == (1, "DIFFERENT", None)
    shown = found["counterexample"]
    a, b = shown["input"]
    assert b == 1
    assert (shown["first"], shown["second"]) == ({"result": a + b}, {"result": a - b})


# ---------------------------------------------------------------- refusals


REFUSED = [
    (("circuit", "mine.py::sums", "-w", "65"), 2, "CX002"),
    (("circuit", "mine.py::sums", "-n", "2"), 2, "CX007"),
    (("circuit", "mine.py::endless", "-w", "2"), 3, "CX011"),
    (("circuit", "mine.py::deep", "-w", "2"), 3, "CX011"),
    (("circuit", "mine.py::none"), 2, "CX001"),
    (("circuit", "none.aig"), 2, "CX005"),
    (("equal", "mine.py::sums", "mine.py::flag"), 2, "CX013"),
    (("equal", "mine.py::sums", "mine.py::other", "-n", "3"), 2, "CX007"),
    (("equal", "mine.py::sums", "mine.py::endless"), 2, "CX013"),
    (("equal", "mine.py::endless", "mine.py::endless", "-w", "1"), 3, "CX011"),
    (("minimum", "xyz", "--variables", "3"), 2, "CX014"),
    (("minimum", "e8", "--variables", "2"), 2, "CX014"),
    (("minimum",), 2, "CX007"),
    (("minimum", "--all"), 2, "CX007"),
    (("minimum", "mine.py::endless", "-w", "1"), 3, "CX011"),
    (("minimum", "mine.py::sums", "-w", "20"), 2, "CX014"),
    (("score", "mine.py::sums", "--input", "[1, 2]", "-w", "2"), 2, "CX007"),
]


@pytest.mark.parametrize(("words", "code", "name"), REFUSED, ids=[" ".join(r[0]) for r in REFUSED])
def test_refusals(call, words, code, name):
    found, error = call(*words)
    assert (found, error["schema"], error["code"]) == (code, "complexity/error", name)
    assert error["message"]
    assert error["repair"]
