"""Rules for loops with an exit: the values of states in rounds that go on, and on leaving.

A state that changes only on leaving has its initial value in every round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...graph import FALSE, TRUE, Const, Node, Operand, Region
from ...shapes import exits, sequences
from ...types import BOOL, INT
from ..dead_code import keep_outs
from .assumptions import exit_states, negated_region
from .branches import plain_test, position
from .rewriting import Rewriting, defined, used

Made = list[Node] | None


@dataclass(frozen=True, slots=True)
class Chooser:
    """The branch on whether the loop is left, which only makes results of the body."""

    node: Node
    left: Region
    stays: Region

    def at_leaving(self, result: Operand) -> Operand:
        """Return the value of one of the branch's results where the loop is left."""
        return self.left.results[self.node.outs.index(result)]

    def at_staying(self, result: Operand) -> Operand:
        """Return the value of one of the branch's results where the loop goes on."""
        return self.stays.results[self.node.outs.index(result)]

    def with_stays(self, stays: Region) -> Node:
        """Return the branch with another arm for going on."""
        regions = (self.left, stays) if self.node.regions[0] is self.left else (stays, self.left)
        return replace(self.node, regions=regions)


def chooser_of(state: Rewriting, body: Region) -> Chooser | None:
    """Return the branch on the exit flag (or its negation) that only makes the body's results."""
    leave = body.results[0]
    maker = state.maker(leave)
    opposite = maker.args[0] if maker is not None and maker.op == "not_" else None
    for node in reversed(body.nodes):
        if node.op == "branch" and isinstance(leave, int) and node.args[0] in (leave, opposite):
            if any(state.uses[out] != body.results.count(out) for out in node.outs):
                return None
            yes, no = node.regions
            straight = node.args[0] == leave
            return Chooser(node, yes, no) if straight else Chooser(node, no, yes)
    return None


def only_decides(state: Rewriting, body: Region, chooser: Chooser) -> bool:
    """Return whether the exit flag, or what it negates, only serves the exit and the branch."""
    leave, test = body.results[0], chooser.node.args[0]
    if leave == test:
        return state.uses[leave] == 2  # type: ignore[index]
    return state.uses[leave] == 1 and state.uses[test] == 2  # type: ignore[index]


def with_staying(body: Region, chooser: Chooser, result: Operand, value: Operand) -> Region:
    """Return the body with another value for one result where the loop goes on."""
    stays, at = chooser.stays, chooser.node.outs.index(result)
    results = (*stays.results[:at], value, *stays.results[at + 1 :])
    made = chooser.with_stays(replace(stays, results=results))
    nodes = tuple(made if one is chooser.node else one for one in body.nodes)
    return replace(body, nodes=nodes)


def negated_test_of(state: Rewriting, test: Region, inside: tuple[Node, ...]) -> Region | None:
    """Negate a test whose former uses are gone, unless its own nodes use its result."""
    result = test.results[0]
    if not isinstance(result, int) or result in used(inside):
        return negated_region(state, test)
    before, state.uses[result] = state.uses[result], 1
    made = negated_region(state, test)
    state.uses[result] = before
    return made


