"""How a program is measured: the language, the limits, and how many inputs and tapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..encoding.languages import Language
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP

Progress = Callable[[int, int], None]  # called with how many inputs are done, and of how many


@dataclass(frozen=True, slots=True)
class Settings:
    """How a program is measured.

    Attributes
    ----------
    language : the reference language of the length
    measures : which; `fan_in` : of the span, bounded or unbounded
    limits : of every run; `work` : the most steps of all runs together
    checking : the most steps of the runs on the task's `checked`; of more inputs, a sample is run
    checking_fast : the same where machine code runs a program that draws nothing
    seed : of sampled inputs and of sampled tapes
    exhaustive : the most inputs that are all run; of more, `samples` are drawn
    exhaustive_fast : the same where machine code runs a program that draws nothing
    runs : the fewest runs where the tape is sampled; `sampling` : steps beyond which no more are
    engine : ``native``, machine code where it is installed and saves time, or ``definition``
    counting : whether executions and time are told apart by op and by line
    below : whether answers are checked at all smaller sizes too
    """

    language: Language
    measures: frozenset[str] = ALL_CHEAP
    fan_in: str = "bounded"
    limits: Limits = field(default_factory=Limits)
    work: int = 10**9
    checking: int = 200_000
    checking_fast: int = 20_000_000
    seed: int = 0
    exhaustive: int = 10_000
    exhaustive_fast: int = 10_000_000
    samples: int = 1_000
    runs: int = 200
    sampling: int = 2 * 10**8
    engine: str = "native"
    counting: bool = True
    below: bool = False


def sampling(settings: Settings, runs: int) -> Settings:
    """The same with at most so many inputs, drawn where there are more, and as many tapes."""
    return replace(
        settings, samples=runs, runs=runs, sampling=settings.work,
        exhaustive=min(settings.exhaustive, runs),
        exhaustive_fast=min(settings.exhaustive_fast, runs),
    )  # fmt: skip
