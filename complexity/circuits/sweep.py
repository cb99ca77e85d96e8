"""SAT sweeping: literals of a circuit that are equal are proved equal, from the inputs up.

Patterns of inputs are simulated; literals that agree on all of them are candidates. A candidate is
merged where its fan-ins have been merged into those of a gate that stands, or where a solver
refutes that it differs; a difference that the solver finds is one more pattern. Every merge is a
lemma that `rup.Checker` has accepted, from the clauses of the circuit as it was given.

References
----------
A. Kuehlmann, V. Paruthi, F. Krohm, M. Ganai, "Robust Boolean reasoning for equivalence checking
and functional property verification", IEEE TCAD 21(12), 2002; A. Mishchenko, S. Chatterjee,
R. Jiang, R. Brayton, "FRAIGs: a unifying representation for logic synthesis and verification", 2005
(candidates refined by counterexamples and patterns at distance one).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from .aig import FALSE, Aig, Lit
from .cnf import equal, gate, literal
from .rup import Checker, Clause, Step
from .solve import Solver

EXHAUSTIVE = 13  # inputs up to which all patterns are simulated
PATTERNS = 4096  # simulated beyond that, at the start
NEAR = 63  # patterns at distance one that are simulated with a counterexample


class Sweep:
    """A circuit, what of it is known to be equal, and the refutation so far.

    Parameters
    ----------
    formula : clauses that hold the circuit's (`cnf.gate`), and what else is to be refuted
    seed : of the patterns

    Attributes
    ----------
    same : for each variable the literal of the first that it is known to equal
    patterns : how many patterns were simulated
    signature : for each variable its values on them, a bit a pattern
    steps : the refutation so far, in the form of DRUP
    merged, refuted, undecided : how many candidates were proved equal, were not, ran out of budget
    """

    __slots__ = (
        "_classes", "_gates", "_random", "aig", "checker", "merged", "patterns", "refuted", "same",
        "signature", "steps", "undecided",
    )  # fmt: skip

    def __init__(self, aig: Aig, formula: Iterable[Clause], seed: int = 0) -> None:
        self.aig = aig
        self.checker = Checker(formula)
        self.same: list[Lit] = list(range(0, 2 * len(aig.left), 2))
        self.steps: list[Step] = []
        self.merged = self.refuted = self.undecided = 0
        self._random = random.Random(seed)
        self._gates: dict[tuple[Lit, Lit], Lit] = {}
        self._classes: dict[int, Lit] = {}
        self.signature = [0] * len(aig.left)
        self.patterns = 0
        self._simulate(*self._first())

    def known(self, lit: Lit) -> Lit:
        """The first literal that a literal is known to equal."""
        return self.same[lit >> 1] ^ (lit & 1)

    def run(self, budget: int) -> None:
        """Merge what can be, gate after gate, with at most so many conflicts for a candidate."""
        self._classes = {0: FALSE}
        for variable in self.aig.inputs:
            self._classes.setdefault(*self._class(variable))
        for variable, left, right in self.aig.ands():
            if not self._structural(variable, self.known(left), self.known(right)):
                self._functional(variable, budget)

    def prove(self, a: Lit, b: Lit, budget: int) -> bool | None:
        """Whether two literals are equal; None where the budget of conflicts ends.

        Where they are not, the input that shows it is the last pattern but `NEAR`.
        """
        a, b = self.known(a), self.known(b)
        if a == b:
            return True
        first, second = min(a, b), max(a, b)
        premises = list(self.cone((first >> 1, second >> 1)))
        with Solver(premises) as solver:
            for assumed in ((first, second ^ 1), (first ^ 1, second)):
                found = solver.solve(budget, [literal(lit) for lit in assumed])
                if found:
                    self.differs(solver.model())
                    return False
                if found is None:
                    self.undecided += 1
                    return None
            proof = solver.proof()
        self.merge(second, first, premises, [step for step in proof if step[1]])
        return True

    def merge(self, lit: Lit, into: Lit, premises: Iterable[Clause], proof: Sequence[Step]) -> None:
        """Make a variable equal to an earlier literal, as the proof shows."""
        self.learn(premises, proof, equal(lit, into))
        self.same[lit >> 1] = into ^ (lit & 1)
        self.merged += 1

    def learn(
        self, premises: Iterable[Clause], proof: Sequence[Step], conclusions: Sequence[Clause]
    ) -> None:
        """Have a lemma checked, and make its proof and itself a part of the refutation."""
        self.checker.derive(premises, proof, conclusions)
        added: Counter[Clause] = Counter()
        for derived, clause in proof:
            key = tuple(sorted(clause))
            if derived or added[key]:
                added[key] += 1 if derived else -1
                self.steps.append((derived, clause))
        self.steps += [(True, clause) for clause in conclusions]
        self.steps += [(False, clause) for clause in added.elements()]

    def links(self, lit: Lit) -> tuple[Clause, ...]:
        """The clauses by which a literal is known to equal another; none where it is the first."""
        known = self.known(lit)
        return () if known == lit else equal(lit, known)

    def defined(self, variable: int) -> Iterable[Clause]:
        """The clauses of a variable, over what its fan-ins are known to equal."""
        left, right = self.aig.left[variable], self.aig.right[variable]
        if left < 0:
            return gate(self.aig, variable)
        return chain(gate(self.aig, variable), self.links(left), self.links(right))

    def cone(self, variables: Iterable[int]) -> Iterable[Clause]:
        """The clauses of variables and of all that they depend on, through what is merged."""
        waiting, met = list(variables), set(variables)
        while waiting:
            variable = waiting.pop()
            yield from self.defined(variable)
            if self.aig.left[variable] >= 0:
                for lit in (self.aig.left[variable], self.aig.right[variable]):
                    below = self.known(lit) >> 1
                    if below not in met:
                        met.add(below)
                        waiting.append(below)

    def differs(self, model: frozenset[int]) -> None:
        """Simulate a model and patterns near it, and sort the candidates again."""
        values = []
        for variable in self.aig.inputs:
            near = self._random.getrandbits(NEAR) & self._random.getrandbits(NEAR)
            near &= self._random.getrandbits(NEAR)
            whole = (1 << NEAR + 1) - 1 if variable + 1 in model else 0
            values.append(whole ^ near << 1)
        self._simulate(NEAR + 1, values)
        self._classes = {self._class(lit >> 1)[0]: lit for lit in self._classes.values()}

    def _structural(self, variable: int, a: Lit, b: Lit) -> bool:
        """Merge a gate whose fan-ins, as known, make it constant, one of them, or another gate."""
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
        premises = chain(gate(self.aig, 0), self.defined(variable), self.defined(into >> 1))
        self.merge(2 * variable, into, dict.fromkeys(premises), ())
        return True

    def _functional(self, variable: int, budget: int) -> None:
        """Merge a gate into the first literal that agrees with it on all patterns, if they are."""
        while True:
            key, lit = self._class(variable)
            other = self._classes.setdefault(key, lit)
            if other == lit or self.prove(lit, other, budget) is not False:
                return
            self.refuted += 1

    def _class(self, variable: int) -> tuple[int, Lit]:
        """A literal's values on all patterns, and the literal: that which is 0 on the first."""
        values = self.signature[variable]
        if values & 1:
            return values ^ ((1 << self.patterns) - 1), 2 * variable + 1
        return values, 2 * variable

    def _first(self) -> tuple[int, list[int]]:
        """The patterns to start with: their number, and the values of each input on them."""
        inputs = len(self.aig.inputs)
        if inputs <= EXHAUSTIVE:
            return 1 << inputs, [projection(inputs, i) for i in range(inputs)]
        return PATTERNS, [self._random.getrandbits(PATTERNS) for _ in range(inputs)]

    def _simulate(self, count: int, values: list[int]) -> None:
        """Add patterns: so many, the values of each input on them, below those before."""
        new = [0] * len(self.aig.left)
        whole = (1 << count) - 1
        for variable, word in zip(self.aig.inputs, values, strict=True):
            new[variable] = word
        for variable, left, right in self.aig.ands():
            a, b = new[left >> 1], new[right >> 1]
            new[variable] = (a ^ whole if left & 1 else a) & (b ^ whole if right & 1 else b)
        self.signature = [
            old << count | word for old, word in zip(self.signature, new, strict=True)
        ]
        self.patterns += count


def projection(variables: int, variable: int) -> int:
    """The truth table of a variable: bit i is bit `variable` of i.

    Examples
    --------
    >>> [hex(projection(3, i)) for i in range(3)]
    ['0xaa', '0xcc', '0xf0']
    """
    block = ((1 << (1 << variable)) - 1) << (1 << variable)
    width = 2 << variable
    while width < 1 << variables:
        block |= block << width
        width *= 2
    return block
