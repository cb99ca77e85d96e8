"""The first screen of `rank`, `flips` of several programs, and what their pages have in common."""

from __future__ import annotations

import json
import re
import shlex
from fractions import Fraction
from math import comb

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complexity.cli import main
from complexity.measuring.figures import Evidence
from complexity.pricing.prices import LEVIN, Price, describe
from complexity.ranking.costs import Cost
from complexity.ranking.ranks import rank_costs
from complexity.ranking.turning import COLUMNS, pairs_of, turning
from complexity.reports import glossary, pages, terminal
from complexity.tasks.marks import KINDS

TWO = """def {name}(a: list[int]) -> list[int]:
    for i in range(len(a)):
        for j in range(len(a)):
            if a[i] < a[j]:
                a[i], a[j] = a[j], a[i]
    return a
"""


@pytest.fixture
def call(capsys):
    """Runs a command that must succeed; its standard output."""

    def run(*words):
        code = main(list(words))
        told = capsys.readouterr()
        assert code == 0, told.err
        return told.out

    return run


@pytest.fixture
def told(call):
    """Runs a command; its JSON object."""
    return lambda *words: json.loads(call(*words, "--json", "-"))


# ---- the page


def test_the_first_screen_of_a_plain_flip(call):
    page = call("rank", "smallest_divisor")
    strip = "argmin ─0.0533=─ scan ─1.01=─ to_root ─3.86=─ odd ─64.1=─ lookup_table"
    assert f"\nbare: {strip}\n" in page
    rows = {line.split()[0]: line.split() for line in page.splitlines() if "=" in line}
    assert rows["argmin"][-5:] == ["1", "1", "4", "5", "5"]
    assert rows["lookup_table"][-5:] == ["5", "5", "5", "3", "1"]
    assert "argmin wins by 22.3 bits; next is scan" in page


def test_eighteen_programs_fit_a_screen(call):
    page = call("rank", "sorting", "-n", "4").splitlines()
    assert len(page) <= 40
    assert max(map(len, page)) <= 100
    assert sum(line.startswith("bogosort ") for line in page) == 2  # its row, and a sentence


@pytest.mark.parametrize("words", [
    ("rank", "smallest_divisor", "-n", "4"), ("rank", "sorting", "-n", "2"),
    ("flips", "smallest_divisor", "--sizes", "10..14", "--samples", "9"),
    ("score", "sorting/bogosort", "sorting/quicksort", "-n", "3"),
    ("rank", "smallest_divisor", "-n", "4", "--measures", "all", "--all"),
    ("rank", "smallest_divisor", "-n", "4", "--budget", "levels=9"),
], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("columns", [40, 60])
def test_narrow_pages_fold_and_cut_nothing(call, monkeypatch, words, columns):
    wide = call(*words)
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = call(*words)
    lines = [line for line in narrow.splitlines() if not line.startswith("next: ")]
    assert max(map(len, lines)) <= columns
    assert "…" not in narrow
    names = set(re.findall(r"[a-z]+_[a-z_]+", wide))
    assert names == set(re.findall(r"[a-z]+_[a-z_]+", narrow))


@pytest.mark.parametrize("columns", ["", "0", "x", "99999", "٣٣"])
def test_strange_columns_are_as_none(call, monkeypatch, columns):
    page = call("rank", "smallest_divisor", "-n", "4")
    monkeypatch.setenv("COLUMNS", columns)
    assert call("rank", "smallest_divisor", "-n", "4") == page


def test_a_long_ranking_counts_what_it_leaves_out(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = [f"def f{k}(n: int) -> int:\n    return n + {k} - {k}\n" for k in range(25)]
    (tmp_path / "many.py").write_text("\n\n".join(texts))
    assert "and 7 more programs: --all" in call("rank", "many.py", "-n", "3")
    assert "--all" not in call("rank", "many.py", "-n", "3", "--all")


def test_prices_are_spelled_exactly_when_asked(call):
    assert "─log2(26810496) / (29645/64)=─ scan" in call("rank", "smallest_divisor", "--exact")


# ---- in other languages


SOME = tuple(f"sorting/{name}" for name in (
    "bogosort", "random_to_end", "permutation_search", "insertion", "counting_insertion",
    "selection", "lookup_table",
))  # fmt: skip


@pytest.mark.parametrize("language", ["bare", "search"])
def test_strips_are_those_of_whole_measurements(told, language):
    (ranking,) = told("rank", *SOME, "-n", "3", "--language", language)["rankings"]
    found = {strip["language"]: strip for strip in ranking["strips"]}
    assert list(found) == ["bare", "objective", "construct", "search"]
    for name, strip in found.items():
        swept = told("flips", *SOME, "--sizes", "3", "--language", name)
        (sweep,) = [one for one in swept["compared"][0]["sweeps"] if one["parameter"] == "b"]
        assert strip["start"] == sweep["start"]
        whole = [flip for flip in swept["flips"] if flip["parameter"] == "b"]
        keys = ("at", "from", "to", "evidence")
        assert [[flip[key] for key in keys] for flip in strip["flips"]] == [
            [flip[key] for key in keys] for flip in whole
        ]


def test_a_large_size_leaves_other_languages_for_all(call):
    words = ("rank", "sorting/insertion", "sorting/bubble", "-n", "6")
    assert "in objective, construct, search: --all\n" in call(*words)
    assert "\nsearch:    insertion" in call(*words, "--all")


# ---- how the order turns

COSTS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(1, 10**6)), min_size=2, max_size=7, unique=True
)


