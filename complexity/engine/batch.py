"""One call for many runs: streams of arguments in, sums and worst cases and results out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import extras
from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from .compilation_unit import Options
from .context import FIELD, LIMIT
from .native import Runner, assemble
from .quantities import Quantity, quantities
from .totals import HIGH, MOST, SQUARE, SUM, TOTAL, UPPER, WHICH


@dataclass(frozen=True, slots=True)
class Total:
    """One quantity over many runs.

    Attributes
    ----------
    total, squares : sums, exact (squares of measures alone)
    most, which : the largest, and the first run that attains it
    """

    total: int
    squares: int
    most: int
    which: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a call showed.

    Attributes
    ----------
    runs : how many came to their end; `totals` : of these, in the order of the quantities
    results : the stream of their results, an array of words
    failure : how the run after them failed, if one did
    consumed : how many words of the stream were read, those of the run that failed included
    cut : whether that run failed because the work of the call was done, and not its own fuel
    """

    runs: int
    totals: tuple[Total, ...]
    results: Any
    failure: Undefined | None
    consumed: int
    cut: bool = False


class Batch:
    """A program made ready for many runs.

    Parameters
    ----------
    graph : a canonical graph that draws nothing from the tape
    measures, fan_in : as of `machine.NativeMachine`
    counting, quick : as of `machine.NativeMachine`
    """

    def __init__(self, graph: Graph, measures: frozenset[str], fan_in: str,
                 counting: bool, quick: bool = False) -> None:  # fmt: skip
        self.options = Options("span" in measures, fan_in == "bounded", counting)
        self.runner = Runner(assemble(graph, self.options, quick))
        self.quantities: tuple[Quantity, ...] = quantities(self.runner.code.unit)
        self.room = 1024

    def run(self, stream: Any, runs: int, limits: Limits, work: int = LIMIT) -> Part:
        """So many runs on a stream of arguments.

        Parameters
        ----------
        stream : an array of 64-bit words
        work : the most steps of all runs together

        Raises
        ------
        Beyond
            If compiled code gave up; the definition can go on.
        KeyboardInterrupt
            If the user stopped it, within a second.
        """
        numpy, runner = extras.numpy(), self.runner
        stream = numpy.ascontiguousarray(stream, dtype=numpy.int64)
        runner.limit(limits, 0)
        self.room = max(self.room, 2 * len(stream) + 64)
        while True:
            results = numpy.empty(self.room, dtype=numpy.int64)
            self.clear()
            done = runner.drive(stream.ctypes.data, results.ctypes.data, self.room, runs, work)
            full = done < runs and runner.context[FIELD["what"]] == -1
            if not full:
                break
            self.room = 2 * self.room + runner.context[FIELD["first"]]
        failure = runner.failed(limits) if done < runs else None
        cut = failure is not None and runner.cut(limits)
        written, consumed = (runner.context[FIELD[name]] for name in ("written", "consumed"))
        return Part(done, self.totals(), results[:written], failure, consumed, cut)

    def clear(self) -> None:
        """Sets the totals to zero."""
        for place in range(len(self.runner.totals)):
            self.runner.totals[place] = 0

    def totals(self) -> tuple[Total, ...]:
        """The totals of the last call."""
        words, found = self.runner.totals, []
        for first in range(0, TOTAL * len(self.quantities), TOTAL):
            wide = [(words[first + high] << 64) | (words[first + low] & (2**64 - 1))
                    for low, high in ((SUM, HIGH), (SQUARE, UPPER))]  # fmt: skip
            found.append(Total(wide[0], wide[1], words[first + MOST], words[first + WHICH]))
        return tuple(found)


def added(one: Total, other: Total, runs: int) -> Total:
    """Totals of runs, with those of the runs after them; `runs` is how many came before."""
    most, which = one.most, one.which
    if other.most > most:
        most, which = other.most, runs + other.which
    return Total(one.total + other.total, one.squares + other.squares, most, which)
