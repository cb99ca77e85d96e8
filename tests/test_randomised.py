"""What is said of programs that draw: verdicts, comparisons, expectations, intervals."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from complexity.cli import main
from complexity.measuring.agreement import agreement
from complexity.measuring.answers import Answer, Drawn, certain, made, same, seen, spelled
from complexity.measuring.checking import Judged, judge
from complexity.measuring.figures import Evidence, InputsInfo, Measurement
from complexity.measuring.intervals import Spread, few_decide, interval
from complexity.measuring.measure import measure, measure_input
from complexity.measuring.randomised import completed
from complexity.measuring.settings import Settings
from complexity.semantics.limits import Limits
from complexity.tasks.find import programs_of
from complexity.tasks.reference import reference

HALF = Fraction(1, 2)
Told = tuple[int, dict[str, Any]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Told]:
    """The exit code and the object of a command about the text of a file."""

    def run(text: str, command: str, *words: str) -> Told:
        path = tmp_path / "draws.py"
        path.write_text(text)
        name, _, program = command.partition("::")
        file = f"{path}::{program}" if program else str(path)
        trust = ["--trust"] if name == "rank" else []
        code = main([name, file, *trust, *words, "--json", "-"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., str]:
    """The page of a command about the text of a file."""

    def run(text: str, command: str, *words: str) -> str:
        path = tmp_path / "draws.py"
        path.write_text(text)
        name, _, program = command.partition("::")
        main([name, f"{path}::{program}" if program else str(path), *words])
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.fixture
def measured(tmp_path: Path) -> Callable[..., Measurement]:
    """The measurement of the one program of a text at a size."""

    def run(text: str, n: int, **more: Any) -> Measurement:
        path = tmp_path / "one.py"
        path.write_text(text)
        (program,) = programs_of(str(path))
        return measure(program, n, Settings(reference(program.task), **more))

    return run


# ---------------------------------------------------------------- verdicts

SPECIFIED = "from complexity import randrange, tasks\n"
WRONG = (
    SPECIFIED
    + """
def spec(x):
    return x


inputs = tasks.integers(1, high=2)
default_size = 2


def always_wrong_on_two(x: int) -> int:
    if x == 2:
        x = 0
    while randrange(2 + x):
        pass
    return x


def wrong_half(x: int) -> int:
    if randrange(2):
        x = 0
    while randrange(2 + x):
        pass
    return x


def right(x: int) -> int:
    while randrange(2 + x):
        pass
    return x


def endless_half(x: int) -> int:
    if randrange(2) == 0:
        while randrange(1) == 0:
            x = x
    return x
