"""Random well-typed program graphs, and the same graph written differently.

`graphs()` is a Hypothesis strategy. `scramble` writes a graph anew without changing what it is:
other names, other orders of nodes, states and functions, dead nodes, repeated nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import strategies as st

from complexity.language.effects import Facts, facts, is_pure
from complexity.language.graph import (
    Const,
    Function,
    Graph,
    Node,
    Operand,
    Region,
    literal,
    references,
    walk,
)
from complexity.language.marks import is_mark
from complexity.language.normal.dead_code import keep_outs
from complexity.language.ops import OPS
from complexity.language.shapes import exits, sequences, shapes
from complexity.language.signatures import fill, settled, signature
from complexity.language.types import BOOL, INT, RANGE, List, Type

DATA: tuple[Type, ...] = (INT, INT, INT, BOOL, List(INT), List(INT), List(BOOL), List(List(INT)))
SEQUENCES: tuple[Type, ...] = (RANGE, List(INT), List(List(INT)), List(BOOL))
PLAIN = [op.name for op in OPS.values() if op.signature]
CONTROL = [op.name for op in OPS.values() if op.group == "control"]


def graphs(most: int = 12) -> st.SearchStrategy[Graph]:
    """Well-typed graphs of up to four functions, of some `most` nodes a region."""
    seeds = st.integers(0, 2**48)
    return st.builds(
        lambda seed, size: random_graph(Random(seed), size), seeds, st.integers(0, most)
    )


def random_graph(random: Random, size: int) -> Graph:
    """A well-typed graph, recursion and unused functions included."""
    headers = [
        (
            tuple(random.choices(DATA, k=random.randint(0, 3))),
            tuple(random.choices(DATA, k=random.randint(0, 2))),
        )
        for _ in range(random.randint(1, 4))
    ]
    functions = []
    for at, (params, results) in enumerate(headers):
        builder = _Builder(random, headers)
        body = builder.region(params, results, size, 3)
        functions.append(Function(f"f{at}", body, results))
    return Graph(tuple(functions))


@dataclass
class _Builder:
    random: Random
    headers: list[tuple[tuple[Type, ...], tuple[Type, ...]]]
    scope: list[tuple[int, Type]] = field(default_factory=list)
    names: int = 0

    def name(self) -> int:
        self.names += 1
        return self.names - 1

    def region(
        self, params: tuple[Type, ...], results: tuple[Type, ...], size: int, depth: int
    ) -> Region:
        """A region with nodes made at random, then results picked among what is in scope."""
        outer = len(self.scope)
        names = tuple(self.name() for _ in params)
        self.scope += zip(names, params, strict=True)
        nodes: list[Node] = []
        for _ in range(self.random.randint(0, size)):
            self.add(nodes, depth)
        ends = tuple(self.operand(type_, nodes) for type_ in results)
        del self.scope[outer:]
        return Region(names, params, tuple(nodes), ends)

    def add(self, nodes: list[Node], depth: int) -> None:
        kind = self.random.random()
        if depth > 0 and kind < 0.25:
            self.control(nodes, depth)
        elif kind < 0.32:
            self.call(nodes)
        else:
            self.plain(nodes, self.random.choice(PLAIN))

    def append(self, nodes: list[Node], node: Node) -> None:
        nodes.append(node)
        self.scope += zip(node.outs, node.types, strict=True)

    def plain(self, nodes: list[Node], op: str, type_: Type | None = None) -> None:
        kind, payload = OPS[op].payload, None
        if kind != "NONE":
            most = {"DEPTH": (0, 1), "MASK": (0, 7), "COUNT": (1, 3)}[kind]
            payload = self.random.randint(*most)
        rule = signature(op, payload)
        bound = {"T": type_ or self.random.choice(DATA)}
        args = tuple(self.operand(settled(fill(p, bound)), nodes) for p in rule.operands)
        types = tuple(settled(fill(p, bound)) for p in rule.results)
        outs = tuple(self.name() for _ in types)
        self.append(nodes, Node(op, args, outs, types, payload, (), self.random.randint(0, 20)))

    def call(self, nodes: list[Node]) -> None:
        at = self.random.randrange(len(self.headers))
        params, results = self.headers[at]
        args = tuple(self.operand(type_, nodes) for type_ in params)
        self.append(nodes, Node("call", args, tuple(self.name() for _ in results), results, at))

    def control(self, nodes: list[Node], depth: int) -> None:
        op, random = self.random.choice(CONTROL), self.random
        walked = random.choices(SEQUENCES, k=random.randint(1, 2))
        states = random.choices(DATA, k=random.randint(0, 3))
        payload: object = None
        operands, types = walked[:1], [RANGE]
        match op:
            case "branch":
                operands, types = [BOOL], states
            case "while":
                payload, operands, types = random.random() < 0.5, states, states
            case "for":
                payload, operands = (len(walked), random.random() < 0.5), walked + states
                types = states
            case "map":
                payload, operands, types = len(walked), walked, [List(random.choice(DATA))]
            case "any" | "all":
                payload, operands, types = len(walked), walked, [BOOL]
            case "first":
                payload, operands, types = len(walked), walked, [random.choice(DATA)]
        element = walked[0].element if isinstance(walked[0], List) else INT
        if op in ("filter", "min_by", "max_by"):
            types = [List(element) if op == "filter" else element]
        args = tuple(self.operand(type_, nodes) for type_ in operands)
        regions = tuple(
            self.region(shape.params, shape.results, 4, depth - 1)
            for shape in shapes(op, payload, operands, types)  # type: ignore[arg-type]
        )
        outs = tuple(self.name() for _ in types)
        line = random.randint(0, 20)
        self.append(nodes, Node(op, args, outs, tuple(types), payload, regions, line))  # type: ignore[arg-type]

    def operand(self, type_: Type, nodes: list[Node]) -> Operand:
        """A value in scope of a type, or a literal."""
        known = [value for value, found in self.scope if found == type_]
        if known and self.random.random() < 0.8:
            return self.random.choice(known[-8:])
        if type_ == RANGE:
            self.plain(nodes, self.random.choice(["upto", "range", "steps"]))
            return self.scope[-1][0]
        return self.literal(type_)

    def literal(self, type_: Type) -> Const:
        random = self.random
        if type_ == BOOL:
            return Const(random.random() < 0.5, BOOL)
        if type_ == INT:
            return literal(random.choice([0, 1, 1, 2, -1, 7, random.randint(-99, 99), 2**63 - 1]))
        assert isinstance(type_, List)
        count = 0 if isinstance(type_.element, List) else random.randint(0, 3)
        entries = tuple(self.literal(type_.element).value for _ in range(count))
        return Const(entries, type_)  # type: ignore[arg-type]


# -- the same graph, written differently -----------------------------------------------------------


def scramble(graph: Graph, random: Random) -> Graph:
    """An isomorphic graph up to dead and repeated nodes: its normal form is the same."""
    known = facts(graph)
    functions = [_repeated(function, known, random) for function in graph.functions]
    functions = [_renamed(function, random) for function in functions]
    order = [0, *random.sample(range(1, len(functions)), len(functions) - 1)]
    places = {at: place for place, at in enumerate(order)}
    return Graph(tuple(_reordered(functions[at], places, random) for at in order))


def _renamed(function: Function, random: Random) -> Function:
    names = [name for region in _regions(function.body) for name in _defined(region)]
    fresh = random.sample(range(3 * len(names) + 3), len(names))
    return replace(function, body=rename(function.body, dict(zip(names, fresh, strict=True))))


def _regions(region: Region) -> list[Region]:
    return [region, *(inner for node in walk(region) for inner in node.regions)]


def _defined(region: Region) -> list[int]:
    return [*region.params, *(out for node in region.nodes for out in node.outs)]


def rename(region: Region, names: dict[int, int]) -> Region:
    """A region with values renamed; a value that is not among the names keeps its own."""

    def of(operand: Operand) -> Operand:
        return names.get(operand, operand) if isinstance(operand, int) else operand

    nodes = tuple(
        replace(
            node,
            args=tuple(map(of, node.args)),
            outs=tuple(names.get(out, out) for out in node.outs),
            regions=tuple(rename(inner, names) for inner in node.regions),
        )
        for node in region.nodes
    )
    params = tuple(names.get(param, param) for param in region.params)
    return Region(params, region.param_types, nodes, tuple(map(of, region.results)))


def _reordered(function: Function, places: dict[int, int], random: Random) -> Function:
    return replace(function, body=_reordered_region(function.body, places, random))


def _reordered_region(region: Region, places: dict[int, int], random: Random) -> Region:
    """A region with its nodes in another topological order, states in another order."""
    waiting = [_reordered_node(node, places, random) for node in region.nodes]
    random.shuffle(waiting)
    missing = {out for node in waiting for out in node.outs}
    nodes: list[Node] = []
    while waiting:
        ready = [node for node in waiting if missing.isdisjoint(references(node))]
        chosen = random.choice(ready)
        waiting = [node for node in waiting if node is not chosen]
        missing.difference_update(chosen.outs)
        nodes.append(chosen)
    return replace(region, nodes=tuple(nodes))


def _reordered_node(node: Node, places: dict[int, int], random: Random) -> Node:
    regions = tuple(_reordered_region(region, places, random) for region in node.regions)
    node = replace(node, regions=regions)
    if node.op == "call":
        return replace(node, payload=places[node.payload])  # type: ignore[index]
    if node.op in ("branch", "while", "for"):
        return keep_outs(node, random.sample(range(len(node.outs)), len(node.outs)))
    return node


def _repeated(function: Function, known: Facts, random: Random) -> Function:
    """The function with dead nodes, and with some pure nodes twice, their uses divided."""
    names = [max((v for r in _regions(function.body) for v in _defined(r)), default=0) + 1]
    return replace(function, body=_repeated_region(function.body, known, random, names))


def _repeated_region(region: Region, known: Facts, random: Random, names: list[int]) -> Region:
    nodes: list[Node] = []
    twins: dict[int, int] = {}

    def either(operand: Operand) -> Operand:
        if isinstance(operand, int) and operand in twins and random.random() < 0.5:
            return twins[operand]
        return operand

    for old in region.nodes:
        inner = tuple(_repeated_region(r, known, random, names) for r in old.regions)
        node = replace(old, args=tuple(map(either, old.args)), regions=inner)
        nodes.append(node)
        if is_pure(node, known) and not is_mark(node) and random.random() < 0.3:
            twin = _twin(node, names)
            nodes.append(replace(twin, args=tuple(map(either, twin.args))))
            twins.update(zip(node.outs, twin.outs, strict=True))
        if random.random() < 0.2:
            nodes.append(_dead(node, random, names))
    return replace(region, nodes=tuple(nodes), results=tuple(map(either, region.results)))


def _twin(node: Node, names: list[int]) -> Node:
    whole = Region((), (), (node,), ())
    defined = [name for region in _regions(whole) for name in _defined(region)]
    fresh = {name: names[0] + at for at, name in enumerate(defined)}
    names[0] += len(defined)
    return rename(whole, fresh).nodes[0]


def _dead(node: Node, random: Random, names: list[int]) -> Node:
    """A node that nothing uses and that cannot fail; it may use what the node yields."""
    names[0] += 1
    ints = [out for out, type_ in zip(node.outs, node.types, strict=True) if type_ == INT]
    args = (random.choice([*ints, literal(3)]), literal(random.randint(-3, 3)))
    op = random.choice(["add", "mul", "min", "sub"])
    return Node(op, args, (names[0] - 1,), (INT,), None, (), 77)


def loop_exits(node: Node) -> int:
    """How many flags stand before the states in what a loop's body yields."""
    return int(exits(node.op, node.payload))


def loop_sequences(node: Node) -> int:
    """How many operands of a loop are sequences."""
    return sequences(node.op, node.payload)
