"""`complexity rank`: the programs of a task, ordered by a price."""

from __future__ import annotations

import argparse
import contextlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ..encoding.code import weigh
from ..encoding.languages import NAMES
from ..language.failures import IllFormed
from ..measuring.agreement import Agreement, agreement
from ..measuring.checking import shown
from ..measuring.common import Ground, on_common_ground
from ..measuring.figures import Check, Measurement
from ..measuring.gates import INTERRUPTED as CUT
from ..measuring.gates import Gates, gates_of_each
from ..measuring.input_loop import arguments_of
from ..measuring.measure import measure
from ..measuring.settings import Settings
from ..pricing.budgets import Budget
from ..pricing.logs import approximate, minus
from ..pricing.prices import NAMED, Price, describe, needs
from ..pricing.texts import parse_price
from ..python.refusals import NotInLanguage
from ..ranking.costs import wrong_anywhere
from ..ranking.ranks import rank
from ..ranking.rows import Row
from ..reports.notation import plural
from ..reports.rankings import rank_object, rank_page
from ..reports.standings import Entry, Ranking, short
from ..reports.terminal import Teller, progress
from ..semantics.measures import ALL, ALL_CHEAP
from ..tasks.files import Task
from ..tasks.find import Program
from ..tasks.problems import NO_SUCH_SIZE, TaskProblem
from ..tasks.reference import reference
from .errors import REFUSED, as_known
from .interrupts import uninterrupted
from .main import INTERRUPTED
from .output import give
from .reference import language_of, setting_of, settings_of
from .scoring import code
from .subjects import (
    Subject,
    command_with,
    sizes_of,
    subjects,
    unranked_object,
    unranked_page,
)


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


@dataclass(frozen=True, slots=True)
class Work:
    """The results for one ranking: a subject at a size, and its circuits."""

    subject: Subject
    n: int
    done: Measured
    gates: dict[str, Gates]

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it."""
        return self.done.interrupted or any(one.reason == CUT for one in self.gates.values())


def run(args: argparse.Namespace) -> int:
    """Rank the programs of a task, at one size or several."""
    rate = price_of(args)
    if isinstance(rate, Budget):
        args = argparse.Namespace(**{**vars(args), "fan_in": rate.fan_in, "statistic": "worst"})
    compared, works = subjects(args), list[Work]()
    every = [(subject, n) for subject in compared for n in sizes_of(args, subject.task)]
    steps = sum(len(subject.programs) for subject, _ in every)
    with progress(steps if args.width is None else 2 * steps) as step:
        for subject, n in every:
            stopped = bool(works) and works[-1].interrupted
            works.append(worked(args, subject, n, rate, step, stopped))
    with uninterrupted() as caught:
        rankings = [concluded(args, rate, work, wrong_in(works, work.subject)) for work in works]
    if caught:
        rankings[-1] = replace(rankings[-1], interrupted=True)
    page = tuple(block for ranking in rankings for block in (*rank_page(ranking), ""))
    told = rank_object(rankings) | {"unranked": unranked_object(compared)}
    give(args, (*page, *unranked_page(compared))[:-1], told)
    return ending(rankings)


def ending(rankings: Sequence[Ranking]) -> int:
    """The exit code: a refusal or an interrupt counts; a failure only if nothing is ranked."""
    if any(ranking.interrupted for ranking in rankings):
        return INTERRUPTED
    if any(ranking.refused for ranking in rankings):
        return REFUSED
    listed = [entry for ranking in rankings for entry in ranking.entries]
    if any(entry.row.rank for entry in listed):
        return 0
    return max((code(entry.found) for entry in listed), default=REFUSED)


def price_of(args: argparse.Namespace) -> Price | Budget:
    """The price or budget that determines the order."""
    if args.budget is None:
        return parse_price(args.price)
    text = args.budget
    return parse_price(f"budget({text})" if "=" in text and "(" not in text else text)


def worked(
    args: argparse.Namespace, subject: Subject, n: int, rate: Price | Budget, step: Teller,
    stopped: bool = False,
) -> Work:  # fmt: skip
    """Measure one subject at one size; nothing is measured after an interrupt."""
    measures = ALL if isinstance(rate, Budget) else ALL_CHEAP | {*needs(rate)}
    settings = settings_of(args, language_of(args, subject.task), measures)
    done = Measured() if stopped else measure_all(subject, (n,), settings, step)
    return Work(subject, n, done, gates_beside(args, subject, done, n, step))


def wrong_in(works: Sequence[Work], subject: Subject) -> dict[str, Check]:
    """The programs of a subject that are wrong at one of the measured sizes."""
    mine = [work for work in works if work.subject is subject]
    return wrong_anywhere(one for work in mine for one in work.done.found)


def with_mistake(one: Measurement, wrong: Mapping[str, Check]) -> Measurement:
    """Add a program's mistake at another size to a measurement."""
    own = any(check.wrong or check.undecided for check in one.checks)
    if own or one.program not in wrong:
        return one
    return replace(one, checks=(*one.checks, wrong[one.program]))


