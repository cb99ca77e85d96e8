"""The table of idioms: ways to rewrite a part of a function.

Each row finds the places of a function to which it applies and rewrites them. The result means the
same by construction: it returns the same results, makes the same draws and candidates, and fails on
the same inputs, except for overflow where the note of a rewriting says so. Whether it is shorter or
faster is left to measurement.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from . import choices as idiom_choices
from . import loops as idiom_loops
from . import names as idiom_names
from . import searches as idiom_searches
from . import sums as idiom_sums
from . import tests as idiom_tests
from .conditions import Surroundings
from .rewriting import Rewriting, blocks

Statements = Callable[[Sequence[ast.stmt], int, Surroundings], Iterator[Rewriting]]
Expressions = Callable[[ast.expr, Surroundings], Iterator[Rewriting]]
Functions = Callable[[Surroundings], Iterator[Rewriting]]
Find = Callable[[Surroundings], Iterator[Rewriting]]


@dataclass(frozen=True, slots=True)
class Idiom:
    """An idiom: its name, and the function that finds and rewrites its places."""

    name: str
    find: Find


def _of_statements(row: Statements) -> Find:
    def find(around: Surroundings) -> Iterator[Rewriting]:
        for block in blocks(around.function):
            for place in range(len(block)):
                yield from row(block, place, around)

    return find


def _of_expressions(row: Expressions) -> Find:
    def find(around: Surroundings) -> Iterator[Rewriting]:
        for node in ast.walk(around.function):
            if isinstance(node, ast.expr):
                yield from row(node, around)

    return find


IDIOMS: tuple[Idiom, ...] = (
    Idiom("a search that returns", _of_statements(idiom_searches.returned)),
    Idiom("a search that breaks", _of_statements(idiom_searches.broken)),
    Idiom("a flag of a loop", _of_statements(idiom_searches.flagged)),
    Idiom("a search by counting", _of_statements(idiom_searches.counted)),
    Idiom("an accumulator", _of_statements(idiom_sums.accumulated)),
    Idiom("a counter of a loop", _of_statements(idiom_loops.counting)),
    Idiom("an index of a loop", _of_statements(idiom_loops.elements)),
    Idiom("an index of a comprehension", _of_expressions(idiom_loops.generated)),
    Idiom("a test inside a test", _of_statements(idiom_tests.nested)),
    Idiom("a loop that begins by leaving", _of_statements(idiom_tests.left_first)),
    Idiom("a choice with a word", _of_statements(idiom_choices.chosen)),
    Idiom("a conditional with a word", _of_expressions(idiom_choices.chosen_value)),
    Idiom("a comparison with True or False", _of_expressions(idiom_choices.compared)),
    Idiom("equal to one of several", _of_expressions(idiom_choices.member)),
    Idiom("a repeated expression", idiom_names.repeated),
    Idiom("a name used once", _of_statements(idiom_names.used_once)),
)


def rewritings(around: Surroundings) -> Iterator[tuple[str, Rewriting]]:
    """Yield all rewritings of single places of a function, each with its idiom's name."""
    for idiom in IDIOMS:
        for rewriting in idiom.find(around):
            yield idiom.name, rewriting
