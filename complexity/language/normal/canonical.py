"""The canonical form of a function: results and states in order, nodes in order, values numbered.

The results of a branch and the states of a loop are ordered by their first use, where every user
of a node is visited before the node itself. States that nothing outside the loop uses come last, in
the order of their first use inside: in the test, then in the body.
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
from .schedule import Layout, consumed, execution_order


@dataclass(slots=True)
class _Context:
    """The function that is put in order, with facts that are computed on demand."""

    graph: Graph
    function: Function
    callables: list[bytes]  # a key for each function, empty until needed
    lists: set[int]
    uses: dict[int, list[int]]  # for each node, by `id`, its `references`
    keys: Keys | None = None
    refined: Keys | None = None

    def known(self) -> Keys:
        """Return the structural keys of the function's nodes and values."""
        if self.keys is None:
            self.callables[:] = self.callables or callable_keys(self.graph)
            self.keys = function_keys(self.function, self.callables)
        return self.keys

    def by_use(self) -> Keys:
        """Return keys that also distinguish nodes of equal structure by their uses."""
        if self.refined is None:
            self.known()
            self.refined = keys_by_use(self.function, self.callables)
        return self.refined


@dataclass(slots=True)
class _Settled:
    """A region in canonical order, with the outer values that it uses and consumes."""

    region: Region
    uses: list[int]
    consumes: list[int]


def settle(graph: Graph) -> Graph:
    """Put each function of a graph in canonical order and number its values from 0."""
    callables: list[bytes] = []
    return Graph(tuple(_settled(graph, function, callables) for function in graph.functions))


def _settled(graph: Graph, function: Function, callables: list[bytes]) -> Function:
    uses: dict[int, list[int]] = {}
    _note_uses(function.body, uses)
    context = _Context(graph, function, callables, _lists(function), uses)
    body = _settle_region(function.body, context).region
    numbers: dict[int, int] = {}
    return renamed(replace(function, body=_numbered(body, numbers)), numbers.get)


def _note_uses(region: Region, uses: dict[int, list[int]]) -> list[int]:
    """Record what each node uses, at any depth; return the outer values the region uses."""
    own, outer = set(region.params), list[int]()
    for node in region.nodes:
        used = [arg for arg in node.args if isinstance(arg, int)]
        for inner in node.regions:
            used += _note_uses(inner, uses)
        uses[id(node)] = used
        outer += [value for value in used if value not in own]
        own.update(node.outs)
    return outer + [v for v in region.results if isinstance(v, int) and v not in own]


def _lists(function: Function) -> set[int]:
    body = function.body
    lists = {v for v, t in zip(body.params, body.param_types, strict=True) if isinstance(t, List)}
    for node in walk(body):
        lists.update(v for v, t in zip(node.outs, node.types, strict=True) if isinstance(t, List))
        for region in node.regions:
            typed = zip(region.params, region.param_types, strict=True)
            lists.update(value for value, type_ in typed if isinstance(type_, List))
    return lists


def _settle_region(region: Region, context: _Context) -> _Settled:
    """Put the nodes of a region in order, whose parameters and results are in order."""
    layout = _layout(region, context)
    if any(node.regions for node in region.nodes):
        _Settling(layout, context).run(region.results)
    return _arranged(region, layout)


def _arranged(region: Region, layout: Layout) -> _Settled:
    """Return a region with its marks first, then its nodes in execution order."""
    order = execution_order(layout)
    nodes = [*marks(region.nodes), *(layout.nodes[at] for at in order)]
    region = replace(region, nodes=tuple(nodes), results=layout.results)
    own = {*region.params, *layout.owner}
    uses = [value for at in order for value in layout.uses[at] if value not in own]
    uses += [value for value in region.results if isinstance(value, int) and value not in own]
    consumes = [value for at in order for value in layout.consumed[at] if value not in own]
    return _Settled(region, uses, list(dict.fromkeys(consumes)))


def _layout(region: Region, context: _Context) -> Layout:
    """Lay out a region before it is ordered; what nested regions consume is still unknown."""
    nodes = without_marks(region.nodes)
    uses: list[Sequence[int]] = [context.uses[id(node)] for node in nodes]
    consumes: list[Sequence[int]] = [consumed(node, context.lists) for node in nodes]
    return Layout(nodes, region.results, uses, consumes, _unused(nodes, uses, region, context))


