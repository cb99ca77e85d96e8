"""Standard output and standard error, which may be closed, full, or without a reader.

What cannot be printed never changes what a command found, nor its exit code: a reader that has gone
wants no more, and a message that cannot be shown is lost. Only results that do not fit on a full
disk are an error, since they were asked for.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO


class Lost(Exception):
    """What was found cannot be printed; the message says why."""


def ready() -> None:
    """What a terminal's encoding lacks is shown as ``?``; what goes to a closed stream is lost."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 as long as the process lives
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def print_out(text: str, stream: TextIO | None = None) -> None:
    """Print what was found.

    Raises
    ------
    Lost
        Where it cannot be written: a full disk. A reader that has gone is no error.
    """
    stream = sys.stdout if stream is None else stream
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _send_nowhere(stream)
    except (OSError, ValueError) as error:
        _send_nowhere(stream)
        raise Lost(getattr(error, "strerror", None) or str(error)) from error


def tell(text: str) -> None:
    """Print a message on standard error; where that is closed or full it is lost."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _send_nowhere(sys.stderr)


def flushed() -> bool:
    """Send what is still buffered; whether some of it was lost, which is told."""
    lost = False
    try:
        print_out("")
    except Lost as error:
        tell(f"complexity: CX005 standard output: {error}")
        lost = True
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        _send_nowhere(sys.stderr)
    return lost


def _send_nowhere(stream: TextIO) -> None:
    """What is still buffered, and all that comes, goes nowhere: Python sends it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
