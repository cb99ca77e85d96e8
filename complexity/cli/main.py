"""The entry point: parse the command line, run the command, report every error with a code."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from .. import __version__, storage, streams
from .interrupts import stopped_by_signals
from .options import COMMANDS, parser
from .parsing import asks_for_json

INTERRUPTED, REFUSED = 130, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0: done; 1: the program failed; 2: refused, or a wrong command line, or what was found
        cannot be printed; 3: a limit was reached; 130: interrupted (129 and 143 by SIGHUP and
        SIGTERM). 70: an internal error.
    """
    words = sys.argv[1:] if argv is None else argv
    storage.forget()
    with stopped_by_signals() as signals:
        code = _ended(words)
    return 128 + signals[0] if code == INTERRUPTED and signals else code


def _ended(words: Sequence[str]) -> int:
    """Run a command and flush its output; return the exit code."""
    with streams.taken():
        try:
            code = _run(words)
        except KeyboardInterrupt:
            streams.tell("complexity: interrupted")
            code = INTERRUPTED
        lost = streams.flushed()
        return REFUSED if lost and not code else code


def _run(words: Sequence[str]) -> int:
    """Run a command; errors become messages, as JSON if `--json` is given."""
    try:
        args = parser(__version__, words).parse_args(words or ["--help"])
        if getattr(args, "engine", "definition") == "native":
            module("early")
        return int(module(COMMANDS[args.command].module).run(args))
    except SystemExit as stop:  # raised by --help and --version
        return int(stop.code or 0)
    except Exception as error:
        return int(module("errors").report(error, asks_for_json(words)))


def module(name: str) -> ModuleType:
    """Import a module of this package by name, so that only the running command is loaded."""
    return importlib.import_module(f"{__package__}.{name}")
