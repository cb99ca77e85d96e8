"""Exact minima: published numbers, two methods that agree, circuits that are evaluated."""

from __future__ import annotations

import json
import sys
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.budget import Budget
from complexity.circuits.minima.bounds import Bounds, Search, gathered, least_size, minima
from complexity.circuits.minima.classes import classes
from complexity.circuits.minima.depth_formula import depth_formula
from complexity.circuits.minima.functions import (
    Function,
    computes,
    fits,
    function,
    narrowed,
    needed,
    normal,
    restricted,
    whole,
)
from complexity.circuits.minima.known import known
from complexity.circuits.minima.shannon import expand
from complexity.circuits.minima.synthesis import Chain, Encoding, evaluate
from complexity.circuits.minima.tabulate import enough, formulas, tabulate
from complexity.circuits.minima.truth_tables import BadTable, read_table, write_table
from complexity.circuits.minima.upper_bounds import of_class, uppers
from complexity.circuits.sat.queries import asked
from complexity.circuits.sat.rup import Rejected, refute
from complexity.circuits.sat.solve import Solver
from complexity.cli import main


def table(variables, value):
    """The truth table of a function of the number whose bits are the variables."""
    return sum(int(value(i)) << i for i in range(1 << variables))


def ones(i):
    return i.bit_count()


XOR2, XOR3, XOR4 = (table(k, lambda i: ones(i) & 1) for k in (2, 3, 4))
MAJORITY = table(3, lambda i: ones(i) > 1)
MULTIPLEXER = table(3, lambda i: i >> 1 & 1 if i & 1 else i >> 2)
ADDER = (MAJORITY, XOR3)
PRODUCT = tuple(table(4, lambda i, o=o: (i & 3) * (i >> 2) >> o & 1) for o in range(4))

#   tables, variables, size in (full, aig), formula length, depth
KNOWN = {
    "a constant": ((0,), 0, (0, 0), (0, 0), (0, 0)),
    "a variable that is complemented": ((1,), 1, (0, 0), (0, 0), (0, 0)),
    "xor of two": ((XOR2,), 2, (1, 3), (1, 3), (1, 2)),
    "xor of three": ((XOR3,), 3, (2, 6), (2, 9), (2, 4)),
    "majority of three": ((MAJORITY,), 3, (4, 4), (4, 4), (3, 3)),
    "multiplexer": ((MULTIPLEXER,), 3, (3, 3), (3, 3), (2, 2)),
    "half adder": ((8, XOR2), 2, (2, 3), (2, 4), (1, 2)),
    "full adder": (ADDER, 3, (5, 7), (6, 13), (3, 4)),
    "and of five": ((1 << 31,), 5, (4, 4), (4, 4), (3, 3)),
    "two of five": ((table(5, lambda i: i >> 4 & i >> 1 & 1),), 5, (1, 1), (1, 1), (1, 1)),
    "the same function twice": ((XOR2, XOR2 ^ 15), 2, (1, 3), (2, 6), (1, 2)),
}  # fmt: skip


@pytest.mark.parametrize("basis", ["full", "aig"])
@pytest.mark.parametrize(
    ("tables", "variables", "size", "length", "depth"), KNOWN.values(), ids=KNOWN
)
def test_known_circuits(tables, variables, size, length, depth, basis):
    found = minima(tables, variables, basis)
    column = ("full", "aig").index(basis)
    for bounds, values in (
        (found.size, size),
        (found.formula_length, length),
        (found.depth, depth),
    ):
        assert bounds.value == values[column]
        assert bounds.evidence in ("exact", "proved")


def test_the_parity_of_four_is_three_gates():
    found = minima((XOR4,), 4, "full")
    assert (found.size.value, found.formula_length.value, found.depth.value) == (3, 3, 2)


@pytest.mark.slow
def test_the_two_bit_multiplier_has_seven_gates_and_no_fewer():
    found = minima(PRODUCT, 4, "full")
    assert found.size == Bounds(7, 7, "proved")
    assert [one.value for one in found.refuted] == [4, 5, 6]
    assert len(found.chain.gates) == 7


