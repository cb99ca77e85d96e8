"""Shifts and powers as gates; what Python refuses and what exceeds 64 bits is a failure."""

from __future__ import annotations

from ..aig.graph import FALSE, TRUE, Lit
from .arithmetic import ONE, ZERO, choose, equal, less, multiply, recast, smaller
from .path_condition import Path
from .symbolic_values import select
from .words import Word, constant, sign, stretch, word

WIDEST = 64  # a shift by more places overflows for every number but 0


def shift_left(path: Path, number: Word, places: Word) -> Word:
    """number << places, by a barrel shifter: one choice for each bit of `places`."""
    gates = path.gates
    path.fail("value", sign(places))
    moved = equal(gates, number, ZERO) ^ 1
    path.fail("overflow", gates.and_(moved, less(gates, constant(WIDEST), places)))
    places = recast(smaller(gates, places, constant(WIDEST)), (0, WIDEST))
    low = min(number.low, number.low << places.high if number.low < 0 else number.low)
    high = max(number.high, number.high << places.high if number.high > 0 else number.high)
    bits = stretch(number, len(number.bits) + places.high + 1)
    for place, bit in enumerate(places.bits):
        by = min(1 << place, len(bits))
        shifted = [FALSE] * by + bits[: len(bits) - by]
        bits = [gates.mux(bit, one, other) for one, other in zip(shifted, bits, strict=True)]
    return path.fits(word(bits, low, high))


def shift_right(path: Path, number: Word, places: Word) -> Word:
    """number >> places, rounded towards minus infinity."""
    gates = path.gates
    path.fail("value", sign(places))
    places = recast(smaller(gates, places, constant(WIDEST)), (0, WIDEST))
    bits, above = list(number.bits), sign(number)
    for place, bit in enumerate(places.bits):
        by = min(1 << place, len(bits))
        shifted = bits[by:] + [above] * by
        bits = [gates.mux(bit, one, other) for one, other in zip(shifted, bits, strict=True)]
    ends = [end >> by for end in (number.low, number.high) for by in (places.low, places.high)]
    return word([*bits, above], min(ends), max(ends))


def power(path: Path, base: Word, exponent: Word) -> Word:
    """base ** exponent: a choice among all powers that fit 64 bits.

    Beyond the 64th power only -1, 0 and 1 do not overflow, and their powers have period two.
    """
    gates = path.gates
    path.fail("value", sign(exponent))
    exponent = recast(exponent, (0, max(exponent.high, 0)))
    far = less(gates, constant(WIDEST), exponent)
    unit = gates.and_(less(gates, constant(-2), base), less(gates, base, constant(2)))
    path.fail("overflow", gates.and_(far, unit ^ 1))
    if exponent.high > WIDEST:
        parity = choose(gates, exponent.bits[0], ONE, constant(2))
        near = recast(exponent, (0, WIDEST))
        exponent = choose(gates, path.decided(far), parity, near)
    return chosen_power(path, base, exponent)


def chosen_power(path: Path, base: Word, exponent: Word) -> Word:
    """base ** exponent for an exponent of at most 64."""
    gates = path.gates
    found: dict[int, Word] = {}
    over: dict[int, Lit] = {}
    current, beyond = ONE, FALSE
    wanted = set(path.candidates(exponent))
    for place in range(exponent.high + 1):
        if place:
            current, out = limited(path, multiply(gates, current, base))
            beyond = gates.or_(beyond, out)
        if place in wanted:
            found[place], over[place] = current, beyond
        if beyond == TRUE:
            break
    past = less(gates, constant(max(found, default=0)), exponent) if beyond == TRUE else FALSE
    if not found:
        path.fail("overflow", TRUE)
        return ZERO
    path.fail("overflow", gates.or_(past, select(gates, exponent, over)))
    return select(gates, exponent, found)


def limited(path: Path, number: Word) -> tuple[Word, Lit]:
    """The low 64 bits of a number, and whether they do not represent it."""
    low, high = max(number.low, -(2**63)), min(number.high, 2**63 - 1)
    if low > high:
        return ZERO, TRUE
    bits = stretch(number, max(len(number.bits) + 1, 64))
    out = path.gates.any_([path.gates.xor(bit, bits[63]) for bit in bits[64:]])
    return word(bits, low, high), out
