"""How long it takes to read and to encode programs, against CPython's own compiler.

Run: python tests/benchmarks/front_end.py
"""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from complexity.encoding.code import encode, weigh
from complexity.language.graph import Graph
from complexity.python.module import names, parse_module
from complexity.python.parse import compile_program

TEXTBOOK = Path(__file__).resolve().parents[1] / "textbook.py"
PROGRAMS = 1_000
SHORTEST = 16  # lines; the textbook functions from there on have about 20 on average


def timed(run: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    text = TEXTBOOK.read_text()
    module = parse_module(text)
    lengths = {
        name: function.end_lineno - function.lineno + 1
        for name, function in module.functions.items()
        if function.end_lineno is not None
    }
    listed = [name for name in names(module) if lengths[name] >= SHORTEST]
    chosen = [listed[i % len(listed)] for i in range(PROGRAMS)]
    lines = [lengths[name] for name in chosen]
    segments = {name: ast.get_source_segment(text, module.functions[name]) for name in listed}
    graphs: list[Graph] = []

    def compile_all() -> None:
        graphs.extend(compile_program(module, name) for name in chosen)

    rows = [
        ("CPython: compile()", timed(lambda: [compile(segments[n] or "", n, "exec")
                                              for n in chosen])),
        ("read: text to normalised graph", timed(compile_all)),
        ("weigh: graph to exact weight", timed(lambda: [weigh(g) for g in graphs])),
        ("encode: graph to bits", timed(lambda: [encode(g) for g in graphs])),
    ]  # fmt: skip
    print(f"{PROGRAMS} programs of {sum(lines) / len(lines):.0f} lines on average")
    for what, seconds in rows:
        print(f"{what:32} {seconds:8.2f} s {seconds / rows[0][1]:8.1f} times CPython's compiler")


if __name__ == "__main__":
    main()
