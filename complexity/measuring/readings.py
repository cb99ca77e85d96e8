"""What one input shows: a run on one tape, or the expectation over all tapes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language.graph import Graph, walk
from ..language.ops import OPS
from ..semantics.chain import Chains
from ..semantics.evaluate import Run
from ..semantics.limits import Limits
from ..tasks.inputs import Arguments
from .executors import Executor
from .gather import Reading, bits_drawn


@dataclass(frozen=True, slots=True)
class Shown:
    """What one input showed.

    Attributes
    ----------
    results : every result that it may have; `halts` : whether it ends with probability one
    run : where it was one run, that
    """

    reading: Reading
    results: Sequence[Any]
    halts: bool
    run: Run | None = None


def draws_from_tape(graph: Graph) -> bool:
    """Whether a program reads the random tape."""
    bodies = (function.body for function in graph.functions)
    return any(OPS[node.op].draws for body in bodies for node in walk(body))


def sampled(machine: Executor, arguments: Arguments, limits: Limits, seed: int) -> Shown:
    """One run, on the tape of a seed.

    Raises
    ------
    Undefined
        Where the program fails, or a limit stops it.
    """
    found = machine.run(arguments, seed=seed, limits=limits)
    values = {
        "time": found.time, "span": found.span, "width": found.width, "memory": found.memory,
        "level_memory": found.level_memory, "candidates": found.candidates,
    }  # fmt: skip
    reading = Reading(
        {name: value for name, value in values.items() if value is not None},
        found.draws, float(bits_drawn(found.draws)), found.by_op, found.by_op_executions,
        {line: time for line, (_, time) in found.by_line.items()},
        {line: visits for line, (visits, _) in found.by_line.items()},
    )  # fmt: skip
    return Shown(reading, [found.result], True, found)


def expected(chains: Chains, arguments: Arguments) -> Shown | None:
    """The expectation over all tapes, exact; None where they or their states are too many.

    Raises
    ------
    Undefined
        Where the program fails on some tape.
    """
    found = chains.expect(arguments)
    if found is None:
        return None
    reading = Reading(
        {name: tally for name, tally in found.measures.items() if name != "draws"},
        found.draws, None if found.outcomes is None else math.log2(found.outcomes),
        found.by_op, found.by_op_executions,
        {line: time for line, (_, time) in found.by_line.items()},
        {line: visits for line, (visits, _) in found.by_line.items()},
    )  # fmt: skip
    return Shown(reading, [result for result, _ in found.results], found.halts)
