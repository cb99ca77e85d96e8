"""Satisfiability: python-sat's Glucose, within a budget and with proofs.

The solver is not trusted: a model is evaluated and a proof is checked by whoever uses it.

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

SOLVER = "glucose42"  # of the solvers that write proofs, the one that keeps to a budget
SLICE, SHORT = (
    5_000,
    100,
)  # most conflicts between two looks at the keyboard and the clock; at first
PROPAGATIONS = 500_000  # about so many are made between two looks: a fraction of a second


class Solver:
    """Clauses and a solver for them; a context manager, which frees the solver.

    Parameters
    ----------
    clauses : to begin with
    budget : of seconds and conflicts
    proofs : whether what is learnt is written down

    Attributes
    ----------
    conflicts : how many conflicts were met so far

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
        """Free the solver; no interrupt is lost where python-sat's destructors run."""
        with held_back():
            if self._solver is not None:
                self._solver.delete()
            self._solver = None

    def add(self, clauses: Iterable[Clause]) -> None:
        """Add clauses to those that are to be satisfied."""
        add = self._solver.add_clause
        for clause in clauses:
            add(clause)

    def solve(self, conflicts: int, assumptions: Sequence[int] = ()) -> bool | None:
        """Whether the clauses are satisfiable under assumptions.

        Parameters
        ----------
        conflicts : after which, or at the end of the budget's, the solver stops at its next restart

        Returns
        -------
        bool or None
            None where the conflicts end.

        Raises
        ------
        Ended
            If the seconds of the budget do.
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
        with held_back():  # python-sat would leave a solver broken in its midst
            found: bool | None = self._solver.solve_limited(assumptions=assumptions)
        return found

    def _count(self) -> None:
        """Count the conflicts; the next slice of them makes about as many propagations as wanted.

        Slices depend on counts alone, so that a search takes the same course at every speed.
        """
        told = self._solver.accum_stats()
        self._budget.spent += told["conflicts"] - self.conflicts
        self.conflicts = told["conflicts"]
        rate = told["propagations"] // max(1, self.conflicts)
        self._slice = max(SHORT, min(SLICE, PROPAGATIONS // max(1, rate)))

    def model(self) -> frozenset[int]:
        """The literals that are true in what satisfies the clauses."""
        return frozenset(self._solver.get_model())

    def written(self) -> int:
        """How many bytes of a proof were written so far: where in `text` what comes next stands."""
        return os.fstat(self._solver.solver.prfile.fileno()).st_size

    def text(self) -> bytes:
        """What the solver derived and deleted so far, in the form of DRUP."""
        file = self._solver.solver.prfile
        file.seek(0)
        data: bytes = file.read()
        return data

    def proof(self) -> list[Step]:
        """What the solver derived and deleted so far, in order."""
        return steps_of(self.text())


def steps_of(text: bytes) -> list[Step]:
    """The steps of a proof in the form of DRUP.

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
