"""The phase diagram: the cheapest program by size and price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from string import ascii_lowercase, ascii_uppercase

from ..measuring.figures import Evidence, Measurement, weakest
from ..pricing.prices import KOLMOGOROV, Price, price
from .costs import cost_of
from .flips import Sweep, flips_by_price
from .ranks import rank_costs
from .rows import Row, winners

EXPONENTS = tuple(Fraction(2) ** k for k in range(-3, 4))
RENTS = tuple(Fraction(2) ** k for k in range(-20, 5, 2))


@dataclass(frozen=True, slots=True)
class Cell:
    """The cheapest programs at one size under one price, with the evidence; maybe none.

    Attributes
    ----------
    missing : the programs without a score here, with reasons
    """

    winners: tuple[str, ...]
    evidence: Evidence
    missing: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PhaseDiagram:
    """The cheapest programs over a grid, and the exact flips along its rows.

    Attributes
    ----------
    cells : the winners by (size, name of the price)
    letters : the letter of every program that wins somewhere, in order of appearance
    sweeps : for every size, the exact flips along a (log2 t) and along b (t)
    """

    sizes: tuple[int, ...]
    prices: tuple[Price, ...]
    cells: Mapping[tuple[int, str], Cell]
    letters: Mapping[str, str]
    sweeps: tuple[Sweep, ...]


def price_grid(
    exponents: Iterable[Fraction] = EXPONENTS, rents: Iterable[Fraction] = RENTS
) -> tuple[Price, ...]:
    """Prices from free over logarithmic to linear, in geometric steps."""
    logarithmic = [price(f"a={a}", logarithmic={"time": a}) for a in exponents]
    return KOLMOGOROV, *logarithmic, *(price(f"b={b}", linear={"time": b}) for b in rents)


def phases(
    measurements: Iterable[Measurement],
    prices: Sequence[Price] | None = None,
    statistic: str = "mean",
) -> PhaseDiagram:
    """Find the cheapest programs at every measured size under every price of a grid."""
    grid = tuple(prices) if prices is not None else price_grid()
    by_size: dict[int, list[Measurement]] = {}
    for measurement in measurements:
        if measurement.size is not None:
            by_size.setdefault(measurement.size, []).append(measurement)
    sizes = tuple(sorted(by_size))
    costs = {n: [cost_of(m, statistic) for m in by_size[n]] for n in sizes}
    cells = {(n, rate.name): _cell(rank_costs(costs[n], rate)) for n in sizes for rate in grid}
    names = dict.fromkeys(name for cell in cells.values() for name in cell.winners)
    sweeps = [
        flips_by_price(costs[n], letter)
        for n in sizes
        for letter in "ab"
        if any(cost.values.get("time") and not cost.reason for cost in costs[n])
    ]
    letters = dict(zip(names, _letters(), strict=False))
    return PhaseDiagram(sizes, grid, cells, letters, tuple(sweeps))


def _cell(rows: Sequence[Row]) -> Cell:
    """Make a cell; its evidence is the weakest of all scores, since any of them could have won."""
    missing = {row.program: row.reason for row in rows if row.rank is None}
    kinds = [row.evidence for row in rows if row.rank is not None]
    evidence = weakest(*kinds) if kinds else Evidence.UNKNOWN
    return Cell(winners(rows), evidence, missing)


def _letters() -> Iterator[str]:
    return chain(ascii_uppercase, ascii_lowercase, map(str, count(1)))
