"""Budgets: limits on processor seconds and solver conflicts, with a listener for progress.

One budget is passed through everything that a command computes: unrolling, simulation, the solver,
the checker, tables of minima. Conflicts are the same on every machine; seconds end what would take
too long, and an answer that they cut short says so. They are seconds of processor time, so that an
answer depends as little as possible on how busy the machine is.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

WITHOUT_END = 10**18  # conflicts, where single questions are bounded instead
CONFLICTS = 1_000_000  # of all questions about two circuits together
SECONDS = 60.0  # of a comparison, and of a search for least circuits
UNROLLING = 300.0  # for one circuit
GRACE = 1.0  # more of them, in which a circuit that was made in time may be counted


class Ended(Exception):
    """The seconds of a budget are spent; the message says how many there were."""


class Budget:
    """The remaining seconds and conflicts, with the listener that receives progress.

    Parameters
    ----------
    seconds : of processor time from now on; None for no limit
    conflicts : the total number of conflicts that solvers may meet
    tell : called often, as tell(units done, units in all, name of the unit)

    Attributes
    ----------
    spent : the number of conflicts met so far
    ended : whether something was cut short
    """

    __slots__ = ("conflicts", "end", "ended", "seconds", "spent", "tell")

    def __init__(
        self,
        seconds: float | None = None,
        conflicts: int = CONFLICTS,
        tell: Callable[[int, int, str], None] | None = None,
    ) -> None:
        self.seconds, self.conflicts, self.tell = seconds, conflicts, tell
        self.spent, self.ended = 0, False
        self.end = None if seconds is None else time.process_time() + seconds

    @property
    def left(self) -> int:
        """The number of conflicts that may still be met."""
        return max(0, self.conflicts - self.spent)

    def check(self) -> None:
        """Do nothing while time is left.

        Raises
        ------
        Ended
            If the seconds are spent.
        """
        if self.end is not None and time.process_time() >= self.end:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise `Ended`: the seconds are spent."""
        self.ended = True
        raise Ended(f"the budget of {self.seconds:,g} seconds ended")

    @contextmanager
    def enforced(self, grace: float = 0.0) -> Iterator[None]:
        """Raise `Ended` in what is done inside when the seconds are spent, even if it never checks.

        For computations that look at all wires of a circuit, and hold no files or processes. The
        timer of the process ends them; they go on in other threads than the main one, and where a
        system has no such timer.

        Parameters
        ----------
        grace : seconds beyond the budget
        """
        main = threading.current_thread() is threading.main_thread()
        if self.end is None or not main or not hasattr(signal, "setitimer"):
            yield
            return

        def ended(number: int, frame: object) -> None:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.stop()

        left = self.end + grace - time.process_time()
        if left <= 0:
            self.stop()
        before = signal.signal(signal.SIGPROF, ended)
        signal.setitimer(signal.ITIMER_PROF, left)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def part(self, done: int, of: int, what: str) -> None:
        """Report progress, then check the time."""
        if self.tell is not None:
            self.tell(done, of, what)
        self.check()
