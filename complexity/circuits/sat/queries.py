"""Queries to a SAT solver: a model of clauses, or a refutation that `rup` accepts."""

from __future__ import annotations

from collections.abc import Sequence

from ..budget import Budget
from .rup import Checker, Clause
from .solve import Solver

TOLD = 64  # steps checked between two checks of the budget


def clauses_of(variables: int, size: int) -> int:
    """Estimate the number of clauses that encode a chain of a given size."""
    pairs = sum(gate * (gate - 1) // 2 for gate in range(variables, variables + size))
    return 6 * pairs << variables


def asked(
    clauses: Sequence[Clause], conflicts: int, budget: Budget | None = None
) -> tuple[bool | None, frozenset[int] | None, int]:
    """Decide satisfiability: the answer, a model, and the length of the checked refutation.

    Raises
    ------
    Ended
        If the seconds of the budget are spent.
    """
    budget = Budget(conflicts=conflicts) if budget is None else budget
    with Solver(clauses, budget) as solver:
        found = solver.solve(conflicts)
        if found:
            return True, solver.model(), 0
        if found is None:
            return None, None, 0
        steps = [step for step in solver.proof() if step[1]]
    checker = Checker(clauses)
    checker.assume(clauses)
    for start in range(0, len(steps), TOLD):
        budget.part(start, len(steps), "steps of a refutation")
        checker.derive(steps[start : start + TOLD])
    checker.derive([(True, ())])
    return False, None, checker.steps


def model_of(
    clauses: Sequence[Clause], conflicts: int, budget: Budget | None = None
) -> frozenset[int] | None:
    """A model of clauses, if the solver finds one within a number of conflicts.

    Raises
    ------
    Ended
        If the seconds of the budget are spent.
    """
    budget = Budget(conflicts=conflicts) if budget is None else budget
    with Solver(clauses, budget, proofs=False) as solver:
        return solver.model() if solver.solve(conflicts) else None
