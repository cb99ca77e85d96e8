"""And-inverter graphs: gates of two inputs and free inverters, in compact arrays.

A literal is 2 * variable + complement, as in AIGER [1]_, so ``lit ^ 1`` is *not*; variable 0 is
the constant. A gate is made only where none of equal fan-ins stands (structural hashing) and where
no rule of one or two levels finds a smaller one [2]_.

References
----------
.. [1] A. Biere, "The AIGER And-Inverter Graph (AIG) format version 20071012", 2007.
.. [2] R. Brummayer and A. Biere, "Local two-level And-Inverter Graph minimization without
   blowup", MEMICS 2006, section 3.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from ...portable import Portable

Lit = int

FALSE: Lit = 0
TRUE: Lit = 1
NONE = -1  # both fan-ins of what is no gate: an input, the constant
MOST = 10_000_000  # gates
SHIFT = 32  # a gate is hashed as its two fan-ins in one integer


class TooLarge(Portable):
    """A circuit reached its limit of gates; the message says the limit and what to do."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"the circuit reaches {limit:,} gates, its limit: take a smaller size or width"
        )
        self.limit = limit


class Aig:
    """An and-inverter graph that grows gate by gate.

    Parameters
    ----------
    limit : the most gates; the next one raises `TooLarge`
    rules : whether gates are made smaller by what their fan-ins are; else equal ones are shared,
        and those that are constant or an operand go, and nothing more

    Attributes
    ----------
    inputs : the variables of the inputs, in order
    outputs : the literals of the outputs, in order
    input_names, output_names : their names, "" where there is none
    left, right : the fan-ins of each variable, as literals; `NONE` for inputs and the constant
    level : the gates on the longest path to each variable, itself included

    Examples
    --------
    >>> aig = Aig()
    >>> a, b = aig.input("a"), aig.input("b")
    >>> aig.output(aig.xor(a, b))
    >>> aig.size, aig.depth
    (3, 2)

    Notes
    -----
    A variable is above those of its fan-ins: ascending order is topological. Inputs may be added
    at any time. Gates that no output needs stay, and count in `size`, until `levels.cone` drops
    them.
    """

    __slots__ = (
        "_found", "_most", "input_names", "inputs", "left", "level", "limit", "output_names",
        "outputs", "right", "rules",
    )  # fmt: skip

    def __init__(self, limit: int = MOST, rules: bool = True) -> None:
        self.limit, self.rules = limit, rules
        self.inputs: list[int] = []
        self.outputs: list[Lit] = []
        self.input_names: list[str] = []
        self.output_names: list[str] = []
        self.left, self.right, self.level = array("i", [NONE]), array("i", [NONE]), array("i", [0])
        self._found: dict[int, Lit] = {}
        self._most = limit + 1  # so many variables are the constant, the inputs and all gates

    @property
    def size(self) -> int:
        """The number of gates, those that no output needs included."""
        return len(self.left) - 1 - len(self.inputs)

    @property
    def depth(self) -> int:
        """The gates on the longest path to an output."""
        return max((self.level[lit >> 1] for lit in self.outputs), default=0)

    def input(self, name: str = "") -> Lit:
        """A new input."""
        variable = len(self.left)
        self.left.append(NONE)
        self.right.append(NONE)
        self.level.append(0)
        self.inputs.append(variable)
        self.input_names.append(name)
        self._most += 1
        return 2 * variable

    def output(self, lit: Lit, name: str = "") -> None:
        """Make a literal the next output."""
        self.outputs.append(lit)
        self.output_names.append(name)

    def ands(self) -> Iterator[tuple[int, Lit, Lit]]:
        """The gates as (variable, left, right), fan-ins before what needs them."""
        right = self.right
        for variable, left in enumerate(self.left):
            if left >= 0:
                yield variable, left, right[variable]

    def find(self, a: Lit, b: Lit) -> Lit | None:
        """The gate of exactly these fan-ins, if it stands."""
        return self._found.get(a << SHIFT | b if a < b else b << SHIFT | a)

    def and_(self, a: Lit, b: Lit) -> Lit:
        """The literal of a and b: a constant, an operand, a gate that stands, or a new one.

        Raises
        ------
        TooLarge
            If a new gate would pass the limit.
        """
        while True:
            if a > b:
                a, b = b, a
            if a < 2:
                return b if a else FALSE
            if a ^ b < 2:
                return a if a == b else FALSE
            key = a << SHIFT | b
            known = self._found.get(key)
            if known is not None:
                return known
            left = self.left
            if not self.rules or (left[a >> 1] < 0 and left[b >> 1] < 0):
                return self._gate(a, b, key)
            c, d = self._simpler(a, b)
            if (c == a and d == b) or (c == b and d == a):
                return self._gate(a, b, key)
            a, b = c, d

    def copied(self, a: Lit, b: Lit) -> Lit:
        """The literal of a and b where no rule is known to fit: for copies of a graph."""
        if a > b:
            a, b = b, a
        key = a << SHIFT | b
        known = self._found.get(key)
        return self._gate(a, b, key) if known is None else known

    def _gate(self, a: Lit, b: Lit, key: int) -> Lit:
        variable = len(self.left)
        if variable >= self._most:
            raise TooLarge(self.limit)
        level = self.level
        first, second = level[a >> 1], level[b >> 1]
        self.left.append(a)
        self.right.append(b)
        level.append((first if first > second else second) + 1)
        self._found[key] = 2 * variable
        return 2 * variable

    def _simpler(self, a: Lit, b: Lit) -> tuple[Lit, Lit]:
        """Two literals whose conjunction is that of a and b, by a rule; a and b where none fits.

        A single literal x is given as (TRUE, x).
        """
        a0, a1 = self.left[a >> 1], self.right[a >> 1]
        b0, b1 = self.left[b >> 1], self.right[b >> 1]
        if a0 >= 0:
            found = one_sided(a, a0, a1, b)
            if found is not None:
                return found
        if b0 >= 0:
            found = one_sided(b, b0, b1, a)
            if found is not None:
                return found
            if a0 >= 0:
                return two_sided(a, a0, a1, b, b0, b1)
        return a, b

    def or_(self, a: Lit, b: Lit) -> Lit:
        """The literal of a or b."""
        return self.and_(a ^ 1, b ^ 1) ^ 1

    def xor(self, a: Lit, b: Lit) -> Lit:
        """The literal of a xor b: three gates, of which those that stand are used.

        Notes
        -----
        Of a xor b = not(ab) and not(a'b') and not(a xor b') = not(ab') and not(a'b) that form is
        taken of which more stands; the first, which shares the carry of an adder, where both are
        equal.
        """
        if a >> 1 == b >> 1 or a < 2 or b < 2:
            return a ^ b if a < 2 or b < 2 else (a ^ b) & 1
        flip = 0
        if self._standing(a, b ^ 1) > self._standing(a, b):
            b, flip = b ^ 1, 1
        both, neither = self.and_(a, b), self.and_(a ^ 1, b ^ 1)
        return self.and_(both ^ 1, neither ^ 1) ^ flip

    def _standing(self, a: Lit, b: Lit) -> int:
        """How many of the three gates of a form of a xor b stand."""
        find = self.find
        both, neither = find(a, b), find(a ^ 1, b ^ 1)
        if both is None or neither is None:
            return (both is not None) + (neither is not None)
        return 2 + (find(both ^ 1, neither ^ 1) is not None)

    def mux(self, test: Lit, yes: Lit, no: Lit) -> Lit:
        """The literal of `yes` where `test` holds and of `no` elsewhere: at most three gates."""
        if test < 2 or yes == no:
            return yes if test or yes == no else no
        if yes >> 1 == test >> 1:
            yes = TRUE if yes == test else FALSE
        if no >> 1 == test >> 1:
            no = FALSE if no == test else TRUE
        if yes < 2:
            return self.or_(test, no) if yes else self.and_(test ^ 1, no)
        if no < 2:
            return self.or_(test ^ 1, yes) if no else self.and_(test, yes)
        if yes ^ no == 1:
            return self.xor(test, no)
        return self.or_(self.and_(test, yes), self.and_(test ^ 1, no))


