"""Accounts: executions and time by op and by source line, from the counters of a run.

Each region counts its executions, and each node whose charge depends on a size counts its charges.
Every other figure is a linear form of these counters (a `Row`), so the same rows also turn expected
counters into expected figures.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from ..language.graph import Node
from ..language.ops import OPS
from ..semantics.results import Line

Exact = TypeVar("Exact", int, Fraction)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row:
    """The account of one node, as linear forms of the counters.

    Attributes
    ----------
    report : the name under which the op is reported
    line, source : the source line of the node and its file
    visits : the counter of how often the node was reached (for a loop, its rounds)
    executions : the counter of how many ops ran: for a reduction or an op that inspects k elements,
        its steps; for a loop, its rounds; else the visits
    time : pairs of a counter and the steps that each of its counts charges
    """

    report: str
    line: int
    source: str
    visits: int
    executions: int
    time: tuple[tuple[int, int], ...]


def row_of(node: Node, source: str, visits: int, charges: int) -> Row:
    """Return the row of a node without regions.

    Parameters
    ----------
    visits : the counter of the executions of the node's region
    charges : the counter of the charges that depend on a size
    """
    op, unit, sized = OPS[node.op], (visits, 1), (charges, 1)
    time = {"unit": (unit, sized) if op.group == "update" else (unit,), "free": (),
            "elements": (sized,), "own": (sized,)}[op.time]  # fmt: skip
    each = op.group in ("reads", "reduce") and time == (sized,)
    return Row(op.report, node.line, source, visits, charges if each else visits, time)


class Accounts:
    """The rows of a program; counter 0 counts the call of the entry."""

    def __init__(self, line: int, source: str) -> None:
        self.counters = 1
        self.rows = [Row("call", line, source, 0, 0, ((0, 1),))]

    def counter(self) -> int:
        """Allocate a counter."""
        self.counters += 1
        return self.counters - 1

    def executions(self, report: str) -> tuple[int, ...]:
        """Return the counters whose sum is the number of executions of an op."""
        return tuple(row.executions for row in self.rows if row.report == report)


def time_of(row: Row, counts: Sequence[Exact]) -> Exact:
    """Return the steps that a node charged, given all counters."""
    first, *rest = [counts[counter] * steps for counter, steps in row.time or ((0, 0),)]
    for steps in rest:
        first += steps
    return first


def gather(pairs: Iterable[tuple[Key, Exact]]) -> dict[Key, Exact]:
    """Sum values by key, omitting zeros."""
    totals: dict[Key, Exact] = {}
    for key, value in pairs:
        if value:
            totals[key] = totals[key] + value if key in totals else value
    return totals


def by_op(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[str, Exact]:
    """Return the time charged by each op, without ops that charged none."""
    return gather((row.report, time_of(row, counts)) for row in rows)


def by_op_executions(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[str, Exact]:
    """Return the number of executions of each op (for a loop, its rounds)."""
    return gather((row.report, counts[row.executions]) for row in rows)


def by_line(rows: Sequence[Row], counts: Sequence[Exact]) -> dict[Line, tuple[Exact, Exact]]:
    """Return (executions, time) by (source, line); executions are the most visited op's."""
    lines: dict[Line, tuple[Exact, Exact]] = {}
    for row in rows:
        line, visits, time = (row.source, row.line), counts[row.visits], time_of(row, counts)
        if visits:
            most, total = lines.get(line, (visits, time - time))
            lines[line] = max(most, visits), total + time
    return dict(sorted(lines.items()))
