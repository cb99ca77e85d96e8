"""The measurement of one program at one size, on every input or on a sample."""

from __future__ import annotations

import math
from dataclasses import replace

from ..encoding.code import weigh
from ..language.failures import Undefined
from ..python.module import written
from ..tasks.find import Program
from ..tasks.inputs import Arguments
from ..tasks.problems import TaskProblem
from ..tasks.signatures import spoken
from .answers import certain
from .checking import Unjudged, failed
from .common import grounded, listed
from .estimate import making, words_of_an_input
from .executors import OutOfWork, executor, usable
from .figures import Evidence, InputsInfo, Measurement
from .gather import Gathered
from .input_loop import Round, chosen, note, told
from .randomised import expectations
from .readings import draws_from_tape, sampled
from .runs import filled, runs_on_inputs
from .settings import Progress, Settings
from .wider_checks import further_checked


def measure(
    program: Program, n: int, settings: Settings, progress: Progress | None = None
) -> Measurement:
    """Measure the costs of a program at size n, over the inputs of its task.

    Every input is run if they are few enough, else a seeded sample. Costs are averaged exactly
    over all tapes if the reachable states are few enough, else tapes are sampled.

    Returns
    -------
    Measurement
        Without figures if the program failed (`failure`) or would take more than
        `settings.work` steps (`estimate`); if the user stopped it, with the figures of the
        finished inputs, marked `interrupted`.

    Raises
    ------
    TaskProblem, NotInLanguage
        If the task has no input of this size, or the program cannot be read.
    """
    done = Round(program, n, program.graph(n, settings.language.given), settings)
    randomised = draws_from_tape(done.graph)
    fast = not randomised and usable(settings.engine, settings.measures)
    judged = program.task.accepts is not None  # else all answers are kept for comparison
    most = settings.exhaustive_fast if fast and judged else settings.exhaustive
    info = chosen(program.task.inputs, n, most, settings.samples, settings.seed)
    if not info.count:
        message = f"{program.task.name} has no input of size {n}"
        raise TaskProblem("CX002", message, "choose another size")
    blank = replace(_weighed(done, info), size=n)
    made = making(words_of_an_input(program.task.inputs, n, settings.seed), settings)
    if made > settings.work:  # not even a single input can be generated
        return replace(blank, estimate=math.ceil(made * info.count))
    if randomised:
        found = expectations(done, blank, progress)
    else:
        found = runs_on_inputs(done, blank, False, progress)
    try:
        return further_checked(done, found, randomised)
    except Unjudged as error:
        return replace(blank, failure=error.failure)


def measure_input(
    program: Program, arguments: Arguments, n: int, settings: Settings,
    progress: Progress | None = None,
) -> Measurement:  # fmt: skip
    """Measure the costs of a program on one tuple of arguments, over the tape if it draws.

    Returns
    -------
    Measurement
        As `measure` does; the estimate of a run that is stopped is what it took.

    Raises
    ------
    NotInLanguage
        If the program cannot be read.
    """
    program = grounded(program, listed([arguments], ""))
    done = Round(program, n, program.graph(n, settings.language.given), settings, keeping=True)
    blank = _weighed(done, InputsInfo("single", 1))
    if draws_from_tape(done.graph):
        found = expectations(done, blank, progress)
        return _in_words_of(program, replace(found, outcomes=_outcomes(found, done.gathered)))
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    try:
        reading, result = sampled(machine, arguments, settings.limits, settings.seed, settings.work)
    except OutOfWork:
        return replace(blank, estimate=settings.work + 1)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, arguments))
    note(done, arguments, reading)
    told(done, arguments, certain(result))
    found = filled(done, blank, Evidence.EXACT, False)
    return _in_words_of(program, replace(found, outcomes=1))


def _in_words_of(program: Program, found: Measurement) -> Measurement:
    """A measurement whose results are texts and tuples where the program's annotations say so."""
    sign = program.task.signature
    if written(sign)[1] == sign.results or found.answers is None:
        return found
    answers = tuple(
        replace(
            answer, chances=tuple((spoken(one, sign), chance) for one, chance in answer.chances)
        )
        for answer in found.answers
    )
    return replace(found, answers=answers)


def _outcomes(found: Measurement, gathered: Gathered) -> int | None:
    """The product of the bounds of all draws, if it is exact and equal on every tape."""
    figure = found.figures.get("draws")
    if figure is None or figure.evidence is not Evidence.EXACT or gathered.many:
        return None
    product = 1
    for n, drawn in gathered.draws.items():
        if drawn.worst is None or drawn.total != drawn.worst:
            return None
        product *= n**drawn.worst
    return product


def _weighed(done: Round, info: InputsInfo) -> Measurement:
    """A measurement with the length, but without figures."""
    weight = weigh(done.graph, done.settings.language.library)
    return Measurement(done.program.name, None, info, dict(weight.factors), weight.bits)
