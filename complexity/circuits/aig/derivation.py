"""The length of a circuit: the derivation code of a netlist over its basis.

A netlist is described by the choices that a decoder makes to rebuild it, all alternatives equally
likely, as for programs: Elias's gamma codes of the numbers of inputs, gates and outputs, each plus
one; for each gate, after W wires, its op (in ``aig`` one of 4, in ``xaig`` of 5, in
``full`` of 10 and NOT; with one wire only NOT is possible) and its operands (an unordered pair of
different wires, one of W(W-1)/2; for NOT one of W); for each output a wire or a constant, in
``aig`` and ``xaig`` with its sign (2W + 2), in ``full`` without (W + 2).

The length is an upper bound relative to this code, as a program's is relative to its reference
language: the cost of one member of a circuit family. Duplicate gates and the order of independent
gates are not factored out.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import groupby
from math import isqrt

from ...encoding.bits import Coder, Malformed, Reader, Writer, codeword, count
from ...encoding.weight import Weight, factorise, weight_of
from .bases import NOT, OPS, Netlist

PLACE = ("", 0)


def weigh(netlist: Netlist) -> Weight:
    """The weight N of a netlist: the product of its numbers of alternatives; log2 N is its length.

    Notes
    -----
    The product over a run of gates of the pairs W(W-1)/2 is one of factorials, whose prime
    exponents Legendre's formula gives, so that ten million gates need no ten million factors.
    """
    writer = Writer()
    for number in (netlist.inputs, netlist.size, len(netlist.outputs)):
        count(writer, number, PLACE)
    few = Counter(writer.alternatives)
    total: Counter[int] = Counter()
    before = netlist.inputs
    for inverters, run in groupby(netlist.tables, lambda table: table == NOT):
        length = sum(1 for _ in run)
        after = before + length
        ops = _ops(netlist.basis, max(before, 2))
        few[ops] += length - (before == 1)  # with one wire there is no choice
        total.update(falling(before, after))
        if not inverters:
            total.update(falling(before - 1, after - 1))
            total[2] -= length
        before = after
    few[_targets(netlist.basis, before)] += len(netlist.outputs)
    for number, times in few.items():
        for prime, exponent in factorise(number):
            total[prime] += exponent * times
    return Weight({prime: total[prime] for prime in sorted(total) if total[prime]})


def encode(netlist: Netlist) -> str:
    """The code of a netlist: ceil(log2 N)+1 binary digits, no other netlist's code a prefix."""
    writer = Writer()
    derive(writer, netlist.basis, netlist)
    return codeword(writer.choices)


def decode(bits: str, basis: str) -> Netlist:
    """The netlist over a basis whose code the bits are.

    Raises
    ------
    Malformed
        If the bits are not the code of a netlist: too short, too long, gates without wires.
    """
    reader = Reader(bits)
    netlist = derive(reader, basis)
    if codeword(reader.choices) != bits:
        raise Malformed("the bits go on after the netlist's end")
    return netlist


def written_weight(netlist: Netlist) -> Weight:
    """The same as `weigh`, computed choice by choice."""
    writer = Writer()
    derive(writer, netlist.basis, netlist)
    return weight_of(writer.alternatives)


def derive(coder: Coder, basis: str, netlist: Netlist | None = None) -> Netlist:
    """Make all choices of a netlist: a given one is written, else one is read."""
    told = [None] * 3 if netlist is None else [netlist.inputs, netlist.size, len(netlist.outputs)]
    inputs, gates, outputs = (count(coder, number, PLACE) for number in told)
    tables, left, right = bytearray(), array("i"), array("i")
    for at in range(gates):
        table, a, b = _gate(
            coder, basis, inputs + at, None if netlist is None else netlist.gate(at)
        )
        tables.append(table)
        left.append(a)
        right.append(b)
    wires = inputs + gates
    chosen = tuple(
        _output(coder, basis, wires, None if netlist is None else netlist.outputs[at])
        for at in range(outputs)
    )
    return Netlist(basis, inputs, bytes(tables), left, right, chosen)


def _gate(
    coder: Coder, basis: str, wires: int, gate: tuple[int, int, int] | None
) -> tuple[int, int, int]:
    """The table and the operands of a gate that follows `wires` wires."""
    ops = OPS[basis]
    if wires < 1 or (wires < 2 and basis != "full"):
        raise Malformed("a gate without two wires before it")
    if wires == 1:
        table = NOT
    else:
        index = None if gate is None else len(ops) if gate[0] == NOT else ops.index(gate[0])
        chosen = coder.choose(_ops(basis, wires), index, PLACE)
        table = NOT if chosen == len(ops) else ops[chosen]
    if table == NOT:
        a = 1 + coder.choose(wires, None if gate is None else gate[1] - 1, PLACE)
        return table, a, a
    pair = None if gate is None else (gate[2] - 1) * (gate[2] - 2) // 2 + gate[1] - 1
    found = coder.choose(wires * (wires - 1) // 2, pair, PLACE)
    b = (isqrt(8 * found + 1) + 1) // 2
    return table, found - b * (b - 1) // 2 + 1, b + 1


def _output(coder: Coder, basis: str, wires: int, lit: int | None) -> int:
    if basis != "full":
        return coder.choose(_targets(basis, wires), lit, PLACE)
    index = None if lit is None else lit if lit < 2 else lit // 2 + 1
    found = coder.choose(_targets(basis, wires), index, PLACE)
    return found if found < 2 else 2 * (found - 1)


def _ops(basis: str, wires: int) -> int:
    """The number of alternatives for the op of a gate."""
    return (len(OPS[basis]) if wires > 1 else 0) + (basis == "full")


def _targets(basis: str, wires: int) -> int:
    """The number of alternatives for an output."""
    return wires + 2 if basis == "full" else 2 * wires + 2


def falling(start: int, end: int) -> Counter[int]:
    """The prime factorisation of the product of the integers from start to end - 1.

    Examples
    --------
    >>> sorted(falling(4, 7).items())
    [(2, 3), (3, 1), (5, 1)]

    Notes
    -----
    Legendre's formula for (end - 1)! and (start - 1)!; short products
    are factorised number by number.
    """
    found: Counter[int] = Counter()
    if start < 1 or end - start < 64:
        for number in range(max(1, start), end):
            found.update(dict(factorise(number)))
        return found
    for prime in primes(end):
        high, low, exponent = end - 1, start - 1, 0
        while high:
            high, low = high // prime, low // prime
            exponent += high - low
        if exponent:
            found[prime] = exponent
    return found


def primes(below: int) -> list[int]:
    """The primes below a number, by Eratosthenes's sieve."""
    sieve = bytearray([1]) * max(below, 2)
    sieve[:2] = b"\0\0"
    for number in range(2, isqrt(max(below, 2) - 1) + 1):
        if sieve[number]:
            sieve[number * number :: number] = bytes(
                len(range(number * number, len(sieve), number))
            )
    return [number for number in range(below) if sieve[number]]
