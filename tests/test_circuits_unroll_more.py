"""Circuits of textbook and random programs agree; known sizes and depths; limits and domains."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest
from gates import outcome, wrong
from hypothesis import given, settings

from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import simulate
from complexity.circuits.budget import Budget, Ended
from complexity.circuits.circuit import Circuit, Flag, Number, Several, arrange, circuit_of
from complexity.circuits.unroll.gates import STYLES
from complexity.circuits.unroll.oracle import EXHAUSTIVE, Oracle
from complexity.circuits.unroll.unroll import Unbounded
from complexity.language.graph import Graph
from complexity.python.parse import compile_program, parse, parse_module
from complexity.python.refusals import NotInLanguage
from complexity.tasks.find import programs_of
from complexity.testing.programs import Program, random_program
from complexity.testing.strategies import programs

MODULE = parse_module((Path(__file__).parent / "textbook.py").read_text(), "textbook.py")
TEXTBOOK = [name for name in MODULE.functions if not name.startswith("_")]
ENDLESS = {"collatz_length": (1, 2, 3), "ackermann": (2, 3)}  # sizes at which some run has no end
MANY = int(os.environ.get("PROGRAMS", "100"))
SMALL = {"limit": 100_000, "rounds": 200, "calls": 40}


def measured(text: str, n: int | None, w: int, style: str = "size", **more: Any) -> tuple[int, int]:
    """Size and depth."""
    aig = cone(circuit_of(parse(text), n, w, optimise=style, **more).aig)
    return aig.size, aig.depth


# ---------------------------------------------------------------- agreement


@pytest.mark.parametrize("name", TEXTBOOK)
def test_a_textbook_function_agrees(name: str):
    graph = compile_program(MODULE, name)
    for n, w in ((1, 1), (2, 2), (3, 2)):
        if n in ENDLESS.get(name, ()):
            with pytest.raises(Unbounded):
                circuit_of(graph, n, w, **SMALL)
            continue
        assert wrong(graph, n, w, STYLES[n % 2], most=48, draws=2, **SMALL)[1] == []


def agrees(program: Program, n: int, w: int, style: str) -> bool:
    """Whether the circuit of a random program agrees; True also where it is refused."""
    try:
        graph = parse(program.text, name=program.entry)
        found = wrong(graph, n, w, style, most=32, draws=2, **SMALL)[1]
    except (NotInLanguage, Unbounded):
        return True
    assert found == [], f"{found[:3]}\n\n{program.text}"
    return False


@pytest.mark.slow
@pytest.mark.parametrize("salt", range(4))
def test_random_programs_agree(salt: int):
    refused = 0
    for index in range(MANY // 4):
        program = random_program(random.Random(f"circuits {salt} {index}").randrange, 40)
        refused += agrees(program, 1 + salt % 2, 1 + index % 2, STYLES[salt // 2])
    assert refused <= MANY // 16


@settings(max_examples=MANY // 2)
@given(programs(30))
def test_programs_that_shrink_agree(program: Program):
    agrees(program, 2, 2, "size")


# ---------------------------------------------------------------- known circuits


@pytest.mark.parametrize("w", [1, 2, 3, 8])
def test_a_sum_of_ripples_takes_seven_gates_a_bit(w: int):
    text = "def f(a: int, b: int) -> int:\n    return a + b\n"
    assert measured(text, None, w) == (7 * w - 4, 2 * w)


@pytest.mark.parametrize("w", [4, 8, 16, 32])
def test_a_shallow_sum_and_a_shallow_comparison_grow_with_the_logarithm(w: int):
    text = "def f(a: int, b: int) -> int:\n    return a + b\n"
    assert measured(text, None, w, "depth")[1] <= 2 * w.bit_length() + 1
    text = "def f(a: int, b: int) -> bool:\n    return a < b\n"
    assert measured(text, None, w, "depth")[1] <= 2 * w.bit_length() - 1
    assert measured(text, None, w) == (4 * w - 3, 2 * w - 1)


@pytest.mark.parametrize("name", ["best_network", "batcher"])
@pytest.mark.parametrize("n", range(2, 9))
def test_a_network_of_bits_is_as_deep_as_its_layers(name: str, n: int):
    """On bits a comparator is an AND and an OR, side by side."""
    (program,) = (one for one in programs_of("sorting") if one.short == name)
    made = circuit_of(program.graph(n), n, 1)
    comparators, layers = counted(program.graph(n))
    assert (cone(made.aig).size, cone(made.aig).depth) == (2 * comparators, layers)


def counted(graph: Graph) -> tuple[int, int]:
    """The comparators of a network, and its layers."""
    left, right = (arg.value for arg in graph.entry.body.nodes[0].args[:2])  # type: ignore[union-attr]
    busy: dict[int, int] = {}
    for one, other in zip(left, right, strict=True):
        busy[one] = busy[other] = max(busy.get(one, 0), busy.get(other, 0)) + 1
    return len(left), max(busy.values())


@pytest.mark.parametrize("w", range(1, 9))
def test_a_table_is_as_deep_as_the_logarithm_of_its_entries(w: int):
    rng = random.Random(w)
    table = [rng.randrange(2) for _ in range(1 << w)]
    size, depth = measured(f"def f(k: int) -> int:\n    return {table}[k]\n", None, w)
    assert depth <= 2 * w
    assert size < 3 << w


def test_equal_parts_of_a_table_are_shared():
    halves = [0, 1, 1, 0, 1, 0, 0, 1] * 8
    assert measured(f"def f(k: int) -> int:\n    return {halves}[k]\n", None, 6) == (6, 4)


def test_loops_that_do_the_same_are_one_circuit():
    """A bubble sort on constants' places is a network: no index is left."""
    (bubble,) = (one for one in programs_of("sorting") if one.short == "bubble")
    for n in range(2, 7):
        assert cone(circuit_of(bubble.graph(n), n, 1).aig).size == n * (n - 1)


