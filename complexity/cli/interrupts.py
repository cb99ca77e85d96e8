"""Interrupts: the first one ends measuring, and the results so far are printed."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from .. import stopping


@contextlib.contextmanager
def uninterrupted() -> Iterator[list[int]]:
    """Hold interrupts back during a short piece of work; the list receives those that came.

    Signals reach the main thread only; in other threads nothing is held back.
    """
    caught: list[int] = []
    if not _in_main_thread():
        yield caught
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: caught.append(number))
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[list[int]]:
    """Treat SIGTERM and SIGHUP as interrupts; the list receives the signals that came.

    A signal that the caller ignores, as `nohup` does, stays ignored. A `KeyboardInterrupt` without
    a signal is an exception of a task file like any other.
    """
    seen: list[int] = []
    if not _in_main_thread():
        yield seen
        return
    before: dict[int, Any] = {}
    noting = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if noting:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, _noting(seen))
    outer = stopping.noted(seen if noting else None)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # there is no SIGHUP on Windows
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            before[number] = signal.signal(number, _Interrupting(seen))
    try:
        yield seen
    finally:
        stopping.noted(outer)
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_main_thread() -> bool:
    """Whether this is the main thread, as it is where nothing has imported `threading`."""
    threading = sys.modules.get("threading")
    return threading is None or threading.current_thread() is threading.main_thread()


def _noting(seen: list[int]) -> Callable[[int, FrameType | None], None]:
    """A handler that records interrupts and raises them."""

    def handle(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    return handle


class _Interrupting:
    """A handler that records a signal and then interrupts as SIGINT would."""

    def __init__(self, seen: list[int]) -> None:
        self.seen = seen

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.seen.append(number)
        if callable(signal.getsignal(signal.SIGINT)):
            # the handler of SIGINT may hold it back
            signal.raise_signal(signal.SIGINT)
        else:  # interrupts are ignored, as in the background of a shell
            raise KeyboardInterrupt
