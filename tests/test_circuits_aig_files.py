"""Circuits in files: every format reads back, and what is malformed is a message with its place."""

from __future__ import annotations

import re

import pytest
from circuits import KNOWN, adder, aigs
from hypothesis import given
from hypothesis import strategies as st

from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.files.aiger import read_aiger, write_aiger
from complexity.circuits.files.blif import read_blif, write_blif
from complexity.circuits.files.formats import as_format, is_circuit, read_circuit, write_circuit
from complexity.circuits.files.problems import BadCircuit
from complexity.circuits.files.verilog import spell, write_verilog

READERS = {".aig": read_aiger, ".aag": read_aiger, ".blif": read_blif}
NAMES = st.text(max_size=6)


def named(aig: Aig, names: list[str]) -> Aig:
    """The circuit with names from a list."""
    kept = cone(aig)
    supply = iter(names)
    kept.input_names[:] = [next(supply, "") for _ in kept.inputs]
    kept.output_names[:] = [next(supply, "") for _ in kept.outputs]
    return kept


@pytest.mark.parametrize("suffix", READERS)
@given(aigs(), st.lists(NAMES, max_size=9))
def test_what_is_written_reads_back(suffix, aig, names):
    written = named(aig, names)
    found = READERS[suffix](as_format(written, suffix))
    assert truth_tables(found) == truth_tables(written)
    assert (found.size, found.depth) == (written.size, written.depth)
    assert len(found.inputs) == len(written.inputs)


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("name", KNOWN)
def test_names_and_sizes_survive(suffix, name, tmp_path):
    aig, path = KNOWN[name], str(tmp_path / f"circuit{suffix}")
    write_circuit(aig, path)
    found = read_circuit(path)
    assert (found.size, found.depth, found.input_names, found.output_names) == (
        aig.size, aig.depth, aig.input_names, aig.output_names,
    )  # fmt: skip
    assert truth_tables(found) == truth_tables(aig)


def test_the_bytes_of_a_half_adder():
    """The example of the AIGER report, section 2."""
    aig = read_aiger(
        b"aag 7 2 0 2 3\n2\n4\n6\n12\n6 13 15\n12 2 4\n14 3 5\n"
        b"i0 x\ni1 y\no0 s\no1 c\nc\nhalf adder\n"
    )
    assert list(truth_tables(aig)) == [0b0110, 0b1000]
    assert (aig.input_names, aig.output_names) == (["x", "y"], ["s", "c"])
    binary = write_aiger(aig)
    head, _, rest = binary.partition(b"\n")
    assert head == b"aig 5 2 0 2 3"
    assert read_aiger(binary).size == 3
    assert rest.endswith(b"i0 x\ni1 y\no0 s\no1 c\n")


def test_an_ascii_file_in_any_order_is_read():
    aig = read_aiger(b"aag 9 2 0 1 3\n18\n2\n9\n8 6 7\n6 18 3\n4 2 3\n")
    assert list(truth_tables(aig)) == [0b1111]


def test_covers_of_every_kind():
    aig = read_blif(
        b"# a comment\n.model m\n.inputs a b \\\n c\n.outputs f g h one zero same\n"
        b".names a b c f\n11- 1\n--1 1\n.names a b g\n00 0\n.names t h\n0 1\n"
        b".names b c t # later\n01 1\n10 1\n.names one\n1\n.names zero\n.names a same\n1 1\n.end\n"
    )
    a, b, c = 0b10101010, 0b11001100, 0b11110000
    assert list(truth_tables(aig)) == [a & b | c, a | b, ~(b ^ c) & 255, 255, 0, a]
    assert aig.output_names == ["f", "g", "h", "one", "zero", "same"]


