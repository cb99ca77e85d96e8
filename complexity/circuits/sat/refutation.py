"""The refutation of a miter from the clauses that a sweep derived, checked step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..aig.graph import Lit
from .cnf import differ, literal, marks, miter
from .rup import Checker, Clause, Step
from .sat_sweeping import Sweep
from .solve import steps_of

TOLD = 32  # steps between two checks of the budget


@dataclass(frozen=True, slots=True)
class Refutation:
    """A formula and its DRUP refutation, which `rup` has accepted.

    Attributes
    ----------
    derived : the number of derived clauses
    """

    formula: tuple[Clause, ...]
    steps: tuple[Step, ...]
    derived: int


Part = tuple[tuple[Clause, ...], list[Step]]  # clauses of the formula, then steps from them


def refutation(sweep: Sweep, pairs: Sequence[tuple[Lit, Lit]]) -> Refutation:
    """Assemble and check the refutation of the miter of pairs that a sweep has merged.

    Raises
    ------
    Rejected
        If a step does not follow by unit propagation.
    Ended
        If the seconds of the budget are spent.
    """
    formula = tuple(miter(sweep.aig, pairs))
    parts = [*recorded(sweep), concluded(sweep, pairs)]
    checker, steps = Checker(formula), list[Step]()
    total = sum(len(derived) for _, derived in parts)
    for given, derived in parts:
        checker.assume(given)
        for start in range(0, len(derived), TOLD):
            sweep.budget.part(checker.taken, total, "steps of the proof")
            checker.derive(derived[start : start + TOLD])
        steps += derived
    assert checker.refuted
    return Refutation(formula, tuple(steps), checker.steps)


def recorded(sweep: Sweep) -> Iterator[Part]:
    """The clauses that a sweep gave to its solver and the derived ones, in order.

    The solver's deletions of circuit clauses are dropped, since a lemma of the sweep may use them.
    """
    text, start = sweep.solver.text(), 0
    added: Counter[Clause] = Counter()
    for end, clauses, derived in sweep.log:
        yield (), own(text[start:end], added)
        yield ((), [(True, clause) for clause in clauses]) if derived else (clauses, [])
        start = end
    yield (), own(text[start:], added)


def own(text: bytes, added: Counter[Clause]) -> list[Step]:
    """The steps of a solver without its deletions of clauses that it did not derive.

    The empty clause, which the solver writes for each refuted query, is left out.
    """
    found = []
    for derived, clause in steps_of(text):
        key = tuple(sorted(clause))
        if clause and (derived or added[key]):
            added[key] += 1 if derived else -1
            found.append((derived, clause))
    return found


def concluded(sweep: Sweep, pairs: Sequence[tuple[Lit, Lit]]) -> Part:
    """The conclusion: no pair differs, so the miter has no model."""
    new = marks(sweep.aig, pairs)
    apart = zip(new, pairs, strict=True)
    given = [clause for mark, (a, b) in apart for clause in differ(mark, a, b)]
    steps: list[Step] = []
    for mark, (a, _) in zip(new, pairs, strict=True):
        steps += [(True, (-mark, literal(a))), (True, (-mark,))]
    return (*given, tuple(new)), [*steps, (True, ())]
