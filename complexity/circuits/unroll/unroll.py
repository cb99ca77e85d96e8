"""A program graph unrolled into gates: regions, branches, loops and calls over symbolic values.

Every region is walked once for each round and each call that reaches it, under a path condition;
arms, rounds and calls that no input reaches are left out. What leaves a fork is a choice of what
its ways yield, in which only what differs costs gates. A loop's rounds work on the values of the
rounds before, not on a choice; the choice is made once, of the values at its exits.

References
----------
.. [1] J. R. Allen, K. Kennedy, C. Porterfield, J. Warren, "Conversion of control dependence to
   data dependence", POPL 1983: if-conversion.
.. [2] A. Biere, A. Cimatti, E. Clarke, Y. Zhu, "Symbolic model checking without BDDs", TACAS
   1999: bounded unrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...language.graph import Const, Graph, Node, Operand, Region
from ...language.types import Type
from ..aig.graph import FALSE, Lit
from .lists import trimmed
from .ops import RULES
from .path_condition import Path, unbounded
from .path_condition import Unbounded as Unbounded
from .symbolic_values import Row, Value, blank, literal, merged
from .words import Word

ROUNDS, CALLS, NODES = 4096, 500, 2_000_000
TOLD = 256  # nodes of which one is told
Values = list[Value]
Frame = dict[int, Value]
Control = Callable[["Unrolling", Node, Values, Frame], Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a fork: when it is taken, if none before it is, and what it yields.

    Attributes
    ----------
    when : a condition at the fork
    yields : the values
    drawn : how many numbers have been drawn at its end
    here : the path condition at its end
    """

    when: Lit
    yields: Values
    drawn: Word
    here: Lit


class Unrolling:
    """A graph that is being unrolled on a path.

    Parameters
    ----------
    control : what each op with regions does, and a call
    rounds, calls, nodes : how far one loop is unrolled, how deep calls nest, and how many nodes
        are visited

    Attributes
    ----------
    active, visited : how many calls are active, and how many nodes have been visited
    """

    def __init__(self, graph: Graph, path: Path, control: Mapping[str, Control],
                 rounds: int = ROUNDS, calls: int = CALLS, nodes: int = NODES) -> None:  # fmt: skip
        self.graph, self.path, self.control = graph, path, control
        self.rounds, self.calls, self.nodes = rounds, calls, nodes
        self.active = self.visited = 0

    # -- regions ---------------------------------------------------------------------------------

    def call(self, index: int, args: Sequence[Value]) -> Values:
        """The results of a function for arguments."""
        function, path = self.graph.functions[index], self.path
        if self.active >= self.calls:
            what = f"the recursion of '{function.name}' is {self.calls} calls deep and may go on"
            raise unbounded(function.source, function.line, what)
        source, path.source, self.active = path.source, function.source, self.active + 1
        path.line = path.line or function.line
        frame: Frame = dict(zip(function.body.params, args, strict=True))
        results = self.region(function.body, frame)
        path.source, self.active = source, self.active - 1
        return results

    def region(self, region: Region, frame: Frame) -> Values:
        """The results of a region, whose parameters are in the frame."""
        for node in region.nodes:
            frame.update(zip(node.outs, self.node(node, frame), strict=True))
        return self.read(region.results, frame)

    def read(self, operands: Sequence[Operand], frame: Frame) -> Values:
        """The values of operands."""
        return [literal(x.value) if isinstance(x, Const) else frame[x] for x in operands]

    def node(self, node: Node, frame: Frame) -> Sequence[Value]:
        """What a node yields."""
        path = self.path
        if path.here == FALSE:
            return [blank(type_) for type_ in node.types]
        path.line = node.line
        self.visited += 1
        if self.visited % TOLD:
            path.budget.check()
        else:
            path.budget.part(self.visited, self.nodes, "steps unrolled")
        if self.visited > self.nodes:
            raise unbounded(path.source, node.line, self.so_far())
        args = self.read(node.args, frame)
        if node.op in RULES:
            found = RULES[node.op](path, node.payload, node.types, *args)
            for value in found:
                path.bounded_in_all(value)
            return found
        return self.control[node.op](self, node, args, frame)

    def so_far(self) -> str:
        """How far the graph was unrolled when the last node was visited that may be."""
        size = self.path.gates.aig.size
        return f"{self.nodes:,} steps were unrolled, {size:,} gates so far, and more may follow"

    # -- forks -----------------------------------------------------------------------------------

    def join(self, ways: list[Way], before: Lit, narrowed: int, types: Sequence[Type]) -> Values:
        """What leaves a fork: a choice of what its ways yield."""
        path, gates = self.path, self.path.gates
        path.joined(before, narrowed, [way.here for way in ways])
        ways = [way for way in ways if way.here != FALSE]
        if not ways or path.here == FALSE:
            path.here = FALSE
            return [blank(type_) for type_ in types]
        whens = [way.when for way in ways]
        rows = zip(*[(way.drawn, *way.yields) for way in ways], strict=True)
        path.drawn, *yields = [merged(gates, whens, row) for row in rows]
        return yields

    def way(self, when: Lit, yields: Values) -> Way:
        """A way that ends here."""
        return Way(when, yields, self.path.drawn, self.path.here)

    def side(self, when: Lit, yields: Values) -> Way:
        """A way that leaves here under a condition."""
        here = self.path.gates.and_(self.path.here, when)
        return Way(when, yields, self.path.drawn, here)


def go_on(path: Path, passed: Lit) -> None:
    """The run goes on where a test passed: a fork, not a failure."""
    path.here = path.gates.and_(path.here, passed)


def narrowed(path: Path, value: Value) -> Value:
    """A value in as few bits and cells as it needs here."""
    match value:
        case Word():
            return path.tightened(value)
        case Row():
            return trimmed(path, value)
        case _:
            return value
