"""What an exact expectation costs: in runs of the definition that would take as long.

Run: python tests/benchmarks/chains.py [N ...], by default 5 6 7

For each random sort of n distinct keys, the time of the exact expectations on all n! inputs over
the mean time of a sampled run, within one process, in processor time. The exact figures replace at
least one run for each input; the last column is the ratio over n!.
"""

from __future__ import annotations

import math
import sys
import time
from itertools import permutations

from complexity.chains.expectations import Chains
from complexity.machine.evaluate import Machine
from complexity.semantics.measures import ALL_CHEAP
from complexity.semantics.tape import SeededTape
from complexity.tasks.find import find

MEASURES = ALL_CHEAP - {"span"}
SORTS = ("bogosort", "bozosort", "random_to_end")
RUNS = 5


def main(sizes: list[int]) -> None:
    """Print one row for each sort and size."""
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


def sampled(machine: Machine, n: int) -> float:
    """The mean time of a run on the reversed list."""
    begun = time.process_time()
    for seed in range(RUNS):
        machine.run([list(reversed(range(n)))], tape=SeededTape(seed))
    return (time.process_time() - begun) / RUNS


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5, 6, 7])
