"""The rewrites of the normal form that propagate from definitions to uses, one function each.

Ops on literals are folded, ranges take their shortest form, states that never change and branch
results that are equal in both arms are replaced by their value, and equal pure nodes of one region
are shared.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..effects import Facts, is_pure
from ..failures import Undefined
from ..graph import Const, Function, Node, Operand, Region, literal, merged
from ..marks import marks, marks_within, without_marks
from ..naming import renamed
from ..ops import OPS
from ..shapes import exits, sequences
from ..types import BOOL, INT
from .dead_code import keep_outs
from .keys import Keys, alpha
from .merging import Merging, absorbed

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Rewriting:
    """The substitution of the values of one function, so far."""

    known: Facts
    functions: list[bytes]  # a key for each function of the graph
    meant: dict[int, Operand] = field(default_factory=dict)
    changed: bool = False

    def operand(self, operand: Operand) -> Operand:
        """Resolve an operand, following chains of substitutions."""
        while isinstance(operand, int) and operand in self.meant:
            operand = self.meant[operand]
        return operand

    def operands(self, operands: tuple[Operand, ...]) -> tuple[Operand, ...]:
        """Resolve several operands; return the same tuple if nothing is replaced."""
        if not any(isinstance(operand, int) and operand in self.meant for operand in operands):
            return operands
        return tuple(map(self.operand, operands))


def simplify(function: Function, known: Facts, functions: list[bytes]) -> Function:
    """Apply one pass of all rewrites; return the same function object if none applied."""
    state = _Rewriting(known, functions)
    body = _region(function.body, state)
    return renamed(replace(function, body=body), state.operand) if state.changed else function


def _region(region: Region, state: _Rewriting) -> Region:
    """Rewrite the nodes of a region in order and share equal ones."""
    shared = _Shared(marks(region.nodes))
    for old in without_marks(region.nodes):
        node = _node(old, state)
        if node is not None and not _share(node, shared, state):
            shared.nodes.append(node)
    results = state.operands(region.results)
    return Region(region.params, region.param_types, tuple(shared.nodes), results)


def _node(node: Node, state: _Rewriting) -> Node | None:
    """Rewrite a node, or return None if its results have been replaced."""
    args = state.operands(node.args)
    if args is not node.args:
        node = replace(node, args=args)
    if node.regions:
        return _control(node, state)
    value = fold(node)
    if value is not None:
        state.meant[node.outs[0]] = value
        state.changed = True
        return None
    return _shortest_range(node, state)


def _control(node: Node, state: _Rewriting) -> Node:
    if node.op in ("while", "for"):
        node = _without_constant_states(node, state)
    node = replace(node, regions=tuple(_region(region, state) for region in node.regions))
    return _without_equal_results(node, state) if node.op == "branch" else node


# -- literals ------------------------------------------------------------------------------------


def literal_bits(value: int | bool) -> int:
    """Return the bits of a scalar literal: 1 for a bool, signed Elias gamma for an integer.

    Examples
    --------
    >>> [literal_bits(value) for value in (0, -1, 1, 3, True)]
    [1, 3, 3, 5, 1]
    """
    if isinstance(value, bool):
        return 1
    zigzag = 2 * value if value >= 0 else -2 * value - 1
    return 2 * (zigzag + 1).bit_length() - 1


def fold(node: Node) -> Const | None:
    """Fold a scalar op on literals, if the resulting literal is no longer than the expression.

    Notes
    -----
    The literal costs its own bits and the choice of a literal. The expression costs, besides its
    operands' bits, one choice for the op and one for each operand: one more choice than the literal
    for each operand. Each choice is among at least 32 alternatives (the ops that yield a scalar),
    so 5 bits for each operand never overestimate the expression. An op that fails is not folded.
    """
    row = OPS[node.op]
    if row.group != "scalar" or row.meaning is None or node.types not in ((INT,), (BOOL,)):
        return None
    values = [arg.value for arg in node.args if isinstance(arg, Const)]
    scalars = [value for value in values if isinstance(value, int)]
    if not node.args or len(scalars) < len(node.args):
        return None
    try:
        value = row.meaning(*scalars)
    except Undefined:
        return None
    longest = sum(map(literal_bits, scalars)) + 5 * len(scalars)
    return Const(value, node.types[0]) if literal_bits(value) <= longest else None


def _shortest_range(node: Node, state: _Rewriting) -> Node:
    """Write a range with the op that needs the fewest operands."""
    if node.op == "steps" and node.args[2] == literal(1):
        node = replace(node, op="range", args=node.args[:2])
        state.changed = True
    if node.op == "range" and node.args[0] == literal(0):
        node = replace(node, op="upto", args=node.args[1:])
        state.changed = True
    return node


# -- control -------------------------------------------------------------------------------------


def _without_constant_states(node: Node, state: _Rewriting) -> Node:
    """Remove the states of a loop that its body returns unchanged, or as they began."""
    first, leave = sequences(node.op, node.payload), int(exits(node.op, node.payload))
    body, starts = node.regions[-1], node.args[first:]
    kept = []
    for at, start in enumerate(starts):
        again = body.results[leave + at]
        if again == body.params[first + at] or state.operand(again) == start:
            state.meant[node.outs[at]] = start
            state.meant.update((region.params[first + at], start) for region in node.regions)
            state.changed = True
        else:
            kept.append(at)
    return keep_outs(node, kept)


def _without_equal_results(node: Node, state: _Rewriting) -> Node:
    """Remove the results of a branch that both arms take alike from outside.

    These may be literals too. Of several results that are equal in each arm, one is kept.
    """
    kept: dict[tuple[Operand, ...], int] = {}
    for at, pair in enumerate(zip(*(region.results for region in node.regions), strict=True)):
        if pair[0] == pair[1] or pair in kept:
            state.meant[node.outs[at]] = node.outs[kept[pair]] if pair in kept else pair[0]
            state.changed = True
        else:
            kept[pair] = at
    return keep_outs(node, list(kept.values()))


# -- sharing -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Shared:
    """The nodes of one region so far, with indices of pure plain nodes and of control nodes.

    Keys of control nodes are computed only where two nodes look alike from outside. Each index
    gives the position of the node that is kept, which takes over the lines of those removed.
    """

    nodes: list[Node]
    plain: dict[_Key, int] = field(default_factory=dict)
    alike: dict[_Key, tuple[Node, int]] = field(default_factory=dict)
    control: dict[bytes, tuple[Node, int, Keys]] = field(default_factory=dict)


def _share(node: Node, shared: _Shared, state: _Rewriting) -> bool:
    """Replace a node by an equal pure node before it; return whether there is one."""
    outs = _equal_control(node, shared, state) if node.regions else _equal(node, shared, state)
    if outs is None:
        return False
    state.meant.update(outs)
    state.changed = True
    return True


def _equal(node: Node, shared: _Shared, state: _Rewriting) -> dict[int, int] | None:
    """Map a plain node's results to those of an equal earlier node; None if there is none."""
    if not is_pure(node, state.known):
        return None
    key = (node.op, node.payload, node.args, node.types if not node.args else ())
    at = shared.plain.setdefault(key, len(shared.nodes))
    if at == len(shared.nodes):
        return None
    shared.nodes[at] = merged(shared.nodes[at], node)
    return dict(zip(node.outs, shared.nodes[at].outs, strict=True))


