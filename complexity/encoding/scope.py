"""The state of a derivation: the values in scope and, for a writer, the graph itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.captures import Captures
from ..language.effects import Facts
from ..language.failures import IllFormed
from ..language.graph import Const, Function, Node, Operand, Region
from ..language.types import Type
from .sharing import shared


class Scope:
    """The values in scope, by type, the innermost and latest last."""

    def __init__(self) -> None:
        self.values: dict[Type, list[int]] = {}
        self.position: dict[int, int] = {}
        self.entered: list[Type] = []

    def of(self, type_: Type) -> list[int]:
        """Return the values of a type, the innermost last."""
        return self.values.setdefault(type_, [])

    def enter(self, values: Sequence[int], types: Sequence[Type]) -> None:
        """Bring values into scope."""
        for value, type_ in zip(values, types, strict=True):
            stack = self.of(type_)
            self.position[value] = len(stack)
            stack.append(value)
            self.entered.append(type_)

    def leave(self, mark: int) -> None:
        """Remove from scope what entered after a mark, a length of `entered`."""
        while len(self.entered) > mark:
            del self.position[self.values[self.entered.pop()].pop()]

    def distance(self, value: int, type_: Type) -> int:
        """Count the values of the type that came into scope after a value.

        Raises
        ------
        IllFormed
            If the value is not in scope: the graph is ill formed, or not in normal form.
        """
        if value not in self.position:
            raise IllFormed(f"%{value} is not in scope where it is used: normalise the graph first")
        return len(self.of(type_)) - 1 - self.position[value]


class Guide:
    """What a writer knows about the function that it encodes.

    Attributes
    ----------
    shared : for each region (by `id`), the nodes that are described once, in canonical order
    makers : for each value of any other node, that node, which is derived at each use of the value
    types : the type of each value
    used : the values that are used at all
    """

    def __init__(self, function: Function, known: Facts) -> None:
        self.known = known
        self.shared: dict[int, list[Node]] = {}
        self.makers: dict[int, Node] = {}
        self.types: dict[int, Type] = {}
        self.used: set[int] = set()
        captures = Captures()
        for region in regions(function.body):
            self._learn(region, captures)

    def _learn(self, region: Region, captures: Captures) -> None:
        self.types.update(zip(region.params, region.param_types, strict=True))
        self.used.update(result for result in region.results if isinstance(result, int))
        for node in region.nodes:
            self.types.update(zip(node.outs, node.types, strict=True))
            self.used.update(arg for arg in node.args if isinstance(arg, int))
        places = shared(region, captures, self.known, self.type_of)
        self.shared[id(region)] = [region.nodes[place] for place in places]
        inline = set(range(len(region.nodes))).difference(places)
        self.makers.update(
            (out, region.nodes[at]) for at in inline for out in region.nodes[at].outs
        )

    def type_of(self, operand: Operand) -> Type:
        """Return the type of an operand.

        Raises
        ------
        IllFormed
            If the function does not define it.
        """
        if isinstance(operand, Const):
            return operand.type
        if operand not in self.types:
            raise IllFormed(f"%{operand} is used but not defined")
        return self.types[operand]

    def wanted(self, node: Node) -> tuple[int, ...]:
        """Return which results of a node are used."""
        return tuple(place for place, out in enumerate(node.outs) if out in self.used)


def regions(region: Region) -> Iterator[Region]:
    """Yield a region and all regions nested in it."""
    waiting = [region]
    while waiting:
        region = waiting.pop()
        yield region
        waiting += [inner for node in region.nodes for inner in node.regions]
