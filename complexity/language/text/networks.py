"""Reading of networkx graphs as program graphs (see `exchange.py` for the attributes)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..check import check
from ..failures import IllFormed
from ..graph import Const, Function, Graph, Node, Operand, Region
from ..naming import gathered
from ..normal.normal_form import normalise
from ..shapes import REGIONS
from ..signatures import DEEPEST
from ..stack_room import deep
from ..types import RANGE, Type
from .headers import type_of
from .lexing import lines

Label = Hashable
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge as seen from one of its ends: the other end, and its attributes."""

    end: Label
    attributes: dict[str, Any]


@dataclass(slots=True)
class _Picture:
    """A networkx graph that is being read.

    Attributes
    ----------
    nodes : the attributes of each node
    outward, inward : for each node and role, its outgoing and incoming edges
    functions : the index of each function
    homes : for each node of kind ``node``, the region that holds it
    names : for each param or node, the numbers of the values that it yields
    scope : the params and nodes whose values may be used at the current point
    read : the regions that have been read
    named : the names of the values of the current function
    count : the number of values so far
    """

    nodes: dict[Label, dict[str, Any]]
    outward: dict[tuple[Label, str], list[_Edge]] = field(default_factory=dict)
    inward: dict[tuple[Label, str], list[_Edge]] = field(default_factory=dict)
    functions: dict[Label, int] = field(default_factory=dict)
    homes: dict[Label, Label] = field(default_factory=dict)
    names: dict[Label, tuple[int, ...]] = field(default_factory=dict)
    scope: set[Label] = field(default_factory=set)
    read: set[Label] = field(default_factory=set)
    named: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0


@deep
def from_networkx(picture: Any) -> Graph:
    """Convert a networkx graph to a program graph, checked and in normal form.

    Parameters
    ----------
    picture : a directed graph or multigraph of networkx

    Raises
    ------
    IllFormed
        If it describes no program graph; the message names the node.

    Notes
    -----
    ``from_networkx(to_networkx(g)) == normalise(g)``.
    """
    found = _read(picture)
    order = sorted(_of_kind(found, "function"), key=lambda at: not _get(found, at, "entry", bool))
    if [_get(found, at, "entry", bool) for at in order[:2]] not in ([True], [True, False]):
        raise IllFormed("one node of kind function, and no other, must have entry=True")
    found.functions = {label: at for at, label in enumerate(order)}
    graph = Graph(tuple(_function(found, label) for label in order))
    _require_all_read(found)
    _check(graph, found)
    return normalise(graph)


def _require_all_read(found: _Picture) -> None:
    for label, data in found.nodes.items():
        used = any((label, role) in found.outward for role in ("operand", "result"))
        whole = {
            "function": True,
            "region": label in found.read,
            "literal": used,
        }.get(data["kind"], label in found.names)
        if not whole:
            raise _refuse(label, f"this {data['kind']} is part of no function")


def _check(graph: Graph, found: _Picture) -> None:
    """Check the graph; messages about values name the networkx nodes that yield them."""
    try:
        check(graph)
    except IllFormed as error:
        makers = {name: label for label, names in found.names.items() for name in names}
        named = dict.fromkeys(int(digits) for digits in re.findall(r"%([0-9]{1,9})", str(error)))
        told = [f"%{name} comes from {makers[name]!r}" for name in named if name in makers]
        raise IllFormed(f"{error} (networkx nodes: {', '.join(told)})") from None


def _read(picture: Any) -> _Picture:
    if not hasattr(picture, "is_directed") or not picture.is_directed():
        raise IllFormed("a program graph is exchanged as a networkx.MultiDiGraph")
    found = _Picture({label: dict(data) for label, data in picture.nodes(data=True)})
    for label, data in found.nodes.items():
        if data.get("kind") not in ("function", "region", "param", "node", "literal"):
            raise _refuse(label, f"{data.get('kind')!r} is no kind of node")
    for source, target, data in picture.edges(data=True):
        role = data.get("role")
        if role not in ("body", "region", "param", "holds", "calls", "operand", "result"):
            raise _refuse(source, f"its edge to {target!r} has the role {role!r}, which is none")
        found.outward.setdefault((source, role), []).append(_Edge(target, data))
        found.inward.setdefault((target, role), []).append(_Edge(source, data))
    return found


