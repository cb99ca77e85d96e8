"""Functions of every day: each is accepted and agrees with CPython, or is refused with a repair."""

from __future__ import annotations

import ast
import random
from pathlib import Path
from typing import Any

import pytest
from oracle import disagreement, plain, same

from complexity.machine.evaluate import run
from complexity.python.parse import compile_program, parse, parse_module
from complexity.python.refusals import NotInLanguage

TEXT = (Path(__file__).parent / "everyday.py").read_text()
MODULE = parse_module(TEXT, "everyday.py")
PROGRAMS = {
    node.name: [
        (a.arg, ast.unparse(a.annotation).replace("List", "list").replace("Tuple", "tuple"))
        for a in node.args.args
        if a.annotation
    ]
    for node in ast.parse(TEXT).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
}
RUNS = 20
SQUARES = ("m", "g", "w", "d", "board", "grid", "matrix")
LETTERS = "aabbcz([)]{}IVXL "
# their wrong arguments are wrong for two reasons, and Python names the other
INEXACT = ("power_mod",)
ACYCLIC = ("all_paths", "longest_path")


def arguments(name: str, rng: random.Random) -> tuple[Any, ...]:
    """Arguments of the kind that a function's parameters are named for: grids, graphs, lists."""
    size = rng.choice((1, 2, 3, 4)) if name not in ("sudoku", "sudoku2") else 4
    return tuple(argument(parameter, type_, size, name, rng) for parameter, type_ in PROGRAMS[name])


def argument(parameter: str, type_: str, size: int, name: str, rng: random.Random) -> Any:
    """An argument; `size` is that of the graph or grid that stands among the others."""
    nodes = range(size)
    match parameter, type_:
        case "adj", "list[list[int]]":
            first = [i + 1 if name in ACYCLIC else 0 for i in nodes]
            return [[j for j in range(first[i], size) if j != i and rng.random() < 0.5]
                    for i in nodes]  # fmt: skip
        case "edges", _:
            return [[rng.randrange(size), rng.randrange(size)] for _ in range(3)]
        case "tree", _:
            return [[j if j < size else -1 for j in (2 * i + 1, 2 * i + 2)] for i in nodes]
        case "parent", _:
            return [rng.randrange(-1, i) if i else -1 for i in nodes]
        case "t", "list[list[int]]":
            return [[rng.randrange(9) for _ in range(i + 1)] for i in nodes]
        case _, "list[list[int]]" if parameter in SQUARES:
            cells = (0,) if name.startswith("sudoku") else (0, 1, 1, 2, 3)
            return [[rng.choice(cells) for _ in nodes] for _ in nodes]
        case ("n", "int") if any(other == "edges" for other, _ in PROGRAMS[name]):
            return size
        case ("s" | "t" | "r" | "c" | "u", "int") if _has_grid(name):
            return rng.randrange(size)
        case _:
            return _any_value(type_, rng)


def _has_grid(name: str) -> bool:
    return any(type_.startswith("list[list") for _, type_ in PROGRAMS[name])


def _any_value(type_: str, rng: random.Random) -> Any:
    if type_.startswith("list["):
        return [_any_value(type_[5:-1], rng) for _ in range(rng.choice((0, 1, 2, 3, 3, 4)))]
    if type_.startswith("tuple["):
        return tuple(_any_value(part, rng) for part in type_[6:-1].split(", "))
    if type_ == "str":
        return "".join(rng.choice(LETTERS) for _ in range(rng.choice((0, 1, 2, 3, 5))))
    return rng.random() < 0.5 if type_ == "bool" else rng.choice((0, 1, 2, 3, 4, 5, 7))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_function_of_every_day_agrees_with_cpython(name: str) -> None:
    graph, rng = compile_program(MODULE, name), random.Random(name)
    for _ in range(RUNS):
        args = arguments(name, rng)
        assert disagreement(graph, TEXT, name, args, exact=name not in INEXACT) is None, args


EXAMPLES: dict[str, tuple[tuple[Any, ...], Any]] = {
    "two_sum": (([2, 7, 11, 15], 9), [0, 1]),
    "balanced": (("{[()]}",), True),
    "flood": (([[1, 1, 0], [1, 0, 1]], 0, 0, 2), [[2, 2, 0], [2, 0, 1]]),
    "dijkstra": (([[0, 4, 1], [4, 0, 2], [1, 2, 0]], 0), [0, 3, 1]),
    "lru_misses": ((2, [1, 2, 1, 3, 2]), 4),
    "merge_intervals": (([[8, 10], [1, 3], [2, 6]],), [[1, 6], [8, 10]]),
    "to_roman": ((1994,), "MCMXCIV"),
    "from_roman": (("MCMXCIV",), 1994),
    "anagrams": (("listen", "silent"), True),
    "longest_palindrome": (("abacab",), "bacab"),
    "word_break_text": (("leetcode", ["leet", "code"]), True),
    "levenshtein": (("kitten", "sitting"), 3),
    "pascal": ((4,), [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]]),
    "permute": (([1, 2],), [[1, 2], [2, 1]]),
    "knapsack": (([1, 3, 4], [15, 20, 30], 4), 35),
    "spiral": (([[1, 2, 3], [4, 5, 6], [7, 8, 9]],), [1, 2, 3, 6, 9, 8, 7, 4, 5]),
    "rotate_image": (([[1, 2], [3, 4]],), [[3, 1], [4, 2]]),
    "sieve": ((20,), [2, 3, 5, 7, 11, 13, 17, 19]),
    "coprime_pairs": ((3,), [(1, 1), (1, 2), (1, 3), (2, 3)]),
    "power_mod": ((2, 100, 10**9 + 7), 976371285),
    "by_last_digit": (([21, 11, 30],), [30, 11, 21]),
    "caesar_cipher": (("xyz!", 3), "abc!"),
    "common_prefix": ((["flower", "flow", "flight"],), "fl"),
    "queens": ((6,), 4),
    "shortest_path": (([[0, 0, 1], [1, 0, 0], [1, 1, 0]],), 4),
    "islands": (([[1, 1, 0], [0, 0, 1]],), 2),
    "three_sum": (([-1, 0, 1, 2, -1],), [(-1, -1, 2), (-1, 0, 1)]),
    "kruskal": ((3, [(0, 1, 5), (1, 2, 1), (0, 2, 2)]), 3),
    "move_zeros": (([0, 1, 0, 3],), [1, 3, 0, 0]),
    "hanoi": ((2,), [(0, 1), (0, 2), (1, 2)]),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_every_day(name: str) -> None:
    args, wanted = EXAMPLES[name]
    result = run(compile_program(MODULE, name), plain(args)).result
    assert same(result, wanted)


