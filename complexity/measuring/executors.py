"""What runs a program: the definition while that is quick, then machine code, which agrees with it.

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

QUICK = 40_000  # steps that the definition takes in about the time of making machine code
ENGINES = ("native", "definition")
KEPT = 32


class Executor(Protocol):
    """What runs a program."""

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = ...) -> Run:
        """One run, on the tape of a seed; fails as the definition does."""
        ...


def installed() -> bool:
    """Whether the engine can be used here."""
    try:
        extras.llvmlite()
        extras.numpy()
    except extras.Missing:
        return False
    return True


def usable(engine: str, measures: frozenset[str]) -> bool:
    """Whether machine code meters what is wanted, and is wanted itself."""
    return engine == "native" and measures <= METERED and installed()


class Hybrid:
    """The definition, and machine code where that would be slow.

    Attributes
    ----------
    spent : steps that the definition took
    """

    def __init__(self, graph: Graph, measures: frozenset[str], fan_in: str, engine: str) -> None:
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        self.machine = Machine(graph, measures=measures, fan_in=fan_in)
        self.fast = engine == "native" and measures <= METERED
        self.native: NativeMachine | None = None
        self.many: Batch | None = None
        self.spent = 0

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = Limits()) -> Run:  # noqa: B008 immutable
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
        return self.compiled().run(args, seed=seed, limits=limits)

    def defined(self, args: Sequence[Plain], seed: int, limits: Limits) -> Run:
        """One run under the definition."""
        found = self.machine.run(args, tape=SeededTape(seed), limits=limits)
        self.spent += found.time
        return found

    def compiled(self) -> NativeMachine:
        """The program as machine code."""
        if self.native is None:
            self.native = NativeMachine(self.graph, measures=self.measures, fan_in=self.fan_in)
        return self.native

    def batch(self) -> Batch:
        """The program as machine code for many runs.

        Raises
        ------
        extras.Missing
            If it is not installed.
        """
        if self.many is None:
            self.many = Batch(self.graph, self.measures, self.fan_in, True)
        return self.many


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
