"""A function with one call site is written in place: the same code, no slower, the same meaning."""

from __future__ import annotations

import copy
import os
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from complexity.cli.main import main
from complexity.encoding import decode, encode, weigh
from complexity.encoding.languages import lengths, version
from complexity.encoding.library import gather
from complexity.language.check import check
from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Region, literal, walk
from complexity.language.naming import variables
from complexity.language.normal import normal_form as normal
from complexity.language.normal.call_cycles import on_cycles
from complexity.language.normal.normal_form import normalise
from complexity.language.normal.rules.inlining import inline
from complexity.language.text.writing import read_one
from complexity.language.types import BOOL, INT
from complexity.machine.evaluate import Machine, run
from complexity.python.module import parse_module
from complexity.python.parse import compile_program, compile_word, lower, parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.semantics.tape import SeededTape, TapeTree
from complexity.testing.programs import Program, Writer

MANY = int(os.environ.get("PROGRAMS", "300"))
LIMITS = Limits(fuel=50_000, memory=10**6, depth=100)
STOPS = ("fuel", "memory", "recursion", "overflow")


# -- what is written in place ----------------------------------------------------------------------

SAME = {
    "a value": (
        "return _g(n) + 1", "def _g(x: int) -> int:\n return x * x",
        "return n * n + 1"),
    "local names": (
        "return _g(n + 1, n)", "def _g(n: int, m: int) -> int:\n k = n * n\n return k - m",
        "x = n + 1\nk = x * x\nreturn k - n"),
    "a literal for an argument": (
        "return _g(n, 3)", "def _g(x: int, y: int) -> int:\n return x * (y + y)",
        "return n * 6"),
    "an argument that is not used": (
        "return _g(n * n, n)", "def _g(x: int, y: int) -> int:\n return y + 1",
        "return n + 1"),
    "several results": (
        "x, y = _g(n)\nreturn x - y", "def _g(x: int) -> tuple[int, int]:\n return x * x, -x",
        "return n * n - -n"),
    "a list that it updates": (
        "_g(a, n)\nreturn a[0]", "def _g(b: list[int], i: int) -> None:\n b[i] = 7\n b.append(i)",
        "a[n] = 7\na.append(n)\nreturn a[0]"),
    "a result and a list that it updates": (
        "x = _g(a)\nreturn x + len(a)", "def _g(b: list[int]) -> int:\n return b.pop()",
        "x = a.pop()\nreturn x + len(a)"),
    "a loop": (
        "return _g(a, n) * n",
        "def _g(b: list[int], m: int) -> int:\n s = 0\n for x in b:\n  if x > m:\n   s += x\n"
        " return s",
        "s = 0\nfor x in a:\n    if x > n:\n        s += x\nreturn s * n"),
    "in a loop": (
        "s = 0\nfor x in a:\n    s = _g(s, x, n)\nreturn s",
        "def _g(s: int, x: int, n: int) -> int:\n while s > n:\n  s -= x\n return s + x",
        "s = 0\nfor x in a:\n    while s > n:\n        s -= x\n    s = s + x\nreturn s"),
    "in a test and in arms": (
        "while n > 0 and _p(n):\n    n -= 1\nif n > 2:\n    n = _g(n)\nelse:\n    n = _h(n)\n"
        "return n",
        "def _p(x: int) -> bool:\n return x % 3 != 0\ndef _g(x: int) -> int:\n return x * x\n"
        "def _h(x: int) -> int:\n return x - 7",
        "while n > 0 and n % 3 != 0:\n    n -= 1\nif n > 2:\n    n = n * n\nelse:\n    n = n - 7\n"
        "return n"),
    "in a comprehension": (
        "return sum([_g(x, n) for x in a])", "def _g(x: int, m: int) -> int:\n return x * x - m",
        "return sum([x * x - n for x in a])"),
    "as a key": (
        "return min(a, key=_g)", "def _g(x: int) -> int:\n return (x - 3) * (x - 3)",
        "return min(a, key=lambda x: (x - 3) * (x - 3))"),
    "one in another": (
        "return _g(n)", "def _g(x: int) -> int:\n return _h(x, 2) + 1\n"
        "def _h(y: int, z: int) -> int:\n return y * z", "return n * 2 + 1"),
    "equal calls": (
        "return _g(n) - _g(n) * n", "def _g(x: int) -> int:\n return x * x + 1",
        "x = n * n + 1\nreturn x - x * n"),
    "a call that nothing needs beside one": (
        "_g(3)\nreturn _g(n)", "def _g(x: int) -> int:\n return x * x", "return n * n"),
    "an exchange": (
        "if a[0] > a[n]:\n    _g(a, 0, n)\nreturn a[0]",
        "def _g(b: list[int], i: int, j: int) -> None:\n b[i], b[j] = b[j], b[i]",
        "if a[0] > a[n]:\n    a[0], a[n] = a[n], a[0]\nreturn a[0]"),
    "marks": (
        "return _g(n) + n", "def _g(x: int) -> int:\n return candidate(x * x)",
        "return candidate(n * n) + n"),
    "draws": (
        "return _g(6) - n", "def _g(x: int) -> int:\n return randrange(x) + randrange(x)",
        "return randrange(6) + randrange(6) - n"),
}  # fmt: skip
HEAD = "def f(a: list[int], n: int) -> int:\n    "


