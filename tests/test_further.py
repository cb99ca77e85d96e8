"""Answers checked beyond the inputs measured: how far, at which sizes, and what follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from complexity.cli import main
from complexity.measuring import wider_checks as further
from complexity.measuring.figures import Measurement
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.ranking.costs import wrong_anywhere, wrong_beyond
from complexity.semantics.limits import Limits
from complexity.tasks.find import find, find_task, programs_of
from complexity.tasks.reference import reference

SORTING = find_task("sorting")
SOON = "more than 5000 steps"
Measured = Callable[..., Measurement]

TIES = """
def ties(a: list[int]) -> list[int]:
    for i in range(1, len(a)):
        j = i
        while j > 0 and a[j - 1] >= a[j]:
            a[j - 1], a[j] = a[j], a[j - 1]
            if a[j - 1] < a[j]:
                j -= 1
    return a
"""
# right on all permutations, and on lists without three equal elements
THREE = """
def three(a: list[int]) -> list[int]:
    for i in range(len(a)):
        for j in range(len(a) - 1):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    if len(a) > 2 and a[0] == a[1] and a[1] == a[2]:
        a[0] = a[0] + 1
    return a
"""
HEAD = "from complexity import candidate, family, randrange, tasks\n"


@pytest.fixture
def answered(tmp_path: Path) -> Measured:
    """Measures the one program of a text as an answer to sorting."""

    def one(text: str, n: int, **more: Any) -> Measurement:
        path = tmp_path / "one.py"
        path.write_text(text)
        (program,) = programs_of(str(path), SORTING)
        return measure(program, n, Settings(reference(SORTING), **more))

    return one


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """A file of a text."""

    def write(text: str) -> str:
        path = tmp_path / "task.py"
        path.write_text(HEAD + text)
        return str(path)

    return write


def told(capsys: Any, *words: str) -> Any:
    main([*words, "--json", "-"])
    return json.loads(capsys.readouterr().out)


# ---------------------------------------------------------------- one size


@pytest.mark.parametrize("engine", ["native", "definition"])
def test_a_check_ends_at_the_first_wrong_answer(engine: str, answered: Measured) -> None:
    found = answered(TIES, 3, engine=engine, limits=Limits(fuel=5_000))
    right, check = found.checks
    assert (right.wrong, right.judged) == (0, None)
    assert (check.inputs.count, check.judged, check.wrong, check.undecided) == (27, 1, 1, "")
    assert check.counterexample == f"([0, 0, 0]) gives an error: {SOON}"
    found = answered(THREE, 4, engine=engine)
    check = found.checks[1]
    # lists over 0..3 in order: 0000 is the first, 0001 and so on after it
    assert (check.judged, check.wrong) == (1, 1)
    assert check.counterexample == "([0, 0, 0, 0]) gives [1, 0, 0, 0]"


def test_by_machine_code_and_one_by_one_the_same_is_found(
    answered: Measured, monkeypatch: Any
) -> None:
    text = THREE.replace("a[0] == a[1] and a[1] == a[2]", "a[0] == 1 and a[1] == 1 and a[2] == 3")
    slow = answered(text, 4, engine="definition", below=True)
    monkeypatch.setattr("complexity.measuring.runs.QUICK", 0)
    monkeypatch.setattr(further, "QUICK", 0)
    fast = answered(text, 4, below=True)
    assert fast.checks == slow.checks
    assert 1 < (fast.checks[1].judged or 0) < 256
    assert fast.checks[1].counterexample == "([1, 1, 3, 3]) gives [2, 1, 3, 3]"
    assert len(fast.checks) == 2  # what is wrong is not checked further


@pytest.mark.parametrize("engine", ["native", "definition"])
def test_a_check_ends_where_the_work_ends(engine: str, answered: Measured) -> None:
    good = THREE[: THREE.index("    if len(a) > 2")] + "    return a\n"
    found = answered(good, 4, engine=engine, work=5_000)
    check = found.checks[1]
    assert (check.inputs.count, check.wrong, check.undecided) == (256, 0, "")
    assert 20 < (check.judged or 0) < 100
    assert wrong_beyond(found) == ""


@pytest.mark.parametrize("engine", ["native", "definition"])
def test_a_check_keeps_to_the_work(engine: str, answered: Measured) -> None:
    found = answered(TIES, 3, engine=engine, work=4_000)
    check = found.checks[1]
    assert (check.wrong, check.judged, check.undecided) == (0, 0, "([0, 0, 0])")
    assert "not known to be right" in wrong_beyond(found)


def test_the_definition_gives_up_a_check_that_machine_code_ends(answered: Measured) -> None:
    slow = answered(TIES, 3, engine="definition", checking=2_000).checks[1]
    assert (slow.wrong, slow.undecided) == (0, "([0, 0, 0])")
    fast = answered(TIES, 3).checks[1]
    assert fast.counterexample == "([0, 0, 0]) gives an error: more than 100000000 steps"


def test_of_a_program_that_draws_fuel_that_ends_says_nothing(written: Any) -> None:
    text = (
        "spec = lambda n: 0\ninputs = tasks.integers(low=1)\nchecked = tasks.integers(low=2)\n"
        "def f(n: int) -> int:\n    k = 0\n    while k % 1000003 != 7:\n"
        "        k += randrange(10**6)\n    return 0\n"
    )
    (program,) = programs_of(written(text))
    found = measure(
        program, 3, Settings(reference(program.task), limits=Limits(fuel=2_000), runs=3)
    )
    assert found.figures
    checks = found.checks[1:]
    assert [(check.wrong, check.judged) for check in checks] == [(0, 0)]


# ---------------------------------------------------------------- smaller sizes


def test_all_smaller_sizes_are_checked_and_counted() -> None:
    found = measure(find("sorting/mergesort"), 5, Settings(reference(SORTING), below=True))
    below = found.checks[2:]
    assert [check.inputs.what for check in below] == [SORTING.inputs.what, SORTING.checked.what]
    assert [check.inputs.sizes for check in below] == [(0, 1, 2, 3, 4)] * 2
    # 0! + ... + 4! permutations, 0^0 + 1^1 + ... + 4^4 lists
    assert [(check.inputs.count, check.judged) for check in below] == [(34, 34), (289, 289)]
    assert {check.wrong for check in found.checks} == {0}


@pytest.mark.parametrize("engine", ["native", "definition"])
def test_what_is_wrong_at_a_smaller_size_is_found_there(engine: str, answered: Measured) -> None:
    text = THREE.replace("len(a) > 2 and a[0] == a[1] and a[1] == a[2]", "len(a) == 2")
    found = answered(text, 5, engine=engine, below=True)
    assert [check.wrong for check in found.checks] == [0, 0, 1]
    assert found.checks[2].inputs.sizes == (2,)
    assert found.checks[2].counterexample == "([0, 1]) gives [1, 1]"
    assert "wrong on 1 of 2 inputs that are checked besides: ([0, 1])" in wrong_beyond(found)


def test_small_sizes_are_checked_as_far_as_steps_allow(answered: Measured) -> None:
    good = THREE[: THREE.index("    if len(a) > 2")] + "    return a\n"
    settings = {"below": True, "exhaustive": 3, "samples": 3}
    few = answered(good, 30, engine="definition", checking=20_000, **settings)
    many = answered(good, 30, engine="definition", checking=200_000, **settings)
    ends = []
    for found in (few, many):
        below = found.checks[2:]
        sizes = sorted({size for check in below for size in check.inputs.sizes})
        assert sizes == list(range(len(sizes)))
        kinds = {check.inputs.kind for check in below}
        assert kinds == ({"exhaustive", "sampled"} if found is many else {"exhaustive"})
        assert all(check.judged == check.inputs.count for check in below)
        ends.append(sizes[-1])
    assert 2 < ends[0] < ends[1] < 30


def test_a_size_that_the_task_does_not_have_is_left_out(written: Any) -> None:
    text = (
        "spec = max\ninputs = tasks.lists()\n"
        "def f(a: list[int]) -> int:\n    return max(a) if len(a) else 7\n"
    )
    (program,) = programs_of(written(text))
    found = measure(program, 3, Settings(reference(program.task), below=True))
    assert [check.inputs.sizes for check in found.checks] == [(), (1, 2)]


FAMILY = """
spec = sorted
inputs = tasks.permutations()

