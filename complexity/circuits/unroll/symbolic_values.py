"""Symbolic values of an unrolled program: literals, words, lists, ranges; choices among them.

A list is a length between two bounds, and a cell for each position below the upper bound. A cell
beyond the length is arbitrary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from ...language.types import Bool, Int, List, Range, Type
from ..aig.graph import FALSE, TRUE, Lit
from . import arithmetic
from .arithmetic import ZERO
from .gates import Gates
from .words import Word, constant, stretch, width, word


@dataclass(frozen=True, slots=True)
class Row:
    """A list: its length, and one cell for each position that it can have."""

    length: Word
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """An arithmetic progression: start, step and count.

    Its numbers lie between `low` and `high`.
    """

    start: Word
    step: Word
    count: Word
    low: int
    high: int


Value = Lit | Word | Row | Steps
Kind = TypeVar("Kind", bound=Value)


def numbers(value: Value, seen: dict[int, int]) -> int:
    """The number of integers that a value holds, shared rows counted at each occurrence.

    Parameters
    ----------
    seen : the results for lists of lists so far, by identity
    """
    if not isinstance(value, Row):
        return 1
    if not value.cells or not isinstance(value.cells[0], Row):
        return len(value.cells)
    if id(value) not in seen:
        seen[id(value)] = sum([numbers(cell, seen) for cell in value.cells])
    return seen[id(value)]


def row(cells: Sequence[Value], length: Word | None = None) -> Row:
    """A list of all the given cells, or of as many as a word says."""
    if length is None:
        length = constant(len(cells))
    return Row(length, tuple(cells[: max(length.high, 0)]))


def blank(type_: Type) -> Value:
    """A placeholder of a type, for a value that is never used."""
    match type_:
        case Bool():
            return FALSE
        case Int():
            return ZERO
        case List():
            return Row(ZERO, ())
        case Range():
            return Steps(ZERO, ZERO, ZERO, 0, 0)


def choose(gates: Gates, test: Lit, yes: Kind, no: Kind) -> Kind:
    """Choose one of two values of the same type; gates are made only where they differ."""
    if test < 2 or yes == no:
        return yes if test else no
    made: Value
    match yes, no:
        case int(), int():
            made = gates.mux(test, yes, no)
        case Word(), Word():
            made = arithmetic.choose(gates, test, yes, no)
        case Row(), Row():
            made = choose_row(gates, test, yes, no)
        case Steps(), Steps():
            start = arithmetic.choose(gates, test, yes.start, no.start)
            step = arithmetic.choose(gates, test, yes.step, no.step)
            count = arithmetic.choose(gates, test, yes.count, no.count)
            made = Steps(start, step, count, min(yes.low, no.low), max(yes.high, no.high))
        case _:
            raise TypeError(f"{yes} and {no} are of two types")
    return cast(Kind, made)


def choose_row(gates: Gates, test: Lit, yes: Row, no: Row) -> Row:
    """Choose one of two lists; a cell that only one of them has is taken as it is."""
    both = min(len(yes.cells), len(no.cells))
    cells = [
        choose(gates, test, one, other)
        for one, other in zip(yes.cells[:both], no.cells[:both], strict=True)
    ]
    more = yes.cells[both:] or no.cells[both:]
    return row([*cells, *more], arithmetic.choose(gates, test, yes.length, no.length))


def merged(gates: Gates, whens: Sequence[Lit], values: Sequence[Kind]) -> Kind:
    """The value of the first condition that holds; the last value is the default.

    It is a chain of choices; in the ``depth`` style, a disjunction of exclusively enabled values.
    """
    if gates.depth and len(values) > 2:
        return passed(gates, exclusive(gates, whens), values)
    found = values[-1]
    for when, value in zip(reversed(whens[:-1]), reversed(values[:-1]), strict=True):
        found = choose(gates, when, value, found)
    return found


def exclusive(gates: Gates, whens: Sequence[Lit]) -> list[Lit]:
    """For each condition, whether it is the first to hold; the last one always holds."""
    none = [TRUE, *prefixes(gates, [when ^ 1 for when in whens[:-1]])]
    firsts = [gates.and_(before, when) for before, when in zip(none, whens[:-1], strict=False)]
    return [*firsts, none[-1]]


def prefixes(gates: Gates, lits: list[Lit]) -> list[Lit]:
    """For each position, the conjunction of the literals up to it, by Sklansky's network."""
    if len(lits) <= 1:
        return lits
    half = 1 << (len(lits) - 1).bit_length() - 1
    low, high = prefixes(gates, lits[:half]), prefixes(gates, lits[half:])
    return low + [gates.and_(low[-1], lit) for lit in high]


def passed(gates: Gates, tests: Sequence[Lit], values: Sequence[Kind]) -> Kind:
    """The value whose test holds, given that exactly one test holds."""
    made: Value
    match values[0]:
        case int():
            made = passed_bit(gates, tests, [value for value in values if isinstance(value, int)])
        case Word():
            made = passed_word(gates, tests, [value for value in values if isinstance(value, Word)])
        case Row():
            made = passed_row(gates, tests, [value for value in values if isinstance(value, Row)])
        case Steps():
            return merged_in_turn(gates, tests, values)
    return cast(Kind, made)


