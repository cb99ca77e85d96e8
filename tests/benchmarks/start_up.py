"""`complexity --help` against starting Python with `import rich`: a ratio, 1.8 as a goal.

Run it as ``python tests/benchmarks/start_up.py``. It starts each of the two 25 times, one after the
other in turn, and compares the medians. The package is compiled before, as an installation does it.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

import complexity

ROUNDS = 25
HELP = (sys.executable, "-m", "complexity", "--help")
RICH = (sys.executable, "-c", "import rich")


def seconds(command: tuple[str, ...]) -> float:
    """How long one start takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratio."""
    compileall.compile_dir(Path(complexity.__file__).parent, quiet=2)
    seconds(HELP), seconds(RICH)
    pairs = [(seconds(HELP), seconds(RICH)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"complexity --help {ours * 1000:.0f} ms, import rich {theirs * 1000:.0f} ms: ", end="")
    print(f"{ours / theirs:.2f} times (goal: at most 1.8)")


if __name__ == "__main__":
    main()
