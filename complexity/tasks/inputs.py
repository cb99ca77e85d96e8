"""Inputs: for every size n, the tuples of arguments to measure.

Each function here makes an `Inputs`. Bounds and lengths are integers, or functions of n.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from random import Random
from typing import Any

from ..language.types import Bool, List, Type
from ..machine.bounds import Some
from ..python.bindings import Char, Row, spell_known

Arguments = tuple[Any, ...]
Bound = int | Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of every size.

    Attributes
    ----------
    all : from n to all tuples of arguments, without repetition, in a fixed order
    count : from n to their exact number, without generating them
    sample : from n and a seeded `random.Random` to a uniformly drawn one
    what : a description
    shape : from n to arguments that represent all of them, with bounds (`machine.bounds.Some`)
        in place of scalars; None if their shapes differ, or nothing is known
    up_to : from n and a limit to the smaller of their number and the limit, for sizes at which
        the exact number takes long to compute; None if `count` is always fast
    """

    all: Callable[[int], Iterator[Arguments]]
    count: Callable[[int], int]
    sample: Callable[[int, Random], Arguments]
    what: str
    up_to: Callable[[int, int], int] | None = None
    shape: Callable[[int], Arguments | None] | None = None


def count_up_to(inputs: Inputs, n: int, limit: int) -> int:
    """The smaller of `limit` and the number of inputs of size n.

    Examples
    --------
    >>> count_up_to(permutations(), 4, 100), count_up_to(permutations(), 10**9, 100)
    (24, 100)
    """
    if inputs.up_to is not None:
        return inputs.up_to(n, limit)
    return min(limit, inputs.count(n))


def power_up_to(base: int, exponent: int, limit: int) -> int:
    """The smaller of `limit` and base^exponent, for base and exponent >= 0."""
    if base < 2 or not exponent:
        return min(limit, base**exponent if base or exponent else 1)
    return limit if exponent > limit.bit_length() else min(limit, base**exponent)


def at(bound: Bound, n: int) -> int:
    """The value of a bound at size n."""
    return bound if isinstance(bound, int) else bound(n)


def size(bound: Bound, n: int) -> int:
    """The value of a length at size n, at least 0."""
    return max(0, at(bound, n))


def itself(n: int) -> int:
    """n"""
    return n


def below(n: int) -> int:
    """n-1"""
    return n - 1


def phrase(bound: Bound) -> str:
    """Format a bound; that of a function is its docstring."""
    return str(bound) if isinstance(bound, int) else bound.__doc__ or "a bound that depends on n"


def permutations() -> Inputs:
    """Inputs of one list: all permutations of 0..n-1.

    Examples
    --------
    >>> list(permutations().all(2))
    [([0, 1],), ([1, 0],)]
    """
    return Inputs(
        lambda n: ((list(p),) for p in itertools.permutations(range(n))),
        math.factorial,
        lambda n, rng: (rng.sample(range(n), n),),
        "the permutations of 0..n-1",
        # n! has more than n bits from n = 4 on
        lambda n, limit: limit if n > 3 + limit.bit_length() else min(limit, math.factorial(n)),
        lambda n: ([Some(0, n - 1)] * n,),
    )


def lists(length: Bound = itself, low: Bound = 0, high: Bound = below) -> Inputs:
    """Inputs of one list: all lists of a length (n) over low..high (0..n-1), ties included.

    Examples
    --------
    >>> lists().count(3), lists(high=1).count(3)
    (27, 8)
    """

    def all_(n: int) -> Iterator[Arguments]:
        values = range(at(low, n), at(high, n) + 1)
        return ((list(xs),) for xs in itertools.product(values, repeat=size(length, n)))

    def sample(n: int, rng: Random) -> Arguments:
        return ([rng.randint(at(low, n), at(high, n)) for _ in range(size(length, n))],)

    what = f"the lists of length {phrase(length)} over {phrase(low)}..{phrase(high)}"
    return Inputs(
        all_, lambda n: choices(n, low, high) ** size(length, n), sample, what,
        lambda n, limit: power_up_to(choices(n, low, high), size(length, n), limit),
        lambda n: ([Some(at(low, n), at(high, n))] * size(length, n),),
    )  # fmt: skip


def choices(n: int, low: Bound, high: Bound) -> int:
    """The number of integers in low..high at size n."""
    return max(0, at(high, n) - at(low, n) + 1)