"""
)


def test_an_answer_wrong_with_positive_probability_is_wrong(told):
    code, found = told(WRONG, "rank")
    assert code == 0
    checks = {one["program"].rpartition("::")[2]: one["checks"][0] for one in found["results"]}
    assert {name: check["wrong"] for name, check in checks.items()} == {
        "always_wrong_on_two": 1, "wrong_half": 2, "right": 0, "endless_half": 3,
    }  # fmt: skip
    assert all(check["certain"] for check in checks.values())
    assert checks["always_wrong_on_two"]["counterexample"] == "(2) gives 0"
    assert checks["wrong_half"]["counterexample"] == "(1) gives 0 with probability 1/2"
    assert checks["endless_half"]["counterexample"] == "(0) runs for ever with probability 1/2"
    ranks = {one["program"].rpartition("::")[2]: one["ranks"]["kolmogorov"] for one in
             found["results"]}  # fmt: skip
    assert ranks == {"right": 1, "always_wrong_on_two": None, "wrong_half": None,
                     "endless_half": None}  # fmt: skip


def test_the_order_of_inputs_does_not_change_a_verdict(measured):
    # the first input solves states while one result is known; a later one adds another
    text = SPECIFIED + (
        "spec = lambda a: a\ninputs = tasks.integers(low=0)\n"
        "def f(a: int) -> int:\n    while randrange(3):\n        pass\n    return a\n"
    )
    found = measured(text, 5)
    assert (found.wrong, found.checks[0].certain) == (0, True)
    assert found.figures["time"].evidence is Evidence.EXACT


@pytest.mark.parametrize(
    "lost",
    [Answer(()), Answer(((0, HALF),)), Answer(((0, Fraction(1)),), never=HALF)],
    ids=["nothing", "half", "more than all"],
)
def test_no_verdict_rests_on_a_mass_that_is_not_one(lost: Answer):
    with pytest.raises(AssertionError, match="not 1"):
        judge(Judged(), lambda arguments, result: True, (1,), lost)


def test_what_is_not_known_is_not_certain():
    judged = Judged()
    judge(judged, None, (1,), Answer(((0, HALF),), unknown=HALF))
    assert (judged.wrong, judged.unsure, judged.sure) == (0, 1, HALF)
    judge(judged, lambda arguments, result: result == 0, (1,), seen(Drawn({"1": 1, "0": 0})))
    assert (judged.wrong, judged.unsure) == (1, 1)


def test_a_mistake_that_a_drawn_tape_shows_counts():
    info = InputsInfo("exhaustive", 3)
    exact = Measurement("f", 1, info, wrong=0, figures={})
    sample = replace(exact, wrong=1, inputs=replace(info, runs=9, seed=0))
    assert completed(exact, [], sample).wrong == 1
    assert completed(exact, [], replace(sample, wrong=0)).wrong == 0


def test_answers_that_are_only_checked_are_checked_over_all_tapes(measured):
    text = SPECIFIED + (
        "spec = abs\ninputs = tasks.integers(low=1)\nchecked = tasks.integers(low=-1)\n"
        "def f(a: int) -> int:\n"
        "    return a if randrange(1000) else abs(a)\n"
    )
    own, checked = measured(text, 2).checks
    assert (own.wrong, own.certain) == (0, True)
    assert (checked.wrong, checked.certain) == (1, True)
    assert checked.counterexample == "(-1) gives -1 with probability 999/1000"


def test_a_run_out_of_fuel_decides_nothing(told):
    text = SPECIFIED + (
        "spec = lambda a: a\ninputs = tasks.integers(low=1)\ndefault_size = 1\n"
        "def f(a: int) -> int:\n    k = 0\n"
        "    while k % 1000003 != 7 * a:\n        k += randrange(10**6)\n    return a\n"
    )
    code, found = told(text, "rank", "--fuel", "20000")
    (one,) = found["results"]
    assert one["checks"][0] | {"inputs": None} == {
        "inputs": None, "wrong": 0, "certain": False, "counterexample": None, "sure": None,
        "stopped": 1, "judged": None, "undecided": None,
    }  # fmt: skip
    assert set(one["ranks"].values()) == {None}
    assert "did not end within the fuel" in one["reason"]
    assert code == 3


# ---------------------------------------------------------------- programs without a task

AGREE = """
from random import randrange


def det(n: int) -> int:
    return n


def coin(n: int) -> int:
    return n * randrange(2)
"""
BOGO = """
from random import randrange


def bogosort(a: list[int]) -> list[int]:
    while any(x > y for x, y in zip(a, a[1:])):
        b: list[int] = []
        for x in a:
            b.insert(randrange(len(b) + 1), x)
        a = b
    return a
