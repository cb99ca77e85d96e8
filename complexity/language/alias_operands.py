"""Operands in Python's order: what was evaluated is held while the rest is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from . import alias_sharing as sharing
from .alias_facts import Names, all_reads, reads
from .alias_frame import Frame, Value, named, slots_of


def operands(a: Frame, nodes: Sequence[ast.expr]) -> list[Value]:
    """The values of expressions that are all held until the last is evaluated."""
    live, found = a.live, []
    for index, node in enumerate(nodes):
        if id(node) in a.facts.active:
            a.live = live | later(a, nodes, index)
        found.append(a.evaluate(a, node))
    a.live = live
    return found


def later(a: Frame, nodes: Sequence[ast.expr], index: int) -> Names:
    """The names that the expressions after one of them read; of many, those that any reads."""
    return all_reads(a.facts, nodes[index + 1 :] if len(nodes) < 16 else nodes)


def places(
    a: Frame, name: str, indices: Sequence[ast.expr], rest: Sequence[ast.expr],
    nested: bool = True,
) -> list[Value]:  # fmt: skip
    """Evaluate the indices of an update's path, then what else it takes, which is returned.

    Where an expression after the first index updates lists, the path's list is held if `nested`:
    CPython has read the inner list by then, and the definition reads it afterwards.
    """
    live, nodes = a.live, [*indices, *rest]
    found: list[Value] = []
    held: Value = None
    for index, node in enumerate(nodes):
        if id(node) in a.facts.active:
            a.live = live | later(a, nodes, index) | {name}
            if index and indices and nested and held is None:
                held = named(a, name)
        found.append(a.evaluate(a, node))
    for slot in slots_of(held):
        a.groups = sharing.drop(a.groups, sharing.whole(slot))
    a.live = live
    return found[len(indices) :]


def held_by_generator(a: Frame, node: ast.expr) -> None:
    """Hold what a generator reads: it is run while the list that it extends grows."""
    if isinstance(node, ast.GeneratorExp):
        for name in reads(a.facts, node):
            named(a, name)
