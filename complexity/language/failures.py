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


def out_of_fuel(fuel: int) -> Undefined:
    """Return the failure of a run that takes more steps than its fuel."""
    return Undefined("fuel", f"more than {fuel} steps")


def out_of_memory(memory: int) -> Undefined:
    """Return the failure of a run that needs more words than it may."""
    return Undefined("memory", f"more than {memory} words of memory")


def too_deep(depth: int) -> Undefined:
    """Return the failure of a run with too many active calls."""
    return Undefined("recursion", f"more than {depth} calls are active")


class IllFormed(Portable):
    """A graph that breaks a rule of the op table or of scope; the message names the node.

    Attributes
    ----------
    reason : what is wrong, and where in the graph
    line : of the text that a graph is read from, 0 if there is none; the message begins with it
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason, self.line = reason, line
