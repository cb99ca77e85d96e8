"""What stops a run: fuel, memory and call depth, reported with every result."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.failures import Undefined

FEW_BOUNDS = 2**12  # different bounds of draws that no limit on memory forbids
BOUND = 2**6  # words that each further one takes to be counted, in a run and in its figures


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one run may use.

    Attributes
    ----------
    fuel : steps; a run whose time reaches `fuel + 1` is `Undefined("fuel")`
    memory : words live at one moment; it limits the different bounds of draws too (`most_bounds`)
    depth : calls active at one moment, the entry's included
    """

    fuel: int = 10**8
    memory: int = 2**27
    depth: int = 10_000


def most_bounds(memory: int) -> int:
    """The most different n of `randrange(n)` in a run, given the most words of memory.

    They are no words of the program, but a run counts its draws of each n. The expectations of
    chains need no such test: an exploration of so many outcomes ends before, by its budget.

    Examples
    --------
    >>> most_bounds(1), most_bounds(2**27)
    (4096, 2097152)
    """
    return max(FEW_BOUNDS, memory // BOUND)


def too_many_bounds(most: int) -> Undefined:
    """The failure of a run that draws with more different bounds."""
    return Undefined("memory", f"randrange of more than {most} different bounds")
