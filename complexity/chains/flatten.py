"""Translation of a program into flat code that stops where it may draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.graph import Graph, Node, Region, walk
from ..language.ops import OPS
from ..machine.accounts import Accounts
from ..machine.cells import Cell, Meter
from ..machine.evaluate import Prepared, prepared
from ..machine.sites import Program
from .windows import Window, windows

FOREVER = 2**62  # reference count of a literal list, so that it is never updated in place


@dataclass(frozen=True, slots=True)
class Flat:
    """A program in flat code.

    Attributes
    ----------
    functions : the functions in flat code
    windows : for each function, the live slots at each instruction where a run may stop
    tables : the literal lists
    """

    program: Program
    functions: tuple[Prepared, ...]
    windows: tuple[dict[int, Window], ...]
    tables: tuple[Cell, ...]


def drawing_functions(graph: Graph) -> set[int]:
    """Return the functions that may draw, directly or through calls."""
    drawing: set[int] = set()
    while True:
        more = {index for index, function in enumerate(graph.functions)
                if any(draws(node, drawing) for node in walk(function.body))}  # fmt: skip
        if more == drawing:
            return drawing
        drawing = more


def draws(node: Node, drawing: set[int]) -> bool:
    """Return whether a node itself draws, or calls a function that may."""
    return OPS[node.op].draws or (node.op == "call" and node.payload in drawing)


def drawing_nodes(graph: Graph) -> frozenset[int]:
    """Return the `id` of each node that may draw, directly or through its regions or a call."""
    drawing, identities = drawing_functions(graph), set[int]()

    def search(region: Region) -> bool:
        here = [node for node in region.nodes
                if any_of(map(search, node.regions)) or draws(node, drawing)]  # fmt: skip
        identities.update(map(id, here))
        return bool(here)

    for function in graph.functions:
        search(function.body)
    return frozenset(identities)


def drawing_loops(graph: Graph) -> bool:
    """Return whether some `while` loop may draw, so that it may go on without a bound."""
    nodes = drawing_nodes(graph)
    return any(node.op == "while" and id(node) in nodes
               for function in graph.functions for node in walk(function.body))  # fmt: skip


def any_of(found: Iterable[bool]) -> bool:
    """Return whether any item holds, after evaluating all of them (unlike `any`)."""
    return any(list(found))


def flatten(graph: Graph) -> Flat:
    """Translate a program into flat code that stops before draws and at heads of loops."""
    program = Program(Meter(), Accounts(graph.entry.line, graph.entry.source), None, [])
    functions = prepared(program, graph, drawing_nodes(graph))
    tables = [value for function in functions for value in function.layout.values
              if isinstance(value, Cell)]  # fmt: skip
    for table in tables:
        table.refs = FOREVER
    shown = [windows(function.instructions,
                     frozenset(function.layout.literals.values()).__contains__)
             for function in functions]  # fmt: skip
    return Flat(program, tuple(functions), tuple(shown), tuple(tables))