"""


def test_programs_are_compared_by_their_distributions(told, page):
    code, found = told(AGREE, "rank")
    (ranking,) = found["rankings"]
    assert code == 0
    assert {name.rpartition("::")[2]: times for name, times in ranking["differs"].items()} == {
        "det": 0, "coin": 6,
    }  # fmt: skip
    # a program that differs is not compared with the others
    assert [one["ranks"]["levin"] for one in found["results"]] == [1, None]
    text = page(AGREE, "rank")
    assert "the answers agree" not in text
    assert "coin on (1): 0 with probability 1/2, 1 with probability 1/2; others: 1" in text
    assert "n = 1 to 3: det " in page(AGREE, "flips", "--sizes", "1..3")


@pytest.mark.parametrize("other", ["1 - randrange(2)", "randrange(4) // 2", "randrange(6) % 2"])
def test_equal_distributions_agree(told, other: str):
    text = (
        "def one(n: int) -> int:\n    return n + randrange(2)\n"
        f"def two(n: int) -> int:\n    return n + {other}\n"
    )
    _, found = told(text, "rank")
    assert set(found["rankings"][0]["differs"].values()) == {0}
    assert all(one["ranks"]["levin"] for one in found["results"])


def test_drawn_tapes_never_make_answers_agree(told, page):
    # the second returns n + 1 with a probability that no sample shows
    text = (
        "def one(n: int) -> int:\n    return n\n"
        "def two(n: int) -> int:\n"
        "    k = 0\n    for i in range(60):\n"
        "        k = (k * 3 + randrange(1000)) % 1000003\n"
        "    return n + (k == 77)\n"
    )
    _, found = told(text, "rank", "-n", "1")
    (ranking,) = found["rankings"]
    assert set(ranking["differs"].values()) == {0}
    assert {name.rpartition("::")[2]: times for name, times in ranking["undecided"].items()} == {
        "one": 0, "two": 2,
    }  # fmt: skip
    shown = page(text, "rank", "-n", "1")
    assert "the answers agree" not in shown
    assert "no answers are seen to differ on 2 inputs" in shown
    assert "not decided: of two the tapes that were drawn show results" in shown


@pytest.mark.parametrize("command", ["rank", "score::bogosort", "flips"])
@pytest.mark.parametrize("engine", ["native", "definition"])
def test_bogosort_without_a_task(told, command: str, engine: str):
    sizes = ("--sizes", "1..3") if command == "flips" else ("-n", "3")
    code, found = told(BOGO, command, "--engine", engine, *sizes)
    assert code == 0
    if command != "flips":
        one = found["results"][0] if command == "rank" else found
        assert one["measures"]["time"]["evidence"] == "exact"
        assert one["measures"]["memory"]["evidence"] == "exact"


def test_two_answers_are_the_same_only_where_all_is_known():
    fair, sure = Answer(((0, HALF), (1, HALF))), certain(0)
    assert same(fair, Answer(((1, HALF), (0, HALF)))) is True
    assert same(fair, sure) is False
    assert same(fair, Answer(((0, HALF),), never=HALF)) is False
    drawn = seen(Drawn({"0": 0}))
    assert same(sure, drawn) is None
    assert same(drawn, drawn) is None
    assert same(sure, seen(Drawn({"0": 0, "1": 1}))) is False
    mostly = Answer(((0, Fraction(9, 10)),), unknown=Fraction(1, 10))
    assert same(mostly, fair) is False
    assert same(mostly, sure) is None
    assert spelled(mostly) == "0 with probability 9/10 or more"


def test_the_commonest_known_answer_counts():
    fair, drawn = Answer(((0, HALF), (1, HALF))), seen(Drawn({"0": 0}))
    told = agreement({"a": [drawn], "b": [fair], "c": [fair], "d": [certain(2)]})
    assert told.differs == {"a": 0, "b": 0, "c": 0, "d": 1}
    assert told.undecided == {"a": 1, "b": 0, "c": 0, "d": 0}


PARTIAL = """
def quotient(n: int) -> int:
    return 12 // n


def drawn(n: int) -> int:
    return (12 - 12 % n + randrange(n)) // n


def narrow(n: int) -> int:
    return [0, 12, 6, 4, 3, 2][n] if n else 0


def never(n: int) -> int:
    return 1 // (n - n)


def forever(n: int) -> int:
    while randrange(1) == 0:
        pass
    return 12 // n
