"""Candidates for equal variables of a circuit, up to complement: classes refined by simulation.

References
----------
A. Kuehlmann, V. Paruthi, F. Krohm, M. Ganai, "Robust Boolean reasoning for equivalence checking
and functional property verification", IEEE TCAD 21(12), 2002; A. Mishchenko, S. Chatterjee,
R. Jiang, R. Brayton, "FRAIGs: a unifying representation for logic synthesis and verification", 2005
(candidates refined by counterexamples and patterns near them).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from ..aig.graph import Aig, Lit
from ..aig.simulate import projections, simulate

EXHAUSTIVE = 13  # inputs up to which all patterns are simulated
PATTERNS = 4096  # simulated at the start for more inputs
NEAR = 1023  # patterns near a counterexample, simulated with it


class Candidates:
    """Classes of variables of a circuit that agree, up to complement, on all patterns so far.

    Parameters
    ----------
    pairs : of literals, compared in every simulation
    seed : of the patterns

    Attributes
    ----------
    patterns : the number of patterns simulated
    group : for each variable, the number of its class
    flip : for each variable, its value on the first pattern
    live : the variables that are not alone in their class, in ascending order
    difference : the first pattern on which a pair differs, and the index of the pair; or None
    """

    __slots__ = (
        "_count", "_random", "aig", "difference", "flip", "group", "live", "pairs", "patterns",
    )  # fmt: skip

    def __init__(self, aig: Aig, pairs: Sequence[tuple[Lit, Lit]] = (), seed: int = 0) -> None:
        self.aig, self.pairs = aig, pairs
        self.difference: tuple[tuple[bool, ...], int] | None = None
        self._random = random.Random(seed)
        self.patterns, self._count = 0, 1
        self.group, self.flip = [0] * len(aig.left), [0] * len(aig.left)
        self.live = list(range(len(aig.left)))
        inputs = len(aig.inputs)
        if inputs <= EXHAUSTIVE:
            self.refine(projections(inputs), 1 << inputs)
        else:
            self.refine([self._random.getrandbits(PATTERNS) for _ in range(inputs)], PATTERNS)

    def literal(self, variable: int) -> Lit:
        """The variable or its complement, whichever is 0 on the first pattern."""
        return 2 * variable + self.flip[variable]

    def heads(self, variables: Iterable[int]) -> dict[int, int]:
        """For each class that occurs, the first of the given variables in it."""
        found: dict[int, int] = {}
        for variable in variables:
            found.setdefault(self.group[variable], variable)
        return found

    def near(self, model: frozenset[int]) -> None:
        """Simulate a solver's model (clause variable v + 1 is variable v) and patterns near it."""
        rarity = max(1, len(self.aig.inputs).bit_length() - 2)  # two to four inputs are changed
        patterns = []
        for variable in self.aig.inputs:
            changed = self._random.getrandbits(NEAR)
            for _ in range(rarity - 1):
                changed &= self._random.getrandbits(NEAR)
            whole = (1 << NEAR + 1) - 1 if variable + 1 in model else 0
            patterns.append(whole ^ changed << 1)
        self.refine(patterns, NEAR + 1)

    def refine(self, patterns: Sequence[int], count: int) -> None:
        """Split the classes by further patterns, given as to `simulate`."""
        values, every = simulate(self.aig, patterns, count), (1 << count) - 1
        if not self.patterns:
            self.flip = [value & 1 for value in values]
        self._compare(values, every)
        numbers: dict[tuple[int, int], int] = {}
        group, flip = self.group, self.flip
        for variable in self.live:
            value = values[variable] ^ every if flip[variable] else values[variable]
            key = group[variable], value
            found = numbers.get(key)
            if found is None:
                found = numbers[key] = self._count
                self._count += 1
            group[variable] = found
        members = Counter(group[variable] for variable in self.live)
        self.live = [variable for variable in self.live if members[group[variable]] > 1]
        self.patterns += count

    def _compare(self, values: Sequence[int], every: int) -> None:
        """Record the first pattern on which a pair differs."""
        for at, (a, b) in enumerate(self.pairs if self.difference is None else ()):
            apart = values[a >> 1] ^ values[b >> 1] ^ (every if (a ^ b) & 1 else 0)
            if apart:
                place = (apart & -apart).bit_length() - 1
                row = tuple(bool(values[variable] >> place & 1) for variable in self.aig.inputs)
                self.difference = row, at
                return
