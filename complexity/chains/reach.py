"""Reachability in a chain: whether runs end, and with which extremes, as the chain grows.

New states may lead to older ones, but not the other way round, so facts about a state stay true.

References
----------
.. [1] E. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1,
   1959; the length of a path is here the largest of its edges.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from .components import backward, components, largest, reverse
from .explore import Chain

Weight = Callable[[int], int]  # the value of a figure on the cost of a given number
NONE, SEVERAL = -1, -2  # in place of a result's number: no result, or more than one


@dataclass(slots=True)
class Component:
    """A strongly connected component of a chain.

    Attributes
    ----------
    inside : the numbers of the costs of transitions within the component
    outside : for each other component that it leads to (-1 for a result), the numbers of the costs
    highest : the most live words on any transition that a run from here may take
    sole : the number of the only result that a run from here may have, or `NONE` or `SEVERAL`
    """

    inside: set[int] = field(default_factory=set)
    outside: dict[int, set[int]] = field(default_factory=dict)
    highest: int = 0
    sole: int = NONE

    @property
    def endless(self) -> bool:
        """Whether no transition leaves: a run stays for ever and takes every one inside."""
        return not self.outside


def one_of(first: int, second: int) -> int:
    """Combine the results that two transitions lead to: the same one, none, or several."""
    if NONE in (first, second):
        return max(first, second) if SEVERAL not in (first, second) else SEVERAL
    return first if first == second else SEVERAL


@dataclass(slots=True)
class Reach:
    """What is known about the states of a chain.

    Attributes
    ----------
    of : the number of each state's component, larger than those of the components that it reaches
    components : the components by number
    ends, certain : the states that may end, and those that end with probability one
    least : for each state, the least peak of live words over all runs from it
    most : by the name of a weight, the largest total from each component on
    endless : by the name of a weight, whether the expected total from each component is infinite
    """

    chain: Chain
    of: list[int] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)
    certain: set[int] = field(default_factory=set)
    least: dict[int, int] = field(default_factory=dict)
    most: dict[object, list[int | None]] = field(default_factory=dict)
    endless: dict[object, list[bool]] = field(default_factory=dict)

    def stays(self, state: int) -> bool:
        """Return whether a run in a state never leaves its component."""
        return self.components[self.of[state]].endless

    def extend(self) -> range:
        """Analyse the states that are new since the last call, and return their range."""
        moves, first = self.chain.moves, len(self.of)
        new = range(first, len(moves))
        self.of += [0] * len(new)
        groups = components({
            state: list(dict.fromkeys(to for to, _, _ in moves[state] if to >= first))
            for state in new})  # fmt: skip
        for members in groups:
            for state in members:
                self.of[state] = len(self.components)
            self.components.append(self.component(members))
        self.tell_ends(new)
        self.tell_least(new)
        return new

    def component(self, members: list[int]) -> Component:
        """Build the component of some states; it becomes the latest one."""
        own, number = Component(), len(self.components)
        for state in members:
            for to, cost, peak in self.chain.moves[state]:
                target = self.of[to] if to >= 0 else -1
                if to < 0:
                    own.sole = one_of(own.sole, ~to)
                if target == number:
                    own.inside.add(cost)
                else:
                    own.outside.setdefault(target, set()).add(cost)
                own.highest = max(own.highest, peak)
        for later in [self.components[target] for target in own.outside if target >= 0]:
            own.highest = max(own.highest, later.highest)
            own.sole = one_of(own.sole, later.sole)
        return own

    def sole(self, state: int) -> int | None:
        """Return the one result with which runs from a state are certain to end, or None."""
        result = self.components[self.of[state]].sole
        return result if result >= 0 and state in self.certain else None

    def tell_ends(self, new: range) -> None:
        """Find which new states may end, and which end with probability one."""
        moves, entering = self.chain.moves, reverse(self.chain.moves, new)
        ending = [s for s in new if any(to < 0 or to in self.ends for to, _, _ in moves[s])]
        self.ends |= backward(entering, ending)
        # in a finite chain a run ends almost surely unless it may reach a state that cannot end
        doubtful = [s for s in new if s not in self.ends or any(
            0 <= to < new.start and to not in self.certain for to, _, _ in moves[s])]  # fmt: skip
        self.certain |= set(new) - backward(entering, doubtful)

    def tell_least(self, new: range) -> None:
        """Find the least peak of live words: paths whose largest edge is smallest [1]_.

        A run that stays in a component for ever takes every transition in it.
        """
        entering: dict[int, list[tuple[int, int]]] = {state: [] for state in new}
        waiting: list[tuple[int, int]] = []
        for state in new:
            if self.stays(state):
                waiting.append((self.components[self.of[state]].highest, state))
                continue
            for to, _, peak in self.chain.moves[state]:
                if to >= new.start:
                    entering[to].append((state, peak))
                else:
                    waiting.append((max(peak, self.least.get(to, 0)), state))
        heapq.heapify(waiting)
        while waiting:
            peak, state = heapq.heappop(waiting)
            if state not in self.least:
                self.least[state] = peak
                for before, other in entering[state]:
                    if before not in self.least:
                        heapq.heappush(waiting, (max(peak, other), before))

    def longest(self, name: object, weight: Weight, state: int) -> int | None:
        """Return the largest total cost of a run from a state, or None if it is unbounded.

        Parameters
        ----------
        name : the key under which totals are cached
        weight : the figure, at least 0 on every cost and the same at every call under this name

        Notes
        -----
        Runs that do not end count too, so a cycle of positive cost has no bound.
        """
        most = self.most.setdefault(name, [])
        for component in self.components[len(most) :]:
            value: int | None = 0
            if any(map(weight, component.inside)):
                value = None
            for target, costs in component.outside.items():
                later = 0 if target < 0 else most[target]
                step = max(map(weight, costs))
                value = largest(value, None if later is None else later + step)
            most.append(value)
        return most[self.of[state]]

    def infinite(self, name: object, weight: Weight, state: int) -> bool:
        """Return whether the expected total cost of a run from a state is infinite.

        Parameters
        ----------
        name, weight : as for `longest`

        Notes
        -----
        In a finite chain a mean is infinite only if a run may be caught for ever where it keeps
        paying.
        """
        known = self.endless.setdefault(name, [])
        for component in self.components[len(known) :]:
            if component.endless:
                known.append(any(map(weight, component.inside)))
            else:
                known.append(any(known[target] for target in component.outside if target >= 0))
        return known[self.of[state]]
