"""Figures of runs on the inputs of a size: all that were made, or a sample of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ..engine.meters import Beyond
from ..language.failures import Undefined
from ..semantics.dependence import INPUT, TAPE, dependences
from ..semantics.measures import MEASURES
from ..tasks.inputs import Arguments
from .answers import Answer
from .checking import Judged, checked, shown
from .estimate import steps_a_run
from .executors import QUICK, usable
from .figures import Evidence, Failure, InputsInfo, Measurement
from .gather import Gathered, counts, figures
from .many import on_many
from .rounds import Round, TooMuchWork, on_inputs
from .settings import Progress, Settings

SAMPLES = (200, 500)  # inputs of a sample that is smaller because its runs are long


def runs_on_inputs(
    before: Round, blank: Measurement, randomised: bool, progress: Progress | None,
    light: bool = True, parts: Sequence[Answer] = (),
) -> Measurement:  # fmt: skip
    """Figures of runs on inputs; of a randomised program, on sampled tapes.

    Parameters
    ----------
    light : whether means can be told from samples (see `intervals`)
    parts : of the first inputs, what is known of their answers beside what runs show
    """
    settings, info = before.settings, blank.inputs
    done = replace(before, gathered=Gathered(), judged=Judged(), answers=[], steps=0, runs=0)
    runs = info.runs * info.count
    # where any runs are within the work, a longer trial would only take time
    most = settings.work / runs if settings.limits.fuel * runs > settings.work else 0
    steps = steps_a_run(done.program, done.n, settings, most)
    if randomised:
        info = with_tapes(info, steps, settings)
    blank = replace(blank, inputs=info)
    total = math.ceil(steps * info.runs * info.count)
    if total > settings.work:
        return replace(blank, estimate=total)
    many = not randomised and total > QUICK and usable(settings.engine, settings.measures)
    try:
        if not many or not by_machine_code(done, info, total, progress):
            on_inputs(done, info, randomised, progress, parts)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, done.current))
    except TooMuchWork as more:
        return replace(blank, estimate=more.steps)
    except KeyboardInterrupt:
        return interrupted(done, blank, randomised)
    exact = info.kind != "sampled" and not randomised
    return filled(done, blank, Evidence.EXACT if exact else Evidence.SAMPLED, randomised, light)


def with_tapes(info: InputsInfo, steps: float, settings: Settings) -> InputsInfo:
    """Inputs with the tapes on which they are run; of long runs on a sample, the fewest."""
    count = info.count
    if info.kind == "sampled":
        fits = [few for few in SAMPLES if few * steps <= settings.sampling and few < count]
        count = count if count * steps <= settings.sampling else max(fits, default=settings.runs)
    runs = -(-settings.runs // count)
    return replace(info, count=count, seed=settings.seed, runs=runs)


def by_machine_code(done: Round, info: InputsInfo, steps: int, progress: Progress | None) -> bool:
    """Whether machine code ran a program on all inputs; it may give up, and then noted nothing."""
    try:
        on_many(done, info, steps, progress)
    except Beyond:
        done.gathered, done.judged, done.answers = Gathered(), Judged(), []
        done.steps = done.runs = 0
        return False
    return True


def filled(
    done: Round, blank: Measurement, evidence: Evidence, randomised: bool, light: bool = True,
    expected: bool = False,
) -> Measurement:  # fmt: skip
    """A measurement with the figures of what was run, or, if that was `expected`, of all tapes."""
    gathered, accepts = done.gathered, done.program.task.accepts
    sampled = evidence is Evidence.SAMPLED and not gathered.spent
    fixed = same_on_all(done, blank.inputs, expected) if sampled else frozenset[str]()
    exact = (evidence is Evidence.EXACT or "time" in fixed) and not gathered.spent
    wanted = [name for name in MEASURES if name in done.settings.measures]
    times = counts(gathered.times, gathered, exact)
    visits = counts(gathered.visits, gathered, exact)
    return replace(
        blank,
        figures=figures(gathered, wanted, evidence, randomised, light, fixed),
        by_op=counts(gathered.ops, gathered, exact),
        by_op_executions=counts(gathered.executions, gathered, exact),
        by_line={line: (visits[line], times[line]) for line in visits},
        wrong=None if accepts is None else done.judged.wrong,
        checks=() if accepts is None else (checked(done.judged, blank.inputs),),
        answers=tuple(done.answers) if done.answers else None,
        trouble="" if accepts is not None else done.judged.counterexample,
    )


def same_on_all(done: Round, info: InputsInfo, expected: bool) -> frozenset[str]:
    """The measures whose figures a sample shows exactly: nothing that was sampled decides them.

    A sample of inputs shows the figures of all that have one shape where these do not depend on
    what the inputs hold; sampled tapes show those that do not depend on the tape.
    """
    sampled = frozenset[str]() if expected else frozenset({TAPE})
    if info.kind == "sampled":
        if not done.program.task.inputs.uniform:
            return frozenset()
        sampled |= {INPUT}
    return frozenset(name for name, sources in dependences(done.graph).items()
                     if not sources & sampled)  # fmt: skip


def interrupted(done: Round, blank: Measurement, randomised: bool) -> Measurement:
    """The figures of the inputs that were finished when the user stopped the measurement."""
    info = replace(blank.inputs, kind="partial", count=done.judged.count)
    blank = replace(blank, inputs=info, interrupted=True)
    if not done.gathered.count:
        return blank
    return filled(done, blank, Evidence.WITNESSED, randomised)


def failed(failure: Undefined, arguments: Arguments) -> Failure:
    """A program's error as a value, with the input that it had."""
    return Failure(failure.code, failure.message, failure.line, failure.source, shown(arguments))
