"""Lists as a run holds them: reference-counted cells, and the meter of one run.

A cell that is referred to once is updated in place; one that is referred to more often is copied
first [1]_ [2]_. The count of references is also what tells when its words die.

References
----------
.. [1] S. Ullrich, L. de Moura, "Counting immutable beans", IFL 2019.
.. [2] A. Reinking, N. Xie, L. de Moura, D. Leijen, "Perceus: garbage free reference counting with
   reuse", PLDI 2021.
"""

from __future__ import annotations

from typing import Any

from ..language.failures import Undefined
from ..language.types import Bool, Int, List, Range, Type
from ..semantics.limits import Limits
from ..semantics.results import Plain
from ..semantics.tape import Tape


class Cell:
    """A list at run time: its elements (scalars, or cells), and how often it is referred to."""

    __slots__ = ("items", "refs")

    def __init__(self, items: list[Any], refs: int = 1) -> None:
        self.items, self.refs = items, refs


class Meter:
    """What one run has used so far, and its limits.

    Attributes
    ----------
    time, fuel : steps charged, and the most that may be charged
    words, peak, memory : live words, the most so far, and the most allowed. In the midst of a
        region `words` holds the cells and the scalars of the regions around it; its own scalars
        are known beforehand (`liveness`) and are added where a claim is made
    calls, depth : active calls, and the most allowed
    counts : executions and charges by counter (`accounts`)
    draws : how often each n was drawn
    kept : of the last update, how many lists of its path were changed in place
    steps : of the last op over k elements, what it charged
    walked : rows that were walked without a step
    """

    __slots__ = ("calls", "counts", "depth", "draws", "fuel", "kept", "memory", "peak", "steps",
                 "tape", "time", "walked", "words")  # fmt: skip

    def __init__(self) -> None:
        self.counts: list[int] = []
        self.tape: Tape
        self.draws: dict[int, int]
        self.time = self.fuel = self.words = self.peak = self.memory = 0
        self.calls = self.depth = self.kept = self.steps = self.walked = 0

    def reset(self, limits: Limits, tape: Tape) -> None:
        """Starts a run: the entry's call is charged, a step and a word."""
        self.counts[:] = [0] * len(self.counts)
        self.time = self.words = self.calls = self.counts[0] = 1
        self.peak = self.walked = 0
        self.fuel, self.memory, self.depth = limits.fuel, limits.memory, limits.depth
        self.tape, self.draws, self.kept = tape, {}, 0

    def charge(self, counter: int, steps: int) -> None:
        """Charges steps that depend on a size, before the work."""
        self.steps = steps
        self.time += steps
        self.counts[counter] += steps
        if self.time > self.fuel:
            raise out_of_fuel(self.fuel)

    def walk(self, rows: int) -> None:
        """Notes rows that an op walks without a step: of a run, no more than it has fuel."""
        self.walked += rows
        if self.walked > self.fuel:
            raise out_of_fuel(self.fuel)

    def claim(self, words: int) -> None:
        """Notes that so many words more than `self.words` are live at this moment."""
        top = self.words + words
        if top > self.peak:
            if top > self.memory:
                raise Undefined("memory", f"more than {self.memory} words of memory")
            self.peak = top

    def release(self, cell: Cell) -> None:
        """Drops one reference to a cell; with the last one its words die."""
        cell.refs -= 1
        if cell.refs == 0:
            self.words -= len(cell.items)
            if cell.items and isinstance(cell.items[0], Cell):
                for inner in cell.items:
                    self.release(inner)

    def copy(self, cell: Cell) -> Cell:
        """A cell of the same elements, referred to once; drops the reference to the old one."""
        self.words += len(cell.items)
        share(cell.items)
        self.release(cell)
        return Cell(cell.items[:])


def out_of_fuel(fuel: int) -> Undefined:
    """The failure of a run whose time passed its fuel."""
    return Undefined("fuel", f"more than {fuel} steps")


def share(items: list[Any]) -> None:
    """Counts one more reference to each element that is a cell."""
    if items and isinstance(items[0], Cell):
        for inner in items:
            inner.refs += 1


def words_of(type_: Type) -> int:
    """The words that a value holds in its slot; a list's words are its cell's."""
    match type_:
        case Bool() | Int():
            return 1
        case Range():
            return 3
        case List():
            return 0


def constant(value: Any) -> Any:
    """A literal as a run holds it; a table is never referred to just once, nor does it die."""
    return Cell(list(value), refs=2) if isinstance(value, tuple) else value


def thaw(value: Plain) -> Any:
    """A caller's value as a run holds it, every list a cell of its own."""
    return Cell([thaw(item) for item in value]) if isinstance(value, list) else value


def freeze(value: Any, seen: dict[int, list[Any]] | None = None) -> Plain:
    """A run's value as a caller sees it: lists that the run shared are shared."""
    if not isinstance(value, Cell):
        return value
    seen = {} if seen is None else seen
    if id(value) not in seen:
        nested = bool(value.items) and isinstance(value.items[0], Cell)
        seen[id(value)] = [freeze(item, seen) for item in value.items] if nested else value.items[:]
    return seen[id(value)]


def size_of(value: Any) -> int:
    """The words of a value's cells."""
    if not isinstance(value, Cell):
        return 0
    return len(value.items) + sum(size_of(item) for item in value.items)
