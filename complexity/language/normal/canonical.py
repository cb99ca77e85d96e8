"""The canonical form of a function: results and states in order, nodes in order, values numbered.

The results of a branch and the states of a loop stand in the order of their first use, where
every user of a node is looked at before the node itself. States that nothing outside uses follow,
in the order of their first use inside: in the test, then in the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from ..graph import Function, Graph, Node, Operand, Region, references, walk
from ..marks import marks, marks_within, without_marks
from ..naming import renamed
from ..shapes import exits, sequences
from ..types import List
from .contexts import keys_by_use
from .dead_code import keep_outs
from .keys import Keys, callable_keys, function_keys
from .numbering import numbered
from .schedule import Layout, consumed, execution_order


@dataclass(slots=True)
class _Context:
    """The function that is put in order, and what is found of it when it is needed."""

    graph: Graph
    function: Function
    callables: list[bytes]  # a key for each function of the graph, empty until needed
    lists: set[int]
    uses: dict[int, list[int]]  # for each node, by `id`, what `references` tells of it
    keys: Keys | None = None
    refined: Keys | None = None

    def known(self) -> Keys:
        """The structural keys of the function's nodes and values."""
        if self.keys is None:
            self.callables[:] = self.callables or callable_keys(self.graph)
            self.keys = function_keys(self.function, self.callables)
        return self.keys

    def by_use(self) -> Keys:
        """The keys that tell nodes of one structure apart by their uses."""
        if self.refined is None:
            self.known()
            self.refined = keys_by_use(self.function, self.callables)
        return self.refined


@dataclass(slots=True)
class _Settled:
    """A region in canonical order, and the values of regions around it that it uses."""

    region: Region
    uses: list[int]
    consumes: list[int]


def settle(graph: Graph) -> Graph:
    """The graph with each function in canonical order, its values numbered from 0."""
    callables: list[bytes] = []
    return Graph(tuple(_settled(graph, function, callables) for function in graph.functions))


def _settled(graph: Graph, function: Function, callables: list[bytes]) -> Function:
    uses: dict[int, list[int]] = {}
    _note_uses(function.body, uses)
    context = _Context(graph, function, callables, _lists(function), uses)
    body = _settle_region(function.body, context).region
    numbers: dict[int, int] = {}
    return renamed(replace(function, body=numbered(body, numbers)), numbers.get)


def _note_uses(region: Region, uses: dict[int, list[int]]) -> list[int]:
    """Note what each node uses, at any depth; the values around it that the region uses."""
    own, found = set(region.params), list[int]()
    for node in region.nodes:
        used = [arg for arg in node.args if isinstance(arg, int)]
        for inner in node.regions:
            used += _note_uses(inner, uses)
        uses[id(node)] = used
        found += [value for value in used if value not in own]
        own.update(node.outs)
    return found + [v for v in region.results if isinstance(v, int) and v not in own]


def _lists(function: Function) -> set[int]:
    body = function.body
    found = {v for v, t in zip(body.params, body.param_types, strict=True) if isinstance(t, List)}
    for node in walk(body):
        found.update(v for v, t in zip(node.outs, node.types, strict=True) if isinstance(t, List))
        for region in node.regions:
            typed = zip(region.params, region.param_types, strict=True)
            found.update(value for value, type_ in typed if isinstance(type_, List))
    return found


def _settle_region(region: Region, context: _Context) -> _Settled:
    """A region whose parameters and results are in order, with its nodes put in order."""
    layout = _layout(region, context)
    if any(node.regions for node in region.nodes):
        _Settling(layout, context).run(region.results)
    return _arranged(region, layout)


def _arranged(region: Region, layout: Layout) -> _Settled:
    """A region with its marks first, then its nodes in the order in which they run."""
    order = execution_order(layout)
    nodes = [*marks(region.nodes), *(layout.nodes[at] for at in order)]
    region = replace(region, nodes=tuple(nodes), results=layout.results)
    own = {*region.params, *layout.owner}
    uses = [value for at in order for value in layout.uses[at] if value not in own]
    uses += [value for value in region.results if isinstance(value, int) and value not in own]
    consumes = [value for at in order for value in layout.consumed[at] if value not in own]
    return _Settled(region, uses, list(dict.fromkeys(consumes)))


def _layout(region: Region, context: _Context) -> Layout:
    """A region's nodes before they are in order; what nested regions consume is not yet known."""
    nodes = without_marks(region.nodes)
    uses: list[Sequence[int]] = [context.uses[id(node)] for node in nodes]
    consumes: list[Sequence[int]] = [consumed(node, context.lists) for node in nodes]
    return Layout(nodes, region.results, uses, consumes, _unused(nodes, uses, region, context))


def _unused(
    nodes: list[Node], uses: Sequence[Sequence[int]], region: Region, context: _Context
) -> list[int]:
    """The nodes that nothing uses, in the order of their structural keys."""
    used = {value for values in uses for value in values}.union(
        result for result in region.results if isinstance(result, int)
    )
    found = [at for at, node in enumerate(nodes) if used.isdisjoint(node.outs)]
    if len(found) > 1:
        keys = {at: context.known().nodes[id(nodes[at])] for at in found}
        if len(set(keys.values())) < len(keys):
            found.sort(key=lambda at: marks_within(nodes[at]))
            found.sort(key=lambda at: context.by_use().nodes[id(nodes[at])])
        found.sort(key=keys.__getitem__)
    return found


# -- the order of results and states -------------------------------------------------------------


