"""On what the costs of a program depend: on what its inputs hold, on the tape, or on neither.

Information flow [1]_ from two sources, the scalars of the inputs and the draws, to the costs. A
list has a shape (how long it is and the lists in it are, and which of them are one) and a content.
Costs depend on what decides control, on the shapes of lists, and, where levels are concerned, on
the addresses of elements and on which value is chosen. A source that a cost does not depend on
cannot change it: of inputs that have one shape, and of all tapes, one run then tells the cost of
all, but for those on which the program fails.

The analysis never looks at a value, so that what it says holds for all inputs of any shape. It is
on the safe side: a dependence that it finds need not be real.

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
EVERY = ("steps", "words", "levels")  # the kinds of cost that control decides


@dataclass(frozen=True, slots=True)
class Flow:
    """What a value depends on: a list's shape, and what it holds; a scalar has no shape.

    The shape of a range is how many numbers it has.
    """

    shape: Sources = NOWHERE
    content: Sources = NOWHERE

    def or_(self, other: Flow) -> Flow:
        """One of two values."""
        return Flow(self.shape | other.shape, self.content | other.content)


FIXED = Flow()
Flows = list[Flow]
Env = dict[int, Flow]


def dependences(graph: Graph) -> dict[str, Sources]:
    """By measure, the sources on which it depends.

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
    """The flows of one program.

    Attributes
    ----------
    effects : by kind of cost, the sources on which it depends
    known : of each function with these arguments, the results found so far
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.effects: dict[str, Sources] = dict.fromkeys((*EVERY, "bits"), NOWHERE)
        self.known: dict[tuple[int, tuple[Flow, ...]], Flows] = {}
        self.seen: set[tuple[int, tuple[Flow, ...]]] = set()

    def entry(self) -> None:
        """The whole program, until nothing more is found: calls may be recursive."""
        params = tuple(Flow(content=frozenset({INPUT})) for _ in self.graph.entry.body.params)
        before = None
        while before != (self.known, self.effects):
            before = dict(self.known), dict(self.effects)
            self.seen = set()
            self.function(0, params)

    def function(self, index: int, args: tuple[Flow, ...]) -> Flows:
        """The results of a function."""
        key, body = (index, args), self.graph.functions[index].body
        if key in self.seen:
            return self.known.get(key, [FIXED] * len(body.results))
        self.seen.add(key)
        env: Env = dict(zip(body.params, args, strict=True))
        self.known[key] = self.region(env, body)
        return self.known[key]

    def region(self, env: Env, region: Region) -> Flows:
        """The results of a region."""
        for node in region.nodes:
            rule = CONTROL.get(node.op) or OPERATIONS.get(node.op) or GROUPS[OPS[node.op].group]
            env.update(zip(node.outs, rule(self, env, node), strict=True))
        return [flow(env, result) for result in region.results]

    def cost(self, sources: Sources, *kinds: str) -> None:
        """Costs of some kinds, or of all that control decides, depend on sources."""
        for kind in kinds or EVERY:
            self.effects[kind] |= sources

    def looped(self, env: Env, node: Node, states: Sequence[int], start: Flows,
               round_: Callable[[], tuple[Sources, Flows]]) -> Flows:  # fmt: skip
        """The states of a loop: joined over its rounds, whose number depends on sources."""
        now = start
        while True:
            env.update(zip(states, now, strict=True))
            rounds, after = round_()
            self.cost(rounds)
            joined = [chosen(a.or_(b), rounds, type_)
                      for a, b, type_ in zip(now, after, node.types, strict=True)]  # fmt: skip
            if joined == now:
                return now
            now = joined


def flow(env: Mapping[int, Flow], operand: Operand) -> Flow:
    """What an operand depends on; a literal on nothing."""
    return FIXED if isinstance(operand, Const) else env[operand]


def flows(env: Mapping[int, Flow], operands: Iterable[Operand]) -> Flows:
    """What several operands depend on."""
    return [flow(env, operand) for operand in operands]


def shapes(given: Iterable[Flow]) -> Sources:
    """What the shapes of values depend on."""
    return NOWHERE.union(*[one.shape for one in given])


def contents(given: Iterable[Flow]) -> Sources:
    """What values hold depends on."""
    return NOWHERE.union(*[one.content for one in given])


def chosen(value: Flow, sources: Sources, type_: Type) -> Flow:
    """A value that is one of several, as sources decide; of lists the shape is too."""
    return Flow(value.shape | sources if sized(type_) else value.shape, value.content | sources)


def sized(type_: Type) -> bool:
    """Whether values of a type have a shape."""
    return isinstance(type_, List | Range)


def elements(given: Flows, types: Sequence[Type]) -> Flows:
    """The parameters of a region for the elements of sequences."""
    return [Flow(one.shape if isinstance(type_, List) else NOWHERE, one.content)
            for one, type_ in zip(given, types, strict=True)]  # fmt: skip


# --- control: what decides how often a region runs decides all costs


def branch(a: Analysis, env: Env, node: Node) -> Flows:
    """One of two arms; one without nodes costs what the other costs, but for its words."""
    test = contents(flows(env, node.args))
    yes, no = (a.region(env, arm) for arm in node.regions)
    plain = not any(arm.nodes for arm in node.regions) and not any(map(sized, node.types))
    a.cost(test, *(("words", "levels") if plain else ()))
    return [chosen(x.or_(y), test, t) for x, y, t in zip(yes, no, node.types, strict=True)]


def while_(a: Analysis, env: Env, node: Node) -> Flows:
    """Rounds as a test says, and an exit."""
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
    """Rounds as the shapes of sequences say, and an exit."""
    assert isinstance(node.payload, tuple)
    count, exits = node.payload
    (body,), given = node.regions, flows(env, node.args[:count])
    env.update(zip(body.params, elements(given, body.param_types[:count]), strict=False))

    def round_() -> tuple[Sources, Flows]:
        results = a.region(env, body)
        return shapes(given) | (results.pop(0).content if exits else NOWHERE), results

    return a.looped(env, node, body.params[count:], flows(env, node.args[count:]), round_)


def each(a: Analysis, env: Env, node: Node, region: Region) -> tuple[Flows, Flows]:
    """A region for each element of sequences: these, and its results."""
    given = flows(env, node.args)
    a.cost(shapes(given))
    env.update(zip(region.params, elements(given, region.param_types), strict=True))
    return given, a.region(env, region)


def map_(a: Analysis, env: Env, node: Node) -> Flows:
    """As many values as there are elements."""
    given, (value,) = each(a, env, node, node.regions[0])
    return [Flow(shapes(given) | value.shape, value.content)]


def filter_(a: Analysis, env: Env, node: Node) -> Flows:
    """All elements are tested; which are kept decides the words and the levels of the result."""
    (given,), (passed,) = each(a, env, node, node.regions[0])
    a.cost(passed.content, "words", "levels")
    return [Flow(given.shape | passed.content, given.content | passed.content)]


def quantifier(a: Analysis, env: Env, node: Node) -> Flows:
    """It stops where an element decides."""
    given, (passed,) = each(a, env, node, node.regions[0])
    a.cost(passed.content)
    return [Flow(content=passed.content | shapes(given))]


def first(a: Analysis, env: Env, node: Node) -> Flows:
    """It stops at the first hit."""
    test, hit, miss = node.regions
    given, (passed,) = each(a, env, node, test)
    env.update(zip(hit.params, flows(env, test.params), strict=True))
    found = passed.content | shapes(given)
    a.cost(found)
    pairs = zip(a.region(env, hit), a.region(env, miss), node.types, strict=True)
    return [chosen(x.or_(y), found, type_) for x, y, type_ in pairs]


def best(a: Analysis, env: Env, node: Node) -> Flows:
    """All keys are looked at; which is best decides the result's level, and which list it is."""
    (given,), (key,) = each(a, env, node, node.regions[0])
    a.cost(key.content, *(() if sized(node.types[0]) else ("levels",)))
    return [chosen(elements([given], node.types)[0], key.content | given.shape, node.types[0])]


