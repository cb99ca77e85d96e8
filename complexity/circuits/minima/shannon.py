"""A circuit for any truth tables by Shannon's expansion: an upper bound of last resort.

References
----------
C. Shannon, "The synthesis of two-terminal switching circuits", Bell System Technical Journal 28,
1949, section 5.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..aig.graph import TRUE, Aig, Lit
from ..aig.simulate import truth_tables


def expand(tables: Sequence[int], variables: int) -> Aig:
    """Build a circuit of truth tables from multiplexers; equal cofactors are shared."""
    aig = Aig()
    inputs = [aig.input() for _ in range(variables)]
    made: dict[tuple[int, int], Lit] = {}

    def literal(table: int, left: int) -> Lit:
        whole = (1 << (1 << left)) - 1
        if table in (0, whole):
            return TRUE if table else TRUE ^ 1
        if (left, table) not in made:
            half = 1 << (left - 1)
            low, high = table & ((1 << half) - 1), table >> half
            no, yes = literal(low, left - 1), literal(high, left - 1)
            made[left, table] = aig.mux(inputs[left - 1], yes, no)
        return made[left, table]

    for table in tables:
        aig.output(literal(table, variables))
    assert truth_tables(aig) == tuple(tables)
    return aig
