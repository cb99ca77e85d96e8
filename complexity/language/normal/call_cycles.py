"""Recursive functions: cycles of the call graph."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .schedule import post_order


def on_cycles(calls: Sequence[Collection[int]]) -> frozenset[int]:
    """Return the functions that call themselves, directly or through others.

    Parameters
    ----------
    calls : for each function, the functions that it calls

    Examples
    --------
    >>> sorted(on_cycles([[1, 3], [2], [1, 4], [3], []]))
    [1, 2, 3]

    References
    ----------
    .. [1] M. Sharir, "A strong-connectivity algorithm and its applications in data flow analysis",
       Computers and Mathematics with Applications 7, 1981: the two walks.
    """
    callers: list[list[int]] = [[] for _ in calls]
    for caller, callees in enumerate(calls):
        for callee in callees:
            callers[callee].append(caller)
    recursive: set[int] = set()
    seen: set[int] = set()
    for root in reversed(post_order([list(callees) for callees in calls], range(len(calls)))):
        if root not in seen:
            component = _reaching(root, callers, seen)
            if len(component) > 1 or root in calls[root]:
                recursive.update(component)
    return frozenset(recursive)


def _reaching(root: int, callers: Sequence[Sequence[int]], seen: set[int]) -> list[int]:
    """Return the unseen functions that reach `root` by calls, `root` included."""
    reaching = [root]
    seen.add(root)
    for at in reaching:
        new = [caller for caller in dict.fromkeys(callers[at]) if caller not in seen]
        seen.update(new)
        reaching += new
    return reaching
