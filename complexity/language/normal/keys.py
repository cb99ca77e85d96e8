"""Structural keys, which do not depend on the names of values and the order of nodes.

The key of a node is a digest of its op, its payload and the keys of its operands; marks have none.
The states of a loop are unordered, so they are distinguished by their initial values and, where
these agree, by the body's results for them and its uses of them, until no further states can be
distinguished (colour refinement [1]_).

References
----------
.. [1] B. Weisfeiler and A. Lehman, "The reduction of a graph to canonical form", 1968.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from ..graph import Const, Function, Graph, Node, Operand, Region
from ..marks import without_marks
from ..shapes import exits, sequences

# states are refined only in loops nested less deeply, with no more states: this bounds the work
_MOST_REFINED = 3
_MOST_STATES = 32


@dataclass(slots=True)
class Keys:
    """The keys computed so far.

    Attributes
    ----------
    functions : for each function, the key of a call of it
    exact : whether states that cannot be distinguished are ranked in their given order, so that
        equal keys imply equal meanings; else such states have equal keys
    marks : for some nodes, by `id`, a digest that distinguishes them
    values, nodes : the keys of values, and of nodes by `id`
    """

    functions: Sequence[bytes]
    exact: bool
    marks: Mapping[int, bytes] = field(default_factory=dict)
    values: dict[int, bytes] = field(default_factory=dict)
    nodes: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Contents:
    """The keys of a region's results, and of all its nodes in sorted order."""

    results: list[bytes]
    nodes: list[bytes]


def combine(*parts: object) -> bytes:
    """Return the digest of several parts, each represented by its `repr`."""
    return blake2b(repr(parts).encode(), digest_size=20).digest()


def alpha(node: Node, functions: Sequence[bytes]) -> Keys:
    """Return the exact keys of one node and its results; outer values are known by name."""
    keys = Keys(functions, exact=True)
    key_node(node, keys, 0)
    return keys


def function_keys(
    function: Function, functions: Sequence[bytes], marks: Mapping[int, bytes] | None = None
) -> Keys:
    """Return the keys of everything in a function, independent of names and node order."""
    keys = Keys(functions, False, marks or {})
    _key_region(function.body, _params(function.body, 0, 0), keys, 0)
    return keys


def callable_keys(graph: Graph) -> list[bytes]:
    """Return a key for each function of a graph that does not depend on their order."""
    keys = [
        combine("function", f.body.param_types, f.result_types, f.given, f.word)
        for f in graph.functions
    ]
    for _ in graph.functions:
        refined = [
            _function_key(f, key, keys) for f, key in zip(graph.functions, keys, strict=True)
        ]
        if len(set(refined)) == len(set(keys)):
            break
        keys = refined
    return keys


def _function_key(function: Function, key: bytes, functions: Sequence[bytes]) -> bytes:
    keys = Keys(functions, exact=False)
    contents = _key_region(function.body, _params(function.body, 0, 0), keys, 0)
    return combine(key, contents.results, contents.nodes)


def key_node(node: Node, keys: Keys, level: int) -> bytes:
    """Return the key of a node at a nesting level; its results' keys are stored in `keys`."""
    if node.op in ("while", "for"):
        key, outs = _key_loop(node, keys, level)
    elif node.op == "branch":
        key, outs = _key_branch(node, keys, level)
    else:
        args = [_operand(arg, keys) for arg in node.args]
        inner = [
            _key_region(region, _params(region, level + 1, at), keys, level + 1)
            for at, region in enumerate(node.regions)
        ]
        payload = node.payload
        called = keys.functions[payload] if node.op == "call" and type(payload) is int else payload
        yields = () if args else node.types
        mark = keys.marks.get(id(node))
        shown = [(contents.results, contents.nodes) for contents in inner]
        key = combine(level, node.op, called, args, yields, shown, mark)
        outs = [combine(key, at) for at in range(len(node.outs))]
    keys.values.update(zip(node.outs, outs, strict=True))
    keys.nodes[id(node)] = key
    return key


