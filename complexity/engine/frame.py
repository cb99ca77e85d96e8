"""The state of one function that is being compiled: its values, levels and meters.

A value is a tuple of LLVM names: the word of a scalar, the pointer of a list, or start, count and
step of a range. Levels are forms (`level_forms`): one for a scalar or a range; for a list, those of
its reference and its spine. Values that go round a loop or leave a branch are kept in stack
variables, which LLVM promotes to registers.
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
    """Stack variables for a value that changes, and for its levels."""

    places: Value
    ready: Value


@dataclass(frozen=True, slots=True)
class Failing:
    """One branch into the block that records a failure: its source block and the words."""

    block: str
    words: tuple[str, str, str, str]


@dataclass(slots=True)
class Claims:
    """What is known statically about live words, so that redundant claims are omitted.

    Attributes
    ----------
    live : the live words, relative to an unknown base that has changed `changes` times
    top : the most words already claimed, relative to the same base; None where unknown
    """

    live: int = 0
    top: int | None = None
    changes: int = 0


@dataclass(slots=True)
class Frame:
    """One function that is being compiled.

    Attributes
    ----------
    deciding : the values of branches that only decide other control (`language.decisions`)
    place : the number of the source line of the current node
    noted : the levels in the current region that the span must still be raised to
    meters, counters : the variables of the meters and of the counters
    failing, refailing : the branches into the blocks that end a run
    around : for each version of a list that a branch changes elementwise, the level of the control
        around the outermost such branch (`language.normal.elementwise`)
    claims : what is known about live words
    borrowed : rows that are inspected without a reference of their own
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
    """Return the machine types of a value."""
    match type_:
        case List():
            return ("ptr",)
        case Range():
            return ("i64",) * 3
        case _:
            return ("i64",)


def levels_of(frame: Frame, type_: Type) -> int:
    """Return the number of level words of a value."""
    return frame.timed * (2 if isinstance(type_, List) else 1)


def value(frame: Frame, operand: Operand) -> Value:
    """Return the names that hold an operand."""
    if isinstance(operand, Const):
        if isinstance(operand.value, tuple):
            return (frame.unit.table(operand),)
        return (str(int(operand.value)),)
    return frame.values[operand]


def word(frame: Frame, operand: Operand) -> str:
    """Return the word of a scalar, or the pointer of a list."""
    return value(frame, operand)[0]


def ready(frame: Frame, operand: Operand) -> Ready:
    """Return the levels of an operand; a literal is always ready."""
    if isinstance(operand, Const):
        return (START,) * levels_of(frame, operand.type)
    return frame.ready[operand]


def front(frame: Frame, operand: Operand) -> Form:
    """Return the level at which a list's spine, a range or a scalar is known."""
    return frame.levels.join(*ready(frame, operand))


def put(frame: Frame, name: int, found: Value, levels: Ready = ()) -> None:
    """Record which names hold a value, and its levels."""
    frame.values[name] = found
    frame.ready[name] = levels


def note(frame: Frame, level: Form) -> None:
    """Record that the span must reach a level."""
    frame.noted.append(level)


def variable(frame: Frame, type_: Type) -> Variable:
    """Allocate variables for a value of a type and its levels."""
    places = tuple(frame.w.variable(part) for part in parts(type_))
    levels = tuple(frame.w.variable() for _ in range(levels_of(frame, type_)))
    return Variable(places, levels)


def assign(frame: Frame, target: Variable, type_: Type, found: Value, levels: Ready) -> None:
    """Emit the store of a value and its levels into variables."""
    for place, text, part in zip(target.places, found, parts(type_), strict=True):
        frame.w.store(text, place, "", part)
    for place, level in zip(target.ready, levels, strict=True):
        frame.w.store(frame.levels.word(level), place)


def fetch(frame: Frame, name: int, source: Variable, *at_least: Form) -> None:
    """Emit the load of a value from variables; its levels are at least these forms."""
    type_ = frame.types[name]
    loaded = tuple(
        frame.w.load(place, "", part)
        for place, part in zip(source.places, parts(type_), strict=True)
    )
    levels = [frame.levels.atom(frame.w.load(place)) for place in source.ready]
    if levels and at_least:
        frame.levels.atom(next(iter(levels[0])), *at_least)
    put(frame, name, loaded, tuple(levels))


def scalar_variable(frame: Frame) -> str:
    """Allocate a variable for a level or a count."""
    return frame.w.variable()


def keep(frame: Frame, place: str, level: Form) -> None:
    """Emit the store of a level into a variable."""
    if frame.timed:
        frame.w.store(frame.levels.word(level), place)


def level_at(frame: Frame, place: str, *at_least: Form) -> Form:
    """Emit the load of a level from a variable; it is at least these forms."""
    return frame.levels.atom(frame.w.load(place), *at_least)
