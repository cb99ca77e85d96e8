"""Pictures of graphs: every node is drawn once, in the cluster of its region, with its arrows."""

from __future__ import annotations

import re

from graphs import graphs
from hypothesis import given

from complexity.language.graph import Graph, walk
from complexity.language.text.writing import read_one
from complexity.reports.drawing import dot, draw, mermaid

TEXT = """
function f(%0: int, %1: bool) -> int
  %2 = branch %1
    yes
      %3 = call "a \\"helper\\"" %0
      yield %3
    no
      yield 0
  return %2
function "a \\"helper\\""(%0: int) -> int
  return %0
"""

DOT = """\
digraph "f" {
  node [shape=box, fontname="monospace"];
  graph [fontname="monospace"];
  subgraph cluster_n1 {
    label="f(%0: int, %1: bool) -> int";
    n2 [label="%0: int", style=rounded];
    n3 [label="%1: bool", style=rounded];
    n11 [label="return %2", style=rounded];
    subgraph cluster_n5 {
      label="branch";
      n4 [label="%2 = branch %1"];
      subgraph cluster_n6 {
        label="yes";
        n7 [label="%3 = call \\"a \\\\\\"helper\\\\\\"\\" %0"];
        n8 [label="yield %3", style=rounded];
      }
      subgraph cluster_n9 {
        label="no";
        n10 [label="yield 0", style=rounded];
      }
    }
  }
  subgraph cluster_n12 {
    label="\\"a \\\\\\"helper\\\\\\"\\"(%0: int) -> int";
    n13 [label="%0: int", style=rounded];
    n14 [label="return %0", style=rounded];
  }
  n3 -> n4;
  n2 -> n7;
  n7 -> n8;
  n4 -> n11;
  n13 -> n14;
}
"""


def test_dot():
    assert dot(read_one(TEXT)) == DOT


def test_mermaid():
    lines = mermaid(read_one(TEXT), "a: b").splitlines()
    assert lines[:4] == ["---", 'title: "a: b"', "---", "flowchart TD"]
    assert '  subgraph n1["f(%0: int, %1: bool) -#gt; int"]' in lines
    assert '      n4["%2 = branch %1"]' in lines
    assert '      subgraph n6["yes"]' in lines
    assert r'        n7["%3 = call #quot;a \#quot;helper\#quot;#quot; %0"]' in lines
    assert '        n8("yield %3")' in lines
    assert lines[-5:] == [
        "  n3 --> n4",
        "  n2 --> n7",
        "  n7 --> n8",
        "  n4 --> n11",
        "  n13 --> n14",
    ]
    assert sum(line.strip() == "end" for line in lines) == 5


@given(graphs())
def test_every_node_is_drawn_once(graph):
    drawing = draw(graph)
    boxes, waiting = [], list(drawing.clusters)
    while waiting:
        cluster = waiting.pop()
        boxes += cluster.boxes
        waiting += cluster.clusters
    keys = [box.key for box in boxes]
    assert len(set(keys)) == len(keys)
    assert {end for arrow in drawing.arrows for end in arrow[:2]} <= set(keys)
    assert sum(not box.rounded for box in boxes) == count(graph)


@given(graphs())
def test_braces_and_quotes_match(graph):
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", dot(graph))
    assert bare.count("{") == bare.count("}")
    assert '"' not in bare
    lines = [line.strip() for line in mermaid(graph).splitlines()]
    assert sum(line.startswith("subgraph") for line in lines) == lines.count("end")


def count(graph: Graph) -> int:
    return sum(1 for function in graph.functions for _ in walk(function.body))