# number of classes, number of functions: Knuth, TAOCP 4A, section 7.1.2, Table 1
KNUTH = {
    "size": [(2, 10), (2, 60), (5, 456), (20, 2474), (34, 10624), (75, 24184), (72, 25008),
             (12, 2720)],
    "formula_length": [(2, 10), (2, 60), (5, 456), (20, 2474), (34, 10624), (75, 24184),
                       (68, 24640), (16, 3088)],
    "depth": [(2, 10), (2, 60), (17, 1458), (179, 56456), (22, 7552)],
}  # fmt: skip


@pytest.fixture
def call(capsys):
    def run(*words):
        code = main(["minimum", *words, "--json", "-"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_all_functions_of_four_variables_are_those_of_knuth(call):
    code, found = call("--all", "--variables", "4", "--basis", "full")
    assert (code, found["schema"]) == (0, "complexity/minima")
    assert found["open"] is None
    for measure, rows in KNUTH.items():
        assert list(found["classes"][measure].values()) == [row[0] for row in rows]
        assert found[measure] == {str(value): row[1] for value, row in enumerate(rows)}


def circuits(variables, basis, most):
    """The least sizes, by trying every chain of so many gates: no symmetry, no class, no array."""
    whole = (1 << (1 << variables)) - 1
    inputs = [table(variables, lambda i, v=v: i >> v & 1) for v in range(variables)]
    least = dict.fromkeys((0, whole, *inputs, *(v ^ whole for v in inputs)), 0)
    level = {frozenset()}
    for size in range(1, most + 1):
        grown = set()
        for chain in level:
            for a, b in combinations([*inputs, *chain], 2):
                made = {(a ^ x) & (b ^ y) for x, y in product((0, whole), repeat=2)}
                for f in made | ({a ^ b} if basis == "full" else set()):
                    grown.add(chain | {min(f, f ^ whole)})
                    least.setdefault(f, size)
                    least.setdefault(f ^ whole, size)
        level = grown
    return least


@pytest.mark.parametrize(("basis", "variables", "most"), [
    ("full", 2, 2), ("aig", 2, 3), ("full", 3, 4), ("aig", 3, 3),
])  # fmt: skip
def test_sizes_are_those_of_every_chain(basis, variables, most):
    found = tabulate(variables, basis)
    least = circuits(variables, basis, most)
    for f in range(1 << (1 << variables)):
        low, high = (bound[found.classes.of[f]] for bound in (found.size_lower, found.size_upper))
        assert low == high
        assert least.get(f, most + 1) == min(low, most + 1)


@pytest.mark.parametrize("basis", ["full", "aig"])
def test_formulas_are_those_of_every_pair(basis):
    """All functions of three variables, one pair of functions after the other."""
    found = tabulate(3, basis)
    lengths, depths = (dict.fromkeys((0, 170, 204, 240), 0) for _ in range(2))
    for values, cost in ((lengths, lambda a, b: a + b + 1), (depths, lambda a, b: max(a, b) + 1)):
        before = None
        while values != before:
            before = dict(values)
            for (a, first), (b, second) in product(before.items(), repeat=2):
                made = {a & b, a & ~b, a | b, *({a ^ b} if basis == "full" else ())}
                for f in made:
                    values[f] = min(values.get(f, 99), cost(first, second))
    of = found.classes.of
    assert all(found.formula_length[of[f]] == value for f, value in lengths.items())
    assert all(found.depth[of[f]] == value for f, value in depths.items())
    assert len(lengths) == len(depths) == 128


@pytest.mark.slow
@pytest.mark.parametrize("basis", ["full", "aig"])
def test_the_solver_finds_what_is_tabulated(basis):
    """Every class of three variables: no chain below its size, no formula below its length."""
    found = tabulate(3, basis)
    for one, leader in enumerate(map(int, found.classes.leader)):
        support = needed([function(leader, 3)], 3)
        if len(support) < 2:
            continue
        small, k = restricted(leader, 3, support), len(support)
        for formula, value in ((False, found.size_lower[one]), (True, found.formula_length[one])):
            if value <= 6:
                search = Search(basis, 10**5)
                wanted = (function(small, k),)
                bounds, chain = least_size(wanted, k, (1, 9), search, formula)
                assert bounds == Bounds(value, value, "proved")
                assert evaluate(chain) == (small,)
                assert len(chain.gates) == value
                assert len(search.refuted) == value - 1
        depth = found.depth[one]
        assert asked(depth_formula(k, small, depth, basis), 10**5)[0] is True
        assert asked(depth_formula(k, small, depth - 1, basis), 10**5)[0] is False


def test_classes_of_functions():
    # OEIS A000370: NPN classes of at most n variables
    assert [len(classes(k).leader) for k in range(5)] == [1, 2, 4, 14, 222]
    for k in range(5):
        assert sum(map(int, classes(k).count)) == 1 << (1 << k)


def test_an_interval_is_what_is_left_when_the_budget_ends():
    wanted = function(table(5, lambda i: ones(i) > 2), 5)
    found, chain = least_size((wanted,), 5, (4, 6), Search("full", 1))
    assert (found.value, found.evidence, found.upper) == (None, "unknown", 6)
    assert chain is None


def test_functions_of_many_variables_have_bounds_without_a_solver():
    found = minima([1 << 8191], 13, "full")
    for bounds, lower, upper in ((found.size, 12, 12), (found.depth, 4, 4)):
        assert (bounds.lower, bounds.upper) == (lower, upper)
    found = minima([table(9, lambda i: i % 511 % 7 % 2)], 9, "aig", conflicts=1)
    assert 8 <= found.size.lower < found.size.upper < 400
    assert found.depth.lower >= 4


def test_a_refutation_of_a_smaller_circuit_needs_the_function():
    encoding = Encoding(3, (MAJORITY,), 3, "full")
    with Solver(encoding.clauses) as solver:
        assert solver.solve(10**5) is False
        steps = [step for step in solver.proof() if step[1]]
    assert refute(encoding.clauses, steps) > 0
    easier = Encoding(3, (MULTIPLEXER,), 3, "full")
    with pytest.raises(Rejected):
        refute(easier.clauses, steps)


def test_a_chain_is_evaluated():
    and_, xor = (0, 0, 1), (1, 1, 0)
    chain = Chain(3, ((0, 1, xor), (2, 3, xor), (0, 1, and_)), (4, 5, -1))
    assert evaluate(chain) == (XOR3, 0x88, 0)


@pytest.mark.parametrize("variables", [0, 1, 2, 5])
def test_an_expansion_computes_its_tables(variables):
    whole = (1 << (1 << variables)) - 1
    tables = [0, whole, 0x6996_1234 & whole, 0x8000_0001 & whole]
    aig = expand(tables, variables)
    assert truth_tables(aig) == tuple(tables)


@pytest.mark.parametrize(("gather", "parts", "whole"), [
    (sum, [], Bounds(0, 0, "exact")),
    (sum, [Bounds(1, 1, "exact"), Bounds(2, 2, "proved")], Bounds(3, 3, "exact")),
    (max, [Bounds(1, 1, "proved"), Bounds(2, 2, "proved")], Bounds(2, 2, "proved")),
    (max, [Bounds(1, 3, "unknown"), Bounds(4, 4, "exact")], Bounds(4, 4, "exact")),
    (sum, [Bounds(1, 3, "unknown"), Bounds(4, 4, "exact")], Bounds(5, 7, "unknown")),
])  # fmt: skip
def test_bounds_of_several(gather, parts, whole):
    assert gathered(gather, parts) == whole


@pytest.mark.parametrize(("text", "variables", "why"), [
    ("g0", 3, "not hexadecimal"), ("", 3, "not hexadecimal"), ("-8", 3, "not hexadecimal"),
    ("e8", 4, "4 hexadecimal digits"), ("e8e", None, "3 digits are no truth table"),
    ("4", 1, "beyond the 2"), ("2", 0, "beyond the 1"), ("0", 17, "more than 16"),
])  # fmt: skip
def test_what_is_no_table_is_refused(text, variables, why):
    with pytest.raises(BadTable, match=why):
        read_table(text, variables)


@pytest.mark.parametrize(("text", "variables"), [("e8", 3), ("6", 2), ("1", 0), ("2", 1)])
def test_a_table_is_written_as_it_is_read(text, variables):
    assert write_table(*read_table(text, variables)) == text


def test_the_command(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, found = call("E8,96", "--variables", "3", "--basis", "aig")
    assert (code, found["schema"]) == (0, "complexity/minimum")
    assert found["size"] == {"value": 7, "lower": 7, "upper": 7, "evidence": "proved"}
    assert found["inverters"] == "free"
    assert [one["above"] for one in found["proofs"]] == [6]  # exclusive or of three alone needs 6
    assert len(found["circuit"]["gates"]) == 7
    (tmp_path / "mine.py").write_text("def f(a: int, b: int) -> int:\n    return a + b\n")
    code, found = call("mine.py::f", "-w", "1")
    assert (code, found["size"]["value"], found["depth"]["value"]) == (0, 2, 1)
    tables = ",".join(f"{one:04x}" for one in PRODUCT)
    code, found = call(tables, "--variables", "4", "--basis", "aig", "--conflicts", "1")
    assert (code, found["size"]["value"]) == (3, None)
    assert found["size"]["lower"] <= 8 <= found["size"]["upper"]


@pytest.mark.parametrize(("words", "wrong"), [
    (("e8", "--variables", "4"), "CX014"), (("xy",), "CX014"), (("e8,1",), "CX014"),
    ((), "CX007"), (("e8", "--all"), "CX007"), (("--all",), "CX007"),
    (("--all", "--variables", "5"), "CX007"), (("sorting/bubble", "-n", "5"), "CX014"),
])  # fmt: skip
def test_what_cannot_be_asked_is_refused(call, words, wrong):
    code, found = call(*words)
    assert (code, found["schema"], found["code"]) == (2, "complexity/error", wrong)
    assert found["repair"]


def test_without_the_solver_the_message_names_the_extra(call, monkeypatch):
    for module in [name for name in sys.modules if name.partition(".")[0] == "pysat"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if "site-packages" not in path])
    code, found = call("E8,96", "--variables", "3")
    assert (code, found["code"]) == (2, "CX010")
    assert "the extra 'sat'" in found["message"]
    assert "pip install '.[sat]'" in found["repair"]


# ---------------------------------------------------------------- open inputs, and what is known


@pytest.mark.parametrize("basis", ["full", "aig"])
@settings(max_examples=15)
@given(st.integers(0, 255), st.integers(0, 255))
def test_an_open_function_costs_what_its_cheapest_table_costs(basis, value, care):
    """All three measures, against all tables that fit."""
    tables = tabulate(3, basis)
    found = minima([value], 3, basis, cares=[care])
    fitting = [f for f in range(256) if fits(f, function(value, 3, care))]
    for measure, column in (
        (found.size, tables.size_lower), (found.formula_length, tables.formula_length),
        (found.depth, tables.depth),
    ):  # fmt: skip
        assert measure.value == min(column[tables.classes.of[f]] for f in fitting)
    if found.chain is not None:
        assert len(found.chain.gates) == found.size.value


@pytest.mark.parametrize("basis", ["full", "aig"])
@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=2, max_size=2))
def test_open_functions_together_cost_what_their_cheapest_tables_cost(basis, rows):
    found = minima([row[0] for row in rows], 2, basis, cares=[row[1] for row in rows])
    every = [[f for f in range(16) if fits(f, function(*row[:1], 2, row[1]))] for row in rows]
    assert found.size.value == min(minima(pair, 2, basis).size.value for pair in product(*every))


