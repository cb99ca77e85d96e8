"""Answers compared with those that the task accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..language.failures import Undefined
from ..portable import Portable
from ..semantics.spelling import text
from ..tasks.inputs import Arguments, fresh
from .answers import ALL, Answer, made, spell
from .figures import Check, Failure, InputsInfo

Accepts = Callable[[Arguments, Any], bool]
MOST_SHOWN = 120


class Unjudged(Portable):
    """The answers of a program cannot be judged any further; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


@dataclass(slots=True)
class Judged:
    """The answers judged so far.

    Attributes
    ----------
    count : the number of answered inputs
    wrong : how many of them were answered wrong
    counterexample : the first of those
    unsure : the number of answers that are only partly known, with no mistake seen
    sure : the minimum, over these, of the probability known to be right
    stopped : how many of these had a sampled tape that ran out of fuel
    undecided : the input on which a check ran out of steps, or ""
    """

    count: int = 0
    wrong: int = 0
    counterexample: str = ""
    unsure: int = 0
    sure: Fraction = ALL
    stopped: int = 0
    undecided: str = ""


def judge(
    judged: Judged,
    accepts: Accepts | None,
    arguments: Arguments,
    given: Answer,
    stopped: bool = False,
) -> None:
    """Judge an answer: it is wrong if it is wrong with positive probability.

    Raises
    ------
    AssertionError
        If the probabilities do not add up to 1, so that no verdict may rest on them.
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
    """Describe the mistake in an answer; "" if there is none."""
    for result, chance in given.chances:
        if accepts is not None and not accepts(fresh(arguments), result):
            return f"gives {shortened(text(result))}{likely(chance)}"
    if given.fails:
        return f"fails{likely(given.fails)}: {given.failure}"
    return f"runs for ever{likely(given.never)}" if given.never else ""


def likely(chance: Fraction) -> str:
    """Describe a probability that is known and is not 1."""
    return f" with probability {spell(chance)}" if 0 < chance < 1 else ""


def fail(judged: Judged, what: str) -> None:
    """Record an input that was answered wrong."""
    judged.count += 1
    judged.wrong += 1
    judged.counterexample = judged.counterexample or what


def checked(judged: Judged, inputs: InputsInfo, to_the_end: bool = True) -> Check:
    """The verdict on the answers to some inputs.

    Parameters
    ----------
    to_the_end : whether all inputs were judged; else only up to the first wrong answer
    """
    known = judged.unsure and judged.sure
    return Check(
        inputs,
        judged.wrong,
        not judged.unsure,
        judged.counterexample,
        judged.sure if known else None,
        judged.stopped,
        None if to_the_end else judged.count - judged.stopped,
        judged.undecided,
    )


def failed(failure: Undefined, arguments: Arguments) -> Failure:
    """Convert a program's error to a value, with the input that caused it."""
    return Failure(failure.code, failure.message, failure.line, failure.source, shown(arguments))


def shown(arguments: Arguments) -> str:
    """Format arguments as in a call."""
    return "(" + ", ".join(shortened(repr(argument)) for argument in arguments) + ")"


def shortened(text: str) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 4]} ..."
