"""The checker of refutations: which clauses follow from a formula by unit propagation alone.

A clause is a tuple of literals, a literal a variable's number (from 1), negative where negated. A
clause C has the property RUP (reverse unit propagation) with respect to clauses that stand when
assuming all its literals false leads unit propagation to a conflict; then it follows from them. A
refutation is a sequence of such clauses that ends with the empty one. Nothing else is trusted: the
solver, the sweep and the reader of the solver's proof may be wrong, and the refutation then fails.

This module is part of the trusted base and depends on the standard library alone.

References
----------
E. Goldberg and Y. Novikov, "Verification of proofs of unsatisfiability for CNF formulas", DATE
2003 (clauses that conflict by propagation); A. Van Gelder, "Verifying RUP proofs of propositional
unsatisfiability", ISAIM 2008; M. Moskewicz et al., "Chaff", DAC 2001, section 2 (two watched
literals); N. Wetzler, M. Heule, W. Hunt, "DRAT-trim", SAT 2014 (deletion).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Clause = tuple[int, ...]
Step = tuple[bool, Clause]  # whether the clause is derived (else it is deleted), and the clause


class Rejected(Exception):
    """A step of a refutation does not follow; the message says which, counted from 1."""


class Propagation:
    """Clauses under unit propagation with two watched literals.

    Attributes
    ----------
    refuted : whether the clauses are contradictory by unit propagation alone
    """

    __slots__ = ("refuted", "standing", "trail", "true", "watches")

    def __init__(self) -> None:
        self.true: set[int] = set()
        self.trail: list[int] = []
        self.watches: dict[int, list[list[int]]] = {}
        self.standing: dict[frozenset[int], list[list[int]]] = {}
        self.refuted = False

    def add(self, clause: Clause) -> None:
        """Let a clause stand; what it makes true from now on stays true."""
        literals = list(dict.fromkeys(clause))
        true = self.true
        literals.sort(key=lambda lit: -lit in true)  # those not false first
        free = sum(-lit not in true for lit in literals)
        if len(literals) > 1:
            self.standing.setdefault(frozenset(literals), []).append(literals)
            for lit in literals[:2]:
                self.watches.setdefault(lit, []).append(literals)
        if free == 0 or (free == 1 and self._conflicts([literals[0]])):
            self.refuted = True

    def delete(self, clause: Clause) -> bool:
        """Remove one copy of a clause, if it stands; what it made true still follows."""
        copies = self.standing.get(frozenset(clause))
        if not copies:
            return False
        gone = copies.pop()
        for lit in gone[:2]:
            self.watches[lit] = [other for other in self.watches[lit] if other is not gone]
        return True

    def implies(self, clause: Clause) -> bool:
        """Whether a clause has the property RUP with respect to those that stand."""
        if self.refuted or any(lit in self.true for lit in clause):
            return True
        before = len(self.trail)
        found = self._conflicts([-lit for lit in clause])
        for lit in self.trail[before:]:
            self.true.discard(lit)
        del self.trail[before:]
        return found

    def _conflicts(self, assumed: Iterable[int]) -> bool:
        """Make literals true and all that follows; whether that is contradictory."""
        true, trail, watches = self.true, self.trail, self.watches
        place = len(trail)
        for lit in assumed:
            if -lit in true:
                return True
            if lit not in true:
                true.add(lit)
                trail.append(lit)
        while place < len(trail):
            false = -trail[place]
            place += 1
            watching, kept = watches.get(false, ()), []
            for at, literals in enumerate(watching):
                other = literals[1] if literals[0] == false else literals[0]
                if other in true:
                    kept.append(literals)
                    continue
                for k in range(2, len(literals)):
                    if -literals[k] not in true:
                        literals[0], literals[1], literals[k] = other, literals[k], false
                        watches.setdefault(literals[1], []).append(literals)
                        break
                else:
                    kept.append(literals)
                    if -other in true:
                        watches[false] = kept + list(watching[at + 1 :])
                        return True
                    true.add(other)
                    trail.append(other)
            watches[false] = kept
        return False


class Checker:
    """The clauses that are known to follow from a formula.

    Parameters
    ----------
    formula : its clauses; they are known from the start

    Attributes
    ----------
    known : the clauses, as sets of literals
    steps : how many clauses were derived so far
    """

    __slots__ = ("known", "steps")

    def __init__(self, formula: Iterable[Clause]) -> None:
        self.known = {frozenset(clause) for clause in formula}
        self.steps = 0

    def derive(
        self, premises: Iterable[Clause], steps: Iterable[Step], conclusions: Sequence[Clause]
    ) -> None:
        """Learn the conclusions, which follow from known premises by steps that each have RUP.

        Only the premises and the steps before it are looked at when a step is checked: a lemma
        about a part of a circuit costs what that part costs.

        Raises
        ------
        Rejected
            If a premise is not known, a step or a conclusion does not have RUP, or a step
            deletes what does not stand.
        """
        local = Propagation()
        for clause in premises:
            if frozenset(clause) not in self.known:
                raise Rejected(f"the premise {clause} is not known")
            local.add(clause)
        at = 0
        for at, (derived, clause) in enumerate(steps, 1):
            if not derived:
                if len(set(clause)) > 1 and not local.delete(clause):
                    raise Rejected(f"step {at} deletes {clause}, which does not stand")
            elif not local.implies(clause):
                raise Rejected(f"step {at} does not follow by unit propagation: {clause}")
            else:
                self.steps += 1
                local.add(clause)
        for clause in conclusions:
            if not local.implies(clause):
                raise Rejected(f"after {at} steps, {clause} does not follow by unit propagation")
            self.steps += 1
        self.known.update(map(frozenset, conclusions))

    @property
    def refuted(self) -> bool:
        """Whether the empty clause is known: the formula is unsatisfiable."""
        return frozenset() in self.known


def refute(formula: Sequence[Clause], steps: Iterable[Step]) -> int:
    """The number of derived clauses of a refutation of a formula, checked.

    Raises
    ------
    Rejected
        If it is none.

    Examples
    --------
    >>> refute([(1, 2), (1, -2), (-1, 2), (-1, -2)], [(True, (1,))])
    2
    """
    checker = Checker(formula)
    checker.derive(formula, steps, [()])
    return checker.steps
