"""Choice of the executor: the prepared machine for short work, machine code for longer work.

Compiling takes some hundredths of a second, with full optimisation three times as long. A program
runs on the prepared machine until that has taken about as long as compiling would; longer work goes
to the engine, if it is installed, and still longer work to optimised code. If the definition is
requested, it runs everything. As in the ski rental problem [1]_, the time wasted is at most about
the time that was to be saved.

References
----------
.. [1] A. Karlin, M. Manasse, L. Rudolph, D. Sleator, "Competitive snoopy caching", Algorithmica 3,
   1988.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from ..engine.batch import Batch
from ..engine.child import lacking
from ..engine.compilation_unit import Options
from ..engine.machine import METERED, NativeMachine, words_of
from ..engine.meters import Beyond
from ..engine.native import Code, assemble
from ..language.failures import Undefined
from ..language.graph import Graph
from ..machine.evaluate import Machine
from ..semantics.definition import Definition
from ..semantics.limits import Limits
from ..semantics.results import Plain, Run
from ..semantics.tape import SeededTape

QUICK = 6_000  # steps of the prepared machine that take about as long as compiling
LONG = 2 * 10**7  # steps of quickly compiled code that take about as long as optimising it
DEFAULTS = Limits()
KEPT = 64
ENDLESS = 10**30  # steps, where only the fuel bounds a run
SLOWER = 10  # work for a step of the prepared machine where machine code was to run


class OutOfWork(Exception):
    """A run would take more steps than are left for all runs together."""


def size_of(value: Plain) -> int:
    """The number of words of a value, computed without visiting the scalars of inner lists."""
    if not isinstance(value, list):
        return 1
    nested = bool(value) and isinstance(value[0], list)
    return len(value) + (sum(map(size_of, value)) if nested else 0)


class Executor(Protocol):
    """The interface of an executor of programs.

    Attributes
    ----------
    price : the work for each step of the last run
    """

    price: int

    def run(
        self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = ..., work: int = ...
    ) -> Run:
        """Run the program on a seeded tape, within so much work; it fails as the definition does.

        Raises
        ------
        OutOfWork
            If the run would take more.
        """
        ...


def within_work(run: Callable[..., Run], limits: Limits, work: int) -> Run:
    """Make a run that takes at most its fuel and at most so much work.

    Raises
    ------
    OutOfWork
        If it would take more work.
    """
    if work >= limits.fuel:
        return run(limits=limits)
    try:
        return run(limits=replace(limits, fuel=work))
    except Undefined as failure:
        if failure.code == "fuel":
            raise OutOfWork from None
        raise


def installed() -> bool:
    """Whether the engine is available."""
    return lacking() is None


def usable(engine: str, measures: frozenset[str]) -> bool:
    """Whether machine code is requested, available, and supports the measures."""
    return engine == "native" and measures <= METERED and installed()


class Hybrid:
    """An executor: the prepared machine first, then quickly compiled code, then optimised code.

    Each has a number of steps after which the next one pays. A run that reaches it is restarted, so
    that one long run takes little more than the same run in fast code alone.

    Attributes
    ----------
    machine : the prepared machine, or the definition if that is requested
    steps : the steps taken so far by the machine, and by quickly compiled code
    large : whether the program is known to be too large for machine code
    price : the work for each step of the last run
    """

    def __init__(self, graph: Graph, measures: frozenset[str], fan_in: str, engine: str) -> None:
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        kind = Definition if engine == "definition" else Machine
        self.machine = kind(graph, measures=measures, fan_in=fan_in)
        self.fast = engine == "native" and measures <= METERED
        self.native: NativeMachine | None = None
        self.many: dict[bool, Batch] = {}
        self.codes: dict[bool, Code] = {}
        self.steps = {QUICK: 0, LONG: 0}
        self.large = False
        self.price = 1

    def run(
        self,
        args: Sequence[Plain],
        *,
        seed: int = 0,
        limits: Limits = DEFAULTS,
        work: int = ENDLESS,
    ) -> Run:
        """Run the program once, on a seeded tape.

        Where machine code gives up, the prepared machine runs in its place, at `SLOWER` times the
        work (`price`).

        Parameters
        ----------
        work : the steps that may be taken, beside the fuel: those left for all runs together

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        OutOfWork
            If the run would take more work.
        """
        self.price = 1
        if self.fast and installed():
            try:
                return within_work(partial(self.by_machine_code, args, seed), limits, work)
            except Beyond:
                self.price = SLOWER
        prepared = partial(self.machine.run, args, tape=SeededTape(seed))
        return within_work(prepared, limits, work // self.price)

    def by_machine_code(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """Run the program by machine code, if it is not short.

        Raises
        ------
        Beyond
            If compiled code gives up.
        """
        if self.native is None and self.steps[QUICK] + sum(map(size_of, args)) < QUICK:
            prepared = partial(self.machine.run, args, tape=SeededTape(seed))
            found = self.within(QUICK, prepared, limits)
            if found is not None:
                return found
        words = words_of(self.graph, args)
        if self.compiled().improvable:
            found = self.within(LONG, partial(self.compiled().compute, seed, words), limits)
            if found is not None:
                return found
        return self.compiled().compute(seed, words, limits=limits)

    def within(self, most: int, run: Callable[..., Run], limits: Limits) -> Run | None:
        """Run within what is left of a total number of steps; None if that does not suffice."""
        fuel = min(limits.fuel, most - self.steps[most])
        try:
            found = run(limits=replace(limits, fuel=fuel))
        except Undefined as failure:
            self.steps[most] += fuel if failure.code == "fuel" else 1
            if failure.code != "fuel" or fuel == limits.fuel:
                raise
            return None
        self.steps[most] += found.time
        return found

    def compiled(self) -> NativeMachine:
        """The program as machine code, compiled anew with optimisation after long runs.

        Raises
        ------
        Beyond
            If the program is too large.
        """
        soon = self.steps[LONG] < LONG
        if self.native is None or (self.native.improvable and not soon):
            self.native = NativeMachine(
                self.graph, measures=self.measures, fan_in=self.fan_in, code=self.code(soon)
            )
        return self.native

    def code(self, quick: bool) -> Code:
        """The compiled program for single runs and batches; record if it is too large.

        Raises
        ------
        Beyond
            If the program is too large.
        """
        if self.large:
            raise Beyond
        if quick not in self.codes:
            options = Options("span" in self.measures, self.fan_in == "bounded", True)
            try:
                self.codes[quick] = assemble(self.graph, options, quick)
            except Beyond:
                self.large = True
                raise
        return self.codes[quick]

    def batch(self, steps: float) -> Batch:
        """The compiled program for a batch of runs with about `steps` steps in all.

        Raises
        ------
        extras.Missing
            If the engine is not available.
        Beyond
            If the program is too large.
        """
        quick = steps < LONG and False not in self.many  # optimised code may exist already
        if quick not in self.many:
            self.many[quick] = Batch(
                self.graph, self.measures, self.fan_in, True, code=self.code(quick)
            )
        return self.many[quick]


_kept: OrderedDict[tuple[int, frozenset[str], str, str], Hybrid] = OrderedDict()


def executor(graph: Graph, measures: frozenset[str], fan_in: str, engine: str) -> Hybrid:
    """The executor of a graph; the last few are kept with their compiled code."""
    key = id(graph), measures, fan_in, engine
    if key not in _kept or _kept[key].graph is not graph:
        _kept[key] = Hybrid(graph, measures, fan_in, engine)
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return _kept[key]
