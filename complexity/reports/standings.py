"""The table of a ranking: a row for each program, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..measuring.agreement import Agreement
from ..measuring.common import Ground
from ..measuring.figures import Evidence, Figure, Measurement
from ..measuring.gates import Gates
from ..ranking.rows import Row
from ..semantics.measures import MEASURES, SCHEDULED
from .gates import depth_cell, size_cell
from .notation import ABSENT, MARKS, bits_of, mean, worst, worst_expected
from .pages import Table
from .scores import note
from .settings import Setting

MEASURED = tuple(name for name, row in MEASURES.items() if row.cheap and row.priced)
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


class Column(NamedTuple):
    """A column: its header, its cell for an entry, and whether it holds words."""

    header: str
    cell: Callable[[Entry], str]
    words: bool = False


def table(ranking: Ranking) -> Table:
    """The table with a row for each program, the winners' emphasised."""
    columns = [column for column in columns_of(ranking) if shown(column, ranking)]
    rows = tuple(tuple(column.cell(entry) for column in columns) for entry in ranking.entries)
    first = tuple(i for i, entry in enumerate(ranking.entries) if entry.row.rank == 1)
    left = tuple(i for i, column in enumerate(columns) if column.words)
    return Table(tuple(column.header for column in columns), rows, left, first)


def shown(column: Column, ranking: Ranking) -> bool:
    """Whether a column has any content; candidates and notes are rare."""
    if column.header not in ("candidates", "note", "wrong"):
        return True
    cells = {column.cell(entry).rstrip("".join(MARKS.values())) for entry in ranking.entries}
    return not cells <= {"", ABSENT, "0", "0.00"}


def columns_of(ranking: Ranking) -> list[Column]:
    """The columns: score and priced measures, or the measures that a budget limits."""
    start = [Column("#", place), Column("program", lambda entry: short(entry.found.program), True)]
    end = [Column("note", lambda entry: remark(entry, ranking), True)]
    if ranking.budget:
        middle = [Column("wrong", wrong), Column("L bits", length)]
        schedule = [measured(name, worst) for name in PARALLEL]
        return [*start, *middle, *schedule, *of_gates(ranking), *end]
    figure = worst_expected if ranking.setting.statistic == "worst" else mean
    middle = [Column("J bits", score), Column("L bits", length)]
    run = [measured(name, figure) for name in MEASURED]
    return [*start, *middle, *run, *of_gates(ranking), *end]


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
    return ABSENT if row.score is None else f"{row.score:,.2f}{MARKS[row.evidence]}"


def length(entry: Entry) -> str:
    """L in bits, which is always exact."""
    return f"{bits_of(entry.found.factors):,.2f}{MARKS[Evidence.EXACT]}"


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
    """The kinds of evidence in a ranking's table."""
    names = PARALLEL if ranking.budget else MEASURED
    figures = [e.found.figures[n] for e in ranking.entries for n in names if n in e.found.figures]
    of_worst = ranking.budget or ranking.setting.statistic == "worst"
    kinds = {figure.worst_evidence if of_worst else figure.evidence for figure in figures}
    return kinds | {Evidence.EXACT} | {e.row.evidence for e in ranking.entries if e.row.rank}


def short(program: str) -> str:
    """The name of a program without its task or file."""
    return program.rpartition("::")[2] if "::" in program else program.rpartition("/")[2]
