"""The output of a command: a page for people, a JSON object for scripts."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import storage
from ..reports.objects import Object, write
from ..reports.pages import Page
from ..reports.terminal import show
from ..tasks.corpus import corpus


def give(args: argparse.Namespace, page: Page, told: Object) -> None:
    """Print the page, and write the JSON object as requested; ``-`` prints the object only.

    The page comes first, so that the results are not lost if a file cannot be written.
    """
    files = executed()
    if args.json != "-":
        show((*page, *executed_lines()))
    if args.json is not None:
        write(told | ({"executed": files} if files else {}), args.json)


def say(args: argparse.Namespace, words: str) -> None:
    """Print a line after the page, unless only JSON is printed."""
    if args.json != "-":
        show((words,))


def executed() -> list[str]:
    """The files executed, without the shipped ones."""
    own = [file for file in storage.executed if Path(file).parent != corpus()]
    return list(dict.fromkeys(own))


def executed_lines() -> Page:
    """The line that names the executed files."""
    files = executed()
    return (f"executed, since named as a task: {', '.join(files)}",) if files else ()
