"""How fast one long run is: against the same run in fast code, and whole processes against C.

Run: python tests/benchmarks/single.py

`first / second` compares the first run of a program in a process, which begins under the definition
and ends in fast machine code, with the second one, which is in fast code from the start: the goal
is at most 1.3. `process / C` compares whole processes, `complexity score FILE::NAME --input [n]`
(steps, span, memory and executions by op and line metered) with the unmetered program in C
(`gcc -O2`). All in processor time, user and system together, the least of several. Without gcc the
last columns are empty.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from complexity.engine.child import CHILD
from complexity.measuring.executors import Hybrid
from complexity.python.parse import parse
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL_CHEAP

TEXT = """
def keys(n: int, seed: int) -> list[int]:
    xs: list[int] = []
    x = seed
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        xs.append(x // 65536)
    return xs


def insertion(n: int) -> int:
    xs = keys(n, 1)
    for i in range(1, n):
        j = i
        while j > 0 and xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
            j -= 1
    return xs[n // 2]


def edit(n: int) -> int:
    a = keys(n, 1)
    b = keys(n, 2)
    row = list(range(n + 1))
    for i in range(n):
        corner = row[0]
        row[0] = i + 1
        for j in range(n):
            best = min(row[j] + 1, row[j + 1] + 1, corner + (a[i] != b[j]))
            corner = row[j + 1]
            row[j + 1] = best
    return row[n]


def matrix(n: int) -> int:
    a = [[(i * 7 + j * 3) % 100 for j in range(n)] for i in range(n)]
    b = [[(i * 5 + j * 11) % 100 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * b[k][j]
            c[i][j] = s
    return c[n // 2][n // 3]


def sieve(n: int) -> int:
    composite = [False] * (n + 1)
    count = 0
    for i in range(2, n + 1):
        if not composite[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                composite[j] = True
    return count


def collatz(n: int) -> int:
    most = 0
    for start in range(1, n):
        x = start
        steps = 0
        while x != 1:
            x = x // 2 if x % 2 == 0 else 3 * x + 1
            steps += 1
        most = max(most, steps)
    return most
"""

C = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef long long word;

static word *keys(word n, word x) {
    word *xs = malloc((n + 1) * sizeof(word));
    for (word i = 0; i < n; i++) {
        x = (x * 1103515245 + 12345) % 2147483648;
        xs[i] = x / 65536;
    }
    return xs;
}

static word insertion(word n) {
    word *x = keys(n, 1);
    for (word i = 1; i < n; i++)
        for (word j = i; j > 0 && x[j - 1] > x[j]; j--) {
            word t = x[j - 1]; x[j - 1] = x[j]; x[j] = t;
        }
    return x[n / 2];
}

static word edit(word n) {
    word *a = keys(n, 1), *b = keys(n, 2), *row = malloc((n + 1) * sizeof(word));
    for (word j = 0; j <= n; j++) row[j] = j;
    for (word i = 0; i < n; i++) {
        word corner = row[0];
        row[0] = i + 1;
        for (word j = 0; j < n; j++) {
            word best = row[j] + 1, up = row[j + 1] + 1, over = corner + (a[i] != b[j]);
            if (up < best) best = up;
            if (over < best) best = over;
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    return row[n];
}

static word matrix(word n) {
    word *a = malloc(n * n * sizeof(word)), *b = malloc(n * n * sizeof(word));
    word *c = malloc(n * n * sizeof(word));
    for (word i = 0; i < n; i++)
        for (word j = 0; j < n; j++) {
            a[i * n + j] = (i * 7 + j * 3) % 100;
            b[i * n + j] = (i * 5 + j * 11) % 100;
        }
    for (word i = 0; i < n; i++)
        for (word j = 0; j < n; j++) {
            word s = 0;
            for (word k = 0; k < n; k++) s += a[i * n + k] * b[k * n + j];
            c[i * n + j] = s;
        }
    return c[(n / 2) * n + n / 3];
}

static word sieve(word n) {
    word *composite = calloc(n + 1, sizeof(word)), count = 0;
    for (word i = 2; i <= n; i++)
        if (!composite[i]) {
            count++;
            for (word j = i * i; j <= n; j += i) composite[j] = 1;
        }
    return count;
}

static word collatz(word n) {
    word most = 0;
    for (word start = 1; start < n; start++) {
        word x = start, steps = 0;
        while (x != 1) { x = x % 2 == 0 ? x / 2 : 3 * x + 1; steps++; }
        if (steps > most) most = steps;
    }
    return most;
}

int main(int count, char **words) {
    word n = atoll(words[2]), found = 0;
    if (!strcmp(words[1], "insertion")) found = insertion(n);
    if (!strcmp(words[1], "edit")) found = edit(n);
    if (!strcmp(words[1], "matrix")) found = matrix(n);
    if (!strcmp(words[1], "sieve")) found = sieve(n);
    if (!strcmp(words[1], "collatz")) found = collatz(n);
    printf("result: %lld\n", found);
    return 0;
}
"""
SIZES = {"insertion": 30_000, "edit": 16_000, "matrix": 640, "sieve": 30_000_000,
         "collatz": 3_000_000}  # fmt: skip
FUEL = 10**13


def spent(who: int) -> float:
    """Processor seconds of this process and of its child that runs machine code, or of children."""
    usage = resource.getrusage(who)
    own = usage.ru_utime + usage.ru_stime
    if who != resource.RUSAGE_SELF or CHILD.process is None:
        return own
    fields = Path(f"/proc/{CHILD.process.pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds(work: Callable[[], object], who: int = resource.RUSAGE_SELF) -> float:
    """Processor seconds of some work."""
    before = spent(who)
    work()
    return spent(who) - before


def twice(name: str) -> tuple[float, float]:
    """The first and the second run of a program, in a state as a new process has it."""
    machine = Hybrid(parse(TEXT, name=name), ALL_CHEAP, "bounded", "native")

    def run() -> object:
        return machine.run([SIZES[name]], limits=Limits(fuel=FUEL))

    return seconds(run), seconds(run)


def told(command: list[str], results: list[str]) -> Callable[[], None]:
    """A process, whose result is noted."""

    def run() -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results.append(next(line for line in done.stdout.splitlines() if line[:7] == "result:"))

    return run


def processes(folder: Path, name: str, times: int) -> tuple[float, float]:
    """The least of whole processes: ours, and that of the C program."""
    n, results = SIZES[name], list[str]()
    ours = [sys.executable, "-m", "complexity", "score", f"{folder / 'single.py'}::{name}",
            "--input", f"[{n}]", "--fuel", str(FUEL)]  # fmt: skip
    theirs = [str(folder / "single"), name, str(n)]
    children = resource.RUSAGE_CHILDREN
    pairs = [(seconds(told(ours, results), children), seconds(told(theirs, results), children))
             for _ in range(times)]  # fmt: skip
    assert len(set(results)) == 1, results
    return min(one for one, _ in pairs), min(other for _, other in pairs)


def main(times: int = 3) -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    (folder / "single.py").write_text(TEXT)
    (folder / "single.c").write_text(C)
    compiler = shutil.which("gcc")
    if compiler is not None:
        command = [compiler, "-O2", "-o", str(folder / "single"), str(folder / "single.c")]
        subprocess.run(command, check=True)
    twice("collatz")  # what is imported once is in no figure
    print(f"{'':<11}{'n':>12}{'first s':>9}{'second s':>10}{'first/second':>14}"
          f"{'process s':>11}{'C s':>8}{'process/C':>11}")  # fmt: skip
    for name, n in SIZES.items():
        first, second = map(min, zip(*(twice(name) for _ in range(times)), strict=True))
        line = f"{name:<11}{n:>12,}{first:>9.2f}{second:>10.2f}{first / second:>14.2f}"
        if compiler is not None:
            ours, c = processes(folder, name, times)
            line += f"{ours:>11.2f}{c:>8.2f}{ours / c:>11.1f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
