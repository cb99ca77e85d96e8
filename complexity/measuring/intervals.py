"""When a sampled mean has a 95 % interval, and which.

The normal approximation [1]_ holds for a mean of finite variance which the sample shows. That is so
of a sample of finitely many cases: of the inputs of a size, where a program draws nothing or its
expectation over the tape is exact, and of tapes, where no `while` may draw, so that every run draws
boundedly often. It is so of a program whose chain was solved: the tail of its times is geometric,
and all other measures are bounded by polynomials of the time. Of all other samples over the tape
it is not known, since the tail may be heavy: these have no interval and give no mean.

Where it is so, a sample must still show it. If all runs are alike nothing is seen of how they
differ, and if one run alone makes much of the variance, rarer ones may make more: no interval. If
few runs that are much dearer than the mean make most of the variance, what is rare decides the mean
itself, which is then not told at all. An interval reaches no lower than the least possible, and no
higher than a largest that is known.

References
----------
.. [1] W. Feller, *An Introduction to Probability Theory and Its Applications*, vol. 1, 3rd ed.,
   1968, X.1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Interval = tuple[float, float]

NORMAL = 1.959963984540054  # the 97.5 % quantile of the normal distribution
LEAST = {"time": 1.0, "memory": 1.0}  # of a run; of all other measures 0
# the share of the variance that one run may make, and in how many runs it may make all of it
SHARE, FEW = 0.25, 8
# a part of the runs and the share of the variance that it may make: of an exponential tail the
# dearest twentieth makes a half, of one that halves where costs double nearly all
DEAREST, MOST = 20, 0.75
MUCH, SLACK = 4.0, 2.0  # dearer than so many times the mean (and a little more)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the runs of a sample differ.

    Attributes
    ----------
    squares : the sum of the squares of the values; `largest` : of them; `count` : how many
    values : all, where they are known
    """

    mean: float
    squares: float
    largest: float
    count: int
    values: Sequence[float] = ()

    @property
    def variation(self) -> float:
        """The sum of the squares of what values differ from their mean."""
        return self.squares - self.count * self.mean**2


def alike(spread: Spread) -> bool:
    """Whether all values are the same, as far as floats tell."""
    return spread.variation <= 1e-12 * spread.squares


def lonely(spread: Spread) -> bool:
    """Whether one run alone makes much of the variance."""
    return share_of_the_dearest(spread) > max(SHARE, FEW / spread.count)


def share_of_the_dearest(spread: Spread) -> float:
    """The share of the variance that the dearest run makes."""
    return float((spread.largest - spread.mean) ** 2) / spread.variation


def few_decide(spread: Spread) -> bool:
    """Whether few runs, much dearer than the mean, make most of the variance.

    Where single values are not known, whether one run makes most of it.

    Examples
    --------
    >>> cheap, dear = [1.0] * 90, [2.0**k for k in range(5, 15)]
    >>> values = cheap + dear
    >>> few_decide(Spread(sum(values) / 100, sum(v * v for v in values), max(values), 100, values))
    True
    """
    if alike(spread) or spread.largest <= MUCH * (spread.mean + SLACK):
        return False
    if not spread.values:
        return share_of_the_dearest(spread) > MOST
    dearest = sorted(spread.values)[-math.ceil(len(spread.values) / DEAREST) :]
    most = sum((value - spread.mean) ** 2 for value in dearest)
    return most > MOST * spread.variation


def interval(spread: Spread, least: float = 0.0) -> Interval | None:
    """The 95 % interval of a mean; None where the sample does not show one.

    Parameters
    ----------
    least : that is possible

    Examples
    --------
    >>> low, high = interval(Spread(2.0, 500.0, 3.0, 100))
    >>> round(low, 2), round(high, 2)
    (1.8, 2.2)
    """
    if spread.count < 2 or alike(spread) or lonely(spread):
        return None
    margin = NORMAL * math.sqrt(spread.variation / (spread.count - 1) / spread.count)
    return (max(least, spread.mean - margin), spread.mean + margin)
