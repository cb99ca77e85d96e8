"""Exact size, formula length and depth of every function of up to four variables.

Inverters are free in both bases: `full` has all two-input gates, `aig` those that are an AND
up to complements of its inputs and output (all but XOR and its complement). Constants,
variables and complements of variables cost 0.

- formula length L: by dynamic programming over pairs of lengths. Since complexity is constant on a
  class, one operand ranges over the leaders of the classes only.
- depth D: a function has depth at most d if it is a gate whose fan-ins have depth at most d - 1.
- size C: the sets of functions computed by chains of gates are enumerated up to the symmetries of
  the variables, with a lookahead of two more gates, of which the last must use the
  other. A function that no chain of a size computes is larger. L is an upper bound, and so is a
  known circuit.

References
----------
D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2, Algorithm L and Table 1; the
sets of chains up to symmetry replace his search from the bottom up and the top down.
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
SETS = 20_000  # of chains of one size, above which none are extended
BLOCK = 1 << 22  # functions made at once, which bounds the memory
WORD, HALF = 16, 4  # bits of a function, and functions in one word of a sort key


@dataclass(frozen=True, slots=True)
class Tables:
    """The size, formula length and depth of each class.

    Attributes
    ----------
    size_lower, size_upper : bounds of the size, equal where it is known
    stopped : why the bounds were left as they are: an interrupt, the end of a budget; else empty
    """

    classes: Classes
    size_lower: tuple[int, ...]
    size_upper: tuple[int, ...]
    formula_length: tuple[int, ...]
    depth: tuple[int, ...]
    stopped: str = ""


def tabulate(variables: int, basis: str, budget: Budget | None = None) -> Tables:
    """Tabulate the complexities of all functions of at most four variables.

    On an interrupt, or at the end of the budget's seconds, sizes have the bounds found so far.

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
    """For each class, a sufficient number of gates: of a formula or of a known circuit."""
    if found.variables < FOUR:
        return list(lengths)
    small = {leader: aig.size for leader, aig in known().items()}
    return [
        min(length, len(plan(leader).gates), small.get(leader, length))
        for leader, length in zip(map(int, found.leader), lengths, strict=True)
    ]


@cache
def formulas(variables: int, basis: str) -> tuple[Classes, tuple[int, ...], tuple[int, ...]]:
    """The classes, with the formula length and the depth of each.

    Raises
    ------
    Missing
        If NumPy is not installed.
    """
    found = classes(variables)
    return found, formula_lengths(found, basis), depths(found, basis)


def gates(a: Any, b: Any, basis: str) -> Iterator[Any]:
    """Yield the normal functions of one gate applied to normal functions."""
    yield a & b
    yield a & ~b
    yield b & ~a
    yield a | b
    if basis == "full":
        yield a ^ b


def free(found: Classes) -> set[int]:
    """The classes that cost nothing: those of constants and variables."""
    return {int(found.of[table]) for table in (0, *inputs(found.variables))}


def formula_lengths(found: Classes, basis: str) -> tuple[int, ...]:
    """The minimum number of gates of a formula, for each class."""
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
    """The minimum depth, for each class."""
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
    """The classes of gates with one operand in each of two sets of classes."""
    tables = np.arange(0, 1 << (1 << found.variables), 2)  # the normal functions
    others = tables[np.isin(found.of[tables], np.array(right, dtype=found.of.dtype))]
    met = np.zeros(len(found.leader), dtype=bool)
    for one in left:
        for made in gates(found.leader[one], others, basis):
            met[found.of[made]] = True
    return {int(one) for one in np.flatnonzero(met)}


class Sizes:
    """The minimum number of gates of each class, as far as chains have been enumerated.

    Parameters
    ----------
    upper : for each class, a sufficient number of gates

    Attributes
    ----------
    known : for each class, its size; -1 where it is not known yet
    bound : a lower bound for all classes of unknown size
    """

    def __init__(self, found: Classes, basis: str, upper: Sequence[int]) -> None:
        np = numpy()
        self.found, self.basis = found, basis
        self.most = np.array(upper)
        self.known = np.full(len(found.leader), -1)
        self.known[sorted(free(found))] = 0
        self.bound = 1

    def run(self, wanted: Collection[int] = (), budget: Budget | None = None) -> None:
        """Enumerate chains until all classes are known, or the least size among the `wanted` ones.

        Raises
        ------
        Ended
            If the seconds of the budget are spent; the results so far are kept.
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
        """Whether a requested size is still open: its lower bound is below its upper bound."""
        open_ = (self.known < 0) & (self.most > self.bound)
        if not wanted:
            return bool(open_.any())
        low, high = self.least(wanted)
        return low < high

    def lower(self) -> list[int]:
        """A lower bound for each class."""
        return [
            int(known) if known >= 0 else min(self.bound, int(most))
            for known, most in zip(self.known, self.most, strict=True)
        ]

    def upper(self) -> list[int]:
        """An upper bound for each class."""
        return [
            int(known) if known >= 0 else int(most)
            for known, most in zip(self.known, self.most, strict=True)
        ]

    def least(self, wanted: Collection[int]) -> tuple[int, int]:
        """Bounds of the minimum over some classes."""
        low, high = self.lower(), self.upper()
        return min(low[one] for one in wanted), min(high[one] for one in wanted)


def met(np: Any, found: Classes, chains: Any, basis: str, ahead: int, budget: Budget) -> Any:
    """Mark the classes that one more gate reaches, or two, the second of which reads the first."""
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
    """Split sets of functions into blocks, so that what is computed from a block fits in memory."""
    pairs = (chains.shape[1] + 4) * (chains.shape[1] + 3) // 2 * 5
    rows = max(1, BLOCK // pairs)
    for start in range(0, len(chains), rows):
        budget.part(start, len(chains), f"sets of {chains.shape[1]} gates")
        yield chains[start : start + rows]


def successors(np: Any, found: Classes, chains: Any, basis: str) -> tuple[Any, Any]:
    """For each set, the functions of one more gate, and the operands that a gate may read."""
    given = np.array(inputs(found.variables), dtype=np.uint16)
    variables = np.broadcast_to(given, (len(chains), len(given)))
    operands = np.concatenate([variables, chains], axis=1)
    first, second = np.triu_indices(operands.shape[1], 1)
    made = gates(operands[:, first], operands[:, second], basis)
    return np.concatenate(list(made), axis=1), operands


def extended(np: Any, found: Classes, chains: Any, basis: str, budget: Budget) -> Any:
    """The sets with one more function, one per orbit under the symmetries of the variables."""
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
    """The smallest image of each set under the symmetries of the variables."""
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
