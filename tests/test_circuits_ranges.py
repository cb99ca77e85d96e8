"""The integers that a verdict is about: said with it, and chosen on the command line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.agreement import agree, replay
from complexity.circuits.circuit import circuit_of
from complexity.circuits.sat.equivalence import Verdict
from complexity.cli import main
from complexity.language.failures import Undefined
from complexity.machine.evaluate import run
from complexity.python.parse import parse
from complexity.tasks.domains import Chosen, domains_of, ranges_of
from complexity.tasks.find import find

FILE = """
def floored(a: int, b: int) -> int:
    return a % b


def truncated(a: int, b: int) -> int:
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def second(a: list[int], up: bool) -> int:
    return a[1] if up else 0


def largest(a: int) -> bool:
    return a + 1 > a


def flag(a: bool) -> bool:
    return not a
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def go(*words):
        code = main(list(words))
        page = " ".join(capsys.readouterr().out.split())
        main([*words, "--json", "-"])
        return code, page, json.loads(capsys.readouterr().out)

    return go


PAIR = ("equal", "mine.py::floored", "mine.py::truncated")
#   options, exit code, domains, words of the page
CASES = {
    ("-w", "4"): (0, [[0, 15], [0, 15]], "on every input with integers in 0..15"),
    ("-w", "4", "--signed"): (1, [[-8, 7], [-8, 7]], "of integers in -8..7, replayed"),
    ("--domain=-7..7",): (1, [[-7, 7], [-7, 7]], "of integers in -7..7, replayed"),
    ("--domain", "a=0..7,b=-3..3"): (1, [[0, 7], [-3, 3]], "of a in 0..7, b in -3..3"),
    ("--domain", "b=3..3", "-w", "3"): (0, [[0, 7], [3, 3]], "with a in 0..7, b in 3..3"),
    ("--domain=-2..9", "--domain", "b=1..2"): (1, [[-2, 9], [1, 2]], "of a in -2..9, b in 1..2"),
    ("--signed", "--domain", "a=5..6", "-w", "2"): (1, [[5, 6], [-2, 1]], "b in -2..1, replayed"),
}


@pytest.mark.parametrize(("options", "told"), CASES.items(), ids=map(" ".join, CASES))
def test_the_integers_stand_in_the_verdict(call, options, told):
    code, page, found = call(*PAIR, *options)
    assert (code, found["domains"]) == told[:2]
    assert told[2] in page


def test_lists_and_truth_values_have_theirs(call):
    code, page, found = call("equal", "mine.py::second", "mine.py::second", "-n", "3", "--signed")
    assert (code, found["domains"]) == (0, [[-8, 7], None])
    assert "on every input with integers in -8..7:" in page
    code, page, found = call("equal", "mine.py::flag", "mine.py::flag")
    assert (code, found["domains"]) == (0, None)
    assert "on every input:" in page


def test_an_integer_of_64_bits_is_one_of_the_language(call):
    code, _, found = call("equal", "mine.py::largest", "mine.py::largest", "-w", "64")
    assert (code, found["domains"]) == (0, [[0, 2**63 - 1]])
    code, _, found = call("minimum", "mine.py::floored", "--domain", "a=0..1,b=1..1")
    assert (code, found["domains"]) == (0, [[0, 1], [1, 1]])


def test_a_circuit_says_them_too(call):
    _, page, found = call("circuit", "mine.py::floored", "-w", "3")
    assert found["domains"] is None
    assert "unrolled at w = 3, integers in 0..7" in page
    _, page, found = call("circuit", "mine.py::floored", "-w", "3", "--signed")
    assert found["domains"] == [[-4, 3], [-4, 3]]
    assert "integers in -4..3" in page


REFUSED = [
    (("--domain", "3"), "CX002"), (("--domain", "3..1"), "CX002"), (("--domain", "a=b"), "CX002"),
    (("--domain", "c=0..3"), "CX002"), (("--signed", "--domain", "0..3"), "CX007"),
    (("--domain", f"0..{2**63}"), "CX002"), (("--seconds", "0"), "CX002"),
    (("--seconds", "soon"), "CX002"), (("--draws", "-1"), "CX002"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "code"), REFUSED, ids=lambda one: str(one))
def test_what_cannot_be_chosen_is_refused(call, options, code):
    told, _, found = call(*PAIR, *options)
    assert (told, found["code"]) == (2, code)


# ---------------------------------------------------------------- every integer of a domain

TERMS = st.sampled_from(
    ["a % b", "a // b", "-(-a // b)", "abs(a) % abs(b)", "a - b * (a // b)", "abs(a)", "a", "b",
     "a & b", "a ^ b", "min(a, b)", "a >> 1", "a // 2", "a * a % 3", "-a", "max(a, -a)"]
)  # fmt: skip
BOUNDS = st.tuples(st.integers(-6, 6), st.integers(0, 6)).map(lambda one: (one[0], sum(one)))


def outcome(graph, a, b):
    try:
        return run(graph, (a, b)).result
    except Undefined:
        return "error"


@settings(max_examples=60)
@given(TERMS, TERMS, BOUNDS, BOUNDS)
def test_verdicts_are_those_of_every_integer_of_the_domain(tmp_path_factory, one, other, low, high):
    path = tmp_path_factory.mktemp("ranges") / "mine.py"
    path.write_text("".join(f"def {name}(a: int, b: int) -> int:\n    return {term}\n\n\n"
                            for name, term in (("f", one), ("g", other))))  # fmt: skip
    task = find(f"{path}::f").task
    ranges = ranges_of(task, None, 4, Chosen(own={"a": low, "b": high}))
    assert ranges == (low, high)
    graphs = [parse(f"def f(a: int, b: int) -> int:\n    return {term}\n") for term in (one, other)]
    domains = domains_of(task, None, ranges)
    circuits = tuple(circuit_of(graph, None, 4, domains=domains) for graph in graphs)
    found = agree(*circuits)
    pairs = [(a, b) for a in range(low[0], low[1] + 1) for b in range(high[0], high[1] + 1)]
    apart = [pair for pair in pairs if outcome(graphs[0], *pair) != outcome(graphs[1], *pair)]
    assert found.verdict is (Verdict.DIFFERENT if apart else Verdict.EQUIVALENT)
    if apart:
        assert replay(found, circuits, tuple(graphs)).arguments in apart