"""


def test_programs_are_compared_where_all_are_defined(told, page):
    code, found = told(PARTIAL, "rank", "-n", "6")
    (ranking,) = found["rankings"]
    short = {name.rpartition("::")[2]: times for name, times in ranking["undefined"].items()}
    # one that fails everywhere takes no inputs from the others
    assert short == {"quotient": 1, "drawn": 1, "narrow": 1, "never": 7}
    results = {one["program"].rpartition("::")[2]: one for one in found["results"]}
    assert {name: one["inputs"]["count"] for name, one in results.items()} == {
        "quotient": 5, "drawn": 5, "narrow": 5, "never": 7, "forever": 5,
    }  # fmt: skip
    ranks = {name: one["ranks"]["kolmogorov"] for name, one in results.items()}
    assert (ranks["quotient"], ranks["drawn"]) == (1, 2)
    assert (ranks["never"], ranks["forever"]) == (None, None)
    assert results["forever"]["trouble"] == "(1) runs for ever"
    shown = page(PARTIAL, "rank", "-n", "6")
    assert "quotient fails on 1 of 7 inputs; first: (0) gives division: 12 divided by zero" in shown
    assert "those on which all that are compared are defined" in shown
    assert code == 0


# ---------------------------------------------------------------- expectations

LOOPS = """
from random import randrange


def doubling(n: int) -> int:
    s = 0
    k = 1
    while randrange(2):
        k = 2 * k
        for i in range(k):
            s ^= i
    return s


def walk(n: int) -> int:
    x = 1
    while x != 0:
        x += 2 * randrange(2) - 1
    return x


def petersburg(n: int) -> int:
    k = 1
    while randrange(2):
        k = 2 * k
    s = 0
    for i in range(k):
        s ^= i
    return s


def levels(n: int) -> int:
    k = 1
    while randrange(2):
        k += 1
    return k


def half(x: int) -> int:
    if randrange(2) == 0:
        while randrange(1) == 0:
            x = x
    return x


def stuck(x: int) -> int:
    if randrange(2) == 0:
        while x == x:
            x = x
    return x
