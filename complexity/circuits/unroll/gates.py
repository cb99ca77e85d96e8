"""Gates of two styles: conjunctions, choices, sums and comparisons of bits, small or shallow.

``size`` takes the fewest gates (ripple carries), ``depth`` the fewest levels (parallel prefixes).
Bits stand least significant first.

References
----------
.. [1] J. Sklansky, "Conditional-sum addition logic", IRE Transactions on Electronic Computers
   EC-9, 1960: the prefix network of least depth.
.. [2] R. P. Brent, H. T. Kung, "A regular layout for parallel adders", IEEE Transactions on
   Computers C-31, 1982: generate and propagate as one associative operator.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

from ..aig.graph import FALSE, TRUE, Aig, Lit

Bits = Sequence[Lit]
STYLES = ("size", "depth")


class Gates:
    """An and-inverter graph that is built in a style.

    Parameters
    ----------
    aig : what gates are added to
    optimise : "size" or "depth"

    Raises
    ------
    ValueError
        If there is no such style.
    """

    def __init__(self, aig: Aig, optimise: str = "size") -> None:
        if optimise not in STYLES:
            raise ValueError(f"'{optimise}' is no style of a circuit: {' and '.join(STYLES)} are")
        self.aig, self.depth = aig, optimise == "depth"
        self.and_, self.or_, self.xor = aig.and_, aig.or_, aig.xor
        self.chosen: dict[Lit, tuple[Lit, Lit, Lit]] = {}

    # -- choices ---------------------------------------------------------------------------------

    def mux(self, test: Lit, yes: Lit, no: Lit) -> Lit:
        """`yes` where `test` holds, `no` elsewhere.

        Notes
        -----
        A choice between x and a choice between x and y is one choice with a longer test, which
        saves gates where the same tests choose many bits. Where depth counts and the test comes
        last, the two choices stay.
        """
        if yes == no or test < 2:
            return yes if test or yes == no else no
        yes, no = self.known(test, yes), self.known(test ^ 1, no)
        level = self.aig.level
        for inner, outer, when in ((yes, no, test), (no, yes, test ^ 1)):
            if self.depth and level[test >> 1] >= level[inner >> 1]:
                continue
            if inner in self.chosen and outer > 1:
                also, first, second = self.chosen[inner]
                if second == outer:
                    return self.mux(self.and_(when, also), first, outer)
                if first == outer:
                    return self.mux(self.and_(when, also ^ 1), second, outer)
        made = self.aig.mux(test, yes, no)
        if made >> 1 > max(test, yes, no) >> 1 and yes > 1 and no > 1 and yes ^ no > 1:
            self.chosen.setdefault(made, (test, yes, no))
            self.chosen.setdefault(made ^ 1, (test, yes ^ 1, no ^ 1))
        return made

    def known(self, test: Lit, value: Lit) -> Lit:
        """A value where a test holds: an inner choice by the same test is settled."""
        while value in self.chosen and self.chosen[value][0] >> 1 == test >> 1:
            inner, yes, no = self.chosen[value]
            value = yes if inner == test else no
        return value

    def all_(self, lits: Iterable[Lit]) -> Lit:
        """Whether all hold, the early ones combined first [Huffman 1952, for levels]."""
        return self.gathered(self.and_, lits)

    def any_(self, lits: Iterable[Lit]) -> Lit:
        """Whether one holds."""
        return self.gathered(self.or_, lits)

    def gathered(self, combine: Callable[[Lit, Lit], Lit], lits: Iterable[Lit]) -> Lit:
        """Many bits combined into one by a tree of least depth, for the levels that they have."""
        level = self.aig.level
        heap = [(level[lit >> 1], place, lit) for place, lit in enumerate(lits)]
        if not heap:
            return TRUE if combine == self.and_ else FALSE
        heapq.heapify(heap)
        place = len(heap)
        while len(heap) > 1:
            (_, _, first), (_, _, second) = heapq.heappop(heap), heapq.heappop(heap)
            made = combine(first, second)
            heapq.heappush(heap, (level[made >> 1], place, made))
            place += 1
        return heap[0][2]

    def majority(self, first: Lit, second: Lit, third: Lit) -> Lit:
        """Whether two of three hold."""
        either = self.or_(first, second)
        return self.or_(self.and_(first, second), self.and_(third, either))

    # -- sums ------------------------------------------------------------------------------------

    def add(self, first: Bits, second: Bits, carry: Lit = FALSE) -> list[Lit]:
        """The sum of two numbers of equally many bits and a carry, modulo 2 to that power."""
        if self.depth:
            return self.prefix_add(first, second, carry)
        total = []
        for one, other in zip(first, second, strict=True):
            bit, carry = self.full_add(one, other, carry)
            total.append(bit)
        return total

    def full_add(self, first: Lit, second: Lit, third: Lit) -> tuple[Lit, Lit]:
        """The sum bit and the carry of three bits: seven gates."""
        half = self.xor(first, second)
        carry = self.or_(self.and_(first, second), self.and_(half, third))
        return self.xor(half, third), carry

    def prefix_add(self, first: Bits, second: Bits, carry: Lit) -> list[Lit]:
        """The sum by Sklansky's prefix network [1]_ over generate and propagate [2]_."""
        pairs = list(zip(first, second, strict=True))
        spans = [(self.and_(x, y), self.or_(x, y)) for x, y in pairs[:-1]]
        carries = [carry, *(self.either(span, (carry, carry))[0] for span in self.scan(spans))]
        return [
            self.xor(self.xor(x, y), into) for (x, y), into in zip(pairs, carries, strict=False)
        ]

    def scan(self, spans: list[tuple[Lit, Lit]]) -> list[tuple[Lit, Lit]]:
        """Generate and propagate of all prefixes."""
        if len(spans) <= 1:
            return spans
        half = 1 << (len(spans) - 1).bit_length() - 1
        low, high = self.scan(spans[:half]), self.scan(spans[half:])
        return low + [self.either(span, low[-1]) for span in high]

    def either(self, high: tuple[Lit, Lit], low: tuple[Lit, Lit]) -> tuple[Lit, Lit]:
        """Generate and propagate of two neighbouring spans taken together."""
        return (
            self.or_(high[0], self.and_(high[1], low[0])),
            self.or_(high[0], self.and_(high[1], low[1])),
        )

    # -- comparisons -----------------------------------------------------------------------------

    def less(self, first: Bits, second: Bits) -> Lit:
        """Whether one unsigned number is below another of equally many bits."""
        pairs = list(zip(first, second, strict=True))
        if self.depth:
            spans = [(self.and_(x ^ 1, y), self.or_(x ^ 1, y)) for x, y in pairs]
            while len(spans) > 1:
                odd = spans[len(spans) & ~1 :]
                spans = [
                    self.either(spans[at + 1], spans[at]) for at in range(0, len(spans) - 1, 2)
                ]
                spans += odd
            return spans[0][0] if spans else FALSE
        below = FALSE
        for one, other in pairs:
            below = self.majority(one ^ 1, other, below)
        return below

    def same(self, first: Bits, second: Bits) -> Lit:
        """Whether two rows of equally many bits are equal."""
        return self.all_([self.xor(x, y) ^ 1 for x, y in zip(first, second, strict=True)])
