"""What a run finds: its results and its costs, the same in every back end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Plain = Any  # a value as a caller sees it: bool, int, or nested lists of them
Line = tuple[str, int]  # a source and a line of it; the source is "" for the program's own file


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what it returned and what it cost.

    Attributes
    ----------
    result : a plain value; a tuple of them where there are several results, None where none
    time : steps; memory : words; candidates : how often `candidate` was evaluated
    span, width, level_memory : levels, steps a level, words; None where not metered
    draws : how often each n of `randrange(n)` was drawn
    by_op, by_op_executions : charged time, and how many ops ran, by report name
    by_line : (source, line) -> (executions, time); the source is "" for the program's own file
    """

    result: Plain
    time: int
    span: int | None
    width: int | None
    memory: int
    level_memory: int | None
    candidates: int
    draws: dict[int, int]
    by_op: dict[str, int]
    by_op_executions: dict[str, int]
    by_line: dict[Line, tuple[int, int]]

    @property
    def outcomes(self) -> int:
        """How many equally likely tapes share these draws' bounds: the product of all n drawn."""
        return math.prod(n**times for n, times in self.draws.items())
