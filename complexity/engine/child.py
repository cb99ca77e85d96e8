"""Child processes that make machine code and run it, which the process that reports never does.

A child is Python with llvmlite and the program `serve`: it is started without the paths, the
variables and the folder of its parent, so that no file that is scored is on its way. It is started
once, ended where the user stops what it does, and replaced where it dies.
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

# the folders of the package and of llvmlite come last, behind Python's own library
BEGIN = "import sys; sys.path += sys.argv[1:]; from complexity.engine.serve import main; main()"
HOME = str(Path(__file__).resolve().parent.parent.parent)


class Lost(Exception):
    """A child died; the message says how."""


class Stopped(Exception):
    """A child was ended while it did something."""


class Child:
    """One child, started when it is first needed, or before.

    Attributes
    ----------
    process : None where it was not started, or ended
    owner : the process whose child it is; one that was forked from that leaves it alone
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.greeted, self.owner = False, os.getpid()
        self.lock = threading.Lock()

    def start(self) -> subprocess.Popen[bytes]:
        """Starts it, where it does not live, and does not wait until it can serve.

        Raises
        ------
        OSError
            If the system has no room for a process.
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
                    words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL, cwd=os.sep,
                )  # fmt: skip
            self.greeted = False
        return self.process

    def ask(self, *parts: bytes) -> list[bytes]:
        """What it answers to a request, or, without one, whether it can serve.

        Raises
        ------
        Lost
            If it died, or cannot be started.
        Missing
            If it cannot use llvmlite.
        Stopped
            If it was ended meanwhile.
        """
        with self.lock:
            try:
                process = self.start()
            except OSError as error:
                raise Lost(f"cannot be started: {error}") from error
            try:
                return self.answered(process, parts)
            except (EOFError, OSError, ValueError) as error:  # the last of a stream that is closed
                if self.process is not process:
                    raise Stopped from error
                raise Lost(self.ended()) from error
            except BaseException:  # an interrupt
                self.stop()
                raise

    def answered(self, process: subprocess.Popen[bytes], parts: tuple[bytes, ...]) -> list[bytes]:
        """The same, of a process that was started."""
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

    def ended(self) -> str:
        """How it died, in words."""
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
        """Ends it at once, whatever it does."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        with held_back():
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                assert stream is not None
                with contextlib.suppress(OSError):  # of what it did not read
                    stream.close()


def command() -> list[str]:
    """What starts a child: nothing of the environment's paths, of the current folder, of sites.

    Raises
    ------
    Missing
        If llvmlite is not installed.
    """
    flags = ["-I", "-S", *["-B"] * sys.dont_write_bytecode]
    if sys.pycache_prefix is not None:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return [sys.executable, *flags, "-c", BEGIN, HOME, extras.home("llvmlite", "fast")]


CHILD = Child()  # of all that is run one after the other
atexit.register(CHILD.stop)
_found: list[extras.Missing | None] = []


def lacking() -> extras.Missing | None:
    """Why no machine code can be made here; None where it can. It is found out once."""
    if not _found:
        try:
            CHILD.start()
            extras.numpy()  # is loaded while the child starts
            CHILD.ask()
            _found.append(None)
        except extras.Missing as missing:
            CHILD.stop()
            _found.append(missing)
        except (Lost, OSError) as lost:
            _found.append(extras.Missing("llvmlite", "fast", f"its process {lost}"))
    return _found[0]
