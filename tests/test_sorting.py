"""The shipped sorting programs: right answers, published counts, networks, reference languages."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from complexity import candidate, randrange
from complexity.encoding.code import decode, encode, weigh
from complexity.language.normal.normal_form import unmarked
from complexity.machine.evaluate import Machine
from complexity.measuring.figures import Measurement
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.python.parse import compile_program, parse
from complexity.python.refusals import NotInLanguage
from complexity.tasks.execution import execute
from complexity.tasks.files import answered_by, read_module
from complexity.tasks.find import find, find_task, programs_of
from complexity.tasks.problems import TaskProblem
from complexity.tasks.reference import reference
from complexity.tasks.signatures import forms

TASK = find_task("sorting")
PROGRAMS = {program.short: program for program in programs_of("sorting")}
FAMILIES = ("batcher", "best_network", "lookup_table")
RANDOMISED = ("bogosort", "bozosort", "random_to_end")
SLOW = (*RANDOMISED, "permutation_search")
FORMS = {
    form: short
    for short, program in PROGRAMS.items()
    if program.kind == "function"
    for form in forms(TASK.module, short)
}
LANGUAGES = ("bare", "objective", "construct", "search")
SPACE = execute("\n".join(TASK.module.source.lines), TASK.file)


@cache
def measured(short: str, n: int) -> Measurement:
    found = measure(PROGRAMS[short], n, Settings(reference(TASK)))
    assert found.failure is None
    assert found.estimate is None
    return found


def keys(short: str, n: int, *ops: str) -> Fraction:
    """The mean number of comparisons under some ops."""
    means = [measured(short, n).by_op[op].mean for op in ops if op in measured(short, n).by_op]
    assert None not in means
    return sum((mean for mean in means if mean is not None), Fraction(0))


# ---------------------------------------------------------------- what the file says


def test_the_file_says_which_programs_answer():
    assert set(PROGRAMS) == {
        "bogosort", "bozosort", "permutation_search", "double_loop", "bubble", "insertion",
        "selection", "rank_sort", "quicksort", "mergesort", "heapsort", "shellsort",
        "odd_even_transposition", "random_to_end", "counting_insertion", *FAMILIES,
    }  # fmt: skip
    assert TASK.default_size == 5
    assert TASK.others == ()
    words = ("is_sorted", "inversions", "shuffle", "permutations", "argmin",
             "swap", "insert", "merge", "partition")  # fmt: skip
    given = {word for listed in TASK.given.values() for word in listed}
    assert given == set(words)
    assert not given & set(PROGRAMS)


# ---------------------------------------------------------------- right answers


def arguments(n: int, most: int) -> list[list[int]]:
    """All lists of length n over 0..n-1, or a sample of them; and keys that are far apart."""
    every = itertools.product(range(n), repeat=n)
    lists = [list(xs) for xs in every] if n**n <= most else [
        [random.Random(seed).randrange(n) for _ in range(n)] for seed in range(most)
    ]  # fmt: skip
    wide = [[random.Random(seed).randrange(-(2**63), 2**63) for _ in range(n)] for seed in (1, 2)]
    return lists + wide


@pytest.mark.parametrize("form", FORMS)
def test_under_python_itself_every_form_sorts(form: str):
    function: Callable[[list[int]], list[int]] = SPACE[form]
    for n in range(4 if FORMS[form] in SLOW else 6):
        for xs in arguments(n, 300):
            assert function(xs[:]) == sorted(xs), xs


@pytest.mark.parametrize("form", FORMS)
def test_under_the_definition_every_form_sorts(form: str):
    machine = Machine(compile_program(TASK.module, form), measures=frozenset({"time"}))
    for n in range(4 if FORMS[form] in SLOW else 6):
        for xs in arguments(n, 150):
            assert machine.run([xs]).result == sorted(xs), xs


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("n", range(6))
def test_a_family_sorts_what_its_size_says(name: str, n: int):
    program = PROGRAMS[name]
    space: dict[str, Any] = {}
    exec(program.text(n), space)
    machine = Machine(program.graph(n), measures=frozenset({"time"}))
    for xs in itertools.islice(itertools.product(range(n), repeat=n), 0, None, 1 + n**n // 300):
        assert space[name](list(xs)) == sorted(xs)
        assert machine.run([list(xs)]).result == sorted(xs)


@pytest.mark.parametrize("name", ["batcher", "best_network"])
@pytest.mark.parametrize("n", range(11))
def test_networks_sort_all_bits_and_so_everything(name: str, n: int):
    """The 0-1 principle (Knuth, TAOCP 3, 5.3.4, theorem Z)."""
    space: dict[str, Any] = {}
    exec(PROGRAMS[name].text(n), space)
    for bits in itertools.product((0, 1), repeat=n):
        assert space[name](list(bits)) == sorted(bits)


@pytest.mark.parametrize("short", PROGRAMS)
def test_measuring_finds_no_wrong_answer(short: str):
    for n in range(4 if short in SLOW else 5):
        found = measured(short, n)
        assert found.wrong == 0
        assert [check.wrong for check in found.checks] == [0, 0]
        assert found.checks[0].certain


# ---------------------------------------------------------------- published counts

A001855 = [0, 0, 1, 3, 5, 8, 11, 14, 17, 21]
A038156 = [0, 0, 2, 9, 40, 205, 1236]
A288964 = [0, 0, 2, 16, 116, 888, 7416]


def harmonic(n: int) -> Fraction:
    return sum((Fraction(1, k) for k in range(1, n + 1)), Fraction(0))


@pytest.mark.parametrize("n", range(6))
def test_bogosort_compares_as_published(n: int):
    assert A038156[n] == math.factorial(n) * sum(
        Fraction(1, math.factorial(k)) for k in range(1, n)
    )
    assert keys("bogosort", n, "gt") == A038156[n]
    assert measured("bogosort", n).figures["candidates"].mean == math.factorial(n)
    if n > 1:
        assert measured("bogosort", n).figures["time"].unbounded


@pytest.mark.parametrize("n", range(6))
def test_quicksort_compares_as_published(n: int):
    assert keys("quicksort", n, "lt") == Fraction(A288964[n], math.factorial(n))


@pytest.mark.parametrize("n", range(7))
def test_insertion_compares_as_published(n: int):
    assert keys("insertion", n, "gt") == Fraction(n * (n - 1), 4) + n - harmonic(n)


@pytest.mark.parametrize("n", range(7))
def test_mergesort_compares_at_worst_as_published(n: int):
    by_op = measured("mergesort", n).by_op
    assert (by_op["le"].worst if "le" in by_op else 0) == A001855[n]


@pytest.mark.parametrize("n", range(7))
@pytest.mark.parametrize(
    ("short", "op", "count"),
    [
        pytest.param("double_loop", "lt", lambda n: n * n, id="double_loop"),
        pytest.param("bubble", "gt", lambda n: n * (n - 1) // 2, id="bubble"),
        pytest.param("counting_insertion", "lt", lambda n: n * (n - 1) // 2, id="counting"),
        pytest.param("selection", "lt", lambda n: n * (n - 1) // 2, id="selection"),
        pytest.param("odd_even_transposition", "gt", lambda n: n * (n - 1) // 2, id="odd_even"),
        pytest.param("permutation_search", "gt", lambda n: math.factorial(n) * n * (n - 1) // 2,
                     id="permutation_search"),
    ],
)  # fmt: skip
def test_loops_compare_as_often_as_they_go_round(
    short: str, op: str, count: Callable[[int], int], n: int
):
    if short in SLOW and n > 4:
        return
    assert keys(short, n, op) == count(n)


def test_candidates_are_counted_where_a_search_evaluates_one():
    with_candidates = {
        short for short in PROGRAMS if measured(short, 3).figures["candidates"].mean != 0
    }
    assert with_candidates == set(SLOW)
    assert measured("permutation_search", 3).figures["candidates"].mean == 6


# ---------------------------------------------------------------- networks

COMPARATORS = [0, 0, 1, 3, 5, 9, 12, 16, 19, 25, 29]
LAYERS = [0, 0, 1, 3, 3, 5, 5, 6, 6, 7, 8]
BATCHER = [0, 0, 1, 3, 5, 9, 12, 16, 19, 26, 31]


def layers(comparators: list[tuple[int, int]], n: int) -> int:
    """The depth of a network whose comparators run as soon as they can."""
    ready = [0] * n
    for i, j in comparators:
        ready[i] = ready[j] = max(ready[i], ready[j]) + 1
    return max(ready, default=0)


@pytest.mark.parametrize("n", range(11))
def test_networks_have_the_known_numbers_of_comparators(n: int):
    batcher = SPACE["_odd_even_merge"](n)
    best = [(int(i), int(j)) for i, j in SPACE["BEST"][n].split()]
    assert (len(batcher), len(best), layers(best, n)) == (BATCHER[n], COMPARATORS[n], LAYERS[n])


@pytest.mark.parametrize("n", [2, 3, 4, 5, 8])
def test_a_comparator_is_one_comparison_and_two_levels(n: int):
    batcher = SPACE["_odd_even_merge"](n)
    best = [(int(i), int(j)) for i, j in SPACE["BEST"][n].split()]
    for name, comparators in (("batcher", batcher), ("best_network", best)):
        machine = Machine(PROGRAMS[name].graph(n))
        for seed in range(20):
            xs = random.Random(seed).sample(range(n), n)
            found = machine.run([xs])
            assert found.by_op["gt"] == len(comparators)
            assert found.span == 2 * layers(comparators, n)


@pytest.mark.parametrize(("name", "n"), [("best_network", 11), ("lookup_table", 7)])
def test_a_family_says_which_sizes_it_has(name: str, n: int):
    with pytest.raises(TaskProblem, match=f"{name} has no program for n = {n}") as problem:
        PROGRAMS[name].graph(n)
    assert problem.value.repair == "choose another size"


# ---------------------------------------------------------------- reference languages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("short", [short for short in PROGRAMS if short != "lookup_table"])
def test_every_answer_is_coded_and_decoded_in_every_language(language: str, short: str):
    spoken = reference(TASK, language)
    graph = PROGRAMS[short].graph(4, spoken.given)
    assert decode(encode(graph, spoken.library), spoken.library) == unmarked(graph)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("short", sorted(set(PROGRAMS) - set(FAMILIES)))
def test_the_shortest_form_is_the_answer(language: str, short: str):
    spoken = reference(TASK, language)
    weights = [
        weigh(compile_program(TASK.module, form, spoken.given), spoken.library).value
        for form in forms(TASK.module, short)
    ]
    assert weigh(PROGRAMS[short].graph(5, spoken.given), spoken.library).value == min(weights)


@pytest.mark.parametrize(
    ("language", "winner"),
    [
        pytest.param("bare", "counting_insertion", id="bare"),
        pytest.param("objective", "counting_insertion", id="objective"),
        pytest.param("construct", "insertion", id="construct"),
        pytest.param("search", "permutation_search", id="search"),
    ],
)
def test_which_program_is_the_shortest_depends_on_the_language(language: str, winner: str):
    spoken = reference(TASK, language)
    bits = {
        short: weigh(program.graph(5, spoken.given), spoken.library).bits
        for short, program in PROGRAMS.items()
    }
    assert min(bits, key=lambda short: bits[short]) == winner


def test_the_table_is_by_far_the_longest():
    assert weigh(PROGRAMS["lookup_table"].graph(5)).bits > 10_000


def test_words_of_a_language_are_free():
    searched = reference(TASK, "search")
    free = weigh(PROGRAMS["bogosort"].graph(5, searched.given), searched.library).bits
    assert free < weigh(PROGRAMS["bogosort"].graph(5)).bits / 2


def test_a_word_is_no_answer():
    with pytest.raises(TaskProblem):
        find("sorting/shuffle")


def test_at_run_time_candidate_is_the_identity():
    assert candidate([1]) == [1]
    assert {randrange(3) for _ in range(100)} == {0, 1, 2}


def test_sorted_itself_is_no_answer(tmp_path):
    text = "def f(a: list[int]) -> list[int]:\n    return sorted(a)\n"
    assert parse(text).entry.body.nodes
    (tmp_path / "mine.py").write_text(text)
    task = answered_by(read_module(str(tmp_path / "mine.py")), find_task("sorting"))
    with pytest.raises(NotInLanguage) as refusal:
        compile_program(task.module, "f")
    assert refusal.value.code == "CX203"
