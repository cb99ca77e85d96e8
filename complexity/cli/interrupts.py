"""Interrupts: the first one ends the measuring, and what was found until then is printed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from .. import stopping


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


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[list[int]]:
    """SIGTERM and SIGHUP end the measuring as an interrupt does; the list says which signals came.

    Who asked for a signal to be ignored, `nohup` for one, is obeyed. A `KeyboardInterrupt` without
    a signal is an exception of a task file like all others.
    """
    seen: list[int] = []
    if threading.current_thread() is not threading.main_thread():
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


def _noting(seen: list[int]) -> Callable[[int, FrameType | None], None]:
    """A handler of interrupts that notes them."""

    def handle(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    return handle


class _Interrupting:
    """A handler that notes a signal and interrupts, where and when an interrupt would."""

    def __init__(self, seen: list[int]) -> None:
        self.seen = seen

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.seen.append(number)
        if callable(signal.getsignal(signal.SIGINT)):
            # it waits where interrupts are held back
            signal.raise_signal(signal.SIGINT)
        else:  # interrupts are ignored, as in the background of a shell
            raise KeyboardInterrupt
