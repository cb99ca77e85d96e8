"""Ops that inspect whole lists: how many scalars they inspect, and when these are ready.

A list may hold one row many times, so a comparison may inspect many more scalars than are stored.
They are therefore counted before they are inspected, and no further than the run has steps left.
"""

from __future__ import annotations

from typing import Any

from .cells import Cell
from .ledger import Ledger, Timed


def is_flat(cell: Cell | Timed) -> bool:
    """Return whether the elements are scalars, or there are none."""
    return not cell.items or not isinstance(cell.items[0], Cell | Timed)


def compared(a: Cell, b: Cell, most: int) -> int:
    """Count the scalars that a comparison inspects, nested ones included, up to `most`.

    This is `meanings.compared` for cells. A count beyond `most` need not be exact.
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
    """Count the scalars that a search for a row inspects, as `compared` counts them."""
    count = 0
    for x in xs.items:
        count += max(1, compared(x, value, most - count))
        if count > most:
            break
    return count


def order(a: Cell, b: Cell) -> int:
    """Return -1, 0 or 1 as the first list is less than, equal to or greater than the second."""
    xs, ys = a.items, b.items
    if is_flat(a) or is_flat(b):
        return (xs > ys) - (xs < ys) if is_flat(a) and is_flat(b) else (not ys) - (not xs)
    for x, y in zip(xs, ys, strict=False):
        sign = 0 if x is y else order(x, y)
        if sign:
            return sign
    return (len(xs) > len(ys)) - (len(xs) < len(ys))


def ready_to_compare(a: Timed, b: Timed) -> int:
    """Return the level at which everything that a comparison inspects is ready.

    It inspects the elements of both lists up to the length of the shorter one.
    """
    count = min(len(a.items), len(b.items))
    latest = max(a.front, b.front)
    if is_flat(a) or is_flat(b):
        return max([latest, *a.items[:count], *b.items[:count]]) if count else latest
    rows = zip(a.items, b.items, strict=False)
    return max([latest, *[ready_to_compare(x, y) for x, y in rows]])


def ready_to_search(xs: Timed, value: Any) -> int:
    """Return the level at which everything that a search inspects is ready."""
    if isinstance(value, Timed):
        latest = max(xs.front, value.front)
        return max([latest, *[ready_to_compare(x, value) for x in xs.items]])
    level: int = max([xs.front, value, *xs.items])
    return level


def read_compared(ledger: Ledger, a: Timed, b: Timed, at: int) -> None:
    """Record a read, at level `at`, of everything that a comparison inspects."""
    for x, y in zip(a.items, b.items, strict=False):
        if isinstance(x, Timed):
            read_compared(ledger, x, y, at)
        else:
            ledger.read(x, at)
            ledger.read(y, at)


def read_searched(ledger: Ledger, xs: Timed, value: Any, at: int) -> None:
    """Record a read, at level `at`, of everything that a search inspects."""
    if not isinstance(value, Timed):
        ledger.read(value, at)
        ledger.read(xs, at)
    else:
        for x in xs.items:
            read_compared(ledger, x, value, at)
