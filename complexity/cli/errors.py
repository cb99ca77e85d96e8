"""Every error of a command as a message and an exit code; a traceback is never shown."""

from __future__ import annotations

import os
import traceback

from ..circuits.aig.graph import TooLarge
from ..circuits.budget import Ended
from ..circuits.files.problems import BadCircuit
from ..circuits.minima.truth_tables import BadTable
from ..circuits.sat.equivalence import Unlike
from ..circuits.unroll.path_condition import Unbounded
from ..extras import Missing
from ..language.failures import DIED, IllFormed, Undefined
from ..plain import told, visible
from ..pricing.prices import BadPrice
from ..python.refusals import NotInLanguage
from ..reports.objects import error_object, write
from ..reports.problems import Problem
from ..streams import Lost, printed, tell
from ..tasks.problems import TaskProblem

FAILED, REFUSED, LIMITED, INTERNAL = 1, 2, 3, 70
LIMITS = ("fuel", "memory", DIED)
UNBOUNDED = "CX011"


def exit_code(code: str) -> int:
    """The exit code of a program's error: 3 if a limit or a crash stopped the run, else 1."""
    return LIMITED if code in LIMITS else FAILED


def report(error: Exception, json: str | None) -> int:
    """Report an error, as JSON on request, and return the exit code."""
    known = as_known(error)
    try:
        # standard output must hold a single JSON object
        if json is None or isinstance(error, Lost) or printed():
            tell(message(known))
        else:
            write(error_object(known), "-")
    except Lost:
        tell(message(known))
    match known:
        case Problem(code=code) if code == UNBOUNDED:
            return LIMITED
        case NotInLanguage() | Problem():
            return REFUSED
        case Undefined():
            return exit_code(known.code)
        case _:
            return INTERNAL


def as_known(error: Exception) -> Exception:
    """Convert an error to one with a code and a repair, if it has a known type."""
    match error:
        case IllFormed():
            return Problem("CX006", str(error), "correct the graph at the node that is named")
        case TaskProblem():
            return Problem(error.code, str(error), error.repair, error.file, error.line)
        case BadPrice():
            return Problem("CX002", str(error), "see `complexity explain price`")
        case BadCircuit():
            where = f"{error.file}: " if error.file else ""
            return Problem("CX009", f"{where}{error}", error.repair, error.file, error.line)
        case Unbounded() | TooLarge():
            what = error.what if isinstance(error, Unbounded) else str(error)
            repair = "take a smaller -n or -w, or a --task whose `domains` let it end"
            return Problem(UNBOUNDED, what, repair)
        case Ended():
            return Problem(UNBOUNDED, str(error), "give more --seconds, or take a smaller -n or -w")
        case Missing():
            return Problem("CX010", str(error), error.repair)
        case BadTable():
            repair = "give 2^K bits as hexadecimal digits, and K as --variables"
            return Problem("CX014", str(error), repair)
        case Unlike():
            return Problem("CX013", str(error), "compare what has the same inputs and outputs")
        case Lost():
            repair = "print to what has room"
            return Problem("CX005", f"standard output: {error}", repair)
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            words = error.strerror or str(error)
            return Problem("CX005", f"{where}{words}", "give a path that can be used")
        case _:
            return error


def message(error: Exception) -> str:
    """Format an error for people."""
    match error:
        case NotInLanguage() | Problem():
            return error.show()
        case Undefined():
            place = f"line {error.line}: " if error.line else ""
            return f"complexity: {place}{error.code}: {visible(error.message)}"
        case _:
            return internal(error)


def internal(error: Exception) -> str:
    """Describe an internal error, with its place in the source."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return (
        f"complexity: internal error{place}: {type(error).__name__}: "
        f"{visible(told(error))}\n"
        "  instead: please report it with the command and the file that led here"
    )
