"""What ops that look at whole lists see: how much, and when all of that is ready.

A list may hold one row many times, so that what a comparison looks at is more than there is. It is
counted before it is looked at, and no further than a run has steps left.
"""

from __future__ import annotations

from typing import Any

from .cells import Cell
from .ledger import Ledger, Timed


def is_flat(cell: Cell | Timed) -> bool:
    """Whether the elements are scalars, or none are there."""
    return not cell.items or not isinstance(cell.items[0], Cell | Timed)


def compared(a: Cell, b: Cell, most: int) -> int:
    """How many scalars a comparison looks at, nested ones included; no matter how many past most.

    The size of the ops' table (`meanings.compared`), of lists as a run holds them.
    """
    if is_flat(a) or is_flat(b):
        return min(len(a.items), len(b.items))
    count = 0
    for x, y in zip(a.items, b.items, strict=False):
        count += max(1, compared(x, y, most - count))
        if count > most:
            break
    return count


def contained(xs: Cell, value: Cell, most: int) -> int:
    """How many scalars a search for a row looks at, counted as in `compared`."""
    count = 0
    for x in xs.items:
        count += max(1, compared(x, value, most - count))
        if count > most:
            break
    return count


def order(a: Cell, b: Cell) -> int:
    """-1, 0 or 1 as the first list is less than, equal to or greater than the second."""
    xs, ys = a.items, b.items
    if is_flat(a) or is_flat(b):
        return (xs > ys) - (xs < ys) if is_flat(a) and is_flat(b) else (not ys) - (not xs)
    for x, y in zip(xs, ys, strict=False):
        found = 0 if x is y else order(x, y)
        if found:
            return found
    return (len(xs) > len(ys)) - (len(xs) < len(ys))


def ready_to_compare(a: Timed, b: Timed) -> int:
    """The level at which all that a comparison looks at is ready: of both, as far as both reach."""
    count = min(len(a.items), len(b.items))
    latest = max(a.front, b.front)
    if is_flat(a) or is_flat(b):
        return max([latest, *a.items[:count], *b.items[:count]]) if count else latest
    rows = zip(a.items, b.items, strict=False)
    return max([latest, *[ready_to_compare(x, y) for x, y in rows]])


def ready_to_search(xs: Timed, value: Any) -> int:
    """The level at which all that a search for a value in a list looks at is ready."""
    if isinstance(value, Timed):
        latest = max(xs.front, value.front)
        return max([latest, *[ready_to_compare(x, value) for x in xs.items]])
    level: int = max([xs.front, value, *xs.items])
    return level


def read_compared(ledger: Ledger, a: Timed, b: Timed, at: int) -> None:
    """Notes that what a comparison looks at is read at a level."""
    for x, y in zip(a.items, b.items, strict=False):
        if isinstance(x, Timed):
            read_compared(ledger, x, y, at)
        else:
            ledger.read(x, at)
            ledger.read(y, at)


def read_searched(ledger: Ledger, xs: Timed, value: Any, at: int) -> None:
    """Notes that what a search looks at is read at a level."""
    if not isinstance(value, Timed):
        ledger.read(value, at)
        ledger.read(xs, at)
    else:
        for x in xs.items:
            read_compared(ledger, x, value, at)
