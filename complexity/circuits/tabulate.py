"""Size, formula length and depth of every function of up to four variables, exactly.

Inverters are free in both bases: `full` has all gates of two inputs, `aig` those that are an AND
of inputs and outputs that may be complemented (all but XOR and its complement). Constants,
variables and complements of variables cost 0.

- formula length L: by dynamic programming over pairs of lengths. Since complexity is constant on a
  class, one operand runs over the leaders of the classes alone.
- depth D: the functions of depth at most d are those of gates whose fan-ins have at most d - 1.
- size C: sets of functions that a chain of gates computes are enumerated, up to the symmetries of
  the variables; two gates more than the sets have are looked ahead, of which the last must use the
  other. What no chain of so many gates computes is larger. L is an upper bound.

References
----------
D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2, Algorithm L and Table 1; the
sets of chains up to symmetry are in place of his search from the bottom up and the top down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..extras import numpy
from .classes import Classes, classes, inputs

BASES = ("full", "aig")
SETS = 20_000  # of chains of one size, from which on none are extended
BLOCK = 1 << 22  # functions that are made at once
WORD, HALF = 16, 4  # bits of a function, functions in one word of a key


@dataclass(frozen=True, slots=True)
class Tables:
    """For each class its size, formula length and depth.

    Attributes
    ----------
    size_lower, size_upper : bounds of the size, which meet where it is known
    """

    classes: Classes
    size_lower: tuple[int, ...]
    size_upper: tuple[int, ...]
    formula_length: tuple[int, ...]
    depth: tuple[int, ...]


@cache
def tabulate(variables: int, basis: str) -> Tables:
    """The complexities of all functions of at most four variables.

    Raises
    ------
    Missing
        If NumPy is not installed.
    """
    found, lengths, levels = formulas(variables, basis)
    lower, upper = sizes(found, basis, lengths)
    return Tables(found, lower, upper, lengths, levels)


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


def sizes(
    found: Classes, basis: str, upper: tuple[int, ...], wanted: int | None = None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Bounds of the least number of gates, for each class, from formula lengths above.

    Where one class is wanted, the search stops as soon as its size is known.
    """
    np = numpy()
    known = np.full(len(found.leader), -1)
    known[sorted(free(found))] = 0
    chains = np.zeros((1, 0), dtype=np.uint16)
    most, gates_ = np.array(upper), 0
    while True:
        known[(known < 0) & (met(np, found, chains, basis, 1))] = gates_ + 1
        known[(known < 0) & (met(np, found, chains, basis, 2))] = gates_ + 2
        bound = gates_ + 3  # of what is not known yet
        left = (known < 0) & (most > bound)
        if not (left.any() if wanted is None else left[wanted]) or len(chains) > SETS:
            break
        chains = extended(np, found, chains, basis)
        gates_ += 1
    low = np.where(known < 0, np.minimum(bound, most), known)
    high = np.where(known < 0, most, known)
    return tuple(map(int, low)), tuple(map(int, high))


def met(np: Any, found: Classes, chains: Any, basis: str, ahead: int) -> Any:
    """Which classes one gate more than sets of functions reaches, or two, the last on the first."""
    seen = np.zeros(len(found.leader), dtype=bool)
    for block in blocks(chains):
        new, operands = successors(np, found, block, basis)
        if ahead == 1:
            seen[found.of[new]] = True
            continue
        for place in range(operands.shape[1]):
            for made in gates(new, operands[:, place, None], basis):
                seen[found.of[made]] = True
    return seen


def blocks(chains: Any) -> Iterator[Any]:
    """Sets of functions, so many at a time that what is made of them fits."""
    pairs = (chains.shape[1] + 4) * (chains.shape[1] + 3) // 2 * 5
    rows = max(1, BLOCK // pairs)
    for start in range(0, len(chains), rows):
        yield chains[start : start + rows]


def successors(np: Any, found: Classes, chains: Any, basis: str) -> tuple[Any, Any]:
    """For each set the functions of one gate more; and what its gates may read."""
    given = np.array(inputs(found.variables), dtype=np.uint16)
    variables = np.broadcast_to(given, (len(chains), len(given)))
    operands = np.concatenate([variables, chains], axis=1)
    first, second = np.triu_indices(operands.shape[1], 1)
    made = gates(operands[:, first], operands[:, second], basis)
    return np.concatenate(list(made), axis=1), operands


def extended(np: Any, found: Classes, chains: Any, basis: str) -> Any:
    """The sets of one function more, one of each orbit under the symmetries of the variables."""
    kept = []
    for block in blocks(chains):
        new, operands = successors(np, found, block, basis)
        repeated = (new == 0) | (new[:, :, None] == operands[:, None, :]).any(axis=2)
        row, place = np.nonzero(~repeated)
        sets = np.concatenate([block[row], new[row, place][:, None]], axis=1)
        kept.append(np.unique(np.sort(sets, axis=1), axis=0))
    sets = np.unique(np.concatenate(kept), axis=0)
    step = max(1, BLOCK // (len(found.images) * sets.shape[1]))
    least = [
        canonical(np, found, sets[start : start + step]) for start in range(0, len(sets), step)
    ]
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
