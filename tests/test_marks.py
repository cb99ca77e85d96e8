"""`candidate` is the identity: free in every measure but the one that it feeds."""

from __future__ import annotations

import pytest

from complexity.encoding.code import decode, encode, weigh
from complexity.language.marks import unmarked
from complexity.language.parse import parse
from complexity.semantics.evaluate import run

MARKED = """
def f(a: int, b: int) -> int:
    d = min(a, b)
    while candidate(a % d + b % d) != 0:
        d = candidate(d - 1)
    return d
"""
PLAIN = MARKED.replace("candidate", "")


def test_a_mark_costs_nothing_but_a_candidate() -> None:
    marked, plain = parse(MARKED), parse(PLAIN)
    first, second = run(marked, [12, 18]), run(plain, [12, 18])
    assert (first.candidates, second.candidates) == (7 + 6, 0)
    for measure in ("result", "time", "span", "memory", "by_op"):
        assert getattr(first, measure) == getattr(second, measure)


def test_a_mark_is_no_part_of_the_code() -> None:
    marked, plain = parse(MARKED), parse(PLAIN)
    assert marked != plain
    assert unmarked(marked) == plain
    assert unmarked(plain) is plain
    assert weigh(marked).factors == weigh(plain).factors
    assert decode(encode(marked)) == plain


@pytest.mark.parametrize("text", ["candidate(a)", "candidate(candidate(a))", "candidate(3) + a"])
def test_marks_of_anything_are_erased(text: str) -> None:
    made = parse(f"def f(a: int) -> int:\n    return {text}\n")
    assert decode(encode(made)) == parse(
        f"def f(a: int) -> int:\n    return {text.replace('candidate', '')}\n"
    )
