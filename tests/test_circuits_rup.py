"""The checker of refutations: what it accepts follows, and each of its conditions is a refusal."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.circuits.sat import rup
from complexity.circuits.sat.drup import write_dimacs, write_drup
from complexity.circuits.sat.rup import Checker, Rejected, refute
from complexity.circuits.sat.solve import Solver

ALL = [(1, 2), (1, -2), (-1, 2), (-1, -2)]


def pigeons(holes):
    """One pigeon more than holes, none sharing one: unsatisfiable."""
    place = lambda pigeon, hole: pigeon * holes + hole + 1  # noqa: E731
    clauses = [tuple(place(p, h) for h in range(holes)) for p in range(holes + 1)]
    pairs = combinations(range(holes + 1), 2)
    return clauses + [(-place(p, h), -place(q, h)) for p, q in pairs for h in range(holes)]


def solved(clauses):
    with Solver(clauses) as solver:
        assert solver.solve(10**6) is False
        return solver.proof()


ACCEPTED = {
    "two steps": (ALL, [(True, (1,)), (True, ())]),
    "the empty clause is derived at the end": (ALL, [(True, (1,))]),
    "by propagation alone": ([(1,), (-1, 2), (-2,)], []),
    "the empty clause is given": ([()], []),
    "repeated literals": ([(1, 1), (-1, -1)], []),
    "a tautology is no help and no harm": ([(1, -1), (2,), (-2,)], [(True, (3, -3))]),
    "a clause that is not needed is deleted": (
        [*ALL, (1, 3)], [(False, (3, 1)), (True, (1,)), (True, ())]),
    "what a deleted unit made true stays": ([(1,), (-1, 2), (-2, -1)], [(False, (1,))]),
    "one of two copies is deleted": ([*ALL, (1, 2)], [(False, (1, 2)), (True, (1,))]),
}  # fmt: skip

REFUSED = {
    "a satisfiable formula": ([(1, 2)], [], "does not follow"),
    "no formula": ([], [], "does not follow"),
    "nothing derived": (ALL, [], "does not follow"),
    "a step that does not follow": (ALL[:3], [(True, (-1,))], "step 1 does not follow"),
    "a new variable": (ALL, [(True, (3,))], "step 1 does not follow"),
    "the wrong phase": (ALL[:2], [(True, (-1,))], "step 1 does not follow"),
    "a step that needs a later one": (
        [(1, 2, 3), (1, 2, -3), (1, -2, 3), (1, -2, -3), (-1, 4), (-1, -4)],
        [(True, (1,)), (True, (1, 2))], "step 1 does not follow"),
    "a deleted clause is needed": (
        ALL, [(False, (1, 2)), (True, (1,))], "step 2 does not follow"),
    "a derived clause was deleted": (
        [(1, 2, 3), (1, 2, -3), (1, -2, 3), (1, -2, -3), (-1, 4), (-1, -4)],
        [(True, (1, 2)), (False, (1, 2)), (True, (1,))], "step 3 does not follow"),
    "both copies are deleted": (
        [*ALL, (2, 1)], [(False, (1, 2)), (False, (1, 2)), (True, (1,))], "step 3 does not"),
    "a deletion of what does not stand": (ALL, [(False, (1, 3))], "does not stand"),
    "a deletion of a part of a clause": ([(1, 2, 3)], [(False, (1, 2))], "does not stand"),
}  # fmt: skip


@pytest.mark.parametrize(("formula", "steps"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_refutation_is_accepted(formula, steps):
    assert refute(formula, steps) >= 1


@pytest.mark.parametrize(("formula", "steps", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_refutation_is_refused(formula, steps, why):
    with pytest.raises(Rejected, match=why):
        refute(formula, steps)


def test_only_clauses_of_the_formula_are_assumed():
    checker = Checker(ALL)
    for clause in ((3,), (-3,), (1,), ()):
        with pytest.raises(Rejected, match="not one of the formula"):
            checker.assume([clause])
    assert not checker.refuted


def test_a_step_uses_only_what_was_assumed_before():
    checker = Checker(ALL)
    checker.assume(ALL[:1])
    with pytest.raises(Rejected, match="step 1 does not follow"):
        checker.derive([(True, (1,))])
    checker.assume(ALL[1:2])
    checker.derive([(True, (1,))])
    assert not checker.refuted
    checker.assume([(-2, -1), (2, -1)])  # in another order of literals
    checker.derive([(True, ())])
    assert (checker.refuted, checker.steps) == (True, 2)


def test_a_derived_clause_may_not_be_assumed_again_as_if_it_were_given():
    checker = Checker(ALL)
    checker.assume(ALL)
    checker.derive([(True, (1,))])
    with pytest.raises(Rejected, match="not one of the formula"):
        checker.assume([(1,)])


def test_variables_far_apart_have_room():
    formula = [(1, 10**5), (1, -(10**5), 3), (-3, 7)]
    standing = rup.Propagation()
    for clause in formula:
        standing.add(clause)
    assert standing.implies((1, 3))
    assert standing.implies((7, 1))
    assert not standing.implies((10**5, 4, -7))
    assert not standing.implies((-(10**5), 2 * 10**5))


@pytest.mark.parametrize("holes", [2, 3, 4, 5])
def test_the_solver_s_refutations_are_accepted_here_and_by_another_checker(holes):
    dratify = pytest.importorskip("dratify", reason="the second checker: pip install dratify")
    formula = pigeons(holes)
    steps = solved(formula)
    assert refute(formula, steps) == sum(derived for derived, _ in steps) + 1
    told = dratify.parse_dimacs(write_dimacs(formula)), write_drup(steps)
    assert dratify.check_proof(*told).ok


def test_a_refutation_without_one_of_the_clauses_it_needs_is_refused():
    formula = pigeons(3)  # every clause is needed
    steps = [step for step in solved(formula) if step[0]]
    for gone in range(len(formula)):
        with pytest.raises(Rejected):
            refute(formula[:gone] + formula[gone + 1 :], steps)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(st.integers(1, 5).flatmap(lambda v: st.sampled_from([v, -v])), max_size=3)
             .map(tuple), max_size=14),
    st.lists(st.tuples(st.booleans(), st.lists(
        st.integers(1, 5).flatmap(lambda v: st.sampled_from([v, -v])), max_size=3).map(tuple)),
        max_size=8),
)  # fmt: skip
def test_a_clause_that_is_accepted_follows(formula, steps):
    def holds(clause, row):
        return any(row[abs(lit) - 1] == (lit > 0) for lit in clause)

    rows = [row for row in product((False, True), repeat=5)
            if all(holds(clause, row) for clause in formula)]  # fmt: skip
    standing = rup.Propagation()
    for clause in formula:
        standing.add(clause)
    for derived, clause in steps:
        if not derived:
            standing.delete(clause)
        elif standing.implies(clause):
            assert all(holds(clause, row) for row in rows)
            standing.add(clause)
    assert not (standing.refuted and rows)


def test_the_checker_imports_the_standard_library_alone():
    lines = Path(rup.__file__).read_text().splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert imports == [
        "from __future__ import annotations",
        "from collections.abc import Iterable, Sequence",
    ]
