"""Reports: numbers, marks, pages that fit, objects with the keys that docs/json.md tells."""

from __future__ import annotations

import io
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.measuring.figures import (
    Count,
    Evidence,
    Failure,
    Figure,
    InputsInfo,
    Measurement,
)
from complexity.pricing.prices import NAMED
from complexity.python.refusals import REFUSALS
from complexity.ranking.flips import Leaving, Sweep
from complexity.reports import (
    definitions,
    fitting,
    glossary,
    notation,
    objects,
    pages,
    rankings,
    scores,
    standings,
)
from complexity.reports.flips import size_flips
from complexity.reports.problems import PROBLEMS, Problem
from complexity.reports.settings import Setting
from complexity.reports.terminal import show
from complexity.semantics.measures import MEASURES

BARE = Setting("bare", "1")


def exact(mean, worst):
    value = Fraction(mean)
    return Figure(value, float(value), worst, Evidence.EXACT, Evidence.EXACT)


def sampled(mean, worst):
    kinds = (Evidence.SAMPLED, Evidence.WITNESSED)
    return Figure(None, mean, worst, *kinds, interval=(mean - 1, mean + 1))


def measured(program="sorting/quicksort", **more):
    figures = {"time": exact("123/2", 80), "span": exact(30, 40), "candidates": exact(0, 0)}
    counts = {"lt": Count(Fraction(3, 2), 1.5, 2), "add": Count(Fraction(60), 60.0, 78)}
    by_line = {("", 3): (counts["lt"], counts["lt"]), ("", 4): (counts["add"], counts["add"])}
    known = {
        "figures": figures, "by_op": counts, "by_op_executions": counts, "by_line": by_line,
        "wrong": 0, "factors": {2: 100, 3: 7},
    }  # fmt: skip
    inputs = InputsInfo("exhaustive", 120, None, "the permutations of 0..n-1")
    return Measurement(program, 5, inputs, **{**known, **more})


def printed(page):
    file = io.StringIO()
    show(page, file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"), (7, "7"), (Fraction(7, 2), "3.50"), (1234567, "1,234,567"),
        (10**9, "1.00e9"), (999_999_999, "999,999,999"), (Fraction(1, 3), "0.333"), (0, "0"),
        (Fraction(1, 1000), "0.00100"), (Fraction(1, 99_999), "1.00e-5"),
        (10**400, "1.00e400"), (float("inf"), "infinite"),
        (9_999_999_999, "1.00e10"), (0.0, "0.00"), (-2, "-2"),
    ],
)  # fmt: skip
def test_numbers_are_short_and_right(value, text):
    assert notation.number(value) == text


def test_logarithms_of_numbers_beyond_floats():
    assert notation.log2(2**5000) == 5000
    assert notation.log2(Fraction(1, 2**5000)) == -5000
    assert notation.bits_of({2: 10, 4: 1}) == 12


def test_every_kind_of_evidence_has_a_mark_and_a_meaning():
    assert notation.MARKS.keys() == notation.MEANINGS.keys() == set(Evidence)
    assert len(set(notation.MARKS.values())) == len(Evidence)


def test_an_unbounded_worst_case_says_so():
    figure = Figure(Fraction(3), 3.0, None, Evidence.EXACT, Evidence.EXACT, unbounded=True)
    assert notation.worst(figure) == "no bound"
    told = objects.figure_object(figure)
    assert told["worst"] is None
    assert told["unbounded"] is True


def test_the_glossary_has_every_measure_price_and_mark():
    words = {*MEASURES, *NAMED, *(kind.value for kind in Evidence), *notation.MARKS.values()}
    words |= {"length", "levin complexity", "rent=1/2", "runs=10", "budget", "deep-learning"}
    words |= {"task", "program", "family", "program graph", "measure", "evidence", "price"}
    words |= {"flip", "theorem"}
    for word in words:
        assert glossary.look_up(word) is not None, word
    for term in glossary.TERMS:
        assert term.source
        assert term.meaning
        assert term.kind in definitions.KINDS


@pytest.mark.parametrize("topic", [*REFUSALS, *PROBLEMS, *(t.name for t in glossary.TERMS)])
def test_every_topic_has_a_page_that_fits(topic):
    text = printed(definitions.topic_page(topic))
    assert text.splitlines()[0].startswith(topic)
    assert max(map(len, text.splitlines())) <= pages.WIDTH


def test_an_unknown_topic_names_what_looks_like_it():
    with pytest.raises(Problem) as caught:
        definitions.topic_page("spann")
    assert "span" in caught.value.repair


def test_tables_fit_and_carry_no_colours_in_a_pipe():
    page = (pages.Heading("head"), "word " * 60, pages.Table(
        ("a name that is long", "number"), tuple(("w" * 70 + str(i), "1" * 9) for i in range(3)),
        strong=(0,)),)  # fmt: skip
    text = printed(page)
    assert max(map(len, text.splitlines())) <= pages.WIDTH
    assert "\x1b" not in text
    assert "w" * 70 + "2" in text


