"""Equivalence: verdicts are those of all inputs; proofs and inputs are checked by others."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.agreement import Disagreement, agree, replay
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.budget import Budget
from complexity.circuits.circuit import circuit_of
from complexity.circuits.files.formats import write_circuit
from complexity.circuits.minima.shannon import expand
from complexity.circuits.sat.drup import write_dimacs, write_drup
from complexity.circuits.sat.equivalence import Unlike, Verdict, compare
from complexity.circuits.sat.rup import refute
from complexity.cli import main
from complexity.tasks.find import find, programs_of

SORTS = (
    "double_loop", "bubble", "counting_insertion", "insertion", "selection", "rank_sort",
    "quicksort", "heapsort", "mergesort", "shellsort", "odd_even_transposition", "batcher",
    "best_network", "permutation_search",
)  # fmt: skip


def product(aig, a, b):
    """The bits of a product, by addition of shifted rows."""
    total = [0] * (2 * len(a))
    for i, y in enumerate(b):
        carry = 0
        for j, x in enumerate(a):
            bit, old = aig.and_(x, y), total[i + j]
            half = aig.xor(bit, old)
            total[i + j] = aig.xor(half, carry)
            carry = aig.or_(aig.and_(bit, old), aig.and_(half, carry))
        total[i + len(a)] = carry
    return total


def multiplier(bits, swapped=False, fault=None):
    aig = Aig()
    a, b = ([aig.input() for _ in range(bits)] for _ in range(2))
    found = product(aig, b, a) if swapped else product(aig, a, b)
    for place, lit in enumerate(found):
        aig.output(lit ^ (place == fault))
    return aig


def checked(found):
    """The clauses of a refutation, after two checkers have accepted all of it."""
    dratify = pytest.importorskip("dratify", reason="the second checker: pip install dratify")
    proof = found.refutation
    told = dratify.parse_dimacs(write_dimacs(proof.formula)), write_drup(proof.steps)
    assert dratify.check_proof(*told).ok
    return refute(proof.formula, proof.steps)


@pytest.mark.parametrize("bits", [1, 2, 3, 4])
def test_a_product_commutes(bits):
    found = compare(multiplier(bits), multiplier(bits, swapped=True))
    assert found.verdict is Verdict.EQUIVALENT
    assert checked(found) >= bits


@pytest.mark.parametrize("fault", range(6))
def test_a_planted_fault_is_found(fault):
    first, second = multiplier(3), multiplier(3, swapped=True, fault=fault)
    found = compare(first, second)
    assert found.verdict is Verdict.DIFFERENT
    row, output = found.difference
    assert output == fault
    assert found.refutation is None
    at = sum(bit << place for place, bit in enumerate(row))
    assert (truth_tables(first)[output] ^ truth_tables(second)[output]) >> at & 1


def test_a_fault_on_one_input_of_many_is_found():
    """More inputs than are simulated exhaustively: the solver has to find it."""
    bits = 24
    needle = random.Random(1).getrandbits(bits)
    first, second = Aig(), Aig()
    for aig in (first, second):
        lits = [aig.input() for _ in range(bits)]
        found = 1
        for place, lit in enumerate(lits):
            found = aig.and_(found, lit ^ (~needle >> place & 1))
        parity = 0
        for lit in lits:
            parity = aig.xor(parity, lit)
        aig.output(aig.or_(parity, found) if aig is first else parity)
    assert bin(needle).count("1") % 2 == 0
    found = compare(first, second)
    assert found.verdict is Verdict.DIFFERENT
    assert sum(bit << place for place, bit in enumerate(found.difference[0])) == needle


def test_without_conflicts_to_spend_nothing_is_claimed():
    found = compare(multiplier(8), multiplier(8, swapped=True), Budget(conflicts=1))
    assert found.verdict is Verdict.UNKNOWN
    assert found.refutation is None
    assert found.difference is None
    assert found.tried[-1] == "a budget of 1 conflicts ended"
    assert found.tried[-2].endswith("of 16 outputs undecided")


def test_a_budget_of_no_seconds_claims_nothing():
    for conflicts in (1, 10**6):
        budget = Budget(seconds=1e-9, conflicts=conflicts)
        found = compare(multiplier(4), multiplier(4, swapped=True), budget)
        assert (found.verdict, found.refutation) == (Verdict.UNKNOWN, None)
        assert "seconds ended" in found.tried[-1]
        assert not found.interrupted


def test_conflicts_bound_the_sweep_too():
    spent = []
    for conflicts in (200, 2000):
        budget = Budget(conflicts=conflicts)
        found = compare(multiplier(8), multiplier(8, swapped=True), budget)
        assert found.verdict is Verdict.UNKNOWN
        spent.append(budget.spent)
    assert 200 <= spent[0] < 1000 <= spent[1] < 4000  # a solver stops at its next restart


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 255)), min_size=1, max_size=3))
def test_verdicts_are_those_of_truth_tables(pairs):
    first, second = (expand(tables, 3) for tables in zip(*pairs, strict=True))
    found = compare(first, second)
    assert (found.verdict is Verdict.EQUIVALENT) == all(a == b for a, b in pairs)
    if found.refutation is not None:
        assert checked(found) >= 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=25))
def test_a_circuit_and_its_expansion_are_equal(gates):
    aig = Aig()
    lits = [0, *(aig.input() for _ in range(4))]
    for a, b in gates:
        lits.append(
            aig.and_(lits[a // 2 % len(lits)] ^ (a & 1), lits[b // 2 % len(lits)] ^ (b & 1))
        )
    aig.output(lits[-1])
    aig.output(lits[len(lits) // 2] ^ 1)
    found = compare(aig, expand(truth_tables(aig), 4))
    assert found.verdict is Verdict.EQUIVALENT
    assert checked(found) >= 1


def test_circuits_of_other_shapes_are_refused():
    with pytest.raises(Unlike, match="one has 4 inputs and the other 6"):
        compare(multiplier(2), multiplier(3))


def test_the_chain_has_every_answer_that_draws_nothing_and_takes_all_integers():
    drawing, ranged = {"bogosort", "bozosort", "random_to_end"}, {"lookup_table"}
    every = {program.short for program in programs_of("sorting")}
    assert every == {*SORTS} | drawing | ranged


CHAIN = list(pairwise(SORTS))
SHORT = 3000  # steps of a proof that are checked once more, by a second checker


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), CHAIN, ids=map("-".join, CHAIN))
def test_the_sorting_answers_agree(first, second):
    """A chain of pairs at n = 4, w = 3; that all agree follows, since equality is transitive."""
    circuits = [sort(name, 4, 3) for name in (first, second)]
    found = agree(*circuits)
    assert found.verdict is Verdict.EQUIVALENT
    assert found.refutation.derived >= 1  # accepted by `rup` on the way
    if len(found.refutation.steps) < SHORT:
        assert checked(found) >= 1


def test_the_table_agrees_on_the_integers_that_it_has():
    """The table answers lists over 0..n-1, which are all integers of 2 bits at n = 4."""
    found = agree(sort("lookup_table", 4, 2), sort("insertion", 4, 2))
    assert found.verdict is Verdict.EQUIVALENT
    assert refute(found.refutation.formula, found.refutation.steps) >= 1


@cache
def sort(name, n, w):
    """The circuit of a sorting answer."""
    return circuit_of(find(f"sorting/{name}").graph(n), n, w)


@pytest.mark.parametrize("name", SORTS)
def test_a_one_bit_fault_on_one_input_of_a_sorting_answer_is_found(name):
    n, w = 4, 3
    graph = find(f"sorting/{name}").graph(n)
    sound, faulty = sort(name, n, w), circuit_of(graph, n, w)
    aig, chosen = faulty.aig, random.Random(name)
    needle = [chosen.getrandbits(1) for _ in aig.inputs]
    met = 1
    for variable, bit in zip(aig.inputs, needle, strict=True):
        met = aig.and_(met, 2 * variable + 1 - bit)
    place = chosen.randrange(len(aig.outputs) - 1)
    aig.outputs[place] = aig.xor(aig.outputs[place], met)
    found = compare(sound.aig, aig)
    assert found.verdict is Verdict.DIFFERENT
    assert found.difference == (tuple(map(bool, needle)), place)


PROGRAMS = """
def times(a: int, b: int) -> int:
    return a * b


