"""When a sampled mean has a 95 % interval, and which.

The normal approximation [1]_ holds for a mean of finite variance which the sample shows. That is so
of a sample of finitely many cases: of the inputs of a size, where a program draws nothing or its
expectation over the tape is exact, and of tapes, where no `while` may draw, so that every run draws
boundedly often. It is so of a program whose chain was solved: the tail of its times is geometric,
and all other measures are bounded by polynomials of the time. Of all other samples over the tape
it is not known, since the tail may be heavy: these have no interval and give no mean.

Where it is so, a sample must still show it: if all runs are alike nothing is seen of how they
differ, and if one run alone makes much of the variance, rarer and dearer ones may make more. An
interval reaches no lower than the least possible, and no higher than a largest that is known.

References
----------
.. [1] W. Feller, *An Introduction to Probability Theory and Its Applications*, vol. 1, 3rd ed.,
   1968, X.1.
"""

from __future__ import annotations

import math

Interval = tuple[float, float]

NORMAL = 1.959963984540054  # the 97.5 % quantile of the normal distribution
LEAST = {"time": 1.0, "memory": 1.0}  # of a run; of all other measures 0
# the share of the variance that one run may make, and in how many runs it may make all of it
SHARE, FEW = 0.25, 8


def interval(mean: float, squares: float, largest: float, count: int,
             least: float = 0.0) -> Interval | None:  # fmt: skip
    """The 95 % interval of a mean; None where the sample does not show one.

    Parameters
    ----------
    squares : the sum of the squares of the values; largest : of them
    count : of the values; least : that is possible

    Examples
    --------
    >>> values = [1.0] * 50 + [3.0] * 50
    >>> low, high = interval(2.0, 500.0, 3.0, 100)
    >>> round(low, 2), round(high, 2)
    (1.8, 2.2)
    >>> interval(2.0, 400.0, 2.0, 100) is None  # all alike
    True
    """
    if count < 2:
        return None
    variation = squares - count * mean**2
    lonely = (largest - mean) ** 2 > max(SHARE, FEW / count) * variation
    if variation <= 1e-12 * squares or lonely:
        return None
    margin = NORMAL * math.sqrt(variation / (count - 1) / count)
    return (max(least, mean - margin), mean + margin)
