"""The contract for scripts, sentence by sentence: names, keys, types, laws, exit codes."""

from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest

from complexity.cli import main
from complexity.reports.definitions import topic_page
from complexity.reports.glossary import TERMS
from complexity.reports.notation import MARKS
from complexity.semantics.measures import ALL

FILE = """
def index(a: list[int]) -> int:
    return a[0]


def division(n: int) -> int:
    return 1 // (n - n)


def overflow(n: int) -> int:
    return (n + 2) ** 100


def value(n: int) -> int:
    return min([x for x in range(n) if x < 0])


def assertion(n: int) -> int:
    assert n < 0
    return n


def unpack(a: list[int]) -> int:
    x, y = a
    return x + y


def recursion(n: int) -> int:
    return recursion(n + 1) + 1


def fuel(n: int) -> int:
    while n >= 0:
        n += 1
    return n


def memory(n: int) -> int:
    return len([0] * (1000000 + n))


def pair(a: list[int], b: bool) -> tuple[int, list[int]]:
    return len(a), a if b else a[::-1]


def roll(n: int) -> int:
    return randrange(3) + randrange(4)


def until(n: int) -> int:
    x = 1
    while x:
        x = randrange(2)
    return n


def outside(n: int) -> int:
    return n / 2
"""
LIMITS = ("--fuel", "2000000", "--memory", "100000", "--depth", "500")
NAMED = {"kolmogorov", "levin", "linear", "space"}
EVIDENCE = {"proved", "exact", "fitted", "sampled", "witnessed", "unknown"}


