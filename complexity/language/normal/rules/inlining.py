"""Inlining of functions that are called at one place.

Exceptions are recursive functions; given functions, which stay words so that the words of a
language are the same in all programs; calls where regions would nest too deeply; and calls between
functions of different files.

An inlined call costs the same but for the step and the word of the call, with one exception. Where
the arms of a branch change a list at addresses from outside the branch, only those elements wait
for the test (`elementwise`), and the spine waits for the addresses instead of the test. A call in
an arm hides such a change. So calls in arms stay if inlining them would reveal one with an address
that may be known later than the test: the span could grow.
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
    """Inline the functions with one call site; return the same graph if there are none.

    The inlined functions remain in the graph, but are no longer called.

    Notes
    -----
    Each node is copied once, however calls nest, so the time is linear.
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
    """Inline functions; return the graph, and those of them that may lengthen a span."""
    functions, slower = list(graph.functions), set[int]()
    recursive = any(0 in found for found in calls)
    for at, found in enumerate(calls):
        if at not in single and not single.isdisjoint(found):
            writing = _Writing(graph, at, single, recursive)
            functions[at] = writing.function()
            slower |= writing.slower
    return Graph(tuple(functions)), slower


def _single(graph: Graph, calls: Sequence[Sequence[int]]) -> set[int]:
    """Return the functions to inline."""
    sites = Counter(callee for found in calls for callee in found)
    once = {at for at, count in sites.items() if count == 1 and not graph.functions[at].given}
    once -= on_cycles(calls) if once else set()
    return _fitting(graph, calls, once) if once else once


def _fitting(graph: Graph, calls: Sequence[Sequence[int]], once: Set[int]) -> set[int]:
    """Return those functions, each called once, that may be inlined where they are called.

    They must come from the same file as the caller, and regions must not nest too deeply.
    """
    fitting: set[int] = set()
    deepest = [0] * len(calls)  # nesting of regions, inlined functions included
    for at in post_order(calls, range(len(calls))):
        own = graph.functions[at]
        for depth, node in _depths(own.body):
            deepest[at] = max(deepest[at], depth)
            if node is not None and node.payload in once:
                assert isinstance(node.payload, int)
                inside = depth + deepest[node.payload]
                if inside <= DEEPEST and graph.functions[node.payload].source == own.source:
                    fitting.add(node.payload)
                    deepest[at] = max(deepest[at], inside)
    return fitting


def _depths(body: Region) -> Iterator[tuple[int, Node | None]]:
    """Yield the nesting depth of each call, and of each region (with None)."""
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
    """A function that is being copied: the substitution of its values in the new function.

    Attributes
    ----------
    own : whether it is the caller into which others are inlined, whose values keep their names
    """

    function: Function
    own: bool
    meant: dict[int, Operand] = field(default_factory=dict)

    def operand(self, operand: Operand) -> Operand:
        """Return the substitute of an operand."""
        if not isinstance(operand, int):
            return operand
        return self.meant.get(operand, operand) if self.own else self.meant[operand]

    def named(self) -> Iterator[tuple[Operand, str]]:
        """Yield the function's names with their substitutes, qualified by the function's name.

        The names of values that were dead before are given to a literal, which makes them lost.
        """
        for value, names in self.function.names.items():
            is_there = self.own or value in self.meant
            now = self.operand(value) if is_there else FALSE
            yield from ((now, self.qualified(name)) for name in names)

    def qualified(self, name: str) -> str:
        """Prefix a name with its function's, except in the function that stays as it is."""
        return name if self.own or "." in name else f"{self.function.name}.{name}"


@dataclass(slots=True)
class _Part:
    """Nodes that are being copied: those that are left, and the call that they replace."""

    scope: _Scope
    rest: Iterator[Node]
    call: Node | None = None


