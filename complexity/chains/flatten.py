"""Translation of a program into flat code, for the functions that may draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.graph import Graph, Node, Region, walk
from ..language.ops import OPS
from ..machine.accounts import Accounts
from ..machine.cells import Cell, Meter
from ..machine.control import assign
from ..machine.evaluate import enter_function, make_ready
from ..machine.liveness import analyse
from ..machine.sites import Code, Layout, Program
from .code import Effect, Instruction, Kind, Writer
from .loops import RULES
from .windows import Window, windows

FOREVER = 2**62  # reference count of a literal list, so that it is never updated in place


@dataclass(frozen=True, slots=True)
class Flat:
    """A program in flat code.

    Attributes
    ----------
    codes : the instructions of each function that may draw; empty for the others
    windows : for each function, the live slots at each instruction where a run may stop
    tables : the literal lists
    """

    program: Program
    codes: tuple[tuple[Instruction, ...], ...]
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
    """Translate a program into flat code."""
    accounts = Accounts(graph.entry.line, graph.entry.source)
    program = Program(Meter(), accounts, None, [])
    drawing, nodes = drawing_functions(graph), drawing_nodes(graph)
    layouts = [enter_function(program, function) for function in graph.functions]
    codes: list[tuple[Instruction, ...]] = []
    for index, (code, layout) in enumerate(zip(program.codes, layouts, strict=True)):
        if index in drawing:
            codes.append(written(code, layout, nodes))
        else:
            make_ready(code, layout)
            codes.append(())
    program.meter.counts[:] = [0] * accounts.counters
    tables = [value for layout in layouts for value in layout.values if isinstance(value, Cell)]
    for table in tables:
        table.refs = FOREVER
    shown = [windows(code, frozenset(layout.literals.values()).__contains__)
             for code, layout in zip(codes, layouts, strict=True)]  # fmt: skip
    return Flat(program, tuple(codes), tuple(shown), tuple(tables))


def written(code: Code, layout: Layout, nodes: frozenset[int]) -> tuple[Instruction, ...]:
    """Emit the instructions of one function."""
    body, writer = layout.function.body, Writer(layout, nodes, RULES)
    life = analyse(body, layout.types, layout.captures)
    results, executions = range(len(body.params), code.control), layout.program.accounts.counter()
    writer.enter(body, life, executions)
    writer.body(body, life, executions)
    writer.moved_in(assign(layout, body.results, results, life.moved), body.results, results)
    code.template = layout.values
    writer.instructions.append(Instruction(Kind.RETURN, Effect(frozenset(results))))
    return tuple(writer.instructions)