def test_all_over_a_list_is_a_tree():
    text = "def f(a: list[bool]) -> bool:\n    return all(x for x in a)\n"
    assert measured(text, 8, 1) == (7, 3)


# ---------------------------------------------------------------- domains, names, failures


def value(circuit: Circuit, *args: Any) -> Any:
    """What a circuit yields for plain arguments."""
    bits: dict[int, int] = {}
    for symbolic, plain in zip(circuit.arguments, args, strict=True):
        bits |= arrange(symbolic, plain)
    columns = [bits.get(2 * variable, 0) for variable in circuit.aig.inputs]
    values = simulate(circuit.aig, columns, 1)
    return outcome(circuit, lambda lit: values[lit >> 1] ^ lit & 1)


def test_inputs_are_named_and_ordered_as_the_parameters():
    graph = parse("def f(a: list[int], b: bool, c: int) -> list[bool]:\n    return [b, c < a[0]]\n")
    circuit = circuit_of(graph, 2, 2, names=("a", "b", "c"))
    assert circuit.aig.input_names == ["a[0].0", "a[0].1", "a[1].0", "a[1].1", "b", "c.0", "c.1"]
    assert circuit.aig.output_names == ["y[0]", "y[1]", "undefined"]
    assert value(circuit, [2, 0], True, 1) == ([True, True],)


def test_a_domain_narrows_words_and_lets_loops_end():
    text = """def f(n: int) -> int:
    s = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        s += 1
    return s
"""
    with pytest.raises(Unbounded, match=r"line 3: the loop was unrolled 50 rounds"):
        circuit_of(parse(text), None, 3, rounds=50)
    circuit = circuit_of(parse(text), domains=[Number(1, 9)])
    assert [value(circuit, n) for n in range(1, 10)] == [
        (s,) for s in (0, 1, 7, 2, 5, 8, 16, 3, 19)
    ]
    assert circuit.aig.output_names[-1] == "invalid"


def test_lists_of_any_length_up_to_a_size():
    graph = parse("def f(a: list[int]) -> int:\n    return sum(a) * len(a)\n")
    circuit = circuit_of(graph, domains=[Several(3, Number(-2, 1), 0)])
    for xs in ([], [1], [-2, 1], [-2, -2, -2]):
        assert value(circuit, xs) == (sum(xs) * len(xs),)
    graph = parse("def f(a: list[bool]) -> bool:\n    return a[1]\n")
    circuit = circuit_of(graph, domains=[Several(2, Flag(), 1)])
    assert value(circuit, [True]) == "index"
    assert value(circuit, [False, True]) == (True,)


@pytest.mark.parametrize(
    ("text", "failures"),
    [
        ("def f(a: int) -> int:\n    return 8 // a\n", {0: "division"}),
        ("def f(a: int) -> int:\n    return [5, 6, 7][a]\n", {3: "index"}),
        ("def f(a: int) -> int:\n    assert a != 2\n    return 1 << 61 + a\n",
         {2: "assertion", 3: "overflow"}),
        ("def f(a: int) -> int:\n    return 1 << a - 1\n", {0: "value"}),
        ("def f(a: int) -> int:\n    x, y = [1] * a\n    return x + y\n",
         {0: "unpack", 1: "unpack", 3: "unpack"}),
        ("def f(a: int) -> int:\n    return next(x for x in range(9) if x * a > 8)\n",
         {0: "value", 1: "value"}),
    ],
)  # fmt: skip
def test_errors_are_outputs_by_family(text: str, failures: dict[int, str]):
    circuit = circuit_of(parse(text), None, 2)
    found = {a: value(circuit, a) for a in range(4) if isinstance(value(circuit, a), str)}
    assert found == failures
    assert {code for code, _ in circuit.errors} == set(failures.values())


