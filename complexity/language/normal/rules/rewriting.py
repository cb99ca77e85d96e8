"""One pass of rewrite rules over a function: regions bottom up, nodes in order.

A rule inspects a node whose operands and regions are already rewritten, the nodes before it in its
region and the nodes that make the values in scope. It returns the nodes that replace it, or None if
it does not apply. It must keep the counts of uses up to date: call `drop` for a node that it
removes, `note` for a node that it makes, and `becomes` for a value that is replaced by another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...effects import Facts
from ...graph import (
    FALSE,
    TRUE,
    Const,
    Function,
    Node,
    Operand,
    Region,
    captured,
    references,
    walk,
)
from ...naming import renamed
from ...types import BOOL, INT, List
from ..schedule import consumed

Rule = Callable[["Rewriting", Node, list[Node]], "list[Node] | None"]
Told = tuple[dict[int, Operand], dict[tuple[object, ...], bool]]
AT_ONE_PLACE = 1_000  # most rules at one node, since two rules might undo each other for ever
Assume = Callable[["Rewriting", Node, bool], Told]


@dataclass(slots=True)
class Rewriting:
    """The state of one pass over one function.

    Attributes
    ----------
    known : the effects of the functions of the graph
    functions : a key for each function of the graph
    rules : for each op, the rules for its nodes, tried in order
    assume : returns the values and comparisons that are known in an arm of a branch
    uses : how often each value is used as an operand or a result, in the whole function
    makers : for each value so far, the node that yields it
    meant : the substitution of replaced values
    facts : the values that are known in the arm that is being rewritten
    compared : the outcomes of comparisons that are known in that arm
    lists : the values that are lists
    copies : for each parameter that replaces another, that one, whose names it inherits
    branches : for each test, the last branch on it
    """

    known: Facts
    functions: list[bytes]
    rules: Mapping[str, tuple[Rule, ...]]
    assume: Assume
    uses: Counter[int]
    fresh: int
    makers: dict[int, Node] = field(default_factory=dict)
    meant: dict[int, Operand] = field(default_factory=dict)
    facts: dict[int, Operand] = field(default_factory=dict)
    compared: dict[tuple[object, ...], bool] = field(default_factory=dict)
    lists: set[int] = field(default_factory=set)
    copies: dict[int, int] = field(default_factory=dict)
    branches: dict[int, Node] = field(default_factory=dict)
    changed: bool = False

    # -- operands --------------------------------------------------------------------------------

    def look(self, operand: Operand) -> Operand:
        """Resolve an operand by substitution, without the facts of the current arm."""
        while isinstance(operand, int) and operand in self.meant:
            operand = self.meant[operand]
        return operand

    def operand(self, operand: Operand) -> Operand:
        """Resolve one use of an operand, also by facts; counts of uses are adjusted."""
        found = self.look(operand)
        while isinstance(found, int) and (told := self.told(found)) is not None:
            self.count((found,), -1)
            self.changed = True
            found = self.look(told)
            self.count((found,), 1)
        return found

    def told(self, value: int) -> Operand | None:
        """Return what a value is known to be in the enclosing arms, or None."""
        if value in self.facts or not self.facts:
            return self.facts.get(value)
        maker = self.makers.get(value)
        if maker is None or maker.op != "branch" or not isinstance(maker.args[0], int):
            return None
        test, at = self.facts.get(maker.args[0]), maker.outs.index(value)
        if not isinstance(test, Const) or maker.types[at] not in (BOOL, INT):
            return None
        arm = maker.regions[0 if test.value else 1]
        return None if arm.results[at] in defined(arm.nodes) else arm.results[at]

    def operands(self, operands: tuple[Operand, ...]) -> tuple[Operand, ...]:
        """Resolve several uses; return the same tuple if nothing is replaced."""
        if not self.meant and not self.facts:
            return operands
        made = tuple(map(self.operand, operands))
        return operands if made == operands else made

    def becomes(self, value: int, operand: Operand) -> None:
        """Substitute an operand for a value that no node yields any more."""
        count = self.uses.pop(value, 0)
        self.meant[value] = operand
        self.changed = True
        found = self.look(operand)
        if isinstance(found, int):
            self.uses[found] += count

    # -- values and their uses -------------------------------------------------------------------

    def new(self, count: int = 1) -> tuple[int, ...]:
        """Return new names for values."""
        self.fresh += count
        return tuple(range(self.fresh - count, self.fresh))

    def count(self, operands: Iterable[Operand], by: int) -> None:
        """Add to the counts of uses."""
        for operand in operands:
            if isinstance(operand, int):
                self.uses[operand] += by

    def note(self, node: Node) -> Node:
        """Register a new node and everything inside it, and count its uses; return it."""
        self.count(_every_use(node), 1)
        self.makers.update(dict.fromkeys(node.outs, node))
        for region in node.regions:
            for inner in walk(region):
                self.makers.update(dict.fromkeys(inner.outs, inner))
        return node

    def drop(self, node: Node) -> None:
        """Remove the uses of a node that is replaced from the counts."""
        self.count(_every_use(node), -1)

    def maker(self, operand: Operand) -> Node | None:
        """Return the node that yields a value, or None for parameters and literals."""
        return self.makers.get(operand) if isinstance(operand, int) else None

    def updates_around(self, region: Region) -> bool:
        """Return whether a region updates, passes on or carries an outer list."""
        taken = {value for node in walk(region) for value in consumed(node, self.lists)}
        return bool(taken) and bool(taken & set(captured(region)))

    def substitute(self, region: Region, mapping: Mapping[int, Operand]) -> Region:
        """Substitute values in a region and recount its uses."""
        used = Counter(use for use in _region_uses(region) if use in mapping)
        if not used:
            return region
        for value, times in used.items():
            self.uses[value] -= times
            new = mapping[value]
            if isinstance(new, int):
                self.uses[new] += times
        return self.renamed(region, mapping)

    def renamed(self, region: Region, mapping: Mapping[int, Operand]) -> Region:
        """Substitute values in a region and register its nodes, without recounting uses."""
        nodes = tuple(self.renamed_node(node, mapping) for node in region.nodes)
        return replace(region, nodes=nodes, results=_mapped(region.results, mapping))

    def renamed_node(self, node: Node, mapping: Mapping[int, Operand]) -> Node:
        """Substitute values in a node."""
        regions = tuple(self.renamed(region, mapping) for region in node.regions)
        made = replace(node, args=_mapped(node.args, mapping), regions=regions)
        self.makers.update(dict.fromkeys(made.outs, made))
        return made

    # -- the walk --------------------------------------------------------------------------------

    def region(self, region: Region) -> Region:
        """Rewrite the nodes of a region."""
        nodes: list[Node] = []
        for node in region.nodes:
            self.place(self.rewritten(node), nodes)
        results = self.operands(region.results)
        return replace(region, nodes=tuple(nodes), results=results)

    def rewritten(self, node: Node) -> Node:
        """Resolve the operands of a node and rewrite its regions."""
        args = self.operands(node.args)
        if args is not node.args:
            node = replace(node, args=args)
        if not node.regions:
            return node
        if node.op == "branch":
            return replace(node, regions=tuple(map(self.arm, (node, node), (0, 1))))
        return replace(node, regions=tuple(map(self.region, node.regions)))

    def arm(self, node: Node, at: int) -> Region:
        """Rewrite an arm of a branch, under the facts that its test implies."""
        values, compared = self.assume(self, node, at == 0)
        fresh = {value: what for value, what in values.items() if value not in self.facts}
        new = {what: holds for what, holds in compared.items() if what not in self.compared}
        self.facts.update(fresh)
        self.compared.update(new)
        made = self.region(node.regions[at])
        for value in fresh:
            del self.facts[value]
        for what in new:
            del self.compared[what]
        return made

    def place(self, node: Node, nodes: list[Node]) -> None:
        """Append a node, or the nodes that a rule makes of it, to a region's nodes."""
        waiting, left = [node], AT_ONE_PLACE
        while waiting:
            node = waiting.pop()
            args = self.operands(node.args)
            if args != node.args:
                node = replace(node, args=args)
            self.makers.update(dict.fromkeys(node.outs, node))
            for rule in self.rules.get(node.op, ()) if left else ():
                made = rule(self, node, nodes)
                if made is not None:
                    self.changed, left = True, left - 1
                    waiting += reversed(made)
                    break
            else:
                nodes.append(node)


