"""Levels: the ready level of every value, and what is noted of them.

The level of a scalar is an integer. That of a list is `Timed`: the level of the reference through
which it is seen, that of its spine, and the levels of its elements, `Timed` themselves in a nested
list. Levels are kept beside the values, never inside cells: two references to one cell may be
ready at different levels. A `Timed` is never changed, but its `items` are, in place, by an update
of a cell that is referred to once; references to different cells never share `items`.

Where level memory is metered, the level of a word is a `Word`, an integer that also knows the
level of its last reader so far. A word that is only renamed (passed, returned, stored, carried by a
loop) stays one word; an op, a wait at the end of a branch and a copy of a list make new ones.
"""

from __future__ import annotations

from typing import Any


class Word(int):
    """A level, and the level of the word's last reader."""

    last: int


class Timed:
    """The levels of a list: of the reference, of the spine, of the elements."""

    __slots__ = ("items", "spine", "wait")

    def __init__(self, wait: int, spine: int, items: list[Any]) -> None:
        self.wait, self.spine, self.items = wait, spine, items

    @property
    def front(self) -> int:
        """The level at which the list's length and addresses are known through this reference."""
        return self.wait if self.wait > self.spine else self.spine


Level = int | Timed


class Ledger:
    """What one run notes of levels.

    Attributes
    ----------
    bounded : whether reductions are trees of binary ops; else one level (threshold circuits)
    span : the largest level so far
    charges : steps charged on each level, where width is metered
    crossings : words that begin less words that end at each level, where level memory is
    """

    def __init__(self, fan_in: str, width: bool, level_memory: bool) -> None:
        if fan_in not in ("bounded", "unbounded"):
            raise ValueError(f"fan_in is '{fan_in}': 'bounded' or 'unbounded' is meant")
        self.bounded, self.wide, self.keeping = fan_in == "bounded", width, level_memory
        self.reset()

    def reset(self) -> None:
        """Starts a run: the entry's call is charged on level 0."""
        self.span = 0
        self.charges: dict[int, int] = {0: 1}
        self.crossings: dict[int, int] = {}

    @property
    def width(self) -> int:
        """The most steps charged on one level."""
        return max(self.charges.values())

    @property
    def level_memory(self) -> int:
        """The most words live across a boundary between two consecutive levels."""
        live = most = 0
        for level in sorted(self.crossings):
            live += self.crossings[level]
            most = max(most, live)
        return most

    def note(self, level: int, steps: int) -> None:
        """Charges steps at a level."""
        if level > self.span:
            self.span = int(level)
        if self.wide and steps:
            self.charges[level] = self.charges.get(level, 0) + steps

    def fresh(self, level: int) -> int:
        """The level of a new word."""
        if not self.keeping:
            return level
        word = Word(level)
        word.last = int(level)
        return word

    def read(self, level: Any, at: int) -> None:
        """Notes that the words of a value are read by an op whose result is ready at a level."""
        if not self.keeping:
            return
        if isinstance(level, Timed):
            for item in level.items:
                self.read(item, at)
        elif isinstance(level, Word) and at > level.last:
            self.crossings[level.last] = self.crossings.get(level.last, 0) + 1
            self.crossings[int(at)] = self.crossings.get(int(at), 0) - 1
            level.last = int(at)

    def returned(self, level: Any, seen: dict[int, Any]) -> None:
        """Notes that a result is read when a run ends; a list that it shares is read once."""
        if not isinstance(level, Timed):
            self.read(level, self.span)
        elif id(level.items) not in seen:
            seen[id(level.items)] = level.items
            for item in level.items:
                self.returned(item, seen)

    def delay(self, level: Any, until: int) -> Any:
        """The level of a value that waits: a list in its reference."""
        if isinstance(level, Timed):
            return level if level.wait >= until else Timed(until, level.spine, level.items)
        if level >= until:
            return level
        self.read(level, until)
        return self.fresh(until)

    def stored(self, level: Any, at: int) -> Any:
        """The level of an element that is put into a list at a level: a literal becomes a word."""
        if not self.keeping or isinstance(level, (Timed, Word)):
            return level
        return self.copied_word(level, at)

    def copied(self, items: list[Any], at: int) -> list[Any]:
        """The levels of elements that an op puts into a new list at a level: new words."""
        if not self.keeping:
            return items
        return [item if isinstance(item, Timed) else self.copied_word(item, at) for item in items]

    def copied_word(self, level: int, at: int) -> int:
        """The level of a copy that exists from the level of the op that makes it."""
        self.read(level, at)
        word = Word(level)
        word.last = max(int(level), int(at))
        return word

    def placed(self, steps: list[Any], place: tuple[str, int]) -> list[Any]:
        """The steps of a node, where a ledger wants to know the source and line that runs."""
        return steps

    def inputs(self, value: Any) -> Level:
        """The levels of an argument: 0 throughout."""
        if isinstance(value, list):
            return Timed(0, 0, [self.inputs(item) for item in value])
        return self.fresh(0)
