"""The exact coder: from a sequence of choices to bits and back.

A choice is an index below a number of alternatives. A sequence of choices names an interval of
width 1/N in [0, 1), N being the product of the numbers of alternatives: its numerator X is the
number whose digits, in that mixed radix, are the indices. The codeword is the first ceil(log2 N)+1
bits of the interval's midpoint (Shannon, Fano, Elias). The bits that begin with it stay inside the
interval, so no codeword is a prefix of another [1]_. All arithmetic is on integers.

References
----------
.. [1] T. Cover and J. Thomas, *Elements of Information Theory*, 2nd ed. 2006, section 5.9.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2
from typing import Protocol

Place = tuple[str, int]  # a source file and a line of it

MOST = 10**7  # choices of a program that is read, and the largest count
WINDOW = 1024  # leading bits that a reader looks at
FEW = 64  # so many digits are read one after the other
SHORT = 1 << 14  # quotients of so many bits are left to Python's division


class Malformed(ValueError):
    """Bits that are no program's code, or that would need more than the reader's limits."""


class Coder(Protocol):
    """What a derivation asks: the index of each choice.

    A writer is told the index, notes it and gives it back; a reader is told None and finds it.
    """

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """The index of a choice among equally likely alternatives."""

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """The indices of a number of choices that all have the same number of alternatives."""


class Writer:
    """Notes the choices of a graph: in order, and counted for each source line.

    Attributes
    ----------
    choices : (index, alternatives), in order
    tallies : for each source line {number of alternatives: how many such choices}
    """

    def __init__(self) -> None:
        self.choices: list[tuple[int, int]] = []
        self.tallies: defaultdict[Place, Counter[int]] = defaultdict(Counter)

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """The index that the graph gives."""
        assert index is not None
        assert 0 <= index < alternatives
        self.choices.append((index, alternatives))
        self.tallies[place][alternatives] += 1
        return index

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """The indices that the graph gives."""
        assert entries is not None
        self.choices += [(entry, radix) for entry in entries]
        self.tallies[place][radix] += count
        return entries

    @property
    def alternatives(self) -> Counter[int]:
        """{number of alternatives: how many such choices} of the whole program."""
        total: Counter[int] = Counter()
        for tally in self.tallies.values():
            total.update(tally)
        return total


class Reader:
    """Finds the choices in a codeword.

    Notes
    -----
    `rest` over 2^length is where the codeword lies in the interval of the first choices. What came
    since, `number` among `total`, is taken out of it only now and then: in between, its leading
    bits are enough, as long as `error` leaves no doubt. The sum of logarithms stops a derivation
    that has used up its bits before it can grow any further.
    """

    def __init__(self, bits: str) -> None:
        if not bits or set(bits) - {"0", "1"}:
            raise Malformed("a code is a string of 0 and 1")
        self.length = len(bits)
        self.window = min(self.length, WINDOW)
        self.rest = int(bits, 2)
        self.number, self.total = 0, 1
        self.spent = 0.0
        self.choices: list[tuple[int, int]] = []
        self.focus()

    def focus(self) -> None:
        """Take the choices since the last time out of the rest, and look at its leading bits."""
        self.rest = self.rest * self.total - (self.number << self.length)
        self.number, self.total = 0, 1
        hidden = self.length - self.window
        self.leading, self.error = self.rest >> hidden, int(hidden > 0)

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """The index that the bits give."""
        self.spend(log2(alternatives), 1)
        found = self.leading * alternatives >> self.window
        if (self.leading + self.error) * alternatives >> self.window != found:
            self.focus()
            found = self.rest * alternatives >> self.length
        self.number, self.total = self.number * alternatives + found, self.total * alternatives
        self.leading = self.leading * alternatives - (found << self.window)
        self.error *= alternatives
        self.choices.append((found, alternatives))
        return found

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """The indices that the bits give, read as one digit of a large radix."""
        self.spend(log2(radix) * count, count)
        self.focus()
        self.total = radix**count
        self.number = self.rest * self.total >> self.length
        found = split(self.number, radix, count)
        self.choices += [(entry, radix) for entry in found]
        self.focus()
        return found

    def spend(self, bits: float, choices: int) -> None:
        """Refuse to go on where the bits are used up."""
        self.spent += bits
        if self.spent > self.length:
            raise Malformed(f"{self.length} bits end before the program does")
        if len(self.choices) + choices > MOST:
            raise Malformed(f"more than {MOST} choices")


def join(choices: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The number X of a sequence of choices and the number N of such sequences, 0 <= X < N.

    Examples
    --------
    >>> join([(1, 2), (2, 10)])
    (12, 20)
    """
    row = list(choices) or [(0, 1)]
    while len(row) > 1:
        pairs = [
            (first * radix + second, base * radix)
            for (first, base), (second, radix) in zip(row[::2], row[1::2], strict=False)
        ]
        row = pairs + row[len(row) & ~1 :]
    return row[0]


