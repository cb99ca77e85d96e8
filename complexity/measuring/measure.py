"""One program at one size: what running it on every input, or on a sample, shows."""

from __future__ import annotations

from dataclasses import replace

from ..encoding.code import weigh
from ..engine.meters import Beyond
from ..language.failures import Undefined
from ..semantics.alike import NODES, alike
from ..semantics.measures import MEASURES
from ..tasks.find import Program
from ..tasks.inputs import Arguments, shape_of
from ..tasks.problems import TaskProblem
from .answers import checked
from .checking import Judged, shown
from .estimate import steps_a_run
from .executors import QUICK, executor, usable
from .figures import Check, Evidence, Failure, Figure, InputsInfo, Measurement
from .gather import Gathered, counts, figures
from .many import on_many
from .readings import draws_from_tape, sampled
from .rounds import Round, TooManyStates, TooMuchWork, chosen, note, on_inputs, over_tapes
from .samples import FEWEST, total, with_tapes, within_work
from .settings import Progress, Settings


def measure(
    program: Program, n: int, settings: Settings, progress: Progress | None = None
) -> Measurement:
    """What a program costs at size n, over the inputs of its task.

    Every input is run where they are few enough, else a seeded sample. What a program draws is
    averaged exactly over all tapes where its reachable states are few enough, else sampled.

    Returns
    -------
    Measurement
        Without figures where the program failed (`failure`) or would take more than
        `settings.work` steps (`estimate`); with the figures of the inputs that were finished,
        marked `interrupted`, where the user stopped it.

    Raises
    ------
    TaskProblem, NotInLanguage
        Where the task has no input of this size, or the program cannot be read.
    """
    done = Round(program, n, program.graph(n, settings.language.given), settings)
    randomised = draws_from_tape(done.graph)
    fast = not randomised and usable(settings.engine, settings.measures)
    judged = program.task.accepts is not None  # else all answers are kept, to be compared
    most = settings.exhaustive_fast if fast and judged else settings.exhaustive
    info = chosen(program.task.inputs, n, most, settings.samples, settings.seed)
    if not info.count:
        message = f"{program.task.name} has no input of size {n}"
        raise TaskProblem("CX002", message, "choose another size")
    blank = replace(_weighed(done, info), size=n)
    try:
        found = _over_tapes(done, blank, progress) if randomised else None
        found = found or _on_inputs(done, blank, randomised, progress)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, done.current))
    except KeyboardInterrupt:
        return _interrupted(done, blank, randomised)
    return checked(done, found, randomised)


def measure_input(
    program: Program, arguments: Arguments, n: int, settings: Settings
) -> Measurement:
    """One run of a program, on one tuple of arguments and the tape of the seed.

    Raises
    ------
    NotInLanguage
        Where the program cannot be read.
    """
    done = Round(program, n, program.graph(n, settings.language.given), settings)
    randomised = draws_from_tape(done.graph)
    blank = _weighed(done, InputsInfo("single", 1, settings.seed if randomised else None))
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    try:
        seen = sampled(machine, arguments, settings.limits, settings.seed)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, arguments))
    note(done, arguments, seen)
    found = _filled(done, blank, Evidence.EXACT, randomised)
    single = {name: _of_one_tape(one, randomised) for name, one in found.figures.items()}
    assert seen.run is not None
    return replace(found, figures=single, result=seen.results[0], outcomes=seen.run.outcomes)


def _of_one_tape(figure: Figure, randomised: bool) -> Figure:
    """A figure of one run: of a randomised program it is a sample of one, and no expectation."""
    figure = replace(figure, worst_expected=None)
    if not randomised:
        return figure
    return replace(figure, evidence=Evidence.SAMPLED, worst_evidence=Evidence.WITNESSED)


def _weighed(done: Round, info: InputsInfo) -> Measurement:
    """A measurement with the length, and no figures yet."""
    weight = weigh(done.graph, done.settings.language.library)
    return Measurement(done.program.name, None, info, dict(weight.factors), weight.bits)


def _over_tapes(done: Round, blank: Measurement, progress: Progress | None) -> Measurement | None:
    """Exact expectations over all tapes; None where inputs or states are too many."""
    if blank.inputs.kind != "exhaustive":
        return None
    try:
        over_tapes(done, blank.inputs, progress)
    except TooManyStates:
        return None
    found = _filled(done, blank, Evidence.EXACT, True)
    unknown = [name for name, one in found.figures.items() if one.evidence is Evidence.UNKNOWN]
    if unknown and not found.wrong:
        found = _completed(found, unknown, _on_inputs(done, blank, True, progress))
    return found


def _completed(found: Measurement, unknown: list[str], sample: Measurement) -> Measurement:
    """An exact measurement with the measures that are no sums (span, memory) from a sample.

    Their worst cases stay exact where they are known.
    """
    figures = dict(found.figures)
    for name in unknown:
        exact, seen = figures[name], sample.figures.get(name)
        if seen is not None and exact.worst_evidence is Evidence.EXACT:
            seen = replace(
                seen, worst=exact.worst, unbounded=exact.unbounded, worst_evidence=Evidence.EXACT
            )
        figures[name] = seen or exact
    info = replace(found.inputs, runs=sample.inputs.runs, seed=sample.inputs.seed)
    return replace(found, figures=figures, inputs=info, interrupted=sample.interrupted)