def _equal_control(node: Node, shared: _Shared, state: _Rewriting) -> dict[int, int] | None:
    """Map a control node's values to those of an equal earlier node; None if none."""
    # states may be in another order, so of several operands only the number must agree
    look = (node.op, node.payload, node.args if len(node.args) == 1 else len(node.args))
    here = len(shared.nodes)
    first, before = shared.alike.setdefault(look, (node, here))
    if first is node or not is_pure(node, state.known):
        return None
    for one, at in ((first, before), (node, here)):
        keys = alpha(one, state.functions)
        if is_pure(one, state.known):
            seen = shared.control.setdefault(keys.nodes[id(one)], (one, at, keys))
    other, at, theirs = seen
    if other is node:
        return None
    named = {theirs.values[out]: out for out in other.outs}
    outs = {out: named[keys.values[out]] for out in node.outs}
    return outs | _merge(node, at, keys, outs, shared, state)


def _merge(
    node: Node, at: int, keys: Keys, outs: dict[int, int], shared: _Shared, state: _Rewriting
) -> dict[int, int]:
    """Merge two equal nodes: keep the one with more marks, all lines, and the first's results.

    Returns the substitution of the values inside the removed node.
    """
    first = shared.nodes[at]
    merging = Merging(alpha(first, state.functions), keys, False)
    if marks_within(node) > marks_within(first):
        merging = Merging(keys, merging.kept, True)
        kept = absorbed(node, first, merging)
        shared.nodes[at] = replace(kept, outs=tuple(outs[out] for out in node.outs))
    else:
        shared.nodes[at] = absorbed(first, node, merging)
    ends = {*node.outs, *first.outs}
    return {value: now for value, now in merging.same.items() if value not in ends}
