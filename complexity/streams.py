"""Standard output and standard error, which may be closed, full, or without a reader.

A failure to print changes neither the results of a command nor its exit code: a reader that is gone
wants no more, and a message that cannot be shown is dropped. The only error is a full disk, since
the results were requested.

All output passes through `print_out` or `tell`, which escape control characters. Output of other
code during a command (an executed task file, Python's warnings) goes to standard error, escaped
too.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from .plain import lines, styled


class Lost(Exception):
    """Results cannot be printed; the message says why."""


class Streams:  # no dataclass: every command imports this, its help too
    """The streams of a command; `printed` says whether part of its report was printed."""

    __slots__ = ("err", "out", "printed")

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self.out, self.err, self.printed = out, err, False


_taken: list[Streams] = []  # the streams of running commands


class Beside(io.TextIOBase):
    """The stream for the output of other code: standard error, escaped."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream

    def write(self, text: str) -> int:
        """Print an escaped text on standard error; drop it if that fails."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(lines(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream, if possible."""
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
    """Reserve the streams for a command; the output of other code is redirected."""
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
    """Prepare the streams: unencodable characters become ``?``, closed streams a null device."""
    _opened()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 as long as the process lives
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Streams(sys.stdout, sys.stderr)


def _opened() -> None:
    """Occupy closed standard descriptors, so that no opened file receives other code's output."""
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
    """Whether part of the report was printed."""
    return bool(_taken) and _taken[-1].printed


def print_out(text: str, stream: TextIO | None = None, styles: bool = False) -> None:
    """Print results, with control characters escaped.

    Parameters
    ----------
    styles : whether the text may set colours and weights

    Raises
    ------
    Lost
        If the disk is full. A reader that is gone is not an error.
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
    """Print a message on standard error; drop it if that is closed or full."""
    try:
        err().write(lines(text) + "\n")
        err().flush()
    except (OSError, ValueError):
        _send_nowhere(err())


def flushed() -> bool:
    """Flush the output; return whether some of it was lost, which is reported."""
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
    """Redirect a stream to the null device, since Python flushes it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
