"""Satisfiability: python-sat's Glucose, with a budget of conflicts and with proofs.

The solver is not trusted: a model is evaluated and a proof is checked by whoever uses it.

References
----------
G. Audemard and L. Simon, "Predicting learnt clauses quality in modern SAT solvers", IJCAI 2009
(Glucose); A. Ignatiev, A. Morgado, J. Marques-Silva, "PySAT", SAT 2018.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import TracebackType

from ..engine.interrupts import held_back
from ..extras import pysat
from .rup import Clause, Step

SOLVER = "glucose42"  # of the solvers that write proofs, the one that keeps to a budget
SLICE = 5_000  # conflicts between two looks at the keyboard


class Solver:
    """Clauses and a solver for them; a context manager, which frees the solver.

    Attributes
    ----------
    conflicts : how many conflicts were met so far

    Raises
    ------
    Missing
        If python-sat is not installed.
    """

    __slots__ = ("_solver", "conflicts")

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._solver = pysat().Solver(name=SOLVER, with_proof=True)
        for clause in clauses:
            self._solver.add_clause(clause)
        self.conflicts = 0

    def __enter__(self) -> Solver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._solver.delete()

    def solve(self, budget: int, assumptions: Sequence[int] = ()) -> bool | None:
        """Whether the clauses are satisfiable under assumptions; None where the budget ends.

        Parameters
        ----------
        budget : conflicts after which the solver stops at its next restart
        """
        start = self.conflicts
        while True:
            left = budget - (self.conflicts - start)
            if left <= 0:
                return None
            self._solver.conf_budget(min(left, SLICE))
            found = self._limited(list(assumptions))
            self.conflicts = self._solver.accum_stats()["conflicts"]
            if found is not None:
                return found

    def _limited(self, assumptions: list[int]) -> bool | None:
        with held_back():  # python-sat would leave a solver broken in its midst
            found: bool | None = self._solver.solve_limited(assumptions=assumptions)
        return found

    def model(self) -> frozenset[int]:
        """The literals that are true in what satisfies the clauses."""
        return frozenset(self._solver.get_model())

    def proof(self) -> list[Step]:
        """What the solver derived and deleted so far, in order."""
        return [_step(line) for line in self._solver.get_proof()]


def _step(line: str) -> Step:
    derived = not line.startswith("d")
    words = (line if derived else line[1:]).split()
    return derived, tuple(map(int, words[:-1]))
