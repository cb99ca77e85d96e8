"""The reference language and the settings that a command line requests."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from ..encoding.languages import Language, lengths
from ..engine.child import lacking
from ..measuring.executors import usable
from ..measuring.settings import Settings, sampling
from ..reports.settings import Setting
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP
from ..tasks.files import Task
from ..tasks.reference import reference

SOME, MUCH = 10**9, 10**10  # limits on steps, without and with machine code
LITTLE = 3 * 10**7  # where each step is put on its level, or the definition takes it


def language_of(args: argparse.Namespace, task: Task) -> Language:
    """The language that `--language` and `--given` select for the programs of a task."""
    return reference(task, args.language, args.given)


def setting_of(args: argparse.Namespace, spoken: Language) -> Setting:
    """The context that qualifies every figure of a command."""
    beside = {word: weight.bits for word, weight in lengths(spoken.library).items()}
    return Setting(
        spoken.name, spoken.version, spoken.given, beside, getattr(args, "statistic", "mean"),
        args.fan_in, args.fuel, args.memory, args.depth, *engine_of(args),
    )  # fmt: skip


def engine_of(args: argparse.Namespace) -> tuple[str, str]:
    """The engine in use, and why machine code is unavailable if it was requested."""
    wanted = str(getattr(args, "engine", "definition"))
    missing = lacking() if wanted == "native" else None
    if missing is None:
        return wanted, ""
    needs = f"machine code needs the extra '{missing.extra}'"
    return "definition", str(missing) if missing.broken else needs


def usual_work(engine: str, measures: frozenset[str]) -> int:
    """The limit on the steps of all runs of a measurement if the command line gives none."""
    if usable(engine, measures):
        return MUCH
    return SOME if engine == "native" and measures <= ALL_CHEAP else LITTLE


def settings_of(
    args: argparse.Namespace, spoken: Language, measures: Iterable[str] = ALL_CHEAP
) -> Settings:
    """The settings of the measurements."""
    limits = Limits(args.fuel, args.memory, args.depth)
    wanted = frozenset(measures)
    work = args.work or usual_work(args.engine, wanted)
    settings = Settings(
        spoken, wanted, args.fan_in, limits, work, seed=args.seed, engine=args.engine, below=True
    )
    return settings if args.samples is None else sampling(settings, args.samples)
