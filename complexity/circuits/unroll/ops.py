"""The circuits of the ops: the table of all ops without regions.

A rule takes the path, the payload, the result types and the operands, and returns the results.
The meaning of each op is in `language.ops`; a test compares the two on all small operands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...language.graph import Payload
from ...language.types import Type
from ..aig.graph import TRUE
from . import arithmetic, lists, powers, ranges
from . import symbolic_values as values
from .arithmetic import ZERO
from .path_condition import Path
from .symbolic_values import Row, Value, blank, present, row
from .updates import UPDATES, Update, along
from .words import Word, shared_width, stretch, width, word

Types = Sequence[Type]
Rule = Callable[..., tuple[Value, ...]]  # (path, payload, types, *operands)


def plain(function: Callable[..., Value]) -> Rule:
    """Make a rule of a function of gates and operands."""
    return lambda path, payload, types, *args: (function(path.gates, *args),)


def limited(function: Callable[..., Word]) -> Rule:
    """Make a rule of a function of gates and operands whose result must fit 64 bits."""
    return lambda path, payload, types, *args: (path.fits(function(path.gates, *args)),)


def placed(function: Callable[..., Value]) -> Rule:
    """Make a rule of a function of the path and operands."""
    return lambda path, payload, types, *args: (function(path, *args),)


# -- scalars -------------------------------------------------------------------------------------


def floordiv(path: Path, payload: Payload, types: Types, a: Word, b: Word) -> tuple[Value, ...]:
    """a // b."""
    path.fail("division", arithmetic.equal(path.gates, b, ZERO))
    return (path.fits(arithmetic.divide(path.gates, a, b)[0]),)


def mod(path: Path, payload: Payload, types: Types, a: Word, b: Word) -> tuple[Value, ...]:
    """a % b."""
    path.fail("division", arithmetic.equal(path.gates, b, ZERO))
    return (arithmetic.divide(path.gates, a, b)[1],)


def bitwise(name: str) -> Rule:
    """a & b, a | b, a ^ b, bit by bit."""

    def rule(path: Path, payload: Payload, types: Types, a: Word, b: Word) -> tuple[Value, ...]:
        gate = getattr(path.gates, name)
        bits = shared_width(a, b)
        if min(a.low, b.low) >= 0:
            low, high = 0, (1 << bits) - 1
        elif name == "and_" and max(a.low, b.low) >= 0:
            low, high = 0, a.high if a.low >= 0 else b.high
        else:
            low, high = -(1 << bits - 1), (1 << bits - 1) - 1
        pairs = zip(stretch(a, bits), stretch(b, bits), strict=True)
        return (word([gate(x, y) for x, y in pairs], low, high),)

    return rule


def invert(path: Path, payload: Payload, types: Types, a: Word) -> tuple[Value, ...]:
    """~a."""
    bits = width(~a.high, ~a.low)
    return (word([bit ^ 1 for bit in stretch(a, bits)], ~a.high, ~a.low),)


def assertion(path: Path, payload: Payload, types: Types, holds: int) -> tuple[Value, ...]:
    """assert p."""
    path.fail("assertion", holds ^ 1)
    return ()


def mark(path: Path, payload: Payload, types: Types) -> tuple[Value, ...]:
    """candidate(...), which has no result."""
    return ()


def exhausted(path: Path, payload: Payload, types: Types) -> tuple[Value, ...]:
    """next(...) without a hit, which fails."""
    path.fail("value", TRUE)
    return (blank(types[0]),)


# -- lists ---------------------------------------------------------------------------------------


def getitem(path: Path, payload: Payload, types: Types, xs: Row, i: Word) -> tuple[Value, ...]:
    """xs[i]."""
    return (lists.at_place(path, xs, lists.position(path, xs, i), types[0]),)


def cut(path: Path, mask: int, types: Types, xs: Row, *bounds: Word) -> tuple[Value, ...]:
    """xs[a:b:c]."""
    return (lists.cut(path, mask, xs, bounds),)


def make(path: Path, payload: Payload, types: Types, *items: Value) -> tuple[Value, ...]:
    """[a, b]."""
    return (row(items),)


def unpack(path: Path, count: int, types: Types, xs: Row) -> tuple[Value, ...]:
    """a, b = xs."""
    return lists.unpack(path, count, xs, types)


def compared(which: str, negated: bool = False, swapped: bool = False) -> Rule:
    """Make a rule for a comparison of lists."""
    function = values.equal if which == "equal" else values.less

    def rule(path: Path, payload: Payload, types: Types, a: Row, b: Row) -> tuple[Value, ...]:
        one, other = (b, a) if swapped else (a, b)
        return (function(path.gates, one, other) ^ negated,)

    return rule


