"""The page of one program's source: what each line costs in bits, executions, time and span."""

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

Place = tuple[str, int]  # a file ("" for the program's own) and a line


@dataclass(frozen=True, slots=True)
class Annotations:
    """What is known of a program's lines.

    Attributes
    ----------
    texts : by file, its text; "" is the program's own
    bits : the bits of the choices that made each line's nodes, for display
    levels : how many levels of the critical path each line holds
    path_of : the input whose critical path that is, in words
    is_graph : whether the program's own text is that of a graph
    lost : the variables that no value of the graph holds
    shared : for each line that is charged for nodes of other lines too: those lines
    """

    texts: Mapping[str, str]
    bits: Mapping[Place, float]
    levels: Mapping[Place, int]
    path_of: str = ""
    is_graph: bool = False
    lost: tuple[str, ...] = ()
    shared: Mapping[Place, tuple[Place, ...]] = field(default_factory=dict)


def explain_page(found: Measurement, noted: Annotations, setting: Setting) -> Page:
    """A program line by line, and what that amounts to."""
    page: Page = (Heading(title(found)), standing(setting, over(found)),
                  *length_lines(found, setting.statistic))  # fmt: skip
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
    """The functions of one file that cost anything, annotated."""
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
    """The lines of a file that cost anything."""
    known = {*found.by_line, *noted.bits, *noted.levels}
    return {line for source, line in known if source == file}


def spans(text: str, lines: set[int]) -> list[tuple[int, int]]:
    """The first and last lines of the functions of a text that hold any of these lines."""
    tree = ast.parse(text)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    ends = [(node.lineno, node.end_lineno or node.lineno) for node in functions]
    return [(low, high) for low, high in ends if any(low <= line <= high for line in lines)]


def annotated(text: str, at: Place, found: Measurement, noted: Annotations, hot: bool) -> str:
    """One line of source with its costs; ``>`` marks the hottest, ``*`` the critical path."""
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
    """The line that takes the most time."""
    spent = {at: cost(time) for at, (_, time) in sorted(found.by_line.items())}
    return max(spent, key=lambda at: spent[at], default=None)


def verdict(found: Measurement, noted: Annotations) -> Page:
    """In words: the hottest line, its share, and what the critical path runs through."""
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
    """In words: what equal lines are charged to, and which variables are no values."""
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
    """A line in words."""
    return place(*at) if at[0] else f"line {at[1]}"


def lines_table(found: Measurement, noted: Annotations) -> Table:
    """The costs by line without the lines: of a graph, whose nodes name lines of another text."""
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
