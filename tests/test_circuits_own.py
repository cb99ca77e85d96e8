"""What stands in a file is counted as it stands; what is computed of it is counted beside."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from circuits import adder
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import evaluate, truth_tables
from complexity.circuits.files.aiger import built, read_raw
from complexity.circuits.files.definition_order import connect
from complexity.circuits.files.formats import read_circuit, read_file, write_circuit
from complexity.circuits.files.problems import BadCircuit
from complexity.cli import main

ABC = shutil.which("berkeley-abc") or shutil.which("abc")
EPFL = Path(os.environ.get("EPFL", "no folder"))  # of NAME.aig and NAME_best_size.blif


def binary(inputs, gates, outputs):
    """A binary AIGER file of gates as pairs of literals, whatever they are."""
    most = inputs + len(gates)
    data = bytearray(f"aig {most} {inputs} 0 {len(outputs)} {len(gates)}\n".encode())
    data += "".join(f"{lit}\n" for lit in outputs).encode()
    for variable, pair in enumerate(gates, inputs + 1):
        high, low = max(pair), min(pair)
        for delta in (2 * variable - high, high - low):
            while delta > 127:
                data.append(delta & 127 | 128)
                delta >>= 7
            data.append(delta)
    return bytes(data)


@st.composite
def raws(draw):
    """Gates of every kind: equal ones, constant ones, dead ones, of an operand and itself."""
    inputs = draw(st.integers(1, 4))
    gates = []
    for variable in range(inputs + 1, inputs + 1 + draw(st.integers(0, 12))):
        pick = st.integers(0, 2 * variable - 1)
        gates.append((draw(pick), draw(pick)))
    pick = st.integers(0, 2 * (inputs + len(gates)) + 1)
    return inputs, gates, draw(st.lists(pick, min_size=1, max_size=3))


def levels(inputs, gates, outputs):
    level = [0] * (inputs + 1)
    for a, b in gates:
        level.append(1 + max(level[a >> 1], level[b >> 1]))
    return max(level[lit >> 1] for lit in outputs)


def values(inputs, gates, outputs, row):
    bits = [0, *row]
    for a, b in gates:
        bits.append((bits[a >> 1] ^ a & 1) & (bits[b >> 1] ^ b & 1))
    return [bits[lit >> 1] ^ lit & 1 for lit in outputs]


@settings(max_examples=200)
@given(raws())
def test_a_file_is_counted_as_it_stands(tmp_path_factory, raw):
    inputs, gates, outputs = raw
    path = tmp_path_factory.mktemp("own") / "c.aig"
    path.write_bytes(binary(*raw))
    found = read_file(str(path))
    assert (found.own.what, found.own.count) == ("AND", len(gates))
    assert found.own.levels == levels(*raw)
    assert found.own.shared <= (len(gates), levels(*raw))
    assert (found.aig.size, found.aig.depth) <= (len(gates), levels(*raw))
    plain = read_circuit(str(path), rules=False)
    for row in product((0, 1), repeat=inputs):
        for aig in (found.aig, plain):
            assert evaluate(aig, row) == values(inputs, gates, outputs, row)


def statistics(path):
    told = subprocess.run([ABC, "-q", f"read {path}; print_stats"], capture_output=True, text=True,
                          check=True)  # fmt: skip
    text = re.sub(r"\x1b\[[0-9;]*m", "", told.stdout)
    return {key: int(value) for key, value in re.findall(r"(\w+) *= *(\d+)", text)}


@pytest.mark.abc
@pytest.mark.skipif(ABC is None, reason="berkeley-abc is not installed")
@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_abc(tmp_path, seed):
    """It shares equal gates and drops dead ones as it reads, and no more."""
    rng = random.Random(seed)
    gates = []
    for variable in range(9, 9 + rng.randint(5, 60)):
        gates.append((rng.randrange(2, 2 * variable), rng.randrange(2, 2 * variable)))
    outputs = [rng.randrange(2, 2 * (9 + len(gates))) for _ in range(4)]
    path = tmp_path / "c.aig"
    path.write_bytes(binary(8, gates, outputs))
    told = statistics(path)
    assert read_file(str(path)).own.shared == (told["and"], told["lev"])


@pytest.mark.abc
@pytest.mark.skipif(ABC is None, reason="berkeley-abc is not installed")
@pytest.mark.skipif(not EPFL.is_dir(), reason="EPFL does not name the folder of the benchmarks")
def test_figures_of_published_files_are_those_of_abc():
    for path in sorted(EPFL.glob("*.aig")):
        own, told = read_file(str(path)).own, statistics(path)
        assert (own.count, own.levels) == own.shared == (told["and"], told["lev"])
    for path in sorted(EPFL.glob("*.blif")):
        own, told = read_file(str(path)).own, statistics(path)
        assert own.count == path.read_text().count(".names ")
        assert own.count <= told["nd"]  # ABC makes a node of a constant that is an output
        assert (own.edges, own.cubes, own.levels) == (told["edge"], told["cube"], told["lev"])


NO_RULE = "aag 4 2 0 1 2\n2\n4\n8\n6 4 2\n8 6 2\n"  # a rule of two levels leaves one gate
TWICE = "aag 5 2 0 1 3\n2\n4\n10\n6 4 2\n8 2 4\n10 6 9\n"


@pytest.fixture
def told(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(name, text, *words):
        (tmp_path / name).write_text(text)
        code = main(["circuit", name, *words])
        page = " ".join(capsys.readouterr().out.split())
        main(["circuit", name, *words, "--json", "-"])
        return code, page, json.loads(capsys.readouterr().out)

    return run


def test_the_page_shows_both(told):
    code, page, found = told("c.aag", NO_RULE)
    assert (code, found["size"], found["depth"]) == (0, 1, 1)
    assert found["file"] == {"ands": 2, "levels": 2, "shared": {"ands": 2, "levels": 2}}
    assert "in the file: 2 ANDs, 2 levels reduced: equal gates shared, simplified by" in page
    assert "as it stands" not in page
    _, page, found = told("c.aag", TWICE)
    assert found["file"] == {"ands": 3, "levels": 2, "shared": {"ands": 0, "levels": 0}}
    assert "3 ANDs, 2 levels; 0 and 0 with equal ones shared and dead ones dropped" in page
    _, page, found = told("c.aag", NO_RULE, "--optimise", "size")
    assert "optimised for size" in page


NETWORK = """.model m
.default_input_arrival 0 0
.wire_load_slope 0.00
.inputs a b
.outputs f
.area 3
.delay a INV 1 2 3 4 5 6
.names a b t
11 1
.attr src "mine.v:3"
.param W 3
.cname g
.names t a b f
1-- 1
-00 1
.end
"""


def test_what_says_nothing_of_the_function_is_skipped(told):
    code, page, found = told("c.blif", NETWORK)
    assert code == 0
    assert found["file"] == {"nodes": 2, "edges": 5, "cubes": 3, "levels": 2, "shared": None}
    assert "in the file: 2 nodes, 5 edges, 3 cubes, 2 levels" in page
    assert truth_tables(read_circuit("c.blif")) == (0b1001,)


WRONG_NETWORKS = {
    "a row under no cover": NETWORK.replace(".param W 3\n", ".param W 3\n11 1\n"),
    "a word that is not known": NETWORK.replace(".area", ".speed"),
    "memory": NETWORK.replace(".area 3", ".latch a b"),
}


@pytest.mark.parametrize("text", WRONG_NETWORKS.values(), ids=WRONG_NETWORKS)
def test_nothing_else_is_skipped(told, text):
    code, _, found = told("c.blif", text)
    assert (code, found["code"]) == (2, "CX009")


def test_a_symbol_named_twice_is_refused(told):
    code, _, found = told("c.aag", NO_RULE + "i0 a\ni0 b\n")
    assert (code, found["code"]) == (2, "CX009")
    assert "symbol i0 is named twice" in found["message"]
    assert told("c.aag", NO_RULE + "i0 a\ni1 b\no0 a\n")[0] == 0


# ---------------------------------------------------------------- other formats


BENCH = """# c
INPUT(a)
INPUT(b)
INPUT(c)
OUTPUT(f)
OUTPUT(g)
output(h)
t = NAND(a, b, c)
u = NOT(t)
f = XOR(u, c, a)
g = BUFF(t)
w = LUT 0x1e ( a, b, c )
one = vdd
zero = gnd
v = and(one, w)
h = NOR(v, zero)
"""


def test_bench_is_read(told):
    code, page, found = told("c.bench", BENCH)
    assert (code, found["inputs"], found["outputs"]) == (0, 3, 3)
    assert found["file"] == {"gates": 9, "edges": 15, "levels": 3, "shared": None}
    assert "in the file: 9 gates, 15 edges, 3 levels" in page
    aig = read_circuit("c.bench")
    for a, b, c in product((0, 1), repeat=3):
        every, lut = a & b & c, 0x1E >> a + 2 * b + 4 * c & 1
        assert evaluate(aig, (a, b, c)) == [every ^ c ^ a, 1 - every, 1 - lut]


WRONG_BENCH = {
    "memory": ("f = DFF(a)", "has memory"),
    "another gate": ("f = MAJ(a, b, c)", "'MAJ' is no gate that is read"),
    "nothing that is known": ("f a b", "is no INPUT, no OUTPUT and no gate"),
    "a signal that nothing defines": ("f = AND(a, z)", "z is used, and nothing defines it"),
    "a cycle": ("f = AND(a, f)", "needs itself"),
    "an input that is defined": ("a = AND(b, c)\nf = NOT(a)", "a is defined twice"),
    "a table that is too long": ("f = LUT 0x10 (a, b)", "no table of 2 signals"),
    "an inverter of two": ("f = NOT(a, b)", "does not read 2 signals"),
    "no operands": ("f = AND()", "does not read 0 signals"),
    "an output of nothing": ("g = AND(a, b)", "output f is defined by nothing"),
}


@pytest.mark.parametrize(("line", "message"), WRONG_BENCH.values(), ids=WRONG_BENCH)
def test_what_is_no_bench_is_refused(told, line, message):
    text = f"INPUT(a)\nINPUT(b)\nINPUT(c)\nOUTPUT(f)\n{line}\n"
    code, _, found = told("c.bench", text)
    assert (code, found["code"]) == (2, "CX009")
    assert message in found["message"]


@pytest.mark.abc
@pytest.mark.skipif(ABC is None, reason="berkeley-abc is not installed")
@pytest.mark.parametrize("option", ["", "-l"])
def test_the_bench_of_abc_is_read(tmp_path, option):
    first, second = tmp_path / "c.aig", tmp_path / "c.bench"
    write_circuit(adder(4), str(first))
    subprocess.run([ABC, "-q", f"read {first}; write_bench {option} {second}"], check=True,
                   capture_output=True)  # fmt: skip
    assert truth_tables(read_circuit(str(second))) == truth_tables(adder(4))


@pytest.mark.parametrize("suffix", [".v", ".V", ".vhd", ".eqn", ".pla"])
@pytest.mark.parametrize("command", ["circuit", "score", "minimum"])
def test_a_format_that_is_not_read_is_named(capsys, tmp_path, monkeypatch, suffix, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"c{suffix}").write_text("module c;\n")
    assert main([command, f"c{suffix}"]) == 2
    told = capsys.readouterr().err
    assert f"c{suffix}: this is " in told
    assert ".aig, .aag, .blif, .bench" in told


@pytest.mark.parametrize("suffix", [".AIG", ".Aag", ".BLIF", ".Bench"])
def test_endings_in_capital_letters_are_read(tmp_path, suffix):
    path = tmp_path / f"c{suffix}"
    if suffix == ".Bench":
        path.write_text(BENCH)
    else:
        write_circuit(adder(2), str(path))
    assert len(read_circuit(str(path)).outputs) == 3


# ---------------------------------------------------------------- covers and their order


def cover(inputs, rows, value="1"):
    names = [f"x{i}" for i in range(inputs)]
    lines = [".model m", f".inputs {' '.join(names)}", ".outputs f", f".names {' '.join(names)} f"]
    return "\n".join([*lines, *(f"{row} {value}" for row in rows), ".end", ""])


@settings(max_examples=150)
@given(st.integers(1, 6), st.integers(0, 2**64), st.integers(1, 40), st.sampled_from("01"))
def test_a_cover_is_the_disjunction_of_its_rows(tmp_path_factory, inputs, seed, count, value):
    rng = random.Random(seed)
    rows = ["".join(rng.choice("01-") for _ in range(inputs)) for _ in range(count)]
    path = tmp_path_factory.mktemp("cover") / "c.blif"
    path.write_text(cover(inputs, rows, value))
    aig = read_circuit(str(path))
    for bits in product("01", repeat=inputs):
        met = any(all(a in ("-", b) for a, b in zip(row, bits, strict=True)) for row in rows)
        assert evaluate(aig, list(map(int, bits))) == [int(met == (value == "1"))]


def test_covers_of_many_rows_are_not_written_out(tmp_path):
    """A parity of ten has 512 rows, of which each would be nine gates."""
    path = tmp_path / "c.blif"
    rows = ["".join(bits) for bits in product("01", repeat=10) if bits.count("1") % 2]
    path.write_text(cover(10, rows))
    assert cone(read_circuit(str(path))).size == 27
    rng = random.Random(0)
    shared = ["1" * 20 + "".join(rng.choice("01-") for _ in range(20)) for _ in range(200)]
    path.write_text(cover(40, shared))  # more signals than a table has: the rows are factored
    assert cone(read_circuit(str(path))).size < 200 * 20 / 2
    nested = ["1" * i + "0" + "-" * (499 - i) for i in range(500)]  # factors within factors
    path.write_text(cover(500, nested))
    assert 500 < cone(read_circuit(str(path))).size < 500 * 500 / 2 / 10


class Counted(dict):
    """A mapping that counts how often it is asked."""

    asked = 0

    def __contains__(self, key):
        self.asked += 1
        return super().__contains__(key)


@pytest.mark.parametrize("shape", ["each needs all before", "one needs all", "a chain"])
def test_definitions_are_ordered_in_time_that_grows_with_their_needs(shape):
    count = 400
    reads = {
        "each needs all before": {i: range(i) for i in reversed(range(count))},
        "one needs all": {count: range(count), **dict.fromkeys(range(count), ())},
        "a chain": {i: range(max(0, i - 1), i) for i in reversed(range(count))},
    }[shape]
    known, places = Counted(), dict.fromkeys(reads, 1)
    order = connect(reads, known, places, "signal")
    place = {name: at for at, name in enumerate(order)}
    assert all(place[one] < place[name] for name, own in reads.items() for one in own)
    needs = sum(map(len, reads.values()))
    assert known.asked <= 2 * needs + count


def test_a_cycle_is_found_wherever_it_is():
    with pytest.raises(BadCircuit, match="signal b needs itself"):
        connect({"a": "b", "b": "cd", "c": "db", "d": ""}, "", dict.fromkeys("abcd", 1), "signal")
    with pytest.raises(BadCircuit, match="x is used"):
        connect({"a": "bx", "b": ""}, "", dict.fromkeys("ab", 1), "signal")


def test_the_raw_file_and_the_circuit_are_one_function():
    raw = read_raw(TWICE.encode())
    assert truth_tables(built(raw)) == truth_tables(built(raw, rules=False)) == (0,)
    assert isinstance(built(raw), Aig)
