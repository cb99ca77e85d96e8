"""Figures of runs on the inputs of a size, or on a sample of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine.meters import Beyond
from ..language.failures import Undefined
from ..semantics.measures import MEASURES
from ..tasks.inputs import Arguments, shape_of
from .alike import NODES, alike
from .answers import Answer
from .batches import on_many
from .checking import Judged, checked, failed
from .dependence import INPUT, TAPE, dependences
from .estimate import steps_a_run
from .executors import QUICK, usable
from .figures import Evidence, InputsInfo, Measurement
from .gather import Gathered, counts, figures
from .input_loop import Round, TooMuchWork, on_inputs
from .samples import FEWEST, total, with_tapes, within_work
from .settings import Progress


def runs_on_inputs(
    before: Round,
    blank: Measurement,
    randomised: bool,
    progress: Progress | None,
    light: bool = True,
    parts: Sequence[Answer] = (),
) -> Measurement:
    """Compute figures from runs on inputs, for a randomised program on sampled tapes.

    If all runs would exceed the limit on work, or turn out to, a sample of them is made.

    Parameters
    ----------
    light : whether samples give means (see `intervals`)
    parts : what is known about the answers to the first inputs, besides the runs
    """
    settings, info = before.settings, blank.inputs
    # if even runs that use all their fuel are within the limit, a longer trial would only cost time
    most = settings.work if settings.limits.fuel * info.runs * info.count > settings.work else 0
    steps = steps_a_run(before.program, before.n, settings, most)
    if randomised:
        info = with_tapes(info, steps, settings)
    blank = replace(blank, inputs=info)
    found = in_the_work(before, blank, steps, randomised, progress, light, parts)
    if found.estimate is not None and found.inputs.kind == "exhaustive" and not before.uneven:
        mean = found.estimate / found.inputs.count / found.inputs.runs
        again = within_work(info, mean, settings)
        # if a few of the runs are very long, a few more runs show nothing
        if again is not None and again.count * again.runs >= FEWEST:
            found = in_the_work(before, blank, mean, randomised, progress, light, parts)
    return found


def in_the_work(
    before: Round,
    blank: Measurement,
    steps: float,
    randomised: bool,
    progress: Progress | None,
    light: bool,
    parts: Sequence[Answer],
) -> Measurement:
    """The figures of as many runs as the work allows, given the estimated steps of a run."""
    settings, info = before.settings, within_work(blank.inputs, steps, before.settings)
    if info is None:
        return replace(blank, estimate=total(blank.inputs, steps))
    if info.kind != blank.inputs.kind:
        parts = ()  # they belong to other inputs
    done = replace(before, gathered=Gathered(), judged=Judged(), answers=[], steps=0, runs=0)
    blank, needed = replace(blank, inputs=info), total(info, steps)
    many = not randomised and needed > QUICK and usable(settings.engine, settings.measures)
    try:
        if not many or not by_machine_code(done, info, needed, progress):
            on_inputs(done, info, randomised, progress, parts)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, done.current))
    except TooMuchWork as more:
        before.uneven = more.uneven
        return replace(blank, estimate=more.steps)
    except KeyboardInterrupt:
        return interrupted(done, blank, randomised)
    exact = info.kind != "sampled" and not randomised
    return filled(done, blank, Evidence.EXACT if exact else Evidence.SAMPLED, randomised, light)


def by_machine_code(done: Round, info: InputsInfo, steps: int, progress: Progress | None) -> bool:
    """Run the program on all inputs by machine code; if that gives up, undo it and return False."""
    try:
        on_many(done, info, steps, progress)
    except Beyond:
        done.gathered, done.judged, done.answers = Gathered(), Judged(), []
        done.steps = done.runs = 0
        return False
    return True


def filled(
    done: Round,
    blank: Measurement,
    evidence: Evidence,
    randomised: bool,
    light: bool = True,
    expected: bool = False,
) -> Measurement:
    """A measurement with the figures of the runs, or of all tapes if these were `expected`."""
    gathered, accepts = done.gathered, done.program.task.accepts
    fixed, safe = frozenset[str](), False
    if evidence is Evidence.SAMPLED and not gathered.spent:
        fixed, safe = same_on_all(done, blank.inputs, expected)
        if blank.inputs.kind == "sampled":
            check_equal(gathered, fixed)
    exact = (evidence is Evidence.EXACT or "time" in fixed) and not gathered.spent
    wanted = [name for name in MEASURES if name in done.settings.measures]
    times = counts(gathered.times, gathered, exact)
    visits = counts(gathered.visits, gathered, exact)
    return replace(
        blank,
        figures=figures(gathered, wanted, evidence, randomised, light, fixed),
        alike=tuple(name for name in wanted if name in fixed and blank.inputs.kind == "sampled"),
        safe=safe,
        by_op=counts(gathered.ops, gathered, exact),
        by_op_executions=counts(gathered.executions, gathered, exact),
        by_line={line: (visits[line], times[line]) for line in visits},
        wrong=None if accepts is None else done.judged.wrong,
        checks=() if accepts is None else (checked(done.judged, blank.inputs),),
        answers=tuple(done.answers) if done.answers else None,
        trouble="" if accepts is not None else done.judged.counterexample,
    )


def check_equal(gathered: Gathered, fixed: frozenset[str]) -> None:
    """Check that measures which are said to be equal on all inputs are so on those that ran."""
    for name in fixed & gathered.measures.keys():
        total = gathered.measures[name]
        assert total.total in (None, total.largest * gathered.count), name


def same_on_all(done: Round, info: InputsInfo, expected: bool) -> tuple[frozenset[str], bool]:
    """The measures that a sample shows exactly, and whether no run can fail.

    A sample of inputs gives the figures of all inputs of its shape for measures that do not depend
    on their contents; sampled tapes give those that do not depend on the tape. For a program that
    draws nothing, a completed walk shows more measures, and that no run fails.
    """
    sampled = frozenset[str]() if expected else frozenset({TAPE})
    walked = frozenset[str]()
    if info.kind == "sampled":
        shape = shape_of(done.program.task.inputs, done.n)
        if shape is None:
            return frozenset(), False
        sampled |= {INPUT}
        walked = alike_on(done, shape)
    flowing = (name for name, sources in dependences(done.graph).items() if not sources & sampled)
    return walked.union(flowing), bool(walked)


def alike_on(done: Round, shape: Arguments) -> frozenset[str]:
    """The measures that a walk shows to be equal on all inputs of a shape."""
    same = alike(done.graph, shape)
    if "memory" in same:
        return same
    # another input may need more words than were seen, but at most as many more as were walked
    seen = done.gathered.measures.get("memory")
    most = done.settings.limits.memory if seen is None else seen.worst or 0
    return same if most + NODES <= done.settings.limits.memory else frozenset()


def interrupted(done: Round, blank: Measurement, randomised: bool) -> Measurement:
    """The figures of the inputs that were finished before the user stopped the measurement."""
    info = replace(blank.inputs, kind="partial", count=done.judged.count)
    blank = replace(blank, inputs=info, interrupted=True)
    if not done.gathered.count:
        return blank
    return filled(done, blank, Evidence.WITNESSED, randomised)
