"""Readers of option arguments; a wrong argument becomes an argparse error."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from ..semantics.measures import MEASURES

# as in `language.types`, which takes too long to import for `--help`
SMALLEST, LARGEST = -(2**63), 2**63 - 1

MOST_SIZES = 10_000


def integer(low: int, high: int | None = None) -> Callable[[str], int]:
    """A reader of integers from `low` to `high`; ``1e9`` and ``1_000`` are integers too."""

    def read(text: str) -> int:
        power = re.fullmatch(r"(\d{1,20})e(\d{1,2})", text, re.ASCII)
        try:
            value = int(power[1]) * 10 ** int(power[2]) if power else int(text.encode("ascii"))
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
        ends = re.fullmatch(r"\s*(\d{1,9})\s*(?:\.\.\s*(\d{1,9})\s*)?", part, re.ASCII)
        if ends is None:
            raise argparse.ArgumentTypeError(f"{text[:40]!r}: write sizes as 2..5 or 2,4,8")
        low = int(ends[1])
        high = low if ends[2] is None else int(ends[2])
        if high < low or len(found) + high - low >= MOST_SIZES:
            raise argparse.ArgumentTypeError(f"{text[:40]!r}: no sizes, or over {MOST_SIZES:,}")
        found += range(low, high + 1)
    return tuple(sorted(set(found)))


def seconds(text: str) -> float:
    """A number of seconds, above 0 and at most 10^9."""
    value = float(text) if re.fullmatch(r"\d{1,10}(\.\d{1,6})?", text, re.ASCII) else 0.0
    if not 0 < value <= 10**9:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of seconds")
    return value


def interval(text: str) -> dict[str, tuple[int, int]]:
    """Ranges of integers: ``-8..7``, or ``a=-8..7,b=1..7`` by parameter ('' is for the others)."""
    found: dict[str, tuple[int, int]] = {}
    for part in text.split(","):
        told = re.fullmatch(
            r"\s*(?:(\w+)\s*=\s*)?(-?[0-9]{1,19})\s*\.\.\s*(-?[0-9]{1,19})\s*", part
        )
        if told is None:
            raise argparse.ArgumentTypeError(f"{text[:40]!r}: write integers as -8..7 or a=-8..7")
        low, high = int(told[2]), int(told[3])
        if not SMALLEST <= low <= high <= LARGEST:
            message = f"{text[:40]!r}: no integers of 64 bits, the least first"
            raise argparse.ArgumentTypeError(message)
        found[told[1] or ""] = low, high
    return found


def names(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    found = tuple(part.strip() for part in text.split(","))
    if not all(found):
        raise argparse.ArgumentTypeError(f"{text[:40]!r}: write names with commas between them")
    return found


def measures(text: str) -> tuple[str, ...]:
    """Names of measures, or ``all``."""
    if text == "all":
        return tuple(MEASURES)
    unknown = [name for name in names(text) if name not in MEASURES]
    if unknown:
        known = ", ".join(MEASURES)
        raise argparse.ArgumentTypeError(f"no measure is called {unknown[0]!r}: {known}, or all")
    return names(text)
