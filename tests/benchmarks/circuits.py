"""A million gates built and levelled, against aigverse from Python and against Berkeley's ABC.

Run: python tests/benchmarks/circuits.py. aigverse (mockturtle's networks in C++) is compared where
it can be imported, ABC where `berkeley-abc` is installed; figures are ratios within this run.
"""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from complexity.circuits.aig.bases import netlist_of
from complexity.circuits.aig.depths import cone
from complexity.circuits.aig.derivation import weigh
from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import samples, simulate
from complexity.circuits.files.aiger import read_aiger, write_aiger
from complexity.circuits.optimise.balance import balanced

WIDTH, NUMBERS = 64, 2_250  # sums of so many numbers have a million gates
CHOICES = 1_200_000


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor that a call takes, its children's too, and what it gives."""
    start = sum(os.times()[:4])
    found = run()
    return sum(os.times()[:4]) - start, found


def sums(make: Callable[[], Any], and_: Any, not_: Any) -> list[Any]:
    """The sum of many numbers, gate by gate."""
    total = [make() for _ in range(WIDTH)]
    for _ in range(NUMBERS):
        carry, found = None, []
        for a, b in zip(total, [make() for _ in range(WIDTH)], strict=True):
            both = and_(a, b)
            half = and_(not_(both), not_(and_(not_(a), not_(b))))
            if carry is None:
                carry = both
                found.append(half)
                continue
            next_ = and_(half, carry)
            found.append(and_(not_(next_), not_(and_(not_(half), not_(carry)))))
            carry = not_(and_(not_(both), not_(next_)))
        total = found
    return total


def chosen(make: Callable[[], Any], and_: Any, not_: Any) -> list[Any]:
    """Random gates over what is there."""
    rng = random.Random(0)
    known = [make() for _ in range(1000)]
    for _ in range(CHOICES):
        which = rng.getrandbits(62)
        a, b = known[(which >> 2) % len(known)], known[(which >> 32) % len(known)]
        known.append(and_(not_(a) if which & 1 else a, not_(b) if which & 2 else b))
    return known[-1000:]


def ours(build: Callable[..., list[Any]]) -> Aig:
    """The circuit as our graph, with its levels."""
    aig = Aig()
    for lit in build(aig.input, aig.and_, lambda lit: lit ^ 1):
        aig.output(lit)
    return aig


def theirs(build: Callable[..., list[Any]]) -> Any:
    """The circuit as aigverse's graph, and then its levels."""
    networks = importlib.import_module("aigverse.networks")
    aig = networks.Aig()
    for signal in build(aig.create_pi, aig.create_and, lambda signal: ~signal):
        aig.create_po(signal)
    return networks.DepthAig(aig)


def main() -> None:
    """Print the table."""
    for name, build in (("sums", sums), ("random gates", chosen)):
        seconds, aig = timed(lambda build=build: ours(build))
        print(f"{name}: {aig.size:,} gates, depth {aig.depth:,}: {seconds:.2f} s")
        if importlib.util.find_spec("aigverse") is None:
            print("  aigverse is not installed")
            continue
        other, graph = timed(lambda build=build: theirs(build))
        print(f"  aigverse: {graph.num_gates:,} gates, depth {graph.num_levels:,}: {other:.2f} s")
        print(f"  {seconds / other:.2f} times aigverse (at most 3)")
    aig = ours(sums)
    million, data = timed(lambda: write_aiger(aig))
    print(f"the sums of {aig.size:,} gates, in seconds: write binary AIGER {million:.2f}")
    for what, run in (
        ("read it", lambda: read_aiger(data)),
        ("cone", lambda: cone(aig)),
        ("simulate 64 patterns", lambda: simulate(aig, samples(len(aig.inputs), 64, 0), 64)),
        ("simulate 4,096 patterns", lambda: simulate(aig, samples(len(aig.inputs), 4096, 0), 4096)),
        ("balance", lambda: balanced(aig)),
        ("full basis", lambda: netlist_of(aig, "full")),
        ("length", lambda: weigh(netlist_of(aig, "aig")).bits),
    ):
        print(f"  {what} {timed(run)[0]:.2f}")
    binary = shutil.which("berkeley-abc")
    if binary is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sums.aig"
            path.write_bytes(data)
            command = [binary, "-c", f"read {path}; print_stats"]
            print(f"  ABC reads and levels it {timed(lambda: run_quietly(command))[0]:.2f}")


def run_quietly(command: list[str]) -> None:
    """Run a command without its output."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
