"""Levels once more, naively: a run leaves its dependence graph, whose longest path is found.

Nothing is changed in place and nothing is counted on the way. A scalar is a value and the event
at which it is ready. A list is a reference: the event for which its reader waits, that of its spine
and its elements. An event comes so many levels after the events that it waits for. The rules are
those of DESIGN 4, each written as it is said there.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from complexity.language.failures import Undefined
from complexity.language.graph import Const, Function, Graph, Node, Operand, Region, walk
from complexity.language.meanings import position
from complexity.language.ops import OPS
from complexity.language.types import BOOL

START = 0


@dataclass(frozen=True)
class Num:
    """A scalar or a range."""

    value: Any
    ready: int


@dataclass(frozen=True)
class Seq:
    """A reference to a list."""

    wait: int
    spine: int
    items: tuple[Any, ...]


Value = Num | Seq
Frame = dict[int, Value]


class Naive:
    """Runs a graph and keeps its events.

    Attributes
    ----------
    waits, takes : of each event, the events that it waits for and the levels that it takes
    charges : (event, steps) of everything that takes time; the steps of copying are left out
    """

    def __init__(self, graph: Graph, fan_in: str, tape: Any) -> None:
        self.graph, self.bounded, self.tape = graph, fan_in == "bounded", tape
        self.waits: list[tuple[int, ...]] = [()]
        self.takes = [0]
        self.charges: list[tuple[int, int]] = [(START, 1)]
        self.depth = 0
        self.deciding = {id(node) for function in graph.functions for node in deciders(function)}

    def run(self, args: Sequence[Any]) -> list[Value]:
        """The results."""
        body = self.graph.entry.body
        frame = {name: start(value) for name, value in zip(body.params, args, strict=True)}
        return self.region(body, frame, START)

    def event(self, *waits: int, takes: int = 0, steps: int = 0) -> int:
        """A new event, at which steps may be charged."""
        self.waits.append(waits)
        self.takes.append(takes)
        made = len(self.waits) - 1
        if steps:
            self.charges.append((made, steps))
        return made

    def levels(self) -> list[int]:
        """The length of the longest path to each event."""
        found: list[int] = []
        for waits, takes in zip(self.waits, self.takes, strict=True):
            found.append(takes + max([found[event] for event in waits], default=0))
        return found

    def by_level(self) -> dict[int, int]:
        """The steps charged on each level."""
        levels, found = self.levels(), collections.Counter[int]()
        for event, steps in self.charges:
            found[levels[event]] += steps
        return dict(found)

    # -- values ------------------------------------------------------------------------------------

    def delay(self, value: Value, until: int) -> Value:
        """A value that waits."""
        if isinstance(value, Num):
            return replace(value, ready=self.event(value.ready, until))
        return replace(value, wait=self.event(value.wait, until))

    def compared(self, one: Value, other: Value) -> list[int]:
        """All events that a comparison waits for: of two lists, as far as both reach."""
        if isinstance(one, Num):
            return [one.ready, other.ready]
        pairs = zip(one.items, other.items, strict=False)
        inner = [event for pair in pairs for event in self.compared(*pair)]
        return [one.wait, one.spine, other.wait, other.spine, *inner]

    def searched(self, row: Value, value: Value) -> list[int]:
        """All events that a search for a value in a list waits for."""
        inner = [event for item in row.items for event in self.compared(item, value)]
        return [row.wait, row.spine, self.front(value), *inner]

    def front(self, value: Value) -> int:
        """When a scalar, or the length and the addresses of a list, are known."""
        return value.ready if isinstance(value, Num) else self.event(value.wait, value.spine)

    # -- regions and nodes -------------------------------------------------------------------------

    def region(self, region: Region, frame: Frame, control: int) -> list[Value]:
        """The results of a region that control reaches at an event."""
        for node in region.nodes:
            outs = self.node(node, frame, control)
            frame.update(zip(node.outs, outs, strict=True))
        return [self.operand(operand, frame) for operand in region.results]

    def operand(self, operand: Operand, frame: Frame) -> Value:
        """The value of an operand."""
        if isinstance(operand, Const):
            value = operand.value
            return start(list(value) if isinstance(value, tuple) else value)
        return frame[operand]

    def node(self, node: Node, frame: Frame, control: int) -> Sequence[Value]:
        """What a node yields."""
        op, args = OPS[node.op], [self.operand(arg, frame) for arg in node.args]
        if op.group in ("control", "call"):
            rule = {"while": "while_", "for": "for_", "map": "map_", "filter": "filter_",
                    "all": "any", "max_by": "min_by"}.get(node.op, node.op)  # fmt: skip
            return getattr(self, rule)(node, args, frame, control)
        special = getattr(self, f"op_{node.op}", None)
        return (special or getattr(self, op.group))(node, args, control)

    # -- ops ---------------------------------------------------------------------------------------

    def scalar(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """One level after the operands and the control."""
        op = OPS[node.op]
        if node.op == "candidate":
            return []
        assert op.time in ("unit", "free")
        result = self.draw(args[0].value) if op.draws else op.meaning(*[a.value for a in args])
        ready = self.event(*[a.ready for a in args], control, takes=op.levels,
                           steps=op.time == "unit")  # fmt: skip
        return [Num(result, ready)] if node.outs else []

    def draw(self, bound: int) -> int:
        """A draw from the tape."""
        if bound <= 0:
            raise Undefined("value", "nothing to draw from")
        return self.tape.draw(bound)

    def op_len(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A level after the spine."""
        ready = self.event(self.front(args[0]), control, takes=1, steps=1)
        return [Num(len(args[0].items), ready)]

    def element(self, item: Value, *waits: int, steps: int = 0) -> Value:
        """An element that is read."""
        ready = self.event(item.ready if isinstance(item, Num) else item.wait, *waits, takes=1,
                           steps=steps)  # fmt: skip
        return Num(item.value, ready) if isinstance(item, Num) else replace(item, wait=ready)

    def op_getitem(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A level after the spine, the index and the element."""
        xs, i = args
        item = xs.items[position(len(xs.items), i.value)]
        return [self.element(item, self.front(xs), i.ready, control, steps=1)]

    def op_unpack(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """Each element is read."""
        (xs,) = args
        if len(xs.items) != node.payload:
            raise Undefined("unpack", "another number of elements")
        known = self.event(self.front(xs), control)
        self.event(known, takes=1, steps=len(xs.items))
        return [self.element(item, known) for item in xs.items]

    def op_make(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A list of the operands; its length is known beforehand."""
        return [Seq(START, self.event(control, takes=1, steps=max(1, len(args))), tuple(args))]

    def op_list(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """The numbers of a range, each as ready as the range."""
        numbers, ready = args[0].value, args[0].ready
        spine = self.event(ready, control, takes=1, steps=max(1, len(numbers)))
        return [Seq(START, spine, tuple(Num(number, ready) for number in numbers))]

    def op_flatten(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """The rows one after the other."""
        rows = args[0].items
        items = tuple(item for row in rows for item in row.items)
        fronts = [self.front(row) for row in rows]
        spine = self.event(self.front(args[0]), control, *fronts, takes=1,
                           steps=max(1, len(items)))  # fmt: skip
        return [Seq(START, spine, items)]

    def moves(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A new list of old elements, a level after all that says where they are."""
        first = [node.payload] if node.op == "slice" else []
        given = [list(a.items) if isinstance(a, Seq) else a.value for a in args]
        items = tuple(OPS[node.op].meaning(*first, *given))
        spine = self.event(*[self.front(a) for a in args], control, takes=1,
                           steps=max(1, len(items)))  # fmt: skip
        return [Seq(START, spine, items)]

    def reads(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """All scalars are looked at side by side, then a tree of what was seen."""
        op, values = OPS[node.op], [plain(a) for a in args]
        steps = max(1, op.size(*values))
        looked = self.searched if node.op == "contains" else self.compared
        seen = self.event(*looked(*args), control, takes=1, steps=steps)
        more = levels_of_tree(steps) if self.bounded else int(steps > 1)
        return [Num(op.meaning(*values), self.event(seen, takes=more))]

    def reduce(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A balanced tree of applications, or one level."""
        known, result = (
            self.event(self.front(args[0]), control),
            OPS[node.op].meaning(plain(args[0])),
        )
        return [
            Num(result, self.tree([self.event(a.ready, known) for a in args[0].items] or [known]))
        ]

    def tree(self, ready: list[int]) -> int:
        """When the reduction of values that are ready at these events is."""
        if len(ready) == 1:
            return ready[0]
        if not self.bounded:
            return self.event(*ready, takes=1, steps=len(ready) - 1)
        middle = len(ready) // 2
        return self.event(self.tree(ready[:middle]), self.tree(ready[middle:]), takes=1, steps=1)

    # -- updates -----------------------------------------------------------------------------------

    def update(self, node: Node, args: list[Value], control: int) -> Sequence[Value]:
        """A new version: lists wait in their spines for addresses, the element for its value."""
        depth = node.payload or 0
        path, rest = args[1 : depth + 1], args[depth + 1 :]
        left: list[Value] = []
        return [self.version(node, args[0], path, rest, control, control, left), *left]

    def version(self, node: Node, xs: Value, path: list[Value], rest: list[Value], known: int,
                control: int, left: list[Value]) -> Value:  # fmt: skip
        """A list with something changed along a path; what `pop` takes out is left."""
        items = list(xs.items)
        if path:
            at = position(len(items), path[0].value)
            known = self.event(known, self.front(xs), path[0].ready)
            items[at] = self.version(node, items[at], path[1:], rest, known, control, left)
            return Seq(xs.wait, known, tuple(items))
        awaited = rest[0] if node.op in ("setitem", "insert", "pop_at", "extend") else None
        known = self.event(known, self.front(xs), *[self.front(awaited)] if awaited else [])
        op, took = OPS[node.op], known
        steps = 1
        if op.size is not None:
            sized = [list(a.items) if isinstance(a, Seq) else a.value for a in rest]
            steps = max(1, op.size(items, *sized))
        match node.op:
            case "setitem" | "append" | "insert":
                value = self.delay(rest[-1], control)
                took = value.ready if isinstance(value, Num) else value.wait
                given = [rest[0].value] if len(rest) == 2 else []
                items = op.meaning(items, *given, value)
            case "extend":
                items += rest[0].items
            case _:
                items, item = op.meaning(items, *[a.value for a in rest])
                left.append(self.element(item, known))
                took = self.front(left[0]) if isinstance(item, Num) else left[0].wait
        self.event(known, took, control, steps=steps)
        return Seq(xs.wait, known, tuple(items))

    # -- control -----------------------------------------------------------------------------------

    def branch(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """Its results wait for the test, an elementwise list in single elements."""
        (test,) = args
        arm, reached = node.regions[not test.value], self.event(control, test.ready)
        if id(node) not in self.deciding:
            self.event(control, steps=1)
        elif not isinstance(arm.results[0], Const):  # a further test of the decision
            self.event(reached, steps=1)
        results = self.region(arm, dict(frame), reached)
        inside = {out for region in node.regions for n in walk(region) for out in n.outs}
        outs = []
        for place, result in enumerate(results):
            changes = [changed(r, r.results[place], inside) for r in node.regions]
            bases = {change[0] for change in changes if change}
            if isinstance(result, Num) or None in changes or len(bases) > 1:
                outs.append(self.delay(result, test.ready))
                continue
            paths = list(dict.fromkeys(path for change in changes for path in change[1]))
            where = [[self.operand(step, frame) for step in path] for path in paths]
            outs.append(self.single(frame[bases.pop()], result, where, control, test.ready))
        return outs

    def single(self, old: Value, new: Value, where: list[list[Value]], control: int,
               test: int) -> Value:  # fmt: skip
        """A list that waits for a test in single elements; its spines are as they were before."""
        heads = [path[0] for path in where]
        spine = self.event(old.wait, old.spine, *([control] if where else []),
                           *[head.ready for head in heads])  # fmt: skip
        items = list(new.items)
        for at in range(len(items)):
            here = [path for path in where if path[0].value in (at, at - len(items))]
            if any(len(path) == 1 for path in here):
                items[at] = self.delay(items[at], test)
            elif here:
                row, inner = old.items[at], [path[1:] for path in here]
                row = replace(row, spine=self.event(row.spine, spine))
                items[at] = self.single(row, items[at], inner, control, test)
        return Seq(new.wait, spine, tuple(items))

    def while_(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """Each test waits for the test, and the exit, of the round before."""
        test, body = node.regions
        states, known = args, control
        while True:
            self.fuel()
            inner = dict(frame) | dict(zip(test.params, states, strict=True))
            (passed,) = self.region(test, inner, known)
            known = self.event(known, passed.ready)
            if not passed.value:
                break
            self.event(known, steps=1)
            inner = dict(frame) | dict(zip(body.params, states, strict=True))
            states = self.region(body, inner, known)
            if node.payload:
                leave, *states = states
                known = self.event(known, leave.ready)
                if leave.value:
                    break
        return [self.delay(state, known) for state in states]

    def rounds(self, sequences: list[Value], control: int) -> tuple[int, Iterator[list[Value]]]:
        """When the bounds are known, and the elements that come together."""
        bounds = self.event(control, *[self.front(xs) for xs in sequences])

        def each() -> Iterator[list[Value]]:
            columns = [
                xs.items if isinstance(xs, Seq) else [Num(number, xs.ready) for number in xs.value]
                for xs in sequences
            ]
            for elements in zip(*columns, strict=False):
                yield list(elements)

        return bounds, each()

    def for_(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """All rounds wait for the bounds alone, and for exits."""
        count, exits = node.payload
        (body,), states = node.regions, args[count:]
        known, each = self.rounds(args[:count], control)
        for elements in each:
            self.event(known, steps=1)
            inner = dict(frame) | dict(zip(body.params, [*elements, *states], strict=True))
            states = self.region(body, inner, known)
            if exits:
                leave, *states = states
                known = self.event(known, leave.ready)
                if leave.value:
                    break
        return [self.delay(state, known) for state in states]

    def looked(self, region: Region, elements: list[Value], frame: Frame, known: int) -> Value:
        """The value of a region for elements, for which a step is charged."""
        self.event(known, steps=1)
        inner = dict(frame) | dict(zip(region.params, elements, strict=True))
        return self.region(region, inner, known)[0]

    def map_(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """All side by side; the length is that of the bounds."""
        known, each = self.rounds(args, control)
        items = [self.looked(node.regions[0], elements, frame, known) for elements in each]
        return [Seq(START, known, tuple(items))]

    def filter_(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """All tests side by side, then they are counted."""
        known, each = self.rounds(args, control)
        pairs = [(e[0], self.looked(node.regions[0], e, frame, known)) for e in each]
        spine = self.event(known, *[p.ready for _, p in pairs], takes=levels_of_tree(len(pairs)))
        return [Seq(START, spine, tuple(item for item, passed in pairs if passed.value))]

    def any(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """One element after the other, until one decides."""
        known, each = self.rounds(args, control)
        decides = node.op == "any"
        for elements in each:
            passed = self.looked(node.regions[0], elements, frame, known)
            known = self.event(known, passed.ready)
            if passed.value == decides:
                return [Num(decides, known)]
        return [Num(not decides, known)]

    def first(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """One element after the other, until one passes."""
        test, hit, miss = node.regions
        known, each = self.rounds(args, control)
        inner, chosen = dict(frame), miss
        for elements in each:
            passed = self.looked(test, elements, frame, known)
            known = self.event(known, passed.ready)
            if passed.value:
                inner, chosen = inner | dict(zip(hit.params, elements, strict=True)), hit
                break
        return [self.delay(value, known) for value in self.region(chosen, inner, known)]

    def min_by(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """The keys side by side, then a tree of comparisons."""
        known, each = self.rounds(args, control)
        pairs = [(e[0], self.looked(node.regions[0], e, frame, known)) for e in each]
        if not pairs:
            raise Undefined("value", "nothing to choose from")
        choose = min if node.op == "min_by" else max
        best, _ = choose(pairs, key=lambda pair: pair[1].value)
        ready = self.tree([self.event(key.ready, known) for _, key in pairs])
        return [self.delay(best, ready)]

    def call(self, node: Node, args: list[Value], frame: Frame, control: int) -> Sequence[Value]:
        """A step of its own, and no level."""
        self.fuel()
        self.event(control, steps=1)
        body = self.graph.functions[node.payload].body
        return self.region(body, dict(zip(body.params, args, strict=True)), control)

    def fuel(self) -> None:
        """Stops what goes on for too long (the run that is compared has limits of its own)."""
        if len(self.waits) > 500_000:
            raise Undefined("fuel", "too many events")


@dataclass(frozen=True, eq=False)
class Use:
    """One use of a value: the region of it, the node that it serves, whether it decides control.

    Attributes
    ----------
    decides : None where that is a question about the node, of an arm of which it is a result
    """

    region: Region
    node: Node | None
    decides: bool | None


def uses_in(region: Region, around: Node | None, part: int) -> Iterator[tuple[Operand, Use]]:
    """All uses of values in a region, which is a part of a node."""
    for node in region.nodes:
        for arg in node.args:
            yield arg, Use(region, node, node.op == "branch")
        for at, inner in enumerate(node.regions):
            yield from uses_in(inner, node, at)
    for place, result in enumerate(region.results):
        yield result, Use(region, around, result_decides(around, part, place))


def result_decides(node: Node | None, part: int, place: int) -> bool | None:
    """Whether a result of a part of a node decides control."""
    match node.op if node else None:
        case "branch":
            return None
        case "any" | "all" | "filter" | "first":
            return part == 0
        case "while":
            return part == 0 or (place == 0 and bool(node.payload))
        case "for":
            return place == 0 and node.payload[1]
    return False


def deciders(function: Function) -> list[Node]:
    """The branches of a function that yield one bool, whose every use decides control."""
    uses: dict[Operand, list[Use]] = collections.defaultdict(list)
    for operand, use in uses_in(function.body, None, 0):
        uses[operand].append(use)

    def decides(node: Node) -> bool:
        if node.op != "branch" or node.types != (BOOL,) or not uses[node.outs[0]]:
            return False
        for use in uses[node.outs[0]]:
            if not any(node is other for other in use.region.nodes):
                return False
            if not (decides(use.node) if use.decides is None else use.decides):
                return False
        return True

    return [node for node in walk(function.body) if decides(node)]


Change = tuple[int, list[tuple[Operand, ...]]]


def changed(region: Region, operand: Operand, inside: set[int]) -> Change | None:
    """The outer list that a value is but for elements at outer addresses, and these addresses."""
    paths: list[tuple[Operand, ...]] = []
    for node in reversed(region.nodes):
        if not isinstance(operand, int) or operand not in node.outs:
            continue
        if node.op == "setitem" and not set(node.args[1:-1]) & inside:
            paths.append(node.args[1:-1])
            operand = node.args[0]
            continue
        if node.op != "branch":
            return None
        place = node.outs.index(operand)
        arms = [changed(arm, arm.results[place], inside) for arm in node.regions]
        if None in arms or arms[0][0] != arms[1][0]:
            return None
        operand = arms[0][0]
        paths += arms[0][1] + arms[1][1]
    return (operand, paths) if isinstance(operand, int) else None


def start(value: Any) -> Value:
    """A plain value that is there from the start."""
    if isinstance(value, list):
        return Seq(START, START, tuple(start(item) for item in value))
    return Num(value, START)


def plain(value: Value) -> Any:
    """The value alone."""
    return value.value if isinstance(value, Num) else [plain(item) for item in value.items]


def levels_of_tree(count: int) -> int:
    """The least number of levels of a binary tree with so many leaves."""
    levels = 0
    while 2**levels < count:
        levels += 1
    return levels
