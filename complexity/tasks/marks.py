"""The names that task files import and Python itself runs: `candidate`, `randrange`, `@family`."""

from __future__ import annotations

from collections.abc import Callable
from random import randrange
from typing import TypeVar

from ..language.graph import Graph

T = TypeVar("T")
Family = Callable[[int], "str | Graph"]

# what an answer may be, in the words of reports; the glossary says what each means
KINDS = (
    "search", "random search", "pruned search", "direct", "controller", "rules", "memorised",
    "network",
)  # fmt: skip

__all__ = ["KINDS", "Family", "candidate", "family", "is_family", "randrange"]


def candidate(x: T) -> T:
    """Return x; in a program, this counts as one evaluated candidate.

    Examples
    --------
    >>> candidate(3)
    3
    """
    return x


def family(build: Family) -> Family:
    """Mark a function from n to the program for size n (its text or its graph).

    The text defines a function of the same name. Each size has its own program, such as a lookup
    table or a network (a non-uniform solution). It raises ValueError at sizes that it lacks.
    """
    build.__is_family__ = True  # type: ignore[attr-defined]
    return build


def is_family(value: object) -> bool:
    """Whether a value is marked by `@family`."""
    return getattr(value, "__is_family__", False) is True