def program(body):
    return HEAD + body.replace("\n", "\n    ") + "\n"


@pytest.mark.parametrize(("body", "helpers", "plain"), SAME.values(), ids=SAME.keys())
def test_a_helper_called_once_costs_what_it_costs_in_place(body, helpers, plain):
    made, wanted = parse(program(body) + helpers, name="f"), parse(program(plain))
    assert made == wanted
    assert weigh(made) == weigh(wanted)
    first, second = (run(g, [[5, 1, 4], 2], tape=SeededTape(1)) for g in (made, wanted))
    assert (first.result, first.time, first.memory, first.candidates) == (
        second.result, second.time, second.memory, second.candidates
    )  # fmt: skip


def test_the_time_falls_by_a_step_for_each_call_and_the_memory_by_a_word():
    text = program("for x in a:\n    n += _g(x)\nreturn n") + "def _g(x: int) -> int:\n return -x"
    raw, made = lower(parse_module(text), "f"), parse(text, name="f")
    before, after = (run(graph, [[5, 1, 4], 2]) for graph in (raw, made))
    assert before.result == after.result
    assert (before.time, before.memory) == (after.time + 3, after.memory + 1)
    assert before.by_op["call"] - after.by_op["call"] == 3


STAYS = {
    "two calls": (
        "return _g(n) + _g(n + 1)", "def _g(x: int) -> int:\n return x * x", ["f", "_g"]),
    "recursion": (
        "return _g(n)", "def _g(x: int) -> int:\n return _g(x - 1) if x > 0 else 0", ["f", "_g"]),
    "mutual recursion": (
        "return _g(n)",
        "def _g(x: int) -> int:\n return _h(x) + 1\n"
        "def _h(x: int) -> int:\n return _g(x - 1) if x > 0 else 0", ["f", "_g", "_h"]),
    "what calls a cycle is not on it": (
        "return _k(n)",
        "def _k(x: int) -> int:\n return _g(x) * x\n"
        "def _g(x: int) -> int:\n return _g(x - 1) if x > 0 else 0", ["f", "_g"]),
    "what a cycle calls is not on it": (
        "return _g(n)",
        "def _g(x: int) -> int:\n return _g(x - 1) if x > 0 else _k(x)\n"
        "def _k(x: int) -> int:\n return x * x", ["f", "_g"]),
    "one that is called once, of a function called twice": (
        "return _g(n) + _g(n + 1)",
        "def _g(x: int) -> int:\n return _h(x) * 2\ndef _h(x: int) -> int:\n return -x",
        ["f", "_g"]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "helpers", "names"), STAYS.values(), ids=STAYS.keys())
def test_what_stays_a_function(body, helpers, names):
    made = parse(program(body) + helpers, name="f")
    assert [function.name for function in made.functions] == names


def test_a_recursive_entry_stays_as_it_is():
    text = (
        "def f(a: list[int], n: int) -> int:\n a[0] = n\n return f(a, n - 1) if n > 0 else a[0]\n"
    )
    assert [function.name for function in parse(text).functions] == ["f", "f"]
    plain = "def f(n: int) -> int:\n return f(n - 1) if n > 0 else 0\n"
    assert [function.name for function in parse(plain).functions] == ["f"]


