"""Costs shared by all runs on inputs of one shape, established by a single abstract run.

The graph is walked once with lists of known lengths whose elements are known up to intervals
(`bounds`). If no test, size, bound or index depends on an element, and no op can fail, all runs
execute the same nodes in the same order on lists of the same lengths: time, executions, span,
memory and candidates are those of any single run. A read or write at an index that depends
on an element takes the same time, but may be ready at another level; a filter whose test depends
on an element takes the same time, but different memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Const, Graph, Node, Operand, Region
from ..language.meanings import position
from ..language.ops import OPS
from ..language.stack_room import deep
from ..language.types import List
from ..machine.bounds import BIT, Differs, Some, between, certain, interval, joined, known, scalar
from ..machine.sites import path_length
from ..semantics.measures import ALL

NODES = 100_000  # nodes walked, and elements copied
CALLS = 200
LEVELS, WORDS = frozenset({"span", "width", "level_memory"}), frozenset({"memory", "level_memory"})
Values = list[Any]
Frame = dict[int, Any]


class Short(list[Any]):
    """The result of a filter with an unknown test: its length is only an upper bound."""


@deep
def alike(graph: Graph, inputs: Sequence[Any], nodes: int = NODES) -> frozenset[str]:
    """The measures that all runs on inputs of a shape share; none if nothing could be shown.

    Parameters
    ----------
    inputs : the arguments, with `bounds.Some` in place of the scalars that vary
    nodes : the limit, above which the walk ends without an answer

    Examples
    --------
    >>> from complexity.python.parse import parse
    >>> keys = [Some(0, 9)] * 3
    >>> least = parse("def f(a: list[int]) -> int:\\n    return min(a)\\n")
    >>> sorted(alike(least, [keys])) == sorted(ALL)
    True
    >>> first = parse("def f(a: list[int]) -> int:\\n    return a[0] if a[1] > 3 else a[2] * 2\\n")
    >>> alike(first, [keys])
    frozenset()
    """
    walk = Walk(graph, nodes)
    try:
        walk.call(0, list(inputs))
    except Differs:
        return frozenset()
    return ALL - walk.differ


class Walk:
    """An abstract run of a graph.

    Attributes
    ----------
    left : the number of nodes that may still be walked
    active : the current depth of calls
    differ : the measures that may differ from run to run
    """

    def __init__(self, graph: Graph, nodes: int) -> None:
        self.graph, self.left, self.active = graph, nodes, 0
        self.differ: frozenset[str] = frozenset()

    def spend(self, nodes: int) -> None:
        """Charge a number of nodes or elements to the limit of the walk."""
        self.left -= nodes
        if self.left < 0:
            raise Differs("the walk is too long")

    def call(self, index: int, args: Values) -> Values:
        """Walk a call of a function; return its results."""
        self.active += 1
        if self.active > CALLS:
            raise Differs("calls nest too deep")
        body = self.graph.functions[index].body
        results = self.region(body, dict(zip(body.params, args, strict=True)))
        self.active -= 1
        return results

    def region(self, region: Region, frame: Frame) -> Values:
        """Walk a region whose parameters are in the frame; return its results."""
        for node in region.nodes:
            self.spend(1)
            frame.update(zip(node.outs, self.node(node, frame), strict=True))
        results = self.read(region.results, frame)
        if any(isinstance(value, Short) for value in results):
            raise Differs("a list of a length that depends on the input")
        return results

    def read(self, operands: Sequence[Operand], frame: Frame) -> Values:
        """Look up the values of operands."""
        return [literal(x) if isinstance(x, Const) else frame[x] for x in operands]

    def node(self, node: Node, frame: Frame) -> Sequence[Any]:
        """Walk a node; return its results."""
        args, op = self.read(node.args, frame), OPS[node.op]
        if any(isinstance(arg, Short) for arg in args):  # its length is the only known thing
            return [between(0, len(args[0]))] if node.op == "len" else differs(node)
        if node.op in CONTROL:
            return CONTROL[node.op](self, node, args, frame)
        if op.draws or node.op == "exhausted":
            return differs(node)
        if node.op in RULES:
            return RULES[node.op](self, node, args)
        if op.group in ("moves", "update"):
            return self.moved(node, args)
        found = scalar(node.op, args) if op.meaning is not None else None
        return [found] if node.outs else []

    def moved(self, node: Node, args: Values) -> Sequence[Any]:
        """The results of an op that moves elements without examining them."""
        meaning, size = OPS[node.op].meaning, OPS[node.op].size
        assert meaning is not None
        lists = 1 if node.op != "make" else len(args)
        rest = [arg if isinstance(arg, list | range) else known(arg) for arg in args[lists:]]
        given = [*args[:lists], *rest]
        payload = [node.payload] if node.op in ("slice", "unpack") else []
        try:
            if size is not None:
                self.spend(size(*payload, *given))
            found = meaning(*payload, *given)
        except Undefined as failure:
            raise Differs(failure.message) from None
        return found if node.op == "unpack" else [found]


def literal(constant: Const) -> Any:
    """The value of a constant."""
    return list(constant.value) if isinstance(constant.value, tuple) else constant.value


def differs(node: Node) -> Sequence[Any]:
    """Give up: the effect of a node may differ from run to run."""
    raise Differs(f"{node.op}, line {node.line}")


# ---- ops on lists


def getitem(walk: Walk, node: Node, args: Values) -> Sequence[Any]:
    """Read an element at an index that may depend on the input."""
    xs, index = args
    if not isinstance(index, Some):
        return [at(xs, index)]
    low, high = interval(index)
    at(xs, low), at(xs, high)  # if both ends are in range, so is every index between them
    if isinstance(node.types[0], List):
        differs(node)
    walk.differ |= LEVELS
    return [joined([xs[place] for place in range(low, high + 1)])]


def at(xs: list[Any], index: int) -> Any:
    """The element at a known index; give up if it is out of range."""
    try:
        return xs[position(len(xs), index)]
    except Undefined as failure:
        raise Differs(failure.message) from None


def update(walk: Walk, node: Node, args: Values) -> Sequence[Any]:
    """Update a list at known indices."""
    depth = path_length(node)
    path, rest = [known(index) for index in args[1 : depth + 1]], args[depth + 1 :]
    return list(changed(walk, node, args[0], path, rest))


def changed(walk: Walk, node: Node, xs: list[Any], path: Values, rest: Values) -> tuple[Any, ...]:
    """A list after an update at a sequence of indices, followed by the update's other results."""
    walk.spend(len(xs))
    if path:
        inner, *more = changed(walk, node, at(xs, path[0]), path[1:], rest)
        place = path[0] % len(xs)
        return [*xs[:place], inner, *xs[place + 1 :]], *more
    if node.op == "setitem" and isinstance(rest[0], Some):
        return (weakly(walk, xs, rest[0], rest[1]),)
    fixed = rest[:1] if OPS[node.op].waits == "index" else []
    for index in fixed:
        known(index)
    meaning = OPS[node.op].meaning
    assert meaning is not None
    try:
        found = meaning(xs, *rest)
    except Undefined as failure:
        raise Differs(failure.message) from None
    return found if len(node.outs) > 1 else (found,)


