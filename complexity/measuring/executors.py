"""What runs a program: the definition while that is quick, then machine code.

Machine code takes a tenth of a second to make. A program is run by the definition until its runs
took about as long; longer work goes to the engine, if it is installed and wanted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from .. import extras
from ..engine.batch import Batch
from ..engine.machine import METERED, NativeMachine
from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.cells import Plain
from ..semantics.evaluate import Machine, Run
from ..semantics.limits import Limits
from ..semantics.tape import SeededTape

QUICK = 6_000  # steps that the definition takes in about the time of making machine code
LONG = 3 * 10**7  # steps that are worth more time for faster code
DEFAULTS = Limits()
KEPT = 32


class Executor(Protocol):
    """What runs a program."""

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = ...) -> Run:
        """One run, on the tape of a seed; fails as the definition does."""
        ...


def lacking() -> extras.Missing | None:
    """What the engine lacks here, None where it can be used."""
    try:
        extras.llvmlite()
        extras.numpy()
    except extras.Missing as missing:
        return missing
    return None


def installed() -> bool:
    """Whether the engine can be used here."""
    return lacking() is None


def usable(engine: str, measures: frozenset[str]) -> bool:
    """Whether machine code meters what is wanted, and is wanted itself."""
    return engine == "native" and measures <= METERED and installed()


class Hybrid:
    """The definition, and machine code where that would be slow.

    Attributes
    ----------
    spent, ran : steps that the definition took, and machine code
    quick : whether the machine code was made soon, and is slower
    """

    def __init__(self, graph: Graph, measures: frozenset[str], fan_in: str, engine: str) -> None:
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        self.machine = Machine(graph, measures=measures, fan_in=fan_in)
        self.quick = True
        self.fast = engine == "native" and measures <= METERED
        self.native: NativeMachine | None = None
        self.many: dict[bool, Batch] = {}
        self.spent = self.ran = 0

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = DEFAULTS) -> Run:
        """One run, on the tape of a seed.

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        """
        left = QUICK - self.spent
        if self.native is None and (left > 0 or not self.fast or not installed()):
            quick = self.fast and left > 0 and limits.fuel > left and installed()
            fuel = left if quick else limits.fuel
            try:
                return self.defined(args, seed, Limits(fuel, limits.memory, limits.depth))
            except Undefined as failure:
                self.spent += fuel if failure.code == "fuel" else 0
                if failure.code != "fuel" or not quick:
                    raise
        found = self.compiled().run(args, seed=seed, limits=limits)
        self.ran += found.time
        return found

    def defined(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """One run under the definition."""
        found = self.machine.run(args, tape=SeededTape(seed), limits=limits)
        self.spent += found.time
        return found

    def compiled(self) -> NativeMachine:
        """The program as machine code: soon at first, and again, faster, when it ran for long."""
        if self.native is None or (self.quick and self.ran > LONG):
            self.quick = self.ran <= LONG
            self.native = NativeMachine(
                self.graph, measures=self.measures, fan_in=self.fan_in, quick=self.quick
            )
        return self.native

    def batch(self, steps: float) -> Batch:
        """The program as machine code for many runs, of about so many steps together.

        Raises
        ------
        extras.Missing
            If it cannot be used.
        """
        quick = steps < LONG
        if quick not in self.many:
            self.many[quick] = Batch(self.graph, self.measures, self.fan_in, True, quick)
        return self.many[quick]


_kept: OrderedDict[tuple[int, frozenset[str], str, str], Hybrid] = OrderedDict()


def executor(graph: Graph, measures: frozenset[str], fan_in: str, engine: str) -> Hybrid:
    """What runs a graph; the last few are kept, with what was compiled for them."""
    key = id(graph), measures, fan_in, engine
    if key not in _kept or _kept[key].graph is not graph:
        _kept[key] = Hybrid(graph, measures, fan_in, engine)
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return _kept[key]