def _on_inputs(
    before: Round, blank: Measurement, randomised: bool, progress: Progress | None
) -> Measurement:
    """Figures of runs on inputs; of a randomised program, on sampled tapes.

    Where all runs would take more than the work, or turn out to, a sample of them is taken.
    """
    settings, info = before.settings, blank.inputs
    # where any runs are within the work, a longer trial would only take time
    most = settings.work if settings.limits.fuel * info.runs * info.count > settings.work else 0
    steps = steps_a_run(before.program, before.n, settings, most)
    if randomised:
        info = with_tapes(info, steps, settings)
    blank = replace(blank, inputs=info)
    found = _within_work(before, blank, steps, randomised, progress)
    if found.estimate is not None and found.inputs.kind == "exhaustive":
        mean = found.estimate / found.inputs.count / found.inputs.runs
        again = within_work(info, mean, settings)
        # of runs of which a few are very long, a few more show nothing
        if again is not None and again.count * again.runs >= FEWEST:
            found = _within_work(before, blank, mean, randomised, progress)
    return found


def _within_work(
    before: Round, blank: Measurement, steps: float, randomised: bool, progress: Progress | None
) -> Measurement:
    """Figures of as many runs as the work allows, where a run takes about so many steps."""
    info = within_work(blank.inputs, steps, before.settings)
    if info is None:
        return replace(blank, estimate=total(blank.inputs, steps))
    settings, blank = before.settings, replace(blank, inputs=info)
    done = Round(before.program, before.n, before.graph, settings)
    needed = total(info, steps)
    many = not randomised and needed > QUICK and usable(settings.engine, settings.measures)
    try:
        if not many or not _by_machine_code(done, info, needed, progress):
            on_inputs(done, info, randomised, progress)
    except Undefined as failure:
        return replace(blank, failure=failed(failure, done.current))
    except TooMuchWork as more:
        return replace(blank, estimate=more.steps)
    except KeyboardInterrupt:
        return _interrupted(done, blank, randomised)
    if info.kind == "exhaustive" and not randomised:
        return _filled(done, blank, Evidence.EXACT, randomised)
    return _filled(done, blank, Evidence.SAMPLED, randomised, _alike(done, randomised))


def _alike(done: Round, randomised: bool) -> frozenset[str]:
    """The measures that all inputs of the size have in common, where the graph shows it."""
    shape = None if randomised else shape_of(done.program.task.inputs, done.n)
    same = frozenset[str]() if shape is None else alike(done.graph, shape)
    if "memory" in same:
        return same
    # another input may need more words than those that were seen, but not more than were walked
    seen = done.gathered.measures.get("memory")
    most = done.settings.limits.memory if seen is None else seen.worst or 0
    return same if most + NODES <= done.settings.limits.memory else frozenset()


def _by_machine_code(done: Round, info: InputsInfo, steps: int, progress: Progress | None) -> bool:
    """Whether machine code ran a program on all inputs; it may give up, and then noted nothing."""
    try:
        on_many(done, info, steps, progress)
    except Beyond:
        done.gathered, done.judged, done.answers = Gathered(), Judged(), []
        done.steps = done.runs = 0
        return False
    return True


def _filled(
    done: Round, blank: Measurement, evidence: Evidence, randomised: bool,
    same: frozenset[str] = frozenset(),
) -> Measurement:  # fmt: skip
    """A measurement with the figures of what was run; `same` are exact, whatever was run."""
    gathered, accepts = done.gathered, done.program.task.accepts
    exact = (evidence is Evidence.EXACT or "time" in same) and not gathered.spent
    wanted = [name for name in MEASURES if name in done.settings.measures]
    times = counts(gathered.times, gathered, exact)
    visits = counts(gathered.visits, gathered, exact)
    return replace(
        blank,
        figures=figures(gathered, wanted, evidence, randomised, same),
        alike=tuple(name for name in wanted if name in same),
        by_op=counts(gathered.ops, gathered, exact),
        by_op_executions=counts(gathered.executions, gathered, exact),
        by_line={line: (visits[line], times[line]) for line in visits},
        wrong=None if accepts is None else done.judged.wrong,
        checks=() if accepts is None else (_check(done, blank, exact or not randomised),),
        answers=tuple(done.answers) if accepts is None else None,
    )


def _check(done: Round, blank: Measurement, certain: bool) -> Check:
    certain = certain and (blank.size is not None or not draws_from_tape(done.graph))
    return Check(blank.inputs, done.judged.wrong, certain, done.judged.counterexample)


def _interrupted(done: Round, blank: Measurement, randomised: bool) -> Measurement:
    """The figures of the inputs that were finished when the user stopped the measurement."""
    info = replace(blank.inputs, kind="partial", count=done.judged.count)
    blank = replace(blank, inputs=info, interrupted=True)
    if not done.gathered.count:
        return blank
    return _filled(done, blank, Evidence.WITNESSED, randomised)


def failed(failure: Undefined, arguments: Arguments) -> Failure:
    """A program's error as a value, with the input that it had."""
    return Failure(failure.code, failure.message, failure.line, failure.source, shown(arguments))
