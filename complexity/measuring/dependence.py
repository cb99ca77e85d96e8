"""The dependence of costs on the contents of the inputs, on the tape, or on neither.

Information flow [1]_ from two sources, the scalars of the inputs and the draws, to the costs. A
list has a shape (its length, those of the lists in it, and which of them are shared) and a content.
Costs depend on the values that decide control, on the shapes of lists and, for levels, on
the indices of elements and on the choice of values. A source that a cost does not depend on
cannot change it: a single run then gives the cost for all inputs of that shape, or all tapes,
except those on which the program fails.

The analysis uses no values, so its result holds for all inputs of every shape. It is
conservative: a dependence that it reports need not be real.

References
----------
.. [1] D. Denning, P. Denning, "Certification of programs for secure information flow", CACM 20,
   1977.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..language.graph import Const, Graph, Node, Operand, Region, walk
from ..language.ops import OPS
from ..language.types import List, Range, Type
from ..semantics.measures import ALL

Sources = frozenset[str]
INPUT, TAPE, NOWHERE = "input", "tape", frozenset[str]()
EVERY = ("steps", "words", "levels")  # the kinds of cost that control affects


@dataclass(frozen=True, slots=True)
class Flow:
    """The sources that a value depends on: a list's shape, and its content; a scalar has no shape.

    The shape of a range is the number of its elements.
    """

    shape: Sources = NOWHERE
    content: Sources = NOWHERE

    def or_(self, other: Flow) -> Flow:
        """The join of two flows: either value may occur."""
        return Flow(self.shape | other.shape, self.content | other.content)


FIXED = Flow()
Flows = list[Flow]
Env = dict[int, Flow]


def dependences(graph: Graph) -> dict[str, Sources]:
    """For each measure, the sources that it depends on.

    Examples
    --------
    >>> from complexity.python.parse import parse
    >>> least = parse("def f(a: int, b: int) -> int:\\n    return min(a, b) + randrange(2)\\n")
    >>> {name for name, sources in dependences(least).items() if sources}
    set()
    >>> sorted(dependences(parse("def f(n: int) -> int:\\n    return sum(range(n))\\n"))["time"])
    ['input']
    """
    found = Analysis(graph)
    found.entry()
    steps, words, levels = (found.effects[kind] for kind in EVERY)
    ops = {node.op for function in graph.functions for node in walk(function.body)}
    told = dict.fromkeys(ALL, steps | words | levels)
    told |= {"time": steps, "memory": steps | words}
    told["candidates"] = steps if "candidate" in ops else NOWHERE
    told["draws"] = steps | found.effects["bits"] if "randrange" in ops else NOWHERE
    return told


class Analysis:
    """The analysis of one program.

    Attributes
    ----------
    effects : for each kind of cost, the sources that it depends on
    known : for each function and flows of its arguments, the flows of its results so far
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.effects: dict[str, Sources] = dict.fromkeys((*EVERY, "bits"), NOWHERE)
        self.known: dict[tuple[int, tuple[Flow, ...]], Flows] = {}
        self.seen: set[tuple[int, tuple[Flow, ...]]] = set()

    def entry(self) -> None:
        """Analyse the program up to a fixed point, since calls may be recursive."""
        params = tuple(Flow(content=frozenset({INPUT})) for _ in self.graph.entry.body.params)
        before = None
        while before != (self.known, self.effects):
            before = dict(self.known), dict(self.effects)
            self.seen = set()
            self.function(0, params)

    def function(self, index: int, args: tuple[Flow, ...]) -> Flows:
        """The flows of a function's results."""
        key, body = (index, args), self.graph.functions[index].body
        if key in self.seen:
            return self.known.get(key, [FIXED] * len(body.results))
        self.seen.add(key)
        env: Env = dict(zip(body.params, args, strict=True))
        self.known[key] = self.region(env, body)
        return self.known[key]

    def region(self, env: Env, region: Region) -> Flows:
        """The flows of a region's results."""
        for node in region.nodes:
            rule = CONTROL.get(node.op) or OPERATIONS.get(node.op) or GROUPS[OPS[node.op].group]
            env.update(zip(node.outs, rule(self, env, node), strict=True))
        return [flow(env, result) for result in region.results]

    def cost(self, sources: Sources, *kinds: str) -> None:
        """Record that kinds of cost, by default all that control affects, depend on sources."""
        for kind in kinds or EVERY:
            self.effects[kind] |= sources

    def looped(
        self,
        env: Env,
        node: Node,
        states: Sequence[int],
        start: Flows,
        round_: Callable[[], tuple[Sources, Flows]],
    ) -> Flows:
        """The states of a loop, joined over its rounds, whose number depends on sources."""
        now = start
        while True:
            env.update(zip(states, now, strict=True))
            rounds, after = round_()
            self.cost(rounds)
            joined = [
                chosen(a.or_(b), rounds, type_)
                for a, b, type_ in zip(now, after, node.types, strict=True)
            ]
            if joined == now:
                return now
            now = joined


