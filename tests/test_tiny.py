"""The whole calculator on one page: read this first."""

from __future__ import annotations

from fractions import Fraction

import complexity
from complexity.encoding.languages import language
from complexity.measuring.settings import Settings
from complexity.ranking.costs import cost_of
from complexity.ranking.flips import flips_by_price
from complexity.ranking.ranks import rank

BY_REMAINDER = """
def gcd(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a
"""


def test_a_text_is_read_as_a_graph() -> None:
    graph = complexity.parse(BY_REMAINDER)
    (loop,) = graph.entry.body.nodes
    test, body = loop.regions
    assert (loop.op, test.nodes[0].op, body.nodes[0].op) == ("while", "ne", "mod")


def test_a_graph_is_run_and_its_costs_are_counted() -> None:
    # gcd(48, 36): one call, then 48 % 36 and 36 % 12, each a test and a round; the last test fails
    made = complexity.run(complexity.parse(BY_REMAINDER), [48, 36])
    assert made.result == 12
    assert made.by_op == {"call": 1, "loop": 2, "ne": 3, "mod": 2}
    # levels: a test; a remainder that waits for it; a test of that remainder; and once more
    assert (made.time, made.span) == (8, 5)


def test_a_graph_has_a_length_that_a_real_code_attains() -> None:
    graph = complexity.parse(BY_REMAINDER)
    weight, bits = complexity.weigh(graph), complexity.encode(graph)
    assert 2 ** (len(bits) - 2) < weight.value <= 2 ** (len(bits) - 1)
    assert complexity.decode(bits) == graph


def test_programs_are_measured_ranked_and_flipped() -> None:
    settings = Settings(language("bare", {}))
    names = ("sorting/insertion", "sorting/rank_sort", "sorting/lookup_table")
    found = [complexity.measure(complexity.find(name), 4, settings) for name in names]
    assert all(one.figures["time"].evidence.value == "exact" for one in found)
    shortest = rank(found, complexity.parse_price("kolmogorov"))
    dearest_steps = rank(found, complexity.parse_price("b=1000"))
    assert shortest[0].program == "sorting/insertion"
    assert dearest_steps[0].program == "sorting/lookup_table"
    flips = flips_by_price([cost_of(one, "mean") for one in found], "b").flips
    assert flips
    assert all(flip.evidence.value == "exact" for flip in flips)


def test_randomised_programs_have_exact_expectations() -> None:
    settings = Settings(language("bare", {}))
    found = complexity.measure(complexity.find("sorting/bogosort"), 3, settings)
    # OEIS A038156: expected comparisons, by an early-exit check from a uniformly random start
    assert found.by_op["gt"].mean == Fraction(9, 1)
    assert found.figures["candidates"].mean == 6
