"""The text form of graphs is read back, and what is not understood is refused with its line."""

from __future__ import annotations

import re
from contextlib import suppress
from random import Random

import pytest
from graphs import graphs, random_graph, scramble
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.failures import IllFormed
from complexity.language.graph import Const, Function, Graph, Node, Region, walk
from complexity.language.normal.normal_form import normalise
from complexity.language.text.writing import read, read_one, write, write_all
from complexity.language.types import BOOL, INT, List

EVERYTHING = """\
function main(%0: list[int], %1: bool, %2: list[list[int]]) -> (int, list[list[int]]) from "a.py" @3
  %3 = setitem:1 %2 0 -1 7 @4
  %4 = slice:start:step %0 1 -1 @5
  %5 = slice %0 @5
  %6 = make 1 2 3 @6
  %7 %8 %9 = unpack %6 @6
  %10: list[bool] = exhausted @7
  assert_ %1 @8
  %11 = upto 3 @9
  %12 %13 = for:exits %11 %0 with %7 [] : list[bool] @10
    body %14 %15 %16 %17
      %18 = call "a helper" %14 [True, False] @11
      yield %18 %15 %17
  %19 = for %4 with %12 @12
    body %20 %21
      yield %20
  for %5 @13
    body %22
      %23 = floordiv %22 %8 @14
      yield
  while:exits @15
    test
      yield %1
    body
      yield True
  %24 = first %0 @16
    test %25
      yield %1
    hit %26
      yield %26
    miss
      yield -9223372036854775808
  %27 = branch %1 @17
    yes
      yield %19
    no
      yield %24
  return %27 %3
given function "a helper"(%0: int, %1: list[bool]) -> bool word "a word" from "b \\"c\\".py" @1
  %2 = contains %1 True @2
  return %2
""".replace("[] : list[bool]", "[]:list[bool]")


def test_everything_is_written_as_it_is_read():
    graph = read_one(EVERYTHING)
    assert write(graph) == EVERYTHING
    main, helper = graph.functions
    assert (main.name, main.source, main.line, main.given, main.word) == (
        "main",
        "a.py",
        3,
        False,
        "",
    )
    assert (helper.name, helper.given, helper.word) == ("a helper", True, "a word")
    assert helper.source == 'b "c".py'
    assert [node.line for node in main.body.nodes][:3] == [4, 5, 5]


@given(graphs(), st.integers(0, 2**32))
def test_graphs_are_read_back(graph, seed):
    for one in (graph, normalise(graph), scramble(graph, Random(seed))):
        back = read_one(write(one))
        assert back == one
        for old, new in zip(walk(one.entry.body), walk(back.entry.body), strict=True):
            assert old.line in (0, new.line)


@given(graphs(), graphs())
def test_several_programs_in_one_text(first, second):
    programs = {"first one": first, "second": second}
    assert read(write_all(programs)) == programs


def test_a_text_without_a_heading_is_named_like_its_entry():
    assert list(read("function f() -> ()\n  return")) == ["f"]
    assert list(read("program g\nfunction f() -> ()\n  return")) == ["g"]


def test_names_instead_of_numbers():
    named = read_one("""
    function gcd(%a: int, %b: int) -> int   # Euclid
      %x %y = while %a %b
        test %x1 %y1
            %more = ne %y1 0
            yield %more
        body %x2 %y2
          %rest: int = mod %x2 %y2
          yield %y2 %rest
      return %x
    """)
    assert (
        write(normalise(named)).replace("@", "#").split("#")[0].startswith("function gcd(%0: int")
    )
    assert named.entry.body.nodes[0].line == 3
    assert normalise(read_one(write(named))) == normalise(named)


def test_functions_of_one_name():
    text = """\
function f(%0: int) -> int @1
  %1 = call f:1 %0 @2
  return %1
function f(%0: int) -> int @3
  return %0
"""
    assert write(read_one(text)) == text


def test_function_names_that_are_no_words():
    def body(*nodes):
        return Region((0,), (INT,), nodes, (0,))

    names = ["int", "<lambda>", 'a "b"\n', "é", "True", "yield"]
    calls = tuple(Node("call", (0,), (at,), (INT,), at) for at in range(1, len(names)))
    functions = [Function(name, body(), (INT,)) for name in names]
    functions[0] = Function(names[0], body(*calls), (INT,))
    back = read_one(write(Graph(tuple(functions))))
    assert back == Graph(tuple(functions))
    assert [function.name for function in back.functions] == names


@pytest.mark.parametrize(
    "const",
    [
        Const(-(2**63), INT), Const(True, BOOL), Const((), List(BOOL)), Const((), List(List(INT))),
        Const((1, -2), List(INT)), Const((False,), List(BOOL)),
    ],
)  # fmt: skip
def test_literals(const):
    graph = Graph((Function("f", Region((), (), (), (const,)), (const.type,)),))
    assert read_one(write(graph)) == graph


