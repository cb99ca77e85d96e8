"""The quantities summed over many runs: measures; executions and time by op and by line."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..machine.accounts import Row
from .compilation_unit import Unit

# measure -> the field of the context where a run leaves it
FIELDS = {"time": "time", "span": "span", "memory": "peak", "candidates": "candidates"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a run that is summed.

    Attributes
    ----------
    kind, key : measure, op, execution, time or visits; and a name, an op or a (source, line)
    terms : pairs of a counter and its coefficient
    largest : whether the quantity is the largest term instead of their sum
    """

    kind: str
    key: Hashable
    terms: tuple[tuple[int, int], ...] = ()
    largest: bool = False

    @property
    def measure(self) -> bool:
        """Whether the quantity is a measure."""
        return self.kind == "measure"

    @property
    def field(self) -> str:
        """The field of the context in which a run leaves a measure."""
        return FIELDS[str(self.key)]


def quantities(unit: Unit) -> tuple[Quantity, ...]:
    """Return all quantities that are summed for a program."""
    measures = [name for name in FIELDS if name != "span" or unit.options.span]
    found = [Quantity("measure", name) for name in measures]
    if not unit.options.counting:
        return tuple(found)
    rows = unit.accounts.rows
    for kind, key, terms in (
        ("op", lambda row: row.report, lambda row: row.time),
        ("execution", lambda row: row.report, lambda row: ((row.executions, 1),)),
        ("time", lambda row: (row.source, row.line), lambda row: row.time),
        ("visits", lambda row: (row.source, row.line), lambda row: ((row.visits, 1),)),
    ):
        groups: dict[Hashable, list[Row]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        for name, group in groups.items():
            together = tuple(term for row in group for term in terms(row))
            found.append(Quantity(kind, name, together, kind == "visits"))
    return tuple(found)
