"""Interrupts: the first one ends the measuring, and what was found until then is printed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def uninterrupted() -> Iterator[list[int]]:
    """A short piece of work that an interrupt does not stop; the list says whether one came.

    Only the main thread of a program receives signals; elsewhere nothing is held back.
    """
    caught: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: caught.append(number))
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, before)
