"""What the graph alone says of a run: when values die, and what a region charges at its entry.

A region owns its parameters and what its nodes yield. A value dies after its last use in the region
that owns it: a node uses what its nested regions use, and the end of a region uses its results.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..language.captures import Captures
from ..language.decisions import arm_charges, decides, deciding
from ..language.graph import Const, Function, Node, Operand, Region
from ..language.normal.elementwise import Conditional, conditional
from ..language.ops import OPS
from ..language.types import List
from .values import Value, literal, words_of


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """When the values of a region die.

    Attributes
    ----------
    outs : the values that its nodes yield
    last : of each node, the values whose last use it is, and its results that nothing uses; then
        the same of the region's results
    used : all values that its nodes and results name
    constant_charge : the steps that its nodes charge whatever their operands are; they are spent
        when the region is entered
    """

    outs: frozenset[int]
    last: tuple[frozenset[int], ...]
    used: frozenset[int]
    constant_charge: int


@dataclass(slots=True)
class Facts:
    """What is known of a function before it runs; found when it is first asked for.

    Attributes
    ----------
    words : of each value, the words that a name for it takes
    deciding : the values of branches that do nothing but decide others (`language.decisions`)
    """

    function: Function
    words: dict[int, int] = field(default_factory=dict)
    deciding: frozenset[int] = frozenset()
    captures: Captures = field(default_factory=Captures)
    regions: dict[int, Lifetimes] = field(default_factory=dict)
    branches: dict[int, tuple[Conditional | None, ...]] = field(default_factory=dict)
    literals: dict[int, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.deciding = deciding(self.function.body)
        pending = [self.function.body]
        for region in pending:
            typed = [*zip(region.params, region.param_types, strict=True)]
            for node in region.nodes:
                typed += zip(node.outs, node.types, strict=True)
                pending += node.regions
            self.words.update((name, words_of(type_)) for name, type_ in typed)

    def literal(self, const: Const) -> Value:
        """The value of a literal."""
        if id(const) not in self.literals:
            self.literals[id(const)] = literal(const)
        return self.literals[id(const)]

    def lifetimes(self, region: Region) -> Lifetimes:
        """When the values of a region die."""
        if id(region) not in self.regions:
            self.regions[id(region)] = self.analyse(region)
        return self.regions[id(region)]

    def analyse(self, region: Region) -> Lifetimes:
        """Find the last use of each value: that of a node, or that of the region's end."""
        uses = [self.captures.used(node).union(node.outs) for node in region.nodes]
        uses.append({result for result in region.results if isinstance(result, int)})
        last_use = {name: at for at, names in enumerate(uses) for name in names}  # later ones win
        last = [
            frozenset(name for name in names if last_use[name] == at)
            for at, names in enumerate(uses)
        ]
        outs = frozenset(out for node in region.nodes for out in node.outs)
        constant_charge = sum(self.constant_charge(node) for node in region.nodes)
        return Lifetimes(outs, tuple(last), frozenset(last_use), constant_charge)

    def constant_charge(self, node: Node) -> int:
        """The steps of a node whatever its operands are: 1 or 0.

        Ops over k elements and the rounds of loops charge for themselves, when they run; so do the
        arms of a deciding branch.
        """
        if self.decides(node):
            return 0
        return int(node.op in ("branch", "call") or OPS[node.op].time == "unit")

    def decides(self, node: Node) -> bool:
        """Whether a node is a deciding branch."""
        return decides(node, self.deciding)

    def arm_charge(self, node: Node, arm: int) -> int:
        """The step of the further test that an arm of a deciding branch yields, if it does."""
        return arm_charges(node, self.deciding)[arm]

    def captured(self, node: Node) -> set[int]:
        """The values that the regions of a node take from around it."""
        return self.captures.inner(node)

    def conditionals(self, branch: Node) -> tuple[Conditional | None, ...]:
        """Of each result of a branch, the elements in which alone it waits for the test."""
        if id(branch) not in self.branches:
            self.branches[id(branch)] = tuple(
                conditional(branch, place) if isinstance(type_, List) else None
                for place, type_ in enumerate(branch.types)
            )
        return self.branches[id(branch)]

    def held(self, operands: tuple[Operand, ...] | frozenset[int]) -> int:
        """The words that names for some operands take; a list adds none (`values.words_of`)."""
        return sum(
            self.words[operand] if isinstance(operand, int) else words_of(operand.type)
            for operand in operands
        )

    def keeps_lists(self, node: Node, dying: frozenset[int]) -> bool:
        """Whether no list is made, changed or dropped where a node runs and these values die.

        Then the live words after it follow from the types of its results and of what dies alone.
        """
        if node.regions or OPS[node.op].group in ("call", "update"):
            return False
        if node.op != "getitem" and any(isinstance(type_, List) for type_ in node.types):
            return False
        return all(self.words[name] for name in dying)
