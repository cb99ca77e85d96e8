"""The settings that circuit options give: integer ranges, draws, budgets."""

from __future__ import annotations

import argparse

from ..circuits.budget import SECONDS, WITHOUT_END, Budget
from ..reports.problems import Problem
from ..reports.terminal import Teller
from ..tasks.domains import Chosen


def chosen_of(args: argparse.Namespace) -> Chosen:
    """The integers chosen for the parameters of programs.

    Raises
    ------
    Problem
        If both `--signed` and a range for all parameters are given.
    """
    own = {name: told for one in args.domain for name, told in one.items()}
    every = own.pop("", None)
    if args.signed and every is not None:
        raise Problem("CX007", "--signed and --domain are both given for all parameters",
                      "give one of them, or --domain NAME=LOW..HIGH")  # fmt: skip
    return Chosen(args.signed, every, own)


def budget_of(
    args: argparse.Namespace, step: Teller, seconds: float = SECONDS, conflicts: int = WITHOUT_END
) -> Budget:
    """The budget of a command, starting now."""
    return Budget(args.seconds or seconds, conflicts, step.part)
