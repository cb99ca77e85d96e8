"""Every node keeps the lines, and every value the names, that it came from."""

from __future__ import annotations

import ast
import copy
import json
import os
import pickle
import random
from dataclasses import replace

import pytest

from complexity.cli.main import main
from complexity.language.check import check
from complexity.language.failures import IllFormed, Undefined
from complexity.language.graph import Function, Graph, Node, Region, lines_of, merged, walk
from complexity.language.naming import gathered, renamed, variables
from complexity.language.normal.normal_form import normalise
from complexity.language.text.exchange import from_networkx, to_networkx
from complexity.language.text.writing import read_one, write
from complexity.language.types import INT
from complexity.machine.evaluate import run
from complexity.python.module import parse_module
from complexity.python.parse import lower, parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits
from complexity.testing.programs import random_program

MANY = int(os.environ.get("PROGRAMS", "300"))
LIMITS = Limits(fuel=20_000, memory=10**5, depth=60)


def some(count, salt):
    """Random programs with their graphs; those that share lists are left out."""
    for index in range(count):
        program = random_program(random.Random(f"names {salt} {index}").randrange, 40)
        try:
            graph = parse(program.text, name=program.entry)
        except NotInLanguage as refusal:
            if refusal.code.startswith("CX4"):
                continue
            raise
        yield program, graph


def told(graph):
    """What is no part of identity: the lines of all nodes, the names of all values."""
    return [
        (f.name, f.names, f.lost, f.line, [lines_of(node) for node in walk(f.body)])
        for f in graph.functions
    ]


# -- lines -----------------------------------------------------------------------------------------


def lines(text):
    """The lines of the nodes of a program's text, by op."""
    return {node.op: lines_of(node) for node in walk(parse(text).entry.body)}


def test_a_shared_node_keeps_its_lines_and_is_charged_to_the_first():
    text = "def f(a: int) -> int:\n x = a * a\n y = a * a\n return x + y + a * a\n"
    assert lines(text)["mul"] == (2, 3, 4)
    node = next(node for node in walk(parse(text).entry.body) if node.op == "mul")
    assert (node.line, node.also) == (2, (3, 4))
    found = run(parse(text), [3])
    assert {line: time for (_, line), (_, time) in found.by_line.items()} == {1: 1, 2: 1, 4: 2}


def test_what_is_in_shared_control_keeps_its_lines():
    text = """
def f(a: list[int], n: int) -> int:
    x = 0
    for i in a:
        if i > n:
            x += i
    y = 0
    for j in a:
        if j > n:
            y += j
    return x * y
"""
    found = lines(text)
    assert found["for"] == (4, 8)
    assert (found["gt"], found["branch"], found["add"]) == ((5, 9), (5, 9), (6, 10))
    assert variables(parse(text).entry) == {
        "a": (0,), "n": (1,), "x": (2, 4, 6, 7), "y": (2, 4, 6, 7), "i": (3,), "j": (3,)
    }  # fmt: skip


def test_states_in_another_order_find_their_lines_and_names():
    first = "%3 %4 = for %2 with 0 0 @3\n body %x %p %q\n  %8 = add %p %q @4\n  %9 = add %8 1 @5\n"
    second = (
        "%s %t = for %2 with 0 0 @6\n body %y %r %u\n  %28 = add %u %r @7\n  %29 = add %28 1 @8\n"
    )
    body = (
        f"%2 = upto %1 @2\n{first}  yield %q %9\n{second}  yield %29 %r\n%30 = sub %3 %s @9\n"
        "return %30"
    )
    text = "function f(%1: int) -> int\n" + "\n".join(f" {line}" for line in body.splitlines())
    found = normalise(read_one(text)).entry
    assert [lines_of(node) for node in walk(found.body)] == [(2,), (3, 6), (4, 7), (5, 8), (9,)]
    held = variables(found)
    assert held["p"] == held["u"] != held["q"] == held["r"]
    assert held["x"] == held["y"]


def test_of_equal_nodes_the_marked_one_stays_and_the_first_line_is_charged():
    text = """
def f(a: list[int]) -> int:
    x = len([i for i in a if i > 1])
    y = len([j for j in a if candidate(j > 1)])
    return x - y
"""
    found = {node.op: node for node in walk(parse(text).entry.body)}
    assert "candidate" in found
    assert lines_of(found["filter"]) == lines_of(found["gt"]) == lines_of(found["len"]) == (3, 4)
    names = variables(parse(text).entry)
    assert names["i"] == names["j"]
    assert names["x"] == names["y"]


