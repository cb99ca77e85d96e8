"""How the arguments of options are read: a wrong one is a message of argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

MEASURES = ("time", "span", "width", "memory", "level_memory", "draws", "candidates")


def integer(low: int, high: int | None = None) -> Callable[[str], int]:
    """A reader of integers from `low` to `high`; ``1e9`` and ``1_000`` are integers too."""

    def read(text: str) -> int:
        power = re.fullmatch(r"(\d{1,20})e(\d{1,2})", text)
        try:
            value = int(power[1]) * 10 ** int(power[2]) if power else int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is no integer") from None
        if value < low or (high is not None and value > high):
            bounds = f"at least {low}" if high is None else f"from {low} to {high}"
            raise argparse.ArgumentTypeError(f"{text[:40]} is not {bounds}")
        return value

    return read


def sizes(text: str) -> tuple[int, ...]:
    """Sizes as ``2..5`` or ``2,4,8``."""
    found: list[int] = []
    for part in text.split(","):
        ends = re.fullmatch(r"\s*(\d{1,9})\s*(?:\.\.\s*(\d{1,9})\s*)?", part)
        if ends is None:
            raise argparse.ArgumentTypeError(f"{text[:40]!r}: write sizes as 2..5 or 2,4,8")
        low = int(ends[1])
        high = low if ends[2] is None else int(ends[2])
        if high < low or high - low >= 10_000:
            raise argparse.ArgumentTypeError(f"{text[:40]!r}: no sizes, or too many")
        found += range(low, high + 1)
    return tuple(sorted(set(found)))


def names(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    found = tuple(part.strip() for part in text.split(","))
    if not all(found):
        raise argparse.ArgumentTypeError(f"{text[:40]!r}: write names with commas between them")
    return found


def measures(text: str) -> tuple[str, ...]:
    """Names of measures, or ``all``."""
    if text == "all":
        return MEASURES
    unknown = [name for name in names(text) if name not in MEASURES]
    if unknown:
        known = ", ".join(MEASURES)
        raise argparse.ArgumentTypeError(f"no measure is called {unknown[0]!r}: {known}, or all")
    return names(text)
