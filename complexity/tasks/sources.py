"""Programs from Python objects: a function, whose source is read, a text, a graph, or a name."""

from __future__ import annotations

import inspect
import linecache
import os
import textwrap
from types import FunctionType

from ..language.graph import Graph
from ..python.absent import no_program
from ..python.module import Module, names, parse_module
from .files import Task
from .find import Program, find, of_graph, of_module
from .problems import TaskProblem

Source = FunctionType | Graph | Program | str


def as_program(source: Source, task: Task | None = None) -> Program:
    """A program from its source, as an answer to a task if one is given.

    Raises
    ------
    TaskProblem
        If the source cannot be read, or there is no such program.
    NotInLanguage
        If it is outside the language.
    """
    match source:
        case Program():
            return source
        case Graph():
            return of_graph(source, source.entry.name or "f", "<graph>", "", task)
        case FunctionType():
            return of_module(*_source_of(source), task)
        case str() if is_text(source):
            text = parse_module(textwrap.dedent(source), "<text>")
            if not names(text):
                raise no_program(text)
            return of_module(text, names(text)[-1], task)
        case str():
            return find(source, task)
    message = f"a {type(source).__name__} is no program"
    raise TaskProblem("CX001", message, "give a function, a text, a name or a Graph")


def is_text(source: str) -> bool:
    """Whether a source is a text of functions, rather than a name."""
    return "\n" in source or source.lstrip().startswith("def ")


def _source_of(function: FunctionType) -> tuple[Module, str]:
    """The parsed text that a function was defined in, and its name there; it is not called."""
    code, name = function.__code__, function.__name__
    repair = "give its text, or FILE.py::NAME"
    if name == "<lambda>":
        raise TaskProblem("CX001", "a lambda has no name", "define the function with `def`")
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, function.__globals__)
    head = "".join(lines[code.co_firstlineno - 1 : code.co_firstlineno]).lstrip()
    if not head.startswith((f"def {name}(", "@")):
        message = f"the source of {name} cannot be read, or has changed since it was imported"
        raise TaskProblem("CX001", message, repair)
    file = _file_of(code.co_filename)
    if "<locals>" in function.__qualname__ or "." in function.__qualname__:
        text = textwrap.dedent("".join(inspect.getblock(lines[code.co_firstlineno - 1 :])))
        return parse_module(text, file), name
    return parse_module("".join(lines), file), name


def _file_of(path: str) -> str:
    """The name of a file in reports; one of a notebook's cells has none that stays."""
    if not os.path.isfile(path) or os.path.basename(os.path.dirname(path)).startswith("ipykernel"):
        return "<cell>"
    own = os.path.relpath(path)
    return path if own.startswith("..") else own
