"""Other shapes of a circuit: balanced trees, smaller ones, threshold gates."""

from __future__ import annotations

import functools
import operator

import pytest
from circuits import KNOWN, adder, aigs, chain, parity
from hypothesis import given
from hypothesis import strategies as st

from complexity.circuits.aig.covers import cover
from complexity.circuits.aig.cuts import cuts_of
from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import (
    outputs_on,
    projections,
    samples,
    simulate,
    truth_tables,
)
from complexity.circuits.aig.threshold import Gate, evaluate, threshold_of
from complexity.circuits.optimise.balance import balanced
from complexity.circuits.optimise.improve import improved
from complexity.circuits.optimise.rewrite import rewritten
from complexity.circuits.optimise.shallow import joined, shallower
from complexity.circuits.optimise.small_circuits import EVERY, VARIABLES, plan, recipe


@given(aigs(gates=50))
def test_balancing_keeps_the_functions_and_deepens_nothing(aig):
    found = balanced(aig)
    assert truth_tables(found) == truth_tables(aig)
    assert found.depth <= aig.depth
    assert len(found.inputs) == len(aig.inputs)


@pytest.mark.parametrize("bits", range(1, 40))
def test_a_chain_becomes_a_tree_of_least_depth(bits):
    found = balanced(chain(bits))
    assert (found.size, found.depth) == (bits - 1, (bits - 1).bit_length())
    assert found.input_names == [f"x{i}" for i in range(bits)]
    assert found.output_names == ["all"]


@given(aigs(gates=50))
def test_a_smaller_circuit_has_the_same_functions(aig):
    found = improved(aig, "size")
    assert truth_tables(found) == truth_tables(aig)
    assert found.size <= cone(aig).size


@pytest.mark.parametrize("bits", range(1, 9))
def test_a_chain_of_choices_becomes_small(bits):
    """Disjunctions of overlapping conjunctions are what a cover is before it is factored."""
    aig = Aig()
    common, found = aig.input(), 0
    for _ in range(bits):
        found = aig.or_(found, aig.and_(common, aig.input()))
    aig.output(found)
    assert (cone(aig).size, rewritten(aig).size) == (2 * bits - 1, bits)


@given(st.integers(0, EVERY))
def test_every_function_of_four_variables_has_a_plan(table):
    found = plan(table)
    values = [0, *VARIABLES]
    for a, b in found.gates:
        values.append((values[a >> 1] ^ EVERY * (a & 1)) & (values[b >> 1] ^ EVERY * (b & 1)))
    assert values[found.output >> 1] ^ EVERY * (found.output & 1) == table
    assert len(found.gates) <= recipe(table).gates
    assert len(plan(table ^ EVERY).gates) == len(found.gates)


def test_plans_of_known_functions():
    a, b, c, d = VARIABLES
    sizes = {
        a & b: 1, a ^ b: 3, a ^ b ^ c: 6, a ^ b ^ c ^ d: 9, a & b | c & d: 3, a & b ^ c & d: 5,
        a & b | c & (a | b): 4, a & b | ~a & c & EVERY: 3, a: 0, EVERY: 0,
    }  # fmt: skip
    assert {table: len(plan(table).gates) for table in sizes} == sizes


@pytest.mark.parametrize(("bits", "depth"), [(2, 4), (4, 6), (8, 8), (16, 10), (32, 11)])
def test_a_ripple_adder_becomes_shallow(bits, depth):
    found, slow = shallower(adder(bits)), adder(bits)
    assert (found.depth, slow.depth) == (depth, 2 * bits)
    patterns = samples(2 * bits, 500, 0)
    assert outputs_on(found, patterns, 500) == outputs_on(slow, patterns, 500)


@given(aigs(gates=50))
def test_a_shallower_circuit_has_the_same_functions(aig):
    found = improved(aig, "depth")
    assert truth_tables(found) == truth_tables(aig)
    assert found.depth <= balanced(aig).depth


