"""Textbook functions are accepted as they stand and agree with CPython; the rest is refused."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Expected
from oracle import Constant, disagreement
from refused import REFUSED

from complexity.encoding import weigh
from complexity.language.failures import Undefined
from complexity.machine.evaluate import run
from complexity.python.parse import compile_program, parse, parse_module
from complexity.python.refusals import NotInLanguage

TEXT = (Path(__file__).parent / "textbook.py").read_text()
MODULE = parse_module(TEXT, "textbook.py")
Args = tuple[Any, ...]

LISTS = [(xs,) for xs in ([], [4], [2, 1], [3, 1, 2], [0, 1, 2, 3], [5, 2, 9, 2, 0, 7, 2, 4])]
SIGNED = [*LISTS, ([-3, 4, -1, -1, 0, 8, -10],)]
FILLED = [args for args in SIGNED if args[0]]
NUMBERS = [(n,) for n in (0, 1, 2, 3, 4, 7, 8, 10, 12)]
POSITIVE = [(n,) for n in (1, 2, 3, 6, 9, 12, 28, 97, 100)]
PAIRS = [(0, 0), (0, 5), (5, 0), (12, 18), (17, 5), (100, 75), (1, 1)]
FOUND = [([1, 3, 5, 7, 9, 11], x) for x in (1, 7, 11, 0, 4, 12)] + [([], 3), ([2], 2)]
TWO_LISTS = [
    ([], []), ([1], []), ([1, 2, 3], [2, 3, 4]), ([1, 2, 2, 5], [0, 2, 2, 6, 7]),
    ([3, 1, 4, 1], [1, 4, 3]),
]  # fmt: skip
ITEMS = [([1, 3, 4, 5], [1, 4, 5, 7], c) for c in (0, 4, 7, 9)] + [([], [], 5)]
COINS = [([1, 2, 5], 11), ([2], 3), ([3, 5], 0), ([5, 1, 2], 7)]
GRIDS: list[Args] = [
    ([[1]],), ([[1, 2, 3], [4, 5, 6]],), ([[1, 2], [3, 4], [5, 6]],), ([[7, 8, 9]],),
    ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],),
]  # fmt: skip
SQUARES: list[Args] = [
    ([[1]],), ([[1, 2], [3, 4]],), ([[2, 7, 6], [9, 5, 1], [4, 3, 8]],),
    ([[2, -1, 0, 3], [1, 4, 4, -2], [0, 0, 1, 5], [3, 3, 1, 1]],),
]  # fmt: skip
BITS: list[Args] = [
    ([[0, 1, 0], [0, 1, 0], [0, 1, 0]],), ([[1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 1]],), ([[0]],),
    ([[0, 0, 0, 1], [1, 1, 0, 1], [0, 0, 0, 0], [0, 1, 1, 0]],),
]  # fmt: skip
PRODUCTS = [([[1, 2], [3, 4]], [[5, 6], [7, 8]]), ([[1, 2, 3]], [[1], [0], [2]])]
GRAPHS: list[list[list[int]]] = [
    [[]], [[1, 2], [3], [3], []], [[1], [2], [0]], [[1, 3], [0, 2], [1, 3], [2, 0], []],
]  # fmt: skip
FROM_ZERO = [(graph, 0) for graph in GRAPHS]
WEIGHTS: list[list[list[int]]] = [
    [[0]], [[0, 4, 1], [4, 0, 2], [1, 2, 0]],
    [[0, 7, 3, 0], [7, 0, 1, 2], [3, 1, 0, 6], [0, 2, 6, 0]],
]  # fmt: skip
DISTANCES: list[Args] = [
    ([[0, 3, 99, 7], [8, 0, 2, 99], [5, 99, 0, 1], [2, 99, 99, 0]],), ([[0]],), ([],),
]  # fmt: skip
REACH: list[Args] = [([[False, True, False], [False, False, True], [False, False, False]],), ([],)]
EDGES = [(1, []), (4, [[0, 1], [2, 3], [1, 0]]), (5, [[0, 4], [4, 2], [2, 0], [3, 1]])]
WEIGHTED = [(3, [[0, 1, 4], [1, 2, -2], [0, 2, 5]], 0), (2, [], 1)]
TREES = [(4, [[3, 0, 1], [1, 1, 2], [2, 0, 2], [7, 2, 3]]), (1, [])]
TRIPLES = [(2, 10, 1000), (3, 200, 13), (7, 0, 5), (0, 3, 7), (5, 3, 1)]


def each(names: str, cases: list[Any]) -> dict[str, list[Args]]:
    """The same cases for several functions."""
    return dict.fromkeys(names.split(), cases)


CASES: dict[str, list[Args]] = {
    **each("bubble_sort insertion_sort selection_sort gnome_sort comb_sort cocktail_sort", SIGNED),
    **each("cycle_sort pancake_sort stooge_sort shell_sort merge_sort quicksort heap_sort", SIGNED),
    **each("merge_sort_bottom_up quicksort_in_place priority_sort counting_sort", SIGNED),
    **each("odd_even_sort count_inversions has_duplicates reverse_in_place is_sorted", SIGNED),
    **each("remove_duplicates prefix_sums product_except_self move_zeroes next_greater", SIGNED),
    **each("remove_duplicates_sorted longest_palindrome house_robber", SIGNED),
    **each("longest_increasing_subsequence longest_increasing_by_bisection", SIGNED),
    **each("majority_element first_unique single_number run_lengths next_permutation", SIGNED),
    **each("radix_sort largest_rectangle trap_water missing_number quicksort_random", LISTS),
    **each(
        "max_subarray max_subarray_brute max_profit mode argmax min_max median", [*FILLED, ([],)]
    ),
    **each("shuffle find_peak", FILLED),
    **each("bogo_sort", [([],), ([1],), ([1, 1, 2],)]),
    **each("dutch_flag", [([2, 0, 1, 2, 1, 0],), ([],), ([0, 0],)]),
    **each("merge intersect_sorted edit_distance edit_distance_two_rows", TWO_LISTS),
    **each("lcs_length lcs dot_product add_digits polynomial_product", TWO_LISTS),
    **each("find_sublist kmp_search", [([1, 2, 1, 2, 3], [1, 2, 3]), ([1, 2], [4]), ([5], [5])]),
    **each("linear_search binary_search binary_search_recursive bisect_left", FOUND),
    **each("interpolation_search insert_sorted", FOUND),
    **each("two_sum subset_sum_exists", [([2, 7, 11, 15], t) for t in (9, 26, 3)]),
    **each("heap_push", [([], 3), ([1, 4, 2], 0), ([1, 4, 2], 9)]),
    **each("heap_pop", [([3],), ([1, 4, 2, 8, 5],), ([],)]),
    **each("quickselect", [([5, 2, 9, 2], k) for k in range(4)]),
    **each("search_matrix", [([[1, 4, 7], [2, 5, 8], [3, 6, 9]], t) for t in (5, 9, 0, 10)]),
    **each("gcd gcd_recursive lcm extended_gcd hamming_distance", PAIRS),
    **each("modular_inverse", [(3, 11), (10, 17), (2, 4)]),
    **each("sieve sieve_with_flags primes_below fibonacci fibonacci_recursive", NUMBERS),
    **each("fibonacci_memo fibonacci_doubling fibonacci_list factorial catalan", NUMBERS),
    **each("is_prime is_even is_odd is_happy hanoi_moves integer_sqrt climb_stairs", NUMBERS),
    **each("partitions pascal_row bit_count bit_length count_bits digital_root", NUMBERS),
    **each("gray_code", NUMBERS[:7]),
    **each("is_power_of_two is_perfect digit_sum random_walk", NUMBERS),
    **each("pascal_triangle identity digits_match", NUMBERS),
    **each("prime_factors totient divisors collatz_length", POSITIVE),
    **each("longest_collatz", [(2,), (10,), (30,)]),
    **each("reverse_digits is_palindrome", [(0,), (-120,), (12321,), (1200,)]),
    **each("is_leap_year", [(1900,), (2000,), (2023,), (2024,)]),
    **each("power_mod", TRIPLES),
    **each("fast_power", [(3, 0), (3, 13), (-2, 9), (3, 50)]),
    **each("to_base", [(0, 2), (37, 2), (255, 16), (5, 1)]),
    **each("from_digits horner", [([], 10), ([1, 2, 3], 10), ([1, 0, 1], -2)]),
    **each("hanoi", [(n, 0, 2, 1) for n in range(4)]),
    **each("ackermann", [(0, 3), (1, 4), (2, 3), (3, 2)]),
    **each("josephus josephus_order", [(1, 1), (7, 3), (10, 2)]),
    **each("subsets permutations_by_swaps", [([],), ([1],), ([1, 2, 3],)]),
    **each("permutations", [([],), ([1],), ([1, 2, 3],), ([1, 1, 2, 2],)]),
    **each("knapsack knapsack_recursive", ITEMS),
    **each("coin_change count_change", COINS),
    **each("matrix_chain_order", [([10, 30, 5, 60],), ([3, 2],), ([1, 2, 3, 4, 5],)]),
    **each("rod_cutting", [([1, 5, 8, 9], n) for n in range(6)]),
    **each("unique_paths binomial combinations", [(3, 2), (5, 3), (4, 0), (1, 1), (4, 2)]),
    **each("min_path_sum transpose spiral_order flatten", GRIDS),
    **each("transpose_in_place rotate_matrix determinant is_magic_square", SQUARES),
    **each("matrix_power", [([[1, 1], [1, 0]], n) for n in (0, 1, 6, 30)]),
    **each("matrix_product matrix_product_comprehension", PRODUCTS),
    **each("game_of_life count_islands maze_steps", BITS),
    **each("floyd_warshall", DISTANCES),
    **each("bfs bfs_distances dfs dfs_stack", FROM_ZERO),
    **each("topological_sort is_bipartite", [(graph,) for graph in GRAPHS]),
    **each("dijkstra", [(weights, 0) for weights in WEIGHTS]),
    **each("prim", [(weights,) for weights in WEIGHTS]),
    **each("bellman_ford", WEIGHTED),
    **each("find", [([0, 0, 1, 2], 3), ([0], 0)]),
    **each("union", [([0, 0, 2, 2], [1, 0, 1, 0], 1, 3), ([0, 0], [1, 0], 0, 1)]),
    **each("count_components", EDGES),
    **each("kruskal", TREES),
    **each("transitive_closure", REACH),
    **each("rule_110", [([0, 0, 0, 1], 0), ([0, 0, 0, 1], 5), ([1], 2)]),
    **each("n_queens", [(n,) for n in range(6)]),
    **each("n_queens_functional", [(n, []) for n in range(5)]),
    **each("n_queens_bits", [(n, 0, 0, 0) for n in range(6)]),
    **each("generate_parentheses", [(0,), (1,), (3,)]),
    **each("rotate window_maxima chunks", [([1, 2, 3, 4, 5], k) for k in (1, 2, 5)]),
    **each("plus_one", [([9, 9],), ([1, 2, 9],), ([],)]),
    **each("valid_brackets", [([1, 2, -2, -1],), ([1, -2],), ([],), ([-1],), ([1],)]),
    **each(
        "first_row_without first_row_with",
        [([[1, 4], [4, 2], [3]], x) for x in (4, 3, 1, 0)] + [([], 1), ([[], [1]], 1)],
    ),
    **each("merge_intervals", [([[1, 3], [2, 6], [8, 10], [10, 11]],), ([],)]),
}
RANDOM = ("bogo_sort", "shuffle", "random_walk", "quicksort_random")
PROGRAMS = [
    node.name
    for node in ast.parse(TEXT).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


def test_every_function_of_the_textbook_has_cases() -> None:
    assert sorted(CASES) == sorted(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_textbook_function_is_accepted_and_agrees_with_cpython(name: str) -> None:
    graph = compile_program(MODULE, name)
    for args in CASES[name]:
        for tape in (0, 1, 5) if name in RANDOM else (0,):
            assert disagreement(graph, TEXT, name, args, tape) is None, args


def test_what_the_textbook_costs_is_as_expected(expected: Callable[[str], Expected]) -> None:
    """Length, time, span and memory of every function on its last case that has a result."""
    found = {name: cost(name) for name in PROGRAMS}
    pinned = expected("textbook")
    for name, costs in found.items():
        pinned.check(name, costs)


def cost(name: str) -> dict[str, float | int | None]:
    """Length in bits, and what the last run that has a result costs."""
    graph = compile_program(MODULE, name)
    runs = []
    for args in CASES[name]:
        with contextlib.suppress(Undefined):
            runs.append(
                run(graph, args, tape=Constant(5), measures=frozenset(("time", "span", "memory")))
            )
    last = runs[-1]
    bits = round(weigh(graph).bits, 3)
    return {"bits": bits, "time": last.time, "span": last.span, "memory": last.memory}


@pytest.mark.parametrize(("code", "text"), REFUSED.values(), ids=REFUSED)
def test_what_is_outside_the_language_is_refused(code: str, text: str) -> None:
    with pytest.raises(NotInLanguage) as refusal:
        parse(text, file="stranger.py", name="f")
    shown = refusal.value.show()
    assert refusal.value.code == code, shown
    assert shown.startswith(f"stranger.py:{refusal.value.line}:{refusal.value.column}: {code} ")
    assert "instead: " in shown
    assert "{" not in refusal.value.message, "an unfilled field"


@pytest.mark.parametrize("text", [text for _, text in REFUSED.values()], ids=REFUSED)
def test_a_refusal_underlines_the_text(text: str) -> None:
    with pytest.raises(NotInLanguage) as refusal:
        parse(text, file="stranger.py", name="f")
    error = refusal.value
    assert 1 <= error.line <= text.count("\n") + 1
    assert error.text == text.split("\n")[error.line - 1]
    assert 1 <= error.column <= len(error.text) + 1
    assert error.column - 1 + error.width <= len(error.text) + 1
