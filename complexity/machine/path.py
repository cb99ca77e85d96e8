"""The critical path of a run: a longest chain of ops, each waiting for the one before.

Every level rule adds to the maximum of other levels. Here a level also remembers which level that
maximum was and which op added to it; of several equal ones, the first that the rule names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language.graph import Graph
from ..semantics.limits import Limits
from ..semantics.results import Line, Plain
from ..semantics.tape import Tape
from .evaluate import Machine
from .ledger import Ledger, Timed
from .sites import Frame, Step

USUAL = Limits()


class Mark(int):
    """A level that remembers the source line of its op and the level it was added to."""

    place: Line | None = None
    before: Mark | None = None
    trail: Trail | None = None

    def __add__(self, levels: int) -> Mark:
        mark = Mark(int(self) + levels)
        mark.trail, mark.before = self.trail, self
        mark.place = None if self.trail is None else self.trail.here
        return mark


class Trail(Ledger):
    """A ledger whose levels are marks.

    Attributes
    ----------
    here : the source and line of the op that is running
    deepest : the largest level so far
    """

    here: Line | None = None
    deepest: Any = 0

    def start(self) -> Mark:
        """Return level 0, where every path begins."""
        mark = Mark(0)
        mark.trail = self
        return mark

    def note(self, level: int, steps: int) -> None:
        """Charge steps, remembering the largest level."""
        if level > self.span:
            self.deepest = level
        super().note(level, steps)

    def inputs(self, value: Any) -> Any:
        """Return the levels of an argument, as marks."""
        return self.marked(super().inputs(value))

    def marked(self, level: Any) -> Any:
        """Return level 0 throughout, as marks, in the shape of a given level."""
        if isinstance(level, Timed):
            return Timed(self.start(), self.start(), [self.marked(item) for item in level.items])
        return self.start()

    def placed(self, steps: Sequence[Step], place: Line) -> list[Step]:
        """Wrap the steps of a node so that they announce its source line."""
        return [self.saying(step, place) for step in steps]

    def saying(self, step: Step, place: Line) -> Step:
        """Wrap one step so that `here` is its source line while it runs."""

        def told(frame: Frame) -> None:
            around, self.here = self.here, place
            step(frame)
            self.here = around

        return told


@dataclass(frozen=True, slots=True)
class Link:
    """One op of a path: its source line, and how many levels it adds."""

    place: Line
    levels: int


def critical_path(
    graph: Graph,
    args: Sequence[Plain],
    *,
    tape: Tape | None = None,
    limits: Limits = USUAL,
    fan_in: str = "bounded",
) -> tuple[Link, ...]:
    """Return a longest chain of ops of one run, first to last; their levels sum to the span.

    Raises
    ------
    Undefined
        If the program fails or a limit stops it.
    """
    trail = Trail(fan_in, False, False)
    machine = Machine(graph, measures=frozenset({"span"}), fan_in=fan_in, ledger=trail)
    for code in machine.program.codes:
        # the second half of a frame holds the levels; those of literals become marks too
        half = len(code.template) // 2
        code.template[half:] = [trail.marked(level) for level in code.template[half:]]
    machine.run(args, tape=tape, limits=limits)
    return links(trail.deepest)


def links(level: Any) -> tuple[Link, ...]:
    """Follow a level back to the ops that led to it, and return these in order."""
    ops: list[Link] = []
    while isinstance(level, Mark) and level.before is not None:
        added = int(level) - int(level.before)
        if added and level.place is not None:
            ops.append(Link(level.place, added))
        level = level.before
    return tuple(reversed(ops))
