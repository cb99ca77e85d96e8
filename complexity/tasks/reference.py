"""The reference languages of a task: its given words, compiled."""

from __future__ import annotations

from collections.abc import Sequence

from ..encoding.languages import Language, language
from ..language.graph import Graph
from ..python.parse import compile_word
from .files import Task, words_of
from .problems import unknown


def reference(task: Task, name: str = "bare", besides: Sequence[str] = ()) -> Language:
    """Make a reference language for a task, with the words that it gives.

    Parameters
    ----------
    task : the task, or a file of programs
    name : one of `bare`, `objective`, `construct`, `search`
    besides : further given functions of the task's file

    Raises
    ------
    TaskProblem
        If there is no such language or function.
    NotInLanguage
        If the body of a word is outside the language.
    """
    module = task.library or task.module
    for word in besides:
        if word not in module.functions:
            raise unknown("function", word, list(module.functions))
    words = words_of(task, name)
    every = (*words, *besides)

    def graphs(listed: Sequence[str]) -> dict[str, Graph]:
        return {word: compile_word(module, word, every) for word in listed}

    return language(name, graphs(words), graphs(besides))
