"""What stops a run: fuel, memory and call depth, reported with every result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one run may use.

    Attributes
    ----------
    fuel : steps; a run whose time reaches `fuel + 1` is `Undefined("fuel")`
    memory : words live at one moment
    depth : calls active at one moment, the entry's included
    """

    fuel: int = 10**8
    memory: int = 2**27
    depth: int = 10_000
