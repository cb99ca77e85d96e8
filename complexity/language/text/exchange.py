"""Program graphs as networkx graphs.

All information is in the attributes of nodes and edges: their labels, and the order in which they
were added, mean nothing.

========== ==================================================== ================================
a node of  has the attributes                                   and edges to
========== ==================================================== ================================
function   name, entry, results, given, word, source, line,     its body (role ``body``)
           lost
region                                                          its parameters (``param``), its
                                                                nodes (``holds``)
param      type, names                                          what uses it
node       op, payload, types, line, also, names                its regions (``region``), the
                                                                function it calls (``calls``),
                                                                what uses its results
literal    value, type                                          what uses it
========== ==================================================== ================================

The kind itself is the attribute ``kind``. What uses a value is a node (role ``operand``) or a
region (``result``). The edges ``param``, ``region``, ``operand`` and ``result`` have a position
from 0; one that starts at a node also says which of its results is meant (``out``). Types are
written as Python writes them. A region of a node may use values of the regions around it.

Attributes that are no part of identity may be omitted: lines, the names of a parameter (a list of
texts) and of a node's results (such a list for each), the names of a function that are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..graph import Const, Graph, Node, Operand, Region
from ..naming import Names
from ..stack_room import deep
from ..types import spell
from .networks import from_networkx

if TYPE_CHECKING:
    import networkx

__all__ = ["from_networkx", "to_networkx"]


@deep
def to_networkx(graph: Graph) -> networkx.MultiDiGraph[str]:
    """Convert a well-formed graph to a directed multigraph of networkx."""
    import networkx  # imported here, since it is slow to import and rarely needed

    picture: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for at, function in enumerate(graph.functions):
        picture.add_node(
            f"f{at}",
            kind="function",
            name=function.name,
            entry=at == 0,
            results=[spell(type_) for type_ in function.result_types],
            given=function.given,
            word=function.word,
            source=function.source,
            line=function.line,
            lost=list(function.lost),
        )
    for at, function in enumerate(graph.functions):
        body = _add_region(picture, function.body, f"f{at}/", {}, function.names)
        picture.add_edge(f"f{at}", body, role="body")
    return picture


def _new(picture: networkx.MultiDiGraph[str], prefix: str, **attributes: Any) -> str:
    label = f"{prefix}{len(picture)}"
    picture.add_node(label, **attributes)
    return label


def _add_region(
    picture: networkx.MultiDiGraph[str],
    region: Region,
    prefix: str,
    makers: dict[int, tuple[str, int]],
    names: Names,
) -> str:
    """Add a region; `makers` says where each value in scope comes from."""
    label = _new(picture, prefix, kind="region")
    for at, (param, type_) in enumerate(zip(region.params, region.param_types, strict=True)):
        own = list(names.get(param, ()))
        made = _new(picture, prefix, kind="param", type=spell(type_), names=own)
        makers[param] = (made, 0)
        picture.add_edge(label, made, role="param", position=at)
    for node in region.nodes:
        picture.add_edge(label, _add_node(picture, node, prefix, makers, names), role="holds")
    for at, result in enumerate(region.results):
        _add_use(picture, result, label, ("result", at), prefix, makers)
    return label


def _add_node(
    picture: networkx.MultiDiGraph[str],
    node: Node,
    prefix: str,
    makers: dict[int, tuple[str, int]],
    names: Names,
) -> str:
    types = [spell(type_) for type_ in node.types]
    own = [list(names.get(out, ())) for out in node.outs]
    lines = {"line": node.line, "also": list(node.also)}
    label = _new(picture, prefix, kind="node", op=node.op, types=types, names=own, **lines)
    if node.op == "call":
        picture.add_edge(label, f"f{node.payload}", role="calls")
    else:
        picture.nodes[label]["payload"] = node.payload
    makers.update((out, (label, at)) for at, out in enumerate(node.outs))
    for at, operand in enumerate(node.args):
        _add_use(picture, operand, label, ("operand", at), prefix, makers)
    for at, region in enumerate(node.regions):
        inner = _add_region(picture, region, prefix, makers, names)
        picture.add_edge(label, inner, role="region", position=at)
    return label


def _add_use(
    picture: networkx.MultiDiGraph[str],
    operand: Operand,
    user: str,
    place: tuple[str, int],
    prefix: str,
    makers: dict[int, tuple[str, int]],
) -> None:
    if isinstance(operand, Const):
        value, type_ = operand.value, spell(operand.type)
        maker = (_new(picture, prefix, kind="literal", value=value, type=type_), 0)
    else:
        maker = makers[operand]
    picture.add_edge(maker[0], user, role=place[0], position=place[1], out=maker[1])
