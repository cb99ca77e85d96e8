"""How loops over sequences count their rounds and fetch elements into a region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..language.graph import Region
from ..language.meanings import elements
from ..language.types import Type
from . import level_control as levels
from .control import Prepare, region_life, timed
from .liveness import is_list, scalars
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


def fetching(site: Site, params: Sequence[int], index: int) -> list[Step]:
    """Return steps that put the elements at an index into the parameters of a region."""
    targets = site.layout.slots_of(params)
    return [fetch(source, type_, index, target) for source, type_, target in
            zip(site.args, site.types, targets, strict=False)]  # fmt: skip


def dropping(site: Site, params: Sequence[int]) -> Step:
    """Return a step that releases fetched rows that the region did not take over."""
    meter = site.meter
    rows = [site.layout.slot(param) for param in params if is_list(site.layout.types[param])]

    def step(frame: Frame) -> None:
        for row in rows:
            meter.release(frame[row])
            frame[row] = None

    return step


def looking(site: Site, prepare: Prepare, region: Region, index: int, control: int, rounds: int,
            after: Sequence[Step] = ()) -> Step:  # fmt: skip
    """Prepare a region that inspects the elements at an index without taking them over."""
    own = scalars(region.params, site.layout.types)
    life = region_life(site, region, owned=False, background=own)
    before = fetching(site, region.params, index)
    before += timed(site, levels.fetch, region.params, index, control)
    return prepare(site.layout, region, life, control, rounds, 1, before, after)
