"""Whether a literal can hold: asked while a program is unrolled, and answered exactly.

Every gate is simulated on the same patterns, many at once. Up to `EXHAUSTIVE` inputs the patterns
are all inputs, and their answer is final. Beyond, a pattern on which the literal holds settles the
question, and where there is none a SAT solver is asked. The answers, and so the circuits that
depend on them, do not depend on which of the two gave them.

References
----------
.. [1] N. Een, N. Sorensson, "Temporal induction by incremental SAT solving", BMC 2003.
.. [2] A. Kuehlmann, "Dynamic transition relation simplification for bounded property checking",
   ICCAD 2004: simulation before the solver.
"""

from __future__ import annotations

import random
from typing import Any

from .. import extras
from .aig import Aig, Lit
from .simulate import projections

EXHAUSTIVE = 12  # inputs
SAMPLE = 512  # patterns of more inputs
SOLVER = "cadical195"


class Oracle:
    """What can hold in an and-inverter graph that is still growing.

    Attributes
    ----------
    asked, solved : questions that no table settled, and those that went to the solver
    """

    def __init__(self, aig: Aig) -> None:
        self.aig, self.patterns, self.columns = aig, [0], list[int]()
        self.every = 0
        self.answers: dict[Lit, bool] = {0: False, 1: True}
        self.asked = self.solved = 0
        self.solver: Any = None
        self.encoded: set[int] = {0}

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
        """Simulates the gates that are new; all of them where the patterns must change."""
        self.widen()
        patterns, aig, every = self.patterns, self.aig, self.every
        left, right = aig.left, aig.right
        for variable in range(len(patterns), len(left)):
            one, other = left[variable], right[variable]
            if one < 0:
                patterns.append(self.columns[aig.inputs.index(variable)])
                continue
            first, second = patterns[one >> 1], patterns[other >> 1]
            if one & 1:
                first ^= every
            patterns.append(first & ~second if other & 1 else first & second)

    def widen(self) -> None:
        """Patterns for the inputs that are new: of the first `EXHAUSTIVE` all, else drawn ones."""
        inputs, known = len(self.aig.inputs), len(self.columns)
        if not known or known <= EXHAUSTIVE < inputs:
            few = inputs <= EXHAUSTIVE
            self.columns, self.patterns = projections(EXHAUSTIVE) if few else [], [0]
            self.every = (1 << (1 << EXHAUSTIVE if few else SAMPLE)) - 1
        for place in range(len(self.columns), inputs):
            drawn = random.Random(f"patterns of input {place}").getrandbits(SAMPLE)
            self.columns.append(drawn)

    def satisfiable(self, lit: Lit) -> bool:
        """Whether a literal can hold, by a solver that keeps what it learnt [1]_.

        Raises
        ------
        Missing
            If python-sat is not installed.
        """
        self.solved += 1
        if self.solver is None:
            self.solver = extras.pysat().Solver(name=SOLVER)
        self.encode(lit >> 1)
        try:
            return bool(self.solver.solve(assumptions=[-(lit >> 1) if lit & 1 else lit >> 1]))
        except Exception as error:
            if "keyboard interrupt" not in str(error):
                raise
            # python-sat catches the signal and leaves a solver that must not even be deleted
            self.solver.solver.cadical = None
            self.solver, self.encoded = None, {0}
            raise KeyboardInterrupt from error

    def encode(self, root: int) -> None:
        """Gives the solver the gates that a variable depends on."""
        waiting = [root]
        while waiting:
            variable = waiting.pop()
            if variable in self.encoded:
                continue
            self.encoded.add(variable)
            one, other = self.aig.left[variable], self.aig.right[variable]
            if one < 0:
                continue
            first = -(one >> 1) if one & 1 else one >> 1
            second = -(other >> 1) if other & 1 else other >> 1
            for clause in ([-variable, first], [-variable, second], [variable, -first, -second]):
                self.solver.add_clause(clause)
            waiting += [one >> 1, other >> 1]
