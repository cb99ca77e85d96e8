"""The effects of a node besides yielding values: to draw, to fail, to run for ever.

A node that does not draw is pure, and equal pure nodes may be merged. A node that neither fails nor
runs for ever may be removed when nothing uses it. Overflow, marks and the limits of a run are not
effects: they are no reason to keep a node.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .graph import Const, Function, Graph, Node, walk
from .normal.call_cycles import on_cycles
from .ops import OPS


@dataclass(frozen=True, slots=True)
class Facts:
    """The functions that may draw (`impure`), and those that may fail or not halt (`unsafe`)."""

    impure: frozenset[int]
    unsafe: frozenset[int]


def facts(graph: Graph) -> Facts:
    """Return the effects of the functions of a graph, calls included; recursion may not halt."""
    calls = [_calls(function) for function in graph.functions]
    marked = list(enumerate(graph.functions))
    impure = {at for at, function in marked if any(map(_is_impure, walk(function.body)))}
    risky = {at for at, function in marked if any(map(_is_unsafe, walk(function.body)))}
    return Facts(_callers(impure, calls), _callers(risky | on_cycles(calls), calls))


def is_pure(node: Node, known: Facts) -> bool:
    """Return whether a node does not draw, including its regions and calls."""
    if _is_impure(node) or (node.op == "call" and node.payload in known.impure):
        return False
    return all(is_pure(inner, known) for region in node.regions for inner in region.nodes)


def is_safe_alone(node: Node, known: Facts) -> bool:
    """Return whether a node neither fails nor runs for ever, its regions aside."""
    return not (_is_unsafe(node) or (node.op == "call" and node.payload in known.unsafe))


def _is_impure(node: Node) -> bool:
    return OPS[node.op].draws


def _is_unsafe(node: Node) -> bool:
    return node.op == "while" or _can_fail(node)


def _can_fail(node: Node) -> bool:
    """Return whether a node may fail, given its payload and its last operand where it is a literal.

    Overflow does not count.
    """
    op, last = OPS[node.op], node.args[-1] if node.args else None
    literal = last.value if isinstance(last, Const) and isinstance(last.value, int) else None
    return op.fails and not (op.spared is not None and op.spared(node.payload, literal))


def _calls(function: Function) -> frozenset[int]:
    payloads = (node.payload for node in walk(function.body) if node.op == "call")
    return frozenset(payload for payload in payloads if isinstance(payload, int))


def _callers(start: Iterable[int], calls: list[frozenset[int]]) -> frozenset[int]:
    """Return the functions that reach one of `start` by calls, these included."""
    reaching = set(start)
    waiting = list(reaching)
    into: list[list[int]] = [[] for _ in calls]
    for caller, callees in enumerate(calls):
        for callee in callees:
            into[callee].append(caller)
    while waiting:
        for caller in into[waiting.pop()]:
            if caller not in reaching:
                reaching.add(caller)
                waiting.append(caller)
    return frozenset(reaching)