def _unused(
    nodes: list[Node], uses: Sequence[Sequence[int]], region: Region, context: _Context
) -> list[int]:
    """Return the nodes that nothing uses, ordered by their structural keys."""
    used = {value for values in uses for value in values}.union(
        result for result in region.results if isinstance(result, int)
    )
    unused = [at for at, node in enumerate(nodes) if used.isdisjoint(node.outs)]
    if len(unused) > 1:
        keys = {at: context.known().nodes[id(nodes[at])] for at in unused}
        if len(set(keys.values())) < len(keys):
            unused.sort(key=lambda at: marks_within(nodes[at]))
            unused.sort(key=lambda at: context.by_use().nodes[id(nodes[at])])
        unused.sort(key=keys.__getitem__)
    return unused


# -- the order of results and states -------------------------------------------------------------


@dataclass(slots=True)
class _Settling:
    """A walk over a region's nodes, users before what they use, by first use.

    Attributes
    ----------
    first : for each value, the rank of its first use
    clock : the latest rank
    pending : for each node, how many uses of its results have not been visited
    ready : a heap of the nodes whose users have all been visited, by first use
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
        """Count the uses of every node's results."""
        owner = self.layout.owner
        self.pending = [0] * len(self.layout.nodes)
        for values in (*self.layout.uses, results):
            for value in values:
                if isinstance(value, int) and value in owner:
                    self.pending[owner[value]] += 1

    def use(self, operands: Sequence[Operand]) -> None:
        """Visit some uses in order."""
        owner = self.layout.owner
        for value in operands:
            if isinstance(value, int):
                self.first.setdefault(value, self.tick())
                if value in owner:
                    self.pending[owner[value]] -= 1
                    if self.pending[owner[value]] == 0:
                        self.push(owner[value])

    def push(self, at: int) -> None:
        """Mark a node as ready, since all its users have been visited."""
        outs = self.layout.nodes[at].outs
        heappush(self.ready, (min(self.first[out] for out in outs if out in self.first), at))

    def tick(self) -> int:
        """Return the next rank."""
        self.clock += 1
        return self.clock

    def start_unused(self) -> None:
        """Mark the nodes that nothing uses as ready, in their order."""
        for at in self.layout.roots:
            heappush(self.ready, (self.tick(), at))

    def drain(self) -> None:
        """Settle all ready nodes, and those that become ready meanwhile."""
        while self.ready:
            _, at = heappop(self.ready)
            node = self.layout.nodes[at]
            if node.regions:
                self.settle(at, node)
            self.use(self.layout.uses[at])

    def settle(self, at: int, node: Node) -> None:
        """Put a node's results and the nodes of its regions in order."""
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
    """Put the states of a loop and the nodes of its regions in order."""
    tests = [_settle_region(region, context) for region in node.regions[:-1]]
    seen = [at for test in tests for at in _states_used(test.region)]
    order, layout = _settle_body(node, list(dict.fromkeys(used + seen)), context)
    settled = tuple(test.region for test in tests)
    node = keep_outs(replace(node, regions=(*settled, node.regions[-1])), order)
    layout.results = node.regions[-1].results
    tests = [replace(t, region=r) for t, r in zip(tests, node.regions, strict=False)]
    return node, [*tests, _arranged(node.regions[-1], layout)]


def _states_used(test: Region) -> list[int]:
    """Return the positions of the parameters that a settled region uses, by first use."""
    places = {param: at for at, param in enumerate(test.params)}
    used = [value for node in test.nodes for value in references(node)]
    used += [value for value in test.results if isinstance(value, int)]
    return list(dict.fromkeys(places[value] for value in used if value in places))


def _settle_body(node: Node, known: list[int], context: _Context) -> tuple[list[int], Layout]:
    """Order all states, of which the first are given, and settle the body's nodes.

    The walk starts from the body's results for the known states, which use further states; then
    from the nodes that nothing uses; and only then from the state of least structural key.
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
    """Append the other states that have been used, by first use, to an order of states."""
    known = set(order)
    others = [at for at, state in enumerate(states) if state in first and at not in known]
    return order + sorted(others, key=lambda at: first[states[at]])


def _numbered(region: Region, names: dict[int, int]) -> Region:
    """Number the values of a region in the order of their definition."""
    for param in region.params:
        names[param] = len(names)
    nodes = tuple(_numbered_node(node, names) for node in region.nodes)
    params = tuple(names[param] for param in region.params)
    return Region(params, region.param_types, nodes, _renamed(region.results, names))


def _numbered_node(node: Node, names: dict[int, int]) -> Node:
    for out in node.outs:
        names[out] = len(names)
    regions = tuple(_numbered(region, names) for region in node.regions)
    outs = tuple(names[out] for out in node.outs)
    args = _renamed(node.args, names)
    return Node(node.op, args, outs, node.types, node.payload, regions, node.line, node.also)


def _renamed(operands: tuple[Operand, ...], names: dict[int, int]) -> tuple[Operand, ...]:
    return tuple(names[value] if isinstance(value, int) else value for value in operands)
