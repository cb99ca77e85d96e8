"""The idioms of a group are one function, and their table says how far their figures differ."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from idiom_groups import (
    BUILDING,
    KINDS,
    OUTSIDE,
    Figures,
    Group,
    Sighting,
    Trap,
    figures,
    forms,
    lists,
    numbers,
    report,
    same_costs,
    spread,
    summary,
    within,
)
from idiom_reasons import REASONS
from idioms import SEEN, TRAPS
from idioms_fresh import FRESH
from oracle import disagreement, outcome, same

from complexity.encoding.weight import Weight
from complexity.machine.evaluate import run
from complexity.python.parse import compile_program, parse, parse_module

GROUPS = [*SEEN, *FRESH]
FAILS = "fails"


def name(group: Group) -> str:
    return group.name


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS, ids=name)
def test_the_forms_of_a_group_are_one_function(group: Group) -> None:
    module, found = parse_module(group.text), {}
    for form in forms(group.text):
        graph = compile_program(module, form)
        for args in group.inputs:
            assert disagreement(graph, group.text, form, args) is None, (form, args)
        found[form] = [result(group.text, form, args) for args in group.inputs]
    first = next(iter(found.values()))
    for form, results in found.items():
        for args, ours, theirs in zip(group.inputs, results, first, strict=True):
            assert same(ours, theirs), (form, args, ours, theirs)
    assert len(set(map(str, first))) > 1, "one answer to every input tells nothing apart"
    assert 2 * first.count(FAILS) < len(first)


def result(text: str, form: str, args: tuple[Any, ...]) -> Any:
    """What CPython returns, or `FAILS`; a run that is too long to watch is an error of the test."""
    python = outcome(text, form, args)
    return python.result if python.error is None else FAILS


@pytest.mark.parametrize("group", GROUPS, ids=name)
def test_a_group_has_three_forms_of_one_signature(group: Group) -> None:
    functions = list(forms(group.text).values())
    assert len(functions) >= 3
    assert len({ast.unparse(f.args) + ast.unparse(f.returns or f) for f in functions}) == 1
    bodies = {"".join(map(ast.unparse, f.body)) for f in functions}
    assert len(bodies) == len(functions), "a form stands there twice"
    assert group.kind in KINDS + OUTSIDE


def test_groups_are_many_and_of_every_kind() -> None:
    names = [group.name for group in GROUPS]
    assert len(set(names)) == len(names)
    assert sum(group.kind not in OUTSIDE for group in SEEN) >= 45
    assert {group.kind for group in SEEN} == {*KINDS, *OUTSIDE}


# -- traps -----------------------------------------------------------------------------------------

RUNS = [(trap, sighting) for trap in TRAPS for sighting in trap.runs]


@pytest.mark.parametrize(("trap", "sighting"), RUNS, ids=[run.form for _, run in RUNS])
def test_texts_that_look_alike_keep_their_figures(trap: Trap, sighting: Sighting) -> None:
    graph = parse(trap.text, name=sighting.form)
    assert disagreement(graph, trap.text, sighting.form, sighting.args) is None
    found = run(graph, sighting.args, measures=frozenset(("time", "span")))
    assert (found.result, found.candidates) == (sighting.result, sighting.candidates)
    assert found.time <= sighting.time
    assert found.span is not None
    assert found.span <= sighting.span


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_every_form_of_a_trap_is_run(trap: Trap) -> None:
    assert {sighting.form for sighting in trap.runs} == set(forms(trap.text))


# -- figures ---------------------------------------------------------------------------------------

RENAMED = Group("double", KINDS[1], """
def f(n: int) -> int:
    return n + n


def g(m: int) -> int:
    doubled = m + m
    return doubled
""", numbers(1, 3))  # fmt: skip
FIRST = Group("first", BUILDING, """
def f(xs: list[int]) -> int:
    return xs[0]


def g(xs: list[int]) -> int:
    return xs[:1][0]
