"""`complexity flips`: who is cheapest over sizes and prices, and where exactly that changes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from fractions import Fraction

from ..measuring.figures import Measurement
from ..pricing.prices import NAMED
from ..ranking.phases import EXPONENTS, RENTS, PhaseDiagram, phases, price_grid
from ..ranking.sizes import flips_by_size
from ..reports.flips import Flips, flips_object, flips_page
from ..reports.terminal import Progress, progress
from ..tasks.files import Task
from .errors import REFUSED
from .main import INTERRUPTED
from .output import give
from .ranking import measure_all
from .reference import language_of, setting_of, settings_of
from .subjects import Subject, subjects, unranked_page

ROWS = 9  # of a map, for each kind of price


def run(args: argparse.Namespace) -> int:
    """Sweep sizes and prices for the programs of one task, or of each signature of a file."""
    found: list[Flips] = []
    compared = subjects(args)
    with progress(sum(len(s.programs) * len(swept(args, s.task)) for s in compared)) as step:
        for subject in compared:
            found.append(sweep(args, subject, step))
            if found[-1].interrupted:
                break
    page = tuple(block for flips in found for block in (*flips_page(flips), ""))
    give(args, (*page, *unranked_page(compared))[:-1], flips_object(found))
    if any(flips.interrupted for flips in found):
        return INTERRUPTED
    return REFUSED if any(flips.refused for flips in found) else 0


def sweep(args: argparse.Namespace, subject: Subject, step: Progress) -> Flips:
    """The flips of one subject."""
    spoken = language_of(args, subject.task)
    settings, sizes = settings_of(args, spoken), swept(args, subject.task)
    done = measure_all(subject.programs, sizes, settings, step)
    wrong = wrong_somewhere(done.found)
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
        refused=tuple(done.refused),
        absent=tuple(done.absent),
        interrupted=done.interrupted,
        wrong=wrong,
        next=suggestion(diagram),
    )


def mapped(found: Sequence[Measurement], statistic: str) -> PhaseDiagram:
    """The phase diagram over prices that reach beyond the first and the last flip."""
    diagram = phases(found, (), statistic)
    at: dict[str, list[Fraction]] = {"a": [], "b": []}
    for flip in (flip for sweep in diagram.sweeps for flip in sweep.flips):
        at[flip.parameter] += [end for end in flip.at_interval if end > 0]
    exponents = powers(at["a"], EXPONENTS)
    return phases(found, price_grid(exponents, powers(at["b"], RENTS)), statistic)


def powers(values: Sequence[Fraction], usual: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """At most about `ROWS` powers of two from below the smallest of values to above the largest.

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
    """The largest k for which 2^k is at most a positive value."""
    k = value.numerator.bit_length() - value.denominator.bit_length()
    return k if Fraction(2) ** k <= value else k - 1


def wrong_somewhere(measured: Sequence[Measurement]) -> dict[str, str]:
    """The programs that answered wrong at some size, which are no solutions at any."""
    found: dict[str, str] = {}
    for one in measured:
        wrong = max([one.wrong or 0, *(check.wrong for check in one.checks)])
        if wrong:
            found.setdefault(one.program, f"{wrong:,} answers are wrong at n = {one.size}")
    return found


def suggestion(diagram: PhaseDiagram) -> str:
    """The command to go on with: the last program to become cheapest, line by line."""
    return f"complexity explain {list(diagram.letters)[-1]}" if diagram.letters else ""


def swept(args: argparse.Namespace, task: Task) -> tuple[int, ...]:
    """The sizes of a sweep: those asked for, or all from 1 to the task's own."""
    if args.sizes is not None:
        return tuple(args.sizes)
    last = task.default_size if args.size is None else args.size
    return tuple(n for n in range(1, last + 1) if task.inputs.count(n)) or (last,)
