"""The exact cost of the smallest graph of every op and construct, worked out by hand.

A row says: arguments, result, time, span under bounded and under unbounded fan-in, memory. Every
run pays a step and a word for the call of the entry; operands and result of an op are live
together.
"""

from __future__ import annotations

from typing import Any

import pytest

from complexity.language.check import check
from complexity.language.failures import Undefined
from complexity.language.graph import Function, Graph, Node, Operand, Region, literal
from complexity.language.ops import OPS
from complexity.language.types import BOOL, INT, RANGE, List, Type
from complexity.semantics.definition import run

INTS, ROWS = List(INT), List(List(INT))


def function(params: tuple[Type, ...], nodes: tuple[Node, ...], results: tuple[Operand, ...],
             types: tuple[Type, ...], name: str = "f") -> Function:  # fmt: skip
    """A function whose parameters are the values 0, 1, ..."""
    names = tuple(range(len(params)))
    return Function(name, Region(names, params, nodes, results), types)


def single(op: str, params: tuple[Type, ...], types: tuple[Type, ...], payload: Any = None,
           regions: tuple[Region, ...] = ()) -> Graph:  # fmt: skip
    """A graph of one node, applied to the parameters."""
    outs = tuple(range(len(params), len(params) + len(types)))
    node = Node(op, tuple(range(len(params))), outs, types, payload, regions)
    return Graph((function(params, (node,), outs, types),))


def ranged(node: Node, params: tuple[Type, ...], *after: Node) -> Graph:
    """A graph in which a range is made and then used."""
    last = after[-1]
    return Graph((function(params, (node, *after), last.outs, last.types),))


def binary(op: str, of: Type = INT, to: Type = INT) -> Graph:
    """An op of two scalars."""
    return single(op, (of, of), (to,))


SCALARS = {
    "add": (7, 3, 10), "sub": (7, 3, 4), "mul": (7, 3, 21), "floordiv": (-7, 3, -3),
    "mod": (-7, 3, 2), "pow": (7, 3, 343), "and_": (7, 3, 3), "or_": (5, 3, 7), "xor": (5, 3, 6),
    "lshift": (5, 3, 40), "rshift": (-5, 1, -3), "min": (7, 3, 3), "max": (7, 3, 7),
}  # fmt: skip
TESTS = {"lt": False, "le": False, "gt": True, "ge": True, "eq": False, "ne": True}
BOTH = {"both": False, "either": True, "differ": True}
ONE = {"neg": (5, -5), "abs": (-5, 5), "invert": (5, -6)}
COMPARED = {"list_eq": False, "list_ne": True, "list_lt": True, "list_le": True,
            "list_gt": False, "list_ge": False}  # fmt: skip

