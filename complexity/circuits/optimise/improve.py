"""Circuits of the same functions that are smaller or shallower, and never worse."""

from __future__ import annotations

from ..aig.graph import Aig
from ..budget import Budget
from .rewrite import rewritten
from .shallow import shallower

AIMS = ("size", "depth")


def improved(aig: Aig, optimise: str, budget: Budget | None = None) -> Aig:
    """A circuit of the same functions that has no more gates, or is no deeper.

    Where the seconds of the budget end, `Budget.ended` says so: it is as far as it came.

    Raises
    ------
    ValueError
        If the aim is neither "size" nor "depth".
    """
    match optimise:
        case "size":
            return rewritten(aig, budget)
        case "depth":
            return shallower(aig, budget)
        case _:
            raise ValueError(f"{optimise!r} is no aim: {' and '.join(AIMS)} are")
