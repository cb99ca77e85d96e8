"""How the order of programs turns as a step gets dearer: places, and pairs that change order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from ..pricing.logs import LogSum, approximate, compare, log2_of_factors, minus, rational
from ..pricing.prices import KOLMOGOROV, Price, price
from ..pricing.ratios import Ratio, ratio
from .costs import Cost

COLUMNS = 3  # decades that are chosen
CANDIDATES = 16  # decades among which they are chosen
PAIRS = 3

Places = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two programs that change order as a step gets dearer.

    Attributes
    ----------
    shorter, faster : the program that is cheaper below, and the one that is cheaper above
    bits : how much shorter the first is
    steps : how much slower it is
    at : the price of a step at which both cost the same: bits / steps
    """

    shorter: str
    faster: str
    bits: LogSum
    steps: Fraction
    at: Ratio


@dataclass(frozen=True, slots=True)
class Turning:
    """The places of programs under several prices of a step.

    Attributes
    ----------
    places : by price, in order: nothing for a step, its logarithm, then some decades
    telling : the pairs that change order which tell most
    pairs : all pairs that do, in the order of the prices at which they do
    compared : how many pairs were looked at
    """

    places: tuple[tuple[Price, Places], ...]
    telling: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    compared: int


def pairs_of(costs: Sequence[Cost]) -> list[Pair]:
    """All pairs of which one is shorter and the other faster."""
    found = []
    for left, right in combinations(costs, 2):
        lengths = [log2_of_factors(cost.factors) for cost in (left, right)]
        order = compare(*lengths)
        if order > 0:
            left, right = right, left
        steps = left.values["time"] - right.values["time"]
        if order and steps > 0:
            bits = minus(*(lengths if order > 0 else lengths[::-1]))
            at = ratio(bits, rational(steps))
            found.append(Pair(left.program, right.program, bits, steps, at))
    return found


def per_step(bits: Fraction) -> Price:
    """The price of `bits` bits a step: J = L + b t."""
    return price(f"b={bits}", linear={"time": bits})


def decades(pairs: Sequence[Pair]) -> list[Fraction]:
    """The powers of ten from the first change of order to the last, at most `CANDIDATES`.

    Examples
    --------
    >>> short = Cost("short", 3, {2: 10}, {"time": Fraction(900)})
    >>> fast = Cost("fast", 3, {2: 40}, {"time": Fraction(5)})
    >>> [str(decade) for decade in decades(pairs_of([short, fast]))]
    ['1/100', '1/10']
    """
    if not pairs:
        return []
    ends = [math.log10(approximate(pair.bits) / float(pair.steps)) for pair in pairs]
    # above the last change, not at it, where two are tied; a float may be a little too small
    low, high = math.floor(min(ends)), math.floor(max(ends) + 1e-9) + 1
    step = -(-(high - low + 1) // CANDIDATES)
    return [Fraction(10) ** k for k in range(low, high + step, step)]


def turning(
    costs: Sequence[Cost], places: Callable[[Price], Places], logarithmic: Price,
    kinds: Mapping[str, str],
) -> Turning:  # fmt: skip
    """The places under prices that the data choose, and the pairs that change order.

    Parameters
    ----------
    costs : of the programs with a place, with their times
    places : the place of each program under a price
    logarithmic : the price of the second column
    kinds : what kind of program each is, where that is known

    Notes
    -----
    The last decade is the first at which the program that is cheapest in the end is cheapest, or,
    where that is so from the start, at which as many pairs as ever have changed order; the others
    divide the changes of order up to there most evenly: the sum of the squares of how many pairs
    change order between neighbouring columns is least.
    """
    pairs = pairs_of(costs)
    every = {decade: places(per_step(decade)) for decade in decades(pairs)}
    start = places(KOLMOGOROV)
    chosen = chosen_decades(start, every, pairs)
    columns = ((KOLMOGOROV, start), (logarithmic, places(logarithmic)),
               *((per_step(decade), every[decade]) for decade in chosen))  # fmt: skip
    first = telling(pairs, start, every[chosen[-1]] if chosen else start, kinds)
    ordered = sorted(pairs, key=lambda pair: approximate(pair.bits) / float(pair.steps))
    return Turning(columns, first, tuple(ordered), math.comb(len(costs), 2))


def chosen_decades(
    start: Places, every: Mapping[Fraction, Places], pairs: Sequence[Pair]
) -> tuple[Fraction, ...]:
    """The decades that divide the changes of order most evenly; of equal choices, the first."""

    def turned(places: Places) -> int:
        """How many pairs stand in the other order than at a price of 0."""
        return sum((places[p.faster] or 0) < (places[p.shorter] or 0) for p in pairs)

    def first(places: Places) -> set[str]:
        """The cheapest programs."""
        return {name for name, place in places.items() if place == 1}

    counts = {decade: count for decade, places in every.items() if (count := turned(places))}
    if not counts:
        return ()
    end = first(every[list(counts)[-1]])
    last = next(decade for decade in counts if first(every[decade]) == end)
    if first(start) == end:  # others change order, up to the last decade
        last = next(decade for decade in counts if counts[decade] == max(counts.values()))
    within = [decade for decade in counts if decade < last]

    def unevenness(chosen: Sequence[Fraction]) -> int:
        reached = [0, *(counts[decade] for decade in chosen), counts[last]]
        return sum((high - low) ** 2 for low, high in pairwise(reached))

    return (*min(combinations(within, min(COLUMNS - 1, len(within))), key=unevenness), last)


def telling(
    pairs: Sequence[Pair], start: Places, end: Places, kinds: Mapping[str, str]
) -> tuple[Pair, ...]:
    """The pairs that tell most: of two kinds where kinds are known, and moving by most places.

    Each is about other programs.
    """

    def moved(pair: Pair) -> int:
        fall = (end[pair.shorter] or 0) - (start[pair.shorter] or 0)
        return fall + (start[pair.faster] or 0) - (end[pair.faster] or 0)

    def alike(pair: Pair) -> bool:
        return pair.shorter in kinds and kinds[pair.shorter] == kinds.get(pair.faster)

    first, used = list[Pair](), set[str]()
    for pair in sorted(pairs, key=lambda pair: (alike(pair), -moved(pair))):
        if len(first) < PAIRS and not used & {pair.shorter, pair.faster}:
            first.append(pair)
            used |= {pair.shorter, pair.faster}
    return tuple(first)
