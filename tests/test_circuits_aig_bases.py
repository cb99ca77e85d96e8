"""Circuits in other bases: the counts of textbooks, the same functions, the length's real code."""

from __future__ import annotations

from fractions import Fraction

import pytest
from circuits import KNOWN, adder, aigs, full_adder, majority, parity, xor2
from hypothesis import given
from hypothesis import strategies as st

from complexity.circuits.aig.bases import BASES, NOT, OPS, XOR, Netlist, netlist_of, values_of
from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.derivation import (
    Malformed,
    decode,
    encode,
    falling,
    primes,
    weigh,
    written_weight,
)
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import projections, truth_tables
from complexity.encoding.weight import weight_of

COUNTS = [
    ("xor2", xor2(), (3, 2), (1, 1), (1, 1)),
    ("full adder", full_adder(), (7, 4), (5, 3), (5, 3)),
    ("majority", majority(), (4, 3), (4, 3), (4, 3)),
    ("parity of 5", parity(5), (12, 8), (4, 4), (4, 4)),
    *[(f"adder of {n}", adder(n), (7 * n - 4, 2 * n), (5 * n - 3, None), (5 * n - 3, None))
      for n in (1, 2, 4, 8, 32)],
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "aig", "ands", "xors", "full"), COUNTS, ids=[c[0] for c in COUNTS]
)
def test_known_counts(name, aig, ands, xors, full):
    for basis, (size, depth) in zip(BASES, (ands, xors, full), strict=True):
        found = netlist_of(aig, basis)
        assert found.size == size
        assert depth is None or found.depth == depth


@given(aigs(gates=50))
def test_every_basis_keeps_the_functions_and_counts_no_more(aig):
    inputs, kept = len(aig.inputs), cone(aig)
    sizes, depths = [], []
    for basis in BASES:
        found = netlist_of(aig, basis)
        assert values_of(found, projections(inputs), 1 << inputs) == list(truth_tables(aig))
        assert set(found.tables) <= {*OPS[basis], NOT}
        for table, a, b in zip(found.tables, found.left, found.right, strict=True):
            assert (a == b) if table == NOT else (0 < a < b)
        sizes.append(found.size - found.tables.count(NOT))
        depths.append(found.depth)
    assert kept.size == sizes[0] >= sizes[1] == sizes[2]
    assert kept.depth == depths[0] >= depths[1]


def test_inverters_are_counted_only_where_no_gate_takes_them_in():
    aig = Aig()
    a, b = aig.input(), aig.input()
    both = aig.and_(a, b)
    aig.output(both ^ 1)
    assert netlist_of(aig, "full").tables == bytes([0b0111])
    aig.output(both)
    assert netlist_of(aig, "full").tables == bytes([0b1000, NOT])
    aig.output(a ^ 1)
    aig.output(a ^ 1)
    aig.output(1)
    found = netlist_of(aig, "full")
    assert found.tables == bytes([0b1000, NOT, NOT])
    assert found.outputs == (8, 6, 10, 10, 1)
    assert netlist_of(aig, "xaig").size == netlist_of(aig, "aig").size == 1


def test_an_unknown_basis_is_refused():
    with pytest.raises(ValueError, match="no basis is called 'nand': aig, xaig, full"):
        netlist_of(xor2(), "nand")


def counted(inputs, gates, outputs, basis, inverters=()):
    """The weight, multiplied out as the docstring says."""
    total = 1
    for number in (inputs, gates, outputs):
        total *= 2 ** (2 * (number + 1).bit_length() - 1)
    for at in range(gates):
        wires = inputs + at
        if wires > 1:
            total *= {"aig": 4, "xaig": 5, "full": 11}[basis]
        total *= wires if at in inverters else wires * (wires - 1) // 2
    wires = inputs + gates
    return total * (wires + 2 if basis == "full" else 2 * wires + 2) ** outputs


def test_the_weight_of_small_netlists_by_hand():
    assert weigh(netlist_of(xor2(), "xaig")).value == counted(2, 1, 1, "xaig")
    assert weigh(netlist_of(xor2(), "aig")).value == counted(2, 3, 1, "aig")
    assert weigh(netlist_of(full_adder(), "full")).value == counted(3, 5, 2, "full")
    inverter = Netlist("full", 1, bytes([NOT, NOT]), [1, 2], [1, 2], (6,))
    assert weigh(inverter).value == counted(1, 2, 1, "full", (0, 1))
    assert weigh(netlist_of(Aig(), "full")).value == 8