def integers(k: int = 1, low: Bound = 0, high: Bound = itself) -> Inputs:
    """Inputs of k integers, each in low..high (0..n).

    Examples
    --------
    >>> list(integers(2, low=1).all(2))
    [(1, 1), (1, 2), (2, 1), (2, 2)]
    """

    def all_(n: int) -> Iterator[Arguments]:
        return itertools.product(range(at(low, n), at(high, n) + 1), repeat=k)

    def sample(n: int, rng: Random) -> Arguments:
        return tuple(rng.randint(at(low, n), at(high, n)) for _ in range(k))

    what = f"{f'{k} integers' if k != 1 else 'the integers'} in {phrase(low)}..{phrase(high)}"
    return Inputs(
        all_, lambda n: choices(n, low, high) ** k, sample, what,
        shape=lambda n: (Some(at(low, n), at(high, n)),) * k,
    )  # fmt: skip


def integers_of_bits(k: int = 1, least: int = 0) -> Inputs:
    """Inputs of k integers with exactly n bits, 2^(n-1)..2^n - 1, and not below `least`.

    Examples
    --------
    >>> list(integers_of_bits().all(3))
    [(4,), (5,), (6,), (7,)]
    >>> list(integers_of_bits(least=3).all(2)), integers_of_bits(least=3).count(1)
    ([(3,)], 0)
    """
    inner = integers(k, lambda n: max(least, 1 << n >> 1), lambda n: (1 << n) - 1)
    shape = inner.shape
    assert shape is not None
    kept = f" from {least} on" if least > 1 else ""
    return replace(
        inner, what=f"{f'{k} integers' if k != 1 else 'the integers'}{kept} of n bits",
        up_to=lambda n, limit: limit if k * n > limit.bit_length() + k else min(
            limit, inner.count(n)),
        shape=lambda n: shape(n) if inner.count(n) else None,
    )  # fmt: skip


def fresh(value: Any) -> Any:
    """A deep copy of a plain value, so that updates do not affect the original."""
    if isinstance(value, list):
        return [fresh(one) for one in value] if value and _nested(value[0]) else value[:]
    return tuple(map(fresh, value)) if isinstance(value, tuple) else value


def _nested(value: Any) -> bool:
    return isinstance(value, list | tuple)


def booleans(k: int = 1) -> Inputs:
    """Inputs of k truth values, independent of n."""
    return Inputs(
        lambda n: itertools.product((False, True), repeat=k),
        lambda n: 2**k,
        lambda n, rng: tuple(rng.random() < 0.5 for _ in range(k)),
        f"{k} truth values" if k != 1 else "both truth values",
        shape=lambda n: (Some(0, 1),) * k,
    )


def grids(rows: Bound = itself, columns: Bound = itself, low: Bound = 0, high: Bound = 1) -> Inputs:
    """Inputs of one list of lists: all grids of rows (n) by columns (n) over low..high (0..1).

    Examples
    --------
    >>> grids().count(3), next(grids(rows=2).all(1))
    (512, ([[0], [0]],))
    """
    shape: tuple[Bound, Bound] = (rows, columns)
    what = f"the {phrase(rows)} by {phrase(columns)} grids over {phrase(low)}..{phrase(high)}"
    return arrays(shape, lambda n: range(at(low, n), at(high, n) + 1), what)


def arrays(shape: tuple[Bound, ...], values: Callable[[int], Any], what: str) -> Inputs:
    """Inputs of one nested list with the sides of `shape`, over a sequence of values."""

    def sides(n: int) -> list[int]:
        return [size(side, n) for side in shape]

    def all_(n: int) -> Iterator[Arguments]:
        cells = itertools.product(values(n), repeat=math.prod(sides(n)))
        return ((fold(list(xs), sides(n)),) for xs in cells)

    def sample(n: int, rng: Random) -> Arguments:
        cells = [rng.choice(values(n)) for _ in range(math.prod(sides(n)))]
        return (fold(cells, sides(n)),)

    return Inputs(
        all_, lambda n: len(values(n)) ** math.prod(sides(n)), sample, what,
        lambda n, limit: power_up_to(len(values(n)), math.prod(sides(n)), limit),
        lambda n: (fold([one_of(values(n))] * math.prod(sides(n)), sides(n)),),
    )  # fmt: skip


def one_of(values: Any) -> Some:
    """The bounds of a sequence of scalars; arbitrary ones for an empty sequence."""
    return Some(int(min(values, default=0)), int(max(values, default=0)))


def fold(cells: list[Any], sides: list[int]) -> list[Any]:
    """Arrange cells in row-major order as nested lists with given sides."""
    if len(sides) == 1:
        return cells
    part = math.prod(sides[1:])
    return [fold(cells[i * part : (i + 1) * part], sides[1:]) for i in range(sides[0])]


