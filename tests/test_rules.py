"""The rules of the normal form: what they make of a program, and that they cost nothing.

A rule changes neither results, failures nor candidates, and lengthens neither time nor span.
That is held on the idioms and on random programs: each is read with and without the rules, and
both graphs are run.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from idioms import SEEN, TRAPS
from oracle import Constant

from complexity.language.failures import Undefined
from complexity.language.graph import Graph, walk
from complexity.language.marks import is_mark
from complexity.language.normal import normal_form as normal
from complexity.language.ops import OPS
from complexity.language.text.writing import write
from complexity.machine.evaluate import run
from complexity.python.module import names, parse_module
from complexity.python.parse import compile_program, parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.testing.programs import random_program

MANY = int(os.environ.get("PROGRAMS", "300"))
LIMITS = Limits(fuel=50_000, memory=10**5, depth=100)
STOPPED = ("fuel", "memory", "recursion", "overflow")


def with_and_without(text: str, name: str) -> tuple[Graph, Graph] | None:
    """The graphs of a program without and with the rules; None where it is refused."""
    module = parse_module(text, "<text>")
    rules = normal.apply_rules
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(normal, "apply_rules", lambda function, known, functions: function)
            plain = compile_program(module, name)
        assert normal.apply_rules is rules
        return plain, compile_program(module, name)
    except NotInLanguage:
        return None


def outcome(graph: Graph, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The result, candidates, time and span of a run; how it ended where it has none."""
    try:
        found = run(graph, copy.deepcopy(args), tape=Constant(7), limits=LIMITS)
    except Undefined as error:
        return ("stopped",) if error.code in STOPPED else ("failed",)
    return found.result, found.candidates, found.time, found.span


def costs_no_more(graphs: tuple[Graph, Graph], inputs: Any, text: str) -> None:
    """Fail where the rules change what a program does, or make it dearer."""
    for args in inputs:
        before, after = (outcome(graph, args) for graph in graphs)
        if ("stopped",) in (before, after):
            continue
        shown = f"{args}\n{text}\n{write(graphs[0])}\n{write(graphs[1])}"
        assert after[:1] == before[:1], shown
        # what a rule shows to be dead goes with its marks: before, it might have run for ever
        assert after[1:2] == before[1:2] or marked(graphs[1]) < marked(graphs[0]), shown
        if len(before) == 4:
            assert after[2] <= before[2], f"time on {args}: {before} {after}\n{text}"
            assert after[3] <= before[3], f"span on {args}: {before} {after}\n{text}"


def marked(graph: Graph) -> int:
    return sum(is_mark(node) for f in graph.functions for node in walk(f.body))


def draws(graph: Graph) -> bool:
    return any(OPS[node.op].draws for f in graph.functions for node in walk(f.body))


@pytest.mark.parametrize("group", SEEN, ids=lambda group: group.name)
def test_rules_cost_nothing_on_idioms(group: Any) -> None:
    for name in names(parse_module(group.text, "<text>")):
        graphs = with_and_without(group.text, name)
        assert graphs is not None
        costs_no_more(graphs, group.inputs[:20], group.text)


def random_programs(count: int) -> Iterator[Any]:
    for index in range(count):
        yield random_program(random.Random(f"rules {index}").randrange, 60)


@pytest.mark.slow
def test_rules_cost_nothing_on_random_programs() -> None:
    changed = 0
    for program in random_programs(MANY):
        graphs = with_and_without(program.text, program.entry)
        if graphs is None or graphs[0] == graphs[1] or draws(graphs[0]):
            continue
        changed += 1
        costs_no_more(graphs, program.arguments, program.text)
    assert changed > MANY / 4, "hardly a program is changed by a rule"


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps_stay_apart(trap: Any) -> None:
    forms = names(parse_module(trap.text, "<text>"))
    graphs = [parse(trap.text, name=form) for form in forms]
    assert all(graph != graphs[0] for graph in graphs[1:])


# -- what is one graph -----------------------------------------------------------------------------

HEAD = "def f(a: list[int], n: int, p: bool, q: bool) -> int:\n"

