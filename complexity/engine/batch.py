"""Many runs in one call: a stream of arguments in; sums, worst cases and results out."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from .child import CHILD, Child, Lost
from .compilation_unit import Options
from .context import LIMIT
from .native import DEATHS, Code, Ran, assemble, died, drive
from .quantities import Quantity, quantities
from .streams import read_all
from .totals import HIGH, MOST, SQUARE, SUM, TOTAL, UPPER, WHICH


@dataclass(frozen=True, slots=True)
class Total:
    """The sum, squares and maximum of one quantity over many runs.

    Attributes
    ----------
    total, squares : the exact sum, and the exact sum of squares (of measures only)
    most, which : the maximum, and the index of the first run that attains it
    """

    total: int
    squares: int
    most: int
    which: int


@dataclass(frozen=True, slots=True)
class Part:
    """The outcome of one call.

    Attributes
    ----------
    runs : how many runs ended without failure
    totals : their totals, in the order of the quantities
    results : the stream of their results, an array of words; None if they equal the right ones
    failure : the failure of the next run, if it failed
    consumed : how many words of the stream were read, including those of the run that failed
    cut : whether that run failed only because the whole call ran out of work
    """

    runs: int
    totals: tuple[Total, ...]
    results: Any
    failure: Undefined | None
    consumed: int
    cut: bool = False


class Batch:
    """A program compiled for many runs, which a child process makes.

    Parameters
    ----------
    graph : a canonical graph that draws nothing from the tape
    measures, fan_in : as for `machine.NativeMachine`
    counting, quick, code : as for `machine.NativeMachine`
    """

    def __init__(
        self,
        graph: Graph,
        measures: frozenset[str],
        fan_in: str,
        counting: bool,
        quick: bool = False,
        code: Code | None = None,
    ) -> None:
        options = Options("span" in measures, fan_in == "bounded", counting)
        self.code = assemble(graph, options, quick) if code is None else code
        self.quantities: tuple[Quantity, ...] = quantities(self.code.unit)

    def run(
        self,
        stream: Any,
        runs: int,
        limits: Limits,
        work: int = LIMIT,
        right: Any = None,
        child: Child = CHILD,
    ) -> Part:
        """Make `runs` runs on a stream of arguments.

        Where the child dies, the runs are repeated one at a time in another child, to find the run
        that kills it: that run has failed, as `native.died` says, and those before it have not.

        Parameters
        ----------
        stream : the arguments, an array of 64-bit words
        work : the most steps of all runs together
        right : the right results as such an array, if known
        child : the process that makes the runs

        Raises
        ------
        Beyond
            If compiled code gave up; the prepared machine can go on.
        KeyboardInterrupt
            If the user interrupted it.
        """
        if self.code.deaths >= DEATHS:
            return Part(0, self.nothing, array("q"), died(self.code, before=True), 0)
        words = stream.tobytes()
        try:
            told = None if right is None else right.tobytes()
            return self.part(drive(child, self.code, words, runs, limits, work=work, right=told))
        except Lost:
            return self.singly(words, runs, limits, work, child)

    def singly(self, words: bytes, runs: int, limits: Limits, work: int, child: Child) -> Part:
        """Make the runs one at a time, each by a request of its own."""
        stream, at = array("q", words), 0
        types = self.code.unit.graph.entry.body.param_types
        so_far = Part(0, self.nothing, array("q"), None, 0)
        for _ in range(runs):
            _, end = read_all(stream, at, types)
            one, left = stream[at:end].tobytes(), work - self.steps(so_far)
            try:
                part = self.part(drive(child, self.code, one, 1, limits, work=left))
            except Lost:
                part = Part(0, self.nothing, array("q"), died(self.code), end - at)
            so_far, at = followed(so_far, part), end
            if part.failure is not None:
                break
        return so_far

    @property
    def nothing(self) -> tuple[Total, ...]:
        """The totals of no runs."""
        return (Total(0, 0, 0, 0),) * len(self.quantities)

    def steps(self, part: Part) -> int:
        """Return the total time of all runs of a call that ended."""
        told = zip(self.quantities, part.totals, strict=True)
        return sum(
            total.total for quantity, total in told if quantity.measure and quantity.key == "time"
        )

    def part(self, ran: Ran) -> Part:
        """Convert what runs left in memory into a `Part`."""
        failure = ran.failed() if ran.done < ran.runs else None
        cut = failure is not None and ran.cut()
        told = totals(ran.totals)
        return Part(ran.done, told, ran.results, failure, ran.word("consumed"), cut)


def totals(words: array[int]) -> tuple[Total, ...]:
    """Decode the totals of a call."""
    decoded = []
    for first in range(0, len(words), TOTAL):
        wide = [
            (words[first + high] << 64) | (words[first + low] & (2**64 - 1))
            for low, high in ((SUM, HIGH), (SQUARE, UPPER))
        ]
        decoded.append(Total(wide[0], wide[1], words[first + MOST], words[first + WHICH]))
    return tuple(decoded)


def followed(one: Part, other: Part) -> Part:
    """Combine the outcomes of two consecutive calls."""
    both = zip(one.totals, other.totals, strict=True)
    return Part(
        one.runs + other.runs,
        tuple(added(first, second, one.runs) for first, second in both),
        one.results + other.results,
        other.failure,
        one.consumed + other.consumed,
        other.cut,
    )


def added(one: Total, other: Total, runs: int) -> Total:
    """Combine the totals of `runs` runs with those of the runs after them."""
    most, which = one.most, one.which
    if other.most > most:
        most, which = other.most, runs + other.which
    return Total(one.total + other.total, one.squares + other.squares, most, which)
