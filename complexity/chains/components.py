"""Graph algorithms on chains: strongly connected components and reachability.

References
----------
.. [1] R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Computing 1, 1972.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Entering = dict[int, list[tuple[int, int]]]  # the predecessors of each state, with the peaks
DONE = 2**62  # marks a vertex whose component is complete: larger than any visiting order


def components(successors: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components in reverse topological order [1]_.

    Examples
    --------
    >>> components({0: [1], 1: [2], 2: [1]})
    [[2, 1], [0]]
    """
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_: list[int] = []
    complete: list[list[int]] = []
    for root in successors:
        if root in order:
            continue
        path = [(root, iter(successors[root]))]
        order[root] = lowest[root] = len(order)
        open_.append(root)
        while path:
            place, following = path[-1]
            for to in following:
                if to not in order:
                    order[to] = lowest[to] = len(order)
                    open_.append(to)
                    path.append((to, iter(successors[to])))
                    break
                lowest[place] = min(lowest[place], lowest[to])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[place])
                if lowest[place] == order[place]:
                    complete.append(closed(open_, place, lowest))
    return complete


def closed(open_: list[int], first: int, lowest: dict[int, int]) -> list[int]:
    """Pop the component of the vertex `first` off Tarjan's stack."""
    members: list[int] = []
    while not members or members[-1] != first:
        members.append(open_.pop())
        lowest[members[-1]] = DONE
    return members


def backward(entering: Entering, seeds: Iterable[int]) -> set[int]:
    """Return the states from which a seed can be reached, the seeds included."""
    reaching = set(seeds)
    waiting = list(reaching)
    while waiting:
        for state, _ in entering[waiting.pop()]:
            if state not in reaching:
                reaching.add(state)
                waiting.append(state)
    return reaching
