"""A graph prepared to run: it agrees with the definition (`semantics.definition`), in less time.

`Machine` prepares a graph once: every node becomes steps, closures over the slots of a frame
(`sites`), and structured control becomes flat code between them (`code`, `control`), in canonical
order. It then runs on any arguments and tapes (`blocks`). The rules are in

* `steps`, `updates`, `regions`, `control`, `fetching`: values, time and memory;
* `levels`, `level_moves`, `level_updates`, `level_branch`, `level_control`: span, width and level
  memory, which are omitted where they are not asked for;
* `liveness`: where each value dies, for updates in place and for counting words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Function, Graph
from ..semantics.arguments import admit
from ..semantics.limits import Limits
from ..semantics.measures import ALL, ALL_CHEAP
from ..semantics.results import Plain, Run
from ..semantics.stack import nesting, recursion
from ..semantics.tape import SeededTape, Tape
from . import control
from .accounts import Accounts, by_line, by_op, by_op_executions
from .blocks import blocks, go
from .cells import Cell, Meter, freeze, size_of, thaw
from .code import Instruction
from .ledger import Ledger, Timed
from .sites import Block, Code, Layout, Program

DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A function in flat code: its layout, its instructions, and its blocks by the first."""

    layout: Layout
    instructions: tuple[Instruction, ...]
    blocks: dict[int, Block]


class Machine:
    """A graph prepared to run; every run has the result and costs of the definition.

    Parameters
    ----------
    graph : a canonical graph (see `language.normal.normal_form.normalise`)
    measures : names of `measures.MEASURES`; time, memory, draws and candidates are always metered
    fan_in : "bounded" (binary ops) or "unbounded" (threshold circuits: a reduction is one level)
    ledger : what records levels, if not a plain ledger of these measures (see `path`)

    Notes
    -----
    A machine is used by one thread at a time.
    """

    def __init__(self, graph: Graph, *, measures: frozenset[str] = ALL_CHEAP,
                 fan_in: str = "bounded", ledger: Ledger | None = None) -> None:  # fmt: skip
        if unknown := measures - ALL:
            raise ValueError(f"'{min(unknown)}' is no measure: {', '.join(sorted(ALL))} are")
        self.graph, self.measures, self.meter = graph, measures, Meter()
        entry = graph.entry
        if ledger is None and measures & {"span", "width", "level_memory"}:
            ledger = Ledger(fan_in, "width" in measures, "level_memory" in measures)
        self.ledger = ledger
        self.accounts = Accounts(entry.line, entry.source)
        self.program = Program(self.meter, self.accounts, self.ledger, [])
        prepared(self.program, graph)

    def run(self, args: Sequence[Plain], *, tape: Tape | None = None,
            limits: Limits = DEFAULTS) -> Run:  # fmt: skip
        """Run the program once.

        Parameters
        ----------
        args : plain values of the entry's types; they are not changed
        tape : the source of draws; by default the tape of seed 0

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        ValueError
            If an argument is not of the entry's type.
        """
        frame = self.start(args, tape, limits)
        self.execute(frame)
        return self.finish(frame)

    def start(self, args: Sequence[Plain], tape: Tape | None, limits: Limits) -> list[Any]:
        """Return the frame of the entry, holding its arguments."""
        entry, code, meter = self.graph.entry, self.program.codes[0], self.meter
        admit(entry.name, entry.body.param_types, tuple(args))
        meter.reset(limits, SeededTape(0) if tape is None else tape)
        frame = code.template.copy()
        for place, value in enumerate(args):
            frame[place] = thaw(value)
            meter.words += size_of(frame[place])
        if self.ledger is not None:
            self.ledger.reset()
            for place, value in enumerate(args):
                frame[~place] = self.ledger.inputs(value)
        return frame

    def execute(self, frame: list[Any]) -> None:
        """Run the body of the entry."""
        entry = self.graph.entry
        failure: Undefined | None = None
        try:
            self.meter.claim(0)
            go(self.program.codes[0].block, frame, [], self.meter, self.program.where)
        except Undefined as error:
            if not error.line:
                error.line, error.source = entry.line, entry.source
            # raised below, outside the handler, so that it carries no traceback of nested steps
            failure = error.with_traceback(None)
        if failure is not None:
            raise failure

    def finish(self, frame: list[Any]) -> Run:
        """Return the result and the costs of a run that ended."""
        meter, ledger, rows, counts = self.meter, self.ledger, self.accounts.rows, self.meter.counts
        width = level_memory = None
        results = range(len(self.graph.entry.body.params), self.program.codes[0].control)
        if ledger is not None:
            if ledger.keeping:
                lists: dict[int, Any] = {}
                for slot in results:
                    ledger.returned(frame[~slot], lists)
            width = ledger.width if ledger.wide else None
            level_memory = ledger.level_memory if ledger.keeping else None
        return Run(
            result=self.result([frame[slot] for slot in results]),
            time=meter.time,
            span=ledger.span if ledger is not None and "span" in self.measures else None,
            width=width,
            memory=meter.peak,
            level_memory=level_memory,
            candidates=sum(counts[counter] for counter in self.accounts.executions("candidate")),
            draws=dict(sorted(meter.draws.items())),
            by_op=by_op(rows, counts),
            by_op_executions=by_op_executions(rows, counts),
            by_line=by_line(rows, counts),
        )

    @staticmethod
    def result(values: list[Any]) -> Plain:
        """Return the results as plain values."""
        seen: dict[int, list[Any]] = {}
        plain = tuple(freeze(value, seen) for value in values)
        return plain[0] if len(plain) == 1 else plain or None


def run(graph: Graph, args: Sequence[Plain], *, tape: Tape | None = None,
        limits: Limits = DEFAULTS, measures: frozenset[str] = ALL_CHEAP,
        fan_in: str = "bounded") -> Run:  # fmt: skip
    """Run a graph once: `Machine(graph, ...).run(args, ...)`, prepared for this run alone."""
    return Machine(graph, measures=measures, fan_in=fan_in).run(args, tape=tape, limits=limits)


def prepared(program: Program, graph: Graph,
             drawing: frozenset[int] = frozenset()) -> list[Prepared]:  # fmt: skip
    """Make the flat code and the blocks of all functions.

    Parameters
    ----------
    program : receives the functions; their counters are those of the meter
    drawing : the nodes (by `id`) before whose draws runs stop
    """
    with recursion(8 * max(nesting(function.body) for function in graph.functions)):
        layouts = [entered(program, function) for function in graph.functions]
        functions = []
        for code, layout in zip(program.codes, layouts, strict=True):
            instructions = control.function(code, layout, drawing)
            code.template = layout.values
            if program.ledger is not None:
                # reversed, since the level of slot s is at ~s, counted from the end
                code.template += [constant_level(value) for value in reversed(layout.values)]
            every = blocks(instructions)
            code.block = every[0]
            functions.append(Prepared(layout, instructions, every))
    program.meter.counts[:] = [0] * program.accounts.counters
    return functions


def entered(program: Program, function: Function) -> Layout:
    """Lay out a function: parameters, results and control take the first slots."""
    layout = Layout(program, function)
    layout.slots_of(function.body.params)
    for _ in function.body.results:
        layout.hidden()
    program.codes.append(Code(control=layout.hidden()))
    return layout


def constant_level(value: Any) -> Any:
    """Return the level of a literal: 0 throughout."""
    return Timed(0, 0, [0] * len(value.items)) if isinstance(value, Cell) else 0
