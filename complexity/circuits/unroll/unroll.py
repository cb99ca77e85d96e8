"""Unrolling of a program graph into gates, with symbolic values.

Every region is walked once for each round and each call that reaches it, under a path condition;
arms, rounds and calls that no input reaches are left out. The result of a fork is a choice among
the results of its ways, in which only differences cost gates. The rounds of a loop use the values
of the rounds before, not a choice of them; one choice is made, among the values at the exits.

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
TOLD = 256  # nodes between two checks of the budget
Values = list[Value]
Frame = dict[int, Value]
Control = Callable[["Unrolling", Node, Values, Frame], Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a fork, taken if its condition holds and that of no earlier way does.

    Attributes
    ----------
    when : the condition, at the fork
    yields : the resulting values
    drawn : the number of draws at its end
    here : the path condition at its end
    """

    when: Lit
    yields: Values
    drawn: Word
    here: Lit


class Unrolling:
    """The unrolling of a graph on a path.

    Parameters
    ----------
    control : the rules of calls and of the ops with regions
    rounds, calls, nodes : limits on the rounds of one loop, on the depth of calls, and on the
        visited nodes

    Attributes
    ----------
    active, visited : the current depth of calls, and the number of nodes visited
    """

    def __init__(
        self,
        graph: Graph,
        path: Path,
        control: Mapping[str, Control],
        rounds: int = ROUNDS,
        calls: int = CALLS,
        nodes: int = NODES,
    ) -> None:
        self.graph, self.path, self.control = graph, path, control
        self.rounds, self.calls, self.nodes = rounds, calls, nodes
        self.active = self.visited = 0

    # -- regions ---------------------------------------------------------------------------------

    def call(self, index: int, args: Sequence[Value]) -> Values:
        """Unroll a call of a function; return its results."""
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
        """Unroll a region whose parameters are in the frame; return its results."""
        for node in region.nodes:
            frame.update(zip(node.outs, self.node(node, frame), strict=True))
        return self.read(region.results, frame)

    def read(self, operands: Sequence[Operand], frame: Frame) -> Values:
        """Look up the values of operands."""
        return [literal(x.value) if isinstance(x, Const) else frame[x] for x in operands]

    def node(self, node: Node, frame: Frame) -> Sequence[Value]:
        """Unroll a node; return its results."""
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
        """Describe the progress at the limit of visited nodes."""
        size = self.path.gates.aig.size
        return f"{self.nodes:,} steps were unrolled, {size:,} gates so far, and more may follow"

    # -- forks -----------------------------------------------------------------------------------

    def join(self, ways: list[Way], before: Lit, narrowed: int, types: Sequence[Type]) -> Values:
        """Merge the ways of a fork: the results are choices among those of the ways."""
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
        """Make a way that ends at the current point."""
        return Way(when, yields, self.path.drawn, self.path.here)

    def side(self, when: Lit, yields: Values) -> Way:
        """Make a way that leaves the current point under a condition."""
        here = self.path.gates.and_(self.path.here, when)
        return Way(when, yields, self.path.drawn, here)


def go_on(path: Path, passed: Lit) -> None:
    """Continue only where a test passed; unlike a failure, this is one way of a fork."""
    path.here = path.gates.and_(path.here, passed)


def narrowed(path: Path, value: Value) -> Value:
    """Reduce a value to the bits and cells that it needs under the path condition."""
    match value:
        case Word():
            return path.tightened(value)
        case Row():
            return trimmed(path, value)
        case _:
            return value
