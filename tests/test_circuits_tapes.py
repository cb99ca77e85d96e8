"""Programs that draw: verdicts are those of all tapes, and what is bounded says so."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from complexity.circuits.agreement import agree, drawn, replay, whole
from complexity.circuits.circuit import circuit_of
from complexity.circuits.sat.equivalence import Verdict
from complexity.cli import main
from complexity.language.failures import Undefined
from complexity.machine.evaluate import run
from complexity.python.parse import parse
from complexity.semantics.tape import ScriptedTape

FILE = """
from random import randrange


def coins(n: int) -> int:
    k = 0
    for i in range({coins}):
        k += randrange(2)
    return k


def more(n: int) -> int:
    k = {more}
    for i in range({coins}):
        k += randrange(2)
    return k


def backwards(n: int) -> int:
    k = {coins}
    for i in range({coins}):
        k -= 1 - randrange(2)
    return k


def nothing(n: int) -> int:
    return n


def wait(n: int) -> int:
    while randrange(2):
        n = n ^ 1
    return n


def wait_too(n: int) -> int:
    k = n
    while randrange(2):
        k = 1 - k
    return k


def late(n: int) -> int:
    k = 0
    while randrange(2):
        k += 1
    return n + (k > 20)


def two(n: int) -> int:
    return randrange(2)


def low_of_four(n: int) -> int:
    return randrange(4) % 2


def high_of_four(n: int) -> int:
    return randrange(4) // 2


def one(n: int) -> int:
    return randrange(1)


def unread(n: int) -> int:
    x = randrange(2)
    return n + x - x
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE.format(coins=9, more=5))

    def go(*words):
        code = main([*words, "--json", "-"])
        return code, json.loads(capsys.readouterr().out)

    return go


#   first, second, exit code, verdict, how many draws were compared, whether that is all
VERDICTS = [
    ("coins", "more", 1, "DIFFERENT", 9, True),
    ("coins", "backwards", 0, "EQUIVALENT", 9, True),
    ("coins", "nothing", 1, "DIFFERENT", 9, True),  # though no run of eight draws ends
    ("wait", "wait_too", 3, "UNKNOWN", 64, False),
    ("wait", "late", 1, "DIFFERENT", 8, False),
    ("two", "low_of_four", 1, "DIFFERENT", 1, True),  # 2 is a number that one alone can draw
    ("two", "high_of_four", 1, "DIFFERENT", 1, True),
    ("two", "one", 1, "DIFFERENT", 1, True),
    ("nothing", "unread", 0, "EQUIVALENT", 1, True),
    ("nothing", "nothing", 0, "EQUIVALENT", None, True),
]


@pytest.mark.parametrize(("first", "second", "code", "verdict", "draws", "complete"), VERDICTS)
def test_a_verdict_is_of_all_tapes_or_says_how_many(
    call, first, second, code, verdict, draws, complete
):
    told, found = call("equal", f"mine.py::{first}", f"mine.py::{second}", "-w", "1")
    assert (told, found["verdict"]) == (code, verdict)
    if draws is None:
        assert found["tape"] is None
        return
    assert found["tape"] == {
        "draws": draws, "complete": complete, "equal": verdict != "DIFFERENT",
        "compared": "by tape",
    }  # fmt: skip
    assert (found["proof"] is None) == (verdict == "DIFFERENT")
    assert found["domains"] == [[0, 1]]


def test_a_longer_tape_is_taken_where_it_is_asked_for(call):
    """`late` differs from `wait` plainly; from `nothing` and a coin or more, after 21 coins."""
    words = ("equal", "mine.py::late", "mine.py::nothing", "-w", "1")
    code, found = call(*words, "--draws", "8")
    assert (code, found["verdict"], found["tape"]["draws"]) == (3, "UNKNOWN", 8)
    code, found = call(*words)
    assert (code, found["verdict"]) == (1, "DIFFERENT")
    assert found["counterexample"]["tape"] == [1] * 21 + [0]
    assert found["tape"]["draws"] == 32


def test_the_page_says_what_was_compared(call, capsys):
    main(["equal", "mine.py::wait", "mine.py::wait_too", "-w", "1"])
    page = " ".join(capsys.readouterr().out.split())
    assert "mine.py::wait_too: UNKNOWN" in page
    assert "every input with integers in 0..1 and every tape of at most 64 draws" in page
    assert "compared tape by tape, not in distribution" in page
    assert "runs that draw more than 64 numbers were not compared" in page
    main(["equal", "mine.py::coins", "mine.py::backwards", "-w", "1"])
    page = " ".join(capsys.readouterr().out.split())
    assert "every input with integers in 0..1 and every tape:" in page
    assert "no run draws more than 9 numbers" in page