@family
def swaps(n):
    if n == 1:
        raise ValueError("no such network")
    lines = [f"    a[{j}], a[{j + 1}] = min(a[{j}], a[{j + 1}]), max(a[{j}], a[{j + 1}])"
             for i in range(n if n != 3 else 1) for j in range(n - 1)]
    return "\\n".join(["def swaps(a: list[int]) -> list[int]:", *lines, "    return a"])
"""


def test_a_family_is_checked_at_its_other_sizes(written: Any) -> None:
    path = written(FAMILY)
    (program,) = programs_of(path)
    settings = Settings(reference(program.task), below=True)
    fine = measure(program, 3, settings).checks
    assert [(check.wrong, check.inputs.sizes) for check in fine[1:]] == [(0, (0, 2))]
    found = measure(program, 5, settings).checks
    assert [(check.wrong, check.inputs.sizes) for check in found] == [(0, ()), (1, (3,))]


def test_a_size_is_checked_once_for_all_measurements(monkeypatch: Any, tmp_path: Path) -> None:
    done: list[tuple[str, int]] = []
    check_at = further.check_at

    def noted(at: Any, inputs: Any, *rest: Any) -> Any:
        done.append((inputs.what, at.n))
        return check_at(at, inputs, *rest)

    monkeypatch.setattr(further, "check_at", noted)
    (tmp_path / "one.py").write_text(THREE[: THREE.index("    if len(a) > 2")] + "    return a\n")
    (program,) = programs_of(str(tmp_path / "one.py"), SORTING)
    for n in (3, 4):
        measure(program, n, Settings(reference(SORTING), below=True))
    permutations = [n for what, n in done if what == SORTING.inputs.what]
    assert permutations == [0, 1, 2, 3]


# ---------------------------------------------------------------- what follows


def test_who_is_wrong_at_one_size_has_no_place_at_any(capsys: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    late = THREE.replace("len(a) > 2 and a[0] == a[1] and a[1] == a[2]", "len(a) == 5")
    early = THREE.replace("three", "early").replace(
        "len(a) > 2 and a[0] == a[1] and a[1] == a[2]", "len(a) == 1"
    )
    good = THREE[: THREE.index("    if len(a) > 2")].replace("three", "good") + "    return a\n"
    path.write_text("\n".join([late, early, good]))
    found = told(capsys, "rank", "--task", "sorting", str(path), "--sizes", "3..5")
    ranks = {
        (result["program"].rpartition("::")[2], result["size"]): result["ranks"]["levin"]
        for result in found["results"]
    }
    assert ranks == {(name, n): 1 if name == "good" else None
                     for name in ("three", "early", "good") for n in (3, 4, 5)}  # fmt: skip
    main(["rank", "--task", "sorting", str(path), "--sizes", "3..5", "--all"])
    page = " ".join(capsys.readouterr().out.split())
    assert page.count("three answers wrong at n = 5: ([0, 1, 2, 3, 4]) gives [1, 1, 2, 3, 4]") == 2
    assert page.count("early answers wrong at n = 1: ([0]) gives [1]") == 3
    assert "answers checked at n = 0 to 4 too (" in page
    found = told(capsys, "flips", "--task", "sorting", str(path), "--sizes", "4..5")
    wrong = {name.rpartition("::")[2]: why for name, why in found["compared"][0]["wrong"].items()}
    assert wrong["early"] == "an answer is wrong at n = 1: ([0]) gives [1]"
    assert wrong["three"] == "120 answers are wrong at n = 5"
    assert set(wrong) == {"early", "three"}


def test_answers_that_are_not_known_end_with_the_code_of_a_limit(
    capsys: Any, tmp_path: Path
) -> None:
    path = tmp_path / "ties.py"
    path.write_text(TIES)
    words = ("score", "--task", "sorting", f"{path}::ties", "-n", "4")
    assert main([*words, "--work", "1000000"]) == 3
    page = " ".join(capsys.readouterr().out.split())
    assert "answers: not known; on ([0, 0, 0, 0]) the steps that a check may take were done" in page
    found = told(capsys, *words, "--fuel", "5000")
    assert found["checks"][1]["counterexample"] == f"([0, 0, 0, 0]) gives an error: {SOON}"
    assert (found["checks"][1]["judged"], found["checks"][1]["undecided"]) == (1, None)
    main(["rank", "--task", "sorting", str(path), "-n", "4", "--work", "1000000"])
    page = " ".join(capsys.readouterr().out.split())
    assert "ties is not known to be right: on ([0, 0, 0, 0])" in page
    assert "no program has a place" in page


def test_a_mistake_is_told_with_its_size() -> None:
    settings = Settings(reference(SORTING))
    right = measure(find("sorting/bubble"), 3, settings)
    assert wrong_anywhere([right]) == {}
