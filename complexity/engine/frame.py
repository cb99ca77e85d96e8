"""One function while it is compiled: where its values and levels are, and its meters.

A value is a tuple of words by name: one of a scalar, a pointer of a list, start, count and step of
a range. Levels are forms: one of a scalar or a range, of a list that of the reference and that of
the spine. What goes round a loop or out of a branch stands in variables, which LLVM turns into
registers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..language.captures import Captures
from ..language.failures import Undefined
from ..language.graph import Const, Function, Operand
from ..language.types import List, Range, Type
from ..semantics.liveness import NodeLife, type_of
from .cells import field_of, release, share
from .form import START, Form, Levels
from .ir import CONTEXT, Writer
from .unit import Saying, Unit

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
class Frame:
    """One function while it is compiled.

    Attributes
    ----------
    place : the number of the place of the node that is compiled
    noted : the levels of the region that is compiled which the span must reach
    meters, counters : the variables of what is metered
    failing, refailing : ways to the blocks that end a run
    around : for each version of a list that a branch changes in single elements, the level of the
        control around the outermost such branch (`semantics.elementwise`)
    """

    unit: Unit
    w: Writer
    function: Function
    types: dict[int, Type]
    captures: Captures
    levels: Levels
    values: dict[int, Value] = field(default_factory=dict)
    ready: dict[int, Ready] = field(default_factory=dict)
    variables: dict[int, Variable] = field(default_factory=dict)
    place: int = 0
    noted: list[Form] = field(default_factory=list)
    meters: dict[str, str] = field(default_factory=dict)
    counters: dict[int, str] = field(default_factory=dict)
    failing: list[Failing] = field(default_factory=list)
    refailing: list[tuple[str, str]] = field(default_factory=list)
    around: dict[int, Form] = field(default_factory=dict)

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


def level_at(frame: Frame, place: str, *at_least: Form) -> Form:
    """The level that stands in a place now."""
    return frame.levels.atom(frame.w.load(place), *at_least)


def meter(frame: Frame, name: str) -> str:
    """What a meter shows."""
    return frame.w.load(frame.meters[name])


def use_words(frame: Frame, words: str | int) -> None:
    """So many words more are live."""
    if str(words) != "0":
        place = frame.meters["words"]
        frame.w.store(frame.w.add(frame.w.load(place), str(words)), place)


def drop_words(frame: Frame, words: str | int) -> None:
    """So many words less are live."""
    if str(words) != "0":
        place = frame.meters["words"]
        frame.w.store(frame.w.sub(frame.w.load(place), str(words)), place)


def fail_if(frame: Frame, bit: str, saying: Saying, first: str = "0", second: str = "0",
            place: int | None = None) -> None:  # fmt: skip
    """Ends the run where a bit holds."""
    w, on = frame.w, frame.w.label("on")
    number = str(frame.unit.failure(saying))
    at = str(frame.place if place is None else place)
    frame.failing.append(Failing(w.block, (number, at, first, second)))
    w.fork(bit, "fail", on, True)
    w.at(on)


def out_of_fuel(fuel: int, _: int) -> Undefined:
    """A run took more steps than it may."""
    return Undefined("fuel", f"more than {fuel} steps")


def out_of_memory(memory: int, _: int) -> Undefined:
    """A run needs more words than it may."""
    return Undefined("memory", f"more than {memory} words of memory")


class Beyond(Exception):
    """A run goes beyond what compiled code can do; the definition can."""


def beyond(*_: int) -> Undefined:
    """Compiled code gives up: its stack or arena ends, or levels diverge."""
    raise Beyond


def charge(frame: Frame, steps: str | int) -> None:
    """Charges steps, and stops the run where they are more than it has fuel for."""
    w, place = frame.w, frame.meters["time"]
    if str(steps) == "0":
        return
    time = w.add(w.load(place), str(steps))
    w.store(time, place)
    fuel = w.op(f"load volatile i64, ptr {field_of(w, 'fuel')}")
    fail_if(frame, w.compare("sgt", time, fuel), out_of_fuel, fuel)


def claim(frame: Frame, words: str | int) -> None:
    """So many words more than the meter shows are live at this moment."""
    w, place = frame.w, frame.meters["peak"]
    top = w.add(w.load(frame.meters["words"]), str(words))
    with w.when(w.compare("sgt", top, w.load(place)), rarely=True):
        memory = w.load(field_of(w, "memory"), CONTEXT)
        fail_if(frame, w.compare("sgt", top, memory), out_of_memory, memory)
        w.store(top, place)


def count(frame: Frame, counter: int, steps: str = "1") -> None:
    """One more execution, or steps that depend on a size."""
    if not frame.unit.options.counting:
        return
    w = frame.w
    if counter not in frame.counters:
        frame.counters[counter] = w.variable("i64", "0")
    place = frame.counters[counter]
    w.store(w.add(w.load(place), steps), place)


def took(frame: Frame, operand: Operand, moved: bool) -> str:
    """The word of an operand that is kept: a list that is not moved there is shared."""
    found = word(frame, operand)
    if isinstance(type_of(operand, frame.types), List) and not moved:
        share(frame.w, found)
    return found


def drop(frame: Frame, found: str, type_: Type) -> None:
    """Drops a reference to a list."""
    assert isinstance(type_, List)
    function = release(frame.unit, type_.element)
    drop_words(frame, frame.w.op(f"call i64 {function}(ptr %ctx, ptr {found})"))


def drop_all(frame: Frame, names: Sequence[int]) -> None:
    """Drops the references that a region holds to lists that died."""
    for name in names:
        drop(frame, word(frame, name), frame.types[name])


def made(frame: Frame, function: str, arguments: str) -> str:
    """A cell that a helper makes; where the arena ends, compiled code gives up."""
    cell = frame.w.op(f"call ptr {function}({arguments})")
    fail_if(frame, frame.w.compare("eq", cell, "null", "ptr"), beyond)
    return cell


def is_moved(life: NodeLife, place: int) -> bool:
    """Whether the reference of an operand changes hands."""
    return place in life.moved
