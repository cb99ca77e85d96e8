"""Values as a run holds them: every value carries the level at which it is ready.

A list is seen through references. What a reference shows (the spine and the elements) never
changes: an update makes another reference. The words of the list belong to its cell, which the old
and the new reference share where the update is made in place.

Two measures count words, each in its own way. Memory counts the names that are alive in the
schedule, `words_of` each, and the elements of each cell. Level memory knows no names: it follows
each scalar as a `Word`, from the level at which it is ready to the level of its last reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.graph import Const
from ..language.meanings import elements as count
from ..language.types import Bool, Int, List, Range, Type


@dataclass(slots=True, eq=False)
class Word:
    """A word as level memory counts it: `last` is the level of its last reader so far."""

    last: int


@dataclass(slots=True, eq=False)
class Cell:
    """The words of a list: one for each element. So many names and lists refer to it: `refs`."""

    refs: int = 0


@dataclass(slots=True, eq=False)
class Scalar:
    """A bool, an int or a range.

    Attributes
    ----------
    value : as Python has it
    ready : the level at which it is ready
    word : its word in level memory; None for a literal, which is program and not memory
    """

    value: Any
    ready: int
    word: Word | None

    @property
    def front(self) -> int:
        """The level at which a reader may use it."""
        return self.ready


@dataclass(slots=True, eq=False)
class Reference:
    """A list, as it is seen through one reference.

    Attributes
    ----------
    cell : its words
    ready : the level at which the reference is ready: 0, unless it waited for control (`delay`) or
        was an element of another list
    spine : the level at which its length, and the addresses and control of all updates, are known
    items : its elements, each with a level of its own
    """

    cell: Cell
    ready: int
    spine: int
    items: Sequence[Value]

    @property
    def front(self) -> int:
        """The level at which a reader may use its spine."""
        return max(self.ready, self.spine)


Value = Scalar | Reference


def words_of(type_: Type) -> int:
    """The words of a name that holds a value: a range is its start, stop and step.

    A name of a list has none: the words of the list are counted once, with its cell.
    """
    match type_:
        case Bool() | Int():
            return 1
        case Range():
            return 3
        case List():
            return 0


def literal(const: Const) -> Value:
    """A literal. A constant list, `[]` too, is never updated in place and never dies.

    Two references that nobody drops, as if the program held them, see to that.
    """
    if isinstance(const.value, tuple):
        return Reference(Cell(refs=2), 0, 0, [Scalar(entry, 0, None) for entry in const.value])
    return Scalar(const.value, 0, None)


def argument(value: Any) -> Value:
    """A caller's value: ready at level 0, every list in words of its own."""
    if isinstance(value, list):
        return Reference(Cell(refs=1), 0, 0, [argument(item) for item in value])
    return Scalar(value, 0, Word(0))


def plain(value: Value, seen: dict[int, list[Any]] | None = None) -> Any:
    """A value as a caller, or the table of ops, sees it: lists that the run shared are shared."""
    if isinstance(value, Scalar):
        return value.value
    seen, key = {} if seen is None else seen, id(value.cell)
    if key not in seen:
        seen[key] = [plain(item, seen) for item in value.items]
    return seen[key]


def abreast(a: Reference, b: Reference) -> tuple[list[Any], list[Any]]:
    """Two lists as plain values, as far as both reach.

    Of what the longer one has beyond, its length alone decides a comparison: one element stands
    for all of it, and is never looked at.
    """
    pairs = [
        abreast(x, y)
        if isinstance(x, Reference) and isinstance(y, Reference)
        else (plain(x), plain(y))
        for x, y in zip(a.items, b.items, strict=False)
    ]
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    left += [None] * (len(a.items) > len(pairs))
    right += [None] * (len(b.items) > len(pairs))
    return left, right


def elements(sequence: Value) -> Iterator[Value]:
    """What a loop walks along: the elements of a list, or the numbers of a range.

    A number is ready when its range is; in level memory it is read from the word of the range.
    """
    if isinstance(sequence, Reference):
        return iter(sequence.items)
    return (Scalar(number, sequence.ready, sequence.word) for number in sequence.value)


def length(sequence: Value) -> int:
    """How many rounds a loop along a sequence has."""
    if isinstance(sequence, Reference):
        return len(sequence.items)
    return count(sequence.value)


def cells_of(value: Value) -> int:
    """The words of an argument's lists: its scalars, and one for each nested list."""
    if isinstance(value, Scalar):
        return 0
    return len(value.items) + sum(cells_of(item) for item in value.items)


def compared(a: Reference, b: Reference, most: int, seen: list[Value]) -> int:
    """Gather what a comparison of two lists looks at: of both, as far as both reach.

    Returns how many scalars these are; no matter how many where they are more than `most`, for
    lists that hold one row many times are longer than what there is.
    """
    seen += [a, b]
    count = 0
    for x, y in zip(a.items, b.items, strict=False):
        if isinstance(x, Reference) and isinstance(y, Reference):
            count += max(1, compared(x, y, most - count, seen))
        else:
            seen += [x, y]
            count += 1
        if count > most:
            break
    return count


def searched(xs: Reference, value: Value, most: int, seen: list[Value]) -> int:
    """Gather what a search for a value in a list looks at: all elements; how many scalars."""
    seen += [xs, value]
    if isinstance(value, Scalar):
        seen += xs.items
        return len(xs.items)
    count = 0
    for x in xs.items:
        assert isinstance(x, Reference)
        count += max(1, compared(x, value, most - count, seen))
        if count > most:
            break
    return count