def _refuse(label: Label, reason: str) -> IllFormed:
    return IllFormed(f"networkx node {label!r}: {reason}")


def _of_kind(found: _Picture, kind: str) -> list[Label]:
    return [label for label, data in found.nodes.items() if data["kind"] == kind]


def _get(found: _Picture, label: Label, key: str, kind: type[_Kind]) -> _Kind:
    value = found.nodes[label].get(key)
    if not isinstance(value, kind):
        raise _refuse(label, f"its attribute {key} must be of type {kind.__name__}")
    return value


def _type(label: Label, text: object) -> Type:
    if text == "range":
        return RANGE
    try:
        (line,) = lines(text if isinstance(text, str) else "")
        found = type_of(line)
        line.finish()
    except (IllFormed, ValueError):
        raise _refuse(label, f"{text!r} is no type") from None
    return found


def _ends(found: _Picture, label: Label, role: str, kind: str, least: int) -> list[Label]:
    """Return the nodes to which edges of a role lead, in the order of their positions."""
    edges = found.outward.get((label, role), [])
    ends = [edge.end for edge in (edges if least else _placed(label, edges))]
    if least and len(ends) != least:
        raise _refuse(label, f"it has {len(ends)} edges of role {role}, where {least} is needed")
    for end in ends:
        if found.nodes[end]["kind"] != kind:
            raise _refuse(label, f"its edge of role {role} leads to {end!r}, which is no {kind}")
    return ends


def _placed(label: Label, edges: list[_Edge]) -> Iterator[_Edge]:
    """Yield edges in the order of their positions, which must be 0, 1, 2 and so on."""
    places: dict[int, _Edge] = {}
    for edge in edges:
        position = edge.attributes.get("position")
        if type(position) is int:
            places[position] = edge
    for at in range(len(edges)):
        if at not in places:
            raise _refuse(label, f"of its {len(edges)} edges of one role, none has position {at}")
        yield places[at]


def _function(found: _Picture, label: Label) -> Function:
    (body,) = _ends(found, label, "body", "region", 1)
    results = tuple(_type(label, text) for text in _get(found, label, "results", list))
    data = {"given": False, "word": "", "source": "", "line": 0, **found.nodes[label]}
    found.named = []
    region = _region(found, body, 0)
    names, _ = gathered(found.named)
    lost = tuple(sorted({*_texts(label, data.get("lost", ()))}))
    marks = (data["source"], data["line"], data["given"], data["word"])
    return Function(_get(found, label, "name", str), region, results, *marks, names, lost)


def _texts(label: Label, texts: object) -> list[str]:
    """Require a list of names of values."""
    if isinstance(texts, list | tuple) and all(isinstance(text, str) for text in texts):
        return list(texts)
    raise _refuse(label, f"{texts!r} is no list of names")


def _note_names(found: _Picture, label: Label, names: object) -> None:
    """Record the names of the values of a networkx node, a list of names for each value."""
    values = found.names[label]
    if not isinstance(names, list | tuple) or len(names) not in (0, len(values)):
        raise _refuse(label, f"its attribute names is no list of the names of {len(values)} values")
    for value, own in zip(values, names, strict=False):
        found.named += [(value, name) for name in _texts(label, own)]


def _region(found: _Picture, label: Label, depth: int) -> Region:
    owners = found.inward.get((label, "body"), []) + found.inward.get((label, "region"), [])
    if len(owners) != 1:
        raise _refuse(label, f"{len(owners)} nodes have this region, where 1 is needed")
    if depth > DEEPEST:
        raise _refuse(label, f"regions nest deeper than {DEEPEST}")
    params = _ends(found, label, "param", "param", 0)
    types = tuple(_type(param, found.nodes[param].get("type")) for param in params)
    for param in params:
        _name(found, param, 1)
        _note_names(found, param, [found.nodes[param].get("names", [])])
    held = [edge.end for edge in found.outward.get((label, "holds"), [])]
    for node in held:
        _settle_home(found, node, label)
    found.scope.update(params)
    nodes = tuple(_node(found, node, depth) for node in _sorted(found, held))
    results = tuple(_uses(found, label, "result"))
    found.scope.difference_update(params, held)
    found.read.add(label)
    return Region(tuple(found.names[param][0] for param in params), types, nodes, results)


