"""Standard output and standard error, which may be closed, full, or without a reader.

What cannot be printed never changes what a command found, nor its exit code: a reader that has gone
wants no more, and a message that cannot be shown is lost. Only results that do not fit on a full
disk are an error, since they were asked for.

Everything that is printed passes through `print_out` or `tell`, which let through text alone. What
others print while a command runs (a task file that is executed, Python's warnings) goes to standard
error, as text too.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from .plain import lines, styled


class Lost(Exception):
    """What was found cannot be printed; the message says why."""


@dataclass(slots=True)
class Streams:
    """The streams of a command; `printed` : whether something of its report was."""

    out: TextIO
    err: TextIO
    printed: bool = False


_taken: list[Streams] = []  # by the commands that run


class Beside(io.TextIOBase):
    """What others print: on standard error, as text that no terminal obeys."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream

    def write(self, text: str) -> int:
        """Print a text beside the report; what cannot be printed there is lost."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(lines(text))
        return len(text)

    def flush(self) -> None:
        """Send what is buffered, where that is possible."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.flush()

    def fileno(self) -> int:
        """The descriptor of standard error."""
        return self.stream.fileno()

    def isatty(self) -> bool:
        """Whether standard error is a terminal."""
        return self.stream.isatty()


@contextlib.contextmanager
def taken() -> Iterator[None]:
    """A command has the streams for itself: what others print goes beside its report."""
    streams = _ready()
    beside = Beside(streams.err)
    _taken.append(streams)
    sys.stdout = sys.stderr = beside
    try:
        yield
    finally:
        _taken.pop()
        sys.stdout, sys.stderr = streams.out, streams.err


def _ready() -> Streams:
    """What a terminal's encoding lacks is shown as ``?``; what goes to a closed stream is lost."""
    _opened()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 as long as the process lives
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Streams(sys.stdout, sys.stderr)


def _opened() -> None:
    """Where a standard stream is closed no file gets its number, to which others may print."""
    with contextlib.suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) < 3:
            os.set_inheritable(number, True)
        os.close(number)


def out() -> TextIO:
    """The stream of the report."""
    return _taken[-1].out if _taken else sys.stdout


def err() -> TextIO:
    """The stream of messages and of progress."""
    return _taken[-1].err if _taken else sys.stderr


def printed() -> bool:
    """Whether something of the report was printed."""
    return bool(_taken) and _taken[-1].printed


def print_out(text: str, stream: TextIO | None = None, styles: bool = False) -> None:
    """Print what was found, as text that no terminal obeys.

    Parameters
    ----------
    styles : whether the text may set colours and weights

    Raises
    ------
    Lost
        Where it cannot be written: a full disk. A reader that has gone is no error.
    """
    stream = out() if stream is None else stream
    if _taken and text:
        _taken[-1].printed = True
    try:
        stream.write(styled(text) if styles else lines(text))
        stream.flush()
    except BrokenPipeError:
        _send_nowhere(stream)
    except (OSError, ValueError) as error:
        _send_nowhere(stream)
        raise Lost(getattr(error, "strerror", None) or str(error)) from error


def tell(text: str) -> None:
    """Print a message on standard error; where that is closed or full it is lost."""
    try:
        err().write(lines(text) + "\n")
        err().flush()
    except (OSError, ValueError):
        _send_nowhere(err())


def flushed() -> bool:
    """Send what is still buffered; whether some of it was lost, which is told."""
    lost = False
    try:
        print_out("")
    except Lost as error:
        tell(f"complexity: CX005 standard output: {error}")
        lost = True
    try:
        err().flush()
    except (OSError, ValueError):
        _send_nowhere(err())
    return lost


def _send_nowhere(stream: TextIO) -> None:
    """What is still buffered, and all that comes, goes nowhere: Python sends it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
