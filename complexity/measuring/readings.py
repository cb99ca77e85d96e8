"""The reading of one input: a run on one tape, or the expectation over all tapes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ..chains.expectations import Chains
from ..chains.figures import Expectation
from ..language.graph import Graph, walk
from ..language.ops import OPS
from ..semantics.limits import Limits
from ..semantics.measures import MEASURES
from ..semantics.results import Run
from ..tasks.inputs import Arguments
from .answers import Answer, made
from .executors import Executor
from .figures import Failure
from .gather import Reading, bits_drawn


@dataclass(frozen=True, slots=True)
class Shown:
    """The reading of one input and its answer.

    Attributes
    ----------
    answer : as far as it is known
    failure : an error that occurs on some tapes
    """

    reading: Reading
    answer: Answer
    failure: Failure | None = None


def draws_from_tape(graph: Graph) -> bool:
    """Whether a program reads the random tape."""
    bodies = (function.body for function in graph.functions)
    return any(OPS[node.op].draws for body in bodies for node in walk(body))


def sampled(
    machine: Executor, arguments: Arguments, limits: Limits, seed: int, work: int
) -> tuple[Reading, Any]:
    """Run a program on a seeded tape, within so much work; return the reading and the result.

    Raises
    ------
    Undefined
        If the program fails, or a limit stops it.
    OutOfWork
        If the run would take more work.
    """
    found = machine.run(arguments, seed=seed, limits=limits, work=work)
    return reading_of(found), found.result


def reading_of(found: Run) -> Reading:
    """Convert a run to a reading."""
    values = {name: getattr(found, name) for name in MEASURES if name != "draws"}
    return Reading(
        {name: value for name, value in values.items() if value is not None},
        found.draws,
        float(bits_drawn(found.draws)),
        found.by_op,
        found.by_op_executions,
        {line: time for line, (_, time) in found.by_line.items()},
        {line: visits for line, (visits, _) in found.by_line.items()},
    )


def expected(chains: Chains, arguments: Arguments) -> Shown | None:
    """The exact expectation over all tapes; None if there are too many tapes or states.

    Raises
    ------
    Undefined
        If the program fails on some tape.
    """
    found = chains.expect(arguments)
    return None if found is None else shown_of(found)


def ended(chains: Chains, arguments: Arguments) -> Answer | None:
    """The exact answer over all tapes; None if there are too many tapes or states.

    Raises
    ------
    Undefined
        If the program fails on some tape.
    """
    found = chains.ends(arguments)
    return None if found is None else made(Answer(*found))


def bounded(chains: Chains, arguments: Arguments, inputs: int) -> Shown | None:
    """Lower bounds of the expectation from a part of the chain; None if there are none.

    Raises
    ------
    Undefined
        If the program fails on every tape.
    """
    found = chains.at_least(arguments, inputs)
    return None if found is None else shown_of(found)


def shown_of(found: Expectation) -> Shown:
    """Convert an expectation to a reading and an answer."""
    reading = Reading(
        {name: tally for name, tally in found.measures.items() if name != "draws"},
        found.draws,
        None if found.outcomes is None else math.log2(found.outcomes),
        found.by_op,
        found.by_op_executions,
        {line: time for line, (_, time) in found.by_line.items()},
        {line: visits for line, (visits, _) in found.by_line.items()},
    )
    error = found.failure
    failure = Failure(error.code, error.message, error.line, error.source) if error else None
    answer = Answer(
        found.results, found.never, found.unknown, found.fails, failure.message if failure else ""
    )
    return Shown(reading, made(answer), failure)
