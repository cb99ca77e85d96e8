"""`complexity draw`: a program's graph as a picture, in Graphviz's or Mermaid's notation."""

from __future__ import annotations

import argparse

from .. import storage
from ..plain import lines
from ..reports.drawing import dot, mermaid
from ..streams import print_out
from .reference import language_of
from .subjects import program_of

FORMATS = {"dot": dot, "mermaid": mermaid}


def run(args: argparse.Namespace) -> int:
    """Draw one program."""
    text = drawn(args)
    if args.output in (None, "-"):
        print_out(text)
    else:
        storage.write(args.output, text.encode())
    return 0


def drawn(args: argparse.Namespace) -> str:
    """The picture of one program in the requested notation."""
    program = program_of(args, args.program)
    spoken = language_of(args, program.task)
    size = program.task.default_size if args.size is None else args.size
    text = FORMATS[args.format](program.graph(size, spoken.given), program.name)
    return lines(text if text.endswith("\n") else text + "\n")