def split(number: int, radix: int, count: int) -> list[int]:
    """The `count` digits of a number, the first the most significant."""
    if count <= FEW:
        found = []
        for _ in range(count):
            number, digit = divmod(number, radix)
            found.append(digit)
        return found[::-1]
    half = count // 2
    base = radix**half
    high = quotient(number, base)
    return split(high, radix, count - half) + split(number - high * base, radix, half)


def codeword(choices: Sequence[tuple[int, int]]) -> str:
    """The bits of a sequence of choices: ceil(log2 N)+1 of them.

    Examples
    --------
    >>> codeword([(0, 2)]), codeword([(1, 2)]), codeword([])
    ('01', '11', '1')
    """
    number, total = join(choices)
    shift = (total - 1).bit_length()
    return f"{quotient((2 * number + 1) << shift, total):0{shift + 1}b}"


def quotient(dividend: int, divisor: int) -> int:
    """dividend // divisor for positive integers, by Newton's reciprocal where they are long.

    Notes
    -----
    Python's own division takes quadratic time before 3.12. The loops at the end make the result
    exact whatever the reciprocal's error.
    """
    bits = dividend.bit_length() - divisor.bit_length() + 1
    if bits < SHORT:
        return dividend // divisor
    found = dividend * reciprocal(divisor, bits + 8) >> divisor.bit_length() + bits + 8
    rest = dividend - found * divisor
    while rest < 0:
        found, rest = found - 1, rest + divisor
    while rest >= divisor:
        found, rest = found + 1, rest - divisor
    return found


def reciprocal(number: int, bits: int) -> int:
    """About 2^(length of the number + bits) over the number, right to about `bits` bits."""
    number >>= max(0, number.bit_length() - bits - 8)
    length = number.bit_length()
    if bits < SHORT:
        return (1 << length + bits) // number
    half = bits // 2 + 8
    rough = reciprocal(number, half)
    error = (1 << length + half) - rough * number
    return (rough << bits - half) + (rough * error >> length + 2 * half - bits)


def gamma(coder: Coder, number: int | None, place: Place) -> int:
    """A positive integer by Elias's gamma code: its length in unary, then its other bits [1]_.

    References
    ----------
    .. [1] P. Elias, "Universal codeword sets and representations of the integers", 1975.
    """
    length = 0
    while coder.choose(2, None if number is None else int(number >> length + 1 > 0), place):
        length += 1
    if length == 0:
        return 1
    return (1 << length) + coder.choose(
        1 << length, None if number is None else number - (1 << length), place
    )


def count(coder: Coder, number: int | None, place: Place, least: int = 0) -> int:
    """A count of at least `least`: the gamma code of what exceeds it, plus one."""
    found = gamma(coder, None if number is None else number - least + 1, place) + least - 1
    if found > MOST:
        raise Malformed(f"a count of {found:.3g}: {MOST} is the limit")
    return found


def zigzag(number: int) -> int:
    """A signed integer as a natural number: 0, -1, 1, -2, 2 ... become 0, 1, 2, 3, 4 ...."""
    return 2 * number if number >= 0 else -2 * number - 1


def unzigzag(number: int) -> int:
    """The signed integer of a natural number."""
    return -(number + 1) // 2 if number % 2 else number // 2


def signed(coder: Coder, number: int | None, place: Place) -> int:
    """An integer by zigzag and gamma."""
    return unzigzag(gamma(coder, None if number is None else zigzag(number) + 1, place) - 1)