def test_a_number_that_one_draw_cannot_give_is_replayed(call):
    _, found = call("equal", "mine.py::two", "mine.py::low_of_four", "-w", "1")
    shown = found["counterexample"]
    assert shown["tape"][0] in (2, 3)
    assert shown["first"]["error"]["code"] == "tape"
    assert shown["second"] == {"result": shown["tape"][0] % 2}


def test_a_minimum_is_of_all_tapes_or_says_how_many(call):
    code, found = call("minimum", "mine.py::two", "-w", "1")
    assert (code, found["tape"]) == (0, {"draws": 1, "complete": True})
    code, found = call("minimum", "mine.py::coins", "-w", "1", "--seconds", "2")
    assert (found["tape"], found["variables"]) == ({"draws": 9, "complete": True}, 10)
    code, found = call("minimum", "mine.py::wait", "-w", "1", "--draws", "1", "--seconds", "30")
    assert (code, found["tape"]) == (3, {"draws": 1, "complete": False})
    assert found["size"]["value"] == 0  # where the only coin is 1 the run is not over
    assert found["cares"] is not None


def test_the_circuit_of_a_longer_tape_has_more_inputs(call):
    names = {}
    for draws in (1, 3):
        code, found = call("circuit", "mine.py::wait", "-w", "1", "--draws", str(draws))
        assert code == 0
        names[draws] = found["input_names"]
    assert names[1] == ["n.0", "tape[0].0"]
    assert names[3] == [*names[1], "tape[1].0", "tape[2].0"]


# ---------------------------------------------------------------- every tape, one after the other

DRAWS = 3
DRAWN = st.sampled_from([
    "randrange(1)", "randrange(2)", "randrange(3)", "randrange(n + 1)", "randrange(4) % 2",
])  # fmt: skip
LINE = st.one_of(
    DRAWN.map(lambda one: f"k += {one}"),
    DRAWN.map(lambda one: f"if n > 1:\n        k += {one}"),
    DRAWN.map(lambda one: f"if k > 0:\n        k -= {one}"),
    st.sampled_from(["k += n", "k = k * 2", "k = 0", "k = 1 // n"]),
)
BODY = st.lists(LINE, min_size=1, max_size=3)


def program(lines):
    body = "\n    ".join(["k = 0", *lines, "return k"])
    return parse(f"def f(n: int) -> int:\n    {body}\n")


OFF = "a number that its draw cannot give"


def outcome(graph, n, script):
    """What a run gives, and how many numbers it draws."""
    tape = ScriptedTape(script)
    try:
        return run(graph, (n,), tape=tape).result, tape.counter
    except Undefined:
        return "error", tape.counter
    except ValueError:
        return OFF, tape.counter


def apart(first, second, n, script):
    """Whether an input and a tape tell two programs apart.

    A tape of one alone does so where the other draws the number that it refuses.
    """
    (one, drawn), (other, more) = outcome(first, n, script), outcome(second, n, script)
    if OFF in (one, other):
        return one != other and (drawn <= more if one == OFF else more <= drawn)
    return one != other


@settings(max_examples=30)
@given(BODY, BODY)
# the second draws the second number of the tape in an arm before others draw the first
@example(["k += randrange(1)"], [
    "if n > 1:\n        k += randrange(1)", "if n > 1:\n        k += randrange(2)",
    "k += randrange(2)",
])  # fmt: skip
def test_verdicts_are_those_of_every_tape(lines, others):
    first, second = program(lines), program(others)
    circuits = tuple(circuit_of(graph, None, 2, draws=DRAWS) for graph in (first, second))
    assert whole(circuits)
    found = agree(*circuits)
    scripts = product(range(4), repeat=DRAWS)
    differ = any(apart(first, second, n, script) for script in scripts for n in range(4))
    assert (found.verdict is Verdict.DIFFERENT) == differ
    assert (found.verdict is Verdict.EQUIVALENT) == (not differ)
    if differ:
        shown = replay(found, circuits, (first, second))
        assert len(shown.tape) <= drawn(circuits)
        assert shown.outcomes[0] != shown.outcomes[1]
