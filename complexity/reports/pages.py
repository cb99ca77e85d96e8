"""A page is data: paragraphs, lines kept as they are, and tables; `terminal` prints it."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; `left` are the columns of words, the others are numbers.

    `strong` are the rows to stress where colours are allowed; the words say the same.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[int, ...] = (0,)
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that are neither wrapped nor changed; `strong` are their numbers from 0."""

    lines: tuple[str, ...]
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a page or of a part of it."""

    text: str


Block = str | Heading | Lines | Table
Page = tuple[Block, ...]
