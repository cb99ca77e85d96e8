"""What looks at every element, as gates: maps, filters, quantifiers, searches, best elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..language.graph import Node
from .aig import FALSE, TRUE, Lit
from .lists import extreme, kept, trimmed
from .loops import rounds_of
from .sequences import Walk
from .unroll import Frame, Unrolling, Values, Way, go_on
from .values import Value, blank, row
from .words import Word


def each(unrolling: Unrolling, node: Node, walk: Walk, frame: Frame) -> list[tuple[Lit, Values]]:
    """What the first region of a node yields for every element, and whether that is there."""
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
    """The list of what a region yields for the elements of sequences."""
    walk = Walk(unrolling.path, args)
    cells = [value for _, (value,) in each(unrolling, node, walk, frame)]
    return [trimmed(unrolling.path, row(cells, walk.count(len(cells))))]


def filter_(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """The elements that pass a test."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    passed, cells = list[Lit](), list[Value]()
    for place, (there, (lit,)) in enumerate(each(unrolling, node, walk, frame)):
        assert isinstance(lit, int)
        passed.append(path.gates.and_(there, lit))
        cells += walk.elements(place)
    return [kept(path, passed, cells)]


def best(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """The first element among those whose key is least, or greatest."""
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


def searched(unrolling: Unrolling, node: Node, args: Values, frame: Frame) -> Sequence[Value]:
    """`any`, `all` and `first`: element by element up to the first that decides."""
    path, walk = unrolling.path, Walk(unrolling.path, args)
    test, hit_, miss = SEARCHES[node.op]
    before, narrow, ways = path.here, path.narrowed, list[Way]()
    deciding: list[Lit] = []
    for place in rounds_of(unrolling, node, walk):
        more = path.decided(walk.more(place))
        if more != TRUE:
            after = path.here
            path.here = path.gates.and_(after, more ^ 1)
            drawn = path.drawn
            ways.append(unrolling.way(more ^ 1, miss(unrolling, node, frame)))
            path.here, path.drawn = path.gates.and_(after, more), drawn
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
        frame.update(zip(node.regions[0].params, walk.elements(place), strict=True))
        (lit,) = unrolling.region(node.regions[0], frame)
        assert isinstance(lit, int)
        lit = path.decided(lit ^ (not test))
        deciding.append(path.gates.and_(more, lit))
        after, drawn = path.here, path.drawn
        if lit != FALSE:
            path.here = path.gates.and_(after, lit)
            if node.op == "first":
                frame.update(zip(node.regions[1].params, walk.elements(place), strict=True))
            ways.append(unrolling.way(lit, hit_(unrolling, node, frame)))
        path.here, path.drawn = path.gates.and_(after, lit ^ 1), drawn
        if path.here == FALSE:
            return unrolling.join(ways, before, narrow, node.types)
    ways.append(unrolling.way(TRUE, miss(unrolling, node, frame)))
    return unrolling.join(ways, before, narrow, node.types)


# op -> whether passing decides, what is yielded where an element decides, and where none does
Yield = Callable[[Unrolling, Node, Frame], Values]
SEARCHES: dict[str, tuple[bool, Yield, Yield]] = {
    "any": (True, lambda *_: [TRUE], lambda *_: [FALSE]),
    "all": (False, lambda *_: [FALSE], lambda *_: [TRUE]),
    "first": (
        True,
        lambda unrolling, node, frame: unrolling.region(node.regions[1], frame),
        lambda unrolling, node, frame: unrolling.region(node.regions[2], frame),
    ),
}
