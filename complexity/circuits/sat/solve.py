"""Satisfiability: python-sat's Glucose, within a budget and with proofs.

The solver is not trusted: the caller evaluates a model and checks a proof.

References
----------
G. Audemard and L. Simon, "Predicting learnt clauses quality in modern SAT solvers", IJCAI 2009
(Glucose); N. Een, N. Sorensson, "An extensible SAT-solver", SAT 2003 (assumptions: clauses that
were learnt for one question help the next); A. Ignatiev, A. Morgado, J. Marques-Silva, "PySAT",
SAT 2018.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

from ...engine.interrupts import held_back
from ...extras import pysat
from ..budget import Budget
from .rup import Clause, Step

SOLVER = "glucose42"  # the proof-writing solver of python-sat that keeps to a budget
SLICE, SHORT = (
    5_000,
    100,
)  # the most conflicts between two checks of keyboard and clock, and the number at first
PROPAGATIONS = 500_000  # the aim between two checks: a fraction of a second


class Solver:
    """A solver with its clauses; a context manager, which frees the solver.

    Parameters
    ----------
    clauses : the initial ones
    budget : of seconds and conflicts
    proofs : whether learnt clauses are logged

    Attributes
    ----------
    conflicts : the number of conflicts met so far

    Raises
    ------
    Missing
        If python-sat is not installed.
    """

    __slots__ = ("_budget", "_slice", "_solver", "conflicts")

    def __init__(
        self, clauses: Iterable[Clause] = (), budget: Budget | None = None, proofs: bool = True
    ) -> None:
        self._budget = Budget() if budget is None else budget
        self._solver: Any = pysat().Solver(name=SOLVER, with_proof=proofs)
        self.conflicts, self._slice = 0, SHORT
        self.add(clauses)

    def __enter__(self) -> Solver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the solver; hold interrupts back, which python-sat's destructors would lose."""
        with held_back():
            if self._solver is not None:
                self._solver.delete()
            self._solver = None

    def add(self, clauses: Iterable[Clause]) -> None:
        """Add clauses to the formula."""
        add = self._solver.add_clause
        for clause in clauses:
            add(clause)

    def solve(self, conflicts: int, assumptions: Sequence[int] = ()) -> bool | None:
        """Decide whether the clauses are satisfiable under assumptions.

        Parameters
        ----------
        conflicts : the limit, besides the budget's, at which the solver stops at its next restart

        Returns
        -------
        bool or None
            None if the conflicts are spent.

        Raises
        ------
        Ended
            If the seconds of the budget are spent.
        """
        start = self.conflicts
        while True:
            self._budget.check()
            left = min(conflicts - (self.conflicts - start), self._budget.left)
            if left <= 0:
                return None
            self._solver.conf_budget(min(left, self._slice))
            found = self._limited(list(assumptions))
            self._count()
            if found is not None:
                return found

    def _limited(self, assumptions: list[int]) -> bool | None:
        with held_back():  # an interrupt inside python-sat would leave the solver inconsistent
            found: bool | None = self._solver.solve_limited(assumptions=assumptions)
        return found

    def _count(self) -> None:
        """Count the conflicts, and size the next slice for about `PROPAGATIONS` propagations.

        Slices depend on counts alone, so that a search takes the same course at every speed.
        """
        told = self._solver.accum_stats()
        self._budget.spent += told["conflicts"] - self.conflicts
        self.conflicts = told["conflicts"]
        rate = told["propagations"] // max(1, self.conflicts)
        self._slice = max(SHORT, min(SLICE, PROPAGATIONS // max(1, rate)))

    def model(self) -> frozenset[int]:
        """The true literals of the satisfying assignment."""
        return frozenset(self._solver.get_model())

    def written(self) -> int:
        """The length of the proof so far in bytes: the offset in `text` of the next step."""
        return os.fstat(self._solver.solver.prfile.fileno()).st_size

    def text(self) -> bytes:
        """The proof so far, in DRUP: the clauses that the solver derived and deleted."""
        file = self._solver.solver.prfile
        file.seek(0)
        data: bytes = file.read()
        return data

    def proof(self) -> list[Step]:
        """The steps of the proof so far."""
        return steps_of(self.text())


def steps_of(text: bytes) -> list[Step]:
    """Parse the steps of a DRUP proof.

    Examples
    --------
    >>> steps_of(b"1 -2 0\\nd 2 3 0\\n")
    [(True, (1, -2)), (False, (2, 3))]
    """
    return [_step(line) for line in text.splitlines()]


def _step(line: bytes) -> Step:
    derived = not line.startswith(b"d")
    words = (line if derived else line[1:]).split()
    return derived, tuple(map(int, words[:-1]))
