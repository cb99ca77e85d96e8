"""Where the command begins: an interrupt ends it, whenever it comes.

Nothing is imported before `main` runs, so that an interrupt while the command is imported is told
as any other. One that comes while an object is finalised is not lost: Python cannot raise it there,
and it is raised again. Before the first line of this module, interrupts are the interpreter's own.
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
    """Run the command line; the exit code, as of `cli.main`."""
    sys.unraisablehook = _not_lost
    try:
        code: int = importlib.import_module("complexity.cli").main()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with contextlib.suppress(OSError):
            os.write(2, b"complexity: interrupted\n")
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done, and said
    return code


def _not_lost(caught: sys.UnraisableHookArgs) -> None:
    """What is raised where Python cannot raise it: an interrupt comes once more."""
    if issubclass(caught.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_interrupt, ())
    else:
        sys.__unraisablehook__(caught)


def _interrupt() -> None:
    """Interrupts the main thread, when it has gone on."""
    time.sleep(SOON)
    _thread.interrupt_main()
