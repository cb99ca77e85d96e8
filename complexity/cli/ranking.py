"""`complexity rank`: the programs of a task, ordered by a price."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ..encoding.code import weigh
from ..encoding.languages import NAMES, Language, lengths
from ..measuring.figures import Check, Measurement
from ..measuring.gates import INTERRUPTED as CUT
from ..measuring.gates import Gates, gates_of_each
from ..measuring.measure import measure
from ..measuring.settings import Settings
from ..pricing.budgets import Budget
from ..pricing.logs import approximate, minus
from ..pricing.prices import LEVIN, NAMED, Price, describe, needs
from ..pricing.texts import parse_price
from ..ranking.abroad import Home, strip
from ..ranking.costs import cost_of, wrong_anywhere
from ..ranking.flips import Sweep, flips_by_price
from ..ranking.ranks import rank
from ..ranking.rows import Row
from ..ranking.turning import Turning, turning
from ..reports.rankings import rank_object, rank_page
from ..reports.standings import Entry, Ranking, distinct_names
from ..reports.terminal import Teller, progress
from ..semantics.measures import ALL, ALL_CHEAP
from ..tasks.find import Program
from ..tasks.reference import reference
from .errors import FAILED, REFUSED
from .gathering import Measured, agreed, differences, differing, measure_all
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

FIRST = ("time", "draws")  # what the page shows unless more is asked for


@dataclass(frozen=True, slots=True)
class Work:
    """The results for one ranking: a subject at a size, its circuits, and the winners elsewhere.

    Attributes
    ----------
    strips : by other reference languages of the task, the cheapest at every price of a step
    """

    subject: Subject
    n: int
    done: Measured
    gates: dict[str, Gates]
    strips: dict[str, Sweep] = field(default_factory=dict)

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it."""
        return self.done.interrupted or any(one.reason == CUT for one in self.gates.values())


def run(args: argparse.Namespace) -> int:
    """Rank the programs of a task, at one size or several."""
    rate = price_of(args)
    if isinstance(rate, Budget):
        args = with_settings(args, fan_in=rate.fan_in, statistic="worst")
    else:
        args = with_settings(args, statistic=args.statistic or rate.statistic or "mean")
    compared, works = subjects(args), list[Work]()
    every = [(subject, n) for subject in compared for n in sizes_of(args, subject.task)]
    steps = sum(len(subject.programs) for subject, _ in every)
    with progress(steps if args.width is None else 2 * steps) as step:
        for subject, n in every:
            stopped = bool(works) and works[-1].interrupted
            work = worked(args, subject, n, rate, step, stopped)
            alone = len(every) == 1 and not isinstance(rate, Budget)
            works.append(with_strips(args, work, step) if alone else work)
    with uninterrupted() as caught:
        rankings = [concluded(args, rate, work, wrong_in(works, work.subject)) for work in works]
    if caught:
        rankings[-1] = replace(rankings[-1], interrupted=True)
    page = tuple(block for ranking in rankings for block in (*rank_page(ranking), ""))
    told = rank_object(rankings) | {"unranked": unranked_object(compared)}
    give(args, (*page, *unranked_page(compared))[:-1], told)
    return ending(rankings, bool(args.task))


def with_settings(args: argparse.Namespace, **settings: object) -> argparse.Namespace:
    """A command line with other settings."""
    return argparse.Namespace(**{**vars(args), **settings})


def ending(rankings: Sequence[Ranking], judged: bool) -> int:
    """The exit code: a refusal or an interrupt counts; a failure only if nothing is ranked.

    Of programs that are `judged`, with `--task`, a wrong answer counts too.
    """
    if any(ranking.interrupted for ranking in rankings):
        return INTERRUPTED
    if any(ranking.refused for ranking in rankings):
        return REFUSED
    listed = [entry for ranking in rankings for entry in ranking.entries]
    if judged and any(check.wrong for entry in listed for check in entry.found.checks):
        return FAILED
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
    settings = settings_of(args, language_of(args, subject.task), measures_for(args, rate))
    counting = isinstance(rate, Budget) or args.json is not None
    settings = replace(settings, counting=counting)
    done = Measured() if stopped else measure_all(subject, (n,), settings, step)
    return Work(subject, n, done, gates_beside(args, subject, done, n, step))


def measures_for(args: argparse.Namespace, rate: Price | Budget) -> frozenset[str]:
    """The measures to take: what the page shows and the price charges; all for a JSON object."""
    if isinstance(rate, Budget):
        return ALL
    usual = FIRST if args.json is None else ALL_CHEAP
    return frozenset({*usual, *needs(rate), *args.measures})


def columns_for(args: argparse.Namespace, rate: Price | Budget) -> tuple[str, ...]:
    """The further columns of the page: those asked for, and what the price charges but time."""
    charged = () if isinstance(rate, Budget) else needs(rate)
    return tuple(name for name in dict.fromkeys((*args.measures, *charged)) if name != "time")


def with_strips(args: argparse.Namespace, work: Work, step: Teller) -> Work:
    """Add the winners in the other languages that a task offers, at usual sizes or for `--all`."""
    subject, n, done = work.subject, work.n, work.done
    others = other_languages(args, subject)
    if not others or done.interrupted:
        return work
    if n > subject.task.default_size and not args.all:  # it may take as long as all before
        return work
    spoken = language_of(args, subject.task)
    settings = replace(settings_of(args, spoken, FIRST), counting=False, below=False)
    known, found = homes(args, work, spoken), dict[str, Sweep]()
    try:
        for at, name in enumerate(others):
            step.part(at, len(others), "other languages")
            language = reference(subject.task, name, args.given)
            measured = partial(elsewhere, replace(settings, language=language), n)
            sweep = strip(known, n, language, measured, args.statistic)
            found |= {} if sweep is None else {language.name: sweep}
    except KeyboardInterrupt:
        done.interrupted = True
    return replace(work, strips=found)


