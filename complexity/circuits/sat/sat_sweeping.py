"""SAT sweeping: equal literals of a circuit are proved equal, from the inputs up.

Variables that agree on all simulated patterns are candidates. One is merged into the first of its
class where their fan-ins are known to be equal, or where a solver refutes that they differ; a
difference that the solver finds is a further pattern. One solver answers all queries, so that
clauses learnt for one pair help with the next, and its derivations form one refutation, of
clauses of the given circuit, which `rup.Checker` checks.

References
----------
A. Mishchenko, S. Chatterjee, R. Brayton, N. Een, "Improvements to combinational equivalence
checking", ICCAD 2006 (incremental sweeping); M. Heule, W. Hunt, N. Wetzler, "Trimming while
checking clausal proofs", FMCAD 2013 (DRUP).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..aig.graph import FALSE, Aig, Lit
from ..budget import Budget
from .candidates import Candidates
from .cnf import cone, equal, gate, literal
from .rup import Clause
from .solve import Solver

CANDIDATE = 5_000  # conflicts for the first candidate pair; fewer once pairs stay undecided
LEAST = 100
TOLD = 64  # gates between two checks of the budget


class Sweep:
    """A sweep of a circuit: the equalities proved so far and their derivation; must be closed.

    Parameters
    ----------
    pairs : of literals that are to be proved equal
    budget : of seconds and conflicts
    seed : of the patterns

    Attributes
    ----------
    same : for each variable, an earlier literal that it is known to equal, or its own
    log : the clauses given to the solver, in order, as (bytes of its proof before, clauses,
        whether they were derived)
    merged, refuted, undecided : the candidates proved equal, proved different, out of budget
    """

    __slots__ = (
        "_closed", "_gates", "_given", "aig", "budget", "candidates", "log", "merged", "refuted",
        "same", "solver", "undecided",
    )  # fmt: skip

    def __init__(
        self,
        aig: Aig,
        pairs: Sequence[tuple[Lit, Lit]] = (),
        budget: Budget | None = None,
        seed: int = 0,
    ) -> None:
        self.aig, self.budget = aig, Budget() if budget is None else budget
        self.candidates = Candidates(aig, pairs, seed)
        self.same: list[Lit] = list(range(0, 2 * len(aig.left), 2))
        self.merged = self.refuted = self.undecided = 0
        self.log: list[tuple[int, tuple[Clause, ...], bool]] = []
        self._gates: dict[tuple[Lit, Lit], Lit] = {}
        self._given, self._closed = bytearray(len(aig.left)), set[int]()
        self.solver = Solver(budget=self.budget)
        self.give((0,))

    def close(self) -> None:
        """Free the solver."""
        self.solver.close()

    def known(self, lit: Lit) -> Lit:
        """The first literal that a literal is known to equal."""
        while self.same[lit >> 1] >> 1 != lit >> 1:
            lit = self.same[lit >> 1] ^ (lit & 1)
        return lit

    def run(self) -> None:
        """Merge equal gates from the inputs up, until a pair is seen to differ.

        Raises
        ------
        Ended
            If the seconds of the budget are spent.
        """
        right, candidates = self.aig.right, self.candidates
        first: dict[int, int] = {}
        for variable, left in enumerate(self.aig.left):
            if variable % TOLD == 0:
                self.budget.part(variable, len(right), "gates")
            if candidates.difference is not None:
                return
            if left < 0:
                first.setdefault(candidates.group[variable], variable)
            elif not self._structural(variable, self.known(left), self.known(right[variable])):
                first = self._functional(variable, first)

    def prove(self, a: Lit, b: Lit, conflicts: int) -> bool | None:
        """Decide whether two literals are equal; None if the conflicts do not suffice.

        If they differ, the distinguishing input has been simulated.
        """
        a, b = self.known(a), self.known(b)
        if a == b:
            return True
        self._close((a >> 1, b >> 1))
        for assumed in ((a, b ^ 1), (a ^ 1, b)):
            found = self.solver.solve(conflicts, [literal(lit) for lit in assumed])
            if found:
                self.candidates.near(self.solver.model())
                return False
            if found is None:
                return None
        self.merge(max(a, b), min(a, b))
        return True

    def merge(self, lit: Lit, into: Lit) -> None:
        """Replace a variable by an earlier literal that it equals."""
        self._log(equal(lit, into), True)
        self.same[lit >> 1] = into ^ (lit & 1)
        self.merged += 1

    def give(self, variables: Iterable[int]) -> None:
        """Give the solver the defining clauses of variables, each once."""
        new = [variable for variable in variables if not self._given[variable]]
        for variable in new:
            self._given[variable] = 1
        self._log(tuple(clause for variable in new for clause in gate(self.aig, variable)), False)

    def _log(self, clauses: tuple[Clause, ...], derived: bool) -> None:
        if clauses:
            self.log.append((self.solver.written(), clauses, derived))
            self.solver.add(clauses)

    def _close(self, variables: Iterable[int]) -> None:
        """Give the solver the clauses of variables and of all that they depend on after merging."""
        self.give(sorted(cone(self.aig, variables, self._closed, self.known)))

    def _structural(self, variable: int, a: Lit, b: Lit) -> bool:
        """Merge a gate whose merged fan-ins make it constant, an operand or an existing gate."""
        key = (min(a, b), max(a, b))
        if a == b:
            into = a
        elif FALSE in key or a ^ b == 1:
            into = FALSE
        elif key[0] == 1:
            into = key[1]
        elif key in self._gates:
            into = self._gates[key]
        else:
            self._gates[key] = 2 * variable
            return False
        self.give((variable, into >> 1))
        self.merge(2 * variable, into)
        return True

    def _functional(self, variable: int, first: dict[int, int]) -> dict[int, int]:
        """Merge a gate into the first that agrees with it on all patterns, if they are equal.

        Returns
        -------
        dict of int to int
            For each class, the first variable so far that was not merged.
        """
        candidates = self.candidates
        while candidates.difference is None:
            other = first.setdefault(candidates.group[variable], variable)
            if other == variable or not self.budget.left:
                break
            ends = candidates.literal(variable), candidates.literal(other)
            found = self.prove(*ends, max(LEAST, CANDIDATE // (1 + self.undecided)))
            if found is not False:
                self.undecided += found is None
                break
            self.refuted += 1
            first = candidates.heads(
                one for one in candidates.live if one < variable and self.same[one] == 2 * one
            )
        return first