def test_the_solver_takes_open_inputs_too():
    """Five variables, beyond all tables: the and of all, or of none where input 31 is open."""
    whole_ = whole(5)
    last, first = 1 << 31, 1
    assert minima([last], 5, "full", cares=[whole_]).size.value == 4
    assert minima([last], 5, "full", cares=[last]).size.value == 0
    assert minima([last], 5, "full", cares=[last | first]).size.value == 0  # one variable will do
    assert minima([last], 5, "full", cares=[last | first | 1 << 15]).size.value == 0
    wanted = last | 1 << 7, last | 1 << 7 | 1 << 3 | 1 << 15 | 1 << 23
    found = minima([wanted[0]], 5, "full", cares=[wanted[1]])
    assert found.size.value == 2
    assert fits(evaluate(found.chain)[0], normal_of(*wanted, found.support))


def normal_of(table, care, support):
    """A function over its support, as the chain of `minima` computes it."""
    return normal(narrowed(Function(table, care), 5, support))


PROGRAMS = """
def rem(a: int, b: int) -> int:
    return a % b


def total(a: bool, b: bool, c: bool, d: bool) -> int:
    return a + b + c + d


def small(a: int) -> int:
    return a % 3
"""


def test_what_a_program_leaves_undefined_is_open(call, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(PROGRAMS)
    code, found = call("mine.py::rem", "-w", "2", "--conflicts", "1")
    remainders = [table(4, lambda i, o=o: i >> 2 and (i & 3) % (i >> 2) >> o & 1) for o in (0, 1)]
    assert found["tables"] == [*(f"{one:04x}" for one in remainders), "000f"]  # b is 0: it fails
    assert found["cares"] == ["fff0", "fff0", "ffff"]
    assert found["domains"] == [[0, 3], [0, 3]]
    main(["minimum", "mine.py::rem", "-w", "2"])
    page = " ".join(capsys.readouterr().out.split())
    assert "outputs: the results and whether it fails; integers in 0..3" in page
    assert "open (don't-care): the results where it fails" in page
    code, found = call("mine.py::small", "--domain", "a=0..2")  # 3 is no input
    assert found["cares"] == ["7", "7", "7"]
    assert (code, found["size"]["value"]) == (0, 0)
    code, found = call("mine.py::small", "--domain", "a=0..3")
    assert found["cares"] is None
    assert (code, found["size"]["value"]) == (0, 2)


def test_a_program_s_own_circuit_is_an_upper_bound(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(PROGRAMS)
    _, found = call("mine.py::total", "--conflicts", "1")
    assert found["size"]["upper"] <= 9  # Knuth, 7.1.2: sideways addition of four
    assert len(found["circuit"]["gates"]) == found["size"]["upper"]
    sums = ",".join(write_table(table(4, lambda i, o=o: ones(i) >> o & 1), 4) for o in range(3))
    _, found = call(sums, "--variables", "4", "--conflicts", "1")
    assert found["size"]["upper"] <= 9
    assert (found["formula_length"]["value"], found["depth"]["value"]) == (12, 3)


def test_no_function_of_four_variables_needs_more_than_ten_ands():
    found = classes(4)
    small = known()  # which simulates each of them
    assert {int(one) for one in found.leader} >= small.keys()
    assert sorted({aig.size for aig in small.values()}) == [9, 10]
    assert sum(aig.size == 10 for aig in small.values()) == 4
    upper = enough(found, formulas(4, "aig")[1])
    assert max(upper[place] for place, one in enumerate(found.leader) if int(one) in small) == 10
    for leader in (0x6996, 0x1668, 0x2996):
        for place in range(0, len(found.images), 37):  # members of its class
            image = int(found.images[place][leader])
            (aig,) = of_class(image)
            assert aig.size == small[leader].size
            assert truth_tables(aig)[0] in (image, image ^ 0xFFFF)


@settings(max_examples=25)
@given(st.integers(2, 5), st.data())
def test_what_is_enough_is_a_circuit_of_the_functions(variables, data):
    pick = st.integers(0, whole(variables))
    rows = data.draw(st.lists(st.tuples(pick, pick), min_size=1, max_size=3))
    targets = sorted({normal(function(*row[:1], variables, row[1])) for row in rows})
    for basis in ("full", "aig"):
        *_, best = uppers(targets, variables, basis, [], Budget())
        assert len(best.chain.gates) == best.size
        for made, wanted in zip(evaluate(best.chain), targets, strict=True):
            assert computes(made, wanted, variables)
        xors = {gate[2] for gate in best.chain.gates} & {(1, 1, 0)}
        assert basis == "full" or not xors
        assert max(best.sizes, default=0) <= best.size
        assert all(a <= b for a, b in zip(best.sizes, best.lengths, strict=True))


def test_a_budget_that_is_spent_before_a_search_leaves_the_bounds_that_are_built():
    for basis in ("full", "aig"):
        found = minima((0x1EE1,), 4, basis, budget=Budget(1e-9))
        assert "budget" in found.stopped
        assert found.size.lower <= found.size.upper
