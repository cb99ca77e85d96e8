"""The choice of nodes that a writer shares, and of those that it derives again at each use.

The graph of a reader is normalised, and the normal form shares equal pure nodes of a region however
they were derived. So a pure value may be described once and named at each use, or be derived at
each use, and the decoded graph is the same. A rule that depends only on the node and its operands
chooses between the two: a node with k uses is derived again if

    again^(k-1) <= sharing

`sharing` is the product of the alternatives that naming it would add: one shared node instead of
none, one used result, its type, its way. `again` is the product over the choices that each further
derivation repeats: its plan and its operands. Among the values in scope only those of the region
itself are counted (its parameters and the results of earlier shared nodes); functions that could be
called are not. So the rule depends only on the region up to the node. It ignores little, and it
need not be optimal, only the same for every writer.

A node qualifies when it has no regions, one of its results is used, all uses stand in its own
region, and nothing that would be derived again draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..language.captures import Captures
from ..language.effects import Facts, is_pure
from ..language.graph import Const, Node, Operand, Region
from ..language.normal.schedule import declared, owners
from ..language.types import Type
from .bits import Place, Writer, count
from .literals import choose_type, has_literal, literal
from .plans import Known, plan
from .ways import primitive, way_of
from .weight import product

NOWHERE: Place = ("", 0)


@dataclass(slots=True)
class _Sharing:
    """One region of a writer's function, whose nodes are processed in order.

    Attributes
    ----------
    owner : for each value of the region, the position of its node
    uses : how often each value is an operand or a result of this region
    captured : the values that nested regions use
    shared : the positions of the nodes that are described once, as far as is decided
    scope : for each type, the number of the region's own values in scope so far
    type_of : returns the type of an operand
    """

    region: Region
    known: Facts
    type_of: Callable[[Operand], Type]
    owner: dict[int, int]
    uses: Counter[int]
    captured: set[int]
    shared: set[int]
    scope: Counter[Type]


def shared(
    region: Region, captures: Captures, known: Facts, type_of: Callable[[Operand], Type]
) -> tuple[int, ...]:
    """Return the positions of a region's nodes that are described once, before its results.

    Parameters
    ----------
    region : a region of a graph in normal form
    captures : a cache of what nested regions use
    known : which functions of the graph draw
    type_of : returns the type of any operand of the region

    Notes
    -----
    The derivation of a node includes the derivations of its operands that are not shared, which
    count towards its size. So in a chain of nodes that are each used twice, nodes are soon shared,
    before derivations grow exponentially.
    """
    places = declared(region, captures)
    if not any(region.nodes[at].outs and not region.nodes[at].regions for at in places):
        return places
    owner, uses = owners(region.nodes), _uses(region)
    captured = {v for node in region.nodes if node.regions for v in captures.inner(node)}
    scope = Counter(region.param_types)
    state = _Sharing(region, known, type_of, owner, uses, captured, set(places), scope)
    for at in places:
        node = region.nodes[at]
        if not node.regions and _is_derived_again(node, state):
            state.shared.remove(at)
        else:
            state.scope.update([node.types[out] for out in _used(node, state)])
    return tuple(at for at in places if at in state.shared)


def _uses(region: Region) -> Counter[int]:
    operands = [operand for node in region.nodes for operand in node.args] + [*region.results]
    return Counter([operand for operand in operands if isinstance(operand, int)])


def _is_derived_again(node: Node, state: _Sharing) -> bool:
    used = _used(node, state)
    if len(used) != 1:
        return False
    value, limit = node.outs[used[0]], _sharing(node.types[used[0]])
    if state.uses[value] < 2 or value in state.captured:
        return False
    again = _again(node, limit, state)
    # again >= 2 to the power of limit.bit_length() exceeds the limit: no higher power is needed
    times = min(state.uses[value] - 1, limit.bit_length())
    return again is not None and again**times <= limit


def _used(node: Node, state: _Sharing) -> tuple[int, ...]:
    """Return which results of a node are used."""
    used = [at for at, out in enumerate(node.outs) if state.uses[out] or out in state.captured]
    return tuple(used)


def _sharing(type_: Type) -> int:
    """Return the number of alternatives that naming a value of a type adds to a description."""
    writer = Writer()
    count(writer, 1, NOWHERE)  # the count of shared nodes, 1 instead of 0
    count(writer, 1, NOWHERE)  # the count of its used results
    choose_type(writer, type_, NOWHERE, ranges=True)
    writer.choose(len(primitive((type_,))), 0, NOWHERE)
    return _product(writer) // 2


def _again(node: Node, limit: int, state: _Sharing) -> int | None:
    """Return the number of alternatives of deriving a node once more, except its way.

    None if it exceeds a limit, which takes at most as many steps as the limit has bits, or if the
    node cannot be derived again.
    """
    if node.regions or not is_pure(node, state.known):
        return None
    writer = Writer()
    if node.op != "call":
        _plan(writer, node, state)
    inner: list[Node] = []
    for operand in node.args:
        type_ = state.type_of(operand)
        others = len(primitive((type_,))) + has_literal(type_)
        writer.choose(state.scope[type_] + others, 0, NOWHERE)
        if isinstance(operand, Const):
            literal(writer, type_, operand, NOWHERE)
        elif operand in state.owner and state.owner[operand] not in state.shared:
            inner.append(state.region.nodes[state.owner[operand]])
    return _with_inner(_product(writer), inner, limit, state)


def _with_inner(again: int, inner: Sequence[Node], limit: int, state: _Sharing) -> int | None:
    """Multiply a node's alternatives by those of the operands derived with it."""
    for node in inner:
        if again > limit:
            return None
        more = _again(node, limit // again, state)
        if more is None:
            return None
        again *= more
    return again if again <= limit else None


def _plan(writer: Writer, node: Node, state: _Sharing) -> None:
    """Code what remains open of a node once its way is chosen."""
    outs = _used(node, state)
    operands = tuple(map(state.type_of, node.args))
    wanted = tuple(node.types[at] for at in outs)
    plan(writer, way_of(node, outs, None), wanted, Known(node, operands, outs), NOWHERE)


def _product(writer: Writer) -> int:
    return product(number**times for number, times in writer.alternatives.items())