@given(COSTS)
@example([(1, 3), (21, 1)])
def test_pairs_turn_at_their_price_and_places_are_those_of_the_price(numbers):
    costs = [
        Cost(f"p{at}", 3, {2: bits}, {"time": Fraction(steps)}, {"time": Evidence.EXACT})
        for at, (bits, steps) in enumerate(numbers)
    ]

    def places(rate: Price) -> dict[str, int | None]:
        return {row.program: row.rank for row in rank_costs(costs, rate)}

    found = turning(costs, places, LEVIN, {})
    assert found.compared == comb(len(costs), 2)
    by_name = {cost.program: cost for cost in costs}
    for pair in found.pairs:
        short, fast = by_name[pair.shorter], by_name[pair.faster]
        assert short.factors[2] < fast.factors[2]
        assert short.values["time"] > fast.values["time"]
        at = pair.bits.rational / pair.steps
        assert short.factors[2] + at * short.values["time"] == (
            fast.factors[2] + at * fast.values["time"]
        )
    assert set(found.telling) <= set(found.pairs)
    assert [describe(rate) for rate, _ in found.places[:2]] == ["L", "L + log2 t"]
    assert len(found.places) <= 2 + COLUMNS
    if pairs_of(costs):
        last = found.places[-1][1]
        beyond = places(Price("", (("time", Fraction(10) ** 12),)))
        first = [{name for name, place in one.items() if place == 1} for one in (last, beyond)]
        assert first[0] == first[1]


# ---- programs side by side


def test_programs_are_compared_by_name(call, told):
    page = call("flips", "sorting/bogosort", "sorting/quicksort", "sorting/lookup_table")
    assert "n = 4, 5: bogosort ─0.0225 to 0.163=─ quicksort ─26.7 to 360.1=─ lookup_table" in page
    assert "kolmogorov, levin, space, n=1 to n=5: lookup_table first" in page
    found = told("rank", "sorting/bogosort", "sorting/quicksort", "-n", "3")
    (ranking,) = found["rankings"]
    assert ranking["programs"] == ["sorting/bogosort", "sorting/quicksort"]
    assert found["unranked"] == []
    assert len(told("score", "sorting/bogosort", "sorting/quicksort", "-n", "3")["results"]) == 2