def weakly(walk: Walk, xs: list[Any], index: Some, value: Any) -> list[Any]:
    """Store a scalar at one of several indices: each of them may have the old or the new value."""
    at(xs, index.low), at(xs, index.high)
    if isinstance(value, list):
        raise Differs("a row at a place that depends on the input")
    walk.differ |= LEVELS
    places = {place % len(xs) for place in range(index.low, index.high + 1)}
    return [joined([x, value]) if place in places else x for place, x in enumerate(xs)]


def look(walk: Walk, node: Node, args: Values) -> Sequence[Any]:
    """Membership and comparison of lists, which examine all elements."""
    for value in args:
        spend_elements(walk, value)
    if not certain(args):
        return [BIT]
    meaning = OPS[node.op].meaning
    assert meaning is not None
    return [meaning(*args)]


def spend_elements(walk: Walk, value: Any) -> None:
    """Charge all elements of a value, shared lists at each occurrence."""
    if isinstance(value, list):
        walk.spend(len(value))
        if value and isinstance(value[0], list):
            for row in value:
                spend_elements(walk, row)


def reduce(walk: Walk, node: Node, args: Values) -> Sequence[Any]:
    """Reduce all elements to a scalar."""
    (xs,) = args
    walk.spend(len(xs))
    if certain(xs):
        return [scalar(node.op, args)]
    lows, highs = zip(*map(interval, xs), strict=True)
    fold: dict[str, Callable[[Sequence[int]], int]] = {
        "sum": sum, "min_of": min, "max_of": max, "any_of": max, "all_of": min,
    }  # fmt: skip
    low, high = fold[node.op](lows), fold[node.op](highs)
    if node.op in ("any_of", "all_of"):
        return [bool(low) if low == high else BIT]
    return [between(low, high)]


Rule = Callable[[Walk, Node, Values], Sequence[Any]]
UPDATES = [name for name, op in OPS.items() if op.group == "update"]
LOOKS = [name for name, op in OPS.items() if op.group == "reads" and op.size is not None]
REDUCTIONS = [name for name, op in OPS.items() if op.group == "reduce"]
RULES: dict[str, Rule] = {
    "getitem": getitem,
    "len": lambda walk, node, args: [len(args[0])],
    "within": lambda walk, node, args: [scalar("within", args) if certain(args) else BIT],
    "candidate": lambda walk, node, args: [],
    **dict.fromkeys(UPDATES, update),
    **dict.fromkeys(LOOKS, look),
    **dict.fromkeys(REDUCTIONS, reduce),
}


