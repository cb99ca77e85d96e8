"""`complexity completion SHELL`: a script that completes the words of a command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from .. import __version__
from ..pricing.prices import LITERATURE, NAMED
from ..python.refusals import REFUSALS
from ..reports.glossary import ENTRIES
from ..reports.problems import PROBLEMS
from ..semantics.measures import MEASURES
from ..streams import print_out
from ..tasks.corpus import shipped
from ..tasks.find import answers, find_task
from .options import COMMANDS, parser

# each asks `complexity completion words WORD...` what may stand in place of the last word
SCRIPTS = {
    "bash": """\
_complexity() {
    local IFS=$'\\n'
    COMPREPLY=($(complexity completion words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _complexity complexity
""",
    "zsh": """\
#compdef complexity
_complexity() {
    local -a found
    found=("${(@f)$(complexity completion words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    compadd -a found
    _files
}
compdef _complexity complexity
""",
    "fish": """\
complete -c complexity -a \
'(complexity completion words (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
""",
}
OF_PROGRAMS = ("score", "rank", "flips", "explain", "show", "draw", "circuit", "equal", "minimum")
OF_TASKS = ("rank", "flips", "list", "explain")


def run(args: argparse.Namespace) -> int:
    """Print the script of a shell, or the words that complete a command line."""
    if args.shell == "words":
        print_out("".join(f"{word}\n" for word in completions(args.words)))
    else:
        print_out(SCRIPTS[args.shell])
    return 0


def completions(words: Sequence[str]) -> list[str]:
    """The words that may stand in place of the last one, which is their prefix.

    Examples
    --------
    >>> completions(["sc"]), completions(["list", "sort"])
    (['score'], ['sorting', 'sorting_small_keys'])
    >>> completions(["score", "sorting/qu"]), completions(["rank", "--price", "le"])
    (['sorting/quicksort'], ['levin'])
    """
    *before, prefix = words or [""]
    if not before:
        known: Iterable[str] = COMMANDS
    elif before[0] not in COMMANDS:
        known = ()
    else:
        known = _following(before, prefix)
    return sorted(word for word in dict.fromkeys(known) if word.startswith(prefix))


def _following(before: Sequence[str], prefix: str) -> Iterable[str]:
    """What may follow the words of a command."""
    command, last = before[0], before[-1]
    options = _options(command)
    if prefix.startswith("-"):
        return options
    if options.get(last):
        return options[last]
    if last == "--task":
        return shipped()
    found = [*shipped()] if command in OF_TASKS else []
    if command in OF_PROGRAMS:
        task = prefix.partition("/")[0]
        found += _programs(task) if "/" in prefix else [f"{name}/" for name in shipped()]
    if command == "explain":
        found += [*ENTRIES, *REFUSALS, *PROBLEMS]
    return found


def _options(command: str) -> dict[str, list[str]]:
    """The options of a command, each with the words that may follow it."""
    top = parser(__version__, [command])
    assert top._subparsers is not None
    commands = dict(top._subparsers._group_actions[0].choices or {})
    words = {"--price": [*NAMED, *LITERATURE], "--measures": [*MEASURES, "all"]}
    return {
        option: list(map(str, action.choices or words.get(option, ())))
        for action in commands[command]._actions
        for option in action.option_strings
    }


def _programs(task: str) -> list[str]:
    """The programs of a shipped task."""
    return [one.name for one in answers(find_task(task))] if task in shipped() else []
