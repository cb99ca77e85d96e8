"""The measures of a run: what each counts, in which unit, and how its charges gather."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table of measures.

    Attributes
    ----------
    name : the key
    unit : of a figure
    charge : what an executed op charges
    gather : how charges become a figure: ``sum``, ``longest`` (the critical path), ``peak`` (the
        most at one moment or on one level), ``product`` (of outcomes, printed as its logarithm)
    cheap : whether it is metered unless a caller chooses otherwise
    """

    name: str
    unit: str
    charge: str
    gather: str
    cheap: bool = True


MEASURES: dict[str, Measure] = {
    row.name: row
    for row in (
        Measure("time", "steps", "the time of the op", "sum"),
        Measure("span", "levels", "the levels of the op", "longest"),
        Measure("width", "steps a level", "the time of the op, at its level", "peak", cheap=False),
        Measure("memory", "words", "the words that come alive", "peak"),
        Measure("level_memory", "words", "a word from its level to its last reader's", "peak",
                cheap=False),
        Measure("draws", "bits", "n for randrange(n)", "product"),
        Measure("candidates", "candidates", "1 for candidate(x)", "sum"),
    )
}  # fmt: skip

ALL = frozenset(MEASURES)
ALL_CHEAP = frozenset(name for name, row in MEASURES.items() if row.cheap)
ADDITIVE = frozenset({"time", "draws", "candidates"})
