"""Exceptions that cross processes."""

from __future__ import annotations

from typing import Any


class Portable(Exception):
    """An exception that another process reads as it was raised.

    `Exception` pickles as its class called with `args`, which a constructor of other parameters
    refuses. This one is made again without its constructor, from `args` and attributes.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), *self.args), self.__dict__


def _again(kind: type[Portable], *args: object) -> Portable:
    return kind.__new__(kind, *args)
