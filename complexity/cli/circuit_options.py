"""The options of the commands about circuits, as argparse reads them."""

from __future__ import annotations

import argparse

from .readers import integer, interval, seconds


def circuit(p: argparse.ArgumentParser) -> None:
    """Add the options that select the programs or files of circuits."""
    p.add_argument(
        "programs",
        metavar="PROGRAM|FILE",
        nargs="+",
        help="a program, or a circuit: FILE.aig, .aag, .blif, .bench; several are compared",
    )


def gates(p: argparse.ArgumentParser) -> None:
    """Add the options on how a circuit is built, counted and written."""
    p.add_argument(
        "-w",
        type=integer(0, 64),
        dest="width",
        metavar="W",
        help="the bits of an integer of the inputs (default: 4)",
    )
    p.add_argument(
        "--basis",
        choices=("aig", "xaig", "full"),
        default="aig",
        help="ANDs; ANDs and XORs; all gates of two inputs (default: aig)",
    )
    p.add_argument(
        "--optimise",
        choices=("size", "depth"),
        help="fewer gates, or fewer levels (default: size for a program, neither for a file)",
    )
    p.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="write the circuit: .aig, .aag, .blif or .v",
    )


def inputs(p: argparse.ArgumentParser) -> None:
    """Add the options on the integer inputs of a program's circuit and on its tape."""
    p.add_argument(
        "--signed",
        action="store_true",
        help="integers of W bits with a sign: -2^(W-1)..2^(W-1) - 1 (default: 0..2^W - 1, or what "
        "the task declares)",
    )
    p.add_argument(
        "--domain",
        type=interval,
        action="append",
        default=[],
        metavar="LOW..HIGH",
        help="these integers: --domain=-8..7, or --domain a=-8..7,b=1..7 for single parameters",
    )
    p.add_argument(
        "--draws",
        type=integer(0, 4096),
        metavar="N",
        help="how many numbers of the random tape are inputs (default: 8; `equal` and `minimum` "
        "take more where runs draw more, up to 64)",
    )


def spent(p: argparse.ArgumentParser) -> None:
    """Add the limit on time."""
    p.add_argument(
        "--seconds",
        type=seconds,
        metavar="S",
        help="of processor time, after which what is known is told (default: 60; of a circuit 300)",
    )


def width(p: argparse.ArgumentParser) -> None:
    """Add the option to measure circuits too."""
    p.add_argument(
        "-w",
        type=integer(0, 64),
        dest="width",
        metavar="W",
        help="also the size and the depth of the circuit for integers of W bits",
    )
