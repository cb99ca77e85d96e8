"""Facts about values that follow from a known test, and the negation of tests.

The result of a branch is one of two values; if the test is known, it is known which one. A loop
with an exit may tell by one of its results whether it was left; where that is known, so are its
other results that change only on leaving.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...graph import FALSE, TRUE, Const, Node, Operand, Region, literal
from ...shapes import exits, sequences
from ...types import BOOL, INT, LARGEST, SMALLEST, Type
from ..simplify import literal_bits
from .rewriting import Rewriting, defined, truth

FLIPPED = {
    "lt": "ge", "ge": "lt", "gt": "le", "le": "gt", "eq": "ne", "ne": "eq",
    "list_lt": "list_ge", "list_ge": "list_lt", "list_gt": "list_le", "list_le": "list_gt",
    "list_eq": "list_ne", "list_ne": "list_eq",
}  # fmt: skip
QUANTIFIERS = {"any": "all", "all": "any"}


# -- values under an assumption ------------------------------------------------------------------


def under(state: Rewriting, operand: Operand, flag: Operand, holds: bool) -> Operand:
    """Simplify an operand given that a flag is true or false; without a fact, return it as is.

    The returned operand is always defined outside the arms that were inspected.
    """
    operand, flag = state.look(operand), state.look(flag)
    if isinstance(operand, Const) or not isinstance(flag, int):
        return operand
    if operand == flag:
        return truth(holds)
    maker = state.maker(operand)
    if maker is None:
        return operand
    if maker.op == "branch":
        chosen = _chosen(state, maker, maker.outs.index(operand), flag, holds)
        return operand if chosen is None else chosen
    if maker.op in ("for", "while") and flag in maker.outs:
        return _unleft(state, maker, operand, flag, holds)
    return operand


def _chosen(state: Rewriting, node: Node, at: int, flag: int, holds: bool) -> Operand | None:
    """Return the only value of a branch's result in the arms a flag allows; None if several."""
    values: set[Operand] = set()
    for arm, inner in _allowed(state, node, flag, holds):
        value = under(state, arm.results[at], inner, holds)
        if isinstance(value, int) and value in defined(arm.nodes):
            return None
        values.add(value)
    return values.pop() if len(values) == 1 else None


def _allowed(
    state: Rewriting, node: Node, flag: int, holds: bool
) -> Iterator[tuple[Region, Operand]]:
    """Yield the arms of a branch that a flag allows, with the flag's operand in each."""
    test = state.look(node.args[0])
    opposite = _opposite(state, test) == flag or _opposite(state, flag) == test
    for arm, taken in zip(node.regions, (True, False), strict=True):
        inner: Operand = flag
        if flag in node.outs:
            inner = state.look(arm.results[node.outs.index(flag)])
            if isinstance(inner, Const) and inner.value != holds:
                continue
        elif (
            (test == flag and taken != holds)
            or test == truth(not taken)
            or (opposite and taken == holds)
        ):
            continue
        yield arm, inner


def _opposite(state: Rewriting, test: Operand) -> Operand | None:
    """Return the operand that a test negates, or None."""
    maker = state.maker(test)
    return state.look(maker.args[0]) if maker is not None and maker.op == "not_" else None


def _unleft(state: Rewriting, loop: Node, operand: int, flag: int, left: bool) -> Operand:
    """Simplify a loop's result given the flag that says whether the loop was left."""
    states, at = exit_states(state, loop), loop.outs.index(operand)
    if loop.outs.index(flag) not in states.flags:
        return operand
    if not left:
        start = loop.args[sequences(loop.op, loop.payload) + at]
        return state.look(start) if at in states.only else operand
    leave, *results = loop.regions[-1].results
    value = under(state, results[at], leave, True)
    if isinstance(value, Const):
        return value
    same = [k for k, result in enumerate(results) if under(state, result, leave, True) == value]
    carried = [k for k in same if k not in states.only]
    return loop.outs[carried[0]] if carried and at in states.only else operand


# -- loops with an exit --------------------------------------------------------------------------


class ExitStates:
    """The states of a loop that change only when it is left, and the flags that say so.

    Attributes
    ----------
    only : the positions of states that keep their initial value in all rounds
    flags : those of them that are False at first and True once the loop was left
    """

    __slots__ = ("flags", "only")

    def __init__(self, only: frozenset[int], flags: frozenset[int]) -> None:
        self.only = only
        self.flags = flags


NO_STATES = ExitStates(frozenset(), frozenset())


def exit_states(state: Rewriting, loop: Node) -> ExitStates:
    """Return the states of a loop that change only when it is left."""
    if loop.op not in ("for", "while") or not exits(loop.op, loop.payload):
        return NO_STATES
    first, body = sequences(loop.op, loop.payload), loop.regions[-1]
    leave, results = body.results[0], body.results[1:]
    only, flags = set(), set()
    for at, result in enumerate(results):
        start = state.look(loop.args[first + at])
        stays = under(state, result, leave, False)
        if leave == TRUE or stays in (body.params[first + at], start):
            only.add(at)
            if start == FALSE and under(state, result, leave, True) == TRUE:
                flags.add(at)
    return ExitStates(frozenset(only), frozenset(flags))


# -- what a branch's arms know -------------------------------------------------------------------


