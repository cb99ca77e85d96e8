"""Logic in two styles, small or shallow: conjunctions, choices, sums and comparisons of bits.

``size`` aims at few gates (ripple carries), ``depth`` at few levels (parallel prefixes).
Bits are ordered least significant first.

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
    """A builder that adds gates to an and-inverter graph in a style.

    Parameters
    ----------
    aig : the graph that gates are added to
    optimise : "size" or "depth"

    Raises
    ------
    ValueError
        If the style is unknown.
    """

    def __init__(self, aig: Aig, optimise: str = "size") -> None:
        if optimise not in STYLES:
            raise ValueError(f"'{optimise}' is no style of a circuit: {' and '.join(STYLES)} are")
        self.aig, self.depth = aig, optimise == "depth"
        self.and_, self.or_, self.xor = aig.and_, aig.or_, aig.xor
        self.chosen: dict[Lit, tuple[Lit, Lit, Lit]] = {}

    # -- choices ---------------------------------------------------------------------------------

    def mux(self, test: Lit, yes: Lit, no: Lit) -> Lit:
        """The literal of `yes` where `test` holds and of `no` elsewhere.

        Notes
        -----
        A choice between x and a choice between x and y is merged into one with a longer test, which
        saves gates where the same tests choose many bits. In the ``depth`` style, if the test is
        the last to arrive, the two choices are kept.
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
        """Simplify a value under a condition: inner choices by the same test are resolved."""
        while value in self.chosen and self.chosen[value][0] >> 1 == test >> 1:
            inner, yes, no = self.chosen[value]
            value = yes if inner == test else no
        return value

    def all_(self, lits: Iterable[Lit]) -> Lit:
        """The conjunction of literals, the shallowest joined first [Huffman 1952, for levels]."""
        return self.gathered(self.and_, lits)

    def any_(self, lits: Iterable[Lit]) -> Lit:
        """The disjunction of literals."""
        return self.gathered(self.or_, lits)

    def gathered(self, combine: Callable[[Lit, Lit], Lit], lits: Iterable[Lit]) -> Lit:
        """Combine literals by a tree of least depth, given their levels."""
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
        """The majority of three literals."""
        either = self.or_(first, second)
        return self.or_(self.and_(first, second), self.and_(third, either))

    # -- sums ------------------------------------------------------------------------------------

    def add(self, first: Bits, second: Bits, carry: Lit = FALSE) -> list[Lit]:
        """Add two numbers of equal width and a carry, modulo 2 to the width."""
        if self.depth:
            return self.prefix_add(first, second, carry)
        total = []
        for one, other in zip(first, second, strict=True):
            bit, carry = self.full_add(one, other, carry)
            total.append(bit)
        return total

    def full_add(self, first: Lit, second: Lit, third: Lit) -> tuple[Lit, Lit]:
        """The sum and the carry of three bits: seven gates."""
        half = self.xor(first, second)
        carry = self.or_(self.and_(first, second), self.and_(half, third))
        return self.xor(half, third), carry

    def prefix_add(self, first: Bits, second: Bits, carry: Lit) -> list[Lit]:
        """Add by Sklansky's prefix network [1]_ over generate and propagate [2]_."""
        pairs = list(zip(first, second, strict=True))
        spans = [(self.and_(x, y), self.or_(x, y)) for x, y in pairs[:-1]]
        carries = [carry, *(self.either(span, (carry, carry))[0] for span in self.scan(spans))]
        return [
            self.xor(self.xor(x, y), into) for (x, y), into in zip(pairs, carries, strict=False)
        ]

    def scan(self, spans: list[tuple[Lit, Lit]]) -> list[tuple[Lit, Lit]]:
        """The (generate, propagate) pairs of all prefixes."""
        if len(spans) <= 1:
            return spans
        half = 1 << (len(spans) - 1).bit_length() - 1
        low, high = self.scan(spans[:half]), self.scan(spans[half:])
        return low + [self.either(span, low[-1]) for span in high]

    def either(self, high: tuple[Lit, Lit], low: tuple[Lit, Lit]) -> tuple[Lit, Lit]:
        """Combine the (generate, propagate) pairs of two adjacent spans."""
        return (
            self.or_(high[0], self.and_(high[1], low[0])),
            self.or_(high[0], self.and_(high[1], low[1])),
        )

    # -- comparisons -----------------------------------------------------------------------------

    def less(self, first: Bits, second: Bits) -> Lit:
        """Whether one unsigned number is less than another of the same width."""
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
        """Whether two sequences of bits of the same width are equal."""
        return self.all_([self.xor(x, y) ^ 1 for x, y in zip(first, second, strict=True)])
