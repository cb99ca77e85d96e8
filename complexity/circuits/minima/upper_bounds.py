"""Upper bounds on gates: circuits of given functions by all available constructions.

These are: given circuits (a program's own), Shannon's expansion in two orders of the
variables, decomposition of truth tables (`factor`), symmetric functions by counting [1]_, the
smallest known and-inverter graphs of four variables (`known`), and for each the results of
`improve` for size and for depth. Each is simulated on all inputs before its gates are counted.

References
----------
.. [1] D. Knuth, *The Art of Computer Programming* 4A, 2011, section 7.1.2 (sideways addition).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from ..aig.bases import Netlist, netlist_of
from ..aig.covers import cover
from ..aig.graph import FALSE, Aig, Lit
from ..aig.simulate import truth_tables
from ..budget import Budget
from ..optimise.factor import TABLE, Parts
from ..optimise.improve import AIMS, improved
from ..sat.cnf import copy, moved
from ..unroll.gates import Gates
from .functions import Function, computes, open_inputs, restricted, whole
from .known import known
from .shannon import expand
from .synthesis import ROWS, Chain

NETLIST = {"full": "xaig", "aig": "aig"}  # with free inverters, ANDs and XORs are all gates needed
KNOWN = 4  # variables of the functions in `known`
IMPROVED = 5_000  # gates up to which a circuit is improved


@dataclass(slots=True)
class Uppers:
    """Sufficient numbers of gates and levels.

    Attributes
    ----------
    size, chain : the gates of all functions together, and a circuit of that size
    sizes, lengths, depths : of each function alone: gates, gates of a formula, levels
    """

    size: int
    chain: Chain
    sizes: list[int]
    lengths: list[int]
    depths: list[int]


Told = Callable[[Aig], None]


def uppers(
    targets: Sequence[Function],
    variables: int,
    basis: str,
    circuits: Sequence[Aig],
    budget: Budget,
) -> Iterator[Uppers]:
    """Yield upper bounds for some functions that improve with each circuit constructed.

    The first comes at once, whatever the budget; `Ended` is for the caller to catch.

    Parameters
    ----------
    circuits : given circuits over the variables, with an output for each function
    """
    best: Uppers | None = None
    for aig in candidates(targets, variables, basis == "full", circuits):
        best = lesser(best, counted(checked(aig, targets, variables), basis))
        yield best
        budget.part(best.size, best.size, "gates, of the smallest circuit so far")
        for aim in AIMS if aig.size <= IMPROVED else ():
            better = improved(aig, aim, budget)
            best = lesser(best, counted(checked(better, targets, variables), basis))
            yield best


def candidates(
    targets: Sequence[Function], variables: int, exclusive: bool, circuits: Sequence[Aig]
) -> Iterator[Aig]:
    """Construct circuits of functions, with an output for each."""
    yield expand([one.table for one in targets], variables)
    if not targets:
        return
    yield from circuits
    if len(targets) == 1 and variables == KNOWN and not open_inputs(targets[0], variables):
        yield from of_class(targets[0].table)
    yield reversed_(targets, variables)
    yield from by_count(targets, variables)
    for tables in completed(targets, variables) if variables <= TABLE else ():
        for own in {exclusive, False}:
            aig = Aig()
            parts = Parts(aig, [aig.input() for _ in range(variables)], own)
            for table in tables:
                aig.output(parts.literal(table))
            yield aig


def completed(targets: Sequence[Function], variables: int) -> Iterator[list[int]]:
    """Fill in the open values of functions: with 0, with 1, or by an irredundant cover."""
    yield [one.table for one in targets]
    if any(open_inputs(one, variables) for one in targets):
        free = [one.care ^ whole(variables) for one in targets]
        yield [one.table | other for one, other in zip(targets, free, strict=True)]
        yield [
            cover(one.table, one.table | other, variables)[1]
            for one, other in zip(targets, free, strict=True)
        ]


def reversed_(targets: Sequence[Function], variables: int) -> Aig:
    """Shannon's expansion that tests the first variable first."""
    order = range(variables - 1, -1, -1)
    tables = [restricted(one.table, variables, order) for one in targets]
    return over(expand(tables, variables), variables, [2 * at for at in range(variables, 0, -1)])


def by_count(targets: Sequence[Function], variables: int) -> Iterator[Aig]:
    """Circuits of symmetric functions, which depend on a number of ones found by full adders."""
    places: list[list[int]] = [[] for _ in range(variables + 1)]
    for at in range(1 << variables):
        places[at.bit_count()].append(at)
    rows = [[symmetric(one, own) for own in places] for one in targets]
    if variables < 2 or any(value is None for row in rows for value in row):
        return
    aig = Aig()
    gates = Gates(aig)
    count = counter(gates, [aig.input() for _ in range(variables)])
    parts = Parts(aig, count, True)
    for row in rows:
        aig.output(parts.literal(sum(bool(value) << at for at, value in enumerate(row))))
    yield aig


