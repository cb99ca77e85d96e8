"""Accounts: executions and time by op and by source line, from the counters of a run.

A region counts how often it ran; a node whose charge depends on a size counts what it charged.
Everything else follows by multiplication: rows are linear in the counters, so that the same rows
turn expected counters into expected figures.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

Exact = TypeVar("Exact", int, Fraction)
Key = TypeVar("Key", bound=Hashable)
Line = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One node's account.

    Attributes
    ----------
    report : the name under which the op is reported
    line, source : where it was written
    executions : the counter that tells how often it was executed (a loop: its rounds)
    time : counters and what each count of them charges
    """

    report: str
    line: int
    source: str
    executions: int
    time: tuple[tuple[int, int], ...]


class Accounts:
    """The rows of a program; counter 0 is the call of the entry."""

    def __init__(self, line: int, source: str) -> None:
        self.counters = 1
        self.rows = [Row("call", line, source, 0, ((0, 1),))]

    def counter(self) -> int:
        """A new counter."""
        self.counters += 1
        return self.counters - 1

    def executions(self, report: str) -> tuple[int, ...]:
        """The counters that together tell how often an op was executed."""
        return tuple(row.executions for row in self.rows if row.report == report)


def time_of(row: Row, counts: Sequence[Exact]) -> Exact:
    """What a node charged."""
    first, *rest = [counts[counter] * steps for counter, steps in row.time or ((0, 0),)]
    for steps in rest:
        first += steps
    return first


def gather(pairs: Iterable[tuple[Key, Exact]]) -> dict[Key, Exact]:
    """Sums by key, without those that are zero."""
    totals: dict[Key, Exact] = {}
    for key, value in pairs:
        if value:
            totals[key] = totals[key] + value if key in totals else value
    return totals


def by_op(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[str, Exact]:
    """Charged time by op, without ops that took none."""
    return gather((row.report, time_of(row, counts)) for row in rows)


def by_op_executions(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[str, Exact]:
    """How many nodes of an op were executed (a loop: its rounds)."""
    return gather((row.report, counts[row.executions]) for row in rows)


def by_line(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[Line, tuple[Exact, Exact]]:
    """Executions and time by (source, line); the executions are its most executed op's."""
    lines: dict[Line, tuple[Exact, Exact]] = {}
    for row in rows:
        line, executions, time = (
            (row.source, row.line),
            counts[row.executions],
            time_of(row, counts),
        )
        if executions:
            most, total = lines.get(line, (executions, time - time))
            lines[line] = max(most, executions), total + time
    return dict(sorted(lines.items()))