def test_a_function_of_another_file_stays():
    text = "function f(%0: int) -> int{}\n %1 = call g %0\n return %1\n" \
        "function g(%0: int) -> int{}\n %1 = neg %0\n return %1\n"  # fmt: skip
    for first, second, count in (("", "", 1), (' from "a"', ' from "a"', 1), ("", ' from "a"', 2)):
        assert len(normalise(read_one(text.format(first, second))).functions) == count


def nested(depth, inside=()):
    """Branches in branches, each on a test of its own, with nodes in the innermost arm."""
    nodes, results = inside, (inside[-1].outs[0],) if inside else (literal(1),)
    for at in range(depth):
        arm, other = Region((), (), nodes, results), Region((), (), (), (literal(at + 2),))
        test, out = 2 * at + 1, 2 * at + 2
        asked = Node("lt", (0, literal(at)), (test,), (BOOL,))
        nodes = (asked, Node("branch", (test,), (out,), (INT,), None, (arm, other)))
        results = (out,)
    return Region((0,), (INT,), nodes, results)


@pytest.mark.slow
@pytest.mark.parametrize(("outer", "inner", "count"), [(200, 200, 1), (201, 200, 2), (1, 400, 2)])
def test_regions_nest_no_deeper_than_they_may(outer, inner, count):
    call = Node("call", (0,), (9_999,), (INT,), 1)
    graph = Graph((
        Function("f", nested(outer, (call,)), (INT,)), Function("g", nested(inner), (INT,)),
    ))  # fmt: skip
    made = normalise(graph)
    check(made)
    assert len(made.functions) == count


def test_the_depth_of_calls_is_reached_later():
    text = "def f(n: int) -> int:\n return _g(n)\ndef _g(n: int) -> int:\n return _h(n) + 1\n" \
        "def _h(n: int) -> int:\n return n * 2\n"  # fmt: skip
    shallow = Limits(depth=1)
    assert run(parse(text, name="f"), [3], limits=shallow).result == 7
    with pytest.raises(Undefined) as stopped:
        run(lower(parse_module(text), "f"), [3], limits=shallow)
    assert stopped.value.code == "recursion"


@pytest.mark.parametrize(
    ("calls", "cyclic"),
    [
        ([[]], []), ([[0]], [0]), ([[1], [0]], [0, 1]), ([[1], [2], []], []),
        ([[1, 2], [3], [3], []], []), ([[1], [2], [1, 3], [4], [5], [4]], [1, 2, 4, 5]),
        ([[1, 1], [2], [0]], [0, 1, 2]),
    ],
)  # fmt: skip
def test_cycles_of_calls(calls, cyclic):
    assert sorted(on_cycles(calls)) == cyclic


def test_a_chain_of_5_000_functions():
    negated = Node("neg", (0,), (1,), (INT,))
    calls = [Node("call", (1,), (2,), (INT,), at + 1) for at in range(5_000)]
    functions = [
        Function(f"g{at}", Region((0,), (INT,), (negated, call), (2,)), (INT,))
        for at, call in enumerate(calls)
    ]
    last = Function("last", Region((0,), (INT,), (), (0,)), (INT,))
    (made,) = normalise(Graph((*functions, last))).functions
    assert len(made.body.nodes) == 5_000


# -- lines and names -------------------------------------------------------------------------------


def test_what_is_written_in_place_keeps_its_lines_and_names():
    text = """
def f(a: list[int], n: int) -> int:
    total = _g(a, n + 1)
    return total * n
def _g(a: list[int], limit: int) -> int:
    s = _h(limit)
    unused = 3
    for x in a:
        s += x
    return s
def _h(y: int) -> int:
    return y * y
"""
    (made,) = parse(text, name="f").functions
    assert [node.line for node in walk(made.body)] == [3, 12, 8, 9, 4]
    assert variables(made) == {
        "_g.a": (0,), "a": (0,), "n": (1,), "_g.limit": (2,), "_h.y": (2,), "_g.s": (3, 4, 6, 7),
        "total": (4,), "_g.x": (5,), "_g.unused": (),
    }  # fmt: skip
    found = run(parse(text, name="f"), [[1, 2, 3], 4])
    assert {line: time for (_, line), (_, time) in found.by_line.items()} == {
        2: 1, 3: 1, 4: 1, 8: 3, 9: 3, 12: 1
    }  # fmt: skip