@given(
    st.lists(st.sampled_from([1, 2, 7, 12]), min_size=2, max_size=9), st.integers(20, 90),
    st.integers(0, 1),
)  # fmt: skip
def test_a_table_that_is_folded_loses_nothing(sizes, width, words):
    headers = tuple(f"h{at}" for at in range(len(sizes)))
    table = pages.Table(headers, (tuple("9" * size for size in sizes),) * 2, (words,))
    parts = fitting.blocks(table, width)
    keys = headers[: words + 1]
    assert all(part.headers[: len(keys)] == keys for part in parts)
    others = [header for part in parts for header in part.headers[len(keys) :]]
    assert others == list(headers[len(keys) :])
    for part in parts:
        assert fitting.extent(part) <= width or len(part.headers) <= len(keys) + 1


def test_the_page_of_a_score():
    text = printed(scores.score_page(measured(), BARE))
    for words in ("n = 5", "all 120 inputs", "bare 1", "61.50=", "= exact", "upper bound", "lt"):
        assert words in text


def test_the_page_of_a_failure():
    failure = Failure("index", "list index 9 out of range", 12, input="([],)")
    text = printed(scores.score_page(measured(figures={}, failure=failure), BARE))
    assert "index error at line 12 on ([],): list index 9 out of range" in text


def test_the_page_of_what_was_not_run():
    text = printed(scores.score_page(measured(figures={}, estimate=10**15), BARE))
    assert "an estimated 1.00e15 steps" in text


def entry(found, place, score, ranks):
    evidence = Evidence.EXACT if score is not None else Evidence.UNKNOWN
    return standings.Entry(standings.Row(found.program, place, score, None, evidence), found, ranks)


def ranking(**more):
    first = entry(measured(), 1, 120.5, {"levin": 1, "kolmogorov": 2})
    second = entry(measured("sorting/a_long_name_of_a_program"), 2, 130.0,
                   {"levin": 2, "kolmogorov": 1})  # fmt: skip
    absent = measured("sorting/bogosort", figures={}, by_op={}, estimate=10**15)
    third = entry(absent, None, None, {"levin": None, "kolmogorov": 3})
    known = {
        "task": "sorting", "size": 5, "price": "levin", "formula": "L + log2 t",
        "budget": False,
        "entries": (first, second, third), "setting": BARE, "apart": 9.5,
        "abroad": {"search": (80.0, 90.0)}, "next": "complexity flips sorting",
    }  # fmt: skip
    return standings.Ranking(**{**known, **more})


def test_the_page_of_a_ranking():
    text = printed(rankings.rank_page(ranking()))
    assert max(map(len, text.splitlines())) <= pages.WIDTH
    for words in (
        "levin (L + log2 t): quicksort wins by 9.50 bits; next is a_long_name_of_a_program",
        "next: complexity flips sorting",
        "80.00 and 90.00 in search", "n = 5; all 120 inputs", "1.00e15",
    ):  # fmt: skip
        assert words in text
    assert text.index("language bare") < text.index("quicksort  ")


def test_a_refusal_in_a_ranking_is_shown():
    refused = (Problem("CX004", "no such thing", "do that"),)
    text = printed(rankings.rank_page(ranking(refused=refused, interrupted=True)))
    assert "CX004 no such thing" in text
    assert "interrupted" in text


def test_a_ranking_of_nothing():
    nothing = ranking(entries=(), apart=None, abroad={})
    assert "nothing was run" in printed(rankings.rank_page(nothing))


def test_objects_are_json_and_exact():
    told = objects.score_object(measured(), BARE)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["weight"] == str(2**100 * 3**7)
    assert told["measures"]["time"]["mean"] == "123/2"
    assert sum(Fraction(c["mean"]) for c in told["by_op"].values()) == Fraction("123/2")
    lines = told["by_line"].values()
    assert sum(Fraction(c["time"]["mean"]) for c in lines) == Fraction("123/2")


def test_a_sampled_mean_is_null_with_its_interval():
    told = objects.figure_object(sampled(10.0, 12))
    assert told["mean"] is None
    assert told["mean_float"] == 10
    assert told["interval"] == [9, 11]
    assert told["worst_evidence"] == "witnessed"


def test_a_weight_beyond_4000_digits_is_null():
    told = objects.score_object(measured(factors={10007: 2000}), BARE)
    assert told["weight"] is None
    assert told["weight_factors"] == {"10007": 2000}


def test_a_sweep_by_size_says_how_far_it_got() -> None:
    found = Sweep("L", "n", ("t/a",), (), "n=1 to n=8", Evidence.EXACT, None, {"t/b": "no form"},
                  (Leaving(5, ("t/a",), ()), Leaving(3, ("t/a",), ("t/b",))),
                  "not to n=300: no program has a score beyond it")  # fmt: skip
    lines = [str(line) for line in size_flips("kolmogorov", found)]
    assert lines == [
        "kolmogorov (L), n=1 to n=8: a first",
        "  from n = 5 on a takes no part, its score is not known; nor is that of any other",
        "  from n = 3 on a takes no part, its score is not known; of the others b is first",
        "  not to n=300: no program has a score beyond it",
        "  without b: no form",
    ]
