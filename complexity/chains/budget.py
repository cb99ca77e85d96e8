"""How much work an exact expectation may cost before sampling takes over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """How much an exact expectation may cost before it is given up.

    Attributes
    ----------
    tapes : most tapes of one input, and most outcomes of one draw
    states : most states of one chain
    work : most steps of all runs of one `Chains` together
    probes : how many random tapes are run to estimate the number of tapes
    """

    tapes: int = 20_000
    states: int = 250_000
    work: int = 10**7
    probes: int = 8


class GiveUp(Exception):
    """An exact expectation would cost more than its budget, or is not of a known form."""


@dataclass(slots=True)
class Work:
    """Steps that may still be spent."""

    left: int

    def spend(self, steps: int) -> None:
        """Spend some steps, or raise `GiveUp` once none are left."""
        self.left -= steps
        if self.left <= 0:
            raise GiveUp("the work is beyond the budget")
