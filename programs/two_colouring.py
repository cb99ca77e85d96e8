"""Decide whether the vertices of a graph can have two colours so that no edge joins equals.

All colourings against the spread of one: 2^n against n^2. A graph is given by its rows: bit j of
row i says whether an edge joins i and j.

The graphs that can be coloured so, with labelled vertices, number OEIS A047864.
"""

from itertools import combinations, product

from complexity import candidate, tasks


def _graphs(n: int) -> list[tuple[list[int]]]:
    """Every graph of n vertices."""
    pairs = list(combinations(range(n), 2))
    found = []
    for chosen in product((0, 1), repeat=len(pairs)):
        rows = [0] * n
        for (i, j), edge in zip(pairs, chosen):
            rows[i] |= edge << j
            rows[j] |= edge << i
        found.append((rows,))
    return found


def spec(rows: list[int]) -> bool:
    """The definition, over all colourings."""
    n = len(rows)
    edges = [(i, j) for i in range(n) for j in range(n) if rows[i] >> j & 1]
    return any(
        all(colours[i] != colours[j] for i, j in edges) for colours in product((0, 1), repeat=n)
    )


inputs = tasks.stated(_graphs, "the graphs of n vertices")
default_size = 4

kinds = {
    "search": ["all_colourings"],
    "direct": ["spread", "odd_walks"],
}


def all_colourings(rows: list[int]) -> bool:
    """Search: the set of one colour's vertices as the bits of a number."""
    n = len(rows)
    return any(
        all((rows[i] & (s if s >> i & 1 else ~s)) == 0 for i in range(n))
        for s in [candidate(s) for s in range(1 << n)]
    )


def spread(rows: list[int]) -> bool:
    """Colour the neighbours of coloured vertices, component by component (breadth first)."""
    n = len(rows)
    even = 0
    odd = 0
    for start in range(n):
        if (even | odd) >> start & 1 == 0:
            even |= 1 << start
        for _ in range(n):
            for i in range(n):
                if even >> i & 1:
                    odd |= rows[i]
                if odd >> i & 1:
                    even |= rows[i]
    return even & odd == 0


def odd_walks(rows: list[int]) -> bool:
    """No closed walk has odd length: the walks of even and of odd length from each vertex."""
    n = len(rows)
    even = [1 << i for i in range(n)]
    odd = [0] * n
    for _ in range(n):
        for i in range(n):
            for j in range(n):
                if rows[i] >> j & 1:
                    odd[i] |= even[j]
                    even[i] |= odd[j]
    return all(odd[i] >> i & 1 == 0 for i in range(n))