def other_languages(args: argparse.Namespace, subject: Subject) -> list[str]:
    """The other languages that a task offers: those that give words, and if any does, `bare`."""
    given = subject.task.given
    offered = [
        name for name in NAMES if given.get(name) or (name == "bare" and any(given.values()))
    ]
    return [name for name in offered if name != args.language]


def unswept(args: argparse.Namespace, work: Work) -> tuple[str, ...]:
    """The languages whose winners a larger size than usual left out."""
    large = work.n > work.subject.task.default_size and not args.all
    return tuple(other_languages(args, work.subject)) if large else ()


def homes(args: argparse.Namespace, work: Work, spoken: Language) -> list[Home]:
    """The programs with a place, with their graphs and costs in the language of the ranking."""
    found, statistic = work.done.found, args.statistic
    rows = rank(found, LEVIN, statistic, excluded=differing(agreed(found)))
    placed = {row.program for row in rows if row.rank}
    programs = {program.name: program for program in work.subject.programs}
    return [
        Home(program, program.graph(work.n, spoken.given), cost_of(one, statistic))
        for one in found
        if one.program in placed and (program := programs[one.program])
    ]


def elsewhere(settings: Settings, n: int, program: Program) -> Measurement:
    """Measure a program in another language; its answers are judged on the same inputs alone."""
    task = replace(program.task, checked=program.task.inputs)
    return uncut(measure(replace(program, task=task), n, settings))


def uncut(found: Measurement) -> Measurement:
    """A measurement that no interrupt cut short."""
    if found.interrupted:
        raise KeyboardInterrupt
    return found


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
    listed = entries(found, rows, rate, args.statistic, apart_from)
    ranking = Ranking(
        task=subject.name,
        size=n,
        price=rate.name,
        formula=formula(rate),
        budget=isinstance(rate, Budget),
        entries=listed,
        setting=setting_of(args, spoken),
        abroad=abroad(args, subject, rows, n) if args.all else {},
        refused=(*subject.refused, *done.refused),
        absent=tuple(done.absent),
        interrupted=work.interrupted,
        missing=missing(subject, found) if done.interrupted else (),
        next=command_with(args, "flips", *args.names),
        agreed=compared,
        ground=done.grounds.get(n),
        differences=differences(compared, subject.task, n, found),
        gates=gates,
        kinds=kinds_of(subject.programs),
        words=given_words(args, subject, work),
        measures=columns_for(args, rate),
        exact=args.exact,
        every=args.all,
        names=distinct_names([one.program for one in found]),
    )
    return ranking if ranking.budget else along_prices(args, work, ranking, apart_from)


def along_prices(
    args: argparse.Namespace, work: Work, ranking: Ranking, excluded: Mapping[str, str]
) -> Ranking:
    """A ranking by a price with its dependence on the price of a step."""
    listed, spoken = ranking.entries, language_of(args, work.subject.task)
    return replace(
        ranking,
        apart=apart([entry.row for entry in listed]),
        turning=turned(listed, ranking.kinds, args.statistic, excluded),
        strips=strips(args, work, listed, spoken),
        unswept=unswept(args, work),
    )


def kinds_of(programs: Sequence[Program]) -> dict[str, str]:
    """The kinds of answers that tasks declare, by the names of programs."""
    return {one.name: one.task.kinds[one.short] for one in programs if one.short in one.task.kinds}


def placed(listed: Sequence[Entry]) -> list[Measurement]:
    """The programs whose order by time and length is known."""
    return [entry.found for entry in listed if entry.ranks[LEVIN.name]]


def turned(
    listed: Sequence[Entry], kinds: Mapping[str, str], statistic: str, excluded: Mapping[str, str]
) -> Turning | None:
    """How the order turns with the price of a step; None if there is nothing to compare."""
    found = placed(listed)
    if len(found) < 2:
        return None

    def places(rate: Price) -> dict[str, int | None]:
        rows = rank((entry.found for entry in listed), rate, statistic, excluded=excluded)
        return {row.program: row.rank for row in rows}

    return turning([cost_of(one, statistic) for one in found], places, LEVIN, kinds)


def strips(
    args: argparse.Namespace, work: Work, listed: Sequence[Entry], spoken: Language
) -> dict[str, Sweep]:
    """The cheapest at every price of a step, by reference language, in the usual order."""
    costs = [cost_of(one, args.statistic) for one in placed(listed)]
    own = {spoken.name: flips_by_price(costs, "b")} if costs else {}
    every = own | work.strips
    order = sorted(every, key=lambda name: NAMES.index(name.partition("+")[0]))
    return {name: every[name] for name in order}


def given_words(
    args: argparse.Namespace, subject: Subject, work: Work
) -> dict[str, dict[str, float]]:
    """By language of the page, what the words that it gives cost in `bare`, in bits."""
    besides = {name.partition("+")[0] for name in work.strips}
    languages = [name for name in NAMES if name in (args.language, *besides)]
    spoken = {name: reference(subject.task, name, args.given) for name in languages}
    return {
        one.name: {word: weight.bits for word, weight in lengths(one.library).items()}
        for one in spoken.values()
        if one.given
    }


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
