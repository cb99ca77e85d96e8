"""The measures of a run: what each counts, in which unit, and who uses it.

A row here is all that the command line, prices, budgets and reports know of a measure; what a run
charges for it is said in the definition.
"""

from __future__ import annotations

from typing import NamedTuple


class Measure(NamedTuple):  # no dataclass: the help of a command reads this table
    """One row of the table of measures.

    Attributes
    ----------
    name : the key
    unit : of a figure
    cheap : whether it is metered unless a caller chooses otherwise
    priced : whether a price may be put on it
    scheduled : whether a budget limits it: what one parallel schedule needs
    """

    name: str
    unit: str
    cheap: bool = True
    priced: bool = True
    scheduled: bool = False


MEASURES: dict[str, Measure] = {
    row.name: row
    for row in (
        Measure("time", "steps", scheduled=True),
        Measure("span", "levels", scheduled=True),
        Measure("width", "steps a level", cheap=False, scheduled=True),
        Measure("memory", "words"),
        Measure("level_memory", "words", cheap=False, scheduled=True),
        Measure("draws", "bits", priced=False),
        Measure("candidates", "candidates"),
    )
}

ALL = frozenset(MEASURES)
ALL_CHEAP = frozenset(name for name, row in MEASURES.items() if row.cheap)
PRICED = tuple(name for name, row in MEASURES.items() if row.priced)
SCHEDULED = tuple(name for name, row in MEASURES.items() if row.scheduled)
