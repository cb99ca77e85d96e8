"""Boolean functions of up to four variables as truth tables, and their classes.

A function f of K variables is an integer of 2^K bits; bit i is its value at the input whose bit v
is variable v. It is *normal* if its value at 0 is 0; of f and its complement, one is. Two functions
are in one (NPN) class if permuting and complementing the variables, and complementing the result,
turns one into the other. Inverters cost nothing here, so a class has one complexity.

References
----------
D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2 (normal functions; the 222
classes of four variables).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from ...extras import numpy
from ..aig.simulate import projections

MOST = 4  # variables


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of the functions of K variables, as NumPy arrays.

    Attributes
    ----------
    of : for each function, the number of its class
    leader : for each class, its smallest function; it is normal, since its complement is larger
    count : for each class, the number of its functions
    images : a row for each of the 2^K K! transformations of the variables: for each function, the
        normal function that it becomes
    """

    variables: int
    of: Any
    leader: Any
    count: Any
    images: Any

    def completed(self, table: int, places: Sequence[int]) -> list[int]:
        """The classes of all tables that agree with a table except at some open inputs."""
        np = numpy()
        tables = np.array([table], dtype=np.uint32)
        for place in places:
            tables = np.concatenate([tables, tables ^ np.uint32(1 << place)])
        return [int(one) for one in np.unique(self.of[tables])]


@cache
def classes(variables: int) -> Classes:
    """Compute the classes of the functions of at most four variables.

    Raises
    ------
    Missing
        If NumPy is not installed.
    ValueError
        If there are more variables.
    """
    if not 0 <= variables <= MOST:
        raise ValueError(f"classes are tabulated for at most {MOST} variables")
    np = numpy()
    bits = 1 << variables
    every = np.arange(1 << bits, dtype=np.uint32)
    rows = []
    for order in permutations(range(variables)):
        for flips in range(bits):
            rows.append(_normal(np, _moved(np, every, _places(order, flips, bits)), bits))
    images = np.array(rows, dtype=np.uint16)
    least = images.min(axis=0)
    leader, of, count = np.unique(least, return_inverse=True, return_counts=True)
    return Classes(variables, of.astype(np.int16), leader.astype(np.int64), count, images)


def _places(order: tuple[int, ...], flips: int, bits: int) -> list[int]:
    """The image of each input under a transformation of the variables."""
    return [sum((i >> v & 1) << to for v, to in enumerate(order)) ^ flips for i in range(bits)]


def _moved(np: Any, tables: Any, places: list[int]) -> Any:
    found = np.zeros_like(tables)
    for i, place in enumerate(places):
        found |= (tables >> i & 1) << place
    return found


def _normal(np: Any, tables: Any, bits: int) -> Any:
    """Complement the tables whose value at 0 is 1."""
    return np.where(tables & 1, tables ^ ((1 << bits) - 1), tables)


def inputs(variables: int) -> list[int]:
    """The truth tables of the variables."""
    return projections(variables)
