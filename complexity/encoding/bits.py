"""The exact arithmetic coder: from a sequence of choices to bits and back.

A choice is an index below a number of alternatives. A sequence of choices determines the interval
[X/N, (X+1)/N) in [0, 1), where N is the product of the numbers of alternatives and X is the number
whose digits, in that mixed radix, are the indices. The codeword is the first ceil(log2 N)+1 bits of
the interval's midpoint (Shannon, Fano, Elias). Every bit string that begins with it stays inside
the interval, so no codeword is a prefix of another [1]_. All arithmetic is on integers.

References
----------
.. [1] T. Cover and J. Thomas, *Elements of Information Theory*, 2nd ed. 2006, section 5.9.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2
from typing import Protocol

Place = tuple[str, int]  # (source file, line)

MOST = 10**7  # most choices of a program that is read, and the largest count
WINDOW = 1024  # how many leading bits a reader inspects
FEW = 64  # up to this many digits are read one at a time
SHORT = 1 << 14  # quotients of up to this many bits are computed by Python's division


class Malformed(ValueError):
    """Bits that are not the code of a program, or that exceed the reader's limits."""


class Coder(Protocol):
    """The interface through which a derivation obtains the index of each choice.

    A writer is given the index, records it and returns it; a reader is given None and decodes it.
    """

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """Return the index of a choice among equally likely alternatives."""

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """Return the indices of `count` choices with `radix` alternatives each."""


class Writer:
    """Records the choices of a graph, in order and by source line.

    Attributes
    ----------
    choices : the (index, alternatives) of each choice, in order
    tallies : for each source line, {number of alternatives: number of such choices}
    """

    def __init__(self) -> None:
        self.choices: list[tuple[int, int]] = []
        self.tallies: defaultdict[Place, Counter[int]] = defaultdict(Counter)

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """Record and return the index that the graph gives."""
        assert index is not None
        assert 0 <= index < alternatives
        self.choices.append((index, alternatives))
        self.tallies[place][alternatives] += 1
        return index

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """Record and return the indices that the graph gives."""
        assert entries is not None
        self.choices += [(entry, radix) for entry in entries]
        self.tallies[place][radix] += count
        return entries

    @property
    def alternatives(self) -> Counter[int]:
        """{number of alternatives: number of such choices} for the whole program."""
        total: Counter[int] = Counter()
        for tally in self.tallies.values():
            total.update(tally)
        return total


class Reader:
    """Decodes the choices of a codeword.

    Notes
    -----
    `rest` over 2^length is the position of the codeword within the interval of the first choices.
    Later choices (`number` among `total`) are subtracted only now and then, because that takes
    time linear in the code; in between, its leading bits decide, as long as their `error` leaves no
    doubt. The sum of logarithms stops a derivation that has used up its bits, which could otherwise
    go on for ever.
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
        """Subtract the choices since the last call from `rest`, and extract its leading bits."""
        self.rest = self.rest * self.total - (self.number << self.length)
        self.number, self.total = 0, 1
        hidden = self.length - self.window
        self.leading, self.error = self.rest >> hidden, int(hidden > 0)

    def choose(self, alternatives: int, index: int | None, place: Place) -> int:
        """Decode and return the index."""
        self.spend(log2(alternatives), 1)
        decoded = self.leading * alternatives >> self.window
        # the leading bits do not decide the index: use all bits
        if (self.leading + self.error) * alternatives >> self.window != decoded:
            self.focus()
            decoded = self.rest * alternatives >> self.length
        self.number, self.total = self.number * alternatives + decoded, self.total * alternatives
        self.leading = self.leading * alternatives - (decoded << self.window)
        self.error *= alternatives
        self.choices.append((decoded, alternatives))
        return decoded

    def digits(
        self, radix: int, count: int, entries: Sequence[int] | None, place: Place
    ) -> Sequence[int]:
        """Decode and return the indices, as one digit of a large radix."""
        self.spend(log2(radix) * count, count)
        self.focus()
        self.total = radix**count
        self.number = self.rest * self.total >> self.length
        decoded = split(self.number, radix, count)
        self.choices += [(entry, radix) for entry in decoded]
        self.focus()
        return decoded

    def spend(self, bits: float, choices: int) -> None:
        """Account for the bits of some choices; fail where the code has no more bits."""
        self.spent += bits
        if self.spent > self.length:
            raise Malformed(f"{self.length} bits end before the program does")
        if len(self.choices) + choices > MOST:
            raise Malformed(f"more than {MOST} choices")


def join(choices: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the number X of a sequence of choices among N such sequences, and N (0 <= X < N).

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
    """Return the `count` digits of a number, the most significant first."""
    if count <= FEW:
        digits = []
        for _ in range(count):
            number, digit = divmod(number, radix)
            digits.append(digit)
        return digits[::-1]
    half = count // 2
    base = radix**half
    high = quotient(number, base)
    return split(high, radix, count - half) + split(number - high * base, radix, half)


def codeword(choices: Sequence[tuple[int, int]]) -> str:
    """Return the codeword of a sequence of choices, of ceil(log2 N)+1 bits.

    Examples
    --------
    >>> codeword([(0, 2)]), codeword([(1, 2)]), codeword([])
    ('01', '11', '1')
    """
    number, total = join(choices)
    shift = (total - 1).bit_length()
    return f"{quotient((2 * number + 1) << shift, total):0{shift + 1}b}"


def quotient(dividend: int, divisor: int) -> int:
    """Return dividend // divisor for positive integers, by Newton's method where they are long.

    Notes
    -----
    Python's own division takes quadratic time before 3.12. The loops at the end correct the result
    whatever the error of the reciprocal.
    """
    bits = dividend.bit_length() - divisor.bit_length() + 1
    if bits < SHORT:
        return dividend // divisor
    estimate = dividend * reciprocal(divisor, bits + 8) >> divisor.bit_length() + bits + 8
    rest = dividend - estimate * divisor
    while rest < 0:
        estimate, rest = estimate - 1, rest + divisor
    while rest >= divisor:
        estimate, rest = estimate + 1, rest - divisor
    return estimate


def reciprocal(number: int, bits: int) -> int:
    """Approximate 2^(length of the number + bits) / number to about `bits` bits."""
    number >>= max(0, number.bit_length() - bits - 8)
    length = number.bit_length()
    if bits < SHORT:
        return (1 << length + bits) // number
    half = bits // 2 + 8
    rough = reciprocal(number, half)
    error = (1 << length + half) - rough * number
    return (rough << bits - half) + (rough * error >> length + 2 * half - bits)


def gamma(coder: Coder, number: int | None, place: Place) -> int:
    """Code a positive integer in Elias's gamma code: its length in unary, then the other bits [1]_.

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
    """Code a count of at least `least`: the gamma code of the excess plus one."""
    found = gamma(coder, None if number is None else number - least + 1, place) + least - 1
    if found > MOST:
        raise Malformed(f"a count of {found:.3g}: {MOST} is the limit")
    return found


def zigzag(number: int) -> int:
    """Map a signed integer to a natural number: 0, -1, 1, -2, 2 ... to 0, 1, 2, 3, 4 ...."""
    return 2 * number if number >= 0 else -2 * number - 1


def unzigzag(number: int) -> int:
    """Invert `zigzag`."""
    return -(number + 1) // 2 if number % 2 else number // 2


def signed(coder: Coder, number: int | None, place: Place) -> int:
    """Code an integer by zigzag and gamma."""
    return unzigzag(gamma(coder, None if number is None else zigzag(number) + 1, place) - 1)
