"""What remains open once a way is chosen: payloads, and types not determined by wanted results.

A plan is completed before any operand is derived, so that operands and regions have known types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from ..language.graph import Node, Payload
from ..language.ops import OPS
from ..language.shapes import Shape, shapes
from ..language.signatures import Bindings, fill, match_all, settled, signature, variables
from ..language.types import BOOL, INT, RANGE, List, Type, element_type
from .bits import Coder, Malformed, Place, count
from .literals import DEEPEST, choose_sequence, choose_type
from .ways import Wanted, Way


@dataclass(frozen=True, slots=True)
class Plan:
    """An application of an op with all its types known: operands, results and nested regions."""

    payload: Payload
    operands: tuple[Type, ...]
    results: tuple[Type, ...]
    outs: tuple[int, ...]  # the positions of the wanted results
    regions: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a writer knows of an application: the node, its operand types, its wanted results."""

    node: Node
    operands: tuple[Type, ...]
    outs: tuple[int, ...]


def plan(coder: Coder, way: Way, wanted: Wanted, known: Known | None, place: Place) -> Plan:
    """Code the plan of an application of a primitive or of control."""
    if way.op == "unpack":
        return _unpack(coder, wanted, known, place)
    if OPS[way.op].group != "control":
        return _plain(coder, way, wanted, known, place)
    if way.op in ("while", "for"):
        return _loop(coder, way.op, wanted, known, place)
    return _walk(coder, way.op, wanted, known, place)


# -- ops with a signature ------------------------------------------------------------------------


def _plain(coder: Coder, way: Way, wanted: Wanted, known: Known | None, place: Place) -> Plan:
    payload = _payload(coder, way, known, place)
    rule, bindings = signature(way.op, payload), Bindings()
    match_all([rule.results[out] for out in way.outs], wanted, bindings)
    patterns = [fill(pattern, bindings) for pattern in rule.operands + rule.results]
    if any(variables(pattern) for pattern in patterns):
        bindings["T"] = choose_type(coder, _variable(way.op, payload, known), place)
        patterns = [fill(pattern, bindings) for pattern in patterns]
    types = tuple(map(settled, patterns))
    split = len(rule.operands)
    return Plan(payload, types[:split], types[split:], way.outs)


def _payload(coder: Coder, way: Way, known: Known | None, place: Place) -> Payload:
    number = None if known is None else _number(known.node)
    match OPS[way.op].payload:
        case "DEPTH" if way.depth is None:
            found = count(coder, number, place)
            if found > DEEPEST:
                raise Malformed(f"an update {found} lists deep: {DEEPEST} is the limit")
            return found
        case "DEPTH":
            return way.depth
        case "MASK":
            return coder.choose(8, number, place)
        case "COUNT":
            return count(coder, number, place, least=1)
    return None


def _number(node: Node) -> int | None:
    return node.payload if isinstance(node.payload, int) else None


def _variable(op: str, payload: Payload, known: Known | None) -> Type | None:
    """Return the type that a writer's node has for the one variable of its signature."""
    if known is None:
        return None
    rule, bindings = signature(op, payload), Bindings()
    match_all(rule.operands + rule.results, known.operands + known.node.types, bindings)
    return bindings["T"]


def _unpack(coder: Coder, wanted: Wanted, known: Known | None, place: Place) -> Plan:
    """Code an unpacking: its number of values, and which are wanted as a single choice."""
    number = None if known is None else len(known.node.outs)
    size = count(coder, number, place, least=max(1, len(wanted)))
    rank = None if known is None else rank_of(known.outs)
    outs = subset(coder.choose(comb(size, len(wanted)), rank, place), len(wanted), size)
    element = wanted[0] if wanted else None
    if element is None:
        element = choose_type(coder, None if known is None else known.node.types[0], place)
    return Plan(size, (List(element),), (element,) * size, outs)


def rank_of(chosen: Sequence[int]) -> int:
    """Return the colexicographic rank of an ascending subset among those of its size."""
    return sum(comb(member, place + 1) for place, member in enumerate(chosen))