def rewrite(
    function: Function,
    known: Facts,
    functions: list[bytes],
    rules: Mapping[str, tuple[Rule, ...]],
    assume: Assume,
) -> Function:
    """Apply one pass of rules to a function; return the same object if none applied."""
    uses = Counter(_region_uses(function.body))
    last = _next_value(function.body)
    state = Rewriting(known, functions, rules, assume, uses, last, lists=_lists(function.body))
    body = state.region(function.body)
    if not state.changed:
        return function
    names = {**function.names}
    for copy, value in state.copies.items():
        names[copy] = names.get(value, ())
    return renamed(replace(function, body=body, names=names), state.look)


def _next_value(region: Region) -> int:
    last = max(region.params, default=-1)
    for node in walk(region):
        last = max(last, *node.outs, -1, *(p for inner in node.regions for p in inner.params))
    return last + 1


def _lists(body: Region) -> set[int]:
    """Return the values of a function that are lists."""
    lists: set[int] = set()
    waiting = [body]
    while waiting:
        region = waiting.pop()
        typed = [*zip(region.params, region.param_types, strict=True)]
        for node in region.nodes:
            typed += zip(node.outs, node.types, strict=True)
            waiting += node.regions
        lists.update(value for value, type_ in typed if isinstance(type_, List))
    return lists


def _region_uses(region: Region) -> Iterator[int]:
    for node in region.nodes:
        yield from _every_use(node)
    yield from (result for result in region.results if isinstance(result, int))


def _every_use(node: Node) -> Iterator[int]:
    """Yield every use by a node or inside it, including uses of values defined inside."""
    yield from (arg for arg in node.args if isinstance(arg, int))
    for region in node.regions:
        yield from _region_uses(region)


def _mapped(operands: tuple[Operand, ...], mapping: Mapping[int, Operand]) -> tuple[Operand, ...]:
    return tuple(mapping.get(o, o) if isinstance(o, int) else o for o in operands)


def defined(nodes: Iterable[Node]) -> set[int]:
    """Return the values that nodes yield, without those of their regions."""
    return {out for node in nodes for out in node.outs}


def used(nodes: Iterable[Node], results: Iterable[Operand] = ()) -> set[int]:
    """Return the values that nodes and results use, except those defined inside the nodes."""
    values = {value for node in nodes for value in references(node)}
    return values | {result for result in results if isinstance(result, int)}


def truth(holds: bool) -> Const:
    """Return the literal of a truth value."""
    return TRUE if holds else FALSE