def _settle_home(found: _Picture, node: Label, region: Label) -> None:
    if found.nodes[node]["kind"] != "node":
        raise _refuse(node, "a region holds it, but it is of another kind than node")
    if node in found.homes or len(found.inward[node, "holds"]) != 1:
        raise _refuse(node, "several regions hold it, where 1 is needed")
    found.homes[node] = region
    _name(found, node, len(_get(found, node, "types", list)))


def _name(found: _Picture, label: Label, count: int) -> None:
    if label in found.names:
        raise _refuse(label, "several regions have it, where 1 is needed")
    found.names[label] = tuple(range(found.count, found.count + count))
    found.count += count


def _node(found: _Picture, label: Label, depth: int) -> Node:
    op = _get(found, label, "op", str)
    payload = found.nodes[label].get("payload")
    if op == "call":
        payload = found.functions[_ends(found, label, "calls", "function", 1)[0]]
    elif isinstance(payload, list):
        payload = tuple(payload)
    inner = _ends(found, label, "region", "region", 0)
    if len(inner) != len(REGIONS.get(op, ())):
        raise _refuse(label, f"{op} has {len(inner)} regions, not {len(REGIONS.get(op, ()))}")
    args = tuple(_uses(found, label, "operand"))
    regions = tuple(_region(found, region, depth + 1) for region in inner)
    types = tuple(_type(label, text) for text in _get(found, label, "types", list))
    line, also = found.nodes[label].get("line", 0), found.nodes[label].get("also", ())
    also = tuple(also) if isinstance(also, list) else also
    _note_names(found, label, found.nodes[label].get("names", []))
    found.scope.add(label)
    return Node(op, args, found.names[label], types, payload, regions, line, also)


def _uses(found: _Picture, label: Label, role: str) -> Iterator[Operand]:
    """Yield the operands of a node, or the results of a region."""
    for edge in _placed(label, found.inward.get((label, role), [])):
        data, out = found.nodes[edge.end], edge.attributes.get("out", 0)
        if data["kind"] == "literal":
            value = data.get("value")
            value = tuple(value) if isinstance(value, list) else value
            yield Const(value, _type(edge.end, data.get("type")))  # type: ignore[arg-type]
        elif edge.end not in found.scope:
            raise _refuse(label, f"it uses {edge.end!r}, which is not in scope there")
        elif type(out) is not int or not 0 <= out < len(found.names[edge.end]):
            raise _refuse(label, f"it uses result {out!r} of {edge.end!r}, which has no such")
        else:
            yield found.names[edge.end][out]


def _sorted(found: _Picture, held: list[Label]) -> list[Label]:
    """Order the nodes of a region so that each comes after those that it uses at any depth."""
    own = set(held)
    needs = {node: [use for use in _needs(found, node) if use in own] for node in held}
    users: dict[Label, list[Label]] = {node: [] for node in held}
    for node, used in needs.items():
        for use in used:
            users[use].append(node)
    order = [node for node in held if not needs[node]]
    missing = {node: len(used) for node, used in needs.items()}
    for node in order:
        for user in users[node]:
            missing[user] -= 1
            if missing[user] == 0:
                order.append(user)
    if len(order) < len(held):
        stuck = next(node for node in held if missing[node])
        raise _refuse(stuck, "it depends on itself: its edges are part of a cycle")
    return order


def _needs(found: _Picture, node: Label) -> list[Label]:
    """Return the params and nodes whose values a node uses at any depth."""
    uses: list[Label] = []
    waiting, seen = [node], {node}
    while waiting:
        label = waiting.pop()
        for role in ("operand", "result"):
            uses += [edge.end for edge in found.inward.get((label, role), [])]
        for role in ("region", "holds"):
            inner = [edge.end for edge in found.outward.get((label, role), [])]
            waiting += [end for end in inner if end not in seen]
            seen.update(inner)
    return uses
