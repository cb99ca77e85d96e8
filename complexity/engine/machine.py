"""Single runs of compiled code: the same as `machine.evaluate.Machine`, in less time."""

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
    """Encode the arguments of a program as a stream of words.

    Raises
    ------
    ValueError
        If an argument is not of the entry's type.
    """
    admit(graph.entry.name, graph.entry.body.param_types, tuple(args))
    words: list[int] = []
    for value in args:
        write(value, words)
    return array("q", words)


class NativeMachine:
    """A graph prepared to run as machine code.

    Parameters
    ----------
    graph, measures, fan_in : as for `machine.evaluate.Machine`; the measures are among `METERED`
    counting : whether executions and time are counted by op and by line
    quick : whether to compile sooner at the cost of slower code
    code : the code of the same graph, if it was assembled before

    Attributes
    ----------
    improvable : whether slower compilation would give faster code

    Notes
    -----
    Runs are made in a child process. Where compiled code gives up (its stack or arena is exhausted,
    or levels diverge), the prepared machine runs instead.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        measures: frozenset[str] = ALL_CHEAP,
        fan_in: str = "bounded",
        counting: bool = True,
        quick: bool = False,
        code: Code | None = None,
    ) -> None:
        if unknown := measures - METERED:
            raise ValueError(f"'{min(unknown)}' is not metered by the engine")
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        options = Options("span" in measures, fan_in == "bounded", counting)
        self.code = assemble(graph, options, quick) if code is None else code
        self.improvable = self.code.improvable
        self.slow: Machine | None = None

    def run(self, args: Sequence[Plain], seed: int = 0, *, limits: Limits = DEFAULTS) -> Run:
        """Run the program once, on the tape of a seed.

        Raises
        ------
        Undefined
            If the program fails, a limit stops it, or it has killed two children.
        ValueError
            If an argument is not of the entry's type.
        """
        try:
            return self.compute(seed, words_of(self.graph, args), limits=limits)
        except Beyond:
            return self.prepared(args, seed, limits)

    def compute(self, seed: int, words: Words, *, limits: Limits = DEFAULTS) -> Run:
        """Run the program once, on encoded arguments and the tape of a seed, or give up.

        Raises
        ------
        Undefined
            As `run` does.
        Beyond
            If compiled code gives up.
        """
        ran = self.driven(words, seed, limits)
        if ran.done < 1:
            raise ran.failed()
        return self.found(ran)

    def driven(self, source: Words, seed: int, limits: Limits) -> Ran:
        """Run in the child; if the child dies, run once more in a new one."""
        before = self.code.deaths >= DEATHS
        while self.code.deaths < DEATHS:
            try:
                return drive(CHILD, self.code, source.tobytes(), 1, limits, seed=seed)
            except Lost:
                pass
        raise died(self.code, before)

    def prepared(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """Run in the prepared machine instead."""
        if self.slow is None:
            self.slow = Machine(self.graph, measures=self.measures, fan_in=self.fan_in)
        return self.slow.run(args, tape=SeededTape(seed), limits=limits)

    def found(self, ran: Ran) -> Run:
        """Decode the result and the costs of a run."""
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
