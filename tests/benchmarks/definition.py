"""How slow the prepared machine and the definition are: their time against CPython's for the same.

Run: python tests/benchmarks/definition.py

A ratio is the least of several runs over the least of several runs, within one process, in
processor time. The machine is made ready once for each function, as it is when a program is
measured on many inputs.
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable
from typing import Any

from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.definition import Definition
from complexity.semantics.measures import ALL, ALL_CHEAP

GOAL = 500

TEXT = """
def insertion(xs: list[int]) -> list[int]:
    for i in range(1, len(xs)):
        j = i
        while j > 0 and xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
            j -= 1
    return xs


def _merge(a: list[int], b: list[int]) -> list[int]:
    out: list[int] = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def mergesort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    m = len(xs) // 2
    return _merge(mergesort(xs[:m]), mergesort(xs[m:]))


def quicksort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    p = xs[0]
    rest = xs[1:]
    return quicksort([x for x in rest if x < p]) + [p] + quicksort([x for x in rest if x >= p])


def _sift(a: list[int], i: int, n: int) -> None:
    while 2 * i + 1 < n:
        c = 2 * i + 1
        if c + 1 < n and a[c + 1] > a[c]:
            c += 1
        if a[i] >= a[c]:
            return
        a[i], a[c] = a[c], a[i]
        i = c


def heapsort(a: list[int]) -> list[int]:
    n = len(a)
    for i in range(n // 2 - 1, -1, -1):
        _sift(a, i, n)
    for e in range(n - 1, 0, -1):
        a[0], a[e] = a[e], a[0]
        _sift(a, 0, e)
    return a


def sieve(n: int) -> int:
    flags = [True] * (n + 1)
    found = 0
    for i in range(2, n + 1):
        if flags[i]:
            found += 1
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return found


def gcd(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a


def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def product(n: int) -> list[list[int]]:
    a = [[i * n + j for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                c[i][j] += a[i][k] * a[k][j]
    return c


def edit_distance(a: list[int], b: list[int]) -> int:
    row = list(range(len(b) + 1))
    for i in range(len(a)):
        new = [i + 1]
        for j in range(len(b)):
            change = row[j] + (0 if a[i] == b[j] else 1)
            new.append(min(change, row[j + 1] + 1, new[j] + 1))
        row = new
    return row[len(b)]


def inner(xs: list[int], ys: list[int]) -> int:
    return sum(x * y for x, y in zip(xs, ys))


def total(xs: list[int]) -> int:
    return sum(xs)
"""


def inputs() -> dict[str, list[Any]]:
    """Arguments for each function."""
    numbers = random.Random(1).sample(range(10_000), 1_000)
    small = [n % 5 for n in numbers[:60]]
    return {
        "insertion": [numbers[:120]], "mergesort": [numbers], "quicksort": [numbers],
        "heapsort": [numbers], "sieve": [5_000], "gcd": [2**61 + 3, 3**38], "fibonacci": [15],
        "product": [15], "edit_distance": [small, small[::-1]], "inner": [numbers, numbers],
        "total": [numbers],
    }  # fmt: skip


def least(call: Callable[[], object], runs: int) -> float:
    """The least processor time of several calls, in seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the table of ratios."""
    names: dict[str, Any] = {}
    exec(TEXT, names)  # the benchmark's own text
    kinds = {"time, memory": frozenset({"time", "memory"}), "and span": ALL_CHEAP, "all": ALL}
    print(
        f"{'function':<14}{'steps':>9}{'CPython':>11}"
        + "".join(f"{k:>14}" for k in (*kinds, "definition"))
    )
    worst = 0.0
    for name, args in inputs().items():
        graph, function = parse(TEXT, name=name), names[name]
        once = least(lambda f=function, a=args: f(*copy.deepcopy(a)), 5)
        times = max(1, int(2e-3 / max(once, 1e-6)))

        def python(f: Any = function, a: Any = args, times: int = times) -> None:
            for _ in range(times):
                f(*copy.deepcopy(a))

        def copies(a: Any = args, times: int = times) -> None:
            for _ in range(times):
                copy.deepcopy(a)

        base = max((least(python, 9) - least(copies, 9)) / times, 1e-8)
        ratios = []
        for measures in kinds.values():
            machine = Machine(graph, measures=measures)
            found = machine.run(args)
            ratios.append(least(lambda m=machine, a=args: m.run(a), 5) / base)
        worst = max(worst, ratios[1])
        definition = Definition(graph, measures=ALL)
        assert definition.run(args) == found
        ratios.append(least(lambda d=definition, a=args: d.run(a), 1) / base)
        print(f"{name:<14}{found.time:>9}{base * 1e6:>9.1f}us"
              + "".join(f"{ratio:>13.0f}x" for ratio in ratios))  # fmt: skip
    print(f"the machine, with time, memory and span: at most {worst:.0f} times (goal: {GOAL})")


if __name__ == "__main__":
    main()
