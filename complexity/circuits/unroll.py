"""A program graph unrolled into gates: regions, branches, loops and calls over symbolic values.

Every region is walked once for each round and each call that reaches it, under a path condition;
arms, rounds and calls that no input reaches are left out. What leaves a fork is a choice of what
its ways yield, in which only what differs costs gates. A loop's rounds work on the values of the
rounds before, not on a choice; the choice is made once, of the values at its exits.

References
----------
.. [1] J. R. Allen, K. Kennedy, C. Porterfield, J. Warren, "Conversion of control dependence to
   data dependence", POPL 1983: if-conversion.
.. [2] A. Biere, A. Cimatti, E. Clarke, Y. Zhu, "Symbolic model checking without BDDs", TACAS
   1999: bounded unrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..language.graph import Const, Graph, Node, Operand, Region
from ..language.types import Type
from .aig import FALSE, TRUE, Lit
from .lists import extreme, kept, trimmed
from .ops import RULES
from .path import Path
from .sequences import Walk
from .values import Row, Value, blank, choose, literal, row
from .words import Word

ROUNDS, CALLS = 4096, 500
Values = list[Value]
Frame = dict[int, Value]


class Unbounded(Exception):
    """A loop or a recursion was unrolled up to its limit and could still go on.

    The message says where it stands, how far it was unrolled and what to do.
    """


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a fork: when it is taken, if none before it is, and what it yields.

    Attributes
    ----------
    when : a condition at the fork
    yields : the values
    drawn : how many numbers have been drawn at its end
    here : the path condition at its end
    """

    when: Lit
    yields: Values
    drawn: Word
    here: Lit


class Unrolling:
    """A graph that is being unrolled on a path.

    Attributes
    ----------
    active : how many calls are active
    """

    def __init__(self, graph: Graph, path: Path, rounds: int = ROUNDS, calls: int = CALLS) -> None:
        self.graph, self.path, self.rounds, self.calls = graph, path, rounds, calls
        self.active = 0

    # -- regions ---------------------------------------------------------------------------------

    def call(self, index: int, args: Sequence[Value]) -> Values:
        """The results of a function for arguments."""
        function, path = self.graph.functions[index], self.path
        if self.active >= self.calls:
            raise Unbounded(
                f"line {function.line}: the recursion of '{function.name}' is {self.calls} calls "
                f"deep and may go on: {REPAIR}"
            )
        source, path.source, self.active = path.source, function.source, self.active + 1
        path.line = path.line or function.line
        frame: Frame = dict(zip(function.body.params, args, strict=True))
        results = self.region(function.body, frame)
        path.source, self.active = source, self.active - 1
        return results

    def region(self, region: Region, frame: Frame) -> Values:
        """The results of a region, whose parameters are in the frame."""
        for node in region.nodes:
            frame.update(zip(node.outs, self.node(node, frame), strict=True))
        return self.read(region.results, frame)

    def read(self, operands: Sequence[Operand], frame: Frame) -> Values:
        """The values of operands."""
        return [literal(x.value) if isinstance(x, Const) else frame[x] for x in operands]

    def node(self, node: Node, frame: Frame) -> Sequence[Value]:
        """What a node yields."""
        path = self.path
        if path.here == FALSE:
            return [blank(type_) for type_ in node.types]
        path.line = node.line
        args = self.read(node.args, frame)
        if node.op in RULES:
            return RULES[node.op](path, node.payload, node.types, *args)
        return CONTROL[node.op](self, node, args, frame)

    # -- forks -----------------------------------------------------------------------------------

    def join(self, ways: list[Way], before: Lit, narrowed: int, types: Sequence[Type]) -> Values:
        """What leaves a fork: a choice of what its ways yield."""
        path, gates = self.path, self.path.gates
        path.joined(before, narrowed, [way.here for way in ways])
        ways = [way for way in ways if way.here != FALSE]
        if not ways or path.here == FALSE:
            path.here = FALSE
            return [blank(type_) for type_ in types]
        path.drawn, yields = ways[-1].drawn, ways[-1].yields
        for way in reversed(ways[:-1]):
            path.drawn = choose(gates, way.when, way.drawn, path.drawn)
            yields = [
                choose(gates, way.when, one, other)
                for one, other in zip(way.yields, yields, strict=True)
            ]
        return yields

    def way(self, when: Lit, yields: Values) -> Way:
        """A way that ends here."""
        return Way(when, yields, self.path.drawn, self.path.here)

    def side(self, when: Lit, yields: Values) -> Way:
        """A way that leaves here under a condition."""
        here = self.path.gates.and_(self.path.here, when)
        return Way(when, yields, self.path.drawn, here)


REPAIR = "take a smaller size or width, or a higher limit"
Control = Callable[[Unrolling, Node, Values, Frame], Sequence[Value]]


