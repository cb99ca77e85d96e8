"""The inputs of a size and their right answers as arrays, made once for all programs of a task."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import extras
from ..engine.streams import answer, write
from ..language.types import Type
from ..tasks.execution import decided_by_spec
from ..tasks.files import Task
from ..tasks.inputs import Arguments, Inputs, fresh

CHUNK, WORDS = 2**14, 2**20  # inputs of a chunk, and the words at which it is closed
HELD = 2**24  # words up to which a table is kept; beyond, chunks are made anew for each use
KINDS = ("int8", "int16", "int32", "int64")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive inputs of a table.

    Attributes
    ----------
    runs : the number of inputs
    words : the stream of their words
    right : the stream of the right answers; None unless equality with them decides
    """

    runs: int
    words: Any
    right: Any


@dataclass(slots=True)
class Table:
    """The inputs of a task at a size, generated on demand.

    Attributes
    ----------
    left : the inputs not generated yet
    words : the number of words generated
    whole : whether all chunks are kept
    """

    task: Task
    left: Iterator[Arguments]
    results: tuple[Type, ...]
    chunks: list[Chunk] = field(default_factory=list)
    words: int = 0
    whole: bool = True

    def __iter__(self) -> Iterator[Chunk]:
        for place in itertools.count():
            if place < len(self.chunks):
                yield self.chunks[place]
                continue
            chunk = self.made()
            if chunk is None:
                return
            if self.words <= HELD:
                self.chunks.append(chunk)
            else:
                self.whole = False
            yield chunk

    def made(self) -> Chunk | None:
        """Generate the next chunk; None at the end."""
        some: list[Arguments] = []
        words: list[int] = []
        for arguments in itertools.islice(self.left, CHUNK):
            some.append(arguments)
            for value in arguments:
                write(value, words)
            if len(words) >= WORDS:
                break
        self.words += len(words)
        return Chunk(len(some), compact(words), self.right(some)) if some else None

    def right(self, some: list[Arguments]) -> Any:
        """The right answers to inputs, if the task has a function that computes them."""
        spec = self.task.spec
        if spec is None or not decided_by_spec(self.task.accepts):
            return None
        words: list[int] = []
        for arguments in some:
            if not answer(spec(*fresh(arguments)), self.results, words):
                return None
        return compact(words)


def compact(words: list[int]) -> Any:
    """An array of the narrowest integers that hold the words."""
    numpy = extras.numpy()
    whole = numpy.array(words, dtype=numpy.int64)
    low, high = (int(whole.min()), int(whole.max())) if words else (0, 0)
    for kind in KINDS:
        bounds = numpy.iinfo(kind)
        if bounds.min <= low and high <= bounds.max:
            return whole.astype(kind)
    raise AssertionError("every word fits 64 bits")


KEPT, LARGE = 64, 3  # tables kept, and of these the tables of several chunks
_kept: list[tuple[object, Inputs, Table]] = []


def table_of(
    task: Task,
    inputs: Inputs,
    n: int,
    results: tuple[Type, ...],
    made: Iterator[Arguments],
    key: tuple[object, ...],
) -> Table:
    """The table of some inputs of a task at a size; the last few are kept.

    Parameters
    ----------
    made : the inputs, consumed on demand
    key : an identifier of the choice of inputs
    """
    wanted = n, results, key, CHUNK, WORDS
    for known, of, table in _kept:
        if known == wanted and of is inputs and table.task is task and table.whole:
            return table
    large = [row for row in _kept if len(row[2].chunks) > 1]
    parts = [row for row in _kept if not row[2].whole]
    for row in (*parts, *large[:-LARGE], *_kept[: -KEPT + 1]):
        if row in _kept:
            _kept.remove(row)
    _kept.append((wanted, inputs, Table(task, made, results)))
    return _kept[-1][2]
