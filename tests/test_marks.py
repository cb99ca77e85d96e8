"""`candidate` is the identity: free in every measure but the one that it feeds."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest
from rewrites import erased, marked
from test_random_programs import compiled, measured

from complexity.encoding.code import decode, encode, weigh
from complexity.language.graph import walk
from complexity.language.marks import stripped
from complexity.language.normal.normal_form import normalise, unmarked
from complexity.machine.evaluate import run
from complexity.python.parse import parse
from complexity.testing.programs import random_program

MARKED = """
def f(a: int, b: int) -> int:
    d = min(a, b)
    while candidate(a % d + b % d) != 0:
        d = candidate(d - 1)
    return d
"""
PLAIN = MARKED.replace("candidate", "")
FREE = ("result", "time", "span", "width", "memory", "level_memory", "draws", "by_op")


def test_a_mark_costs_nothing_but_a_candidate() -> None:
    with_marks, plain = parse(MARKED), parse(PLAIN)
    first, second = measured(with_marks, (12, 18)), measured(plain, (12, 18))
    assert first is not None
    assert second is not None
    assert (first.candidates, second.candidates) == (7 + 6, 0)
    for measure in FREE:
        assert getattr(first, measure) == getattr(second, measure)


def test_a_mark_is_no_part_of_the_code() -> None:
    with_marks, plain = parse(MARKED), parse(PLAIN)
    assert with_marks != plain
    assert unmarked(with_marks) == plain
    assert unmarked(plain) is plain
    assert normalise(with_marks) == with_marks
    assert weigh(with_marks).factors == weigh(plain).factors
    assert decode(encode(with_marks)) == plain


@pytest.mark.parametrize("text", ["candidate(a)", "candidate(candidate(a))", "candidate(3) + a"])
def test_marks_of_anything_are_erased(text: str) -> None:
    made = parse(f"def f(a: int) -> int:\n    return {text}\n")
    assert decode(encode(made)) == parse(
        f"def f(a: int) -> int:\n    return {text.replace('candidate', '')}\n"
    )


# a body of f(a, b, xs), the candidates evaluated on (5, 3, [2, 7, 4]), and the nodes without marks
COUNTED = {
    "one expression twice, marked once": ("return _g(a) + _g(candidate(a))", 1, 3),
    "one call twice, a mark within": ("return _h(a, b) + _h(a, b)", 1, 2),
    "one map twice, the second marked": (
        "ys = [x * a for x in xs]\nreturn sum(ys) + max([x * candidate(a) for x in xs])", 3, 5),
    "one map twice, the first marked": (
        "ys = [x * candidate(a) for x in xs]\nreturn sum(ys) + max([x * a for x in xs])", 3, 5),
    "literals": ("return candidate(3) + 1", 1, 0),
    "a loop that nothing uses": ("for x in xs:\n    y = candidate(x)\nreturn a", 0, 0),
    "a state that never changes": (
        "y = a\nfor x in xs:\n    y = candidate(y)\n    b += x\nreturn b + y", 3, 3),
    "equal arms": ("return candidate(a) if b > 3 else a", 0, 0),
    "in an arm": ("return candidate(a) + 1 if b > 2 else b", 1, 3),
    "in a test": ("while candidate(a) > b:\n    a -= 1\nreturn a", 3, 3),
    "in a key": ("return max(xs, key=lambda x: candidate(x % 4))", 3, 2),
    "a list": ("return len(candidate(xs)) + len(xs)", 1, 2),
    "a copy": ("ys = list(candidate(xs))\nys[0] = a\nreturn ys[0]", 1, 3),
    "a range": ("b = 0\nfor x in candidate(range(a)):\n    b += x\nreturn b", 1, 3),
    "in a filter": ("return len([x for x in xs if candidate(x) > a])", 3, 3),
    "of what passes": ("return len([candidate(x) for x in xs if x > 3])", 2, 4),
    "until the first hit": ("return int(any(candidate(x) > a for x in xs))", 2, 3),
}  # fmt: skip
HEAD = """
def _g(a: int) -> int:
    return a * a + 7

def _h(a: int, b: int) -> int:
    return candidate(a) * b

def f(a: int, b: int, xs: list[int]) -> int:
    """


@pytest.mark.parametrize(("body", "candidates", "nodes"), COUNTED.values(), ids=COUNTED)
def test_what_a_mark_counts(body: str, candidates: int, nodes: int) -> None:
    text = HEAD + body.replace("\n", "\n    ")
    graph = parse(text, name="f")
    found = run(graph, [5, 3, [2, 7, 4]])
    assert found.candidates == candidates
    assert len(list(walk(unmarked(graph).entry.body))) == nodes
    assert unmarked(graph) == unmarked(parse(erased(text), name="f"))


@pytest.mark.slow
def test_erasing_all_marks_changes_no_measure_but_the_candidates() -> None:
    more = ran = 0
    for index in range(int(os.environ.get("PROGRAMS", "300")) // 3):
        program = random_program(random.Random(f"marks {index}").randrange, 30)
        text = marked(program.text, random.Random(index))
        plain = compiled(replace(program, text=erased(text)))
        if plain is None:  # an update of a list that may be shared
            continue
        with_marks = parse(text, name=program.entry)
        assert unmarked(with_marks) == unmarked(plain), text
        assert normalise(with_marks) == with_marks, text
        for args in program.arguments:
            first, second = measured(with_marks, args), measured(plain, args)
            assert (first is None) == (second is None), text
            if first is not None and second is not None:
                # a mark may keep a rule from what would change how often it counts
                kept = stripped(with_marks) != plain
                assert kept or all(getattr(first, name) == getattr(second, name) for name in FREE)
                assert not kept or (first.time >= second.time and first.span >= second.span), text
                more, ran = more + (first.candidates > second.candidates), ran + 1
    assert more > ran / 3 > 0
