"""One function while it is compiled: where its values and levels are, and its meters.

A value is a tuple of words by name: one of a scalar, a pointer of a list, start, count and step of
a range. Levels are forms: one of a scalar or a range, of a list that of the reference and that of
the spine. What goes round a loop or out of a branch stands in variables, which LLVM turns into
registers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..language.captures import Captures
from ..language.graph import Const, Function, Operand
from ..language.types import List, Range, Type
from .compilation_unit import Unit
from .ir import Writer
from .level_forms import START, Form, Levels

Value = tuple[str, ...]
Ready = tuple[Form, ...]
METERS = ("time", "words", "peak")


@dataclass(frozen=True, slots=True)
class Variable:
    """The places of a value that changes, and of its levels."""

    places: Value
    ready: Value


@dataclass(frozen=True, slots=True)
class Failing:
    """One way into the block that notes a failure."""

    block: str
    words: tuple[str, str, str, str]


@dataclass(slots=True)
class Claims:
    """What is known of the live words while code is written, so that no claim is made twice.

    Attributes
    ----------
    live : the words beyond some number that is not known; it changes `changes` times
    top : beyond the same number, how many were claimed already; None where nothing is known
    """

    live: int = 0
    top: int | None = None
    changes: int = 0


@dataclass(slots=True)
class Frame:
    """One function while it is compiled.

    Attributes
    ----------
    deciding : the values of branches that only decide others (`language.decisions`)
    place : the number of the place of the node that is compiled
    noted : the levels of the region that is compiled which the span must reach
    meters, counters : the variables of what is metered
    failing, refailing : ways to the blocks that end a run
    around : for each version of a list that a branch changes in single elements, the level of the
        control around the outermost such branch (`language.normal.elementwise`)
    claims : what is known of the words that were claimed
    borrowed : rows that are looked at without a reference of their own
    """

    unit: Unit
    w: Writer
    function: Function
    types: dict[int, Type]
    captures: Captures
    deciding: frozenset[int]
    levels: Levels
    values: dict[int, Value] = field(default_factory=dict)
    ready: dict[int, Ready] = field(default_factory=dict)
    place: int = 0
    noted: list[Form] = field(default_factory=list)
    meters: dict[str, str] = field(default_factory=dict)
    counters: dict[int, str] = field(default_factory=dict)
    failing: list[Failing] = field(default_factory=list)
    refailing: list[tuple[str, str]] = field(default_factory=list)
    around: dict[int, Form] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    borrowed: set[int] = field(default_factory=set)

    @property
    def timed(self) -> bool:
        """Whether levels are metered."""
        return self.unit.options.span


def parts(type_: Type) -> tuple[str, ...]:
    """The machine types of a value."""
    match type_:
        case List():
            return ("ptr",)
        case Range():
            return ("i64",) * 3
        case _:
            return ("i64",)


def levels_of(frame: Frame, type_: Type) -> int:
    """How many levels a value has."""
    return frame.timed * (2 if isinstance(type_, List) else 1)


def value(frame: Frame, operand: Operand) -> Value:
    """Where an operand is."""
    if isinstance(operand, Const):
        if isinstance(operand.value, tuple):
            return (frame.unit.table(operand),)
        return (str(int(operand.value)),)
    return frame.values[operand]


def word(frame: Frame, operand: Operand) -> str:
    """The word of a scalar, or the pointer of a list."""
    return value(frame, operand)[0]


def ready(frame: Frame, operand: Operand) -> Ready:
    """The levels of an operand; a literal is there from the start."""
    if isinstance(operand, Const):
        return (START,) * levels_of(frame, operand.type)
    return frame.ready[operand]


def front(frame: Frame, operand: Operand) -> Form:
    """The level at which a list's spine, a range or a scalar is known."""
    return frame.levels.join(*ready(frame, operand))


def put(frame: Frame, name: int, found: Value, levels: Ready = ()) -> None:
    """Says where a value is, and when it is ready."""
    frame.values[name] = found
    frame.ready[name] = levels


def note(frame: Frame, level: Form) -> None:
    """The span reaches this level."""
    frame.noted.append(level)


def variable(frame: Frame, type_: Type) -> Variable:
    """Places for a value of a type and its levels."""
    places = tuple(frame.w.variable(part) for part in parts(type_))
    levels = tuple(frame.w.variable() for _ in range(levels_of(frame, type_)))
    return Variable(places, levels)


def assign(frame: Frame, target: Variable, type_: Type, found: Value, levels: Ready) -> None:
    """Puts a value and its levels into places."""
    for place, text, part in zip(target.places, found, parts(type_), strict=True):
        frame.w.store(text, place, "", part)
    for place, level in zip(target.ready, levels, strict=True):
        frame.w.store(frame.levels.word(level), place)


def fetch(frame: Frame, name: int, source: Variable, *at_least: Form) -> None:
    """A value is what stands in places now; its levels are these at least."""
    type_ = frame.types[name]
    found = tuple(frame.w.load(place, "", part)
                  for place, part in zip(source.places, parts(type_), strict=True))  # fmt: skip
    levels = [frame.levels.atom(frame.w.load(place)) for place in source.ready]
    if levels and at_least:
        frame.levels.atom(next(iter(levels[0])), *at_least)
    put(frame, name, found, tuple(levels))


def scalar_variable(frame: Frame) -> str:
    """A place for a level or a count."""
    return frame.w.variable()


def keep(frame: Frame, place: str, level: Form) -> None:
    """A level put into a place."""
    if frame.timed:
        frame.w.store(frame.levels.word(level), place)


def level_at(frame: Frame, place: str, *at_least: Form) -> Form:
    """The level that stands in a place now."""
    return frame.levels.atom(frame.w.load(place), *at_least)
