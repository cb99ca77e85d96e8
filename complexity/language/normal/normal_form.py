"""The normal form of a program graph, independent of names, order of nodes and dead code.

Isomorphic graphs have equal normal forms, and a normal form is its own normal form. The rewrites
are in `simplify.py`, `dead_code.py` and `rules/`, the order is in `canonical.py` and `schedule.py`.
One exception: where more than 64 draws or calls cannot be distinguished (`contexts.py`), or where
colour refinement takes nodes for symmetric that are not, nodes that nothing uses may keep the order
in which they were given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from ..effects import facts
from ..graph import Function, Graph, recalled, walk
from ..marks import stripped
from ..stack_room import deep
from .canonical import settle
from .dead_code import sweep
from .keys import combine
from .rules.inlining import inline
from .rules.table import apply_rules
from .simplify import simplify


@deep
def normalise(graph: Graph) -> Graph:
    """Return the normal form of a well-formed graph.

    Notes
    -----
    Idempotent: ``normalise(normalise(g)) == normalise(g)``. The time is that of a few passes over
    the graph, each linear but for sorting.
    """
    return _ordered(settle(_reduced(graph)))


def unmarked(graph: Graph) -> Graph:
    """Return the normal form of a program without its marks, given its normal form.

    Programs are encoded without marks. Given functions are encoded by name and stay as they are.
    """
    made = stripped(graph)
    return graph if made is graph else normalise(made)


def _reduced(graph: Graph) -> Graph:
    """Rewrite and sweep a graph until nothing changes.

    Functions are inlined when nothing is left to sweep (dead code shall not count as a call) and
    before rules are applied, so that the result does not depend on how a program is split up.
    """
    while True:
        graph = _ordered(graph)
        known = facts(graph)
        names = [combine("function", at) for at in range(len(graph.functions))]
        rewritten = [simplify(function, known, names) for function in graph.functions]
        swept = [sweep(function, known) for function in rewritten]
        if not _same(swept, graph.functions):
            graph = Graph(tuple(swept))
        elif (written := inline(graph)) is not graph:
            graph = written
        else:
            ruled = [apply_rules(function, known, names) for function in swept]
            if _same(ruled, graph.functions):
                return graph
            graph = Graph(tuple(ruled))


def _same(made: Sequence[Function], before: Sequence[Function]) -> bool:
    return all(new is old for new, old in zip(made, before, strict=True))


def _ordered(graph: Graph) -> Graph:
    """Order the functions that the entry reaches by first call, callers before callees.

    The program's own functions come before given ones.
    """
    found = {0: None}
    waiting = deque([0])
    while waiting:
        for node in walk(graph.functions[waiting.popleft()].body):
            if node.op == "call" and isinstance(node.payload, int) and node.payload not in found:
                found[node.payload] = None
                waiting.append(node.payload)
    order = sorted(found, key=lambda at: at != 0 and graph.functions[at].given)
    places = {at: place for place, at in enumerate(order)}
    if order == list(range(len(graph.functions))):
        return graph
    return Graph(tuple(recalled(graph.functions[at], places.__getitem__) for at in order))