# -- given words -----------------------------------------------------------------------------------

WORDS = """
def f(a: list[int]) -> int:
    return word(a) + other(a) + take(a)
def word(a: list[int]) -> int:
    return _hidden(a) * _own(a)
def other(a: list[int]) -> int:
    return _hidden(a) - 1
def take(a: list[int]) -> int:
    return a.pop()
def _hidden(a: list[int]) -> int:
    return a[0] * a[1] + 7
def _own(a: list[int]) -> int:
    return a[1] * a[1]
"""


@pytest.mark.parametrize(
    "given",
    [("word",), ("other", "word"), ("take",), ("word", "other", "take"), ("_hidden",),
     ("word", "_hidden")],
)  # fmt: skip
def test_a_word_is_one_function_in_all_programs(given):
    module = parse_module(WORDS, "words.py")
    library = gather({word: compile_word(module, word, given) for word in given})
    graph = compile_program(module, "f", given)
    assert {function.word for function in graph.functions if function.word} == set(given)
    assert decode(encode(graph, library), library) == graph
    assert weigh(graph, library).value < weigh(compile_program(module, "f")).value
    for word, cost in lengths(library).items():
        assert cost.value > 1, word
    assert version(library) == version(gather({w: compile_word(module, w, given) for w in given}))


def test_a_given_function_stays_and_so_does_what_it_calls():
    module = parse_module(WORDS, "words.py")
    made = compile_program(module, "f", ("word",))
    assert [(f.name, f.given) for f in made.functions] == [
        ("f", False), ("word", True), ("_own", True), ("_hidden", True)
    ]  # fmt: skip


# -- branches that would wait longer ---------------------------------------------------------------

LATE = """
def f(a: list[int], i: int, p: bool) -> int:
    k = i * i * i * i % 3
    if p:
        {}
    return a[1]
"""
PUT = "def _put(a: list[int], i: int, v: int) -> None:\n    a[i] = v\n"


def span(text, args):
    return run(parse(text, name="f"), args, measures=frozenset({"span"})).span


def test_a_call_in_an_arm_stays_where_the_list_would_wait_for_an_address():
    called, plain = LATE.format("_put(a, k, 5)") + PUT, LATE.format("a[k] = 5")
    assert len(parse(called, name="f").functions) == 2
    args = [[1, 2, 3], 2, False]
    assert span(called, args) < span(plain, args)  # what it would be in place


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LATE.format("_put(a, 0, 5)"), id="a literal"),
        pytest.param(LATE.format("_put(a, i, 5)"), id="an argument of the program"),
        pytest.param(LATE.format("_put(a, k + 1, 5)"), id="an address from inside the arm"),
        pytest.param(
            LATE.replace("if p", "if a[k] > 3").format("_put(a, k, 5)"), id="a test of it"),
        pytest.param(
            LATE.replace("if p", "if k > 1 and p").format("_put(a, k, 5)"), id="a test before it"),
        pytest.param(
            LATE.replace("if p", "for k in range(i):\n     if p").format(" _put(a, k, 5)"),
            id="an index of a loop"),
        pytest.param(
            LATE.replace("if p:", "while p:\n        p = not p").format("_put(a, k, 5)"),
            id="no branch"),
    ],
)  # fmt: skip
def test_a_call_in_an_arm_is_written_in_place_where_nothing_waits_longer(text):
    made = parse(text + PUT, name="f")
    assert len(made.functions) == 1
    for p in (False, True):
        for i in (0, 1):
            raw = lower(parse_module(text + PUT), "f")
            before, after = (
                run(graph, [[1, 2, 3], i, p], measures=frozenset({"span"})) for graph in (raw, made)
            )
            assert after.result == before.result
            assert after.time <= before.time
            assert after.span <= before.span


def test_calls_in_both_arms_stay_or_go_together():
    text = LATE.format("_put(a, k, 5)\n    else:\n        _too(a, k, 7)") + PUT
    second = PUT.replace("_put", "_too")
    for more in (text + second, second + text):
        assert len(parse(more, name="f").functions) == 3