@pytest.fixture
def told(capsys, tmp_path, monkeypatch):
    """Runs a command with `--json -`: its exit code and its object."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(FILE)

    def run(*words):
        code = main([*words, "--json", "-"])
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return run


def is_figure(figure, unbounded=False):
    """Check one measure of a score."""
    assert figure["mean"] is None or str(Fraction(figure["mean"])) == figure["mean"]
    assert figure["mean_float"] is None or isinstance(figure["mean_float"], float)
    if figure["mean"] is not None:
        assert figure["mean_float"] == pytest.approx(float(Fraction(figure["mean"])))
    assert figure["worst"] is None or type(figure["worst"]) is int
    assert figure["evidence"] in EVIDENCE
    assert figure["worst_evidence"] in EVIDENCE
    if "unbounded" in figure:
        assert figure["unbounded"] is True
        assert figure["worst"] is None


def is_score(told, program):
    """Check everything that the contract says of a score."""
    assert told["schema"] == "complexity/score"
    assert type(told["schema_version"]) is int
    assert isinstance(told["tool_version"], str)
    assert told["program"] == program
    assert told["language"]["name"].split("+")[0] in ("bare", "objective", "construct", "search")
    assert told["language"]["version"]
    assert isinstance(told["language"]["given"], list)
    assert told["inputs"]["kind"] in ("single", "exhaustive", "sampled")
    assert type(told["inputs"]["count"]) is int
    assert told["inputs"]["seed"] is None or type(told["inputs"]["seed"]) is int
    assert told["statistic"] in ("mean", "worst")
    assert all(type(told["limits"][name]) is int for name in ("fuel", "memory", "depth"))
    weight = math.prod(int(p) ** e for p, e in told["weight_factors"].items())
    assert told["weight"] == (str(weight) if weight < 10**4000 else None)
    assert told["length_bits"] == pytest.approx(
        sum(e * math.log2(int(p)) for p, e in told["weight_factors"].items())
    )
    assert set(told["measures"]) <= ALL
    for figure in told["measures"].values():
        is_figure(figure)
    if "error" not in told and "estimate" not in told:
        adds_up(told)


def adds_up(told):
    """The means of `by_op`, and of `by_line`, each sum to the mean time."""
    time = told["measures"]["time"]
    ops, lines = told["by_op"].values(), [line["time"] for line in told["by_line"].values()]
    assert told["by_op"].keys() <= told["by_op_executions"].keys()
    for part in (ops, lines):
        if time["mean"] is not None:
            assert sum(Fraction(charge["mean"]) for charge in part) == Fraction(time["mean"])
        else:
            total = math.fsum(charge["mean_float"] for charge in part)
            assert total == pytest.approx(time["mean_float"])
    steps = told["levin_bits"] - told["length_bits"]
    if told["statistic"] == "mean":
        assert steps == pytest.approx(math.log2(time["mean_float"]))


SCORES = [
    ("sorting/insertion", "-n", "4"), ("sorting/insertion", "--input", "[[3,1,2]]"),
    ("sorting/quicksort", "-n", "3", "--statistic", "worst"), ("sorting/bogosort", "-n", "3"),
    ("sorting/bogosort", "--input", "[[2,1]]"), ("sorting/batcher", "-n", "4"),
    ("sorting/lookup_table", "-n", "5"), 
    ("sorting/mergesort", "-n", "8", "--work", "10000000", "--engine", "definition"),
    ("sorting/bozosort", "-n", "3", "--language", "search", "--fan-in", "unbounded"),
    ("sorting/insertion", "-n", "3", "--given", "insert"), ("sorting/insertion", "-n", "0"),
    ("mine.py::pair", "-n", "3"), ("mine.py::roll", "-n", "2"), ("mine.py::until", "-n", "2"),
]  # fmt: skip


@pytest.mark.parametrize("words", SCORES, ids=" ".join)
def test_a_score_keeps_the_contract(told, words):
    code, found = told("score", *words)
    assert code == 0
    is_score(found, words[0])
    assert set(found["measures"]) == ALL - {"width", "level_memory"}
    assert ("result" in found) == ("--input" in words)


def test_a_weight_beyond_4000_digits_is_null(told):
    assert told("score", "sorting/lookup_table", "-n", "5")[1]["weight"] is None
    assert told("score", "sorting/lookup_table", "-n", "3")[1]["weight"].isdigit()


@pytest.mark.parametrize("names", ["time", "span,draws", "width", "level_memory,memory", "all"])
def test_measures_that_were_not_asked_for_are_absent(told, names):
    _, found = told("score", "sorting/insertion", "-n", "3", "--measures", names)
    assert set(found["measures"]) == (ALL if names == "all" else set(names.split(",")))


def test_draws_are_rational_or_null_and_outcomes_are_a_string(told):
    _, found = told("score", "mine.py::roll", "--input", "[1]")
    draws = found["measures"]["draws"]
    assert draws["mean"] is None
    assert draws["mean_float"] == pytest.approx(math.log2(12))
    assert draws["outcomes"] == "12"
    _, found = told("score", "mine.py::until", "-n", "2")
    draws = found["measures"]["draws"]
    assert (draws["mean"], draws["worst"], draws["unbounded"]) == ("2", None, True)
    assert "outcomes" not in draws


def test_lines_of_given_words_are_named_with_their_file(told):
    _, found = told("score", "sorting/bogosort", "-n", "2", "--language", "search")
    given = [line for line in found["by_line"] if not line.isdigit()]
    assert given
    assert all(line.split(":")[0] == "sorting.py" for line in given)
    assert all(line.split(":")[1].isdigit() for line in given)
    adds_up(found)


def test_ops_have_the_names_of_the_operator_module(told):
    _, found = told("score", "sorting/insertion", "-n", "3")
    assert "gt" in found["by_op"]
    assert "lt" not in found["by_op"]
    assert {"call", "loop"} <= found["by_op"].keys()
    _, found = told("score", "sorting/bubble", "-n", "3")
    assert {"getitem", "setitem", "branch"} <= found["by_op"].keys()


ERRORS = {
    "index": [[]], "division": [1], "overflow": [1], "value": [3], "assertion": [1],
    "unpack": [[1]], "recursion": [1], "fuel": [1], "memory": [1],
}  # fmt: skip


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_of_a_program_is_a_value_with_its_exit_code(told, code):
    name = f"mine.py::{code}"
    status, found = told("score", name, "--input", json.dumps(ERRORS[code]), *LIMITS)
    assert status == (3 if code in ("fuel", "memory") else 1)
    assert found["error"]["code"] == code
    assert type(found["error"]["line"]) is int
    assert FILE.splitlines()[found["error"]["line"] - 1].startswith("    ")
    assert found["error"]["message"]
    assert "result" not in found
    is_score(found, name)


REFUSED = [
    ("score", "mine.py::outside"), ("score", "mine.py::nobody"), ("score", "missing.py::f"),
    ("score", "sorting/insertion", "--input", "[[1.5]]"), ("rank", "sortin"), ("rank",),
    ("rank", "sorting", "--language", "latin"), ("rank", "sorting", "--frobnicate"),
    ("frobnicate",), ("rank", "sorting", "-n", "many"), ("rank", "sorting", "--sizes", "3..1"),
    ("rank", "sorting", "--price", "free"), ("rank", "sorting", "--budget", "levels=0,x"),
    ("flips", "sorting", "-n", "1000000000"), ("score", "sorting/insertion", "--given", "nobody"),
    ("score", "sorting/insertion", "-n", "2", "--sizes", "2"), ("list", "nothing"),
    ("show", "sorting/nothing"), ("score", "sorting/insertion", "--measures", "beauty"),
]  # fmt: skip


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_refusal_is_an_object_on_standard_output(told, capsys, words):
    code, found = told(*words)
    assert code == 2
    assert found["schema"] == "complexity/error"
    assert {"code", "file", "line", "column", "text", "message", "repair"} <= found.keys()
    assert found["code"].startswith("CX")
    assert found["message"]
    assert found["repair"]
    assert topic_page(found["code"])
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert found["code"] in err
    assert "instead:" in err


def test_a_refusal_has_its_place(told):
    _, found = told("score", "mine.py::outside")
    assert (found["file"], found["line"], found["column"]) == ("mine.py", 58, 12)
    assert found["text"] == "    return n / 2"


RANKED = [("sorting",), ("sorting", "--price", "rent=1/100"), ("sorting", "--price", "runs=1000"),
          ("sorting", "--statistic", "worst"), ("sorting", "--language", "search"),
          ("sorting", "--price", "a=1,log(span)=2,candidates=1/3,width=1/8,level_memory=2"),
          ]  # fmt: skip


@pytest.mark.parametrize("words", RANKED, ids=" ".join)
def test_a_ranking_keeps_the_contract(told, words):
    code, found = told("rank", *words, "-n", "3")
    assert code == 0
    assert found["schema"] == "complexity/rank"
    price = found["rankings"][0]["price"]["name"]
    for result in found["results"]:
        is_score(result, result["program"])
        assert result["ranks"].keys() == NAMED | {price}
    for name in NAMED | {price}:
        places = [r["ranks"][name] for r in found["results"] if r["ranks"][name] is not None]
        assert sorted(places) == [1 + sum(q < p for q in places) for p in sorted(places)]
    order = [r["ranks"][price] for r in found["results"] if r["ranks"][price] is not None]
    assert order == sorted(order)


def test_a_price_measures_what_it_charges(told):
    _, found = told("rank", "sorting", "-n", "2", "--price", "width=1,level_memory=1/2")
    for result in found["results"]:
        assert {"width", "level_memory"} <= result["measures"].keys()
        if result["score"] is not None and result["measures"]["width"]["mean"] is not None:
            bits = result["length_bits"] + result["measures"]["width"]["mean_float"]
            bits += result["measures"]["level_memory"]["mean_float"] / 2
            assert result["score"] == pytest.approx(bits)
    assert sum(result["score"] is not None for result in found["results"]) > 10


def test_a_program_is_measured_the_same_alone_and_ranked(told):
    _, ranked = told("rank", "sorting", "-n", "3")
    for result in ranked["results"]:
        _, alone = told("score", result["program"], "-n", "3")
        assert all(result[key] == value for key, value in alone.items())


def test_flips_keep_the_contract(told):
    code, found = told("flips", "sorting", "--sizes", "2..4")
    assert code == 0
    assert found["flips"]
    for flip in found["flips"]:
        assert isinstance(flip["at"], str)
        assert isinstance(flip["at_float"], float)
        low, high = map(Fraction, flip["at_interval"])
        assert low <= high
        assert float(low) <= flip["at_float"] * (1 + 1e-12)
        assert flip["at_float"] <= float(high) * (1 + 1e-12)
        assert flip["from"] != flip["to"]
        assert flip["evidence"] in EVIDENCE
        assert isinstance(flip["price"], str)
        assert flip["parameter"] in ("n", "a", "b")


@pytest.mark.parametrize("term", [t.name for t in TERMS], ids=str)
def test_every_term_is_explained(capsys, term):
    assert main(["explain", term]) == 0
    assert "source:" in capsys.readouterr().out


@pytest.mark.parametrize("mark", MARKS.values(), ids=str)
def test_every_mark_is_explained(capsys, mark):
    assert main(["explain", mark]) == 0
    assert "(evidence)" in capsys.readouterr().out


def test_a_graph_stands_wherever_a_program_is_named(told, capsys, tmp_path):
    assert main(["show", "sorting/insertion"]) == 0
    (tmp_path / "mine.graph").write_text(capsys.readouterr().out)
    name = "mine.graph::insertion"
    for words in (("explain", name), ("draw", name), ("draw", name, "--format", "mermaid")):
        assert main(list(words)) == 0
        assert "insertion" in capsys.readouterr().out
    _, original = told("score", "sorting/insertion", "-n", "3")
    _, found = told("score", name, "-n", "3", "--task", "sorting")
    for key in ("weight", "measures", "by_op", "by_op_executions", "wrong"):
        assert found[key] == original[key]
    _, found = told("show", name)
    assert found["text"] == (tmp_path / "mine.graph").read_text()
    assert told("list", "mine.graph")[0] == 0
    code, found = told("rank", "mine.graph", "--task", "sorting", "-n", "3")
    assert code == 0
    assert found["results"][0]["wrong"] == 0
    assert told("flips", "mine.graph", "--sizes", "2..3")[0] == 0


# ---- who is cheapest, by whole numbers alone


def simplest(low, high):
    """The rational with the smallest denominator strictly between two others."""
    q = 1
    while True:
        p = low * q // 1 + 1
        if Fraction(p, q) < high:
            return Fraction(p, q)
        q += 1


def power(result, parameter, at):
    """2^(q J) of a result, for a price p/q of log2 t (a) or of t (b): an exact rational.

    2^J is N t^(p/q) or N 2^(t p/q); where t is no integer, q takes its denominator in.
    """
    weight = math.prod(int(p) ** e for p, e in result["weight_factors"].items())
    time, p, q = Fraction(result["measures"]["time"]["mean"]), at.numerator, at.denominator
    if parameter == "a":
        return weight**q * time**p, q
    p, q = time.numerator * p, time.denominator * q
    return Fraction(weight**q * 2**p), q


def cheapest(results, parameter, at):
    """The cheapest programs at a price, compared as powers of whole numbers."""
    scores = {result["program"]: power(result, parameter, at) for result in results}
    best = [
        name
        for name, (mine, q) in scores.items()
        if all(mine**s <= other**q for other, s in scores.values())
    ]
    return " = ".join(sorted(best))


EXPENSIVE = """
def formula(n: int) -> int:
    return n * (n + 1) // 2 + 0 * (n * n * n + 7 * n * n + 11 * n + 3)


