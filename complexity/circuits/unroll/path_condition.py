"""The state of an unrolling: its path condition, its failures and its tape.

A path condition holds for the inputs whose run reaches this point: all tests took this way, and
nothing failed. A value is arbitrary, and never used, where the path condition does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...portable import Portable
from ..aig.graph import FALSE, TRUE, Lit
from ..budget import Budget
from .arithmetic import ONE, ZERO, add, equal, less
from .gates import Gates
from .oracle import Oracle
from .symbolic_values import Row, Value, numbers
from .words import Word, constant, stretch, word

LONGEST, SHORTEST = 2**63 - 1, -(2**63)
REPAIR = "take a smaller size or width, a higher limit, or inputs on which it ends"
CELLS = 1 << 16  # elements of a list whose length is a word
NUMBERS = 1 << 20  # numbers of a list of lists in all
FEW = 64  # values of a word up to which each is tested for reachability
# codes that are not program errors: a number outside its draw's range, and a tape that is too short
NO_TAPE, SHORT = "tape", "short"


class Unbounded(Portable):
    """A loop, recursion, list or circuit may exceed its limit.

    Attributes
    ----------
    what : where in the source, and how far it was unrolled; the message says how to proceed, too
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: {REPAIR}")
        self.what = what


def unbounded(source: str, line: int, what: str) -> Unbounded:
    """The error for a construct without a bound; it names the file if that is another one."""
    where = f"{source}, line {line}" if source else f"line {line}"
    return Unbounded(f"{where}: {what}")


