"""Printing of pages to terminals, pipes and files; only this module imports rich's tables."""

from __future__ import annotations

import os
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Protocol, TextIO, assert_never

from .. import streams
from ..plain import line, visible
from .fitting import GAP, blocks, extent
from .pages import WIDTH, Block, Heading, Item, Lines, Page, Strong, Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID
    from rich.table import Table as RichTable
    from rich.text import Text

PATIENCE = 2.0  # seconds before progress is shown
MANY = 100  # rows up to which rich draws a table
LEAST = 20  # columns, however narrow a terminal says that it is


def show(page: Page, file: TextIO | None = None) -> None:
    """Print a page in the columns that there are, in colour only if a terminal allows it.

    Text is at most `WIDTH` columns wide, for the sake of readers.

    Raises
    ------
    Lost
        If it cannot be printed; rich itself would exit if the reader is gone.
    """
    stream = streams.out() if file is None else file
    console = _console(stream)
    streams.print_out(_text(console, page), stream, styles=console.is_terminal)


def text_of(page: Page) -> str:
    """Render a page as plain text, as wide as one that is piped."""
    return _text(_console(StringIO()), page)


def renderable(page: Page) -> Text:
    """A page as a text of rich, which is not interpreted."""
    from rich.text import Text

    return Text(text_of(page))


def _text(console: Console, page: Page) -> str:
    drawn = "".join(_drawn(console, block, console.width) for block in page)
    return "".join(line.rstrip() + "\n" for line in drawn.splitlines())


def _console(stream: TextIO) -> Console:
    """rich's console, which obeys NO_COLOR, TERM=dumb and COLUMNS; a pipe is else `WIDTH` wide."""
    from rich.console import Console

    console = Console(
        file=_Looked(stream), highlight=False, markup=False, emoji=False, force_jupyter=False
    )
    told = os.environ.get("COLUMNS", "")
    asked = int(told) if told.isascii() and told.isdigit() and len(told) < 5 else 0
    if not console.is_terminal:
        console.width = asked or WIDTH
    console.width = max(LEAST, console.width)
    return console


class _Looked(StringIO):
    """A stand-in for the stream, which rich inspects but does not write to."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream."""
        return self.stream.encoding or "utf-8"

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self.stream.isatty()


def _drawn(console: Console, block: Block, width: int) -> str:
    """Render a block; rich draws tables and emphasis."""
    match block:
        case str():
            block = visible(block)
            indent = len(block) - len(block.lstrip())
            return _paragraph(block, width, indent)
        case Item(label, text):
            return _paragraph(visible(f"{label}{text}"), width, len(visible(label)))
        case Heading(text) | Strong(text):
            shown = _paragraph(visible(text), width, 0).splitlines()
            return "".join(_strong(console, part) for part in shown)
        case Lines(lines, strong):
            shown_lines = (line(text).expandtabs() for text in lines)
            stressed = frozenset(strong)
            return "".join(
                _strong(console, text) if at in stressed else f"{text}\n"
                for at, text in enumerate(shown_lines)
            )
        case Table():
            parts = blocks(_plain(block), width)
            return "\n".join(_tabulated(console, part, width) for part in parts)
        case _:
            assert_never(block)


def _paragraph(text: str, width: int, indent: int) -> str:
    """Render a text whose further lines are indented, less where little room would be left."""
    width = min(width, WIDTH)
    below = " " * min(indent, width // 2)
    return f"{textwrap.fill(text, width, subsequent_indent=below, break_on_hyphens=False)}\n"


def _tabulated(console: Console, table: Table, width: int) -> str:
    """Render a table that fits, or that has to be folded within its cells."""
    if len(table.rows) > MANY and extent(table) <= width and is_ascii(table):
        return aligned(table)
    with console.capture() as drawn:
        console.print(_table(table, extent(table) > width))
    return drawn.get()


def _strong(console: Console, text: str) -> str:
    """Render a line, emphasised if colours are allowed."""
    with console.capture() as drawn:
        console.print(text, style="bold", soft_wrap=True)
    return drawn.get()


def _plain(table: Table) -> Table:
    """Escape the cells of a table, so that a terminal does not interpret them."""
    rows = tuple(tuple(map(visible, row)) for row in table.rows)
    return replace(table, headers=tuple(map(visible, table.headers)), rows=rows)


def is_ascii(table: Table) -> bool:
    """Whether every character is ASCII, one terminal column wide, and every header non-empty."""
    cells = (cell for row in table.rows for cell in row)
    return all(table.headers) and all(map(str.isascii, (*table.headers, *cells)))


def aligned(table: Table) -> str:
    """Render a table as rich does, without emphasis; for large tables it is 100 times faster.

    Examples
    --------
    >>> print(aligned(Table(("op", "time"), (("add", "7"), ("mul", "12")))))
    op    time
    ──────────
    add      7
    mul     12
    <BLANKLINE>
    """
    sizes = [max(map(len, cells)) for cells in zip(table.headers, *table.rows, strict=True)]
    fill = [str.ljust if at in table.left else str.rjust for at in range(len(sizes))]
    places = list(zip(fill, sizes, strict=True))
    rows = [
        (" " * GAP).join([pad(cell, size) for (pad, size), cell in zip(places, row, strict=True)])
        for row in (table.headers, *table.rows)
    ]
    line = "─" * (sum(sizes) + GAP * (len(sizes) - 1))
    return "\n".join((rows[0], line, *rows[1:])) + "\n"


def _table(table: Table, tight: bool) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable

    shown = RichTable(
        box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False,
        collapse_padding=tight,
    )  # fmt: skip
    for at, header in enumerate(table.headers):
        shown.add_column(
            header, justify="left" if at in table.left else "right", overflow="fold",
            no_wrap=at not in table.left or (not tight and at != max(table.left)),
        )  # fmt: skip
    for at, row in enumerate(table.rows):
        shown.add_row(*row, style="bold" if at in table.strong else None)
    return shown


class Teller(Protocol):
    """The interface of a progress display."""

    def __call__(self, doing: str) -> None:
        """Name the current step; the steps before it are done."""

    def part(self, done: int, of: int, what: str = "inputs") -> None:
        """Report the progress within the step."""


class Quiet:
    """A progress display that shows nothing."""

    def __call__(self, doing: str) -> None:
        """Do nothing."""

    def part(self, done: int, of: int, what: str = "inputs") -> None:
        """Do nothing."""


class Shown:
    """A progress bar."""

    def __init__(self, bar: Bar, task: TaskID) -> None:
        self.bar, self.task, self.doing = bar, task, ""

    def __call__(self, doing: str) -> None:
        """Name the current step; the steps before it are done."""
        self.doing = visible(doing)
        self.bar.update(self.task, description=self.doing, advance=1)

    def part(self, done: int, of: int, what: str = "inputs") -> None:
        """Report the number of inputs, or other units, that are done."""
        self.bar.update(self.task, description=f"{self.doing}: {done:,} of {of:,} {what}")


@contextmanager
def progress(steps: int, enabled: bool = True) -> Iterator[Teller]:
    """Show progress on standard error, if it is a terminal and the work exceeds `PATIENCE`.

    Parameters
    ----------
    steps : the number of calls of the yielded function
    enabled : False to show nothing
    """
    if not (enabled and streams.err().isatty()):
        yield Quiet()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=Console(file=streams.err(), force_jupyter=False),
        transient=True,
    )  # fmt: skip
    task = bar.add_task("", total=steps, completed=-1)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield Shown(bar, task)
    finally:
        timer.cancel()
        timer.join()  # it may be starting the bar right now
        bar.stop()