def loop(n: int) -> int:
    s = 0
    for i in range(n + 1):
        s += i
    return s


def short(n: int) -> int:
    return sum(sum(j // j for j in range(1, i + 1)) for i in range(n + 1))


def middle(n: int) -> int:
    return sum(i for i in range(n + 1))
"""


@pytest.mark.parametrize("size", [1, 3, 6, 20])
def test_flips_by_price_are_those_of_whole_numbers(told, tmp_path, size):
    (tmp_path / "sums.py").write_text(EXPENSIVE)
    _, ranked = told("rank", "sums.py", "-n", str(size))
    _, found = told("flips", "sums.py", "--sizes", str(size))
    results = ranked["results"]
    for sweep in found["compared"][0]["sweeps"]:
        letter = sweep["parameter"]
        if letter == "n":
            continue
        flips = [
            flip for flip in found["flips"]
            if (flip["price"], flip["parameter"]) == (sweep["price"], letter)
        ]  # fmt: skip
        low, current = Fraction(0), " = ".join(sorted(sweep["start"]))
        for flip in flips:
            start, end = map(Fraction, flip["at_interval"])
            assert flip["from"] == current
            assert cheapest(results, letter, simplest(low, start)) == current
            low, current = end, flip["to"]
        assert cheapest(results, letter, simplest(low, low + 1000)) == current


def test_ranks_are_those_of_whole_numbers(told, tmp_path):
    (tmp_path / "sums.py").write_text(EXPENSIVE)
    _, found = told("rank", "sums.py", "-n", "9", "--price", "rent=1/3")
    for name, letter, at in [
        ("kolmogorov", "a", Fraction(0)), ("levin", "a", Fraction(1)),
        ("linear", "b", Fraction(1)), ("rent=1/3", "b", Fraction(1, 3)),
    ]:  # fmt: skip
        first = [r["program"] for r in found["results"] if r["ranks"][name] == 1]
        assert " = ".join(sorted(first)) == cheapest(found["results"], letter, at)
        assert sorted(first) == sorted(found["rankings"][0]["winners"][name])


def test_the_preset_budget_is_that_of_worst_cases(told):
    _, found = told("rank", "sorting", "-n", "4", "--budget", "deep-learning")
    for result in found["results"]:
        worst = {name: figure["worst"] for name, figure in result["measures"].items()}
        assert result["fan_in"] == "unbounded"
        if result["ranks"]["deep-learning"] is not None:
            assert worst["span"] <= 50
            assert worst["width"] <= 10**8
            assert worst["level_memory"] * 8 <= 100_000
        elif worst["time"] is None:
            assert "no bound" in result["reason"]
    fits = [r for r in found["results"] if r["ranks"]["deep-learning"] is not None]
    assert [r["length_bits"] for r in fits] == sorted(r["length_bits"] for r in fits)
    assert fits
