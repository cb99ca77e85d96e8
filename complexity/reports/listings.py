"""The page and the JSON object of tasks and their programs."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Sequence
from itertools import groupby

from ..python.module import Module
from ..python.parse import compile_program
from ..python.refusals import NotInLanguage
from ..tasks.files import Task, needs_execution
from ..tasks.find import is_file
from ..tasks.signatures import show
from ..tasks.trust import is_own
from .objects import Object, headed
from .pages import Heading, Page, Table, hint


def list_page(tasks: Sequence[Task]) -> Page:
    """The page of every task with its programs, and suggested commands."""
    page: Page = ()
    for key, group in groupby(tasks, key=_of_file):
        some = list(group)
        page += (*(file_page(some) if isinstance(key, str) else task_page(some[0])), "")
    if not tasks:
        return ("no tasks",)
    first = tasks[0]
    strange = is_file(first.name) and needs_execution(first.module) and not is_own(first.name)
    command = ["complexity", "rank", first.name, *(["--trust"] if strange else [])]
    return (*page, hint(shlex.join(command)))


def _of_file(task: Task) -> str | int:
    """A key that is equal for the tasks of one file of programs alone."""
    alone = task.file.endswith(".py") and not needs_execution(task.module)
    return task.file if alone else id(task)


def file_page(tasks: Sequence[Task]) -> Page:
    """The page of a file of programs: each function in textual order, or why it is not read."""
    module = tasks[0].module
    signs = {name: show(task.signature) for task in tasks for name in task.answers}
    rows = []
    for name, function in module.functions.items():
        if name in signs or name in dict(tasks[0].others):
            refused = refusal_of(module, name)
            why = "" if refused is None else f"line {refused.line}: {refused.message}"
            rows.append((name, signs.get(name, ""), why or _first_line(function)))
    page: Page = (Heading(f"{tasks[0].file}: {len(rows)} functions"), "")
    headers = ("function", "signature", "what it does, or why it is not read")
    page += (Table(headers, tuple(rows), left=(0, 1, 2)),)
    if tasks[0].unread:
        page += (f"not read by the calculator: {', '.join(tasks[0].unread)}",)
    return page


def refusal_of(module: Module, name: str) -> NotInLanguage | None:
    """The refusal of a program of a file; None if it is in the language."""
    try:
        compile_program(module, name)
    except NotInLanguage as refused:
        return refused
    return None


def task_page(task: Task) -> Page:
    """The page of one task: its question, its inputs, and its programs in textual order."""
    rows = tuple((name, kind(task, name), first_line(task, name)) for name in program_names(task))
    inputs = f"{show(task.signature)}; inputs: {task.inputs.what}; default n = {task.default_size}"
    page: Page = (Heading(f"{task.name}: {task.title}"), inputs)
    for language, words in (task.given or {}).items():
        if words:
            page += (f"given in {language}: {', '.join(words)}",)
    page += ("", Table(("program", "kind", "what it does"), rows, left=(0, 1, 2)))
    if task.unread:
        page += (f"not read by the calculator: {', '.join(task.unread)}",)
    return page + tuple(f"{name} skipped: {why}" for name, why in task.others)


def program_names(task: Task) -> tuple[str, ...]:
    """The names of a task's functions and families."""
    return (*task.answers, *task.families)


def kind(task: Task, name: str) -> str:
    """The kind of a program as its task says, and "family" for a graph per size."""
    own = [task.kinds[name]] if name in task.kinds else []
    return ", ".join([*own, *(["family"] if name in task.families else [])])


def first_line(task: Task, name: str) -> str:
    """The first line of a program's docstring, or ""."""
    function = task.module.functions.get(name)
    return "" if function is None else _first_line(function)


def _first_line(function: ast.FunctionDef) -> str:
    told = ast.get_docstring(function)
    return told.splitlines()[0] if told else ""


def list_object(tasks: Sequence[Task]) -> Object:
    """The object of `complexity list --json`."""
    return headed("list") | {"tasks": [task_object(task) for task in tasks]}


def task_object(task: Task) -> Object:
    """One task, as scripts read it."""
    return {
        "name": task.name,
        "file": task.file,
        "title": task.title,
        "signature": show(task.signature),
        "inputs": task.inputs.what,
        "default_size": task.default_size,
        "given": {language: list(words) for language, words in (task.given or {}).items()},
        "programs": [
            {
                "name": name,
                "family": name in task.families,
                "kind": task.kinds.get(name),
                "doc": first_line(task, name),
            }
            for name in program_names(task)
        ],
        "unread": list(task.unread),
        "others": [{"name": name, "reason": reason} for name, reason in task.others],
    }