def update(leaf: Update) -> Rule:
    """Make a rule for an update at the end of a sequence of indices."""

    def rule(path: Path, depth: int, types: Types, xs: Row, *args: Any) -> tuple[Value, ...]:
        return along(
            path,
            xs,
            args[:depth],
            lambda row, type_: leaf(path, row, args[depth:], type_),
            types[0],
        )

    return rule


# -- reductions ----------------------------------------------------------------------------------


def total(path: Path, payload: Payload, types: Types, xs: Row) -> tuple[Value, ...]:
    """sum(xs)."""
    gates, length = path.gates, xs.length
    there = [present(gates, length, place) for place in range(len(xs.cells))]
    numbers = [
        arithmetic.masked(gates, lit, cell)
        for lit, cell in zip(there, xs.cells, strict=True)
        if isinstance(cell, Word)
    ]
    return (path.fits(arithmetic.column_sum(gates, numbers)),)


def extreme(least: bool) -> Rule:
    """Make the rule of min(xs) or max(xs)."""

    def rule(path: Path, payload: Payload, types: Types, xs: Row) -> tuple[Value, ...]:
        path.fail("value", arithmetic.less(path.gates, ZERO, xs.length) ^ 1)
        keys = [cell for cell in xs.cells if isinstance(cell, Word)]
        if not keys:
            return (ZERO,)
        return (lists.extreme(path, keys, keys, xs.length, least)[0],)

    return rule


def quantifier(any_: bool) -> Rule:
    """Make the rule of any(xs) or all(xs) for a list."""

    def rule(path: Path, payload: Payload, types: Types, xs: Row) -> tuple[Value, ...]:
        gates, found = path.gates, []
        for place, cell in enumerate(xs.cells):
            assert isinstance(cell, int)
            found.append(gates.and_(present(gates, xs.length, place), cell ^ (not any_)))
        return (gates.any_(found) ^ (not any_),)

    return rule


RULES: dict[str, Rule] = {
    "add": limited(arithmetic.add),
    "sub": limited(arithmetic.sub),
    "mul": limited(arithmetic.multiply),
    "floordiv": floordiv,
    "mod": mod,
    "pow": placed(powers.power),
    "neg": limited(arithmetic.negate),
    "abs": limited(arithmetic.absolute),
    "invert": invert,
    "and_": bitwise("and_"),
    "or_": bitwise("or_"),
    "xor": bitwise("xor"),
    "lshift": placed(powers.shift_left),
    "rshift": placed(powers.shift_right),
    "min": plain(arithmetic.smaller),
    "max": plain(arithmetic.larger),
    "lt": plain(arithmetic.less),
    "le": plain(lambda gates, a, b: arithmetic.less(gates, b, a) ^ 1),
    "gt": plain(lambda gates, a, b: arithmetic.less(gates, b, a)),
    "ge": plain(lambda gates, a, b: arithmetic.less(gates, a, b) ^ 1),
    "eq": plain(arithmetic.equal),
    "ne": plain(lambda gates, a, b: arithmetic.equal(gates, a, b) ^ 1),
    "both": plain(lambda gates, p, q: gates.and_(p, q)),
    "either": plain(lambda gates, p, q: gates.or_(p, q)),
    "differ": plain(lambda gates, p, q: gates.xor(p, q)),
    "not_": plain(lambda gates, p: p ^ 1),
    "as_int": plain(lambda gates, p: word([p], 0, 1)),
    "randrange": placed(lambda path, bound: path.draw(bound)),
    "candidate": mark,
    "assert_": assertion,
    "exhausted": exhausted,
    "upto": placed(lambda path, stop: ranges.up(path, ZERO, stop)),
    "range": placed(ranges.up),
    "steps": placed(ranges.steps),
    "reversed": placed(ranges.backwards),
    "within": placed(ranges.within),
    "len": plain(lambda gates, xs: xs.length),
    "getitem": getitem,
    "slice": cut,
    "concat": placed(lists.concat),
    "repeat": placed(lists.repeat),
    "list": placed(ranges.listed),
    "make": make,
    "unpack": unpack,
    "reverse": placed(lists.backwards),
    "flatten": placed(lists.flatten),
    "contains": placed(lists.contains),
    "list_eq": compared("equal"),
    "list_ne": compared("equal", negated=True),
    "list_lt": compared("less"),
    "list_le": compared("less", negated=True, swapped=True),
    "list_gt": compared("less", swapped=True),
    "list_ge": compared("less", negated=True),
    **{name: update(leaf) for name, leaf in UPDATES.items()},
    "sum": total,
    "min_of": extreme(least=True),
    "max_of": extreme(least=False),
    "any_of": quantifier(any_=True),
    "all_of": quantifier(any_=False),
}