BAD_AIGER = [
    (b"", "the file ends after 0 bytes"),
    (b"hello\n", "line 1: the file does not begin"),
    (b"aag 1 1 0\n", "line 1: the header is not"),
    (b"aag 1 -1 0 0 0\n", "line 1: '-1' is no number, where I of the header stands"),
    (b"aag " + b"9" * 30 + b" 0 0 0 0\n", "is no number, where M"),
    (b"aag 1 0 1 0 0\n2 3\n", "line 1: the circuit has 1 latches"),
    (b"aig 1 1 0 0 0 1\n3\n", "line 1: the circuit has properties"),
    (b"aag 1 1 0 0 1\n", "line 1: M is 1, but I + L + A is 2"),
    (b"aig 3 1 0 0 1\n\x02\x02", "line 1: M is 3, but I + L + A is 2"),
    (b"aag 99999999999 1 0 0 1\n2\n", "line 1: 99,999,999,999 variables are over"),
    (b"aig 9999999 9999999 0 0 0\n", "line 1: 9,999,999 inputs are over"),
    (b"aig 9000000 0 0 0 9000000\n", "line 1: 0 outputs and 9,000,000 gates do not fit"),
    (b"aag 1 1 0 1 0\n2\n", "line 2: the file ends after"),
    (b"aag 1 1 0 1 0\n3\n2\n", "line 2: literal 3 cannot be defined"),
    (b"aag 1 1 0 1 0\n0\n2\n", "line 2: literal 0 cannot be defined"),
    (b"aag 2 2 0 1 0\n2\n2\n2\n", "line 3: variable 1 is defined twice"),
    (b"aag 1 1 0 1 0\n2\n4\n", "line 3: literal 4 is of no variable: M is 1"),
    (b"aag 2 1 0 1 0\n2\n4\n", "output needs variable 2, which nothing defines"),
    (b"aag 2 1 0 0 1\n2\n4 2\n", "line 3: a gate is three literals"),
    (b"aag 3 1 0 0 2\n2\n4 2 2\n4 2 3\n", "line 4: variable 2 is defined twice"),
    (b"aag 2 1 0 0 1\n2\n2 2 2\n", "line 3: variable 1 is defined twice"),
    (b"aag 3 1 0 0 1\n2\n4 2 6\n", "line 3: variable 3 is used, and nothing defines it"),
    (b"aag 3 1 0 0 2\n2\n4 6 2\n6 4 2\n", "needs itself: the circuit has a cycle"),
    (b"aag 2 1 0 0 1\n2\n4 4 2\n", "line 3: variable 2 needs itself"),
    (b"aag 1 1 0 0 0\n2\nx0 a\n", "line 3: 'x0 a' is no symbol"),
    (b"aag 1 1 0 0 0\n2\ni1 a\n", "line 3: symbol i1 names nothing: there are 1"),
    (b"aig 2 1 0 0 1\n\x05\x00", "byte 14: the operands of gate 2 are not before it"),
    (b"aig 2 1 0 0 1\n\x00\x00", "byte 14: the operands of gate 2 are not before it"),
    (b"aig 2 1 0 0 1\n\x02\x80", "byte 16: the file ends amid its gates"),
    (b"aig 2 1 0 0 1\n\x82\x80\x80\x80\x80\x80", "byte 14: a difference is longer than 5 bytes"),
    (b"aig 2 1 0 0 1\n\x02\x02x0\n", "is no symbol"),
]  # fmt: skip

BAD_BLIF = [
    (b"", "line 1: there is no .model"),
    (b".inputs a\n", "line 1: there is no .model"),
    (b".model m\n.latch a b\n", "line 2: .latch: the circuit has memory"),
    (b".model m\n.subckt f a=b\n", "line 2: .subckt is not read"),
    (b".model m\n.wires a\n", "line 2: .wires is no word of BLIF"),
    (b".model m\n.model n\n", "line 2: the file has more than one model"),
    (b".model m\n.end\n.model n\n", "line 3: the file has more than one model"),
    (b".model m\n11 1\n", "line 2: '11' stands under no .names"),
    (b".model m\n.names\n", "line 2: .names names nothing"),
    (b".model m\n.inputs a a\n", "line 2: input a is defined twice"),
    (b".model m\n.inputs a\n.names b a\n", "line 3: signal a is defined twice"),
    (b".model m\n.names b\n.inputs b\n", "line 3: input b is defined twice"),
    (b".model m\n.outputs a\n", "line 2: output a is defined by nothing"),
    (b".model m\n.inputs a\n.names a b\n11 1\n", "line 4: '11 1' is no row over 1 signals"),
    (b".model m\n.inputs a\n.names a b\n2 1\n", "line 4: '2 1' is no row"),
    (b".model m\n.inputs a\n.names a b\n1 2\n", "line 4: the value '2' is not"),
    (b".model m\n.inputs a\n.names a b\n1 1\n0 0\n", "line 5: the value '0' is not"),
    (b".model m\n.names a b\n1 1\n.names b a\n1 1\n", "needs itself: the circuit has a cycle"),
    (b".model m\n.names c b\n1 1\n", "line 2: signal c is used, and nothing defines it"),
]


