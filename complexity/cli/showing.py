"""`complexity show`: a program's graph as text, which is read back as `FILE.graph::NAME`."""

from __future__ import annotations

import argparse

from ..language.text import write
from ..reports.objects import headed
from ..reports.pages import Lines
from .output import give
from .reference import language_of
from .subjects import program_of


def run(args: argparse.Namespace) -> int:
    """Show the text form of one program."""
    program = program_of(args, args.program)
    spoken = language_of(args, program.task)
    size = program.task.default_size if args.size is None else args.size
    text = write(program.graph(size, spoken.given), program.short)
    told = headed("show") | {"program": program.name, "text": text}
    told["language"] = {"name": spoken.name, "version": spoken.version, "given": list(spoken.given)}
    give(args, (Lines(tuple(text.splitlines())),), told)
    return 0