def flow(env: Mapping[int, Flow], operand: Operand) -> Flow:
    """The flow of an operand; a constant depends on nothing."""
    return FIXED if isinstance(operand, Const) else env[operand]


def flows(env: Mapping[int, Flow], operands: Iterable[Operand]) -> Flows:
    """The flows of several operands."""
    return [flow(env, operand) for operand in operands]


def shapes(given: Iterable[Flow]) -> Sources:
    """The sources that the shapes of values depend on."""
    return NOWHERE.union(*[one.shape for one in given])


def contents(given: Iterable[Flow]) -> Sources:
    """The sources that the contents of values depend on."""
    return NOWHERE.union(*[one.content for one in given])


def chosen(value: Flow, sources: Sources, type_: Type) -> Flow:
    """A value chosen among several by sources; its shape then depends on them too."""
    return Flow(value.shape | sources if sized(type_) else value.shape, value.content | sources)


def sized(type_: Type) -> bool:
    """Whether values of a type have a shape."""
    return isinstance(type_, List | Range)


def elements(given: Flows, types: Sequence[Type]) -> Flows:
    """The flows of the parameters that are bound to the elements of sequences."""
    return [
        Flow(one.shape if isinstance(type_, List) else NOWHERE, one.content)
        for one, type_ in zip(given, types, strict=True)
    ]


# --- control: what decides how often a region runs decides all costs


def branch(a: Analysis, env: Env, node: Node) -> Flows:
    """A branch; if both arms are empty and scalar, its test affects words and levels only."""
    test = contents(flows(env, node.args))
    yes, no = (a.region(env, arm) for arm in node.regions)
    plain = not any(arm.nodes for arm in node.regions) and not any(map(sized, node.types))
    a.cost(test, *(("words", "levels") if plain else ()))
    return [chosen(x.or_(y), test, t) for x, y, t in zip(yes, no, node.types, strict=True)]


def while_(a: Analysis, env: Env, node: Node) -> Flows:
    """A while loop: the test and the exit affect the number of rounds."""
    test, body = node.regions

    def round_() -> tuple[Sources, Flows]:
        rounds = contents(a.region(env, test))
        env.update(zip(body.params, flows(env, test.params), strict=True))
        results = a.region(env, body)
        if node.payload:
            rounds |= results.pop(0).content
        return rounds, results

    return a.looped(env, node, test.params, flows(env, node.args), round_)


def for_(a: Analysis, env: Env, node: Node) -> Flows:
    """A for loop: the shapes of sequences and the exit affect the number of rounds."""
    assert isinstance(node.payload, tuple)
    count, exits = node.payload
    (body,), given = node.regions, flows(env, node.args[:count])
    env.update(zip(body.params, elements(given, body.param_types[:count]), strict=False))

    def round_() -> tuple[Sources, Flows]:
        results = a.region(env, body)
        return shapes(given) | (results.pop(0).content if exits else NOWHERE), results

    return a.looped(env, node, body.params[count:], flows(env, node.args[count:]), round_)


def each(a: Analysis, env: Env, node: Node, region: Region) -> tuple[Flows, Flows]:
    """Analyse a region applied to each element; return the operands' and the results' flows."""
    given = flows(env, node.args)
    a.cost(shapes(given))
    env.update(zip(region.params, elements(given, region.param_types), strict=True))
    return given, a.region(env, region)


def map_(a: Analysis, env: Env, node: Node) -> Flows:
    """A map: the result has the length of the operands."""
    given, (value,) = each(a, env, node, node.regions[0])
    return [Flow(shapes(given) | value.shape, value.content)]


def filter_(a: Analysis, env: Env, node: Node) -> Flows:
    """A filter: which elements pass affects the words and the levels of the result."""
    (given,), (passed,) = each(a, env, node, node.regions[0])
    a.cost(passed.content, "words", "levels")
    return [Flow(given.shape | passed.content, given.content | passed.content)]


def quantifier(a: Analysis, env: Env, node: Node) -> Flows:
    """A quantifier: it stops at a deciding element."""
    given, (passed,) = each(a, env, node, node.regions[0])
    a.cost(passed.content)
    return [Flow(content=passed.content | shapes(given))]


