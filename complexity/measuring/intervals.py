"""Confidence intervals: whether a sampled mean has a 95 % interval, and its bounds.

The normal approximation [1]_ holds for a mean of finite variance that the sample represents. The
variance is finite for a sample of finitely many cases: of the inputs of a size, if a program draws
nothing or its expectation over the tape is exact; and of tapes, if no `while` may draw, so that the
number of draws of a run is bounded. It is finite for a program whose chain was solved: the tail of
its times is geometric, and all other measures are bounded by polynomials of the time. For all other
samples over the tape it is unknown, since the tail may be heavy: these have no interval and no
mean.

The sample must also show the variance. If all runs are equal, it shows no variation; if a single
run makes up much of the variance, rarer runs may make up more: in both cases there is no interval.
If a few runs that cost much more than the mean make up most of the variance, rare events dominate
the mean itself, which is then not given. An interval does not extend below the least possible
value, nor above a known maximum.

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
LEAST = {"time": 1.0, "memory": 1.0}  # the least cost of a run; 0 for all other measures
# the share of the variance that a single run may have, and the number of runs that may have all
SHARE, FEW = 0.25, 8
# the costliest part of the runs, and the share of the variance it may have: with an exponential
# tail a twentieth has a half, with a tail that halves as costs double it has nearly all
DEAREST, MOST = 20, 0.75
MUCH, SLACK = 4.0, 2.0  # a cost counts as high above MUCH times (the mean plus SLACK)


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of the values of a sample.

    Attributes
    ----------
    mean : of the values
    squares : the sum of the squares of the values
    largest, count : the largest value, and the number of values
    values : the values, if they were recorded
    """

    mean: float
    squares: float
    largest: float
    count: int
    values: Sequence[float] = ()

    @property
    def variation(self) -> float:
        """The sum of the squared deviations from the mean."""
        return self.squares - self.count * self.mean**2


def alike(spread: Spread) -> bool:
    """Whether all values are equal, up to rounding of floats."""
    return spread.variation <= 1e-12 * spread.squares


def lonely(spread: Spread) -> bool:
    """Whether a single run makes up much of the variance."""
    return share_of_the_dearest(spread) > max(SHARE, FEW / spread.count)


def share_of_the_dearest(spread: Spread) -> float:
    """The share of the variance that the costliest run makes up."""
    return float((spread.largest - spread.mean) ** 2) / spread.variation


def few_decide(spread: Spread) -> bool:
    """Whether a few runs, much costlier than the mean, make up most of the variance.

    If single values were not recorded, whether a single run does.

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
    """The 95 % confidence interval of a mean; None if the sample does not give one.

    Parameters
    ----------
    least : the least possible value

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
