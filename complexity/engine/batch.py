"""One call for many runs: streams of arguments in, sums and worst cases and results out."""

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
    results : the stream of their results, an array of words; None where they are the right ones
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
    """A program made ready for many runs, in a child.

    Parameters
    ----------
    graph : a canonical graph that draws nothing from the tape
    measures, fan_in : as of `machine.NativeMachine`
    counting, quick, code : as of `machine.NativeMachine`
    """

    def __init__(self, graph: Graph, measures: frozenset[str], fan_in: str, counting: bool,
                 quick: bool = False, code: Code | None = None) -> None:  # fmt: skip
        options = Options("span" in measures, fan_in == "bounded", counting)
        self.code = assemble(graph, options, quick) if code is None else code
        self.quantities: tuple[Quantity, ...] = quantities(self.code.unit)

    def run(
        self, stream: Any, runs: int, limits: Limits, work: int = LIMIT, right: Any = None,
        child: Child = CHILD,
    ) -> Part:  # fmt: skip
        """So many runs on a stream of arguments.

        Where the child dies, each run is made again, singly, in another: that of which it dies
        again has failed, as `native.died` says, and those before it have not.

        Parameters
        ----------
        stream : an array of 64-bit words; `right` : that of the right results, if known
        work : the most steps of all runs together

        Raises
        ------
        Beyond
            If compiled code gave up; the prepared machine can go on.
        KeyboardInterrupt
            If the user stopped it.
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
        """The same, one run after the other."""
        stream, at = array("q", words), 0
        types = self.code.unit.graph.entry.body.param_types
        found = Part(0, self.nothing, array("q"), None, 0)
        for _ in range(runs):
            _, end = read_all(stream, at, types)
            one, left = stream[at:end].tobytes(), work - self.steps(found)
            try:
                part = self.part(drive(child, self.code, one, 1, limits, work=left))
            except Lost:
                part = Part(0, self.nothing, array("q"), died(self.code), end - at)
            found, at = followed(found, part), end
            if part.failure is not None:
                break
        return found

    @property
    def nothing(self) -> tuple[Total, ...]:
        """The totals of no run."""
        return (Total(0, 0, 0, 0),) * len(self.quantities)

    def steps(self, part: Part) -> int:
        """The steps of all runs of a call that came to their end."""
        told = zip(self.quantities, part.totals, strict=True)
        return sum(total.total for quantity, total in told
                   if quantity.measure and quantity.key == "time")  # fmt: skip

    def part(self, ran: Ran) -> Part:
        """What runs left behind."""
        failure = ran.failed() if ran.done < ran.runs else None
        cut = failure is not None and ran.cut()
        told = totals(ran.totals)
        return Part(ran.done, told, ran.results, failure, ran.word("consumed"), cut)


def totals(words: array[int]) -> tuple[Total, ...]:
    """The totals of a call."""
    found = []
    for first in range(0, len(words), TOTAL):
        wide = [(words[first + high] << 64) | (words[first + low] & (2**64 - 1))
                for low, high in ((SUM, HIGH), (SQUARE, UPPER))]  # fmt: skip
        found.append(Total(wide[0], wide[1], words[first + MOST], words[first + WHICH]))
    return tuple(found)


def followed(one: Part, other: Part) -> Part:
    """What two calls showed, one after the other."""
    both = zip(one.totals, other.totals, strict=True)
    return Part(
        one.runs + other.runs, tuple(added(first, second, one.runs) for first, second in both),
        one.results + other.results, other.failure, one.consumed + other.consumed, other.cut,
    )  # fmt: skip


def added(one: Total, other: Total, runs: int) -> Total:
    """Totals of runs, with those of the runs after them; `runs` is how many came before."""
    most, which = one.most, one.which
    if other.most > most:
        most, which = other.most, runs + other.which
    return Total(one.total + other.total, one.squares + other.squares, most, which)
