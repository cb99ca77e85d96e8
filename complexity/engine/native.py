"""Compiled code in memory: the machine code, the context and the arena of its runs.

References
----------
.. [1] C. Lattner, V. Adve, "LLVM: a compilation framework for lifelong program analysis and
   transformation", CGO 2004.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import extras
from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from ..semantics.tape import GAMMA, MASK, mix
from .arena import MORE, Arena
from .compilation_unit import Options, Saying, Unit
from .compile import compiled
from .context import COUNTERS, DRAWS, FIELD, LIMIT
from .control import too_deep
from .meters import Beyond, beyond, out_of_fuel, out_of_memory
from .quantities import quantities
from .totals import TOTAL

STACK = 2**28  # bytes for the frames of calls
SPARE = 2**20  # of which so many are left for helpers and for what called
LITTLE = 2**18  # bytes of the stack of any thread that are free
BRIEF = 10**8  # steps that take less than a second
SOON = 0.02  # seconds
LARGE = 200_000  # characters of a module from which on LLVM's time would grow as their square
DRIVE = ctypes.CFUNCTYPE(
    ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64,
    ctypes.c_int64, ctypes.c_void_p,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """A program's machine code.

    Attributes
    ----------
    engine : keeps the code alive; `drive` : its driver (see `driver.driver`)
    improvable : whether it was made soon, and faster code could be made in reasonable time
    """

    unit: Unit
    engine: Any
    drive: Any
    improvable: bool


def assemble(graph: Graph, options: Options, quick: bool = False) -> Code:
    """A graph as machine code; with `quick` in about a quarter of the time, and slower code.

    LLVM's passes over single functions make code as fast as its whole pipeline does for this use,
    in about a third of its time. A program of thousands of nodes is always made ready soon.

    Raises
    ------
    extras.Missing
        If llvmlite cannot be used.
    """
    llvm = extras.llvmlite()
    unit = compiled(graph, options)
    text = unit.text()
    large = len(text) > LARGE
    improvable, quick = quick and not large, quick or large
    module = llvm.parse_assembly(text)
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), opt=0 if quick else 2
    )
    tuning = llvm.create_pipeline_tuning_options(speed_level=1)
    builder = llvm.create_pass_builder(machine, tuning)
    passes = few(llvm, len(text)) if quick else builder.getFunctionPassManager()
    for function in module.functions:
        if not function.is_declaration:
            passes.run(function, builder)
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    return Code(unit, engine, DRIVE(engine.get_function_address("drive")), improvable)


def few(llvm: Any, size: int) -> Any:
    """The passes that make code small, so that less of it has to be generated.

    Combining instructions takes time that grows as the square of a function's size.
    """
    passes = llvm.create_new_function_pass_manager()
    passes.add_sroa_pass()
    passes.add_simplify_cfg_pass()
    if size <= LARGE:
        passes.add_instruction_combine_pass()
        passes.add_simplify_cfg_pass()
    return passes


@dataclass(slots=True)
class Runner:
    """One program's code, with a context: for one thread at a time.

    Attributes
    ----------
    wider : from a number of words, the address of so much room for the results of a run that do
        not fit; None where there is none
    """

    code: Code
    wider: Callable[[int], int | None] = lambda words: None
    context: Any = None
    arena: Any = None
    totals: Any = None
    call: Any = None

    def __post_init__(self) -> None:
        unit = self.code.unit
        self.context = (ctypes.c_int64 * (COUNTERS + unit.accounts.counters))()
        self.arena = Arena(self.context)
        self.totals = (ctypes.c_int64 * (TOTAL * max(1, len(quantities(unit)))))()
        begin = self.arena.address(0)
        self.context[FIELD["base"]] = begin
        self.context[FIELD["limit"]] = begin + len(self.arena.parts[0])
        self.call = MORE(self.wider)
        for field, call in (("more", self.arena.call), ("wider", self.call)):
            self.context[FIELD[field]] = ctypes.cast(call, ctypes.c_void_p).value

    def limit(self, limits: Limits, seed: int) -> None:
        """The limits of the runs that follow, and the seed of their tape."""
        context, key = self.context, mix((seed + GAMMA) & MASK)
        context[FIELD["allowed"]] = min(limits.fuel, LIMIT)
        context[FIELD["memory"]] = min(limits.memory, LIMIT)
        context[FIELD["depth"]] = min(limits.depth, LIMIT)
        context[FIELD["key"]] = key - 2**64 if key >= 2**63 else key

    def drive(self, source: int, target: int, room: int, runs: int, work: int = LIMIT) -> int:
        """Runs on a stream of arguments: how many came to their end.

        A run with little fuel is made at once, on the stack that is there. What is longer, or needs
        more stack, runs in a thread with a large one, and an interrupt stops it.

        Parameters
        ----------
        work : the most steps of all runs together
        """
        self.context[FIELD["left"]] = min(work, LIMIT)
        if runs == 1 and min(self.context[FIELD["allowed"]], work) <= BRIEF:
            ended = self.driven(source, target, room, runs, LITTLE)
            what = self.context[FIELD["what"]]
            if ended == 1 or what < 0 or self.code.unit.failures[what] is not beyond:
                return ended
        done: list[int] = []
        call = source, target, room, runs, STACK - SPARE
        thread = threading.Thread(target=lambda: done.append(self.driven(*call)), daemon=True)
        try:
            start(thread)
            thread.join()
        except BaseException:
            while thread.is_alive():
                self.stop()  # again, since the next run may be starting at this moment
                thread.join(SOON)
            raise
        return done[0]

    def driven(self, source: int, target: int, room: int, runs: int, stack: int) -> int:
        """The same in this thread, which has so many bytes of stack."""
        self.context[FIELD["stack"]] = stack
        found: int = self.code.drive(
            ctypes.addressof(self.context), source, target, room, runs,
            ctypes.addressof(self.totals),
        )  # fmt: skip
        self.arena.rest()
        return found

    def stop(self) -> None:
        """Ends the runs at their next round, call or branch."""
        self.context[FIELD["allowed"]] = self.context[FIELD["fuel"]] = -1

    def cut(self, limits: Limits) -> bool:
        """Whether the last run failed because the work of all was done, and not its own fuel."""
        failures, what = self.code.unit.failures, self.context[FIELD["what"]]
        return failures[what] is out_of_fuel and self.context[FIELD["fuel"]] < limits.fuel

    def failed(self, limits: Limits) -> Undefined:
        """The failure that the last run left behind.

        Raises
        ------
        Beyond
            If compiled code gave up.
        """
        what, place, first, second = (self.context[FIELD[name]] for name in
                                      ("what", "place", "first", "second"))  # fmt: skip
        saying = self.code.unit.failures[what]
        failure: Undefined = saying(limited(limits, saying, first), second)
        entry = self.code.unit.graph.entry
        places = self.code.unit.places
        failure.line, failure.source = places[place] if place else (entry.line, entry.source)
        return failure

    def draws(self) -> dict[int, int]:
        """How often each n was drawn in the last run."""
        pairs = self.context[DRAWS : DRAWS + 2 * self.context[FIELD["drawn"]]]
        return dict(sorted(zip(pairs[::2], pairs[1::2], strict=True)))

    def counts(self) -> list[int]:
        """The counters of the last run."""
        return list(self.context[COUNTERS:])


def limited(limits: Limits, saying: Saying, word: int) -> int:
    """What a failure names: where that is a limit, the one that the caller gave."""
    named: dict[Saying, int] = {
        out_of_fuel: limits.fuel, out_of_memory: limits.memory, too_deep: limits.depth,
    }  # fmt: skip
    return named.get(saying, word)


def start(thread: threading.Thread) -> None:
    """Starts a thread on a stack that is large enough for deep recursion.

    Raises
    ------
    Beyond
        If the system has no room for such a stack.
    """
    before = threading.stack_size(STACK)
    try:
        thread.start()
    except RuntimeError as full:
        raise Beyond from full
    finally:
        threading.stack_size(before)
