"""Commands in this process, with all that they print as bytes."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from complexity.cli import main

CODES = (0, 1, 2, 3)
UNWANTED = ("Traceback", "internal error")


@dataclass(frozen=True)
class Called:
    """How a command ended."""

    code: int
    out: str
    err: str


class Screen(io.TextIOWrapper):
    """A stream to a terminal, as far as one that prints to it can see."""

    def isatty(self) -> bool:
        return True


@contextlib.contextmanager
def standing_in(out: io.TextIOBase, err: io.TextIOBase):
    """Other standard streams, for a time."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def call(words: Sequence[str], kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> Called:
    """Run a command and decode what it printed, to streams of a kind."""
    out, err = (kind(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with standing_in(out, err):
        code = main(list(words))
    told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return Called(code, *told)


def checked(words: Sequence[str], *codes: int) -> Called:
    """Run a command that has to end with one of some codes (any but 70), without a traceback."""
    found = call(words)
    told = found.out + found.err
    for one in UNWANTED:
        assert one not in told, (words, told[-2000:])
    assert found.code in (codes or CODES), (words, found.code, told[-2000:])
    return found
