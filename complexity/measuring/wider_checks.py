"""Answers checked on more than the inputs measured: the task's `checked`, and smaller sizes.

A check stops at the first wrong answer, an error being one, and where the steps that it may take
are done; if a run took by far the most of them, its answer is not known. Small sizes are checked
from 0 on: on all inputs while these are few, then on samples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..chains.expectations import Chains
from ..engine.meters import Beyond
from ..language.failures import Undefined
from ..semantics.limits import Limits
from ..semantics.spelling import text
from ..tasks.inputs import Arguments, Inputs, count_up_to
from ..tasks.problems import TaskProblem
from .answers import NOTHING, Answer, Drawn, certain, seen
from .batches import check_many, stopped
from .checking import Judged, checked, fail, judge, shown
from .estimate import words_of_an_input
from .executors import QUICK, Executor, executor, usable
from .figures import Check, InputsInfo, Measurement
from .input_loop import Round, arguments_of, chains_of, chosen, steps_of, tape_seed
from .readings import ended, sampled

FEWEST = 20  # inputs of a check, however long its runs are
PATIENCE = 10  # a check may take so many times the steps that are planned for it
BELOW = 10  # the check of all smaller sizes takes so many times less than that of one
MAKING = 10  # steps that making a word of an input takes as long as
STATES = 4_000  # of the chains of inputs that are only checked
PART = 4  # a size takes at most such a part of what is left for smaller ones


def further_checked(done: Round, found: Measurement, randomised: bool) -> Measurement:
    """A measurement with the answers checked on further inputs, as far as steps allow."""
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
    """The checks after that of the inputs measured, of which a run takes about so many steps."""
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
    """The steps that are planned for a check."""
    settings = done.settings
    fast = not randomised and usable(settings.engine, settings.measures)
    return settings.checking_fast if fast else settings.checking


# ---- one size


def check_at(
    done: Round, inputs: Inputs, info: InputsInfo, randomised: bool, steps: float, work: int
) -> tuple[Check, int]:
    """The check of some inputs, whose runs may take so much work together; and what they took."""
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
    """Checks inputs, all in few calls; the steps that were taken, None where code gave up."""
    try:
        return check_many(done, inputs, info, judged, steps, work)
    except Beyond:
        return None


def one_by_one(
    done: Round, inputs: Inputs, info: InputsInfo, judged: Judged, steps: float, work: int,
    randomised: bool,
) -> int:  # fmt: skip
    """Checks inputs, each over all tapes where these are few, else by a run; the steps it took.

    A run that draws and has no more fuel on its tape says nothing of the answer.
    """
    settings, spent, accepts = done.settings, 0, done.program.task.accepts
    chained = work // (2 * PATIENCE)  # half of what is planned
    chains = chains_of(done, chained, STATES) if randomised else None
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    for tape, arguments in enumerate(arguments_of(inputs, done.n, info), 1):
        left = work - spent - (0 if chains is None else chained)
        limits = replace(settings.limits, fuel=min(settings.limits.fuel, left))
        try:
            answer, taken = answered(machine, chains, arguments, limits,
                                     tape_seed(settings.seed, tape))  # fmt: skip
        except Undefined as failure:
            endless = failure.code == "fuel"
            spent += limits.fuel if endless else 1
            if endless and limits.fuel < settings.limits.fuel:
                stopped(judged, arguments, limits.fuel, steps)
                break
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
    machine: Executor, chains: Chains | None, arguments: Arguments, limits: Limits, seed: int
) -> tuple[Answer, int]:
    """The answer to an input, and the steps of a run that was made for it, if one was.

    Raises
    ------
    Undefined
        Where the program fails, or a limit stops it.
    """
    exact = None if chains is None else ended(chains, arguments)
    if exact is not None:
        return exact, 0
    reading, result = sampled(machine, arguments, limits, seed)
    answer = certain(result) if chains is None else seen(Drawn({text(result): result}))
    return answer, steps_of(reading)


# ---- smaller sizes


@dataclass(slots=True)
class Below:
    """The check of all sizes below that of a measurement.

    Attributes
    ----------
    left : steps that may still be taken; making a word of an input counts for some
    steps : about how many a run takes at the next size
    """

    done: Round
    randomised: bool
    left: float
    steps: float = 20.0

    def checks(self) -> Iterator[Check]:
        """What was found, sizes of one kind together; the last may be wrong or undecided."""
        together: dict[str, Check] = {}
        for check in self.each():
            kind = check.inputs.kind + check.inputs.what
            together[kind] = joined(together[kind], check) if kind in together else check
            if check.wrong or check.undecided:
                yield check
                return
        yield from together.values()

    def each(self) -> Iterator[Check]:
        """A check for every smaller size, and for both kinds of inputs of the task."""
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
        """Which inputs of a size are checked; None where there is no work left for them."""
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
        """The check of a size; None where the task or a family does not have it."""
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


_known: dict[object, tuple[Check | None, int]] = {}  # of sizes that several measurements check


def joined(first: Check, second: Check) -> Check:
    """The checks of two sizes as one."""
    inputs = replace(
        first.inputs, count=first.inputs.count + second.inputs.count,
        sizes=first.inputs.sizes + second.inputs.sizes,
    )  # fmt: skip
    return replace(
        first, inputs=inputs, judged=(first.judged or 0) + (second.judged or 0),
        certain=first.certain and second.certain, sure=least_sure((first, second)),
        stopped=first.stopped + second.stopped,
    )  # fmt: skip


def least_sure(checks: Sequence[Check]) -> Fraction | None:
    """The least probability of what is known to be right, None where all or none is known."""
    known = [check.sure for check in checks if not check.certain]
    return min((sure for sure in known if sure is not None), default=None) if all(known) else None
