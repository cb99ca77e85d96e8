"""The settings that are shown beside every figure of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setting:
    """The language, the statistic, the fan-in and the limits of a run.

    Attributes
    ----------
    given : the words whose length is not counted
    beside : the length of each of them in `bare`, in bits
    engine : ``native`` or ``definition``
    lacking : why machine code is unavailable, if it was requested
    """

    language: str
    version: str
    given: tuple[str, ...] = ()
    beside: Mapping[str, float] = field(default_factory=dict)
    statistic: str = "mean"
    fan_in: str = "bounded"
    fuel: int = 10**8
    memory: int = 2**27
    depth: int = 10_000
    engine: str = "native"
    lacking: str = ""
