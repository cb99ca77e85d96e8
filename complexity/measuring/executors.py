"""What runs a program: the prepared machine while that is quick, then machine code.

Machine code takes some hundredths of a second to make, fast machine code three times as long. A
program is run by the machine that Python runs until its runs took about as long; longer work goes
to the engine, if it is installed, and still longer work to faster code. Where the definition is
asked for, it runs everything. As in the rental of skis [1]_,
what is done in vain takes at most about as long as what it was to spare.

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

QUICK = 6_000  # steps that the prepared machine takes in about the time of making machine code
LONG = 2 * 10**7  # steps that soon made code takes in about the time of making faster code
DEFAULTS = Limits()
KEPT = 64


def size_of(value: Plain) -> int:
    """How many words a value has, without looking at every scalar of a list of them."""
    if not isinstance(value, list):
        return 1
    nested = bool(value) and isinstance(value[0], list)
    return len(value) + (sum(map(size_of, value)) if nested else 0)


class Executor(Protocol):
    """What runs a program."""

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = ...) -> Run:
        """One run, on the tape of a seed; fails as the definition does."""
        ...


def installed() -> bool:
    """Whether the engine can be used here."""
    return lacking() is None


def usable(engine: str, measures: frozenset[str]) -> bool:
    """Whether machine code meters what is wanted, and is wanted itself."""
    return engine == "native" and measures <= METERED and installed()


class Hybrid:
    """The prepared machine, then machine code that is made soon, then machine code that is fast.

    Each has so many steps before the next one pays. A run that reaches them is started again, so
    that one long run takes little more than the same run in fast code alone.

    Attributes
    ----------
    machine : the prepared machine, or the definition where that is asked for
    steps : taken so far by the machine, and by code that was made soon
    large : whether it is known to be too large for machine code
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

    def run(self, args: Sequence[Plain], *, seed: int = 0, limits: Limits = DEFAULTS) -> Run:
        """One run, on the tape of a seed.

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        """
        prepared = partial(self.machine.run, args)
        if not (self.fast and installed()):
            return prepared(tape=SeededTape(seed), limits=limits)
        if self.native is None and self.steps[QUICK] + sum(map(size_of, args)) < QUICK:
            found = self.within(QUICK, partial(prepared, tape=SeededTape(seed)), limits)
            if found is not None:
                return found
        words = words_of(self.graph, args)
        try:
            improvable = self.compiled().improvable
        except Beyond:
            return prepared(tape=SeededTape(seed), limits=limits)
        if improvable:
            found = self.within(LONG, partial(self.compiled().run, args, seed, words), limits)
            if found is not None:
                return found
        return self.compiled().run(args, seed, words, limits=limits)

    def within(self, most: int, run: Callable[..., Run], limits: Limits) -> Run | None:
        """A run of what may take so many steps over all its runs; None where it needs more."""
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
        """The program as machine code: soon at first, and again, faster, when it ran for long.

        Raises
        ------
        Beyond
            If it is too large for that.
        """
        if self.large:
            raise Beyond
        soon = self.steps[LONG] < LONG
        if self.native is None or (self.native.improvable and not soon):
            self.native = NativeMachine(
                self.graph, measures=self.measures, fan_in=self.fan_in, code=self.code(soon)
            )
        return self.native

    def code(self, quick: bool) -> Code:
        """The program's code, the same for one run and for many; whether it is too large is noted.

        Raises
        ------
        Beyond
            If it is.
        """
        if quick not in self.codes:
            options = Options("span" in self.measures, self.fan_in == "bounded", True)
            try:
                self.codes[quick] = assemble(self.graph, options, quick)
            except Beyond:
                self.large = True
                raise
        return self.codes[quick]

    def batch(self, steps: float) -> Batch:
        """The program as machine code for many runs, of about so many steps together.

        Raises
        ------
        extras.Missing
            If it cannot be used.
        Beyond
            If the program is too large for it.
        """
        if self.large:
            raise Beyond
        quick = steps < LONG and False not in self.many  # what is fast is there already
        if quick not in self.many:
            self.many[quick] = Batch(
                self.graph, self.measures, self.fan_in, True, code=self.code(quick)
            )
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
