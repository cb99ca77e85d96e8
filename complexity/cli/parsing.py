"""A parser of the command line whose errors are problems with a code, a message and a repair."""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from ..plain import similar
from ..reports.problems import Problem
from ..streams import print_out


class Parser(argparse.ArgumentParser):
    """argparse's parser, which raises a `Problem` instead of printing a usage and exiting."""

    def error(self, message: str) -> NoReturn:
        """Raise a problem for a wrong command line, suggesting the nearest option if there is one.

        Raises
        ------
        Problem
            CX002 if the argument of an option is wrong, CX012 otherwise.
        """
        code = "CX002" if message.startswith("argument -") else "CX012"
        near = nearest(message, self._commands())
        words = f"did you mean {near}? " if near else ""
        raise Problem(code, message, f"{words}see `{self.prog} --help`")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        """The value of an option; ``--``, which argparse would drop silently, is refused."""
        if action.option_strings and "--" in arg_strings:
            raise argparse.ArgumentError(action, "'--' is no value")
        return super()._get_values(action, arg_strings)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print a requested help text."""
        print_out(message)

    def _commands(self) -> dict[str, argparse.ArgumentParser]:
        groups = self._subparsers._group_actions if self._subparsers else []
        return {name: sub for group in groups for name, sub in dict(group.choices or {}).items()}


def nearest(message: str, commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """The command or option most similar to the unknown one in a message, or ""."""
    option = re.search(r"unrecognized arguments: (--?[^\s=]+)", message)
    command = re.search(r"COMMAND: invalid choice: '([^']+)'", message)
    found = option or command
    if found is None:
        return ""
    options = [o for sub in commands.values() for o in sub._option_string_actions]
    near = similar(found[1], options if option else commands)
    return near[0] if near else ""


def wrapped(
    formatter: type[argparse.HelpFormatter],
) -> Callable[..., argparse.HelpFormatter]:
    """A formatter of help texts as wide as the terminal.

    Without a width, argparse imports `shutil` and with it every module of compression.
    """
    return functools.partial(formatter, width=_columns() - 2)


def _columns() -> int:
    """The columns of the terminal: `COLUMNS`, or those of standard output, or 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    if sys.__stdout__ is not None:
        with contextlib.suppress(ValueError, OSError):
            return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80
    return 80


def asks_for_json(words: Sequence[str]) -> str | None:
    """The destination of the JSON object on a command line; None without `--json`.

    Examples
    --------
    >>> asks_for_json(["rank", "sorting", "--json", "-"]), asks_for_json(["list"])
    ('-', None)
    """
    options = words[: words.index("--")] if "--" in words else words
    for at, word in enumerate(options):
        if word == "--json":
            return options[at + 1] if at + 1 < len(options) else "-"
        if word.startswith("--json="):
            return word.removeprefix("--json=")
    return None
