"""And-inverter graphs: gates of two inputs and free inverters, in compact arrays.

A literal is 2 * variable + complement, as in AIGER [1]_, so ``lit ^ 1`` is *not*; variable 0 is
the constant. A gate is made only where no gate with the same fan-ins exists (structural hashing)
and no rule over one or two levels finds a smaller form [2]_.

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
NONE = -1  # both fan-ins of a variable that is not a gate: an input, the constant
MOST = 10_000_000  # gates
SHIFT = 32  # the two fan-ins of a gate form one integer key


class TooLarge(Portable):
    """A circuit reached its limit of gates; the message says the limit and what to do."""

    def __init__(self, limit: int) -> None:
        self.limit, self.what = limit, f"the circuit reaches {limit:,} gates, its limit"
        super().__init__(f"{self.what}: take a smaller size or width")


class Aig:
    """An and-inverter graph that grows gate by gate.

    Parameters
    ----------
    limit : the maximum number of gates; a further gate raises `TooLarge`
    rules : whether two-level rules simplify new gates; otherwise equal gates are shared, gates
        that are constant or equal to an operand are dropped, and nothing more

    Attributes
    ----------
    inputs : the variables of the inputs, in order
    outputs : the literals of the outputs, in order
    input_names, output_names : their names, "" for an unnamed one
    left, right : the fan-ins of each variable, as literals; `NONE` for inputs and the constant
    level : the number of gates on the longest path to each variable, itself included

    Examples
    --------
    >>> aig = Aig()
    >>> a, b = aig.input("a"), aig.input("b")
    >>> aig.output(aig.xor(a, b))
    >>> aig.size, aig.depth
    (3, 2)

    Notes
    -----
    A variable is greater than those of its fan-ins: ascending order is topological. Inputs may be
    added at any time. Gates that no output needs stay, and count in `size`, until
    `depths.cone` drops them.
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
        self._most = limit + 1  # the most variables; each input raises it by one

    @property
    def size(self) -> int:
        """The number of gates, those that no output depends on included."""
        return len(self.left) - 1 - len(self.inputs)

    @property
    def depth(self) -> int:
        """The number of gates on the longest path to an output."""
        return max((self.level[lit >> 1] for lit in self.outputs), default=0)

    def input(self, name: str = "") -> Lit:
        """Add an input."""
        variable = len(self.left)
        self.left.append(NONE)
        self.right.append(NONE)
        self.level.append(0)
        self.inputs.append(variable)
        self.input_names.append(name)
        self._most += 1
        return 2 * variable

    def output(self, lit: Lit, name: str = "") -> None:
        """Append a literal to the outputs."""
        self.outputs.append(lit)
        self.output_names.append(name)

    def ands(self) -> Iterator[tuple[int, Lit, Lit]]:
        """The gates as (variable, left, right), each after its fan-ins."""
        right = self.right
        for variable, left in enumerate(self.left):
            if left >= 0:
                yield variable, left, right[variable]

    def find(self, a: Lit, b: Lit) -> Lit | None:
        """The existing gate with exactly these fan-ins, or None."""
        return self._found.get(a << SHIFT | b if a < b else b << SHIFT | a)

    def and_(self, a: Lit, b: Lit) -> Lit:
        """The conjunction of a and b: a constant, an operand, an existing gate or a new one.

        Raises
        ------
        TooLarge
            If a new gate would exceed the limit.
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
        """The conjunction of a and b without trying the rules, for copies of simplified graphs."""
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
        """Simplify the conjunction of a and b by a rule; return the operands to join instead.

        A single literal x is returned as (TRUE, x); where no rule applies, a and b are.
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
        """The disjunction of a and b."""
        return self.and_(a ^ 1, b ^ 1) ^ 1

    def xor(self, a: Lit, b: Lit) -> Lit:
        """The exclusive or of a and b: three gates, of which existing ones are reused.

        Notes
        -----
        Of a xor b = not(ab) and not(a'b') and not(a xor b') = not(ab') and not(a'b) the form
        with more existing gates is taken; on a tie the first, which shares the carry of an
        adder.
        """
        if a >> 1 == b >> 1 or a < 2 or b < 2:
            return a ^ b if a < 2 or b < 2 else (a ^ b) & 1
        flip = 0
        if self._standing(a, b ^ 1) > self._standing(a, b):
            b, flip = b ^ 1, 1
        both, neither = self.and_(a, b), self.and_(a ^ 1, b ^ 1)
        return self.and_(both ^ 1, neither ^ 1) ^ flip

    def _standing(self, a: Lit, b: Lit) -> int:
        """The number of existing gates among the three of one form of a xor b."""
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
    """Apply the paper's asymmetric rules, which look at the fan-ins of a only."""
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
    """Apply the paper's symmetric rules, which look at the fan-ins of both operands."""
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
