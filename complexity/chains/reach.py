"""Reachability in a chain: whether runs end, and with which extremes, as the chain grows.

New states may lead to older ones, but not the other way round, so facts about a state stay true.

References
----------
.. [1] E. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1,
   1959; the length of a path is here the largest of its edges.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .components import Entering, backward, components
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
        entering: Entering = {state: [] for state in new}
        following: dict[int, list[int]] = {}
        for state in new:
            ways = [(to, peak) for to, _, peak in moves[state] if to >= first]
            following[state] = [to for to, _ in ways]
            for to, peak in ways:
                entering[to].append((state, peak))
        for members in components(following):
            for state in members:
                self.of[state] = len(self.components)
            self.components.append(self.component(members))
        self.tell_ends(new, entering)
        self.tell_least(new, entering)
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

    def tell_ends(self, new: range, entering: Entering) -> None:
        """Find which new states may end, and which end with probability one."""
        moves = self.chain.moves
        ending = [s for s in new if any(to < 0 or to in self.ends for to, _, _ in moves[s])]
        self.ends |= backward(entering, ending)
        # in a finite chain a run ends almost surely unless it may reach a state that cannot end
        doubtful = [s for s in new if s not in self.ends or self.leads_to_doubt(s, new.start)]
        self.certain |= set(new) - backward(entering, doubtful)

    def leads_to_doubt(self, state: int, first: int) -> bool:
        """Return whether a state leads to one before `first` that is not certain to end."""
        targets = [to for to, _, _ in self.chain.moves[state] if 0 <= to < first]
        return not self.certain.issuperset(targets)

    def tell_least(self, new: range, entering: Entering) -> None:
        """Find the least peak of live words: paths whose largest edge is smallest [1]_.

        A run that stays in a component for ever takes every transition in it. States wait in a
        bucket for each peak, since there are few.
        """
        waiting: dict[int, list[int]] = {}
        for state in new:
            if self.stays(state):
                peaks = [self.components[self.of[state]].highest]
            else:
                peaks = [max(peak, self.least.get(to, 0))
                         for to, _, peak in self.chain.moves[state] if to < new.start]  # fmt: skip
            if peaks:
                waiting.setdefault(min(peaks), []).append(state)
        while waiting:
            peak = min(waiting)
            states = waiting.pop(peak)
            while states:
                state = states.pop()
                if state in self.least:
                    continue
                self.least[state] = peak
                for before, other in entering[state]:
                    if before not in self.least:
                        if other <= peak:
                            states.append(before)
                        else:
                            waiting.setdefault(other, []).append(before)

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
            value: int | None = None
            # where a cycle has a cost there is no bound, and what follows need not be looked at
            if not any(weight(cost) for cost in component.inside):
                value = 0
                for target, costs in component.outside.items():
                    later = 0 if target < 0 else most[target]
                    if later is None:
                        value = None
                        break
                    value = max(value, later + max([weight(cost) for cost in costs]))
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
