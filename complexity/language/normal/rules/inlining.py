"""A function that is called in one place is written there.

Not so a function on a cycle of calls, and not a given one: it stays a word, whatever calls it, so
that the words of a language are the same in all programs. Nor where regions would nest deeper than
they may, or where the two functions are of different files.

A call and its function's body cost the same but for the step and the word of the call, with one
exception. A list that the arms of a branch change at addresses from outside it waits in those
elements alone (`elementwise`), whichever arm is taken; its spine then waits for the addresses, and
no longer for the test. A call in an arm hides that the list is such. Where it is, and an address
may be known later than the test, the calls in the arms stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from ...graph import FALSE, Const, Function, Graph, Node, Operand, Region, callees, walk
from ...naming import gathered
from ...ops import OPS
from ...shapes import sequences
from ...signatures import DEEPEST
from ...types import RANGE, List
from ..call_cycles import on_cycles
from ..elementwise import conditional
from ..schedule import post_order


def inline(graph: Graph) -> Graph:
    """The graph after functions with one call site were written in place; the same where none is.

    The functions that were written in place are still there, and are not called.

    Notes
    -----
    Each node is copied once, whatever calls what, so that the time is linear.
    """
    calls = [list(callees(function.body)) for function in graph.functions]
    single = _single(graph, calls)
    while single:
        made, slower = _written(graph, calls, single)
        if not slower:
            return made
        single -= slower
    return graph


def _written(
    graph: Graph, calls: Sequence[Sequence[int]], single: Set[int]
) -> tuple[Graph, set[int]]:
    """The graph with functions written in place, and those of them that may lengthen a span."""
    functions, slower = list(graph.functions), set[int]()
    recursive = any(0 in found for found in calls)
    for at, found in enumerate(calls):
        if at not in single and not single.isdisjoint(found):
            writing = _Writing(graph, at, single, recursive)
            functions[at] = writing.function()
            slower |= writing.slower
    return Graph(tuple(functions)), slower


def _single(graph: Graph, calls: Sequence[Sequence[int]]) -> set[int]:
    """The functions to be written in place."""
    sites = Counter(callee for found in calls for callee in found)
    once = {at for at, count in sites.items() if count == 1 and not graph.functions[at].given}
    once -= on_cycles(calls) if once else set()
    return _fitting(graph, calls, once) if once else once


def _fitting(graph: Graph, calls: Sequence[Sequence[int]], once: Set[int]) -> set[int]:
    """Of functions that are called once those that may stand where they are called.

    They are of the same file as the caller, and regions nest no deeper there than they may.
    """
    found: set[int] = set()
    deepest = [0] * len(calls)  # how deep regions nest, with all that is written into a function
    for at in post_order(calls, range(len(calls))):
        own = graph.functions[at]
        for depth, node in _depths(own.body):
            deepest[at] = max(deepest[at], depth)
            if node is not None and node.payload in once:
                assert isinstance(node.payload, int)
                inside = depth + deepest[node.payload]
                if inside <= DEEPEST and graph.functions[node.payload].source == own.source:
                    found.add(node.payload)
                    deepest[at] = max(deepest[at], inside)
    return found


def _depths(body: Region) -> Iterator[tuple[int, Node | None]]:
    """How many regions deep each call stands, and beside None each region."""
    waiting = [(0, body)]
    while waiting:
        depth, region = waiting.pop()
        yield depth, None
        for node in region.nodes:
            if node.op == "call":
                yield depth, node
            waiting += [(depth + 1, inner) for inner in node.regions]


@dataclass(slots=True)
class _Scope:
    """A function that is being written: what its values are where it is written.

    Attributes
    ----------
    own : whether it stays what it is, and others are written into it: then its values stay too
    """

    function: Function
    own: bool
    meant: dict[int, Operand] = field(default_factory=dict)

    def operand(self, operand: Operand) -> Operand:
        """What an operand is."""
        if not isinstance(operand, int):
            return operand
        return self.meant.get(operand, operand) if self.own else self.meant[operand]

    def named(self) -> Iterator[tuple[Operand, str]]:
        """What its names stand for, told apart from those of the function around it.

        The names of values that were dead before stand for a literal: no value has them.
        """
        for value, names in self.function.names.items():
            is_there = self.own or value in self.meant
            now = self.operand(value) if is_there else FALSE
            yield from ((now, self.qualified(name)) for name in names)

    def qualified(self, name: str) -> str:
        """A name of its own with its function's, one of a function that is written in it as is."""
        return name if self.own or "." in name else f"{self.function.name}.{name}"


@dataclass(slots=True)
class _Part:
    """Nodes that are being written: what is left of them, and the call in whose place they are."""

    scope: _Scope
    rest: Iterator[Node]
    call: Node | None = None


