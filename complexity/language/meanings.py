"""The meanings of the ops, as functions of plain Python values, and the sizes of their work.

Meanings of the groups `moves` and `update` never inspect elements (see `ops`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .failures import Undefined
from .types import LARGEST, SMALLEST

Values = Any  # a plain Python value of the language: int, bool, range, or nested lists of them


def fits(value: int) -> int:
    """Return a value that fits 64 signed bits, or fail."""
    if SMALLEST <= value <= LARGEST:
        return value
    raise unfit(value)


def unfit(value: int) -> Undefined:
    """Return the failure of a number beyond 64 signed bits."""
    return Undefined("overflow", f"{shorten(value)} does not fit 64 signed bits")


def shorten(value: int) -> str:
    """Format a number for a message: in full up to 30 digits."""
    return str(value) if value.bit_length() < 100 else f"a number of {value.bit_length()} bits"


def checked(function: Callable[..., int]) -> Callable[..., int]:
    """Wrap a function of integers so that its result must fit 64 signed bits."""
    return lambda *args: fits(function(*args))


def divide(function: Callable[[int, int], int]) -> Callable[[int, int], int]:
    """Wrap floor division or remainder so that it fails where the divisor is 0."""

    def meaning(a: int, b: int) -> int:
        if b == 0:
            raise Undefined("division", f"{a} divided by zero")
        return fits(function(a, b))

    return meaning


def power(a: int, b: int) -> int:
    """a to the power b, for b >= 0."""
    if b < 0:
        raise Undefined("value", f"{a} to the negative power {b}")
    if b > 64 and a not in (-1, 0, 1):
        raise Undefined("overflow", f"{a} ** {b} does not fit 64 signed bits")
    return fits(a ** (b if b <= 64 else 64 + b % 2))


def shift_left(a: int, b: int) -> int:
    """a shifted left by b bits, for b >= 0."""
    if b < 0:
        raise Undefined("value", f"{a} << {b}: a negative shift")
    if b > 64 and a != 0:
        raise Undefined("overflow", f"{a} << {b} does not fit 64 signed bits")
    return fits(a << min(b, 64))


def shift_right(a: int, b: int) -> int:
    """a shifted right by b bits, for b >= 0."""
    if b < 0:
        raise Undefined("value", f"{a} >> {b}: a negative shift")
    return a >> min(b, 64)


def steps(start: int, stop: int, step: int) -> range:
    """The arithmetic progression of Python's `range` with a step."""
    if step == 0:
        raise no_step("range with")
    return range(start, stop, step)


def no_step(of: str) -> Undefined:
    """Return the failure of a range or a slice whose step is 0."""
    return Undefined("value", f"{of} step 0")


def assertion(holds: bool) -> tuple[()]:
    """Fail unless the assertion holds."""
    if not holds:
        raise Undefined("assertion", "the assertion does not hold")
    return ()


def exhausted() -> Values:
    """Fail: the search has no more candidates."""
    raise Undefined("value", "next(...) found no element that passes")


def empty_draw(n: int) -> Undefined:
    """Return the failure of a draw below a number that is not positive."""
    return Undefined("value", f"randrange({n}): there is nothing to draw from")


def position(length: int, index: int, what: str = "index") -> int:
    """Return the position from 0 that an index denotes; negative ones count from the end."""
    if -length <= index < length:
        return index % length
    raise Undefined("index", f"{what} {index} is out of range for a list of length {length}")


def getitem(xs: list[Values], index: int) -> Values:
    """xs[index]."""
    return xs[position(len(xs), index)]


def setitem(xs: list[Values], index: int, value: Values) -> list[Values]:
    """xs with the element at an index replaced."""
    at = position(len(xs), index)
    return [*xs[:at], value, *xs[at + 1 :]]


def append(xs: list[Values], value: Values) -> list[Values]:
    """xs with one more element at the end."""
    return [*xs, value]


def insert(xs: list[Values], index: int, value: Values) -> list[Values]:
    """xs with an element inserted before an index, which is clipped as in Python."""
    at = clip(len(xs), index)
    return [*xs[:at], value, *xs[at:]]


def elements(numbers: range) -> int:
    """Count the elements of a range; `len` fails where they are more than 2^63 - 1."""
    span = numbers.stop - numbers.start
    return max(0, -(-span // numbers.step))


def clip(length: int, index: int) -> int:
    """Return the position at which `insert` puts an element."""
    return min(index, length) if index >= 0 else max(0, length + index)


def nothing_to_pop() -> Undefined:
    """Return the failure of `pop` on an empty list."""
    return Undefined("index", "pop from an empty list")


def nothing_to_choose(name: str) -> Undefined:
    """Return the failure of `min` or `max` on an empty list."""
    return Undefined("value", f"{name} of an empty list")


def pop(xs: list[Values]) -> tuple[list[Values], Values]:
    """xs without its last element, and that element."""
    if not xs:
        raise nothing_to_pop()
    return xs[:-1], xs[-1]


def pop_at(xs: list[Values], index: int) -> tuple[list[Values], Values]:
    """xs without the element at an index, and that element."""
    if not xs:
        raise nothing_to_pop()
    at = position(len(xs), index, "pop index")
    return [*xs[:at], *xs[at + 1 :]], xs[at]


def part(mask: int, bounds: tuple[int, ...]) -> slice:
    """Return the slice given by a mask (1: start, 2: stop, 4: step) and the bounds present."""
    left = list(bounds)
    start, stop, step = (left.pop(0) if mask & bit else None for bit in (1, 2, 4))
    if step == 0:
        raise no_step("slice")
    return slice(start, stop, step)


def sliced(mask: int, xs: list[Values], *bounds: int) -> list[Values]:
    """xs[start:stop:step]."""
    return xs[part(mask, bounds)]


def sliced_size(mask: int, xs: list[Values], *bounds: int) -> int:
    """Count the elements of a slice."""
    return len(range(len(xs))[part(mask, bounds)])


def unpack(count: int, xs: list[Values]) -> tuple[Values, ...]:
    """The elements of a list, which must have exactly `count`."""
    if len(xs) != count:
        raise wrong_count(len(xs), count)
    return tuple(xs)


def wrong_count(size: int, count: int) -> Undefined:
    """Return the failure of unpacking a list of `size` elements into `count` names."""
    return Undefined("unpack", f"{size} elements unpacked into {count} names")


def compared(xs: list[Values], ys: list[Values]) -> int:
    """Count the scalars that a comparison of two lists inspects, nested ones included."""
    return sum(
        max(1, compared(x, y)) if isinstance(x, list) else 1 for x, y in zip(xs, ys, strict=False)
    )


def contained(xs: list[Values], value: Values) -> int:
    """Count the scalars that a search for a value in a list inspects: all of them."""
    if not isinstance(value, list):
        return len(xs)
    return sum(max(1, compared(x, value)) for x in xs)


def smallest(xs: list[int]) -> int:
    """The minimum of a list that is not empty."""
    if not xs:
        raise nothing_to_choose("min")
    return min(xs)


def largest(xs: list[int]) -> int:
    """The maximum of a list that is not empty."""
    if not xs:
        raise nothing_to_choose("max")
    return max(xs)
