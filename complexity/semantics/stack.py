"""Room on the stack for runs: regions and calls nest as deep as memory allows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..language.graph import Region


def nesting(body: Region) -> int:
    """How deep regions nest."""
    deepest, level = 0, [body]
    while level:
        deepest += 1
        level = [inner for region in level for node in region.nodes for inner in node.regions]
    return deepest


@contextmanager
def recursion(frames: int) -> Iterator[None]:
    """Lets Python calls nest so much deeper; calls from Python to Python use no C stack."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(min(before + frames, 2**31 - 1))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
