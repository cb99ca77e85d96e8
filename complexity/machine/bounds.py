"""Interval arithmetic: the scalar ops on integers of which only bounds are known [1]_.

A known scalar stands for itself, an unknown one is a `Some`. Where an op may overflow 64 bits or
fail for some values in its operands' intervals, `Differs` is raised and nothing is concluded.

References
----------
.. [1] R. E. Moore, *Interval Analysis*, 1966.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.failures import Undefined
from ..language.ops import OPS
from ..language.types import LARGEST, SMALLEST


@dataclass(frozen=True, slots=True)
class Some:
    """An integer between two bounds, both included; a truth value between 0 and 1."""

    low: int
    high: int


class Differs(Exception):
    """Runs on two inputs may differ, or a run may fail; the message names the op."""


Scalar = int | bool | Some
Interval = tuple[int, int]
BIT = Some(0, 1)


def interval(value: Any) -> Interval:
    """Return the bounds of a scalar."""
    return (value.low, value.high) if isinstance(value, Some) else (int(value), int(value))


def between(low: int, high: int) -> Scalar:
    """Return a scalar between two bounds, known where they coincide.

    Raises
    ------
    Differs
        If it may not fit 64 signed bits.
    """
    if low < SMALLEST or high > LARGEST:
        raise Differs("an integer may not fit 64 signed bits")
    return low if low == high else Some(low, high)


def joined(values: Sequence[Any]) -> Scalar:
    """Return a scalar that covers all of several scalars: the hull of their intervals."""
    one: Scalar = values[0]
    ends = [interval(value) for value in values]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    return one if low == high else Some(low, high)


def corners(combine: Callable[[int, int], int]) -> Callable[[Interval, Interval], Interval]:
    """Lift a function that is monotone in each operand to intervals, by its corner values."""

    def bounds(a: Interval, b: Interval) -> Interval:
        values = [combine(x, y) for x in a for y in b]
        return min(values), max(values)

    return bounds


def quotient(a: Interval, b: Interval) -> Interval:
    """Return the bounds of a // b, where b cannot be 0."""
    if b[0] <= 0 <= b[1]:
        raise Differs("a divisor may be 0")
    return corners(lambda x, y: x // y)(a, b)


def remainder(a: Interval, b: Interval) -> Interval:
    """Return the bounds of a % b, where b is positive."""
    if b[0] <= 0:
        raise Differs("a divisor may be 0, or negative")
    return a if a[0] >= 0 and a[1] < b[0] else (0, b[1] - 1)


def shifted(a: Interval, b: Interval) -> Interval:
    """Return the bounds of a >> b."""
    if b[0] < 0:
        raise Differs("a shift may be negative")
    return corners(lambda x, y: x >> min(y, 64))(a, b)


def raised(a: Interval, b: Interval) -> Interval:
    """Return the bounds of a << b."""
    if b[0] < 0 or b[1] > 64:
        raise Differs("a shift may be negative, or too far")
    return corners(lambda x, y: x << y)(a, b)


def powered(a: Interval, b: Interval) -> Interval:
    """Return the bounds of a ** b, where a is not negative."""
    if a[0] < 0 or b[0] < 0 or b[1] > 64:
        raise Differs("a power may be of a negative number, or too high")
    return corners(lambda x, y: x**y)(a, b)


def masked(a: Interval, b: Interval) -> Interval:
    """Return bounds of a & b."""
    if a[0] < 0 or b[0] < 0:
        return min(a[0], b[0], -1) * 2, max(a[1], b[1], 0)
    return 0, min(a[1], b[1])


def mixed(a: Interval, b: Interval) -> Interval:
    """Return bounds of a | b and of a ^ b: no more bits than the longer operand has."""
    bits = max(abs(end).bit_length() for end in (*a, *b))
    return (0 if a[0] >= 0 and b[0] >= 0 else -(2**bits)), 2**bits - 1


def magnitude(a: Interval) -> Interval:
    """Return the bounds of abs(a)."""
    low = 0 if a[0] <= 0 <= a[1] else min(map(abs, a))
    return low, max(map(abs, a))


# op -> the bounds of its result
BOUNDS: dict[str, Callable[..., Interval]] = {
    "add": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "sub": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "mul": corners(lambda x, y: x * y),
    "floordiv": quotient,
    "mod": remainder,
    "pow": powered,
    "neg": lambda a: (-a[1], -a[0]),
    "abs": magnitude,
    "invert": lambda a: (~a[1], ~a[0]),
    "and_": masked,
    "or_": mixed,
    "xor": mixed,
    "lshift": raised,
    "rshift": shifted,
    "min": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "max": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "as_int": lambda a: a,
}

# op -> True or False where the answer is the same for all values in the intervals, else None
TESTS: dict[str, Callable[[Interval, Interval], bool | None]] = {
    "lt": lambda a, b: True if a[1] < b[0] else False if a[0] >= b[1] else None,
    "le": lambda a, b: True if a[1] <= b[0] else False if a[0] > b[1] else None,
    "gt": lambda a, b: True if a[0] > b[1] else False if a[1] <= b[0] else None,
    "ge": lambda a, b: True if a[0] >= b[1] else False if a[1] < b[0] else None,
    "eq": lambda a, b: False if a[1] < b[0] or b[1] < a[0] else None,
    "ne": lambda a, b: True if a[1] < b[0] or b[1] < a[0] else None,
    "both": lambda a, b: False if not (a[1] and b[1]) else None,
    "either": lambda a, b: True if a[0] or b[0] else None,
    "differ": lambda a, b: None,
}


def applied(op: str, args: Sequence[Any]) -> Scalar:
    """Apply an op to scalars of which at least one is unknown.

    Raises
    ------
    Differs
        If it may fail, or leave 64 bits.
    """
    ends = [interval(arg) for arg in args]
    if op in BOUNDS:
        return between(*BOUNDS[op](*ends))
    if op in TESTS:
        holds = TESTS[op](ends[0], ends[1])
        return BIT if holds is None else holds
    if op == "not_":
        return BIT
    raise Differs(f"{op} of a scalar that is not known")


def known(value: Any) -> Any:
    """Return a scalar that must be the same in all runs.

    Raises
    ------
    Differs
        If it is not known.
    """
    if isinstance(value, Some):
        raise Differs("what is done depends on an element of the input")
    return value


def certain(value: Any) -> bool:
    """Return whether a value is the same in all runs, including all its elements."""
    if isinstance(value, list):
        return all(map(certain, value))
    return not isinstance(value, Some)


def scalar(op: str, args: Sequence[Any]) -> Any:
    """Apply an op to scalars, known or not.

    Raises
    ------
    Differs
        If it may fail.
    """
    if not all(map(certain, args)):
        return applied(op, args)
    meaning = OPS[op].meaning
    if meaning is None:
        raise Differs(f"{op} is not the same in all runs")
    try:
        return meaning(*args)
    except Undefined as failure:
        raise Differs(failure.message) from None
