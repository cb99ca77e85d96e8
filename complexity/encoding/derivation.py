"""The derivation code: the choices that describe a graph, as one walk for writer and reader alike.

The walk asks its coder for the index of every choice. A writer's coder is given the index, which
the walk takes from the graph; a reader's coder is given None and decodes the index from the bits.
In both cases the walk continues with the index returned, so reader and writer cannot diverge.

The order (counts k as Elias's gamma codes of k+1; k that is at least 1 as those of k):

1. How many functions, at least 1; for each the number and types of its parameters, then of its
   results.
2. For each function its body. A region is the number of its shared nodes, each of these in
   canonical order, and then its results.
3. A shared node: how many of its results are used, their types (of a single one, a range is a
   fourth kind), then the way to these types, then its plan. Where none is used, the ways are of
   what may fail or not halt, since nothing else is kept.
4. An operand or a result of a known type, all equally likely: the values in scope of that type
   (innermost and latest first), a literal unless it is a range, and the ways of `ways`. A node that
   is derived here has no other use, or is derived again at each of them.
5. A plan (`plans`): payload, open types; then the operands from left to right; then the regions.

A node whose value is used once, and in its own region, is derived where it is used
(`language.normal.schedule`). One that is used more often, from a nested region or not at all is
shared, but for a pure value that is derived again at each use where that is shorter by the rule of
`sharing`: the reader's normal form makes one of equal pure nodes. In scope are the parameters of
the regions around a place and the used results of the shared nodes derived before it.

The walk uses an explicit stack (`run`), so that expressions may nest as deep as memory allows.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, TypeVar

from ..language.effects import facts
from ..language.failures import IllFormed
from ..language.graph import Const, Function, Graph, Node, Operand, Region
from ..language.signatures import DEEPEST, spell_all
from ..language.types import Type, depth
from . import literals
from .bits import Coder, Malformed, Place, count
from .library import Interface, Library, interface, positions
from .literals import choose_type, has_literal, literal
from .plans import Known, Plan, plan
from .scope import Guide, Scope
from .ways import Menu, Wanted, Way, menu, position_of, take, way_of

T = TypeVar("T")
Steps = Generator[Any, Any, T]  # a walk that yields the sub-walks it waits for

VERSION = 2  # of the code: to be incremented whenever the code of any program changes


def run(steps: Steps[T]) -> T:
    """Run a walk to its result, on an explicit stack."""
    waiting: list[Steps[Any]] = [steps]
    value: Any = None
    while waiting:
        try:
            step = waiting[-1].send(value)
        except StopIteration as stop:
            waiting.pop()
            value = stop.value
        else:
            waiting.append(step)
            value = None
    result: T = value
    return result


def derive(coder: Coder, library: Library, known: Graph | None = None) -> tuple[Function, ...]:
    """Return a program's own functions, as the coder's choices determine them.

    Parameters
    ----------
    coder : a writer with a known graph in normal form, or a reader with none
    library : the given words; a call of the i-th word that the library holds has the payload
        (number of own functions) + i in what is returned

    Raises
    ------
    IllFormed
        If the known graph is not in normal form, so that it cannot be derived.
    Malformed
        If the bits of a reader are not the code of a program.
    NotGiven
        If the known graph calls a given word that the library does not hold.
    """
    own = None if known is None else [f for f in known.functions if not f.given]
    start = ("", 0) if not own else (own[0].source, own[0].line)
    number = count(coder, None if own is None else len(own), start, least=1)
    table = [_interface(coder, None if own is None else own[at]) for at in range(number)]
    walk = Derivation(coder, library, table, known)
    return tuple(walk.function(at, None if own is None else own[at]) for at in range(number))


def _interface(coder: Coder, known: Function | None) -> Interface:
    place = ("", 0) if known is None else (known.source, known.line)
    params = _types(coder, None if known is None else known.body.param_types, place)
    return Interface(params, _types(coder, None if known is None else known.result_types, place))


def _types(
    coder: Coder, known: Sequence[Type] | None, place: Place, ranges: bool = False
) -> tuple[Type, ...]:
    number = count(coder, None if known is None else len(known), place)
    kinds = [None] * number if known is None else known
    return tuple([choose_type(coder, kind, place, ranges and number == 1) for kind in kinds])


class Derivation:
    """The walk over the bodies of a program's functions."""

    def __init__(
        self, coder: Coder, library: Library, own: list[Interface], known: Graph | None
    ) -> None:
        given = [function for function in library.functions if function.word]
        self.coder = coder
        self.table = own + [interface(function) for function in given]
        self.results = [types.results for types in self.table]
        self.menus: dict[Wanted, Menu] = {}
        self.callees = {} if known is None else positions(known, library)
        self.facts = None if known is None else facts(known)
        self.guide: Guide | None = None
        self.source = ""
        self.scope = Scope()
        self.emitted: list[list[Node]] = []
        self.next = 0

    def function(self, at: int, known: Function | None) -> Function:
        """Derive the body of a function whose signature is known."""
        self.guide = None if known is None or self.facts is None else Guide(known, self.facts)
        self.scope, self.emitted, self.next = Scope(), [], 0
        name, self.source, line = ("program" if at == 0 else f"helper_{at}", "", 0)
        if known is not None:
            name, self.source, line = known.name, known.source, known.line
        types = self.table[at]
        body = None if known is None else known.body
        place = (self.source, line)
        derived = run(self.region(types.params, types.results, body, place))
        return Function(name, derived, types.results, self.source, line)

    def region(
        self, params: tuple[Type, ...], wanted: Wanted, known: Region | None, place: Place
    ) -> Steps[Region]:
        """Derive a region of known parameter and result types: shared nodes, then results."""
        if len(self.emitted) > DEEPEST:
            raise Malformed(f"regions nest deeper than {DEEPEST}")
        names = self.fresh(len(params)) if known is None else known.params
        mark = len(self.scope.entered)
        self.scope.enter(names, params)
        self.emitted.append([])
        shared = None if known is None or self.guide is None else self.guide.shared[id(known)]
        number = count(self.coder, None if shared is None else len(shared), place)
        for at in range(number):
            yield self.shared(None if shared is None else shared[at], place)
        results: list[Operand] = []
        for at, type_ in enumerate(wanted):
            result = None if known is None else known.results[at]
            results.append((yield self.operand(type_, result, place)))
        self.scope.leave(mark)
        return Region(names, params, tuple(self.emitted.pop()), tuple(results))

    def shared(self, known: Node | None, place: Place) -> Steps[None]:
        """Derive a shared node; its used results are in scope from here on."""
        used = None
        if known is not None and self.guide is not None:
            place = (self.source, known.line)
            used = [known.types[at] for at in self.guide.wanted(known)]
        types = _types(self.coder, used, place, ranges=True)
        ways = self.menu(types)
        if not ways.size:
            raise Malformed(f"no op yields {spell_all(types)}")
        way = self.coder.choose(ways.size, self.position_of(known, ways), place)
        values = yield self.apply(take(ways, self.results, way), types, known, place)
        self.scope.enter(values, types)

    def operand(self, type_: Type, known: Operand | None, place: Place) -> Steps[Operand]:
        """Derive a value of a known type: a reference, a literal, or an inline node's result."""
        ways, values = self.menu((type_,)), self.scope.of(type_)
        nodes = len(values) + has_literal(type_)  # the first alternative that is a node
        index, maker = None, None
        if isinstance(known, Const):
            index = len(values)
        elif known is not None and self.guide is not None:
            maker = self.guide.makers.get(known)
            if maker is None:
                index = self.scope.distance(known, type_)
            else:
                place = (self.source, maker.line)
                index = nodes + (self.position_of(maker, ways) or 0)
        index = self.coder.choose(nodes + ways.size, index, place)
        if index < len(values):
            return values[-1 - index]
        if index < nodes:
            return literal(self.coder, type_, known if isinstance(known, Const) else None, place)
        way = take(ways, self.results, index - nodes)
        outs: tuple[int, ...] = yield self.apply(way, (type_,), maker, place)
        return outs[0]

    def apply(
        self, way: Way, wanted: Wanted, known: Node | None, place: Place
    ) -> Steps[tuple[int, ...]]:
        """Derive a node made in a given way: plan, operands, regions; return wanted results."""
        settled = self.plan(way, wanted, known, place)
        args: list[Operand] = []
        for at, type_ in enumerate(settled.operands):
            operand = None if known is None else known.args[at]
            args.append((yield self.operand(type_, operand, place)))
        regions: list[Region] = []
        for at, shape in enumerate(settled.regions):
            region = None if known is None else known.regions[at]
            regions.append((yield self.region(shape.params, shape.results, region, place)))
        outs = self.fresh(len(settled.results)) if known is None else known.outs
        node = Node(
            way.op, tuple(args), outs, settled.results, settled.payload, tuple(regions), place[1]
        )
        self.emitted[-1].append(node)
        return tuple([outs[at] for at in settled.outs])

    def plan(self, way: Way, wanted: Wanted, known: Node | None, place: Place) -> Plan:
        """Plan the types of a node; for a call, its function's signature gives them."""
        if way.function is not None:
            types = self.table[way.function]
            return Plan(way.function, types.params, types.results, way.outs)
        facts = None
        if known is not None and self.guide is not None:
            operands = tuple([self.guide.type_of(arg) for arg in known.args])
            facts = Known(known, operands, self.guide.wanted(known))
        return plan(self.coder, way, wanted, facts, place)

    def menu(self, wanted: Wanted) -> Menu:
        """Return the ways to wanted types: primitives, then calls of own functions and words."""
        ways = self.menus.get(wanted)
        if ways is None:
            if any(depth(type_) > literals.DEEPEST for type_ in wanted):
                raise Malformed(f"a type of lists more than {literals.DEEPEST} deep")
            ways = self.menus[wanted] = menu(wanted, self.results)
        return ways

    def position_of(self, node: Node | None, ways: Menu) -> int | None:
        """Return the position on the menu of the way in which a writer's node is made."""
        if node is None or self.guide is None:
            return None
        function = self.callees.get(node.payload) if node.op == "call" else None
        way = way_of(node, self.guide.wanted(node), function)
        position = position_of(ways, self.results, way)
        if position is None:
            raise IllFormed(f"{node.op} in line {node.line} is no way to what is wanted of it")
        return position

    def fresh(self, number: int) -> tuple[int, ...]:
        """Return new names for values."""
        self.next += number
        return tuple(range(self.next - number, self.next))