def test_names_that_collide_bear_their_files(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for file in ("a.py", "b.py"):
        (tmp_path / file).write_text(TWO.format(name="f"))
    page = call("rank", "a.py::f", "b.py::f", "--task", "sorting", "-n", "3")
    assert "of 2 programs a.py::f = b.py::f is cheapest, whatever a step costs" in page
    assert "a.py::f, b.py::f win (a tie of 2)" in page
    page = call("rank", "a.py::f", "sorting/double_loop", "-n", "3")
    assert "\nf " in page
    assert "a.py::f = b.py::f" in call("flips", "a.py::f", "b.py::f", "-n", "2")


def test_programs_of_different_tasks_are_not_compared(capsys):
    assert main(["rank", "sorting/bogosort", "smallest_divisor/scan"]) == 2
    assert "answer different tasks" in capsys.readouterr().err


def test_a_named_price_brings_its_statistic(told):
    assert told("rank", "sorting", "-n", "2", "--price", "hubinger")["rankings"][0][
        "statistic"
    ] == "worst"  # fmt: skip
    words = ("rank", "sorting", "-n", "2", "--price", "hubinger", "--statistic", "mean")
    assert told(*words)["rankings"][0]["statistic"] == "mean"


# ---- habits

HINTED = [
    ("rank", "sorting", "-n", "2", "--language", "search"),
    ("rank", "smallest_divisor", "-n", "3", "--budget", "levels=9"),
    ("rank", "sorting/insertion", "sorting/bubble", "-n", "2", "--given", "insert"),
    ("rank", "sorting/bogosort", "sorting/quicksort", "-n", "3"),
    ("rank", "--task", "sorting", "my file.py", "-n", "2"), ("rank", "my file.py", "-n", "2"),
    ("rank", "my file.py::f", "sorting/insertion", "-n", "2"),
    ("flips", "smallest_divisor", "--sizes", "2..3"), ("flips", "my file.py", "-n", "2"),
    ("flips", "smallest_divisor/scan", "smallest_divisor/argmin", "--sizes", "4"),
    ("flips", "my file.py::f", "sorting/insertion", "-n", "2"),
    ("list",), ("list", "my file.py"), ("explain",),
]  # fmt: skip


@pytest.mark.parametrize("words", HINTED, ids=" ".join)
def test_every_hint_runs_as_printed(call, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "40")
    (tmp_path / "my file.py").write_text(TWO.format(name="f"))
    hints = [line for line in call(*words).splitlines() if line.startswith("next: ")]
    assert hints
    for line in hints:
        program, *rest = shlex.split(line.removeprefix("next: "))
        assert program == "complexity"
        assert call(*rest, *(("-n", "2") if rest[0] in ("rank", "flips") else ()))


PAGES = [
    ("rank", "sorting", "-n", "2", "--measures", "all", "-w", "1", "--price", "linear"),
    ("rank", "sorting", "-n", "2", "--budget", "levels=9"), ("list",),
    ("flips", "smallest_divisor", "--sizes", "3..4", "--all"),
    ("score", "sorting/bogosort", "-n", "2", "--measures", "all"),
    ("score", "sorting/bogosort", "--sizes", "1..2"),
]  # fmt: skip
GRAMMAR = {"what", "it", "does", "at", "from", "to", "exactly", "inputs"}  # no terms of a report


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_explain_knows_the_words_of_every_page(capsys, monkeypatch, words):
    headers: set[str] = set()
    blocks = terminal.blocks

    def seen(table: pages.Table, width: int) -> tuple[pages.Table, ...]:
        headers.update(table.headers)
        return blocks(table, width)

    monkeypatch.setattr(terminal, "blocks", seen)
    main(list(words))
    capsys.readouterr()
    assert headers
    for header in headers:
        whole = glossary.look_up(header) is not None
        parts = set(re.findall(r"[A-Za-z]+", header)) - GRAMMAR
        assert whole or all(map(glossary.look_up, parts - {"log"})), header


@pytest.mark.parametrize("word", [
    *KINDS, "bare", "objective", "construct", "search", "flip", "strip", "place", "allender",
    "schmidhuber", "hubinger", "christiano", "L", "t", "d", "m", "J", "n",
])  # fmt: skip
def test_explain_knows_a_word(word):
    assert glossary.look_up(word) is not None


def test_without_words_the_help_is_printed(capsys):
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("usage: complexity")


@pytest.mark.parametrize(("words", "start"), [
    (("-o", "x.dot"), "digraph"), (("-o", "x.gv"), "digraph"), (("-o", "x.mmd"), "---\ntitle:"),
    (("-o", "x"), "digraph"), (("-o", "x", "--format", "mermaid"), "---\ntitle:"),
])  # fmt: skip
def test_a_drawing_is_what_its_file_says(call, tmp_path, monkeypatch, words, start):
    monkeypatch.chdir(tmp_path)
    call("draw", "smallest_divisor/scan", *words)
    assert (tmp_path / words[1]).read_text().lstrip().startswith(start)


@pytest.mark.parametrize(("words", "message"), [
    (("-o", "x.svg"), "| dot -Tsvg > x.svg"), (("-o", "x.PNG"), "| dot -Tpng > x.PNG"),
    (("-o", "x.txt"), "no format is written to .txt"),
    (("-o", "x.dot", "--format", "mermaid"), "leave --format out"),
])  # fmt: skip
def test_a_drawing_that_a_file_would_belie_is_refused(
    capsys, tmp_path, monkeypatch, words, message
):
    monkeypatch.chdir(tmp_path)
    assert main(["draw", "smallest_divisor/scan", *words]) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
