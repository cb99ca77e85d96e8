"""Runs of compiled code, one at a time: what `machine.evaluate.Machine` gives, in less time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TypeAlias

from ..language.graph import Graph
from ..machine.accounts import by_line, by_op, by_op_executions
from ..machine.evaluate import Machine
from ..semantics.arguments import admit
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP
from ..semantics.results import Plain, Run
from ..semantics.tape import SeededTape
from .child import CHILD, Lost
from .compilation_unit import Options
from .meters import Beyond
from .native import DEATHS, Code, Ran, assemble, died, drive
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
    graph, measures, fan_in : as of `machine.evaluate.Machine`; the measures are of `METERED`
    counting : whether executions and time are told apart by op and by line
    quick : whether it is better ready soon than fast
    code : the same graph's, where it was assembled before

    Attributes
    ----------
    improvable : whether faster code could be made

    Notes
    -----
    It runs in a child. Where compiled code gives up (a stack or an arena that ends, levels that
    diverge), the definition runs instead.
    """

    def __init__(self, graph: Graph, *, measures: frozenset[str] = ALL_CHEAP,
                 fan_in: str = "bounded", counting: bool = True,
                 quick: bool = False, code: Code | None = None) -> None:  # fmt: skip
        if unknown := measures - METERED:
            raise ValueError(f"'{min(unknown)}' is not metered by the engine")
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        options = Options("span" in measures, fan_in == "bounded", counting)
        self.code = assemble(graph, options, quick) if code is None else code
        self.improvable = self.code.improvable
        self.slow: Machine | None = None

    def run(self, args: Sequence[Plain], seed: int = 0, words: Words | None = None, *,
            limits: Limits = DEFAULTS) -> Run:  # fmt: skip
        """One run, on the tape of a seed.

        Parameters
        ----------
        words : the arguments as `words_of` writes them, where that was done before

        Raises
        ------
        Undefined
            If the program fails or a limit stops it, or the child died of it twice.
        ValueError
            If an argument is not of the entry's type.
        """
        source = words or words_of(self.graph, args)
        try:
            ran = self.driven(source, seed, limits)
            if ran.done < 1:
                raise ran.failed()
        except Beyond:
            return self.prepared(args, seed, limits)
        return self.found(ran)

    def driven(self, source: Words, seed: int, limits: Limits) -> Ran:
        """What a run leaves behind; where its child dies it is made again, once."""
        before = self.code.deaths >= DEATHS
        while self.code.deaths < DEATHS:
            try:
                return drive(CHILD, self.code, source.tobytes(), 1, limits, seed=seed)
            except Lost:
                pass
        raise died(self.code, before)

    def prepared(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """The same run in the prepared machine."""
        if self.slow is None:
            self.slow = Machine(self.graph, measures=self.measures, fan_in=self.fan_in)
        return self.slow.run(args, tape=SeededTape(seed), limits=limits)

    def found(self, ran: Ran) -> Run:
        """What a run found."""
        unit = self.code.unit
        rows, counting = unit.accounts.rows, unit.options.counting
        counts = ran.counts() if counting else []
        assert ran.results is not None
        values, _ = read_all(ran.results, 0, self.graph.entry.result_types)
        return Run(
            result=result_of(values),
            time=ran.word("time"),
            span=ran.word("span") if unit.options.span else None,
            width=None,
            memory=ran.word("peak"),
            level_memory=None,
            candidates=ran.word("candidates"),
            draws=ran.draws(),
            by_op=by_op(rows, counts) if counting else {},
            by_op_executions=by_op_executions(rows, counts) if counting else {},
            by_line=by_line(rows, counts) if counting else {},
        )