@pytest.mark.parametrize(
    ("data", "message"), BAD_AIGER, ids=[str(i) for i in range(len(BAD_AIGER))]
)
def test_bad_aiger_is_refused_with_its_place(data, message):
    with pytest.raises(BadCircuit, match=re.escape(message)) as caught:
        read_aiger(data)
    assert caught.value.repair


@pytest.mark.parametrize(("data", "message"), BAD_BLIF, ids=[str(i) for i in range(len(BAD_BLIF))])
def test_bad_blif_is_refused_with_its_line(data, message):
    with pytest.raises(BadCircuit, match=re.escape(message)) as caught:
        read_blif(data)
    assert caught.value.repair


@given(st.sampled_from(list(READERS)), st.data())
def test_a_damaged_file_is_read_or_refused(suffix, data):
    written = bytearray(as_format(adder(3), suffix))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(written) - 1))
        written[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not written:
            break
    try:
        found = READERS[suffix](bytes(written))
    except BadCircuit:
        return
    assert cone(found).size <= found.size


def test_deep_circuits_need_no_recursion():
    deep = 50_000
    rows = [f"{2 * i + 4} {2 * i + 6} 2" for i in range(deep)]
    text = "\n".join([f"aag {deep + 2} 1 0 1 {deep + 1}", "2", "4", *rows, f"{2 * deep + 4} 2 2"])
    assert truth_tables(read_aiger(text.encode())) == (0b10,)


def test_suffixes(tmp_path):
    for suffix in ("aig", "aag", "blif", "bench", "v", "AIG", "Blif", "BENCH", "vhdl", "pla"):
        assert is_circuit(f"a.{suffix}")
    assert not any(
        map(is_circuit, ("a.py", "a.graph", "sorting", "sorting/bubble", "a.py::v", "e8"))
    )
    with pytest.raises(BadCircuit, match=r"no format has the suffix '.txt'"):
        write_circuit(adder(2), str(tmp_path / "a.txt"))


def test_the_text_of_blif():
    assert write_blif(KNOWN["xor2"]) == (
        ".model circuit\n.inputs a b\n.outputs s\n.names a b n3\n11 1\n.names a b n4\n00 1\n"
        ".names n3 n4 n5\n00 1\n.names n5 s\n1 1\n.end\n"
    )


def test_the_text_of_verilog():
    assert write_verilog(KNOWN["xor2"]) == (
        "module circuit (\n  a,\n  b,\n  s\n);\n  input a;\n  input b;\n  output s;\n"
        "  wire n3;\n  wire n4;\n  wire n5;\n  assign n3 = a & b;\n  assign n4 = ~a & ~b;\n"
        "  assign n5 = ~n3 & ~n4;\n  assign s = n5;\nendmodule\n"
    )


@given(aigs(), st.lists(NAMES, max_size=9))
def test_verilog_means_what_the_circuit_does(aig, names):
    """A reader of assignments, written for this test, evaluates the module on all inputs."""
    written = named(aig, names)
    text = write_verilog(written)
    ports = re.findall(r"^  (input|output) (\\\S+ |\w+);$", text, re.M)
    inputs = [name for kind, name in ports if kind == "input"]
    every = (1 << (1 << len(inputs))) - 1
    tables = [
        sum(1 << x for x in range(1 << len(inputs)) if x >> i & 1) for i in range(len(inputs))
    ]
    values = dict(zip(inputs, tables, strict=True)) | {"1'b0": 0, "1'b1": every}
    for name, term in re.findall(r"^  assign (\\\S+ |\w+) = (.*);$", text, re.M):
        found = every
        for part in term.split(" & "):
            value = values[part.removeprefix("~")]
            found &= value ^ every if part.startswith("~") else value
        values[name] = found
    outputs = [values[name] for kind, name in ports if kind == "output"]
    assert outputs == list(truth_tables(written))


def test_names_that_are_no_identifiers_are_escaped():
    assert [spell(name) for name in ("a", "a[0]", "wire", "0a")] == [
        "a",
        "\\a[0] ",
        "\\wire ",
        "\\0a ",
    ]
