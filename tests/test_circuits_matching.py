"""Files are compared by the names of their inputs and outputs, where these are the same."""

from __future__ import annotations

import json

import pytest
from circuits import adder, aigs
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import truth_tables
from complexity.circuits.files.formats import write_circuit
from complexity.circuits.matching import matched, matches
from complexity.circuits.sat.cnf import copy, moved
from complexity.circuits.sat.equivalence import Verdict, compare
from complexity.cli import main

#   names of the first, names of the second, by, places
ROWS = [
    ("abc", "abc", "name", (0, 1, 2)),
    ("abc", "cab", "name", (1, 2, 0)),
    ("abc", "abd", "position", (0, 1, 2)),
    (["a", ""], ["a", ""], "position", (0, 1)),
    ("aa", "aa", "position", (0, 1)),
    (["a", "b"], ["A", "B"], "position", (0, 1)),
    ([], [], "name", ()),
]


@pytest.mark.parametrize(("first", "second", "by", "places"), ROWS)
def test_names_belong_together_where_they_are_the_same(first, second, by, places):
    found = matched(list(first), list(second))
    assert (found.by, found.places) == (by, places)
    assert (by == "position") <= bool(found.why)


def named(aig, suffix="", inputs=None, outputs=None):
    """The same circuit with names, its inputs and outputs in another order."""
    inputs = range(len(aig.inputs)) if inputs is None else inputs
    outputs = range(len(aig.outputs)) if outputs is None else outputs
    made = Aig()
    at = {place: made.input(f"x{place}{suffix}") for place in inputs}
    image = copy(aig, made, [at[place] for place in range(len(aig.inputs))])
    for place in outputs:
        made.output(moved(image, aig.outputs[place]), f"y{place}{suffix}")
    return made


@settings(max_examples=60)
@given(aigs(gates=12), st.randoms(use_true_random=False))
def test_another_order_of_the_same_names_changes_nothing(aig, random):
    orders = [random.sample(range(len(one)), len(one)) for one in (aig.inputs, aig.outputs)]
    first, second = named(aig), named(aig, "", *orders)
    inputs, outputs = matches(first, second)
    assert (inputs.by, outputs.by) == ("name", "name")
    found = compare(first, second, None, 0, inputs.places, outputs.places)
    assert found.verdict is Verdict.EQUIVALENT
    third = named(aig, "'", *orders)  # of other names the order alone says what is what
    inputs, outputs = matches(first, third)
    assert "position" in (inputs.by, outputs.by) or not (first.inputs or first.outputs)
    found = compare(first, third, None, 0, inputs.places, outputs.places)
    assert (found.verdict is Verdict.EQUIVALENT) == (truth_tables(first) == truth_tables(third))


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    less = Aig()
    a, b = less.input("a"), less.input("b")
    less.output(less.and_(a, b ^ 1), "f")
    more = Aig()
    b, a = more.input("b"), more.input("a")
    more.output(more.and_(b, a ^ 1), "f")
    for suffix in (".aig", ".aag", ".blif"):
        write_circuit(less, f"less{suffix}")
        write_circuit(more, f"more{suffix}")
    write_circuit(adder(2), "adder.aig")
    write_circuit(named(adder(2), "", [2, 0, 3, 1], [1, 2, 0]), "turned.blif")
    write_circuit(named(adder(2)), "named.aig")

    def run(*words):
        code = main(["equal", *words])
        page = " ".join(capsys.readouterr().out.split())
        main(["equal", *words, "--json", "-"])
        return code, page, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("suffix", [".aig", ".aag", ".blif"])
@pytest.mark.parametrize("other", [".aig", ".blif"])
def test_a_difference_is_told_by_name(call, suffix, other):
    """a and not b against b and not a: by position they would be the same."""
    code, page, found = call(f"less{suffix}", f"more{other}")
    assert (code, found["verdict"]) == (1, "DIFFERENT")
    assert found["matched"] == {"inputs": "name", "outputs": "name"}
    shown = found["counterexample"]
    assert (shown["input_names"], shown["output_names"]) == (["a", "b"], ["f"])
    a, b = shown["input"]
    assert (shown["first"], shown["second"]) == (
        {"result": [a & 1 - b]}, {"result": [b & 1 - a]},
    )  # fmt: skip
    assert "inputs matched by name, in another order in the second" in page
    assert f"on a = {a}, b = {b}, simulated: less{suffix}: f = {a & 1 - b}" in page


def test_the_page_says_by_what_they_were_matched(call):
    code, page, _ = call("named.aig", "turned.blif")
    assert code == 0
    assert "inputs matched by name, in another order in the second; outputs matched by" in page
    code, page, found = call("adder.aig", "named.aig")
    assert (code, found["matched"]) == (0, {"inputs": "position", "outputs": "position"})
    assert "inputs matched by position: their names differ" in page


@pytest.mark.parametrize("option", [("--signed",), ("--domain", "1..2"), ("--draws", "9"),
                                    ("-w", "3"), ("-n", "3")])  # fmt: skip
def test_what_says_nothing_of_files_is_refused(capsys, call, option):
    assert main(["equal", "less.aig", "more.aig", *option]) == 2
    assert f"less.aig is a circuit: {option[0]} says nothing of it" in capsys.readouterr().err
