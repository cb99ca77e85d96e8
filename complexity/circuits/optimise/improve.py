"""Smaller or shallower circuits of the same functions, never worse than given."""

from __future__ import annotations

from ..aig.graph import Aig
from ..budget import Budget
from .rewrite import rewritten
from .shallow import shallower

AIMS = ("size", "depth")


def improved(aig: Aig, optimise: str, budget: Budget | None = None) -> Aig:
    """Optimise a circuit for "size" (no more gates) or for "depth" (no deeper).

    At the end of the budget's seconds, the best circuit so far is returned and `Budget.ended` is
    set.

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
