"""The page of a program's source: the bits, executions, time and span of each line."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..measuring.figures import Measurement
from ..python.source import source_of
from .notation import count, number
from .objects import file_name, place
from .pages import Heading, Lines, Page, Table
from .scores import (
    answers,
    cost,
    estimate_line,
    failure_line,
    length_lines,
    marks,
    measures_table,
    over,
    standing,
    tails,
    title,
)
from .settings import Setting

Place = tuple[str, int]  # a file ("" for the program's own), and a line


@dataclass(frozen=True, slots=True)
class Annotations:
    """The data about a program's lines.

    Attributes
    ----------
    texts : the text of each file; "" is the program's own
    bits : the bits of the choices for each line's nodes, for display
    levels : the number of levels of the critical path on each line
    path_of : a description of the input with that critical path
    is_graph : whether the program is given as the text of a graph
    lost : the variables with no value left in the graph
    shared : for each line that is also charged for nodes of other lines, those lines
    """

    texts: Mapping[str, str]
    bits: Mapping[Place, float]
    levels: Mapping[Place, int]
    path_of: str = ""
    is_graph: bool = False
    lost: tuple[str, ...] = ()
    shared: Mapping[Place, tuple[Place, ...]] = field(default_factory=dict)


def explain_page(found: Measurement, noted: Annotations, setting: Setting) -> Page:
    """The page of a program, line by line, with a summary."""
    page: Page = (
        Heading(title(found)),
        standing(setting, over(found)),
        *length_lines(found, setting.statistic),
    )
    if found.failure is not None:
        page += (failure_line(found),)
    if found.estimate is not None:
        page += (estimate_line(found.estimate),)
    for file, text in noted.texts.items():
        if noted.is_graph and not file:
            page += ("", Lines(source_of(text, file).lines), "", lines_table(found, noted))
        else:
            page += ("", *source(file, text, found, noted))
    page += ("", *verdict(found, noted))
    if found.figures:
        page += (*answers(found), "", measures_table(found), "", *marks([found]), *tails(found))
    return page


def source(file: str, text: str, found: Measurement, noted: Annotations) -> Page:
    """The annotated functions of one file, as far as they have costs."""
    rows = ["    bits  executions        time  levels"]
    strong: list[int] = []
    hot = hottest(found)
    lines = source_of(text, file).lines
    for first, last in spans(text, places(file, found, noted)):
        rows.append("")
        for at in range(first, min(last, len(lines)) + 1):
            if (file, at) == hot:
                strong.append(len(rows))
            rows.append(annotated(lines[at - 1], (file, at), found, noted, (file, at) == hot))
    heading: Page = (Heading(f"given, from {file_name(file)}"),) if file else ()
    return (*heading, Lines(tuple(rows), tuple(strong)))


def places(file: str, found: Measurement, noted: Annotations) -> set[int]:
    """The lines of a file that have costs."""
    known = {*found.by_line, *noted.bits, *noted.levels}
    return {line for source, line in known if source == file}


def spans(text: str, lines: set[int]) -> list[tuple[int, int]]:
    """The first and last lines of the functions that contain any of the given lines."""
    tree = ast.parse(text)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    ends = [(node.lineno, node.end_lineno or node.lineno) for node in functions]
    return [(low, high) for low, high in ends if any(low <= line <= high for line in lines)]


def annotated(text: str, at: Place, found: Measurement, noted: Annotations, hot: bool) -> str:
    """Format a source line with its costs; ``>`` marks the hottest, ``*`` the critical path."""
    runs, time = found.by_line.get(at, (None, None))
    cells = (
        _cell(f"{noted.bits[at]:.2f}" if at in noted.bits else "", 8),
        _cell(count(runs) if runs is not None else "", 12),
        _cell(count(time) if time is not None else "", 12),
        _cell(f"{noted.levels[at]}" if at in noted.levels else "", 7),
    )
    marked = (">" if hot else " ") + ("*" if at in noted.levels else " ")
    return f"{''.join(cells)} {marked}{at[1]:>4}  {text}".rstrip()


def _cell(text: str, width: int) -> str:
    return text.rjust(width)


def hottest(found: Measurement) -> Place | None:
    """The line with the most time."""
    spent = {at: cost(time) for at, (_, time) in sorted(found.by_line.items())}
    return max(spent, key=lambda at: spent[at], default=None)


def verdict(found: Measurement, noted: Annotations) -> Page:
    """Summarise the hottest line, its share, and the critical path."""
    page: Page = ()
    hot = hottest(found)
    if hot is not None:
        total = sum(cost(time) for _, time in found.by_line.values())
        share = 100 * cost(found.by_line[hot][1]) / total if total else 0
        page += (f"> the hottest line is {called(hot)}, with {number(round(share))} % of the time",)
    if noted.levels:
        on = f" on {noted.path_of}" if noted.path_of else ""
        through = ", ".join(called(at) for at in sorted(noted.levels))
        total_levels = sum(noted.levels.values())
        page += (f"* a critical path of {total_levels:,} levels{on} runs through {through}",)
    return page + kept(noted)


def kept(noted: Annotations) -> Page:
    """Describe the lines charged for equal ones, and the variables without a value."""
    page: Page = ()
    if noted.shared:
        each = (
            f"{called(at)} for {', '.join(map(called, others))}"
            for at, others in noted.shared.items()
        )
        page += (f"computed once, and charged to the first line: {'; '.join(each)}",)
    if noted.lost:
        page += (f"not kept: {', '.join(noted.lost)} (no value of the graph holds them)",)
    return page


def called(at: Place) -> str:
    """Format a line."""
    return place(*at) if at[0] else f"line {at[1]}"


def lines_table(found: Measurement, noted: Annotations) -> Table:
    """The costs by line without source, for a graph whose nodes refer to another text."""
    rows = [
        (
            called(at),
            f"{noted.bits[at]:.2f}" if at in noted.bits else "",
            *(count(found.by_line[at][i]) if at in found.by_line else "" for i in (0, 1)),
            f"{noted.levels[at]}" if at in noted.levels else "",
        )
        for at in sorted({*found.by_line, *noted.bits, *noted.levels})
    ]
    return Table(("line", "bits", "executions", "time", "levels"), tuple(rows))