HELPERS = {
    "_swap": "def _swap{n}(a: list[int], i: int, j: int) -> None:\n    a[i], a[j] = a[j], a[i]\n",
    "_put": "def _put{n}(a: list[int], i: int, j: int) -> None:\n    a[i] = j\n",
    "_cond": "def _cond{n}(a: list[int], i: int, j: int) -> None:\n    if a[i] > {d}:\n"
    "        a[j] = a[i]\n",
}
ADDRESSES = ("0", "1", "i", "j", "k", "(i * i * i) % 3", "(k * k * k) % 3", "x % 3")
TESTS = ("p", "a[i] > a[j]", "i > 0", "k > j", "p and i > 0", "a[k] > x", "n > 2")


def conditional_updates(rng):
    """A program that updates one list in arms, by helpers that are each called once."""
    helpers = []

    def arm(indent, depth):
        kind = rng.random()
        i, j = rng.choice(ADDRESSES), rng.choice(ADDRESSES)
        if kind < 0.55:
            name = rng.choice(list(HELPERS))
            helpers.append(HELPERS[name].format(n=len(helpers), d=rng.randrange(3)))
            return [f"{indent}{name}{len(helpers) - 1}(a, {i}, {j})"]
        if kind < 0.75 and depth < 2:
            return choice(indent, depth + 1)
        return [f"{indent}a[{i}] = {j}" if kind < 0.9 else f"{indent}x = x + 1"]

    def choice(indent, depth=0):
        lines = [f"{indent}if {rng.choice(TESTS)}:", *arm(indent + "    ", depth)]
        other = [f"{indent}else:", *arm(indent + "    ", depth)] if rng.random() < 0.5 else []
        return lines + other

    lines = ["def f(a: list[int], i: int, j: int, p: bool, n: int) -> int:"]
    lines += ["    k = (i * j * i * j + n * n) % 3", "    x = a[0] * a[1]"]
    if rng.random() < 0.5:
        lines += ["    for m in range(n):", *rng.choice(([], ["        i = m"]))]
        lines += choice("        ")
    else:
        lines += choice("    ") + choice("    ")
    return "\n".join([*helpers, *lines, "    return a[0] * 3 + a[1] * 5 + a[2]\n"])