# ---- control


def branch(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """A branch; if its test is unknown, its arms may only choose between scalars."""
    if not isinstance(args[0], Some):
        return walk.region(node.regions[0 if args[0] else 1], frame)
    scalars = not any(isinstance(type_, List) for type_ in node.types)
    if not scalars or any(arm.nodes for arm in node.regions):
        differs(node)
    walk.differ |= LEVELS | WORDS
    yes, no = (walk.read(arm.results, frame) for arm in node.regions)
    return [joined(pair) for pair in zip(yes, no, strict=True)]


def while_(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """Repeat a body while the test holds, or until the body exits."""
    test, body = node.regions
    states = args
    while True:
        (passed,) = walk.region(test, bound(frame, test, states))
        if not known(passed):
            return states
        results = walk.region(body, bound(frame, body, states))
        if node.payload:
            leave, *results = results
            if known(leave):
                return results
        states = results
        walk.spend(1)


def rounds(sequences: Values) -> range:
    """The rounds of an iteration over sequences: up to the shortest."""
    return range(min(map(len, sequences)))


def bound(frame: Frame, region: Region, values: Values) -> Frame:
    """Bind the parameters of a region in the frame."""
    frame.update(zip(region.params, values, strict=True))
    return frame


def for_(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """Walk a body for the elements of sequences."""
    assert isinstance(node.payload, tuple)
    count, exits = node.payload
    sequences, states, (body,) = args[:count], args[count:], node.regions
    for place in rounds(sequences):
        walk.spend(1)
        elements = [xs[place] for xs in sequences]
        states = walk.region(body, bound(frame, body, [*elements, *states]))
        if exits:
            leave, *states = states
            if known(leave):
                break
    return states


def each(walk: Walk, node: Node, args: Values, frame: Frame, region: Region) -> list[Values]:
    """The results of a region for each element of sequences."""
    found = []
    for place in rounds(args):
        walk.spend(1)
        found.append(walk.region(region, bound(frame, region, [xs[place] for xs in args])))
    return found


def map_(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """The list of a region's results."""
    return [[value for (value,) in each(walk, node, args, frame, node.regions[0])]]


def filter_(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """The elements that pass a test; if the test is unknown, a list of unknown length."""
    passed = [test for (test,) in each(walk, node, args, frame, node.regions[0])]
    if certain(passed):
        return [[x for x, test in zip(args[0], passed, strict=True) if test]]
    (type_,) = node.types
    if not isinstance(type_, List) or isinstance(type_.element, List):
        differs(node)
    walk.differ |= WORDS
    return [Short(args[0])]


def first(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """The result for the first elements that pass a test, or the default."""
    test, hit, miss = node.regions
    for place in rounds(args):
        walk.spend(1)
        elements = [xs[place] for xs in args]
        (passed,) = walk.region(test, bound(frame, test, elements))
        if known(passed):
            return walk.region(hit, bound(frame, hit, elements))
    return walk.region(miss, frame)


def quantifier(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """`any` and `all`, which stop at the first deciding element."""
    (test,), decides = node.regions, node.op == "any"
    for place in rounds(args):
        walk.spend(1)
        (passed,) = walk.region(test, bound(frame, test, [xs[place] for xs in args]))
        if bool(known(passed)) == decides:
            return [decides]
    return [not decides]


def best(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """`min_by` and `max_by`; if the keys are unknown, the elements must be scalars."""
    (xs,) = args
    keys = [key for (key,) in each(walk, node, args, frame, node.regions[0])]
    if not keys:
        differs(node)
    if certain(keys):
        chosen = keys.index(min(keys) if node.op == "min_by" else max(keys))
        return [xs[chosen]]
    if isinstance(node.types[0], List):
        differs(node)
    if isinstance(xs, list):
        walk.differ |= LEVELS
    return [joined(list(xs))]


def call(walk: Walk, node: Node, args: Values, frame: Frame) -> Sequence[Any]:
    """Walk a function call."""
    assert isinstance(node.payload, int)
    return walk.call(node.payload, args)


CONTROL: dict[str, Callable[[Walk, Node, Values, Frame], Sequence[Any]]] = {
    "branch": branch, "while": while_, "for": for_, "map": map_, "filter": filter_,
    "any": quantifier, "all": quantifier, "first": first, "min_by": best, "max_by": best,
    "call": call,
}  # fmt: skip
