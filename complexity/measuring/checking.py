"""Answers compared with what the task accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..semantics.spelling import text
from ..tasks.inputs import Arguments, fresh
from .answers import ALL, Answer, made, spell
from .figures import Check, InputsInfo

Accepts = Callable[[Arguments, Any], bool]
MOST_SHOWN = 120


@dataclass(slots=True)
class Judged:
    """Answers judged so far.

    Attributes
    ----------
    count : how many inputs were answered; `wrong` : how many wrong; `counterexample` : the first
    unsure : how many were not answered wrong as far as is known, but not all is known
    sure : the least probability of what is known to be right there
    stopped : on how many of these a tape that was drawn did not end within the fuel
    undecided : the input on which a check had no steps left, empty if on none
    """

    count: int = 0
    wrong: int = 0
    counterexample: str = ""
    unsure: int = 0
    sure: Fraction = ALL
    stopped: int = 0
    undecided: str = ""


def judge(judged: Judged, accepts: Accepts | None, arguments: Arguments, given: Answer,
          stopped: bool = False) -> None:  # fmt: skip
    """Judge the answer to an input: it is wrong if it is wrong with positive probability.

    Raises
    ------
    AssertionError
        If a part of the distribution was lost, so that no verdict may rest on it.
    """
    what = mistake(accepts, arguments, made(given))
    if what:
        fail(judged, f"{shown(arguments)} {what}")
        return
    judged.count += 1
    judged.unsure += not given.whole
    judged.stopped += stopped
    judged.sure = min(judged.sure, 1 - given.unknown)


def mistake(accepts: Accepts | None, arguments: Arguments, given: Answer) -> str:
    """What is wrong with an answer, in words; empty if nothing is."""
    for result, chance in given.chances:
        if accepts is not None and not accepts(fresh(arguments), result):
            return f"gives {shortened(text(result))}{likely(chance)}"
    if given.fails:
        return f"fails{likely(given.fails)}: {given.failure}"
    return f"runs for ever{likely(given.never)}" if given.never else ""


def likely(chance: Fraction) -> str:
    """A probability in words, where it is known and is not 1."""
    return f" with probability {spell(chance)}" if 0 < chance < 1 else ""


def fail(judged: Judged, what: str) -> None:
    """One more input that was answered wrong."""
    judged.count += 1
    judged.wrong += 1
    judged.counterexample = judged.counterexample or what


def checked(judged: Judged, inputs: InputsInfo, to_the_end: bool = True) -> Check:
    """The verdict on the answers to some inputs.

    Parameters
    ----------
    to_the_end : whether all were judged, whatever was found; else up to the first wrong answer
    """
    known = judged.unsure and judged.sure
    return Check(
        inputs, judged.wrong, not judged.unsure, judged.counterexample,
        judged.sure if known else None, judged.stopped,
        None if to_the_end else judged.count - judged.stopped, judged.undecided,
    )  # fmt: skip


def shown(arguments: Arguments) -> str:
    """Arguments as a call writes them."""
    return "(" + ", ".join(shortened(repr(argument)) for argument in arguments) + ")"


def shortened(text: str) -> str:
    """A text as a message shows it."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 4]} ..."