@given(st.lists(st.integers(0, 5), max_size=7))
def test_the_least_depth_of_a_tree(levels):
    """Golumbic's rule against the tree that joins the two shallowest."""
    heap = sorted(levels)
    while len(heap) > 1:
        heap = sorted([1 + heap[1], *heap[2:]])
    assert joined(levels) == (heap[0] if heap else 0)


@given(st.integers(0, EVERY), st.integers(0, EVERY))
def test_a_cover_lies_between_its_bounds_and_no_cube_is_idle(one, other):
    lower, upper = one & other, one | other
    cubes, found = cover(lower, upper, 4)

    def table(cube):
        value = EVERY
        for i, variable in enumerate(VARIABLES):
            value &= variable if cube[0] >> i & 1 else EVERY
            value &= ~variable if cube[1] >> i & 1 else EVERY
        return value

    tables = [table(cube) for cube in cubes]
    assert functools.reduce(operator.or_, tables, 0) == found
    assert not lower & ~found
    assert not found & ~upper
    for at in range(len(tables)):
        rest = functools.reduce(operator.or_, [*tables[:at], *tables[at + 1 :]], 0)
        assert lower & ~rest


@pytest.mark.parametrize("most", [2, 4, 6])
@given(aigs(gates=30))
def test_a_cut_determines_its_variable(most, aig):
    """On every input the table, read at the values of the leaves, is the value of the root."""
    count = 1 << len(aig.inputs)
    values = simulate(aig, projections(len(aig.inputs)), count)
    for variable, cuts in enumerate(cuts_of(aig, most)):
        assert all(len(leaves) <= most for leaves, _ in cuts)
        for leaves, table in cuts:
            for x in range(count):
                place = sum((values[leaf] >> x & 1) << i for i, leaf in enumerate(leaves))
                assert table >> place & 1 == values[variable] >> x & 1


def test_an_aim_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'power' is no aim: size and depth are"):
        improved(Aig(), "power")


@given(aigs(inputs=4))
def test_threshold_gates_keep_the_functions(aig):
    found, kept = threshold_of(aig), cone(aig)
    tables, inputs = truth_tables(aig), len(aig.inputs)
    for x in range(1 << inputs):
        bits = evaluate(found, [x >> i & 1 for i in range(inputs)])
        assert bits == [table >> x & 1 for table in tables]
    assert found.size <= kept.size
    assert found.depth <= kept.depth
    assert found.wires <= 2 * kept.size


def test_a_conjunction_is_one_gate_and_a_disjunction_too():
    aig = Aig()
    inputs = [aig.input() for _ in range(5)]
    some, all_ = 0, 1
    for at, lit in enumerate(inputs):
        some, all_ = aig.or_(some, lit ^ (at == 2)), aig.and_(all_, lit)
    aig.output(some)
    aig.output(all_)
    found = threshold_of(aig)
    wires = (1, 2, 3, 4, 5)
    assert set(found.gates) == {
        Gate(wires, (-1, -1, 1, -1, -1), 1), Gate(wires, (1, 1, 1, 1, 1), 5)
    }  # fmt: skip
    assert (found.size, found.depth, found.wires) == (2, 1, 10)


@pytest.mark.parametrize(("name", "size", "depth"), [
    ("xor2", 3, 2), ("conjunction of 8", 1, 1), ("majority", 4, 3), ("parity of 5", 12, 8),
    ("nothing", 0, 0),
])  # fmt: skip
def test_threshold_counts_of_known_circuits(name, size, depth):
    found = threshold_of(KNOWN[name])
    assert (found.size, found.depth) == (size, depth)


def test_large_circuits_are_no_trouble():
    for aig in (adder(500), parity(1000), chain(3000)):
        assert balanced(aig).depth <= aig.depth
        assert threshold_of(aig).size <= aig.size
        assert rewritten(aig).size <= aig.size
