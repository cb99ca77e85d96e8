"""What a program that draws costs: expectations over the tape, as far as they are known.

They are exact where the tapes or the states of the program's chain are few enough, on every input
or on a sample of inputs. Else tapes are sampled. A sample tells a mean only where every run draws
boundedly often, since no `while` may draw (a recursion that goes too deep is an error), and where
few runs do not decide it (see `intervals`). Of all others a mean has a lower bound alone, from the
part of the chain that was explored (`bounds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..chains.expectations import DEFAULT_BUDGET
from ..chains.flatten import drawing_loops
from ..language.failures import Undefined
from .answers import NOTHING, Answer, joined
from .checking import Judged, checked, judge
from .figures import Check, Evidence, Failure, Figure, InputsInfo, Measurement
from .gather import Gathered
from .input_loop import Round, TooManyStates, arguments_of, chains_of, over_tapes
from .intervals import Interval
from .lower_bounds import Bounds, bounds_of, likely_failure, lowered
from .readings import bounded
from .runs import failed, filled, interrupted, runs_on_inputs
from .settings import Progress

SOME_INPUTS = 200  # of a sample, whose expectations are exact where that takes
SOME_STEPS = 3 * 10**5  # of work


def expectations(done: Round, blank: Measurement, progress: Progress | None) -> Measurement:
    """The figures of a program that draws."""
    try:
        exact = exactly(done, blank, progress)
        return exact if exact is not None else by_samples(done, blank, progress)
    except Undefined as failure:
        return replace(blank, failure=failing(done, failure))
    except KeyboardInterrupt:
        return interrupted(done, blank, True)


def failing(done: Round, failure: Undefined) -> Failure:
    """A failure on the current input, with its probability where that is known and not 1."""
    known = failed(failure, done.current)
    try:
        part = bounded(chains_of(done, 0), done.current, 1)
    except Undefined:
        return known
    if part is None or part.failure is None:
        return known
    return likely_failure(part.failure, part.answer, done.current)


def exactly(done: Round, blank: Measurement, progress: Progress | None) -> Measurement | None:
    """Exact expectations on every input, or on a sample of them; None where these are too many.

    What is no sum (span, memory) may differ from tape to tape; its mean is sampled then.
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
    """A measurement with the measures that are no sums (span, memory) from a sample.

    Their worst cases stay exact where they are known. A mistake that a drawn tape shows counts,
    whatever the chain says.
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
    """A sampled figure with the worst case that is known exactly, beyond which no interval goes."""
    if exact.worst_evidence is not Evidence.EXACT:
        return seen
    interval = up_to(seen.interval, exact.worst)
    return replace(seen, worst=exact.worst, unbounded=exact.unbounded,
                   worst_evidence=Evidence.EXACT, interval=interval)  # fmt: skip


def up_to(interval: Interval | None, worst: int | None) -> Interval | None:
    """An interval that goes no higher than the worst case."""
    if interval is None or worst is None:
        return interval
    return interval[0], min(interval[1], float(worst))


def by_samples(done: Round, blank: Measurement, progress: Progress | None) -> Measurement:
    """The figures of runs on sampled tapes, and lower bounds where these tell no means."""
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
    """The answers that a sample shows, with what parts of chains know of them."""
    if answers is None:
        return None
    parts = [*bounds.answers, *[NOTHING] * (len(answers) - len(bounds.answers))]
    return tuple(joined([result for result, _ in one.chances], part)
                 for one, part in zip(answers, parts, strict=True))  # fmt: skip


def endless(bounds: Bounds) -> bool:
    """Whether runs never end with positive probability, so that samples would not end either."""
    return bounds.gathered.measures["time"].infinite


def untold(sample: Measurement) -> bool:
    """Whether a sample tells no mean: runs stopped for want of fuel, or few decide it."""
    time = sample.figures.get("time")
    judging = sample.figures.values() if time is None else [time]
    return any(figure.evidence is Evidence.UNKNOWN for figure in judging)


def bounded_figures(done: Round, blank: Measurement, bounds: Bounds) -> Measurement:
    """What parts of chains show, without a sample."""
    done.gathered, done.answers = bounds.gathered, []
    found = filled(done, blank, Evidence.WITNESSED, True)
    figures = {name: lowered(name, one, bounds, blank.inputs) for name, one in
               found.figures.items()}  # fmt: skip
    keeping = done.keeping or done.program.task.accepts is None
    answers = tuple(bounds.answers) if keeping else None
    found = replace(found, figures=figures, failure=bounds.failure, answers=answers, checks=())
    return with_verdict(found, done, bounds)


def with_verdict(found: Measurement, done: Round, bounds: Bounds) -> Measurement:
    """A measurement with what parts show of the answers, where that is worse or all there is."""
    verdict = judged(done, found.inputs, bounds)
    if done.program.task.accepts is None:
        return replace(found, trouble=found.trouble or verdict.counterexample)
    if found.checks and found.checks[0].wrong >= verdict.wrong:
        return found
    return replace(found, wrong=verdict.wrong, checks=(verdict,))


def judged(done: Round, info: InputsInfo, bounds: Bounds) -> Check:
    """The verdict on what parts show of the answers to the first inputs."""
    told, task = Judged(), done.program.task
    inputs = arguments_of(task.inputs, done.n, info)  # of which the parts are
    for arguments, answer in zip(inputs, bounds.answers, strict=False):
        judge(told, task.accepts, arguments, answer)
    if told.count < info.count:
        info = replace(info, kind="partial", count=told.count)
    return checked(told, info)