def test_what_cannot_fail_has_no_failure():
    text = """def f(a: list[int], i: int) -> int:
    while i > 0 and a[i - 1] < 2:
        i -= 1
    return i
"""
    circuit = circuit_of(parse(text), 4, 2)
    assert circuit.undefined == 0
    assert not circuit.errors


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        ("def f(a: int) -> int:\n    while a < 9:\n        a = a\n    return a\n", {"rounds": 9},
         "line 2: the loop was unrolled 9 rounds, 3 gates so far, and may go on: take a smaller"),
        ("def f(a: int) -> int:\n    return f(a) + 1\n", {"calls": 9},
         "line 1: the recursion of 'f' is 9 calls deep and may go on: take a smaller"),
        ("def f(a: int) -> int:\n    return sum(i * a for i in range(a * a))\n", {"rounds": 9},
         "line 2: the loop has up to 225 rounds, and the limit is 9: take a smaller"),
        ("def f(a: int) -> int:\n    return a if a < 2 else f(a - 1) + f(a - 2)\n", {"nodes": 99},
         "line 2: 99 steps were unrolled, 266 gates so far, and more may follow: take a smaller"),
        ("def f(a: int) -> list[int]:\n    return [0] * (a << a)\n", {},
         "line 2: a list has up to 491,520 elements, and the limit is 65,536: take a smaller"),
        ("def f(a: int, b: int) -> int:\n    return a * b % 77 * a\n", {"limit": 9},
         "line 2: the circuit reaches 9 gates, its limit: take a smaller size or width"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(text: str, limits: dict[str, int], message: str):
    with pytest.raises(Unbounded) as refusal:
        circuit_of(parse(text), None, 4, **limits)
    assert str(refusal.value).startswith(message)


def test_a_list_needs_a_size_and_a_style_has_a_name():
    graph = parse("def f(a: list[int]) -> int:\n    return len(a)\n")
    with pytest.raises(ValueError, match="say which n"):
        circuit_of(graph)
    with pytest.raises(ValueError, match="'speed' is no style"):
        circuit_of(graph, 1, optimise="speed")


def test_a_recursion_as_deep_as_its_argument_is_unrolled():
    graph = parse("def f(a: int) -> int:\n    return 0 if a == 0 else 1 + f(a - 1)\n")
    circuit = circuit_of(graph, None, 8)
    assert [value(circuit, a) for a in (0, 1, 77, 255)] == [(0,), (1,), (77,), (255,)]


def test_a_list_that_doubles_is_refused_at_its_limit():
    text = """def f(n: int) -> list[int]:
    xs = [1]
    while len(xs) < n:
        xs = xs + xs
    return xs
"""
    with pytest.raises(Unbounded, match="line 4: a list has up to 131,072 elements"):
        circuit_of(parse(text), None, 64)
    circuit = circuit_of(parse(text), None, 4)
    assert [len(value(circuit, n)[0]) for n in (0, 1, 2, 3, 5, 15)] == [1, 1, 2, 4, 8, 16]


def test_a_budget_ends_an_unrolling():
    text = "def f(a: int) -> int:\n    for i in range(4000):\n        a = a * a % 7\n    return a\n"
    with pytest.raises(Ended, match="seconds ended"):
        circuit_of(parse(text), None, 16, budget=Budget(0.05))


# ---------------------------------------------------------------- the oracle


@pytest.mark.parametrize("inputs", [EXHAUSTIVE, EXHAUSTIVE + 8])
def test_the_oracle_finds_the_one_input_in_many(inputs: int):
    aig = Aig()
    lits = [aig.input() ^ (at & 1) for at in range(inputs)]
    found = lits[0]
    for lit in lits[1:]:
        found = aig.and_(found, lit)
    parity = lits[0]
    for lit in lits[1:]:
        parity = aig.xor(parity, lit)
    oracle = Oracle(aig)
    assert oracle.possible(found)
    both = [aig.and_(found, parity ^ one) for one in (0, 1)]
    assert sorted(map(oracle.possible, both)) == [False, True]
    assert oracle.possible(aig.and_(lits[0], lits[1] ^ 1))


def test_a_solver_settles_what_patterns_do_not():
    """Two euclids of 4 bits each have 16 inputs: their loops end by proof."""
    text = """def f(a: int, b: int, c: int, d: int) -> int:
    while b:
        a, b = b, a % b
    while d:
        c, d = d, c % d
    return a + c
"""
    graph = parse(text)
    assert wrong(graph, None, 4, "size", most=200)[1] == []