def call(a: Analysis, env: Env, node: Node) -> Flows:
    """A function applied to arguments."""
    assert isinstance(node.payload, int)
    return a.function(node.payload, tuple(flows(env, node.args)))


# --- ops without regions


def scalar(a: Analysis, env: Env, node: Node) -> Flows:
    """A scalar of scalars."""
    given = flows(env, node.args)
    return [Flow(content=contents(given) | shapes(given))] * len(node.outs)


def randrange(a: Analysis, env: Env, node: Node) -> Flows:
    """A draw: how many bits it takes is decided by its bound."""
    bound = contents(flows(env, node.args))
    a.cost(bound, "bits")
    return [Flow(content=bound | {TAPE})]


def numbers(a: Analysis, env: Env, node: Node) -> Flows:
    """A range: the numbers of range(n) are known but for how many they are."""
    given = contents(flows(env, node.args)) | shapes(flows(env, node.args))
    return [Flow(given, NOWHERE if node.op == "upto" else given)]


def getitem(a: Analysis, env: Env, node: Node) -> Flows:
    """An element: its level is decided by its address, and so is which list it is."""
    xs, index = flows(env, node.args)
    row = isinstance(node.types[0], List)
    a.cost(index.content, *(() if row else ("levels",)))
    where = index.content | xs.shape
    return [Flow(where if row else NOWHERE, xs.content | where)]


def moves(a: Analysis, env: Env, node: Node) -> Flows:
    """A new list of the operands' elements, of which scalars say how many (bounds, a count)."""
    given = flows(env, node.args)
    bounds = given[1:] if node.op in ("slice", "repeat") else []
    size = shapes(given) | contents(bounds)
    a.cost(size)
    return [Flow(size if sized(type_) else NOWHERE, contents(given) | size) for type_ in node.types]


def reads(a: Analysis, env: Env, node: Node) -> Flows:
    """A scalar from all elements; of `len` from the shape alone, at no cost that it decides."""
    given = flows(env, node.args)
    if node.op == "len":
        return [Flow(content=shapes(given))]
    a.cost(shapes(given))
    return [Flow(content=contents(given) | shapes(given))]


def update(a: Analysis, env: Env, node: Node) -> Flows:
    """A new version of a list: addresses decide levels, those on the way to it which is copied."""
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
    """Whether a list holds lists."""
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