@dataclass(slots=True)
class _Settling:
    """A walk over a region's nodes, every user before what it uses, by first use.

    Attributes
    ----------
    first : for each value the rank of its first use
    clock : the next rank
    pending : for each node how many uses of its results have not been seen
    ready : the nodes whose users have all been seen, the one used first on top
    """

    layout: Layout
    context: _Context
    first: dict[int, int] = field(default_factory=dict)
    clock: int = 0
    pending: list[int] = field(default_factory=list)
    ready: list[tuple[int, int]] = field(default_factory=list)

    def run(self, results: Sequence[Operand]) -> None:
        """Settle all nodes, given the region's results in order."""
        self.count(results)
        self.use(results)
        self.start_unused()
        self.drain()

    def count(self, results: Sequence[Operand]) -> None:
        """Count the uses of every node."""
        owner = self.layout.owner
        self.pending = [0] * len(self.layout.nodes)
        for values in (*self.layout.uses, results):
            for value in values:
                if isinstance(value, int) and value in owner:
                    self.pending[owner[value]] += 1

    def use(self, operands: Sequence[Operand]) -> None:
        """See these uses, in order."""
        owner = self.layout.owner
        for value in operands:
            if isinstance(value, int):
                self.first.setdefault(value, self.tick())
                if value in owner:
                    self.pending[owner[value]] -= 1
                    if self.pending[owner[value]] == 0:
                        self.push(owner[value])

    def push(self, at: int) -> None:
        """A node's users have all been seen."""
        outs = self.layout.nodes[at].outs
        heappush(self.ready, (min(self.first[out] for out in outs if out in self.first), at))

    def tick(self) -> int:
        """The next rank."""
        self.clock += 1
        return self.clock

    def start_unused(self) -> None:
        """Begin with the nodes that nothing uses too, in their order."""
        for at in self.layout.roots:
            heappush(self.ready, (self.tick(), at))

    def drain(self) -> None:
        """Settle the nodes that are ready, and those that this makes ready."""
        while self.ready:
            _, at = heappop(self.ready)
            node = self.layout.nodes[at]
            if node.regions:
                self.settle(at, node)
            self.use(self.layout.uses[at])

    def settle(self, at: int, node: Node) -> None:
        """Put a node's results and its regions in order."""
        outs = sorted(
            (out for out in range(len(node.outs)) if node.outs[out] in self.first),
            key=lambda out: self.first[node.outs[out]],
        )
        if node.op in ("while", "for"):
            node, inner = _settle_loop(node, outs, self.context)
        else:
            node = keep_outs(node, outs) if node.op == "branch" else node
            inner = [_settle_region(region, self.context) for region in node.regions]
        node = replace(node, regions=tuple(settled.region for settled in inner))
        operands = [arg for arg in node.args if isinstance(arg, int)]
        taken = [value for settled in inner for value in settled.consumes]
        self.layout.nodes[at] = node
        self.layout.uses[at] = operands + [value for settled in inner for value in settled.uses]
        self.layout.consumed[at] = consumed(node, self.context.lists) + taken


def _settle_loop(node: Node, used: list[int], context: _Context) -> tuple[Node, list[_Settled]]:
    """A loop with its states in order, and its regions."""
    tests = [_settle_region(region, context) for region in node.regions[:-1]]
    seen = [at for test in tests for at in _states_used(test.region)]
    order, layout = _settle_body(node, list(dict.fromkeys(used + seen)), context)
    settled = tuple(test.region for test in tests)
    node = keep_outs(replace(node, regions=(*settled, node.regions[-1])), order)
    layout.results = node.regions[-1].results
    tests = [replace(t, region=r) for t, r in zip(tests, node.regions, strict=False)]
    return node, [*tests, _arranged(node.regions[-1], layout)]


def _states_used(test: Region) -> list[int]:
    """The positions of the parameters that a settled region uses, by first use."""
    places = {param: at for at, param in enumerate(test.params)}
    used = [value for node in test.nodes for value in references(node)]
    used += [value for value in test.results if isinstance(value, int)]
    return list(dict.fromkeys(places[value] for value in used if value in places))


def _settle_body(node: Node, known: list[int], context: _Context) -> tuple[list[int], Layout]:
    """The order of all states, the first of which are known, and the body's nodes settled.

    The walk starts from what the body makes of the known states, and finds others; then from the
    nodes that nothing uses; then, if it must, from the state whose structural key is least.
    """
    body, leave = node.regions[-1], int(exits(node.op, node.payload))
    states = body.params[sequences(node.op, node.payload) :]
    layout = _layout(body, context)
    walked = _Settling(layout, context)
    walked.count(body.results)
    walked.use(body.results[:leave])
    order, rooted, unused = known, 0, False
    while True:
        walked.use([body.results[leave + at] for at in order[rooted:]])
        walked.drain()
        order, rooted = _with_used(order, states, walked.first), len(order)
        if len(order) == rooted and not unused:
            walked.start_unused()
            unused = True
        elif len(order) == rooted == len(states):
            return order, layout
        elif len(order) == rooted:
            left = [at for at in range(len(states)) if at not in order]
            keys = context.known().values
            order = [*order, min(left, key=lambda at: keys[states[at]])]


def _with_used(order: list[int], states: Sequence[int], first: dict[int, int]) -> list[int]:
    """The order of states, and after it the others that have been used, by first use."""
    known = set(order)
    found = [at for at, state in enumerate(states) if state in first and at not in known]
    return order + sorted(found, key=lambda at: first[states[at]])
