"""Questions to a SAT solver: whether clauses have a model, or a refutation that `rup` accepts."""

from __future__ import annotations

from collections.abc import Sequence

from .rup import Clause, refute
from .solve import Solver


def clauses_of(variables: int, size: int) -> int:
    """About how many clauses say that a chain of so many gates computes something."""
    pairs = sum(gate * (gate - 1) // 2 for gate in range(variables, variables + size))
    return 6 * pairs << variables


def asked(
    clauses: Sequence[Clause], conflicts: int
) -> tuple[bool | None, frozenset[int] | None, int]:
    """Whether clauses are satisfiable, a model, and the steps of the refutation that `rup` took."""
    with Solver(clauses) as solver:
        found = solver.solve(conflicts)
        if found:
            return True, solver.model(), 0
        if found is None:
            return None, None, 0
        steps = [step for step in solver.proof() if step[1]]
    return False, None, refute(clauses, steps)


def model_of(clauses: Sequence[Clause], conflicts: int) -> frozenset[int] | None:
    """A model of clauses, if the solver finds one within so many conflicts."""
    with Solver(clauses) as solver:
        return solver.model() if solver.solve(conflicts) else None