def merged_in_turn(gates: Gates, tests: Sequence[Lit], values: Sequence[Kind]) -> Kind:
    """The same by a chain of choices."""
    found = values[-1]
    for test, value in zip(tests[:-1], values[:-1], strict=True):
        found = choose(gates, test, value, found)
    return found


def passed_bit(gates: Gates, tests: Sequence[Lit], lits: Sequence[Lit]) -> Lit:
    """The literal whose test holds; the tests of equal literals are merged."""
    together: dict[Lit, list[Lit]] = {}
    for test, lit in zip(tests, lits, strict=True):
        together.setdefault(lit, []).append(test)
    if len(together) == 1:
        return lits[0]
    return gates.any_([gates.and_(lit, gates.any_(own)) for lit, own in together.items()])


def passed_word(gates: Gates, tests: Sequence[Lit], numbers: Sequence[Word]) -> Word:
    """The word whose test holds."""
    low, high = min(number.low for number in numbers), max(number.high for number in numbers)
    columns = zip(*[stretch(number, width(low, high)) for number in numbers], strict=True)
    return word([passed_bit(gates, tests, column) for column in columns], low, high)


def passed_row(gates: Gates, tests: Sequence[Lit], rows: Sequence[Row]) -> Row:
    """The list whose test holds; a cell is chosen among the lists that have it."""
    cells: list[Value] = []
    for place in range(max(len(one.cells) for one in rows)):
        held = [
            (test, one.cells[place])
            for test, one in zip(tests, rows, strict=True)
            if place < len(one.cells)
        ]
        cells.append(passed(gates, [test for test, _ in held], [cell for _, cell in held]))
    return row(cells, passed_word(gates, tests, [one.length for one in rows]))


def select(gates: Gates, index: Word, leaves: Mapping[int, Kind]) -> Kind:
    """Select the value of an index by a tree of choices over its bits, from the highest.

    Parameters
    ----------
    leaves : a value for each possible index, at least one; for any other index the result is
        arbitrary
    """
    keys = [key for key in leaves if index.low <= key <= index.high] or list(leaves)[:1]
    return chosen(gates, index, leaves, keys, len(index.bits) - 1)


def chosen(
    gates: Gates, index: Word, leaves: Mapping[int, Kind], keys: list[int], place: int
) -> Kind:
    """Select among keys that agree in the bits above a position."""
    while place >= 0 and len(keys) > 1:
        bit = index.bits[place]
        ones = [key for key in keys if key >> place & 1]
        zeros = [key for key in keys if not key >> place & 1]
        place -= 1
        if bit < 2:
            keys = (ones if bit else zeros) or keys
        elif ones and zeros:
            yes = chosen(gates, index, leaves, ones, place)
            return choose(gates, bit, yes, chosen(gates, index, leaves, zeros, place))
    return leaves[keys[0]]


def present(gates: Gates, length: Word, place: int) -> Lit:
    """Whether a list of a given length has a cell at a position."""
    return arithmetic.less(gates, constant(place), length)


def equal(gates: Gates, one: Value, other: Value) -> Lit:
    """Whether two values of the same type are equal."""
    match one, other:
        case int(), int():
            return gates.xor(one, other) ^ 1
        case Word(), Word():
            return arithmetic.equal(gates, one, other)
        case Row(), Row():
            found = [arithmetic.equal(gates, one.length, other.length)]
            for place, (x, y) in enumerate(zip(one.cells, other.cells, strict=False)):
                beyond = present(gates, one.length, place) ^ 1
                found.append(gates.or_(beyond, equal(gates, x, y)))
            return gates.all_(found)
    raise TypeError(f"{one} and {other} cannot be compared")


def less(gates: Gates, one: Value, other: Value) -> Lit:
    """Whether a value precedes another of its type; lists are ordered lexicographically."""
    match one, other:
        case int(), int():
            return gates.and_(one ^ 1, other)
        case Word(), Word():
            return arithmetic.less(gates, one, other)
        case Row(), Row():
            return less_row(gates, one, other)
    raise TypeError(f"{one} and {other} cannot be compared")


def less_row(gates: Gates, one: Row, other: Row) -> Lit:
    """Whether a list precedes another, by the first difference or by ending first."""
    places = min(len(one.cells), len(other.cells))
    before = arithmetic.less(gates, one.length, other.length)
    for place in reversed(range(places)):
        x, y = one.cells[place], other.cells[place]
        here, there = present(gates, one.length, place), present(gates, other.length, place)
        settled = gates.mux(equal(gates, x, y), before, less(gates, x, y))
        before = gates.mux(here, gates.and_(there, settled), there)
    return before


def literal(value: object) -> Value:
    """Convert the plain value of a literal, a scalar or a table."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        return constant(value)
    assert isinstance(value, Sequence)
    return row([literal(item) for item in value])
