"""What a command hands over: a page for people, an object for scripts."""

from __future__ import annotations

import argparse

from ..reports.objects import Object, write
from ..reports.pages import Page
from ..reports.terminal import show


def give(args: argparse.Namespace, page: Page, told: Object) -> None:
    """Print the page, write the object where `--json` says; ``-`` leaves only the object."""
    if args.json != "-":
        show(page)
    if args.json is not None:
        write(told, args.json)
