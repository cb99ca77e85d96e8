"""And-inverter graphs: gates mean what they say, are shared and are simplified."""

from __future__ import annotations

import itertools

import pytest
from circuits import adder, aigs, chain, majority, parity, xor2
from hypothesis import given
from hypothesis import strategies as st

from complexity.circuits.aig.depths import cone, conjunction, disjunction, fan_outs
from complexity.circuits.aig.graph import FALSE, TRUE, Aig, TooLarge
from complexity.circuits.aig.simulate import (
    evaluate,
    outputs_on,
    projections,
    samples,
    simulate,
    truth_tables,
)


@given(st.data())
def test_every_gate_means_what_it_says_and_equal_literals_are_equal_functions(data):
    aig = Aig()
    every = (1 << 16) - 1
    known = {FALSE: 0, TRUE: every}
    for pattern in projections(4):
        lit = aig.input()
        known |= {lit: pattern, lit ^ 1: every ^ pattern}
    for kind in data.draw(st.lists(st.sampled_from(("and", "or", "xor", "mux")), max_size=40)):
        a, b, c = (data.draw(st.sampled_from(sorted(known))) for _ in range(3))
        p, q, r = known[a], known[b], known[c]
        match kind:
            case "and":
                lit, wanted = aig.and_(a, b), p & q
            case "or":
                lit, wanted = aig.or_(a, b), p | q
            case "xor":
                lit, wanted = aig.xor(a, b), p ^ q
            case _:
                lit, wanted = aig.mux(a, b, c), p & q | (p ^ every) & r
        assert known.setdefault(lit, wanted) == wanted
        assert known.setdefault(lit ^ 1, every ^ wanted) == every ^ wanted
        aig.output(lit)
        assert truth_tables(aig)[-1] == wanted


