"""Which task files are executed without more words: the shipped ones, and one's own.

A task file is Python that runs with all that its user may do. One's own are the files that lie in
the folder in which the command is given, not below it, and belong to whoever gives it; any other
is executed only where `--trust` or `--task` says so. Submissions to be judged are never named as
tasks: `rank --task TASK FILE.py` reads them.
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
    """The users whose files are one's own; where there are no users, all are."""
    return (os.geteuid(),) if hasattr(os, "geteuid") else (0,)
