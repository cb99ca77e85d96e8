"""The canonical order of the nodes of one region: which are declared, and which runs when.

A node is *inline* if exactly one of its results is used, once, by a node or as a result of the same
region: it is written where it is used. All others are *declared*. The declared nodes are in
post-order of a depth-first walk from the region's results, operands in order, then from the nodes
that nothing uses. They run in that order, each after its inline operands. A node that consumes a
list runs after every other user of that list that does not depend on it, so that the update can be
made in place.

All walks use an explicit stack: chains of nodes may be as long as memory allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..captures import Captures
from ..graph import Node, Operand, Region
from ..ops import OPS
from ..shapes import sequences
from ..types import List, Type


@dataclass(slots=True)
class Layout:
    """The nodes of a region in some topological order, and what their canonical order depends on.

    Attributes
    ----------
    results : the results of the region
    uses : for each node, the values that it uses: its operands, then those of its regions
    consumed : for each node, the lists that it consumes
    roots : the nodes that nothing uses, in canonical order
    """

    nodes: list[Node]
    results: tuple[Operand, ...]
    uses: list[Sequence[int]]
    consumed: list[Sequence[int]]
    roots: list[int]
    owner: dict[int, int] = field(default_factory=dict)  # for each value, the node that yields it

    def __post_init__(self) -> None:
        self.owner = owners(self.nodes)


def owners(nodes: Iterable[Node]) -> dict[int, int]:
    """Map each value that some nodes yield to the position of its node."""
    return {out: at for at, node in enumerate(nodes) for out in node.outs}


def declared(region: Region, captures: Captures | None = None) -> tuple[int, ...]:
    """Return the positions of the declared nodes of a region.

    Parameters
    ----------
    region : a region of a canonical graph
    captures : a cache of what nested regions use, for calls on many regions

    Examples
    --------
    >>> from complexity.language.types import INT
    >>> square = Node("mul", (0, 0), (1,), (INT,))
    >>> declared(Region((0,), (INT,), (square, Node("add", (1, 1), (2,), (INT,))), (2,)))
    (0,)
    """
    known = captures or Captures()
    uses = [[*_operands(node), *known.inner(node)] for node in region.nodes]
    inline = _inline(region.nodes, uses, region.results)
    return tuple(at for at in range(len(region.nodes)) if at not in inline)


def _operands(node: Node) -> list[int]:
    return [arg for arg in node.args if isinstance(arg, int)]


def _inline(
    nodes: Sequence[Node], uses: Sequence[Sequence[int]], results: Sequence[Operand]
) -> set[int]:
    """Return the positions of the inline nodes."""
    owner = owners(nodes)
    every, direct = [0] * len(nodes), [0] * len(nodes)
    for node, used in zip(nodes, uses, strict=True):
        for value in used:
            if value in owner:
                every[owner[value]] += 1
        for operand in node.args:
            if isinstance(operand, int) and operand in owner:
                direct[owner[operand]] += 1
    for operand in results:
        if isinstance(operand, int) and operand in owner:
            every[owner[operand]] += 1
            direct[owner[operand]] += 1
    return {at for at in range(len(nodes)) if every[at] == direct[at] == 1}


def consumed(node: Node, lists: set[int]) -> list[int]:
    """Return the lists among its operands that a node consumes: updates, passes on or carries."""
    if OPS[node.op].group == "update":
        return _lists(node.args[:1], lists)
    if node.op == "call":
        return _lists(node.args, lists)
    if node.op in ("while", "for"):
        first = sequences(node.op, node.payload)
        return _lists(node.args[first:], lists)
    return []


def _lists(operands: Sequence[Operand], lists: set[int]) -> list[int]:
    return [operand for operand in operands if isinstance(operand, int) and operand in lists]


def execution_order(layout: Layout) -> list[int]:
    """Return the positions of the nodes of a region in execution order."""
    needs = [[layout.owner[v] for v in used if v in layout.owner] for used in layout.uses]
    ends = [
        layout.owner[result]
        for result in layout.results
        if isinstance(result, int) and result in layout.owner
    ]
    walked = post_order(needs, ends + layout.roots)
    inline = _inline(layout.nodes, layout.uses, layout.results)
    return _emitted(layout, needs, walked, [at for at in walked if at not in inline] + ends)


def post_order(needs: Sequence[Sequence[int]], roots: Iterable[int]) -> list[int]:
    """Return the nodes that the roots need, in post-order of a depth-first walk."""
    return _walked(roots, set(), lambda node: iter(needs[node]))


def _walked(
    roots: Iterable[int], started: set[int], before: Callable[[int], Iterator[int]]
) -> list[int]:
    """Return nodes in post-order of a depth-first walk; `before` gives what a node comes after.

    A node is added to `started` when it is entered, before what it needs is asked for.
    """
    order: list[int] = []
    for root in roots:
        stack: list[tuple[int, Iterator[int]]] = [(-1, iter((root,)))]
        while stack:
            at, waiting = stack[-1]
            for need in waiting:
                if need not in started:
                    started.add(need)
                    stack.append((need, before(need)))
                    break
            else:
                stack.pop()
                order.append(at)
        order.pop()
    return order


def _emitted(
    layout: Layout, needs: list[list[int]], walked: list[int], roots: list[int]
) -> list[int]:
    """Return the nodes in the order of their emission from the roots."""
    emission = _Emission(needs, layout.consumed, _users(layout, walked))
    return _walked(roots, emission.started, emission.before)


def _users(layout: Layout, walked: Iterable[int]) -> dict[int, list[int]]:
    """For each consumed list, return the nodes that use it or a row of it, in walk order."""
    users: dict[int, list[int]] = {value: [] for lists in layout.consumed for value in lists}
    views = _views(layout.nodes) if users else {}
    seen_through = {value: {value} for value in users}
    for value in users if views else ():
        seen_through[value] |= _reached(value, views)
    lists: dict[int, list[int]] = {}
    for value, seen in seen_through.items():
        for view in seen:
            lists.setdefault(view, []).append(value)
    for at in walked if users else ():
        for value in sorted({v for used in set(layout.uses[at]) for v in lists.get(used, ())}):
            users[value].append(at)
    return users


def _views(nodes: Sequence[Node]) -> dict[int, list[int]]:
    """Relate lists to the values through which they, or rows of them, can be seen (symmetric)."""
    views: dict[int, list[int]] = {}
    for node in nodes:
        for out, type_, source in _references(node):
            if isinstance(type_, List) and isinstance(source, int):
                views.setdefault(source, []).append(out)
                views.setdefault(out, []).append(source)
    return views


def _references(node: Node) -> Iterator[tuple[int, Type, Operand]]:
    """Yield the results of a node that may alias an operand or an element of it."""
    if node.op == "getitem":
        yield node.outs[0], node.types[0], node.args[0]
    if node.op == "branch":
        for region in node.regions:
            yield from zip(node.outs, node.types, region.results, strict=True)


def _reached(value: int, views: dict[int, list[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = [value]
    while waiting:
        for view in views.get(waiting.pop(), ()):
            if view not in reached:
                reached.add(view)
                waiting.append(view)
    return reached


@dataclass(slots=True)
class _Emission:
    """The nodes that must run before a node, computed while nodes are being emitted.

    Attributes
    ----------
    users : for each consumed list, the nodes that use it
    past : for each consumed list, the length of the prefix of its users known to have started
    forcing : a stack of the consumers whose lists' other users are being emitted; each entry is
        the bit set of these consumers so far, and the least position among them
    reach : for each node, the bit set of the consumers that it depends on; computed on demand
    """

    needs: list[list[int]]
    consumed: list[Sequence[int]]
    users: dict[int, list[int]]
    started: set[int] = field(default_factory=set)
    past: dict[int, int] = field(default_factory=dict)
    forcing: list[tuple[int, int]] = field(default_factory=list)
    reach: list[int] = field(default_factory=list)

    def before(self, at: int) -> Iterator[int]:
        """Yield what runs before a node: its operands, then other users of what it consumes."""
        yield from self.needs[at]
        if not self.consumed[at]:
            return
        bits, lowest = self.forcing[-1] if self.forcing else (0, at)
        self.forcing.append((bits | 1 << at, min(at, lowest)))
        for value in self.consumed[at]:
            yield from self.others(value)
        self.forcing.pop()

    def others(self, value: int) -> Iterator[int]:
        """Yield the users of a list that have not started and may run before it is consumed."""
        users, at = self.users[value], 0
        while True:
            past = self.past.get(value, 0)
            while past < len(users) and users[past] in self.started:
                past += 1
            self.past[value], at = past, max(at, past)
            if at >= len(users):
                return
            if users[at] not in self.started and self.independent(users[at]):
                yield users[at]
            at += 1

    def independent(self, at: int) -> bool:
        """Return whether a node depends on none of the consumers that wait for such nodes.

        A node before all of them in the given topological order depends on none.
        """
        waiting, lowest = self.forcing[-1]
        if at < lowest:
            return True
        if not self.reach:
            self.reach = self.reaches()
        return not self.reach[at] & waiting

    def reaches(self) -> list[int]:
        """Return for each node the bit set of the consumers it depends on, itself included."""
        reach: list[int] = []
        for at, needs in enumerate(self.needs):
            bits = 1 << at if self.consumed[at] else 0
            for need in needs:
                bits |= reach[need]
            reach.append(bits)
        return reach
