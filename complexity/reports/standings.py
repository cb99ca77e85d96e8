"""The table of a ranking: a row for each program, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from ..measuring.agreement import Agreement
from ..measuring.common import Ground
from ..measuring.figures import Evidence, Figure, Measurement
from ..measuring.gates import Gates
from ..pricing.prices import LEVIN, Price, describe
from ..ranking.flips import Sweep
from ..ranking.rows import Row
from ..ranking.turning import Places, Turning
from ..semantics.measures import SCHEDULED
from .gates import depth_cell, size_cell
from .notation import ABSENT, MARKS, bits_of, brief, mean, worst, worst_expected
from .pages import Table
from .scores import note
from .settings import Setting

ROWS = 18  # of a table, unless all are asked for
PARALLEL = tuple(name for name in SCHEDULED if name != "time")
USUAL_FIT = "every op at its own level"


@dataclass(frozen=True, slots=True)
class Entry:
    """A program in a ranking: its row, its measurement, its rank under every named price."""

    row: Row
    found: Measurement
    ranks: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking of programs.

    Attributes
    ----------
    task, size : the task and the size
    price, formula : the name and the formula of the price
    budget : whether the price is a budget
    entries : the programs in order, those without a score last
    apart : the difference of the first two in bits, for display
    abroad : the lengths of the first two, by reference language
    refused : the refusals of programs outside the language
    absent : descriptions of families that lack a size
    interrupted : whether the user stopped it
    missing : the programs not measured
    next : the suggested next command
    agreed : without a spec, the agreement of the programs
    differences : descriptions of their first differences
    ground : the inputs on which all compared programs are defined
    gates : the circuit of each program, if requested
    kinds : by program, what kind it is, as the task says
    turning : how the order turns with the price of a step; None for a budget
    strips : by reference language, the cheapest at every price of a step
    unswept : the other languages that the task offers, where they were left out
    words : by language, what the words that it gives cost in `bare`, in bits
    measures : further columns of the table
    exact, every : whether prices are spelled exactly, and whether nothing is left out
    names : the names to print, where the short ones are not distinct
    """

    task: str
    size: int | None
    price: str
    formula: str
    budget: bool
    entries: tuple[Entry, ...]
    setting: Setting
    apart: float | None = None
    abroad: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    refused: tuple[Exception, ...] = ()
    absent: tuple[str, ...] = ()
    interrupted: bool = False
    missing: tuple[str, ...] = ()
    next: str = ""
    agreed: Agreement | None = None
    differences: tuple[str, ...] = ()
    ground: Ground | None = None
    gates: Mapping[str, Gates] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    turning: Turning | None = None
    strips: Mapping[str, Sweep] = field(default_factory=dict)
    unswept: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    exact: bool = False
    every: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


class Column(NamedTuple):
    """A column: its header, its cell for an entry, and whether it holds words."""

    header: str
    cell: Callable[[Entry], str]
    words: bool = False


def table(ranking: Ranking) -> Table:
    """The table with a row for each program, the winners' emphasised."""
    columns = [column for column in columns_of(ranking) if shown(column, ranking)]
    listed = shown_entries(ranking)
    rows = tuple(tuple(column.cell(entry) for column in columns) for entry in listed)
    first = tuple(i for i, entry in enumerate(listed) if entry.row.rank == 1)
    left = tuple(i for i, column in enumerate(columns) if column.words)
    return Table(tuple(column.header for column in columns), rows, left, first)


def shown_entries(ranking: Ranking) -> tuple[Entry, ...]:
    """The entries in the table: the first ones, and those that are cheapest at some price."""
    entries = ranking.entries
    if ranking.every or len(entries) <= ROWS:
        return entries
    ever = {
        name
        for sweep in ranking.strips.values()
        for names in (sweep.start, *(flip.after for flip in sweep.flips))
        for name in names
    }
    kept = {entry.found.program for entry in entries if entry.found.program in ever}
    for entry in entries:
        if len(kept) < ROWS:
            kept.add(entry.found.program)
    return tuple(entry for entry in entries if entry.found.program in kept)


def shown(column: Column, ranking: Ranking) -> bool:
    """Whether a column has any content; some are rare."""
    if column.header not in ("candidates", "note", "wrong", "kind", "#"):
        return True
    cells = {column.cell(entry).rstrip("".join(MARKS.values())) for entry in ranking.entries}
    if column.header == "#":
        return ranking.budget or ranking.price != LEVIN.name
    return not cells <= {"", ABSENT, "0", "0.00"}