def one_sided(a: Lit, a0: Lit, a1: Lit, b: Lit) -> tuple[Lit, Lit] | None:
    """What a and b are by a rule that looks at the fan-ins of a: the paper's asymmetric rules."""
    if a & 1:
        if b == a0:  # substitution
            return a1 ^ 1, b
        if b == a1:
            return a0 ^ 1, b
        return (TRUE, b) if b ^ 1 in (a0, a1) else None  # subsumption
    if b ^ 1 in (a0, a1):  # contradiction
        return TRUE, FALSE
    return (TRUE, a) if b in (a0, a1) else None  # idempotence


def two_sided(a: Lit, a0: Lit, a1: Lit, b: Lit, b0: Lit, b1: Lit) -> tuple[Lit, Lit]:
    """What a and b are by a rule that looks at the fan-ins of both: the symmetric rules."""
    if a & b & 1:  # resolution
        if (a0 == b0 and a1 ^ b1 == 1) or (a0 == b1 and a1 ^ b0 == 1):
            return TRUE, a0 ^ 1
        if (a1 == b0 and a0 ^ b1 == 1) or (a1 == b1 and a0 ^ b0 == 1):
            return TRUE, a1 ^ 1
        return a, b
    if b & 1:
        a, a0, a1, b, b0, b1 = b, b0, b1, a, a0, a1
    clash = a0 ^ 1 in (b0, b1) or a1 ^ 1 in (b0, b1)
    if a & 1:
        if clash:  # subsumption
            return TRUE, b
        if a0 in (b0, b1):  # substitution
            return a1 ^ 1, b
        return (a0 ^ 1, b) if a1 in (b0, b1) else (a, b)
    if clash:  # contradiction
        return TRUE, FALSE
    if b0 in (a0, a1):  # idempotence
        return a, b1
    return (a, b0) if b1 in (a0, a1) else (a, b)
