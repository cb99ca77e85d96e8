"""The error for a wrong task file or name: a place, a message and a repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..language.failures import IllFormed
from ..plain import kind, similar, told
from ..portable import Portable
from ..python.refusals import NotInLanguage
from ..stopping import refuse_asked

P = ParamSpec("P")
R = TypeVar("R")

NO_SUCH_SIZE = "CX008"  # a family has no program for a size


class TaskProblem(Portable):
    """A task cannot be used, or a name is unknown.

    Attributes
    ----------
    code : CX001 for an unknown name, CX004 for a task file, `NO_SUCH_SIZE` for a family
    message, repair : the error, and what to write instead
    file, line : the place; "" and 0 for a name
    """

    def __init__(self, code: str, message: str, repair: str, file: str = "", line: int = 0) -> None:
        place = f"{file}:{line}: " if line else f"{file}: " if file else ""
        super().__init__(f"{place}{message}")
        self.code, self.message, self.repair, self.file, self.line = (
            code, message, repair, file, line,
        )  # fmt: skip


def unknown(what: str, name: str, known: list[str]) -> TaskProblem:
    """The problem of an unknown name, with similar names."""
    last = {one: one.rpartition("/")[2].rpartition("::")[2] for one in known}
    short = name.rpartition("/")[2].rpartition("::")[2]
    near = similar(name, known, 3)
    near += [
        one
        for word in similar(short, last.values(), 3)
        for one in known
        if last[one] == word and one not in near
    ]
    listed = ", ".join(near[:3] or known[:12]) + ("" if near or len(known) <= 12 else ", ...")
    repair = f"did you mean {listed}?" if near else f"name one of: {listed}" if known else ""
    return TaskProblem("CX001", f"there is no {what} {name!r}", repair or "give the path of a file")


def line_of(error: BaseException, file: str) -> int:
    """The last line of a file in an error's traceback; 0 if there is none."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno or 0
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def guarded(function: Callable[P, R], what: str, file: str) -> Callable[P, R]:
    """Wrap a function of a task file so that every exception becomes a `TaskProblem`."""

    def guard(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (TaskProblem, NotInLanguage, IllFormed):
            raise
        except BaseException as error:
            refuse_asked(error)
            raise failed(error, what, file) from error

    return guard


def failed(error: BaseException, what: str, file: str) -> TaskProblem:
    """The problem for an exception raised by a task file's code."""
    return TaskProblem(
        "CX004",
        f"{what} raised {kind(error)}: {told(error)}",
        "correct the task file",
        file,
        line_of(error, file),
    )
