"""The circuit of a program at a size and a width, as figures: how many gates, how many levels."""

from __future__ import annotations

from dataclasses import dataclass

from ..circuits.circuit import circuit_of
from ..circuits.improve import improved
from ..circuits.levels import cone
from ..circuits.path import Unbounded
from ..tasks.find import Program


@dataclass(frozen=True, slots=True)
class Gates:
    """What `complexity circuit` counts of a program in ANDs, optimised for size.

    Attributes
    ----------
    width : the bits of an integer input
    size, depth : gates and levels, None where there is no circuit
    reason : why there is none
    """

    width: int
    size: int | None
    depth: int | None
    reason: str = ""


def gates_of(program: Program, n: int, width: int, given: tuple[str, ...] = ()) -> Gates:
    """The size and the depth of a program's circuit, or why it has none within the limits.

    Raises
    ------
    Missing
        If a question needs a SAT solver and python-sat is not installed.
    """
    try:
        aig = cone(improved(circuit_of(program.graph(n, given), n, width).aig, "size"))
    except Unbounded as error:
        return Gates(width, None, None, str(error))
    return Gates(width, aig.size, aig.depth)
