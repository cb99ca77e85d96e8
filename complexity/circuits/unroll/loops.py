"""Branches, calls and loops as gates: only arms, bodies and rounds that some input reaches."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.graph import Node
from ..aig.graph import FALSE, TRUE
from .path_condition import Unbounded, unbounded
from .sequences import Walk
from .symbolic_values import Value
from .unroll import Frame, Unrolling, Values, Way, go_on, narrowed


def call(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Apply a function to arguments, after narrowing them under the path condition."""
    assert isinstance(node.payload, int)
    path = unrolling.path
    narrow = [narrowed(path, value) for value in args]
    results = unrolling.call(node.payload, narrow)
    path.line = node.line
    return [narrowed(path, value) for value in results]


def branch(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a branch; an arm that no input reaches is left out."""
    path = unrolling.path
    (test,) = args
    assert isinstance(test, int)
    test = path.decided(test)
    yes, no = node.regions
    if test < 2:
        return unrolling.region(yes if test else no, frame)
    before, narrow, drawn = path.here, path.narrowed, path.drawn
    ways = []
    for when, region in ((test, yes), (test ^ 1, no)):
        path.here, path.drawn = path.gates.and_(before, when), drawn
        ways.append(unrolling.way(when, unrolling.region(region, frame)))
    return unrolling.join(ways, before, narrow, node.types)


def while_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a while loop for as long as some input may take a further round."""
    path, (test, body) = unrolling.path, node.regions
    before, narrow, ways, states = path.here, path.narrowed, list[Way](), args
    for _ in range(unrolling.rounds):
        frame.update(zip(test.params, states, strict=True))
        (passed,) = unrolling.region(test, frame)
        assert isinstance(passed, int)
        passed = path.decided(passed)
        if passed != TRUE:
            ways.append(unrolling.side(passed ^ 1, states))
        go_on(path, passed)
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
        frame.update(zip(body.params, states, strict=True))
        states = unrolling.region(body, frame)
        if node.payload:
            states = left(unrolling, ways, states)
        states = [narrowed(path, value) for value in states]
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
    raise endless(unrolling, node)


def left(unrolling: Unrolling, ways: list[Way], results: Values) -> Values:
    """The states after a round of a loop with an exit; leaving runs become a way of their own."""
    leave, *states = results
    assert isinstance(leave, int)
    leave = unrolling.path.decided(leave)
    if leave != FALSE:
        ways.append(unrolling.side(leave, states))
    go_on(unrolling.path, leave ^ 1)
    return states


def endless(unrolling: Unrolling, node: Node) -> Unbounded:
    """The error for a loop that was unrolled to its limit."""
    size = unrolling.path.gates.aig.size
    far = f"{unrolling.rounds:,} rounds, {size:,} gates so far"
    what = f"the loop was unrolled {far}, and may go on"
    return unbounded(unrolling.path.source, node.line, what)


def for_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a for loop over the elements of sequences."""
    assert isinstance(node.payload, tuple)
    count, exits = node.payload
    path, (body,) = unrolling.path, node.regions
    walk, states = Walk(path, args[:count]), args[count:]
    before, narrow, ways = path.here, path.narrowed, list[Way]()
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more != TRUE:
            ways.append(unrolling.side(more ^ 1, states))
        go_on(path, more)
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
        frame.update(zip(body.params, [*walk.elements(place), *states], strict=True))
        states = unrolling.region(body, frame)
        if exits:
            states = left(unrolling, ways, states)
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
    ways.append(unrolling.way(TRUE, states))
    return unrolling.join(ways, before, narrow, node.types)


def rounds_of(unrolling: Unrolling, node: Node, walk: Walk) -> range:
    """The rounds of a walk; refuse more than the limit."""
    if walk.most > unrolling.rounds:
        what = f"the loop has up to {walk.most:,} rounds, and the limit is {unrolling.rounds:,}"
        raise unbounded(unrolling.path.source, node.line, what)
    return range(walk.most)
