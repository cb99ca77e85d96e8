"""The random tape: where `randrange` reads, so that a run is a function of input and tape.

References
----------
.. [1] G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
   fig. 16 (`mix64`, the finaliser of SplitMix64, here over a counter).
.. [2] D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019, sec. 3:
   rejection makes a remainder uniform.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15


class Tape(Protocol):
    """A source of uniform draws."""

    def draw(self, n: int) -> int:
        """The next draw from 0..n-1, for n >= 1."""
        ...


def mix(word: int) -> int:
    """A bijection of 64-bit words whose output looks random on a counter [1]_.

    Examples
    --------
    >>> hex(mix(GAMMA))  # the first output of SplitMix64 from state 0
    '0xe220a8397b1dcdaf'
    """
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)


def word_at(seed: int, counter: int) -> int:
    """The 64-bit word at a place of the tape of a seed: a function of the two alone.

    The word is ``mix(key + (counter + 1) * GAMMA)`` with ``key = mix(seed + GAMMA)``, modulo 2^64.
    """
    key = mix((seed + GAMMA) & MASK)
    return mix((key + (counter + 1) * GAMMA) & MASK)


class SeededTape:
    """A pseudorandom tape: words `word_at(seed, 0)`, `word_at(seed, 1)`, ... [1]_.

    A draw of n takes words until one lies below the largest multiple of n in 2^64, and is its
    remainder [2]_: uniform, if the words are. Every draw takes one word at least, also for n = 1.

    Examples
    --------
    >>> [SeededTape(7).draw(6), SeededTape(7).draw(6)]
    [3, 3]
    """

    def __init__(self, seed: int, counter: int = 0) -> None:
        self.seed, self.counter = seed, counter

    def draw(self, n: int) -> int:
        """The next draw from 0..n-1."""
        fair = 2**64 - 2**64 % n
        while True:
            word = word_at(self.seed, self.counter)
            self.counter += 1
            if word < fair:
                return word % n


class EndOfTape(Exception):
    """A program drew more often than its script says."""


class ScriptedTape:
    """A tape that is written out draw by draw."""

    def __init__(self, script: Sequence[int]) -> None:
        self.script, self.counter = list(script), 0

    def draw(self, n: int) -> int:
        """The next draw of the script."""
        if self.counter == len(self.script):
            raise EndOfTape(f"the script ends after {self.counter} draws")
        value = self.script[self.counter]
        self.counter += 1
        if not 0 <= value < n:
            raise ValueError(f"draw {self.counter} of the script is {value}, not in 0..{n - 1}")
        return value


class TapeTree:
    """All tapes of a program, one after the other, in lexicographic order.

    A run reads the tape (`draw`); `advance` then turns to the next tape, as an odometer does, and
    is False when there is none. A tape on which bounds n1, n2, ... were read has probability
    1 / (n1 n2 ...): `outcomes` is that product.

    Examples
    --------
    >>> tree, tapes = TapeTree(), []
    >>> while True:
    ...     tapes.append((tree.draw(2), tree.draw(2)))
    ...     if not tree.advance():
    ...         break
    >>> tapes
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """

    def __init__(self) -> None:
        self.script: list[int] = []
        self.bounds: list[int] = []

    @property
    def outcomes(self) -> int:
        """One over the probability of the tape that was just read."""
        product = 1
        for bound in self.bounds:
            product *= bound
        return product

    def draw(self, n: int) -> int:
        """The next draw of this tape; beyond what was fixed so far, the first outcome."""
        at = len(self.bounds)
        self.bounds.append(n)
        if at == len(self.script):
            self.script.append(0)
        return self.script[at]

    def advance(self) -> bool:
        """Whether there is a next tape; if so, turns to it."""
        script, bounds = self.script[: len(self.bounds)], self.bounds
        while script and script[-1] + 1 == bounds[len(script) - 1]:
            script.pop()
        if script:
            script[-1] += 1
        self.script, self.bounds = script, []
        return bool(script)
