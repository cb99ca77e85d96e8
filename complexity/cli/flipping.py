"""`complexity flips`: the cheapest program by size and price, and the exact points of change."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..encoding.languages import Language
from ..measuring.figures import Check, Measurement
from ..pricing.prices import NAMED
from ..ranking.costs import wrong_anywhere
from ..ranking.phases import EXPONENTS, RENTS, PhaseDiagram, phases, price_grid
from ..ranking.sizes import flips_by_size
from ..reports.flips import Flips, flips_object, flips_page
from ..reports.problems import Problem
from ..reports.scores import ENDED, sizes_words
from ..reports.standings import distinct_names
from ..reports.terminal import Teller, progress
from ..tasks.files import Task
from ..tasks.find import is_file
from ..tasks.inputs import count_up_to
from .errors import REFUSED
from .gathering import Measured, agreed, differing, measure_all
from .interrupts import uninterrupted
from .main import INTERRUPTED
from .output import give
from .reference import language_of, setting_of, settings_of
from .subjects import Subject, command_with, subjects, unranked_object, unranked_page

MOST_SIZES = 1_000
ROWS = 9  # of a phase diagram, for each kind of price


def run(args: argparse.Namespace) -> int:
    """Sweep sizes and prices for the programs of a task, or of each signature of a file."""
    found: list[Flips] = []
    compared = subjects(args)
    with progress(sum(len(s.programs) * len(swept(args, s.task)) for s in compared)) as step:
        for subject in compared:
            stopped = bool(found) and found[-1].interrupted
            found.append(sweep(args, subject, step, stopped))
    page = tuple(block for flips in found for block in (*flips_page(flips), ""))
    told = flips_object(found) | {"unranked": unranked_object(compared)}
    give(args, (*page, *unranked_page(compared))[:-1], told)
    if any(flips.interrupted for flips in found):
        return INTERRUPTED
    return REFUSED if any(flips.refused for flips in found) else 0


def sweep(args: argparse.Namespace, subject: Subject, step: Teller, stopped: bool) -> Flips:
    """The flips of one subject; nothing is measured after an interrupt."""
    spoken = language_of(args, subject.task)
    settings, sizes = settings_of(args, spoken), swept(args, subject.task)
    done = Measured() if stopped else measure_all(subject, sizes, settings, step)
    with uninterrupted() as caught:
        flips = concluded(args, subject, spoken, done)
    return replace(flips, interrupted=flips.interrupted or bool(caught))


def concluded(
    args: argparse.Namespace, subject: Subject, spoken: Language, done: Measured
) -> Flips:
    """Compute the flips of measured programs."""
    wrong = wrong_somewhere(done.found) | different_somewhere(done.found)
    found = [one for one in done.found if one.program not in wrong]
    diagram = mapped(found, args.statistic)
    by_size = tuple(
        (name, flips_by_size(found, rate, args.statistic, args.horizon))
        for name, rate in NAMED.items()
        if found
    )
    return Flips(
        task=subject.name,
        programs=len(subject.programs),
        setting=setting_of(args, spoken),
        diagram=diagram,
        by_size=by_size,
        refused=(*subject.refused, *done.refused),
        absent=tuple(done.absent),
        interrupted=done.interrupted,
        wrong=wrong,
        next=suggestion(args, subject, diagram),
        exact=args.exact,
        every=args.all,
        labels=distinct_names([program.name for program in subject.programs]),
    )


def mapped(found: Sequence[Measurement], statistic: str) -> PhaseDiagram:
    """The phase diagram over prices that extend beyond the first and the last flip."""
    diagram = phases(found, (), statistic)
    at: dict[str, list[Fraction]] = {"a": [], "b": []}
    for flip in (flip for sweep in diagram.sweeps for flip in sweep.flips):
        at[flip.parameter] += [end for end in flip.at_interval if end > 0]
    exponents = powers(at["a"], EXPONENTS)
    return phases(found, price_grid(exponents, powers(at["b"], RENTS)), statistic)


def powers(values: Sequence[Fraction], usual: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """At most about `ROWS` powers of two that enclose the values.

    Examples
    --------
    >>> [str(power) for power in powers([Fraction(1, 3), Fraction(5)], ())]
    ['1/4', '1/2', '1', '2', '4', '8']
    """
    if not values:
        return tuple(usual)
    low, high = (floor_log2(end) for end in (min(values), max(values)))
    step = -(-(high + 1 - low) // ROWS)
    return tuple(Fraction(2) ** k for k in range(low, high + 1 + step, step))


def floor_log2(value: Fraction) -> int:
    """The largest k such that 2^k is at most a positive value."""
    k = value.numerator.bit_length() - value.denominator.bit_length()
    return k if Fraction(2) ** k <= value else k - 1


def wrong_somewhere(measured: Sequence[Measurement]) -> dict[str, str]:
    """The programs that answer wrong at some size, with reasons; they are excluded at all sizes."""
    return {name: why_not(check) for name, check in wrong_anywhere(measured).items()}


def why_not(check: Check) -> str:
    """Say why a program is excluded."""
    where = sizes_words(check.inputs.sizes)
    if not check.wrong:
        return f"its answers are not known at {where}: {check.undecided} {ENDED}"
    if check.judged is not None or check.wrong == 1:
        return f"an answer is wrong at {where}: {check.counterexample}"
    return f"{check.wrong:,} answers are wrong at {where}"


def different_somewhere(measured: Sequence[Measurement]) -> dict[str, str]:
    """Without a spec, the programs whose answers differ from the most common ones at some size."""
    sizes: dict[int | None, list[Measurement]] = {}
    for one in measured:
        sizes.setdefault(one.size, []).append(one)
    found: dict[str, str] = {}
    for n, measurements in sizes.items():
        for name, why in differing(agreed(measurements)).items():
            found.setdefault(name, f"{why} at n = {n}")
    return found


def suggestion(args: argparse.Namespace, subject: Subject, diagram: PhaseDiagram) -> str:
    """The suggested next command: explain the last program to become cheapest."""
    if not diagram.letters:
        return ""
    last = list(diagram.letters)[-1]
    kinds = {program.name: program.kind for program in subject.programs}
    if kinds[last] == "family" and is_file(subject.task.name) and not args.task:
        # a file named with `::` is not executed, so its families need the file as a task
        args = argparse.Namespace(**{**vars(args), "task": subject.task.file})
    return command_with(args, "explain", last)


def swept(args: argparse.Namespace, task: Task) -> tuple[int, ...]:
    """The sizes of a sweep: the requested ones, or 1 to the task's default."""
    if args.sizes is not None:
        return tuple(args.sizes)
    last = task.default_size if args.size is None else args.size
    if last > MOST_SIZES:
        raise Problem(
            "CX007", f"-n {last} asks for all sizes from 1 to {last}", "choose some with --sizes"
        )
    return tuple(n for n in range(1, last + 1) if count_up_to(task.inputs, n, 1)) or (last,)
