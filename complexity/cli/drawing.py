"""`complexity draw`: a program's graph as a picture, in Graphviz's or Mermaid's notation."""

from __future__ import annotations

import argparse
import shlex
from pathlib import PurePath

from .. import storage
from ..plain import lines
from ..reports.drawing import dot, mermaid
from ..reports.problems import Problem
from ..streams import print_out
from .reference import language_of
from .subjects import program_of

FORMATS = {"dot": dot, "mermaid": mermaid}
ENDINGS = {".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}
PICTURES = (".svg", ".png", ".pdf")


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
    text = FORMATS[format_of(args)](program.graph(size, spoken.given), program.name)
    return lines(text if text.endswith("\n") else text + "\n")


def format_of(args: argparse.Namespace) -> str:
    """The format: the one asked for, or the one that the ending of the file says.

    Raises
    ------
    Problem
        If the file would hold something else than its ending says.
    """
    asked = args.format or "dot"
    if args.output in (None, "-"):
        return asked
    ending = PurePath(args.output).suffix.lower()
    if not ending:
        return asked
    known = ", ".join(ENDINGS)
    if ending in PICTURES:
        name, file = shlex.quote(args.program), shlex.quote(args.output)
        raise Problem(
            "CX007", f"-o {args.output}: {ending} is a picture, which `draw` does not make",
            f"let Graphviz draw it: complexity draw {name} | dot -T{ending[1:]} > {file}",
        )  # fmt: skip
    if ending not in ENDINGS:
        message = f"-o {args.output}: no format is written to {ending}"
        raise Problem("CX007", message, f"name a file that ends in {known}")
    if args.format not in (None, ENDINGS[ending]):
        message = f"-o {args.output}: {ending} is {ENDINGS[ending]}, and --format is {args.format}"
        raise Problem("CX007", message, "leave --format out, or choose another ending")
    return ENDINGS[ending]