@pytest.mark.slow
def test_conditional_updates_by_helpers_are_never_slower_in_place():
    stay = gone = 0
    for seed in range(MANY // 2):
        rng = random.Random(seed)
        text = conditional_updates(rng)
        raw, made = lower(parse_module(text), "f"), parse(text, name="f")
        stay, gone = stay + len(made.functions) - 1, gone + len(raw.functions) - len(made.functions)
        machines = [Machine(graph, measures=frozenset({"span"})) for graph in (raw, made)]
        for _ in range(3):
            numbers = [rng.randrange(4) for _ in range(3)]
            args = (
                numbers,
                rng.randrange(3),
                rng.randrange(3),
                rng.random() < 0.5,
                rng.randrange(5),
            )
            not_slower(*(outcome(machine, args) for machine in machines), text)
    assert stay > MANY // 30
    assert gone > MANY // 3


def outcome(machine, args, tape=None):
    """A run, or the code of what stopped it."""
    try:
        return machine.run(copy.deepcopy(args), tape=tape, limits=LIMITS)
    except Undefined as failure:
        return failure.code


def not_slower(before, after, text):
    """Fail where the second of two runs differs in more than it may; whether both ended well."""
    stopped = [found for found in (before, after) if isinstance(found, str)]
    if stopped:
        assert len(stopped) == 2 or stopped[0] in STOPS, text
        return False
    assert (after.result, after.draws) == (before.result, before.draws), text
    assert after.candidates <= before.candidates, text
    assert after.time <= before.time, text
    assert after.span <= before.span, text
    return True


# -- random programs -------------------------------------------------------------------------------


class Helped(Writer):
    """Programs with helpers that are each called once at most, and often."""

    def program(self) -> Program:
        """A whole program."""
        texts = [self.function(f"_h{at}", False, False) for at in range(1 + self.choose(3))]
        texts.append(self.function("program", True, False))
        arguments = tuple(
            tuple(self.value(type_) for type_ in self.params.values()) for _ in range(3)
        )
        return Program("\n\n".join(texts), "program", arguments)

    def call(self, scope, level, helpers, plain):
        """A call of a helper, which is then no more."""
        text = super().call(scope, level, helpers, plain)
        self.helpers = [one for one in self.helpers if one.name != text.partition("(")[0]]
        return text

    def weighted(self, rows):
        """Mostly a call, where there may be one."""
        calls = [row for row in rows if "call" in row.template]
        return super().weighted(calls if calls and self.choose(4) == 0 else rows)


def helped(count, salt):
    """Random programs with helpers: as they are written, and in their normal forms."""
    for index in range(count):
        made = Helped(random.Random(f"helped {salt} {index}").randrange, 30).program()
        try:
            raw = lower(parse_module(made.text), "program")
        except NotInLanguage as refusal:
            if refusal.code.startswith("CX4"):
                continue
            raise
        if len(raw.functions) > 1:
            yield made, raw, normalise(raw)


def apart(graph, monkeypatch):
    """The normal form of a graph in which no function is written in place."""
    with monkeypatch.context() as patched:
        patched.setattr(normal, "inline", lambda graph: graph)
        return normalise(graph)


@pytest.mark.slow
def test_nothing_is_slower_or_means_another_thing_in_place(monkeypatch):
    ran = written = others = 0
    for made, raw, graph in helped(MANY // 4, 1):
        alone = apart(raw, monkeypatch)
        check(graph)
        assert normalise(graph) == graph, made.text
        others += normalise(alone) != graph
        if len(graph.functions) == len(alone.functions) or "randrange" in made.text:
            continue
        written += 1
        spans = frozenset({"span"})
        first, second, third = (Machine(g, measures=spans) for g in (raw, alone, graph))
        for args in made.arguments:
            last = outcome(third, args)
            ran += not_slower(outcome(first, args), last, made.text)
            not_slower(outcome(second, args), last, made.text)
    assert written > MANY // 20
    assert ran > MANY // 10
    # rules before or after make one graph, but for branches kept for their effects alone
    assert others <= MANY // 50


def distribution(graph, args):
    """What may come of a program that draws, with its chances; None where tapes are many.

    Beside it the expected time, span, draws and candidates of the runs that do not fail: what
    nothing needs any more takes its draws and its marks with it, in place as elsewhere.
    """
    machine, tree = Machine(graph, measures=frozenset({"span"})), TapeTree()
    found: Counter[str] = Counter()
    costs = [Fraction(0)] * 4
    for _ in range(500):
        ended, chance = outcome(machine, args, tree), Fraction(1, tree.outcomes)
        if isinstance(ended, str):
            found["failed" if ended not in STOPS else "stopped"] += chance
        else:
            found[repr(ended.result)] += chance
            spent = (ended.time, ended.span, sum(ended.draws.values()), ended.candidates)
            costs = [cost + chance * more for cost, more in zip(costs, spent, strict=True)]
        if not tree.advance():
            return found, costs
    return None


@pytest.mark.slow
def test_the_distribution_of_results_is_the_same_in_place(monkeypatch):
    told = 0
    for made, raw, graph in helped(MANY // 2, 2):
        if "randrange" not in made.text or len(graph.functions) == len(raw.functions):
            continue
        for args in made.arguments[:2]:
            all_three = [distribution(g, args) for g in (raw, apart(raw, monkeypatch), graph)]
            if None in all_three or any("stopped" in found for found, _ in all_three):
                continue
            last, costs = all_three[2]
            told += last["failed"] != 1
            for before, more in all_three[:2]:
                assert last == before, made.text
                assert all(now <= then for now, then in zip(costs, more, strict=True)), made.text
    assert told > MANY // 50


@pytest.mark.slow
def test_writing_in_place_alone_is_well_formed():
    for made, raw, _ in helped(MANY // 6, 3):
        written = inline(normal._ordered(raw))
        check(Graph(written.functions))
        assert normalise(written) == normalise(raw), made.text


# -- commands --------------------------------------------------------------------------------------


def test_accounts_of_lines_show_the_helper_that_was_written_in_place(tmp_path: Path, capsys):
    path = tmp_path / "mine.py"
    path.write_text(
        "def f(n: int) -> int:\n    k = 3\n    return _g(n * n) + n * n\n\n\n"
        "def _g(x: int) -> int:\n    done = x > 2\n    return x + 1\n"
    )
    assert main(["explain", f"{path}::f", "-n", "2"]) == 0
    told = capsys.readouterr().out
    assert "8      return x + 1" in told
    assert "not kept: _g.done, k" in told
