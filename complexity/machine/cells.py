"""Lists at run time, as reference-counted cells, and the meter of one run.

An update changes a cell with a single reference in place and copies a shared cell first [1]_ [2]_.
The reference count also determines when the words of a cell die.

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
from ..semantics.limits import Limits, most_bounds, too_many_bounds
from ..semantics.results import Plain
from ..semantics.tape import Tape


class Cell:
    """A list at run time: its elements (scalars or cells) and its reference count."""

    __slots__ = ("items", "refs")

    def __init__(self, items: list[Any], refs: int = 1) -> None:
        self.items, self.refs = items, refs


class Meter:
    """The resources that one run has used so far, and its limits.

    Attributes
    ----------
    time, fuel : steps charged, and the most that may be charged
    words, peak, memory : live words, their maximum so far, and the most allowed. While a region
        runs, `words` counts all cells and the scalars of the enclosing regions; the region's own
        scalars are known statically (`liveness`) and are added by each claim
    calls, depth : active calls, and the most allowed
    counts : executions and charges by counter (`accounts`)
    draws : for each n, how often `randrange(n)` was drawn
    kept : how many lists on its path the last update changed in place
    steps : how many steps the last op over k elements charged
    walked : rows that were traversed without charging a step
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
        """Start a run: the call of the entry is charged one step and one word."""
        self.counts[:] = [0] * len(self.counts)
        self.time = self.words = self.calls = self.counts[0] = 1
        self.peak = self.walked = 0
        self.fuel, self.memory, self.depth = limits.fuel, limits.memory, limits.depth
        self.tape, self.draws, self.kept = tape, {}, 0

    def charge(self, counter: int, steps: int) -> None:
        """Charge steps that depend on a size, before the work is done."""
        self.steps = steps
        self.time += steps
        self.counts[counter] += steps
        if self.time > self.fuel:
            raise out_of_fuel(self.fuel)

    def note_draw(self, n: int) -> None:
        """Count a draw from 0..n-1."""
        draws = self.draws
        if n not in draws and len(draws) == most_bounds(self.memory):
            raise too_many_bounds(len(draws))
        draws[n] = draws.get(n, 0) + 1

    def walk(self, rows: int) -> None:
        """Count rows that an op traverses free of charge; a run may traverse at most its fuel."""
        self.walked += rows
        if self.walked > self.fuel:
            raise out_of_fuel(self.fuel)

    def claim(self, words: int) -> None:
        """Record that `words` words beyond `self.words` are live at this moment."""
        top = self.words + words
        if top > self.peak:
            if top > self.memory:
                raise Undefined("memory", f"more than {self.memory} words of memory")
            self.peak = top

    def release(self, cell: Cell) -> None:
        """Drop one reference to a cell; its words die with the last reference."""
        cell.refs -= 1
        if cell.refs == 0:
            self.words -= len(cell.items)
            if cell.items and isinstance(cell.items[0], Cell):
                for inner in cell.items:
                    self.release(inner)

    def copy(self, cell: Cell) -> Cell:
        """Return a copy with a single reference, and drop one reference to the original."""
        self.words += len(cell.items)
        share(cell.items)
        self.release(cell)
        return Cell(cell.items[:])


def out_of_fuel(fuel: int) -> Undefined:
    """Return the failure of a run whose time exceeds its fuel."""
    return Undefined("fuel", f"more than {fuel} steps")


def share(items: list[Any]) -> None:
    """Add one reference to each element that is a cell."""
    if items and isinstance(items[0], Cell):
        for inner in items:
            inner.refs += 1


def words_of(type_: Type) -> int:
    """Return the words that a value occupies in its slot; a list's words belong to its cell."""
    match type_:
        case Bool() | Int():
            return 1
        case Range():
            return 3
        case List():
            return 0


def constant(value: Any) -> Any:
    """Return the run-time value of a literal.

    A table starts with two references, so that it is never changed in place and never dies.
    """
    return Cell(list(value), refs=2) if isinstance(value, tuple) else value


def thaw(value: Plain) -> Any:
    """Convert a caller's value to run-time form, with a cell of its own for every list."""
    return Cell([thaw(item) for item in value]) if isinstance(value, list) else value


def freeze(value: Any, seen: dict[int, list[Any]] | None = None) -> Plain:
    """Convert a run-time value to plain form; lists that the run shared stay shared."""
    if not isinstance(value, Cell):
        return value
    seen = {} if seen is None else seen
    if id(value) not in seen:
        nested = bool(value.items) and isinstance(value.items[0], Cell)
        seen[id(value)] = [freeze(item, seen) for item in value.items] if nested else value.items[:]
    return seen[id(value)]


def size_of(value: Any) -> int:
    """Return the number of words of a value's cells."""
    if not isinstance(value, Cell):
        return 0
    return len(value.items) + sum(size_of(item) for item in value.items)