@pytest.mark.parametrize("basis", BASES)
@given(aigs(gates=50))
def test_a_code_reads_back_and_its_length_is_the_weight(basis, aig):
    netlist = netlist_of(aig, basis)
    bits = encode(netlist)
    found = decode(bits, basis)
    for part in ("basis", "inputs", "tables", "left", "right", "outputs"):
        assert getattr(found, part) == getattr(netlist, part)
    weight = weigh(netlist)
    assert weight == written_weight(netlist)
    assert len(bits) == (weight.value - 1).bit_length() + 1


def test_the_weight_of_a_large_circuit_is_that_of_its_choices():
    for basis in BASES:
        assert weigh(netlist_of(adder(60), basis)) == written_weight(netlist_of(adder(60), basis))


@st.composite
def netlists(draw, basis):
    """Small netlists of any shape, inverters anywhere."""
    inputs = draw(st.integers(0, 2))
    tables, left, right = [], [], []
    for wires in range(inputs, inputs + draw(st.integers(0, 4))):
        choices = ([NOT] if basis == "full" and wires else []) + (list(OPS[basis]) * (wires > 1))
        if not choices:
            break
        table = draw(st.sampled_from(choices))
        a = draw(st.integers(1, wires if table == NOT else wires - 1))
        tables.append(table)
        left.append(a)
        right.append(a if table == NOT else draw(st.integers(a + 1, wires)))
    wires = inputs + len(tables)
    wanted = st.integers(0, 2 * wires + 1).filter(
        lambda lit: basis != "full" or lit < 2 or not lit & 1
    )
    outputs = draw(st.lists(wanted, max_size=2))
    return Netlist(basis, inputs, bytes(tables), left, right, tuple(outputs))


@pytest.mark.parametrize("basis", BASES)
@given(st.data())
def test_no_code_is_a_prefix_of_another(basis, data):
    first, second = data.draw(netlists(basis)), data.draw(netlists(basis))
    assert weigh(first) == written_weight(first)
    one, two = encode(first), encode(second)
    same = (first.inputs, first.tables, first.left, first.right, first.outputs) == (
        second.inputs, second.tables, second.left, second.right, second.outputs,
    )  # fmt: skip
    assert same == (one == two)
    assert same or not (one.startswith(two) or two.startswith(one))


@pytest.mark.parametrize("basis", BASES)
def test_the_probabilities_of_all_netlists_of_a_shape_sum_to_those_of_its_counts(basis):
    """Kraft's sum, with equality: no choice has an alternative that no netlist takes."""
    total = Fraction(0)
    inputs, gates, outputs = 2, 2, 1
    pairs = {2: [(1, 2)], 3: [(1, 2), (1, 3), (2, 3)]}
    every = [[]]
    for wires in (2, 3):
        gate = [(op, a, b) for op in OPS[basis] for a, b in pairs[wires]]
        gate += [(NOT, a, a) for a in range(1, wires + 1)] if basis == "full" else []
        every = [[*known, one] for known in every for one in gate]
    targets = [lit for lit in range(10) if basis != "full" or lit < 2 or not lit & 1]
    for chosen in every:
        tables, left, right = zip(*chosen, strict=True)
        for lit in targets:
            weight = weigh(Netlist(basis, inputs, bytes(tables), left, right, (lit,)))
            total += Fraction(1, weight.value)
    assert total == Fraction(1, 2 ** (3 + 3 + 3))
    assert (inputs, gates, outputs) == (2, 2, 1)


@pytest.mark.parametrize(
    "bits", ["", "0", "1", "2", "010101", encode(netlist_of(xor2(), "aig")) + "0"]
)
def test_bits_that_are_no_code_are_refused(bits):
    with pytest.raises(Malformed):
        decode(bits, "aig")


@given(st.integers(1, 300), st.integers(0, 300))
def test_the_primes_of_a_product_of_consecutive_integers(start, count):
    numbers = dict.fromkeys(range(start, start + count), 1)
    assert {p: e for p, e in falling(start, start + count).items() if e} == dict(
        weight_of(numbers).factors
    )


def test_primes():
    assert primes(30) == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    assert primes(0) == primes(2) == []


@pytest.mark.parametrize("name", KNOWN)
def test_an_exclusive_or_is_shorter_where_it_is_a_gate(name):
    aig = KNOWN[name]
    plain, xors = (netlist_of(aig, basis) for basis in ("aig", "xaig"))
    if XOR in xors.tables:
        assert weigh(xors).bits < weigh(plain).bits
    else:
        assert xors.size == plain.size
