"""Operands in Python's order: evaluated ones are held while the rest is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from . import domain as sharing
from .live_names import NOTHING, Names, reads
from .state import Frame, Value, named, slots_of


def operands(a: Frame, nodes: Sequence[ast.expr]) -> list[Value]:
    """The values of expressions, all held until the last one is evaluated."""
    live, found, later = a.live, [], read_later(a, nodes)
    for node in nodes:
        a.live = live | later.get(id(node), NOTHING)
        found.append(a.evaluate(a, node))
    a.live = live
    return found


def read_later(a: Frame, nodes: Sequence[ast.expr]) -> dict[int, Names]:
    """For each active expression, the names that later expressions read."""
    active = [index for index, node in enumerate(nodes) if id(node) in a.facts.active]
    found: dict[int, Names] = {}
    names: set[str] = set()
    for index in range(len(nodes) - 1, active[0] - 1 if active else len(nodes), -1):
        if id(nodes[index]) in a.facts.active:
            found[id(nodes[index])] = frozenset(names)
        names |= reads(a.facts, nodes[index])
    return found


def places(
    a: Frame, name: str, indices: Sequence[ast.expr], rest: Sequence[ast.expr],
    nested: bool = True,
) -> list[Value]:  # fmt: skip
    """Evaluate the indices of an update's path, then its other operands, which are returned.

    If an expression after the first index updates lists, the path's list is held if `nested`:
    CPython has read the inner list by then, whereas the definition reads it afterwards.
    """
    live, nodes = a.live, [*indices, *rest]
    found: list[Value] = []
    held: Value = None
    later = read_later(a, nodes)
    for index, node in enumerate(nodes):
        if id(node) in later:
            a.live = live | later[id(node)] | {name}
            if index and indices and nested and held is None:
                held = named(a, name)
        found.append(a.evaluate(a, node))
    for slot in slots_of(held):
        a.groups = sharing.drop(a.groups, sharing.whole(slot))
    a.live = live
    return found[len(indices) :]


def held_by_generator(a: Frame, node: ast.expr) -> None:
    """Hold the lists that a generator reads, since it runs while the list that it extends grows."""
    if isinstance(node, ast.GeneratorExp):
        for name in reads(a.facts, node):
            named(a, name)
