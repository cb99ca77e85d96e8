"""`complexity --help` against starting Python with `import rich`: at most twice as long.

Run it as ``python tests/benchmarks/start_up.py``. It starts each of the two 25 times, one after the
other in turn, and compares the medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 25
HELP = (sys.executable, "-m", "complexity", "--help")
RICH = (sys.executable, "-c", "import rich")


def seconds(command: tuple[str, ...]) -> float:
    """How long one start takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the medians and their ratio; 1 if it is above 2."""
    seconds(HELP), seconds(RICH)
    pairs = [(seconds(HELP), seconds(RICH)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"complexity --help {ours * 1000:.0f} ms, import rich {theirs * 1000:.0f} ms: ", end="")
    print(f"{ours / theirs:.2f} times (at most 2)")
    return int(ours > 2 * theirs)


if __name__ == "__main__":
    sys.exit(main())
