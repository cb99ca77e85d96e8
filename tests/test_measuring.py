"""Measuring: figures with their evidence, checks, estimates, samples, failures, interruptions."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from complexity.measuring.agreement import agreement
from complexity.measuring.answers import certain
from complexity.measuring.estimate import extrapolated, sizes_below
from complexity.measuring.figures import Evidence, Measurement, weakest
from complexity.measuring.measure import measure, measure_input
from complexity.measuring.settings import Settings, sampling
from complexity.semantics.limits import Limits
from complexity.tasks.find import find, find_task, programs_of
from complexity.tasks.problems import TaskProblem
from complexity.tasks.reference import reference

HEAD = "from complexity import candidate, randrange, tasks\n"
SORTING = find_task("sorting")
SETTINGS = Settings(reference(SORTING))
Measured = Callable[..., Measurement]


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    """Measures the one program of a text at a size, with settings."""

    def one(text: str, n: int, **more: object) -> Measurement:
        path = tmp_path / "one.py"
        path.write_text(HEAD + text)
        (program,) = programs_of(str(path))
        settings = Settings(reference(program.task), **more)  # type: ignore[arg-type]
        return measure(program, n, settings)

    return one


DOUBLE = "spec = lambda a: 2 * a\ninputs = tasks.integers()\n"

# ---------------------------------------------------------------- exact figures


def test_a_figure_over_all_inputs_is_exact():
    found = measure(find("sorting/double_loop"), 3, SETTINGS)
    assert (found.program, found.size) == ("sorting/double_loop", 3)
    assert (found.inputs.kind, found.inputs.count, found.inputs.seed) == ("exhaustive", 6, None)
    assert (found.wrong, found.failure, found.estimate) == (0, None, None)
    time = found.figures["time"]
    assert (time.evidence, time.worst_evidence) == (Evidence.EXACT, Evidence.EXACT)
    assert time.mean is not None
    assert time.worst is not None
    assert time.mean <= time.worst
    assert set(found.figures) == {"time", "span", "memory", "draws", "candidates"}
    assert found.figures["draws"].worst == 0
    assert found.figures["draws"].mean == 0


@pytest.mark.parametrize(
    "short", ["bubble", "quicksort", "mergesort", "permutation_search", "lookup_table", "bogosort"]
)
def test_charges_sum_to_the_time(short: str):
    found = measure(find(f"sorting/{short}"), 3, SETTINGS)
    time = found.figures["time"].mean
    assert sum(count.mean or 0 for count in found.by_op.values()) == time
    assert sum(charge.mean or 0 for _, charge in found.by_line.values()) == time


def test_the_mean_and_the_worst_are_those_of_single_runs():
    program = find("sorting/insertion")
    found = measure(program, 4, SETTINGS)
    single = [
        measure_input(program, arguments, 4, SETTINGS).figures
        for arguments in SORTING.inputs.all(4)
    ]
    for name, figure in found.figures.items():
        values = [one[name].worst for one in single]
        assert None not in values
        assert figure.mean == Fraction(sum(v for v in values if v is not None), len(values))
        assert figure.worst == max(v for v in values if v is not None)


def test_measures_are_those_that_were_asked_for():
    wanted = frozenset({"width", "time", "level_memory"})
    settings = Settings(reference(SORTING), measures=wanted)
    found = measure(find("sorting/bubble"), 3, settings)
    assert list(found.figures) == ["time", "width", "level_memory"]


def test_fan_in_changes_the_span_alone(measured: Measured):
    text = "spec = sum\ninputs = tasks.lists()\ndef f(a: list[int]) -> int:\n    return sum(a)\n"
    bounded, unbounded = (measured(text, 4, fan_in=how) for how in ("bounded", "unbounded"))
    assert bounded.figures["time"] == unbounded.figures["time"]
    assert (bounded.figures["span"].mean, unbounded.figures["span"].mean) == (2, 1)


def test_words_cost_time_and_no_bits():
    program = find("sorting/heapsort")
    bare = measure(program, 4, SETTINGS)
    given = measure(program, 4, Settings(reference(SORTING, "construct")))
    assert given.figures == bare.figures
    assert given.bits < bare.bits
    assert {source for source, _ in given.by_line} == {"", SORTING.file}


def test_the_length_is_that_of_the_weight():
    found = measure(find("sorting/bubble"), 2, SETTINGS)
    weight = math.prod(prime**exponent for prime, exponent in found.factors.items())
    assert abs(math.log2(weight) - found.bits) < 1e-9


# ---------------------------------------------------------------- right and wrong answers


def test_wrong_answers_are_counted_and_the_first_is_shown(measured: Measured):
    found = measured(DOUBLE + "def f(a: int) -> int:\n    return a + 2 if a < 9 else 0\n", 6)
    assert found.wrong == 6
    assert found.checks[0].counterexample == "(0) gives 2"
    assert found.failure is None


def test_answers_are_checked_on_more_than_the_inputs(measured: Measured):
    text = DOUBLE + "checked = tasks.integers(low=-2)\n"
    found = measured(text + "def f(a: int) -> int:\n    return a + abs(a)\n", 6)
    assert found.wrong == 0
    inputs, checked = found.checks
    assert (inputs.wrong, checked.wrong, checked.inputs.kind) == (0, 1, "exhaustive")
    assert (checked.judged, checked.inputs.count) == (1, 9)  # it stops at the first wrong answer
    assert checked.counterexample == "(-2) gives 0"


def test_an_error_on_a_checked_input_is_a_wrong_answer(measured: Measured):
    text = DOUBLE + "checked = tasks.integers(low=-1)\n"
    found = measured(text + "def f(a: int) -> int:\n    assert a >= 0\n    return a * 2\n", 3)
    assert found.failure is None
    assert found.checks[1].wrong == 1
    assert "assertion" in found.checks[1].counterexample


def test_checking_is_sampled_where_it_would_take_long(measured: Measured):
    text = (
        DOUBLE + "checked = tasks.integers(high=10**6)\ndef f(a: int) -> int:\n    return a + a\n"
    )
    check = measured(text, 3, checking=200, checking_fast=200).checks[1]
    assert (check.inputs.kind, check.inputs.count, check.inputs.seed) == ("sampled", 100, 0)


@pytest.mark.parametrize("body", ["randrange(2)", "a + a + randrange(a + 1) // (a + 1)"])
def test_a_randomised_answer_is_right_when_it_is_right_on_every_tape(measured: Measured, body: str):
    found = measured(DOUBLE + f"def f(a: int) -> int:\n    return {body}\n", 4)
    assert found.checks[0].certain
    assert found.wrong == (5 if body == "randrange(2)" else 0)


def test_without_a_spec_programs_are_compared(tmp_path: Path):
    path = tmp_path / "three.py"
    path.write_text(
        "def twice(a: int) -> int:\n    return a + a\n"
        "def double(a: int) -> int:\n    return 2 * a\n"
        "def square(a: int) -> int:\n    return a * a\n"
    )
    programs = programs_of(str(path))
    settings = Settings(reference(programs[0].task))
    found = {one.short: measure(one, 4, settings) for one in programs}
    assert {one.wrong for one in found.values()} == {None}
    answers = {name: one.answers or () for name, one in found.items()}
    agreed = agreement(answers)
    assert agreed.count == 5
    assert agreed.differs == {"twice": 0, "double": 0, "square": 3}
    assert {name: where.place for name, where in agreed.first.items()} == {"square": 1}
    assert (agreed.first["square"].own, agreed.first["square"].others) == ("1", "2")


def test_where_answers_are_equally_common_the_first_program_s_counts():
    answers = {"a": [certain(1)], "b": [certain(True)], "c": [certain(2)]}
    assert agreement(answers).differs == {"a": 0, "b": 1, "c": 1}
    assert agreement({}).count == 0


# ---------------------------------------------------------------- randomised programs

COINS = """spec = lambda a: 0
inputs = tasks.integers(low=1)
def f(a: int) -> int:
    while randrange(2 * a):
        pass
    return 0