def rules():
    """Two literals, and the literal, or the two, whose conjunction theirs is."""
    return [
        ("contradiction", lambda g, a, b, c, d: (g.and_(a, b), a ^ 1), lambda *_: FALSE),
        ("contradiction of two", lambda g, a, b, c, d: (g.and_(a, b), g.and_(a ^ 1, c)),
         lambda *_: FALSE),
        ("idempotence", lambda g, a, b, c, d: (g.and_(a, b), b),
         lambda g, a, b, c, d: g.and_(a, b)),
        ("subsumption", lambda g, a, b, c, d: (g.and_(a, b) ^ 1, a ^ 1),
         lambda g, a, b, c, d: a ^ 1),
        ("subsumption of two", lambda g, a, b, c, d: (g.and_(a, b) ^ 1, g.and_(a ^ 1, c)),
         lambda g, a, b, c, d: g.and_(a ^ 1, c)),
        ("substitution", lambda g, a, b, c, d: (g.and_(a, b) ^ 1, a),
         lambda g, a, b, c, d: g.and_(a, b ^ 1)),
        ("substitution of two", lambda g, a, b, c, d: (g.and_(a, b) ^ 1, g.and_(a, c)),
         lambda g, a, b, c, d: g.and_(g.and_(a, c), b ^ 1)),
        ("resolution", lambda g, a, b, c, d: (g.and_(a, b) ^ 1, g.and_(a, b ^ 1) ^ 1),
         lambda g, a, b, c, d: a ^ 1),
        ("idempotence of two", lambda g, a, b, c, d: (g.and_(a, b), g.and_(a, c)),
         lambda g, a, b, c, d: g.and_(g.and_(a, b), c)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("operands", "wanted"), [r[1:] for r in rules()], ids=[r[0] for r in rules()]
)
@pytest.mark.parametrize("signs", [*itertools.product((0, 1), repeat=3)], ids=str)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_rule_finds_what_is_smaller(operands, wanted, signs, swapped):
    aig = Aig()
    letters = [aig.input() ^ sign for sign in (*signs, 0)]
    first, second = operands(aig, *letters)
    found = aig.and_(second, first) if swapped else aig.and_(first, second)
    made = aig.size
    assert found == wanted(aig, *letters)
    assert aig.size == made


def test_equal_gates_are_one():
    aig = Aig()
    a, b, c = (aig.input() for _ in range(3))
    assert aig.and_(a, b) == aig.and_(b, a)
    assert aig.or_(a, b) == aig.and_(a ^ 1, b ^ 1) ^ 1
    assert aig.xor(a, b) == aig.xor(b ^ 1, a ^ 1) == aig.xor(a ^ 1, b) ^ 1
    assert aig.mux(a, b, b ^ 1) == aig.xor(a, b) ^ 1
    assert aig.mux(a, b, c) == aig.mux(a ^ 1, c, b)
    assert aig.size == 3 + 2


def test_an_exclusive_or_that_stands_in_its_other_form_is_found():
    aig = Aig()
    a, b = aig.input(), aig.input()
    other = aig.or_(aig.and_(a, b ^ 1), aig.and_(a ^ 1, b))
    assert aig.xor(a, b) == other
    assert aig.size == 3


@pytest.mark.parametrize(
    ("circuit", "size", "depth"),
    [(xor2(), 3, 2), (adder(1), 3, 2), (adder(2), 10, 4), (adder(8), 7 * 8 - 4, 16),
     (majority(), 4, 3), (parity(4), 9, 6), (chain(8), 7, 7)],
)  # fmt: skip
def test_known_sizes_and_depths(circuit, size, depth):
    assert (circuit.size, circuit.depth) == (size, depth)


@given(st.integers(0, 255), st.integers(0, 255))
def test_the_adder_adds(x, y):
    aig = adder(8)
    bits = [x >> i & 1 for i in range(8)] + [y >> i & 1 for i in range(8)]
    assert sum(bit << i for i, bit in enumerate(evaluate(aig, bits))) == x + y


def test_the_limit_of_gates_is_exact():
    aig = Aig(limit=2)
    a, b = aig.input(), aig.input()
    aig.xor(a, TRUE)
    aig.and_(a, b)
    aig.and_(a, b ^ 1)
    aig.and_(b, a)
    aig.input()
    with pytest.raises(TooLarge, match="reaches 2 gates"):
        aig.and_(a ^ 1, b)
    assert aig.size == 2


@given(aigs())
def test_levels_are_the_longest_paths(aig):
    for variable, a, b in aig.ands():
        assert aig.level[variable] == 1 + max(aig.level[a >> 1], aig.level[b >> 1])
        assert a < b < 2 * variable
    assert all(aig.level[variable] == 0 for variable in aig.inputs)


@given(aigs())
def test_the_cone_keeps_the_functions_and_drops_what_nobody_needs(aig):
    kept = cone(aig)
    assert truth_tables(kept) == truth_tables(aig)
    assert kept.depth == aig.depth
    assert len(kept.inputs) == len(aig.inputs)
    used = fan_outs(kept)
    assert all(used[variable] for variable, _, _ in kept.ands())
    again = cone(kept)
    assert list(again.ands()) == list(kept.ands())
    assert again.outputs == kept.outputs


@given(aigs())
def test_the_cone_counts_the_gates_that_are_reached(aig):
    reached, waiting = set(), [lit >> 1 for lit in aig.outputs]
    while waiting:
        at = waiting.pop()
        if at not in reached and aig.left[at] >= 0:
            reached.add(at)
            waiting += [aig.left[at] >> 1, aig.right[at] >> 1]
    assert cone(aig).size == len(reached)


@given(aigs(), st.integers(0, 70), st.integers(0, 5))
def test_simulation_agrees_with_one_pattern_at_a_time(aig, count, seed):
    patterns = samples(len(aig.inputs), count, seed)
    together = outputs_on(aig, patterns, count)
    for j in range(count):
        alone = evaluate(aig, [pattern >> j & 1 for pattern in patterns])
        assert alone == [value >> j & 1 for value in together]


def test_simulation_refuses_wrong_patterns():
    aig = xor2()
    for patterns in ([1], [1, 2, 3], [4, 0], [-1, 0]):
        with pytest.raises(ValueError, match="give 2 integers of 2 bits"):
            simulate(aig, patterns, 2)
    with pytest.raises(ValueError, match="25 inputs have too many patterns"):
        projections(25)


@pytest.mark.parametrize("inputs", range(7))
def test_projections_are_the_bits_of_their_places(inputs):
    for i, pattern in enumerate(projections(inputs)):
        assert [pattern >> x & 1 for x in range(1 << inputs)] == [
            x >> i & 1 for x in range(1 << inputs)
        ]


@given(st.lists(st.integers(0, 9), max_size=9), st.booleans())
def test_joined_literals_mean_all_or_any(chosen, complemented):
    aig = Aig()
    inputs = [aig.input() for _ in range(10)]
    literals = [inputs[i] ^ (complemented and i % 2) for i in chosen]
    aig.output(conjunction(aig, literals))
    aig.output(disjunction(aig, literals))
    tables = projections(10)
    every = (1 << 1024) - 1
    all_, any_ = every, 0
    for i in chosen:
        table = tables[i] ^ (every if complemented and i % 2 else 0)
        all_, any_ = all_ & table, any_ | table
    assert truth_tables(aig) == (all_, any_)


def test_a_conjunction_is_as_shallow_as_its_operands_allow():
    aig = Aig()
    deep = aig.output(1) or 1
    for _ in range(4):
        deep = aig.and_(deep, aig.input())
    assert aig.level[deep >> 1] == 3
    found = conjunction(aig, [deep, *(aig.input() for _ in range(8))])
    assert aig.level[found >> 1] == 4