def subset(rank: int, members: int, size: int) -> tuple[int, ...]:
    """Return the ascending subset of range(size) with a given colexicographic rank.

    Examples
    --------
    >>> [subset(rank, 2, 3) for rank in range(3)]
    [(0, 1), (0, 2), (1, 2)]
    """
    chosen: list[int] = []
    for place in range(members, 0, -1):
        low, high = place - 1, size  # comb(low, place) <= rank < comb(high, place)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if comb(middle, place) <= rank else (low, middle)
        chosen.append(low)
        rank -= comb(low, place)
        size = low
    return tuple(reversed(chosen))


# -- control -------------------------------------------------------------------------------------


def _loop(coder: Coder, op: str, wanted: Wanted, known: Known | None, place: Place) -> Plan:
    """Code a loop: wanted states come first; then the number of further states and their types."""
    node = None if known is None else known.node
    walked, leaves = _header(coder, op, node, place)
    sequences = _sequences(coder, walked, known, place)
    number = None if known is None else len(known.node.types) - len(wanted)
    further = count(coder, number, place)
    states = list(wanted)
    for state in range(len(wanted), len(wanted) + further):
        states.append(choose_type(coder, None if node is None else node.types[state], place))
    kinds = tuple(states)
    payload: Payload = leaves if op == "while" else (walked, leaves)
    operands = sequences + kinds
    regions = shapes(op, payload, operands, kinds)
    return Plan(payload, operands, kinds, tuple(range(len(wanted))), regions)


def _header(coder: Coder, op: str, node: Node | None, place: Place) -> tuple[int, bool]:
    """Code how many sequences a loop iterates over (not for `while`), and whether it exits."""
    payload = None if node is None else node.payload
    walked, leaves = payload if isinstance(payload, tuple) else (None, payload)
    found = count(coder, walked, place, least=1) if op == "for" else 0
    return found, bool(coder.choose(2, None if leaves is None else int(leaves), place))


def _sequences(coder: Coder, number: int, known: Known | None, place: Place) -> tuple[Type, ...]:
    types = []
    for at in range(number):
        types.append(choose_sequence(coder, None if known is None else known.operands[at], place))
    return tuple(types)


def _walk(coder: Coder, op: str, wanted: Wanted, known: Known | None, place: Place) -> Plan:
    """Code a branch, or a construct that iterates over sequences for one result."""
    payload: Payload = None
    match op:
        case "branch":
            operands: tuple[Type, ...] = (BOOL,)
            results = wanted
        case "filter" | "min_by" | "max_by":
            operands = (_walked(coder, op, wanted, known, place),)
            element = element_type(operands[0])
            results = (List(element) if op == "filter" else element,)
        case _:
            payload = count(coder, None if known is None else _number(known.node), place, least=1)
            operands = _sequences(coder, payload, known, place)
            results = wanted or (_yielded(coder, op, known, place),)
    regions = shapes(op, payload, operands, results)
    return Plan(payload, operands, results, tuple(range(len(wanted))), regions)


def _walked(coder: Coder, op: str, wanted: Wanted, known: Known | None, place: Place) -> Type:
    """Code the type that is iterated over where its elements have the result's type.

    A range is an alternative only for ints.
    """
    sequence = None if known is None else known.operands[0]
    if not wanted:
        return choose_sequence(coder, sequence, place)
    result = wanted[0]
    element = result.element if op == "filter" and isinstance(result, List) else result
    if element != INT:
        return List(element)
    is_list = None if sequence is None else int(sequence != RANGE)
    return List(INT) if coder.choose(2, is_list, place) else RANGE


def _yielded(coder: Coder, op: str, known: Known | None, place: Place) -> Type:
    """Return the type of a result that is not wanted."""
    if op in ("any", "all"):
        return BOOL
    type_ = choose_type(coder, _wanted_element(op, known), place)
    return List(type_) if op == "map" else type_


def _wanted_element(op: str, known: Known | None) -> Type | None:
    if known is None:
        return None
    type_ = known.node.types[0]
    return type_.element if op == "map" and isinstance(type_, List) else type_
