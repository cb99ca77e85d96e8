"""`complexity circuit` and `score FILE.aig`: pages, objects, files and refusals."""

from __future__ import annotations

import json

import pytest
from circuits import adder, full_adder, xor2
from test_objects import HEAD, keys

from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.files.formats import read_circuit, write_circuit
from complexity.cli import main

FILE = """
def least(a: list[int]) -> int:
    return min(a)


def half(x: int) -> int:
    return x // 2


def endless(x: int) -> int:
    while x >= 0:
        x += 1
    return x
"""


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)
    write_circuit(adder(2), "adder.aig")
    write_circuit(adder(2), "adder.aag")
    write_circuit(adder(2), "adder.blif")
    (tmp_path / "bad.aig").write_bytes(b"aig 1 0 1 0 0\n")
    (tmp_path / "bad.blif").write_bytes(b".model m\n.latch a b\n")

    def go(*words):
        code = main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def told(run, *words):
    code, out, _ = run(*words, "--json", "-")
    assert code == 0
    found = json.loads(out)
    assert found.keys() == HEAD | keys("complexity/circuit")
    return found


@pytest.mark.parametrize("suffix", ["aig", "aag", "blif"])
@pytest.mark.parametrize(
    ("basis", "size", "depth"), [("aig", 10, 4), ("xaig", 7, 3), ("full", 7, 3)]
)
def test_a_file_is_measured(run, suffix, basis, size, depth):
    found = told(run, "circuit", f"adder.{suffix}", "--basis", basis)
    assert (found["size"], found["depth"], found["basis"]) == (size, depth, basis)
    assert (found["inputs"], found["outputs"]) == (4, 3)
    assert found["input_names"] == ["a0", "a1", "b0", "b1"]
    assert found["bases"]["aig"]["size"] == 10
    assert found["live_wires_evidence"] == "exact"
    assert found["n"] is found["w"] is found["optimise"] is None


def test_score_reads_a_circuit_too(run):
    found = told(run, "score", "adder.aig")
    assert found == told(run, "circuit", "adder.aig")
    code, page, _ = run("score", "adder.aig")
    assert code == 0
    for words in ("adder.aig: 4 inputs, 3 outputs", "size", "depth", "L bits", "live wires"):
        assert words in page


@pytest.mark.parametrize("suffix", ["aig", "aag", "blif"])
def test_a_circuit_is_written_and_read_again(run, suffix):
    code, page, _ = run("circuit", "adder.aig", "-o", f"again.{suffix}")
    assert code == 0
    assert f"written to again.{suffix}" in page
    assert truth_tables(read_circuit(f"again.{suffix}")) == truth_tables(adder(2))


def test_verilog_is_written(run, tmp_path):
    assert run("circuit", "adder.aig", "-o", "adder.v")[0] == 0
    assert (tmp_path / "adder.v").read_text().startswith("module circuit (")


def test_a_program_is_unrolled(run, tmp_path):
    found = told(run, "circuit", "mine.py::half", "-w", "3", "-o", "half.aig")
    assert (found["size"], found["depth"], found["inputs"]) == (0, 0, 3)
    assert (found["n"], found["w"], found["optimise"]) == (None, 3, "size")
    found = told(run, "circuit", "mine.py::least", "-n", "2", "-w", "1", "--optimise", "depth")
    assert (found["size"], found["depth"], found["n"], found["optimise"]) == (1, 1, 2, "depth")
    assert found["input_names"] == ["a[0].0", "a[1].0"]
    found = told(run, "circuit", "sorting/insertion", "-n", "2", "-w", "2", "-o", "two.aig")
    again = told(run, "circuit", "two.aig")
    assert (again["size"], again["depth"]) == (found["size"], found["depth"])


