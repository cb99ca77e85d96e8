"""Live wires of circuits: the peak of an order by its definition, the least over all orders."""

from __future__ import annotations

import itertools

import pytest
from circuits import adder, aigs, chain, full_adder, parity, xor2
from hypothesis import given
from hypothesis import strategies as st

from complexity.circuits.aig.bases import netlist_of
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.live_wires import least_live_wires, live_wires


def peak(netlist, order):
    """The definition, word for word."""
    ran = []
    most = netlist.inputs
    outputs = {lit >> 1 for lit in netlist.outputs}

    def operands(gate):
        _, a, b = netlist.gate(gate - netlist.inputs - 1)
        return {a, b}

    for at, gate in enumerate(order):
        there = {*range(1, netlist.inputs + 1), *ran}
        used = set().union(outputs, *(operands(later) for later in order[at:]))
        most = max(most, len((there & used) | {gate}))
        ran.append(gate)
    return most


def orders(netlist):
    """All orders in which every gate stands after its operands."""
    first = netlist.inputs + 1
    for order in itertools.permutations(range(first, first + netlist.size)):
        place = {gate: at for at, gate in enumerate(order)}
        if all(
            place.get(one, -1) < place[gate]
            for gate in order
            for one in netlist.gate(gate - first)[1:]
        ):
            yield order


@given(aigs(gates=25), st.sampled_from(("aig", "xaig", "full")))
def test_the_peak_of_an_order_is_that_of_the_definition(aig, basis):
    netlist = netlist_of(aig, basis)
    order = range(netlist.inputs + 1, netlist.inputs + 1 + netlist.size)
    assert live_wires(netlist, order) == peak(netlist, order)


@given(aigs(inputs=4, gates=4, outputs=3), st.sampled_from(("xaig", "full")))
def test_the_search_finds_the_least_of_all_orders(aig, basis):
    netlist = netlist_of(aig, basis)
    if netlist.size > 7:
        netlist = netlist_of(xor2(), basis)
    found = least_live_wires(netlist)
    assert found.exact
    assert live_wires(netlist, found.order) == found.wires
    assert found.wires == min(peak(netlist, order) for order in orders(netlist))


@given(aigs(gates=40))
def test_a_heuristic_is_no_better_than_the_search(aig):
    netlist = netlist_of(aig, "xaig")
    rough = least_live_wires(netlist, small=0)
    assert live_wires(netlist, rough.order) == rough.wires
    fine = least_live_wires(netlist, small=12)
    assert fine.wires <= rough.wires
    assert fine.exact >= rough.exact
    assert not rough.exact or fine.wires == rough.wires


@pytest.mark.parametrize(
    ("aig", "basis", "wires"),
    [
        (xor2(), "full", 3), (xor2(), "aig", 4), (full_adder(), "full", 5), (chain(8), "aig", 9),
        (parity(8), "full", 9), (adder(4), "full", 10), (Aig(), "aig", 0),
    ],
)  # fmt: skip
def test_known_circuits(aig, basis, wires):
    found = least_live_wires(netlist_of(aig, basis))
    assert (found.wires, found.exact) == (wires, True)


def test_the_hardest_shape_is_searched_to_its_end():
    aig = Aig()
    inputs = [aig.input() for _ in range(6)]
    for a, b in itertools.combinations(inputs, 2):
        aig.output(aig.and_(a, b))
    found = least_live_wires(netlist_of(aig, "aig"))
    assert (found.wires, found.exact) == (17, True)


def test_an_order_that_is_none_is_refused():
    netlist = netlist_of(xor2(), "aig")
    for order in ((3, 4), (3, 4, 5, 5), (3, 4, 6)):
        with pytest.raises(ValueError, match="an order has every gate once"):
            live_wires(netlist, order)
    with pytest.raises(ValueError, match="gate 5 runs before an operand"):
        live_wires(netlist, (5, 4, 3))