# what people type, the code of the refusal, and what the repair says
REFUSED = {
    "a pair of two types": ("len([(a, xs)])", "CX309", "parallel lists"),
    "the bits as a text": ("bin(a).count('1')", "CX202", "x.bit_count()"),
    "square root": ("int(a ** 0.5)", "CX202", "math.isqrt(n)"),
    "infinity": ("max(xs, default=float('-inf'))", "CX202", "beyond all others"),
    "division": ("a / b", "CX202", "//"),
    "a starred element": ("[*xs, a]", "CX202", "join lists with `+`"),
    "distinct elements": ("len(set(xs))", "CX202", "if x not in seen: seen.append(x)"),
    "digits": ("sum(int(d) for d in str(a))", "CX202", "ord(c) - ord('0')"),
    "words": ("len('a b'.split())", "CX206", "words.append(word)"),
    "capitals": ("len('a'.upper())", "CX206", "chr(ord(c) - 32)"),
    "a heap": ("heapq.heappop(xs)", "CX204", "h.remove(x)"),
    "a counter": ("collections.Counter(xs)", "CX204", "xs.count(v)"),
}
UPDATED = """
def f(q: list[int]) -> list[int]:
    for u in q:
        if u > 0:
            q.append(u - 1)
    return q
"""
PAIRS = """
def f(n: int, runs: list[tuple[str, int]]) -> int:
    return n + len(runs)
"""


@pytest.mark.parametrize(("expression", "code", "repair"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_what_to_write(expression: str, code: str, repair: str) -> None:
    head = "def f(a: int, b: int, xs: list[int], g: list[list[int]]) -> int:\n"
    refused(f"{head}    return {expression}\n", code, repair)


@pytest.mark.parametrize(
    ("text", "code", "repair"),
    [(UPDATED, "CX402", "while i < len(q):"), (PAIRS, "CX302", "list[str], list[int]")],
)
def test_a_refused_statement_or_annotation_says_what_to_write(
    text: str, code: str, repair: str
) -> None:
    refused(text, code, repair)


def refused(text: str, code: str, repair: str) -> None:
    """Fail where a text is not refused with this code and a repair that says so."""
    with pytest.raises(NotInLanguage) as found:
        parse(text)
    assert found.value.code == code, found.value.show()
    assert repair in found.value.repair, found.value.show()


CHOICES = {
    "returned": "return (a, b) if a > b else (b, a)",
    "assigned": "c, d = (a, b) if a > b else (b, a + 1)\nreturn c, d",
    "nested": "return (a, 0) if a > b else (b, 1) if a < b else (7, 7)",
    "a call in an arm": "return _swapped(a, b) if a > b else (a, b)",
    "in a loop": (
        "while a > 0:\n    a, b = (a // 2, b + 1) if a % 2 else (a - 1, b)\nreturn a, b"
    ),
    "lists": (
        "xs, ys = ([a], [b]) if a > b else ([], [a, b])\nxs.append(1)\nreturn len(xs), len(ys)"),
}  # fmt: skip


@pytest.mark.parametrize("body", CHOICES.values(), ids=CHOICES)
def test_a_choice_between_tuples_is_an_if(body: str) -> None:
    text = (
        "def _swapped(a: int, b: int) -> tuple[int, int]:\n    return b, a\n\n"
        "def f(a: int, b: int) -> tuple[int, int]:\n    " + body.replace("\n", "\n    ") + "\n"
    )
    graph = parse(text, name="f")
    for args in ((3, 1), (1, 3), (2, 2), (0, 0)):
        assert disagreement(graph, text, "f", args) is None


def test_a_choice_between_tuples_of_one_list_is_no_copy() -> None:
    text = (
        "def f(xs: list[int], p: bool) -> int:\n"
        "    ys, n = (xs, 1) if p else ([], 2)\n"
        "    ys.append(n)\n    return len(xs) + len(ys)\n"
    )
    refused(text, "CX401", "[:]")


@pytest.mark.parametrize("op", ["any", "all"])
@pytest.mark.parametrize("args", [([],), ([[0, 2], [3]],), ([[], [0]],), ([[1], []],)])
def test_any_and_all_look_at_the_truth_of_what_a_list_holds(op: str, args: Any) -> None:
    text = (
        "def f(xss: list[list[int]]) -> list[bool]:\n"
        f"    return [{op}(xss), {op}([len(xs) for xs in xss])] + [{op}(xs) for xs in xss]\n"
    )
    assert disagreement(parse(text), text, "f", args) is None
