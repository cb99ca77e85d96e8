"""The loop over inputs: one reading after another, until all are done or a limit is reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from ..chains.expectations import DEFAULT_BUDGET, Chains
from ..language.failures import Undefined
from ..language.graph import Graph
from ..portable import Portable
from ..semantics.tape import mix
from ..tasks.find import Program
from ..tasks.inputs import Arguments, Inputs, count_up_to
from .answers import Answer, Drawn, certain, seen
from .checking import Judged, judge
from .executors import Executor, OutOfWork, executor
from .figures import InputsInfo
from .gather import Gathered, Reading, add
from .readings import expected, sampled
from .settings import Progress, Settings

LONGER = 10  # a run that takes this many times the usual steps tells nothing of the others
ENOUGH = 8  # runs from which the cost of the others is predicted


class TooMuchWork(Portable):
    """The runs exceed the limit on their steps.

    Attributes
    ----------
    steps : an estimate for all of them
    uneven : whether the last one took many times what those before it did, so that a smaller
        sample which happens to miss such runs would show nothing
    """

    def __init__(self, steps: int, uneven: bool = False) -> None:
        super().__init__(steps, uneven)
        self.steps, self.uneven = steps, uneven


class TooManyStates(Exception):
    """A program has too many reachable states for an exact expectation."""


@dataclass(slots=True)
class Round:
    """One program on the inputs of one size, and the results of its runs so far.

    Attributes
    ----------
    keeping : whether answers are kept even if the task judges them
    current : the arguments of the last run
    steps, runs : the numbers of steps and runs so far; a step of the prepared machine in the place
        of machine code counts as several
    uneven : whether a run was stopped that took many times what those before it did
    """

    program: Program
    n: int
    graph: Graph
    settings: Settings
    gathered: Gathered = field(default_factory=Gathered)
    judged: Judged = field(default_factory=Judged)
    answers: list[Answer] = field(default_factory=list)
    keeping: bool = False
    current: Arguments = ()
    steps: int = 0
    runs: int = 0
    uneven: bool = False


def work_left(done: Round) -> int:
    """The number of steps that may still be taken."""
    return max(0, done.settings.work - done.steps)


def chosen(inputs: Inputs, n: int, exhaustive: int, samples: int, seed: int) -> InputsInfo:
    """Decide which inputs of size n are run: all, or a sample."""
    count = count_up_to(inputs, n, exhaustive + 1)
    if count <= exhaustive:
        return InputsInfo("exhaustive", count, None, inputs.what)
    return InputsInfo("sampled", samples, seed, inputs.what)


def arguments_of(inputs: Inputs, n: int, info: InputsInfo) -> Iterator[Arguments]:
    """Generate the arguments of the inputs to run."""
    if info.kind == "exhaustive":
        return inputs.all(n)
    rng = Random(info.seed)
    return (inputs.sample(n, rng) for _ in range(info.count))


def chains_of(done: Round, most: int, states: int = DEFAULT_BUDGET.states) -> Chains:
    """The chains of a program, with limits on the steps and states explored."""
    settings = done.settings
    budget = replace(DEFAULT_BUDGET, work=min(most, settings.work), states=states)
    return Chains(
        done.graph,
        limits=settings.limits,
        budget=budget,
        measures=settings.measures,
        fan_in=settings.fan_in,
    )


def over_tapes(done: Round, info: InputsInfo, most: int, progress: Progress | None) -> None:
    """Record the exact expectation over all tapes for every input, within a number of steps.

    Raises
    ------
    TooManyStates
        If an input reaches too many states.
    Undefined
        If the program fails on some tape.
    """
    chains = chains_of(done, most)
    for place, arguments in enumerate(arguments_of(done.program.task.inputs, done.n, info), 1):
        done.current = arguments
        seen = expected(chains, arguments)
        if seen is None:
            raise TooManyStates
        note(done, arguments, seen.reading)
        told(done, arguments, seen.answer)
        if progress is not None:
            progress(place, info.count)


def on_inputs(
    done: Round,
    info: InputsInfo,
    randomised: bool,
    progress: Progress | None,
    parts: Sequence[Answer] = (),
) -> None:
    """Run the program `info.runs` times on every input.

    A run that runs out of fuel on a sampled tape is recorded, and makes the figures lower bounds.

    Parameters
    ----------
    parts : what is known about the answers to the first inputs, besides the runs

    Raises
    ------
    TooMuchWork
        If the runs take more than `settings.work` steps.
    Undefined
        If the program fails.
    """
    settings = done.settings
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    for place, arguments in enumerate(arguments_of(done.program.task.inputs, done.n, info)):
        done.current, drawn = arguments, Drawn()
        for _ in range(info.runs):
            try:
                one_run(done, machine, arguments, randomised, drawn)
            except OutOfWork:
                raise beyond(done, info) from None
            total = done.steps * info.runs * info.count // done.runs + 1
            hopeless = randomised and done.runs >= ENOUGH and total > settings.work * 3 // 2
            if done.steps > settings.work or hopeless:
                raise TooMuchWork(total)
        told(
            done,
            arguments,
            answer_of(drawn, randomised, parts[place : place + 1]),
            bool(drawn.stopped),
        )
        if progress is not None:
            progress(place + 1, info.count)


def beyond(done: Round, info: InputsInfo) -> TooMuchWork:
    """Estimate the steps of all runs, the last of which was stopped at the end of the work.

    Of a run that took many times what those before it did, only what it took is counted.
    """
    runs, before = info.runs * info.count, done.runs - 1
    if work_left(done) * before > LONGER * done.steps:
        return TooMuchWork(done.settings.work + 1 + done.steps * (runs - done.runs) // before, True)
    return TooMuchWork((done.settings.work + 1) * runs // done.runs + 1)


def answer_of(drawn: Drawn, randomised: bool, parts: Sequence[Answer]) -> Answer:
    """The answer that the runs on one input show."""
    if not randomised:
        return certain(*drawn.results.values())
    return seen(drawn, *parts)


def one_run(
    done: Round, machine: Executor, arguments: Arguments, randomised: bool, drawn: Drawn
) -> None:
    """Run the program once, on the next tape, within the work that is left."""
    done.runs += 1
    limits, tape = done.settings.limits, tape_seed(done.settings.seed, done.runs)
    try:
        reading, result = sampled(machine, arguments, limits, tape, work_left(done))
    except Undefined as failure:
        if failure.code != "fuel" or not randomised:
            raise
        drawn.stopped += 1
        done.gathered.spent += 1
        done.gathered.fuel = limits.fuel
        done.steps += limits.fuel * machine.price
    else:
        note(done, arguments, reading)
        done.steps += steps_of(reading) * (machine.price - 1)
        drawn.add(result)


def note(done: Round, arguments: Arguments, reading: Reading) -> None:
    """Add the reading of an input or of a run."""
    add(done.gathered, reading, arguments)
    done.steps += steps_of(reading)


def told(done: Round, arguments: Arguments, answer: Answer, stopped: bool = False) -> None:
    """Judge an answer, and keep it if the task has no spec."""
    accepts = done.program.task.accepts
    judge(done.judged, accepts, arguments, answer, stopped)
    if accepts is None or done.keeping:
        done.answers.append(answer)


def steps_of(reading: Reading) -> int:
    """The steps of a run with this reading, or their mean."""
    time = reading.values["time"]
    return time if isinstance(time, int) else math.ceil(time.mean or 1)


def tape_seed(seed: int, run: int) -> int:
    """Derive the seed of a run's tape."""
    return mix((seed << 32) + run & 2**64 - 1)
