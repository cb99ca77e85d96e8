"""How fast machine code runs: against C, against CPython, and against the definition.

Run: python tests/benchmarks/engine.py

A ratio is the least of several runs over the least of several runs, in one process, in processor
time. The C is the same algorithm, unmetered, compiled with `gcc -O2`; a quicksort that makes fresh
lists has a C version that allocates likewise. Without gcc that column is empty. Then the tables of
`single.py`: one long run against the same run in fast code, and whole processes against C.
"""

from __future__ import annotations

import ctypes
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from single import main as single_runs

from complexity import extras
from complexity.engine.compilation_unit import Options
from complexity.engine.context import LIMIT
from complexity.engine.machine import NativeMachine
from complexity.engine.native import Code, assemble
from complexity.engine.pipes import packed
from complexity.engine.serve import SPARE, Server
from complexity.engine.streams import write
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.limits import Limits

TEXT = """
def insertion(xs: list[int]) -> list[int]:
    for i in range(1, len(xs)):
        j = i
        while j > 0 and xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
            j -= 1
    return xs


def sieve(n: int) -> int:
    composite = [False] * (n + 1)
    count = 0
    for i in range(2, n + 1):
        if not composite[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                composite[j] = True
    return count


def matrix(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    n = len(a)
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * b[k][j]
            c[i][j] = s
    return c


def edit(a: list[int], b: list[int]) -> int:
    row = list(range(len(b) + 1))
    for i in range(len(a)):
        corner = row[0]
        row[0] = i + 1
        for j in range(len(b)):
            best = min(row[j] + 1, row[j + 1] + 1, corner + (a[i] != b[j]))
            corner = row[j + 1]
            row[j + 1] = best
    return row[len(b)]


def quicksort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    p = xs[0]
    rest = xs[1:]
    return quicksort([x for x in rest if x < p]) + [p] + quicksort([x for x in rest if x >= p])
"""

C = r"""
#include <stdlib.h>
#include <string.h>
typedef long long word;

void insertion(word *x, word n) {
    for (word i = 1; i < n; i++)
        for (word j = i; j > 0 && x[j - 1] > x[j]; j--) {
            word t = x[j - 1]; x[j - 1] = x[j]; x[j] = t;
        }
}

word sieve(word n) {
    word *composite = calloc(n + 1, sizeof(word)), count = 0;
    for (word i = 2; i <= n; i++)
        if (!composite[i]) {
            count++;
            for (word j = i * i; j <= n; j += i) composite[j] = 1;
        }
    free(composite);
    return count;
}

void matrix(word *a, word *b, word *c, word n) {
    for (word i = 0; i < n; i++)
        for (word j = 0; j < n; j++) {
            word s = 0;
            for (word k = 0; k < n; k++) s += a[i * n + k] * b[k * n + j];
            c[i * n + j] = s;
        }
}

word edit(word *a, word n, word *b, word m) {
    word *row = malloc((m + 1) * sizeof(word));
    for (word j = 0; j <= m; j++) row[j] = j;
    for (word i = 0; i < n; i++) {
        word corner = row[0];
        row[0] = i + 1;
        for (word j = 0; j < m; j++) {
            word best = row[j] + 1, up = row[j + 1] + 1, over = corner + (a[i] != b[j]);
            if (up < best) best = up;
            if (over < best) best = over;
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    word found = row[m];
    free(row);
    return found;
}

word *sorted(word *x, word n) {
    word *out = malloc((n + 1) * sizeof(word));
    if (n <= 1) { memcpy(out, x, n * sizeof(word)); return out; }
    word p = x[0], *low = malloc(n * sizeof(word)), *high = malloc(n * sizeof(word)), l = 0, h = 0;
    word *rest = malloc(n * sizeof(word));
    memcpy(rest, x + 1, (n - 1) * sizeof(word));
    for (word i = 0; i < n - 1; i++) if (rest[i] < p) low[l++] = rest[i];
    for (word i = 0; i < n - 1; i++) if (rest[i] >= p) high[h++] = rest[i];
    word *a = sorted(low, l), *b = sorted(high, h);
    memcpy(out, a, l * sizeof(word));
    out[l] = p;
    memcpy(out + l + 1, b, h * sizeof(word));
    free(low); free(high); free(rest); free(a); free(b);
    return out;
}

void quicksort(word *x, word n) {
    word *out = sorted(x, n);
    memcpy(x, out, n * sizeof(word));
    free(out);
}
"""


def least(work: Callable[[], Any], times: int = 5) -> float:
    """The least processor time of several runs."""
    found = []
    for _ in range(times):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return min(found)


def words(values: list[int]) -> Any:
    """Words in memory."""
    return (ctypes.c_longlong * len(values))(*values)


def flat(grid: list[list[int]]) -> list[int]:
    """The rows of a grid, one after the other."""
    return [x for row in grid for x in row]


