"""`complexity list`: tasks and their programs."""

from __future__ import annotations

import argparse
from dataclasses import replace

from ..reports.listings import list_object, list_page
from ..tasks.corpus import shipped
from ..tasks.files import Task
from ..tasks.find import find_tasks
from .output import give
from .subjects import may_execute, of_graphs


def run(args: argparse.Namespace) -> int:
    """List the shipped tasks, or those named."""
    strange = {name for name in args.names if not may_execute(args, name)}
    tasks = [
        task
        for name in args.names or shipped()
        for task in (listed(name, trusted=False) if name in strange else listed(name))
    ]
    give(args, list_page(tasks), list_object(tasks))
    return 0


def listed(name: str, trusted: bool = True) -> tuple[Task, ...]:
    """The tasks of a name; a graph file gives one task for each signature."""
    if not name.endswith(".graph"):
        return find_tasks(name, trusted)
    return tuple(
        replace(subject.task, answers=tuple(program.short for program in subject.programs))
        for subject in of_graphs(name)
    )
