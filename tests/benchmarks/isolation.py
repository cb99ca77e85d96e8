"""What it costs that machine code runs in a process of its own.

Run: python tests/benchmarks/isolation.py

A child's start until it serves; a short run, and 16,384 runs of one call, in a child and in this
process. Wall time, the median of several, the two in turn.
"""

from __future__ import annotations

import itertools
import statistics
import time
from array import array
from collections.abc import Callable
from typing import Any

from engine import served

from complexity import find
from complexity.engine.child import CHILD, Child
from complexity.engine.compilation_unit import Options
from complexity.engine.context import LIMIT
from complexity.engine.native import Code, assemble, drive
from complexity.engine.pipes import packed
from complexity.engine.streams import write
from complexity.semantics.limits import Limits

RUNS = 2**14
ROUNDS = 15


def seconds(work: Callable[[], Any]) -> float:
    """How long something takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def start() -> None:
    """A child, until it serves."""
    child = Child()
    child.ask()
    child.stop()


def here(code: Code, words: bytes, runs: int) -> Callable[[], Any]:
    """Runs in this process."""
    server, limits = served(code), Limits()
    numbers = packed(code.unit.accounts.counters, code.totals, code.frame, 0,
                     limits.fuel, limits.memory, limits.depth, 0, LIMIT, runs)  # fmt: skip
    return lambda: server.answer([b"run", b"", numbers, words, b""])


def compared(code: Code, words: bytes, runs: int) -> tuple[float, float]:
    """Runs in a child, and in this process."""
    there = lambda: drive(CHILD, code, words, runs, Limits())  # noqa: E731
    inside = here(code, words, runs)
    there(), inside()
    pairs = [(seconds(there), seconds(inside)) for _ in range(ROUNDS)]
    child, this = (statistics.median(times) for times in zip(*pairs, strict=True))
    return child, this


def main() -> None:
    """Print the table."""
    code = assemble(find("sorting/insertion").graph(8, frozenset()), Options(True, True, True))
    stream: list[int] = []
    for keys in itertools.islice(itertools.permutations(range(8)), RUNS):
        write(list(keys), stream)
    print(f"start of a child: {1000 * statistics.median(seconds(start) for _ in range(7)):.0f} ms")
    for runs in (1, RUNS):
        child, this = compared(code, array("q", stream[: 9 * runs]).tobytes(), runs)
        print(f"{runs:>6} runs of insertion sort, n = 8: in a child {1000 * child:.2f} ms, "
              f"here {1000 * this:.2f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