# op: graph, arguments, result, time, span, span of unbounded fan-in, memory
PLAIN: dict[str, tuple[Graph, list[Any], Any, int, int, int, int]] = {
    **{op: (binary(op), [a, b], c, 2, 1, 1, 4) for op, (a, b, c) in SCALARS.items()},
    **{op: (binary(op, INT, BOOL), [7, 3], c, 2, 1, 1, 4) for op, c in TESTS.items()},
    **{op: (binary(op, BOOL, BOOL), [True, False], c, 2, 1, 1, 4) for op, c in BOTH.items()},
    **{op: (single(op, (INT,), (INT,)), [a], b, 2, 1, 1, 3) for op, (a, b) in ONE.items()},
    "not_": (single("not_", (BOOL,), (BOOL,)), [True], False, 2, 1, 1, 3),
    "as_int": (single("as_int", (BOOL,), (INT,)), [True], 1, 1, 0, 0, 3),
    "randrange": (single("randrange", (INT,), (INT,)), [1], 0, 2, 1, 1, 3),
    "candidate": (single("candidate", (), ()), [], None, 1, 0, 0, 1),
    "assert_": (single("assert_", (BOOL,), ()), [True], None, 2, 1, 1, 2),
    "upto": (
        ranged(Node("upto", (0,), (1,), (RANGE,)), (INT,), Node("list", (1,), (2,), (INTS,))),
        [3], [0, 1, 2], 5, 2, 2, 7,
    ),
    "range": (
        ranged(Node("range", (0, 1), (2,), (RANGE,)), (INT, INT),
               Node("list", (2,), (3,), (INTS,))),
        [2, 4], [2, 3], 4, 2, 2, 6,
    ),
    "steps": (
        ranged(Node("steps", (0, 1, 2), (3,), (RANGE,)), (INT, INT, INT),
               Node("list", (3,), (4,), (INTS,))),
        [4, 0, -2], [4, 2], 4, 2, 2, 7,
    ),
    "reversed": (
        ranged(Node("upto", (0,), (1,), (RANGE,)), (INT,),
               Node("reversed", (1,), (2,), (RANGE,)), Node("list", (2,), (3,), (INTS,))),
        [2], [1, 0], 5, 3, 3, 7,
    ),
    "within": (
        ranged(Node("upto", (0,), (2,), (RANGE,)), (INT, INT),
               Node("within", (1, 2), (3,), (BOOL,))),
        [5, 4], True, 3, 2, 2, 6,
    ),
    "len": (single("len", (INTS,), (INT,)), [[5, 6, 7]], 3, 2, 1, 1, 5),
    "getitem": (single("getitem", (INTS, INT), (INT,)), [[5, 6, 7], -1], 7, 2, 1, 1, 6),
    "slice": (single("slice", (INTS, INT), (INTS,), 1), [[5, 6, 7], 1], [6, 7], 3, 1, 1, 7),
    "concat": (single("concat", (INTS, INTS), (INTS,)), [[1, 2, 3], [4, 5]], [1, 2, 3, 4, 5],
               6, 1, 1, 11),
    "repeat": (single("repeat", (INTS, INT), (INTS,)), [[1, 2], 3], [1, 2, 1, 2, 1, 2],
               7, 1, 1, 10),
    "list": (
        ranged(Node("upto", (literal(4),), (0,), (RANGE,)), (), Node("list", (0,), (1,), (INTS,))),
        [], [0, 1, 2, 3], 6, 2, 2, 8,
    ),
    "make": (single("make", (INT, INT), (INTS,), 2), [5, 6], [5, 6], 3, 1, 1, 5),
    "unpack": (single("unpack", (INTS,), (INT, INT), 2), [[5, 6]], (5, 6), 3, 1, 1, 5),
    "reverse": (single("reverse", (INTS,), (INTS,)), [[5, 6, 7]], [7, 6, 5], 4, 1, 1, 7),
    "flatten": (single("flatten", (ROWS,), (INTS,)), [[[1, 2], [3]]], [1, 2, 3], 4, 1, 1, 9),
    "contains": (single("contains", (INTS, INT), (BOOL,)), [[5, 6, 7, 8], 6], True, 5, 3, 2, 7),
    **{op: (single(op, (INTS, INTS), (BOOL,)), [[1, 2, 3], [1, 2, 4]], c, 4, 3, 2, 8)
       for op, c in COMPARED.items()},
    "setitem": (single("setitem", (INTS, INT, INT), (INTS,), 0), [[5, 6, 7], 1, 9], [5, 9, 7],
                2, 0, 0, 6),
    "append": (single("append", (INTS, INT), (INTS,), 0), [[5, 6, 7], 9], [5, 6, 7, 9],
               2, 0, 0, 6),
    "extend": (single("extend", (INTS, INTS), (INTS,), 0), [[5, 6, 7], [8, 9]], [5, 6, 7, 8, 9],
               3, 0, 0, 8),
    "insert": (single("insert", (INTS, INT, INT), (INTS,), 0), [[5, 6, 7], 1, 9], [5, 9, 6, 7],
               3, 0, 0, 7),
    "pop": (single("pop", (INTS,), (INTS, INT), 0), [[5, 6, 7]], ([5, 6], 7), 2, 1, 1, 5),
    "pop_at": (single("pop_at", (INTS, INT), (INTS, INT), 0), [[5, 6, 7], 0], ([6, 7], 5),
               3, 1, 1, 6),
    "sum": (single("sum", (INTS,), (INT,)), [[1, 2, 3, 4, 5]], 15, 5, 3, 1, 7),
    "min_of": (single("min_of", (INTS,), (INT,)), [[4, 2, 3]], 2, 3, 2, 1, 5),
    "max_of": (single("max_of", (INTS,), (INT,)), [[4, 2]], 4, 2, 1, 1, 4),
    "any_of": (single("any_of", (List(BOOL),), (BOOL,)), [[False]], False, 1, 0, 0, 3),
    "all_of": (single("all_of", (List(BOOL),), (BOOL,)), [[]], True, 1, 0, 0, 2),
}  # fmt: skip


def region(params: tuple[int, ...], types: tuple[Type, ...], nodes: tuple[Node, ...],
           *results: Operand) -> Region:  # fmt: skip
    """A nested region."""
    return Region(params, types, nodes, results)


def add_one(value: int, out: int) -> Node:
    """value + 1."""
    return Node("add", (value, literal(1)), (out,), (INT,))


def compare(op: str, left: Operand, right: Operand, out: int) -> Node:
    """A comparison."""
    return Node(op, (left, right), (out,), (BOOL,))


