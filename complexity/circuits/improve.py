"""Circuits of the same functions that are smaller or shallower, and never worse."""

from __future__ import annotations

from .aig import Aig
from .rewrite import rewritten
from .shallow import shallower

AIMS = ("size", "depth")


def improved(aig: Aig, optimise: str) -> Aig:
    """A circuit of the same functions that has no more gates, or is no deeper.

    Raises
    ------
    ValueError
        If the aim is neither "size" nor "depth".
    """
    match optimise:
        case "size":
            return rewritten(aig)
        case "depth":
            return shallower(aig)
        case _:
            raise ValueError(f"{optimise!r} is no aim: {' and '.join(AIMS)} are")