class _Writing:
    """One function into which others are written.

    Attributes
    ----------
    scopes : the function, and those that are written into it
    makers : of the values in scope, and of others, the nodes that yield them
    early : values that are ready as soon as the control that reaches them
    slower : functions whose place is in an arm of a branch that would wait longer
    """

    def __init__(self, graph: Graph, at: int, single: Set[int], recursive: bool) -> None:
        self.functions, self.single = graph.functions, single
        self.scopes = [_Scope(graph.functions[at], True)]
        self.fresh = 0
        self.makers: dict[int, Node] = {}
        self.early = set() if at or recursive else {*graph.entry.body.params}
        self.slower: set[int] = set()

    def function(self) -> Function:
        """The function with the others written into it."""
        (scope,) = self.scopes
        own = scope.function
        self.fresh = 1 + max([*_values(own.body), *own.names], default=-1)
        body = self.region(own.body, scope)
        names, lost = gathered(pair for one in self.scopes for pair in one.named())
        gone = {one.qualified(name) for one in self.scopes for name in one.function.lost}
        gone = gone.union(lost).difference(*names.values())
        return replace(own, body=body, names=names, lost=tuple(sorted(gone)))

    def region(self, region: Region, scope: _Scope, indices: Iterable[int] = ()) -> Region:
        """A region of a function, with others written into it.

        Parameters
        ----------
        indices : the places of the parameters that are indices of ranges
        """
        params = self.new(region.params, scope)
        self.early.update(params[at] for at in indices)
        nodes = self.nodes(region.nodes, scope)
        results = tuple(map(scope.operand, region.results))
        return Region(params, region.param_types, nodes, results)

    def nodes(self, nodes: Sequence[Node], scope: _Scope) -> tuple[Node, ...]:
        """The nodes of a region; in the place of a call those of the function, and so on."""
        made: list[Node] = []
        waiting: list[_Part] = [_Part(scope, iter(nodes))]
        while waiting:
            part = waiting[-1]
            for node in part.rest:
                if node.op == "call" and node.payload in self.single:
                    waiting.append(self.entered(node, part.scope))
                    break
                made.append(self.node(node, part.scope))
            else:
                waiting.pop()
                if part.call is not None:
                    results = map(part.scope.operand, part.scope.function.body.results)
                    pairs = zip(part.call.outs, results, strict=True)
                    waiting[-1].scope.meant.update(pairs)
        return tuple(made)

    def entered(self, call: Node, scope: _Scope) -> _Part:
        """The function that is written in the place of a call."""
        assert isinstance(call.payload, int)
        callee = self.functions[call.payload]
        args = map(scope.operand, call.args)
        inner = _Scope(callee, False, dict(zip(callee.body.params, args, strict=True)))
        self.scopes.append(inner)
        return _Part(inner, iter(callee.body.nodes), call)

    def node(self, node: Node, scope: _Scope) -> Node:
        """A node where it is written."""
        args = tuple(map(scope.operand, node.args))
        indices = self.indices(node, args)
        regions = tuple(self.region(region, scope, indices) for region in node.regions)
        made = replace(node, args=args, outs=self.new(node.outs, scope), regions=regions)
        if node.op == "branch":
            self.compare(node, made)
        self.makers.update(dict.fromkeys(made.outs, made))
        return made

    def new(self, values: tuple[int, ...], scope: _Scope) -> tuple[int, ...]:
        """What values are called where their function is written."""
        if scope.own:
            return values
        made = tuple(range(self.fresh, self.fresh + len(values)))
        self.fresh += len(values)
        scope.meant.update(zip(values, made, strict=True))
        return made

    # -- what may wait longer --------------------------------------------------------------------

    def indices(self, node: Node, args: Sequence[Operand]) -> list[int]:
        """Which operands of a loop are ranges, for which its rounds wait: so are the indices."""
        walked = args[: sequences(node.op, node.payload)] if node.op in ("for", "map") else ()
        makers = [self.makers.get(one) if isinstance(one, int) else None for one in walked]
        return [at for at, maker in enumerate(makers) if maker and maker.types == (RANGE,)]

    def compare(self, before: Node, after: Node) -> None:
        """Note the calls in the arms of a branch if a list of it may then wait longer."""
        called = {at for region in before.regions for at in callees(region)} & self.single
        lists = [at for at, type_ in enumerate(before.types) if isinstance(type_, List)]
        for place in lists if called else ():
            changed = conditional(after, place)
            if changed is None or conditional(before, place) is not None:
                continue
            known = self.awaited(after.args[0]) | self.early
            addresses = {operand for address in changed.addresses for operand in address}
            if any(not isinstance(one, Const) and one not in known for one in addresses):
                self.slower |= called

    def awaited(self, test: Operand) -> set[int]:
        """Values without which a test is not known, whatever way the run takes."""
        found: set[int] = set()
        waiting = [test]
        while waiting:
            value = waiting.pop()
            if isinstance(value, int) and value not in found:
                found.add(value)
                maker = self.makers.get(value)
                waiting += () if maker is None else _always_awaited(maker)
        return found


def _always_awaited(node: Node) -> Sequence[Operand]:
    """The scalar operands that each result of a node waits for."""
    if OPS[node.op].group == "scalar":
        return node.args
    if node.op in ("getitem", "branch"):
        return node.args[-1:]
    return ()


def _values(region: Region) -> Iterator[int]:
    """All values that a region defines, at any depth."""
    yield from region.params
    for node in walk(region):
        yield from node.outs
        for inner in node.regions:
            yield from inner.params
