"""Sequences are not listed where a length is enough; sums overflow when their value does."""

from __future__ import annotations

import pytest
from oracle import disagreement

from complexity.language.graph import walk
from complexity.machine.evaluate import run
from complexity.python.parse import parse

HEAD = "def f(a: int, b: int, xs: list[int]) -> int:\n    "
LARGEST = 2**63 - 1


def text(body: str) -> str:
    """A function of a, b and xs with a body."""
    return HEAD + body.replace("\n", "\n    ") + "\n"


SAME = {
    "range(n)": ("return len(range(a))", "return max(a, 0)"),
    "range(a, b)": ("return len(range(a, b))", "return max(a, b) - a"),
    "a named range": ("r = range(a)\nb = 0\nfor x in r:\n    b += x\nreturn b + len(r)",
                      "b = 0\nfor x in range(a):\n    b += x\nreturn b + max(a, 0)"),
    "literals": ("return len(range(2, 7))", "return 5"),
    "enumerate": ("for i, x in enumerate(range(a)):\n    b += i * x\nreturn b",
                  "for i, x in zip(range(max(a, 0)), range(a)):\n    b += i * x\nreturn b"),
    "enumerate of a zip": (
        "for i, (x, y) in enumerate(zip(xs, range(a))):\n    b += i * x * y\nreturn b",
        "for i, x, y in zip(range(min(len(xs), max(a, 0))), xs, range(a)):\n    b += i * x * y\n"
        "return b"),
    "a sum from 0": ("return sum(xs, 0)", "return sum(xs)"),
    "a sum from a number": ("return sum(xs, a)", "xs.append(a)\nreturn sum(xs)"),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_length_is_no_list(case: str) -> None:
    first, second = map(text, SAME[case])
    assert parse(first) == parse(second)
    assert "list" not in {node.op for node in walk(parse(first).entry.body)}


@pytest.mark.parametrize(
    "body",
    [
        "return len(range(a, b))", "return len(range(a))", "return len(range(b, a))",
        "return len(range(a % 9, b % 9, 3))", "return len(range(b % 9, a % 9, -2))",
        "return sum(xs, a)",
        "return sum((x for x in xs if x > 0), b)", "return sum([x > 3 for x in xs], True)",
        "ys = xs[:]\nc = sum(xs, a)\nreturn c + sum(ys) + len(xs)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "args",
    [
        (3, 9, [4, -1]), (9, 3, []), (-4, 0, [7]), (-5, 2, [LARGEST, 4]), (LARGEST, 9, [-7, 3]),
        (-9, LARGEST - 9, [LARGEST, 8]), (1, 2, [LARGEST]), (0, 0, [-LARGEST, -1]),
    ],
)  # fmt: skip
def test_lengths_and_sums_agree_with_cpython(body: str, args: tuple[int, int, list[int]]) -> None:
    made = text(body)
    assert disagreement(parse(made), made, "f", args) is None


def test_a_sum_from_a_number_costs_one_step_more_than_a_sum() -> None:
    plain, from_a = (run(parse(text(body)), [5, 0, [3, 1, 4]]) for body in
                     ("return sum(xs)", "return sum(xs, a)"))  # fmt: skip
    assert (plain.result, from_a.result) == (8, 13)
    assert from_a.time == plain.time + 2  # the number is put beside the others, then added
