"""Walks along sequences, ranges and lists, in parallel up to the shortest."""

from __future__ import annotations

from collections.abc import Sequence

from ..aig.graph import Lit
from .arithmetic import add, recast, smaller
from .path_condition import Path
from .symbolic_values import Row, Steps, Value, present
from .words import Word


class Walk:
    """A parallel walk along sequences.

    Attributes
    ----------
    most : the maximum number of rounds
    """

    def __init__(self, path: Path, sequences: Sequence[Value]) -> None:
        self.path = path
        self.sequences = [one for one in sequences if isinstance(one, Row | Steps)]
        assert len(self.sequences) == len(sequences)
        self.counts = [s.count if isinstance(s, Steps) else s.length for s in self.sequences]
        self.most = min(count.high for count in self.counts)
        self.fetched: list[list[Value]] = []

    def more(self, place: int) -> Lit:
        """Whether all sequences have an element at a position."""
        gates = self.path.gates
        return gates.all_([present(gates, count, place) for count in self.counts])

    def count(self, most: int) -> Word:
        """The length of the shortest sequence, which is known to be at most `most`."""
        found = self.counts[0]
        for count in self.counts[1:]:
            found = smaller(self.path.gates, found, count)
        return recast(found, (0, most))

    def elements(self, place: int) -> list[Value]:
        """The elements at a position; the positions must be requested in order, from 0."""
        while len(self.fetched) <= place:
            self.fetched.append([self.fetch(at) for at in range(len(self.sequences))])
        return self.fetched[place]

    def fetch(self, at: int) -> Value:
        """Fetch the next element of one sequence."""
        numbers, place = self.sequences[at], len(self.fetched)
        if isinstance(numbers, Row):
            return numbers.cells[place]
        if not place:
            return recast(numbers.start, (numbers.low, numbers.high))
        before = self.fetched[-1][at]
        assert isinstance(before, Word)
        found = recast(add(self.path.gates, before, numbers.step), (numbers.low, numbers.high))
        return self.path.tightened(found)
