"""Rules for what loops iterate over: elements instead of indices, and shorter ranges."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from ...graph import Const, Node, Operand, Region, literal, merged, rebuilt
from ...shapes import sequences
from ...types import RANGE
from .branches import position
from .rewriting import Rewriting

Made = list[Node] | None


def count_range(start: Operand, bound: Operand, step: int, out: int, line: int) -> Node:
    """Return the shortest node that makes a range."""
    if step == 1 and start == literal(0):
        return Node("upto", (bound,), (out,), (RANGE,), None, (), line)
    if step == 1:
        return Node("range", (start, bound), (out,), (RANGE,), None, (), line)
    return Node("steps", (start, bound, literal(step)), (out,), (RANGE,), None, (), line)


def element_of_index(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Iterate over a list instead of its indices, where the loop fetches its elements."""
    count = sequences(node.op, node.payload)
    for at in range(count):
        made = state.maker(node.args[at])
        size = state.maker(made.args[0]) if made is not None and made.op == "upto" else None
        if size is not None and size.op == "len":
            walked = _walked(state, node, at, size.args[0])
            if walked is not None:
                return [walked]
    return None


def _walked(state: Rewriting, node: Node, at: int, owner: Operand) -> Node | None:
    """Add the list to the sequences of the loop, after the range of its indices."""
    if not isinstance(owner, int):
        return None
    regions = [region for region in node.regions if region.params]
    fetches = [_fetches(region, region.params[at], owner) for region in regions]
    fetched = [node_ for inner in fetches for node_ in inner]
    if not fetched:
        return None
    type_, gone = fetched[0].types[0], {id(one) for one in fetched}
    state.drop(node)
    made = []
    for region, inner in zip(regions, fetches, strict=True):
        (param,) = state.new()
        told: dict[int, Operand] = {one.outs[0]: param for one in inner}
        state.meant.update(told)
        region = state.renamed(rebuilt(region, lambda one: () if id(one) in gone else (one,)), told)
        made.append(_with_param(region, at + 1, param, type_))
    rest = tuple(region for region in node.regions if not region.params)
    args = (*node.args[: at + 1], owner, *node.args[at + 1 :])
    count = sequences(node.op, node.payload) + 1
    payload = (count, node.payload[1]) if isinstance(node.payload, tuple) else count
    walked = replace(node, args=args, payload=payload, regions=(*made, *rest))
    return state.note(reduce(merged, fetched, walked))


def _fetches(region: Region, index: int, owner: int) -> list[Node]:
    fetches, waiting = [], list(region.nodes)
    while waiting:
        node = waiting.pop()
        if node.op == "getitem" and node.args == (owner, index):
            fetches.append(node)
        waiting += [inner for nested in node.regions for inner in nested.nodes]
    return fetches


def _with_param(region: Region, at: int, param: int, type_: object) -> Region:
    params = (*region.params[:at], param, *region.params[at:])
    types = (*region.param_types[:at], type_, *region.param_types[at:])
    return replace(region, params=params, param_types=types)  # type: ignore[arg-type]


def unused_range(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Drop an unused range of a list's indices from a loop that iterates over the list."""
    count = sequences(node.op, node.payload)
    for at in range(count):
        if count > 1 and _only_counts(state, node, at, count):
            state.drop(node)
            args = (*node.args[:at], *node.args[at + 1 :])
            regions = tuple(
                replace(
                    r,
                    params=(*r.params[:at], *r.params[at + 1 :]),
                    param_types=(*r.param_types[:at], *r.param_types[at + 1 :]),
                )
                if r.params
                else r
                for r in node.regions
            )
            payload = (count - 1, node.payload[1]) if isinstance(node.payload, tuple) else count - 1
            return [state.note(replace(node, args=args, payload=payload, regions=regions))]
    return None


def _only_counts(state: Rewriting, node: Node, at: int, count: int) -> bool:
    made = state.maker(node.args[at])
    size = state.maker(made.args[0]) if made is not None and made.op == "upto" else None
    if size is None or size.op != "len" or size.args[0] not in node.args[:count]:
        return False
    return not any(state.uses[region.params[at]] for region in node.regions if region.params)


def rounds_alone(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a count down to 0 whose numbers are not used by a count up."""
    for at in range(sequences(node.op, node.payload)):
        made = state.maker(node.args[at])
        if made is None or made.op != "steps" or made.args[1:] != (literal(0), literal(-1)):
            continue
        place, walked = position(nodes, made), node.args[at]
        looked = any(state.uses[region.params[at]] for region in node.regions if region.params)
        if place is not None and not looked and state.uses[walked] == 1:  # type: ignore[index]
            state.drop(made)
            nodes[place] = state.note(replace(made, op="upto", args=made.args[:1]))
            return [node]
    return None


def reversed_range(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a range from a bound - 1 down to a literal by a reversed range."""
    first, end, step = node.args
    made = state.maker(first)
    if step != literal(-1) or not isinstance(end, Const) or made is None or made.op != "sub":
        return None
    at = position(nodes, made)
    if at is None or made.args[1] != literal(1) or state.uses[first] != 1:  # type: ignore[index]
        return None
    assert isinstance(end.value, int)
    del nodes[at]
    state.drop(made)
    state.drop(node)
    (up,) = state.new()
    counted = count_range(literal(end.value + 1), made.args[0], 1, up, made.line)
    return [state.note(counted), state.note(replace(node, op="reversed", args=(up,)))]