def sums(a: int, b: int) -> int:
    total = 0
    for i in range(b):
        total += a
    return total


def wrong(a: int, b: int) -> int:
    if a == 5 and b == 3:
        return 16
    return a * b


def divides(a: int, b: int) -> int:
    return a * b * b // b


def fails(a: int, b: int) -> int:
    assert b != 0
    return a * b


def roll(a: int, b: int) -> int:
    return a * b + randrange(2)


def rolled(a: int, b: int) -> int:
    x = randrange(2)
    return b * a + x


def unrolled(a: int, b: int) -> int:
    return b * a + 1 - randrange(2)


def flag(a: int, b: int) -> bool:
    return a < b
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(PROGRAMS)

    def run(*words):
        code = main(["equal", *(f"mine.py::{w}" if w.isalpha() else w for w in words[:2]),
                     *words[2:], "--json", "-"])  # fmt: skip
        return code, json.loads(capsys.readouterr().out)

    return run


#   first, second, exit code, input, tape, outcomes
VERDICTS = {
    ("times", "sums"): (0, None),
    ("roll", "rolled"): (0, None),
    ("divides", "fails"): (0, None),  # undefined on the same inputs, in other words
    ("times", "wrong"): (1, ([5, 3], {"result": 15}, {"result": 16})),
    ("times", "fails"): (1, ([0, 0], {"result": 0}, {"error": "assertion"})),
    ("roll", "unrolled"): (1, ([0, 0], {"result": 0}, {"result": 1})),
}


