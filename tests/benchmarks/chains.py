"""What an exact expectation costs: in runs of the machine that would take as long, and in seconds.

Run: python tests/benchmarks/chains.py [N ...], by default 5 6 7

For each random sort of n distinct keys, the time of the exact expectations on all n! inputs over
the mean time of a sampled run, within one process, in processor time. The exact figures replace at
least one run for each input; the last column is the ratio over n!.

Then chains of 10^4 to 10^5 states, each of one input: how long exploring and solving take, per
state, and the exact mean of the draws, which is compared with its closed form. The goal is 10 s.
"""

from __future__ import annotations

import math
import sys
import time
from fractions import Fraction
from itertools import permutations

from complexity.chains.expectations import Chains
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.measures import ALL_CHEAP
from complexity.semantics.tape import SeededTape
from complexity.tasks.find import find

MEASURES = ALL_CHEAP - {"span"}
SORTS = ("bogosort", "bozosort", "random_to_end")
RUNS = 5

COLLECTOR = """
def collector(n: int) -> int:
    seen = [False] * n
    left = n
    while left > 0:
        i = randrange(n)
        if not seen[i]:
            seen[i] = True
            left -= 1
    return left
"""
WALK = """
def walk(n: int) -> int:
    x = n // 2
    while 0 < x < n:
        x = x - 1 if randrange(2) == 0 else x + 1
    return x
"""
LARGE = (
    (COLLECTOR, 12, 12, sum(Fraction(12, k) for k in range(1, 13))),
    (COLLECTOR, 14, 14, sum(Fraction(14, k) for k in range(1, 15))),
    (WALK, 10_000, 2, Fraction(5_000**2)),
    (WALK, 50_000, 2, Fraction(25_000**2)),
)


def main(sizes: list[int]) -> None:
    """Print one row for each sort and size, and one for each large chain."""
    print("sort              n   states  exact s  a run s     runs  runs an input")
    for name in SORTS:
        for n in sizes:
            graph = find(f"sorting/{name}").graph(n, ())
            begun = time.process_time()
            chains = Chains(graph, measures=MEASURES)
            states = 0
            for keys in permutations(range(n)):
                found = chains.expect([list(keys)])
                assert found is not None
                states = max(states, found.states)
            exact = time.process_time() - begun
            run = sampled(Machine(graph, measures=MEASURES), n)
            runs = exact / run
            print(f"{name:15}{n:4}{states:9}{exact:9.2f}{run:9.3f}{runs:9.0f}"
                  f"{runs / math.factorial(n):15.3f}")  # fmt: skip
    print("\nchain             n   states  exact s  us a state")
    for text, n, bound, mean in LARGE:
        graph = parse(text)
        begun = time.process_time()
        expectation = Chains(graph, measures=MEASURES).expect([n])
        exact = time.process_time() - begun
        assert expectation is not None, "beyond the budget"
        assert expectation.draws[bound].mean == mean
        print(f"{graph.entry.name:12}{n:7}{expectation.states:9}{exact:9.2f}"
              f"{1e6 * exact / expectation.states:12.1f}")  # fmt: skip


def sampled(machine: Machine, n: int) -> float:
    """The mean time of a run on the reversed list."""
    begun = time.process_time()
    for seed in range(RUNS):
        machine.run([list(reversed(range(n)))], tape=SeededTape(seed))
    return (time.process_time() - begun) / RUNS


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5, 6, 7])
