"""Random programs and graphs, with arguments: what the back ends are compared on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from graphs import random_graph
from grids import random_grids, random_updates

from complexity.language.graph import Graph
from complexity.language.normal.normal_form import normalise
from complexity.language.types import Bool, Int, List, Type
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.testing.programs import random_program

Case = tuple[Graph, tuple[Any, ...]]


def value(source: random.Random, type_: Type) -> Any:
    """A small value of a type."""
    match type_:
        case Bool():
            return source.random() < 0.5
        case Int():
            return source.choice((-(2**62), -2, -1, 0, 0, 1, 1, 2, 3, 5))
        case List(element):
            return [value(source, element) for _ in range(source.randint(0, 4))]
        case _:
            raise AssertionError(type_)


def arguments(graph: Graph, seed: int) -> list[Any]:
    """Small arguments for a graph."""
    source = random.Random(seed)
    return [value(source, type_) for type_ in graph.entry.body.param_types]


def texts(count: int) -> Iterator[Case]:
    """Random programs with arguments."""
    for index in range(count):
        program = random_program(random.Random(f"levels {index}").randrange, 60)
        try:
            graph = parse(program.text, name=program.entry)
        except NotInLanguage:  # a list may be shared; `test_random_programs` counts these
            continue
        yield from ((graph, args) for args in program.arguments)


def any_graphs(count: int) -> Iterator[Case]:
    """Random graphs of all ops with arguments."""
    for index in range(count):
        source = random.Random(f"graphs {index}")
        graph = normalise(random_graph(source, source.randint(0, 14)))
        yield from ((graph, tuple(arguments(graph, seed))) for seed in range(3))


def raw_graphs(count: int) -> Iterator[Case]:
    """The same as they were written: dead nodes, equal nodes, any topological order."""
    for index in range(count):
        source = random.Random(f"raw {index}")
        graph = random_graph(source, source.randint(0, 14))
        yield graph, tuple(arguments(graph, index))


def grids(count: int) -> Iterator[Case]:
    """Random conditional updates of grids with arguments."""
    for index in range(count):
        source = random.Random(f"grids {index}")
        graph = normalise(random_updates(source, source.randint(2, 10)))
        yield from ((graph, random_grids(source)) for _ in range(4))