F = "function f(%0: int, %1: bool) -> int\n"
FAULTS = {
    "empty": ("", "line 1: the text holds no program"),
    "comment only": ("# nothing", "line 1: the text holds no program"),
    "no function": ("%0 = add 1 2", "line 1: %0 stands where a function is needed"),
    "program of nothing": ("program a\nprogram b", "line 1: this program has no function"),
    "function before a program": (
        F + " return 1\nprogram a\n" + F + " return 1", "line 1: a function stands before"),
    "two programs of one name": (
        f"program a\n{F} return 1\nprogram a\n{F} return 1", "line 4: two programs are named a"),
    "sign": (F + "  %2 = add %0 $\n  return %2", "line 2: '$' is not understood"),
    "op": (F + "  %2 = plus %0 1\n  return %2", "line 2: plus is no op of the table"),
    "no op": (F + "  %2 =\n  return %2", "line 2: the end of the line stands where a word"),
    "type": ("function f(%0: str) -> int", "line 1: str stands where a type is needed"),
    "brackets": ("function f(%0: list[list[int]) -> int", "line 1: list[list[int] has more"),
    "undefined": (F + "  %2 = add %0 %9\n  return %2", "line 2: %9 is not defined before here"),
    "later": (F + "  %2 = neg %3\n  %3 = neg %0\n  return %2", "line 2: %3 is not defined"),
    "inside": (
        F + "  %2 = branch %1\n    yes\n      %3 = neg 1\n      yield %3\n    no\n      yield 1\n"
        "  return %3", "line 8: %3 is not defined here"),
    "twice": (F + "  %0 = neg 1\n  return %0", "line 2: %0 is defined twice"),
    "operand type": (F + "  %2 = add %0 %1\n  return %2", "line 2: add takes (int, int), not (int"),
    "arity": (F + "  %2 = add %0\n  return %2", "line 2: add takes (int, int), not (int)"),
    "result count": (F + "  %2 %3 = neg %0\n  return %2", "line 2: 1 values are yielded, but 2"),
    "no result": (F + "  neg %0\n  return %0", "line 2: 1 values are yielded, but 0"),
    "stated type": (F + "  %2: bool = neg %0\n  return %2", "line 2: %2 has not the type"),
    "no stated type": (F + "  %2 = exhausted\n  return %2", "line 2: the type of %2 is not"),
    "empty list": (F + "  %2 = len []\n  return %2", "line 2: the type of [] is not determined"),
    "mixed list": (F + "  %2 = len [1, True]\n  return %2", "line 2: True stands in a list of int"),
    "list of lists": (F + "  %2 = len [[1]]\n  return %2", "line 2: '[' is not understood"),
    "literal too large": (F + f"  return {2**63}", "literal of type int"),
    "digits": (F + "  return " + "9" * 5000, "line 2: an integer of 5000 digits"),
    "flag": (F + "  %2 = neg:1 %0\n  return %2", "line 2: neg does not take ':1'"),
    "depth": (F + "  %2 = append:x [1] 2\n  return %0", "line 2: ':x' is no depth"),
    "bounds": (F + "  %2 = slice:stop:start [1] 2 3\n  return %0", "line 2: the bounds of a slice"),
    "missing bound": (F + "  %2 = slice:stop [1]\n  return %0", "line 2: slice with 1 operands"),
    "call of nothing": (F + "  %2 = call g %0\n  return %2", "line 2: 0 functions are named g"),
    "call's arguments": (F + "  %2 = call f %0\n  return %2", "f takes (int, bool), not (int)"),
    "no yield": (F + "  %2 = branch %1\n    yes\n    no\n      yield 1\n  return 1", "line 3: the"),
    "no region": (F + "  %2 = branch %1\n  return %2", "line 3: the region 'yes' of the branch"),
    "one region": (
        F + "  %2 = branch %1\n    yes\n      yield 1\n  return %2", "line 5: the region 'no'"),
    "last region": (F + "  %2 = branch %1", "line 2: the region 'yes' of the branch in line 2"),
    "region's values": (
        F + "  for [1]\n    body\n      yield\n  return 1", "line 3: 'body' takes 1 values, not 0"),
    "sequence": (F + "  for 1\n    body %2\n      yield\n  return 1", "line 2: for walks along"),
    "no return": (F + "  %2 = neg %0", "line 1: the region that begins here does not end"),
    "after the return": (F + "  return %0\n  return %0", "line 3: this line stands after"),
    "what is returned": (F + "  return %1", "function 'f': a region yields (bool), not (int)"),
    "rest of the line": (F + "  return %0 @", "line 2: @ stands where the line should end"),
    "source line": (F + "  %2 = neg %0 @x\n  return %2", "line 2: x stands where an integer"),
    "text": ('function "a\\q"() -> ()\n  return', "is no text: write it as in JSON"),
    "map of nothing": (F + "  %2 = map [1]\n    each %3\n      yield\n  return 1", "line 2: map"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_refused_with_their_line(text, message):
    with pytest.raises(IllFormed) as caught:
        read(text)
    assert message in str(caught.value)


def test_several_programs_are_not_one():
    with pytest.raises(IllFormed, match="2 programs, not one: a, b"):
        read_one(f"program a\n{F} return 1\nprogram b\n{F} return 1")


def test_regions_too_deep():
    text = F + "".join(f"{' ' * at}branch True\n{' ' * at} yes\n" for at in range(1, 2000, 2))
    with pytest.raises(IllFormed, match="nest deeper"):
        read(text)


PIECES = (
    "9" * 50, "[", "]", "%", "@", "é", "list[", "yield", "with", "\n", "  ", "-1", ":exits", ":",
    "add", "while", "function", "given", '"', '"\\ud800"', "program x\n", "[]:list[int]", "#",
)  # fmt: skip


@given(st.integers(0, 2**48))
def test_nothing_else_is_ever_raised(seed):
    random = Random(seed)
    pieces = re.findall(r"\s+|[%\w]+|.", write(random_graph(random, random.randint(0, 5))))
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(pieces))
        new = random.choices([*PIECES, *pieces], k=random.randint(0, 2))
        pieces = [*pieces[:at], *new, *pieces[at + random.randint(0, 1) :], " "]
    with suppress(IllFormed):
        read("".join(pieces))
