"""What a task file imports and Python itself runs: `candidate`, `randrange` and `@family`."""

from __future__ import annotations

from collections.abc import Callable
from random import randrange
from typing import TypeVar

from ..language.graph import Graph

T = TypeVar("T")
Family = Callable[[int], "str | Graph"]

__all__ = ["Family", "candidate", "family", "is_family", "randrange"]


def candidate(x: T) -> T:
    """x itself; a program that contains this counts it as one candidate evaluated.

    Examples
    --------
    >>> candidate(3)
    3
    """
    return x


def family(build: Family) -> Family:
    """Marks a function from n to the program for size n (its text or its graph).

    The text defines a function of the same name. Each size has a program of its own: a lookup
    table, a network (a non-uniform solution). It raises ValueError at a size that it does not have.
    """
    build.__is_family__ = True  # type: ignore[attr-defined]
    return build


def is_family(value: object) -> bool:
    """Whether `@family` marks this value."""
    return getattr(value, "__is_family__", False) is True
