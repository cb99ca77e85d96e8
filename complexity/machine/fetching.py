"""Steps of loops over sequences: how they count their rounds and fetch elements."""

from __future__ import annotations

from collections.abc import Callable

from ..language.meanings import elements
from ..language.types import Type
from .liveness import is_list
from .sites import Frame, Site, Step, is_nested


def counting(site: Site, count: int) -> Callable[[Frame], int]:
    """Return a function that counts the rounds: the length of the shortest sequence."""
    kinds = [(slot, is_list(type_)) for slot, type_ in
             zip(site.args[:count], site.types[:count], strict=True)]  # fmt: skip
    if len(kinds) == 1:
        ((only, cell),) = kinds
        if cell:
            return lambda frame: len(frame[only].items)
        return lambda frame: elements(frame[only])

    def shortest(frame: Frame) -> int:
        return min([len(frame[s].items) if cell else elements(frame[s]) for s, cell in kinds])

    return shortest


def fetch(source: int, type_: Type, index: int, target: int) -> Step:
    """Return a step that puts the element at an index into a slot; a row gains a reference."""

    def from_range(frame: Frame) -> None:
        frame[target] = frame[source][frame[index]]

    def from_list(frame: Frame) -> None:
        frame[target] = frame[source].items[frame[index]]

    def row_from_list(frame: Frame) -> None:
        frame[target] = item = frame[source].items[frame[index]]
        item.refs += 1

    if not is_list(type_):
        return from_range
    return row_from_list if is_nested(type_) else from_list


def constant(out: int, value: object) -> Step:
    """Return a step that puts a value into a slot."""

    def step(frame: Frame) -> None:
        frame[out] = value

    return step