def no_exit(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Remove the exit of a loop that never leaves."""
    if not exits(node.op, node.payload) or node.regions[-1].results[0] != FALSE:
        return None
    body = node.regions[-1]
    payload = False if node.op == "while" else (sequences(node.op, node.payload), False)
    body = replace(body, results=body.results[1:])
    return [replace(node, payload=payload, regions=(*node.regions[:-1], body))]


def leave_of_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Use the test of a branch as exit flag, where the branch only converts it."""
    if not exits(node.op, node.payload):
        return None
    body = node.regions[-1]
    test = plain_test(state, body.results[0])
    if test is None:
        return None
    state.count(body.results[:1], -1)
    state.count((test,), 1)
    body = replace(body, results=(test, *body.results[1:]))
    return [replace(node, regions=(*node.regions[:-1], body))]


def one_round(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a `while` that is left in its first round by its body."""
    test, body = node.regions
    if node.payload is not True or test.nodes or test.results != (TRUE,):
        return None
    if body.results[0] != TRUE:
        return None
    state.drop(node)
    made = state.renamed(body, dict(zip(body.params, node.args, strict=True)))
    for out, result in zip(node.outs, made.results[1:], strict=True):
        state.becomes(out, result)
    return [state.note(inner) for inner in made.nodes]


def known_states(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Substitute the initial value for a state that changes only on leaving."""
    only = exit_states(state, node).only
    first = sequences(node.op, node.payload)
    told: dict[int, Operand] = {}
    for at in only:
        start, scalar = node.args[first + at], node.types[at] in (BOOL, INT)
        for region in node.regions:
            param = region.params[first + at]
            if state.uses[param] and (scalar or isinstance(start, Const)):
                told[param] = start
    if not told:
        return None
    return [replace(node, regions=tuple(state.substitute(r, told) for r in node.regions))]


def equal_states(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Merge states that begin and go on alike."""
    first, leave = sequences(node.op, node.payload), int(exits(node.op, node.payload))
    body, kept = node.regions[-1], dict[tuple[Operand, Operand], int]()
    for at, start in enumerate(node.args[first:]):
        kept.setdefault((start, body.results[leave + at]), at)
    if len(kept) == len(node.outs):
        return None
    told: dict[int, Operand] = {}
    for at, start in enumerate(node.args[first:]):
        same = kept[start, body.results[leave + at]]
        if same != at:
            state.becomes(node.outs[at], node.outs[same])
            told.update({r.params[first + at]: r.params[first + same] for r in node.regions})
            state.count((start, body.results[leave + at]), -1)
    node = replace(node, regions=tuple(state.substitute(r, told) for r in node.regions))
    return [keep_outs(node, sorted(kept.values()))]


def start_is_the_rest(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Use the alternative to a loop's result as the initial value of that result.

    `loop_result if the loop was left else rest` needs no branch if the state starts as `rest`.
    """
    loop = state.maker(node.args[0])
    if loop is None or loop.op not in ("for", "while"):
        return None
    at, states = position(nodes, loop), exit_states(state, loop)
    if at is None or loop.outs.index(node.args[0]) not in states.flags:
        return None
    after = defined(nodes[at:])
    for out, results in zip(
        node.outs, zip(*(r.results for r in node.regions), strict=True), strict=True
    ):
        value, rest = results
        if value in loop.outs and value != node.args[0] and rest not in after:
            place = loop.outs.index(value)
            if place in states.only and state.uses[value] == 1 and not _is_inside(node, rest):
                made = _restarted(state, loop, place, rest)
                if made is not None:
                    state.drop(loop)
                    nodes[at] = state.note(made)
                    state.count((value, rest), -1)
                    state.becomes(out, value)
                    kept = [k for k, other in enumerate(node.outs) if other != out]
                    return [keep_outs(node, kept)]
    return None


def _is_inside(node: Node, value: Operand) -> bool:
    return any(value in defined(region.nodes) for region in node.regions)


def _restarted(state: Rewriting, loop: Node, place: int, rest: Operand) -> Node | None:
    """Change the initial value of a state that the body returns where it goes on, or None."""
    first = sequences(loop.op, loop.payload)
    if place not in exit_states(state, loop).only:
        return None
    if any(state.uses[region.params[first + place]] for region in loop.regions):
        return None
    if loop.types[place] not in (BOOL, INT) and not isinstance(rest, Const):
        return None
    old = loop.args[first + place]
    body = _with_rest(state, loop.regions[-1], place, old, rest)
    if body is None:
        return None
    args = (*loop.args[: first + place], rest, *loop.args[first + place + 1 :])
    return replace(loop, args=args, regions=(*loop.regions[:-1], body))


def _with_rest(
    state: Rewriting, body: Region, place: int, old: Operand, rest: Operand
) -> Region | None:
    """Return the body with the new initial value in place of the old, where it goes on."""
    chooser, result = chooser_of(state, body), body.results[1 + place]
    if chooser is not None and result in chooser.node.outs:
        same = chooser.at_staying(result) == old
        return with_staying(body, chooser, result, rest) if same else None
    inner = state.maker(result)
    if inner is None or inner.op not in ("for", "while"):
        return None
    if state.uses[result] != 1:  # type: ignore[index]
        return None
    at = inner.outs.index(result)
    if inner.args[sequences(inner.op, inner.payload) + at] != old:
        return None
    made = _restarted(state, inner, at, rest)
    if made is None or not any(node is inner for node in body.nodes):
        return None
    return replace(body, nodes=tuple(made if node is inner else node for node in body.nodes))
