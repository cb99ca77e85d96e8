"""Trust: the task files that are executed without an option, shipped ones and the user's own.

A task file is Python and runs with all rights of the user. The user's own files are those directly
in the current folder that belong to the user; any other is executed only with `--trust` or
`--task`. Submissions to be judged are never named as tasks: `rank --task TASK FILE.py` only reads
them.
"""

from __future__ import annotations

import os


def is_own(path: str) -> bool:
    """Whether a file lies in the current folder and belongs to the user; links are followed."""
    try:
        real = os.path.realpath(path)
        here = os.path.samefile(os.path.dirname(real), os.curdir)
        return here and os.stat(real).st_uid in owners()
    except (OSError, ValueError):
        return False


def owners() -> tuple[int, ...]:
    """The users whose files are trusted; all files are, on systems without users."""
    return (os.geteuid(),) if hasattr(os, "geteuid") else (0,)
