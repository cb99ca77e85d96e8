"""Size, formula length and depth of every function of up to four variables, exactly.

Inverters are free in both bases: `full` has all gates of two inputs, `aig` those that are an AND
of inputs and outputs that may be complemented (all but XOR and its complement). Constants,
variables and complements of variables cost 0.

- formula length L: by dynamic programming over pairs of lengths. Since complexity is constant on a
  class, one operand runs over the leaders of the classes alone.
- depth D: the functions of depth at most d are those of gates whose fan-ins have at most d - 1.
- size C: sets of functions that a chain of gates computes are enumerated, up to the symmetries of
  the variables; two gates more than the sets have are looked ahead, of which the last must use the
  other. What no chain of so many gates computes is larger. L is an upper bound, and so is a
  circuit that is known.

References
----------
D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2, Algorithm L and Table 1; the
sets of chains up to symmetry are in place of his search from the bottom up and the top down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...extras import numpy
from ..budget import Budget, Ended
from ..optimise.small_circuits import FOUR, plan
from .classes import Classes, classes, inputs
from .known import known

BASES = ("full", "aig")
INTERRUPTED = "interrupted"
SETS = 20_000  # of chains of one size, from which on none are extended
BLOCK = 1 << 22  # functions that are made at once
WORD, HALF = 16, 4  # bits of a function, functions in one word of a key


@dataclass(frozen=True, slots=True)
class Tables:
    """For each class its size, formula length and depth.

    Attributes
    ----------
    size_lower, size_upper : bounds of the size, which meet where it is known
    stopped : what left them as they stand: an interrupt, the end of a budget; else empty
    """

    classes: Classes
    size_lower: tuple[int, ...]
    size_upper: tuple[int, ...]
    formula_length: tuple[int, ...]
    depth: tuple[int, ...]
    stopped: str = ""


def tabulate(variables: int, basis: str, budget: Budget | None = None) -> Tables:
    """The complexities of all functions of at most four variables.

    An interrupt, or the end of the budget's seconds, leaves bounds of sizes as they stand then.

    Raises
    ------
    Missing
        If NumPy is not installed.
    """
    found, lengths, levels = formulas(variables, basis)
    sizes = Sizes(found, basis, enough(found, lengths))
    stopped = ""
    try:
        sizes.run((), budget)
    except Ended as error:
        stopped = str(error)
    except KeyboardInterrupt:
        stopped = INTERRUPTED
    return Tables(found, tuple(sizes.lower()), tuple(sizes.upper()), lengths, levels, stopped)


def enough(found: Classes, lengths: Sequence[int]) -> list[int]:
    """So many gates that are enough, for each class: of a formula, or of a circuit at hand."""
    if found.variables < FOUR:
        return list(lengths)
    small = {leader: aig.size for leader, aig in known().items()}
    return [
        min(length, len(plan(leader).gates), small.get(leader, length))
        for leader, length in zip(map(int, found.leader), lengths, strict=True)
    ]


@cache
def formulas(variables: int, basis: str) -> tuple[Classes, tuple[int, ...], tuple[int, ...]]:
    """The classes, and for each its formula length and its depth.

    Raises
    ------
    Missing
        If NumPy is not installed.
    """
    found = classes(variables)
    return found, formula_lengths(found, basis), depths(found, basis)


def gates(a: Any, b: Any, basis: str) -> Iterator[Any]:
    """The normal functions of one gate on normal functions."""
    yield a & b
    yield a & ~b
    yield b & ~a
    yield a | b
    if basis == "full":
        yield a ^ b


def free(found: Classes) -> set[int]:
    """The classes that cost nothing: of the constants and of the variables."""
    return {int(found.of[table]) for table in (0, *inputs(found.variables))}


def formula_lengths(found: Classes, basis: str) -> tuple[int, ...]:
    """The least number of gates of a formula, for each class."""
    np = numpy()
    lengths = dict.fromkeys(free(found), 0)
    length = 0
    while len(lengths) < len(found.leader):
        length += 1
        new: set[int] = set()
        for first in range(length):
            left = [one for one, known in lengths.items() if known == first]
            right = [one for one, known in lengths.items() if known == length - 1 - first]
            new |= reached(np, found, left, right, basis)
        lengths |= {one: length for one in sorted(new) if one not in lengths}
    return tuple(lengths[one] for one in range(len(found.leader)))


def depths(found: Classes, basis: str) -> tuple[int, ...]:
    """The least depth, for each class."""
    np = numpy()
    levels = dict.fromkeys(free(found), 0)
    depth = 0
    while len(levels) < len(found.leader):
        depth += 1
        below = sorted(levels)
        new = reached(np, found, below, below, basis)
        levels |= {one: depth for one in sorted(new) if one not in levels}
    return tuple(levels[one] for one in range(len(found.leader)))


def reached(np: Any, found: Classes, left: list[int], right: list[int], basis: str) -> set[int]:
    """The classes of gates between functions of some classes and of others."""
    tables = np.arange(0, 1 << (1 << found.variables), 2)  # the normal ones
    others = tables[np.isin(found.of[tables], np.array(right, dtype=found.of.dtype))]
    met = np.zeros(len(found.leader), dtype=bool)
    for one in left:
        for made in gates(found.leader[one], others, basis):
            met[found.of[made]] = True
    return {int(one) for one in np.flatnonzero(met)}


class Sizes:
    """The least number of gates of each class, as far as chains of gates have been enumerated.

    Parameters
    ----------
    upper : for each class so many gates that are enough

    Attributes
    ----------
    known : for each class its size, -1 where it is not known yet
    bound : which no class that is not known yet is below
    """

    def __init__(self, found: Classes, basis: str, upper: Sequence[int]) -> None:
        np = numpy()
        self.found, self.basis = found, basis
        self.most = np.array(upper)
        self.known = np.full(len(found.leader), -1)
        self.known[sorted(free(found))] = 0
        self.bound = 1

    def run(self, wanted: Collection[int] = (), budget: Budget | None = None) -> None:
        """Enumerate until all classes are known, or one of those that are wanted.

        Raises
        ------
        Ended
            If the seconds of the budget are spent; what is known until then stays so.
        """
        np = numpy()
        budget = Budget() if budget is None else budget
        chains = np.zeros((1, 0), dtype=np.uint16)
        while self._left(wanted):
            size = chains.shape[1]
            for ahead in (1, 2):
                seen = met(np, self.found, chains, self.basis, ahead, budget)
                self.known[(self.known < 0) & seen] = size + ahead
                self.bound = max(self.bound, size + ahead + 1)
            if len(chains) > SETS or not self._left(wanted):
                break
            chains = extended(np, self.found, chains, self.basis, budget)

    def _left(self, wanted: Collection[int]) -> bool:
        """Whether a size is asked for that is neither known nor met by a bound from below."""
        open_ = (self.known < 0) & (self.most > self.bound)
        if not wanted:
            return bool(open_.any())
        low, high = self.least(wanted)
        return low < high

    def lower(self) -> list[int]:
        """A bound from below, for each class."""
        return [
            int(known) if known >= 0 else min(self.bound, int(most))
            for known, most in zip(self.known, self.most, strict=True)
        ]

    def upper(self) -> list[int]:
        """A bound from above, for each class."""
        return [
            int(known) if known >= 0 else int(most)
            for known, most in zip(self.known, self.most, strict=True)
        ]

    def least(self, wanted: Collection[int]) -> tuple[int, int]:
        """Bounds of the least size among some classes."""
        low, high = self.lower(), self.upper()
        return min(low[one] for one in wanted), min(high[one] for one in wanted)


def met(np: Any, found: Classes, chains: Any, basis: str, ahead: int, budget: Budget) -> Any:
    """Which classes one gate more than sets of functions reaches, or two, the last on the first."""
    seen = np.zeros(len(found.leader), dtype=bool)
    for block in blocks(chains, budget):
        new, operands = successors(np, found, block, basis)
        if ahead == 1:
            seen[found.of[new]] = True
            continue
        for place in range(operands.shape[1]):
            for made in gates(new, operands[:, place, None], basis):
                seen[found.of[made]] = True
    return seen


def blocks(chains: Any, budget: Budget) -> Iterator[Any]:
    """Sets of functions, so many at a time that what is made of them fits."""
    pairs = (chains.shape[1] + 4) * (chains.shape[1] + 3) // 2 * 5
    rows = max(1, BLOCK // pairs)
    for start in range(0, len(chains), rows):
        budget.part(start, len(chains), f"sets of {chains.shape[1]} gates")
        yield chains[start : start + rows]


def successors(np: Any, found: Classes, chains: Any, basis: str) -> tuple[Any, Any]:
    """For each set the functions of one gate more; and what its gates may read."""
    given = np.array(inputs(found.variables), dtype=np.uint16)
    variables = np.broadcast_to(given, (len(chains), len(given)))
    operands = np.concatenate([variables, chains], axis=1)
    first, second = np.triu_indices(operands.shape[1], 1)
    made = gates(operands[:, first], operands[:, second], basis)
    return np.concatenate(list(made), axis=1), operands


def extended(np: Any, found: Classes, chains: Any, basis: str, budget: Budget) -> Any:
    """The sets of one function more, one of each orbit under the symmetries of the variables."""
    kept = []
    for block in blocks(chains, budget):
        new, operands = successors(np, found, block, basis)
        repeated = (new == 0) | (new[:, :, None] == operands[:, None, :]).any(axis=2)
        row, place = np.nonzero(~repeated)
        sets = np.concatenate([block[row], new[row, place][:, None]], axis=1)
        kept.append(np.unique(np.sort(sets, axis=1), axis=0))
    sets = np.unique(np.concatenate(kept), axis=0)
    step = max(1, BLOCK // (len(found.images) * sets.shape[1]))
    least = []
    for start in range(0, len(sets), step):
        budget.part(start, len(sets), f"sets of {sets.shape[1]} gates, one of each orbit")
        least.append(canonical(np, found, sets[start : start + step]))
    return np.unique(np.concatenate(least), axis=0)


def canonical(np: Any, found: Classes, sets: Any) -> Any:
    """The least image of each set under the symmetries of the variables."""
    images = np.sort(found.images[:, sets], axis=2).astype(np.uint64)
    count = images.shape[2]
    best = np.ones(images.shape[:2], dtype=bool)
    for start in range(0, count, HALF):
        key = np.zeros(images.shape[:2], dtype=np.uint64)
        for column in range(start, min(start + HALF, count)):
            key = key << np.uint64(WORD) | images[:, :, column]
        key[~best] = np.iinfo(np.uint64).max
        best &= key == key.min(axis=0)
    chosen = best.argmax(axis=0)
    return images[chosen, np.arange(len(sets))].astype(np.uint16)
