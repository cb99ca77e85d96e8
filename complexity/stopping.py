"""Interrupts: distinguish the user's from those raised by the code of a task file."""

from __future__ import annotations

# the signals received since a command began; None if they are not recorded
_seen: list[int] | None = None


def noted(seen: list[int] | None) -> list[int] | None:
    """Record signals in a list from now on, or nowhere for None; return the previous list."""
    global _seen
    before, _seen = _seen, seen
    return before


def refuse_asked(error: BaseException) -> None:
    """Return if an exception was raised by a task file's code; re-raise the user's interrupt.

    If signals are not recorded, every interrupt counts as the user's.

    Raises
    ------
    KeyboardInterrupt
        The given one, if it is the user's.
    """
    if isinstance(error, KeyboardInterrupt) and (_seen is None or _seen):
        raise error
