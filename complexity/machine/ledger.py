"""Levels: when each value is ready, and the span, width and level memory that follow.

The level of a scalar is an integer. The level of a list is a `Timed`: the level of the reference,
the level of the spine, and the levels of the elements (themselves `Timed` in a nested list). Levels
are kept beside the values, never inside cells, because two references to one cell may be ready at
different levels. A `Timed` is immutable but for its `items`, which an update of a cell with a
single reference changes in place; references to different cells never share `items`.

Where level memory is metered, the level of a word is a `Word`, an integer that also remembers the
level of its last reader so far. A word that is only renamed (passed, returned, stored, carried by a
loop) stays the same word; an op, a wait at the end of a branch and a copy of a list make new words.
"""

from __future__ import annotations

from array import array
from typing import Any

from ..semantics.costs import add_at, most_at_once


class Word(int):
    """The level of a word, which remembers the level of the word's last reader."""

    last: int


class Timed:
    """The levels of a list: of the reference (`wait`), the spine and the elements."""

    __slots__ = ("items", "spine", "wait")

    def __init__(self, wait: int, spine: int, items: list[Any]) -> None:
        self.wait, self.spine, self.items = wait, spine, items

    @property
    def front(self) -> int:
        """The level at which length and addresses are known through this reference."""
        return self.wait if self.wait > self.spine else self.spine


Level = int | Timed


class Ledger:
    """The charges and lifetimes of one run, by level.

    Attributes
    ----------
    bounded : whether reductions are trees of binary ops, or else one level (threshold circuits)
    span : the largest level so far
    charges : the steps charged on each level, where width is metered
    crossings : for each level, the words that begin there minus those that end there, where level
        memory is metered
    """

    def __init__(self, fan_in: str, width: bool, level_memory: bool) -> None:
        if fan_in not in ("bounded", "unbounded"):
            raise ValueError(f"fan_in is '{fan_in}': 'bounded' or 'unbounded' is meant")
        self.bounded, self.wide, self.keeping = fan_in == "bounded", width, level_memory
        self.reset()

    def reset(self) -> None:
        """Start a run: the call of the entry is charged on level 0."""
        self.span = 0
        self.charges, self.crossings = array("q", [1]), array("q")

    @property
    def width(self) -> int:
        """The most steps charged on any level."""
        return max(self.charges)

    @property
    def level_memory(self) -> int:
        """The most words that live across the boundary between two consecutive levels."""
        return most_at_once(self.crossings)

    def note(self, level: int, steps: int) -> None:
        """Charge steps on a level."""
        if level > self.span:
            self.span = int(level)
        if self.wide and steps:
            add_at(self.charges, level, steps)

    def fresh(self, level: int) -> int:
        """Return the level of a new word."""
        if not self.keeping:
            return level
        word = Word(level)
        word.last = int(level)
        return word

    def read(self, level: Any, at: int) -> None:
        """Record that an op whose result is ready at level `at` reads the words of a value."""
        if not self.keeping:
            return
        if isinstance(level, Timed):
            for item in level.items:
                self.read(item, at)
        elif isinstance(level, Word) and at > level.last:
            add_at(self.crossings, level.last, 1)
            add_at(self.crossings, at, -1)
            level.last = int(at)

    def returned(self, level: Any, seen: dict[int, Any]) -> None:
        """Record that the end of the run reads a result; a list shared in it is read once."""
        if not isinstance(level, Timed):
            self.read(level, self.span)
        elif id(level.items) not in seen:
            seen[id(level.items)] = level.items
            for item in level.items:
                self.returned(item, seen)

    def delay(self, level: Any, until: int) -> Any:
        """Return the level of a value that waits for `until`; a list waits in its reference."""
        if isinstance(level, Timed):
            return level if level.wait >= until else Timed(until, level.spine, level.items)
        if level >= until:
            return level
        self.read(level, until)
        return self.fresh(until)

    def stored(self, level: Any, at: int) -> Any:
        """Return the level of an element stored into a list at level `at`.

        A word is only renamed; a literal, which is no word, becomes one.
        """
        if not self.keeping or isinstance(level, (Timed, Word)):
            return level
        return self.copied_word(level, at)

    def copied(self, items: list[Any], at: int) -> list[Any]:
        """Return the levels of elements copied into a new list at level `at`: new words."""
        if not self.keeping:
            return items
        return [item if isinstance(item, Timed) else self.copied_word(item, at) for item in items]

    def copied_word(self, level: int, at: int) -> int:
        """Return the level of a copy of a word, which lives from level `at` on."""
        self.read(level, at)
        word = Word(level)
        word.last = max(int(level), int(at))
        return word

    def placed(self, steps: list[Any], place: tuple[str, int]) -> list[Any]:
        """Hook for ledgers that record which source line runs: return the steps of a node."""
        return steps

    def inputs(self, value: Any) -> Level:
        """Return the levels of an argument: 0 throughout."""
        if isinstance(value, list):
            return Timed(0, 0, [self.inputs(item) for item in value])
        return self.fresh(0)
