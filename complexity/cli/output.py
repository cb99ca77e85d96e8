"""What a command hands over: a page for people, an object for scripts."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import storage
from ..reports.objects import Object, write
from ..reports.pages import Page
from ..reports.terminal import show
from ..tasks.corpus import corpus


def give(args: argparse.Namespace, page: Page, told: Object) -> None:
    """Print the page, write the object where `--json` says; ``-`` leaves only the object.

    The page comes first: what was found is not lost where a file cannot be written.
    """
    files = executed()
    if args.json != "-":
        show((*page, *executed_lines()))
    if args.json is not None:
        write(told | ({"executed": files} if files else {}), args.json)


def say(args: argparse.Namespace, words: str) -> None:
    """Add words to a page that was given, where there is one."""
    if args.json != "-":
        show((words,))


def executed() -> list[str]:
    """The files that were executed, but for the shipped ones."""
    own = [file for file in storage.executed if Path(file).parent != corpus()]
    return list(dict.fromkeys(own))


def executed_lines() -> Page:
    """The words that say which files were executed."""
    files = executed()
    return (f"executed, since named as a task: {', '.join(files)}",) if files else ()