class _Writing:
    """One function into which others are inlined.

    Attributes
    ----------
    scopes : the function, and those that are inlined into it
    makers : for each value so far, the node that yields it
    early : values that are ready as soon as the control that reaches them
    slower : functions called in an arm of a branch that would wait longer
    """

    def __init__(self, graph: Graph, at: int, single: Set[int], recursive: bool) -> None:
        self.functions, self.single = graph.functions, single
        self.scopes = [_Scope(graph.functions[at], True)]
        self.fresh = 0
        self.makers: dict[int, Node] = {}
        self.early = set() if at or recursive else {*graph.entry.body.params}
        self.slower: set[int] = set()

    def function(self) -> Function:
        """Return the function with the others inlined into it."""
        (scope,) = self.scopes
        own = scope.function
        self.fresh = 1 + max([*_values(own.body), *own.names], default=-1)
        body = self.region(own.body, scope)
        names, lost = gathered(pair for one in self.scopes for pair in one.named())
        gone = {one.qualified(name) for one in self.scopes for name in one.function.lost}
        gone = gone.union(lost).difference(*names.values())
        return replace(own, body=body, names=names, lost=tuple(sorted(gone)))

    def region(self, region: Region, scope: _Scope, indices: Iterable[int] = ()) -> Region:
        """Copy a region of a function, inlining calls.

        Parameters
        ----------
        indices : the positions of the parameters that are elements of ranges
        """
        params = self.new(region.params, scope)
        self.early.update(params[at] for at in indices)
        nodes = self.nodes(region.nodes, scope)
        results = tuple(map(scope.operand, region.results))
        return Region(params, region.param_types, nodes, results)

    def nodes(self, nodes: Sequence[Node], scope: _Scope) -> tuple[Node, ...]:
        """Copy the nodes of a region, replacing calls by the nodes of their functions."""
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
        """Start copying the function of a call."""
        assert isinstance(call.payload, int)
        callee = self.functions[call.payload]
        args = map(scope.operand, call.args)
        inner = _Scope(callee, False, dict(zip(callee.body.params, args, strict=True)))
        self.scopes.append(inner)
        return _Part(inner, iter(callee.body.nodes), call)

    def node(self, node: Node, scope: _Scope) -> Node:
        """Copy a node."""
        args = tuple(map(scope.operand, node.args))
        indices = self.indices(node, args)
        regions = tuple(self.region(region, scope, indices) for region in node.regions)
        made = replace(node, args=args, outs=self.new(node.outs, scope), regions=regions)
        if node.op == "branch":
            self.compare(node, made)
        self.makers.update(dict.fromkeys(made.outs, made))
        return made

    def new(self, values: tuple[int, ...], scope: _Scope) -> tuple[int, ...]:
        """Return the names of values in the new function."""
        if scope.own:
            return values
        made = tuple(range(self.fresh, self.fresh + len(values)))
        self.fresh += len(values)
        scope.meant.update(zip(values, made, strict=True))
        return made

    # -- what may wait longer --------------------------------------------------------------------

    def indices(self, node: Node, args: Sequence[Operand]) -> list[int]:
        """Return which sequences of a loop are ranges: their elements are ready early."""
        walked = args[: sequences(node.op, node.payload)] if node.op in ("for", "map") else ()
        makers = [self.makers.get(one) if isinstance(one, int) else None for one in walked]
        return [at for at, maker in enumerate(makers) if maker and maker.types == (RANGE,)]

    def compare(self, before: Node, after: Node) -> None:
        """Record the calls in the arms of a branch if one of its lists may now wait longer."""
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
        """Return values that a test always waits for, on any path of the run."""
        awaited_values: set[int] = set()
        waiting = [test]
        while waiting:
            value = waiting.pop()
            if isinstance(value, int) and value not in awaited_values:
                awaited_values.add(value)
                maker = self.makers.get(value)
                waiting += () if maker is None else _always_awaited(maker)
        return awaited_values


def _always_awaited(node: Node) -> Sequence[Operand]:
    """Return the scalar operands that each result of a node always waits for."""
    if OPS[node.op].group == "scalar":
        return node.args
    if node.op in ("getitem", "branch"):
        return node.args[-1:]
    return ()


def _values(region: Region) -> Iterator[int]:
    """Yield all values that a region defines, at any depth."""
    yield from region.params
    for node in walk(region):
        yield from node.outs
        for inner in node.regions:
            yield from inner.params
