"""The page and the JSON object of tasks and their programs."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..tasks.files import Task, needs_execution
from ..tasks.find import is_file
from ..tasks.signatures import show
from ..tasks.trust import is_own
from .objects import Object, headed
from .pages import Heading, Page, Table, hint


def list_page(tasks: Sequence[Task]) -> Page:
    """The page of every task with its programs, and suggested commands."""
    page: Page = ()
    for task in tasks:
        page += (*task_page(task), "")
    if not tasks:
        return ("no tasks",)
    first = tasks[0]
    strange = is_file(first.name) and needs_execution(first.module) and not is_own(first.name)
    return (*page, hint(f"complexity rank {first.name}{' --trust' if strange else ''}"))


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
    told = ast.get_docstring(function) if function is not None else None
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