def _key_region(region: Region, params: list[bytes], keys: Keys, level: int) -> _Contents:
    keys.values.update(zip(region.params, params, strict=True))
    nodes = sorted([key_node(node, keys, level) for node in without_marks(region.nodes)])
    return _Contents([_operand(result, keys) for result in region.results], nodes)


def _params(region: Region, level: int, at: int) -> list[bytes]:
    return [combine("param", level, at, position) for position in range(len(region.params))]


def _operand(operand: Operand, keys: Keys) -> bytes:
    if isinstance(operand, Const):
        return combine(operand.value, operand.type)
    return keys.values.get(operand) or combine("around", operand)


def _key_branch(node: Node, keys: Keys, level: int) -> tuple[bytes, list[bytes]]:
    test = _operand(node.args[0], keys)
    yes, no = (_key_region(region, [], keys, level + 1) for region in node.regions)
    pairs = list(zip(yes.results, no.results, strict=True))
    key = combine(level, node.op, test, yes.nodes, no.nodes, sorted(pairs))
    return key, [combine(key, pair) for pair in pairs]


def _key_loop(node: Node, keys: Keys, level: int) -> tuple[bytes, list[bytes]]:
    first = sequences(node.op, node.payload)
    args = [_operand(arg, keys) for arg in node.args]
    starts = [combine("state", key) for key in args[first:]]
    colours = _told_apart(node, list(starts), keys, level)
    order = sorted(range(len(colours)), key=colours.__getitem__)
    if keys.exact:
        for rank, at in enumerate(order):
            colours[at] = combine("ranked", level, rank)
    inner = _key_bodies(node, colours, keys, level)
    leave = len(inner[-1].results) - len(colours)
    key = combine(
        (level, node.op, node.payload, args[:first], [starts[at] for at in order]),
        [contents.results for contents in inner[:-1]],
        [contents.nodes for contents in inner],
        inner[-1].results[:leave],
        [inner[-1].results[leave + at] for at in order],
    )
    return key, [combine(key, colour) for colour in colours]


def _told_apart(node: Node, colours: list[bytes], keys: Keys, level: int) -> list[bytes]:
    """Refine the states' colours until no more states are distinguished.

    If the keys are exact, one of several states of equal colour is then individualised, until all
    colours differ.
    """
    if level >= _MOST_REFINED or len(colours) > _MOST_STATES:
        return colours
    while len(set(colours)) < len(colours):
        refined = _refined(node, colours, keys, level)
        if len(set(refined)) == len(set(colours)):
            if not keys.exact:
                break
            tied = [at for at, colour in enumerate(colours) if colours.count(colour) > 1]
            first = min(tied, key=colours.__getitem__)
            colours[first] = combine("first", colours[first])
        else:
            colours = refined
    return colours


def _refined(node: Node, colours: list[bytes], keys: Keys, level: int) -> list[bytes]:
    """Refine colours by the body's results for the states, or else by where it uses them."""
    leave = int(exits(node.op, node.payload))
    made = _key_bodies(node, colours, keys, level)[-1].results[leave:]
    refined = [combine(*pair) for pair in zip(colours, made, strict=True)]
    if len(set(refined)) > len(set(colours)):
        return refined
    for at, colour in enumerate(colours):
        if colours.count(colour) > 1:
            marked = [*colours[:at], combine("this", colour), *colours[at + 1 :]]
            inner = _key_bodies(node, marked, keys, level)
            made = sorted(map(combine, marked, inner[-1].results[leave:]))
            others = [contents.results for contents in inner[:-1]]
            nodes = [contents.nodes for contents in inner]
            refined[at] = combine(colour, made, inner[-1].results[:leave], others, nodes)
    return refined


def _key_bodies(node: Node, colours: list[bytes], keys: Keys, level: int) -> list[_Contents]:
    elements = sequences(node.op, node.payload)
    params = [combine("element", level + 1, at) for at in range(elements)] + colours
    return [_key_region(region, params, keys, level + 1) for region in node.regions]


def region_key(region: Region, functions: Sequence[bytes]) -> bytes:
    """Return an exact key of a region without parameters; outer values are known by name."""
    contents = _key_region(region, [], Keys(functions, exact=True), 0)
    return combine(contents.results, contents.nodes)
