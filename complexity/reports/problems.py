"""Errors of a command line: a code, a message and a repair."""

from __future__ import annotations

from ..plain import visible
from ..portable import Portable

# code -> its meaning, for `complexity explain CX001`
PROBLEMS: dict[str, str] = {
    "CX001": "No task, program, word or file of this name is known.",
    "CX002": "An argument of an option cannot be read.",
    "CX003": "--input is not a JSON array of the program's arguments, of its parameters' types.",
    "CX004": "The file is not a task file, or what it defines cannot be used.",
    "CX005": "A file cannot be read or written.",
    "CX006": "A graph breaks a rule of the op table or of scope, or its text cannot be read.",
    "CX007": "The combination of options has no meaning.",
    "CX008": "The family has no program of this size.",
    "CX009": "A circuit's file cannot be read, or is of no circuit without memory and cycles.",
    "CX010": "What was asked for needs an optional package that is not installed.",
    "CX011": "A loop or a recursion cannot be unrolled to its end within the limits of a circuit.",
    "CX012": "The command line has an unknown command or option, or lacks what a command needs.",
    "CX013": "Two programs or circuits have different inputs or outputs: they cannot be compared.",
    "CX015": "A file would have to be executed to be a task, and nothing says that it is trusted.",
    "CX014": "This is no truth table of so many variables, or one of too many.",
}


MOST_QUOTED = 400  # characters of a message, since given texts may be long


def cut(words: object) -> str:
    """Shorten a long message in the middle."""
    text = str(words)  # a task file may raise a problem with any object
    half = MOST_QUOTED // 2
    return text if len(text) <= MOST_QUOTED else f"{text[:half]} ... {text[-half:]}"


class Problem(Portable):
    """A command line cannot be carried out; the exit code is 2."""

    def __init__(self, code: str, message: str, repair: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.repair, self.file, self.line = (
            code, cut(message), cut(repair), file, line,
        )  # fmt: skip

    def show(self) -> str:
        """Format the problem for people."""
        words, repair = visible(self.message), visible(self.repair)
        return f"complexity: {self.code} {words}\n  instead: {repair}"
