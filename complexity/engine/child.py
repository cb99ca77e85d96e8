"""Child processes that compile and run machine code, so that a crash cannot harm the parent.

A child is a Python process with llvmlite that runs `serve`. It is started without its parent's
import paths, environment and working directory, so that it cannot import a file that is being
scored. It is started once, killed when the user interrupts it, and replaced when it dies.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from .. import extras
from .interrupts import held_back
from .pipes import receive, send

# the folders of the package and of llvmlite come last, so that they shadow no standard module
BEGIN = "import sys; sys.path += sys.argv[1:]; from complexity.engine.serve import main; main()"
PROGRAMS = 1000  # that a process makes before it is replaced: LLVM leaves some memory of each
HOME = str(Path(__file__).resolve().parent.parent.parent)


class Lost(Exception):
    """A child died; the message says how."""


class Stopped(Exception):
    """A child was killed while it worked on a request."""


class Child:
    """One child process, started when it is first needed, or before.

    Attributes
    ----------
    process : the running process; None where it was not started, or was killed
    owner : the process id of the parent; a fork of the parent must not use the same pipes
    made : how many programs the process has made
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.greeted, self.owner, self.made = False, os.getpid(), 0
        self.lock = threading.Lock()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process if it is not running, without waiting until it can serve.

        Raises
        ------
        OSError
            If the system cannot start a process.
        Missing
            If llvmlite is not installed.
        """
        if self.owner != os.getpid():
            self.process, self.owner = None, os.getpid()
        if self.process is None or self.process.poll() is not None:
            self.stop()
            words = command()
            with held_back():
                self.process = subprocess.Popen(
                    words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=os.sep,
                )
            self.greeted, self.made = False, 0
        return self.process

    def ask(self, *parts: bytes) -> list[bytes]:
        """Send a request and return the answer; without parts, wait until it can serve.

        Raises
        ------
        Lost
            If the process died, or cannot be started.
        Missing
            If it cannot use llvmlite.
        Stopped
            If it was killed meanwhile.
        """
        with self.lock:
            try:
                process = self.start()
            except OSError as error:
                raise Lost(f"cannot be started: {error}") from error
            try:
                return self.answered(process, parts)
            except (EOFError, OSError, ValueError) as error:  # its pipe is closed
                if self.process is not process:
                    raise Stopped from error
                raise Lost(self.ended()) from error
            except BaseException:  # an interrupt: the process may be in the middle of an answer
                self.stop()
                raise

    def answered(self, process: subprocess.Popen[bytes], parts: tuple[bytes, ...]) -> list[bytes]:
        """Send a request to the started process and return its answer."""
        assert process.stdin is not None
        assert process.stdout is not None
        if not self.greeted:
            word, *why = receive(process.stdout)
            if word != b"ready":
                raise extras.Missing("llvmlite", "fast", *(text.decode() for text in why))
            self.greeted = True
        if not parts:
            return []
        send(process.stdin, *parts)
        return receive(process.stdout)

    def renew(self) -> None:
        """Stop a process that has made many programs; the next request starts another."""
        with self.lock:
            if self.made >= PROGRAMS:
                self.stop()

    def ended(self) -> str:
        """Describe in words how the process died."""
        assert self.process is not None
        try:
            code = self.process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        self.stop()
        if code >= 0:
            return f"ended with code {code}"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"was ended by {name}"

    def stop(self) -> None:
        """Kill the process at once, whatever it is doing."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        with held_back():
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                assert stream is not None
                with contextlib.suppress(OSError):  # flushing what it never read fails
                    stream.close()


def command() -> list[str]:
    """Return the command that starts a child in isolation from paths, folder and site packages.

    Raises
    ------
    Missing
        If llvmlite is not installed.
    """
    flags = ["-I", "-S", *["-B"] * sys.dont_write_bytecode]
    if sys.pycache_prefix is not None:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return [sys.executable, *flags, "-c", BEGIN, HOME, extras.home("llvmlite", "fast")]


CHILD = Child()  # the child that all sequential runs share
atexit.register(CHILD.stop)
_found: list[extras.Missing | None] = []


def lacking() -> extras.Missing | None:
    """Return why no machine code can be made here, or None; determined once."""
    if not _found:
        try:
            CHILD.start()
            extras.numpy()  # load it now, in parallel with the start of the child
            CHILD.ask()
            _found.append(None)
        except extras.Missing as missing:
            CHILD.stop()
            _found.append(missing)
        except (Lost, OSError) as lost:
            _found.append(extras.Missing("llvmlite", "fast", f"its process {lost}"))
    return _found[0]