def call(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """A function applied to arguments, which are first made as narrow as they are here."""
    assert isinstance(node.payload, int)
    path = unrolling.path
    narrow = [narrowed(path, value) for value in args]
    results = unrolling.call(node.payload, narrow)
    path.line = node.line
    return [narrowed(path, value) for value in results]


def narrowed(path: Path, value: Value) -> Value:
    """A value in as few bits and cells as it needs here."""
    match value:
        case Word():
            return path.tightened(value)
        case Row():
            return trimmed(path, value)
        case _:
            return value


def branch(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """One of two regions; one that no input reaches is left out."""
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
    """Rounds of a body for as long as some input may still go round."""
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


def go_on(path: Path, passed: Lit) -> None:
    """The run goes on where a test passed: a fork, not a failure."""
    path.here = path.gates.and_(path.here, passed)


def left(unrolling: Unrolling, ways: list[Way], results: Values) -> Values:
    """The states after a round of a loop with an exit; who leaves goes another way."""
    leave, *states = results
    assert isinstance(leave, int)
    leave = unrolling.path.decided(leave)
    if leave != FALSE:
        ways.append(unrolling.side(leave, states))
    go_on(unrolling.path, leave ^ 1)
    return states


def endless(unrolling: Unrolling, node: Node) -> Unbounded:
    """What to say of a loop that was unrolled to its limit."""
    size = unrolling.path.gates.aig.size
    return Unbounded(
        f"line {node.line}: the loop was unrolled {unrolling.rounds:,} rounds, {size:,} gates so "
        f"far, and may go on: {REPAIR}"
    )


def for_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """A body for the elements of sequences; states go from round to round."""
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
    """The places of a walk, if they are not too many."""
    if walk.most > unrolling.rounds:
        raise Unbounded(
            f"line {node.line}: the loop has up to {walk.most:,} rounds, and the limit is "
            f"{unrolling.rounds:,}: {REPAIR}"
        )
    return range(walk.most)


def each(unrolling: Unrolling, node: Node, walk: Walk, frame: Frame) -> list[tuple[Lit, Values]]:
    """What the first region of a node yields for every element, and whether that is there."""
    path, region = unrolling.path, node.regions[0]
    found: list[tuple[Lit, Values]] = []
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more == FALSE:
            break
        before, narrow, drawn = path.here, path.narrowed, path.drawn
        go_on(path, more)
        frame.update(zip(region.params, walk.elements(place), strict=True))
        yields = unrolling.region(region, frame)
        ways = [unrolling.way(more, [])]
        if more != TRUE:
            ways.append(Way(TRUE, [], drawn, path.gates.and_(before, more ^ 1)))
        unrolling.join(ways, before, narrow, ())
        found.append((more, yields))
    return found


def map_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """The list of what a region yields for the elements of sequences."""
    walk = Walk(unrolling.path, args)
    cells = [value for _, (value,) in each(unrolling, node, walk, frame)]
    return [trimmed(unrolling.path, row(cells, walk.count(len(cells))))]


def filter_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """The elements that pass a test."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    passed, cells = list[Lit](), list[Value]()
    for place, (there, (lit,)) in enumerate(each(unrolling, node, walk, frame)):
        assert isinstance(lit, int)
        passed.append(path.gates.and_(there, lit))
        cells += walk.elements(place)
    return [kept(path, passed, cells)]


def best(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """The first element among those whose key is least, or greatest."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    path.fail("value", walk.more(0) ^ 1)
    keys, cells = list[Word](), list[Value]()
    for place, (_, (key,)) in enumerate(each(unrolling, node, walk, frame)):
        assert isinstance(key, Word)
        keys.append(key)
        cells += walk.elements(place)
    if not keys:
        return [blank(type_) for type_ in node.types]
    length = walk.count(len(keys))
    return [extreme(path, keys, cells, length, node.op == "min_by")[1]]


def searched(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """`any`, `all` and `first`: element by element up to the first that decides."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    test, hit_, miss = SEARCHES[node.op]
    before, narrow, ways = path.here, path.narrowed, list[Way]()
    deciding: list[Lit] = []
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more != TRUE:
            after = path.here
            path.here = path.gates.and_(after, more ^ 1)
            drawn = path.drawn
            ways.append(unrolling.way(more ^ 1, miss(unrolling, node, frame)))
            path.here, path.drawn = path.gates.and_(after, more), drawn
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
        frame.update(zip(node.regions[0].params, walk.elements(place), strict=True))
        (lit,) = unrolling.region(node.regions[0], frame)
        assert isinstance(lit, int)
        lit = path.decided(lit ^ (not test))
        deciding.append(path.gates.and_(more, lit))
        after, drawn = path.here, path.drawn
        if lit != FALSE:
            path.here = path.gates.and_(after, lit)
            if node.op == "first":
                frame.update(zip(node.regions[1].params, walk.elements(place), strict=True))
            ways.append(unrolling.way(lit, hit_(unrolling, node, frame)))
        path.here, path.drawn = path.gates.and_(after, lit ^ 1), drawn
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
    ways.append(unrolling.way(TRUE, miss(unrolling, node, frame)))
    return unrolling.join(ways, before, narrow, node.types)


# op -> whether passing decides, what is yielded where an element decides, and where none does
Yield = Callable[[Unrolling, Node, Frame], Values]
SEARCHES: dict[str, tuple[bool, Yield, Yield]] = {
    "any": (True, lambda *_: [TRUE], lambda *_: [FALSE]),
    "all": (False, lambda *_: [FALSE], lambda *_: [TRUE]),
    "first": (
        True,
        lambda unrolling, node, frame: unrolling.region(node.regions[1], frame),
        lambda unrolling, node, frame: unrolling.region(node.regions[2], frame),
    ),
}
CONTROL: dict[str, Control] = {
    "branch": branch, "while": while_, "for": for_, "map": map_, "filter": filter_,
    "any": searched, "all": searched, "first": searched, "min_by": best, "max_by": best,
    "call": call,
}  # fmt: skip
