"""Runs of compiled code, one at a time: what the definition's `Machine` gives, in less time."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from typing import Any, TypeAlias

from ..language.graph import Graph
from ..semantics.accounts import by_line, by_op, by_op_executions
from ..semantics.arguments import admit
from ..semantics.evaluate import Machine
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP
from ..semantics.results import Plain, Run
from ..semantics.tape import SeededTape
from .compilation_unit import Options
from .context import FIELD
from .meters import Beyond
from .native import Runner, assemble
from .streams import read_all, result_of, write

DEFAULTS = Limits()
Words: TypeAlias = "array[int]"
METERED = frozenset({"time", "span", "memory", "draws", "candidates"})


def words_of(graph: Graph, args: Sequence[Plain]) -> Words:
    """The arguments of a program as a stream of words.

    Raises
    ------
    ValueError
        If one is not of the entry's type.
    """
    admit(graph.entry.name, graph.entry.body.param_types, tuple(args))
    words: list[int] = []
    for value in args:
        write(value, words)
    return array("q", words)


class NativeMachine:
    """A graph made ready to run as machine code.

    Parameters
    ----------
    graph, measures, fan_in : as of `semantics.evaluate.Machine`; the measures are of `METERED`
    counting : whether executions and time are told apart by op and by line
    quick : whether it is better ready soon than fast

    Attributes
    ----------
    improvable : whether faster code could be made

    Notes
    -----
    Where compiled code gives up (a stack or an arena that ends, levels that diverge), the
    definition runs instead. A machine is used by one thread at a time.
    """

    def __init__(self, graph: Graph, *, measures: frozenset[str] = ALL_CHEAP,
                 fan_in: str = "bounded", counting: bool = True,
                 quick: bool = False) -> None:  # fmt: skip
        if unknown := measures - METERED:
            raise ValueError(f"'{min(unknown)}' is not metered by the engine")
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        options = Options("span" in measures, fan_in == "bounded", counting)
        self.runner = Runner(assemble(graph, options, quick), self.wider)
        self.improvable = self.runner.code.improvable
        self.room: Any = (ctypes.c_int64 * 1024)()
        self.slow: Machine | None = None

    def wider(self, words: int) -> int | None:
        """The address of more room for results; None where there is no memory for it."""
        try:
            self.room = (ctypes.c_int64 * (2 * words))()
        except MemoryError:
            return None
        return ctypes.addressof(self.room)

    def run(self, args: Sequence[Plain], seed: int = 0, words: Words | None = None, *,
            limits: Limits = DEFAULTS) -> Run:  # fmt: skip
        """One run, on the tape of a seed.

        Parameters
        ----------
        words : the arguments as `words_of` writes them, where that was done before

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        ValueError
            If an argument is not of the entry's type.
        """
        runner, source = self.runner, words or words_of(self.graph, args)
        runner.limit(limits, seed)
        try:
            while not self.driven(source):
                if runner.context[FIELD["what"]] != -1:
                    raise runner.failed(limits)
                self.room = (ctypes.c_int64 * (2 * runner.context[FIELD["first"]]))()
        except Beyond:
            return self.definition(args, seed, limits)
        return self.found()

    def driven(self, source: Words) -> bool:
        """Whether a run came to its end."""
        begin, _ = source.buffer_info()
        return self.runner.drive(begin, ctypes.addressof(self.room), len(self.room), 1) == 1

    def definition(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """The same run under the definition."""
        if self.slow is None:
            self.slow = Machine(self.graph, measures=self.measures, fan_in=self.fan_in)
        return self.slow.run(args, tape=SeededTape(seed), limits=limits)

    def found(self) -> Run:
        """What the last run found."""
        context, unit = self.runner.context, self.runner.code.unit
        rows, counts = unit.accounts.rows, self.runner.counts()
        counting = unit.options.counting
        return Run(
            result=self.result(),
            time=context[FIELD["time"]],
            span=context[FIELD["span"]] if unit.options.span else None,
            width=None,
            memory=context[FIELD["peak"]],
            level_memory=None,
            candidates=context[FIELD["candidates"]],
            draws=self.runner.draws(),
            by_op=by_op(rows, counts) if counting else {},
            by_op_executions=by_op_executions(rows, counts) if counting else {},
            by_line=by_line(rows, counts) if counting else {},
        )

    def result(self) -> Plain:
        """The results as a caller sees them."""
        values, _ = read_all(self.room, 0, self.graph.entry.result_types)
        return result_of(values)