"""
# a lower bound of the expected steps, and what is surely below a reviewer's own calculation
LEAST = {"doubling": 35, "walk": 4_000, "petersburg": 20, "levels": 6.99, "stuck": 1_000}


@pytest.mark.parametrize("name", ["doubling", "walk", "petersburg", "levels"])
def test_a_tail_that_may_be_heavy_has_a_lower_bound_and_no_interval(told, name: str):
    code, found = told(LOOPS, f"score::{name}", "--input", "[1]")
    # of petersburg, 2^63 does not fit
    assert code == (1 if name == "petersburg" else 3)
    assert ("error" in found) == (name == "petersburg")
    assert found["levin_bits"] is None
    for figure in found["measures"].values():
        assert "interval" not in figure
        assert figure["mean"] is None or figure["evidence"] == "exact"
    time = found["measures"]["time"]
    assert time["evidence"] == "witnessed"
    assert LEAST[name] <= time["mean_float"]
    if name == "levels":
        # 4 steps of a round, but for the first and the last: the bound is within 2^-300 of it
        assert time["mean_float"] == pytest.approx(7)
    assert found["measures"]["candidates"]["mean"] == "0"


def test_such_a_program_has_no_rank_by_time(told, page):
    only = LOOPS.split("\n\n\n")[2]
    _, found = told(only, "rank", "-n", "1")
    (one,) = found["results"]
    assert {name: one["ranks"][name] for name in ("levin", "linear", "kolmogorov")} == {
        "levin": None, "linear": None, "kolmogorov": 1,
    }  # fmt: skip
    assert one["reason"] == (
        "time: of its expectation a lower bound alone is known, which decides nothing"
    )
    shown = page(LOOPS, "score::walk", "-n", "1")
    assert "no sample tells a mean and no interval holds" in shown
    assert "means of the runs that were drawn: time 31,996.94" in shown
    assert "Kt" not in shown


@pytest.mark.parametrize("statistic", ["mean", "worst"])
def test_an_infinite_expectation_is_said_to_be(told, page, statistic: str):
    words = ("-n", "1", "--statistic", statistic)
    code, found = told(LOOPS, "score::half", *words)
    assert code == 0
    time = found["measures"]["time"]
    assert (time["infinite"], time["unbounded"], time["evidence"]) == (True, True, "exact")
    assert (time["mean"], time["mean_float"], time["worst"]) == (None, None, None)
    assert found["by_op"]["loop"] == {"mean": None, "mean_float": None, "worst": None}
    # a draw from one number takes no bits, however often; the words are as many on every tape
    assert found["measures"]["draws"]["mean"] == "1"
    assert found["measures"]["memory"] | {"worst_input": 0} == {
        "mean": "4", "mean_float": 4.0, "worst": 4, "evidence": "exact", "worst_evidence": "exact",
        "worst_expected": "4", "worst_input": 0,
    }  # fmt: skip
    assert found["trouble"] == "(0) runs for ever with probability 1/2"
    assert "infinite=" in page(LOOPS, "score::half", *words)


def test_a_run_that_does_not_end_within_the_budget_is_no_result(told):
    _, found = told(LOOPS, "score::stuck", "--input", "[3]", "--fuel", "100000")
    assert found["results"] == [{"result": 3, "probability": "1/2"}]
    assert found["unknown"] == "1/2"
    assert found["measures"]["time"]["mean_float"] > LEAST["stuck"]


def test_a_failure_that_is_rare_is_seen(told):
    # 2^63 does not fit, after 63 doublings
    text = (
        "def f(n: int) -> int:\n    k = 1\n"
        "    while randrange(2):\n        k = 2 * k\n    return k\n"
    )
    code, found = told(text, "score::f", "--input", "[1]")
    assert code == 1
    assert found["error"]["code"] == "overflow"
    # 63 times heads, after which the doubling fails
    assert found["error"]["message"].endswith("64 signed bits, with probability 1.08e-19")


def test_a_chain_that_is_explored_in_part_shows_what_fails_and_what_is_wrong(measured):
    text = SPECIFIED + (
        "spec = lambda a: a\ninputs = tasks.integers(low=1, high=1)\n"
        "def f(a: int) -> int:\n    k = 0\n"
        "    while randrange(3):\n        k += 1\n"
        "    return a + k // 40\n"
    )
    check = measured(text, 1, runs=50).checks[0]
    assert check.wrong == 1
    assert check.counterexample.startswith("(1) gives 2 with probability ")


def test_a_single_input_of_a_program_that_draws_has_an_exact_expectation(told, page):
    code, found = told(BOGO, "score::bogosort", "--input", "[[2,0,1]]")
    assert code == 0
    assert found["result"] == [0, 1, 2]
    assert found["results"] == [{"result": [0, 1, 2], "probability": "1"}]
    assert found["measures"]["time"]["evidence"] == "exact"
    shown = page(AGREE, "score::coin", "--input", "[3]")
    assert "averaged over random draws" in shown
    assert "result: 0 with probability 1/2, 3 with probability 1/2" in shown
    assert "averaged over" not in page(AGREE, "score::det", "--input", "[3]")


def test_a_single_input_agrees_with_the_measurement_of_a_size(tmp_path: Path):
    path = tmp_path / "draws.py"
    path.write_text(BOGO)
    (program,) = programs_of(str(path))
    settings = Settings(reference(program.task))
    every = [measure_input(program, given, 3, settings) for given in program.task.inputs.all(3)]
    whole = measure(program, 3, settings).figures["time"]
    means = [one.figures["time"].mean or Fraction(0) for one in every]
    assert whole.mean == sum(means) / 27
    assert whole.worst_expected == max(means)


# ---------------------------------------------------------------- samples

FINITE = """
def shuffled(a: list[int]) -> list[int]:
    for i in range(len(a) - 1, 0, -1):
        j = randrange(i + 1)
        a[i], a[j] = a[j], a[i]
    for i in range(1, len(a)):
        while i > 0 and a[i] < a[i - 1]:
            a[i], a[i - 1] = a[i - 1], a[i]
            i -= 1
    return a
