"""Formulas and refutations as text, for other checkers: DIMACS and DRUP.

References
----------
"Satisfiability: suggested format", DIMACS, 1993; M. Heule, W. Hunt, N. Wetzler, "Trimming while
checking clausal proofs", FMCAD 2013 (DRUP).
"""

from __future__ import annotations

from collections.abc import Sequence

from .rup import Clause, Step


def write_dimacs(formula: Sequence[Clause]) -> str:
    """Write a formula in conjunctive normal form, as DIMACS.

    Examples
    --------
    >>> write_dimacs([(1, -2), (2,)])
    'p cnf 2 2\\n1 -2 0\\n2 0\\n'
    """
    variables = max((abs(lit) for clause in formula for lit in clause), default=0)
    lines = [f"p cnf {variables} {len(formula)}", *map(_line, formula)]
    return "\n".join(lines) + "\n"


def write_drup(steps: Sequence[Step]) -> str:
    """Write a refutation as DRUP: derived clauses, and deleted ones after a ``d``.

    Examples
    --------
    >>> write_drup([(True, (1,)), (False, (1, 2)), (True, ())])
    '1 0\\nd 1 2 0\\n0\\n'
    """
    return "".join(f"{'' if derived else 'd '}{_line(clause)}\n" for derived, clause in steps)


def _line(clause: Clause) -> str:
    return " ".join([*map(str, clause), "0"])
