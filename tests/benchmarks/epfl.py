"""Originals against the smallest known networks of the EPFL benchmarks: verdicts and seconds.

For every NAME.aig with a NAME_best_size.blif in the folder: the verdict of `equal` within a
budget, the clauses that its proof derives, and processor seconds, reading and checking included;
beside it those of Berkeley's ABC (`cec -n`: by position) in the same run, where it is installed.
Run from the checkout's root:

    python tests/benchmarks/epfl.py FOLDER [SECONDS]

The files are those of https://github.com/lsils/benchmarks and its folder best_results/size.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from complexity.circuits.budget import Budget
from complexity.circuits.files.formats import read_circuit
from complexity.circuits.matching import matches
from complexity.circuits.sat.equivalence import compare

SECONDS = 20.0  # the goal: ten of eleven pairs within it
ABC = shutil.which("berkeley-abc") or shutil.which("abc")


def ours(first: Path, second: Path, seconds: float) -> tuple[str, str, float]:
    """The verdict, the steps of its proof, and processor seconds."""
    start = time.process_time()
    circuits = [read_circuit(str(path), rules=False) for path in (first, second)]
    inputs, outputs = matches(*circuits)
    budget = Budget(seconds - (time.process_time() - start))
    found = compare(*circuits, budget, 0, inputs.places, outputs.places)
    steps = "" if found.refutation is None else f"{found.refutation.derived:,}"
    return found.verdict.value, steps, time.process_time() - start


def theirs(first: Path, second: Path) -> str:
    """The processor seconds of ABC, start-up included; a question mark where it did not agree."""
    if ABC is None:
        return "-"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    told = subprocess.run(
        [ABC, "-q", f"cec -n {first} {second}"], capture_output=True, text=True, check=False
    )
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return f"{spent:.2f}" if "are equivalent" in told.stdout else "?"


def main(folder: Path, seconds: float) -> None:
    """Print a row for each pair, and how many were decided."""
    print(f"{'pair':<12}{'verdict':<12}{'steps':>8}{'seconds':>9}{'ABC':>8}")
    rows = []
    for first in sorted(folder.glob("*.aig")):
        second = first.with_name(f"{first.stem}_best_size.blif")
        if second.exists():
            verdict, steps, spent = ours(first, second, seconds)
            rows.append(verdict)
            abc = theirs(first, second)
            print(f"{first.stem:<12}{verdict:<12}{steps:>8}{spent:>9.2f}{abc:>8}", flush=True)
    decided = sum(verdict != "UNKNOWN" for verdict in rows)
    print(f"{decided} of {len(rows)} pairs decided within {seconds:g} processor seconds each")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS)
