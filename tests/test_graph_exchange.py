"""Graphs go to networkx and come back, whatever becomes of labels and of the order of insertion."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import networkx
import pytest
from graphs import graphs, random_graph
from hypothesis import given
from hypothesis import strategies as st

from complexity.language.failures import IllFormed
from complexity.language.normal.normal_form import normalise
from complexity.language.text.exchange import from_networkx, to_networkx
from complexity.language.text.writing import read_one

GCD = normalise(
    read_one("""
function gcd(%0: int, %1: int) -> int
  %2 %3 = while %0 %1
    test %4 %5
      %6 = ne %5 0
      yield %6
    body %7 %8
      %9 = mod %7 %8
      yield %8 %9
  %10 = call half %2
  return %10
given function half(%0: int) -> int word half
  %1 = floordiv %0 2
  return %1
""")
)


def relabelled(picture, random):
    """The same picture with other labels, its parts inserted in another order."""
    labels = list(picture)
    names = dict(zip(labels, random.sample(range(10 * len(labels)), len(labels)), strict=True))
    nodes, edges = list(picture.nodes(data=True)), list(picture.edges(data=True))
    random.shuffle(nodes)
    random.shuffle(edges)
    found = networkx.MultiDiGraph()
    found.add_nodes_from((names[label], data) for label, data in nodes)
    found.add_edges_from((names[one], names[other], data) for one, other, data in edges)
    return found


@given(graphs(), st.integers(0, 2**32))
def test_graphs_come_back(graph, seed):
    expected = normalise(graph)
    assert from_networkx(to_networkx(graph)) == expected
    assert from_networkx(relabelled(to_networkx(expected), Random(seed))) == expected


def test_what_is_no_part_of_identity_comes_back_too():
    function = from_networkx(to_networkx(GCD)).entry
    assert (function.name, function.line) == ("gcd", 2)
    assert [node.line for node in function.body.nodes] == [3, 10]


def label_of(picture, **attributes):
    """The one node that has these attributes."""
    (found,) = [
        label for label, data in picture.nodes(data=True) if attributes.items() <= data.items()
    ]
    return found


def edge_of(picture, source, target):
    return picture.edges[source, target, 0]


def unentered(p):
    p.nodes[label_of(p, name="gcd")]["entry"] = False
    return "", "entry=True"


def two_entries(p):
    p.nodes[label_of(p, name="half")]["entry"] = True
    return "", "entry=True"


def no_kind(p):
    at = label_of(p, op="mod")
    p.nodes[at]["kind"] = "gate"
    return at, "'gate' is no kind of node"


def no_op(p):
    at = label_of(p, op="mod")
    del p.nodes[at]["op"]
    return at, "its attribute op must be of type str"


def unknown_op(p):
    at = label_of(p, op="mod")
    p.nodes[at]["op"] = "remainder"
    return at, "'remainder' is no op"


def wrong_type(p):
    at = label_of(p, op="mod")
    p.nodes[at]["types"] = ["bool"]
    return at, "it yields (int), not (bool)"


def no_type(p):
    at = label_of(p, op="mod")
    p.nodes[at]["types"] = ["str"]
    return at, "'str' is no type"


def no_role(p):
    at = label_of(p, op="mod")
    next(iter(p.in_edges(at, data=True)))[2]["role"] = "uses"
    return "", "has the role 'uses'"


def no_operand(p):
    at = label_of(p, op="mod")
    p.remove_edge(next(iter(p.predecessors(at))), at)
    return at, ""


def same_position(p):
    at = label_of(p, op="mod")
    for _, _, data in p.in_edges(at, data=True):
        data["position"] = 0
    return at, "none has position 1"


def no_such_result(p):
    at = label_of(p, op="while")
    p[at][label_of(p, op="call")][0]["out"] = 7
    return label_of(p, op="call"), "it uses result 7"


def cycle(p):
    loop, call = label_of(p, op="while"), label_of(p, op="call")
    for _, _, data in p.in_edges(loop, data=True):
        if data["role"] == "operand" and data["position"] == 0:
            data["position"] = 9
    p.add_edge(call, loop, role="operand", position=0, out=0)
    return "", "it depends on itself"


def cycle_through_a_region(p):
    p.add_edge(label_of(p, op="while"), label_of(p, op="mod"), role="operand", position=2, out=0)
    return label_of(p, op="while"), "it depends on itself"


def out_of_scope(p):
    p.add_edge(label_of(p, op="mod"), label_of(p, op="call"), role="operand", position=1, out=0)
    return label_of(p, op="call"), "not in scope"


def out_of_function(p):
    p.add_edge(
        label_of(p, op="call"), label_of(p, op="floordiv"), role="operand", position=2, out=0
    )
    return label_of(p, op="floordiv"), "not in scope"


def no_region(p):
    at = label_of(p, op="while")
    inner = [end for _, end, data in p.out_edges(at, data=True) if data["role"] == "region"]
    p.remove_node(inner[1])
    return at, "while has 1 regions, not 2"


def region_of_nothing(p):
    p.add_node("stray", kind="region")
    return "stray", "this region is part of no function"


def node_of_nothing(p):
    p.add_node("stray", kind="node", op="add", types=["int"])
    return "stray", "this node is part of no function"


def literal_of_nothing(p):
    p.add_node("stray", kind="literal", value=1, type="int")
    return "stray", "this literal is part of no function"


def wrong_literal(p):
    at = next(label for label, data in p.nodes(data=True) if data["kind"] == "literal")
    p.nodes[at]["value"] = 2**63
    return "", "no literal of type int"


def two_homes(p):
    regions = [label for label, data in p.nodes(data=True) if data["kind"] == "region"]
    at = label_of(p, op="mod")
    for region in regions:
        if not p.has_edge(region, at):
            p.add_edge(region, at, role="holds")
    return at, "several regions hold it"


def shared_body(p):
    p.add_edge(label_of(p, name="half"), "second body", role="body")
    p.add_node("second body", kind="region")
    return label_of(p, name="half"), "2 edges of role body"


def call_of_nothing(p):
    at = label_of(p, op="call")
    p.remove_edge(at, label_of(p, name="half"))
    return at, "0 edges of role calls"


@pytest.mark.parametrize(
    "spoil",
    [
        unentered, two_entries, no_kind, no_op, unknown_op, wrong_type, no_type, no_role,
        no_operand, same_position, no_such_result, cycle, cycle_through_a_region, out_of_scope,
        out_of_function,
        no_region, region_of_nothing, node_of_nothing, literal_of_nothing, wrong_literal, two_homes,
        shared_body, call_of_nothing,
    ],
)  # fmt: skip
def test_faults_are_refused_with_the_node(spoil):
    picture = to_networkx(GCD)
    label, message = spoil(picture)
    with pytest.raises(IllFormed) as caught:
        from_networkx(picture)
    assert message in str(caught.value)
    assert label in str(caught.value)


@pytest.mark.parametrize("picture", [None, networkx.MultiGraph(), networkx.MultiDiGraph()])
def test_what_is_no_program_graph(picture):
    with pytest.raises(IllFormed):
        from_networkx(picture)


JUNK = (None, -1, 0, 1, True, "x", "int", "range", [], {}, (1, True), [1], 1.5, "result", "region",
        "node", "add", "while", object())  # fmt: skip
ROLES = ("body", "region", "param", "holds", "calls", "operand", "result")


@given(st.integers(0, 2**48))
def test_nothing_else_is_ever_raised(seed):
    random = Random(seed)
    picture = to_networkx(random_graph(random, random.randint(0, 5)))
    for _ in range(random.randint(1, 3)):
        labels, edges = list(picture), list(picture.edges(keys=True))
        match random.randrange(5):
            case 0:
                data = picture.nodes[random.choice(labels)]
                data[random.choice(list(data))] = random.choice(JUNK)
            case 1 if edges:
                data = picture.edges[random.choice(edges)]
                data[random.choice(list(data))] = random.choice(JUNK)
            case 2 if edges:
                picture.remove_edge(*random.choice(edges))
            case 3:
                ends = random.choices(labels, k=2)
                position = random.randint(0, 2)
                picture.add_edge(*ends, role=random.choice(ROLES), position=position, out=0)
            case _ if len(labels) > 3:
                picture.remove_node(random.choice(labels))
    with suppress(IllFormed):
        from_networkx(picture)
