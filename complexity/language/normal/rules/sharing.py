"""Sharing of equal pure scalar nodes between a region and the regions around it.

A node that equals a node of an enclosing region is replaced by it: that node runs whether or not
the inner region does, and its operands are known before the inner region begins. Lists are not
shared, since a list with two references is copied when it is updated.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...captures import Captures
from ...effects import Facts, is_pure
from ...graph import Function, Node, Operand, Region
from ...marks import is_mark
from ...naming import renamed
from ...types import BOOL, INT, RANGE

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Sharing:
    """The state of one pass over a function."""

    known: Facts
    around: dict[_Key, Node] = field(default_factory=dict)
    meant: dict[int, int] = field(default_factory=dict)

    def operands(self, operands: tuple[Operand, ...]) -> tuple[Operand, ...]:
        """Resolve shared values in operands."""
        if not self.meant:
            return operands
        return tuple(self.meant.get(o, o) if isinstance(o, int) else o for o in operands)


def share_around(function: Function, known: Facts) -> Function:
    """Let inner regions use the equal values of enclosing regions."""
    if not any(node.regions for node in function.body.nodes):
        return function
    state = _Sharing(known)
    body = _region(function.body, state)
    if not state.meant:
        return function
    return renamed(replace(function, body=body), lambda value: state.meant.get(value, value))


def _region(region: Region, state: _Sharing) -> Region:
    before = len(state.meant)
    kept = [node for node in _resolved(region.nodes, state) if not _is_around(node, state)]
    own: dict[_Key, Node] = {}
    for node in kept:
        key = _key(node, state)
        if key is not None and key not in state.around:
            own.setdefault(key, node)
    state.around.update(own)
    nodes = [_with_regions(node, state) for node in kept]
    for key in own:
        del state.around[key]
    if len(state.meant) > before:
        nodes = _in_order(nodes)
    return replace(region, nodes=tuple(nodes), results=state.operands(region.results))


def _resolved(nodes: tuple[Node, ...], state: _Sharing) -> list[Node]:
    """Resolve the operands of nodes, and substitute the values of those equal to outer nodes."""
    made = []
    for node in nodes:
        args = state.operands(node.args)
        node = node if args is node.args else replace(node, args=args)
        key = _key(node, state)
        other = state.around.get(key) if key is not None else None
        if other is not None:
            state.meant.update(zip(node.outs, other.outs, strict=True))
        made.append(node)
    return made


def _is_around(node: Node, state: _Sharing) -> bool:
    return any(out in state.meant for out in node.outs)


def _key(node: Node, state: _Sharing) -> _Key | None:
    """Return a key of a node if it is a pure node of scalars or ranges, else None."""
    if node.regions or is_mark(node) or not node.args or not is_pure(node, state.known):
        return None
    if any(type_ not in (BOOL, INT, RANGE) for type_ in node.types):
        return None
    return (node.op, node.payload, node.args)


def _with_regions(node: Node, state: _Sharing) -> Node:
    if not node.regions:
        return node
    regions = tuple(_region(region, state) for region in node.regions)
    return replace(node, args=state.operands(node.args), regions=regions)


def _in_order(nodes: list[Node]) -> list[Node]:
    """Order nodes so that each comes after those whose results it uses, otherwise stably."""
    owner = {out: at for at, node in enumerate(nodes) for out in node.outs}
    captures = Captures()
    needs = [sorted({owner[v] for v in captures.used(n) if v in owner}) for n in nodes]
    done: set[int] = set()
    order: list[Node] = []
    for root in range(len(nodes)):
        waiting = [root]
        while waiting:
            at = waiting[-1]
            left = [need for need in needs[at] if need not in done]
            if left:
                waiting += left
                continue
            waiting.pop()
            if at not in done:
                done.add(at)
                order.append(nodes[at])
    return order
