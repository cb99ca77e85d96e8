"""An interrupt ends every command within a second, whenever it comes, and says so.

The seconds allowed are several, since machines are shared. `COMPLEXITY_INTERRUPTS=1000` with
`-m slow` tries so many instants more, drawn at random.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from large import DOUBLING, POWERS, tuples

SECONDS = 5.0
INSTANTS = 60
COMMANDS = {
    "help": ("--help",),
    "score": ("score", "sorting/quicksort", "-n", "6"),
    "rank": ("rank", "sorting", "-n", "8"),
    "circuit": ("circuit", "doubling.py::f", "-n", "4", "-w", "64"),
    "equal": ("equal", "sorting/insertion_sort", "sorting/bubble_sort", "-n", "5", "-w", "5"),
    "minimum": ("minimum", "sorting/bubble_sort", "-n", "2", "-w", "2"),
    "powers": ("score", "powers.py::f", "--input", "[100000000]", "--fuel", "1000000000"),
    "compilation": ("score", "tuples.py::f", "-n", "40"),
}
FILES = {"doubling.py": DOUBLING, "powers.py": POWERS, "tuples.py": tuples(500)}

# what comes before the first line of the program is the interpreter's own, and waits
ENTRY = """
import signal, sys
from complexity.start import main
try:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
except KeyboardInterrupt:
    sys.exit(130)
sys.exit(main())
"""


@pytest.mark.slow
def test_an_interrupt_ends_every_command(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    rng = random.Random(9)
    names = list(COMMANDS)
    tries = [(names[k % len(names)], k / INSTANTS) for k in range(INSTANTS)]
    more = int(os.environ.get("COMPLEXITY_INTERRUPTS", "0"))
    tries += [(rng.choice(names), rng.uniform(0, 6)) for _ in range(more)]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # children inherit it
    try:
        with ThreadPoolExecutor(4) as pool:
            ends = list(pool.map(lambda one: interrupted(*one, tmp_path), tries))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert not [trouble for trouble in ends if trouble]


def interrupted(name, after, folder):
    """What is wrong with the end of a command that is interrupted, in words; empty if nothing."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, *COMMANDS[name]], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(after)
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    took = time.monotonic() - sent
    told, code = err.decode(), process.returncode
    if code in (0, 130) and took < SECONDS and "Traceback" not in told and "ignored" not in told:
        return ""
    return f"{name} after {after:.2f} s: code {code} in {took:.1f} s, {told[-500:]}"


LOST = """
import signal, sys, time, threading
from complexity.start import _not_lost
sys.unraisablehook = _not_lost
signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent may have ignored it

class Finalised:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
        time.sleep(0)

try:
    Finalised()
    for _ in range(1000):
        time.sleep(0.01)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_an_interrupt_while_an_object_is_finalised_is_not_lost():
    end = subprocess.run([sys.executable, "-c", LOST], capture_output=True, timeout=60)
    assert (end.returncode, end.stderr) == (130, b"")
