"""Berkeley's ABC as an independent reader: the same sizes and depths, and the same functions."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from circuits import KNOWN, adder, aigs
from hypothesis import given, settings

from complexity.circuits.aig.bases import netlist_of
from complexity.circuits.aig.depths import cone
from complexity.circuits.circuit import circuit_of
from complexity.circuits.files.formats import write_circuit
from complexity.circuits.optimise.balance import balanced
from complexity.circuits.optimise.improve import improved
from complexity.circuits.sat.equivalence import Verdict, compare
from complexity.tasks.find import find

ABC = shutil.which("berkeley-abc") or shutil.which("abc")
pytestmark = [
    pytest.mark.abc,
    pytest.mark.skipif(ABC is None, reason="berkeley-abc is not installed"),
]


def abc(commands: str) -> str:
    """What ABC prints for some commands."""
    assert ABC is not None
    found = subprocess.run(
        [ABC, "-c", commands], capture_output=True, text=True, timeout=120, check=True
    )
    return found.stdout


def statistics(path, more="") -> tuple[int, int, int, int]:
    """Inputs, outputs, gates and levels, as ABC counts them in a file."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", abc(f"read {path}; {more}print_stats"))
    found = re.search(r"i/o\s*=\s*(\d+)/\s*(\d+).*and\s*=\s*(\d+).*lev\s*=\s*(\d+)", text)
    assert found, text
    return tuple(map(int, found.groups()))


def figures(aig) -> tuple[int, int, int, int]:
    return len(aig.inputs), len(aig.outputs), aig.size, aig.depth


SHOWN = {name: aig for name, aig in KNOWN.items() if aig.outputs}
PROGRAMS = [("sorting/insertion", 3, 2), ("sorting/bubble", 3, 2), ("sorting/rank_sort", 3, 2)]


@pytest.mark.parametrize("name", SHOWN)
def test_sizes_and_depths_of_known_circuits(name, tmp_path):
    write_circuit(SHOWN[name], str(tmp_path / "c.aig"))
    assert statistics(tmp_path / "c.aig") == figures(SHOWN[name])


@pytest.mark.parametrize("name", SHOWN)
def test_every_format_is_the_same_circuit(name, tmp_path):
    for suffix in (".aig", ".blif", ".v"):
        write_circuit(SHOWN[name], str(tmp_path / f"c{suffix}"))
    for suffix in (".blif", ".v"):
        told = abc(f"cec {tmp_path}/c.aig {tmp_path}/c{suffix}")
        assert "Networks are equivalent" in told, told
        assert statistics(tmp_path / f"c{suffix}", "strash; ")[:2] == figures(SHOWN[name])[:2]


@settings(max_examples=25)
@given(aig=aigs(gates=40))
def test_random_circuits_have_its_sizes_and_functions(aig, tmp_path_factory):
    folder = tmp_path_factory.mktemp("abc")
    kept = cone(aig)
    if not kept.inputs or not kept.outputs:
        kept = KNOWN["xor2"]
    write_circuit(kept, str(folder / "c.aig"))
    write_circuit(kept, str(folder / "c.blif"))
    write_circuit(balanced(kept), str(folder / "b.aig"))
    write_circuit(improved(kept, "size"), str(folder / "s.aig"))
    write_circuit(improved(kept, "depth"), str(folder / "d.aig"))
    assert statistics(folder / "c.aig") == figures(kept)
    told = abc(
        "; ".join(
            f"cec -n {folder}/c.aig {folder}/{x}" for x in ("c.blif", "b.aig", "s.aig", "d.aig")
        )
    )
    assert told.count("Networks are equivalent") == 4, told


@pytest.mark.parametrize(("name", "n", "w"), PROGRAMS, ids=[name for name, _, _ in PROGRAMS])
def test_circuits_of_programs(name, n, w, tmp_path):
    graph = find(name).graph(n)
    aigs_ = [cone(circuit_of(graph, n, w, optimise=style).aig) for style in ("size", "depth")]
    paths = [tmp_path / "size.aig", tmp_path / "depth.aig"]
    for aig, path in zip(aigs_, paths, strict=True):
        write_circuit(aig, str(path))
        assert statistics(path) == figures(aig)
    assert "Networks are equivalent" in abc(f"cec {paths[0]} {paths[1]}")


PAIRS = [
    ("insertion", "mergesort"), ("rank_sort", "batcher"),
    ("bubble", "heapsort"), ("quicksort", "double_loop"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=map("-".join, PAIRS))
def test_verdicts_on_programs_are_those_of_cec(first, second, tmp_path):
    circuits = [circuit_of(find(f"sorting/{name}").graph(3), 3, 2).aig for name in (first, second)]
    for circuit, name in zip(circuits, ("a.aig", "b.aig"), strict=True):
        write_circuit(circuit, str(tmp_path / name))
    told = abc(f"cec {tmp_path}/a.aig {tmp_path}/b.aig")
    assert "Networks are equivalent" in told, told
    assert compare(*circuits).verdict is Verdict.EQUIVALENT
    circuits[1].outputs[0] = circuits[1].xor(circuits[1].outputs[0], circuits[1].outputs[-2])
    write_circuit(circuits[1], str(tmp_path / "c.aig"))
    assert "Networks are NOT EQUIVALENT" in abc(f"cec {tmp_path}/a.aig {tmp_path}/c.aig")
    assert compare(*circuits).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize("aim", ["size", "depth"])
def test_what_is_improved_is_equivalent(aim, tmp_path):
    aig = adder(24)
    write_circuit(aig, str(tmp_path / "a.aig"))
    write_circuit(improved(aig, aim), str(tmp_path / "b.aig"))
    assert "Networks are equivalent" in abc(f"cec {tmp_path}/a.aig {tmp_path}/b.aig")


def test_a_wrong_circuit_is_not_equivalent(tmp_path):
    right, wrong = adder(4), adder(4)
    wrong.outputs[3] ^= 1
    for name, aig in (("right", right), ("wrong", wrong)):
        write_circuit(aig, str(tmp_path / f"{name}.aig"))
    assert "NOT EQUIVALENT" in abc(f"cec {tmp_path}/right.aig {tmp_path}/wrong.aig")


def test_its_exclusive_ors_are_ours(tmp_path):
    """ABC's `&ps -m` counts the XORs that the gates hold."""
    for name, bits in (("a", 4), ("b", 9)):
        aig = adder(bits)
        write_circuit(aig, str(tmp_path / f"{name}.aig"))
        text = re.sub(r"\x1b\[[0-9;]*m", "", abc(f"&read {tmp_path}/{name}.aig; &ps -m"))
        found = re.search(r"xor\s*=\s*(\d+)", text)
        assert found, text
        assert int(found[1]) == netlist_of(aig, "xaig").tables.count(0b0110)
