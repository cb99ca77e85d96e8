"""The entry: read the command line, run the command, turn every error into a message and a code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from .. import __version__
from .options import COMMANDS, parser
from .parsing import asks_for_json

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0: done; 1: the program failed; 2: refused, or a wrong command line; 3: a limit was
        reached; 130: interrupted. 70: an error of the calculator itself.
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        _ready_streams()
        return _run(words)
    except KeyboardInterrupt:
        print("complexity: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return 0


def _run(words: Sequence[str]) -> int:
    """Run a command; its errors are messages, as JSON where `--json` is among the words."""
    try:
        args = parser(__version__, words).parse_args(words)
        return int(module(COMMANDS[args.command].module).run(args))
    except SystemExit as stop:  # of --help and --version
        return int(stop.code or 0)
    except Exception as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _told(error, asks_for_json(words))


def _told(error: Exception, json: str | None) -> int:
    """The exit code of an error, after it was told: as words where standard output is broken."""
    report = module("errors").report
    try:
        return int(report(error, json))
    except OSError as broken:
        if isinstance(broken, BrokenPipeError) or json is None:
            raise
        _close_quietly()
        return int(report(error, None))


def module(name: str) -> ModuleType:
    """A module of this package, by name: only the command that runs is imported."""
    return importlib.import_module(f"{__package__}.{name}")


def _ready_streams() -> None:
    """What a terminal's encoding lacks is shown as ``?``; what goes to a closed stream is lost."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 as long as the process lives
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _close_quietly() -> None:
    """Send what is still buffered nowhere: the reader of our output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
