"""How many bits, steps and levels the ways of writing one function are apart, group by group.

Run: python tests/benchmarks/idioms.py

Markdown, for the seen groups and the fresh ones apart. Time and span are sums over the inputs of a
group on which its function does not fail. A group's spread is the length of its longest form less
that of its shortest.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from idiom_groups import report
from idiom_reasons import REASONS
from idioms import SEEN
from idioms_fresh import FRESH


def main() -> None:
    """Print both sets."""
    for title, groups in (("Seen", SEEN), ("Fresh", FRESH)):
        print("\n".join(report(title, groups)))
    print("## Why some are apart\n\n| group | reason |\n|---|---|")
    print("\n".join(f"| {name} | {reason} |" for name, reason in REASONS.items()))


if __name__ == "__main__":
    main()
