"""Element-wise control as gates: maps, filters, quantifiers, searches, best elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ...language.graph import Node
from ..aig.graph import FALSE, TRUE, Lit
from .lists import extreme, kept, trimmed
from .loops import rounds_of
from .sequences import Walk
from .symbolic_values import Value, blank, row
from .unroll import Frame, Unrolling, Values, Way, go_on
from .words import Word

Found = Callable[[Lit, Lit, int], Values]


def each(unrolling: Unrolling, node: Node, walk: Walk, frame: Frame) -> list[tuple[Lit, Values]]:
    """For every element: whether it exists, and the results of the node's first region."""
    path, region = unrolling.path, node.regions[0]
    found: list[tuple[Lit, Values]] = []
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more == FALSE:
            break
        before, narrow, drawn = path.here, path.narrowed, path.drawn
        go_on(path, more)
        frame.update(zip(region.params, walk.elements(place), strict=True))
        yields = unrolling.region(region, frame)
        ways = [unrolling.way(more, [])]
        if more != TRUE:
            ways.append(Way(TRUE, [], drawn, path.gates.and_(before, more ^ 1)))
        unrolling.join(ways, before, narrow, ())
        found.append((more, yields))
    return found


def map_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a map: the list of a region's results for the elements of sequences."""
    walk = Walk(unrolling.path, args)
    cells = [value for _, (value,) in each(unrolling, node, walk, frame)]
    return [trimmed(unrolling.path, row(cells, walk.count(len(cells))))]


def filter_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a filter: the list of the elements that pass a test."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    passed, cells = list[Lit](), list[Value]()
    for place, (there, (lit,)) in enumerate(each(unrolling, node, walk, frame)):
        assert isinstance(lit, int)
        passed.append(path.gates.and_(there, lit))
        cells += walk.elements(place)
    return [kept(path, passed, cells)]


def best(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll a search for the first element with the least, or greatest, key."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    path.fail("value", walk.more(0) ^ 1)
    keys, cells = list[Word](), list[Value]()
    for place, (_, (key,)) in enumerate(each(unrolling, node, walk, frame)):
        assert isinstance(key, Word)
        keys.append(key)
        cells += walk.elements(place)
    if not keys:
        return [blank(type_) for type_ in node.types]
    length = walk.count(len(keys))
    return [extreme(path, keys, cells, length, node.op == "min_by")[1]]


def quantifier(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll `any` or `all`: the elements are tested independently of one another.

    Where an element decides, the tests of later elements have no effect.
    """
    path, deciding = unrolling.path, list[Lit]()
    sought = node.op == "any"

    def decides(lit: Lit, more: Lit, place: int) -> Values:
        deciding.append(path.gates.and_(more, lit))
        return []

    look(unrolling, node, args, frame, sought, decides, list)
    if path.here == FALSE:
        return [FALSE]
    return [path.gates.any_(deciding) ^ (not sought)]


def first(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """Unroll `first`: the result for the first element that passes, or the default."""
    _, hit, miss = node.regions
    walk = Walk(unrolling.path, args)

    def found(lit: Lit, more: Lit, place: int) -> Values:
        frame.update(zip(hit.params, walk.elements(place), strict=True))
        return unrolling.region(hit, frame)

    return look(unrolling, node, args, frame, True, found, lambda: unrolling.region(miss, frame))


def look(
    unrolling: Unrolling,
    node: Node,
    args: Values,
    frame: Frame,
    sought: bool,
    found: Found,
    missed: Callable[[], Values],
) -> Values:
    """Test element by element, up to the first whose test equals `sought`.

    Parameters
    ----------
    found : the result for a deciding element, from the literals that it decides and exists, and
        its position
    missed : the result if no element decides
    """
    path, walk = unrolling.path, Walk(unrolling.path, args)
    before, narrow, ways = path.here, path.narrowed, list[Way]()
    types = node.types if node.op == "first" else ()
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more != TRUE:
            aside(unrolling, ways, more ^ 1, missed)
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, types)
        frame.update(zip(node.regions[0].params, walk.elements(place), strict=True))
        (lit,) = unrolling.region(node.regions[0], frame)
        assert isinstance(lit, int)
        lit = path.decided(lit ^ (not sought))
        if lit != FALSE:
            aside(unrolling, ways, lit, partial(found, lit, more, place))
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, types)
    ways.append(unrolling.way(TRUE, missed()))
    return unrolling.join(ways, before, narrow, types)


def aside(unrolling: Unrolling, ways: list[Way], when: Lit, yields: Callable[[], Values]) -> None:
    """Add a way that leaves here under a condition, and continue the run without it."""
    path = unrolling.path
    before, drawn = path.here, path.drawn
    path.here = path.gates.and_(before, when)
    ways.append(unrolling.way(when, yields()))
    path.here, path.drawn = path.gates.and_(before, when ^ 1), drawn
