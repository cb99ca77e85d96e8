"""`check` accepts what is well formed, and refuses each fault with the node named."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from random import Random

import pytest
from graphs import graphs, random_graph, scramble
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.check import check
from complexity.language.failures import IllFormed
from complexity.language.graph import TRUE, Const, Function, Graph, Node, Region, literal
from complexity.language.signatures import DEEPEST
from complexity.language.text.writing import read_one
from complexity.language.types import BOOL, INT, RANGE, List, nest

GCD = read_one("""
function gcd(%0: int, %1: int) -> int
  %2 %3 = while %0 %1 @3
    test %4 %5
      %6 = ne %5 0
      yield %6
    body %7 %8
      %9 = mod %7 %8
      yield %8 %9
  %10 = call half %2 @6
  return %10
given function half(%0: int) -> int word half
  %1 = upto %0
  %2 = list %1
  %3 = sum %2
  return %3
""")
LOOP, CALL = GCD.entry.body.nodes


def with_nodes(*nodes, results=(2,), types=(INT,)):
    body = replace(GCD.entry.body, nodes=nodes, results=results)
    entry = replace(GCD.entry, body=body, result_types=types)
    return replace(GCD, functions=(entry, GCD.functions[1]))


def loop(**changes):
    return with_nodes(replace(LOOP, **changes))


def body(**changes):
    return loop(regions=(LOOP.regions[0], replace(LOOP.regions[1], **changes)))


def plain(op, args, types, payload=None, outs=(20,)):
    return with_nodes(LOOP, Node(op, args, outs, types, payload), results=(2,))


def second(**changes):
    return replace(GCD, functions=(GCD.entry, replace(GCD.functions[1], **changes)))


def deep(levels):
    region = empty = Region((), (), (), ())
    for _ in range(levels):
        region = Region((), (), (Node("branch", (TRUE,), (), (), None, (region, empty)),), ())
    return Graph((Function("deep", region, ()),))


REFUSED = {
    "no graph": (None, "is not a graph"),
    "no function": (Graph(()), "none"),
    "functions in a list": (Graph([GCD.entry]), "a tuple of functions"),
    "no function inside": (Graph((1,)), "a int stands"),
    "unknown op": (loop(op="frobnicate"), "%2 %3 = frobnicate %0 %1 (line 3)"),
    "op of another kind": (loop(op=["add"]), "no op"),
    "arity": (plain("add", (0,), (INT,)), "%20 = add %0: it has 1 operands, but takes 2"),
    "operand type": (plain("add", (0, TRUE), (INT,)), "takes (int, int), not (int, bool)"),
    "result type": (plain("add", (0, 1), (BOOL,)), "yields (int), not (bool)"),
    "too many results": (plain("add", (0, 1), (INT, INT), outs=(20, 21)), "yields (int)"),
    "results without types": (loop(types=(INT,)), "as many results as result types"),
    "no result": (plain("add", (0, 1), (), outs=()), "add %0 %1: it yields"),
    "bool for int": (plain("add", (0, Const(True, INT)), (INT,)), "no literal of type int"),
    "int for bool": (plain("not_", (Const(1, BOOL),), (BOOL,)), "no literal of type bool"),
    "65 bits": (plain("add", (0, literal(2**63)), (INT,)), "no literal of type int"),
    "table of bools": (plain("len", (Const((True,), List(INT)),), (INT,)), "no literal of type"),
    "table of tables": (plain("len", (Const(((1,),), nest(INT, 2)),), (INT,)), "no literal"),
    "literal range": (plain("list", (Const((), RANGE),), (List(INT),)), "range is never"),
    "undefined": (plain("add", (0, 99), (INT,)), "%20 = add %0 %99: operand %99 is not defined"),
    "itself": (plain("add", (0, 20), (INT,)), "%20 = add %0 %20: operand %20"),
    "out of scope": (plain("add", (0, 9), (INT,)), "%9 is defined elsewhere"),
    "forward": (with_nodes(replace(LOOP, args=(0, 10)), CALL), "%10 is defined elsewhere"),
    "name twice": (loop(outs=(2, 2)), "%2 is defined twice"),
    "name of an inner value": (loop(outs=(2, 9)), "%9 is defined twice"),
    "negative name": (loop(outs=(2, -1)), "no name of a value"),
    "bool name": (loop(outs=(2, True)), "no name of a value"),
    "operand of no kind": (loop(args=(0, "1")), "neither a value nor a literal"),
    "payload": (loop(payload=None), "payload None"),
    "payload of a plain op": (plain("add", (0, 1), (INT,), 0), "takes no payload"),
    "path too long": (plain("append", (0, 1), (INT,), 10**12), "depth of its path"),
    "no regions": (loop(regions=()), "0 regions, but needs: test, body"),
    "one region": (loop(regions=LOOP.regions[:1]), "1 regions"),
    "regions of a plain op": (
        with_nodes(LOOP, Node("neg", (0,), (20,), (INT,), None, LOOP.regions[:1])), "needs: none"),
    "region of no kind": (loop(regions=(1, 2)), "a int stands where a region is needed"),
    "region's parameters": (body(params=(7,), param_types=(INT,)), "region body: a region takes"),
    "region's results": (body(results=(8,)), "region body: a region yields (int)"),
    "parameters without types": (body(params=(7,)), "as many parameters"),
    "test of ints": (
        loop(regions=(replace(LOOP.regions[0], results=(4,)), LOOP.regions[1])), "region test"),
    "states change type": (body(results=(8, 6)), "result %6 is defined elsewhere"),
    "carried range": (
        with_nodes(
            Node("upto", (0,), (20,), (RANGE,)),
            Node("while", (20,), (21,), (RANGE,), False, LOOP.regions)),
        "never carried"),
    "returned range": (
        with_nodes(Node("upto", (0,), (20,), (RANGE,)), results=(20,)), "yields (range)"),
    "range of type": (plain("upto", (0,), (List(RANGE),)), "never stored"),
    "candidate of a value": (plain("candidate", (0,), ()), "candidate"),
    "result of the function": (with_nodes(LOOP, types=(BOOL,)), "yields (int), not (bool)"),
    "call's arguments": (with_nodes(LOOP, replace(CALL, args=(TRUE,))), "half takes (int)"),
    "call's results": (with_nodes(LOOP, replace(CALL, types=(BOOL,))), "half yields (int)"),
    "call of nothing": (with_nodes(LOOP, replace(CALL, payload=2)), "no function's index"),
    "given calls own": (
        second(body=Region((), (), (Node("call", (0, 0), (9,), (INT,), 0),), (9,))), "half"),
    "given calls own function": (
        second(body=replace(GCD.functions[1].body, nodes=(
            Node("call", (0, 0), (3,), (INT,), 0),))), "which is not given"),
    "word of an own function": (second(given=False), "a word is given"),
    "one word twice": (
        replace(GCD, functions=(*GCD.functions, replace(GCD.functions[1], name="other"))),
        "two functions are this word"),
    "no node": (with_nodes(1), "a int stands where a node is needed"),
    "no type": (loop(types=(INT, "int")), "which is no type"),
    "too deep": (deep(DEEPEST + 1), "deeper than"),
    "too deep a type": (plain("len", (Const((), nest(INT, 9999)),), (INT,)), "deeper than"),
}  # fmt: skip


@pytest.mark.parametrize(("graph", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_faults_are_refused(graph, message):
    with pytest.raises(IllFormed) as caught:
        check(graph)
    assert message in str(caught.value)


def test_the_function_and_the_node_are_named():
    with pytest.raises(IllFormed, match=r"^function 'gcd': %2 %3 = while %0 \(line 3\): "):
        check(loop(args=(0,)))


def test_what_the_refusals_are_made_of_is_accepted():
    check(GCD)
    check(deep(DEEPEST))


@given(graphs(), st.integers(0, 2**32))
def test_random_graphs_are_accepted_however_they_are_written(graph, seed):
    check(graph)
    check(scramble(graph, Random(seed)))


JUNK = (
    None, -1, 0, 1, 7, 10**30, True, "x", "add", 1.5, (), (0,), (1, True), [], {}, object(), INT,
    List(RANGE), RANGE, TRUE, Const([], INT), Region((), (), (), ()), LOOP, CALL, GCD.entry, ((),),
)  # fmt: skip


@given(st.integers(0, 2**48))
def test_nothing_else_is_ever_raised(seed):
    random = Random(seed)
    graph = random_graph(random, random.randint(0, 5))
    for _ in range(random.randint(1, 3)):
        graph = spoiled(graph, random)
    with suppress(IllFormed):
        check(graph)


def spoiled(thing, random):
    """A thing with one of its parts, at any depth, replaced by something else."""
    if random.random() < 0.15:
        return random.choice(JUNK)
    if isinstance(thing, tuple) and thing:
        at = random.randrange(len(thing))
        return (*thing[:at], spoiled(thing[at], random), *thing[at + 1 :])
    if is_dataclass(thing) and fields(thing):
        field = random.choice(fields(thing))
        return replace(thing, **{field.name: spoiled(getattr(thing, field.name), random)})
    return random.choice(JUNK)
