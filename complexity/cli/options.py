"""The commands and their options, as argparse reads them; nothing slow is imported here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..semantics.measures import ALL_CHEAP, MEASURES
from . import certificate_options as certified
from .circuit_options import circuit, gates, inputs, spent, width
from .parsing import Parser, wrapped
from .readers import integer, measures, names, sizes

LANGUAGES = ("bare", "objective", "construct", "search")
LARGEST_SEED = 2**64 - 1
LARGEST = 2**61 - 1  # of a limit, so that machine code can add to it within 64 bits

ABOUT = (
    "What a program costs in bits, steps, levels and words; who wins under which price, and where "
    "the order flips."
)
CODES = (
    "exit codes: 0 done, 1 the program failed, 2 refused or a wrong command line, "
    "3 a limit was reached, 130 interrupted"
)

Add = Callable[[argparse.ArgumentParser], None]


class Command(NamedTuple):
    """A command: its module, its line of help, its examples, its options."""

    module: str
    help: str
    examples: tuple[str, ...]
    options: tuple[Add, ...]


def _program(p: argparse.ArgumentParser) -> None:
    p.add_argument("program", metavar="PROGRAM", help="TASK/NAME, FILE.py::NAME, FILE.graph::NAME")
    _task(p)


def _programs(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "programs",
        metavar="PROGRAM",
        nargs="+",
        help="TASK/NAME, FILE.py::NAME, FILE.graph::NAME; several are tabled",
    )
    _task(p)


def _task(p: argparse.ArgumentParser) -> None:
    p.add_argument("--task", help="the task whose inputs, answers and words are meant")


def _subject(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "names",
        metavar="TASK|FILE",
        nargs="+",
        help="a task, a file of programs, or single programs: TASK/NAME, FILE.py::NAME; further "
        "files are only parsed, never executed",
    )
    p.add_argument("--task", help="rank the programs of the files, which are only parsed, on it")
    _trust(p)


def _files(p: argparse.ArgumentParser) -> None:
    p.add_argument("names", metavar="TASK|FILE", nargs="*", help="only these")
    _trust(p)


def _trust(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--trust",
        action="store_true",
        help="execute the first file that is named, where it defines a task (spec, inputs ...) and "
        "is not your own: those lie in the current folder and belong to you",
    )


def _topic(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "topic",
        metavar="TASK/PROGRAM|WORD|CODE",
        nargs="?",
        help="a program, a word of a report (span, levin, exact ...), or a refusal (CX101); "
        "without it: the words",
    )
    _task(p)


def _reference(p: argparse.ArgumentParser) -> None:
    group = p.add_argument_group("the reference language")
    group.add_argument(
        "--language",
        choices=LANGUAGES,
        default="bare",
        help="which words are given (default: bare, none)",
    )
    group.add_argument(
        "--given",
        type=names,
        action="extend",
        default=[],
        metavar="NAME,...",
        help="further functions of the file whose bits are free",
    )


def _limits(p: argparse.ArgumentParser) -> None:
    group = p.add_argument_group("how it runs")
    group.add_argument(
        "--fan-in",
        choices=("bounded", "unbounded"),
        default="bounded",
        help="levels of a reduction: ceil(log2 k), or one (default: bounded)",
    )
    group.add_argument(
        "--fuel",
        type=integer(1, LARGEST),
        default=10**8,
        metavar="STEPS",
        help="stop a run after so many steps (default: 10^8)",
    )
    group.add_argument(
        "--memory",
        type=integer(1, LARGEST),
        default=2**27,
        metavar="WORDS",
        help="stop a run that needs more words (default: 2^27)",
    )
    group.add_argument(
        "--depth",
        type=integer(1, 1_000_000),
        default=10_000,
        metavar="CALLS",
        help="stop a run that nests more calls (default: 10,000)",
    )
    group.add_argument(
        "--seed",
        type=integer(0, LARGEST_SEED),
        default=0,
        help="of the samples and the random tape (default: 0)",
    )


def _engine(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--engine",
        choices=("native", "definition"),
        default="native",
        help="machine code where that saves time, or the slow definition alone (default: native)",
    )


def _work(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--work",
        type=integer(1, LARGEST),
        default=0,
        metavar="STEPS",
        help="run only a sample of what is estimated to take more steps, or nothing "
        "(default: 10^10 with machine code, 10^9 without, 3 * 10^7 by levels or by the definition)",
    )
    p.add_argument(
        "--samples",
        type=integer(1, 10**9),
        metavar="K",
        help="run at most K inputs, drawn at random where there are more, and as many tapes "
        "(default: 1,000 inputs where not all are run, 200 tapes)",
    )


def _size(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "-n",
        type=integer(0, 10**9),
        dest="size",
        metavar="N",
        help="the size of the inputs (default: the task's)",
    )


def _sized(p: argparse.ArgumentParser) -> None:
    _size(p)
    p.add_argument("--sizes", type=sizes, metavar="A..B", help="every size from A to B")


def _input(p: argparse.ArgumentParser) -> None:
    p.add_argument("--input", metavar="JSON", help="one run on these arguments: '[[3,1,2]]'")


def _measured(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--measures",
        type=measures,
        default=tuple(name for name in MEASURES if name in ALL_CHEAP),
        metavar="NAME,...",
        help=f"which of {', '.join(MEASURES)}, or all "
        f"(default: all but {' and '.join(m for m in MEASURES if m not in ALL_CHEAP)})",
    )
    _statistic(p)


def _statistic(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--statistic",
        choices=("mean", "worst"),
        default="mean",
        help="over the inputs of a size (default: mean)",
    )


def _priced(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--statistic",
        choices=("mean", "worst"),
        help="over the inputs of a size (default: that of the price, else mean)",
    )
    p.add_argument(
        "--price",
        default="levin",
        metavar="PRICE",
        help="the order: a sum like 'L + 0.01*t + d', or kolmogorov, levin, linear, space, rent=B, "
        "runs=R, allender, schmidhuber, hubinger, christiano (default: levin)",
    )
    p.add_argument(
        "--budget",
        metavar="BUDGET",
        help="hard limits instead: deep-learning, or levels=50,width=1000,words=4096",
    )


def _shown(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--measures",
        type=measures,
        default=(),
        metavar="NAME,...",
        help=f"more columns: {', '.join(MEASURES)}, or all",
    )
    _fully(p)


def _fully(p: argparse.ArgumentParser) -> None:
    p.add_argument("--all", action="store_true", help="print what is else left out for brevity")
    p.add_argument("--exact", action="store_true", help="print prices exactly, as logarithms")


def _swept(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--horizon",
        type=integer(0, 10**18),
        metavar="N",
        help="look for flips up to size N with forms fitted on exact values (default: do not)",
    )


def _variables(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--variables",
        action="store_true",
        help="say which values each variable of the program is, and which variables are not kept",
    )


def _json(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--json",
        metavar="FILE",
        help="write the figures as JSON to FILE; to standard output alone if it is -",
    )


def _drawn(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--format",
        choices=("dot", "mermaid"),
        help="Graphviz or Mermaid (default: what FILE ends with, else dot)",
    )
    p.add_argument(
        "-o", dest="output", metavar="FILE", help="write to FILE, which ends in .dot, .gv or .mmd"
    )


def _shell(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "shell",
        choices=("bash", "zsh", "fish", "words"),
        help="the shell; `words` prints what may stand in place of the last word",
    )
    p.add_argument("words", nargs=argparse.REMAINDER, metavar="WORD", help="of a command line")


COMMANDS: dict[str, Command] = {
    "list": Command("listing", "tasks and their programs", (
        "complexity list", "complexity list sorting"), (_files, _json)),
    "score": Command("scoring", "what one program costs", (
        "complexity score sorting/quicksort -n 4",
        "complexity score sorting/quicksort sorting/bogosort",
        "complexity score my.py::mine --input '[[3,1,2]]' --json -"),
        (_programs, _input, _sized, width, _measured, _reference, _limits, _engine, _work, _json)),
    "rank": Command("ranking", "which of a task's programs wins", (
        "complexity rank sorting", "complexity rank sorting/bogosort sorting/quicksort",
        "complexity rank sorting --price 'L + 0.01*t + d'", "complexity rank my.py",
        "complexity rank --task sorting submission.py"),
        (_subject, _sized, width, _priced, _shown, _reference, _limits, _engine, _work, _json)),
    "flips": Command("flipping", "at which sizes and prices the winner changes", (
        "complexity flips sorting", "complexity flips sorting --sizes 2..6",
        "complexity flips sorting/bogosort sorting/quicksort sorting/lookup_table"),
        (_subject, _sized, _swept, _statistic, _fully, _reference, _limits, _engine, _work,
         _json)),
    "explain": Command("explaining", "a program line by line, a word of a report, a refusal", (
        "complexity explain sorting/quicksort", "complexity explain span",
        "complexity explain CX101"),
        (_topic, _size, _input, _reference, _limits, _engine, _work, _json)),
    "show": Command("showing", "a program's graph as text", (
        "complexity show sorting/insertion", "complexity show sorting/insertion --variables"),
        (_program, _size, _reference, _variables, _json)),
    "draw": Command("drawing", "a program's graph as a picture", (
        "complexity draw sorting/insertion | dot -Tsvg > insertion.svg",),
        (_program, _size, _reference, _drawn)),
    "circuit": Command("circuits", "a program, or a file of gates, as a circuit", (
        "complexity circuit sorting/insertion -n 3 -w 2 -o insertion.aig",
        "complexity circuit insertion.aig --basis full",
        "complexity circuit sorting/insertion sorting/batcher mine.aig -n 4 -w 3"),
        (circuit, _task, _size, gates, inputs, spent, _reference, _json)),
    "equal": Command("comparing", "whether two programs are the same on every input", (
        "complexity equal sorting/insertion sorting/quicksort -n 4 -w 3",
        "complexity equal first.aig second.blif"),
        (certified.programs, _size, inputs, spent, _json)),
    "minimum": Command("minimum", "the least circuits of truth tables", (
        "complexity minimum e8 --variables 3 --basis aig",
        "complexity minimum --all --variables 3"), (certified.table, _size, inputs, spent, _json)),
    "completion": Command("completing", "a script that completes commands in a shell", (
        "source <(complexity completion bash)",
        "complexity completion fish > ~/.config/fish/completions/complexity.fish"),
        (_shell,)),
}  # fmt: skip


def parser(version: str, words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command line; only commands among its words get their options."""
    top = Parser(
        prog="complexity",
        description=ABOUT,
        epilog=CODES,
        formatter_class=wrapped(argparse.HelpFormatter),
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"complexity {version}")
    examples = wrapped(argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog="\n".join(["examples:", *(f"  {line}" for line in command.examples)]),
            formatter_class=examples,
            allow_abbrev=False,
        )
        for add in command.options if name in words else ():
            add(sub)
    return top