@pytest.mark.parametrize(("names", "told"), VERDICTS.items(), ids=map("-".join, VERDICTS))
def test_programs_are_compared_with_their_errors_and_their_tapes(call, names, told):
    code, found = call(*names, "-w", "3")
    assert found["schema"] == "complexity/equal"
    assert code == told[0]
    if told[1] is None:
        assert found["verdict"] == "EQUIVALENT"
        assert found["counterexample"] is None
        assert found["proof"]["checked_by"] == "complexity.circuits.sat.rup"
        assert found["proof"]["steps"] > 0
        return
    assert found["verdict"] == "DIFFERENT"
    assert found["proof"] is None
    shown = found["counterexample"]
    errors = [
        {"error": outcome["error"]["code"]} if "error" in outcome else outcome
        for outcome in (shown["first"], shown["second"])
    ]
    assert (shown["input"], *errors) == told[1]


def test_an_undecided_pair_ends_with_3(call, tmp_path):
    write_circuit(multiplier(8), str(tmp_path / "first.aig"))
    write_circuit(multiplier(8, swapped=True), str(tmp_path / "second.aig"))
    code, found = call("first.aig", "second.aig", "--conflicts", "1")
    assert (code, found["verdict"]) == (3, "UNKNOWN")
    assert found["tried"]


def test_circuits_of_files_are_compared(call, tmp_path):
    for name, aig in {
        "first.aig": multiplier(2), "second.blif": multiplier(2, swapped=True),
        "third.aag": multiplier(2, fault=1), "small.aig": multiplier(1),
    }.items():  # fmt: skip
        write_circuit(aig, str(tmp_path / name))
    assert call("first.aig", "second.blif")[0] == 0
    code, found = call("second.blif", "third.aag")
    assert code == 1
    assert found["counterexample"]["first"]["result"] != found["counterexample"]["second"]["result"]
    code, found = call("first.aig", "small.aig")
    assert (code, found["code"]) == (2, "CX013")


def test_a_proof_is_written_for_other_checkers(call, tmp_path):
    dratify = pytest.importorskip("dratify", reason="the second checker: pip install dratify")
    call("times", "sums", "-w", "2", "--proof", "both")
    formula = dratify.parse_dimacs((tmp_path / "both.cnf").read_text())
    assert dratify.check_proof(formula, (tmp_path / "both.drat").read_text()).ok


@pytest.mark.parametrize(("first", "second"), [("times", "flag"), ("times", "sorting/bubble")])
def test_programs_of_other_types_are_refused(call, first, second):
    code, found = call(first, second)
    assert (code, found["code"]) == (2, "CX013")
    assert found["repair"]


def test_a_difference_that_the_definition_does_not_find_is_an_error():
    graphs = [find(f"sorting/{name}").graph(2) for name in ("bubble", "insertion")]
    circuits = [circuit_of(graph, 2, 1) for graph in graphs]
    circuits[1].aig.outputs[0] ^= 1
    broken = compare(circuits[0].aig, circuits[1].aig)
    with pytest.raises(Disagreement):
        replay(broken, tuple(circuits), tuple(graphs))
