"""What certificates cost: a proof's checking against its finding, tables of minima against a chain.

Prints processor seconds, and ratios within this run. Run from the checkout's root:

    python tests/benchmarks/certified.py [--long]

With --long also the table of all functions of four variables over AIGs, and its hardest parities.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from complexity.circuits.agreement import agree
from complexity.circuits.aig.graph import Aig
from complexity.circuits.circuit import circuit_of
from complexity.circuits.minima.bounds import minima
from complexity.circuits.minima.tabulate import tabulate
from complexity.circuits.sat.equivalence import Verdict, compare
from complexity.circuits.sat.rup import refute
from complexity.tasks.find import find

SORTS = (
    "double_loop", "bubble", "insertion", "selection", "rank_sort", "quicksort", "mergesort",
    "shellsort", "odd_even_transposition", "batcher", "best_network",
)  # fmt: skip
PARITY = 0x6996


def timed(work):
    """What work gives, and its processor seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def multiplier(bits: int, swapped: bool) -> Aig:
    """The bits of a * b, or of b * a, by rows of full adders."""
    aig = Aig()
    a, b = ([aig.input() for _ in range(bits)] for _ in range(2))
    a, b = (b, a) if swapped else (a, b)
    total = [0] * (2 * bits)
    for i, y in enumerate(b):
        carry = 0
        for j, x in enumerate(a):
            bit, old = aig.and_(x, y), total[i + j]
            half = aig.xor(bit, old)
            total[i + j] = aig.xor(half, carry)
            carry = aig.or_(aig.and_(bit, old), aig.and_(half, carry))
        total[i + bits] = carry
    for lit in total:
        aig.output(lit)
    return aig


def products() -> None:
    """6-bit a * b = b * a."""
    found, seconds = timed(lambda: compare(multiplier(6, False), multiplier(6, True)))
    assert found.refutation is not None
    _, again = timed(lambda: refute(found.refutation.formula, found.refutation.steps))
    print(
        f"6-bit a*b = b*a: {found.verdict.value}, {found.refutation.derived:,} steps, "
        f"{seconds:.1f} s; its refutation checked again: {again / seconds:.2f} of it"
    )


def sorting(n: int = 4, w: int = 3) -> None:
    """The deterministic answers of sorting, each against the next."""
    graphs = [find(f"sorting/{name}").graph(n) for name in SORTS]
    circuits, building = timed(lambda: [circuit_of(graph, n, w) for graph in graphs])
    found, seconds = timed(lambda: [agree(*pair) for pair in pairwise(circuits)])
    assert all(one.verdict is Verdict.EQUIVALENT for one in found)
    steps = sum(one.refutation.derived for one in found if one.refutation)
    print(f"sorting, n = {n}, w = {w}: {len(found)} pairs EQUIVALENT, {steps:,} steps, "
          f"{seconds:.1f} s, {seconds / building:.2f} times building the circuits")  # fmt: skip


def tables(long: bool) -> None:
    """All functions of three and of four variables; the bounds of single functions."""
    tabulate(2, "full")  # NumPy is imported
    _, unit = timed(lambda: tabulate(3, "full"))
    for variables, basis in ((3, "aig"), (4, "full"), *([(4, "aig")] if long else [])):
        _, seconds = timed(lambda: tabulate(variables, basis))  # noqa: B023 called at once
        print(f"all functions of {variables} variables, {basis}: {seconds:.2f} s, "
              f"{seconds / unit:.0f} times those of 3 over full")  # fmt: skip
    if long:
        found, seconds = timed(lambda: minima((PARITY,), 4, "aig"))
        print(f"parity of four, aig: size {found.size.lower}..{found.size.upper}, {seconds:.1f} s")


if __name__ == "__main__":
    products()
    sorting()
    tables("--long" in sys.argv[1:])