def symmetric(wanted: Function, places: Sequence[int]) -> int | None:
    """The common value at some inputs (0 if none matters); None where the values differ."""
    values = {wanted.table >> at & 1 for at in places if wanted.care >> at & 1}
    return None if len(values) > 1 else max(values, default=0)


def counter(gates: Gates, bits: Sequence[Lit]) -> list[Lit]:
    """Count the bits that are 1 by rows of full adders, as in Knuth's sideways addition."""
    found, row = [], list(bits)
    while row:
        carries = []
        while len(row) > 1:
            low, high = gates.full_add(row.pop(), row.pop(), row.pop() if row else FALSE)
            row.insert(0, low)
            carries.append(high)
        found.append(row.pop())
        row = carries
    return found


def of_class(table: int) -> Iterator[Aig]:
    """The smallest known circuit of a function of four variables, if its class has one."""
    for leader, aig in known().items():
        for order in permutations(range(KNOWN)):
            for flips in range(1 << KNOWN):
                image = sum((leader >> placed(i, order, flips) & 1) << i for i in range(16))
                if image in (table, table ^ 0xFFFF):
                    yield over(
                        aig, KNOWN, [2 * to + 2 + (flips >> v & 1) for v, to in enumerate(order)]
                    )
                    return


def placed(i: int, order: Sequence[int], flips: int) -> int:
    """The input of a class's leader that corresponds to an input of another member."""
    return sum((i >> to & 1 ^ flips >> v & 1) << v for v, to in enumerate(order))


def over(aig: Aig, variables: int, inputs: Sequence[Lit]) -> Aig:
    """Rebuild a circuit with its inputs replaced by literals of `variables` new inputs."""
    made = Aig()
    for _ in range(variables):
        made.input()
    image = copy(aig, made, inputs)
    for lit in aig.outputs:
        made.output(moved(image, lit))
    return made


def checked(aig: Aig, targets: Sequence[Function], variables: int) -> Aig:
    """Check that a circuit computes its functions at the inputs that matter.

    Raises
    ------
    AssertionError
        If it does not.
    """
    for table, wanted in zip(truth_tables(aig), targets, strict=True):
        assert computes(table, wanted, variables)
    return aig


def counted(aig: Aig, basis: str) -> Uppers:
    """Count the gates of a circuit, for all outputs together and for each."""
    netlist = netlist_of(aig, NETLIST[basis])
    depth, tree = [0] * (netlist.inputs + 1), [0] * (netlist.inputs + 1)
    for a, b in zip(netlist.left, netlist.right, strict=True):
        depth.append(1 + max(depth[a], depth[b]))
        tree.append(1 + tree[a] + tree[b])
    ends = [lit >> 1 for lit in netlist.outputs]
    return Uppers(
        netlist.size,
        chain_of(netlist),
        [_below(netlist, end) for end in ends],
        [tree[end] for end in ends],
        [depth[end] for end in ends],
    )


def _below(netlist: Netlist, end: int) -> int:
    """The number of gates that a variable of a netlist depends on, itself included."""
    met, waiting = set[int](), [end]
    while waiting:
        at = waiting.pop()
        if at > netlist.inputs and at not in met:
            met.add(at)
            _, left, right = netlist.gate(at - netlist.inputs - 1)
            waiting += [left, right]
    return len(met)


def chain_of(netlist: Netlist) -> Chain:
    """Convert a netlist to a chain of normal gates: each is complemented if it is 1 at input 0."""
    flips, gates = [0] * (netlist.inputs + 1), []
    for at in range(netlist.size):
        table, left, right = netlist.gate(at)
        values = [
            table >> (a ^ flips[left]) + 2 * (b ^ flips[right]) & 1 for a, b in ((0, 0), *ROWS)
        ]
        flips.append(values[0])
        a, b, c = (one ^ values[0] for one in values[1:])
        gates.append((left - 1, right - 1, (a, b, c)))
    return Chain(netlist.inputs, tuple(gates), tuple((lit >> 1) - 1 for lit in netlist.outputs))


def lesser(best: Uppers | None, found: Uppers) -> Uppers:
    """Combine the upper bounds of two circuits."""
    if best is None:
        return found
    least = min(best, found, key=lambda one: one.size)
    rows = (
        [min(pair) for pair in zip(a, b, strict=True)]
        for a, b in (
            (best.sizes, found.sizes),
            (best.lengths, found.lengths),
            (best.depths, found.depths),
        )
    )
    return Uppers(least.size, least.chain, *rows)


def projected(aig: Aig, outputs: Sequence[Lit], support: Sequence[int]) -> Aig:
    """Make a circuit of some literals over the inputs of a support, the others set to 0."""
    made = Aig()
    own = {v: made.input() for v in support}
    image = copy(aig, made, [own.get(v, FALSE) for v in range(len(aig.inputs))])
    for lit in outputs:
        made.output(moved(image, lit))
    return made
