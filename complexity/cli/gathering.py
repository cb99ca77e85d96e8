"""Measuring the programs of a subject, and comparing the answers of those without a spec."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ..language.failures import IllFormed
from ..measuring.agreement import Agreement, agreement
from ..measuring.checking import shown
from ..measuring.common import Ground, on_common_ground
from ..measuring.figures import Measurement
from ..measuring.input_loop import arguments_of
from ..measuring.measure import measure
from ..measuring.settings import Settings
from ..python.refusals import NotInLanguage
from ..reports.notation import plural
from ..reports.standings import short
from ..reports.terminal import Teller
from ..tasks.files import Task
from ..tasks.find import Program
from ..tasks.problems import NO_SUCH_SIZE, TaskProblem
from .errors import as_known
from .subjects import Subject


@dataclass(slots=True)
class Measured:
    """The results of measuring several programs.

    Attributes
    ----------
    refused : the refusals of programs outside the language
    absent : descriptions of families that lack a size
    interrupted : whether a user stopped it
    grounds : for programs without a spec, the common inputs by size
    """

    found: list[Measurement] = field(default_factory=list)
    refused: list[Exception] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    interrupted: bool = True
    grounds: dict[int, Ground] = field(default_factory=dict)


def common(task: Task, programs: Sequence[Program], settings: Settings, done: Measured) -> None:
    """Without a spec, measure again on the inputs on which all programs are defined."""
    if task.accepts is not None or done.interrupted:
        return
    sizes: dict[int, list[Measurement]] = {}
    for one in done.found:
        sizes.setdefault(one.size or 0, []).append(one)
    for n, found in sizes.items():
        again, ground = on_common_ground(programs, found, settings, measure)
        if ground is not None:
            done.grounds[n] = ground
            by_name = {one.program: one for one in again}
            done.found = [by_name[one.program] if one.size == n else one for one in done.found]


def measure_all(
    subject: Subject, sizes: Sequence[int], settings: Settings, step: Teller
) -> Measured:
    """Measure every program at every size, until the user stops it."""
    done = Measured()
    with contextlib.suppress(KeyboardInterrupt):
        for program in subject.programs:
            for n in sizes:
                step(program.name if len(sizes) == 1 else f"{program.name} n = {n}")
                if not measured(program, n, settings, done, step):
                    break
            if done.found and done.found[-1].interrupted:
                return done
        done.interrupted = False
        common(subject.task, subject.programs, settings, done)
    return done


def measured(program: Program, n: int, settings: Settings, done: Measured, step: Teller) -> bool:
    """Measure a program at a size and record the result; whether to continue with its next size."""
    try:
        done.found.append(measure(program, n, settings, step.part))
        return not done.found[-1].interrupted
    except (NotInLanguage, TaskProblem, IllFormed) as error:
        if isinstance(error, TaskProblem) and error.code == NO_SUCH_SIZE:
            done.absent.append(error.message)
            return True
        done.refused.append(as_known(error))
        return False


def agreed(found: Sequence[Measurement]) -> Agreement | None:
    """The agreement of programs without a spec.

    Answers to all inputs and answers to a sample are not compared.
    """
    known = [one for one in found if one.answers is not None]
    if len(known) < 2:
        return None
    kind = Counter(one.inputs.kind for one in known).most_common(1)[0][0]
    told = agreement({one.program: one.answers or () for one in known if one.inputs.kind == kind})
    apart = {one.program: one.inputs.count for one in known if one.inputs.kind != kind}
    return replace(told, differs={**told.differs, **dict.fromkeys(apart, 0)},
                   undecided={**told.undecided, **apart})  # fmt: skip


def differing(compared: Agreement | None) -> dict[str, str]:
    """The programs excluded because their answers differ, with the reason."""
    if compared is None:
        return {}
    return {name: f"differs on {times:,} of {plural(compared.count, 'input')}"
            for name, times in compared.differs.items() if times}  # fmt: skip


def differences(
    compared: Agreement | None, task: Task, n: int, found: Sequence[Measurement]
) -> tuple[str, ...]:
    """Describe the first difference of each program."""
    if compared is None or not compared.first:
        return ()
    known = {one.program: one for one in found}
    told = []
    for name, first in compared.first.items():
        inputs = arguments_of(task.inputs, n, known[name].inputs)
        arguments = next(islice(inputs, first.place, None))
        told.append(f"{short(name)} on {shown(arguments)}: {first.own}; others: {first.others}")
    return tuple(told)
