"""Answers checked on more inputs than measured: the task's `checked`, and smaller sizes.

A check stops at the first wrong answer or error, and when its steps run out; if a single run took
by far the most of them, its answer is undecided. Smaller sizes are checked from 0 up: on all inputs
while these are few, then on samples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..chains.expectations import Chains
from ..engine.meters import Beyond
from ..language.failures import DIED, Undefined
from ..semantics.limits import Limits
from ..semantics.spelling import text
from ..tasks.inputs import Arguments, Inputs, count_up_to
from ..tasks.problems import TaskProblem
from .answers import NOTHING, Answer, Drawn, certain, seen
from .batches import check_many, stopped
from .checking import Judged, Unjudged, checked, fail, failed, judge, shown
from .estimate import words_of_an_input
from .executors import QUICK, Executor, OutOfWork, executor, usable
from .figures import Check, InputsInfo, Measurement
from .input_loop import Round, arguments_of, chains_of, chosen, steps_of, tape_seed
from .readings import ended, sampled

FEWEST = 20  # inputs of a check, even with long runs
PATIENCE = 10  # a check may take so many times its planned steps
BELOW = 10  # all smaller sizes together get one part in so many of the steps of a check
MAKING = 10  # steps that take as long as generating a word of an input
STATES = 4_000  # limit on the states of a chain that only serves a check
PART = 4  # a size gets at most one part in so many of the steps left for smaller ones


def further_checked(done: Round, found: Measurement, randomised: bool) -> Measurement:
    """Check the answers of a measurement on further inputs, within a number of steps."""
    if not found.figures or found.interrupted or done.program.task.accepts is None:
        return found
    steps = sum(count.approximate or 0 for count in found.by_op.values())
    checks = list(found.checks)
    try:
        for check in further(done, max(1.0, steps), randomised):
            checks.append(check)
            if check.wrong or check.undecided:
                break
    except KeyboardInterrupt:
        return replace(found, checks=tuple(checks), interrupted=True)
    return replace(found, checks=tuple(checks))


def further(done: Round, steps: float, randomised: bool) -> Iterator[Check]:
    """The checks beyond the measured inputs, given the estimated steps of a run."""
    task, settings, n = done.program.task, done.settings, done.n
    planned = planned_steps(done, randomised)
    if task.checked is not task.inputs and count_up_to(task.checked, n, 1):
        most = max(FEWEST, int(planned / steps))
        info = chosen(task.checked, n, most, min(most, settings.samples), settings.seed)
        work = min(settings.work, int(PATIENCE * max(planned, FEWEST * steps)))
        yield check_at(done, task.checked, info, randomised, steps, work)[0]
    if settings.below:
        yield from Below(done, randomised, planned / BELOW).checks()


def planned_steps(done: Round, randomised: bool) -> int:
    """The planned steps of a check."""
    settings = done.settings
    fast = not randomised and usable(settings.engine, settings.measures)
    return settings.checking_fast if fast else settings.checking


# ---- one size


def check_at(
    done: Round, inputs: Inputs, info: InputsInfo, randomised: bool, steps: float, work: int
) -> tuple[Check, int]:
    """Check some inputs within a limit on work; return the check and the steps taken."""
    settings, judged = done.settings, Judged()
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    fast = not randomised and usable(settings.engine, settings.measures)
    spent = None
    if fast and (steps * info.count > QUICK or machine.many):
        spent = by_machine_code(done, inputs, info, judged, steps, work)
    if spent is None:
        judged = Judged()
        spent = one_by_one(done, inputs, info, judged, steps, work, randomised)
    return checked(judged, info, to_the_end=False), spent


def by_machine_code(
    done: Round, inputs: Inputs, info: InputsInfo, judged: Judged, steps: float, work: int
) -> int | None:
    """Check inputs in batches; return the steps taken, or None if machine code gives up."""
    try:
        return check_many(done, inputs, info, judged, steps, work)
    except Beyond:
        return None


def one_by_one(
    done: Round,
    inputs: Inputs,
    info: InputsInfo,
    judged: Judged,
    steps: float,
    work: int,
    randomised: bool,
) -> int:
    """Check inputs one by one, over all tapes if these are few, else by a run; return the steps.

    A run that runs out of fuel on a sampled tape decides nothing.
    """
    settings, spent, accepts = done.settings, 0, done.program.task.accepts
    chained = work // (2 * PATIENCE)  # half of the planned steps
    chains = chains_of(done, chained, STATES) if randomised else None
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    for tape, arguments in enumerate(arguments_of(inputs, done.n, info), 1):
        left = max(0, work - spent - (0 if chains is None else chained))
        try:
            answer, taken = answered(
                machine, chains, arguments, settings.limits, tape_seed(settings.seed, tape), left
            )
        except OutOfWork:
            spent += left
            stopped(judged, arguments, left, steps)
            break
        except Undefined as failure:
            if failure.code == DIED:
                raise Unjudged(failed(failure, arguments)) from None
            endless = failure.code == "fuel"
            spent += settings.limits.fuel * machine.price if endless else 1
            if endless and randomised:
                judge(judged, accepts, arguments, NOTHING, True)
            else:
                fail(judged, f"{shown(arguments)} gives an error: {failure.message}")
        else:
            spent += taken
            judge(judged, accepts, arguments, answer)
        if judged.wrong:
            break
    return spent + (0 if chains is None else chained - max(0, chains.work.left))


def answered(
    machine: Executor,
    chains: Chains | None,
    arguments: Arguments,
    limits: Limits,
    seed: int,
    work: int,
) -> tuple[Answer, int]:
    """The answer to an input, and the work of the run made for it (0 if none was).

    Raises
    ------
    Undefined
        If the program fails, or a limit stops it.
    OutOfWork
        If the run would take more work.
    """
    exact = None if chains is None else ended(chains, arguments)
    if exact is not None:
        return exact, 0
    reading, result = sampled(machine, arguments, limits, seed, work)
    answer = certain(result) if chains is None else seen(Drawn({text(result): result}))
    return answer, steps_of(reading) * machine.price


# ---- smaller sizes


@dataclass(slots=True)
class Below:
    """The check of all sizes below that of a measurement.

    Attributes
    ----------
    left : the steps that may still be taken; generating inputs counts too
    steps : the estimated steps of a run at the next size
    """

    done: Round
    randomised: bool
    left: float
    steps: float = 20.0

    def checks(self) -> Iterator[Check]:
        """The checks, merged by kind of inputs; the last may be wrong or undecided."""
        together: dict[str, Check] = {}
        for check in self.each():
            kind = check.inputs.kind + check.inputs.what
            together[kind] = joined(together[kind], check) if kind in together else check
            if check.wrong or check.undecided:
                yield check
                return
        yield from together.values()

    def each(self) -> Iterator[Check]:
        """Yield a check for every smaller size and each kind of inputs of the task."""
        task = self.done.program.task
        kinds = [task.inputs] if task.checked is task.inputs else [task.inputs, task.checked]
        for n in range(self.done.n):
            for inputs in kinds:
                info = self.affordable(inputs, n)
                if info is None:
                    return
                if info.count and (check := self.at(inputs, n, info)) is not None:
                    yield check

    def affordable(self, inputs: Inputs, n: int) -> InputsInfo | None:
        """Choose the inputs of a size to check; None if the remaining steps do not suffice."""
        settings = self.done.settings
        cost, least = self.steps, count_up_to(inputs, n, FEWEST)
        if least:
            cost += MAKING * words_of_an_input(inputs, n, settings.seed)
        if least * cost > self.left:
            return None
        most = max(FEWEST, int(self.left / PART / cost))
        info = chosen(inputs, n, most, min(most, settings.samples), settings.seed)
        self.left -= info.count * (cost - self.steps)
        return replace(info, sizes=(n,))

    def at(self, inputs: Inputs, n: int, info: InputsInfo) -> Check | None:
        """Check a size; None if the task or a family is not defined for it."""
        program, settings = self.done.program, self.done.settings
        limits, given = settings.limits, settings.language.given
        key = program.graph, given, n, inputs is program.task.checked, info, limits, settings.work
        if key not in _known:
            work = min(settings.work, int(PATIENCE * self.left))
            try:
                graph = program.graph(n, given)
                done = Round(program, n, graph, settings)
                _known[key] = check_at(done, inputs, info, self.randomised, self.steps, work)
            except TaskProblem:
                _known[key] = None, 0
        check, spent = _known[key]
        self.left -= spent
        if check is not None and check.judged:
            self.steps = 20 + 2 * spent / check.judged
        return check


_known: dict[object, tuple[Check | None, int]] = {}  # checks shared by several measurements


def joined(first: Check, second: Check) -> Check:
    """Merge the checks of two sizes."""
    inputs = replace(
        first.inputs,
        count=first.inputs.count + second.inputs.count,
        sizes=first.inputs.sizes + second.inputs.sizes,
    )
    return replace(
        first,
        inputs=inputs,
        judged=(first.judged or 0) + (second.judged or 0),
        certain=first.certain and second.certain,
        sure=least_sure((first, second)),
        stopped=first.stopped + second.stopped,
    )


def least_sure(checks: Sequence[Check]) -> Fraction | None:
    """The minimum probability known to be right; None if all or none of it is known."""
    known = [check.sure for check in checks if not check.certain]
    return min((sure for sure in known if sure is not None), default=None) if all(known) else None
