"""The costs of a program that draws: expectations over the tape, as far as they are known.

They are exact if the tapes or the states of the program's chain are few enough, on every input or
on a sample of inputs. Otherwise tapes are sampled. A sample gives a mean only if the number of
draws of every run is bounded, because no `while` may draw (a recursion that is too deep is an
error), and if few runs do not dominate it (see `intervals`). Other means only have a lower bound,
from the explored part of the chain (`lower_bounds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..chains.expectations import DEFAULT_BUDGET
from ..chains.flatten import drawing_loops
from ..language.failures import Undefined
from .answers import NOTHING, Answer, joined
from .checking import Judged, checked, failed, judge
from .figures import Check, Evidence, Failure, Figure, InputsInfo, Measurement
from .gather import Gathered
from .input_loop import Round, TooManyStates, arguments_of, chains_of, over_tapes
from .intervals import Interval
from .lower_bounds import Bounds, bounds_of, likely_failure, lowered
from .readings import bounded
from .runs import filled, interrupted, runs_on_inputs
from .settings import Progress

SOME_INPUTS = 200  # of a sample, for exact expectations
SOME_STEPS = 3 * 10**5  # of work for those


def expectations(done: Round, blank: Measurement, progress: Progress | None) -> Measurement:
    """Compute the figures of a program that draws."""
    try:
        exact = exactly(done, blank, progress)
        return exact if exact is not None else by_samples(done, blank, progress)
    except Undefined as failure:
        return replace(blank, failure=failing(done, failure))
    except KeyboardInterrupt:
        return interrupted(done, blank, True)


def failing(done: Round, failure: Undefined) -> Failure:
    """The failure on the current input, with its probability if that is known and not 1."""
    known = failed(failure, done.current)
    try:
        part = bounded(chains_of(done, 0), done.current, 1)
    except Undefined:
        return known
    if part is None or part.failure is None:
        return known
    return likely_failure(part.failure, part.answer, done.current)


def exactly(done: Round, blank: Measurement, progress: Progress | None) -> Measurement | None:
    """Exact expectations on every input, or on a sample of inputs; None if that is too much work.

    The means of measures that are not additive (span, memory) may need a sample of tapes.
    """
    info, work = blank.inputs, DEFAULT_BUDGET.work
    if info.kind == "sampled":
        info, work = replace(info, count=min(info.count, SOME_INPUTS)), SOME_STEPS
    try:
        over_tapes(done, info, work, progress)
    except TooManyStates:
        done.gathered, done.judged, done.answers, done.steps = Gathered(), Judged(), [], 0
        return None
    kind = Evidence.SAMPLED if info.kind == "sampled" else Evidence.EXACT
    found = filled(done, replace(blank, inputs=info), kind, True, expected=True)
    unknown = [name for name, one in found.figures.items() if one.evidence is Evidence.UNKNOWN]
    endless = any(figure.infinite for figure in found.figures.values())
    if not unknown or found.wrong or endless:
        return found
    sample = runs_on_inputs(done, replace(blank, inputs=info), True, progress)
    return completed(found, unknown, sample)


def completed(found: Measurement, unknown: Sequence[str], sample: Measurement) -> Measurement:
    """Fill in measures that are not additive (span, memory) from a sample of tapes.

    Their worst cases stay exact if they are known. A mistake on a sampled tape counts, even if the
    chain shows none.
    """
    if sample.failure is not None:
        return sample
    figures = dict(found.figures)
    for name in unknown:
        figures[name] = with_worst(sample.figures.get(name, figures[name]), figures[name])
    info = replace(found.inputs, runs=sample.inputs.runs, seed=sample.inputs.seed)
    found = replace(found, figures=figures, inputs=info, interrupted=sample.interrupted)
    return replace(found, wrong=sample.wrong, checks=sample.checks) if sample.wrong else found


def with_worst(seen: Figure, exact: Figure) -> Figure:
    """A sampled figure with the exact worst case, at which its interval is cut off."""
    if exact.worst_evidence is not Evidence.EXACT:
        return seen
    interval = up_to(seen.interval, exact.worst)
    return replace(
        seen,
        worst=exact.worst,
        unbounded=exact.unbounded,
        worst_evidence=Evidence.EXACT,
        interval=interval,
    )


def up_to(interval: Interval | None, worst: int | None) -> Interval | None:
    """Cut an interval off at the worst case."""
    if interval is None or worst is None:
        return interval
    return interval[0], min(interval[1], float(worst))


def by_samples(done: Round, blank: Measurement, progress: Progress | None) -> Measurement:
    """The figures of runs on sampled tapes, with lower bounds for means that they do not give."""
    heavy, info = drawing_loops(done.graph), blank.inputs
    bounds = bounds_of(done, info, progress) if heavy else None
    if bounds is not None and endless(bounds):
        return bounded_figures(done, blank, bounds)
    parts = () if bounds is None else bounds.answers
    sample = runs_on_inputs(done, blank, True, progress, not heavy, parts)
    if sample.failure is not None or sample.interrupted or not sample.figures:
        return sample
    if untold(sample) and bounds is None:
        bounds = bounds_of(done, info, progress)
        sample = replace(sample, answers=with_parts(sample.answers, bounds))
    if bounds is None:
        return sample
    figures = {
        name: one if one.evidence is Evidence.EXACT else lowered(name, one, bounds, sample.inputs)
        for name, one in sample.figures.items()
    }
    told = with_verdict(replace(sample, figures=figures), done, bounds)
    return replace(told, failure=bounds.failure)


def with_parts(answers: Sequence[Answer] | None, bounds: Bounds) -> tuple[Answer, ...] | None:
    """Combine the answers of a sample with those of partly explored chains."""
    if answers is None:
        return None
    parts = [*bounds.answers, *[NOTHING] * (len(answers) - len(bounds.answers))]
    return tuple(
        joined([result for result, _ in one.chances], part)
        for one, part in zip(answers, parts, strict=True)
    )


def endless(bounds: Bounds) -> bool:
    """Whether runs never end with positive probability, so that sampling might not end either."""
    return bounds.gathered.measures["time"].infinite


def untold(sample: Measurement) -> bool:
    """Whether a sample lacks a mean: runs ran out of fuel, or few runs dominate it."""
    time = sample.figures.get("time")
    judging = sample.figures.values() if time is None else [time]
    return any(figure.evidence is Evidence.UNKNOWN for figure in judging)


def bounded_figures(done: Round, blank: Measurement, bounds: Bounds) -> Measurement:
    """The figures of partly explored chains, without a sample."""
    done.gathered, done.answers = bounds.gathered, []
    found = filled(done, blank, Evidence.WITNESSED, True)
    figures = {
        name: lowered(name, one, bounds, blank.inputs) for name, one in found.figures.items()
    }
    keeping = done.keeping or done.program.task.accepts is None
    answers = tuple(bounds.answers) if keeping else None
    found = replace(found, figures=figures, failure=bounds.failure, answers=answers, checks=())
    return with_verdict(found, done, bounds)


def with_verdict(found: Measurement, done: Round, bounds: Bounds) -> Measurement:
    """Take the verdict on partly explored chains if it is worse than that of a sample, or alone."""
    verdict = judged(done, found.inputs, bounds)
    if done.program.task.accepts is None:
        return replace(found, trouble=found.trouble or verdict.counterexample)
    if found.checks and found.checks[0].wrong >= verdict.wrong:
        return found
    return replace(found, wrong=verdict.wrong, checks=(verdict,))


def judged(done: Round, info: InputsInfo, bounds: Bounds) -> Check:
    """The verdict on the partly known answers to the first inputs."""
    told, task = Judged(), done.program.task
    inputs = arguments_of(task.inputs, done.n, info)  # the inputs that the bounds belong to
    for arguments, answer in zip(inputs, bounds.answers, strict=False):
        judge(told, task.accepts, arguments, answer)
    if told.count < info.count:
        info = replace(info, kind="partial", count=told.count)
    return checked(told, info)