"""


def test_an_expectation_over_tapes_is_exact(measured: Measured):
    found = measured(COINS, 3)
    draws = found.by_op_executions["randrange"]
    assert draws.mean == Fraction(2 + 4 + 6, 3)
    assert found.figures["time"].evidence is Evidence.EXACT
    assert found.figures["time"].unbounded
    assert found.figures["time"].worst is None
    assert found.figures["time"].worst_expected is not None
    assert found.figures["draws"].mean is None  # log2 6 is not rational
    bits = (2 * 1 + 4 * 2 + 6 * math.log2(6)) / 3
    assert abs((found.figures["draws"].approximate or 0) - bits) < 1e-9
    assert found.checks[0].certain


def test_draws_of_powers_of_two_are_rational(measured: Measured):
    text = "spec = lambda a: 0\ninputs = tasks.integers()\n"
    found = measured(text + "def f(a: int) -> int:\n    return randrange(8) * 0\n", 3)
    draws = found.figures["draws"]
    assert (draws.mean, draws.worst, draws.worst_expected) == (3, 3, 3)


TOO_MANY = """spec = lambda a: a
inputs = tasks.integers(low=1)
def f(a: int) -> int:
    k = 0
    for i in range(a * 50):
        if k % 2 == 0:
            k += randrange(1000)
        k = k * 3 + randrange(1001)
        k = k % 1000003
    return a + k // 1000003
