"""The checker of refutations: clauses that follow from a formula by unit propagation alone.

A clause is a tuple of literals; a literal is a variable's number (from 1), negative if negated. A
clause C has the property RUP (reverse unit propagation) with respect to a set of clauses if
assuming all its literals false leads unit propagation to a conflict; then it follows from them. A
refutation is a sequence of such clauses that ends with the empty one. Nothing else is trusted: the
solver, the sweep and the reader of the solver's proof may be wrong; then the refutation is
rejected.

This module is part of the trusted base and depends on the standard library alone.

References
----------
E. Goldberg and Y. Novikov, "Verification of proofs of unsatisfiability for CNF formulas", DATE
2003 (clauses that conflict by propagation); A. Van Gelder, "Verifying RUP proofs of propositional
unsatisfiability", ISAIM 2008; M. Moskewicz et al., "Chaff", DAC 2001, section 2 (two watched
literals); L. Ryan, "Efficient algorithms for clause-learning SAT solvers", 2004, section 3.2
(clauses of two literals apart, and first); N. Wetzler, M. Heule, W. Hunt, "DRAT-trim", SAT 2014
(deletion).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Clause = tuple[int, ...]
Step = tuple[bool, Clause]  # whether the clause is derived (else it is deleted), and the clause


class Rejected(Exception):
    """A step of a refutation does not follow; the message gives its number, from 1."""


class Propagation:
    """Clauses under unit propagation: binary clauses in lists, longer ones with two watches.

    Lists are indexed by literal; negative literals count from the end.

    Attributes
    ----------
    refuted : whether unit propagation alone finds the clauses contradictory
    true : for each literal, 1 if it is known to be true, else 0
    trail : the true literals, in the order in which they were derived
    pairs : for each literal, the other literals of the binary clauses that contain it
    watches : for each literal, the longer clauses that have it as one of their first two
    """

    __slots__ = ("pairs", "refuted", "standing", "top", "trail", "true", "watches")

    def __init__(self, top: int = 1) -> None:
        self.top, self.refuted = top, False
        self.trail: list[int] = []
        self.true = [0] * (2 * top + 1)
        self.pairs: list[list[int]] = [[] for _ in self.true]
        self.watches: list[list[list[int]]] = [[] for _ in self.true]
        self.standing: dict[frozenset[int], list[list[int]]] = {}

    def reach(self, literals: Iterable[int]) -> None:
        """Enlarge the lists to cover some literals."""
        top = max(map(abs, literals), default=0)
        if top > self.top:
            place, new = self.top + 1, 2 * max(top - self.top, self.top)
            self.true[place:place] = [0] * new
            self.pairs[place:place] = [[] for _ in range(new)]
            self.watches[place:place] = [[] for _ in range(new)]
            self.top += new // 2

    def add(self, clause: Clause) -> None:
        """Add a clause; the literals it implies now remain true."""
        literals = list(dict.fromkeys(clause))
        self.reach(literals)
        true = self.true
        literals.sort(key=lambda lit: true[-lit])  # not false first, to be watched
        free = sum(not true[-lit] for lit in literals)
        if len(literals) > 1:
            self.standing.setdefault(frozenset(literals), []).append(literals)
        if len(literals) == 2:
            self.pairs[literals[0]].append(literals[1])
            self.pairs[literals[1]].append(literals[0])
        elif len(literals) > 2:
            self.watches[literals[0]].append(literals)
            self.watches[literals[1]].append(literals)
        if free == 0 or (free == 1 and self._conflicts([literals[0]])):
            self.refuted = True

    def delete(self, clause: Clause) -> bool:
        """Delete one copy of a clause, if present; the literals it implied remain true."""
        copies = self.standing.get(frozenset(clause))
        if not copies:
            return False
        gone = copies.pop()
        first, second = gone[:2]
        if len(gone) == 2:
            self.pairs[first].remove(second)
            self.pairs[second].remove(first)
            return True
        for lit in (first, second):
            self.watches[lit] = [other for other in self.watches[lit] if other is not gone]
        return True

    def implies(self, clause: Clause) -> bool:
        """Whether a clause has the property RUP with respect to the current clauses."""
        self.reach(clause)
        true = self.true
        if self.refuted or any(true[lit] for lit in clause):
            return True
        before = len(self.trail)
        found = self._conflicts([-lit for lit in clause])
        for lit in self.trail[before:]:
            true[lit] = 0
        del self.trail[before:]
        return found

    def _conflicts(self, assumed: Iterable[int]) -> bool:
        """Assume literals and propagate; return whether there is a conflict."""
        true, trail = self.true, self.trail
        place = near = len(trail)  # the next literals to propagate, in long and in binary clauses
        for lit in assumed:
            if true[-lit]:
                return True
            if not true[lit]:
                true[lit] = 1
                trail.append(lit)
        while place < len(trail):
            while near < len(trail):
                for other in self.pairs[-trail[near]]:
                    if not true[other]:
                        if true[-other]:
                            return True
                        true[other] = 1
                        trail.append(other)
                near += 1
            false = -trail[place]
            if self.watches[false] and self._watched(false):
                return True
            place += 1
        return False

    def _watched(self, false: int) -> bool:
        """Propagate a false literal through the clauses that watch it; report a conflict."""
        true, trail, watches = self.true, self.trail, self.watches
        watching = watches[false]
        watches[false] = kept = []
        for at, literals in enumerate(watching):
            other = literals[1] if literals[0] == false else literals[0]
            if true[other]:
                kept.append(literals)
                continue
            for k in range(2, len(literals)):
                lit = literals[k]
                if not true[-lit]:
                    literals[0], literals[1], literals[k] = other, lit, false
                    watches[lit].append(literals)
                    break
            else:
                kept.append(literals)
                if true[-other]:
                    kept += watching[at + 1 :]
                    return True
                true[other] = 1
                trail.append(other)
        return False


class Checker:
    """A checker: the formula, its clauses in use, and the clauses derived from them.

    Parameters
    ----------
    formula : its clauses

    Attributes
    ----------
    steps : the number of clauses derived so far
    """

    __slots__ = ("formula", "standing", "steps", "taken")

    def __init__(self, formula: Iterable[Clause]) -> None:
        self.formula = set(map(frozenset, formula))
        self.standing = Propagation(max((abs(x) for one in self.formula for x in one), default=1))
        self.steps = self.taken = 0

    def assume(self, clauses: Iterable[Clause]) -> None:
        """Bring clauses of the formula into use.

        Clauses not in use cost nothing, so a refutation that
        uses a formula part by part costs what the parts cost.

        Raises
        ------
        Rejected
            If a clause is not in the formula.
        """
        for clause in clauses:
            if frozenset(clause) not in self.formula:
                raise Rejected(f"the clause {clause} is not one of the formula")
            self.standing.add(clause)

    def derive(self, steps: Iterable[Step]) -> None:
        """Check steps in order: add derived clauses, which must have RUP, and delete others.

        Raises
        ------
        Rejected
            If a clause does not have RUP, or a deleted clause is not in use.
        """
        standing = self.standing
        for derived, clause in steps:
            self.taken += 1
            if derived:
                if not standing.implies(clause):
                    message = f"step {self.taken} does not follow by unit propagation: {clause}"
                    raise Rejected(message)
                self.steps += 1
                standing.add(clause)
            elif len(set(clause)) > 1 and not standing.delete(clause):
                raise Rejected(f"step {self.taken} deletes {clause}, which does not stand")

    @property
    def refuted(self) -> bool:
        """Whether the empty clause was derived, which shows the formula to be unsatisfiable."""
        return self.standing.refuted


def refute(formula: Sequence[Clause], steps: Iterable[Step]) -> int:
    """Check a refutation of a formula; return its number of derived clauses.

    Raises
    ------
    Rejected
        If the steps do not refute the formula.

    Examples
    --------
    >>> refute([(1, 2), (1, -2), (-1, 2), (-1, -2)], [(True, (1,))])
    2
    """
    checker = Checker(formula)
    checker.assume(formula)
    checker.derive(steps)
    checker.derive([(True, ())])
    return checker.steps
