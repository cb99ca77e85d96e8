"""Test that two programs with one signature agree, on inputs generated from its types."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph
from ..language.types import Bool, List, Type, depth
from ..machine.evaluate import Machine
from ..semantics.limits import Limits
from ..semantics.results import Run
from ..semantics.spelling import text
from ..semantics.tape import SeededTape
from ..tasks.inputs import Arguments, of_types

LIMITS = Limits(fuel=20_000, memory=20_000, depth=200)  # of one run
STEPS = 100_000  # of all runs together
SIZES, EACH = range(4), 40  # sizes whose inputs are enumerated, and inputs of each size
VARIED = 100  # random inputs, with negative numbers and lists of different lengths
MOST_PARAMETERS, MOST_DEPTH = 8, 2  # limits above which inputs are only drawn at random
STOPPED = ("fuel", "memory", "recursion")


def agreeing_inputs(first: Graph, second: Graph, overflow: bool, seed: int = 0) -> int | None:
    """Count the inputs on which two programs agree; None where they differ on one.

    Parameters
    ----------
    first, second : programs with one signature, run on the same tapes
    overflow : whether one of them may overflow where the other does not

    Notes
    -----
    The programs agree if they have equal results, draws and candidates. Inputs on which both fail,
    or on which a limit stops the first, are not counted.
    """
    programs = Machine(first, measures=frozenset()), Machine(second, measures=frozenset())
    agreed, steps = 0, 0
    for place, arguments in enumerate(_inputs(first.entry.body.param_types, seed)):
        if steps > STEPS:
            break
        one, other = (_outcome(program, arguments, seed + place) for program in programs)
        steps += _steps(one) + _steps(other)
        if isinstance(one, Undefined) and one.code in STOPPED:
            continue
        if not _agree(one, other, overflow):
            return None
        agreed += isinstance(one, Run)
    return agreed


def _outcome(program: Machine, arguments: Arguments, seed: int) -> Run | Undefined:
    try:
        return program.run(arguments, tape=SeededTape(seed), limits=LIMITS)
    except Undefined as failure:
        return failure


def _steps(outcome: Run | Undefined) -> int:
    return outcome.time if isinstance(outcome, Run) else LIMITS.fuel // 10


def _agree(one: Run | Undefined, other: Run | Undefined, overflow: bool) -> bool:
    match one, other:
        case Run(), Run():
            seen = [(text(run.result), run.draws, run.candidates) for run in (one, other)]
            return seen[0] == seen[1]
        case Undefined(), Undefined():
            return other.code not in STOPPED
        case Undefined(code="overflow"), _:
            return overflow
        case _, Undefined(code="overflow"):
            return overflow
        case _:
            return False


def _inputs(types: tuple[Type, ...], seed: int) -> Iterator[Arguments]:
    if len(types) <= MOST_PARAMETERS and max(map(depth, types), default=0) <= MOST_DEPTH:
        for size in SIZES:
            yield from itertools.islice(of_types(types).all(size), EACH)
    rng = Random(seed)
    for _ in range(VARIED):
        yield tuple(_value(type_, rng) for type_ in types)


def _value(type_: Type, rng: Random) -> Any:
    """A random value: small integers of both signs, lists of up to six elements."""
    match type_:
        case Bool():
            return rng.random() < 0.5
        case List(element):
            longest = 6 if depth(element) < MOST_DEPTH else 1
            return [_value(element, rng) for _ in range(rng.randint(0, longest))]
        case _:
            return rng.randint(-3, 9)
