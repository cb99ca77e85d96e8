"""What regions use of the values around them, found once for each region."""

from __future__ import annotations

from .graph import Node, Region


class Captures:
    """The values of surrounding regions that a region uses, found bottom up and once for each.

    Regions are known by identity, and kept alive so that identities last.
    """

    def __init__(self) -> None:
        self.known: dict[int, tuple[Region, frozenset[int]]] = {}

    def of(self, region: Region) -> frozenset[int]:
        """The values that a region uses and does not define."""
        if id(region) not in self.known:
            used, own = {v for v in region.results if isinstance(v, int)}, set(region.params)
            for node in region.nodes:
                used |= self.used(node)
                own.update(node.outs)
            self.known[id(region)] = (region, frozenset(used - own))
        return self.known[id(region)][1]

    def used(self, node: Node) -> set[int]:
        """The values that a node uses, those of its nested regions included."""
        return {arg for arg in node.args if isinstance(arg, int)} | self.inner(node)

    def inner(self, node: Node) -> set[int]:
        """The values that the nested regions of a node use."""
        return {value for region in node.regions for value in self.of(region)}
