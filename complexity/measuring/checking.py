"""Answers compared with what the task accepts, and programs without a task with one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..tasks.inputs import Arguments, fresh

Accepts = Callable[[Arguments, Any], bool]
MOST_SHOWN = 120


@dataclass(slots=True)
class Judged:
    """Answers judged so far: how many inputs were answered, how many wrong, the first of these.

    Attributes
    ----------
    undecided : the input on which a check had no steps left, empty if on none
    """

    count: int = 0
    wrong: int = 0
    counterexample: str = ""
    undecided: str = ""


def judge(
    judged: Judged, accepts: Accepts | None, arguments: Arguments, results: Iterable[Any]
) -> None:
    """Judge the answers that an input may have: it is answered wrong if one of them is."""
    for result in results:
        if accepts is not None and not accepts(fresh(arguments), result):
            fail(judged, f"{shown(arguments)} gives {shortened(repr(result))}")
            return
    judged.count += 1


def fail(judged: Judged, what: str) -> None:
    """One more input that was answered wrong."""
    judged.count += 1
    judged.wrong += 1
    judged.counterexample = judged.counterexample or what


def shown(arguments: Arguments) -> str:
    """Arguments as a call writes them."""
    return "(" + ", ".join(shortened(repr(argument)) for argument in arguments) + ")"


def shortened(text: str) -> str:
    """A text as a message shows it."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 4]} ..."


@dataclass(frozen=True, slots=True)
class Agreement:
    """Programs without a specification, compared with one another.

    Attributes
    ----------
    count : inputs compared
    differs : for each program, on how many inputs its answer is not the commonest one (the first
        program's, where several are equally common)
    first : for each program that differs, the place of the first such input
    """

    count: int
    differs: Mapping[str, int]
    first: Mapping[str, int]


def agreement(answers: Mapping[str, Sequence[object]]) -> Agreement:
    """How the answers of several programs to the same inputs agree.

    Examples
    --------
    >>> agreement({"a": [1, 2], "b": [1, 3], "c": [1, 2]}).differs
    {'a': 0, 'b': 1, 'c': 0}
    """
    count = min((len(given) for given in answers.values()), default=0)
    differs = dict.fromkeys(answers, 0)
    first: dict[str, int] = {}
    for place in range(count):
        row = {name: repr(given[place]) for name, given in answers.items()}
        commonest = Counter(row.values()).most_common(1)[0][0]
        for name, answer in row.items():
            if answer != commonest:
                differs[name] += 1
                first.setdefault(name, place)
    return Agreement(count, differs, first)