def test_lines_that_are_merged():
    node = Node("neg", (0,), (1,), (INT,))
    assert lines_of(node) == ()
    assert lines_of(merged(node, replace(node, line=3))) == (3,)
    once = merged(replace(node, line=5), replace(node, line=3, also=(5, 9)))
    assert (once.line, once.also) == (5, (3, 9))
    assert merged(once, replace(node, line=9)) is once


@pytest.mark.slow
def test_lines_are_those_of_the_text():
    for program, graph in some(MANY // 6, 1):
        raw = lower(parse_module(program.text), program.entry)
        known = {line for f in raw.functions for node in walk(f.body) for line in lines_of(node)}
        kept = {line for f in graph.functions for node in walk(f.body) for line in lines_of(node)}
        assert kept <= known, program.text
        assert all(node.line for f in graph.functions for node in walk(f.body)), program.text


# -- names -----------------------------------------------------------------------------------------

HELD = {
    "parameters": ("def f(a: int, b: int) -> int:\n return a + b", {"a": (0,), "b": (1,)}),
    "an assignment": (
        "def f(a: int) -> int:\n x = a * a\n return x + 1", {"a": (0,), "x": (1,)}),
    "one value of two names": (
        "def f(a: int) -> int:\n x = y = a * a\n z = x\n return y + z",
        {"a": (0,), "x": (1,), "y": (1,), "z": (1,)}),
    "an unpacked tuple": (
        "def f(a: int) -> int:\n x, y = a * a, a\n x, y = y, x\n return x + y",
        {"a": (0,), "x": (0, 1), "y": (0, 1)}),
    "a tuple by its places": (
        "def f(a: int) -> int:\n t = a, a * a\n x, y = t\n return y",
        {"a": (0,), "t[0]": (0,), "x": (0,), "t[1]": (1,), "y": (1,)}),
    "updates": (
        "def f(a: list[int]) -> list[int]:\n a[0] = 1\n a.append(2)\n return a", {"a": (0, 1, 2)}),
    "a loop's states": (
        "def f(n: int) -> int:\n x = n\n while x > 9:\n  x //= 2\n return x",
        {"n": (0,), "x": (0, 1, 2, 4, 5)}),
    "what a loop runs over": (
        "def f(a: list[int]) -> int:\n x = 0\n for i, y in enumerate(a):\n  x += i * y\n return x",
        {"a": (0,), "x": (3, 6, 8), "i": (4,), "y": (5,)}),
    "a choice": (
        "def f(a: int) -> int:\n if a > 0:\n  x = a * a\n else:\n  x = 2\n return x",
        {"a": (0,), "x": (2, 3)}),
    "a comprehension": (
        "def f(a: list[int]) -> list[int]:\n b = [x * x for x in a]\n return b",
        {"a": (0,), "b": (1,), "x": (2,)}),
    "an in-out argument": (
        "def f(a: list[int]) -> list[int]:\n g(a)\n g(a)\n return a\n"
        "def g(b: list[int]) -> None:\n b.reverse()", {"a": (0, 1, 2)}),
    "a literal is not kept": (
        "def f(a: int) -> int:\n x = 2 + 3\n y = 7\n return a + x + y",
        {"a": (0,), "x": (), "y": ()}),
    "what nothing needs is not kept": (
        "def f(a: int) -> int:\n x = a * 3\n return a", {"a": (0,), "x": ()}),
    "a state that never changes is what it began as": (
        "def f(a: int) -> int:\n k, x = a * a, 0\n for i in range(a):\n  k = k\n  x += k\n"
        " return x", {"a": (0,), "k": (1,), "x": (3, 5, 6), "i": (4,)}),
    "equal values have the names of both": (
        "def f(a: int) -> int:\n x = a * a\n y = a * a\n return x + y",
        {"a": (0,), "x": (1,), "y": (1,)}),
    "a name that is erased in one place and kept in another is kept": (
        "def f(a: int) -> int:\n x = 1\n b = a + x\n x = a * a\n return b - x",
        {"a": (0,), "b": (1,), "x": (2,)}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "held"), HELD.values(), ids=HELD.keys())
def test_values_keep_their_names(text, held):
    assert variables(parse(text, name="f").entry) == held


def test_the_lowering_gives_no_names_of_its_own():
    text = """
def f(a: list[int], n: int) -> int:
    for x in a:
        if x == n:
            return x
        if x > n:
            break
    return max(a, key=g) + min(range(n), key=lambda i: -i)
def g(y: int) -> int:
    return -y
"""
    assert set(variables(parse(text, name="f").entry)) <= {"a", "n", "x", "i", "g.y"}


def stored(function):
    """The names that a function's text binds or updates."""
    found = {arg.arg for arg in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.Lambda):
            found |= {arg.arg for arg in node.args.args}
    return found


@pytest.mark.slow
def test_all_names_are_the_texts_own():
    for program, graph in some(MANY // 6, 2):
        own = {node.name: stored(node) for node in ast.parse(program.text).body}
        for function in graph.functions:
            found = set()
            for name in variables(function):
                owner, _, rest = name.rpartition(".")
                found.add((owner or function.name, rest.partition("[")[0]))
            known = {(name, one) for name, every in own.items() for one in every}
            assert found <= known, program.text


@pytest.mark.slow
def test_what_a_name_tells_is_true():
    """The values of a variable before all rewrites are among them after."""
    tried = 0
    for program, graph in some(MANY // 5, 3):
        raw = lower(parse_module(program.text), program.entry)
        before, after = outside(raw), outside(graph)
        for args in program.arguments[:1]:
            for name, values in after.items():
                if name not in before or "randrange" in program.text:
                    continue
                olds = [outcome(raw, *value, args) for value in before[name]]
                # a loop of one round is its body: what was inside may be outside
                for value in values if olds else ():
                    now = outcome(graph, *value, args)
                    assert now in olds or None in (now, *olds), (name, args, program.text)
                    tried += now is not None
    assert tried > MANY // 2


def outside(graph):
    """The values of the entry's own region that have names, with their types, by name."""
    body = graph.entry.body
    types = dict(zip(body.params, body.param_types, strict=True))
    for node in body.nodes:
        types |= dict(zip(node.outs, node.types, strict=True))
    return {
        name: [(value, types[value]) for value in values if value in types]
        for name, values in variables(graph.entry).items()
    }


def outcome(graph, value, type_, args):
    """What a value of the entry's own region is in a run, None where the run fails."""
    entry = graph.entry
    asked = replace(
        entry, body=replace(entry.body, results=(value,)), result_types=(type_,), names={}
    )
    functions = [asked, *graph.functions[1:]]
    if any(n.op == "call" and n.payload == 0 for f in functions for n in walk(f.body)):
        return None
    try:
        return run(Graph(tuple(functions)), copy.deepcopy(args), limits=LIMITS).result
    except Undefined:
        return None


@pytest.mark.slow
def test_a_normal_form_keeps_its_lines_and_names():
    for _, graph in some(MANY // 6, 4):
        assert told(normalise(graph)) == told(graph)


# -- files -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_lines_and_names_are_read_back():
    for program, graph in some(MANY // 6, 5):
        text = write(graph, "p", variables=True)
        assert told(read_one(text)) == told(graph), program.text
        assert told(from_networkx(to_networkx(graph))) == told(graph), program.text
        assert told(pickle.loads(pickle.dumps(graph))) == told(graph)


def test_a_text_tells_names_only_where_they_are_asked_for():
    text = "def f(a: int) -> int:\n x = a * a\n y = 1\n return x + x\n"
    graph = parse(text)
    assert "var" not in write(graph)
    assert (
        write(graph, variables=True)
        == """\
function f(%0: int) -> int @1
  var a %0
  var x %1
  var y  # not kept
  %1 = mul %0 %0 @2
  %2 = add %1 %1 @4
  return %2
"""
    )


def test_values_that_are_written_with_names_have_them():
    read = read_one("""
function f(%a: int, %0: int) -> int
  var total %1 %x.y
  var "odd one" %a
  var gone
  var total %0
  %1 = add %a %0 @9,4,9,6
  %x.y = neg %1
  return %x.y
""")
    assert variables(read.entry) == {
        "a": (0,), "odd one": (0,), "total": (1, 2, 3), "x.y": (3,), "gone": ()
    }  # fmt: skip
    assert [lines_of(node) for node in read.entry.body.nodes] == [(9, 4, 6), (8,)]
    assert told(read_one(write(read, variables=True))) == told(read)


F = "function f(%0: int) -> int\n"
FAULTS = {
    "no value": (F + "  var x %1\n  return %0", "line 2: %1 is no value of this function"),
    "no name": (F + "  var %0\n  return %0", "line 2: %0 stands where a word or a quoted text"),
    "a literal": (F + "  var x 3\n  return %0", "line 2: 3 stands where a value"),
    "too late": (F + "  %1 = neg %0\n  var x %1\n  return %0", "line 3: var is no op"),
    "no line": (F + "  %1 = neg %0 @3,\n  return %0", "line 2: the end of the line stands where"),
    "lines of a function": ("function f() -> () @3,4\n  return", "line 1: , stands where the line"),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_of_lines_and_names_are_refused(text, message):
    with pytest.raises(IllFormed) as caught:
        read_one(text)
    assert message in str(caught.value)


BODY = Region((0,), (INT,), (Node("neg", (0,), (1,), (INT,)),), (1,))
SPOILT = {
    "names of nothing": {"names": {7: ("x",)}},
    "no number": {"names": {True: ("x",)}},
    "no table": {"names": [("x",)]},
    "no tuple": {"names": {0: "x"}},
    "no text": {"names": {0: (1,)}},
    "what is lost": {"lost": (1,)},
    "lines": {"body": replace(BODY, nodes=(replace(BODY.nodes[0], also=("3",)),))},
    "line": {"body": replace(BODY, nodes=(replace(BODY.nodes[0], also=3),))},
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_what_names_and_lines_are_is_checked(change):
    function = Function("f", BODY, (INT,), names={0: ("a",)}, lost=("b",))
    check(Graph((function,)))
    with pytest.raises(IllFormed):
        check(Graph((replace(function, **change),)))


@pytest.mark.parametrize(
    ("kind", "key", "junk"),
    [
        ("param", "names", 1), ("param", "names", ["a", 2]), ("node", "names", [["a"], ["b"]]),
        ("node", "names", ["a"]), ("node", "also", [1.5]), ("function", "lost", "a"),
    ],
)  # fmt: skip
def test_junk_in_the_names_of_a_networkx_graph_is_refused(kind, key, junk):
    picture = to_networkx(parse("def f(a: int) -> int:\n return -a"))
    for _, data in picture.nodes(data=True):
        if data["kind"] == kind:
            data[key] = junk
    with pytest.raises(IllFormed):
        from_networkx(picture)


def test_names_that_follow_their_values():
    names, lost = gathered([(1, "b"), (0, "a"), (1, "a"), (parse_literal(), "c")])
    assert (names, lost) == ({0: ("a",), 1: ("a", "b")}, ("c",))
    function = Function("f", BODY, (INT,), names=names, lost=lost)
    assert renamed(function, {0: 1, 1: 1}.get).names == {1: ("a", "b")}
    gone = renamed(function, {0: 4}.get)
    assert (gone.names, gone.lost) == ({4: ("a",)}, ("b", "c"))


def parse_literal():
    return parse("def f() -> int:\n return 3").entry.body.results[0]


# -- commands --------------------------------------------------------------------------------------

MINE = """\
def f(a: int) -> int:
    x = a * a
    done = x > 3
    y = a * a
    return x + g(y) + g(x + 1)


def g(b: int) -> int:
    k = 4
    return b * b + b * b + k
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    return path


def test_explain_says_what_is_shared_and_what_is_not_kept(mine, capsys):
    assert main(["explain", f"{mine}::f", "-n", "2"]) == 0
    told = capsys.readouterr().out
    assert "computed once, and charged to the first line: line 2 for line 4\n" in told
    assert "not kept: done, g.k (no value of the graph holds them)\n" in told


def test_show_tells_the_variables_where_they_are_asked_for(mine, capsys):
    assert main(["show", f"{mine}::f", "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["variables"] == [
        {"function": "f", "values": {"a": ["%0"], "x": ["%1"], "y": ["%1"], "done": []}},
        {"function": "g", "values": {"b": ["%0"], "k": []}},
    ]
    assert "var" not in told["text"]
    assert main(["show", f"{mine}::f", "--variables"]) == 0
    text = capsys.readouterr().out
    assert "  var x %1\n  var y %1\n  var done  # not kept\n  %1 = mul %0 %0 @2,4\n" in text
    assert read_one(text) == parse(MINE, name="f")
