"""Fitting tables to a width: large numbers are shortened, and what is still too wide is folded."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from .notation import scientific
from .pages import Table

GAP = 3  # terminal columns between two columns of a table
FOLDED = 24  # the least width to which a column of words is folded
NUMBER = re.compile(r"(-?\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([!=^~+?]?)")


def blocks(table: Table, width: int) -> tuple[Table, ...]:
    """The tables that show one within a width: itself, its numbers shortened, or several.

    Where numbers cannot be shortened enough, the columns are distributed over tables that each
    begin with the first, or the first two where the second is of words: what a row is about.

    Examples
    --------
    >>> wide = Table(("name", "one", "two"), (("sort", "12", "345"),))
    >>> [part.headers for part in blocks(wide, 13)]
    [('name', 'one'), ('name', 'two')]
    """
    shorter = fitted(table, width)
    first = min(table.left, default=0)
    keys = [0, 1] if first == 1 else [0]
    others = range(len(keys), len(table.headers))
    if extent(shorter) <= width or len(others) < 2:
        return (shorter,)
    sizes, parts, room = widths(table), list[list[int]](), 0
    for at in others:
        if not parts or room < sizes[at] + GAP:
            parts.append([*keys])
            room = width - sum(sizes[key] + GAP for key in keys) + GAP
        parts[-1].append(at)
        room -= sizes[at] + GAP
    return tuple(fitted(_columns(table, part), width) for part in parts)


def _columns(table: Table, chosen: list[int]) -> Table:
    """The table of some columns."""
    rows = tuple(tuple(row[at] for at in chosen) for row in table.rows)
    left = tuple(new for new, old in enumerate(chosen) if old in table.left)
    return Table(tuple(table.headers[at] for at in chosen), rows, left, table.strong)


def fitted(table: Table, width: int) -> Table:
    """Shorten numbers in the widest columns of a table until it fits, if that helps.

    Large numbers come first, then second decimals, those of the last columns first.

    Examples
    --------
    >>> wide = Table(("a", "b"), (("x", "1,234,567.89="),))
    >>> fitted(wide, 12).rows, fitted(wide, 10).rows
    ((('x', '1.23e6='),), (('x', '1.23e6='),))
    """
    done: set[int] = set()
    while extent(table) > width:
        sizes = widths(table)
        left = [at for at in range(len(sizes)) if at not in done and at not in table.left]
        if not left:
            break
        widest = max(left, key=lambda at: (sizes[at], at))
        done.add(widest)
        table = replace(table, rows=tuple(shortened(row, widest) for row in table.rows))
    numbers = [at for at in range(len(table.headers)) if at not in table.left]
    for at in reversed(numbers):
        if extent(table) <= width:
            break
        table = replace(table, rows=tuple(rounded(row, at) for row in table.rows))
    return table


def widths(table: Table) -> list[int]:
    """The width of each column, after folding long words."""
    columns = zip(table.headers, *table.rows, strict=True)
    sizes = [max(map(len, column)) for column in columns]
    last = max(table.left, default=-1)
    return [min(size, FOLDED) if at == last and at else size for at, size in enumerate(sizes)]


def extent(table: Table) -> int:
    """The width of a table."""
    sizes = widths(table)
    return sum(sizes) + GAP * (len(sizes) - 1)


def rounded(row: tuple[str, ...], column: int) -> tuple[str, ...]:
    """Round the number in one column to one decimal if three significant digits are left.

    Examples
    --------
    >>> rounded(("1,660.98=", "6.25"), 0), rounded(("1,660.98=", "6.25"), 1)
    (('1,661.0=', '6.25'), ('1,660.98=', '6.25'))
    """
    found = NUMBER.fullmatch(row[column])
    if found is None or found[2] is None or len(found[1].lstrip("-")) < 2:
        return row
    text = f"{Decimal(found[1].replace(',', '') + found[2]):,.1f}{found[3]}"
    return (*row[:column], text, *row[column + 1 :])


def shortened(row: tuple[str, ...], column: int) -> tuple[str, ...]:
    """Write a large number in one column as a mantissa and a power of ten."""
    found = NUMBER.fullmatch(row[column])
    if found is None or len(found[1].replace(",", "")) < 5:
        return row
    text = scientific(int(found[1].replace(",", ""))) + found[3]
    return (*row[:column], text, *row[column + 1 :])
