"""Random graphs in which arms of branches update rows of grids, some of them shared."""

from __future__ import annotations

from random import Random

from complexity.language.graph import FALSE, TRUE, Function, Graph, Node, Operand, Region, literal
from complexity.language.types import BOOL, INT, List, Type

ROW, GRID = List(INT), List(List(INT))
PARAMS = (GRID, GRID, ROW, INT, INT, INT, BOOL, BOOL)
RESULTS = (GRID, GRID, ROW, INT)
# op, payload, operands, results; an update of a row in its grid is as frequent as all the rest
MOST = ("setitem", 1, (GRID, INT, INT, INT), (GRID,))
OTHERS = (
    ("setitem", 0, (GRID, INT, ROW), (GRID,)), ("setitem", 0, (ROW, INT, INT), (ROW,)),
    ("getitem", None, (GRID, INT), (ROW,)), ("getitem", None, (ROW, INT), (INT,)),
    ("add", None, (INT, INT), (INT,)), ("lt", None, (INT, INT), (BOOL,)),
    ("append", 1, (GRID, INT, INT), (GRID,)), ("concat", None, (GRID, GRID), (GRID,)),
    ("slice", 0, (GRID,), (GRID,)), ("make", 2, (ROW, ROW), (GRID,)), ("len", None, (ROW,), (INT,)),
    ("flatten", None, (GRID,), (ROW,)), ("pop", 1, (GRID, INT), (GRID, INT)),
)  # fmt: skip


def random_updates(random: Random, size: int) -> Graph:
    """A graph of branches, and updates inside them, over grids, a row, numbers and tests."""
    body = _Updates(random).region(PARAMS, RESULTS, size, 3)
    return Graph((Function("f", body, RESULTS),))


def random_grids(random: Random) -> tuple[object, ...]:
    """Arguments: grids that are mostly not empty, and numbers that are mostly addresses in them."""
    grids = [
        [[random.randint(0, 3) for _ in range(random.choice((3, 2, 1, 3)))] for _ in range(height)]
        for height in (random.choice((3, 2, 1)), random.choice((3, 2)))
    ]
    row = [random.randint(0, 2) for _ in range(3)]
    tests = [random.random() < 0.5 for _ in range(2)]
    return (*grids, row, *random.choices((0, 1, -1, 2), k=3), *tests)


class _Updates:
    def __init__(self, random: Random) -> None:
        self.random, self.names = random, 0
        self.scope: list[tuple[int, Type]] = []

    def name(self, type_: Type) -> int:
        """A new value."""
        self.names += 1
        self.scope.append((self.names, type_))
        return self.names

    def region(self, params: tuple[Type, ...], results: tuple[Type, ...], size: int,
               depth: int) -> Region:  # fmt: skip
        """Some nodes, then mostly the latest values."""
        outer = list(self.scope)
        names = tuple(self.name(type_) for type_ in params)
        nodes = [self.node(depth) for _ in range(self.random.randint(1, size))]
        ends = tuple(self.operand(type_, latest=0.7) for type_ in results)
        self.scope = outer
        return Region(names, params, tuple(nodes), ends)

    def node(self, depth: int) -> Node:
        """A branch, an update of an element of a row, or another op."""
        if depth and self.random.random() < 0.35:
            types = tuple(self.random.sample((GRID, GRID, ROW, INT), k=self.random.randint(1, 3)))
            test = self.operand(BOOL)
            arms = tuple(self.region((), types, 3, depth - 1) for _ in range(2))
            return Node("branch", (test,), tuple(map(self.name, types)), types, None, arms)
        op, payload, operands, types = self.random.choice((MOST, self.random.choice(OTHERS)))
        args = tuple(self.operand(type_) for type_ in operands)
        return Node(op, args, tuple(map(self.name, types)), types, payload)

    def operand(self, type_: Type, latest: float = 0.4) -> Operand:
        """A value of a type, or a literal."""
        known = [value for value, found in self.scope if found == type_]
        if known and (isinstance(type_, List) or self.random.random() < 0.8):
            return known[-1] if self.random.random() < latest else self.random.choice(known)
        if type_ == BOOL:
            return self.random.choice((TRUE, FALSE))
        return literal(self.random.choice((0, 1, -1, 2)))
