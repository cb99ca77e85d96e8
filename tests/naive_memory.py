"""Peak words once more, naively: at every step all that is reachable from live values is counted.

No reference is counted on the way and no last use is known beforehand: what is live is what the
rest of the run may still name, found anew at each step; an update is in place where nothing live
leads to the old list by another way.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from complexity.language.failures import Undefined
from complexity.language.graph import Const, Graph, Node, Operand, Region, captured, references
from complexity.language.meanings import position
from complexity.language.ops import OPS


class Box:
    """A list; a table is part of the program."""

    def __init__(self, items: Iterable[Any], table: bool = False) -> None:
        self.items, self.table = list(items), table


Frame = dict[int, Any]


class Memory:
    """Runs a graph; `peak` is the most words that were live at one moment."""

    def __init__(self, graph: Graph, tape: Any) -> None:
        self.graph, self.tape, self.peak, self.calls, self.moments = graph, tape, 0, 1, 0

    def run(self, args: Sequence[Any]) -> list[Any]:
        """The results."""
        body = self.graph.entry.body
        frame = dict(zip(body.params, map(boxed, args), strict=True))
        return self.region(body, frame, frozenset(), [])

    def moment(self, live: Iterable[Any]) -> None:
        """Counts the words that are live now."""
        self.moments += 1
        if self.moments > 20_000:
            raise Undefined("fuel", "too many moments")
        live = list(live)
        boxes = reachable(live)
        self.count(live, sum(len(box.items) for box in boxes))

    def count(self, live: Iterable[Any], elements: int) -> None:
        """So many words in lists, and those of the scalars, of ranges and of active calls."""
        words = sum(3 if isinstance(v, range) else not isinstance(v, Box) for v in live)
        self.peak = max(self.peak, self.calls + words + elements)

    def region(self, region: Region, frame: Frame, later: frozenset[int],
               held: list[Any]) -> list[Any]:  # fmt: skip
        """The results of a region, after which these names are used and these values held."""
        after = {v for v in region.results if isinstance(v, int)} | later
        needed = [after]
        for node in reversed(region.nodes):
            needed.append(needed[-1] | set(references(node)))
        self.moment([*alive(needed[-1] | set(region.params), frame), *held])
        for node, before, rest in zip(region.nodes, needed[:0:-1], needed[-2::-1], strict=True):
            outs = self.node(node, frame, frozenset(before), frozenset(rest), held)
            frame.update(zip(node.outs, outs, strict=True))
            self.moment([*alive(rest | set(node.outs), frame), *held])
        results = [self.operand(operand, frame) for operand in region.results]
        self.moment([*results, *alive(later, frame), *held])
        return results

    def operand(self, operand: Operand, frame: Frame) -> Any:
        """The value of an operand."""
        if isinstance(operand, Const):
            table = isinstance(operand.value, tuple)
            return Box(operand.value, True) if table else operand.value
        return frame[operand]

    def node(self, node: Node, frame: Frame, before: frozenset[int], rest: frozenset[int],
             held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """What a node yields; `rest` is named later, `before` by the node too."""
        args = [self.operand(arg, frame) for arg in node.args]
        group = OPS[node.op].group
        if group == "call":
            return self.call(node, args, [*alive(rest, frame), *held])
        if group == "control":
            return self.control(node, args, frame, rest, held)
        live = [*alive(before, frame), *held]
        if group == "update":
            kept = rest | {arg for arg in node.args[1:] if isinstance(arg, int)}
            return self.update(node, args, live, [*alive(kept, frame), *held])
        outs = self.plain(node, args)
        self.moment([*live, *outs])
        return outs

    def plain(self, node: Node, args: list[Any]) -> Sequence[Any]:
        """An op that changes nothing."""
        op = OPS[node.op]
        match node.op:
            case "randrange":
                if args[0] <= 0:
                    raise Undefined("value", "nothing to draw from")
                return [self.tape.draw(args[0])]
            case "candidate":
                return []
            case "make":
                return [Box(args)]
            case "flatten":
                return [Box(item for row in args[0].items for item in row.items)]
            case _:
                deep = op.group == "reads" and node.op not in ("len", "getitem")
                first = [node.payload] if node.op in ("slice", "unpack") else []
                given = [unboxed(a) if deep else a.items if isinstance(a, Box) else a for a in args]
                result = op.meaning(*first, *given)
        if len(node.outs) != 1 or node.op == "unpack":
            return result
        return [Box(result) if op.group == "moves" else result]

    def update(self, node: Node, args: list[Any], live: list[Any],
               others: list[Any]) -> Sequence[Any]:  # fmt: skip
        """In place as far as nothing else refers to the lists along the path.

        The others are copied whole, then the last is changed.
        """
        depth = node.payload or 0
        path, rest = args[1 : depth + 1], args[depth + 1 :]
        old, times = args[0], referred(others)
        in_place, before = not old.table and not times[id(old)], reachable(live)
        lengths = {id(box): len(box.items) for box in before}
        times = referred([*others, old])
        new = parent = old if in_place else Box(old.items)
        lengths[id(new)] = len(new.items)
        for index in path:
            at = position(len(parent.items), index)
            inner = parent.items[at]
            in_place = in_place and not inner.table and times[id(inner)] == 1
            parent.items[at] = inner if in_place else Box(inner.items)
            parent = parent.items[at]
            lengths[id(parent)] = len(parent.items)
        result = OPS[node.op].meaning(parent.items, *[a.items if node.op == "extend" else a
                                                      for a in rest])  # fmt: skip
        outs = [new]
        if node.op in ("pop", "pop_at"):
            result, popped = result
            outs.append(popped)
        parent.items = list(result)
        every = {id(box): box for box in [*before, *reachable(outs)]}
        most = sum(max(len(box.items), lengths.get(key, 0)) for key, box in every.items())
        self.count([*live, *outs], most)
        return outs

    def call(self, node: Node, args: list[Any], held: list[Any]) -> Sequence[Any]:
        """A function in a frame of its own, which is a word."""
        body = self.graph.functions[node.payload].body
        self.calls += 1
        results = self.region(body, dict(zip(body.params, args, strict=True)), frozenset(), held)
        self.calls -= 1
        return results

    def control(self, node: Node, args: list[Any], frame: Frame, rest: frozenset[int],
                held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """Regions; what a loop uses lives as long as the loop."""
        if node.op == "branch":
            return self.region(node.regions[not args[0]], dict(frame), rest, held)
        later = rest | {name for region in node.regions for name in captured(region)}
        if node.op == "while":
            return self.while_(node, args, frame, later, held)
        count = node.payload[0] if node.op == "for" else len(args)
        named = frozenset(arg for arg in node.args[:count] if isinstance(arg, int))
        later |= named
        each = zip(*[s.items if isinstance(s, Box) else s for s in args[:count]], strict=False)
        if node.op == "for":
            return self.for_(node, args[count:], each, frame, later, held)
        return LOOKS[node.op](self, node, each, frame, later, held)

    def while_(self, node: Node, states: list[Any], frame: Frame, later: frozenset[int],
               held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """All states live while the test runs."""
        test, body = node.regions
        while self.look(test, states, frame, later, held):
            inner = dict(frame) | dict(zip(body.params, states, strict=True))
            states = self.region(body, inner, later, held)
            if node.payload:
                leave, *states = states
                if leave:
                    break
        return states

    def for_(self, node: Node, states: list[Any], each: Iterator[tuple[Any, ...]], frame: Frame,
             later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """States go from round to round."""
        (body,) = node.regions
        for elements in each:
            inner = dict(frame) | dict(zip(body.params, [*elements, *states], strict=True))
            states = self.region(body, inner, later, held)
            if node.payload[1]:
                leave, *states = states
                if leave:
                    break
        return states

    def look(self, region: Region, elements: Sequence[Any], frame: Frame, later: frozenset[int],
             held: list[Any]) -> Any:  # fmt: skip
        """The value of a region through which what it looks at lives."""
        inner = dict(frame) | dict(zip(region.params, elements, strict=True))
        return self.region(region, inner, later | set(region.params), held)[0]

    def map_(self, node: Node, each: Iterator[tuple[Any, ...]], frame: Frame,
             later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """The result is there from the start."""
        rounds, (body,) = list(each), node.regions
        made = Box([None] * len(rounds))
        self.moment([*alive(later, frame), *held, made])
        for at, elements in enumerate(rounds):
            inner = dict(frame) | dict(zip(body.params, elements, strict=True))
            (made.items[at],) = self.region(body, inner, later, [*held, made])
        return [made]

    def filter_(self, node: Node, each: Iterator[tuple[Any, ...]], frame: Frame,
                later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """The result grows."""
        made = Box([])
        for (element,) in each:
            if self.look(node.regions[0], [element], frame, later, [*held, made]):
                made.items.append(element)
                self.moment([*alive(later, frame), *held, made])
        return [made]

    def any_(self, node: Node, each: Iterator[tuple[Any, ...]], frame: Frame,
             later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """Until one decides."""
        decides = node.op == "any"
        for elements in each:
            if self.look(node.regions[0], elements, frame, later, held) == decides:
                return [decides]
        return [not decides]

    def first(self, node: Node, each: Iterator[tuple[Any, ...]], frame: Frame,
              later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """Until one passes."""
        test, hit, miss = node.regions
        for elements in each:
            if self.look(test, elements, frame, later, held):
                inner = dict(frame) | dict(zip(hit.params, elements, strict=True))
                return self.region(hit, inner, later, held)
        return self.region(miss, dict(frame), later, held)

    def best(self, node: Node, each: Iterator[tuple[Any, ...]], frame: Frame,
             later: frozenset[int], held: list[Any]) -> Sequence[Any]:  # fmt: skip
        """The best element and its key are held."""
        rounds = list(each)
        if not rounds:
            raise Undefined("value", "nothing to choose from")
        two = [0, rounds[0][0] if isinstance(rounds[0][0], Box) else 0]
        keys = [self.look(node.regions[0], e, frame, later, [*held, *two]) for e in rounds]
        chosen = min(keys) if node.op == "min_by" else max(keys)
        return [rounds[keys.index(chosen)][0]]


LOOKS = {"map": Memory.map_, "filter": Memory.filter_, "any": Memory.any_, "all": Memory.any_,
         "first": Memory.first, "min_by": Memory.best, "max_by": Memory.best}  # fmt: skip


def alive(names: Iterable[int], frame: Frame) -> list[Any]:
    """The values of names that are bound."""
    return [frame[name] for name in sorted(names) if name in frame]


def referred(roots: Iterable[Any]) -> collections.Counter[int]:
    """How often each list is referred to by values and by the lists that they lead to."""
    times = collections.Counter(id(v) for v in roots if isinstance(v, Box))
    for box in reachable(roots, tables=True):
        times.update(id(item) for item in box.items if isinstance(item, Box))
    return times


def reachable(roots: Iterable[Any], tables: bool = False) -> list[Box]:
    """The lists that values lead to, each once."""
    found: dict[int, Box] = {}
    waiting = [root for root in roots if isinstance(root, Box)]
    while waiting:
        box = waiting.pop()
        if id(box) not in found and (tables or not box.table):
            found[id(box)] = box
            waiting += [item for item in box.items if isinstance(item, Box)]
    return list(found.values())


def boxed(value: Any) -> Any:
    """A caller's value, every list a box of its own."""
    return Box(map(boxed, value)) if isinstance(value, list) else value


def unboxed(value: Any) -> Any:
    """A value as a caller sees it."""
    return [unboxed(item) for item in value.items] if isinstance(value, Box) else value
