"""Pictures of program graphs: Graphviz DOT and Mermaid.

Functions, regions and nodes with regions are clusters. A box is a node, labelled by its line in the
text form; rounded boxes are the parameters and results of a region. A solid arrow is the use of a
value; a dashed one leads into the regions of a node.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..language.graph import Graph, Node, Operand, Region
from ..language.shapes import REGIONS
from ..language.stack_room import deep
from ..language.text.writing import call_names, head, operand, write_node
from ..language.types import spell


@dataclass(frozen=True, slots=True)
class Box:
    """A box; it is rounded if it is not a node of the graph."""

    key: str
    text: str
    rounded: bool = False


@dataclass(slots=True)
class Cluster:
    """A frame with a heading around boxes and clusters."""

    key: str
    text: str
    boxes: list[Box] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)


@dataclass(slots=True)
class Drawing:
    """A picture, independent of notation; an arrow is (from, to, dashed)."""

    calls: Sequence[str]
    clusters: list[Cluster] = field(default_factory=list)
    arrows: list[tuple[str, str, bool]] = field(default_factory=list)
    count: int = 0

    def key(self) -> str:
        """A new, unique key of a box or cluster."""
        self.count += 1
        return f"n{self.count}"


@deep
def dot(graph: Graph, name: str = "") -> str:
    """The picture of a graph in Graphviz's DOT language."""
    drawing = draw(graph)
    lines = [f"digraph {_dotted(name or graph.entry.name)} {{"]
    lines += ['  node [shape=box, fontname="monospace"];', '  graph [fontname="monospace"];']
    for cluster in drawing.clusters:
        lines += _dot_cluster(cluster, "  ")
    for source, target, dashed in drawing.arrows:
        lines.append(f"  {source} -> {target}{' [style=dashed]' if dashed else ''};")
    return "\n".join([*lines, "}"]) + "\n"


@deep
def mermaid(graph: Graph, name: str = "") -> str:
    """The picture of a graph as a Mermaid flowchart."""
    drawing = draw(graph)
    lines = ["---", f"title: {json.dumps(name or graph.entry.name)}", "---", "flowchart TD"]
    for cluster in drawing.clusters:
        lines += _mermaid_cluster(cluster, "  ")
    for source, target, dashed in drawing.arrows:
        lines.append(f"  {source} {'-.->' if dashed else '-->'} {target}")
    return "\n".join(lines) + "\n"


# -- what is drawn ---------------------------------------------------------------------------------


def draw(graph: Graph) -> Drawing:
    """The boxes, clusters and arrows of a graph."""
    drawing = Drawing(call_names(graph))
    for function in graph.functions:
        cluster = Cluster(drawing.key(), head(function))
        _draw_region(drawing, cluster, function.body, "return", {})
        drawing.clusters.append(cluster)
    return drawing


def _draw_region(
    drawing: Drawing, cluster: Cluster, region: Region, end: str, makers: dict[int, str]
) -> list[str]:
    """Draw a region into its cluster; return the keys of its parameters."""
    params = []
    for param, type_ in zip(region.params, region.param_types, strict=True):
        makers[param] = drawing.key()
        params.append(makers[param])
        cluster.boxes.append(Box(makers[param], f"%{param}: {spell(type_)}", rounded=True))
    for node in region.nodes:
        _draw_node(drawing, cluster, node, makers)
    key = drawing.key()
    text = " ".join([end, *map(operand, region.results)])
    cluster.boxes.append(Box(key, _cut(text), rounded=True))
    _draw_uses(drawing, region.results, key, makers)
    return params


def _draw_node(drawing: Drawing, cluster: Cluster, node: Node, makers: dict[int, str]) -> None:
    key = drawing.key()
    box = Box(key, _cut(write_node(replace(node, line=0), drawing.calls)))
    makers.update((out, key) for out in node.outs)
    _draw_uses(drawing, node.args, key, makers)
    if not node.regions:
        cluster.boxes.append(box)
        return
    around = Cluster(drawing.key(), node.op, [box])
    cluster.clusters.append(around)
    for part, region in zip(REGIONS[node.op], node.regions, strict=True):
        inner = Cluster(drawing.key(), part)
        params = _draw_region(drawing, inner, region, "yield", makers)
        drawing.arrows += [(key, param, True) for param in params]
        around.clusters.append(inner)


def _draw_uses(
    drawing: Drawing, operands: Sequence[Operand], user: str, makers: dict[int, str]
) -> None:
    for used in dict.fromkeys(value for value in operands if isinstance(value, int)):
        drawing.arrows.append((makers[used], user, False))


def _cut(text: str) -> str:
    """Shorten a text to fit a box, since tables may be long."""
    return text if len(text) <= 80 else f"{text[:77]}..."


# -- the two notations -----------------------------------------------------------------------------


def _dotted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _dot_cluster(cluster: Cluster, indent: str) -> Iterator[str]:
    yield f"{indent}subgraph cluster_{cluster.key} {{"
    yield f"{indent}  label={_dotted(cluster.text)};"
    for box in cluster.boxes:
        style = ", style=rounded" if box.rounded else ""
        yield f"{indent}  {box.key} [label={_dotted(box.text)}{style}];"
    for inner in cluster.clusters:
        yield from _dot_cluster(inner, indent + "  ")
    yield f"{indent}}}"


def _mermaid(text: str) -> str:
    codes = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "\n": " ", "`": "#96;"}
    return '"' + "".join(codes.get(letter, letter) for letter in text) + '"'


def _mermaid_cluster(cluster: Cluster, indent: str) -> Iterator[str]:
    yield f"{indent}subgraph {cluster.key}[{_mermaid(cluster.text)}]"
    for box in cluster.boxes:
        text = _mermaid(box.text)
        yield f"{indent}  {box.key}{f'({text})' if box.rounded else f'[{text}]'}"
    for inner in cluster.clusters:
        yield from _mermaid_cluster(inner, indent + "  ")
    yield f"{indent}end"