def concluded(
    args: argparse.Namespace, rate: Price | Budget, work: Work, wrong: Mapping[str, Check]
) -> Ranking:
    """Rank measured programs; a program that is wrong at any size is excluded."""
    subject, n, done, gates = work.subject, work.n, work.done, work.gates
    spoken = language_of(args, subject.task)
    found = [with_mistake(one, wrong) for one in done.found]
    compared = agreed(found)
    apart_from = differing(compared)
    rows = rank(found, rate, args.statistic, excluded=apart_from)
    return Ranking(
        task=subject.name,
        size=n,
        price=rate.name,
        formula=formula(rate),
        budget=isinstance(rate, Budget),
        entries=entries(found, rows, rate, args.statistic, apart_from),
        setting=setting_of(args, spoken),
        apart=None if isinstance(rate, Budget) else apart(rows),
        abroad=abroad(args, subject, rows, n),
        refused=(*subject.refused, *done.refused),
        absent=tuple(done.absent),
        interrupted=work.interrupted,
        missing=missing(subject, found) if done.interrupted else (),
        next=command_with(args, "flips", *args.names),
        agreed=compared,
        ground=done.grounds.get(n),
        differences=differences(compared, subject.task, n, found),
        gates=gates,
    )


def gates_beside(
    args: argparse.Namespace, subject: Subject, done: Measured, n: int, step: Teller
) -> dict[str, Gates]:
    """The circuits by program, if -w is given."""
    if args.width is None:
        return {}
    given, measured = language_of(args, subject.task).given, {one.program for one in done.found}
    programs = [program for program in subject.programs if program.name in measured]
    return gates_of_each({one.name: (one, n) for one in programs}, args.width, given, step)


def missing(subject: Subject, found: Sequence[Measurement]) -> tuple[str, ...]:
    """The programs that an interrupt kept from being measured."""
    measured = {one.program for one in found}
    return tuple(program.name for program in subject.programs if program.name not in measured)


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


def formula(rate: Price | Budget) -> str:
    """The formula that the order is based on."""
    if isinstance(rate, Price):
        return f"J = {describe(rate)}, in bits"
    limits = [
        f"{limit:,} {what}"
        for what, limit in (
            ("levels", rate.levels), ("ops a level", rate.width), ("words", rate.words),
        )
        if limit is not None
    ]  # fmt: skip
    return f"of what fits {', '.join(limits)} in the worst case: the least wrong, then the shortest"


def entries(
    found: Sequence[Measurement], rows: Sequence[Row], rate: Price | Budget, statistic: str,
    excluded: Mapping[str, str],
) -> tuple[Entry, ...]:  # fmt: skip
    """The rows of a ranking, with the ranks under every named price."""
    named: dict[str, Price | Budget] = {**NAMED, rate.name: rate}
    ranks = {
        name: {row.program: row.rank for row in rank(found, other, statistic, excluded=excluded)}
        for name, other in named.items()
    }
    by_name = {one.program: one for one in found}
    return tuple(
        Entry(row, by_name[row.program], {name: ranks[name][row.program] for name in named})
        for row in rows
    )


def apart(rows: Sequence[Row]) -> float | None:
    """The difference between the first two programs in bits."""
    first, second = (*(row.exact for row in rows[:2]), None, None)[:2]
    return None if first is None or second is None else approximate(minus(second, first))


def abroad(
    args: argparse.Namespace, subject: Subject, rows: Sequence[Row], n: int
) -> dict[str, tuple[float, float]]:
    """The lengths of the first two programs in the task's other reference languages."""
    if len(rows) < 2 or rows[1].rank is None or not subject.task.given:
        return {}
    by_name = {program.name: program for program in subject.programs}
    pair = by_name[rows[0].program], by_name[rows[1].program]
    found = {}
    for name in NAMES:
        if name != args.language:
            spoken = reference(subject.task, name, args.given)
            first, second = (
                weigh(program.graph(n, spoken.given), spoken.library).bits for program in pair
            )
            found[name] = (first, second)
    return found