ONE = {
    "nested tests": (
        "if n < 3:\n  if p:\n   return 1\n return 2",
        "if n < 3 and p:\n  return 1\n return 2"),
    "nested tests whose arms are computed": (
        "if p:\n  if n > 4:\n   return n * n\n return n + a[0]",
        "if p and n > 4:\n  return n * n\n return n + a[0]"),
    "guards": (
        "if p:\n  return 0\n if q:\n  return 0\n return n",
        "if p or q:\n  return 0\n return n"),
    "a conjunction of a conjunction": (
        "b = (p and q) and n > 1\n return 1 if b else 2",
        "b = p and (q and n > 1)\n return 1 if b else 2"),
    "a negated test": ("if not p:\n  return 1\n return n", "if p:\n  return n\n return 1"),
    "a negated comparison": (
        "if not n < 3:\n  return 1\n return n",
        "if n >= 3:\n  return 1\n return n"),
    "a double negation": ("b = not (not p)\n return int(b)", "return int(p)"),
    "a test known in its arm": ("if p:\n  return 1 if p else n\n return 2", "return 1 if p else 2"),
    "a comparison known in its arm": (
        "if n >= 9:\n  return 1\n if 3 <= n < 9:\n  return 2\n return 3",
        "if n >= 9:\n  return 1\n if 3 <= n:\n  return 2\n return 3"),
    "a branch that repeats its test": (
        "x = 0\n if p:\n  x = n * 3\n if p:\n  return x\n return n", "return n * 3 if p else n"),
    "a minimum": ("m = n\n if a[0] < n:\n  m = a[0]\n return m", "return min(a[0], n)"),
    "an absolute value": ("return -n if n < 0 else n", "return abs(n)"),
    "any by return": (
        "for x in a:\n  if x < n:\n   return 1\n return 0",
        "return next((1 for x in a if x < n), 0)"),
    "any by flag and break": (
        "found = False\n for x in a:\n  if x < n:\n   found = True\n   break\n return int(found)",
        "return int(any(x < n for x in a))"),
    "all by flag and break": (
        "ok = True\n for x in a:\n  if x < n:\n   ok = False\n   break\n return int(ok)",
        "return int(all(x >= n for x in a))"),
    "all as no any": (
        "return int(not any(x < n for x in a))",
        "return int(all(x >= n for x in a))"),
    "all of a membership": (
        "ok = True\n for x in a:\n  if x not in [1, n]:\n   ok = False\n   break\n return int(ok)",
        "return int(all(x in [1, n] for x in a))"),
    "first by break": (
        "r = -1\n for x in a:\n  if x > n:\n   r = x * 2\n   break\n return r",
        "return next((x * 2 for x in a if x > n), -1)"),
    "a search that chooses": (
        "found = any(x == n for x in a)\n if found:\n  return n\n return 7",
        "for x in a:\n  if x == n:\n   return n\n return 7"),
    "two loops by return": (
        "for x in a:\n  for y in a:\n   if x * y == n:\n    return 1\n return 0",
        "return next((1 for x in a if any(x * y == n for y in a)), 0)"),
    "a loop that breaks": (
        "while True:\n  if n <= 9:\n   break\n  n -= a[0]\n return n",
        "while n > 9:\n  n -= a[0]\n return n"),
    "a loop that returns": (
        "while True:\n  if n <= 9:\n   return n * 2\n  n -= a[0]",
        "while n > 9:\n  n -= a[0]\n return n * 2"),
    "a loop that asks twice": (
        "while n > 9:\n  if a[0] == n:\n   break\n  n -= a[1]\n return n",
        "while n > 9 and a[0] != n:\n  n -= a[1]\n return n"),
    "a loop until a flag": (
        "done = False\n while not done:\n"
        "  if n > 9:\n   n -= a[0]\n  else:\n   done = True\n return n",
        "while n > 9:\n  n -= a[0]\n return n"),
    "a loop while a flag": (
        "ok = True\n i = 0\n while ok and i < len(a):\n"
        "  if a[i] < n:\n   ok = False\n  i += 1\n return int(ok)",
        "return int(all(x >= n for x in a))"),
    "a counting loop": (
        "s = 0\n i = 0\n while i < n:\n  s += i * i\n  i += 1\n return s",
        "s = 0\n for i in range(n):\n  s += i * i\n return s"),
    "a loop that counts down": (
        "s = 1\n while n > 0:\n  s += s\n  n -= 1\n return s",
        "s = 1\n for k in range(n):\n  s += s\n return s"),
    "a counting loop that searches": (
        "i = 0\n while i < len(a) and a[i] != n:\n  i += 1\n return i",
        "return next((i for i, x in enumerate(a) if x == n), len(a))"),
    "a range that goes back": (
        "return sum(i * n for i in range(n - 1, -1, -1))",
        "return sum(i * n for i in reversed(range(n)))"),
    "an index that only fetches": (
        "s = 0\n for i in range(len(a)):\n  s ^= a[i]\n return s",
        "s = 0\n for x in a:\n  s ^= x\n return s"),
    "an index beside its element": (
        "s = 0\n for i in range(len(a)):\n  s ^= a[i] * i\n return s",
        "s = 0\n for i, x in enumerate(a):\n  s ^= x * i\n return s"),
    "a value computed around": (
        "return sum(x * len(a) for x in a) + len(a)",
        "k = len(a)\n return sum(x * k for x in a) + k"),
    "a literal test": ("while True:\n  return n", "return n"),
}  # fmt: skip