"""


def test_what_has_too_many_states_is_sampled(measured: Measured):
    found = measured(TOO_MANY, 2, runs=40)
    time = found.figures["time"]
    assert (found.inputs.kind, found.inputs.runs, found.inputs.seed) == ("exhaustive", 20, 0)
    assert (time.mean, time.evidence) == (None, Evidence.SAMPLED)
    assert time.worst_evidence is Evidence.WITNESSED
    assert time.interval is not None
    low, high = time.interval
    assert 1 <= low <= (time.approximate or 0) <= high
    assert found == measured(TOO_MANY, 2, runs=40)
    assert found != measured(TOO_MANY, 2, runs=40, seed=1)


ENDLESS = """spec = lambda a: a
inputs = tasks.integers(low=1)
def f(a: int) -> int:
    k = 0
    while k % 1000003 != 7 * a:
        k += randrange(10**6)
    return a
"""


def test_a_sample_that_ran_out_of_fuel_tells_no_mean(measured: Measured):
    found = measured(ENDLESS, 1, runs=3, limits=Limits(fuel=500))
    time = found.figures["time"]
    assert (time.mean, time.evidence, time.worst) == (None, Evidence.WITNESSED, 500)
    # the first draw has more outcomes than a chain takes: what comes before it is known
    assert time.approximate == 8
    assert time.interval is None
    assert found.figures["span"].evidence is Evidence.UNKNOWN
    (check,) = found.checks
    assert (check.wrong, check.certain, check.stopped) == (0, False, 1)


def test_a_single_input_has_its_exact_expectation():
    program = find("sorting/bogosort")
    found = measure_input(program, ([2, 0, 1],), 3, SETTINGS)
    assert found.answers == (certain([0, 1, 2]),)
    assert (found.inputs.kind, found.inputs.count) == ("single", 1)
    assert found.figures["time"].evidence is Evidence.EXACT
    # the order that is given, then random ones until one of six is right
    assert found.figures["candidates"].mean == 1 + 6
    assert found == measure_input(program, ([2, 0, 1],), 3, SETTINGS)


# ---------------------------------------------------------------- samples and estimates


def test_of_too_many_inputs_a_seeded_sample_is_run():
    settings = Settings(reference(SORTING), exhaustive=100, exhaustive_fast=100, samples=50, seed=4)
    found = measure(find("sorting/insertion"), 6, settings)
    assert (found.inputs.kind, found.inputs.count, found.inputs.seed) == ("sampled", 50, 4)
    time = found.figures["time"]
    assert (time.mean, time.evidence, time.worst_evidence) == (
        None, Evidence.SAMPLED, Evidence.WITNESSED,
    )  # fmt: skip
    assert time.interval is not None
    assert time.approximate is not None
    exact = measure(find("sorting/insertion"), 6, SETTINGS).figures["time"].mean
    assert exact is not None
    assert abs(time.approximate - exact) < 5 * (time.interval[1] - time.interval[0])
    assert found.figures["draws"].worst == 0
    assert found == measure(find("sorting/insertion"), 6, settings)


def test_of_what_is_beyond_the_work_a_seeded_sample_is_run():
    program = find("sorting/permutation_search")
    settings = Settings(reference(SORTING), work=10**7, seed=3)
    found = measure(program, 7, settings)
    assert (found.inputs.kind, found.inputs.seed, found.estimate) == ("sampled", 3, None)
    assert 1 < found.inputs.count < 20
    assert found.inputs.beyond is not None
    assert 10**9 < found.inputs.beyond < 10**11
    time = found.figures["time"]
    assert (time.evidence, time.worst_evidence) == (Evidence.SAMPLED, Evidence.WITNESSED)
    assert (time.approximate or 0) * found.inputs.count < 10**7
    assert found == measure(program, 7, settings)


def test_of_a_program_that_draws_fewer_tapes_or_inputs_are_run(measured: Measured):
    few = measured(TOO_MANY, 2, runs=10, work=10**5, exhaustive=1)
    assert (few.inputs.kind, few.estimate) == ("sampled", None)
    assert few.inputs.count * few.inputs.runs * (few.figures["time"].approximate or 0) < 10**5


@pytest.mark.parametrize("runs", [5, 300, 10_000])
def test_so_many_samples_are_run_as_are_asked_for(runs: int):
    found = measure(find("sorting/insertion"), 5, sampling(SETTINGS, runs))
    assert found.inputs.kind == ("exhaustive" if runs > 120 else "sampled")
    assert found.inputs.count == min(runs, 120)
    found = measure(find("sorting/insertion"), 9, sampling(SETTINGS, runs))
    assert (found.inputs.kind, found.inputs.count) == ("sampled", runs)


def test_what_would_take_too_long_is_estimated_and_not_run():
    settings = Settings(reference(SORTING), work=10**6)
    found = measure(find("sorting/permutation_search"), 9, settings)
    assert found.figures == {}
    assert found.estimate is not None
    assert 10**10 < found.estimate < 10**14
    assert found.bits > 200


def test_an_estimate_may_be_too_low_and_the_runs_then_stop(measured: Measured):
    text = DOUBLE + (
        "def f(a: int) -> int:\n    s = a\n"
        "    for i in range(30_000 if a == 7 else 1):\n        s += a\n    return 2 * a + s - s\n"
    )
    found = measured(text, 20, work=20_000)
    assert found.estimate is not None
    assert 20_000 < found.estimate < 200_000
    assert found.figures == {}


def test_where_an_estimate_was_too_low_a_sample_stands_for_all(measured: Measured):
    text = DOUBLE + (
        "def f(a: int) -> int:\n    s = a\n"
        "    for i in range(1_000 if a % 50 == 0 else 1):\n        s ^= i\n"
        "    return 2 * a + s - s\n"
    )
    found = measured(text, 2_000, work=60_000, checking=0)
    assert (found.inputs.kind, found.estimate) == ("sampled", None)
    assert found.inputs.count > 100
    assert (found.inputs.beyond or 0) > 60_000
    assert found.figures["time"].evidence is Evidence.SAMPLED


def test_polynomials_factorials_and_exponentials_are_extrapolated():
    assert extrapolated([(k, float(k**2)) for k in (2, 4, 8)], 64) == 4096
    assert extrapolated([(k, 2.0**k) for k in (3, 4, 5)], 20) == pytest.approx(2**20)
    assert extrapolated([(k, float(math.factorial(k))) for k in (5, 6, 7)], 10) == pytest.approx(
        math.factorial(10)
    )
    assert extrapolated([(1, 1.0)], 5) == 10.0**30
    assert extrapolated([(1, 2.0), (2, 2.0), (3, 2.0)], 100) == 2
    assert sizes_below(20) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17]


# ---------------------------------------------------------------- failures and interruptions


def test_a_failure_is_a_value_with_its_input(measured: Measured):
    found = measured(DOUBLE + "def f(a: int) -> int:\n    return 6 // (3 - a)\n", 5)
    assert found.figures == {}
    assert found.failure is not None
    assert (found.failure.code, found.failure.line, found.failure.input) == ("division", 5, "(3)")


def test_a_deterministic_run_out_of_fuel_is_a_failure(measured: Measured):
    text = DOUBLE + "def f(a: int) -> int:\n    while a >= 0:\n        a += 0\n    return a\n"
    found = measured(text, 1, limits=Limits(fuel=1000), work=10**40)
    assert found.failure is not None
    assert found.failure.code == "fuel"


def test_a_size_without_inputs_is_a_problem(measured: Measured):
    text = "spec = abs\ninputs = tasks.integers(low=1)\ndef f(a: int) -> int:\n    return a\n"
    with pytest.raises(TaskProblem, match="no input of size 0"):
        measured(text, 0)


def test_an_interruption_keeps_what_is_finished():
    def stop(done: int, total: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    found = measure(find("sorting/bubble"), 4, SETTINGS, stop)
    assert found.interrupted
    assert (found.inputs.kind, found.inputs.count) == ("partial", 7)
    time = found.figures["time"]  # the first inputs are no sample: they give no mean
    assert (time.mean, time.approximate, time.evidence) == (None, None, Evidence.UNKNOWN)
    assert (time.worst, time.worst_evidence) == (54, Evidence.WITNESSED)


def test_progress_is_told():
    told: list[tuple[int, int]] = []
    measure(find("sorting/bubble"), 3, SETTINGS, lambda done, of: told.append((done, of)))
    assert told == [(k, 6) for k in range(1, 7)]


def test_the_weakest_evidence_counts():
    assert weakest(Evidence.EXACT, Evidence.SAMPLED, Evidence.PROVED) is Evidence.SAMPLED