def assume(state: Rewriting, node: Node, holds: bool) -> dict[int, Operand]:
    """Return the values that are known in an arm of a branch, where its test is known."""
    test = state.look(node.args[0])
    if not isinstance(test, int):
        return {}
    told: dict[int, Operand] = {test: truth(holds)}
    maker = state.maker(test)
    if maker is None:
        return told
    if maker.op == "not_":
        _tell(told, state.look(maker.args[0]), not holds)
    if maker.op == "branch":
        arms = [arm for arm, _ in _allowed(state, maker, test, holds)]
        if len(arms) == 1:
            _tell(told, state.look(maker.args[0]), arms[0] is maker.regions[0])
    for out, type_ in zip(maker.outs, maker.types, strict=True):
        value = under(state, out, test, holds) if out != test else out
        if value != out and (_may_be_told(type_, value) or value in maker.outs):
            told[out] = value
    return told


SWAPPED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def comparisons(state: Rewriting, node: Node, holds: bool) -> dict[tuple[object, ...], bool]:
    """Return the comparisons that are known where the test of a branch is known."""
    maker = state.maker(node.args[0])
    if maker is None or maker.op not in SWAPPED:
        return {}
    key, positive = _comparison(maker)
    return {key: holds == positive}


def known_comparison(state: Rewriting, node: Node, nodes: list[Node]) -> list[Node] | None:
    """Replace a comparison by the outcome of an equal enclosing test."""
    if not state.compared:
        return None
    key, positive = _comparison(node)
    if key not in state.compared:
        return None
    holds = state.compared[key] == positive
    state.drop(node)
    state.becomes(node.outs[0], truth(holds))
    return []


def _comparison(node: Node) -> tuple[tuple[object, ...], bool]:
    """Normalise a comparison: return a key, and whether it or its negation is meant."""
    op, (first, second) = node.op, node.args
    if isinstance(first, Const) or (isinstance(second, int) and first > second):
        op, first, second = SWAPPED[op], second, first
    positive = op in ("lt", "le", "eq")
    bound: object = second
    if isinstance(second, Const) and op in CLOSER:
        bound = literal(int(second.value) + (op in ("le", "gt")))  # type: ignore[arg-type]
        return ("lt", first, bound), positive
    return (op if positive else FLIPPED[op], first, bound), positive


CLOSER = {"lt": ("le", -1), "le": ("lt", 1), "gt": ("ge", 1), "ge": ("gt", -1)}


def shortest_bound(state: Rewriting, node: Node, nodes: list[Node]) -> list[Node] | None:
    """Move a literal to the right of a comparison, and choose the literal with fewest bits.

    x < 2 becomes x <= 1, whose literal is shorter; of two equally short ones the strict comparison
    is chosen.
    """
    first, second = node.args
    if isinstance(first, Const) and not isinstance(second, Const):
        return [replace(node, op=SWAPPED[node.op], args=(second, first))]
    if not isinstance(second, Const) or node.op not in CLOSER:
        return None
    op, step = CLOSER[node.op]
    bound = int(second.value) + step  # type: ignore[arg-type]
    if not SMALLEST <= bound <= LARGEST:
        return None
    before, after = literal_bits(bound - step), literal_bits(bound)
    if after < before or (after == before and op in ("lt", "gt")):
        return [replace(node, op=op, args=(first, literal(bound)))]
    return None


def _tell(told: dict[int, Operand], value: Operand, holds: bool) -> None:
    if isinstance(value, int):
        told[value] = truth(holds)


def _may_be_told(type_: Type, value: Operand) -> bool:
    """Return whether a value may replace another.

    A list may only be replaced by a literal: a second use of another list might cost a copy.
    """
    return isinstance(value, Const) or type_ in (BOOL, INT)


# -- negation ------------------------------------------------------------------------------------


def negated(state: Rewriting, node: Node) -> Node | None:
    """Return a node for the negation of a node's one result, at no more cost, or None.

    Its result is a new value with a name of its own.
    """
    if node.op in FLIPPED:
        return replace(node, op=FLIPPED[node.op], outs=state.new())
    if node.op in QUANTIFIERS or (node.op == "branch" and len(node.outs) == 1):
        regions = [negated_region(state, region) for region in node.regions]
        inner = tuple(region for region in regions if region is not None)
        if len(inner) < len(regions):
            return None
        op = QUANTIFIERS.get(node.op, node.op)
        return replace(node, op=op, outs=state.new(), regions=inner)
    return None


def negated_region(state: Rewriting, region: Region) -> Region | None:
    """Negate the one result of a region, at no more cost; None where that is impossible."""
    result = region.results[0]
    if isinstance(result, Const):
        return replace(region, results=(truth(not result.value),))
    maker = state.maker(result)
    if maker is None:
        return None
    if maker.op == "not_":
        return replace(region, results=(state.look(maker.args[0]),))
    made = negated(state, maker) if state.uses[result] == 1 else None
    at = _position(region.nodes, maker)
    if made is None or at is None:
        return None
    nodes = (*region.nodes[:at], made, *region.nodes[at + 1 :])
    return replace(region, nodes=nodes, results=made.outs)


def _position(nodes: tuple[Node, ...], node: Node) -> int | None:
    return next((at for at in range(len(nodes) - 1, -1, -1) if nodes[at] is node), None)
