"""Whether an interrupt was asked for, or raised by the code of a task file as any exception."""

from __future__ import annotations

# the signals that came since a command began; None where nobody notes them
_seen: list[int] | None = None


def noted(seen: list[int] | None) -> list[int] | None:
    """From now on signals are noted in a list, or nowhere; the list before is returned."""
    global _seen
    before, _seen = _seen, seen
    return before


def refuse_asked(error: BaseException) -> None:
    """Go on with an exception of a task file's code, unless it is an interrupt that was asked for.

    Where nobody notes signals every interrupt counts as asked for.

    Raises
    ------
    KeyboardInterrupt
        The very one, if it was asked for.
    """
    if isinstance(error, KeyboardInterrupt) and (_seen is None or _seen):
        raise error