"""


def test_a_program_that_draws_boundedly_often_has_an_interval(measured):
    # no `while` draws, so that its tapes are finitely many
    found = measured(FINITE, 12, exhaustive=10, samples=100)
    time = found.figures["time"]
    assert (time.evidence, found.inputs.kind) == (Evidence.SAMPLED, "sampled")
    assert time.interval is not None
    assert time.interval[0] >= 1


def test_a_sample_that_one_run_decides_has_no_interval(measured):
    # of 2^60 tapes: the mean is about 60 rounds, of which a sample sees the first few
    text = (
        "def f(n: int) -> int:\n    k = 1\n    s = 0\n    go = 1\n"
        "    for i in range(60):\n"
        "        if randrange(2) == 0:\n            go = 0\n"
        "        if go:\n            k = 2 * k\n"
        "            for j in range(k):\n                s ^= j\n"
        "    return s + randrange(1000003) * 0\n"
    )
    time = measured(text, 0, limits=Limits(fuel=10**7)).figures["time"]
    assert time.evidence is not Evidence.EXACT
    assert time.interval is None


def test_inputs_may_be_sampled_where_expectations_are_exact(measured):
    found = measured(BOGO, 3, exhaustive=20, samples=20)
    time = found.figures["time"]
    assert (found.inputs.kind, found.inputs.count) == ("sampled", 20)
    assert (time.evidence, time.mean) == (Evidence.SAMPLED, None)
    assert found.inputs.kind == "sampled"
    exact = measured(BOGO, 3).figures["time"].mean
    assert exact is not None
    assert time.approximate == pytest.approx(float(exact), rel=0.8)


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ([5.0] * 100, False), ([1.0, 2.0] * 50, True), ([1.0] * 199 + [1000.0], False),
        ([1.0], False), ([2.0**k for k in range(60)], False), ([1.0, 9.0] * 15, True),
    ],
    ids=["all alike", "two values", "one run", "a single run", "doubling", "thirty"],
)  # fmt: skip
def test_an_interval_is_given_where_the_sample_shows_one(values: list[float], known: bool):
    spread = spread_of(values)
    found = interval(spread, 1.0)
    assert (found is not None) == known
    if found is not None:
        assert 1.0 <= found[0] <= spread.mean <= found[1]


@pytest.mark.parametrize(
    ("draw", "heavy"),
    [
        (lambda u: 2.0 ** math.floor(-math.log2(u)), True),
        (lambda u: 20 + 3 * 2.0 ** math.floor(-math.log2(u)), True),
        (lambda u: u**-1.0, True), (lambda u: -50 * math.log(u), False),
        (lambda u: math.floor(-math.log2(u)), False), (lambda u: 4.0 + (u < 0.02), False),
        (lambda u: float(u < 0.03), False), (lambda u: 100 * u, False),
    ],
    ids=["petersburg", "with a rest", "pareto", "exponential", "geometric", "five of four",
         "bernoulli", "uniform"],
)  # fmt: skip
def test_a_mean_is_told_where_few_runs_do_not_decide_it(draw: Callable[[float], float],
                                                        heavy: bool):  # fmt: skip
    told = []
    for seed in range(300):
        source = random.Random(seed)
        told.append(few_decide(spread_of([draw(1 - source.random()) for _ in range(200)])))
    assert sum(told) >= 280 if heavy else sum(told) <= 6


def spread_of(values: list[float]) -> Spread:
    mean, squares = sum(values) / len(values), sum(value**2 for value in values)
    return Spread(mean, squares, max(values), len(values), values)


def test_no_interval_goes_below_the_least_possible():
    values = [1.0] * 40 + [2.0] * 3 + [3.0] * 3
    found = interval(spread_of(values), 1.2)
    assert found is not None
    assert found[0] == 1.2


# ---------------------------------------------------------------- figures that do not vary

NETWORK = """
def network(a: list[int]) -> list[int]:
    for i in range(len(a)):
        for j in range(i % 2, len(a) - 1, 2):
            a[j], a[j + 1] = min(a[j], a[j + 1]), max(a[j], a[j + 1])
    return a
