"""Ranges as gates: arithmetic progressions with a start, a step and a count that are words."""

from __future__ import annotations

from ..aig.graph import Lit
from .arithmetic import (
    ONE,
    ZERO,
    absolute,
    add,
    choose,
    divide,
    equal,
    larger,
    less,
    multiply,
    negate,
    recast,
    sub,
)
from .gates import Gates
from .path_condition import Path
from .symbolic_values import Row, Steps, row
from .words import Word, constant, sign


def steps(path: Path, start: Word, stop: Word, step: Word) -> Steps:
    """range(start, stop, step)."""
    gates = path.gates
    path.fail("value", equal(gates, step, ZERO))
    down = path.decided(sign(step))
    span = choose(gates, down, sub(gates, start, stop), sub(gates, stop, start))
    size = absolute(gates, step)
    above = add(gates, span, sub(gates, size, ONE))
    count = larger(gates, ZERO, divide(gates, above, size)[0])
    low = start.low if step.low > 0 else min(start.low, stop.low + 1)
    high = start.high if step.high < 0 else max(start.high, stop.high - 1)
    return Steps(start, step, count, low, high)


def up(path: Path, start: Word, stop: Word) -> Steps:
    """range(start, stop)."""
    return steps(path, start, stop, ONE)


def backwards(path: Path, numbers: Steps) -> Steps:
    """reversed(range(...))."""
    gates = path.gates
    count = numbers.count
    last = element(gates, numbers, sub(gates, count, ONE))
    return Steps(last, negate(gates, numbers.step), count, numbers.low, numbers.high)


def element(gates: Gates, numbers: Steps, place: Word) -> Word:
    """The number at a position of a range, which must have that position."""
    found = add(gates, numbers.start, multiply(gates, place, numbers.step))
    return recast(found, (numbers.low, numbers.high))


def within(path: Path, number: Word, numbers: Steps) -> Lit:
    """Whether a range contains a number."""
    gates, step = path.gates, numbers.step
    distance = sub(gates, number, numbers.start)
    if step.high < 0:
        distance, step = negate(gates, distance), negate(gates, step)
    place, rest = divide(gates, distance, step)
    inside = [less(gates, place, ZERO) ^ 1, less(gates, place, numbers.count)]
    return gates.all_([*inside, equal(gates, rest, ZERO)])


def listed(path: Path, numbers: Steps) -> Row:
    """list(range(...))."""
    path.bounded(numbers.count.high)
    places = range(numbers.count.high)
    cells = [element(path.gates, numbers, constant(place)) for place in places]
    return row(cells, numbers.count)
