"""Merging of two equal nodes: the lines and the names of both are kept.

Equal nodes have equal keys (`keys.alpha`), and so do the nodes inside them. So each inner node is
matched with its equal, whatever the order of nodes and states.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..graph import Node, Region, merged
from ..marks import is_mark, without_marks
from .keys import Keys


@dataclass(slots=True)
class Merging:
    """Two equal nodes of which one is kept.

    Attributes
    ----------
    kept, gone : the keys of everything in the kept node and in the removed node
    later : whether the kept node comes after the other; costs are charged to the first one's line
    same : for each value of the removed node, the equal value of the kept node
    """

    kept: Keys
    gone: Keys
    later: bool
    same: dict[int, int] = field(default_factory=dict)


def absorbed(kept: Node, gone: Node, merging: Merging) -> Node:
    """Return the kept node with the lines of the removed node."""
    _match(kept.outs, gone.outs, merging)
    if kept.regions:
        pairs = zip(kept.regions, gone.regions, strict=True)
        kept = replace(kept, regions=tuple(_region(one, other, merging) for one, other in pairs))
    both = merged(gone, kept) if merging.later else merged(kept, gone)
    return replace(kept, line=both.line, also=both.also)


def _region(kept: Region, gone: Region, merging: Merging) -> Region:
    _match(kept.params, gone.params, merging)
    others = {merging.gone.nodes[id(node)]: node for node in without_marks(gone.nodes)}
    nodes = []
    for node in kept.nodes:
        other = None if is_mark(node) else others.get(merging.kept.nodes[id(node)])
        nodes.append(node if other is None else absorbed(node, other, merging))
    return replace(kept, nodes=tuple(nodes))


def _match(kept: tuple[int, ...], gone: tuple[int, ...], merging: Merging) -> None:
    named = {merging.kept.values[value]: value for value in kept}
    keys = ((value, merging.gone.values[value]) for value in gone)
    merging.same.update((value, named[key]) for value, key in keys if key in named)
