"""The entry point of the command, which an interrupt ends at any time.

Nothing is imported before `main` runs, so that an interrupt during the import is handled like any
other. One during the finalisation of an object is not lost: Python cannot raise it there, so it is
raised again. Before the first line of this module, the interpreter itself handles interrupts.
"""

from __future__ import annotations

import _thread
import contextlib
import importlib
import os
import signal
import sys
import time

INTERRUPTED = 130
SOON = 0.01  # seconds


def main() -> int:
    """Run the command line; return the exit code, as in `cli.main`."""
    sys.unraisablehook = _not_lost
    try:
        code: int = importlib.import_module("complexity.cli").main()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with contextlib.suppress(OSError):
            os.write(2, b"complexity: interrupted\n")
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all work is done and reported
    return code


def _not_lost(caught: sys.UnraisableHookArgs) -> None:
    """Handle exceptions that Python cannot raise; an interrupt is repeated."""
    if issubclass(caught.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_interrupt, ())
    else:
        sys.__unraisablehook__(caught)


def _interrupt() -> None:
    """Interrupt the main thread, after it has continued."""
    time.sleep(SOON)
    _thread.interrupt_main()
