"""The options of the commands about circuits, as argparse reads them."""

from __future__ import annotations

import argparse

from .readers import integer


def circuit(p: argparse.ArgumentParser) -> None:
    """What a circuit is made of."""
    p.add_argument(
        "programs",
        metavar="PROGRAM|FILE",
        nargs="+",
        help="a program, or a circuit: FILE.aig, .aag, .blif; several are compared",
    )


def gates(p: argparse.ArgumentParser) -> None:
    """How it is made, counted and written."""
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


def width(p: argparse.ArgumentParser) -> None:
    """Whether circuits are measured too."""
    p.add_argument(
        "-w",
        type=integer(0, 64),
        dest="width",
        metavar="W",
        help="also the size and the depth of the circuit for integers of W bits",
    )
