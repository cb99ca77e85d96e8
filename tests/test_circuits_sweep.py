"""Sweeps of more inputs than are simulated exhaustively: they end, and say what tables say."""

from __future__ import annotations

import os
import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import simulate, truth_tables
from complexity.circuits.budget import Budget
from complexity.circuits.files.formats import read_circuit
from complexity.circuits.matching import matches
from complexity.circuits.sat.candidates import EXHAUSTIVE, Candidates
from complexity.circuits.sat.equivalence import Verdict, compare, joined
from complexity.circuits.sat.rup import refute
from complexity.circuits.sat.sat_sweeping import Sweep

EPFL = Path(os.environ.get("EPFL", "no folder"))  # of NAME.aig and NAME_best_size.blif


def folded(op, bits, order):
    """One op over all inputs, from the left, the right, or as a balanced tree."""
    aig = Aig()
    lits = [aig.input(f"x{i}") for i in range(bits)]
    combine = getattr(aig, op)
    if order == "right":
        lits.reverse()
    while len(lits) > 1:
        if order == "tree":
            lits = [combine(*lits[i : i + 2]) if i + 1 < len(lits) else lits[i]
                    for i in range(0, len(lits), 2)]  # fmt: skip
        else:
            lits[:2] = [combine(*lits[:2])]
    aig.output(lits[0])
    return aig


@pytest.mark.parametrize("bits", [12, 13, 14, 16, 17, 24, 40, 100])
@pytest.mark.parametrize("op", ["and_", "or_", "xor"])
@pytest.mark.parametrize("seed", range(3))
def test_folds_of_one_op_are_equal(bits, op, seed):
    first, second, third = (folded(op, bits, order) for order in ("left", "right", "tree"))
    for one, other in ((first, second), (second, third)):
        found = compare(one, other, Budget(60), seed)
        assert found.verdict is Verdict.EQUIVALENT
        assert refute(found.refutation.formula, found.refutation.steps) >= 1
    third.outputs[0] ^= 1
    assert compare(first, third, Budget(60), seed).verdict is Verdict.DIFFERENT


def circuits(draw, inputs, gates):
    """A random circuit and another with the same functions, or with a planted difference."""
    rng = random.Random(draw(st.integers(0, 2**64)))
    first, second = Aig(), Aig()
    pairs = [(first.input(), second.input()) for _ in range(inputs)]
    for _ in range(gates):
        (a, x), (b, y), (c, z) = (
            (one ^ flip, other ^ flip)
            for one, other in rng.choices(pairs[-12:] + pairs[:inputs], k=3)
            for flip in [rng.getrandbits(1)]
        )
        match rng.randrange(4):
            case 0:
                pairs.append((first.and_(a, first.and_(b, c)), second.and_(second.and_(x, z), y)))
            case 1:
                pairs.append((first.xor(a, first.xor(b, c)), second.xor(second.xor(x, z), y)))
            case 2:
                no = second.or_(second.and_(x, y), second.and_(x ^ 1, z))
                pairs.append((first.mux(a, b, c), second.or_(no, second.and_(y, z))))
            case 3:
                pairs.append((first.or_(first.and_(a, b), first.and_(a, c)),
                              second.and_(x, second.or_(y, z))))  # fmt: skip
    for one, other in pairs[-4:]:
        first.output(one)
        second.output(other)
    return first, second, rng


PAIR = st.composite(circuits)


@settings(max_examples=40)
@given(PAIR(16, 40))
def test_another_form_of_a_circuit_is_equal(pair):
    first, second, _ = pair
    found = compare(first, second, Budget(60))
    assert found.verdict is Verdict.EQUIVALENT
    assert refute(found.refutation.formula, found.refutation.steps) >= 1


@settings(max_examples=40)
@given(PAIR(15, 30))
def test_a_difference_on_few_of_many_inputs_is_found(pair):
    first, second, rng = pair
    met = 1
    for variable in second.inputs:
        met = second.and_(met, 2 * variable + rng.getrandbits(1)) if rng.random() < 0.9 else met
    second.outputs[1] = second.xor(second.outputs[1], met)
    found = compare(first, second, Budget(60))
    assert found.verdict is Verdict.DIFFERENT
    row, output = found.difference
    values = [simulate(aig, list(map(int, row)), 1) for aig in (first, second)]
    ends = [value[aig.outputs[output] >> 1] ^ aig.outputs[output] & 1
            for value, aig in zip(values, (first, second), strict=True)]  # fmt: skip
    assert (output, ends[0] ^ ends[1]) == (1, 1)


@settings(max_examples=20)
@given(PAIR(10, 30))
def test_what_a_sweep_merges_is_equal(pair):
    joint, pairs = joined(*pair[:2])
    with closing(Sweep(joint, pairs)) as sweep:
        sweep.run()
        values = simulate(joint, truth_tables(identity(10)), 1 << 10)
        every = (1 << (1 << 10)) - 1
        for variable in range(len(joint.left)):
            lit = sweep.known(2 * variable)
            assert values[variable] == values[lit >> 1] ^ (every if lit & 1 else 0)
        assert sweep.undecided or all(sweep.known(a) == sweep.known(b) for a, b in pairs)


def identity(bits):
    aig = Aig()
    for _ in range(bits):
        aig.output(aig.input())
    return aig


class Recorded(Candidates):
    """Candidates that keep the values of every variable on all patterns."""

    seen: dict[int, list[int]]

    def refine(self, patterns, count):
        if not self.patterns:
            self.seen = {variable: [] for variable in range(len(self.aig.left))}
        for variable, value in enumerate(simulate(self.aig, patterns, count)):
            self.seen[variable] += [value >> at & 1 for at in range(count)]
        super().refine(patterns, count)


@pytest.mark.parametrize("inputs", [EXHAUSTIVE, EXHAUSTIVE + 1])
def test_candidates_are_taken_apart_by_each_pattern_and_keep_their_polarity(inputs):
    """Whatever patterns come: of one class are those whose values agree, up to complement."""
    found, rng = Recorded(folded("and_", inputs, "left")), random.Random(1)
    for _ in range(5):
        found.near(frozenset(rng.sample(range(1, inputs + 2), 5)))
    rows = {one: tuple(bit ^ row[0] for bit in row) for one, row in found.seen.items()}
    for one, row in rows.items():
        assert found.flip[one] == found.seen[one][0]
        for other in range(one):
            same = found.group[one] == found.group[other]
            assert same == (row == rows[other])


@pytest.mark.skipif(not EPFL.is_dir(), reason="EPFL does not name the folder of the benchmarks")
@pytest.mark.parametrize("name", [
    "adder", "bar", "cavlc", "ctrl", "dec", "i2c", "int2float", "max", "priority", "router",
])  # fmt: skip
def test_the_smallest_known_networks_are_those_of_their_originals(name):
    files = EPFL / f"{name}.aig", EPFL / f"{name}_best_size.blif"
    first, second = (read_circuit(str(path), rules=False) for path in files)
    inputs, outputs = matches(first, second)
    found = compare(first, second, Budget(300), 0, inputs.places, outputs.places)
    assert found.verdict is Verdict.EQUIVALENT
