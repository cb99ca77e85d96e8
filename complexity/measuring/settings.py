"""The settings of a measurement: language, limits, and numbers of inputs and tapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..encoding.languages import Language
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP

Progress = Callable[[int, int], None]  # called with the number of inputs done, and of all


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a measurement.

    Attributes
    ----------
    language : the reference language in which length is measured
    measures : the measures to take
    fan_in : of the span: bounded or unbounded
    limits : of every run
    work : the limit on the steps of all runs together
    checking : the limit on the steps of runs on the task's `checked`; beyond it, they are sampled
    checking_fast : the same if machine code runs a program that draws nothing
    seed : of sampled inputs and of sampled tapes
    exhaustive : the number of inputs up to which all are run; beyond it, `samples` are drawn
    exhaustive_fast : the same if machine code runs a program that draws nothing
    runs : the least number of runs if the tape is sampled
    sampling : the number of steps beyond which no more than `runs` are made
    engine : ``native``, machine code where it is installed and saves time, or ``definition``
    counting : whether executions and time are recorded by op and by line
    below : whether answers are also checked at all smaller sizes
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
    """Settings with at most `runs` inputs, sampled if there are more, and `runs` tapes."""
    return replace(
        settings,
        samples=runs,
        runs=runs,
        sampling=settings.work,
        exhaustive=min(settings.exhaustive, runs),
        exhaustive_fast=min(settings.exhaustive_fast, runs),
    )
