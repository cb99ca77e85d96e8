"""The output of a command: a page for people, a JSON object for scripts, both for `api`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

from .. import storage
from ..reports.objects import Object, write
from ..reports.pages import Block, Page
from ..reports.terminal import show
from ..tasks.corpus import corpus


@dataclass(slots=True)
class Receiver:
    """The page and the object of a command that is called from Python; nothing is printed."""

    page: list[Block] = field(default_factory=list)
    data: Object = field(default_factory=dict)


def give(args: argparse.Namespace, page: Page, told: Object) -> None:
    """Print the page, and write the JSON object as requested; ``-`` prints the object only.

    The page comes first, so that the results are not lost if a file cannot be written.
    """
    files = executed()
    give_part(args, (*page, *executed_lines()))
    told |= {"executed": files} if files else {}
    receiver = receiver_of(args)
    if receiver is not None:
        receiver.data.update(told)
    elif args.json is not None:
        write(told, args.json)


def give_part(args: argparse.Namespace, page: Page) -> None:
    """Print a part of the page, unless only JSON is printed."""
    receiver = receiver_of(args)
    if receiver is not None:
        receiver.page.extend(page)
    elif args.json != "-":
        show(page)


def receiver_of(args: argparse.Namespace) -> Receiver | None:
    """The receiver of the output; None if it is printed."""
    found = getattr(args, "receiver", None)
    assert found is None or isinstance(found, Receiver)
    return found


def executed() -> list[str]:
    """The files executed, without the shipped ones."""
    own = [file for file in storage.executed if Path(file).parent != corpus()]
    return list(dict.fromkeys(own))


def executed_lines() -> Page:
    """The line that names the executed files."""
    files = executed()
    return (f"executed, since named as a task: {', '.join(files)}",) if files else ()
