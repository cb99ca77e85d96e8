"""Structured control as gates: the table of all ops that have regions."""

from __future__ import annotations

from .loops import branch, call, for_, while_
from .searches import best, filter_, first, map_, quantifier
from .unroll import Control

CONTROL: dict[str, Control] = {
    "branch": branch, "while": while_, "for": for_, "map": map_, "filter": filter_,
    "any": quantifier, "all": quantifier, "first": first, "min_by": best, "max_by": best,
    "call": call,
}  # fmt: skip