TWO = {
    "a test that may fail is not asked once less": (
        "found = False\n i = 0\n while a[i] > 0 and not found:\n"
        "  found = a[i] == n\n  i += 1\n return i",
        "i = 0\n while a[i] > 0:\n  found = a[i] == n\n  i += 1\n  if found:\n   break\n return i"),
    "a bound that is reached": (
        "s = 0\n i = 0\n while i <= n:\n  s += i\n  i += 1\n return s",
        "s = 0\n for i in range(n + 1):\n  s += i\n return s"),
    "a bound that moves": (
        "s = 0\n i = 0\n while i < n:\n  s += i\n  n -= 1\n  i += 1\n return s",
        "s = 0\n for i in range(n):\n  s += i\n return s"),
    "a value of the test": (
        "for x in a:\n  v = x * x\n  if v > n:\n   return v\n return 0",
        "return next((x * x for x in a if x * x > n), 0)"),
    "all elements": (
        "ok = True\n for x in a:\n  if x < n:\n   ok = False\n return int(ok)",
        "return int(all(x >= n for x in a))"),
    "arms of different order": (
        "if p:\n  return a[0] - n\n return n - a[0]",
        "return abs(a[0] - n)"),
}  # fmt: skip


def graph_of(body: str) -> Graph:
    return parse(HEAD + f" {body}\n", name="f")


@pytest.mark.parametrize("pair", ONE.values(), ids=ONE.keys())
def test_idioms_are_one_graph(pair: tuple[str, str]) -> None:
    first, second = map(graph_of, pair)
    assert first == second, f"{write(first)}\n{write(second)}"


@pytest.mark.parametrize("pair", TWO.values(), ids=TWO.keys())
def test_what_costs_or_means_something_else_stays_apart(pair: tuple[str, str]) -> None:
    first, second = map(graph_of, pair)
    assert first != second


OPPOSITES = """
def f(a: int, b: int) -> tuple[{types}]:
    if a > 0 and b > 0:
        p = ({yes})
    else:
        p = ({no})
    return p
"""


@pytest.mark.parametrize("results", [
    *product((True, False), repeat=2), *product((True, False), repeat=3)
])  # fmt: skip
def test_results_that_are_a_test_and_its_negation_settle(results: tuple[bool, ...]) -> None:
    """Arms were exchanged for ever where one result was the test and another its negation."""
    words = {"yes": results, "no": [not result for result in results]}
    lists = {name: ", ".join(map(str, row)) for name, row in words.items()}
    graph = parse(OPPOSITES.format(types=", ".join(["bool"] * len(results)), **lists))
    assert normal.normalise(graph) == graph
    for a, b in product((0, 1), repeat=2):
        found = run(graph, [a, b]).result
        assert found == tuple(result == (a > 0 and b > 0) for result in results)


def test_a_list_that_a_search_would_copy_is_updated_in_a_branch() -> None:
    graph = graph_of("if not any(x == n for x in a):\n  a.append(n)\n return len(a)")
    assert [node.op for node in graph.entry.body.nodes if node.regions] == ["all", "branch"]
