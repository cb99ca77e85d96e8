"""A parser whose complaints are problems like all others: a code, a message and a repair."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

from ..reports.problems import Problem
from ..streams import print_out


class Parser(argparse.ArgumentParser):
    """argparse's parser; where it would write a usage and leave, this one raises a `Problem`."""

    def error(self, message: str) -> NoReturn:
        """What is wrong with a command line, with the nearest option where there is one.

        Raises
        ------
        Problem
            CX002 where the argument of an option is wrong, CX012 otherwise.
        """
        code = "CX002" if message.startswith("argument -") else "CX012"
        near = nearest(message, self._commands())
        words = f"did you mean {near}? " if near else ""
        raise Problem(code, message, f"{words}see `{self.prog} --help`")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        """The value of an option; of ``--``, which argparse would take away, none."""
        if action.option_strings and "--" in arg_strings:
            raise argparse.ArgumentError(action, "'--' is no value")
        return super()._get_values(action, arg_strings)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print a help: it is what was asked for."""
        print_out(message)

    def _commands(self) -> dict[str, argparse.ArgumentParser]:
        groups = self._subparsers._group_actions if self._subparsers else []
        return {name: sub for group in groups for name, sub in dict(group.choices or {}).items()}


def nearest(message: str, commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """The command or option that looks most like the unknown one of a message, or nothing."""
    option = re.search(r"unrecognized arguments: (--?[^\s=]+)", message)
    command = re.search(r"COMMAND: invalid choice: '([^']+)'", message)
    found = option or command
    if found is None:
        return ""
    options = [o for sub in commands.values() for o in sub._option_string_actions]
    near = difflib.get_close_matches(found[1], options if option else commands, 1)
    return near[0] if near else ""


def asks_for_json(words: Sequence[str]) -> str | None:
    """Where `--json` among the words of a command line sends the object; None without it.

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
