"""Pages as data: paragraphs, verbatim lines and tables, which `terminal` prints."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `left` are the columns of words, other columns are numbers.

    `strong` are the rows to emphasise if colours are allowed; the words say the same.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[int, ...] = (0,)
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Verbatim lines, which are not wrapped; `strong` are the indices of emphasised ones."""

    lines: tuple[str, ...]
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph after a label; what does not fit on its line continues below the text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a page or of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """An emphasised paragraph."""

    text: str


Block = str | Heading | Item | Lines | Strong | Table
Page = tuple[Block, ...]


def hint(command: str) -> Lines:
    """The line of the next command, in one piece however long it is, so that it runs as printed."""
    return Lines((f"next: {command}",))