def product(*parts: Inputs) -> Inputs:
    """The Cartesian product of inputs: their arguments concatenated, in all combinations.

    Examples
    --------
    >>> product(permutations(), integers()).count(3)
    24
    """

    return Inputs(
        lambda n: combined([partial(part.all, n) for part in parts]),
        lambda n: math.prod(part.count(n) for part in parts),
        lambda n, rng: tuple(itertools.chain(*(part.sample(n, rng) for part in parts))),
        ", with ".join(part.what for part in parts) or "no arguments",
        lambda n, limit: product_up_to((count_up_to(part, n, limit) for part in parts), limit),
        lambda n: beside(shape_of(part, n) for part in parts),
    )


def combined(parts: Sequence[Callable[[], Iterable[Arguments]]]) -> Iterator[Arguments]:
    """All combinations, the last part varying fastest; no two of them share a list."""
    if not parts:
        yield ()
        return
    chosen: list[Arguments] = []
    going = [iter(parts[0]())]
    while going:
        value = next(going[-1], None)
        if value is None:
            going.pop()
            del chosen[-1:]
        elif len(going) < len(parts):
            chosen.append(value)
            going.append(iter(parts[len(going)]()))
        else:
            yield fresh(tuple(itertools.chain(*chosen, value)))


def shape_of(inputs: Inputs, n: int) -> Arguments | None:
    """Arguments that represent all inputs of a size; None if nothing is known about them."""
    return None if inputs.shape is None else inputs.shape(n)


def beside(shapes: Iterable[Arguments | None]) -> Arguments | None:
    """Concatenate the arguments of several shapes; None if one is unknown."""
    found: Arguments = ()
    for shape in shapes:
        if shape is None:
            return None
        found += shape
    return found


def product_up_to(counts: Iterable[int], limit: int) -> int:
    """The product of numbers cut off at `limit`, itself cut off; a factor 0 makes it 0."""
    return min(limit, math.prod(counts))


def union(*parts: Inputs) -> Inputs:
    """The concatenation of inputs; an input that occurs in two parts occurs twice."""

    def sample(n: int, rng: Random) -> Arguments:
        drawn = rng.randrange(sum(part.count(n) for part in parts))
        for part in parts:
            if drawn < part.count(n):
                return part.sample(n, rng)
            drawn -= part.count(n)
        raise AssertionError("a draw below the sum of the counts lies in one part")

    return Inputs(
        lambda n: itertools.chain.from_iterable(part.all(n) for part in parts),
        lambda n: sum(part.count(n) for part in parts),
        sample,
        ", and ".join(part.what for part in parts),
        lambda n, limit: min(limit, sum(count_up_to(part, n, limit) for part in parts)),
    )


def stated(listing: Callable[[int], Sequence[Arguments]], what: str) -> Inputs:
    """Inputs that a function lists for each size, without repetition.

    Examples
    --------
    >>> squares = stated(lambda n: [(k * k,) for k in range(n)], "the squares below n^2")
    >>> list(squares.all(3)), squares.count(3)
    ([(0,), (1,), (4,)], 3)
    """
    known = lru_cache(maxsize=4)(listing)
    return Inputs(
        lambda n: map(fresh, known(n)),
        lambda n: len(known(n)),
        lambda n, rng: fresh(rng.choice(known(n))),
        what,
    )


def of_types(types: tuple[Type, ...]) -> Inputs:
    """Default inputs, enumerated from the types alone.

    At size n an `int` is in 0..n, a `bool` is either; a list has length n, nested lists n on
    every side, and their integers are in 0..n-1.
    """
    return product(*(of_type(type_) for type_ in types))


def of_type(type_: Type) -> Inputs:
    """The default inputs of one type."""
    innermost = type_
    while isinstance(innermost, List):
        innermost = innermost.element
    truth, text = isinstance(innermost, Bool), isinstance(innermost, Char)
    if not isinstance(type_, List):
        return booleans() if truth else integers()
    if type_ == List(innermost) and not truth:
        return lists()
    sides = _sides(type_)
    over = "truth values" if truth else "the first n letters" if text else "0..n-1"
    shape = " by ".join("n" if side is itself else str(side) for side in sides)
    what = f"the {spell_known(type_)} with {shape} elements over {over}"
    first = ord("a") if text else 0
    return arrays(sides, lambda n: (False, True) if truth else range(first, first + n), what)


def _sides(type_: Type) -> tuple[Bound, ...]:
    """The sides of the nested lists of a type at size n: n, and the length of a tuple."""
    sides: tuple[Bound, ...] = ()
    while isinstance(type_, List):
        length = type_.length if isinstance(type_, Row) else None
        sides += (itself if length is None else length,)
        type_ = type_.element
    return sides


def default_size(inputs: Inputs, most: int = 1000, largest: int = 6) -> int:
    """The largest size up to 6 with at most 1,000 inputs, and at least one."""
    return max((n for n in range(largest + 1) if 0 < inputs.count(n) <= most), default=1)
