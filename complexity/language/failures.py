"""How a program fails: one family of errors, the same for every engine."""

from __future__ import annotations

from ..portable import Portable

# code -> the exception that CPython raises for it
CODES = {
    "index": "IndexError",
    "division": "ZeroDivisionError",
    "overflow": "OverflowError",
    "value": "ValueError",
    "assertion": "AssertionError",
    "unpack": "ValueError",
    "recursion": "RecursionError",
    "fuel": "",
    "memory": "MemoryError",
}


DIED = "machine"  # code of a run whose process died, which says nothing about the program


class Undefined(Portable):
    """A run without a result: the program failed, or a limit stopped it.

    Attributes
    ----------
    code : a key of `CODES`; ``fuel`` and ``memory`` are limits, the rest are the program's own;
        or `DIED`
    message : what happened, values included
    line : the source line, 0 where it is unknown
    source : the file of that line, empty for the program's own file
    """

    def __init__(self, code: str, message: str, line: int = 0, source: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.source = code, message, line, source


class IllFormed(Exception):
    """A graph that breaks a rule of the op table or of scope; the message names the node."""
