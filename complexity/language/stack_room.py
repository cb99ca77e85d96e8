"""Stack space for functions that recurse over nested regions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from .signatures import DEEPEST

FRAMES = 25 * DEEPEST  # a level of nesting takes up to 10 frames, also in `==` of graphs

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def deep(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Wrap a function so that it may recurse as deep as regions may nest."""

    @wraps(function)
    def roomy(*args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(before + FRAMES)
        try:
            return function(*args, **kwargs)
        finally:
            sys.setrecursionlimit(before)

    return roomy