def test_circuits_side_by_side(run):
    names = ("adder.blif", "sorting/insertion", "adder.aig", "mine.py::least", "-n", "2", "-w", "2")
    code, out, _ = run("circuit", *names, "--json", "-")
    found = json.loads(out)
    assert (code, found["schema"], found.keys()) == (0, "complexity/circuits", HEAD | {"results"})
    order = [(result["size"], result["depth"], result["circuit"]) for result in found["results"]]
    assert order == sorted(order)
    assert len(order) == 4
    assert [r["w"] for r in found["results"] if r["circuit"] == "adder.aig"] == [None]
    code, page, _ = run("circuit", *names, "--basis", "full")
    assert code == 0
    assert page.startswith("4 circuits in the basis full")
    assert "is not checked here" in page
    code, _, err = run("circuit", "adder.aig", "adder.blif", "-o", "two.aig")
    assert (code, "CX007 -o writes one circuit" in err) == (2, True)


def test_the_tape_is_an_input(run):
    words = ("-n", "2", "-w", "1")
    found = told(run, "circuit", "sorting/bogosort", *words)
    assert found["output_names"][-2:] == ["undefined", "invalid"]
    assert found["inputs"] > 2
    page = " ".join(run("circuit", "sorting/bogosort", *words)[1].split())
    assert "4 numbers of the random tape as inputs, a run that draws more is invalid" in page
    assert "random tape" not in run("circuit", "sorting/insertion", *words)[1]


REFUSED = [
    (("circuit", "bad.aig"), 2, "CX009 bad.aig: line 1: the circuit has 1 latches"),
    (("score", "bad.aig"), 2, "CX009 bad.aig: line 1: the circuit has 1 latches"),
    (("circuit", "bad.blif"), 2, "CX009 bad.blif: line 2: .latch: the circuit has memory"),
    (("circuit", "none.aig"), 2, "CX005 none.aig: No such file"),
    (("circuit", "adder.aig", "-n", "3"), 2, "CX007 adder.aig is a circuit: -n says nothing"),
    (("circuit", "adder.aig", "-w", "3"), 2, "CX007 adder.aig is a circuit"),
    (("score", "adder.aig", "--input", "[1]"), 2, "CX007 adder.aig is a circuit: --input says"),
    (("score", "adder.aig", "--sizes", "1..2"), 2, "CX007 adder.aig is a circuit: --sizes says"),
    (("circuit", "adder.aig", "-o", "a.txt"), 2, "CX002 -o a.txt: no format"),
    (("circuit", "adder.aig", "-o", "no/a.aig"), 2, "CX005 no/a.aig: No such file"),
    (("circuit", "mine.py::half", "-n", "3"), 2, "CX007 mine.py::half takes no list"),
    (("circuit", "mine.py::endless", "-w", "1"), 3, "CX011"),
    (("circuit", "sorting/nothing"), 2, "CX001"),
]


@pytest.mark.parametrize(
    ("words", "code", "message"), REFUSED, ids=[" ".join(r[0]) for r in REFUSED]
)
def test_what_cannot_be_done_is_a_message(run, words, code, message):
    found, out, err = run(*words)
    # figures are printed before the file beside them is written, so that they are not lost
    written = words[-1] == "no/a.aig"
    assert (found, bool(out)) == (code, written)
    assert message in err
    assert "instead:" in err
    found, out, err = run(*words, "--json", "-")
    told = json.loads(out)
    if written:
        assert (found, told["schema"]) == (code, "complexity/circuit")
        assert message in err
    else:
        assert (found, told["schema"], told["code"]) == (code, "complexity/error", message[:5])


def test_words_of_the_page_are_explained(run):
    for word in (
        "circuit size",
        "circuit depth",
        "circuit length",
        "live wires",
        "threshold",
        "xaig",
    ):
        code, out, _ = run("explain", word)
        assert code == 0
        assert word.split()[-1] in out


def test_optimising_a_file(run):
    write_circuit(full_adder(), "f.aig")
    for aim in ("size", "depth"):
        found = told(run, "circuit", "f.aig", "--optimise", aim)
        assert (found["size"], found["optimise"]) == (7, aim)
    write_circuit(xor2(), "x.aig")
    assert told(run, "circuit", "x.aig", "--optimise", "size")["threshold"] == {
        "size": 3, "depth": 2, "wires": 6,
    }  # fmt: skip