"""


def test_figures_that_no_input_decides_are_exact_beyond_the_sample(measured):
    found = measured(NETWORK, 12)
    assert found.inputs.kind == "sampled"
    assert {one.evidence for one in found.figures.values()} == {Evidence.EXACT}
    one = measured(NETWORK, 3)
    assert one.inputs.kind == "exhaustive"
    assert {figure.mean for figure in one.figures.values()} >= {one.figures["time"].worst}


def test_figures_that_no_tape_decides_are_exact(measured):
    text = "def f(a: list[int]) -> list[int]:\n    return [randrange(100) + x for x in a]\n"
    found = measured(text, 9)
    assert found.inputs.kind == "sampled"
    for name in ("time", "span", "memory", "candidates"):
        assert found.figures[name].evidence is Evidence.EXACT, name
        assert found.figures[name].mean == found.figures[name].worst


def test_inputs_of_different_shapes_prove_nothing(measured):
    text = (
        "from complexity import tasks\nspec = sum\n"
        "inputs = tasks.union(tasks.lists(), tasks.lists(length=2))\n"
        "def f(a: list[int]) -> int:\n    return sum(a)\n"
    )
    found = measured(text, 12)
    assert found.inputs.kind == "sampled"
    assert found.figures["time"].evidence is Evidence.SAMPLED


def test_an_answer_is_made_of_all_its_mass():
    assert made(certain(1)).whole
    with pytest.raises(AssertionError):
        made(Answer(((1, HALF),)))


DRAWING = {
    "bounded": "def f(n: int) -> int:\n    return n + randrange(n + 1)\n",
    "geometric": "def f(n: int) -> int:\n    while randrange(2) > 0:\n        n += 1\n"
                 "    return n\n",
    "endless": "def f(n: int) -> int:\n    while n > 0 and randrange(3) < 3:\n        n += 0\n"
               "    return n\n",
    "heavy": "def f(n: int) -> int:\n    while n > 0:\n        n += randrange(3) - 1\n"
             "    return n\n",
    "lists": "def f(a: list[int]) -> list[int]:\n    while any(x > 0 for x in a):\n"
             "        i = randrange(len(a))\n        a[i] -= 1\n    return a\n",
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWING)
@pytest.mark.parametrize("measure", ["time", "span", "width", "memory", "level_memory", "draws"])
def test_each_measure_is_told_without_the_others(name, measure, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.py").write_text(DRAWING[name])
    words = ["score", "f.py", "-n", "3", "--fuel", "500", "--work", "20000", "--measures", measure]
    assert main([*words, "--json", "-"]) in (0, 3)
    told = json.loads(capsys.readouterr().out)
    assert set(told["measures"]) <= {measure}


def test_on_all_inputs_what_depends_on_them_alone_is_exact_whatever_tapes_are_drawn(told):
    text = (
        "from random import randrange\n\n\n"
        "def walk(steps: int) -> int:\n    position = 0\n    for _ in range(steps):\n"
        "        position += 1 if randrange(2) == 0 else -1\n    return position\n"
    )
    for work in (100, 10**6):
        _, found = told(text, "score::walk", "-n", "1", "--work", str(work))
        assert found["measures"]["time"]["mean"] == "9/2"
        assert found["measures"]["time"]["evidence"] == "exact"