def c_code(library: Any, name: str, args: list[Any]) -> Callable[[], Any]:
    """A call of the C version on fresh data."""
    function = getattr(library, name)
    function.restype = ctypes.c_longlong
    match name, args:
        case "sieve", [n]:
            return lambda: function(ctypes.c_longlong(n))
        case "matrix", [a, b]:
            left, right, n = words(flat(a)), words(flat(b)), len(a)
            out = words([0] * (n * n))
            return lambda: function(left, right, out, ctypes.c_longlong(n))
        case "edit", [a, b]:
            left, right = words(a), words(b)
            sizes = ctypes.c_longlong(len(a)), ctypes.c_longlong(len(b))
            return lambda: function(left, sizes[0], right, sizes[1])
        case _, [xs]:
            fresh = words(xs)

            def run() -> None:
                again = words([])._type_ * len(xs)
                data = again.from_buffer_copy(fresh)
                function(data, ctypes.c_longlong(len(xs)))

            return run
    raise AssertionError(name)


def library() -> Any:
    """The C versions, where there is a gcc."""
    if shutil.which("gcc") is None:
        return None
    folder = Path(tempfile.mkdtemp())
    (folder / "c.c").write_text(C)
    command = ["gcc", "-O2", "-shared", "-fPIC", "-o", str(folder / "c.so"), str(folder / "c.c")]
    subprocess.run(command, check=True)
    return ctypes.CDLL(str(folder / "c.so"))


def inputs() -> dict[str, tuple[list[Any], list[Any]]]:
    """For each function its arguments, and smaller ones for the definition."""
    rng = random.Random(1)

    def keys(n: int) -> list[int]:
        return [rng.randrange(10**6) for _ in range(n)]

    def grid(n: int) -> list[list[int]]:
        return [[rng.randrange(100) for _ in range(n)] for _ in range(n)]

    return {
        "insertion": ([keys(8_000)], [keys(100)]),
        "sieve": ([1_000_000], [3_000]),
        "matrix": ([grid(120), grid(120)], [grid(14), grid(14)]),
        "edit": ([keys(1_500), keys(1_500)], [keys(50), keys(50)]),
        "quicksort": ([keys(50_000)], [keys(400)]),
    }


def main() -> None:
    """Print the table."""
    space: dict[str, Any] = {}
    exec(compile(TEXT, "benchmark", "exec"), space)
    compiled, plain = library(), frozenset({"time", "memory"})
    limits = Limits(fuel=10**12)
    print(f"{'':<11}{'time,memory/C':>15}{'with span/C':>13}{'CPython/engine':>16}"
          f"{'definition/engine':>19}{'compile ms':>12}")  # fmt: skip
    for name, (args, small) in inputs().items():
        graph = parse(TEXT, name=name)
        extras.llvmlite()
        metering = Options(True, True, True)
        making = least(lambda graph=graph, how=metering: served(assemble(graph, how)), 3)
        machines = [NativeMachine(graph, measures=plain | more, counting=False)
                    for more in (frozenset[str](), frozenset({"span"}))]  # fmt: skip
        runs = [driven(machine, args, limits) for machine in machines]
        metered = [least(run) for run in runs]
        native = c_code(compiled, name, args) if compiled else None
        c = least(native) if native else float("nan")
        slow = Machine(graph, measures=plain | {"span"})
        definition = least(lambda slow=slow, small=small: slow.run(small), 2)
        few = least(driven(machines[1], small, limits), 20)
        python = least(lambda name=name, args=args: space[name](*fresh(args)), 1)
        print(
            f"{name:<11}{metered[0] / c:>15.2f}{metered[1] / c:>13.2f}"
            f"{python / metered[1]:>16.1f}{definition / few:>19.0f}{1000 * making:>12.0f}"
        )
    print()
    single_runs()


def served(code: Code) -> Server:
    """What a child runs, in this process, so that its processor time is this process's."""
    server = Server(extras.llvmlite(), SPARE + 2**22)
    server.answer([b"make", b"", code.passes, code.unit.text().encode()])
    return server


def driven(machine: NativeMachine, args: list[Any], limits: Limits) -> Callable[[], Any]:
    """One run on arguments that stand in memory, as they do in a batch."""
    stream: list[int] = []
    for arg in args:
        write(arg, stream)
    code, server = machine.code, served(machine.code)
    numbers = packed(code.unit.accounts.counters, code.totals, code.frame, 0,
                     limits.fuel, limits.memory, limits.depth, 0, LIMIT, 1)  # fmt: skip
    request = [b"run", b"", numbers, packed(*stream), b""]

    def run() -> None:
        done = server.answer(request)[1]
        assert done == packed(1)

    return run


def fresh(args: list[Any]) -> list[Any]:
    """Arguments that a function may change."""
    return [[row[:] if isinstance(row, list) else row for row in arg]
            if isinstance(arg, list) else arg for arg in args]  # fmt: skip


if __name__ == "__main__":
    main()
