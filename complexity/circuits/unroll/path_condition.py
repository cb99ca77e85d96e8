"""Where an unrolled run stands: its path condition, how it can fail there, and its tape.

A path condition holds for the inputs of a run that got so far: all tests on the way went this way
and nothing failed. What is computed where it does not hold is arbitrary and never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..aig.graph import FALSE, TRUE, Lit
from ..budget import Budget
from .arithmetic import ONE, ZERO, add, equal, less
from .gates import Gates
from .oracle import Oracle
from .symbolic_values import Row, Value, numbers
from .words import Word, constant, stretch, word

LONGEST, SHORTEST = 2**63 - 1, -(2**63)
REPAIR = "take a smaller size or width, a higher limit, or inputs on which it ends"
CELLS = 1 << 16  # elements of a list that a number tells
NUMBERS = 1 << 20  # of a list of lists, in all
FEW = 64  # numbers of so many values are asked about one by one
# the codes of what is no error of the program: a number that its draw cannot give, a tape that ends
NO_TAPE, SHORT = "tape", "short"


class Unbounded(Exception):
    """A loop, a recursion or a list may be larger than its limit, or the circuit would be.

    The message says where it stands, how far it was unrolled and what to do.
    """


def unbounded(source: str, line: int, what: str) -> Unbounded:
    """What to say of a place, in a file if it is not the program's own, that has no bound."""
    where = f"{source}, line {line}" if source else f"line {line}"
    return Unbounded(f"{where}: {what}: {REPAIR}")


@dataclass(frozen=True, slots=True)
class Event:
    """A way to fail: what it is, for which inputs it is the first, and where it stands."""

    code: str
    when: Lit
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw: the number of the tape that it may read, where it does, where that cannot be drawn.

    It reads the number `place` where both `here` and `now` hold, and refuses it where `fault` does.
    """

    place: int
    here: Lit
    now: Lit
    fault: Lit


class Path:
    """The state of an unrolling that is not a value of the program.

    Parameters
    ----------
    gates : what is built
    draws : how many numbers the tape has
    here : the path condition at the start: the inputs that are in the domain
    budget : of seconds

    Attributes
    ----------
    events : the ways to fail so far, no two of which share an input
    drawn : how many numbers have been drawn
    tape : the bits of each number of the tape, as far as they are inputs
    read : who may read which of them
    line, source : of the node that is being unrolled
    narrowed : how often a condition was added to `here`
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
        """Whether a literal can hold here."""
        if lit == FALSE or self.here == FALSE:
            return False
        return self.oracle.possible(self.gates.and_(self.here, lit))

    def decided(self, lit: Lit) -> Lit:
        """A literal, or the constant that it is here."""
        if lit < 2:
            return lit
        if not self.possible(lit):
            return FALSE
        return lit if self.possible(lit ^ 1) else TRUE

    def fail(self, code: str, fault: Lit) -> None:
        """The run fails where a fault holds."""
        if self.possible(fault):
            when = self.gates.and_(self.here, fault)
            self.events.append(Event(code, when, self.line, self.source))
            self.narrow(fault ^ 1)

    def narrow(self, lit: Lit) -> None:
        """The run goes on only where a literal holds."""
        self.narrowed += 1
        self.here = self.gates.and_(self.here, lit) if self.possible(lit) else FALSE

    def fits(self, number: Word) -> Word:
        """A number that must fit 64 signed bits."""
        if number.low >= SHORTEST and number.high <= LONGEST:
            return number
        bits = stretch(number, len(number.bits) + 1)
        above = bits[64:]
        differ = [self.gates.xor(bit, bits[63]) for bit in above]
        self.fail("overflow", self.gates.any_(differ))
        return word(bits, max(number.low, SHORTEST), min(number.high, LONGEST))

    def tightened(self, number: Word) -> Word:
        """A number in the fewest bits that its values here need."""
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
        """Refuses to make a list of too many elements."""
        if count > CELLS:
            what = f"a list has up to {count:,} elements, and the limit is {CELLS:,}"
            raise unbounded(self.source, self.line, what)

    def bounded_in_all(self, value: Value) -> None:
        """Refuses a list of too many numbers, those of rows that it shares as often as they are."""
        if isinstance(value, Row) and value.cells and isinstance(value.cells[0], Row):
            count = numbers(value, {})
            if count > NUMBERS:
                what = f"a list has up to {count:,} numbers in all, and the limit is {NUMBERS:,}"
                raise unbounded(self.source, self.line, what)

    def candidates(self, number: Word) -> list[int]:
        """The values that a number can have here; all between its bounds, where they are many."""
        values = range(number.low, number.high + 1)
        if not 1 < len(values) <= FEW:
            return list(values)
        found = [v for v in values if self.possible(equal(self.gates, number, constant(v)))]
        return found or [number.low]

    def joined(self, before: Lit, narrowed: int, ends: list[Lit]) -> None:
        """The run goes on where one of several ways that fork here came to its end.

        Parameters
        ----------
        before, narrowed : `here` and `narrowed` before the fork
        ends : the path conditions at the ends of all ways
        """
        self.here = before if narrowed == self.narrowed else self.gates.any_(ends)

    def draw(self, bound: Word) -> Word:
        """The next number of the tape, from 0 to below a bound."""
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
        """The low bits of a number of the tape; what is missing becomes an input."""
        own = self.tape[place]
        while len(own) < bits:
            own.append(self.gates.aig.input(f"tape[{place}].{len(own)}"))
        return own[:bits]
