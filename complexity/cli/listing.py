"""`complexity list`: tasks and their programs."""

from __future__ import annotations

import argparse

from ..reports.listings import list_object, list_page
from ..tasks.corpus import shipped
from ..tasks.find import find_tasks
from .output import give


def run(args: argparse.Namespace) -> int:
    """List the shipped tasks, or those named."""
    tasks = [task for name in args.names or shipped() for task in find_tasks(name)]
    give(args, list_page(tasks), list_object(tasks))
    return 0
