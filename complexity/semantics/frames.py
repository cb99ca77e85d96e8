"""Where a node runs: the frame of a call, which holds what its names stand for, and the site."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..language.graph import Const, Node, Operand
from .lifetimes import Facts
from .values import Value


@dataclass(slots=True, eq=False)
class Frame:
    """An active call: the function's facts, and the names that are alive with their values."""

    facts: Facts
    values: dict[int, Value] = field(default_factory=dict)

    def operand(self, operand: Operand) -> Value:
        """What an operand stands for."""
        if isinstance(operand, Const):
            return self.facts.literal(operand)
        return self.values[operand]


@dataclass(slots=True, eq=False)
class Site:
    """A node about to run.

    Attributes
    ----------
    here : its path in the graph: the function, its position there; in a nested region the position
        of the node around it, which of its regions, and the position in that
    control : the level of the control that reaches it: of the last test or bound that decided that
        it runs, and 0 where nothing did
    dying : the values whose last use it is, and its results that nothing uses
    around : of each version of a list that a branch changes in single elements
        (`language.normal.elementwise`): the level of the control around the outermost such branch
    """

    node: Node
    here: tuple[int, ...]
    frame: Frame
    control: int
    dying: frozenset[int]
    around: dict[int, int]

    @property
    def place(self) -> tuple[str, int]:
        """The source and the line that the node is charged to."""
        return self.frame.facts.function.source, self.node.line
