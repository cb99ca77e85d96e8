"""The options of `equal` and `minimum`, whose answers come with certificates."""

from __future__ import annotations

import argparse

from .readers import integer


def programs(p: argparse.ArgumentParser) -> None:
    """Add the two programs, or circuit files, to compare."""
    for name in ("first", "second"):
        p.add_argument(
            name,
            metavar="PROGRAM|FILE",
            help="a program, or a circuit: FILE.aig, .aag, .blif, .bench",
        )
    p.add_argument("--task", help="the task whose inputs are meant")
    width(p)
    p.add_argument(
        "--seed",
        type=integer(0, 2**64 - 1),
        default=0,
        help="of the patterns that are simulated (default: 0)",
    )
    p.add_argument(
        "--proof", metavar="NAME", help="write the proof: NAME.cnf (DIMACS) and NAME.drat"
    )


def table(p: argparse.ArgumentParser) -> None:
    """Add a truth table, or a request for all of a number of variables."""
    p.add_argument(
        "table",
        metavar="TABLE|PROGRAM",
        nargs="?",
        help="2^K bits in hexadecimal, bit i the value at input i (several outputs: with commas "
        "between them), or a program",
    )
    p.add_argument("--all", action="store_true", help="every function of K variables")
    p.add_argument("--variables", type=integer(0, 16), metavar="K", help="of the table")
    p.add_argument(
        "--basis",
        choices=("full", "aig"),
        default="full",
        help="all gates of two inputs, or ANDs with free inverters (default: full)",
    )
    p.add_argument("--task", help="the task whose inputs are meant")
    width(p)


def width(p: argparse.ArgumentParser) -> None:
    """Add the width of integers, and limits for the solver."""
    p.add_argument(
        "-w",
        type=integer(0, 64),
        dest="width",
        metavar="W",
        help="the bits of an integer of a program's inputs (default: 4)",
    )
    p.add_argument(
        "--conflicts",
        type=integer(1, 10**12),
        metavar="C",
        help="the most that the solver may meet: in all of a comparison (default: 10^6), for one "
        "question about a least circuit (default: 10^5)",
    )
