"""A hostile case is a folder of files, a command, and how the command has to end.

The command runs in a process of its own. The seconds are a bound after which it hangs, not a
measurement: a loaded machine keeps them by far.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = (sys.executable, "-c", "import sys; from complexity.cli import main; sys.exit(main())")


@dataclass(frozen=True)
class Case:
    """A command in a folder of files, and its end.

    Attributes
    ----------
    words : of the command; `files` : by name, what stands in the folder
    code : the exit code; `says` : what is printed somewhere; `never` : what is printed nowhere
    seconds : after which it hangs; `megabytes` : the most that its process holds
    """

    words: Sequence[str]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    code: int = 0
    says: Sequence[str] = ()
    never: Sequence[str] = ()
    seconds: float = 120
    megabytes: int = 1000


@dataclass(frozen=True)
class End:
    """How a command ended."""

    code: int
    out: str
    err: str
    megabytes: float


def prepare(case: Case, folder: Path) -> None:
    """Write the files of a case."""
    for name, data in case.files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def run(
    words: Sequence[str], folder: Path, seconds: float = 120, stop: int | None = None,
    after: float = 0, **streams: int,
) -> End:  # fmt: skip
    """Run a command in a folder; send it a signal after some seconds, where that is asked for."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=folder, stdin=subprocess.DEVNULL, start_new_session=True, **pipes
    )
    timers = [threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))]
    if stop is not None:
        timers.append(threading.Timer(after, process.send_signal, (stop,)))
    for timer in timers:
        timer.start()
    watched = threading.Event()
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, peak, watched), daemon=True)
    watch.start()
    out, err = (data.decode(errors="replace") if data else "" for data in process.communicate())
    watched.set()
    watch.join()
    for timer in timers:
        timer.cancel()
    return End(process.returncode, out, err, peak[0])


def _watch(pid: int, peak: list[float], ended: threading.Event) -> None:
    """Read the most megabytes that a process held so far, until it ends.

    The `ru_maxrss` of a child begins with what its parent held when it was started, so it says
    nothing where the tests themselves are large.
    """
    while not ended.wait(0.02):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                peak[0] = max(peak[0], int(line.split()[1]) / 1024)


def check(case: Case, folder: Path) -> End:
    """Run a case and check its end."""
    prepare(case, folder)
    end = run(case.words, folder, case.seconds)
    told = end.out + end.err
    assert end.code == case.code, told[-2000:]
    for words in case.says:
        assert words in told, told[-2000:]
    for words in (*case.never, "Traceback", "internal error"):
        assert words not in told, told[-2000:]
    assert end.megabytes < case.megabytes, f"{end.megabytes:.0f} MB"
    return end