def columns_of(ranking: Ranking) -> list[Column]:
    """The columns: bits, steps and places, or the measures that a budget limits."""
    start = [Column("#", place), Column("program", lambda entry: name_of(entry, ranking), True)]
    kind = Column("kind", lambda entry: ranking.kinds.get(entry.found.program, ""), True)
    end = [Column("note", lambda entry: remark(entry, ranking), True)]
    if ranking.budget:
        middle = [Column("wrong", wrong), Column("bits", length)]
        schedule = [measured(name, worst) for name in PARALLEL]
        return [*start, *middle, *schedule, *of_gates(ranking), *end]
    figure = worst_expected if ranking.setting.statistic == "worst" else mean
    steps = Column("steps", lambda entry: brief(figure(entry.found.figures.get("time"))))
    more = [measured(name, figure) for name in ranking.measures if name != "time"]
    scored = [Column("J", score)] if ranking.price != LEVIN.name or ranking.measures else []
    turned = () if ranking.turning is None else ranking.turning.places
    return [*start, kind, *scored, Column("bits", length), steps, *more, *of_gates(ranking),
            *(placed(rate, places) for rate, places in turned), *end]  # fmt: skip


def placed(rate: Price, places: Places) -> Column:
    """The column of the places under one price of a step, headed by what it adds to the length."""
    return Column(step_price(rate), lambda entry: str(places.get(entry.found.program) or ABSENT))


def step_price(rate: Price) -> str:
    """What a price charges for steps.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from complexity.pricing.prices import KOLMOGOROV, LINEAR, rent
    >>> [step_price(rate) for rate in (KOLMOGOROV, LEVIN, LINEAR, rent(Fraction(1, 100)))]
    ['0', 'log2 t', 't', 't/100']
    """
    if rate.logarithmic:
        return describe(rate).removeprefix("L + ")
    cost = dict(rate.linear).get("time", Fraction(0))
    if not cost or cost == 1:
        return "t" if cost else "0"
    return f"{power(cost)} t" if cost > 1 else f"t/{power(1 / cost)}"


def power(value: Fraction) -> str:
    """A power of ten, in full up to 1,000."""
    return str(value) if value <= 1_000 else f"1e{len(str(value)) - 1}"


def name_of(entry: Entry, ranking: Ranking) -> str:
    """The name of a program in a ranking."""
    return called(entry.found.program, ranking)


def called(program: str, ranking: Ranking) -> str:
    """The name that is printed for a program."""
    return ranking.names.get(program, short(program))


def distinct_names(programs: Sequence[str]) -> dict[str, str]:
    """The names to print for programs: short where that tells them apart.

    Examples
    --------
    >>> distinct_names(["sorting/bogosort", "a.py::f", "b.py::f"])
    {'sorting/bogosort': 'bogosort', 'a.py::f': 'a.py::f', 'b.py::f': 'b.py::f'}
    """
    times = Counter(map(short, programs))
    return {name: short(name) if times[short(name)] == 1 else name for name in programs}


def of_gates(ranking: Ranking) -> list[Column]:
    """The columns of circuits, if they were measured."""
    found = ranking.gates
    if not found:
        return []
    return [
        Column("gates", lambda entry: size_cell(found.get(entry.found.program))),
        Column("depth", lambda entry: depth_cell(found.get(entry.found.program))),
    ]


def measured(name: str, figure: Callable[[Figure | None], str]) -> Column:
    """The column of one measure."""
    return Column(name.replace("_", " "), lambda entry: figure(entry.found.figures.get(name)))


def place(entry: Entry) -> str:
    """The rank, equal for tied programs."""
    return ABSENT if entry.row.rank is None else str(entry.row.rank)


def score(entry: Entry) -> str:
    """J in bits."""
    row = entry.row
    return ABSENT if row.score is None else brief(f"{row.score:,.2f}{MARKS[row.evidence]}")


def length(entry: Entry) -> str:
    """L in bits, which is always exact."""
    return brief(f"{bits_of(entry.found.factors):,.2f}{MARKS[Evidence.EXACT]}")


def wrong(entry: Entry) -> str:
    """The percentage of inputs answered wrong, the first criterion within a budget."""
    return ABSENT if not entry.row.error else f"{float(100 * entry.row.error):.1f} %"


def remark(entry: Entry, ranking: Ranking) -> str:
    """Say why a program has no rank, or add a note."""
    row, found = entry.row, entry.found
    if ranking.budget:
        return "" if row.reason == USUAL_FIT else row.reason
    return note(found) or row.reason


def shown_kinds(ranking: Ranking) -> set[Evidence]:
    """The kinds of evidence in a ranking's table and strips."""
    names = PARALLEL if ranking.budget else ("time", *ranking.measures)
    figures = [e.found.figures[n] for e in ranking.entries for n in names if n in e.found.figures]
    of_worst = ranking.budget or ranking.setting.statistic == "worst"
    kinds = {figure.worst_evidence if of_worst else figure.evidence for figure in figures}
    kinds |= {sweep.evidence for sweep in ranking.strips.values() if sweep.flips}
    return kinds | {Evidence.EXACT} | {e.row.evidence for e in ranking.entries if e.row.rank}


def short(program: str) -> str:
    """The name of a program without its task or file."""
    return program.rpartition("::")[2] if "::" in program else program.rpartition("/")[2]
