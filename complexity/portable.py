"""Exceptions that can be sent between processes."""

from __future__ import annotations

from typing import Any


class Portable(Exception):
    """An exception that is unpickled as it was raised.

    `Exception` is unpickled by calling its class with `args`, which fails for constructors with
    other parameters. This class is restored without its constructor, from `args` and attributes.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), *self.args), self.__dict__


def _again(kind: type[Portable], *args: object) -> Portable:
    return kind.__new__(kind, *args)