@dataclass(frozen=True, slots=True)
class Event:
    """A failure: its code, the condition under which it is the first one, its line and source."""

    code: str
    when: Lit
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A possible read of a tape number by a draw.

    It reads number `place` where `here` and `now` hold, and rejects it where `fault` holds.
    """

    place: int
    here: Lit
    now: Lit
    fault: Lit


class Path:
    """The state of an unrolling besides the values of the program.

    Parameters
    ----------
    gates : the circuit under construction
    draws : the length of the tape
    here : the initial path condition: the inputs are in the domain
    budget : of seconds

    Attributes
    ----------
    events : the failures so far, with mutually exclusive conditions
    drawn : the number of draws so far
    tape : the bits of each tape number that have become inputs so far
    read : the possible reads of the tape
    line, source : of the node that is being unrolled
    narrowed : the number of conditions added to `here`
    """

    def __init__(
        self, gates: Gates, draws: int = 0, here: Lit = TRUE, budget: Budget | None = None
    ) -> None:
        self.gates, self.budget = gates, Budget() if budget is None else budget
        self.oracle = Oracle(gates.aig, self.budget)
        self.here, self.draws = here, draws
        self.events: list[Event] = []
        self.drawn: Word = ZERO
        self.tape: list[list[Lit]] = [[] for _ in range(draws)]
        self.read: list[Draw] = []
        self.line, self.source = 0, ""
        self.narrowed = 0

    def possible(self, lit: Lit) -> bool:
        """Whether a literal can hold under the path condition."""
        if lit == FALSE or self.here == FALSE:
            return False
        return self.oracle.possible(self.gates.and_(self.here, lit))

    def decided(self, lit: Lit) -> Lit:
        """The constant that a literal equals under the path condition, or the literal itself."""
        if lit < 2:
            return lit
        if not self.possible(lit):
            return FALSE
        return lit if self.possible(lit ^ 1) else TRUE

    def fail(self, code: str, fault: Lit) -> None:
        """Record a failure under a condition, and continue without it."""
        if self.possible(fault):
            when = self.gates.and_(self.here, fault)
            self.events.append(Event(code, when, self.line, self.source))
            self.narrow(fault ^ 1)

    def narrow(self, lit: Lit) -> None:
        """Add a literal to the path condition."""
        self.narrowed += 1
        self.here = self.gates.and_(self.here, lit) if self.possible(lit) else FALSE

    def fits(self, number: Word) -> Word:
        """Fail with an overflow where a number does not fit 64 signed bits."""
        if number.low >= SHORTEST and number.high <= LONGEST:
            return number
        bits = stretch(number, len(number.bits) + 1)
        above = bits[64:]
        differ = [self.gates.xor(bit, bits[63]) for bit in above]
        self.fail("overflow", self.gates.any_(differ))
        return word(bits, max(number.low, SHORTEST), min(number.high, LONGEST))

    def tightened(self, number: Word) -> Word:
        """Reduce a number to the bits that its values need under the path condition."""
        while number.low < number.high:
            top = number.bits[-1]
            fixed = self.decided(top)
            if fixed != top:
                number = word([*number.bits[:-1], fixed], number.low, number.high)
                continue
            if number.low >= 0 or len(number.bits) == 1:
                break
            if self.possible(self.gates.xor(top, number.bits[-2])):
                break
            half = 1 << len(number.bits) - 2
            number = word(number.bits[:-1], max(number.low, -half), min(number.high, half - 1))
        return number

    def bounded(self, count: int) -> None:
        """Refuse to make a list of too many elements."""
        if count > CELLS:
            what = f"a list has up to {count:,} elements, and the limit is {CELLS:,}"
            raise unbounded(self.source, self.line, what)

    def bounded_in_all(self, value: Value) -> None:
        """Refuse a list of lists with too many numbers, shared rows counted at each occurrence."""
        if isinstance(value, Row) and value.cells and isinstance(value.cells[0], Row):
            count = numbers(value, {})
            if count > NUMBERS:
                what = f"a list has up to {count:,} numbers in all, and the limit is {NUMBERS:,}"
                raise unbounded(self.source, self.line, what)

    def candidates(self, number: Word) -> list[int]:
        """The possible values of a number here; if its bounds are far apart, all between them."""
        values = range(number.low, number.high + 1)
        if not 1 < len(values) <= FEW:
            return list(values)
        found = [v for v in values if self.possible(equal(self.gates, number, constant(v)))]
        return found or [number.low]

    def joined(self, before: Lit, narrowed: int, ends: list[Lit]) -> None:
        """Set the path condition after a fork: that at the end of one of the ways.

        Parameters
        ----------
        before, narrowed : `here` and `narrowed` before the fork
        ends : the path conditions at the ends of all ways
        """
        self.here = before if narrowed == self.narrowed else self.gates.any_(ends)

    def draw(self, bound: Word) -> Word:
        """Draw the next number of the tape, in the range from 0 to below a bound."""
        self.fail("value", less(self.gates, bound, ONE))
        high = max(bound.high - 1, 0)
        gates = self.gates
        low = self.drawn.low
        self.fail(SHORT, less(gates, self.drawn, constant(self.draws)) ^ 1)
        read: list[Lit] = [FALSE] * high.bit_length()
        places: dict[int, Lit] = {}
        for place in range(low, min(self.drawn.high + 1, self.draws)):
            now = equal(gates, self.drawn, constant(place))
            if self.possible(now):
                places[place] = now
                own = self.grown(place, high.bit_length())
                read = [gates.mux(now, bit, other) for bit, other in zip(own, read, strict=True)]
        number = word(read, 0, (1 << high.bit_length()) - 1)
        fault = less(gates, number, bound) ^ 1
        self.read += [Draw(place, self.here, now, fault) for place, now in places.items()]
        self.fail(NO_TAPE, fault)
        self.drawn = add(gates, self.drawn, ONE)
        return word(number.bits, 0, min(high, number.high)) if number.low < number.high else number

    def grown(self, place: int, bits: int) -> list[Lit]:
        """The low bits of a tape number; missing bits become new inputs."""
        own = self.tape[place]
        while len(own) < bits:
            own.append(self.gates.aig.input(f"tape[{place}].{len(own)}"))
        return own[:bits]
