"""How a program fails: one family of errors, the same in every back end."""

from __future__ import annotations

from ..portable import Portable

# code, the exception that CPython raises for it
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


DIED = "machine"  # the process that ran a program's machine code died, which says nothing of it


class Undefined(Portable):
    """A run has no result: the program failed, or a limit stopped it.

    Attributes
    ----------
    code : a key of `CODES`; ``fuel`` and ``memory`` are limits, the rest are the program's own;
        or `DIED`
    message : what happened, values included
    line : the source line, 0 where it is not known
    source : the file of that line, empty for the program's own file
    """

    def __init__(self, code: str, message: str, line: int = 0, source: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.source = code, message, line, source


class IllFormed(Exception):
    """A graph that breaks a rule of the table of ops or of scope; the message names the node."""