def first(a: Analysis, env: Env, node: Node) -> Flows:
    """A search: it stops at the first hit."""
    test, hit, miss = node.regions
    given, (passed,) = each(a, env, node, test)
    env.update(zip(hit.params, flows(env, test.params), strict=True))
    found = passed.content | shapes(given)
    a.cost(found)
    pairs = zip(a.region(env, hit), a.region(env, miss), node.types, strict=True)
    return [chosen(x.or_(y), found, type_) for x, y, type_ in pairs]


def best(a: Analysis, env: Env, node: Node) -> Flows:
    """An extreme element by key: the keys affect its level and, for a list, which list it is."""
    (given,), (key,) = each(a, env, node, node.regions[0])
    a.cost(key.content, *(() if sized(node.types[0]) else ("levels",)))
    return [chosen(elements([given], node.types)[0], key.content | given.shape, node.types[0])]


def call(a: Analysis, env: Env, node: Node) -> Flows:
    """A function call."""
    assert isinstance(node.payload, int)
    return a.function(node.payload, tuple(flows(env, node.args)))


# --- ops without regions


def scalar(a: Analysis, env: Env, node: Node) -> Flows:
    """A scalar op: the result depends on all operands."""
    given = flows(env, node.args)
    return [Flow(content=contents(given) | shapes(given))] * len(node.outs)


def randrange(a: Analysis, env: Env, node: Node) -> Flows:
    """A draw: its bound affects the number of bits drawn."""
    bound = contents(flows(env, node.args))
    a.cost(bound, "bits")
    return [Flow(content=bound | {TAPE})]


def numbers(a: Analysis, env: Env, node: Node) -> Flows:
    """A range: the elements of range(n) depend on nothing; their number depends on n."""
    given = contents(flows(env, node.args)) | shapes(flows(env, node.args))
    return [Flow(given, NOWHERE if node.op == "upto" else given)]


def getitem(a: Analysis, env: Env, node: Node) -> Flows:
    """An element: the index affects its level or, for a list, which list it is."""
    xs, index = flows(env, node.args)
    row = isinstance(node.types[0], List)
    a.cost(index.content, *(() if row else ("levels",)))
    where = index.content | xs.shape
    return [Flow(where if row else NOWHERE, xs.content | where)]


def moves(a: Analysis, env: Env, node: Node) -> Flows:
    """A new list of the operands' elements, whose number also depends on bounds or a count."""
    given = flows(env, node.args)
    bounds = given[1:] if node.op in ("slice", "repeat") else []
    size = shapes(given) | contents(bounds)
    a.cost(size)
    return [Flow(size if sized(type_) else NOWHERE, contents(given) | size) for type_ in node.types]


def reads(a: Analysis, env: Env, node: Node) -> Flows:
    """A reduction of all elements; `len` depends on the shape alone and costs nothing more."""
    given = flows(env, node.args)
    if node.op == "len":
        return [Flow(content=shapes(given))]
    a.cost(shapes(given))
    return [Flow(content=contents(given) | shapes(given))]


def update(a: Analysis, env: Env, node: Node) -> Flows:
    """An update: the indices affect levels; those on the way to a nested list affect copies too."""
    xs, *rest = flows(env, node.args)
    depth = node.payload if isinstance(node.payload, int) else 0
    way, own = contents(rest[:depth]), rest[depth:]
    at_index = OPS[node.op].waits == "index"
    index, values = (own[0].content, own[1:]) if at_index else (NOWHERE, own)
    rows = any(value.shape for value in values) or nested(node.types[0])
    a.cost(way | xs.shape | shapes(values))
    a.cost(index, *(() if rows or node.op != "setitem" else ("levels",)))
    where = way | index
    shape = xs.shape | shapes(values) | (where if nested(node.types[0]) else NOWHERE)
    held = Flow(shape, xs.content | contents(values) | where)
    out = Flow(shape if sized(node.types[-1]) else NOWHERE, held.content | shape)
    return [held, out][: len(node.outs)]


def nested(type_: Type) -> bool:
    """Whether a type is a list of lists."""
    return isinstance(type_, List) and isinstance(type_.element, List)


Rule = Callable[[Analysis, Env, Node], Flows]
CONTROL: dict[str, Rule] = {
    "branch": branch, "while": while_, "for": for_, "map": map_, "filter": filter_,
    "any": quantifier, "all": quantifier, "first": first, "min_by": best, "max_by": best,
    "call": call,
}  # fmt: skip
OPERATIONS: dict[str, Rule] = {
    "randrange": randrange, "upto": numbers, "range": numbers, "steps": numbers,
    "reversed": numbers, "getitem": getitem,
}  # fmt: skip
GROUPS: dict[str, Rule] = {
    "scalar": scalar, "moves": moves, "reads": reads, "reduce": reads, "update": update,
}  # fmt: skip
