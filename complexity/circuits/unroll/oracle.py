"""Whether a literal can hold: a query made during unrolling, and answered exactly.

Every gate is simulated on the same patterns, many at once. Up to `EXHAUSTIVE` inputs, the patterns
are all inputs, so the simulation decides. Beyond, a pattern on which the literal holds decides, and
in its absence a SAT solver is asked. The answers, and the circuits that depend on them, are the
same whichever of the two methods gave them.

References
----------
.. [1] N. Een, N. Sorensson, "Temporal induction by incremental SAT solving", BMC 2003.
.. [2] A. Kuehlmann, "Dynamic transition relation simplification for bounded property checking",
   ICCAD 2004: simulation before the solver.
"""

from __future__ import annotations

import random

from ..aig.graph import Aig, Lit
from ..aig.simulate import projection, simulate_on
from ..budget import WITHOUT_END, Budget, Ended
from ..sat.cnf import cone, gate, literal
from ..sat.solve import Solver

EXHAUSTIVE = 12  # inputs up to which all patterns are simulated
SAMPLE = 512  # random patterns for more inputs
TOLD = 4096  # gates simulated between two checks of the budget


class Oracle:
    """Decide which literals of a growing and-inverter graph can hold.

    Parameters
    ----------
    budget : of seconds

    Attributes
    ----------
    asked, solved : the distinct queries, and those that went to the solver
    """

    def __init__(self, aig: Aig, budget: Budget | None = None) -> None:
        self.aig, self.patterns, self.columns = aig, [0], dict[int, int]()
        self.budget = Budget(conflicts=WITHOUT_END) if budget is None else budget
        self.every = 0
        self.answers: dict[Lit, bool] = {0: False, 1: True}
        self.asked = self.solved = 0
        self.solver: Solver | None = None
        self.encoded: set[int] = set()

    def close(self) -> None:
        """Free the solver."""
        if self.solver is not None:
            self.solver.close()
        self.solver = None

    def possible(self, lit: Lit) -> bool:
        """Whether some input makes a literal true."""
        if lit not in self.answers:
            self.asked += 1
            found = self.simulated(lit) != 0
            if not found and len(self.aig.inputs) > EXHAUSTIVE:
                found = self.satisfiable(lit)
            self.answers[lit] = found
        return self.answers[lit]

    def simulated(self, lit: Lit) -> int:
        """The patterns on which a literal holds, as the bits of an integer."""
        self.simulate()
        return self.patterns[lit >> 1] ^ (self.every if lit & 1 else 0)

    def simulate(self) -> None:
        """Simulate new gates, or all gates if the patterns must change."""
        self.widen()
        aig, patterns = self.aig, self.patterns
        while len(patterns) < len(aig.left):
            self.budget.check()
            end = min(len(aig.left), len(patterns) + TOLD)
            simulate_on(aig, patterns, self.columns, self.every, end)

    def widen(self) -> None:
        """Choose patterns for new inputs: all up to `EXHAUSTIVE` inputs, else random ones."""
        inputs, known = self.aig.inputs, len(self.columns)
        few = len(inputs) <= EXHAUSTIVE
        if not known or known <= EXHAUSTIVE < len(inputs):
            self.columns, self.patterns = {}, [0]
            self.every = (1 << (1 << EXHAUSTIVE if few else SAMPLE)) - 1
        for place in range(len(self.columns), len(inputs)):
            drawn = random.Random(f"patterns of input {place}")
            self.columns[inputs[place]] = (
                projection(EXHAUSTIVE, place) if few else drawn.getrandbits(SAMPLE)
            )

    def satisfiable(self, lit: Lit) -> bool:
        """Whether a literal can hold, by a solver that keeps its learnt clauses [1]_.

        Raises
        ------
        Missing
            If python-sat is not installed.
        Ended
            If the budget is spent.
        """
        self.solved += 1
        if self.solver is None:
            self.solver, self.encoded = Solver(budget=self.budget, proofs=False), set()
        self.encode(self.solver, lit >> 1)
        found = self.solver.solve(WITHOUT_END, [literal(lit)])
        if found is None:
            raise Ended(f"a budget of {self.budget.conflicts:,} conflicts ended")
        return found

    def encode(self, solver: Solver, root: int) -> None:
        """Give the solver the clauses of all gates that a variable depends on."""
        for variable in cone(self.aig, [root], self.encoded):
            solver.add(gate(self.aig, variable))
