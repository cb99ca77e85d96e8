"""How much an exact expectation may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """How much an exact expectation may cost before it is given up.

    Attributes
    ----------
    tapes : of one input; outcomes of one draw
    states : of one chain
    work : steps of all runs and rounds of one `Chains` together
    probes : random tapes that estimate how many there are
    """

    tapes: int = 20_000
    states: int = 60_000
    work: int = 5 * 10**6
    probes: int = 8


class GiveUp(Exception):
    """An exact expectation would cost more than its budget, or is not of a known form."""


@dataclass(slots=True)
class Work:
    """Steps that may still be spent."""

    left: int

    def spend(self, steps: int) -> None:
        """Takes steps away."""
        self.left -= steps
        if self.left <= 0:
            raise GiveUp("the work is beyond the budget")
