"""Which nodes a writer shares, and which it derives again wherever their value is used.

A reader's graph is normalised, and the normal form shares equal pure nodes of a region whoever
derived them. So a pure value may be described once and named at each use, or be derived at each
use, and the graph that is read is the same. Which of the two is written is one rule, of the node
and its operands alone: with k uses it is derived again where

    again^(k-1) <= sharing

`sharing` is the product of the alternatives that naming it would add: one shared node instead of
none, one used result, its type, its way. `again` is that of the choices that each further
derivation repeats: its plan and its operands. Of the values in scope those of the region itself
are counted, its parameters and the results of the nodes that are shared before this one; functions
that could be called are not. So the rule looks no further than the region up to the node. What it
leaves out has little to say, and it need not be the best of all, only the same for every writer.

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
    """One region of a writer's function, while its nodes are looked at in order.

    Attributes
    ----------
    owner : for each value of the region the position of its node
    uses : how often each value is an operand or a result of this region
    captured : the values that nested regions use
    shared : the positions of the nodes that are described once, as far as they are looked at
    scope : of each type the region's own values that are in scope by now
    type_of : the type of an operand
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
    """The positions of the nodes of a region that are described once, ahead of its results.

    Parameters
    ----------
    region : of a graph in normal form
    captures : what is known of nested regions already
    known : which functions of the graph draw
    type_of : the type of any operand of the region

    Notes
    -----
    What is derived again with a node, since it stands where the node uses it, is counted with it.
    So of nodes used twice by nodes used twice those soon are shared whose derivation would grow.
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
    times = min(state.uses[value] - 1, limit.bit_length())  # 2 to that power exceeds the limit
    return again is not None and again**times <= limit


def _used(node: Node, state: _Sharing) -> tuple[int, ...]:
    """Which results of a node are used."""
    used = [at for at, out in enumerate(node.outs) if state.uses[out] or out in state.captured]
    return tuple(used)


def _sharing(type_: Type) -> int:
    """The alternatives of what naming a value of a type adds to its description."""
    writer = Writer()
    count(writer, 1, NOWHERE)  # of shared nodes: 1, where 0 has two alternatives
    count(writer, 1, NOWHERE)  # of its used results
    choose_type(writer, type_, NOWHERE, ranges=True)
    writer.choose(len(primitive((type_,))), 0, NOWHERE)
    return _product(writer) // 2


def _again(node: Node, limit: int, state: _Sharing) -> int | None:
    """The alternatives of deriving a node once more, its way left aside.

    None where they exceed a limit, which is found out in as many steps as the limit has bits, or
    where the node cannot be derived again.
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
    """The alternatives of a node, and of the operands that are derived with it."""
    for node in inner:
        if again > limit:
            return None
        more = _again(node, limit // again, state)
        if more is None:
            return None
        again *= more
    return again if again <= limit else None


def _plan(writer: Writer, node: Node, state: _Sharing) -> None:
    """The choices of what is still open of a node once its way is chosen."""
    outs = _used(node, state)
    operands = tuple(map(state.type_of, node.args))
    wanted = tuple(node.types[at] for at in outs)
    plan(writer, way_of(node, outs, None), wanted, Known(node, operands, outs), NOWHERE)


def _product(writer: Writer) -> int:
    return product(number**times for number, times in writer.alternatives.items())