def whole(node: Node, params: tuple[Type, ...], before: tuple[Node, ...] = ()) -> Graph:
    """A graph that ends with a node."""
    return Graph((function(params, (*before, node), node.outs, node.types),))


UPTO = Node("upto", (0,), (1,), (RANGE,))

CONTROL: dict[str, tuple[Graph, list[Any], Any, int, int, int, int]] = {
    # the branch is a step on the level of its control; the addition waits for the test
    "branch": (
        whole(Node("branch", (0,), (2,), (INT,), regions=(
            region((), (), (add_one(1, 3),), 3), region((), (), (), 1))), (BOOL, INT)),
        [True, 4], 5, 3, 1, 1, 3,
    ),
    # two rounds of (round, test, addition) and the test that ends it; each test waits for the last
    "while": (
        whole(Node("while", (literal(0),), (1,), (INT,), False, (
            region((2,), (INT,), (compare("lt", 2, 0, 3),), 3),
            region((4,), (INT,), (add_one(4, 5),), 5))), (INT,)),
        [2], 2, 8, 5, 5, 4,
    ),
    # range, then three rounds that are chained by their state alone
    "for": (
        whole(Node("for", (1, literal(0)), (2,), (INT,), (1, False), (
            region((3, 4), (INT, INT), (Node("add", (4, 3), (5,), (INT,)),), 5),)),
            (INT,), (UPTO,)),
        [3], 3, 8, 4, 4, 7,
    ),
    # range, then three independent elements side by side
    "map": (
        whole(Node("map", (1,), (2,), (INTS,), 1, (
            region((3,), (INT,), (add_one(3, 4),), 4),)), (INT,), (UPTO,)),
        [3], [1, 2, 3], 8, 2, 2, 9,
    ),
    # four tests side by side, then two levels to count them
    "filter": (
        whole(Node("filter", (0,), (1,), (INTS,), None, (
            region((2,), (INT,), (compare("gt", 2, literal(5), 3),), 3),)), (INTS,)),
        [[4, 6, 5, 7]], [6, 7], 9, 3, 3, 8,
    ),
    # two elements looked at, the second test after the first
    "any": (
        whole(Node("any", (0,), (1,), (BOOL,), 1, (
            region((2,), (INT,), (compare("gt", 2, literal(5), 3),), 3),)), (INTS,)),
        [[4, 6, 5, 7]], True, 5, 2, 2, 7,
    ),
    "all": (
        whole(Node("all", (0,), (1,), (BOOL,), 1, (
            region((2,), (INT,), (compare("gt", 2, literal(3), 3),), 3),)), (INTS,)),
        [[4, 6]], True, 5, 2, 2, 5,
    ),
    "first": (
        whole(Node("first", (0,), (1,), (INT,), 1, (
            region((2,), (INT,), (compare("gt", 2, literal(5), 3),), 3),
            region((4,), (INT,), (), 4), region((), (), (), literal(-1)))), (INTS,)),
        [[4, 6, 5, 7]], 6, 5, 2, 2, 7,
    ),
    # three keys side by side, a tree of two comparisons; the best key and element are held
    "min_by": (
        whole(Node("min_by", (0,), (1,), (INT,), None, (
            region((2,), (INT,), (Node("neg", (2,), (3,), (INT,)),), 3),)), (INTS,)),
        [[4, 6, 5]], 6, 9, 3, 2, 8,
    ),
    "max_by": (
        whole(Node("max_by", (0,), (1,), (INT,), None, (
            region((2,), (INT,), (Node("neg", (2,), (3,), (INT,)),), 3),)), (INTS,)),
        [[4, 6, 5]], 4, 9, 3, 2, 8,
    ),
    # a call is a step and, while it is active, a word
    "call": (
        Graph((
            function((INT,), (Node("call", (0,), (1,), (INT,), 1),), (1,), (INT,)),
            function((INT,), (add_one(0, 1),), (1,), (INT,), "g"))),
        [4], 5, 3, 1, 1, 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("op", [*PLAIN, *CONTROL])
def test_costs(op):
    graph, args, result, time, span, unbounded, memory = (PLAIN | CONTROL)[op]
    check(graph)
    found = run(graph, args)
    assert found.result == result
    assert (found.time, found.span, found.memory) == (time, span, memory)
    assert run(graph, args, fan_in="unbounded").span == unbounded


def test_every_op_is_pinned():
    assert set(PLAIN) | set(CONTROL) | {"exhausted"} == set(OPS)


def test_exhausted_fails():
    graph = Graph((function((), (Node("exhausted", (), (0,), (INT,), line=3),), (0,), (INT,)),))
    with pytest.raises(Undefined, match="no element") as failure:
        run(graph, [])
    assert (failure.value.code, failure.value.line) == ("value", 3)