""", [([],), ([7, 8],)])  # fmt: skip


def form(weight: dict[int, int], *costs: tuple[int, int] | None) -> Figures:
    return Figures(Weight(weight), costs)


def test_the_spread_of_equal_graphs_is_none() -> None:
    found = figures(RENAMED)
    assert (spread(found), same_costs(found)) == (0.0, True)
    assert [(f.time, f.span) for f in found.values()] == [(6, 3)] * 2  # a call and an addition each


def test_an_input_on_which_all_forms_fail_costs_nothing() -> None:
    found = figures(FIRST)
    assert [f.costs for f in found.values()] == [(None, (2, 1)), (None, (3, 2))]
    assert not same_costs(found)
    assert spread(found) > 0


@pytest.mark.parametrize(
    ("bits", "inside"), [(4, False), (5, True), (6, True)], ids=["below", "at", "above"]
)
def test_a_spread_is_compared_exactly(bits: int, inside: bool) -> None:
    """3 * 2^10 against 3 * 2^15: five bits."""
    assert within({"f": form({2: 10, 3: 1}), "g": form({2: 15, 3: 1})}, bits) is inside


def test_weights_whose_logarithms_round_to_one_number_are_apart() -> None:
    """2^64, and 2^64 + 1 = 274177 * 67280421310721 (Landry 1880)."""
    found = {"f": form({2: 64}), "g": form({274177: 1, 67280421310721: 1})}
    assert len({figure.weight.bits for figure in found.values()}) == 1
    assert not within(found, 0)


def test_equal_sums_are_not_equal_costs() -> None:
    found = {"f": form({2: 1}, (1, 4), (3, 2)), "g": form({2: 1}, (3, 2), (1, 4))}
    assert (found["f"].time, found["f"].span) == (found["g"].time, found["g"].span)
    assert not same_costs(found)


def test_the_summary_counts_groups() -> None:
    alike = {"f": form({2: 1}, (1, 1)), "g": form({2: 1}, (1, 1))}
    slower = {"f": form({2: 1}, (1, 1)), "g": form({2: 1}, (2, 1))}
    near = {"f": form({2: 1}), "g": form({2: 6})}
    far = {"f": form({2: 1}), "g": form({2: 17})}
    assert summary([alike, slower, near, far])[2:] == [
        "| 0 bits | 2 of 4 | 50.0 % |",
        "| 0 bits, and equal time and span on every input | 1 of 4 | 25.0 % |",
        "| at most 5 bits | 3 of 4 | 75.0 % |",
        "| over 15 bits | 1 of 4 | 25.0 % |",
    ]


def test_the_report_keeps_what_is_outside_the_goal_apart() -> None:
    lines = report("Seen", [RENAMED, FIRST])
    assert lines[0] == "## Seen"
    outside = lines.index("Outside the goal:")
    assert "| 0 bits | 1 of 1 | 100.0 % |" in lines[:outside]
    rows = [line for line in lines if "`f`" in line]
    assert rows[0].startswith("| double | accumulate | `f` | ")
    assert rows[0].endswith(" | 0.000 | 6 | 3 |")
    assert lines.index(rows[0]) < outside < lines.index(rows[1])


def test_a_set_without_groups_says_so() -> None:
    assert report("Fresh", []) == ["## Fresh", "", "No groups yet.", ""]


def test_inputs_are_the_same_at_every_call() -> None:
    assert lists() == lists()
    assert any(not xs for (xs,) in lists())


def test_spreads_are_stated() -> None:
    """The figures of the page on idioms: how many groups are one length, and why others are not."""
    counted = {}
    for title, groups in (("seen", SEEN), ("fresh", FRESH)):
        inside = [group for group in groups if group.kind not in OUTSIDE]
        found = {group.name: figures(group) for group in inside}
        same = [name for name, forms_ in found.items() if within(forms_, 0)]
        near = [name for name, forms_ in found.items() if within(forms_, 5)]
        far = [name for name, forms_ in found.items() if not within(forms_, 15)]
        assert set(far) <= set(REASONS), "a spread over 15 bits has a reason"
        counted[title] = {"groups": len(inside), "0 bits": len(same), "at most 5": len(near)}
        assert not set(same) & set(REASONS), "a reason is for a spread"
    assert set(REASONS) <= {group.name for group in (*SEEN, *FRESH)}
    assert counted == {
        "seen": {"groups": 103, "0 bits": 50, "at most 5": 55},
        "fresh": {"groups": 14, "0 bits": 12, "at most 5": 12},
    }
