"""A formal complexity calculator: what a program costs in bits, steps, levels and words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .tasks.marks import candidate as candidate
    from .tasks.marks import family as family
    from .tasks.marks import randrange as randrange

__version__ = "0.1.0"

# public name -> the module that defines it: imported when it is asked for, so that start-up is light
HOMES = {
    "candidate": "tasks.marks",
    "family": "tasks.marks",
    "randrange": "tasks.marks",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *HOMES])
