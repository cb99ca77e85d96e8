"""The outer values that regions use, computed once for each region."""

from __future__ import annotations

from .graph import Node, Region


class Captures:
    """A cache of the outer values that each region uses, computed bottom up.

    Regions are identified by `id`, and kept alive so that no `id` is reused.
    """

    def __init__(self) -> None:
        self.known: dict[int, tuple[Region, frozenset[int]]] = {}

    def of(self, region: Region) -> frozenset[int]:
        """Return the values that a region uses and does not define."""
        if id(region) not in self.known:
            used, own = {v for v in region.results if isinstance(v, int)}, set(region.params)
            for node in region.nodes:
                used |= self.used(node)
                own.update(node.outs)
            self.known[id(region)] = (region, frozenset(used - own))
        return self.known[id(region)][1]

    def used(self, node: Node) -> set[int]:
        """Return the values that a node uses, including those used by its nested regions."""
        return {arg for arg in node.args if isinstance(arg, int)} | self.inner(node)

    def inner(self, node: Node) -> set[int]:
        """Return the values that the nested regions of a node use."""
        return {value for region in node.regions for value in self.of(region)}
