"""The critical path of a run: a longest chain of ops each of which waits for the one before.

A level is an integer that was made by adding to the largest of others. Here it also remembers that
one and the op that added to it; where several are largest, the first that the rules name is taken.
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
    """A level, where the op that reached it was written, and the level that it started from."""

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
    here : the source and line of the op that runs; `deepest` : the largest level so far
    """

    here: Line | None = None
    deepest: Any = 0

    def start(self) -> Mark:
        """The level of what is there from the start."""
        mark = Mark(0)
        mark.trail = self
        return mark

    def note(self, level: int, steps: int) -> None:
        """Keeps the largest level."""
        if level > self.span:
            self.deepest = level
        super().note(level, steps)

    def inputs(self, value: Any) -> Any:
        """The levels of an argument."""
        return self.marked(super().inputs(value))

    def marked(self, level: Any) -> Any:
        """Levels from the start, as marks."""
        if isinstance(level, Timed):
            return Timed(self.start(), self.start(), [self.marked(item) for item in level.items])
        return self.start()

    def placed(self, steps: Sequence[Step], place: Line) -> list[Step]:
        """Steps that say where they were written."""
        return [self.saying(step, place) for step in steps]

    def saying(self, step: Step, place: Line) -> Step:
        """A step that says where it was written while it runs."""

        def told(frame: Frame) -> None:
            around, self.here = self.here, place
            step(frame)
            self.here = around

        return told


@dataclass(frozen=True, slots=True)
class Link:
    """One op of a path: its source and line, and how many levels it adds."""

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
    """A longest chain of ops of one run, first to last; their levels sum to the span.

    Raises
    ------
    Undefined
        If the program fails or a limit stops it.
    """
    trail = Trail(fan_in, False, False)
    machine = Machine(graph, measures=frozenset({"span"}), fan_in=fan_in, ledger=trail)
    for code in machine.program.codes:
        half = len(code.template) // 2
        code.template[half:] = [trail.marked(level) for level in code.template[half:]]
    machine.run(args, tape=tape, limits=limits)
    return links(trail.deepest)


def links(level: Any) -> tuple[Link, ...]:
    """The ops that led to a level."""
    found: list[Link] = []
    while isinstance(level, Mark) and level.before is not None:
        added = int(level) - int(level.before)
        if added and level.place is not None:
            found.append(Link(level.place, added))
        level = level.before
    return tuple(reversed(found))
