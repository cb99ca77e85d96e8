"""Questions to a SAT solver: whether clauses have a model, or a refutation that `rup` accepts."""

from __future__ import annotations

from collections.abc import Sequence

from ..budget import Budget
from .rup import Checker, Clause
from .solve import Solver

TOLD = 64  # steps that are checked between two looks at the clock


def clauses_of(variables: int, size: int) -> int:
    """About how many clauses say that a chain of so many gates computes something."""
    pairs = sum(gate * (gate - 1) // 2 for gate in range(variables, variables + size))
    return 6 * pairs << variables


def asked(
    clauses: Sequence[Clause], conflicts: int, budget: Budget | None = None
) -> tuple[bool | None, frozenset[int] | None, int]:
    """Whether clauses are satisfiable, a model, and the steps of the refutation that `rup` took.

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
    """A model of clauses, if the solver finds one within so many conflicts.

    Raises
    ------
    Ended
        If the seconds of the budget are spent.
    """
    budget = Budget(conflicts=conflicts) if budget is None else budget
    with Solver(clauses, budget, proofs=False) as solver:
        return solver.model() if solver.solve(conflicts) else None
