"""What a question may spend: seconds of the processor, conflicts of a solver; and who hears of it.

One budget is handed through everything that a command asks: unrolling, simulation, the solver, the
checker, tables of minima. Conflicts are the same on every machine; seconds end what would
take too long, and an answer that they cut short says so. They are of processor time, so that an
answer depends on how busy a machine is as little as may be.
"""

from __future__ import annotations

import time
from collections.abc import Callable

WITHOUT_END = 10**18  # conflicts, where single questions are bounded
CONFLICTS = 1_000_000  # of all questions about two circuits together
SECONDS = 60.0  # of a comparison, and of a search for least circuits
UNROLLING = 300.0  # of a circuit


class Ended(Exception):
    """The seconds of a budget are spent; the message says how many there were."""


class Budget:
    """Seconds and conflicts that are left, and the listener who is told of progress.

    Parameters
    ----------
    seconds : from now on; None for any number
    conflicts : that solvers may meet, in all
    tell : hears (how much is done, of how much, of what), often

    Attributes
    ----------
    spent : the conflicts that were met so far
    ended : whether something was cut short
    """

    __slots__ = ("conflicts", "end", "ended", "seconds", "spent", "tell")

    def __init__(
        self, seconds: float | None = None, conflicts: int = CONFLICTS,
        tell: Callable[[int, int, str], None] | None = None,
    ) -> None:  # fmt: skip
        self.seconds, self.conflicts, self.tell = seconds, conflicts, tell
        self.spent, self.ended = 0, False
        self.end = None if seconds is None else time.process_time() + seconds

    @property
    def left(self) -> int:
        """The conflicts that may still be met."""
        return max(0, self.conflicts - self.spent)

    def check(self) -> None:
        """Go on.

        Raises
        ------
        Ended
            If the seconds are spent.
        """
        if self.end is not None and time.process_time() >= self.end:
            self.ended = True
            raise Ended(f"the budget of {self.seconds:,g} seconds ended")

    def part(self, done: int, of: int, what: str) -> None:
        """Tell how much is done, and go on where there is time for more."""
        if self.tell is not None:
            self.tell(done, of, what)
        self.check()
