"""`complexity flips`: who is cheapest over sizes and prices, and where exactly that changes."""

from __future__ import annotations

import argparse

from ..pricing.prices import NAMED
from ..ranking.phases import PhaseDiagram, phases
from ..ranking.sizes import flips_by_size
from ..reports.flips import Flips, flips_object, flips_page
from ..reports.problems import Problem
from ..reports.terminal import progress
from ..tasks.files import Task
from .errors import REFUSED
from .main import INTERRUPTED
from .output import give
from .ranking import measure_all
from .reference import language_of, setting_of, settings_of
from .subjects import subjects


def run(args: argparse.Namespace) -> int:
    """Sweep sizes and prices for the programs of one task."""
    subject = subjects(args)[0]
    spoken = language_of(args, subject.task)
    sizes = swept(args, subject.task)
    with progress(len(subject.programs) * len(sizes)) as step:
        found, refused, interrupted = measure_all(
            subject.programs, sizes, settings_of(args, spoken), step
        )
    if not found:
        raise refused[0] if refused else Problem(
            "CX004", f"{subject.name} has no program", "name a file with programs"
        )  # fmt: skip
    diagram = phases(found, None, args.statistic)
    by_size = tuple(
        (name, flips_by_size(found, rate, args.statistic, args.horizon))
        for name, rate in NAMED.items()
    )
    flips = Flips(
        subject.name, len(subject.programs), setting_of(args, spoken), diagram, by_size,
        tuple(refused), interrupted, suggestion(diagram),
    )  # fmt: skip
    give(args, flips_page(flips), flips_object(flips))
    if interrupted:
        return INTERRUPTED
    return REFUSED if refused else 0


def suggestion(diagram: PhaseDiagram) -> str:
    """The command to go on with: the last program to become cheapest, line by line."""
    return f"complexity explain {list(diagram.letters)[-1]}" if diagram.letters else ""


def swept(args: argparse.Namespace, task: Task) -> tuple[int, ...]:
    """The sizes of a sweep: those asked for, or all from 1 to the task's own."""
    if args.sizes is not None:
        return tuple(args.sizes)
    last = task.default_size if args.size is None else args.size
    return tuple(n for n in range(1, last + 1) if task.inputs.count(n)) or (last,)
