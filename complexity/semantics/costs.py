"""What one run costs: its steps, words and levels, its accounts, and what stops it.

Each step of a node is charged by three calls: `spend` adds it to the time, `note` puts it on its
level, `tally` enters it into the account of its node. The steps that a region charges whatever its
operands are (`lifetimes`) are spent at once when it is entered; `note` and `tally` follow when the
node runs.

`words` are the words that are live now. They change as names are bound and forgotten
(`definition`) and as lists are made, changed and dropped. `claim` raises the peak. Steps and words
are tested against the limits before the work.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..language.failures import out_of_fuel, out_of_memory
from ..language.graph import Function
from ..language.ops import OPS
from .frames import Site
from .limits import Limits
from .values import Reference, Scalar, Value, Word


@dataclass(slots=True)
class Account:
    """What one op of one node has cost so far.

    Attributes
    ----------
    report : the name under which the op is reported
    place : the source and the line that it was written on
    visits : how often it was reached (a loop: its rounds)
    executions : how many ops ran: of an op that looks at k elements, k
    time : steps
    """

    report: str
    place: tuple[str, int]
    visits: int = 0
    executions: int = 0
    time: int = 0


def logarithm(count: int) -> int:
    """ceil(log2 count), and 0 below 1: the levels of a balanced tree with so many leaves."""
    return (count - 1).bit_length() if count > 1 else 0


def add_at(counts: array[int], level: int, amount: int) -> None:
    """Add to what is counted on a level, where a missing level has 0.

    A level takes a word, no more: a run may have as many levels as steps.
    """
    if level >= len(counts):
        counts.frombytes(bytes(counts.itemsize * (level + 1 - len(counts))))
    counts[level] += amount


def most_at_once(crossings: array[int]) -> int:
    """The most words live across a boundary between two consecutive levels."""
    return max(accumulate(crossings), default=0)


class Costs:
    """What a run has used so far. The call of the entry is charged: a step and a word.

    Attributes
    ----------
    bounded : whether reductions are trees of binary ops; else one level (threshold circuits)
    time, words, calls : steps so far; words live now; calls active now
    peak, span : the most words at one moment so far, and the largest level so far
    charges : steps on each level
    crossings : words that begin less words that end at each level
    walked : rows that were walked without a step
    draws : how often each n was drawn
    accounts : of each node, by where it stands and the name of its op
    """

    def __init__(self, limits: Limits, fan_in: str, entry: Function) -> None:
        self.limits, self.bounded = limits, fan_in == "bounded"
        self.time = self.words = self.calls = 1
        self.peak = self.span = self.walked = 0
        self.charges, self.crossings = array("q", [1]), array("q")
        self.draws: dict[int, int] = {}
        call = Account("call", (entry.source, entry.line), 1, 1, 1)
        self.accounts: dict[tuple[tuple[int, ...], str], Account] = {((), "call"): call}

    # -- time --------------------------------------------------------------------------------------

    def spend(self, steps: int) -> None:
        """Charge steps, before the work."""
        self.time += steps
        if self.time > self.limits.fuel:
            raise out_of_fuel(self.limits.fuel)

    def walk(self, rows: int) -> None:
        """Note rows that an op walks without a step: of a run, no more than it has fuel."""
        self.walked += rows
        if self.walked > self.limits.fuel:
            raise out_of_fuel(self.limits.fuel)

    def tally(
        self, site: Site, time: int, executions: int = 1, visits: int = 1, report: str = ""
    ) -> None:
        """Enter what a node did into its account."""
        key = site.here, report or OPS[site.node.op].report
        account = self.accounts.get(key)
        if account is None:
            account = self.accounts[key] = Account(key[1], site.place)
        account.visits += visits
        account.executions += executions
        account.time += time

    # -- memory ------------------------------------------------------------------------------------

    def claim(self, words: int = 0) -> None:
        """Raise the peak for work during which so many words more than now are live."""
        self.peak = max(self.peak, self.words + words)
        if self.peak > self.limits.memory:
            raise out_of_memory(self.limits.memory)

    def grow(self, words: int) -> None:
        """Claim words that are live from now on."""
        self.claim(words)
        self.words += words

    def hold(self, value: Value) -> Value:
        """Add a reference to a list."""
        if isinstance(value, Reference):
            value.cell.refs += 1
        return value

    def drop(self, value: Value) -> None:
        """Remove a reference to a list; with the last one its words die."""
        if isinstance(value, Reference):
            value.cell.refs -= 1
            if value.cell.refs == 0:
                self.words -= len(value.items)
                self.drop_all(value.items)

    def hold_all(self, items: Sequence[Value]) -> None:
        """Add a reference to each element that is a list."""
        if items and isinstance(items[0], Reference):
            for item in items:
                self.hold(item)

    def drop_all(self, items: Sequence[Value]) -> None:
        """Remove a reference to each element that is a list."""
        if items and isinstance(items[0], Reference):
            for item in items:
                self.drop(item)

    # -- levels ------------------------------------------------------------------------------------

    def note(self, level: int, steps: int = 0) -> None:
        """Note that something is ready at a level, and how many steps are taken there."""
        self.span = max(self.span, level)
        if steps:
            add_at(self.charges, level, steps)

    def read(self, value: Scalar, level: int) -> None:
        """Note that a word is read by an op at a level: it lives until then."""
        if value.word is not None and level > value.word.last:
            last = value.word.last
            add_at(self.crossings, last, 1)
            add_at(self.crossings, level, -1)
            value.word.last = level

    def returned(self, value: Value, seen: set[int]) -> None:
        """Note that a result lives until the end of the run."""
        if isinstance(value, Scalar):
            self.read(value, self.span)
        elif id(value.items) not in seen:
            seen.add(id(value.items))
            for item in value.items:
                self.returned(item, seen)

    def delay(self, value: Value, until: int) -> Value:
        """A value that waits for control, without a step: it is ready at `until` or later."""
        if value.ready >= until:
            return value
        if isinstance(value, Reference):
            return Reference(value.cell, until, value.spine, value.items)
        self.read(value, until)
        return Scalar(value.value, until, Word(until))

    def take(self, item: Value, known: int) -> Value:
        """Read an element of a list: it is ready one level after it was and after `known`.

        That is the level at which the spine, the index and the control are known.
        """
        level = max(known, item.ready) + 1
        self.note(level)
        return self.delay(item, level)

    def stored(self, value: Value, level: int) -> Value:
        """An element that is put into a list: a literal becomes a word."""
        if isinstance(value, Reference) or value.word is not None:
            return value
        return Scalar(value.value, value.ready, Word(max(value.ready, level)))

    def copied(self, items: Iterable[Value], level: int) -> list[Value]:
        """Elements that an op puts into a new list at a level: new words, ready as the old are."""
        return [self.copy(item, level) for item in items]

    def copy(self, item: Value, level: int) -> Value:
        """One such element; a list among them is a reference."""
        if isinstance(item, Reference):
            return item
        self.read(item, level)
        return Scalar(item.value, item.ready, Word(max(item.ready, level)))

    def tree(self, items: Sequence[Scalar]) -> Scalar:
        """The word of a reduction of at least one scalar: by a balanced tree, or on one level."""
        if len(items) == 1:
            return items[0]
        if self.bounded:
            middle = len(items) // 2
            items = [self.tree(items[:middle]), self.tree(items[middle:])]
        level = max(item.ready for item in items) + 1
        self.note(level, len(items) - 1)
        for item in items:
            self.read(item, level)
        return Scalar(None, level, Word(level))

    # -- figures -----------------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """The most steps on one level."""
        return max(self.charges)

    @property
    def level_memory(self) -> int:
        """The most words live across a boundary between two consecutive levels."""
        return most_at_once(self.crossings)

    def by_op(self, figure: str) -> dict[str, int]:
        """The sums of a figure of the accounts, by op; ops without any are left out."""
        sums: dict[str, int] = {}
        for account in self.accounts.values():
            sums[account.report] = sums.get(account.report, 0) + getattr(account, figure)
        return {report: total for report, total in sums.items() if total}

    def by_line(self) -> dict[tuple[str, int], tuple[int, int]]:
        """Executions and time by source and line; the executions are its most visited op's."""
        lines: dict[tuple[str, int], tuple[int, int]] = {}
        for account in self.accounts.values():
            if account.visits:
                most, time = lines.get(account.place, (0, 0))
                lines[account.place] = max(most, account.visits), time + account.time
        return dict(sorted(lines.items()))
